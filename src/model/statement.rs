//! Statements of mathematics, such as theorems and proofs: boxes with a word in the language of the book, and a number.

use super::{Block, BlockKind};

/// The kind of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatementKind {
    /// `#thm-`
    Theorem,
    /// `#lem-`
    Lemma,
    /// `#cor-`
    Corollary,
    /// `#prp-`
    Proposition,
    /// `#cnj-`
    Conjecture,
    /// `#def-`
    Definition,
    /// `#exm-`
    Example,
    /// `#exr-`
    Exercise,
    /// `#alg-`
    Algorithm,
    /// Without a number.
    Proof,
    /// Without a number.
    Remark,
    /// Without a number.
    Solution,
}

impl StatementKind {
    /// Every kind, with its class, and with the beginning of its ids.
    const NAMES: [(Self, &'static str, &'static str); 12] = [
        (Self::Theorem, "theorem", "thm"),
        (Self::Lemma, "lemma", "lem"),
        (Self::Corollary, "corollary", "cor"),
        (Self::Proposition, "proposition", "prp"),
        (Self::Conjecture, "conjecture", "cnj"),
        (Self::Definition, "definition", "def"),
        (Self::Example, "example", "exm"),
        (Self::Exercise, "exercise", "exr"),
        (Self::Algorithm, "algorithm", "alg"),
        (Self::Proof, "proof", "prf"),
        (Self::Remark, "remark", "rem"),
        (Self::Solution, "solution", "sol"),
    ];

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NAMES.into_iter().map(|(kind, ..)| kind)
    }

    /// The kind that a class names.
    #[must_use]
    pub fn named(class: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(_, name, _)| *name == class).map(|(kind, ..)| kind)
    }

    /// The kind that the beginning of an id names: `thm-line`, `thm:line`.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        let (start, name) = id.split_once(['-', ':'])?;
        let known = Self::NAMES.into_iter().find(|(.., known)| known.eq_ignore_ascii_case(start));
        known.filter(|_| !name.is_empty()).map(|(kind, ..)| kind)
    }

    /// Its class.
    #[must_use]
    pub fn class(self) -> &'static str {
        Self::NAMES.into_iter().find(|(kind, ..)| *kind == self).map_or("", |(_, class, _)| class)
    }

    /// Whether a class is enough to name it. Other words, such as “example”, also name boxes of other kinds.
    #[must_use]
    pub fn is_clear(self) -> bool {
        match self {
            Self::Theorem
            | Self::Lemma
            | Self::Corollary
            | Self::Proposition
            | Self::Conjecture
            | Self::Proof => true,
            Self::Definition
            | Self::Example
            | Self::Exercise
            | Self::Algorithm
            | Self::Remark
            | Self::Solution => false,
        }
    }

    /// Whether it has a number.
    #[must_use]
    pub fn is_numbered(self) -> bool {
        !matches!(self, Self::Proof | Self::Remark | Self::Solution)
    }
}

impl Block {
    /// The kind of the statement that the block is.
    #[must_use]
    pub fn statement(&self) -> Option<StatementKind> {
        let BlockKind::Callout(callout) = &self.kind else { return None };
        let named = self.attributes.classes.iter().find_map(|class| StatementKind::named(class));
        named.filter(|kind| callout.kind.is_none() && (kind.is_clear() || self.attributes.id.is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::StatementKind;

    #[test]
    fn ids_name_statements() {
        for (id, kind) in [
            ("thm-line", Some(StatementKind::Theorem)),
            ("DEF:line", Some(StatementKind::Definition)),
            ("thm-", None),
            ("thm", None),
            ("fig-line", None),
        ] {
            assert_eq!(StatementKind::of_id(id), kind, "{id}");
        }
    }
}
