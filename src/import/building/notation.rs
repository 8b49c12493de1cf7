//! A short notation like Markdown in which tests write what was read.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::{Content, Manuscript, Reason};
use crate::model::{Block, BlockKind, Caption, Case, Cell, Inline, Node, Style};

/// An archive of files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let started = writer.start_file(*path, SimpleFileOptions::default());
        assert!(started.is_ok() && writer.write_all(bytes).is_ok(), "{path}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The reasons of all doubts.
pub fn reasons(manuscript: &Manuscript) -> Vec<Reason> {
    manuscript.doubts.iter().map(|doubt| doubt.reason.clone()).collect()
}

/// The cases in a short notation like Markdown: blocks between ` / `, cases between ` // `, notes at the end.
pub fn shown(manuscript: &Manuscript) -> String {
    let case = |content: &Content| {
        let Content::Case(case) = content else { return String::new() };
        check_ids(case);
        let title = match text(case, &case.header.title) {
            title if title.is_empty() => Vec::new(),
            title => vec![format!("# {title}")],
        };
        let notes =
            case.notes.iter().map(|note| format!("[^{}]: {}", note.label, blocks(case, &note.blocks)));
        let parts = title.into_iter().chain(case.blocks.iter().map(|own| block(case, own))).chain(notes);
        parts.collect::<Vec<_>>().join(" / ")
    };
    manuscript.pieces.iter().map(|piece| case(&piece.content)).collect::<Vec<_>>().join(" // ")
}

/// Every id is the index of its thing, in the order of the text and then of the notes.
fn check_ids(case: &Case) {
    let mut found: [Vec<usize>; 7] = Default::default();
    let [links, images, references, formulas, citations, sections, captions] = &mut found;
    for node in case.nodes() {
        match node {
            Node::Inline(Inline::Link(id, ..)) => links.push(id.index()),
            Node::Inline(Inline::Image(id, _)) => images.push(id.index()),
            Node::Inline(Inline::NoteReference(id)) => references.push(id.index()),
            Node::Inline(Inline::Formula(id, _)) => formulas.push(id.index()),
            Node::Inline(Inline::Citation(id, _)) => citations.push(id.index()),
            Node::Block(Block { kind: BlockKind::Heading(id, _), .. }) => sections.push(id.index()),
            Node::Block(Block { kind: BlockKind::Table(table), .. }) => {
                captions.extend(table.caption.iter().map(|caption| caption.id.index()));
            }
            Node::Block(Block { kind: BlockKind::Figure(figure), .. }) => {
                captions.extend(figure.caption.iter().map(|caption| caption.id.index()));
                images.extend(figure.images().iter().map(|image| image.image.index()));
                links.extend(figure.images().iter().filter_map(|image| Some(image.link.as_ref()?.0.index())));
            }
            Node::Inline(_) | Node::Block(_) => {}
        }
    }
    let counts = [
        case.links.len(),
        case.images.len(),
        case.references.len(),
        case.formulas.len(),
        case.citations.len(),
        case.sections.len(),
        case.captions.len(),
    ];
    for (ids, count) in found.iter().zip(counts) {
        assert_eq!(*ids, (0..count).collect::<Vec<_>>(), "{case:?}");
    }
    for (index, note) in case.notes.iter().enumerate() {
        assert_eq!(note.label, (index + 1).to_string());
    }
}

fn blocks(case: &Case, own: &[Block]) -> String {
    own.iter().map(|own| block(case, own)).collect::<Vec<_>>().join(" / ")
}

fn block(case: &Case, own: &Block) -> String {
    let id = own.attributes.id.as_ref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
    let language = own.attributes.language.as_ref().map(|tag| format!(" {{{tag}}}")).unwrap_or_default();
    let content = match &own.kind {
        BlockKind::Heading(section, words) => {
            let level = case.sections.get(section.index()).map_or(0, |section| section.level);
            format!("{} {}", "#".repeat(usize::from(level)), text(case, words))
        }
        BlockKind::Paragraph(words) => text(case, words),
        BlockKind::Figure(figure) => {
            let one = |image: &crate::model::FigureImage| picture(case, image.image.index());
            let images: String = figure.images().iter().map(one).collect();
            format!("{images}{}", caption(case, figure.caption.as_ref()))
        }
        BlockKind::Table(table) => {
            let row = |row: &Vec<Cell>| row.iter().map(|own| cell(case, own)).collect::<Vec<_>>().join("|");
            let rows = |rows: &[Vec<Cell>]| rows.iter().map(row).collect::<Vec<_>>().join(";");
            format!(
                "<{} = {}>{}",
                rows(&table.header),
                rows(&table.rows),
                caption(case, table.caption.as_ref())
            )
        }
        BlockKind::List(list) => {
            let markers: Vec<String> =
                list.numbering.iter().flat_map(crate::model::Numbering::markers).collect();
            let item = |(index, item): (usize, &Vec<Block>)| {
                format!("{} {}", markers.get(index).map_or("-", String::as_str), blocks(case, item))
            };
            format!("({})", list.items.iter().enumerate().map(item).collect::<Vec<_>>().join(" "))
        }
        BlockKind::DefinitionList(items) => {
            let item = |item: &crate::model::DefinitionItem| {
                let definitions: Vec<String> = item.definitions.iter().map(|own| blocks(case, own)).collect();
                format!("{} : {}", text(case, &item.term), definitions.join(" : "))
            };
            format!("{{{}}}", items.iter().map(item).collect::<Vec<_>>().join(" "))
        }
        BlockKind::Quote(inside) => format!("> {}", blocks(case, inside)),
        BlockKind::CodeBlock { text, .. } => format!("```{text}```"),
        BlockKind::Divider => "---".to_owned(),
        BlockKind::PageBreak => "<page>".to_owned(),
        BlockKind::Division(_) | BlockKind::Callout(_) | BlockKind::Passage(..) => "?".to_owned(),
    };
    format!("{content}{id}{language}")
}

fn cell(case: &Case, own: &Cell) -> String {
    let span = if (own.column_span, own.row_span) == (1, 1) {
        String::new()
    } else {
        format!("{}x{}:", own.column_span, own.row_span)
    };
    format!("{span}{}{}", text(case, &own.content), blocks(case, &own.blocks))
}

fn caption(case: &Case, own: Option<&Caption>) -> String {
    own.map_or(String::new(), |own| {
        let label = own.label.as_ref().map(|label| format!("{}: ", label.words)).unwrap_or_default();
        format!(" «{label}{}»", text(case, &own.content))
    })
}

fn picture(case: &Case, index: usize) -> String {
    let image = case.images.get(index);
    let alt = image.and_then(|image| image.alt.clone()).unwrap_or_else(|| "-".to_owned());
    format!("![{alt}]({})", image.map(|image| image.source.as_str()).unwrap_or_default())
}

/// Running text in the short notation.
pub fn text(case: &Case, inlines: &[Inline]) -> String {
    let one = |inline: &Inline| {
        let inside = text(case, inline.children());
        match inline {
            Inline::Text(words) | Inline::Mention(_, words) => words.clone(),
            Inline::Styled(style, _) => match style {
                Style::Emphasis => format!("*{inside}*"),
                Style::Strong => format!("**{inside}**"),
                Style::Strikethrough => format!("~~{inside}~~"),
                Style::Superscript => format!("^{inside}^"),
                Style::Subscript => format!("~{inside}~"),
            },
            Inline::Span(own, _) => {
                let classes = own.classes.iter().map(|class| format!(".{class}"));
                let id = own.id.iter().map(|id| format!("#{id}"));
                let parts: Vec<String> = classes.chain(id).chain(own.language.clone()).collect();
                format!("[{inside}]{{{}}}", parts.join(" "))
            }
            Inline::Code(words) => format!("`{words}`"),
            Inline::Formula(_, tex) => format!("${tex}$"),
            Inline::Link(id, ..) => {
                format!(
                    "[{inside}]({})",
                    case.links.get(id.index()).map_or("?", |link| link.destination.as_str())
                )
            }
            Inline::Image(id, _) => picture(case, id.index()),
            Inline::NoteReference(id) => {
                format!("[^{}]", case.references.get(id.index()).map_or("?", |own| own.label.as_str()))
            }
            Inline::Citation(..) | Inline::CrossReference(..) => inside,
            Inline::LineBreak => "\\".to_owned(),
        }
    };
    inlines.iter().map(one).collect()
}
