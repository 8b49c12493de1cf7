//! Completes what the printing library prints of a work: ranges of dates, words in place of a date, pages with letters, and given
//! names that tell persons apart.

use hayagriva::citationberg::json::Value;
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted};

use super::work::Work;
use super::work::marks::{given_in, shown};

/// What a style printed of a work, complete. A locator may stand for other words.
pub fn completed(printed: &ElemChildren, work: &Work, locator: Option<&(String, String)>) -> ElemChildren {
    let mut printed = printed.clone();
    name_apart(&mut printed);
    balance(&mut printed, work);
    each_text(&mut printed, false, &mut |text, is_date| {
        for (stand_in, words) in work.stand_ins.iter().chain(locator) {
            *text = text.replace(stand_in.as_str(), words);
        }
        if is_date {
            *text = without_season(text, work);
        }
        if is_date && work.is_open {
            let year = work.date("issued").map(|date| date.year.to_string());
            *text = year.map_or_else(|| text.clone(), |year| text.replace(&year, &format!("{year}–")));
        }
    });
    printed
}

/// Adds the parenthesis that the library leaves out after another one: `(1983; originally published as Il nome (1980))`.
fn balance(printed: &mut ElemChildren, work: &Work) {
    let missing = |words: &str| words.matches('(').count().checked_sub(words.matches(')').count());
    let fields = work.item.0.values().filter_map(|value| match value {
        Value::String(words) => Some(shown(words)),
        Value::Number(_) | Value::Names(_) | Value::Date(_) => None,
    });
    let mut is_open = missing(&shown(&words(printed))) == Some(1)
        && fields.into_iter().all(|words| missing(&words) == Some(0));
    if is_open {
        close(printed, &mut is_open);
    }
}

/// Doubles the last closing parenthesis.
fn close(printed: &mut ElemChildren, is_open: &mut bool) {
    for child in printed.0.iter_mut().rev() {
        match child {
            ElemChild::Elem(element) => close(&mut element.children, is_open),
            ElemChild::Text(text) if *is_open => {
                if let Some(at) = text.text.rfind(')') {
                    text.text.insert(at, ')');
                    *is_open = false;
                }
            }
            ElemChild::Text(_)
            | ElemChild::Markup(_)
            | ElemChild::Link { .. }
            | ElemChild::Transparent { .. } => {}
        }
    }
}

/// Applies a change to every text. It learns whether the text belongs to a date.
fn each_text(children: &mut ElemChildren, is_date: bool, change: &mut dyn FnMut(&mut String, bool)) {
    for child in &mut children.0 {
        match child {
            ElemChild::Elem(element) => {
                let is_date = is_date || element.meta == Some(ElemMeta::Date);
                each_text(&mut element.children, is_date, change);
            }
            ElemChild::Text(text) => change(&mut text.text, is_date),
            ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => {}
        }
    }
}

/// The words of what a style printed.
pub fn words(printed: &ElemChildren) -> String {
    let mut words = String::new();
    for child in &printed.0 {
        match child {
            ElemChild::Elem(element) => words += &self::words(&element.children),
            ElemChild::Text(text) | ElemChild::Link { text, .. } => words += &text.text,
            ElemChild::Markup(text) => words += text,
            ElemChild::Transparent { .. } => {}
        }
    }
    words
}

/// Whether a style printed names.
pub fn has_names(printed: &ElemChildren) -> bool {
    printed.0.iter().any(|child| match child {
        ElemChild::Elem(element) => {
            matches!(element.meta, Some(ElemMeta::Name(..))) || has_names(&element.children)
        }
        ElemChild::Text(_)
        | ElemChild::Markup(_)
        | ElemChild::Link { .. }
        | ElemChild::Transparent { .. } => false,
    })
}

/// A date in figures without its season, which the library prints also where the style asks for the year only: `Spring/2006`,
/// `Frühjahr.2006`.
fn without_season(text: &str, work: &Work) -> String {
    let date = work.date("issued").filter(|date| date.season.is_some());
    let year = date.map(|date| date.year.to_string()).unwrap_or_default();
    let season = text.strip_suffix(&year).and_then(|before| before.strip_suffix(['/', '.', '-']));
    match season {
        Some(season) if !year.is_empty() && !season.contains(|letter: char| letter.is_ascii_digit()) => year,
        Some(_) | None => text.to_owned(),
    }
}

/// Writes given names before family names that stand alone.
fn name_apart(children: &mut ElemChildren) {
    for child in &mut children.0 {
        let ElemChild::Elem(element) = child else { continue };
        if matches!(element.meta, Some(ElemMeta::Name(..)))
            && let [ElemChild::Text(Formatted { text, .. })] = element.children.0.as_mut_slice()
            && let Some((given, name)) = given_in(text)
        {
            *text = given.map_or(name.clone(), |given| format!("{given} {name}"));
        }
        name_apart(&mut element.children);
    }
}

/// What the style printed with the first dates of ranges, with the last ones as well: `1984–1986`, `June–August 2006`.
pub fn joined(first: &ElemChildren, last: &ElemChildren) -> ElemChildren {
    let mut joined = first.clone();
    join(&mut joined, last, false);
    joined
}

fn join(first: &mut ElemChildren, last: &ElemChildren, is_date: bool) {
    for (one, other) in first.0.iter_mut().zip(&last.0) {
        match (one, other) {
            (ElemChild::Elem(one), ElemChild::Elem(other)) if one.meta == other.meta => {
                join(&mut one.children, &other.children, is_date || one.meta == Some(ElemMeta::Date));
            }
            (ElemChild::Text(one), ElemChild::Text(other)) if is_date && one.text != other.text => {
                one.text = range(&one.text, &other.text);
            }
            _ => {}
        }
    }
}

/// Two printed dates as a range. Words that both have stay once.
fn range(first: &str, last: &str) -> String {
    let (one, two) = (tokens(first), tokens(last));
    let years = |tokens: &[&str]| {
        tokens.iter().find(|token| token.len() == 4 && is_number(token)).map(ToString::to_string)
    };
    let is_one_year = years(&one) == years(&two);
    let most = one.len().min(two.len());
    let start =
        if is_one_year { one.iter().zip(&two).take_while(|(one, two)| one == two).count() } else { 0 };
    let is_letter = |token: &str| token.len() == 1 && token.starts_with(char::is_alphabetic);
    let end = one.iter().rev().zip(two.iter().rev());
    let end =
        end.take_while(|(one, two)| one == two && (is_one_year || is_letter(one))).count().min(most - start);
    let part = |tokens: &[&str]| tokens[start..tokens.len() - end].concat();
    format!("{}{}–{}{}", one[..start].concat(), part(&one), part(&two), one[one.len() - end..].concat())
}

/// Numbers, words, and what is between them.
fn tokens(words: &str) -> Vec<&str> {
    let kind = |letter: char| (letter.is_ascii_digit(), letter.is_alphabetic() || letter == '.');
    let mut tokens = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| kind(letter) != kind(first)).unwrap_or(rest.len());
        tokens.push(&rest[..end]);
        rest = &rest[end..];
    }
    tokens
}

fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::work::dates::Date;
    use super::*;

    #[test]
    fn seasons_are_left_out_of_years() {
        let mut work = Work::new("k", "article-journal");
        work.set_date(
            "issued",
            Date { year: 2006, month: None, day: None, season: Some(1), is_circa: false },
            None,
        );
        for (printed, expected) in [
            ("Spring/2006", "2006"),
            ("Frühjahr.2006", "2006"),
            ("Frühjahr 2006", "Frühjahr 2006"),
            ("03.06.2006", "03.06.2006"),
        ] {
            assert_eq!(without_season(printed, &work), expected);
        }
    }

    #[test]
    fn dates_are_joined() {
        for (first, last, expected) in [
            ("1990", "1993", "1990–1993"),
            ("1990a", "1993a", "1990–1993a"),
            ("June 2006", "August 2006", "June–August 2006"),
            ("June 3, 2006", "June 5, 2006", "June 3–5, 2006"),
            ("3 June 2006", "5 July 2006", "3 June–5 July 2006"),
            ("December 2006", "January 2007", "December 2006–January 2007"),
            ("June 2006", "June 2007", "June 2006–June 2007"),
            ("June", "August", "June–August"),
            ("Jun. 2006", "Aug. 2006", "Jun.–Aug. 2006"),
        ] {
            assert_eq!(range(first, last), expected);
        }
    }
}
