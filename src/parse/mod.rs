//! Text in, model out. Parsing never fails: every text is a case, and what is wrong with it is complained of.

mod attributes;
mod builder;
mod checks;
mod fields;
pub mod foreign;
mod front_matter;
mod html;
mod label;
mod manifest;
mod markdown;
mod mention;
mod repair;
mod run;
pub mod schema;
mod sequence;
mod sheet;
mod text;
mod yaml;

pub use front_matter::KEYS as HEADER_KEYS;
pub use manifest::manifest;
pub use markdown::Dialect;

use builder::Builder;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Case, Inline, plain_text};
use crate::source::{FileId, Span};

/// Reads a case file. `name` is the file's name without its ending, the title of last resort.
#[must_use]
pub fn case(file: FileId, name: &str, text: &str, dialect: Dialect, diagnostics: &mut Diagnostics) -> Case {
    let source = repair::source(file, text, diagnostics);
    let (header, start) = front_matter::header(&source, diagnostics);
    let mut builder = Builder::new(&source, diagnostics);
    if let Some(title) = header.title_span {
        builder.reached.add(&source.text, "", &source.range(title));
    }
    markdown::read(&mut builder, start, dialect);
    let blocks = builder.finish();
    std::mem::take(&mut builder.reached).check(&source, builder.diagnostics);
    let mut case = Case {
        file,
        header,
        blocks: sequence::without_contents(blocks),
        sections: builder.sections,
        references: builder.references,
        notes: builder.notes,
        links: builder.links,
        images: builder.images,
        captions: Vec::new(),
        mentions: Vec::new(),
        author_ids: builder.author_ids,
    };
    find_title(&mut case, name, dialect, diagnostics);
    mention::mark(&mut case, text);
    if case.blocks.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyCase, Span::whole(file), "there is no text in this case")
                .help("write it, or take the file out of the reading order"),
        );
    }
    case
}

/// The title is the header's, else the first heading, else made from the file name. A heading that opens the case and
/// is its title is not printed twice.
fn find_title(case: &mut Case, name: &str, dialect: Dialect, diagnostics: &mut Diagnostics) {
    if dialect.smart_punctuation {
        case.header.title = vec![Inline::Text(text::typographic(&plain_text(&case.header.title)))];
    }
    let given = plain_text(&case.header.title);
    // A heading without words, a picture for instance, is no title.
    match opening_heading(case).filter(|opening| !plain_text(&opening.content).is_empty()) {
        Some(opening) if given.is_empty() || opening.level == 1 && plain_text(&opening.content) == given => {
            case.blocks.remove(0);
            case.header.title = opening.content;
            case.header.id = opening.id;
            case.header.title_span.get_or_insert(opening.span);
        }
        _ => {}
    }
    if !plain_text(&case.header.title).is_empty() {
        return;
    }
    let heading =
        case.sections.iter().find(|section| !section.text.is_empty()).map(|section| section.text.clone());
    if heading.is_none() || case.header.title_span.is_some() {
        let place = case.header.title_span.unwrap_or(Span::whole(case.file));
        let source = if heading.is_some() { "first heading" } else { "file name" };
        diagnostics.push(
            Diagnostic::new(Code::MissingTitle, place, format!("the case has no title; its {source} serves"))
                .help("write a line `title: …` into the header"),
        );
    }
    case.header.title = vec![Inline::Text(heading.unwrap_or_else(|| name.replace(['-', '_'], " ")))];
}

struct Opening {
    level: u8,
    content: Vec<Inline>,
    span: Span,
    id: Option<String>,
}

/// The heading that the text begins with.
fn opening_heading(case: &Case) -> Option<Opening> {
    let Block { kind: BlockKind::Heading(section, content), span, attributes } = case.blocks.first()? else {
        return None;
    };
    let level = case.sections[section.index()].level;
    Some(Opening { level, content: content.clone(), span: *span, id: attributes.id.clone() })
}
