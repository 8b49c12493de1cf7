//! The keys of `book.yaml`, each declared once.

use super::key::Default::{Is, Nothing, Otherwise, Required};
use super::key::{Kind, keys};
use super::word_keys::WORDS;
use crate::model::ThemeName::{Modern, Plain, Press};

keys! {
    /// The keys of `book.yaml`.
    BOOK: Book {
        /// The book's title.
        title "title": Kind::Words, Required, "A Closer Look";
        /// The subtitle.
        subtitle "subtitle": Kind::Words, Nothing, "Fifteen case studies";
        /// The title for sorting.
        sort "sort": Kind::Words, Nothing, "Closer Look, A";
        /// Base name of the outputs.
        slug "slug": Kind::Pattern(r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$"), Otherwise("made from the title"), "closer-look";
        /// The authors.
        authors "authors": Kind::People(&PERSON), Nothing, "[A. Author]";
        /// Editors, translators and other contributors.
        contributors "contributors": Kind::People(&PERSON), Nothing, "[{name: B. Editor, role: edt}]";
        /// BCP 47 tag of the book's language, such as `en-GB`.
        language "language": Kind::Language, Is("en"), "en-GB";
        /// ISBN, DOI, URN or URL that identifies the book.
        identifier "identifier": Kind::Words, Otherwise("made from the title and the language"), "urn:isbn:9780306406157";
        /// Date of publication: `2017`, `2017-04` or `2017-04-01`.
        date "date": Kind::Date, Nothing, "2017-04-01";
        /// The publisher.
        publisher "publisher": Kind::Words, Nothing, "Example Press";
        /// The rights statement.
        rights "rights": Kind::Words, Nothing, "© 2017 A. Author";
        /// A paragraph about the book.
        description "description": Kind::Words, Nothing, "Fifteen countries, one by one.";
        /// The edition, in words, for the imprint.
        edition "edition": Kind::Words, Nothing, "Second edition";
        /// Subject terms.
        subjects "subjects": Kind::List, Nothing, "[Diplomacy, Elections]";
        /// The work on which the book is based.
        source "source": Kind::Words, Nothing, "urn:isbn:9780306406157";
        /// The series that the book belongs to.
        series "series": Kind::Map(&SERIES), Nothing, "";
        /// The cover picture.
        cover "cover": Kind::Map(&COVER), Otherwise("a cover is drawn"), "";
        /// The result of an accessibility evaluation by a person.
        accessibility "accessibility": Kind::Map(&ACCESSIBILITY), Nothing, "";
        /// The meaning of a leading `/` in images and links.
        site "site": Kind::Map(&SITE), Nothing, "";
        /// The design of all outputs; `styles/theme.toml` in the project changes parts of it.
        theme "theme": Kind::Choice(THEMES), Is("press"), "modern";
        /// Page size, margins and bleed.
        page "page": Kind::Map(&PAGE), Otherwise("the theme's"), "";
        /// The press on which the book is printed.
        print "print": Kind::Map(&PRINT), Nothing, "";
        /// Levels of headings in the contents; 1 lists only the cases.
        contents_depth "contents-depth": Kind::Number(1, 4), Is("2"), "3";
        /// Whether straight quotation marks, `--` and `...` become typographic ones.
        smart_punctuation "smart-punctuation": Kind::Flag, Is("true"), "false";
        /// What to do with images on the network.
        remote_images "remote-images": Kind::Choice(REMOTE_IMAGES), Is("error"), "link";
        /// Whether the alternative text of an image that shares no line with text is also its caption, if it has no other.
        implicit_figures "implicit-figures": Kind::Flag, Is("false"), "true";
        /// Whether TeX between dollar signs and the like is a formula.
        math "math": Kind::Choice(MATH), Is("none"), "tex";
        /// Commands for formulas, each with the TeX that it stands for; `#1` is its first argument.
        math_macros "math-macros": Kind::Texts, Nothing, "{R: \"\\\\mathbb{R}\"}";
        /// Abbreviations, each with the words that it stands for. Those that a file defines come first.
        abbreviations "abbreviations": Kind::Texts, Nothing, "{HTML: Hypertext Markup Language}";
        /// The words that casebook adds to the book, such as the heading of the notes.
        words "words": Kind::Map(&WORDS), Otherwise("those of the language"), "";
        /// Whether a figure or table that does not fit on its page may float to the top of the next one.
        floating_figures "floating-figures": Kind::Flag, Is("true"), "false";
        /// Whether the imprint of the PDF shows the SHA-256 digest of the sources.
        digest_in_imprint "digest-in-imprint": Kind::Flag, Is("false"), "true";
        /// The level of each check.
        checks "checks": Kind::Levels, Nothing, "{doubled-word: allow, warnings: deny}";
        /// Files with the works that the text cites: BibLaTeX (`.bib`), Hayagriva (`.yaml`) or CSL JSON (`.json`).
        bibliography "bibliography": Kind::List, Nothing, "references.bib";
        /// The citation style: a name, or a CSL file.
        citation_style "citation-style": Kind::Words, Is("chicago-notes"), "chicago-author-date";
        /// Where the cited works are listed.
        bibliography_in "bibliography-in": Kind::Choice(BIBLIOGRAPHY_IN), Is("book"), "both";
        /// In which part of the book the first citation of a work is given in full, if the style makes notes.
        first_citation_in "first-citation-in": Kind::Choice(FIRST_CITATION_IN), Is("case"), "book";
        /// Whether each listed work links back to the places that cite it, with the numbers of notes and, in the PDF, pages.
        cited_in "cited-in": Kind::Flag, Otherwise("`true` if the style makes notes"), "true";
        /// Keys of works that are listed although the text does not cite them; `all` lists every work of the files.
        nocite "nocite": Kind::List, Nothing, "[kelley2017]";
        /// Which figures, tables and listings get numbers. A number that the author wrote into a caption always stays.
        numbering "numbering": Kind::Choice(NUMBERING), Is("references"), "case";
        /// Whether cases and sections get numbers, such as 2.1.
        number_sections "number-sections": Kind::Flag, Is("false"), "true";
        /// Levels of headings that get numbers; 1 numbers only the cases.
        number_depth "number-depth": Kind::Number(1, 6), Is("3"), "2";
        /// Files before the cases, in reading order.
        front "front": Kind::List, Nothing, "[preface.md]";
        /// The case files, in reading order; a pattern with `*`, `?` or `[` sorts by name.
        cases "cases": Kind::List, Nothing, "[\"cases/*.md\"]";
        /// Cases in groups, each below a title of its own. They come after those under `cases`.
        parts "parts": Kind::Records(&PART), Nothing, "[{title: The Gulf, cases: [oman.md]}]";
        /// Appendices, in reading order. They get letters.
        appendices "appendices": Kind::List, Nothing, "[data.md]";
        /// Files after the cases and appendices, in reading order.
        back "back": Kind::List, Nothing, "[references.md]";
    }
}

/// The built-in themes.
const THEMES: &[(&str, &str)] = &[
    (Press.name(), "A printed book: serif text, sans-serif headings."),
    (Modern.name(), "A report: sans-serif text with an uneven right edge, one colour, a wide outer margin."),
    (Plain.name(), "A manuscript: one serif family, black only, on A4."),
];

/// Where the cited works are listed.
const BIBLIOGRAPHY_IN: &[(&str, &str)] = &[
    ("book", "At the end of the book."),
    ("case", "At the end of each case, only the works that it cites."),
    ("both", "In both places."),
];

/// In which part of the book the first citation of a work is given in full.
const FIRST_CITATION_IN: &[(&str, &str)] =
    &[("case", "In each case; later notes of the case use the short form."), ("book", "Once in the book.")];

/// Which figures, tables and listings get numbers.
const NUMBERING: &[(&str, &str)] = &[
    (
        "references",
        "Those with an id such as `fig-port`, in each case from 1, if the book has references such as `@fig-port`.",
    ),
    ("case", "All, in each case from 1."),
    ("book", "All, from 1 through the book."),
    ("none", "None."),
];

/// The language of formulas.
const MATH: &[(&str, &str)] = &[
    ("none", "A dollar sign is a dollar sign."),
    ("tex", "TeX in `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]` and environments is a formula."),
];

/// What to do with an image on the network.
const REMOTE_IMAGES: &[(&str, &str)] = &[
    ("error", "An error, because a book must contain its images."),
    ("link", "The image becomes a link with its alternative text."),
];

keys! {
    /// A part of the book: several cases below a title.
    PART: PartRecord {
        /// The title of the part.
        title "title": Kind::Words, Otherwise("that of `file`"), "The Gulf";
        /// A file with text that comes under the title.
        file "file": Kind::Words, Nothing, "gulf.md";
        /// The case files, in reading order; a pattern with `*`, `?` or `[` sorts by name.
        cases "cases": Kind::List, Required, "[\"gulf/*.md\"]";
    }
}

keys! {
    /// An author or contributor.
    PERSON: PersonRecord {
        /// The name as printed.
        name "name": Kind::Words, Required, "Judith G. Kelley";
        /// The name for sorting.
        sort "sort": Kind::Words, Nothing, "Kelley, Judith G.";
        /// MARC relator code of the person's role: `aut`, `edt`, `ctb`, `trl`, `ill`, …
        role "role": Kind::Pattern(r"^[a-z]{3}$"), Otherwise("`aut` for authors, `ctb` for contributors"), "edt";
        /// Words printed before the name.
        label "label": Kind::Words, Nothing, "with assistance from";
    }
}

keys! {
    /// A series of books.
    SERIES: Series {
        /// The name of the series.
        name "name": Kind::Words, Required, "Studies in Diplomacy";
        /// The number of this volume in the series, in digits.
        position "position": Kind::Words, Nothing, "2.1";
    }
}

keys! {
    /// The picture on a cover.
    COVER: Cover {
        /// A JPEG or a PNG, of 1600 by 2400 pixels or more.
        image "image": Kind::Words, Required, "cover.jpg";
        /// Its alternative text.
        alt "alt": Kind::Words, Nothing, "A harbour at dawn";
    }
}

keys! {
    /// The result of an accessibility evaluation by a person.
    ACCESSIBILITY: Accessibility {
        /// The standard that the book meets.
        conforms_to "conforms-to": Kind::Pattern(r"^EPUB Accessibility 1\.[01] - WCAG 2\.[012] Level A{1,3}$"), Required, "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";
        /// Who evaluated it.
        certified_by "certified-by": Kind::Words, Required, "Example Press";
    }
}

keys! {
    /// The meaning of a leading `/` in images and links.
    SITE: Site {
        /// A folder below the folder of `book.yaml`.
        root "root": Kind::Words, Otherwise("the folder of `book.yaml`"), "public";
        /// The public address.
        url "url": Kind::Pattern("^[Hh][Tt][Tt][Pp][Ss]?:"), Nothing, "https://example.org";
    }
}

keys! {
    /// Page size, margins and bleed.
    PAGE: Page {
        /// `A4`, `A5`, `US Letter`, `US Trade`, or width and height.
        trim "trim": Kind::Paper, Otherwise("the theme's"), "170 × 240 mm";
        /// The margins; missing ones come from the theme.
        margins "margins": Kind::Map(&MARGINS), Otherwise("the theme's"), "";
        /// Width of the bleed, which is printed beyond each edge.
        bleed "bleed": Kind::Length, Otherwise("the theme's"), "0.3 cm";
        /// Whether the PDF for a printer has crop marks.
        crop_marks "crop-marks": Kind::Flag, Is("false"), "true";
        /// Blank pages fill the PDF for a printer up to a multiple of this number.
        multiple "multiple": Kind::Number(1, 64), Is("2"), "16";
    }
}

keys! {
    /// The press on which the book is printed.
    PRINT: Print {
        /// The ICC profile of the press (CMYK), a file in the project folder.
        output_intent "output-intent": Kind::Words, Otherwise("offset on coated paper (FOGRA39)"), "coated.icc";
    }
}

keys! {
    /// The margins of a page.
    MARGINS: Margins {
        /// Above the text.
        top "top": Kind::Length, Otherwise("the theme's"), "2 cm";
        /// Below the text.
        bottom "bottom": Kind::Length, Otherwise("the theme's"), "2.5 cm";
        /// At the spine.
        inner "inner": Kind::Length, Otherwise("the theme's"), "2.2 cm";
        /// At the outer edge.
        outer "outer": Kind::Length, Otherwise("the theme's"), "1.8 cm";
    }
}
