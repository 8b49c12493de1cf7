//! The citation style of a book, and the words of its language.

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{
    CitationFormat, IndependentStyle, Locale, LocaleCode, Style as CslStyle, StyleCategory, StyleClass,
    TermForm,
};
use hayagriva::{BibliographyRequest, CitationItem, CitationRequest};

use super::inlines::Signs;
use super::mend::mend;
use super::namesakes::Apart;
use super::presence::Presence;
use super::substitutes::Substitutes;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::model::Manifest;
use crate::project::Project;
use crate::resolve::{FileKind, named};
use crate::source::Span;

const CSL: FileKind = FileKind { what: "a citation style", endings: &["csl"] };

/// The style of a book that names none.
const DEFAULT: &str = "chicago-notes";

/// A citation style.
pub struct Style {
    pub csl: IndependentStyle,
    /// The same style, in which the works of a citation keep their order.
    pub unsorted: IndependentStyle,
    /// The same style for lists of works, if it adds names to citations that are not clear. The library would also print those
    /// names in lists, without given names.
    pub listing: Option<IndependentStyle>,
    /// The language of the words that the style adds.
    pub locale: LocaleCode,
    /// The words of every language.
    pub locales: Vec<Locale>,
    /// The quotation marks of that language, and its words for further persons.
    pub signs: Signs,
    /// What stands for the presence of names in its conditions.
    pub presence: Presence,
    /// What may take the place of names in lists of works.
    pub substitutes: Substitutes,
    /// How it tells persons with one family name apart.
    pub apart: Option<Apart>,
    /// Whether it tells works of one author and year apart by letters.
    pub has_letters: bool,
}

impl Style {
    /// The style that `book.yaml` names.
    pub fn read(manifest: &Manifest, project: &Project, diagnostics: &mut Diagnostics) -> Option<Self> {
        let csl = match &manifest.bibliography.style {
            Some((name, span)) => named_style(name, *span, project),
            None => archived(DEFAULT).ok_or_else(|| unknown(DEFAULT, Span::whole(manifest.file))),
        };
        match csl {
            Ok(mut csl) => {
                mend(&mut csl);
                let presence = Presence::in_style(&mut csl);
                let apart = Apart::in_style(&mut csl);
                // The library adds letters for three authors and years at most.
                let has_letters = std::mem::take(&mut csl.citation.disambiguate_add_year_suffix);
                let listing = listing(&csl);
                let substitutes = Substitutes::in_list(&csl);
                let mut unsorted = csl.clone();
                unsorted.citation.sort = None;
                let locales = locales();
                let locale = locale(&manifest.language, &locales);
                let signs = signs(&csl, &locale, &locales);
                Some(Self {
                    csl,
                    unsorted,
                    listing,
                    locale,
                    locales,
                    signs,
                    presence,
                    substitutes,
                    apart,
                    has_letters,
                })
            }
            Err(complaint) => {
                diagnostics.push(complaint);
                None
            }
        }
    }

    /// A citation of some works in this style or a variant, with the number of its note.
    pub fn request<'a>(
        &'a self,
        items: Vec<CitationItem<'a, Item>>,
        csl: &'a IndependentStyle,
        note: Option<usize>,
    ) -> CitationRequest<'a, Item> {
        CitationRequest::new(items, csl, Some(self.locale.clone()), &self.locales, note)
    }

    /// The list of all works that are cited, in this style or a variant.
    pub fn wanted<'a>(&'a self, csl: &'a IndependentStyle) -> BibliographyRequest<'a> {
        BibliographyRequest::new(csl, Some(self.locale.clone()), &self.locales)
    }

    /// Whether citations are numbers or labels, which have no authors.
    pub fn is_numeric(&self) -> bool {
        self.csl.info.category.iter().any(|category| {
            matches!(
                category,
                StyleCategory::CitationFormat { format: CitationFormat::Numeric | CitationFormat::Label }
            )
        })
    }

    /// Whether citations are notes.
    pub fn makes_notes(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }
}

/// A style without the rules that add names, if it has such rules.
fn listing(csl: &IndependentStyle) -> Option<IndependentStyle> {
    let citation = &csl.citation;
    (citation.disambiguate_add_names || citation.disambiguate_add_givenname).then(|| {
        let mut csl = csl.clone();
        csl.citation.disambiguate_add_names = false;
        csl.citation.disambiguate_add_givenname = false;
        csl
    })
}

fn named_style(name: &str, span: Span, project: &Project) -> Result<IndependentStyle, Diagnostic> {
    if name.rsplit_once('.').is_none_or(|(_, ending)| !ending.eq_ignore_ascii_case("csl")) {
        return archived(name).ok_or_else(|| unknown(name, span));
    }
    let (file, _) = named(name, span, &CSL, project)?;
    let text = project.text(file)?;
    match CslStyle::from_xml(text) {
        Ok(CslStyle::Independent(style)) => Ok(style),
        Ok(CslStyle::Dependent(style)) => {
            let parent = &style.parent_link.href;
            ArchivedStyle::by_id(parent).and_then(independent).ok_or_else(|| {
                let message =
                    format!("`{name}` is a variant of a style that is not in the project: {parent}");
                Diagnostic::new(Code::CitationStyle, Span::whole(file), message)
                    .help("download that style and name its file instead")
            })
        }
        Err(error) => {
            let message = format!("`{name}` is not a citation style: {error}");
            Err(Diagnostic::new(Code::CitationStyle, Span::whole(file), message))
        }
    }
}

fn archived(name: &str) -> Option<IndependentStyle> {
    ArchivedStyle::by_name(name).and_then(independent)
}

fn independent(style: ArchivedStyle) -> Option<IndependentStyle> {
    match style.get() {
        CslStyle::Independent(style) => Some(style),
        CslStyle::Dependent(_) => None,
    }
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let names = ArchivedStyle::all().iter().flat_map(|style| style.names()).copied();
    let help = nearest(name, names).map_or_else(
        || "download its CSL file into the project, and name that: `citation-style: my-style.csl`".to_owned(),
        did_you_mean,
    );
    let message = format!("there is no citation style `{name}`");
    Diagnostic::new(Code::CitationStyle, span, message).help(help)
}

/// The signs of a locale, which a style may change.
fn signs(csl: &IndependentStyle, code: &LocaleCode, locales: &[Locale]) -> Signs {
    let own = csl
        .locale
        .iter()
        .filter(|locale| locale.lang.as_ref().is_none_or(|lang| code.0.starts_with(&lang.0)));
    let all: Vec<&Locale> =
        own.chain(locales.iter().filter(|locale| locale.lang.as_ref() == Some(code))).collect();
    let mark = |term: OtherTerm| {
        let mut marks =
            all.iter().filter_map(|locale| locale.term(Term::Other(term), TermForm::Long)?.single());
        marks.next().unwrap_or_default().to_owned()
    };
    let others = Some(mark(OtherTerm::EtAl)).filter(|words| !words.is_empty());
    Signs {
        outer: [mark(OtherTerm::OpenQuote), mark(OtherTerm::CloseQuote)],
        inner: [mark(OtherTerm::OpenInnerQuote), mark(OtherTerm::CloseInnerQuote)],
        others: others.unwrap_or_else(|| "et al.".to_owned()),
    }
}

/// The locale that fits a language best: the same tag, or else the same language, or else English.
fn locale(language: &str, locales: &[Locale]) -> LocaleCode {
    let codes = || locales.iter().filter_map(|locale| locale.lang.clone());
    let primary = language.split('-').next().unwrap_or_default();
    // For most languages, the country with the same name has the usual form: `de-DE`.
    let usual = format!("{primary}-{}", primary.to_uppercase());
    codes()
        .find(|code| code.0.eq_ignore_ascii_case(language))
        .or_else(|| codes().find(|code| code.0 == usual))
        .or_else(|| codes().find(|code| primary != "en" && code.0.split('-').next() == Some(primary)))
        .unwrap_or_else(LocaleCode::en_us)
}
