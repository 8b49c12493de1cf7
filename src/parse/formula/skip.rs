//! What is never a formula: code, tags, addresses.

/// The end of what begins at `at` and is never a formula; `None` if it is ordinary text.
pub fn end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest.as_bytes().first()? {
        b'`' => Some(at + code(rest)),
        b'<' => tag(rest).map(|length| at + length),
        b']' if rest.starts_with("](") => destination(&rest[1..]).map(|length| at + 1 + length),
        _ => None,
    }
}

/// The end of the paragraph that `rest` begins in.
pub fn paragraph(rest: &str) -> usize {
    let mut offset = 0;
    while let Some(newline) = rest[offset..].find('\n') {
        let next = offset + newline + 1;
        let line = rest[next..].split('\n').next().unwrap_or_default();
        if line.trim_start_matches([' ', '\t', '>']).is_empty() {
            return next;
        }
        offset = next;
    }
    rest.len()
}

/// The length of a code span, or of a run of backticks without an end.
fn code(rest: &str) -> usize {
    let run = rest.len() - rest.trim_start_matches('`').len();
    let inside = &rest[..paragraph(rest)];
    let mut from = run;
    while let Some(next) = inside[from..].find('`').map(|next| from + next) {
        let length = inside[next..].len() - inside[next..].trim_start_matches('`').len();
        if length == run {
            return next + length;
        }
        from = next + length;
    }
    run
}

/// The length of a tag with what it keeps from being text, a comment, or an address in angle brackets.
fn tag(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return Some(rest.find("-->").map_or(rest.len(), |end| end + 3));
    }
    let name = rest[1..].trim_start_matches('/');
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!' || first == '?') {
        return None;
    }
    let inside = &rest[..paragraph(rest)];
    let end = inside.find('>')? + 1;
    if inside[1..end].contains('<') {
        return None;
    }
    let name: String = rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if ["pre", "code", "script", "style", "textarea", "kbd", "samp", "tt", "math", "svg"]
        .contains(&name.as_str())
    {
        let closing = format!("</{name}");
        let after = rest[end..].to_ascii_lowercase().find(&closing);
        return Some(after.map_or(end, |after| end + after));
    }
    Some(end)
}

/// The length of the destination of a link, with its parentheses.
fn destination(rest: &str) -> Option<usize> {
    let inside = &rest[..paragraph(rest)];
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, character) in inside.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}
