//! The fields of BibLaTeX 3.20, and the variables of CSL 1.0.2 in which they are printed.

/// The types of entries, the types of CSL, and the key of the words that are printed for a type that an entry does not name.
pub const KINDS: &[(&str, &str, &str)] = &[
    ("article", "article-journal", ""),
    ("artwork", "graphic", ""),
    ("audio", "song", ""),
    ("bookinbook", "chapter", ""),
    ("book", "book", ""),
    ("booklet", "pamphlet", ""),
    ("collection", "book", ""),
    ("commentary", "book", ""),
    ("conference", "paper-conference", ""),
    ("data", "dataset", ""),
    ("dataset", "dataset", ""),
    ("electronic", "webpage", ""),
    ("image", "graphic", ""),
    ("inbook", "chapter", ""),
    ("incollection", "chapter", ""),
    ("inproceedings", "paper-conference", ""),
    ("inreference", "entry-encyclopedia", ""),
    ("jurisdiction", "legal_case", ""),
    ("legal", "treaty", ""),
    ("legislation", "legislation", ""),
    ("letter", "personal_communication", ""),
    ("manual", "book", ""),
    ("mastersthesis", "thesis", "mathesis"),
    ("movie", "motion_picture", ""),
    ("music", "song", ""),
    ("mvbook", "book", ""),
    ("mvcollection", "book", ""),
    ("mvproceedings", "book", ""),
    ("mvreference", "book", ""),
    ("newsarticle", "article-newspaper", ""),
    ("online", "webpage", ""),
    ("patent", "patent", ""),
    ("performance", "speech", ""),
    ("periodical", "periodical", ""),
    ("phdthesis", "thesis", "phdthesis"),
    ("proceedings", "book", ""),
    ("reference", "book", ""),
    ("report", "report", ""),
    ("review", "review", ""),
    ("software", "software", ""),
    ("standard", "standard", ""),
    ("suppbook", "chapter", ""),
    ("suppcollection", "chapter", ""),
    ("suppperiodical", "article-journal", ""),
    ("techreport", "report", "techrep"),
    ("thesis", "thesis", ""),
    ("unpublished", "manuscript", ""),
    ("video", "motion_picture", ""),
    ("www", "webpage", ""),
];

/// Entries that are a part of a book.
pub const PARTS: &[&str] = &[
    "bookinbook",
    "conference",
    "inbook",
    "incollection",
    "inproceedings",
    "inreference",
    "suppbook",
    "suppcollection",
];

/// Entries whose `number` counts the books of a series.
pub const IN_SERIES: &[&str] = &[
    "book",
    "bookinbook",
    "collection",
    "conference",
    "inbook",
    "incollection",
    "inproceedings",
    "inreference",
    "mvbook",
    "mvcollection",
    "mvproceedings",
    "mvreference",
    "proceedings",
    "reference",
    "suppbook",
    "suppcollection",
];

/// Fields with text that are printed as they are, the first that an entry has.
pub const TEXTS: &[(&[&str], &str)] = &[
    (&["abstract"], "abstract"),
    (&["annotation", "annote"], "annote"),
    (&["chapter"], "chapter-number"),
    (&["doi"], "DOI"),
    (&["edition"], "edition"),
    (&["eventtitle"], "event-title"),
    (&["isbn"], "ISBN"),
    (&["issn"], "ISSN"),
    (&["keywords"], "keyword"),
    (&["library"], "call-number"),
    (&["origlocation"], "original-publisher-place"),
    (&["origpublisher"], "original-publisher"),
    (&["origtitle"], "original-title"),
    (&["pages"], "page"),
    (&["pagetotal"], "number-of-pages"),
    (&["pubstate"], "status"),
    (&["shortjournal"], "container-title-short"),
    (&["type"], "genre"),
    (&["venue"], "event-place"),
    (&["version"], "version"),
    (&["volumes"], "number-of-volumes"),
];

/// Fields that programs write several times, and that hardly any style prints.
pub const UNPRINTED: [&str; 5] = ["abstract", "annotation", "annote", "file", "keywords"];

/// Fields with words that no citation style prints.
pub const UNKNOWN: [&str; 8] = [
    "afterword",
    "annotator",
    "commentator",
    "eventtitleaddon",
    "foreword",
    "holder",
    "introduction",
    "nameaddon",
];

/// Fields with names.
pub const NAMES: &[(&str, &str)] = &[
    ("author", "author"),
    ("bookauthor", "container-author"),
    ("translator", "translator"),
    ("director", "director"),
];

/// What an editor does, and the variable. Any other is an editor.
pub const ROLES: &[(&str, &str)] = &[
    ("collaborator", "contributor"),
    ("compiler", "compiler"),
    ("director", "director"),
    ("organizer", "organizer"),
    ("producer", "producer"),
    ("scriptwriter", "script-writer"),
];

/// Fields with dates.
pub const DATES: &[(&str, &str)] = &[
    ("date", "issued"),
    ("eventdate", "event-date"),
    ("origdate", "original-date"),
    ("urldate", "accessed"),
];

/// Where the identifiers of archives of preprints lead.
pub const ARCHIVES: &[(&str, &str)] = &[
    ("arxiv", "https://arxiv.org/abs/"),
    ("googlebooks", "https://books.google.com/books?id="),
    ("hdl", "https://hdl.handle.net/"),
    ("jstor", "https://www.jstor.org/stable/"),
    ("pubmed", "https://www.ncbi.nlm.nih.gov/pubmed/"),
];

/// The names of languages, and their tags (BCP 47).
pub const LANGUAGES: &[(&str, &str)] = &[
    ("american", "en-US"),
    ("arabic", "ar"),
    ("australian", "en-AU"),
    ("austrian", "de-AT"),
    ("brazil", "pt-BR"),
    ("brazilian", "pt-BR"),
    ("british", "en-GB"),
    ("bulgarian", "bg"),
    ("canadian", "en-CA"),
    ("catalan", "ca"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en-US"),
    ("estonian", "et"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hungarian", "hu"),
    ("icelandic", "is"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("latin", "la"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("naustrian", "de-AT"),
    ("newzealand", "en-NZ"),
    ("ngerman", "de"),
    ("norsk", "nb"),
    ("norwegian", "nb"),
    ("nswissgerman", "de-CH"),
    ("nynorsk", "nn"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("slovak", "sk"),
    ("slovene", "sl"),
    ("slovenian", "sl"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("swissgerman", "de-CH"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukenglish", "en-GB"),
    ("ukrainian", "uk"),
    ("usenglish", "en-US"),
    ("vietnamese", "vi"),
];

/// What a table says of a name.
pub fn find<'t>(table: &'t [(&str, &str)], name: &str) -> Option<&'t str> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}
