#![doc = include_str!("../ARCHITECTURE.md")]

pub mod source;

pub mod diag;

pub mod model;
pub mod project;

pub mod repair;
pub mod typography;

pub mod config;

pub mod parse;

pub mod address;
pub mod picture;
pub mod resolve;

pub mod lint;

pub mod compile;

pub mod artifact;
pub mod parallel;
pub mod vocabulary;

pub mod apparatus;
pub mod font;

pub mod markup;
pub mod typeset;

pub mod epub;
pub mod html;
pub mod pdf;

pub mod render;

pub mod release;

pub mod verify;

pub mod load;

pub mod cli;
