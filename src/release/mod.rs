//! A release: the files of a build with a record of what they were made from, put into their folder together.

pub mod record;
pub mod save;
