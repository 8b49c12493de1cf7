//! Page breaks, and markup of other tools that has no words and no meaning in a book: `\vspace{1cm}`, `{{< columns >}}`.

use std::ops::Range;

use super::super::callout::{Bit, Edit, LINE, Mark};
use super::super::foreign::{Construct, Found};
use super::page::Page;

/// Leaves out the markup of a text, and collects its places in the source.
pub fn edit(page: &mut Page<'_>, found: &mut Vec<Found>) {
    for line in 0..page.lines.len() {
        raw_page_break(page, line);
        if !page.is_live(line) {
            continue;
        }
        let range = page.words(line);
        let words = page.str(range.clone()).to_owned();
        if is_page_break(&words) {
            let mark = Mark::PageBreak(page.text.range(&range));
            let with = vec![Bit::Placed(LINE.to_owned(), Some(mark), range.start)];
            page.edits.push(Edit { range, with });
            page.taken[line] = true;
        } else if let Some(construct) = alone(&words, range.start).filter(|_| !is_formula(page, line)) {
            found.push(Found { construct, range: page.text.range(&range) });
            page.edits.push(Edit { range, with: Vec::new() });
            page.taken[line] = true;
        } else if (words.contains('\\') || words.contains("{{")) && !is_formula(page, line) {
            inline(page, range, found);
        }
    }
}

/// Stands where something was left out inside a line, so that the words before and after it are apart.
pub(super) const NOTHING: &str = "<!---->";

/// Commands and tags inside a line that print nothing: `\index{port}`, `\noindent`, `{{% note %}}` with its end.
fn inline(page: &mut Page<'_>, line: Range<usize>, found: &mut Vec<Found>) {
    let mut at = line.start;
    while let Some(start) = page.str(at..line.end).find(['\\', '{']).map(|next| at + next) {
        let rest = page.str(start..line.end);
        at = start + 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
        if page.survey.is_verbatim(start) {
            continue;
        }
        let (construct, length) = match (silent(rest), paired_tag(&page.text.text, rest)) {
            (Some(length), _) => (Construct::Command, length),
            (None, Some(length)) => (Construct::Shortcode, length),
            (None, None) => continue,
        };
        let behind = &rest[length..];
        let is_name = construct == Construct::Command && !rest[..length].ends_with('}');
        // A command swallows the space after its name.
        let space = if is_name { behind.len() - behind.trim_start_matches(' ').len() } else { 0 };
        let range = start..start + length + space;
        at = range.end;
        found.push(Found { construct, range: page.text.range(&(start..start + length)) });
        // At the start of a line, it would begin an HTML block.
        let is_first = range.start == line.start;
        let nothing = Bit::Placed(NOTHING.to_owned(), Some(Mark::Apart), range.end);
        page.edits.push(Edit { range, with: if is_first { Vec::new() } else { vec![nothing] } });
    }
}

/// The length of a shortcode in a line, if the text has both its start and its end.
fn paired_tag(text: &str, rest: &str) -> Option<usize> {
    let closing = match rest.get(..3)? {
        "{{<" => ">}}",
        "{{%" => "%}}",
        _ => return None,
    };
    let end = rest.find(closing)?;
    let inside = rest.get(3..end)?.trim();
    let name = inside.trim_start_matches(['/', ' ']).split(char::is_whitespace).next()?;
    let opening = &rest[..3];
    let has_end =
        ["/", " /", " / ", "/ "].iter().any(|slash| text.contains(&format!("{opening}{slash}{name}")));
    (has_end && is_silent_tag(inside)).then_some(end + closing.len())
}

/// A raw block of LaTeX with a page break and nothing else.
fn raw_page_break(page: &mut Page<'_>, line: usize) {
    let (first, last) = (page.words(line), line + 2);
    let is_raw = matches!(page.str(first.clone()), "```{=latex}" | "```{=tex}");
    if !is_raw || last >= page.lines.len() || page.taken[line] {
        return;
    }
    let is_block = page.survey.verbatim_at(first.start).is_some_and(|block| block.start == first.start);
    let is_break = is_page_break(page.str(page.words(line + 1))) && page.str(page.words(last)) == "```";
    if is_block && is_break {
        let range = first.start..page.words(last).end;
        let mark = Mark::PageBreak(page.text.range(&range));
        page.taken[line..=last].fill(true);
        page.edits.push(Edit { with: vec![Bit::Placed(LINE.to_owned(), Some(mark), range.start)], range });
    }
}

/// Whether a line is a page break and nothing else.
fn is_page_break(words: &str) -> bool {
    let words = words.trim();
    let name = words.strip_prefix('\\').map(|name| name.trim_end_matches("{}"));
    let is_command = name.is_some_and(|name| {
        matches!(name, "newpage" | "pagebreak" | "clearpage" | "cleardoublepage" | "pageBreak")
    });
    let tag = words.strip_prefix("{{<").and_then(|inside| inside.strip_suffix(">}}"));
    let is_shortcode = tag.is_some_and(|tag| matches!(tag.trim(), "pagebreak" | "newpage"));
    is_command || is_shortcode || matches!(words, "{pagebreak}" | "{page-break}" | "\\pagebreak[4]" | "<<<")
}

/// The construct of a line that has no words.
fn alone(words: &str, start: usize) -> Option<Construct> {
    if words == "+++" || words.starts_with("+++ {") && words.ends_with('}') {
        return (start > 0).then_some(Construct::BlockBreak);
    }
    tags(words).or_else(|| commands(words))
}

/// A line of shortcodes or template tags only.
fn tags(words: &str) -> Option<Construct> {
    let mut rest = words.trim();
    let mut found = None;
    while !rest.is_empty() {
        let (closing, construct) = match rest.get(..2)? {
            "{{" if rest.starts_with("{{<") => (">}}", Construct::Shortcode),
            "{{" if rest.starts_with("{{%") => ("%}}", Construct::Shortcode),
            "{%" => ("%}", Construct::Template),
            _ => return None,
        };
        let opening = closing.len();
        let end = rest.find(closing)?;
        let inside = rest.get(opening..end)?;
        if !is_silent_tag(inside) {
            return None;
        }
        found.get_or_insert(construct);
        rest = rest[end + closing.len()..].trim_start();
    }
    found
}

/// Tags that stand for words, pictures or other files.
const SPEAKING: &[&str] = &[
    "include",
    "include_relative",
    "embed",
    "embed-code",
    "video",
    "youtube",
    "vimeo",
    "audio",
    "figure",
    "figura",
    "image",
    "img",
    "picture",
    "gallery",
    "link",
    "ref",
    "relref",
    "post_url",
    "meta",
    "var",
    "env",
    "kbd",
    "fa",
    "icon",
    "icons",
    "emoji",
    "cite",
    "content-ref",
    "file",
    "readfile",
    "code",
    "gist",
    "tweet",
    "lipsum",
    "placeholder",
    "read",
    "param",
    "lead",
    "button",
    "mermaid",
    "katex",
    "latex",
    "abbr",
    "term",
    "glossary_tooltip",
    "image-gallery",
    "ads",
    "badge",
    "label",
];

/// Whether a tag has no words and stands for none.
fn is_silent_tag(inside: &str) -> bool {
    let inside = inside.trim().trim_matches(['-', '~']).trim();
    let name = inside.trim_start_matches(['/', ' ']).split(char::is_whitespace).next().unwrap_or_default();
    let is_closing = inside.starts_with('/') || name.starts_with("end");
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_closing {
        return is_name;
    }
    is_name && !SPEAKING.contains(&name) && !has_words(&inside[name.len()..])
}

/// Whether the arguments of a tag have words: a title, or any text in quotation marks without a key.
fn has_words(arguments: &str) -> bool {
    let mut rest = arguments;
    while let Some(start) = rest.find(['"', '\'', '“']) {
        let quote = rest[start..].chars().next().unwrap_or('"');
        let inside = &rest[start + quote.len_utf8()..];
        let end = inside.find(if quote == '“' { '”' } else { quote }).unwrap_or(inside.len());
        let key =
            rest[..start].trim_end().strip_suffix('=').map(|key| key.trim_end().rsplit([' ', ',']).next());
        let is_silent = match key.flatten() {
            Some(key) => {
                let is_text = [
                    "title", "caption", "alt", "name", "text", "summary", "label", "header", "content",
                    "desc",
                ];
                !is_text.iter().any(|word| key.to_lowercase().contains(word))
                    && !inside[..end].trim().contains(' ')
            }
            None => false,
        };
        if !is_silent && !inside[..end].trim().is_empty() {
            return true;
        }
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    false
}

/// A line of LaTeX commands without words only.
fn commands(words: &str) -> Option<Construct> {
    let mut rest = words.trim();
    let mut found = None;
    while !rest.is_empty() {
        let (length, construct) = environment(rest)
            .map(|length| (length, Construct::Environment))
            .or_else(|| silent(rest).map(|length| (length, Construct::Command)))
            .or_else(|| generated(rest).map(|length| (length, Construct::Contents)))?;
        found.get_or_insert(construct);
        rest = rest[length..].trim_start();
    }
    found
}

/// Environments that only place their text.
const PLACING: &[&str] = &[
    "center",
    "flushleft",
    "flushright",
    "minipage",
    "small",
    "footnotesize",
    "large",
    "Large",
    "raggedright",
    "singlespace",
    "doublespace",
    "landscape",
    "multicols",
    "adjustwidth",
    "samepage",
    "spacing",
    "justify",
];

/// The length of `\begin{center}` or `\end{center}`.
fn environment(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\\begin{").or_else(|| text.strip_prefix("\\end{"))?;
    let name = rest.split('}').next().filter(|name| PLACING.contains(&name.trim_end_matches('*')))?;
    let opening = text.len() - rest.len() + name.len() + 1;
    Some(opening + arguments(&text[opening..]))
}

/// Lists that casebook generates by itself.
fn generated(text: &str) -> Option<usize> {
    let name = name(text)?;
    let is_list = ["tableofcontents", "listoffigures", "listoftables"].contains(&name);
    is_list.then_some(name.len() + 1)
}

/// Commands that print nothing, with the number of their arguments in braces.
const SILENT: &[(&str, usize)] = &[
    ("noindent", 0),
    ("indent", 0),
    ("bigskip", 0),
    ("medskip", 0),
    ("smallskip", 0),
    ("vfill", 0),
    ("centering", 0),
    ("raggedright", 0),
    ("raggedleft", 0),
    ("sloppy", 0),
    ("fussy", 0),
    ("maketitle", 0),
    ("appendix", 0),
    ("frontmatter", 0),
    ("mainmatter", 0),
    ("backmatter", 0),
    ("printindex", 0),
    ("phantomsection", 0),
    ("onecolumn", 0),
    ("twocolumn", 0),
    ("begingroup", 0),
    ("endgroup", 0),
    ("bgroup", 0),
    ("egroup", 0),
    ("normalsize", 0),
    ("footnotesize", 0),
    ("scriptsize", 0),
    ("FloatBarrier", 0),
    ("singlespacing", 0),
    ("doublespacing", 0),
    ("vspace", 1),
    ("hspace", 1),
    ("index", 1),
    ("label", 1),
    ("pagestyle", 1),
    ("thispagestyle", 1),
    ("pagenumbering", 1),
    ("setcounter", 2),
    ("addtocounter", 2),
    ("setlength", 2),
    ("addtolength", 2),
    ("addcontentsline", 3),
    ("addtocontents", 2),
    ("enlargethispage", 1),
    ("needspace", 1),
    ("usepackage", 1),
    ("input", 1),
    ("selectlanguage", 1),
    ("hypertarget", 1),
];

/// The length of a command that prints nothing, with its arguments.
fn silent(text: &str) -> Option<usize> {
    let name = name(text)?;
    let (_, wanted) = SILENT.iter().find(|(known, _)| *known == name)?;
    if name == "input" || name == "hypertarget" {
        return None;
    }
    let mut at = 1 + name.len();
    at += text[at..].len() - text[at..].trim_start_matches('*').len();
    for _ in 0..*wanted {
        at += argument(&text[at..])?;
    }
    let goes_on = text[at..].starts_with(|next: char| next.is_alphanumeric() || "\\/_.:".contains(next));
    let is_path = *wanted == 0 && goes_on && !text[at..].starts_with('\\');
    (!is_path).then_some(at)
}

/// The name of the command at the start of a text.
fn name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    let end = rest.find(|end: char| !end.is_ascii_alphabetic()).unwrap_or(rest.len());
    (end > 1).then_some(&rest[..end])
}

/// The length of one argument in braces.
pub(super) fn argument(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// The length of all arguments in brackets and braces.
fn arguments(text: &str) -> usize {
    let mut at = 0;
    loop {
        if let Some(length) = argument(&text[at..]) {
            at += length;
        } else if let Some(end) = text[at..].strip_prefix('[').and_then(|inside| inside.find(']')) {
            at += end + 2;
        } else {
            return at;
        }
    }
}

/// How many lines before and after are searched for a formula.
const FAR: usize = 60;

/// Whether a line is in a paragraph with a formula or with another environment, where commands have their meaning.
pub(super) fn is_formula(page: &Page<'_>, line: usize) -> bool {
    let near = line.saturating_sub(FAR)..line.saturating_add(FAR).min(page.lines.len());
    let first =
        (near.start..line).rev().take_while(|before| !page.words(*before).is_empty()).last().unwrap_or(line);
    let rest = (line..near.end).take_while(|after| !page.words(*after).is_empty());
    let mut lines = (first..line).chain(rest).map(|line| page.str(page.words(line)));
    lines.any(|words| {
        words.contains("$$")
            || words.contains("\\[")
            || words.contains("\\(")
            || words.match_indices("\\begin{").any(|(at, _)| environment(&words[at..]).is_none())
    })
}
