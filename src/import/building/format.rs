//! The format of a piece of text: its marks, its language, and what it belongs to.

use std::rc::Rc;

use crate::model::{CitationId, LinkId};

/// A mark of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// Struck through.
    Strike,
    /// Small capitals.
    SmallCaps,
    /// Underlined.
    Underline,
    /// Inserted by a reviewer, if all changes are shown.
    Inserted,
    /// Deleted by a reviewer, if all changes are shown.
    Deleted,
    /// Above the line.
    Superscript,
    /// Below the line.
    Subscript,
    /// Code.
    Code,
    /// Code only because its font has a fixed width. Such paragraphs are blocks of code.
    FixedWidth,
}

impl Mark {
    /// Every mark that is shown, from the outermost to the innermost.
    pub const ALL: [Self; 10] = [
        Self::Inserted,
        Self::Deleted,
        Self::Strong,
        Self::Emphasis,
        Self::Strike,
        Self::SmallCaps,
        Self::Underline,
        Self::Superscript,
        Self::Subscript,
        Self::Code,
    ];
}

/// A set of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u16);

impl Marks {
    /// Whether a mark is set.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u16) != 0
    }

    /// Sets or removes a mark.
    pub fn set(&mut self, mark: Mark, is_set: bool) {
        let bit = 1 << mark as u16;
        self.0 = if is_set { self.0 | bit } else { self.0 & !bit };
    }

    /// Makes underlined words emphasized if that is what underlining means.
    pub fn settle_underline(&mut self, is_emphasis: bool) {
        if is_emphasis && self.has(Mark::Underline) {
            self.set(Mark::Underline, false);
            self.set(Mark::Emphasis, true);
        }
    }

    /// The marks that both have.
    pub fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The marks that one of them has.
    pub fn either(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The format of a piece of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Format {
    /// Its marks.
    pub marks: Marks,
    /// Its language, if a mark sets one.
    pub language: Option<Rc<str>>,
    /// The link that it belongs to.
    pub link: Option<LinkId>,
    /// The citation that it belongs to.
    pub citation: Option<CitationId>,
    /// The place with a name that it belongs to.
    pub anchor: Option<usize>,
}

/// Whether a character is written with the fonts for East Asia.
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3134F}')
}

/// Whether all letters of a font have the same width.
pub fn is_monospaced(font: &str) -> bool {
    let font = font.to_lowercase();
    let begins =
        ["courier", "consolas", "menlo", "monaco", "lucida console", "lucida sans typewriter", "andale mono"];
    begins.iter().any(|name| font.starts_with(name))
        || font
            .split([' ', '-'])
            .any(|word| matches!(word, "mono" | "monospace" | "monospaced" | "typewriter"))
        || matches!(
            font.as_str(),
            "source code pro"
                | "fira code"
                | "cascadia code"
                | "inconsolata"
                | "fixedsys"
                | "terminal"
                | "ocr a extended"
                | "anonymous pro"
        )
}
