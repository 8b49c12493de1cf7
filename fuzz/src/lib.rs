//! What must hold of any bytes, as the suite asks it of made-up books.

#[path = "../../tests/suite/properties/holds.rs"]
pub mod holds;

#[path = "../../tests/suite/properties/words.rs"]
mod words;
