//! Parses a case file into the model. Parsing never fails: every text gives a case, and problems become diagnostics.

mod abbreviation;
mod attributes;
mod brackets;
mod builder;
mod callout;
mod citation;
mod direction;
mod drawn;
mod enclosed;
mod enumerator;
mod events;
mod example;
mod fence;
pub mod foreign;
mod formula;
mod html;
mod inserted;
pub mod label;
mod line_end;
mod listing;
mod markdown;
mod mask;
mod mention;
mod minus;
mod notation;
mod opening;
mod quotes;
mod reference_space;
mod references;
mod run;
mod scripts;
mod sequence;
mod spans;
mod table_notes;
mod target;
mod text;

pub use abbreviation::mark_known as mark_abbreviations;
pub use formula::read as read_formulas;
pub use label::is_label_word;
pub use markdown::Dialect;
pub use references::names_in as names_of_references;

use builder::{Builder, Kind, is_caption};
use foreign::Construct;

use std::ops::Range;

use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Attributes, Block, BlockKind, Case, Header, Inline, Note, NoteId, plain_text};
use crate::repair;
use crate::source::{FileId, Span};
use crate::typography::{self, Language};

/// Parses a case file. `name` is its file name without the extension, which is used if the case has no title.
#[must_use]
pub fn case(file: FileId, name: &str, text: &str, dialect: Dialect, diagnostics: &mut Diagnostics) -> Case {
    let source = repair::source(file, text, diagnostics);
    let (header, start) = config::header(&source, diagnostics);
    complain_of_notes_in_title(&header, diagnostics);
    let title = title_in_markdown(&header, dialect, diagnostics);
    let masked = if dialect.has_formulas { formula::masked(&source, start) } else { None };
    let (source, formulas) = match &masked {
        Some((masked, formulas)) => (masked, Some((&source, formulas.as_slice()))),
        None => (&source, None),
    };
    let mut builder = Builder::new(source, diagnostics);
    builder.found_formulas = formulas;
    builder.links_remote_images = dialect.links_remote_images;
    builder.implicit_figures = dialect.implicit_figures;
    if let Some(place) = header.title_span.filter(|_| title.is_none()) {
        builder.reached.add(&source.text, "", &source.range(place));
    }
    let defined = markdown::read(&mut builder, start, dialect);
    let blocks = builder.finish();
    let mut reached = std::mem::take(&mut builder.reached);
    let mut case = built(builder, file, header, sequence::without_contents(blocks));
    reference_space::remove(&mut case, diagnostics);
    quotes::decide(&mut case, dialect.language);
    if dialect.smart_punctuation {
        minus::write(&mut case);
    }
    let targets = target::take(&mut case, text);
    set_title(&mut case, title, dialect);
    find_title(&mut case, name, diagnostics);
    opening::arrange(&mut case.blocks);
    example::link(&mut case, &defined.examples);
    let macros = defined.macros.into_iter();
    case.macros = macros.map(|(tex, range)| (tex, Span::new(file, range))).collect();
    citation::mark(&mut case, source, dialect.has_citations);
    let pictures = inserted::places(&source.text[start..], dialect.options()).into_iter();
    let pictures = pictures.map(|range| range.start + start..range.end + start);
    let known = cited(&case).chain(targets).map(|span| source.range(span)).chain(pictures);
    for place in left_captions(&case) {
        reached.leave_out(Construct::LeftCaption, &source.range(place));
    }
    reached.check(source, &known.collect::<Vec<_>>(), diagnostics);
    abbreviation::mark(&mut case, &defined.abbreviations, diagnostics);
    mention::mark(&mut case, text);
    references::mark(&mut case, dialect.references);
    direction::mark(&mut case, dialect.direction);
    if case.blocks.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyCase, Span::whole(file), "this case has no text")
                .help("write the case, or remove the file from the reading order"),
        );
    }
    case
}

/// Parses a document of HTML: the text, and the notes, each with its label and its place in the source, which come after the
/// place of the text. A text `[^label]` in it refers to a note.
#[must_use]
pub fn markup(
    name: &str,
    text: &str,
    body: Range<usize>,
    notes: &[(String, Range<usize>)],
    dialect: Dialect,
) -> Case {
    let (file, mut diagnostics) = (FileId(0), Diagnostics::default());
    let source = repair::source(file, text, &mut diagnostics);
    let masked = if dialect.has_formulas { formula::masked(&source, 0) } else { None };
    let (source, formulas) = match &masked {
        Some((masked, formulas)) => (masked, Some((&source, formulas.as_slice()))),
        None => (&source, None),
    };
    let mut builder = Builder::new(source, &mut diagnostics);
    builder.found_formulas = formulas;
    let piece = |range: Range<usize>| {
        // Not `get`: a part that is no part of the text would be lost without a message.
        let text = source.text[range.clone()].to_owned();
        html::Piece { text, offsets: vec![(0, range.start)] }
    };
    html::read(&mut builder, &piece(body));
    for (label, range) in notes {
        builder.close_all(range.start);
        let id = NoteId::after(builder.notes.len());
        builder.notes.push(Note { label: label.clone(), blocks: Vec::new(), span: Span::whole(file) });
        builder.open(Kind::Note(id), None, range.clone());
        html::read(&mut builder, &piece(range.clone()));
    }
    builder.close_all(source.text.len());
    let blocks = builder.finish();
    let mut case = built(builder, file, Header::default(), blocks);
    set_title(&mut case, None, dialect);
    find_title(&mut case, name, &mut diagnostics);
    case
}

/// A case with everything that a builder has collected.
fn built(builder: Builder<'_>, file: FileId, header: Header, blocks: Vec<Block>) -> Case {
    Case {
        blocks,
        sections: builder.sections,
        references: builder.references,
        notes: builder.notes,
        links: builder.links,
        images: builder.images,
        formulas: builder.formulas,
        author_ids: builder.author_ids,
        ..Case::empty(file, header)
    }
}

/// The places of the keys in citations, and of the ids in cross-references.
fn cited(case: &Case) -> impl Iterator<Item = Span> {
    let works = case.citations.iter().flat_map(|citation| &citation.works).map(|work| work.span);
    let places = case.cross_references.iter().flat_map(|reference| &reference.places);
    works.chain(places.map(|place| place.span))
}

/// The places of captions in attributes that nothing uses.
fn left_captions(case: &Case) -> Vec<Span> {
    let has_caption = |attributes: &Attributes| attributes.other.iter().any(|(key, _)| is_caption(key));
    let images = case.attributes_of_images();
    let images = case.images.iter().zip(&images).filter(|(_, attributes)| has_caption(attributes));
    let blocks = case.nodes().blocks().filter(|block| has_caption(&block.attributes));
    images.map(|(image, _)| image.span).chain(blocks.map(|block| block.span)).collect()
}

/// Reports note references in the title of the header, where they would be printed as typed.
fn complain_of_notes_in_title(header: &Header, diagnostics: &mut Diagnostics) {
    let Some(span) = header.title_span else { return };
    for (_, label) in run::undefined_notes(&plain_text(&header.title)) {
        let message = format!("note `{label}` cannot be cited in the header");
        let help = "begin the text with the title as a heading of level 1, and cite the note there";
        diagnostics.push(Diagnostic::new(Code::UndefinedNote, span, message).help(help));
    }
}

/// Whether a title in the header may have Markdown in it.
#[must_use]
pub fn may_have_markup(title: &str) -> bool {
    title.contains(['*', '_', '`', '^', '~', '\\', '<', '&'])
}

/// The title of the header if it is Markdown with nothing but text, styles and code, as in pandoc.
fn title_in_markdown(
    header: &Header,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Inline>> {
    let title = plain_text(&header.title);
    if !may_have_markup(&title) {
        return None;
    }
    let language = header.language.as_deref().map_or(dialect.language, Language::of);
    let dialect = Dialect { language, has_formulas: false, ..dialect };
    // After a word, nothing begins a block.
    let text = format!("{BEFORE_TITLE}{}", title.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found = Diagnostics::default();
    let read = case(FileId(0), "", &text, dialect, &mut found);
    let mut blocks = read.blocks.into_iter();
    let (Some(Block { kind: BlockKind::Paragraph(mut content), .. }), None) = (blocks.next(), blocks.next())
    else {
        return None;
    };
    match content.first_mut() {
        Some(Inline::Text(words)) => *words = words.strip_prefix(BEFORE_TITLE)?.to_owned(),
        _ => return None,
    }
    content.retain(|inline| !matches!(inline, Inline::Text(words) if words.is_empty()));
    if found.has_errors() || !content.iter().all(is_simple) {
        return None;
    }
    // Such a text has no title of its own.
    let found = found.iter().filter(|found| found.code != Code::MissingTitle);
    diagnostics.extend(found.map(|found| Diagnostic { span: header.title_span, ..found.clone() }));
    Some(content)
}

const BEFORE_TITLE: &str = "x ";

/// Whether an inline can be in a title of the header.
#[must_use]
pub fn is_simple(inline: &Inline) -> bool {
    match inline {
        Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => true,
        Inline::Styled(_, content) => content.iter().all(is_simple),
        Inline::Span(attributes, content) => attributes.id.is_none() && content.iter().all(is_simple),
        Inline::Formula(..)
        | Inline::Link(..)
        | Inline::Image(..)
        | Inline::NoteReference(_)
        | Inline::Citation(..)
        | Inline::CrossReference(..)
        | Inline::Mention(..) => false,
    }
}

/// Sets what was read of the title in the header, and its typographic signs.
fn set_title(case: &mut Case, title: Option<Vec<Inline>>, dialect: Dialect) {
    let language = case.header.language.as_deref().map_or(dialect.language, Language::of);
    let typographic = |words: String| {
        if dialect.smart_punctuation { typography::typographic(&words, language) } else { words }
    };
    let plain = plain_text(&case.header.title);
    case.header.title = title.unwrap_or_else(|| vec![Inline::Text(typographic(plain))]);
    case.header.short_title = case.header.short_title.take().map(typographic);
}

/// Sets the title: the one in the header, or else the first heading, or else the file name. If the case opens with a
/// heading that repeats the title, that heading is removed.
fn find_title(case: &mut Case, name: &str, diagnostics: &mut Diagnostics) {
    let given = plain_text(&case.header.title);
    let is_given = case.header.title_span.is_some();
    // A heading without text, such as a picture, cannot be the title.
    match opening_heading(case).filter(|opening| !plain_text(&opening.content).is_empty()) {
        Some(opening) if given.is_empty() && !is_given && is_one_of_several(case, &opening) => {
            complain_of_title(opening.span, "first heading", diagnostics);
            take_title(case, opening);
        }
        Some(opening) if given.is_empty() || opening.level == 1 && plain_text(&opening.content) == given => {
            take_title(case, opening);
        }
        Some(_) | None => {}
    }
    if !plain_text(&case.header.title).is_empty() {
        return;
    }
    let heading = case.sections.iter().find(|section| !section.text.is_empty());
    let source = if heading.is_some() { "first heading" } else { "file name" };
    let place = case.header.title_span.or(heading.map(|section| section.span));
    complain_of_title(place.unwrap_or(Span::whole(case.file)), source, diagnostics);
    let title = heading.map_or_else(|| name.replace(['-', '_'], " "), |section| section.text.clone());
    case.header.title = vec![Inline::Text(title)];
}

fn complain_of_title(place: Span, source: &str, diagnostics: &mut Diagnostics) {
    let message = format!("this case has no title; its {source} is used as the title");
    diagnostics.push(
        Diagnostic::new(Code::MissingTitle, place, message).help("add a line `title: …` to the header"),
    );
}

/// Moves a heading from the text into the title.
fn take_title(case: &mut Case, opening: Opening) {
    case.blocks.remove(opening.place);
    case.header.title = opening.content;
    case.header.id = opening.id;
    case.header.is_unnumbered = opening.is_unnumbered;
    case.header.title_level = Some(opening.level);
    case.header.title_span.get_or_insert(opening.span);
}

/// Whether the text has other headings of the same level, so that the first is the heading of a section and not the
/// title. A heading of level 1 is always the title, as is usual in Markdown.
fn is_one_of_several(case: &Case, opening: &Opening) -> bool {
    opening.level > 1
        && case.sections.iter().any(|section| section.level <= opening.level && section.span != opening.span)
}

/// The class of a heading without a number; `{-}` sets it.
const UNNUMBERED: &str = "unnumbered";

struct Opening {
    place: usize,
    level: u8,
    content: Vec<Inline>,
    span: Span,
    id: Option<String>,
    is_unnumbered: bool,
}

/// The heading that opens the text. Labels, code, pictures and the like may precede it, and any text may precede the
/// only heading of level 1.
fn opening_heading(case: &Case) -> Option<Opening> {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(..));
    let place = case.blocks.iter().position(is_heading)?;
    let Block { kind: BlockKind::Heading(section, content), span, attributes } = &case.blocks[place] else {
        return None;
    };
    let level = case.sections[section.index()].level;
    let is_only = level == 1 && case.sections.iter().filter(|section| section.level == 1).count() == 1;
    (is_only || case.blocks[..place].iter().all(is_preliminary)).then(|| Opening {
        place,
        level,
        content: content.clone(),
        span: *span,
        id: attributes.id.clone(),
        is_unnumbered: attributes.classes.iter().any(|class| class == UNNUMBERED),
    })
}

/// Whether a block may precede the title: a label, a directive of another tool, or a picture.
fn is_preliminary(block: &Block) -> bool {
    match &block.kind {
        BlockKind::CodeBlock { .. } | BlockKind::Figure(_) | BlockKind::Divider | BlockKind::PageBreak => {
            true
        }
        BlockKind::Division(blocks) => blocks.iter().all(is_preliminary),
        BlockKind::Paragraph(content) => is_directive(&plain_text(content)),
        BlockKind::Heading(..)
        | BlockKind::Table(_)
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote(_)
        | BlockKind::Passage(..)
        | BlockKind::Callout(_) => false,
    }
}

/// Whether a line is a directive for another tool: `(label)=`, `import x from "y"`, `{{ … }}`, `{#id}`, `\newpage`.
fn is_directive(line: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && !word.contains(' ');
    line.is_empty()
        || line.strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")).is_some_and(is_word)
        || line.starts_with(['{', '\\']) && line.ends_with('}')
        || line.strip_prefix('\\').is_some_and(is_word)
        || (line.starts_with("import ") || line.starts_with("export "))
            && line.contains(['"', '\'', '=', '“', '‘'])
}
