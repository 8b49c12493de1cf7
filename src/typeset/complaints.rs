//! Turns the diagnostics of Typst into diagnostics of casebook, at the places of the author's text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use typst::WorldExt;
use typst::diag::{EcoString, EcoVec, Severity, SourceDiagnostic};
use typst::foundations::{Array, Content, Label, Selector};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{DiagSpan, FileId};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::source::Source;
use super::world::{BookWorld, STYLES, data_path, script_path};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::font::script::{self, Writing, is_shaped_away};
use crate::project::Theme;
use crate::resolve::{Drawing, Script};
use crate::source::Span;

/// Label that `table` in styles/figures.typ sets on a table that does not fit any page.
const TOO_WIDE: &str = "too-wide";

/// The labelled elements of the tables that are too wide.
fn too_wide(document: &PagedDocument) -> EcoVec<Content> {
    let label = Label::new(PicoStr::intern(TOO_WIDE));
    label.map_or_else(EcoVec::new, |label| document.introspector().query(&Selector::Label(label)))
}

/// A diagnostic of Typst, as it is reported.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// Its place in the files that Typst saw, and its message. Several documents that run the same code have the same.
    key: (DiagSpan, EcoString),
    diagnostic: Diagnostic,
}

impl Complaint {
    /// The reports of complaints, each once.
    pub fn unique<'a>(all: impl IntoIterator<Item = &'a Self>) -> impl Iterator<Item = Diagnostic> {
        let mut known = HashSet::new();
        let all = all.into_iter();
        all.filter(move |complaint| known.insert(&complaint.key))
            .map(|complaint| complaint.diagnostic.clone())
    }

    /// Whether the pages are not complete.
    pub fn is_error(&self) -> bool {
        self.diagnostic.code == Code::Layout
    }
}

/// Maps places in the files that Typst saw to places in the author's files.
pub struct Places<'a> {
    world: &'a BookWorld,
    /// For each generated source, the author's span for every line.
    lines: HashMap<String, &'a [Option<Span>]>,
    /// The author's files that Typst saw unchanged: scripts and data of figures.
    files: HashMap<String, crate::source::FileId>,
}

impl<'a> Places<'a> {
    /// The places in the generated sources of a book.
    pub fn of_book(world: &'a BookWorld, sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let sources = sources.into_iter();
        let lines = sources.map(|source| (source.path.clone(), source.lines.as_slice())).collect();
        Self { world, lines, files: HashMap::new() }
    }

    /// The places in the script and the data of one drawing.
    pub fn of_drawing(world: &'a BookWorld, drawing: &Drawing, theme: &Theme) -> Self {
        Self { world, lines: HashMap::new(), files: files_of(drawing, theme).collect() }
    }

    /// The author's span for a Typst span.
    pub fn find(&self, span: DiagSpan) -> Option<Span> {
        let id = span.id()?;
        if let Some(file) = self.files.get(&path(id)) {
            return Some(Span::new(*file, self.world.range(span).unwrap_or_default()));
        }
        let range = self.world.range(span)?;
        let lines = self.lines.get(&path(id))?;
        let source = typst::World::source(self.world, id).ok()?;
        let line = source.lines().byte_to_line(range.start)?;
        *lines.get(line)?
    }

    /// Reports an error of a drawing at its line in the script or the data, with the place where the drawing is used.
    pub fn complain_of_drawing(
        &self,
        complaint: &SourceDiagnostic,
        drawing: &Drawing,
        diagnostics: &mut Diagnostics,
    ) {
        let words = match &complaint.message {
            words if words.contains("access denied") => {
                "a script can read no file except its data".to_owned()
            }
            words => words.strip_prefix("panicked with: ").unwrap_or(words).to_owned(),
        };
        let message = format!("this figure cannot be drawn: {words}");
        let traced = complaint.trace.iter().find_map(|point| self.find(point.span.into()));
        let place = self.find(complaint.span).or(traced);
        let mut diagnostic = match place {
            Some(place) => Diagnostic::new(Code::Drawing, place, message).related(drawing.span, "used here"),
            None => Diagnostic::new(Code::Drawing, drawing.span, message),
        };
        let data = drawing.data.as_ref().map(|data| format!("the data are in {}", data.path));
        diagnostic.help = complaint.hints.first().map(|hint| hint.v.to_string()).or(data);
        diagnostics.push(diagnostic);
    }

    /// The reports of diagnostics of Typst.
    pub fn complaints(&self, of_typst: &[SourceDiagnostic]) -> Vec<Complaint> {
        let complaint = |of_typst: &SourceDiagnostic| Complaint {
            key: (of_typst.span, of_typst.message.clone()),
            diagnostic: self.complaint(of_typst),
        };
        // The built-in font of formulas has parts that overlap less than it says, which nobody sees.
        let is_of_font = |one: &&SourceDiagnostic| one.message.contains("minConnectorOverlap");
        of_typst.iter().filter(|one| !is_of_font(one)).map(complaint).collect()
    }

    /// Reports diagnostics of Typst.
    pub fn complain_of_all(&self, complaints: &[SourceDiagnostic], diagnostics: &mut Diagnostics) {
        diagnostics.extend(complaints.iter().map(|complaint| self.complaint(complaint)));
    }

    /// The report of a diagnostic of Typst. If it is in a style file, its place is the nearest call in the author's text.
    fn complaint(&self, complaint: &SourceDiagnostic) -> Diagnostic {
        let traced = complaint.trace.iter().find_map(|point| self.find(point.span.into()));
        let span = self.find(complaint.span).or(traced);
        let code = match complaint.severity {
            Severity::Error => Code::Layout,
            Severity::Warning => Code::LayoutWarning,
        };
        let mut message = format!("page layout: {}", complaint.message);
        if let (None, Some(id)) = (span, complaint.span.id()) {
            let path = path(id);
            let file =
                if path.starts_with(STYLES) { path.trim_start_matches('/') } else { "a generated source" };
            message = format!("{message} (in {file})");
        }
        let mut diagnostic = Diagnostic::new(code, span, message);
        diagnostic.help = complaint.hints.first().map(|hint| hint.v.to_string());
        diagnostic
    }

    /// The complaints about tables that the page layout found too wide.
    pub fn too_wide(&self, document: &PagedDocument) -> Vec<Diagnostic> {
        too_wide(document).iter().map(|mark| self.complaint_of_table(mark)).collect()
    }

    fn complaint_of_table(&self, mark: &Content) -> Diagnostic {
        let find = |content: Content| match self.find(content.span().into()) {
            Some(span) => ControlFlow::Break(span),
            None => ControlFlow::Continue(()),
        };
        let span = mark.traverse(&mut { find }).break_value();
        let values =
            mark.to_packed::<MetadataElem>().and_then(|mark| mark.value.clone().cast::<Array>().ok());
        let millimetres: Vec<String> = values
            .into_iter()
            .flatten()
            .filter_map(|value| value.cast::<f64>().ok())
            .map(|length| format!("{length:.0} mm"))
            .collect();
        let message = match millimetres.as_slice() {
            [need, room] => {
                format!(
                    "this table is too wide: even in the smallest type its columns need {need}, but the page has {room}"
                )
            }
            _ => "this table is too wide".to_owned(),
        };
        Diagnostic::new(Code::TooWide, span, message)
            .help("split the table, or shorten the longest words in its columns")
    }

    /// The characters that no font has.
    pub fn missing_glyphs(&self, document: &PagedDocument) -> Missing {
        let mut missing = Missing::default();
        for page in document.pages() {
            self.collect_missing(&page.frame, &mut missing);
        }
        missing
    }

    fn collect_missing(&self, frame: &Frame, missing: &mut Missing) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.collect_missing(&group.frame, missing),
                FrameItem::Text(text) => {
                    for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                        let character = text.text[glyph.range()].chars().next().unwrap_or('\u{FFFD}');
                        missing.insert(self.find(glyph.span.0.into()), character);
                    }
                }
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}

/// Characters that no font has, by their places.
#[derive(Default)]
pub struct Missing(BTreeMap<Option<Span>, Vec<char>>);

impl Missing {
    fn insert(&mut self, place: Option<Span>, character: char) {
        let characters = self.0.entry(place).or_default();
        if !characters.contains(&character) {
            characters.push(character);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of other pages.
    pub fn add(&mut self, other: &Self) {
        for (place, characters) in &other.0 {
            for character in characters {
                self.insert(*place, *character);
            }
        }
    }

    /// Reports them, once for each place and script. Returns true if there are none. `otherwise` is the place of text that
    /// does not come from a file of the author, and `language` the language at a place.
    pub fn complain<'l>(
        &self,
        otherwise: Option<Span>,
        language: &dyn Fn(Option<Span>) -> &'l str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        for (span, characters) in &self.0 {
            let place = span.or(otherwise);
            diagnostics.extend(missing_glyphs(place, characters, language(place)));
        }
        self.0.is_empty()
    }
}

/// The diagnostics for characters without a font in one place: one for each script, because each script needs another
/// font.
pub fn missing_glyphs(place: Option<Span>, characters: &[char], language: &str) -> Vec<Diagnostic> {
    let mut by_script: Vec<(Writing, Vec<char>)> = Vec::new();
    let is_alone = characters.iter().all(|character| is_shaped_away(*character));
    // Do not report an invisible character next to a missing visible one: Typst looks for both in the same font.
    for character in characters.iter().filter(|character| is_alone || !is_shaped_away(**character)) {
        let writing = script::of(*character, language);
        match by_script.iter_mut().find(|(of, _)| *of == writing) {
            Some((_, characters)) => characters.push(*character),
            None => by_script.push((writing, vec![*character])),
        }
    }
    let complaint = |(script, characters): (Writing, Vec<char>)| {
        Diagnostic::about_characters(Code::MissingGlyph, place, "no font of the book contains", characters)
            .help(missing_font(&script))
    };
    by_script.into_iter().map(complaint).collect()
}

/// The help text: the font to add. It needs no line in the theme.
fn missing_font(script: &Writing) -> String {
    let font = match &script.family {
        Some(family) => {
            format!("put the files of `{family}`, or of another font with {}, into `fonts/`", script.name)
        }
        None => "put the files of a font with these characters into `fonts/`".to_owned(),
    };
    format!(
        "{font}; `casebook fonts` lists what the book needs; until then, each is printed as an empty box, and a PDF \
         with one of them cannot claim PDF/UA or PDF/A"
    )
}

fn path(id: FileId) -> String {
    id.vpath().get_with_slash().to_owned()
}

/// The author's files that Typst sees for one drawing, with the paths under which it sees them.
fn files_of(drawing: &Drawing, theme: &Theme) -> impl Iterator<Item = (String, crate::source::FileId)> {
    let script = match &drawing.script {
        Script::Project(file, _) => Some(*file),
        Script::Style(name) => theme.figures.get(name).and_then(|script| script.file),
    };
    let script = script.map(|file| (script_path(&drawing.script), file));
    let data = drawing.data.as_ref().map(|data| (data_path(data), data.file));
    script.into_iter().chain(data)
}
