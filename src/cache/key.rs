//! The keys of results: digests of everything that decides about them.

use sha2::{Digest, Sha256};

/// The format of entries. A new number makes all older ones unknown.
const FORMAT: &str = "1";

/// Differs between two programs whose results may differ. See `build.rs`.
const PROGRAM: &str = env!("CASEBOOK_PROGRAM");

/// The kinds of results. Each has a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A compressed picture.
    Picture,
    /// A drawn cover.
    Cover,
    /// A drawn figure as SVG, with its description and its data.
    Drawing,
    /// A font file with the characters of a book, as WOFF2.
    WebFont,
    /// The laid-out document of a case as parts of PDFs.
    Document,
    /// The PDF of a case.
    Case,
}

impl Kind {
    /// The name of its folder: lower-case letters and hyphens.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Picture => "picture",
            Kind::Cover => "cover",
            Kind::Drawing => "drawing",
            Kind::WebFont => "web-font",
            Kind::Document => "document",
            Kind::Case => "case",
        }
    }
}

/// The key of a result: its kind and a digest of the program and of all inputs. Fields are kept apart, so that different inputs
/// have different keys.
#[derive(Debug, Clone)]
pub struct Key {
    kind: Kind,
    digest: Sha256,
}

impl Key {
    /// A key without inputs.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self::of_program(kind, PROGRAM)
    }

    fn of_program(kind: Kind, program: &str) -> Self {
        Self { kind, digest: Sha256::new() }.with(FORMAT).with(program).with(kind.folder())
    }

    /// The key with another input.
    #[must_use]
    pub fn with(mut self, input: impl AsRef<[u8]>) -> Self {
        add(&mut self.digest, input.as_ref());
        self
    }

    /// The key with an input that is a number or a choice.
    #[must_use]
    pub fn with_number(self, number: impl Into<u64>) -> Self {
        self.with(number.into().to_le_bytes())
    }

    /// The key with a list of inputs.
    #[must_use]
    pub fn with_all<I: AsRef<[u8]>>(self, inputs: impl IntoIterator<Item = I>) -> Self {
        let mut list = Sha256::new();
        inputs.into_iter().for_each(|input| add(&mut list, input.as_ref()));
        self.with(list.finalize())
    }

    /// The digest.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    /// The folder and the name of the entry.
    pub(super) fn place(&self) -> (String, String) {
        let name: String = self.digest().iter().map(|byte| format!("{byte:02x}")).collect();
        (format!("{}/{}", self.kind.folder(), &name[..2]), name)
    }
}

/// Adds a field after its length.
fn add(digest: &mut Sha256, field: &[u8]) {
    digest.update((field.len() as u64).to_le_bytes());
    digest.update(field);
}

#[cfg(test)]
mod tests {
    use super::{Key, Kind};

    #[test]
    fn inputs_do_not_run_together() {
        let key = || Key::of(Kind::Picture);
        let keys = [
            key(),
            key().with(""),
            key().with("").with(""),
            key().with("ab"),
            key().with("a").with("b"),
            key().with("b").with("a"),
            key().with("\u{1}a"),
            key().with_all(["ab"]),
            key().with_all(["a", "b"]),
            key().with_all(["a"]).with("b"),
            key().with_all(["a"]).with_all(["b"]),
            key().with_number(1_u64),
            key().with_number(256_u64),
            Key::of(Kind::Cover),
            Key::of(Kind::Cover).with("ab"),
        ];
        let digests: std::collections::BTreeSet<[u8; 32]> = keys.iter().map(Key::digest).collect();
        assert_eq!(digests.len(), keys.len());
        assert_eq!(key().with("a").with("b").digest(), key().with(b"a").with(vec![b'b']).digest());
    }

    #[test]
    fn another_program_has_other_keys() {
        let [one, other] = ["1 on x86", "2 on x86"].map(|program| Key::of_program(Kind::Cover, program));
        assert_ne!(one.digest(), other.digest());
    }

    #[test]
    fn the_place_begins_with_the_kind() {
        let (folder, name) = Key::of(Kind::WebFont).place();
        assert_eq!(folder, format!("web-font/{}", &name[..2]));
        assert!(name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    }
}
