//! The buttons and panels of the script. They are in a `<template>`, so that nothing is shown without the script.

use super::edition::SingleFile;
use crate::apparatus::words;
use crate::markup::Tag;
use crate::resolve::Book;

/// The template. The script itself contains no text and no markup.
pub fn template(book: &Book) -> String {
    let parts = [tools(book), search(book), note(book), enlarged(book), block_tools(book)];
    Tag::new("template").with("id", "_tools").around(&format!("\n{}", parts.concat())) + "\n"
}

/// The toolbar of the page.
fn tools(book: &Book) -> String {
    let reader = &words(book).reader;
    let opener =
        |class, name, panel| button(class, name).with("aria-expanded", false).with("aria-controls", panel);
    let parts = [
        line(opener("open-contents", words(book).contents, "_sidebar")),
        line(opener("open-search", reader.search, "_search")),
        line(button("dark", reader.dark).with("aria-pressed", false)),
        line(button("copy-place", reader.copy_address)),
        line(Tag::new("p").with("class", "status").with("role", "status")),
    ];
    let bar = Tag::new("aside").with("class", "tools").with("aria-label", reader.tools);
    bar.around(&format!("\n{}", parts.concat())) + "\n"
}

fn search(book: &Book) -> String {
    let reader = &words(book).reader;
    let input = Tag::new("input").with("id", "_query").with("type", "search").with("autocomplete", "off");
    let count = Tag::new("p").with("class", "count").with("role", "status");
    let parts = [
        Tag::new("label").with("for", "_query").text(reader.search) + "\n",
        input.with("spellcheck", false).void::<SingleFile<'_>>() + "\n",
        close(book),
        line(count.with("data-hits", reader.hits).with("data-none", reader.no_hits)),
        line(Tag::new("div").with("class", "hits")),
    ];
    let panel = Tag::new("div").with("class", "search").with("id", "_search").with("role", "search");
    panel.with("aria-label", reader.search).flag("hidden").around(&format!("\n{}", parts.concat())) + "\n"
}

/// The panel that shows a note below its reference.
fn note(book: &Book) -> String {
    let reader = &words(book).reader;
    let link = Tag::new("a").with("class", "to-the-notes").with("href", "#_text").text(reader.to_the_notes);
    let tools = Tag::new("p").with("class", "note-tools").around(&format!("{link} {}", close(book)));
    let text = line(Tag::new("div").with("class", "note-text"));
    let panel = Tag::new("div").with("class", "open-note").with("role", "dialog");
    let panel = panel.with("aria-label", reader.note).with("tabindex", -1).flag("hidden");
    panel.around(&format!("\n{text}{tools}\n")) + "\n"
}

/// The dialog that shows a figure enlarged.
fn enlarged(book: &Book) -> String {
    let picture = line(Tag::new("div").with("class", "picture"));
    let window = Tag::new("dialog").with("class", "enlarged").with("aria-label", words(book).reader.enlarge);
    window.around(&format!("\n{}{picture}", close(book))) + "\n"
}

/// The buttons next to a block. The script uses those that it needs.
fn block_tools(book: &Book) -> String {
    let reader = &words(book).reader;
    let parts = [
        line(button("copy-table", reader.copy_table)),
        line(button("copy-citation", reader.copy_citation)),
        line(button("enlarge", reader.enlarge)),
        line(button("copy-address", reader.copy_address)),
    ];
    let tools = Tag::new("div").with("class", "block-tools").with("data-copied", reader.copied);
    tools.around(&parts.concat()) + "\n"
}

fn close(book: &Book) -> String {
    line(button("close", words(book).reader.close))
}

/// A button with a symbol. Its name is the accessible name and the tooltip.
fn button(class: &str, name: &str) -> Tag<'static> {
    let button = Tag::new("button").with("type", "button").with("class", format!("tool {class}"));
    button.with("aria-label", name).with("title", name)
}

/// An empty element that the script fills, on a line of its own.
fn line(tag: Tag<'_>) -> String {
    tag.around("") + "\n"
}
