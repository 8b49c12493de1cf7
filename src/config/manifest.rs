//! Reads `book.yaml`.

use isbn::{Isbn, Isbn13};

use super::book_keys::{ACCESSIBILITY, BOOK, COVER, PART, PERSON, PRINT, SERIES, SITE};
use super::checks::checks;
use super::fields::Fields;
use super::sheet::sheet;
use super::wording::{self, wording};
use super::yaml::Yaml;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::math::{Macros, is_macro_name};
use crate::model::{
    Bibliography, CaptionNumbers, Claim, Entry, Image, Manifest, Numbers, Part, PartTitle, Person, Series,
    Site, ThemeName,
};
use crate::repair;
use crate::source::{FileId, Span};
use crate::typography::{self, Language};

/// Reads `book.yaml`. Every text gives a manifest: problems are reported, and the rest is used.
#[must_use]
pub fn manifest(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Manifest {
    let source = repair::source(file, text, diagnostics);
    let yaml = Yaml::new(&source, 0..source.text.len());
    let mut fields = Fields::read(&yaml, diagnostics);
    if fields.is_unreadable() {
        return Manifest::unreadable(file, wording::english());
    }
    fields.only(&BOOK);
    let smart_punctuation = fields.flag(&BOOK.smart_punctuation);
    let title = fields.title(&BOOK.title).unwrap_or_default();
    let language = fields.language(&BOOK.language);
    let wording = wording(&language, &mut fields);
    let marks = Language::of(&language);
    let typographic =
        |words: String| if smart_punctuation { typography::typographic(&words, marks) } else { words };
    let levels = fields.inside(&BOOK.checks, checks).unwrap_or_default();
    let (order, parts) = order(&mut fields);
    let manifest = Manifest {
        file,
        title: typographic(title),
        subtitle: fields.title(&BOOK.subtitle).map(typographic),
        sort: fields.text(&BOOK.sort),
        slug: slug(&mut fields),
        authors: fields.each(&BOOK.authors, |fields| person(fields, "aut")),
        contributors: fields.each(&BOOK.contributors, |fields| person(fields, "ctb")),
        language,
        wording,
        isbn: isbn(&mut fields),
        identifier: fields.text(&BOOK.identifier),
        date: fields.date(&BOOK.date),
        publisher: fields.text(&BOOK.publisher),
        rights: fields.text(&BOOK.rights),
        description: fields.text(&BOOK.description),
        edition: fields.text(&BOOK.edition).map(typographic),
        subjects: fields.texts(&BOOK.subjects).into_iter().map(|(subject, _)| subject).collect(),
        source: fields.text(&BOOK.source),
        series: fields.inside(&BOOK.series, series),
        cover: fields.inside(&BOOK.cover, cover).flatten(),
        claim: fields.inside(&BOOK.accessibility, claim).flatten(),
        site: fields.inside(&BOOK.site, site).unwrap_or_default(),
        theme: ThemeName::of(fields.choice(&BOOK.theme)).unwrap_or_default(),
        sheet: fields.inside(&BOOK.page, sheet).unwrap_or_default(),
        output_intent: fields.inside(&BOOK.print, output_intent).flatten(),
        contents_depth: fields.number(&BOOK.contents_depth),
        smart_punctuation,
        links_remote_images: fields.choice(&BOOK.remote_images) == "link",
        implicit_figures: fields.flag(&BOOK.implicit_figures),
        has_formulas: fields.choice(&BOOK.math) == "tex",
        macros: fields.inside(&BOOK.math_macros, macros).unwrap_or_default(),
        abbreviations: fields.inside(&BOOK.abbreviations, abbreviations).unwrap_or_default(),
        floating_figures: fields.flag(&BOOK.floating_figures),
        digest_in_imprint: fields.flag(&BOOK.digest_in_imprint),
        numbers: numbers(&mut fields),
        bibliography: bibliography(&mut fields),
        order,
        parts,
    };
    diagnostics.levels = levels;
    if manifest.order.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyProject, Span::whole(file), "the book has no cases")
                .help("list the case files under `cases:`, in reading order"),
        );
    }
    manifest
}

/// The commands of formulas. A name that TeX could not read is reported.
fn macros(fields: &mut Fields<'_, '_>) -> Macros {
    let mut definitions = Vec::new();
    for key in fields.keys() {
        if !is_macro_name(&key) {
            let message = format!("`{key}` cannot be the name of a command");
            fields.complain(&key, message, "use letters only, such as `RR` or `norm`");
        } else if let Some(text) = fields.text(&key) {
            definitions.push((key, text));
        }
    }
    Macros::new(definitions.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// The abbreviations, each with its words.
fn abbreviations(fields: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for key in fields.keys() {
        let words = fields.text(&key);
        found.extend(words.filter(|words| !words.trim().is_empty()).map(|words| (key, words)));
    }
    found
}

/// Longest slug in bytes. File systems allow names of 255, including the extension.
const LONGEST_SLUG: usize = 200;

fn slug(fields: &mut Fields<'_, '_>) -> Option<String> {
    let slug = fields.text(&BOOK.slug)?;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    if slug.is_empty() || slug.len() > LONGEST_SLUG || slug.starts_with('.') || !slug.chars().all(is_plain) {
        let help = "use at most 200 letters (a to z), digits, hyphens, underscores and full stops";
        fields.complain(&BOOK.slug, format!("`{slug}` is not a valid file name on every system"), help);
        return None;
    }
    Some(slug)
}

/// The digits of the identifier if it looks like an ISBN: with `ISBN` before it, or thirteen digits with a bookland
/// prefix.
fn isbn(fields: &mut Fields<'_, '_>) -> Option<String> {
    let identifier = fields.text(&BOOK.identifier)?;
    let lower = identifier.to_ascii_lowercase();
    let rest = lower.strip_prefix("urn:").unwrap_or(&lower);
    let named = rest.strip_prefix("isbn").map(|rest| rest.trim_start_matches([':', ' ']));
    let number = named.unwrap_or(rest);
    let has_prefix = number.starts_with("978") || number.starts_with("979");
    let is_digits =
        number.chars().all(|character| character.is_ascii_digit() || matches!(character, '-' | ' '));
    if named.is_none() && !(has_prefix && is_digits) {
        return None;
    }
    match number.replace(' ', "").parse::<Isbn>() {
        Ok(number) => Some(digits(&number)),
        Err(_) => {
            let help = "check its digits: one is wrong, missing or extra";
            fields.complain(&BOOK.identifier, format!("`{identifier}` is not a valid ISBN"), help);
            None
        }
    }
}

fn digits(number: &Isbn) -> String {
    let number = match number {
        Isbn::_10(number) => Isbn13::from(*number),
        Isbn::_13(number) => *number,
    };
    number.to_string().chars().filter(char::is_ascii_digit).collect()
}

fn numbers(fields: &mut Fields<'_, '_>) -> Numbers {
    let captions = match fields.choice(&BOOK.numbering) {
        "case" => CaptionNumbers::Case,
        "book" => CaptionNumbers::Book,
        "none" => CaptionNumbers::Off,
        _ => CaptionNumbers::Referenced,
    };
    let depth = fields.number(&BOOK.number_depth);
    let section_levels = if fields.flag(&BOOK.number_sections) { depth } else { 0 };
    Numbers { captions, section_levels }
}

fn series(fields: &mut Fields<'_, '_>) -> Series {
    fields.only(&SERIES);
    let position = fields.text(&SERIES.position);
    let is_number = |words: &String| {
        words.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if position.as_ref().is_some_and(|words| !is_number(words)) {
        fields.complain(
            &SERIES.position,
            "`position` must be a number",
            "write it in digits, such as `3` or `2.1`",
        );
    }
    Series { name: fields.required_text(&SERIES.name), position: position.filter(is_number) }
}

fn cover(fields: &mut Fields<'_, '_>) -> Option<Image> {
    fields.only(&COVER);
    let span = fields.place(&COVER.image);
    let source = fields.required_text(&COVER.image);
    (!source.is_empty()).then(|| Image { source, alt: fields.text(&COVER.alt), title: None, span })
}

fn output_intent(fields: &mut Fields<'_, '_>) -> Option<(String, Span)> {
    fields.only(&PRINT);
    let span = fields.place(&PRINT.output_intent);
    fields.text(&PRINT.output_intent).map(|path| (path, span))
}

fn bibliography(fields: &mut Fields<'_, '_>) -> Bibliography {
    let place = fields.place(&BOOK.citation_style);
    let listed = fields.choice(&BOOK.bibliography_in);
    Bibliography {
        files: fields.texts(&BOOK.bibliography),
        style: fields.text(&BOOK.citation_style).map(|style| (style, place)),
        is_in_book: listed != "case",
        is_in_cases: listed != "book",
        is_full_once: fields.choice(&BOOK.first_citation_in) == "book",
        names_places: fields.optional_flag(&BOOK.cited_in),
        uncited: fields.texts(&BOOK.nocite),
    }
}

/// The accessibility evaluation. A claim without the name of the evaluator is dropped.
fn claim(fields: &mut Fields<'_, '_>) -> Option<Claim> {
    fields.only(&ACCESSIBILITY);
    let claim = Claim {
        conforms_to: fields.required_text(&ACCESSIBILITY.conforms_to),
        certified_by: fields.required_text(&ACCESSIBILITY.certified_by),
    };
    if claim.conforms_to.is_empty() || claim.certified_by.is_empty() {
        return None;
    }
    let standards = ["1.0", "1.1"].map(|version| format!("EPUB Accessibility {version} - WCAG "));
    let rest = standards.iter().find_map(|standard| claim.conforms_to.strip_prefix(standard.as_str()));
    let is_level = rest.and_then(|rest| rest.split_once(" Level ")).is_some_and(|(version, level)| {
        matches!(version, "2.0" | "2.1" | "2.2") && matches!(level, "A" | "AA" | "AAA")
    });
    if !is_level {
        let help = "write it as `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`";
        fields.complain(
            &ACCESSIBILITY.conforms_to,
            format!("`{}` is not a conformance statement of EPUB Accessibility", claim.conforms_to),
            help,
        );
        return None;
    }
    Some(claim)
}

fn person(fields: &mut Fields<'_, '_>, role: &str) -> Person {
    fields.only(&PERSON);
    Person {
        name: fields.required_text(&PERSON.name),
        sort: fields.text(&PERSON.sort),
        role: relator(fields).unwrap_or_else(|| role.to_owned()),
        label: fields.text(&PERSON.label),
    }
}

/// A MARC relator code: three lower-case letters.
fn relator(fields: &mut Fields<'_, '_>) -> Option<String> {
    let role = fields.text(&PERSON.role)?;
    if role.len() == 3 && role.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(role);
    }
    let help =
        "common codes are aut (author), edt (editor), ctb (contributor), trl (translator), ill (illustrator)";
    fields.complain(&PERSON.role, format!("`{role}` is not a MARC relator code"), help);
    None
}

fn site(fields: &mut Fields<'_, '_>) -> Site {
    fields.only(&SITE);
    let root = fields.text(&SITE.root).unwrap_or_default();
    let root = root.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>();
    if root.contains(&"..") {
        fields.complain(
            &SITE.root,
            "`root` must stay inside the project folder",
            "write a path inside the folder of book.yaml, or `.`",
        );
    }
    let url = fields.text(&SITE.url).and_then(|url| {
        // Characters that the URL parser would encode itself show that the author did not write a URL.
        let is_plain =
            !url.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
        if is_plain && url::Url::parse(&url).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            return Some(url.trim_end_matches('/').to_owned());
        }
        fields.complain(&SITE.url, format!("`{url}` is not a web address"), "begin it with `https://`");
        None
    });
    Site { root: root.join("/"), url }
}

/// The reading order, and the titles of the parts.
fn order(fields: &mut Fields<'_, '_>) -> (Vec<Entry>, Vec<PartTitle>) {
    let (mut order, mut parts) = (Vec::new(), Vec::new());
    for part in Part::ALL {
        order.extend(entries(fields, part));
        if part == Part::Cases {
            for (title, entries) in fields.each(&BOOK.parts, group) {
                let below = Some(parts.len());
                order.extend(entries.into_iter().map(|entry| Entry { below, ..entry }));
                parts.push(title);
            }
        }
    }
    (order, parts)
}

/// The title of a part, and its files.
fn group(fields: &mut Fields<'_, '_>) -> (PartTitle, Vec<Entry>) {
    fields.only(&PART);
    let title = PartTitle { title: fields.title(&PART.title), span: fields.place(&PART.title) };
    let entry = |part| move |(pattern, span)| Entry { part, pattern, span, below: None };
    let file = fields.text(&PART.file).map(|file| (file, fields.place(&PART.file)));
    if title.title.is_none() && file.is_none() {
        fields.complain(
            &PART.title,
            "this part has no title",
            "write `title:`, or the file of its text as `file:`",
        );
    }
    let cases = fields.texts(&PART.cases);
    if cases.is_empty() {
        fields.complain(&PART.cases, "this part has no cases", "list its case files under `cases:`");
    }
    let entries = file.into_iter().map(entry(Part::Title)).chain(cases.into_iter().map(entry(Part::Cases)));
    (title, entries.collect())
}

fn entries(fields: &mut Fields<'_, '_>, part: Part) -> Vec<Entry> {
    let key = match part {
        Part::Front => &BOOK.front,
        Part::Title | Part::Cases => &BOOK.cases,
        Part::Appendices => &BOOK.appendices,
        Part::Back => &BOOK.back,
    };
    let texts = fields.texts(key);
    texts.into_iter().map(|(pattern, span)| Entry { part, pattern, span, below: None }).collect()
}
