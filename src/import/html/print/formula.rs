//! Prints formulas as TeX: `MathML`, and the TeX that a program of the page would show as a formula.

use super::super::text::{collapsed, escaped};
use super::{Addresses, Printer};
use crate::import::Reason;
use crate::import::odt::mathml;
use crate::import::xml::{self, Budget};

impl<A: Addresses> Printer<'_, A> {
    /// A text, with formulas in the delimiters of `MathJax` if a program shows them.
    pub(super) fn text(&self, node: usize) -> String {
        let tree = self.tree();
        let text = tree.nodes.get(node).map_or("", |node| &node.text);
        let is_code =
            || tree.ancestors(node).any(|node| matches!(tree.name(node), "code" | "kbd" | "samp" | "tt"));
        let is_math = || self.has_tex || tree.has(tree.parent(node), "class", "math");
        if text.contains('\\') && is_math() && !is_code() {
            with_formulas(text)
        } else {
            escaped(&collapsed(text))
        }
    }

    /// The TeX of a script, which `MathJax` shows as a formula.
    pub(super) fn script(&self, node: usize) -> String {
        let tree = self.tree();
        let is_display = tree.get(node, "type").is_some_and(|kind| kind.contains("mode=display"));
        let words = tree.words(node);
        delimited(&words, is_display).unwrap_or_else(|| escaped(&words))
    }

    /// A formula, by the TeX that it has; otherwise its words.
    pub(super) fn formula(&mut self, node: usize) -> String {
        let tree = self.tree();
        let annotation = tree.inside(node).into_iter().find(|inner| {
            tree.name(*inner) == "annotation"
                && tree.get(*inner, "encoding").is_some_and(|kind| kind.contains("tex"))
        });
        let written = annotation.map(|node| tree.words(node));
        let alternative = tree.get(node, "alttext").filter(|text| is_tex(text)).map(str::to_owned);
        let made = || {
            let parsed = xml::parse(tree.markup(node).as_bytes(), "formula", &mut Budget::default()).ok()?;
            let (tex, is_whole) = mathml::tex(&parsed);
            is_whole.then_some(tex)
        };
        let is_usable = |tex: &String| delimited(tex, false).is_some();
        let tex = written.or(alternative).filter(is_usable).or_else(|| made().filter(is_usable));
        let Some(tex) = tex else {
            let words = tree.words(node);
            let what = "a formula that cannot be written in TeX, which is plain text";
            self.addresses.doubt(self.piece, Reason::NotRead(what.to_owned()), &words);
            return escaped(&words);
        };
        let is_display = tree.get(node, "display") == Some("block");
        delimited(&tex, is_display).unwrap_or_default()
    }
}

/// TeX as a formula; `None` if it is empty or cannot be one.
fn delimited(tex: &str, is_display: bool) -> Option<String> {
    let tex = tex.trim();
    let mark = if is_display { "$$" } else { "$" };
    (!tex.is_empty() && !tex.contains(['$', '\n'])).then(|| format!("{mark}{tex}{mark}"))
}

/// A text whose formulas stand between `\(` and `\)`, or `\[` and `\]`.
fn with_formulas(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once('\\') {
        let end = [("(", "\\)"), ("[", "\\]")].into_iter().find(|(start, _)| behind.starts_with(start));
        let found = end.and_then(|(start, end)| {
            let (tex, next) = behind.strip_prefix(start)?.split_once(end)?;
            Some((delimited(&collapsed(tex), start == "[")?, next))
        });
        out.push_str(&escaped(&collapsed(before)));
        match found {
            Some((formula, next)) => {
                out.push_str(&formula);
                rest = next;
            }
            None => {
                out.push_str(&escaped("\\"));
                rest = behind;
            }
        }
    }
    out + &escaped(&collapsed(rest))
}

/// Whether an alternative text is TeX, and no words of a language.
fn is_tex(text: &str) -> bool {
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    text.contains(['\\', '^', '_', '{']) || !text.split_whitespace().any(is_word)
}

#[cfg(test)]
mod tests {
    use super::with_formulas;

    #[test]
    fn formulas_stand_between_their_delimiters() {
        for (text, expected) in [
            (r"a \(x^2\) b", "a $x^2$ b"),
            (r"\[a &lt; b\]", "$$a &lt; b$$"),
            ("\\[a\n  b\\]", "$$a b$$"),
            (r"\( \) c", "&#92;( &#92;) c"),
            (r"\(no end $5", "&#92;(no end &#36;5"),
            (r"\d \(x\)", "&#92;d $x$"),
        ] {
            assert_eq!(with_formulas(text), expected);
        }
    }
}
