//! Guesses the tool that a folder is for.

use super::plan::text;
use crate::import::files::Files;
use crate::import::options::Tool;
use crate::import::paths;

/// The tool of a folder; `None` if it has no Markdown.
#[must_use]
pub fn tool(files: &Files) -> Option<Tool> {
    let has = |name: &str| files.contains_key(name);
    let below = |folder: &str| files.keys().any(|path| path.starts_with(folder) && paths::is_markdown(path));
    let says = |name: &str, word: &str| text(files, name).is_some_and(|text| text.contains(word));
    if has("_quarto.yml") || has("_quarto.yaml") {
        Some(Tool::Quarto)
    } else if has("_bookdown.yml") || says("index.Rmd", "bookdown") {
        Some(Tool::Bookdown)
    } else if has("book.toml") || has("src/SUMMARY.md") || has("SUMMARY.md") {
        Some(Tool::MdBook)
    } else if has("_toc.yml") || has("myst.yml") {
        Some(Tool::Myst)
    } else if has("_config.yml") || below("_posts/") {
        Some(Tool::Jekyll)
    } else if has("pelicanconf.py") {
        Some(Tool::Pelican)
    } else if super::hugo::CONFIGURATIONS.iter().any(|name| has(name)) || below("content/") {
        Some(Tool::Hugo)
    } else {
        files.keys().any(|path| paths::is_markdown(path)).then_some(Tool::Pandoc)
    }
}
