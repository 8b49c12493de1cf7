//! The declaration of a key: its name, the kind of its value, its default, an example, and its meaning. Readers,
//! messages, JSON Schemas and the tables of the manual are derived from it.

/// A key of `book.yaml`, of a header or of `theme.toml`.
#[derive(Debug)]
pub struct Key {
    /// The name of the key in the file.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
    /// The default.
    pub default: Default,
    /// An example value. Empty for a key with keys of its own, and for keys of the theme, whose built-in value is the
    /// example.
    pub example: &'static str,
    /// Its meaning, in Markdown.
    pub doc: &'static str,
}

/// The default of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// No default: the key is required.
    Required,
    /// No value.
    Nothing,
    /// This value.
    Is(&'static str),
    /// A value that is computed in the way that this text describes.
    Otherwise(&'static str),
}

/// The kind of a value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string. Numbers and booleans of YAML are taken as written.
    Words,
    /// A string that matches a regular expression.
    Pattern(&'static str),
    /// `true` or `false`.
    Flag,
    /// An integer in a range.
    Number(u8, u8),
    /// A date: a year, a month or a day.
    Date,
    /// A BCP 47 language tag.
    Language,
    /// A length on paper.
    Length,
    /// The name of a paper size, or width and height.
    Paper,
    /// One of these words, each with its meaning.
    Choice(&'static [(&'static str, &'static str)]),
    /// The level of each check.
    Levels,
    /// Texts by names that the author chooses: the commands of formulas.
    Texts,
    /// A mapping with keys of its own.
    Map(&'static dyn Table),
    /// A list of strings; a single string counts as a list.
    List,
    /// A list of mappings with keys of their own.
    Records(&'static dyn Table),
    /// A list of persons, each a name or a mapping; a single person counts as a list.
    People(&'static dyn Table),
    /// Names of font families, in order of preference.
    Families,
    /// A list of font families in CSS syntax.
    CssFamilies,
    /// A hexadecimal colour.
    Colour,
    /// A number and one of these units.
    Size(&'static [&'static str]),
    /// The weight of a font: 400 is regular, 700 is bold.
    Weight,
    /// A number, or a string that contains one.
    Ratio,
    /// Any value, for the scripts and style sheets of the project.
    Free,
}

/// The keys of one mapping.
pub trait Table: Sync + std::fmt::Debug {
    /// The name of the definition in the JSON Schema.
    fn name(&self) -> &'static str;

    /// Describes the mapping with these keys.
    fn about(&self) -> &'static str;

    /// The keys, in the order of their declaration.
    fn keys(&'static self) -> Vec<&'static Key>;
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.name
    }
}

/// Declares the keys of one mapping: a type with a field for each key, and the only value of that type. Using an
/// undeclared key does not compile; a test finds declared keys that no reader uses.
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
