#![doc = include_str!("../ARCHITECTURE.md")]

pub mod source;

pub mod diag;

pub mod model;
pub mod project;

pub mod parse;
pub mod resolve;

pub mod proof;

pub mod emit;

pub mod compile;

pub mod record;

pub mod verify;

pub mod load;
pub mod save;

pub mod cli;
