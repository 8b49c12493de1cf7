//! Puts the values of `theme.toml` into style sheets.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::apparatus::sizes;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::font::Han;
use crate::project::Theme;
use crate::resolve::Book;

/// The theme's values as CSS custom properties, sorted by name: `color.link` is `--color-link`.
#[must_use]
pub fn properties(theme: &Theme) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    flatten("-", &theme.values, &mut properties);
    properties.sort();
    properties
}

fn flatten(prefix: &str, table: &Table, properties: &mut Vec<(String, String)>) {
    for (key, value) in table {
        let name = format!("{prefix}-{key}");
        match value {
            Value::Table(inside) => flatten(&name, inside, properties),
            value => properties.push((name, css_value(value))),
        }
    }
}

/// A list of names is a list of font families.
fn css_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let names: Vec<String> =
                list.iter().filter_map(Value::as_str).map(|name| format!("\"{name}\"")).collect();
            names.join(", ")
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) | Value::Table(_) => {
            value.to_string()
        }
    }
}

/// A `:root` rule with all properties.
#[must_use]
pub fn root_rule(theme: &Theme) -> String {
    let declarations = properties(theme).into_iter().map(|(name, value)| format!("  {name}: {value};\n"));
    format!(":root {{\n{}}}\n", declarations.collect::<String>())
}

/// Replaces each `var(--name)` by its value, and products by their results, because older e-readers support neither
/// custom properties nor `calc`.
#[must_use]
pub fn inline_properties(css: &str, theme: &Theme) -> String {
    let css = properties(theme)
        .into_iter()
        .fold(css.to_owned(), |css, (name, value)| css.replace(&format!("var({name})"), &value));
    let mut parts = css.split("calc(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')').and_then(|(expression, rest)| Some((product(expression)?, rest))) {
            Some((value, rest)) => out += &(value + rest),
            None => out += &format!("calc({part}"),
        }
    }
    out
}

/// The result of `2rem / 2` or `-1 * 1.2rem`; `None` for other expressions.
fn product(expression: &str) -> Option<String> {
    let (operator, apply): (char, fn(f64, f64) -> f64) =
        if expression.contains('*') { ('*', |a, b| a * b) } else { ('/', |a, b| a / b) };
    let (left, right) = expression.split_once(operator)?;
    let [(left, unit), (right, other)] = [left, right].map(|side| {
        let side = side.trim();
        side.split_at(side.find(|letter: char| letter.is_alphabetic() || letter == '%').unwrap_or(side.len()))
    });
    let value = apply(left.parse().ok()?, right.parse().ok()?);
    Some(format!("{}{unit}{other}", (value * 1e4).round() / 1e4))
}

/// The rules for languages whose families differ from those of the book: each rule of a style sheet that sets a family,
/// for the language. Rules for running text come first, because they also apply to the elements inside.
#[must_use]
pub fn language_rules(css: &str, theme: &Theme) -> String {
    let mut out = String::new();
    let languages = Han::ALL.into_iter().filter(|han| theme.values.contains_key(han.table()));
    for (han, role) in languages.flat_map(|han| ["text", "heading", "code"].map(|role| (han, role))) {
        let family = format!("var(--family-{role})");
        for (selectors, _) in rules(css).filter(|(_, declarations)| declarations.contains(&family)) {
            let is_element = |selector: &&str| !selector.contains("::") && !selector.starts_with('@');
            let selectors = selectors.split(',').map(str::trim).filter(is_element);
            let selectors = selectors.flat_map(|selector| {
                let of = move |tag: &str| format!("{selector}:lang({tag}), {selector} :lang({tag})");
                han.tags().iter().copied().map(of)
            });
            let selectors = selectors.collect::<Vec<_>>().join(", ");
            if selectors.is_empty() {
                continue;
            }
            let table = han.table();
            out +=
                &format!("{selectors} {{ font-family: var(--{table}-{role}), var(--fallback-{role}); }}\n");
        }
    }
    out
}

/// The selectors and declarations of a style sheet, those inside `@media` included.
fn rules(css: &str) -> impl Iterator<Item = (&str, &str)> {
    css.split('}').filter_map(|rule| {
        let (before, declarations) = rule.rsplit_once('{')?;
        let selectors = before.rsplit(['{', ';']).next()?;
        let selectors = selectors.rsplit("*/").next()?;
        Some((selectors.trim(), declarations))
    })
}

/// Repeats the rules for narrow windows for narrow boxes, because a window of a paginated e-reader may be as wide as all of
/// its pages. Outside the box are the margins of the page.
#[must_use]
pub fn container_rules(css: &str) -> String {
    const PART_OF_WINDOW: f64 = 0.92;
    let rule = |media: &str| {
        let (width, rest) = media.split_once("em)")?;
        let width = width.parse::<f64>().ok()? * PART_OF_WINDOW;
        Some(format!("@container (max-width: {width:.1}em){}\n", block(rest)?))
    };
    css.split("@media (max-width: ").skip(1).filter_map(rule).collect()
}

/// A style sheet up to the brace that closes its first block.
fn block(css: &str) -> Option<&str> {
    let mut depth = 0;
    let end = css.char_indices().find_map(|(index, character)| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (character == '}' && depth == 0).then_some(index)
    })?;
    Some(&css[..=end])
}

/// Rules for a book with families for other scripts: in scripts without italics, emphasis is bold, as on paper.
#[must_use]
pub fn fallback_rules(theme: &Theme) -> String {
    if !theme.has_fallbacks {
        return String::new();
    }
    let of = |element: &str| UPRIGHT.map(|tag| format!("{element}:lang({tag})")).join(", ");
    let elements = ["em", "i", "cite", "dfn", "var"].map(of).join(", ");
    format!("{elements} {{ font-style: normal; font-weight: bold; }}\n")
}

/// Languages whose scripts have no italics. `styles/measures.typ` has the same list.
const UPRIGHT: [&str; 14] =
    ["ar", "fa", "ur", "ps", "ckb", "he", "yi", "hi", "mr", "ne", "sa", "zh", "ja", "ko"];

/// A rule for each size that authors give pictures.
pub fn size_rules(book: &Book) -> String {
    let sizes = book.cases().iter().flat_map(|case| sizes(case.source()));
    let rules: BTreeSet<(String, String)> = sizes.flat_map(|size| size.rules().collect::<Vec<_>>()).collect();
    let rule = |(class, declarations)| {
        format!("img.{class}, svg.{class}, .figure .drawing.{class} {{ {declarations} }}\n")
    };
    rules.into_iter().map(rule).collect()
}

/// Reports a style sheet that would end its element in an HTML file.
pub fn check(css: &str, diagnostics: &mut Diagnostics) {
    if css.to_ascii_lowercase().contains("</style") {
        let message = "a style sheet of the project contains `</style`";
        diagnostics.push(
            Diagnostic::new(Code::InvalidStyle, None, message).help("remove it from the files in `styles/`"),
        );
    }
}

/// Reports a script that would end its element in an HTML file.
pub fn check_script(script: &str, diagnostics: &mut Diagnostics) {
    let script = script.to_ascii_lowercase();
    if script.contains("</script") || script.contains("<!--") {
        let message = "`styles/reader.js` contains `</script` or `<!--`, which ends a script in an HTML file";
        diagnostics.push(
            Diagnostic::new(Code::InvalidStyle, None, message)
                .help("split it into two strings joined by `+`"),
        );
    }
}

/// Rules that map the theme's colours in a drawn figure to the custom properties of the same names, whose values differ
/// on dark pages. Of colours that are equal to that of text, only that of text counts.
pub fn figure_colours(theme: &Theme) -> String {
    let rule = |(name, [red, green, blue]): (&str, [u8; 3])| {
        let colour = format!("#{red:02x}{green:02x}{blue:02x}");
        let of = |what: &str| format!(".drawing [{what}=\"{colour}\"] {{ {what}: var(--color-{name}); }}\n");
        of("fill") + &of("stroke")
    };
    let colours: Vec<(&str, [u8; 3])> =
        theme.colours().filter(|(name, _)| !name.starts_with("code-")).collect();
    let is_ink = |colour| colours.contains(&("ink", colour));
    colours.iter().copied().filter(|(name, colour)| *name == "ink" || !is_ink(*colour)).map(rule).collect()
}

#[cfg(test)]
mod tests {
    use super::{container_rules, product};

    #[test]
    fn products_are_computed() {
        assert_eq!(product("2rem / 2").as_deref(), Some("1rem"));
        assert_eq!(product("-1 * 1.2rem").as_deref(), Some("-1.2rem"));
        assert_eq!(product("100% - 2rem"), None);
        assert_eq!(product("min(1rem"), None);
    }

    #[test]
    fn rules_for_narrow_windows_are_repeated_for_narrow_boxes() {
        let rules =
            |rule: &str, width: &str| format!("@{rule} (max-width: {width}em) {{\n  td {{ c: d }}\n}}");
        let css = format!("p {{ a: b }} {} i {{ e: f }}", rules("media", "50"));
        assert_eq!(container_rules(&css), rules("container", "46.0") + "\n");
        assert_eq!(container_rules(rules("media", "50").trim_end_matches('}')), "");
    }
}
