//! Characters of the fonts for symbols, which have no place in Unicode of their own, as Unicode.

use super::pool::Pool;
use crate::import::Reason;

/// Whether the letters of a font are symbols.
fn is_symbol_font(font: &str) -> bool {
    table(font).is_some() || font.eq_ignore_ascii_case("zapfdingbats")
}

/// The text of a run in a font. Symbols without equivalents are in doubt.
pub fn shown(text: &str, font: Option<&str>, pool: &mut Pool) -> String {
    let shown = match font {
        Some(font) if is_symbol_font(font) => converted(text, font),
        _ => text.to_owned(),
    };
    if shown.contains('\u{FFFD}') {
        pool.doubt(Reason::Symbol, text);
    }
    shown
}

/// The text of a run in a font for symbols. Only characters of the private area and, in fonts that have no letters, all
/// others are symbols.
fn converted(text: &str, font: &str) -> String {
    let character = |character: char| match u32::from(character) {
        code @ (0xF020..=0xF0FF | 0x21..=0xFF) => symbol(code, font).unwrap_or('\u{FFFD}'),
        _ => character,
    };
    text.chars().map(character).collect()
}

/// The Unicode character of a symbol: its code may be in the private area.
pub fn symbol(code: u32, font: &str) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    if font.eq_ignore_ascii_case("zapfdingbats") {
        return dingbat(code);
    }
    match table(font) {
        Some(Table::Ranges(low, high)) => {
            let (text, start) = if code < 0xA0 { (low, 0x20) } else { (high, 0xA0) };
            let index = usize::try_from(code.checked_sub(start)?).ok()?;
            text.chars().nth(index).filter(|found| *found != '\u{FFFD}')
        }
        Some(Table::Pairs(pairs)) => {
            let code = format!("{code:02X}");
            pairs.split(' ').find_map(|pair| pair.strip_prefix(&code))?.chars().next()
        }
        // A character of an ordinary font that the author took from the table of symbols.
        None => char::from_u32(code).filter(|character| !character.is_control()),
    }
}

enum Table {
    Ranges(&'static str, &'static str),
    Pairs(&'static str),
}

fn table(font: &str) -> Option<Table> {
    match font.to_ascii_lowercase().as_str() {
        "symbol" | "symbolmt" | "symbol mt" => Some(Table::Ranges(SYMBOL_LOW, SYMBOL_HIGH)),
        "wingdings" => Some(Table::Ranges(WINGDINGS_LOW, WINGDINGS_HIGH)),
        "wingdings 2" => Some(Table::Pairs(WINGDINGS_2)),
        "wingdings 3" => Some(Table::Pairs(WINGDINGS_3)),
        "webdings" => Some(Table::Pairs(WEBDINGS)),
        _ => None,
    }
}

/// The font "Symbol" from 0x20.
const SYMBOL_LOW: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// The font "Symbol" from 0xA0.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{FFFD}⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// The font "Wingdings" from 0x20.
const WINGDINGS_LOW: &str = " ✏✂✁👓🕭🕮🕯☎✆✉🖃📪📫📬📭📁📂📄🗏🗐🗄⌛⌨🖰🖲🖳🖴🖫🖬✇✍🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠⚐🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□◻❑❒⬧⧫◆❖⬥☒⍓⌘❀✿❝❞\u{FFFD}⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}·•";
/// The font "Wingdings" from 0xA0.
const WINGDINGS_HIGH: &str = "▪○⭕\u{FFFD}◉◎\u{FFFD}▪◻\u{FFFD}✦★✶✴✹✵\u{FFFD}⌖⟡⌑\u{FFFD}✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}⌫⌦\u{FFFD}➢\u{FFFD}\u{FFFD}\u{FFFD}➲\u{FFFD}\u{FFFD}←→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑";

/// The codes and characters of the font "Wingdings 2".
const WINGDINGS_2: &str = "4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 55⊗ 56⊗ 57⦸ 96· 97● 98● 99● 9A○ A0■ A2■ A3□ AE◆ AF◇ B2◊";

/// The codes and characters of the font "Wingdings 3".
const WINGDINGS_3: &str = "21← 22→ 23↑ 24↓ 25↖ 26↗ 27↙ 28↘ 70▲ 71▼ 72△ 73▽ 74◀ 75▶ 76◁ 77▷ 7D▶ C5⇒";

/// The codes and characters of the font "Webdings".
const WEBDINGS: &str = "33◀ 34▶ 35▲ 36▼ 3D■ 59♥ 61✔ 63□ 67■ 6E● 72✖";

/// A character of the font "Zapf Dingbats", whose block in Unicode has the same order.
fn dingbat(code: u32) -> Option<char> {
    let own = match code {
        0x25 => '☎',
        0x2A => '☛',
        0x2B => '☞',
        0x48 => '★',
        0x6C => '●',
        0x6E => '■',
        0x73 => '▲',
        0x74 => '▼',
        0x75 => '◆',
        0x77 => '◗',
        0x21..=0x7E => char::from_u32(0x2701 + code - 0x21)?,
        _ => return None,
    };
    Some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_become_unicode() {
        for (code, font, expected) in [
            (0xF0B7, "Symbol", Some('•')),
            (0x61, "Symbol", Some('α')),
            (0xF07E, "Symbol", Some('∼')),
            (0xF0FE, "Symbol", Some('⎭')),
            (0xF0DE, "Symbol", Some('⇒')),
            (0xF0F0, "Symbol", None),
            (0xF0FC, "Wingdings", Some('✓')),
            (0xF0E0, "Wingdings", Some('→')),
            (0xF052, "Wingdings 2", Some('☑')),
            (0x34, "ZapfDingbats", Some('✔')),
            (0x2260, "Times New Roman", Some('≠')),
        ] {
            assert_eq!(symbol(code, font), expected, "{font} {code:X}");
        }
        assert_eq!(converted("a\u{F062} ≠", "Symbol"), "αβ ≠");
    }
}
