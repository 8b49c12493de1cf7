//! Unit tests across rooms: tables on pages, places in the sources, quotation marks, and generated pages of the manual.

mod directions;
mod drawings;
mod languages;
mod manual;
mod places;
mod quotes;
mod tables;
