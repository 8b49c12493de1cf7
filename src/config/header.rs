//! Reads the header of a case: YAML between `---` lines, TOML between `+++` lines, or `Key: value` lines up to the text.

use std::collections::BTreeMap;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::fields::{Fields, date, is_language};
use super::header_keys::HEADER;
use super::key::Table;
use super::toml_slips;
use super::yaml::Yaml;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::model::{Header, Inline};
use crate::repair::Source;
use crate::source::Span;

/// Whether casebook uses a key, in capitals or not. Any other key is kept as metadata.
fn is_known(key: &str) -> bool {
    let key = key.to_lowercase();
    HEADER.keys().iter().any(|known| known.name == key)
}

/// Keys of bookdown, Jekyll and Hugo that look like misspellings of keys of casebook, but are not.
const OTHERS: &[&str] = &["site", "data"];

/// Limits of a YAML header, in bytes and keys. Finding the place of each wrong value parses the whole header again.
const LARGEST: usize = 64_000;
const MOST_KEYS: usize = 500;

/// Reads the header. Returns it with the offset of the text after it. Empty lines may precede the header.
pub fn header(source: &Source<'_>, diagnostics: &mut Diagnostics) -> (Header, usize) {
    let text = &source.text;
    let blank = text.len() - text.trim_start().len();
    let start = text[..blank].rfind('\n').map_or(0, |newline| newline + 1);
    let first = text[start..].lines().next().unwrap_or_default();
    let opening = start..start + first.len();
    match first.trim_end() {
        "---" => return yaml_header(source, opening, diagnostics),
        "+++" => {
            if let Some(found) = toml_header(source, &opening, diagnostics) {
                return found;
            }
        }
        _ => {}
    }
    if let Some(word) = first.strip_prefix("---").filter(|rest| rest.starts_with(char::is_alphabetic)) {
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidHeader,
                source.span(opening),
                format!("a header of the kind `{}` is not supported", word.trim()),
            )
            .help("begin the header with a line of exactly three hyphens"),
        );
    }
    key_value_header(source, diagnostics)
}

fn yaml_header(source: &Source<'_>, opening: Range<usize>, diagnostics: &mut Diagnostics) -> (Header, usize) {
    let start = (opening.end + 1).min(source.text.len());
    if let Some((end, after)) = end_of_header(&source.text, start, &["---", "..."]) {
        return (read_yaml(source, start..end, diagnostics), after);
    }
    // Three hyphens can also be a divider at the start of a text without a header.
    let second = source.text[start..].lines().next().unwrap_or_default();
    if split_key(second).is_some() {
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidHeader,
                source.span(opening),
                "the header that begins here is never closed",
            )
            .help("put a line of three hyphens after the last `key: value` line"),
        );
    }
    (Header::default(), 0)
}

/// The end of a header that begins at `start`, and the start of the text after its closing line.
fn end_of_header(text: &str, start: usize, closings: &[&str]) -> Option<(usize, usize)> {
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if closings.contains(&line.trim_end()) {
            return Some((offset, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

/// A TOML header, as in Hugo and Zola; `None` if no second `+++` closes it.
fn toml_header(
    source: &Source<'_>,
    opening: &Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Option<(Header, usize)> {
    let start = (opening.end + 1).min(source.text.len());
    let (end, after) = end_of_header(&source.text, start, &["+++"])?;
    let mut header = Header::default();
    let table: toml::Table = match toml::from_str(&source.text[start..end]) {
        Ok(table) => table,
        Err(error) => {
            diagnostics.push(toml_slips::complaint(
                &source.text[start..end],
                &error,
                Code::InvalidHeader,
                |range| source.span(start + range.start..start + range.end),
            ));
            return Some((header, after));
        }
    };
    for (key, value) in table {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(list) => {
                let texts =
                    list.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
                texts.collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        };
        let place = line_of(&source.text, start..end, &key).unwrap_or(opening.clone());
        assign(&mut header, &key, value, source.span(place), diagnostics);
    }
    Some((header, after))
}

/// The line of a TOML text that begins with a key.
fn line_of(text: &str, range: Range<usize>, key: &str) -> Option<Range<usize>> {
    let mut offset = range.start;
    for line in text[range].split_inclusive('\n') {
        if line.trim_start_matches([' ', '"']).starts_with(key) {
            return Some(offset..offset + line.trim_end().len());
        }
        offset += line.len();
    }
    None
}

/// Sets a key from a header in which each key has its own line.
fn assign(header: &mut Header, key: &str, value: String, span: Span, diagnostics: &mut Diagnostics) {
    if is_known(key) {
        set(header, key, value, span, diagnostics);
    } else {
        misspelled(key, span, diagnostics);
        header.other.push((key.to_owned(), value));
    }
}

fn read_yaml(source: &Source<'_>, range: Range<usize>, diagnostics: &mut Diagnostics) -> Header {
    let mut header = Header::default();
    if range.len() > LARGEST {
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidHeader,
                source.span(range.start..range.start),
                format!("the header has {} bytes, but the limit is {LARGEST}", range.len()),
            )
            .help("move long values into the text"),
        );
        return header;
    }
    let place = source.span(range.start..range.start);
    let yaml = Yaml::new(source, range);
    let mut fields = Fields::read(&yaml, diagnostics);
    let keys = fields.words();
    if keys.len() > MOST_KEYS {
        fields.diagnostics().push(
            Diagnostic::new(
                Code::InvalidHeader,
                place,
                format!("the header has {} keys, but the limit is {MOST_KEYS}", keys.len()),
            )
            .help("remove keys that are not needed"),
        );
        return header;
    }
    for key in keys {
        let span = fields.place(&key);
        match key.to_lowercase().as_str() {
            // In Quarto `pdf: true` asks for an output.
            "pdf" if fields.is_flag(&key) => {}
            "title" | "short-title" | "slug" | "pdf" | "lang" | "language" => {
                if let Some(value) = fields.text(&key) {
                    set(&mut header, &key, value, span, fields.diagnostics());
                } else if key.eq_ignore_ascii_case("title") {
                    header.title_span = Some(span);
                }
            }
            "excerpt" | "date" => {
                let value = fields.metadata(&key);
                set(&mut header, &key, value, span, fields.diagnostics());
            }
            _ => {
                let value = fields.metadata(&key);
                if !is_known(&key) {
                    misspelled(&key, fields.place_of_key(&key), fields.diagnostics());
                }
                header.other.push((key, value));
            }
        }
    }
    header
}

fn key_value_header(source: &Source<'_>, diagnostics: &mut Diagnostics) -> (Header, usize) {
    let text = &source.text;
    let start = text.len() - text.trim_start_matches('\n').len();
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        lines.push((offset, line.trim_end()));
        offset += line.len();
    }
    // A known key distinguishes a header from a paragraph that happens to begin with a word and a colon.
    let known = |line: &str| split_key(line).is_some_and(|(key, _)| is_known(key));
    let is_header = lines.first().is_some_and(|(_, line)| split_key(line).is_some())
        && lines.iter().any(|(_, line)| known(line));
    if !is_header {
        return (Header::default(), 0);
    }
    let is_continued = |line: &str| line.starts_with("    ");
    // Without an empty line after the header, a sentence with a colon is text, so a key must be a single word there.
    let is_closed = lines.iter().all(|(_, line)| split_key(line).is_some() || is_continued(line));
    let key = |line| split_key(line).filter(|(key, _)| is_closed || !key.contains(' '));
    let last = lines.iter().rposition(|(_, line)| known(line)).unwrap_or_default();
    let mut end = lines.len();
    let mut pairs: Vec<(String, String, Span)> = Vec::new();
    let mut firsts: BTreeMap<String, Span> = BTreeMap::new();
    for (index, &(offset, line)) in lines.iter().enumerate() {
        let span = source.span(offset..offset + line.len());
        match (key(line), pairs.last_mut()) {
            (Some((key, value)), _) => match firsts.get(&key.to_ascii_lowercase()) {
                Some(first) => diagnostics.push(
                    Diagnostic::new(Code::InvalidHeader, span, format!("duplicate key `{key}` in this header"))
                        .related(*first, "first here")
                        .help("keep one of the two lines"),
                ),
                None => {
                    firsts.insert(key.to_ascii_lowercase(), span);
                    pairs.push((key.to_owned(), value.to_owned(), span));
                }
            },
            (None, Some((_, value, _))) if is_continued(line) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            // No header key follows, so the text begins here without an empty line.
            (None, _) if index > last => {
                end = index;
                break;
            }
            (None, _) => diagnostics.push(
                Diagnostic::new(Code::InvalidHeader, span, "this line of the header is not of the form `Key: value`")
                    .help("end the header with an empty line, or indent the line by four spaces to continue the one above"),
            ),
        }
    }
    let mut header = Header::default();
    for (key, value, span) in pairs {
        assign(&mut header, &key, value, span, diagnostics);
    }
    (header, lines.get(end).map_or(offset, |(start, _)| *start))
}

/// Splits `Key: value`. The key has one or two words; a space or the end of the line follows the colon.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_word = key.starts_with(|first: char| first.is_ascii_alphanumeric())
        && key.chars().all(|character| character.is_ascii_alphanumeric() || " _-".contains(character));
    let is_word = is_word && key.matches(' ').count() < 2;
    (is_word && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (key.trim(), value.trim()))
}

fn set(header: &mut Header, key: &str, value: String, span: Span, diagnostics: &mut Diagnostics) {
    match key.to_lowercase().as_str() {
        "title" => {
            header.title = vec![Inline::Text(value)];
            header.title_span = Some(span);
        }
        "slug" => {
            let slug = value.trim_matches('/').to_owned();
            header.slug = (!slug.is_empty()).then_some((slug, span));
        }
        "pdf" => header.pdf_name = pdf_name(&value).map(|name| (name, span)),
        "short-title" => header.short_title = Some(value).filter(|words| !words.is_empty()),
        "excerpt" => header.excerpt = Some(value),
        "lang" | "language" if value.is_empty() => {}
        "lang" | "language" if is_language(&value.replace('_', "-")) => {
            header.language = Some(value.replace('_', "-"));
        }
        "lang" | "language" => diagnostics.push(
            Diagnostic::new(Code::InvalidValue, span, format!("`{value}` is not a language tag"))
                .help("write a tag such as `en`, `en-GB` or `pt-BR`"),
        ),
        "date" if is_wrong_date(&value) => diagnostics.push(
            Diagnostic::new(Code::InvalidValue, span, format!("`{value}` is not a date"))
                .help("write the year, the month and the day as `2017-04-01`"),
        ),
        _ => header.other.push((key.to_owned(), value)),
    }
}

/// Whether a value has the form of a date, with or without a time, but the day does not exist. Other tools allow words
/// (`last-modified`, `March 2017`), which are kept.
fn is_wrong_date(value: &str) -> bool {
    let day = value.split(['T', 't', ' ']).next().unwrap_or_default();
    let is_form = day.len() >= 4
        && day.starts_with(|first: char| first.is_ascii_digit())
        && day.chars().all(|character| character.is_ascii_digit() || character == '-');
    is_form && date(day).is_none()
}

fn misspelled(key: &str, span: Span, diagnostics: &mut Diagnostics) {
    if let Some(near) =
        nearest(key, HEADER.keys().iter().map(|key| key.name)).filter(|_| !OTHERS.contains(&key))
    {
        diagnostics.push(
            Diagnostic::new(
                Code::MisspelledKey,
                span,
                format!("`{key}` is not a known key; it is kept as metadata"),
            )
            .help(did_you_mean(near)),
        );
    }
}

/// Longest file name in bytes, without the extension.
const LONGEST_PDF_NAME: usize = 200;

/// The last segment of a path or address, percent-decoded, as a file name with the extension `.pdf`.
fn pdf_name(value: &str) -> Option<String> {
    let decoded = percent_decode_str(value).decode_utf8_lossy();
    let name = decoded.rsplit(['/', '\\']).next()?.trim();
    let name = name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(name);
    let name: String = name
        .chars()
        .filter(|character| !character.is_control() && !"<>:\"|?*".contains(*character))
        .collect();
    // File systems allow names of 255 bytes.
    let name = &name[..name.floor_char_boundary(LONGEST_PDF_NAME)];
    let name = name.trim().trim_matches('.');
    (!name.is_empty()).then(|| format!("{name}.pdf"))
}
