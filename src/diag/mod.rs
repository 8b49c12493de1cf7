//! Diagnostics as plain data: the problem, its place, and the fix. [`render`] formats them.

mod code;
mod diagnostic;
mod diagnostics;
mod explain;
mod level;
mod nearest;
pub mod render;
mod repeats;
mod severity;
mod sources;

pub use code::Code;
pub use diagnostic::Diagnostic;
pub use diagnostics::Diagnostics;
pub use explain::{explain, meaning};
pub use level::{Level, Levels, Subject};
pub use nearest::{Guesses, did_you_mean, nearest};
pub use severity::Severity;
pub use sources::Sources;
