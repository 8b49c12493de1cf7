//! Code blocks.

use crate::model::{Attributes, BlockKind, CodeLines};

/// The lines of a code block between fences. `caption` stands in its settings.
pub fn block(kind: &BlockKind, own: &Attributes, caption: Option<&str>) -> Vec<String> {
    let BlockKind::CodeBlock { language, text, file_name, lines } = kind else { return Vec::new() };
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let info = info(language.as_deref(), file_name.as_deref(), lines, own, caption);
    let mut found = vec![format!("{fence}{info}")];
    if !text.is_empty() {
        found.extend(text.split('\n').map(str::to_owned));
    }
    found.push(fence);
    found
}

/// The longest run of backticks at the start of a line.
fn longest_run(text: &str) -> usize {
    let run = |line: &str| {
        let line = line.trim_start();
        line.len() - line.trim_start_matches('`').len()
    };
    text.lines().map(run).max().unwrap_or_default()
}

/// What stands behind the fence: the language alone, or settings in braces.
fn info(
    language: Option<&str>,
    file_name: Option<&str>,
    lines: &CodeLines,
    own: &Attributes,
    caption: Option<&str>,
) -> String {
    let mut settings = settings(file_name, lines, own);
    settings.extend(caption.map(|caption| pair("caption", caption)));
    let is_word = |language: &&str| {
        !language.contains(|sign: char| sign.is_whitespace() || "{}`,&\\".contains(sign))
            && *language != "math"
    };
    match language {
        Some(language) if settings.is_empty() && is_word(&language) => language.to_owned(),
        language => {
            let class = language.map(|language| format!(".{language}"));
            let words: Vec<String> = class.into_iter().chain(settings).collect();
            if words.is_empty() { String::new() } else { format!("{{{}}}", words.join(" ")) }
        }
    }
}

fn settings(file_name: Option<&str>, lines: &CodeLines, own: &Attributes) -> Vec<String> {
    let mut words: Vec<String> = own.id.iter().map(|id| format!("#{id}")).collect();
    words.extend(own.classes.iter().map(|class| format!(".{class}")));
    words.extend(own.language.iter().map(|language| format!("lang={language}")));
    words.extend(own.other.iter().map(|(key, value)| pair(key, value)));
    if let Some(first) = lines.first {
        words.push(".numberLines".to_owned());
        words.extend((first != 1).then(|| pair("startFrom", &first.to_string())));
    }
    if !lines.marked.is_empty() {
        let range = |range: &std::ops::RangeInclusive<usize>| match (range.start(), range.end()) {
            (start, end) if start == end => start.to_string(),
            (start, end) => format!("{start}-{end}"),
        };
        let marked: Vec<String> = lines.marked.iter().map(range).collect();
        words.push(pair("hl_lines", &marked.join(" ")));
    }
    words.extend(file_name.map(|name| pair("filename", name)));
    words
}

fn pair(key: &str, value: &str) -> String {
    let quote = if value.contains('"') { '\'' } else { '"' };
    format!("{key}={quote}{}{quote}", value.replace(['\n', quote], " "))
}
