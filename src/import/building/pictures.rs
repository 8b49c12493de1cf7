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
        [b'<', b's', b'v', b'g', ..] | [b'<', b'?', b'x', b'm', b'l', ..] => Some("svg"),
        _ => None,
    }
}
