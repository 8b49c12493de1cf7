//! The contents, and the lists of figures and tables, beside the text.

use super::edition::SingleFile;
use crate::apparatus::lists;
use crate::apparatus::words;
use crate::apparatus::{Entry, contents};
use crate::markup;
use crate::resolve::Book;

/// All of them.
pub fn sidebar(book: &Book, edition: &SingleFile<'_>) -> String {
    let mut out = String::from("<div class=\"sidebar\" id=\"_sidebar\">\n");
    navigation(book, edition, "contents", words(book).contents, &contents(book), &mut out);
    for list in lists(book) {
        navigation(book, edition, list.name, list.title, &list.entries, &mut out);
    }
    out.push_str("</div>\n");
    out
}

/// The contents, or a list of figures or tables. Its id begins with an underscore, as no other does.
fn navigation(
    book: &Book,
    edition: &SingleFile<'_>,
    name: &str,
    title: &str,
    list: &[Entry<'_>],
    out: &mut String,
) {
    let class = if name == "contents" { name.to_owned() } else { format!("contents {name}") };
    out.push_str(&format!(
        "<nav class=\"{class}\" aria-labelledby=\"_{name}\">\n<h2 id=\"_{name}\">{title}</h2>\n"
    ));
    entries(book, edition, list, out);
    out.push_str("</nav>\n");
}

fn entries(book: &Book, edition: &SingleFile<'_>, list: &[Entry<'_>], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in list {
        let label = markup::label(book, entry.case, edition, &entry.heading);
        out.push_str(&format!("<li><a href=\"#{}\">{label}</a>", entry.anchor));
        if !entry.children.is_empty() {
            out.push('\n');
            entries(book, edition, &entry.children, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}
