//! Properties that hold for any bytes. The suite checks them with generated books and with every construct.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use casebook::{Book, Format, MessageFormat, Project, Report, Span};
use typst::syntax::ast::{Expr, Str};
use typst::syntax::{SyntaxKind, SyntaxNode};

use super::words::{self, Reading};

/// Success, or the violated property.
pub type Held<T = ()> = Result<T, String>;

/// Separates the files of a project in a sequence of bytes: the manifest, then the cases.
pub const NEXT_FILE: &str = "\n%%%%\n";

/// Any bytes parse as a case, diagnostics are at places inside the text, and messages can be written in every format.
pub fn case_is_read(bytes: &[u8]) -> Held {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let manifest = "title: Book\ncases: [case.md]".to_owned();
    let files =
        vec![("book.yaml".to_owned(), manifest.into_bytes()), ("case.md".to_owned(), text.into_bytes())];
    let (book, report) = Project::from_files(files.clone()).preview();
    places_are_inside(&report, report.diagnostics().filter_map(|one| one.span), &files)?;
    messages_are_written(&report)?;
    book.map(|_| ()).ok_or_else(|| "no book of a case".to_owned())
}

/// A file: its path and its bytes.
type File = (String, Vec<u8>);

fn places_are_inside(report: &Report, mut spans: impl Iterator<Item = Span>, files: &[File]) -> Held {
    let is_outside = |span: &Span| {
        let path = report.path(span.file);
        let file = files.iter().find(|file| file.0 == path);
        let text = file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok());
        text.is_some_and(|text| text.get(span.range()).is_none())
    };
    spans
        .find(is_outside)
        .map_or(Ok(()), |span| Err(format!("{span:?} is not in {}", report.path(span.file))))
}

fn messages_are_written(report: &Report) -> Held {
    let count = report.diagnostics().count();
    for format in MessageFormat::ALL {
        if count > 0 && report.render(format).is_empty() {
            return Err(format!("{count} complaints, and nothing as {}", format.name()));
        }
    }
    Ok(())
}

/// Any bytes are a project. If it has no errors, its HTML has the text of the sources, word by word, as many notes and
/// references as the pages, and no active content.
pub fn book_is_made(bytes: &[u8]) -> Held {
    match Project::from_files(files(bytes)).compile() {
        Ok(book) => book_holds(&book).map(|_| ()),
        Err(report) if report.has_errors() => messages_are_written(&report),
        Err(_) => Err("no book and no error".to_owned()),
    }
}

/// Any bytes are a formula in a line and on a line of its own. If they can be read, the book holds.
pub fn formula_is_read(bytes: &[u8]) -> Held {
    let tex = String::from_utf8_lossy(bytes);
    let manifest = "title: Book\nmath: tex\ncases: [case.md]".to_owned();
    let case = format!("# Formulas\n\nWords ${tex}$ words.\n\n$$\n{tex}\n$$\n");
    let files =
        vec![("book.yaml".to_owned(), manifest.into_bytes()), ("case.md".to_owned(), case.into_bytes())];
    match Project::from_files(files).compile() {
        Ok(book) => book_holds(&book).map(|_| ()),
        Err(report) if report.has_errors() => messages_are_written(&report),
        Err(_) => Err("no book and no error".to_owned()),
    }
}

/// The text of the HTML of a book, which must be that of the sources; `None` if an error prevents the HTML.
pub fn book_holds(book: &Book) -> Held<Option<Reading>> {
    messages_are_written(book.report())?;
    let reading = html(book)?;
    reading.as_ref().map_or(Ok(()), |reading| has_all_notes(reading, book))?;
    Ok(reading)
}

fn html(book: &Book) -> Held<Option<Reading>> {
    let release = match book.render(&[Format::Html]) {
        Ok(release) => release,
        Err(report) if report.has_errors() => return Ok(None),
        Err(_) => return Err("no HTML and no error".to_owned()),
    };
    let differences = book.verify_unwritten(&release);
    if !differences.is_empty() {
        return Err(differences.to_string());
    }
    words::read(&String::from_utf8_lossy(&release.files()[0].bytes)).map(Some)
}

/// Whether the HTML has as many references and notes as the Typst sources.
pub fn has_all_notes(reading: &Reading, book: &Book) -> Held {
    let Ok(sources) = book.typst() else { return Ok(()) };
    let calls: Vec<String> =
        sources.iter().skip(1).flat_map(|source| called(&typst::syntax::parse(&source.text))).collect();
    let count = |name: &str| calls.iter().filter(|called| *called == name).count();
    let wanted = (count("note-reference"), count("endnote"));
    let found = (reading.references, reading.notes);
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{found:?} references and notes instead of {wanted:?}"))
    }
}

/// Any bytes are a project. If it has no errors, its Typst sources are valid, call only functions of the styles, map to
/// places in the sources, and have every word of the HTML, in order.
pub fn layout_says_the_same(bytes: &[u8]) -> Held {
    let files = files(bytes);
    let Ok(book) = Project::from_files(files.clone()).compile() else { return Ok(()) };
    let (Some(literals), Some(reading)) = (layout(&book, &files)?, html(&book)?) else { return Ok(()) };
    if literals.len() != reading.cases.len() {
        return Err(format!("{} cases on pages, {} in HTML", literals.len(), reading.cases.len()));
    }
    literals.iter().zip(&reading.cases).try_for_each(|(literals, case)| in_order(literals, case))
}

/// The project in these bytes.
pub fn files(bytes: &[u8]) -> Vec<File> {
    let text = String::from_utf8_lossy(bytes);
    let mut parts: Vec<&str> = text.split(NEXT_FILE).collect();
    let manifest = if parts.len() > 1 { parts.remove(0) } else { "title: Book\ncases: [\"*.md\"]" };
    let mut files = vec![("book.yaml".to_owned(), manifest.into()), ("p.png".to_owned(), PICTURE.to_vec())];
    let cases = parts.iter().take(9).enumerate();
    files.extend(cases.map(|(index, case)| (format!("{}.md", index + 1), case.as_bytes().to_vec())));
    files
}

const PICTURE: &[u8] = include_bytes!("../../constructs/picture.png");

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

/// The words of each case in the Typst sources, if these are valid; `None` if an error of the book prevents them.
pub fn layout(book: &Book, files: &[File]) -> Held<Option<Vec<String>>> {
    let Ok(sources) = book.typst() else { return Ok(None) };
    let mut cases = Vec::new();
    for source in &sources {
        let root = typst::syntax::parse(&source.text);
        if let Some(error) = root.errors_and_warnings().0.first() {
            return Err(format!("{}: {}", source.path, error.message));
        }
        if let Some(name) = called(&root).iter().find(|name| !functions().contains(name.as_str())) {
            return Err(format!("{}: `{name}` is called, which the styles do not have", source.path));
        }
        if source.lines.len() != source.text.lines().count() {
            return Err(format!("{}: {} places for its lines", source.path, source.lines.len()));
        }
        places_are_inside(book.report(), source.lines.iter().flatten().copied(), files)?;
        let mut literals = String::new();
        strings(&root, &mut literals);
        cases.push(words::plain(&literals));
    }
    // The main source includes the others.
    Ok(Some(cases.split_off(1)))
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
            include_str!("../../../styles/math.typ"),
            include_str!("../../../styles/measures.typ"),
            include_str!("../../../styles/pages.typ"),
        ];
        let definitions = styles.iter().flat_map(|style| style.split("#let ").skip(1));
        let names =
            definitions.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-').next());
        names.chain(["text"]).map(str::to_owned).collect()
    })
}

/// All literals, concatenated, because a word may be divided into several.
fn strings(node: &SyntaxNode, out: &mut String) {
    if let Some(literal) = node.cast::<Str<'_>>() {
        out.push_str(&literal.get());
    }
    for child in node.children() {
        strings(child, out);
    }
}
