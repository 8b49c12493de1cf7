//! Writes running text as Typst source: text, inline elements, and break opportunities between them.

use super::breakable::{self, Address, Room};
use super::call::{Call, Markup, Value};
use super::case::Writer;
use super::language::{in_language, phrase};
use super::tables;
use crate::apparatus::Setting;
use crate::model::{
    Attributes, Inline, LinkId, LinkRole, Nodes, Phrase, ReferenceId, Shown, Style, plain_text,
};
use crate::resolve::{Place, Target};
use crate::typography::ranges::{self, Piece};
use crate::vocabulary::{self, CODE, MENTION, NOTE_REFERENCE, RANGE, SPAN, author_class};

/// Number of words at the end of a paragraph that are not hyphenated, and their letters. More may be wider than a line.
const LAST_WORDS: usize = 2;
const LAST_LETTERS: usize = 24;

/// Whether a line may end between this character and a number (Unicode Standard Annex 14).
fn may_end_line(character: char) -> bool {
    let is_latin = character.is_alphanumeric() && character < '\u{1100}';
    !is_latin && !character.is_whitespace() && !".,;:'\"“”‘’«»()[]".contains(character)
}

/// Where the last words of a text begin; its length if it ends with something else, such as a number.
fn last_words(words: &str) -> usize {
    let is_plain = |start: &usize| {
        let end = words[*start..].trim_end_matches(|character: char| !character.is_alphabetic());
        end.chars().all(|character| character.is_alphabetic() || character == ' ')
            && (1..=LAST_LETTERS).contains(&end.chars().count())
    };
    let starts = words.rmatch_indices(' ').map(|(space, _)| space + 1).chain([0]);
    starts.take(LAST_WORDS).take_while(is_plain).last().unwrap_or(words.len())
}

/// Whether an element ends with text in a box, after which a line may end.
fn ends_with_box(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) => matches!(ranges::pieces(words).last(), Some(Piece::Range(_))),
        Inline::Mention(..) => true,
        inline => inline.children().last().is_some_and(ends_with_box),
    }
}

impl Writer<'_> {
    /// The content of a paragraph. Text after another element, such as a link or emphasis, gets a PDF tag of its own.
    /// Some programs read the text of a tag before its child tags, and would otherwise read the links of a paragraph
    /// after all of its text.
    pub(super) fn running(&self, content: &[Inline]) -> Markup {
        let is_text = |inline: &Inline| match inline {
            Inline::Text(_) => true,
            Inline::Mention(id, _) => self.case.mentioned(*id).is_none(),
            _ => false,
        };
        let writer = self.for_run(content);
        let last = content.iter().rposition(|inline| !matches!(inline, Inline::NoteReference(_)));
        let piece = |index: usize| match &content[index] {
            Inline::Text(words) if Some(index) == last => writer.last_text(words),
            _ => writer.piece(content, index),
        };
        let first = content.iter().position(|inline| !is_text(inline)).unwrap_or(content.len());
        let rest = (first..content.len()).map(|index| match piece(index) {
            words if is_text(&content[index]) => Call::new("then").body(words).into(),
            other => other,
        });
        (0..first).map(piece).collect::<Markup>().then(rest.collect())
    }

    pub(super) fn inlines(&self, inlines: &[Inline]) -> Markup {
        let writer = self.for_run(inlines);
        (0..inlines.len()).map(|index| writer.piece(inlines, index)).collect()
    }

    /// An element of running text. A note reference stays on the line of the sign before it.
    fn piece(&self, content: &[Inline], index: usize) -> Markup {
        let piece = self.inline(&content[index]);
        if self.is_joined || !matches!(content[index], Inline::NoteReference(_)) {
            return piece;
        }
        let is_loose = content[..index].last().is_some_and(|before| {
            let last = plain_text(std::slice::from_ref(before)).chars().last();
            ends_with_box(before) || last.is_some_and(may_end_line)
        });
        if is_loose { Markup::text("\u{2060}").then(piece) } else { piece }
    }

    /// The writer for running text whose adjacent pieces are wider than a line together, where a line may end between
    /// any two; otherwise this writer.
    fn for_run(&self, content: &[Inline]) -> Self {
        if self.is_joined || content.len() < 2 || !is_exceeded(content, self.room) {
            return *self;
        }
        Self { is_joined: true, ..self.in_room(self.room.shared()) }
    }

    /// A break opportunity before a piece of text that is joined to others.
    pub(super) fn joint(&self) -> Markup {
        if self.is_joined { Markup::text(&breakable::BREAK.to_string()) } else { Markup::default() }
    }

    /// A break opportunity before text. There is none before closing punctuation, which must not begin a line.
    fn joint_before(&self, words: &str) -> Markup {
        let word = words.split(' ').next().unwrap_or_default();
        let is_end = word.chars().all(|character| ".,;:!?…)]”’»".contains(character));
        if is_end && word.chars().count() <= MOST_PUNCTUATION { Markup::default() } else { self.joint() }
    }

    fn inline(&self, inline: &Inline) -> Markup {
        match inline {
            Inline::Text(words) if self.breaks_words => tables::breakable(words, self.language),
            Inline::Text(words) => self.joint_before(words).then(self.words(words)),
            Inline::Styled(Style::Strikethrough, children) if self.is_lined => {
                let call = Call::new(SPAN.function).with(Value::texts(["nested-s"])).with(Value::none());
                call.body(self.inlines(children)).into()
            }
            Inline::Styled(style, children) => {
                let writer = if *style == Style::Strikethrough { self.lined() } else { *self };
                Call::new(vocabulary::style(*style).function).body(writer.inlines(children)).into()
            }
            Inline::Span(attributes, children) => self.span(attributes, children),
            Inline::Citation(_, typed) | Inline::CrossReference(_, typed) => self.inlines(typed),
            Inline::Code(code) if self.breaks_words => {
                Call::new(CODE.function).with(Value::text(&tables::breakable_code(code))).into()
            }
            Inline::Code(code) => {
                let code = Value::text(&breakable::code(code, self.room));
                self.joint().and(Call::new(CODE.function).with(code))
            }
            Inline::Formula(id, _) => self.formula(*id),
            Inline::Link(id, attributes, children) => self.link(*id, attributes, children),
            Inline::Image(id, attributes) => match self.image_call(Setting::InLine, *id, attributes, None) {
                Some(image) => self.anchor(attributes).and(image),
                None => Markup::default(),
            },
            Inline::NoteReference(id) => self.note_reference(*id),
            Inline::Mention(id, words) => match self.case.mentioned(*id) {
                Some(place) => Call::new(MENTION.function)
                    .with(Value::text(&place.anchor))
                    .body(Value::text(words).into())
                    .into(),
                None => Call::new(RANGE.function).body(Markup::text(words)).into(),
            },
            Inline::LineBreak => Call::new("line-break").into(),
        }
    }

    /// Text whose ranges of numbers are not broken, and whose addresses break only at punctuation.
    fn words(&self, words: &str) -> Markup {
        let pieces = ranges::pieces(words).into_iter().map(|piece| match piece {
            Piece::Range(words) => Call::new(RANGE.function).body(Markup::text(words)).into(),
            Piece::Text(words) => self.text_with_whole_words(words),
        });
        pieces.collect()
    }

    /// The end of a paragraph. Its last words are not hyphenated, or a part of one could begin the last line.
    fn last_text(&self, words: &str) -> Markup {
        let start = last_words(words);
        if start == words.len() || self.is_joined || self.breaks_words {
            return self.inline(&Inline::Text(words.to_owned()));
        }
        let before = if start == 0 { Markup::default() } else { self.words(&words[..start]) };
        before.and(Call::new("unhyphenated").body(Markup::text(&words[start..])))
    }

    /// Text in which the words at the turn of a leaf are not hyphenated.
    fn text_with_whole_words(&self, words: &str) -> Markup {
        match self.adjustments.leaf_ends.find(words) {
            Some(word) => self
                .text_with_addresses(&words[..word.start])
                .and(Call::new("unhyphenated").body(Markup::text(&words[word.clone()])))
                .then(self.text_with_whole_words(&words[word.end..])),
            None => self.text_with_addresses(words),
        }
    }

    fn text_with_addresses(&self, words: &str) -> Markup {
        let shown = |words: &str| match words {
            "" => Markup::default(),
            words => Value::text(&breakable::prose(words, self.room, self.language)).into(),
        };
        let mut out = Markup::default();
        let mut rest = words;
        while let Some(Address { part, end }) = breakable::long_address(rest, self.room) {
            let address = Call::new("address").with(Value::text(&rest[part.clone()]));
            let address =
                address.with(Value::text(&breakable::end_of_address(&rest[end.clone()], self.room)));
            out = out.then(shown(&rest[..part.start])).and(address);
            rest = &rest[end.end..];
        }
        out.then(shown(rest))
    }

    fn note_reference(&self, id: ReferenceId) -> Markup {
        let (Some(note), Some(anchor)) = (self.case.cited(id), self.case.reference_anchor(id)) else {
            return Markup::default();
        };
        let call = Call::new(NOTE_REFERENCE.function)
            .with(self.case.number(note))
            .with(Value::text(&self.case.note_anchor(note)))
            .with(Value::text(&anchor));
        self.joint().and(call)
    }

    /// The writer for text that is underlined or struck through.
    fn lined(&self) -> Self {
        Self { is_lined: true, ..*self }
    }

    pub(super) fn span(&self, attributes: &Attributes, children: &[Inline]) -> Markup {
        if children.is_empty() {
            return self.anchor(attributes);
        }
        // A page has no place for the words of an abbreviation.
        if attributes.id.is_none() && !attributes.say_how_to_read() && attributes.classes == ["abbr"] {
            return self.inlines(children);
        }
        let is_under = |class: &String| class == "u";
        let name = |class: &String| {
            let nested = self.is_lined && is_under(class);
            if nested { "nested-u".to_owned() } else { author_class(class) }
        };
        let has_line = self.is_lined || attributes.classes.iter().any(is_under);
        let words = Self { is_lined: has_line, ..*self }.inlines(children);
        let call = Call::new(SPAN.function)
            .with(Value::texts(attributes.classes.iter().map(name)))
            .with(Value::optional(self.linked_anchor(attributes)));
        in_language(attributes, call.body(words)).into()
    }

    /// The anchor for the author's id, if a link leads to it.
    pub(super) fn anchor(&self, attributes: &Attributes) -> Markup {
        match self.linked_anchor(attributes) {
            Some(anchor) => Call::new("anchor").with(Value::text(anchor)).into(),
            None => Markup::default(),
        }
    }

    fn linked_anchor(&self, attributes: &Attributes) -> Option<&str> {
        let anchor = attributes.id.as_deref().and_then(|id| self.case.anchor(id));
        anchor.filter(|anchor| self.case.is_linked(anchor))
    }

    fn link(&self, id: LinkId, attributes: &Attributes, children: &[Inline]) -> Markup {
        let content = self.inlines(children);
        let call = match self.case.target(id) {
            Target::Place(place) => match self.case.source().links[id.index()].role {
                LinkRole::Work | LinkRole::Note => Call::new("link-to-work").with(Value::text(&place.anchor)),
                LinkRole::Page { after, is_named } => {
                    return self.link_to_page(place, after, is_named.then_some(content));
                }
                LinkRole::Written => Call::new("link-to")
                    .with(Value::text(&place.anchor))
                    .maybe("page", self.page_phrase(place, children).map(phrase)),
            },
            Target::Address(address) => Call::new("link-out").with(Value::text(address)),
            Target::Nowhere => return self.anchor(attributes).then(content),
        };
        self.anchor(attributes).and(in_language(attributes, call.body(content)))
    }

    /// The page of a citation, and the words before it.
    fn link_to_page(&self, place: &Place, after: Option<LinkId>, words: Option<Markup>) -> Markup {
        let before = after.and_then(|link| match self.case.target(link) {
            Target::Place(place) => Some(place.anchor.as_str()),
            Target::Address(_) | Target::Nowhere => None,
        });
        let call = Call::new("link-to-page")
            .with(Value::text(&place.anchor))
            .with(Value::optional(before))
            .with(phrase(&self.book.wording().page));
        let space = Markup::text("\u{a0}");
        words.map(|words| words.then(space)).unwrap_or_default().and(call)
    }

    /// An image that leads somewhere.
    pub(super) fn linked(&self, id: LinkId, image: Value) -> Value {
        let call = match self.case.target(id) {
            Target::Place(place) => Call::new("link-to").with(Value::text(&place.anchor)),
            Target::Address(address) => Call::new("link-out").with(Value::text(address)),
            Target::Nowhere => return image,
        };
        call.body(image.into()).into()
    }

    /// The words around the page number that a link to another case shows on paper; `None` if the link shows none.
    fn page_phrase(&self, place: &Place, children: &[Inline]) -> Option<&Phrase> {
        let page = &self.book.wording().page;
        let is_shown = self.has_pages && place.case != self.index && !is_page(&plain_text(children), page);
        is_shown.then_some(page)
    }
}

/// Maximum number of punctuation marks at the end of a sentence.
const MOST_PUNCTUATION: usize = 4;

/// Whether pieces of text without a space between them are wider than a line.
fn is_exceeded(content: &[Inline], room: Room) -> bool {
    let mut open = 0.0;
    Nodes::of_text(content).inlines().any(|inline| {
        match inline.shown() {
            Shown::Words(words) | Shown::Code(words) => {
                let (first, last) = breakable::ends(words);
                // A piece that is wider than a line by itself gets break opportunities of its own.
                let first = room.unbroken(first);
                let is_wide = open > 0.0 && room.is_exceeded_by(open + first);
                open = last.map_or(open + first, |last| room.unbroken(last));
                return is_wide;
            }
            Shown::Object | Shown::Formula(_) => open += 1.0,
            Shown::Break => open = 0.0,
            Shown::Children => return false,
        }
        room.is_exceeded_by(open)
    })
}

/// Whether the text is a page number already, such as `p. 37`.
fn is_page(words: &str, page: &Phrase) -> bool {
    let words = words.trim_matches(['(', ')']).to_lowercase();
    let (before, after) = page.around();
    let number = [(before, after), ("page", ""), ("p.", "")].iter().find_map(|(before, after)| {
        words.strip_prefix(&before.trim().to_lowercase())?.strip_suffix(&after.trim().to_lowercase())
    });
    let number = number.unwrap_or(&words).trim();
    !number.is_empty() && number.chars().all(|character| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::last_words;

    #[test]
    fn the_last_words_are_letters() {
        for (words, expected) in [
            ("it was still difficult.", "still difficult."),
            ("difficult", "difficult"),
            ("with domestic officials", "domestic officials"),
            ("in 2004 officials.”", "officials.”"),
            ("see pp. 12–14.", ""),
            ("Tier 2.", ""),
            ("of internationalization counterrevolutionaries", "counterrevolutionaries"),
            ("a-b well-known", ""),
            ("", ""),
            ("end ", ""),
        ] {
            assert_eq!(&words[last_words(words)..], expected, "{words}");
        }
    }
}
