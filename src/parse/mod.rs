//! Text in, model out. Parsing never fails: every text is a case, and what is wrong with it is complained of.

mod attributes;
mod builder;
mod fields;
mod front_matter;
mod html;
mod manifest;
mod markdown;
mod repair;
mod sequence;
mod text;
mod yaml;

pub use manifest::manifest;
pub use markdown::Dialect;

use builder::Builder;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Case, Header, Inline, plain_text};
use crate::source::{FileId, Span};

/// Reads a case file. `name` is the file's name without its ending, the title of last resort.
#[must_use]
pub fn case(file: FileId, name: &str, text: &str, dialect: Dialect, diagnostics: &mut Diagnostics) -> Case {
    let source = repair::source(file, text, diagnostics);
    let (header, start) = front_matter::header(&source, diagnostics);
    let mut builder = Builder::new(&source, diagnostics);
    markdown::read(&mut builder, start, dialect);
    let blocks = builder.finish();
    let mut case = Case {
        file,
        header,
        blocks: sequence::without_contents(blocks),
        sections: builder.sections,
        references: builder.references,
        notes: builder.notes,
        links: builder.links,
        images: builder.images,
        author_ids: builder.author_ids,
    };
    find_title(&mut case, name, diagnostics);
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
fn find_title(case: &mut Case, name: &str, diagnostics: &mut Diagnostics) {
    let opening = match case.blocks.first() {
        Some(Block { kind: BlockKind::Heading(section, content), span, attributes }) => {
            Some((case.sections[section.index()].level, content.clone(), *span, attributes.id.clone()))
        }
        _ => None,
    };
    let header = &mut case.header;
    match opening {
        Some((_, content, span, id)) if header.title.is_empty() => {
            case.blocks.remove(0);
            *header = Header { title: content, title_span: Some(span), id, ..std::mem::take(header) };
        }
        Some((1, content, _, id)) if plain_text(&content) == plain_text(&header.title) => {
            case.blocks.remove(0);
            header.title = content;
            header.id = id;
        }
        _ => {}
    }
    if plain_text(&header.title).is_empty() {
        let title = match case.sections.iter().find(|section| !section.text.is_empty()) {
            Some(section) => section.text.clone(),
            None => {
                diagnostics.push(
                    Diagnostic::new(Code::MissingTitle, Span::whole(case.file), "the case has no title; its file name serves")
                        .help("begin the file with a header that has a line `title: …`"),
                );
                name.replace(['-', '_'], " ")
            }
        };
        case.header.title = vec![Inline::Text(title)];
    }
}
