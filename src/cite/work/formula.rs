//! Formulas in the fields of a work, as text: `$\alpha$`, `H$_2$O`. A citation style prints no formulas.

use crate::math;

/// Signs, and their superscripts and subscripts in Unicode.
const RAISED: [(&str, &str); 4] = [
    ("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
    ("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"),
    ("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"),
    ("∘", "°"),
];
const LOWERED: [(&str, &str); 2] =
    [("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"), ("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")];

/// The text of a formula. Superscripts and subscripts without signs of their own keep their `^` and `_`.
pub fn words(tex: &str) -> String {
    let mut out = String::new();
    let mut rest = tex;
    while let Some(next) = rest.chars().next() {
        rest = &rest[next.len_utf8()..];
        match next {
            '^' | '_' => {
                let (part, after) = part(rest);
                out += &script(next, &words(part));
                rest = after;
            }
            '\\' => {
                let length = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
                let (name, after) = rest.split_at(length);
                rest = after;
                if let Some(sign) = math::sign_named(name) {
                    out.push(sign);
                    rest = rest.trim_start();
                }
            }
            '{' | '}' => {}
            other => out.push(other),
        }
    }
    out
}

/// What a superscript or subscript applies to: a group in braces, a command, or a sign.
fn part(rest: &str) -> (&str, &str) {
    if let Some(inside) = rest.strip_prefix('{') {
        return inside.split_once('}').unwrap_or((inside, ""));
    }
    let name = rest
        .strip_prefix('\\')
        .map(|name| 1 + name.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(name.len()).max(1));
    let length = name.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(0);
    // A command with an argument, such as `\mbox{th}`.
    if let Some(inside) =
        rest.get(length..).and_then(|after| after.strip_prefix('{')).filter(|_| name.is_some())
    {
        return inside.split_once('}').unwrap_or((inside, ""));
    }
    rest.split_at_checked(length).unwrap_or((rest, ""))
}

fn script(mark: char, words: &str) -> String {
    let signs: &[(&str, &str)] = if mark == '^' { &RAISED } else { &LOWERED };
    let sign = |letter: char| {
        let of = |(plain, small): &(&str, &str)| {
            plain.chars().position(|known| known == letter).and_then(|at| small.chars().nth(at))
        };
        signs.iter().find_map(of)
    };
    words.chars().map(sign).collect::<Option<String>>().unwrap_or_else(|| format!("{mark}{words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for (tex, expected) in [
            ("x^2", "x²"),
            ("\\alpha", "α"),
            ("_2", "₂"),
            ("^{14}", "¹⁴"),
            ("\\beta_{ij}", "βᵢⱼ"),
            ("x^{\\ast}", "x^∗"),
            ("90^\\circ", "90°"),
            ("\\mathrm{CO}_2", "CO₂"),
            ("n^", "n"),
        ] {
            assert_eq!(words(tex), expected, "{tex}");
        }
    }
}
