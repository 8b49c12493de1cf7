//! The text of `casebook --version`.

use std::sync::LazyLock;

use crate::typeset::typst_version;

/// Version of casebook, its commit if known, and the version of the built-in Typst.
pub fn words() -> &'static str {
    static WORDS: LazyLock<String> = LazyLock::new(|| {
        let commit = option_env!("CASEBOOK_COMMIT").filter(|commit| !commit.is_empty());
        let commit = commit.map(|commit| format!("commit {commit}, ")).unwrap_or_default();
        format!("{} ({commit}Typst {})", env!("CARGO_PKG_VERSION"), typst_version())
    });
    &WORDS
}
