//! Shortcodes and tags of Liquid that stand for an address, and pictures of Hugo.

use std::collections::BTreeMap;

/// A line in which shortcodes with an address are that address, and names have their values. Others stay, and casebook names
/// them.
#[must_use]
pub fn plain(line: &str, values: &BTreeMap<String, String>) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(at) = rest.find('{') {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let found = ["{{<", "{{%", "{%", "{{"].iter().zip([">}}", "%}}", "%}", "}}"]);
        let shortcode = found.filter_map(|(open, close)| {
            let inside = behind.strip_prefix(open)?;
            let end = inside.find(close)?;
            let text = replaced(inside.get(..end)?.trim(), values)?;
            Some((text, open.len() + end + close.len()))
        });
        match shortcode.into_iter().next() {
            Some((text, length)) => {
                out.push_str(&text);
                rest = behind.get(length..).unwrap_or_default();
            }
            None => {
                out.push('{');
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// The text for the content of a shortcode; `None` if it stays.
fn replaced(inside: &str, values: &BTreeMap<String, String>) -> Option<String> {
    let (name, argument) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let argument = argument.trim();
    let bare = || argument.trim_matches(['"', '\'', '`', '/']).trim().to_owned();
    match name {
        "ref" | "relref" => Some(bare()).filter(|path| !path.contains([' ', '='])),
        "link" => Some(format!("/{}", bare())),
        "post_url" => Some(format!("/_posts/{}.md", bare())),
        "figure" if argument.contains("src=") => Some(figure(argument)),
        "site.baseurl" | "site.url" | "page.root" if argument.is_empty() => Some(String::new()),
        _ if values.contains_key(inside) => values.get(inside).cloned(),
        _ => {
            let (value, filter) = inside.split_once('|')?;
            let value = value.trim();
            let is_text = value.starts_with(['"', '\'']);
            (is_text && matches!(filter.trim(), "relative_url" | "absolute_url"))
                .then(|| value.trim_matches(['"', '\'']).to_owned())
        }
    }
}

/// A picture of Hugo.
fn figure(argument: &str) -> String {
    let value = |name: &str| {
        let behind = argument.split_once(&format!("{name}="))?.1;
        let mark = behind.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        behind.get(1..)?.split(mark).next()
    };
    let source = value("src").unwrap_or_default();
    let caption = value("caption").or_else(|| value("title"));
    let alternative = value("alt").or(caption).unwrap_or_default();
    let title = caption.map(|caption| format!(" \"{}\"", caption.replace('"', "\\\""))).unwrap_or_default();
    format!("![{}]({}{title})", alternative.replace(['[', ']'], ""), source.replace(' ', "%20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_replace_shortcodes() {
        let values = BTreeMap::from([("site.repository".to_owned(), "https://a.b".to_owned())]);
        for (line, expected) in [
            (
                "[a]({{ site.repository }}/issues) {{ site.other }}",
                "[a](https://a.b/issues) {{ site.other }}",
            ),
            ("[a]({{< ref \"b.md\" >}}) c", "[a](b.md) c"),
            ("[a]({% link _x/b.md %})", "[a](/_x/b.md)"),
            ("[a]({{ site.baseurl }}{% post_url 2017-05-30-b %})", "[a](/_posts/2017-05-30-b.md)"),
            ("![a]({{ \"/b.png\" | relative_url }})", "![a](/b.png)"),
            ("{{< figure src=\"b.png\" alt=\"C\" caption=\"D\" >}}", "![C](b.png \"D\")"),
            ("{{< youtube x >}} {{ a }} {b}", "{{< youtube x >}} {{ a }} {b}"),
        ] {
            assert_eq!(plain(line, &values), expected);
        }
    }
}
