//! How a key is declared: its name, the kind of its value, its default, an example, and what it means. The readers, their
//! messages, the JSON Schemas and the manual's tables follow from the one declaration.

/// A key of `book.yaml`, of a header or of `theme.toml`.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What holds where the key is not given.
    pub default: Default,
    /// A value as it could be written; empty for what has keys of its own, and for keys of the theme, whose built-in value
    /// is the example.
    pub example: &'static str,
    /// What it means, in Markdown.
    pub doc: &'static str,
}

/// What holds where a key is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// The key must be given.
    Required,
    /// Nothing.
    Nothing,
    /// This value.
    Is(&'static str),
    /// What these words say.
    Otherwise(&'static str),
}

/// The kind of a value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A word or phrase; numbers and the words of YAML for yes and no are taken as they are written.
    Words,
    /// A text that matches a regular expression.
    Pattern(&'static str),
    /// `true` or `false`.
    Flag,
    /// A whole number between two others.
    Number(u8, u8),
    /// A year, a month or a day.
    Date,
    /// A BCP 47 language tag.
    Language,
    /// A length on paper.
    Length,
    /// The name of a paper, or width and height.
    Paper,
    /// One of these words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// The level of each check.
    Levels,
    /// Keys of its own.
    Map(&'static dyn Table),
    /// A list of words; one alone counts as a list.
    List,
    /// A list of persons, each a name or keys of its own; one alone counts as a list.
    People(&'static dyn Table),
    /// Names of font families, in order of preference.
    Families,
    /// A list of families as CSS has it.
    CssFamilies,
    /// A colour, in hexadecimal digits.
    Colour,
    /// A number and one of these units.
    Size(&'static [&'static str]),
    /// A number, written as such or as a text.
    Ratio,
    /// Anything: for the scripts and style sheets of the project.
    Free,
}

/// Keys that stand beside each other.
pub trait Table: Sync + std::fmt::Debug {
    /// The name of the definition in the JSON Schema.
    fn name(&self) -> &'static str;

    /// What has these keys.
    fn about(&self) -> &'static str;

    /// The keys, in the order of the declaration.
    fn keys(&'static self) -> Vec<&'static Key>;
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.name
    }
}

/// Declares keys that stand beside each other: a type with a field for each key, and the only value of this type. The use of
/// a key that is not declared does not compile; a test finds a declared one that no reader uses.
macro_rules! keys {
    (
        $(#[doc = $about:literal])+
        $value:ident: $table:ident {
            $($(#[doc = $doc:literal])+ $key:ident $name:literal: $kind:expr, $default:expr, $example:literal;)+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug)]
        pub struct $table {
            $($(#[doc = $doc])+ pub $key: $crate::config::key::Key,)+
        }

        $(#[doc = $about])+
        pub static $value: $table = $table {
            $($key: $crate::config::key::Key {
                name: $name,
                kind: $kind,
                default: $default,
                example: $example,
                doc: concat!($($doc),+),
            },)+
        };

        impl $crate::config::key::Table for $table {
            fn name(&self) -> &'static str {
                stringify!($table)
            }

            fn about(&self) -> &'static str {
                concat!($($about),+).trim_ascii()
            }

            fn keys(&'static self) -> Vec<&'static $crate::config::key::Key> {
                vec![$(&self.$key),+]
            }
        }
    };
}

pub(super) use keys;
