//! Selects the parts of an SVG that are shown: the child of each `switch` that fits, and no `foreignObject`, which neither
//! all e-readers nor the PDF can show (SVG 2, sections 5.7 and 12.4).

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Names whose absence means that an SVG has no conditions.
const NAMES: &[&str] =
    &["foreignobject", "switch", "systemlanguage", "requiredextensions", "requiredfeatures"];

/// The conditional attributes (SVG 2, section 5.7.3).
const CONDITIONS: &[&str] = &["systemLanguage", "requiredExtensions", "requiredFeatures"];

/// What is lost because only one part is shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// The number of parts with foreign content that nothing replaces.
    pub foreign: usize,
    /// The labels that a program has cut short in their replacement, as draw.io does.
    pub shortened: Vec<String>,
}

/// Returns the SVG with only the shown parts, and what is lost.
pub fn resolved<'a>(text: &'a str, language: &str) -> Result<(Cow<'a, str>, Lost), String> {
    let lower = text.to_ascii_lowercase();
    if !NAMES.iter().any(|name| lower.contains(name)) {
        return Ok((Cow::Borrowed(text), Lost::default()));
    }
    let mut walk = Walk { language, open: Vec::new(), cuts: Vec::new(), lost: Lost::default() };
    let mut reader = Reader::from_str(text);
    loop {
        let start = offset(&reader);
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => walk.start(&tag, text, start..offset(&reader)),
            Event::Empty(tag) => {
                walk.start(&tag, text, start..offset(&reader));
                walk.end(offset(&reader));
            }
            Event::End(_) => walk.end(offset(&reader)),
            Event::Eof => break,
            Event::Text(words) => walk.words(&words),
            Event::CData(words) => walk.words(&words),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::GeneralRef(_) => {}
        }
    }
    Ok((Cow::Owned(without(text, &walk.cuts)), walk.lost))
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for cut in cuts {
        out.push_str(&text[done..cut.start]);
        done = cut.end;
    }
    out + &text[done..]
}

struct Walk<'a> {
    language: &'a str,
    open: Vec<Element>,
    /// What is removed, in the order of the text.
    cuts: Vec<Range<usize>>,
    lost: Lost,
}

#[derive(Default)]
struct Element {
    start: usize,
    is_switch: bool,
    /// Whether a child of a `switch` was already chosen.
    has_choice: bool,
    /// Foreign content in a `switch` so far.
    foreign: usize,
    /// The words of that foreign content, and those of the chosen child.
    replaced: String,
    shown: String,
    fate: Fate,
}

/// What becomes of an element.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Fate {
    #[default]
    Shown,
    /// It is removed.
    Cut,
    /// It is in an element that is removed.
    InCut,
}

impl Element {
    /// Whether the chosen child has only the start of the words that it replaces.
    fn is_cut_short(&self) -> bool {
        let [replaced, shown] =
            [&self.replaced, &self.shown].map(|words| words.split_whitespace().collect::<String>());
        let kept = ["...", "…"].iter().find_map(|dots| shown.strip_suffix(dots));
        kept.is_some_and(|kept| {
            replaced != shown && replaced.len() > kept.len() && replaced.starts_with(kept)
        })
    }
}

impl Walk<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, text: &str, place: Range<usize>) {
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        let mut element = Element { start: place.start, is_switch: name == "switch", ..Element::default() };
        let is_foreign = name == "foreignobject";
        let fits = !is_foreign && fits(tag, self.language);
        match self.open.last_mut() {
            Some(parent) if parent.fate != Fate::Shown => element.fate = Fate::InCut,
            Some(parent) if parent.is_switch => {
                element.fate = if fits && !parent.has_choice { Fate::Shown } else { Fate::Cut };
                parent.foreign += usize::from(is_foreign && !parent.has_choice);
                parent.has_choice |= fits;
            }
            Some(_) | None => {
                element.fate = if fits { Fate::Shown } else { Fate::Cut };
                self.lost.foreign += usize::from(is_foreign);
            }
        }
        if element.fate == Fate::Shown {
            self.cuts.extend(conditions(tag, text, &place));
        }
        self.open.push(element);
    }

    fn end(&mut self, end: usize) {
        let Some(element) = self.open.pop() else { return };
        if element.fate == Fate::Cut {
            self.cuts.push(element.start..end);
        }
        if element.fate == Fate::Shown && !element.has_choice {
            self.lost.foreign += element.foreign;
        }
        if element.is_cut_short() {
            self.lost.shortened.push(element.shown.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// Collects the words of the parts of a `switch`.
    fn words(&mut self, words: &str) {
        let Some(at) = self.open.iter().rposition(|element| element.is_switch && element.fate == Fate::Shown)
        else {
            return;
        };
        let is_shown = self.open.get(at + 1).is_some_and(|child| child.fate == Fate::Shown);
        let parts = &mut self.open[at];
        let collected = if is_shown { &mut parts.shown } else { &mut parts.replaced };
        collected.push_str(words);
    }
}

/// Whether the conditions of an element hold. Nothing supports an extension, and the features of SVG 1.1 are those of
/// SVG 2, so that the attribute for them is always true.
fn fits(tag: &BytesStart<'_>, language: &str) -> bool {
    tag.attributes().flatten().all(|attribute| match attribute.key.as_ref() {
        "requiredExtensions" => false,
        "systemLanguage" => attribute.value.split(',').any(|wanted| speaks(language, wanted.trim())),
        _ => true,
    })
}

/// Whether a reader of a language is served by a language tag: both are varieties of one language in one script.
fn speaks(language: &str, wanted: &str) -> bool {
    let (language, wanted) = (language.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    let script = |tag: &str| tag.split('-').skip(1).find(|part| part.len() == 4).map(str::to_owned);
    let is_same_script = script(&language).zip(script(&wanted)).is_none_or(|(left, right)| left == right);
    language.split('-').next() == wanted.split('-').next() && is_same_script
}

/// The places of the conditional attributes of an element. A reader must not decide again, for its own language.
fn conditions(tag: &BytesStart<'_>, text: &str, place: &Range<usize>) -> Vec<Range<usize>> {
    let found = tag.attributes().flatten().filter(|attribute| CONDITIONS.contains(&attribute.key.as_ref()));
    let mut places: Vec<Range<usize>> = found
        .filter_map(|attribute| {
            let value = attribute.value.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
            let name = text.get(place.start..value)?.rfind(attribute.key.as_ref())?;
            Some(place.start + name..value + attribute.value.len() + 1)
        })
        .collect();
    places.sort_by_key(|place| place.start);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_that_fits_is_shown() {
        let foreign = "<foreignObject><p>a</p></foreignObject>";
        let pairs = [
            (
                "<g><switch><text>1</text><text>2</text></switch></g>",
                "<g><switch><text>1</text></switch></g>",
                0,
            ),
            (
                "<switch><a systemLanguage=\"de\">1</a><a systemLanguage='fr, en-US'>2</a></switch>",
                "<switch><a >2</a></switch>",
                0,
            ),
            ("<switch><a systemLanguage=\"de\"/></switch>", "<switch></switch>", 0),
            ("<a systemLanguage=\"en\"/><a systemLanguage=\"de\"/>", "<a />", 0),
            ("<a requiredExtensions=\"x\"/><b requiredFeatures=\"x\"/>", "<b />", 0),
            (&format!("<switch>{foreign}<text>1</text></switch>"), "<switch><text>1</text></switch>", 0),
            (&format!("<switch>{foreign}{foreign}</switch>"), "<switch></switch>", 2),
            (&format!("<g>{foreign}</g>"), "<g></g>", 1),
            (&format!("<switch><g/><g>{foreign}</g></switch>"), "<switch><g/></switch>", 0),
            (&format!("<switch><g>{foreign}</g><g/></switch>"), "<switch><g></g></switch>", 1),
            ("<foreignObject><switch><foreignObject/></switch></foreignObject>", "", 1),
        ];
        for (text, shown, lost) in pairs {
            let (resolved, counted) = resolved(text, "en-GB").unwrap_or_default();
            assert_eq!((&*resolved, counted.foreign), (shown, lost));
        }
    }

    #[test]
    fn labels_that_are_cut_short_are_found() {
        let pairs = [
            ("Harbour <b>office</b> of Sur", "Harbour off...", Some("Harbour off...")),
            ("Harbour office", "Harbour o…", Some("Harbour o…")),
            ("Harbour office", "Harbour office", None),
            ("And so on...", "And so on...", None),
            ("Harbour", "Port...", None),
        ];
        for (label, replacement, shortened) in pairs {
            let parts = format!("<foreignObject><p>{label}</p></foreignObject><text>{replacement}</text>");
            let (_, lost) = resolved(&format!("<switch>{parts}</switch>"), "en").unwrap_or_default();
            assert_eq!(lost.shortened.first().map(String::as_str), shortened, "{label}");
        }
    }
}
