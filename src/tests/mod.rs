//! Unit tests that need several rooms: tables on pages, places in the sources, and the pages of the manual that tables in
//! the code make.

mod manual;
mod places;
mod tables;
