//! Invalid encodings and invalid characters.

use libtest_mimic::Trial;

use super::Input;
use super::Says::{Error, Nothing, Warning};

pub fn tests() -> Vec<Trial> {
    let bytes = |bytes: &[u8]| [b"---\ntitle: Oman\n---\n\n", bytes, b"\n"].concat();
    let plain = "---\ntitle: Oman\n---\n\nThe sultanate was rated.\n";
    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let rated = "The sultanate was rated.";
    vec![
        Input::new("b01_latin_1", Error("01-oman.md:5")).oman(bytes(b"caf\xe9")),
        Input::new("b02_utf_16", Error("01-oman.md")).oman(utf16),
        Input::new("b03_byte_order_mark", Nothing).oman(format!("\u{feff}{plain}")).text(rated),
        Input::new("b04_cr_lf", Nothing).oman(plain.replace('\n', "\r\n")).text(rated),
        Input::new("b05_cr_only", Nothing).oman(plain.replace('\n', "\r")).text(rated),
        Input::new("b06_nul", Warning("01-oman.md:5")).oman(bytes(b"one\0two")).text("onetwo"),
        Input::new("b07_start_of_heading", Warning("01-oman.md:5")).body("one\u{1}two").text("onetwo"),
        Input::new("b07_vertical_tab", Warning("01-oman.md:5")).body("one\u{b}two"),
        Input::new("b07_noncharacter", Warning("01-oman.md:5")).body("one\u{fffe}two").text("onetwo"),
        Input::new("b08_bidi_override", Warning("01-oman.md:5")).body("one \u{202e}two").text("one two"),
        Input::new("b09_empty_file", Warning("01-oman.md")).oman(""),
        Input::new("b10_header_only", Warning("01-oman.md")).oman("---\ntitle: Oman\n---\n"),
        Input::new("b11_no_line_end_at_the_end", Nothing).oman(plain.trim_end()).text(rated),
        Input::new("b12_a_pdf", Error("01-oman.md")).oman(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    ]
    .into_iter()
    .map(|input| input.trial("encodings"))
    .collect()
}
