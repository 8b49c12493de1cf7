//! Captions that stand in an attribute, `fig-cap="words"`: they move to the place where casebook reads Markdown.

use super::fences::{Fences, LineKind, code_span};

/// The names of the attribute.
const NAMES: [&str; 2] = ["fig-cap", "fig.cap"];

/// A text whose captions are the words of the image, or the last paragraph of the division.
#[must_use]
pub fn in_place(text: &str) -> String {
    if !NAMES.iter().any(|name| text.contains(name)) {
        return text.to_owned();
    }
    let (mut fences, mut divisions) = (Fences::default(), Vec::new());
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if fences.line(line) != LineKind::Text {
            out.push_str(line);
            continue;
        }
        let content = line.trim();
        if content.starts_with(":::") && content.trim_matches(':').is_empty() {
            if let Some(Some(caption)) = divisions.pop() {
                out.push_str(&format!("\n{caption}\n"));
            }
            out.push_str(line);
        } else if content.starts_with(":::") {
            let (line, caption) = taken(line);
            divisions.push(caption);
            out.push_str(&line);
        } else {
            out.push_str(&images(line));
        }
    }
    out
}

/// A line without the caption in its attributes, and the caption.
fn taken(line: &str) -> (String, Option<String>) {
    for name in NAMES {
        let Some((before, behind)) = line.split_once(&format!("{name}=\"")) else { continue };
        if let Some(end) = end_of_value(behind) {
            let (caption, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
            let after = after.trim_start_matches('"').trim_start_matches(' ');
            let rest = format!("{before}{after}").replace(" }", "}");
            return (rest, Some(caption.replace("\\\"", "\"")));
        }
    }
    (line.to_owned(), None)
}

/// The end of a value before its quotation mark.
fn end_of_value(text: &str) -> Option<usize> {
    text.match_indices('"')
        .map(|(at, _)| at)
        .find(|at| !text.get(..*at).is_some_and(|value| value.ends_with('\\')))
}

/// A line whose images have their captions between the brackets. The words that stood there describe the picture.
fn images(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(sign) = rest.chars().next() {
        let image = rest.strip_prefix("![").and_then(image);
        let code = rest.starts_with('`').then(|| code_span(rest)).flatten();
        let length = match (&image, code) {
            (Some((text, length)), _) => {
                out.push_str(text);
                length + 2
            }
            (None, length) => {
                let length = length.unwrap_or(sign.len_utf8());
                out.push_str(rest.get(..length).unwrap_or_default());
                length
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The image behind `![`, with its caption, and its length; `None` if no attribute has one.
fn image(inside: &str) -> Option<(String, usize)> {
    let words = inside.find("](")?;
    let alternative = inside.get(..words).filter(|words| !words.contains("!["))?;
    let address = words + inside.get(words..)?.find(')')? + 1;
    let list = inside.get(address..).filter(|list| list.starts_with('{'))?;
    let value =
        NAMES.iter().find_map(|name| list.find(&format!("{name}=\"")).map(|at| at + name.len() + 2))?;
    let value = value + end_of_value(list.get(value..)?)?;
    let end = value + list.get(value..)?.find('}')? + 1;
    let (list, caption) = taken(list.get(..end)?);
    let destination = inside.get(words..address)?;
    let has_own = list.contains("fig-alt=") || alternative.trim().is_empty();
    let described = if has_own {
        list
    } else {
        list.replacen('{', &format!("{{fig-alt=\"{}\" ", alternative.replace('"', "\\\"")), 1)
    };
    let described = described.replace(" }", "}");
    Some((format!("![{}{destination}{described}", caption?), address + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_stand_where_markdown_is_read() {
        for (text, expected) in [
            ("![](a.png){#b fig-cap=\"One *two*\"} c\n", "![One *two*](a.png){#b} c\n"),
            ("![d](a.png){fig-cap=\"One \\\"two\\\"\" .c}\n", "![One \"two\"](a.png){fig-alt=\"d\" .c}\n"),
            ("![d](a.png){fig-cap=\"One\" fig-alt=\"e\"}\n", "![One](a.png){fig-alt=\"e\"}\n"),
            ("`![](a.png){fig-cap=\"b\"}`\n", "`![](a.png){fig-cap=\"b\"}`\n"),
            (
                "::: {#b fig-cap=\"One *two*\"}\n![c](a.png)\n:::\n",
                "::: {#b}\n![c](a.png)\n\nOne *two*\n:::\n",
            ),
            ("```{r, fig.cap=\"b\"}\nc\n```\n", "```{r, fig.cap=\"b\"}\nc\n```\n"),
            (":::: x\n::: {fig-cap=\"b\"}\nc\n:::\n::::\n", ":::: x\n::: {}\nc\n\nb\n:::\n::::\n"),
        ] {
            assert_eq!(in_place(text), expected);
        }
    }
}
