//! The metadata that depends on the whole file: the number of pages, the identifier of its content, and the time.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Object};

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

/// The metadata of a file of the time 0 with another time.
pub fn dated(xmp: &str, time: DateTime<Utc>) -> String {
    let shown = |time: DateTime<Utc>| time.format(">%Y-%m-%dT%H:%M:%S+00:00</xmp:").to_string();
    xmp.replace(&shown(DateTime::UNIX_EPOCH), &shown(time))
}

/// Gives the document information the same time (ISO 32000-1, section 7.9.4).
pub fn date(info: &mut Dictionary, time: DateTime<Utc>) {
    for key in [&b"CreationDate"[..], b"ModDate"] {
        if info.has(key) {
            info.set(key, Object::string_literal(time.format("D:%Y%m%d%H%M%SZ").to_string()));
        }
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

    #[test]
    fn only_dates_get_another_time() {
        let time = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
        let old =
            "<t>1970-01-01T00:00:00+00:00</t><xmp:CreateDate>1970-01-01T00:00:00+00:00</xmp:CreateDate>";
        let new =
            "<t>1970-01-01T00:00:00+00:00</t><xmp:CreateDate>2023-11-14T22:13:20+00:00</xmp:CreateDate>";
        assert_eq!(dated(old, time), new);
    }
}
