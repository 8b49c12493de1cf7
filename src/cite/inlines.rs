//! Turns what the citation style prints into inlines.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use super::work::marks::{EMPHASIS, END, OTHERS, QUOTES as MARKS, shown, with_marks_first};
use crate::model::{Attributes, Inline, Link, LinkId, LinkRole, Style, plain_text};
use crate::source::Span;

/// Writes inlines, and collects the links in them.
pub struct Writer<'a> {
    pub links: &'a mut Vec<Link>,
    /// The place of the citation or the work, for messages about links.
    pub span: Span,
    pub quotes: &'a Quotes,
}

/// The quotation marks of the book's language.
#[derive(Debug, Default, PartialEq)]
pub struct Quotes {
    /// The opening and the closing one.
    pub outer: [String; 2],
    /// Those inside of others.
    pub inner: [String; 2],
}

impl Quotes {
    /// A text whose quotations have the marks of the language: other ones inside the quotation marks of the style.
    fn set(&self, words: &str) -> String {
        let words = with_marks_first(words);
        if !words.contains(MARKS) {
            return words;
        }
        let (mut set, mut depth) = (String::new(), 0_usize);
        let mut rest = words.as_str();
        while let Some(first) = rest.chars().next() {
            let [open, close] = &self.outer;
            if !open.is_empty() && rest.starts_with(open.as_str()) && (open != close || depth == 0) {
                depth += 1;
            } else if rest.strip_prefix(close.as_str()).is_some_and(|after| {
                // An apostrophe may be the same sign.
                !close.is_empty() && !after.starts_with(char::is_alphanumeric)
            }) {
                depth = depth.saturating_sub(1);
            }
            rest = &rest[first.len_utf8()..];
            match MARKS.iter().position(|mark| *mark == first) {
                Some(0) => {
                    set += &self.at(depth)[0];
                    depth += 1;
                }
                Some(_) => {
                    depth = depth.saturating_sub(1);
                    set += &self.at(depth)[1];
                }
                None => set.push(first),
            }
        }
        set
    }

    fn at(&self, depth: usize) -> &[String; 2] {
        if depth.is_multiple_of(2) { &self.outer } else { &self.inner }
    }
}

/// A part of a citation.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Words between works.
    Words(Vec<Inline>),
    /// The work with this index in the citation.
    Work(usize, Vec<Inline>),
}

impl Writer<'_> {
    /// The parts of a citation.
    pub fn parts(&mut self, printed: &ElemChildren) -> Vec<Part> {
        let part = |child: &ElemChild| match child {
            ElemChild::Elem(element) => match element.meta {
                Some(ElemMeta::Entry(index)) => Part::Work(index, self.inlines(&element.children)),
                _ => Part::Words(self.inlines(&element.children)),
            },
            other => Part::Words(self.inline(other)),
        };
        printed.0.iter().map(part).collect()
    }

    /// The inlines of an element.
    pub fn inlines(&mut self, children: &ElemChildren) -> Vec<Inline> {
        tidied(children.0.iter().flat_map(|child| self.inline(child)).collect())
    }

    /// The inlines of one element.
    pub fn inline(&mut self, child: &ElemChild) -> Vec<Inline> {
        match child {
            ElemChild::Text(text) => self.formatted(text),
            ElemChild::Elem(element) => self.inlines(&element.children),
            ElemChild::Markup(text) => vec![Inline::Text(shown(text))],
            ElemChild::Link { text, url } => {
                let id = self.link(shown(url));
                vec![Inline::Link(id, Attributes::default(), self.formatted(text))]
            }
            ElemChild::Transparent { .. } => Vec::new(),
        }
    }

    /// Text in the format of the style. What an author emphasizes stands out from emphasis.
    fn formatted(&self, text: &Formatted) -> Vec<Inline> {
        let (mut is_outside, mut inlines) = (true, Vec::new());
        for part in self.quotes.set(&text.text).split([EMPHASIS, END]) {
            inlines.extend(styled(&shown(part), text.formatting, is_outside));
            is_outside = !is_outside;
        }
        inlines
    }

    fn link(&mut self, destination: String) -> LinkId {
        let id = LinkId::after(self.links.len());
        self.links.push(Link { destination, title: None, role: LinkRole::Written, span: self.span });
        id
    }

    /// A link that casebook adds.
    pub fn added(&mut self, destination: String, role: LinkRole) -> LinkId {
        let id = self.link(destination);
        self.links[id.index()].role = role;
        id
    }
}

fn styled(words: &str, formatting: Formatting, is_outside: bool) -> Option<Inline> {
    if words.is_empty() {
        return None;
    }
    let Formatting { font_style, font_variant, font_weight, vertical_align, .. } = formatting;
    let mut inline = Inline::Text(words.to_owned());
    let styles = [
        ((font_style == FontStyle::Italic) == is_outside, Style::Emphasis),
        (font_weight == FontWeight::Bold, Style::Strong),
        (vertical_align == VerticalAlign::Sup, Style::Superscript),
        (vertical_align == VerticalAlign::Sub, Style::Subscript),
    ];
    for (_, style) in styles.into_iter().filter(|(is_wanted, _)| *is_wanted) {
        inline = Inline::Styled(style, vec![inline]);
    }
    if font_variant == FontVariant::SmallCaps {
        let attributes = Attributes { classes: vec!["smallcaps".to_owned()], ..Attributes::default() };
        inline = Inline::Span(attributes, vec![inline]);
    }
    Some(inline)
}

/// The same inlines, with neighbouring texts as one.
pub fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(words)) => last.push_str(&words),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

/// The same inlines at last, with neighbouring texts as one.
pub fn finished(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut inlines = joined(inlines);
    for inline in &mut inlines {
        match inline {
            Inline::Text(words) => shorten_others(words, true),
            other => {
                if let Some(children) = other.children_mut() {
                    *children = finished(std::mem::take(children));
                }
            }
        }
    }
    for index in 1..inlines.len() {
        let is_after = plain_text(&inlines[index - 1..index]).ends_with(OTHERS_SHORT);
        if let Inline::Text(words) = &mut inlines[index]
            && is_after
            && words.starts_with('.')
        {
            words.remove(0);
        }
    }
    inlines
}

/// A text in which no full stop follows another, as after “et al.” and “Jr.”; an ellipsis stays.
fn with_single_stops(words: &str) -> String {
    let ellipsis = OBJECT;
    words.replace("...", ellipsis).replace("..", ".").replace(ellipsis, "...")
}

/// Stands for an ellipsis for a moment.
const OBJECT: &str = "\u{FFFC}";

/// Ends with a full stop of its own.
const OTHERS_SHORT: &str = "et al.";

/// What a style prints, without the punctuation that the printing library doubles: `Report.”.`, `2010,.`, `97 : 431`.
fn tidied(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut inlines = joined(inlines);
    for index in 0..inlines.len() {
        let is_after_stop = index.checked_sub(1).is_some_and(|before| ends_sentence(&inlines[before]));
        let Inline::Text(words) = &mut inlines[index] else { continue };
        if is_after_stop && words.starts_with('.') {
            words.remove(0);
        }
        *words =
            STOPS.iter().fold(std::mem::take(words), |words, stop| words.replace(&format!("{stop}."), stop));
        *words = with_single_stops(words).replace(",.", ".").replace(",)", ")").replace("  ", " ");
        nest_quotes(words);
        join_numbers(words);
        shorten_others(words, false);
    }
    inlines
}

/// Writes quotation marks inside others as single ones. Only English quotes are known here.
fn nest_quotes(words: &mut String) {
    if !words.contains('“') || words.contains(['„', '«', '»']) {
        return;
    }
    let mut depth = 0_usize;
    let nested = |letter: char| match letter {
        '“' => {
            depth += 1;
            if depth > 1 { '‘' } else { letter }
        }
        '”' => {
            depth = depth.saturating_sub(1);
            if depth > 0 { '’' } else { letter }
        }
        letter => letter,
    };
    *words = words.chars().map(nested).collect();
}

/// Removes the space before a colon between numbers.
fn join_numbers(words: &mut String) {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    while let Some(at) = words
        .match_indices(" : ")
        .map(|(at, _)| at)
        .find(|at| is_digit(words[..*at].chars().last()) && is_digit(words[at + 3..].chars().next()))
    {
        words.remove(at);
    }
}

/// Writes “et al.” for persons that a bibliography does not name, without an “and” before it.
fn shorten_others(words: &mut String, is_whole: bool) {
    while let Some(at) = words.find(OTHERS) {
        let before = words[..at].trim_end();
        // The names before it may be in another element.
        if before.is_empty() && !is_whole {
            return;
        }
        let last = before.rsplit(' ').next().unwrap_or_default();
        let is_joint =
            last == "&" || last.len() <= 5 && !last.is_empty() && last.chars().all(char::is_lowercase);
        let before = if is_joint { &before[..before.len() - last.len()] } else { before };
        let before = before.trim_end().trim_end_matches(',');
        let space = if before.is_empty() { "" } else { " " };
        let after = &words[at + OTHERS.len_utf8()..];
        let after = after.trim_start_matches('.');
        *words = format!("{before}{space}{OTHERS_SHORT}{after}");
    }
}

/// Ends of a sentence after which a style prints no full stop.
const STOPS: [&str; 8] = [".”", "?”", "!”", ".’", "?’", "!’", "?", "!"];

/// Whether the text of an inline ends with a full stop, perhaps in quotation marks.
fn ends_sentence(inline: &Inline) -> bool {
    let words = plain_text(std::slice::from_ref(inline));
    words.trim_end_matches(['”', '’', '»']).ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_have_the_marks_of_the_language() {
        let marks = |marks: [&str; 2]| marks.map(str::to_owned);
        let german = Quotes { outer: marks(["„", "“"]), inner: marks(["‚", "‘"]) };
        let british = Quotes { outer: marks(["‘", "’"]), inner: marks(["“", "”"]) };
        let [open, close] = MARKS;
        for (quotes, printed, expected) in [
            (&german, format!("„Zur {open}Ruhe{close}“, 3"), "„Zur ‚Ruhe‘“, 3"),
            (&german, format!("Zur {open}Ruhe{close}"), "Zur „Ruhe“"),
            (&british, format!("‘A Pilot’s {open}Rest{close}’"), "‘A Pilot’s “Rest”’"),
            (&british, format!("On {open}Rest and {open}Motion{close}{close}"), "On ‘Rest and “Motion”’"),
        ] {
            assert_eq!(quotes.set(&printed), expected);
        }
    }

    #[test]
    fn punctuation_is_tidied() {
        let others = format!("First, Ann, and {OTHERS}. 2003.");
        let german = format!("First, Ann und {OTHERS}, 2003");
        for (printed, expected) in [
            ("“Report.”.", "“Report.”"),
            ("ArXiv:2010.02178,.", "ArXiv:2010.02178."),
            ("Law 97 : 431–56", "Law 97: 431–56"),
            ("Les lois : 3", "Les lois : 3"),
            ("“On “Motion” and Rest,” Review", "“On ‘Motion’ and Rest,” Review"),
            ("„Über “ und“", "„Über “ und“"),
            (&others, "First, Ann et al. 2003."),
            (&german, "First, Ann et al., 2003"),
            (&format!("{OTHERS}. 1"), "et al. 1"),
        ] {
            let tidied = finished(tidied(vec![Inline::Text(printed.to_owned())]));
            assert_eq!(plain_text(&tidied), expected);
        }
    }
}
