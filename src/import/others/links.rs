//! Rewrites the links and pictures of a text, outside of code, so that they lead to the imported files.

use std::collections::BTreeSet;

use super::fences::{Fences, LineKind, code_span};
use super::shortcodes;
use super::targets::{Target, Targets};
use crate::import::Reason;
use crate::import::paths;

/// A text whose links lead to the imported files.
#[derive(Debug, Default)]
pub struct Linked {
    /// The text.
    pub text: String,
    /// The pictures that it shows, by path.
    pub pictures: BTreeSet<String>,
    /// The destinations that lead nowhere, with the reason.
    pub doubts: Vec<(String, Reason)>,
    /// Whether it shows pictures of the network.
    pub has_remote: bool,
}

/// Rewrites the links of the text of a file.
#[must_use]
pub fn rewrite(targets: &Targets<'_>, from: &str, text: &str) -> Linked {
    let dead = dead_labels(targets, from, text);
    let mut writer = Writer {
        targets,
        from,
        dead,
        brackets: Vec::new(),
        open_tag: None,
        dropped: 0,
        linked: Linked::default(),
    };
    let mut fences = Fences::default();
    for line in text.split_inclusive('\n') {
        let line = match fences.line(line) {
            LineKind::Text => writer.line(line),
            LineKind::Opening => writer.opening(line),
            LineKind::Code => writer.cell(line),
        };
        writer.linked.text.push_str(&line);
    }
    writer.linked
}

/// The labels of definitions that lead nowhere.
fn dead_labels(targets: &Targets<'_>, from: &str, text: &str) -> BTreeSet<String> {
    let mut fences = Fences::default();
    let lines = text.lines().filter(|line| fences.line(line) == LineKind::Text);
    let definitions = lines.filter_map(definition).filter(|(_, destination)| {
        let is_picture = paths::is_picture(paths::split_fragment(destination).0);
        !is_picture && matches!(targets.find(from, destination), Target::Missing | Target::Other)
    });
    definitions.map(|(label, _)| folded(label)).collect()
}

/// The label and the destination of a line `[label]: destination`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (label, behind) =
        line.trim_start().strip_prefix('[').filter(|rest| !rest.starts_with('^'))?.split_once("]:")?;
    let destination = behind.split_whitespace().next().filter(|_| !label.contains(']'))?;
    Some((label, destination.trim_matches(['<', '>'])))
}

/// A label as Markdown compares it.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) struct Writer<'t> {
    targets: &'t Targets<'t>,
    from: &'t str,
    /// The labels of definitions that lead nowhere.
    dead: BTreeSet<String>,
    /// The open brackets of the paragraph.
    brackets: Vec<Bracket>,
    /// Whether a tag goes on in the next line, and whether it is that of an image.
    pub(super) open_tag: Option<bool>,
    /// The open links of HTML whose tags are left out.
    pub(super) dropped: usize,
    linked: Linked,
}

/// An open bracket: its place in what is written, and whether it begins an image.
#[derive(Debug, Clone, Copy)]
struct Bracket {
    place: usize,
    is_image: bool,
}

impl Writer<'_> {
    /// A line that opens a directive: ```` ```{figure} a.png ````.
    fn opening(&mut self, line: &str) -> String {
        let argument = ["{figure}", "{image}"].iter().find_map(|name| line.split_once(name));
        let Some((_, argument)) = argument else { return line.to_owned() };
        let path = argument.trim();
        match self.destination(path, true) {
            Some(new) => line.replace(path, &new),
            None => line.to_owned(),
        }
    }

    /// A line of code: the cell of R that shows a picture has its path.
    fn cell(&mut self, line: &str) -> String {
        let path = line.split_once("include_graphics(").map(|(_, behind)| behind.trim_start());
        let path = path.and_then(|behind| {
            behind.strip_prefix(['"', '\'']).and_then(|behind| behind.split(['"', '\'']).next())
        });
        let new = path.and_then(|path| Some((path, self.destination(path, true)?)));
        new.map_or_else(|| line.to_owned(), |(path, new)| line.replacen(path, &new, 1))
    }

    fn line(&mut self, line: &str) -> String {
        if line.trim().is_empty() {
            self.brackets.clear();
            self.open_tag = None;
        }
        if line.trim_start().starts_with(":::{") || line.trim_start().starts_with("::: {figure}") {
            return self.opening(line);
        }
        let line = shortcodes::plain(line, &self.targets.values);
        if let Some(definition) = self.definition(&line) {
            return definition;
        }
        let (mut out, mut rest) = (String::new(), line.as_str());
        if let Some(is_image) = self.open_tag.take() {
            let length = self.tag(rest, is_image, &mut out).unwrap_or_default();
            rest = rest.get(length..).unwrap_or_default();
        }
        while let Some(sign) = rest.chars().next() {
            let length = self.construct(rest, &mut out).unwrap_or_else(|| {
                let escaped = if sign == '\\' { rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
                let length = sign.len_utf8() + escaped;
                out.push_str(rest.get(..length).unwrap_or_default());
                length
            });
            rest = rest.get(length..).unwrap_or_default();
        }
        out
    }

    /// Writes the construct at the start of a text. Returns its length; `None` if none begins there.
    fn construct(&mut self, rest: &str, out: &mut String) -> Option<usize> {
        if rest.starts_with('`') {
            let run = rest.len() - rest.trim_start_matches('`').len();
            let length = code_span(rest).unwrap_or(run);
            let code = rest.get(..length)?;
            match self.role(out, code) {
                Some((start, link)) => out.replace_range(start.., &link),
                None => out.push_str(code),
            }
            return Some(length);
        }
        if let Some(text) = escaped_bracket(rest) {
            out.push_str(text);
            return Some(2);
        }
        if rest.starts_with("[[") || rest.starts_with("![[") {
            return self.wiki(rest, out);
        }
        if rest.starts_with('[') {
            self.brackets
                .push(Bracket { place: self.linked.text.len() + out.len(), is_image: out.ends_with('!') });
            return None;
        }
        if let Some(behind) = rest.strip_prefix("](") {
            let bracket = self.brackets.pop();
            let is_image = bracket.is_some_and(|bracket| bracket.is_image);
            let (destination, length) = destination(behind)?;
            let destination = destination.trim_matches(['<', '>']);
            let new = self.destination(destination, is_image);
            let is_plain = if is_image { is_inserted(destination) } else { self.is_dead(destination) };
            if new.is_none() && is_plain {
                let end = behind.get(length..)?.find(')')?;
                self.unlink(bracket?, out);
                return Some(2 + length + end + 1);
            }
            out.push_str(&format!("]({}", new?));
            return Some(2 + length);
        }
        if rest.starts_with(']') {
            let bracket = self.brackets.pop().filter(|bracket| !bracket.is_image)?;
            return self.dead_reference(bracket, rest, out);
        }
        if rest.starts_with("</a>") && self.dropped > 0 {
            self.dropped -= 1;
            return Some("</a>".len());
        }
        if let Some(length) = self.address_of_myst(rest, out) {
            return Some(length);
        }
        let is_tag = rest
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_alphabetic()));
        let is_image = ["<img", "<source", "<image"].iter().any(|name| rest.starts_with(name));
        is_tag.then(|| self.tag(rest, is_image, out)).flatten()
    }

    /// An address of MyST: `<project:a.md#b>`. Returns its length.
    fn address_of_myst(&mut self, rest: &str, out: &mut String) -> Option<usize> {
        let (scheme, inside) =
            ["<project:", "<path:"].iter().find_map(|scheme| Some((*scheme, rest.strip_prefix(scheme)?)))?;
        let end = inside
            .find(['>', ' ', '\n'])
            .filter(|end| inside.get(*end..).is_some_and(|end| end.starts_with('>')))?;
        let destination = inside.get(..end)?;
        match self.destination(destination, false) {
            Some(new) => out.push_str(&format!("{scheme}{new}>")),
            None if self.is_dead(destination) => out.push_str(&format!("`{destination}`")),
            None => return None,
        }
        Some(scheme.len() + end + 1)
    }

    /// Whether a destination leads nowhere.
    pub(super) fn is_dead(&self, destination: &str) -> bool {
        matches!(self.targets.find(self.from, destination), Target::Missing | Target::Other)
    }

    /// Removes the signs that open a link or an image, so that its words are plain text.
    fn unlink(&mut self, bracket: Bracket, out: &mut String) {
        let (text, place) = match bracket.place.checked_sub(self.linked.text.len()) {
            Some(place) => (out, place),
            None => (&mut self.linked.text, bracket.place),
        };
        if text.get(place..).is_some_and(|text| text.starts_with('[')) {
            text.remove(place);
            if bracket.is_image && text.get(..place).is_some_and(|text| text.ends_with('!')) {
                text.remove(place - 1);
            }
        }
    }

    /// The end of a link by label that leads nowhere: `][label]`, `][]` or `]`.
    fn dead_reference(&mut self, bracket: Bracket, rest: &str, out: &mut String) -> Option<usize> {
        let label = rest.strip_prefix("][").and_then(|behind| behind.split_once(']')).map(|(label, _)| label);
        let length = label.map_or(1, |label| label.len() + 3);
        let text = match bracket.place.checked_sub(self.linked.text.len()) {
            Some(place) => out.get(place + 1..)?.to_owned(),
            None => format!("{}{out}", self.linked.text.get(bracket.place + 1..)?),
        };
        let label = label.filter(|label| !label.is_empty()).unwrap_or(&text);
        self.dead.contains(&folded(label)).then(|| self.unlink(bracket, out))?;
        Some(length)
    }

    /// A definition of a link: `[label]: destination`. One that leads nowhere is left out.
    fn definition(&mut self, line: &str) -> Option<String> {
        let (label, destination) = definition(line)?;
        let new = self.destination(destination, paths::is_picture(paths::split_fragment(destination).0));
        if self.dead.contains(&folded(label)) {
            return Some(line.chars().rev().take_while(|sign| *sign == '\n').collect());
        }
        Some(line.replacen(destination, &new?, 1))
    }

    /// A role of MyST that names a document: `` {doc}`label <path>` ``. Returns where it begins in what is written, and the link.
    fn role(&mut self, written: &str, code: &str) -> Option<(usize, String)> {
        let start = written.strip_suffix("{doc}")?.len();
        let content = code.trim_matches('`').trim();
        let (label, path) = match content.strip_suffix('>').and_then(|content| content.rsplit_once('<')) {
            Some((label, path)) => (label.trim(), path),
            None => ("", content),
        };
        let new = self.destination(path, false)?;
        let label = if label.is_empty() { paths::name(path) } else { label };
        Some((start, format!("[{label}]({new})")))
    }

    /// A link of a wiki, `[[name|label]]`, or a picture, `![[a.png]]`.
    fn wiki(&mut self, rest: &str, out: &mut String) -> Option<usize> {
        let is_image = rest.starts_with('!');
        let inside = rest.get(if is_image { 3 } else { 2 }..)?;
        let end = inside
            .find("]]")
            .filter(|end| !inside.get(..*end).is_some_and(|text| text.contains(['[', '\n'])))?;
        let (name, label) = inside.get(..end)?.split_once('|').unwrap_or((inside.get(..end)?, ""));
        let (path, fragment) = paths::split_fragment(name);
        let new = match self.targets.named(path.trim()) {
            Some(case) if !is_image => format!("{case}.md{}", fragment.to_lowercase().replace(' ', "-")),
            _ if is_image || name.contains('.') => self.destination(name.trim(), is_image)?,
            _ => return None,
        };
        let label = if label.is_empty() { name.trim() } else { label };
        let (mark, label) = if is_image { ("!", "") } else { ("", label) };
        out.push_str(&format!("{mark}[{label}]({new})"));
        Some(end + 2 + if is_image { 3 } else { 2 })
    }

    /// The new destination, `None` if it stays. Notes the pictures and the doubts.
    pub(super) fn destination(&mut self, destination: &str, is_image: bool) -> Option<String> {
        let target = match self.targets.find(self.from, destination) {
            Target::Missing if is_image => self.targets.picture_without_ending(self.from, destination),
            target => target,
        };
        let mut doubt = |reason: Reason| {
            let doubt = (destination.to_owned(), reason);
            if !self.linked.doubts.contains(&doubt) {
                self.linked.doubts.push(doubt);
            }
        };
        match target {
            Target::Case(_) | Target::CaseWithoutPlace(_) if is_image => {
                doubt(Reason::NotRead("a picture that is a text".to_owned()));
            }
            Target::Case(new) => return Some(paths::encoded_path(&new)),
            Target::CaseWithoutPlace(new) => {
                let words = "a link to a place that does not exist leads to the start of its text";
                doubt(Reason::Changed(words.to_owned()));
                return Some(paths::encoded_path(&new));
            }
            Target::Picture(path) => {
                let new = paths::encoded(&path);
                self.linked.pictures.insert(path);
                return Some(new);
            }
            Target::Other if is_image => doubt(Reason::NotRead("a picture of an unknown format".to_owned())),
            Target::Missing | Target::Kept if is_image && is_inserted(destination) => {
                doubt(Reason::NotRead("a picture that a program inserts".to_owned()));
            }
            Target::Missing if is_image => doubt(Reason::Missing("a picture".to_owned())),
            Target::Other => {
                doubt(Reason::Changed("a link to a file that is not in the book is plain text".to_owned()));
            }
            Target::Missing => doubt(Reason::Changed("a link that leads nowhere is plain text".to_owned())),
            Target::Kept => {
                self.linked.has_remote |=
                    is_image && paths::is_elsewhere(destination) && !destination.starts_with("data:");
            }
        }
        None
    }
}

/// Whether the destination of a picture is no file: a program inserts it, or it is a place in a text.
pub(super) fn is_inserted(destination: &str) -> bool {
    ["{{", "{%"].iter().any(|mark| destination.contains(mark))
        || ["#", "xref:"].iter().any(|start| destination.starts_with(start))
}

/// The bracket of `\[words\]` or `\(words\)` as a character reference. Other tools print brackets there, and casebook would read
/// a formula.
fn escaped_bracket(rest: &str) -> Option<&'static str> {
    let (text, inside, end) = match rest.get(..2)? {
        "\\[" => ("&#91;", rest.get(2..)?, "\\]"),
        "\\(" => ("&#40;", rest.get(2..)?, "\\)"),
        _ => return None,
    };
    let words = inside.split_once(end)?.0;
    let longest =
        |is_in: fn(char) -> bool| words.split(|sign| !is_in(sign)).map(|run| run.chars().count()).max();
    let has_words = longest(char::is_alphabetic) >= Some(4)
        || longest(|sign| sign.is_alphabetic() && !sign.is_ascii()) >= Some(2);
    let is_formula = words.contains(['\\', '^', '_', '=', '{']) && !words.contains('$');
    (has_words && !is_formula).then_some(text)
}

/// The destination at the start of a text, up to a blank or the closing bracket, and its length.
fn destination(text: &str) -> Option<(&str, usize)> {
    if text.starts_with('<') {
        let end = text.find('>')? + 1;
        return Some((text.get(..end)?, end));
    }
    // A template has blanks in it.
    let template = ["{{", "{%"].iter().zip(["}}", "%}"]).find_map(|(open, close)| {
        text.starts_with(open).then(|| text.find(close)).flatten().map(|end| end + close.len())
    });
    let start = template.unwrap_or(0);
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices().skip_while(|(at, _)| *at < start) {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((text.get(..at)?, at)),
            ')' => depth -= 1,
            sign if sign.is_whitespace() => return Some((text.get(..at)?, at)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::plan::{Plan, Role};
    use super::super::texts::Text;
    use super::*;
    use crate::import::files::Files;
    use crate::import::options::Tool;

    #[test]
    fn links_lead_to_imported_files() {
        let files: Files = ["src/a.md", "src/b/index.qmd", "src/c d.md", "src/p/x.png", "src/data.csv"]
            .iter()
            .map(|path| ((*path).to_owned(), b"# Title {#top}\n".to_vec()))
            .collect();
        let mut plan = Plan { root: "src".to_owned(), ..Plan::default() };
        for path in ["src/a.md", "src/b/index.qmd", "src/c d.md"] {
            plan.add(&files, path, None, Role::Case);
        }
        let texts: Vec<Text> =
            plan.entries.iter().map(|entry| Text::of(&files, &entry.path, Tool::Pandoc)).collect();
        let targets = Targets::of(&files, &plan, &texts);
        for (text, expected, doubts) in [
            ("[a](b/index.qmd#top) `[a](b/index.qmd)`", "[a](b.md#top) `[a](b/index.qmd)`", 0),
            ("[a](b/index.qmd#x), [b](#x), [c](#top), [d](top)", "[a](b.md), b, [c](#top), [d](#top)", 2),
            (
                "<a href=\"no.html\">b *c*</a> <a id=\"x\" href=\"no.html\">d</a>",
                "b *c* <a id=\"x\" >d</a>",
                1,
            ),
            ("[a]({{ site.x }}/y \"z\") ![b](xref:c#d) <img alt=\"e\" src=\"{{ f }}\">", "a b e", 3),
            ("[a](c%20d.html \"t\") [b](/b/)", "[a](c-d.md \"t\") [b](b.md)", 0),
            ("![a [b]](p/x.png){width=50%}", "![a [b]](src/p/x.png){width=50%}", 0),
            ("[[c d|words]] [[no]] ![[p/x.png]]", "[words](c-d.md) [[no]] ![](src/p/x.png)", 0),
            (
                "<img alt=\"a\" src=\"p/x.png\"> <a href='https://a.b/c.md'>",
                "<img alt=\"a\" src=\"src/p/x.png\"> <a href='https://a.b/c.md'>",
                0,
            ),
            ("see [data *of*](data.csv \"t\") and [a](#here)", "see data *of* and a", 2),
            (
                "[a [x] b][d] and [d] and [e]\n\n[d]: ../no.html\n[e]: b/index.qmd\n",
                "a [x] b and d and [e]\n\n\n[e]: b.md\n",
                1,
            ),
            ("```\n[a](b/index.qmd)\n```\n", "```\n[a](b/index.qmd)\n```\n", 0),
            ("```{figure} p/x.png\n[a](b/index.qmd)\n```\n", "```{figure} src/p/x.png\n[a](b.md)\n```\n", 0),
            ("![a](missing.png)", "![a](missing.png)", 1),
            (
                "\\[x + y\\] [\\[Cup 2009\\] \\[COCI 1\\]](/b/)",
                "\\[x + y\\] [\\[Cup 2009\\] &#91;COCI 1\\]](b.md)",
                0,
            ),
            ("\\(\\alpha = beta\\) \\(also $x_1$ here\\)", "\\(\\alpha = beta\\) &#40;also $x_1$ here\\)", 0),
            ("![a](p/x) [b](p/x)", "![a](src/p/x.png) b", 1),
            (
                "<project:b/index.qmd#top> <project:no.md> <path:data.csv>",
                "<project:b.md#top> `no.md` `data.csv`",
                2,
            ),
            ("<img\nalt=\"a\"\nsrc=\"p/x.png\">\n", "<img\nalt=\"a\"\nsrc=\"src/p/x.png\">\n", 0),
        ] {
            let linked = rewrite(&targets, "src/a.md", text);
            assert_eq!((linked.text.as_str(), linked.doubts.len()), (expected, doubts));
        }
    }
}
