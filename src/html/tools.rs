//! The buttons and panels that the script brings to life. They stand in a template, which shows nothing without it.

use crate::apparatus::words;
use crate::resolve::Book;

/// The template. The script has no words and no markup of its own.
pub fn template(book: &Book) -> String {
    let contents = words(book).contents;
    let reader = &words(book).reader;
    format!(
        "<template id=\"_tools\">\n\
         <aside class=\"tools\" aria-label=\"{tools}\">\n\
         {open_contents}{open_search}{dark}{address}\
         <p class=\"status\" role=\"status\"></p>\n\
         </aside>\n\
         <div class=\"search\" id=\"_search\" role=\"search\" aria-label=\"{search}\" hidden>\n\
         <label for=\"_query\">{search}</label>\n\
         <input id=\"_query\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">\n\
         {close}\
         <p class=\"count\" role=\"status\" data-hits=\"{hits}\" data-none=\"{no_hits}\"></p>\n\
         <div class=\"hits\"></div>\n\
         </div>\n\
         <div class=\"open-note\" role=\"dialog\" aria-label=\"{note}\" tabindex=\"-1\" hidden>\n\
         <div class=\"note-text\"></div>\n\
         <p class=\"note-tools\"><a class=\"to-the-notes\" href=\"#_text\">{to_the_notes}</a> {close}</p>\n\
         </div>\n\
         <dialog class=\"enlarged\" aria-label=\"{enlarge}\">\n{close}<div class=\"picture\"></div>\n</dialog>\n\
         <div class=\"block-tools\" data-copied=\"{copied}\">{copy_table}{copy_citation}{enlarge_figure}{copy_address}</div>\n\
         </template>\n",
        tools = reader.tools,
        open_contents =
            tool("open-contents", contents, " aria-expanded=\"false\" aria-controls=\"_sidebar\""),
        open_search =
            tool("open-search", reader.search, " aria-expanded=\"false\" aria-controls=\"_search\""),
        dark = tool("dark", reader.dark, " aria-pressed=\"false\""),
        address = tool("copy-place", reader.copy_address, ""),
        search = reader.search,
        close = tool("close", reader.close, ""),
        hits = reader.hits,
        no_hits = reader.no_hits,
        note = reader.note,
        to_the_notes = reader.to_the_notes,
        enlarge = reader.enlarge,
        copied = reader.copied,
        copy_table = tool("copy-table", reader.copy_table, ""),
        copy_citation = tool("copy-citation", reader.copy_citation, ""),
        enlarge_figure = tool("enlarge", reader.enlarge, ""),
        copy_address = tool("copy-address", reader.copy_address, ""),
    )
}

/// A button that shows a sign; its name is for those who hear it, and for who rests on it.
fn tool(class: &str, name: &str, state: &str) -> String {
    format!(
        "<button type=\"button\" class=\"tool {class}\" aria-label=\"{name}\" title=\"{name}\"{state}></button>\n"
    )
}
