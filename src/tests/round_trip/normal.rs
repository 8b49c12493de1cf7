//! The normal form of running text, which the parser makes: no doubled spaces, no spaces at the ends of lines or before notes,
//! no empty inlines.

use crate::model::{Inline, Shown};

/// Brings a text into its normal form.
pub fn normalize(content: &mut Vec<Inline>) {
    // What is left beside something that was removed may have to be removed, too.
    for _ in 0..3 {
        drop_empty(content);
        join(content);
        let mut after_blank = true;
        single(content, &mut after_blank);
        while trim_end(content) {}
        join(content);
    }
}

/// Removes inlines without words.
fn drop_empty(content: &mut Vec<Inline>) {
    for inline in content.iter_mut() {
        if let Some(children) = inline.children_mut() {
            drop_empty(children);
        }
    }
    content.retain(|inline| !is_empty(inline));
}

/// Joins neighbouring texts.
fn join(content: &mut Vec<Inline>) {
    let mut joined: Vec<Inline> = Vec::new();
    for mut inline in std::mem::take(content) {
        if let Some(children) = inline.children_mut() {
            join(children);
        }
        match (joined.last_mut(), &inline) {
            (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(words),
            _ => joined.push(inline),
        }
    }
    *content = joined;
}

/// Removes doubled spaces, and those beside line breaks and before notes.
fn single(content: &mut Vec<Inline>, after_blank: &mut bool) {
    for inline in content.iter_mut() {
        match inline {
            Inline::Text(words) => {
                let mut kept = String::new();
                for sign in words.chars() {
                    if sign == ' ' && *after_blank {
                        continue;
                    }
                    *after_blank = sign == ' ';
                    kept.push(sign);
                }
                *words = kept;
            }
            Inline::LineBreak => *after_blank = true,
            Inline::NoteReference(_) => {}
            other => match other.children_mut() {
                Some(children) => single(children, after_blank),
                None => *after_blank = false,
            },
        }
    }
    for at in 1..content.len() {
        if let (Inline::LineBreak, Inline::Text(words)) = (content[at].clone(), &mut content[at - 1]) {
            words.truncate(words.trim_end_matches(' ').len());
        }
    }
    content.retain(|inline| !is_empty(inline));
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) => words.is_empty(),
        Inline::Code(code) => code.trim().is_empty(),
        inline => inline.shown() == Shown::Children && inline.children().is_empty(),
    }
}

/// Removes a space or a line break at the end. Returns whether something may be left to remove.
fn trim_end(content: &mut Vec<Inline>) -> bool {
    let Some(last) = content.last_mut() else { return false };
    match last {
        Inline::Text(words) if words.ends_with(' ') => {
            words.pop();
        }
        Inline::Text(words) if words.is_empty() => {
            content.pop();
        }
        Inline::LineBreak => {
            content.pop();
        }
        other => {
            let is_changed = other.children_mut().is_some_and(trim_end);
            if is_empty(content.last().unwrap_or(&Inline::LineBreak)) {
                content.pop();
                return true;
            }
            return is_changed;
        }
    }
    true
}
