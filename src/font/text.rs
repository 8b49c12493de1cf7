//! Counts the characters of a book by what decides about their font: their script, their language, and whether they are
//! code.

use std::collections::{BTreeMap, HashMap};

use unicode_script::{Script, UnicodeScript};

use super::script::{self, Han, Writing, is_shaped_away};
use crate::model::{Attributes, Block, BlockKind, Inline, Inside, Shown};
use crate::resolve::{Book, BookCase, Script as FigureScript};
use crate::source::Span;

/// The characters of a book.
pub struct Text {
    /// The groups: each needs a font of its own.
    pub groups: BTreeMap<Group, Characters>,
    /// The shapes of Han characters outside text that declares a language with Han characters.
    pub han: Han,
}

/// What decides about the font of a character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Whether the text is code.
    pub is_code: bool,
    /// The script.
    pub writing: Writing,
    /// For characters of Chinese, Japanese and Korean, the language whose fonts have them.
    pub han: Option<Han>,
}

/// The characters of a group.
#[derive(Debug, Clone, Default)]
pub struct Characters {
    /// Each character, and how often it occurs.
    pub counts: BTreeMap<char, usize>,
    /// Where each occurs first, if it is in a case and not only in the metadata or a picture.
    pub places: BTreeMap<char, Span>,
}

/// The characters of one language and kind of text. Most text is ASCII, which needs no map.
struct Tally {
    ascii: [usize; 128],
    others: HashMap<char, usize>,
    /// The place of the first occurrence.
    places: HashMap<char, Span>,
    ascii_place: Option<Span>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { ascii: [0; 128], others: HashMap::new(), places: HashMap::new(), ascii_place: None }
    }
}

/// The state of a walk: the place, the language and the kind of the text.
#[derive(Clone, Copy)]
struct Here<'a> {
    place: Option<Span>,
    language: &'a str,
    is_code: bool,
}

#[derive(Default)]
struct Counter {
    tallies: BTreeMap<(bool, Option<Han>), Tally>,
}

impl Text {
    /// The characters of a book: its cases and metadata, its vector pictures, and the scripts and data of its figures.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let mut counter = Counter::default();
        let language = book.manifest().language.as_str();
        let here = Here { place: None, language, is_code: false };
        book.cases().iter().for_each(|case| counter.case(case, here));
        others(book).for_each(|words| counter.words(&words, here));
        counter.groups(Han::of(language))
    }
}

/// The words of a book outside its cases.
fn others(book: &Book) -> impl Iterator<Item = String> {
    let manifest = book.manifest();
    let people = manifest.authors.iter().chain(&manifest.contributors);
    let names = people.flat_map(|person| [Some(&person.name), person.label.as_ref()]).flatten();
    let metadata = [
        Some(&manifest.title),
        manifest.subtitle.as_ref(),
        manifest.publisher.as_ref(),
        manifest.rights.as_ref(),
        manifest.description.as_ref(),
        manifest.edition.as_ref(),
    ];
    let metadata = names.chain(metadata.into_iter().flatten()).cloned();
    let bytes = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let drawings = book.drawings().iter().flat_map(move |drawing| {
        let script = match &drawing.script {
            FigureScript::Project(_, text) => Some(text.clone()),
            FigureScript::Style(_) => None,
        };
        script.into_iter().chain(drawing.data.as_ref().map(|data| bytes(&data.bytes)))
    });
    let vectors = book.assets().iter().filter(|asset| asset.size.is_none());
    metadata.chain(drawings).chain(vectors.map(move |asset| bytes(&asset.bytes)))
}

impl Counter {
    fn case(&mut self, case: &BookCase, book: Here<'_>) {
        let source = case.source();
        let language = case.language().unwrap_or(book.language);
        let here = Here { place: Some(case.title_place()), language, ..book };
        self.inlines(case.title(), here);
        self.blocks(&source.blocks, here);
        for note in &source.notes {
            self.blocks(&note.blocks, Here { place: Some(note.span), ..here });
        }
    }

    fn blocks(&mut self, blocks: &[Block], around: Here<'_>) {
        for block in blocks {
            let here = Here { place: Some(block.span), ..around }.in_language(&block.attributes);
            if let BlockKind::CodeBlock { text, file_name, .. } = &block.kind {
                let here = Here { is_code: true, ..here };
                file_name.iter().chain([text]).for_each(|words| self.words(words, here));
            }
            for inside in block.inside() {
                match inside {
                    Inside::Text(text) => self.inlines(text.content, here),
                    Inside::Blocks(blocks) => self.blocks(blocks, here),
                }
            }
        }
    }

    fn inlines(&mut self, content: &[Inline], here: Here<'_>) {
        for inline in content {
            match inline.shown() {
                Shown::Words(words) => self.words(words, here),
                Shown::Code(words) => self.words(words, Here { is_code: true, ..here }),
                Shown::Formula(_) | Shown::Break | Shown::Object | Shown::Children => {}
            }
            let here =
                if let Inline::Span(attributes, _) = inline { here.in_language(attributes) } else { here };
            self.inlines(inline.children(), here);
        }
    }

    fn words(&mut self, words: &str, here: Here<'_>) {
        let tally = self.tallies.entry((here.is_code, Han::of(here.language))).or_default();
        for character in words.chars() {
            if character.is_ascii() {
                tally.ascii[character as usize] += 1;
                tally.ascii_place = tally.ascii_place.or(here.place);
            } else {
                *tally.others.entry(character).or_insert_with(|| {
                    tally.places.extend(here.place.map(|place| (character, place)));
                    0
                }) += 1;
            }
        }
    }

    /// Sorts the characters into groups. `of_book` is the language of the book.
    fn groups(self, of_book: Option<Han>) -> Text {
        let has = |scripts: &[Script]| {
            let mut characters = self.tallies.values().flat_map(|tally| tally.others.keys());
            characters.any(|character| scripts.contains(&character.script()))
        };
        // A book in another language that quotes Han characters without saying whose they are.
        let han = of_book.unwrap_or_else(|| match () {
            () if has(&[Script::Hiragana, Script::Katakana]) => Han::Japanese,
            () if has(&[Script::Hangul]) => Han::Korean,
            () => Han::Simplified,
        });
        let mut text = Text { groups: BTreeMap::new(), han };
        for ((is_code, language), tally) in self.tallies {
            let ascii = (0_u8..).zip(tally.ascii).map(|(byte, count)| (char::from(byte), count));
            let ascii = ascii.map(|(character, count)| (character, count, tally.ascii_place));
            let others = tally
                .others
                .iter()
                .map(|(character, count)| (*character, *count, tally.places.get(character).copied()));
            for (character, count, place) in ascii.chain(others) {
                if count > 0 && !is_shaped_away(character) {
                    text.add((is_code, language), character, count, place);
                }
            }
        }
        text
    }
}

impl Text {
    fn add(
        &mut self,
        (is_code, language): (bool, Option<Han>),
        character: char,
        count: usize,
        place: Option<Span>,
    ) {
        let language = language.unwrap_or(self.han);
        let writing = script::of(character, language.tags()[0]);
        let han = writing.han(language);
        let characters = self.groups.entry(Group { is_code, writing, han }).or_default();
        *characters.counts.entry(character).or_default() += count;
        let place = characters.places.get(&character).copied().into_iter().chain(place).min();
        characters.places.extend(place.map(|place| (character, place)));
    }
}

impl<'a> Here<'a> {
    fn in_language(self, attributes: &'a Attributes) -> Self {
        Self { language: attributes.language.as_deref().unwrap_or(self.language), ..self }
    }
}
