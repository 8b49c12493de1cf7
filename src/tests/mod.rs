//! Unit tests across rooms: tables on pages, places in the sources, and generated pages of the manual.

mod manual;
mod places;
mod tables;
