//! What the commands of TeX do.

use super::letters::Alphabet;
use super::tree::{Class, Edge, Face, Size, Strike};

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// A sign, its class, and whether it stands upright.
    Sign(char, Class, bool),
    /// The name of a function, and whether its limits stand under it in a displayed formula.
    Function(&'static str, bool),
    /// Space, in eighteenths of the font size.
    Space(i16),
    /// Sets its argument in an alphabet.
    Alphabet(Alphabet),
    /// Sets the rest of its group in an alphabet; `None` is the usual one.
    Switch(Option<Alphabet>),
    /// Words.
    Words(Face),
    /// A combining character over or under its argument, and whether it is as wide.
    Accent(char, Edge, bool),
    /// Sets the size of the rest of its group.
    Size(Size),
    /// A fraction.
    Fraction(FractionKind),
    /// A fraction of what stands before and after the command in its group.
    Infix(FractionKind),
    /// `\above`, with the thickness of the line.
    InfixWithLength,
    /// `\genfrac`
    GeneralFraction,
    /// Gives its argument the space of a class.
    Classed(Class),
    /// A sign over or under its argument that is as wide.
    Brace(Edge, char),
    /// A line over or under its argument.
    Line(Edge),
    /// An arrow as wide as its arguments over and under it.
    Arrow(char),
    /// Its first argument over or under the second.
    Stack(Edge),
    /// Crosses its argument out.
    Struck(Strike),
    /// `\cancelto`
    StruckTo,
    /// The space that its argument takes: its width, its height.
    Phantom(bool, bool),
    /// The height of a line.
    Strut,
    /// A delimiter of a height in tenths of the font size.
    Delimiter(u16, Option<Class>),
    /// `\left`
    Left,
    /// `\middle`
    Middle,
    /// `\begin`
    Begin,
    /// `\sqrt`
    Root,
    /// `\root 3 \of 2`
    OldRoot,
    /// `\operatorname`, and whether its limits stand under it.
    Operator(bool),
    /// `\not`
    Not,
    /// `\substack`
    Substack,
    /// `\boxed`
    Boxed,
    /// `\fbox`: a box around words.
    BoxedWords,
    /// A length, in braces or without them.
    Length,
    /// `\raisebox`
    Raised,
    /// `\sideset`
    Sideset,
    /// `\mathchoice`
    Choice,
    /// A character by its number.
    Character,
    /// Stands for its argument, after an optional one in brackets.
    Argument,
    /// `\label`
    Label,
    /// `\tag`
    Tag,
    /// `\notag`
    Unnumbered,
    /// The number of another formula, and whether it has parentheses.
    Reference(bool),
    /// Prints nothing, and takes this number of arguments, after an optional one in brackets.
    Ignored(usize),
    /// Sets the colour of its second argument, which consists of words. Colours have no effect.
    ColoredWords(usize),
    /// Defines a macro.
    Definition(Definition),
    /// A derivative with this sign.
    Derivative(&'static str),
    /// `\qty` of the packages `siunitx` and `physics`.
    Quantity,
    /// A number, a unit, or both.
    Units(Units),
    /// A chemical formula.
    Chemistry,
    /// `\braket` of the packages `braket` and `physics`.
    Braket,
    /// Cannot stand in a formula, with the way out.
    Refused(&'static str),
}

/// The size of a fraction, whether it has a line, and its delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FractionKind {
    /// The size, if it is set.
    pub size: Option<Size>,
    /// Whether it has a line.
    pub has_line: bool,
    /// The delimiters.
    pub delimiters: Option<(char, char)>,
}

/// A kind of definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Definition {
    /// `\newcommand`
    New,
    /// `\providecommand`, which changes no macro.
    Provide,
    /// `\def`
    Def,
    /// `\let`
    Let,
    /// `\DeclareMathOperator`
    Operator,
    /// `\DeclarePairedDelimiter`
    Paired,
}

/// The arguments of a command of the package `siunitx`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// `\num`
    Number,
    /// `\unit`
    Unit,
    /// `\SI`
    Both,
    /// `\qtyrange`
    Range,
    /// `\ang`
    Angle,
}
