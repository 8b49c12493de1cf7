//! The list of checks. A new check is one line here; the suite fails until it has a fixture.

use super::Severity;

/// Declares the checks: variant, stable name, severity, and what the check means.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
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

            /// Whether the check stops the build.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }

            /// What the check means and why it matters.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => concat!($($meaning, "\n"),+)),+ }
            }
        }
    };
}

codes! {
    /// The project folder has no `book.yaml`.
    MissingManifest = "missing-manifest", Error;
    /// `book.yaml` names no case at all.
    EmptyProject = "empty-project", Error;
    /// A file that is needed cannot be read: permissions, a folder, a device, or too large.
    UnreadableFile = "unreadable-file", Error;
    /// A file is not text in UTF-8.
    InvalidUtf8 = "invalid-utf8", Error;
    /// A YAML text does not follow the YAML grammar.
    InvalidYaml = "invalid-yaml", Error;
    /// `book.yaml` has a key that casebook does not know.
    UnknownKey = "unknown-key", Error;
    /// A value is of the wrong kind: a list where text is expected, a date that does not exist.
    InvalidValue = "invalid-value", Error;
    /// A key that must be there is not.
    MissingKey = "missing-key", Error;
    /// The reading order names a file that does not exist.
    MissingFile = "missing-file", Error;
    /// A pattern in the reading order matches no file.
    EmptyPattern = "empty-pattern", Error;
    /// The reading order names the same file twice.
    ListedTwice = "listed-twice", Error;
    /// A path leads out of the project folder.
    OutsideProject = "outside-project", Error;
    /// A header line is not of the form `Key: value`, or a key stands there twice.
    InvalidHeader = "invalid-header", Error;
    /// A header key is one letter or two away from a known one.
    MisspelledKey = "misspelled-key", Warning;
    /// A case has no words under its header.
    EmptyCase = "empty-case", Warning;
    /// Neither header nor heading gives a title; the file name serves.
    MissingTitle = "missing-title", Warning;
    /// Two cases have the same slug, so their addresses would be one.
    DuplicateSlug = "duplicate-slug", Error;
    /// Two things in one file have the same id.
    DuplicateId = "duplicate-id", Error;
    /// A note reference whose note is not defined in its file.
    UndefinedNote = "undefined-note", Error;
    /// A note reference inside a link or an image, or a link made of one by the parenthesis behind it.
    EnclosedNote = "enclosed-note", Error;
    /// A note label that is defined twice in one file.
    DuplicateNote = "duplicate-note", Error;
    /// A note that no reference cites; it is printed after the others of its case.
    UncitedNote = "uncited-note", Warning;
    /// A note without words.
    EmptyNote = "empty-note", Warning;
    /// An image file that does not exist.
    MissingImage = "missing-image", Error;
    /// An image that cannot be decoded, or whose format no e-reader knows.
    InvalidImage = "invalid-image", Error;
    /// An image file whose name says another format than its bytes.
    MislabelledImage = "mislabelled-image", Warning;
    /// An image on the network; a book must hold its images.
    RemoteImage = "remote-image", Error;
    /// A figure that cannot be drawn: its script fails, or its data are not what the script needs.
    Drawing = "drawing", Error;
    /// An image without alternative text.
    MissingAlt = "missing-alt", Warning;
    /// A link to a file, case or heading that does not exist in the book.
    DeadLink = "dead-link", Error;
    /// A link whose scheme could run code or read files, such as `javascript:`.
    UnsafeLink = "unsafe-link", Error;
    /// A link to something outside the book, and no `site.url` to make an address from.
    NoPublicAddress = "no-public-address", Warning;
    /// An HTML element outside the dialect; its text is kept.
    UnknownElement = "unknown-element", Warning;
    /// An HTML element or attribute that could run code; it is left out.
    ActiveContent = "active-content", Warning;
    /// A `<script>` or the like that is never closed, so that the text after it would be lost.
    SwallowedText = "swallowed-text", Error;
    /// An HTML element that is opened and never closed, or closed and never opened.
    UnbalancedElement = "unbalanced-element", Warning;
    /// An invisible character that has no business in its line; it is left out.
    InvisibleCharacter = "invisible-character", Warning;
    /// A character that no e-book or PDF may contain; it is left out.
    ControlCharacter = "control-character", Warning;
    /// An address between angle brackets with a backslash or a line end in it, which Markdown does not allow; repaired.
    MalformedAddress = "malformed-address", Warning;
    /// A line that ends in the hyphen of a word which goes on in the next line; set without a blank.
    SplitWord = "split-word", Warning;
    /// A table row with more cells than the table has columns.
    ExtraCells = "extra-cells", Error;
    /// A table whose columns find no room, not even in the smallest type on a page turned on its side.
    TooWide = "too-wide", Error;
    /// A heading more than one level below the heading before it.
    SkippedLevel = "skipped-level", Warning;
    /// Lists and quotations nested deeper than any page can show.
    DeepNesting = "deep-nesting", Error;
    /// A character that none of the fonts has.
    MissingGlyph = "missing-glyph", Warning;
    /// The page layout refused something; the message is the typesetter's.
    Layout = "layout", Error;
    /// The margins of the page leave no room for text.
    Margins = "margins", Error;
    /// A picture of too few pixels for its size on paper: it will look coarse when printed at less than 300 dots to an inch.
    CoarsePicture = "coarse-picture", Warning;
    /// The page layout warns of something; the message is the typesetter's.
    LayoutWarning = "layout-warning", Warning;
    /// A font file that cannot be read, or a family of the theme that lacks a face it needs.
    InvalidFont = "invalid-font", Error;
    /// A family of the theme without a face that the text needs; another face stands in for it.
    MissingFace = "missing-face", Warning;
    /// A font whose maker does not allow that it is embedded; EPUB and HTML go without it.
    RestrictedFont = "restricted-font", Warning;
    /// A style sheet or theme of the project is not valid.
    InvalidStyle = "invalid-style", Error;
}
