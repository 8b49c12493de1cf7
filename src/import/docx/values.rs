//! The values of the properties of Word, which stand in the attribute `w:val` of elements.

use crate::import::xml::Element;

impl Element {
    /// The value of the attribute `w:val`.
    pub fn value(&self) -> Option<&str> {
        self.attribute("w:val")
    }

    /// The value of `w:val` of the first element inside it with a name.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.value()
    }

    /// Whether an element with a name is inside and switches something on: `<w:b/>`, `<w:b w:val="1"/>`.
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.child(name).map(|switch| !matches!(switch.value(), Some("0" | "false" | "off" | "none")))
    }
}
