//! The Content Security Policy (CSP Level 3), which allows only what is in the file, so that it never accesses the
//! network.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// The policy as a `<meta>` element, with hashes of the style sheet and of the scripts, which hold code and data.
pub fn policy(css: &str, scripts: &[&str]) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes())));
    let scripts: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; font-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">\n",
        hash(css),
        scripts.join(" ")
    )
}
