//! The tree of a formula, between TeX and the outputs.

/// The class of an atom, which decides the space around it (`TeXbook`, chapter 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A letter or another sign without space around it.
    Ordinary,
    /// A sign that is larger in displayed formulas, such as a sum.
    Large,
    /// `+`, between two operands.
    Binary,
    /// `=`
    Relation,
    /// `(`
    Opening,
    /// `)`
    Closing,
    /// `,`
    Punctuation,
    /// `|`, which can open and close.
    Fence,
}

/// The size of a part of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As in a formula on a line of its own.
    Display,
    /// As in running text.
    Text,
    /// As in a superscript.
    Script,
    /// As in a superscript of a superscript.
    ScriptScript,
}

/// The face of words in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// As the text around them.
    Plain,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// A typewriter face.
    Mono,
    /// Without serifs.
    Sans,
}

/// The place of limits of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// Beside it.
    Never,
    /// Under and over it in a displayed formula, and else beside it.
    Displayed,
    /// Under and over it.
    Always,
}

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A letter or a sign.
    Symbol(Symbol),
    /// Letters that belong together, in the shapes of an alphabet.
    Word(String),
    /// Digits, with a decimal point.
    Number(String),
    /// Words.
    Text(Face, String),
    /// The name of a function, such as `sin`.
    Operator(String, Limits),
    /// Parts beside each other, which are one atom.
    Row(Vec<Node>),
    /// A fraction, or two parts above each other without a line.
    Fraction(Box<Fraction>),
    /// A root, with its degree.
    Root(Box<Node>, Option<Box<Node>>),
    /// Superscript and subscript.
    Scripts(Box<Scripts>),
    /// A sign over a part, or under it.
    Accent(Box<Accent>),
    /// A line over a part, or under it.
    Line(Edge, Box<Node>),
    /// A brace, an arrow or the like that is as wide as the part under or over it.
    Brace(Edge, char, Box<Node>),
    /// Delimiters that are as high as their content; `None` is no delimiter.
    Fenced(Option<char>, Vec<Node>, Option<char>),
    /// A delimiter within [`Node::Fenced`] that is as high.
    Middle(char),
    /// A delimiter of a fixed height, in tenths of the font size.
    Delimiter(char, u16, Class),
    /// Rows and columns.
    Table(Table),
    /// A part in a size.
    Sized(Size, Box<Node>),
    /// A part with the space of a class.
    Classed(Class, Box<Node>),
    /// A part whose limits stand elsewhere than is usual.
    Limited(Limits, Box<Node>),
    /// Space, in eighteenths of the font size.
    Space(i16),
    /// The space that a part takes: its width, its height.
    Phantom(Box<Node>, bool, bool),
    /// A part that is crossed out.
    Struck(Strike, Box<Node>),
    /// A part in a frame.
    Boxed(Box<Node>),
    /// A part that is raised, in eighteenths of the font size.
    Raised(i16, Box<Node>),
    /// The number of the formula with an id, and whether it has parentheses.
    Reference(String, bool),
}

impl Node {
    /// The parts of a part.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Symbol(_)
            | Self::Word(_)
            | Self::Number(_)
            | Self::Text(..)
            | Self::Operator(..)
            | Self::Middle(_)
            | Self::Delimiter(..)
            | Self::Space(_)
            | Self::Reference(..) => Vec::new(),
            Self::Row(nodes) | Self::Fenced(_, nodes, _) => nodes.iter().collect(),
            Self::Fraction(fraction) => vec![&fraction.above, &fraction.below],
            Self::Root(inside, degree) => std::iter::once(&**inside).chain(degree.as_deref()).collect(),
            Self::Scripts(scripts) => {
                let Scripts { base, below, above, .. } = &**scripts;
                std::iter::once(base).chain(below).chain(above).collect()
            }
            Self::Accent(accent) => vec![&accent.base],
            Self::Line(_, inside)
            | Self::Brace(_, _, inside)
            | Self::Sized(_, inside)
            | Self::Classed(_, inside)
            | Self::Limited(_, inside)
            | Self::Phantom(inside, ..)
            | Self::Struck(_, inside)
            | Self::Boxed(inside)
            | Self::Raised(_, inside) => vec![inside],
            Self::Table(table) => table.rows.iter().flatten().collect(),
        }
    }

    /// The parts of a part, to change them.
    pub fn parts_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::Symbol(_)
            | Self::Word(_)
            | Self::Number(_)
            | Self::Text(..)
            | Self::Operator(..)
            | Self::Middle(_)
            | Self::Delimiter(..)
            | Self::Space(_)
            | Self::Reference(..) => Vec::new(),
            Self::Row(nodes) | Self::Fenced(_, nodes, _) => nodes.iter_mut().collect(),
            Self::Fraction(fraction) => vec![&mut fraction.above, &mut fraction.below],
            Self::Root(inside, degree) => {
                std::iter::once(&mut **inside).chain(degree.as_deref_mut()).collect()
            }
            Self::Scripts(scripts) => {
                let Scripts { base, below, above, .. } = &mut **scripts;
                std::iter::once(base).chain(below).chain(above).collect()
            }
            Self::Accent(accent) => vec![&mut accent.base],
            Self::Line(_, inside)
            | Self::Brace(_, _, inside)
            | Self::Sized(_, inside)
            | Self::Classed(_, inside)
            | Self::Limited(_, inside)
            | Self::Phantom(inside, ..)
            | Self::Struck(_, inside)
            | Self::Boxed(inside)
            | Self::Raised(_, inside) => vec![inside],
            Self::Table(table) => table.rows.iter_mut().flatten().collect(),
        }
    }
}

/// A letter or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The character, and characters that combine with it.
    pub text: String,
    /// Its class.
    pub class: Class,
    /// Whether it is a letter that stands upright; others are italic.
    pub is_upright: bool,
}

/// The side of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Over it.
    Over,
    /// Under it.
    Under,
}

/// How a part is crossed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strike {
    /// From the lower to the upper corner.
    Up,
    /// From the upper to the lower corner.
    Down,
    /// Both.
    Cross,
    /// Through the middle.
    Through,
}

/// A fraction.
#[derive(Debug, Clone, PartialEq)]
pub struct Fraction {
    /// The upper part.
    pub above: Node,
    /// The lower part.
    pub below: Node,
    /// Whether there is a line between them.
    pub has_line: bool,
}

/// A part with superscript and subscript.
#[derive(Debug, Clone, PartialEq)]
pub struct Scripts {
    /// What they belong to.
    pub base: Node,
    /// The subscript.
    pub below: Option<Node>,
    /// The superscript.
    pub above: Option<Node>,
    /// Whether they stand under and over the base.
    pub limits: Limits,
}

/// A sign over or under a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Accent {
    /// The part.
    pub base: Node,
    /// The combining character.
    pub mark: char,
    /// Where it stands.
    pub edge: Edge,
    /// Whether it is as wide as the part.
    pub is_wide: bool,
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The cells of each row.
    pub rows: Vec<Vec<Node>>,
    /// What it is.
    pub kind: TableKind,
    /// Numbers of columns before which a line stands.
    pub vertical: Vec<usize>,
    /// Numbers of rows before which a line stands.
    pub horizontal: Vec<usize>,
}

/// The layout of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableKind {
    /// Columns with their alignment; those that are not listed are centred.
    Array(Vec<Align>),
    /// Cases behind a brace: columns begin at the left, in the size of text.
    Cases,
    /// Cases in full size.
    DisplayedCases,
    /// Lines of a formula in full size, whose columns are aligned to the right and to the left in turn.
    Aligned,
    /// Lines of a formula in full size, centred.
    Gathered,
    /// Lines in the size of subscripts, centred.
    Substack,
}

/// Alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// `l`
    Left,
    /// `c`
    Center,
    /// `r`
    Right,
}

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Its lines; all but displayed formulas have one.
    pub lines: Vec<Line>,
    /// Whether the columns of its lines are aligned to the right and to the left in turn.
    pub is_aligned: bool,
}

impl Tree {
    /// Whether the formula prints nothing, because it only defines macros.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_bare = |cell: &Node| matches!(cell, Node::Row(nodes) if nodes.is_empty());
        self.lines.iter().all(|line| line.number == Number::None && line.cells.iter().all(is_bare))
    }
}

/// A line of a formula.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its columns.
    pub cells: Vec<Node>,
    /// Its number.
    pub number: Number,
    /// The id that references name.
    pub label: Option<String>,
}

/// The number of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Number {
    /// None.
    #[default]
    None,
    /// The next one.
    Next,
    /// The author wrote it, with its parentheses.
    Written(String),
}
