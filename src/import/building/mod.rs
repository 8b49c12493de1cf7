//! Makes cases of what a reader of word processor documents has read: paragraphs of formatted pieces, tables and notes.
//!
//! A reader makes `item`s and collects the rest in a `pool`. `finish` makes `blocks` of these, divides them into `pieces`, and
//! lets `gather` make the cases.

pub mod blocks;
pub mod captions;
pub mod citations;
pub mod codes;
pub mod definitions;
pub mod endnote;
pub mod finish;
pub mod format;
pub mod front;
pub mod gather;
pub mod headings;
pub mod instructions;
pub mod item;
pub mod language;
pub mod letters;
pub mod lines;
pub mod lists;
pub mod make;
pub mod margins;
#[cfg(test)]
pub mod notation;
pub mod pictures;
pub mod pieces;
pub mod pool;
pub mod role;
pub mod story;
pub mod symbols;
pub mod tables;
pub mod tex;
pub mod text;
pub mod works;
pub mod works_list;
