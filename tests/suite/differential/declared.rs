//! Where casebook means to differ from the specifications, and why.

/// Examples by name, each with the reason.
pub const EXAMPLES: &[(&str, &str)] = &[];
