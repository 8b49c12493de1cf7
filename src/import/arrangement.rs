//! How the pieces of a manuscript are arranged in the book, and what the source says about the whole book.

/// The arrangement of a book. A piece that no list names is one of the cases before the parts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// The pieces before the cases, as indices.
    pub front: Vec<usize>,
    /// The parts, which come after the cases.
    pub parts: Vec<PartPieces>,
    /// The appendices.
    pub appendices: Vec<usize>,
    /// The pieces at the end.
    pub back: Vec<usize>,
    /// Files with the works that the text cites, by path.
    pub bibliography: Vec<(String, Vec<u8>)>,
    /// The file with the citation style, by path.
    pub citation_style: Option<(String, Vec<u8>)>,
    /// What the text is read with.
    pub settings: Vec<Setting>,
    /// The commands of formulas, each with its TeX.
    pub macros: Vec<(String, String)>,
}

/// A part of a book.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PartPieces {
    /// The title; empty if the file has it.
    pub title: String,
    /// The piece with the text below the title.
    pub file: Option<usize>,
    /// Its cases.
    pub cases: Vec<usize>,
}

/// A setting of the book that the source asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// TeX between dollar signs is a formula.
    Formulas,
    /// The alternative text of an image is its caption.
    ImplicitFigures,
    /// Cases and sections have numbers.
    NumberedSections,
    /// Pictures of the network become links to them.
    RemoteImages,
}

impl Arrangement {
    /// Whether the source asks for a setting.
    #[must_use]
    pub fn has(&self, setting: Setting) -> bool {
        self.settings.contains(&setting)
    }

    /// The pieces that are neither in a part nor before or after the cases, of as many pieces as there are.
    #[must_use]
    pub fn cases(&self, pieces: usize) -> Vec<usize> {
        let in_parts = self.parts.iter().flat_map(|part| part.file.iter().chain(&part.cases));
        let placed: Vec<usize> =
            in_parts.chain(&self.front).chain(&self.appendices).chain(&self.back).copied().collect();
        (0..pieces).filter(|piece| !placed.contains(piece)).collect()
    }

    /// Adds the arrangement of pieces that come after the first ones.
    pub fn add(&mut self, other: Self, first: usize) {
        let moved = |list: Vec<usize>| list.into_iter().map(move |piece| piece + first);
        self.front.extend(moved(other.front));
        self.appendices.extend(moved(other.appendices));
        self.back.extend(moved(other.back));
        self.parts.extend(other.parts.into_iter().map(|part| PartPieces {
            file: part.file.map(|file| file + first),
            cases: moved(part.cases).collect(),
            ..part
        }));
        self.bibliography.extend(other.bibliography);
        self.citation_style = self.citation_style.take().or(other.citation_style);
        self.settings.extend(other.settings);
        self.macros.extend(other.macros);
    }
}
