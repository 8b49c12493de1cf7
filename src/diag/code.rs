//! The list of checks. A new check is one entry here; the suite fails until it has a fixture.

use super::Severity;

/// Declares each check: its meaning, variant, stable name, severity, an example that triggers it, and the fix.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $name:literal, $severity:ident, $example:literal => $remedy:literal;)+) => {
        /// A check, which is the kind of a diagnostic. The names are stable, because scripts and settings refer to
        /// them.
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

            /// The severity unless a setting changes it. An error stops the build.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }

            /// What the check means and why it matters.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => concat!($($meaning, "\n"),+).trim_ascii()),+ }
            }

            /// A short source that triggers it.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self { $(Code::$variant => $example),+ }
            }

            /// How the author can fix it.
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
        "Name the folder that contains `book.yaml`, or run `casebook init` to create a project.";
    /// `book.yaml` lists no case.
    EmptyProject = "empty-project", Error,
        "title: Five Elections\nlanguage: en-GB" =>
        "List the case files under `cases:`, in reading order.";
    /// A file that the book needs cannot be read: you may not open it, it is a folder or a device, or it is too large.
    UnreadableFile = "unreadable-file", Error,
        "![The port](pictures/)" =>
        "Use a regular file of at most 64 MB that you have permission to read.";
    /// A file name is not valid Unicode, so neither `book.yaml` nor a case can name the file; it is left out.
    InvalidName = "invalid-name", Warning,
        "a case from an old archive, with its name in Latin-1" =>
        "Rename the file.";
    /// A text file is not encoded in UTF-8.
    InvalidUtf8 = "invalid-utf8", Error,
        "a case file saved as UTF-16 or Latin-1" =>
        "Save the file as UTF-8.";
    /// The YAML syntax is not valid.
    InvalidYaml = "invalid-yaml", Error,
        "title: \"Oman" =>
        "Correct the marked place. The usual causes are a missing quotation mark, a tab, or a colon inside a value.";
    /// casebook has no translation of the words that it adds to a book, such as "Contents" and "Notes". They are in
    /// English.
    MissingWords = "missing-words", Warning,
        "language: gd" =>
        "Translate them under `words:` in `book.yaml`.";
    /// A file of the bibliography, or one of its entries, cannot be read.
    InvalidBibliography = "invalid-bibliography", Error,
        "@book{kelley2017, title = {Scorecard Diplomacy}" =>
        "Correct the marked place. The usual causes are a missing brace or comma, and a key that is there twice.";
    /// A work has a field, a variable, a date or a LaTeX command that is not printed, or a value of the wrong type. It is left out.
    UnprintedField = "unprinted-field", Warning,
        "{\"id\": \"kelley2017\", \"publsher\": \"Port Press\"}" =>
        "Correct the name of the variable, or delete it. CSL 1.0.2 has all names in the schema `csl-data.json`.";
    /// casebook does not know the citation style, or cannot read it.
    CitationStyle = "citation-style", Error,
        "citation-style: chicago" =>
        "Write the name of a style that casebook knows, such as `chicago-notes`, or the path of a CSL file in the project.";
    /// `book.yaml` or `theme.toml` has a key that casebook does not know.
    UnknownKey = "unknown-key", Error,
        "titel: Five Elections" =>
        "Correct the spelling of the key, or delete the line. Your own values belong under `[custom]` in `theme.toml`.";
    /// A value has the wrong type or is out of range: a list instead of text, a date that does not exist.
    InvalidValue = "invalid-value", Error,
        "date: 2017-02-30" =>
        "Write a value of the type that the message names.";
    /// A required key is missing.
    MissingKey = "missing-key", Error,
        "language: en\ncases: [oman.md]" =>
        "Add the key.";
    /// The reading order lists a file that does not exist.
    MissingFile = "missing-file", Error,
        "cases: [Oman.md]     # the file is oman.md" =>
        "Correct the path. Paths are relative to the folder of `book.yaml` and case-sensitive.";
    /// A pattern in the reading order matches no file.
    EmptyPattern = "empty-pattern", Error,
        "cases: [\"case/*.md\"]     # the folder is cases" =>
        "Correct or delete the pattern. `*` matches any characters except `/`.";
    /// The reading order lists the same file twice.
    ListedTwice = "listed-twice", Error,
        "cases: [oman.md, chad.md, oman.md]" =>
        "Delete one of the two entries.";
    /// A path points outside the project folder. casebook reads no file outside it.
    OutsideProject = "outside-project", Error,
        "![The port](../../photos/port.jpg)" =>
        "Copy the file into the project folder and use its new path.";
    /// A header line does not have the form `Key: value`, or the header has the same key twice.
    InvalidHeader = "invalid-header", Error,
        "Title: Oman\nTitle: The sultanate" =>
        "Write one `Key: value` line for each key, and end the header with an empty line.";
    /// A header key differs from a known key by one or two letters.
    MisspelledKey = "misspelled-key", Warning,
        "Titel: Oman" =>
        "Correct the spelling of the key. If it is metadata of your own, allow this check.";
    /// A case has a header but no text.
    EmptyCase = "empty-case", Warning,
        "---\ntitle: Oman\n---" =>
        "Write the case, or remove its file from the reading order.";
    /// A case has no title. Its first heading is used instead, or its file name if it has no heading.
    MissingTitle = "missing-title", Warning,
        "---\nslug: oman\n---\n\nThe sultanate was rated in 2001." =>
        "Add a line `title: …` to the header, or begin the text with a level-1 heading.";
    /// Two cases have the same slug, and therefore the same address.
    DuplicateSlug = "duplicate-slug", Error,
        "slug: case-studies/oman     # in two files" =>
        "Give each case its own `slug`.";
    /// Two cases name the same file for their PDF. The second PDF gets a different name.
    DuplicatePdf = "duplicate-pdf", Warning,
        "pdf: Case study.pdf     # in two files" =>
        "Give each PDF its own name. Names that differ only in upper and lower case count as the same.";
    /// Two elements of one file have the same id.
    DuplicateId = "duplicate-id", Error,
        "## Law {#law}\n\n## Later law {#law}" =>
        "Change one of the two ids.";
    /// A note is cited but not defined in the same file.
    UndefinedNote = "undefined-note", Error,
        "The sultanate was rated in 2001.[^12]" =>
        "Add a paragraph `[^12]: …` to the file, or write `\\[^12]` if you mean these characters.";
    /// A cross-reference leads to an id that nothing in the book has, or to something that has neither a number nor a title. It
    /// is printed as typed. Or a link has no words, and there are none to print.
    CrossReference = "cross-reference", Warning,
        "The port grew, as @fig-prot shows." =>
        "Correct the id, or write it after the figure, table or heading: `{#fig-port}`.";
    /// No file of the bibliography has the work that the text cites.
    UnknownWork = "unknown-work", Error,
        "The programme began in 2001 [@keley2017]." =>
        "Correct the key, add the work to a file of `bibliography:`, or write `\\@` if you mean this character.";
    /// A note reference collides with a link: a parenthesis directly after it turns it into a link, or a reference inside the
    /// brackets of a link prevents the link.
    EnclosedNote = "enclosed-note", Error,
        "the report[^3](2010)" =>
        "Put a space between the reference and the parenthesis, or move the reference out of the link.";
    /// A space precedes a note reference. It is removed, so that the number stays beside its word.
    SpaceBeforeNote = "space-before-note", Warning,
        "The sultanate was rated in 2001. [^12]" =>
        "Delete the space, or write `&nbsp;` to keep it.";
    /// A note label is defined twice in one file.
    DuplicateNote = "duplicate-note", Error,
        "[^1]: 04MUSCAT1\n\n[^1]: 05MUSCAT7" =>
        "Give one of the two notes another label.";
    /// A note is defined but never cited. It is printed after the other notes of its case.
    UncitedNote = "uncited-note", Warning,
        "[^9]: 04MUSCAT1     # and no [^9] in the text" =>
        "Cite the note, or delete it.";
    /// A note has no text.
    EmptyNote = "empty-note", Warning,
        "[^9]:" =>
        "Write the note after the colon, or delete it together with its references.";
    /// A note has more than 5,000 characters. E-readers that show notes in a pop-up cut it off.
    LongNote = "long-note", Warning,
        "[^9]: a note of three pages" =>
        "Move part of the note into the text, or split it into two notes.";
    /// An image file does not exist.
    MissingImage = "missing-image", Error,
        "![The port](Port.png)     # the file is port.png" =>
        "Correct the path. Paths are relative to the Markdown file and case-sensitive.";
    /// An image file is damaged, or has a format that casebook does not read.
    InvalidImage = "invalid-image", Error,
        "![The port](port.png)     # a truncated file" =>
        "Open the picture in an editor and save it again as PNG or JPEG.";
    /// A formula cannot be read: a command is not known, or a brace is missing.
    InvalidFormula = "invalid-formula", Error,
        "$\\frac{1}{2$" =>
        "Correct the TeX at the place of the message. Define commands of your own under `math-macros` in `book.yaml`.";
    /// The output profile for print is damaged, or is not that of a press with four inks.
    InvalidProfile = "invalid-profile", Error,
        "print:\n  output-intent: srgb.icc     # a profile for screens" =>
        "Use the CMYK profile that your printer recommends. Without the key, the profile is that of offset on coated paper.";
    /// The extension of an image file does not match its format.
    MislabelledImage = "mislabelled-image", Warning,
        "![The port](port.png)     # the file is a JPEG" =>
        "Rename the file. Until then casebook goes by the content of the file.";
    /// The colours of a picture are not certain: its colour profile is damaged or does not fit, or it is CMYK and has none.
    DoubtfulColours = "doubtful-colours", Warning,
        "![The port](port.jpg)     # CMYK without a colour profile" =>
        "Open the picture in an editor, convert it to sRGB and save it again.";
    /// A picture is an animation, which paper cannot show.
    AnimatedPicture = "animated-picture", Warning,
        "![The port](port.gif)     # an animated GIF" =>
        "Make sure that the first frame is enough, or use a still picture.";
    /// A part of a picture is not shown, because e-readers or the PDF cannot show it: a `<foreignObject>` without a
    /// replacement, fonts inside an SVG, pages of a TIFF after the first. In the PDF, a word in an SVG can have
    /// wrong letters if these join, as in Arabic and Hindi, and the word has several fonts or styles.
    ReducedPicture = "reduced-picture", Warning,
        "![The plan](plan.svg)     # with text in a <foreignObject>" =>
        "Save what is missing in another form: text as outlines, each page as a picture of its own.";
    /// An image is on the network. A book must contain its images.
    RemoteImage = "remote-image", Error,
        "![The port](https://example.org/port.png)" =>
        "Save the picture in the project folder.";
    /// A figure cannot be drawn: its script fails, or the data do not fit the script.
    Drawing = "drawing", Error,
        "![The tiers](timeline.typ){data=timelines.yaml case=OMM}" =>
        "Correct the script or the data at the marked place.";
    /// An image has no alternative text. An empty text (`{alt=""}`, `<img alt="">`) marks a decorative image, and is not
    /// reported.
    MissingAlt = "missing-alt", Warning,
        "![](port.png)" =>
        "Describe the picture between the square brackets, for readers who cannot see it.";
    /// The width or height of an image cannot be read. The image has its natural size.
    InvalidSize = "invalid-size", Warning,
        "![The port](port.png){width=huge}" =>
        "Write a percentage of the line or a length: `{width=50%}`, `{height=3cm}`. A number alone counts pixels.";
    /// The alternative text repeats the caption. A screen reader then reads the same words twice and still does not describe
    /// the picture.
    RepeatedCaption = "repeated-caption", Warning,
        "![The port of Muscat](port.png)\n\n*Figure 3: The port of Muscat*" =>
        "Describe in the alternative text what the picture shows (\"Two cranes over an empty quay\").";
    /// A link points to a file, case or heading that is not in the book.
    DeadLink = "dead-link", Error,
        "[as in Chad](chad.md#bakground)" =>
        "Correct the path or the fragment. The message lists the possible fragments.";
    /// The text of a link names one case, and the link points to another.
    MisleadingLink = "misleading-link", Warning,
        "[Ecuador](/case-studies/chad/)" =>
        "Correct the address or the text of the link.";
    /// A link has a scheme that could run code or read files, such as `javascript:`.
    UnsafeLink = "unsafe-link", Error,
        "[more](javascript:alert(1))" =>
        "Link to a web address, or remove the link.";
    /// A link points to a page of the site that is not in the book, and `site.url` is not set. Reported once for the project,
    /// with the number of further links.
    NoPublicAddress = "no-public-address", Warning,
        "[the data](/files/data.csv)" =>
        "Set `site.url` in `book.yaml`, or link to a case of the book.";
    /// The text mentions a figure or table, and no caption in the book has that label.
    DeadMention = "dead-mention", Warning,
        "As Figure 9 shows, …     # the captions end with Figure 8" =>
        "Correct the number, or add the caption. For a figure of another book, name the book (\"Figure 9 of the report\").";
    /// Two captions have the same label, so a mention of it is ambiguous.
    DuplicateLabel = "duplicate-label", Warning,
        "*Table 9: Oman*     # in oman.md\n*Table 9: Japan*    # in japan.md" =>
        "Renumber one of the two. Books that restart the numbers in each case are not reported.";
    /// The numbers of figures or tables skip a number or go backwards.
    NumberJump = "number-jump", Warning,
        "*Figure 5: …*\n*Figure 7: …*     # the next one in reading order" =>
        "Look for a missing or misplaced caption, then renumber.";
    /// A caption names a case other than its own, in a book whose captions name their cases.
    ForeignCaption = "foreign-caption", Warning,
        "*Table 9: Key statistics for Kenya*     # in oman.md" =>
        "Check whether the caption or the table was copied from the other case.";
    /// Markup of another tool, or Markdown that has no effect, is printed as typed: a pandoc citation, a TeX formula, a
    /// template tag. Each construct is reported once per file; docs/foreign-markup.md lists them all.
    ForeignMarkup = "foreign-markup", Warning,
        "The port grew [@smith2020].\n\n!!! note\n\nAs $x^2$ shows, …" =>
        "Follow the message. If you mean these characters, put a backslash before the first one (`\\$`).";
    /// An abbreviation is defined and does not occur in its file.
    UnusedAbbreviation = "unused-abbreviation", Warning,
        "*[GDP]: gross domestic product     # and no GDP in the text" =>
        "Correct its spelling, or delete the line.";
    /// An HTML element is not part of the dialect. Its text is kept. Each element is reported once per file.
    UnknownElement = "unknown-element", Warning,
        "<marquee>Oman</marquee>" =>
        "Use Markdown instead, or delete the tags.";
    /// An HTML element or attribute could run code. It is left out.
    ActiveContent = "active-content", Warning,
        "<img src=\"port.png\" onerror=\"…\">" =>
        "Delete it. A book runs no code.";
    /// A `<script>` or a similar element is never closed, so the text after it would be lost.
    SwallowedText = "swallowed-text", Error,
        "<script>\n\nThe sultanate was rated in 2001." =>
        "Close the element, or delete it.";
    /// An HTML element is opened but never closed, or closed but never opened.
    UnbalancedElement = "unbalanced-element", Warning,
        "<div class=\"box\">\n\nWords." =>
        "Add the missing tag, or delete the other one.";
    /// The text contains an invisible character that has no function there. It is left out.
    InvisibleCharacter = "invisible-character", Warning,
        "a zero-width space inside a word" =>
        "Delete the character at the marked place.";
    /// The text contains a control character, which EPUB and PDF do not allow. It is left out.
    ControlCharacter = "control-character", Warning,
        "a NUL byte between two words" =>
        "Delete the character at the marked place.";
    /// An address contains a backslash, or a line break between its angle brackets. It is repaired.
    MalformedAddress = "malformed-address", Warning,
        "<https://example.org/a\\_b>" =>
        "Copy the address from a browser, and keep it on one line.";
    /// A word is split at its hyphen over two lines. It is printed without a space.
    SplitWord = "split-word", Warning,
        "a decision of the vice-\npresident" =>
        "Write the word on one line.";
    /// The same word occurs twice in a row.
    DoubledWord = "doubled-word", Warning,
        "The minister of the the interior" =>
        "Delete one of the two. \"Had had\" and similar pairs are not reported.";
    /// A quotation is opened but never closed, or closed but never opened.
    UnbalancedQuote = "unbalanced-quote", Warning,
        "He called it \"a grave matter and left." =>
        "Add the missing quotation mark. A quotation of several paragraphs may open each paragraph and close only the last.";
    /// A table row has more cells than the table has columns.
    ExtraCells = "extra-cells", Error,
        "| A | B |\n| --- | --- |\n| 1 | 2 | 3 |" =>
        "Add a column to the table, or write `\\|` for a bar that separates no cells.";
    /// A table does not fit the page, even in the smallest type on a landscape page.
    TooWide = "too-wide", Error,
        "a table with a column for each of fifty years" =>
        "Split the table, or shorten the longest words in its columns.";
    /// Text runs past the edge of the page. `build` checks the pages that it lays out, and `verify` checks the finished files.
    OutsidePage = "outside-page", Error,
        "a `code` function in styles/book.typ that puts each word into an unbreakable box" =>
        "Let the function in `styles/` that sets the text break its lines, or shorten the words.";
    /// A heading is more than one level below the heading before it.
    SkippedLevel = "skipped-level", Warning,
        "## Law\n\n#### Exceptions" =>
        "Use as many number signs as the message shows.";
    /// A heading has no text under it.
    EmptySection = "empty-section", Warning,
        "## Sources\n\n## Notes" =>
        "Write the section, or delete the heading. The notes of a case get a heading of their own.";
    /// Lists, quotations or emphasis are nested too deeply to fit on a page.
    DeepNesting = "deep-nesting", Error,
        "> > > > > > > > > > > > > > > > > > > > > > words" =>
        "Remove some of the levels.";
    /// No font contains a character.
    MissingGlyph = "missing-glyph", Warning,
        "The name is written 漢." =>
        "Run `casebook fonts`, and put the files of the family that it names into `fonts/`.";
    /// The page layout reports an error, or a case or the book is too large for paged output. Only a build finds all of these errors.
    Layout = "layout", Error,
        "a mistake in the project's own styles/book.typ" =>
        "Correct the marked place.";
    /// An EPUB that is built alone has no page list, because the pages cannot be laid out.
    NoPageList = "no-page-list", Warning,
        "casebook build --format epub     # with a table that does not fit the page" =>
        "Build the PDF to see the error, and correct it.";
    /// The margins leave no room for text.
    Margins = "margins", Error,
        "page: {trim: A5, margins: {inner: 80 mm, outer: 60 mm}}" =>
        "Reduce the margins, or enlarge the page.";
    /// The resolution of a picture is too low for its size on paper. Below 200 dpi a picture looks coarse; print needs 300 dpi.
    CoarsePicture = "coarse-picture", Warning,
        "![The port](port.png)     # 400 pixels over the width of the page" =>
        "Use a picture with more pixels, or a vector drawing (SVG).";
    /// The page layout reports a warning. Only a build finds all of these warnings.
    LayoutWarning = "layout-warning", Warning,
        "a missing font in the project's own styles/book.typ" =>
        "Correct the marked place.";
    /// A font file cannot be read, or a font family of the theme cannot be found.
    InvalidFont = "invalid-font", Error,
        "[family]\ntext = [\"Garamond\"]     # and no such file in fonts/" =>
        "Add the font files to `fonts/`, or name another family.";
    /// A font family of the theme lacks a face that the text needs. Another face is used instead.
    MissingFace = "missing-face", Warning,
        "[family]\ntext = [\"Garamond\"]     # and no italics in fonts/" =>
        "Add the missing face to `fonts/`.";
    /// The licence of a font forbids embedding. EPUB and HTML use another font instead.
    RestrictedFont = "restricted-font", Warning,
        "fonts/Office.ttf     # its OS/2 table forbids embedding" =>
        "Obtain a licence for embedding, or name another family in `styles/theme.toml`.";
    /// A style sheet or the theme of the project is not valid.
    InvalidStyle = "invalid-style", Error,
        "[family\ntext = [\"Garamond\"]" =>
        "Correct the marked place.";
    /// A file of a release is missing, cannot be read, or was changed: its size or its digest differs.
    DamagedRelease = "damaged-release", Error,
        "casebook verify dist     # and dist/book.epub was edited by hand" =>
        "Run `casebook build` again, and do not edit its output.";
    /// A source has changed since the release was built. The comparison continues with the current source.
    StaleRelease = "stale-release", Error,
        "casebook verify dist     # and oman.md was changed after the build" =>
        "Run `casebook build` again.";
    /// A paragraph, heading, note, cell or picture is missing from a file of the release.
    MissingText = "missing-text", Error,
        "casebook verify dist     # and a note is missing from dist/book.pdf" =>
        "Build again. If it is still missing, check whether the project's own `styles/book.typ` leaves it out.";
    /// A file of the release has a paragraph, heading, note, cell or picture more often than the sources.
    DoubledText = "doubled-text", Error,
        "casebook verify dist     # and a paragraph is twice in dist/book.html" =>
        "Build again. If it is still there twice, check whether the project's own `styles/book.typ` repeats it.";
    /// A file of the release has a paragraph, heading, note, cell or picture in a different place than the sources.
    MisplacedText = "misplaced-text", Error,
        "casebook verify dist     # and two notes are swapped in dist/book.epub" =>
        "Build again. If it is still misplaced, check whether the project's own `styles/book.typ` moves it.";
    /// A paragraph, heading, note, cell or picture of a release differs from the sources. If the number of a note
    /// differs, the text that cites it counts as changed.
    ChangedText = "changed-text", Error,
        "casebook verify dist     # and a 27 of the source is 72 in dist/book.html" =>
        "Build again. If the text still differs, check whether the project's own fonts have every character.";
    /// A word occurs less often in a file of the release than in its source. This check reads the sources on its own,
    /// independently of casebook's parser.
    LostWord = "lost-word", Error,
        "casebook verify dist     # and a word of oman.md is not in dist/book.html" =>
        "Build again. If the word is still lost, rephrase the line and report the problem: it is a bug in casebook.";
    /// A file of the release contains text that is not in the sources.
    AddedText = "added-text", Error,
        "casebook verify dist     # and dist/book.epub has an extra sentence" =>
        "Build again. If the text is still there, check whether the project's own `styles/book.typ` adds it.";
}
