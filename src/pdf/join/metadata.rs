//! The metadata that depends on the whole file: the number of pages, and the identifier of its content.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The identifier of a file with this digest, in the form of typst-pdf.
pub fn identifier(digest: [u8; 32]) -> String {
    STANDARD.encode(&digest[..16])
}

/// The metadata with the number of pages and the identifier of a file. `old` is the identifier that it has.
pub fn renewed(xmp: &[u8], pages: usize, old: &[u8], new: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(xmp);
    let old = String::from_utf8_lossy(old);
    let text = if old.is_empty() { text.into_owned() } else { text.replace(old.as_ref(), new) };
    let (start, end) = ("<xmpTPg:NPages>", "</xmpTPg:NPages>");
    match text.split_once(start).and_then(|(before, after)| Some((before, after.split_once(end)?.1))) {
        Some((before, after)) => format!("{before}{start}{pages}{end}{after}").into_bytes(),
        None => text.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_identifier_are_replaced() {
        let old = b"<i>aa==_source</i><xmpTPg:NPages>3</xmpTPg:NPages><d>bb==</d><i>aa==</i>";
        let new = "<i>cc==_source</i><xmpTPg:NPages>120</xmpTPg:NPages><d>bb==</d><i>cc==</i>";
        assert_eq!(renewed(old, 120, b"aa==", "cc=="), new.as_bytes());
        assert_eq!(renewed(b"<a/>", 1, b"", "cc=="), b"<a/>");
    }
}
