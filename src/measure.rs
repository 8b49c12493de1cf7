//! Internal API for the benchmark `corpus`: the stages of a build, which it times one by one, and the compiled book,
//! from which it writes Typst source as a person would. Not stable.

use crate::typeset::call::Value;

pub use crate::artifact::{Format, Selection};
pub use crate::cache::Cache;
pub use crate::compile::book as compile;
pub use crate::diag::Diagnostics;
pub use crate::font::Fonts;
pub use crate::load::{project as load, theme};
pub use crate::model::{
    Alignment, Attributes, Block, BlockKind, Caption, Case, Cell, Figure, ImageId, Inline, LinkId, List,
    NoteId, Numbering, Part, Style, Table,
};
pub use crate::picture::Drawn;
pub use crate::project::Theme;
pub use crate::render::book as render;
pub use crate::resolve::{Book, BookCase, Picture, Target};
pub use crate::typeset::breakable::Room;
pub use crate::typeset::sheet::{Sheet, settle};
pub use crate::typeset::source::{MAIN, Source, drawing_path, image_path};
pub use crate::typeset::world::BookWorld;
pub use crate::typeset::{Drawings, draw, finish, sources};

/// A Typst string literal.
#[must_use]
pub fn literal(words: &str) -> String {
    Value::text(words).as_str().to_owned()
}
