//! The buttons and panels of the script. They are in a `<template>`, so that nothing is shown without the script.

use super::edition::SingleFile;
use crate::markup::Tag;
use crate::resolve::Book;

/// The template. The script itself contains no text and no markup.
pub fn template(book: &Book) -> String {
    let parts = [tools(book), search(book), note(book), enlarged(book), block_tools(book)];
    Tag::new("template").with("id", "_tools").around(&format!("\n{}", parts.concat())) + "\n"
}

/// The toolbar of the page.
fn tools(book: &Book) -> String {
    let words = book.wording();
    let opener =
        |class, name, panel| button(class, name).with("aria-expanded", false).with("aria-controls", panel);
    let parts = [
        line(opener("open-contents", &words.contents, "_sidebar")),
        line(Tag::new("span").with("class", "here").with("aria-hidden", true)),
        line(opener("open-search", &words.search, "_search")),
        line(button("dark", &words.dark_pages).with("aria-pressed", false)),
        line(button("copy-place", &words.copy_address)),
        line(Tag::new("p").with("class", "status").with("role", "status")),
    ];
    let bar = Tag::new("aside").with("class", "tools").with("aria-label", &words.tools);
    bar.around(&format!("\n{}", parts.concat())) + "\n"
}

fn search(book: &Book) -> String {
    let words = book.wording();
    let input = Tag::new("input").with("id", "_query").with("type", "search").with("autocomplete", "off");
    let count = Tag::new("p").with("class", "count").with("role", "status");
    let parts = [
        Tag::new("label").with("for", "_query").text(&words.search) + "\n",
        input.with("spellcheck", false).void::<SingleFile<'_>>() + "\n",
        close(book),
        line(count.with("data-hits", words.hits.as_str()).with("data-none", &words.no_hits)),
        line(Tag::new("div").with("class", "hits")),
    ];
    let panel = Tag::new("div").with("class", "search").with("id", "_search").with("role", "search");
    panel.with("aria-label", &words.search).flag("hidden").around(&format!("\n{}", parts.concat())) + "\n"
}

/// The panel that shows a note below its reference.
fn note(book: &Book) -> String {
    let words = book.wording();
    let link =
        Tag::new("a").with("class", "to-the-notes").with("href", "#_text").text(&words.show_among_notes);
    let tools = Tag::new("p").with("class", "note-tools").around(&format!("{link} {}", close(book)));
    let text = line(Tag::new("div").with("class", "note-text"));
    let panel = Tag::new("div").with("class", "open-note").with("role", "dialog");
    let panel = panel.with("aria-label", &words.note).with("tabindex", -1).flag("hidden");
    panel.around(&format!("\n{text}{tools}\n")) + "\n"
}

/// The dialog that shows a figure enlarged.
fn enlarged(book: &Book) -> String {
    let picture = line(Tag::new("div").with("class", "picture"));
    let window =
        Tag::new("dialog").with("class", "enlarged").with("aria-label", &book.wording().enlarge_figure);
    window.around(&format!("\n{}{picture}", close(book))) + "\n"
}

/// The buttons next to a block. The script uses those that it needs.
fn block_tools(book: &Book) -> String {
    let words = book.wording();
    let parts = [
        line(button("copy-table", &words.copy_table)),
        line(button("copy-citation", &words.copy_citation)),
        line(button("enlarge", &words.enlarge_figure)),
        line(button("copy-address", &words.copy_address)),
    ];
    let tools = Tag::new("div").with("class", "block-tools").with("data-copied", &words.copied);
    tools.around(&parts.concat()) + "\n"
}

fn close(book: &Book) -> String {
    line(button("close", &book.wording().close))
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
