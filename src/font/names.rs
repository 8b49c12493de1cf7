//! Names a subset of a font. Programs that convert an EPUB tell fonts apart by the names in their files.
//!
//! The names of the whole font stay away: many free licences reserve them for the unchanged font.

/// The number of a family in the book, counted from 1, and its style.
#[derive(Debug, Clone, Copy)]
pub struct FaceName {
    pub family: usize,
    pub is_bold: bool,
    pub is_italic: bool,
}

impl FaceName {
    fn style(self) -> &'static str {
        match (self.is_bold, self.is_italic) {
            (false, false) => "Regular",
            (true, false) => "Bold",
            (false, true) => "Italic",
            (true, true) => "Bold Italic",
        }
    }

    /// The names of the face, each with its number in the table `name`, in ascending order.
    fn all(self) -> [(u16, String); 6] {
        let family = format!("Subset {}", self.family);
        let full = format!("{family} {}", self.style());
        [
            (1, family.clone()),
            (2, self.style().to_owned()),
            (3, full.clone()),
            (4, full),
            (5, "Version 1.0".to_owned()),
            (6, format!("Subset{}-{}", self.family, self.style().replace(' ', ""))),
        ]
    }

    /// The table `name` (OpenType 1.9): Windows, Unicode, American English.
    pub fn table(self) -> Vec<u8> {
        let names = self.all();
        let mut records = Vec::new();
        let mut words: Vec<u8> = Vec::new();
        for (id, name) in &names {
            let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
            records.extend([3, 1, 0x409, *id, short(text.len()), short(words.len())]);
            words.extend(text);
        }
        let start = 6 + 2 * records.len();
        let header = [0, short(names.len()), short(start)];
        let numbers = header.into_iter().chain(records).flat_map(u16::to_be_bytes);
        numbers.chain(words).collect()
    }
}

fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
