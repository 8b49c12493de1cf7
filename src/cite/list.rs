//! The lists of works: at the end of the book, or of each case.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayagriva::BibliographyItem;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::answers::Answers;
use super::complete::completed;
use super::inlines::{Signs, Writer};
use super::library::Library;
use super::places::{self, Naming, Places};
use super::render::Known;
use super::work::Work;
use crate::model::{
    Attributes, AuthorId, Block, BlockKind, Case, Header, Inline, ListedWork, Manifest, Part, Section,
    SectionId,
};
use crate::project::Project;
use crate::source::{FileId, Span};

/// The class of a division with hanging indents.
const REFERENCES: &str = "references";

/// The slug of the list of the book.
const SLUG: &str = "bibliography";

/// What is not encoded in the address of a work.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// The words after a work in a list.
type After<'a> = dyn Fn(&str, &mut Writer<'_>) -> Vec<Inline> + 'a;

/// Adds the lists of works.
pub struct Lists<'a> {
    pub manifest: &'a Manifest,
    pub project: &'a Project,
    pub library: &'a Library<'a>,
    pub entries: &'a BTreeMap<String, Work>,
    pub signs: &'a Signs,
    /// The works for metadata and other programs.
    pub works: &'a BTreeMap<String, Arc<ListedWork>>,
}

impl Lists<'_> {
    /// The file that stands for the list of the book.
    fn file(&self) -> Option<FileId> {
        self.entries.keys().find_map(|key| self.library.place(key)).map(|span| span.file)
    }

    /// The destination of a link from a case to a work. `None` if no list has it.
    pub fn address(&self, from: &Case, key: &str) -> Option<String> {
        let settings = &self.manifest.bibliography;
        if settings.is_in_cases {
            return Some(format!("#{}", utf8_percent_encode(&id(key), PLAIN)));
        }
        Some(self.relative(from.file, self.file()?, &id(key)))
    }

    /// Adds the lists to the cases.
    pub fn add(
        &self,
        cases: Vec<(Part, Case)>,
        known: &[Known<'_>],
        printed: &Answers,
        places: &Places,
    ) -> Vec<(Part, Arc<Case>)> {
        let (files, names): (Vec<FileId>, Vec<String>) =
            cases.iter().map(|(_, case)| (case.file, places::name(case))).unzip();
        let settings = &self.manifest.bibliography;
        let has_citations = |index: usize| known.iter().any(|known| known.case == index);
        let mut all: Vec<(Part, Arc<Case>)> = Vec::with_capacity(cases.len() + 1);
        for (index, (part, mut case)) in cases.into_iter().enumerate() {
            if settings.is_in_cases && has_citations(index) {
                let naming = Naming {
                    wording: &self.manifest.wording,
                    names: None,
                    address: &|_, id| format!("#{id}"),
                };
                self.end_with_list(&mut case, &printed.cases[index], &|key, writer| {
                    naming.words(&places.of(key, Some(index)), writer)
                });
            }
            all.push((part, Arc::new(case)));
        }
        let book = self.file().filter(|_| settings.is_in_book && !printed.book.is_empty());
        let naming = Naming {
            wording: &self.manifest.wording,
            names: Some(&|case| names[case].clone()),
            address: &|case, id| self.relative(book.unwrap_or(files[case]), files[case], id),
        };
        let after: &After<'_> = &|key, writer| naming.words(&places.of(key, None), writer);
        all.extend(book.map(|file| (Part::Back, Arc::new(self.of_book(file, &printed.book, after)))));
        all
    }

    /// The relative address of a fragment of another file.
    fn relative(&self, from: FileId, to: FileId, fragment: &str) -> String {
        let ups = self.project.file(from).path.matches('/').count();
        let path = utf8_percent_encode(&self.project.file(to).path, PLAIN);
        format!("{}{path}#{}", "../".repeat(ups), utf8_percent_encode(fragment, PLAIN))
    }

    /// Adds a heading and the list to the end of a case.
    fn end_with_list(&self, case: &mut Case, works: &[BibliographyItem], after: &After<'_>) {
        let span = Span::whole(case.file);
        let level = case.sections.iter().map(|section| section.level).min().unwrap_or(2);
        let text = self.manifest.wording.bibliography.clone();
        let heading =
            BlockKind::Heading(SectionId::after(case.sections.len()), vec![Inline::Text(text.clone())]);
        case.sections.push(Section { level, text, span });
        case.blocks.push(Block { span, attributes: Attributes::default(), kind: heading });
        self.push_list(case, works, after);
    }

    /// The list of the book.
    fn of_book(&self, file: FileId, works: &[BibliographyItem], after: &After<'_>) -> Case {
        let span = Span::whole(file);
        let title = vec![Inline::Text(self.manifest.wording.bibliography.clone())];
        let slug = Some((SLUG.to_owned(), span));
        let header = Header { title, title_span: Some(span), slug, ..Header::default() };
        let mut case = Case { is_generated: true, ..Case::empty(file, header) };
        case.works = self.works.values().cloned().collect();
        self.push_list(&mut case, works, after);
        case
    }

    fn push_list(&self, case: &mut Case, works: &[BibliographyItem], after: &After<'_>) {
        let mut blocks = Vec::new();
        for work in works {
            let span = self.library.place(&work.key).unwrap_or(Span::whole(case.file));
            let mut writer = Writer { links: &mut case.links, span, signs: self.signs };
            let label = work.first_field.as_ref().map(|label| writer.inline(label)).unwrap_or_default();
            let space = (!label.is_empty()).then(|| Inline::Text(" ".to_owned()));
            let content = match self.entries.get(&work.key) {
                Some(entry) => writer.inlines(&completed(&work.content, entry, None)),
                None => writer.inlines(&work.content),
            };
            let places = after(&work.key, &mut writer);
            let content =
                self.signs.finished(label.into_iter().chain(space).chain(content).chain(places).collect());
            case.author_ids.push(AuthorId { id: id(&work.key), span });
            let language =
                self.entries.get(&work.key).and_then(|entry| entry.text("language")).map(ToString::to_string);
            let language = language.filter(|language| *language != self.manifest.language);
            let attributes = Attributes { id: Some(id(&work.key)), language, ..Attributes::default() };
            // A block has its place in the file of its case.
            let span = if case.is_generated { span } else { Span::whole(case.file) };
            blocks.push(Block { span, attributes, kind: BlockKind::Paragraph(content) });
        }
        let attributes = Attributes { classes: vec![REFERENCES.to_owned()], ..Attributes::default() };
        case.blocks.push(Block {
            span: Span::whole(case.file),
            attributes,
            kind: BlockKind::Division(blocks),
        });
    }
}

/// The id of a work in a list.
fn id(key: &str) -> String {
    format!("ref-{key}")
}
