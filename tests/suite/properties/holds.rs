//! Properties that hold for any bytes. The suite checks them with generated books and with every construct.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use casebook::artifact::{Artifact, Format, Selection};
use casebook::diag::render::{MessageFormat, render};
use casebook::diag::{Diagnostics, Severity};
use casebook::parse::{self, Dialect};
use casebook::project::{MANIFEST, Project, ProjectFile, Theme};
use casebook::render::book as render_book;
use casebook::resolve::Book;
use casebook::source::{FileId, Span};
use casebook::typeset::sources;
use casebook::{compile, load};
use html5gum::{Token, Tokenizer};
use typst::syntax::ast::{Expr, Str};
use typst::syntax::{SyntaxKind, SyntaxNode};

use super::words;

/// Success, or the violated property.
pub type Held = Result<(), String>;

/// Stands between the files of a project in one run of bytes: the manifest, then the cases.
pub const NEXT_FILE: &str = "\n%%%%\n";

/// Any bytes parse as a case, with spans inside the text, and messages can be written in every format.
pub fn case_is_read(bytes: &[u8]) -> Held {
    let text = String::from_utf8_lossy(bytes);
    let mut diagnostics = Diagnostics::default();
    let dialect = Dialect { smart_punctuation: true, links_remote_images: false };
    let case = parse::case(FileId(0), "case", &text, dialect, &mut diagnostics);
    let is_inside = |span: Span| text.get(span.range()).is_some();
    let places = case.blocks.iter().map(|block| block.span).chain(case.notes.iter().map(|note| note.span));
    if let Some(span) = places.into_iter().find(|span| !is_inside(*span)) {
        return Err(format!("{span:?} is not in the text"));
    }
    if let Some(span) = diagnostics.iter().filter_map(|one| one.span).find(|span| !is_inside(*span)) {
        return Err(format!("a complaint at {span:?}, which is not in the text"));
    }
    let file = ProjectFile { path: "case.md".to_owned(), content: Ok(text.as_bytes().to_vec()) };
    let project = Project { folder: ".".to_owned(), files: vec![file], ..Project::default() };
    messages_are_written(&diagnostics, &project)
}

fn messages_are_written(diagnostics: &Diagnostics, project: &Project) -> Held {
    let count = diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning);
    for format in MessageFormat::ALL {
        let written = render(format, diagnostics, project, false);
        if count > 0 && written.is_empty() {
            return Err(format!("{count} complaints, and nothing as {}", format.name()));
        }
    }
    Ok(())
}

/// Any bytes are a project. If it has no errors, its HTML has every word, note and reference, in order, and no active
/// content.
pub fn book_is_made(bytes: &[u8]) -> Held {
    let project = project(bytes);
    let (book, mut diagnostics) = compile::book(&project, None);
    messages_are_written(&diagnostics, &project)?;
    let Some(book) = book else {
        return if diagnostics.has_errors() { Ok(()) } else { Err("no book and no error".to_owned()) };
    };
    let selection = Selection { formats: &[Format::Html], cases: None };
    let artifacts = render_book(&book, theme(), &selection, &mut diagnostics);
    match artifacts.as_slice() {
        [Artifact { bytes, .. }] => html_says(&String::from_utf8_lossy(bytes), &book),
        _ if diagnostics.has_errors() => Ok(()),
        _ => Err("no HTML and no error".to_owned()),
    }
}

/// Any bytes are a project. If it has no errors, the Typst source is valid, calls only functions of the styles, and has
/// every word of the book, in order.
pub fn layout_says_the_same(bytes: &[u8]) -> Held {
    let (book, _) = compile::book(&project(bytes), None);
    book.map_or(Ok(()), |book| layout_says(&book))
}

/// The project in these bytes.
pub fn project(bytes: &[u8]) -> Project {
    let text = String::from_utf8_lossy(bytes);
    let mut parts: Vec<&str> = text.split(NEXT_FILE).collect();
    let manifest = if parts.len() > 1 { parts.remove(0) } else { "title: Book\ncases: [\"*.md\"]" };
    let mut files =
        vec![ProjectFile { path: MANIFEST.to_owned(), content: Ok(manifest.as_bytes().to_vec()) }];
    for (index, case) in parts.iter().take(9).enumerate() {
        let path = format!("{}.md", index + 1);
        files.push(ProjectFile { path, content: Ok(case.as_bytes().to_vec()) });
    }
    files.push(ProjectFile { path: "p.png".to_owned(), content: Ok(PICTURE.to_vec()) });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Project { folder: ".".to_owned(), files, ..Project::default() }
}

const PICTURE: &[u8] = include_bytes!("../../constructs/picture.png");

fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(|| load::theme(&Project::default(), &mut Diagnostics::default()))
}

/// Whether the text contains the pieces in order.
pub fn in_order(text: &str, pieces: &[String]) -> Held {
    let mut rest = text;
    for piece in pieces {
        match rest.find(piece.as_str()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None if text.contains(piece.as_str()) => return Err(format!("{piece:?} is out of its place")),
            None => return Err(format!("{piece:?} is lost")),
        }
    }
    Ok(())
}

/// Whether a single-file HTML has the text of the book, and no active content.
pub fn html_says(html: &str, book: &Book) -> Held {
    let mut text = String::new();
    let (mut references, mut notes, mut scripts, mut hidden) = (0, 0, 0, 0_usize);
    let mut ids = BTreeSet::new();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                hidden += usize::from(is_hidden(&name));
                scripts += usize::from(name == "script");
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    let scheme: String =
                        value.chars().filter(|character| !character.is_whitespace()).collect();
                    let scheme = scheme.to_ascii_lowercase();
                    let acts = ["javascript:", "vbscript:", "data:text/html"]
                        .iter()
                        .any(|bad| scheme.starts_with(bad));
                    if key.starts_with("on") || acts && matches!(&*key, "href" | "src" | "action") {
                        return Err(format!("<{name} {key}={value:?}> acts"));
                    }
                    if key == "id" && !ids.insert(value.to_string()) {
                        return Err(format!("two elements have the id {value:?}"));
                    }
                    if key == "class" {
                        references += value.split(' ').filter(|class| *class == "note-reference").count();
                        notes += value.split(' ').filter(|class| *class == "endnote").count();
                    }
                }
                if ["iframe", "object", "embed", "form", "base"].contains(&name.as_str()) {
                    return Err(format!("there is a <{name}>"));
                }
            }
            Ok(Token::EndTag(tag)) => {
                hidden = hidden.saturating_sub(usize::from(is_hidden(&String::from_utf8_lossy(&tag.name))));
            }
            Ok(Token::String(words)) if hidden == 0 => text.push_str(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    let cited = |case: &casebook::resolve::BookCase| {
        (0..case.source().references.len())
            .filter(|index| {
                let id = casebook::model::ReferenceId::after(*index);
                case.cited(id).is_some() && case.reference_anchor(id).is_some()
            })
            .count()
    };
    let wanted: usize = book.cases().iter().map(cited).sum();
    let wanted_notes: usize = book.cases().iter().map(|case| case.notes().len()).sum();
    if (references, notes) != (wanted, wanted_notes) {
        return Err(format!(
            "{references} references and {notes} notes instead of {wanted} and {wanted_notes}"
        ));
    }
    if scripts > 2 {
        return Err(format!("{scripts} scripts"));
    }
    in_order(&words::plain(&text), &words::of_book(book))
}

/// Elements that a browser does not show as text, and the tools, which have their own text.
fn is_hidden(name: &str) -> bool {
    ["script", "style", "template", "title", "nav", "svg"].contains(&name)
}

/// Whether the Typst sources have the text of the book.
pub fn layout_says(book: &Book) -> Held {
    for source in sources(book, &[], casebook::typeset::breakable::Room::default()) {
        let root = typst::syntax::parse(&source.text);
        if let Some(error) = root.errors_and_warnings().0.first() {
            return Err(format!("{}: {}", source.path, error.message));
        }
        for name in called(&root) {
            if !functions().contains(name.as_str()) {
                return Err(format!("{}: `{name}` is called, which the styles do not have", source.path));
            }
        }
        if source.lines.len() != source.text.lines().count() {
            return Err(format!("{}: {} places for its lines", source.path, source.lines.len()));
        }
    }
    for (case, source) in book
        .cases()
        .iter()
        .zip(sources(book, &[], casebook::typeset::breakable::Room::default()).into_iter().skip(1))
    {
        let mut literals = String::new();
        strings(&typst::syntax::parse(&source.text), &mut literals);
        in_order(&words::plain(&literals), &words::of_case_in_layout(case))?;
    }
    Ok(())
}

/// The names of all functions that a source calls.
fn called(node: &SyntaxNode) -> Vec<String> {
    let mut names = Vec::new();
    if node.kind() == SyntaxKind::FuncCall
        && let Some(Expr::FuncCall(call)) = node.cast::<Expr<'_>>()
        && let Expr::Ident(name) = call.callee()
    {
        names.push(name.get().to_string());
    }
    names.extend(node.children().flat_map(called));
    names
}

/// The functions that the styles and Typst itself define.
fn functions() -> &'static BTreeSet<String> {
    static FUNCTIONS: OnceLock<BTreeSet<String>> = OnceLock::new();
    FUNCTIONS.get_or_init(|| {
        let styles = [
            include_str!("../../../styles/book.typ"),
            include_str!("../../../styles/figures.typ"),
            include_str!("../../../styles/measures.typ"),
            include_str!("../../../styles/pages.typ"),
        ];
        let definitions = styles.iter().flat_map(|style| style.split("#let ").skip(1));
        let names =
            definitions.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-').next());
        names.chain(["text"]).map(str::to_owned).collect()
    })
}

/// All literals, concatenated: a word may be divided into several.
fn strings(node: &SyntaxNode, out: &mut String) {
    if let Some(literal) = node.cast::<Str<'_>>() {
        out.push_str(&literal.get());
    }
    for child in node.children() {
        strings(child, out);
    }
}
