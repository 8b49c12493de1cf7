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
    pub signs: &'a Signs,
}

/// The quotation marks of the book's language, and its words for further persons.
#[derive(Debug, Default, PartialEq)]
pub struct Signs {
    /// The opening and the closing mark.
    pub outer: [String; 2],
    /// Those inside of others.
    pub inner: [String; 2],
    /// “et al.”, “u. a.”
    pub others: String,
}

impl Signs {
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

    /// The same inlines at last, with neighbouring texts as one, and with words for further persons.
    pub fn finished(&self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut inlines = joined(inlines);
        for inline in &mut inlines {
            match inline {
                Inline::Text(words) => self.name_others(words),
                other => {
                    if let Some(children) = other.children_mut() {
                        *children = self.finished(std::mem::take(children));
                    }
                }
            }
        }
        for index in 1..inlines.len() {
            let is_after = plain_text(&inlines[index - 1..index]).ends_with(&self.others);
            if let Inline::Text(words) = &mut inlines[index]
                && is_after
                && self.others.ends_with('.')
                && words.starts_with('.')
            {
                words.remove(0);
            }
        }
        inlines
    }

    /// Writes “et al.” for persons that a bibliography does not name, without an “and” before it.
    fn name_others(&self, words: &mut String) {
        while let Some(at) = words.find(OTHERS) {
            let before = words[..at].trim_end();
            let last = before.rsplit(' ').next().unwrap_or_default();
            let is_joint =
                last == "&" || last.len() <= 5 && !last.is_empty() && last.chars().all(char::is_lowercase);
            let before = if is_joint { &before[..before.len() - last.len()] } else { before };
            let before = before.trim_end().trim_end_matches(',');
            let space = if before.is_empty() { "" } else { " " };
            let after = &words[at + OTHERS.len_utf8()..];
            let after = if self.others.ends_with('.') { after.trim_start_matches('.') } else { after };
            *words = format!("{before}{space}{}{after}", self.others);
        }
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
        for part in self.signs.set(&text.text).split([EMPHASIS, END]) {
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

/// A text in which no full stop follows another, as after “et al.” and “Jr.”; an ellipsis stays.
fn with_single_stops(words: &str) -> String {
    let ellipsis = OBJECT;
    words.replace("...", ellipsis).replace("..", ".").replace(ellipsis, "...")
}

/// Stands for an ellipsis for a moment.
const OBJECT: &str = "\u{FFFC}";

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

/// Ends of a sentence after which a style prints no full stop.
const STOPS: [&str; 12] = [".”", "?”", "!”", ".’", "?’", "!’", "?“", "!“", "?«", "!«", "?", "!"];

/// Whether the text of an inline ends with a full stop, perhaps in quotation marks.
fn ends_sentence(inline: &Inline) -> bool {
    let words = plain_text(std::slice::from_ref(inline));
    words.trim_end_matches(['”', '’', '»', '“', '‘', '«']).ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The signs of a language.
    fn signs(outer: [&str; 2], inner: [&str; 2], others: &str) -> Signs {
        Signs { outer: outer.map(str::to_owned), inner: inner.map(str::to_owned), others: others.to_owned() }
    }

    fn german() -> Signs {
        signs(["„", "“"], ["‚", "‘"], "u. a.")
    }

    fn british() -> Signs {
        signs(["‘", "’"], ["“", "”"], "et al.")
    }

    #[test]
    fn quotations_have_the_marks_of_the_language() {
        let (german, british) = (german(), british());
        let [open, close] = MARKS;
        for (signs, printed, expected) in [
            (&german, format!("„Zur {open}Ruhe{close}“, 3"), "„Zur ‚Ruhe‘“, 3"),
            (&german, format!("Zur {open}Ruhe{close}"), "Zur „Ruhe“"),
            (&british, format!("‘A Pilot’s {open}Rest{close}’"), "‘A Pilot’s “Rest”’"),
            (&british, format!("On {open}Rest and {open}Motion{close}{close}"), "On ‘Rest and “Motion”’"),
        ] {
            assert_eq!(signs.set(&printed), expected);
        }
    }

    #[test]
    fn punctuation_is_tidied() {
        for (signs, printed, expected) in [
            (british(), "“Report.”.".to_owned(), "“Report.”"),
            (british(), "ArXiv:2010.02178,.".to_owned(), "ArXiv:2010.02178."),
            (british(), "Law 97 : 431–56".to_owned(), "Law 97: 431–56"),
            (british(), "Les lois : 3".to_owned(), "Les lois : 3"),
            (british(), "“On “Motion” and Rest,” Review".to_owned(), "“On ‘Motion’ and Rest,” Review"),
            (german(), "„Über “ und“".to_owned(), "„Über “ und“"),
            (german(), "Hale, Ada. „All hands!“. 2003.".to_owned(), "Hale, Ada. „All hands!“ 2003."),
            (british(), format!("First, Ann, and {OTHERS}. 2003."), "First, Ann et al. 2003."),
            (german(), format!("First, Ann und {OTHERS}, 2003"), "First, Ann u. a., 2003"),
            (german(), format!("First, Ann und {OTHERS}. 2003"), "First, Ann u. a. 2003"),
            (signs(["«", "»"], ["“", "”"], "и др."), format!("{OTHERS}. 1"), "и др. 1"),
            (signs(["“", "”"], ["‘", "’"], "等"), format!("李明, {OTHERS}. 1"), "李明 等. 1"),
        ] {
            let tidied = signs.finished(tidied(vec![Inline::Text(printed)]));
            assert_eq!(plain_text(&tidied), expected);
        }
    }
}
