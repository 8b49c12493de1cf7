//! The resolved book: the parsed cases, together with the result of every lookup.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anchors::{self, ResolvedSection};
use super::asset::{Asset, Picture};
use super::drawings::{Drawing, Script};
use super::equations::Equations;
use super::notes::Notes;
use super::profile::Profile;
use crate::model::{
    Block, CaptionId, Case, FormulaId, ImageId, Inline, LinkId, ListedWork, Manifest, MentionId, NoteId,
    Part, ReferenceId, SectionId, Wording, plain_text,
};
use crate::source::{FileId, Span};

/// A book whose references are all resolved. Only `resolve::book` creates one.
#[derive(Debug)]
pub struct Book {
    pub(super) manifest: Manifest,
    pub(super) slug: String,
    pub(super) clock: Option<i64>,
    pub(super) cases: Vec<BookCase>,
    pub(super) assets: Vec<Asset>,
    pub(super) cover: Option<Asset>,
    pub(super) drawings: Vec<Drawing>,
    pub(super) linked: BTreeSet<FileId>,
    pub(super) output_intent: Option<Profile>,
    pub(super) digest: String,
}

/// A case with its resolved references.
#[derive(Debug)]
pub struct BookCase {
    pub(super) part: Part,
    pub(super) is_below_title: bool,
    pub(super) case: Arc<Case>,
    pub(super) has_right_to_left: bool,
    pub(super) slug: String,
    pub(super) key: String,
    pub(super) pdf_name: String,
    pub(super) anchors: BTreeMap<String, String>,
    pub(super) linked_anchors: Vec<String>,
    pub(super) sections: Vec<ResolvedSection>,
    pub(super) captions: Vec<String>,
    pub(super) places: Vec<Option<String>>,
    pub(super) notes: Notes,
    pub(super) equations: Equations,
    pub(super) targets: Vec<Target>,
    pub(super) pictures: Vec<Option<Picture>>,
    pub(super) mentions: Vec<Option<Place>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A place in the book.
    Place(Place),
    /// A public address.
    Address(String),
    /// No target: the output keeps the text without a link. A diagnostic gives the reason.
    Nowhere,
}

/// A place in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index of the case.
    pub case: usize,
    /// The fragment that names the place, unique in the book.
    pub anchor: String,
    /// The public address of the place, if the book has a site.
    pub address: Option<String>,
}

impl Target {
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Target::Place(place) => Some(place),
            Target::Address(_) | Target::Nowhere => None,
        }
    }
}

impl Book {
    /// The content of `book.yaml`.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The language of the book, if this case has another one: the language of what casebook adds to the case.
    #[must_use]
    pub fn language_inside(&self, case: &BookCase) -> Option<&str> {
        let own = &self.manifest.language;
        case.language().filter(|language| language != own).map(|_| own.as_str())
    }

    /// The words that casebook adds, in the language of the book.
    #[must_use]
    pub fn wording(&self) -> &Wording {
        &self.manifest.wording
    }

    /// Base name of the outputs.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The works that the book cites or lists, sorted by key.
    #[must_use]
    pub fn works(&self) -> Vec<Arc<ListedWork>> {
        let works = self.cases.iter().flat_map(|case| &case.case.works);
        let works: BTreeMap<&str, &Arc<ListedWork>> = works.map(|work| (work.key.as_str(), work)).collect();
        works.into_values().cloned().collect()
    }

    /// Time of the build in seconds since 1970-01-01, from `SOURCE_DATE_EPOCH` or else the book's date. No other clock
    /// is read.
    #[must_use]
    pub fn clock(&self) -> Option<i64> {
        self.clock
    }

    /// The cases in reading order, front and back matter included.
    #[must_use]
    pub fn cases(&self) -> &[BookCase] {
        &self.cases
    }

    /// The image files, each once, in order of appearance.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The cover picture, if `book.yaml` names one.
    #[must_use]
    pub fn cover(&self) -> Option<&Asset> {
        self.cover.as_ref()
    }

    /// The ICC profile of the press, if `book.yaml` names one.
    #[must_use]
    pub fn output_intent(&self) -> Option<&Profile> {
        self.output_intent.as_ref()
    }

    /// The figures to draw, each once, in order of appearance.
    #[must_use]
    pub fn drawings(&self) -> &[Drawing] {
        &self.drawings
    }

    /// The source files of the book: `book.yaml`, cases, images, scripts, data and output profile. The theme is not included.
    #[must_use]
    pub fn files(&self) -> BTreeSet<FileId> {
        let scripts = self.drawings.iter().filter_map(|drawing| match drawing.script {
            Script::Project(file, _) => Some(file),
            Script::Style(_) => None,
        });
        let data = self.drawings.iter().filter_map(|drawing| drawing.data.as_ref().map(|data| data.file));
        let images = self.assets.iter().chain(&self.cover).map(|asset| asset.file);
        let cases = self.cases.iter().map(|case| case.case.file);
        let profile = self.output_intent.as_ref().map(|profile| profile.file);
        let pictures = images.chain(scripts).chain(data).chain(profile);
        std::iter::once(self.manifest.file).chain(cases).chain(pictures).collect()
    }

    /// The files outside the book that links point to. The book needs them to exist, and not their content.
    #[must_use]
    pub fn linked_files(&self) -> &BTreeSet<FileId> {
        &self.linked
    }

    /// The SHA-256 of the source files, in lower-case hexadecimal. The theme is not included.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The public address of a case, if the book has a site.
    #[must_use]
    pub fn address(&self, case: &BookCase) -> Option<String> {
        self.manifest.site.url.as_ref().map(|url| format!("{url}/{}/", case.slug))
    }
}

impl BookCase {
    /// Which part of the book it is in.
    #[must_use]
    pub fn part(&self) -> Part {
        self.part
    }

    /// Whether it is a case in a part of the book that has a title.
    #[must_use]
    pub fn is_below_title(&self) -> bool {
        self.is_below_title
    }

    /// Whether this is the same parsed case, of a file that has not changed between two builds.
    #[must_use]
    pub fn is_same_source(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.case, &other.case)
    }

    /// The case as written.
    #[must_use]
    pub fn source(&self) -> &Case {
        &self.case
    }

    /// The title with its emphasis, note references and the number of the case included.
    #[must_use]
    pub fn title(&self) -> &[Inline] {
        &self.case.header.title
    }

    /// The span of the title; the whole file if neither the header nor an opening heading gives one.
    #[must_use]
    pub fn title_place(&self) -> Span {
        self.case.header.title_span.unwrap_or(Span::whole(self.case.file))
    }

    /// The title as plain text, without markup and without the number of the case.
    #[must_use]
    pub fn plain_title(&self) -> String {
        plain_text(self.title_without_number())
    }

    /// The title without the number of the case.
    #[must_use]
    pub fn title_without_number(&self) -> &[Inline] {
        self.case.header.title_without_number()
    }

    /// Short name of the case, unique in the book: letters, digits and hyphens. It is the anchor of the case and the
    /// prefix of all anchors in it.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether `name`, as given on the command line, is the slug or the key of this case.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        name.trim_matches('/') == self.slug || name == self.key
    }

    /// File name of the case's own PDF.
    #[must_use]
    pub fn pdf_name(&self) -> &str {
        &self.pdf_name
    }

    /// BCP 47 tag of the case's language, if its header sets one.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.case.header.language.as_deref()
    }

    /// Whether some of its text runs from right to left. Code in such a case must say that it runs from left to right.
    #[must_use]
    pub fn has_right_to_left(&self) -> bool {
        self.has_right_to_left
    }

    /// The level and the anchor of a heading.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &ResolvedSection {
        &self.sections[id.index()]
    }

    /// The notes in the order of their numbers.
    #[must_use]
    pub fn notes(&self) -> &[NoteId] {
        self.notes.order()
    }

    /// A note's number, from 1.
    #[must_use]
    pub fn number(&self, id: NoteId) -> usize {
        self.notes.number(id)
    }

    /// The note that a reference cites; `None` only if the sources have errors.
    #[must_use]
    pub fn cited(&self, id: ReferenceId) -> Option<NoteId> {
        self.notes.cited(id)
    }

    /// The references that cite a note, in reading order.
    #[must_use]
    pub fn citations(&self, id: NoteId) -> &[ReferenceId] {
        self.notes.citations(id)
    }

    /// The anchor of the case's title.
    #[must_use]
    pub fn title_anchor(&self) -> String {
        anchors::title(&self.key)
    }

    /// The anchor after the last block of the case.
    #[must_use]
    pub fn end_anchor(&self) -> String {
        anchors::end(&self.key)
    }

    /// The anchor of the heading above the notes.
    #[must_use]
    pub fn endnotes_anchor(&self) -> String {
        anchors::endnotes(&self.key)
    }

    /// The anchor of a note.
    #[must_use]
    pub fn note_anchor(&self, id: NoteId) -> String {
        anchors::note(&self.key, self.number(id))
    }

    /// The anchor of a reference; `None` only if the sources have errors.
    #[must_use]
    pub fn reference_anchor(&self, id: ReferenceId) -> Option<String> {
        let note = self.cited(id)?;
        Some(anchors::reference(&self.key, self.number(note), self.notes.place(id)?))
    }

    /// The anchor made from an id that the author wrote; `None` if the case has no such id.
    #[must_use]
    pub fn anchor(&self, author_id: &str) -> Option<&str> {
        self.anchors.get(author_id).map(String::as_str)
    }

    /// The number of each line of a formula, with its parentheses.
    #[must_use]
    pub fn equation_numbers(&self, id: FormulaId) -> &[Option<String>] {
        self.equations.of(id)
    }

    /// The number of the equation with an id that the author wrote, with its parentheses; `None` if it has none.
    #[must_use]
    pub fn equation_number(&self, author_id: &str) -> Option<&str> {
        self.equations.by_id(author_id)
    }

    /// The anchors of a formula: that of its id, and those of its lines.
    #[must_use]
    pub fn equation_anchors(&self, id: FormulaId) -> Vec<&str> {
        let Some(formula) = self.source().formulas.get(id.index()) else { return Vec::new() };
        let labels = formula.lines().filter_map(|line| line.label.as_deref());
        formula.id.as_deref().into_iter().chain(labels).filter_map(|id| self.anchor(id)).collect()
    }

    /// The places in the book that the links and mentions of the case lead to.
    pub fn targets_of_links(&self) -> impl Iterator<Item = &Place> {
        let source = self.source();
        let links = (0..source.links.len()).filter_map(|link| self.target(LinkId::after(link)).place());
        let mentions = 0..source.mentions.len();
        links.chain(mentions.filter_map(|mention| self.mentioned(MentionId::after(mention))))
    }

    /// Whether a link in the book leads to this anchor.
    #[must_use]
    pub fn is_linked(&self, anchor: &str) -> bool {
        self.linked_anchors.iter().any(|linked| linked == anchor)
    }

    /// The anchor of a captioned figure or table.
    #[must_use]
    pub fn caption_anchor(&self, id: CaptionId) -> &str {
        &self.captions[id.index()]
    }

    /// The anchor of the addressed block at `index`, from 0; `None` if the block has an anchor from its id or caption.
    /// [`is_addressed`](Self::is_addressed) says which blocks are counted.
    #[must_use]
    pub fn place(&self, index: usize) -> Option<&str> {
        self.places.get(index)?.as_deref()
    }

    /// Whether a block of the text, or of a division in it, counts as addressed and so gets an anchor with a number.
    #[must_use]
    pub fn is_addressed(block: &Block) -> bool {
        anchors::is_addressed(block)
    }

    /// The figure or table that a mention refers to; `None` if no caption matches, or several.
    #[must_use]
    pub fn mentioned(&self, id: MentionId) -> Option<&Place> {
        self.mentions[id.index()].as_ref()
    }

    /// Where a link leads.
    #[must_use]
    pub fn target(&self, id: LinkId) -> &Target {
        &self.targets[id.index()]
    }

    /// The file or drawing that an image refers to; `None` only if the sources have errors.
    #[must_use]
    pub fn picture(&self, id: ImageId) -> Option<Picture> {
        self.pictures[id.index()]
    }
}
