//! Unit tests across rooms: tables on pages, places in the sources, quotation marks, names of the page layout, cases that are written
//! and read, and generated pages of the manual.

mod directions;
mod documents;
mod drawings;
mod facts;
mod imported;
mod joining;
mod languages;
mod manual;
mod many;
mod places;
mod preview;
mod quotes;
mod round_trip;
mod tables;

use crate::model::Direction;
use crate::parse::{self, Dialect};
use crate::typography::Language;

/// The dialect of a book in a language, with all other options as by default.
fn dialect(language: &str) -> Dialect {
    Dialect {
        smart_punctuation: true,
        links_remote_images: false,
        implicit_figures: false,
        has_formulas: false,
        language: Language::of(language),
        direction: Direction::of(language),
        has_citations: false,
        references: parse::names_of_references(language),
    }
}
