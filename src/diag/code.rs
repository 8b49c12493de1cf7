//! The list of checks. A new check is one entry here; the suite fails until it has a fixture.

use super::Severity;

/// Declares the checks: what each means, variant, stable name, severity, an example that triggers it, and what to do.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $name:literal, $severity:ident, $example:literal => $remedy:literal;)+) => {
        /// The kind of a complaint. Names are stable: scripts and settings refer to them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl Code {
            /// Every check, in the order of this list.
            pub const ALL: &[Code] = &[$(Code::$variant),+];

            /// The stable name, in kebab case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            /// Whether the check stops the build where no setting says otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }

            /// What the check means and why it matters.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => concat!($($meaning, "\n"),+).trim_ascii()),+ }
            }

            /// A few lines of a source that make it speak.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self { $(Code::$variant => $example),+ }
            }

            /// What the author can do.
            #[must_use]
            pub fn remedy(self) -> &'static str {
                match self { $(Code::$variant => $remedy),+ }
            }
        }
    };
}

codes! {
    /// The project folder has no `book.yaml`.
    MissingManifest = "missing-manifest", Error,
        "casebook build my-bok" =>
        "Name the folder that holds `book.yaml`, or run `casebook init` to begin a book.";
    /// `book.yaml` names no case at all.
    EmptyProject = "empty-project", Error,
        "title: Five Elections\nlanguage: en-GB" =>
        "Name the case files, in reading order, under `cases:`.";
    /// A file that is needed cannot be read: permissions, a folder, a device, or too large.
    UnreadableFile = "unreadable-file", Error,
        "![The port](pictures/)" =>
        "Put a regular file there that you may read, of at most 64 MB.";
    /// A file whose name is not Unicode, so that neither `book.yaml` nor a case can name it; it is left out.
    InvalidName = "invalid-name", Warning,
        "a case that was unpacked from an old archive, with a name in Latin-1" =>
        "Rename the file.";
    /// A file is not text in UTF-8.
    InvalidUtf8 = "invalid-utf8", Error,
        "a case file that was saved as UTF-16 or Latin-1" =>
        "Save the file again with the encoding UTF-8.";
    /// A YAML text does not follow the YAML grammar.
    InvalidYaml = "invalid-yaml", Error,
        "title: \"Oman" =>
        "Mend the place that the message shows: most often a quotation mark, a tab, or a colon inside a value.";
    /// `book.yaml` or `theme.toml` has a key that casebook does not know.
    UnknownKey = "unknown-key", Error,
        "titel: Five Elections" =>
        "Write the key as `docs/configuration.md` has it, or take the line out; values of your own belong under `[custom]` of `theme.toml`.";
    /// A value is of the wrong kind: a list where text is expected, a date that does not exist.
    InvalidValue = "invalid-value", Error,
        "date: 2017-02-30" =>
        "Write a value of the kind that the message names.";
    /// A key that must be there is not.
    MissingKey = "missing-key", Error,
        "language: en\ncases: [oman.md]" =>
        "Add a line with the key.";
    /// The reading order names a file that does not exist.
    MissingFile = "missing-file", Error,
        "cases: [Oman.md]     # the file is oman.md" =>
        "Write the path as it is, seen from the folder of `book.yaml`; capitals matter.";
    /// A pattern in the reading order matches no file.
    EmptyPattern = "empty-pattern", Error,
        "cases: [\"case/*.md\"]     # the folder is cases" =>
        "Mend the pattern, or take it out; `*` stands for any letters but `/`.";
    /// The reading order names the same file twice.
    ListedTwice = "listed-twice", Error,
        "cases: [oman.md, chad.md, oman.md]" =>
        "Keep one of the two lines.";
    /// A path leads out of the project folder.
    OutsideProject = "outside-project", Error,
        "![The port](../../photos/port.jpg)" =>
        "Copy the file below the folder of `book.yaml` and name it from there.";
    /// A header line is not of the form `Key: value`, or a key stands there twice.
    InvalidHeader = "invalid-header", Error,
        "Title: Oman\nTitle: The sultanate" =>
        "Write one `Key: value` line for each key, and end the header with an empty line.";
    /// A header key is one letter or two away from a known one.
    MisspelledKey = "misspelled-key", Warning,
        "Titel: Oman" =>
        "Mend the key; or allow this check if the key is meant as metadata.";
    /// A case has no words under its header.
    EmptyCase = "empty-case", Warning,
        "---\ntitle: Oman\n---" =>
        "Write the case, or take its file out of the reading order.";
    /// A case has no title; its first heading, or else its file name, is used as the title.
    MissingTitle = "missing-title", Warning,
        "---\nslug: oman\n---\n\nThe sultanate was rated in 2001." =>
        "Add a line `title: …` to the header, or begin the text with a heading of level 1.";
    /// Two cases have the same slug, so their addresses would be one.
    DuplicateSlug = "duplicate-slug", Error,
        "slug: case-studies/oman     # in two files" =>
        "Give one of the two another `slug`.";
    /// Two cases ask for the same file name of their PDF; the second gets another.
    DuplicatePdf = "duplicate-pdf", Warning,
        "pdf: Case study.pdf     # in two files" =>
        "Give one of the two another name; names that differ only in capitals are one.";
    /// Two things in one file have the same id.
    DuplicateId = "duplicate-id", Error,
        "## Law {#law}\n\n## Later law {#law}" =>
        "An id names one thing: change one of the two.";
    /// A note reference whose note is not defined in its file.
    UndefinedNote = "undefined-note", Error,
        "The sultanate was rated in 2001.[^12]" =>
        "Add a paragraph `[^12]: …` to the file, or write `\\[^12]` if you mean these characters.";
    /// A link made of a note reference by the parenthesis behind it, or a reference that keeps the text around it from being a link.
    EnclosedNote = "enclosed-note", Error,
        "the report[^3](2010)" =>
        "Write a blank behind the reference; put one that stands in a link behind it.";
    /// A note label that is defined twice in one file.
    DuplicateNote = "duplicate-note", Error,
        "[^1]: 04MUSCAT1\n\n[^1]: 05MUSCAT7" =>
        "Give one of the two notes another label.";
    /// A note that no reference cites; it is printed after the others of its case.
    UncitedNote = "uncited-note", Warning,
        "[^9]: 04MUSCAT1     # and no [^9] in the text" =>
        "Cite the note, or take it out.";
    /// A note without words.
    EmptyNote = "empty-note", Warning,
        "[^9]:" =>
        "Write the note after the colon, or take it out with its references.";
    /// A note of more than 5,000 characters: e-readers that open notes over the text do not show all of it.
    LongNote = "long-note", Warning,
        "[^9]: a note of three pages" =>
        "Move a part of the note into the text, or make two notes of it.";
    /// An image file that does not exist.
    MissingImage = "missing-image", Error,
        "![The port](Port.png)     # the file is port.png" =>
        "Write the path as it is, seen from the case file; capitals matter.";
    /// An image that cannot be decoded, or whose format no e-reader knows.
    InvalidImage = "invalid-image", Error,
        "![The port](port.png)     # a file that was cut short" =>
        "Open the picture in an editor and save it again, as PNG or JPEG.";
    /// An image file whose name says another format than its bytes.
    MislabelledImage = "mislabelled-image", Warning,
        "![The port](port.png)     # in truth a JPEG" =>
        "Give the file its right ending; it is used for what it is.";
    /// An image on the network; a book must hold its images.
    RemoteImage = "remote-image", Error,
        "![The port](https://example.org/port.png)" =>
        "Save the picture below the project folder.";
    /// A figure that cannot be drawn: its script fails, or its data are not what the script needs.
    Drawing = "drawing", Error,
        "![The tiers](timeline.typ){data=timelines.yaml case=OMM}" =>
        "Mend the script or the data at the place that the message shows.";
    /// An image without alternative text. One with an empty text (`{alt=""}`, `<img alt="">`) is for the eye alone, and no
    /// output speaks of it.
    MissingAlt = "missing-alt", Warning,
        "![](port.png)" =>
        "Say between the square brackets what the picture shows, for readers who cannot see it.";
    /// The alternative text of a picture is its caption over again: who cannot see it hears the same words twice, and still
    /// not what is to be seen.
    RepeatedCaption = "repeated-caption", Warning,
        "![The port of Muscat](port.png)\n\n*Figure 3: The port of Muscat*" =>
        "Let the alternative text say what is to be seen (\"Two cranes over an empty quay\").";
    /// A link to a file, case or heading that does not exist in the book.
    DeadLink = "dead-link", Error,
        "[as in Chad](chad.md#bakground)" =>
        "Mend the path or the fragment; the message names the places that there are.";
    /// A link whose words name one case and which leads to another.
    MisleadingLink = "misleading-link", Warning,
        "[Ecuador](/case-studies/chad/)" =>
        "Let the link lead to the case that it names, or name the one it leads to.";
    /// A link whose scheme could run code or read files, such as `javascript:`.
    UnsafeLink = "unsafe-link", Error,
        "[more](javascript:alert(1))" =>
        "Link to a web address, or take the link out.";
    /// A link to something outside the book, and no `site.url` to make an address from. It is told once for the project, with
    /// the count of the other links.
    NoPublicAddress = "no-public-address", Warning,
        "[the data](/files/data.csv)" =>
        "Give `book.yaml` a `site:` with a `url:`, or link to a case of the book.";
    /// A figure or table is mentioned in the text, and no caption of the book has its label.
    DeadMention = "dead-mention", Warning,
        "As Figure 9 shows, …     # the captions end with Figure 8" =>
        "Mend the number, or add the caption; if another book is meant, say so (\"Figure 9 of the report\").";
    /// A label that the captions of two figures or tables bear, so that nobody knows which one a mention means.
    DuplicateLabel = "duplicate-label", Warning,
        "*Table 9: Oman*     # in oman.md\n*Table 9: Japan*    # in japan.md" =>
        "Number one of the two anew. Books that count anew in each case are not complained of.";
    /// The numbers of figures or of tables jump or go back.
    NumberJump = "number-jump", Warning,
        "*Figure 5: …*\n*Figure 7: …*     # the next one in reading order" =>
        "Look whether a figure is missing or out of its place, and number anew.";
    /// A caption names another case than the one it stands in, in a book whose captions name their own cases.
    ForeignCaption = "foreign-caption", Warning,
        "*Table 9: Key statistics for Kenya*     # in oman.md" =>
        "See whether caption or table were left over from another case.";
    /// Markup that another tool reads, or that did not take, and that is printed as typed: a citation of pandoc, a formula in
    /// TeX, a template tag. Each construct is told once for each file; docs/foreign-markup.md has them all.
    ForeignMarkup = "foreign-markup", Warning,
        "The port grew [@smith2020].\n\n!!! note\n\nAs $x^2$ shows, …" =>
        "Write what the message says; or escape the first sign with a backslash (`\\$`) if you mean these characters.";
    /// An HTML element outside the dialect; its text is kept. Each element is told once for each file.
    UnknownElement = "unknown-element", Warning,
        "<marquee>Oman</marquee>" =>
        "Write it in Markdown, or take the tags out.";
    /// An HTML element or attribute that could run code; it is left out.
    ActiveContent = "active-content", Warning,
        "<img src=\"port.png\" onerror=\"…\">" =>
        "Take it out: a book runs no code.";
    /// A `<script>` or the like that is never closed, so that the text after it would be lost.
    SwallowedText = "swallowed-text", Error,
        "<script>\n\nThe sultanate was rated in 2001." =>
        "Close the element, or take it out.";
    /// An HTML element that is opened and never closed, or closed and never opened.
    UnbalancedElement = "unbalanced-element", Warning,
        "<div class=\"box\">\n\nWords." =>
        "Add the tag that is missing, or take its partner out.";
    /// An invisible character that has no business in its line; it is left out.
    InvisibleCharacter = "invisible-character", Warning,
        "a zero-width space inside a word" =>
        "Take the character out; the message says where it is.";
    /// A character that no e-book or PDF may contain; it is left out.
    ControlCharacter = "control-character", Warning,
        "a NUL byte between two words" =>
        "Take the character out; the message says where it is.";
    /// An address with a backslash in it, or between angle brackets with a line end, which no address has; repaired.
    MalformedAddress = "malformed-address", Warning,
        "<https://example.org/a\\_b>" =>
        "Write the address as a browser shows it, in one line.";
    /// A line that ends in the hyphen of a word which goes on in the next line; set without a blank.
    SplitWord = "split-word", Warning,
        "a decision of the vice-\npresident" =>
        "Write the word in one line.";
    /// The same word twice in a row.
    DoubledWord = "doubled-word", Warning,
        "The minister of the the interior" =>
        "Take one of the two out. \"Had had\" and the like are not complained of.";
    /// A quotation that is opened and never closed, or closed and never opened.
    UnbalancedQuote = "unbalanced-quote", Warning,
        "He called it \"a grave matter and left." =>
        "Add the quotation mark that is missing. A quotation of several paragraphs may open each and close the last only.";
    /// A table row with more cells than the table has columns.
    ExtraCells = "extra-cells", Error,
        "| A | B |\n| --- | --- |\n| 1 | 2 | 3 |" =>
        "Give the table a column more, or write `\\|` for a line that parts no cells.";
    /// A table whose columns find no room, not even in the smallest type on a page turned on its side.
    TooWide = "too-wide", Error,
        "a table with a column for each of fifty years" =>
        "Make several tables of it, or shorten the longest words of its columns.";
    /// Text beyond the edge of the page, where no reader would find it. `build` looks at the pages that it lays out, and
    /// `verify` at those of the finished files.
    OutsidePage = "outside-page", Error,
        "a `code` in styles/book.typ that puts each word into a box, which cannot be broken" =>
        "Let the function in `styles/` that sets it break its words, or make the words shorter.";
    /// A heading more than one level below the heading before it.
    SkippedLevel = "skipped-level", Warning,
        "## Law\n\n#### Exceptions" =>
        "Write it with as many number signs as the message says.";
    /// A heading with nothing under it.
    EmptySection = "empty-section", Warning,
        "## Sources\n\n## Notes" =>
        "Write the section, or take the heading out. The notes of a case have a heading of their own.";
    /// Lists and quotations nested deeper than any page can show.
    DeepNesting = "deep-nesting", Error,
        "> > > > > > > > > > > > > > > > > > > > > > words" =>
        "Take some levels out.";
    /// A character that none of the fonts has.
    MissingGlyph = "missing-glyph", Warning,
        "The name is written 漢." =>
        "Put a font that has it into `fonts/` and name its family in `styles/theme.toml`.";
    /// The page layout refused something, in the typesetter's words, or the book is too large to be set in pages. Only a
    /// build finds all of it.
    Layout = "layout", Error,
        "a mistake in the project's own styles/book.typ" =>
        "Mend the place that the message shows.";
    /// The EPUB is built alone, and has no list of pages, because the pages cannot be laid out.
    NoPageList = "no-page-list", Warning,
        "casebook build --format epub     # and a table that fits no page" =>
        "Build the PDF to be told what is in the way, and mend that.";
    /// The margins of the page leave no room for text.
    Margins = "margins", Error,
        "page: {trim: A5, margins: {inner: 80 mm, outer: 60 mm}}" =>
        "Make the margins smaller, or the page larger.";
    /// A picture of too few pixels for its size on paper: it looks coarse under 200 dots to an inch. A printer needs 300.
    CoarsePicture = "coarse-picture", Warning,
        "![The port](port.png)     # 400 pixels over the width of the page" =>
        "Put a picture of more pixels in its place, or one drawn with lines (SVG).";
    /// The page layout warns of something; the message is the typesetter's. Only a build finds all of it.
    LayoutWarning = "layout-warning", Warning,
        "a font in the project's own styles/book.typ that is not there" =>
        "Mend the place that the message shows.";
    /// A font file that cannot be read, or a family of the theme that lacks a face it needs.
    InvalidFont = "invalid-font", Error,
        "[family]\ntext = [\"Garamond\"]     # and no such file in fonts/" =>
        "Put the font files into `fonts/`, or name another family.";
    /// A family of the theme without a face that the text needs; another face stands in for it.
    MissingFace = "missing-face", Warning,
        "[family]\ntext = [\"Garamond\"]     # and no italics in fonts/" =>
        "Put the face that is missing into `fonts/`.";
    /// A font whose maker does not allow that it is embedded; EPUB and HTML go without it.
    RestrictedFont = "restricted-font", Warning,
        "fonts/Office.ttf     # its table OS/2 forbids embedding" =>
        "Ask its maker for a licence to embed it, or name another family in `styles/theme.toml`.";
    /// A style sheet or theme of the project is not valid.
    InvalidStyle = "invalid-style", Error,
        "[family\ntext = [\"Garamond\"]" =>
        "Mend the place that the message shows.";
    /// A file of a release is not there, cannot be read, or is not the one that was made: its size or its digest differs.
    DamagedRelease = "damaged-release", Error,
        "casebook verify dist     # and dist/book.epub was changed by hand" =>
        "Make the release anew with `casebook build`, and change none of its files by hand.";
    /// A source is not the one that the release was made from. The comparison goes on with what is there now.
    StaleRelease = "stale-release", Error,
        "casebook verify dist     # and oman.md was changed after the build" =>
        "Make the release anew with `casebook build`.";
    /// A paragraph, heading, note, cell or picture is not in a file of the release.
    MissingText = "missing-text", Error,
        "casebook verify dist     # and a note is not in dist/book.pdf" =>
        "Make the release anew. If it is missing again, see whether the project's own `styles/book.typ` leaves it out.";
    /// A paragraph, heading, note, cell or picture is in a file of the release once more than in the sources.
    DoubledText = "doubled-text", Error,
        "casebook verify dist     # and a paragraph is twice in dist/book.html" =>
        "Make the release anew. If it is there twice again, see whether the project's own `styles/book.typ` repeats it.";
    /// A paragraph, heading, note, cell or picture is in a file of the release, but in another place than in the sources.
    MisplacedText = "misplaced-text", Error,
        "casebook verify dist     # and two notes are swapped in dist/book.epub" =>
        "Make the release anew. If it is in the wrong place again, see whether the project's own `styles/book.typ` moves it.";
    /// A paragraph, heading, note, cell or picture has other words in a file of the release than in the sources; a number
    /// that cites a note is one of its words.
    ChangedText = "changed-text", Error,
        "casebook verify dist     # and a 27 of the source is 72 in dist/book.html" =>
        "Make the release anew. If the words differ again, see whether the project's own fonts have all characters.";
    /// A word of a source is not in a file of the release as often as in the source, by a second reading of the source that
    /// knows nothing of how casebook reads it.
    LostWord = "lost-word", Error,
        "casebook verify dist     # and a word of oman.md is not in dist/book.html" =>
        "Make the release anew. If the word is lost again, write the line in another way, and report it: it is a fault of casebook.";
    /// A file of the release has words that stand in no source.
    AddedText = "added-text", Error,
        "casebook verify dist     # and dist/book.epub has a sentence more" =>
        "Make the release anew. If the words are there again, see whether the project's own `styles/book.typ` adds them.";
}
