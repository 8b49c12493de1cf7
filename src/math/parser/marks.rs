//! What a line of a formula says about its number.

use crate::math::tree::Number;

/// The number and the label of the open line.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    pub number: Option<Number>,
    pub label: Option<String>,
}
