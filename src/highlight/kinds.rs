//! The kinds of tokens by the scopes of a grammar, which follow the conventions of Sublime Text.

use std::sync::LazyLock;

use syntect::parsing::Scope;
use typst::syntax::Tag;

use crate::model::TokenKind::{self, Added, Comment, Constant, Function, Keyword, Removed, String, Type};

/// Beginnings of scopes with their kinds. The first one that fits a scope decides; one without a kind ends the search, so
/// that code inside a text is not shown as text.
const KINDS: &[(&str, Option<TokenKind>)] = &[
    ("source", None),
    ("text", None),
    ("meta.interpolation", None),
    ("comment", Some(Comment)),
    ("constant", Some(Constant)),
    ("support.constant", Some(Constant)),
    ("string", Some(String)),
    ("markup.raw", Some(String)),
    ("markup.underline.link", Some(String)),
    ("keyword", Some(Keyword)),
    ("storage", Some(Keyword)),
    ("variable.language", Some(Keyword)),
    ("entity.name.tag", Some(Keyword)),
    ("entity.name.section", Some(Keyword)),
    ("markup.heading", Some(Keyword)),
    ("markup.bold", Some(Keyword)),
    ("entity.name.type", Some(Type)),
    ("entity.name.class", Some(Type)),
    ("entity.name.struct", Some(Type)),
    ("entity.name.enum", Some(Type)),
    ("entity.name.union", Some(Type)),
    ("entity.name.trait", Some(Type)),
    ("entity.name.interface", Some(Type)),
    ("entity.name.impl", Some(Type)),
    ("entity.name.namespace", Some(Type)),
    ("entity.other.inherited-class", Some(Type)),
    ("entity.other.attribute-name", Some(Type)),
    ("support.type", Some(Type)),
    ("support.class", Some(Type)),
    ("entity.name", Some(Function)),
    ("variable.function", Some(Function)),
    ("variable.annotation", Some(Function)),
    ("support.function", Some(Function)),
    ("support.macro", Some(Function)),
    ("meta.diff.range", Some(Function)),
    ("markup.inserted", Some(Added)),
    ("meta.diff.header.to-file", Some(Added)),
    ("markup.deleted", Some(Removed)),
    ("meta.diff.header.from-file", Some(Removed)),
];

/// The scope of keys in data such as JSON, whose texts are names.
const KEY: &str = "meta.mapping.key";

static SCOPES: LazyLock<Vec<(Scope, Option<TokenKind>)>> =
    LazyLock::new(|| KINDS.iter().filter_map(|(name, kind)| Some((Scope::new(name).ok()?, *kind))).collect());

static KEYS: LazyLock<Option<Scope>> = LazyLock::new(|| Scope::new(KEY).ok());

/// The kind of a text with these scopes, from the outermost to the innermost. The innermost one that has a kind decides.
pub fn of(scopes: &[Scope], words: &str) -> Option<TokenKind> {
    let known =
        |scope: &Scope| SCOPES.iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, kind)| *kind);
    let kind = scopes.iter().rev().find_map(known).flatten()?;
    match kind {
        // Operators are punctuation, unless they are words: `and`, `not`.
        Keyword | Type if !words.contains(char::is_alphabetic) => None,
        String if is_key(scopes) => Some(Function),
        kind => Some(kind),
    }
}

fn is_key(scopes: &[Scope]) -> bool {
    KEYS.is_some_and(|key| scopes.iter().any(|scope| key.is_prefix_of(*scope)))
}

/// The kind of a part of Typst code.
pub fn of_typst(tag: Tag) -> Option<TokenKind> {
    match tag {
        Tag::Comment => Some(Comment),
        Tag::Keyword | Tag::Heading | Tag::Strong | Tag::ListMarker | Tag::ListTerm => Some(Keyword),
        Tag::String | Tag::Raw | Tag::Link => Some(String),
        Tag::Number | Tag::Escape | Tag::MathDelimiter => Some(Constant),
        Tag::Function | Tag::Interpolated => Some(Function),
        Tag::Label | Tag::Ref => Some(Type),
        Tag::Punctuation
        | Tag::Emph
        | Tag::MathOperator
        | Tag::MathGroupingParens
        | Tag::Operator
        | Tag::Error => None,
    }
}
