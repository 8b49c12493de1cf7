//! The formats of pictures.

/// Whether a picture has a format of Windows or old Macs alone, which no book can show.
pub fn is_metafile(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        ending.as_str(),
        "emf" | "wmf" | "emz" | "wmz" | "pict" | "pct" | "wdp" | "jxr" | "svm" | "gdimetafile"
    )
}

/// The ending of the name of a picture, by its first bytes.
pub fn ending_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => Some("wmf"),
        [1, 0, 0, 0, ..] => Some("emf"),
        [b'V', b'C', b'L', b'M', b'T', b'F', ..] => Some("svm"),
        [b'B', b'M', ..] => Some("bmp"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("tiff"),
        _ => is_svg(bytes).then_some("svg"),
    }
}

/// Whether a file is a drawing in SVG, which may begin with a declaration and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(byte));
    first == Some(&b'<') && start.windows(4).any(|window| window == b"<svg" || window == b":svg")
}

#[cfg(test)]
mod tests {
    use super::ending_of;

    #[test]
    fn the_content_of_a_picture_tells_its_format() {
        for (bytes, ending) in [
            (b"\x89PNG\r\n".as_slice(), Some("png")),
            (b"\xFF\xD8\xFF\xE0", Some("jpg")),
            (b"BM\x10\0", Some("bmp")),
            (b"II*\0", Some("tiff")),
            (b"<svg xmlns=''/>", Some("svg")),
            (b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a --><svg/>", Some("svg")),
            (b"<?xml version='1.0'?><html/>", None),
            (b"MZ\x90\0", None),
            (b"", None),
        ] {
            assert_eq!(ending_of(bytes), ending, "{bytes:?}");
        }
    }
}
