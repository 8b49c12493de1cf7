//! Divisions, callouts, poems and epigraphs.

use super::attributes;
use super::escape::Site;
use super::wrap::Lines;
use super::writer::Writer;
use crate::model::{Attributes, Block, BlockKind, Callout, CalloutKind, Fold, Inline, PassageKind};

impl Writer<'_> {
    pub(super) fn division(&mut self, blocks: &[Block], own: &Attributes, width: usize) -> Vec<String> {
        let inside = self.blocks(blocks, width);
        let is_other = own.classes.iter().any(|class| is_reserved(class));
        match attributes::list(own) {
            Some(list) if !is_other && !inside.is_empty() => fenced(&opening(own, &list), inside),
            _ => {
                let element = if is_other { "article" } else { "div" };
                tagged(&format!("<{element}{}>", attributes::of_tag(own)), inside, &format!("</{element}>"))
            }
        }
    }

    pub(super) fn callout(&mut self, callout: &Callout, own: &Attributes, width: usize) -> Vec<String> {
        let inside = self.blocks(&callout.blocks, width);
        let name = callout.kind.map_or("callout", CalloutKind::name);
        let title = callout.title.as_ref().map(|title| self.line(title, Site::Heading));
        let is_simple = *own == Attributes::default() && callout.fold.is_none();
        let title = title.map(|title| match title.strip_suffix(':') {
            // Colons at the end would belong to the fence.
            Some(words) => format!("{words}&#58;"),
            None => title,
        });
        match (&title, attributes::list(own)) {
            (None, _) if is_simple => fenced(name, inside),
            (Some(title), _) if is_simple && callout.kind.is_some() => {
                fenced(&format!("{name} {title}"), inside)
            }
            (title, Some(list)) => {
                let title = title.as_ref().map(|title| format!(" {}", title_pair(title))).unwrap_or_default();
                let fold = match callout.fold {
                    Some(Fold::Closed) => " collapse=\"true\"",
                    Some(Fold::Open) => " collapse=\"false\"",
                    None => "",
                };
                let others = list.trim_matches(['{', '}']);
                let others = if others.is_empty() { String::new() } else { format!(" {others}") };
                fenced(&format!("{{.{name}{title}{fold}{others}}}"), inside)
            }
            (_, None) => {
                let class = format!(" class=\"{name}\"");
                let title =
                    callout.title.as_ref().map(|title| format!("<summary>{}</summary>", self.markup(title)));
                let lines = title.into_iter().chain([String::new()]).chain(inside).collect();
                tagged(&format!("<aside{class}>"), lines, "</aside>")
            }
        }
    }

    pub(super) fn passage(
        &mut self,
        kind: PassageKind,
        blocks: &[Block],
        own: &Attributes,
        width: usize,
    ) -> Vec<String> {
        match (kind, stanzas(blocks)) {
            (PassageKind::Verse, Some(stanzas)) => {
                let lines = self.verse(&stanzas);
                match attributes::list(own) {
                    Some(list) if list.is_empty() => lines,
                    Some(list) => fenced(&format!("{{.verse{}", after_class(&list)), lines),
                    None => fenced("verse", lines),
                }
            }
            (PassageKind::Verse, None) => fenced("verse", self.blocks(blocks, width)),
            (PassageKind::Epigraph, _) => {
                let inside = self.blocks(blocks, width);
                match attributes::list(own) {
                    Some(list) if !list.is_empty() => {
                        fenced(&format!("{{.epigraph{}", after_class(&list)), inside)
                    }
                    _ => fenced("epigraph", inside),
                }
            }
        }
    }

    /// The lines of a poem behind bars.
    fn verse(&self, stanzas: &[&[Inline]]) -> Vec<String> {
        let mut found = Vec::new();
        for stanza in stanzas {
            if !found.is_empty() {
                found.push("|".to_owned());
            }
            for line in stanza.split(|inline| *inline == Inline::LineBreak) {
                let (indent, line) = without_indent(line);
                let words = self.lines(&line, Site::Line, Lines::One).concat();
                // A bar at the end would make it the row of a table.
                let words = words.strip_suffix('|').map_or(words.clone(), |words| format!("{words}&#124;"));
                found.push(format!("| {}{words}", " ".repeat(indent)));
            }
        }
        found
    }
}

/// The stanzas of a poem, if it has nothing else.
fn stanzas(blocks: &[Block]) -> Option<Vec<&[Inline]>> {
    let stanza = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) if block.attributes == Attributes::default() => Some(content.clone()),
        _ => None,
    };
    if blocks.iter().any(|block| stanza(block).is_none()) {
        return None;
    }
    let content = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => Some(content.as_slice()),
        _ => None,
    });
    Some(content.collect())
}

/// The number of no-break spaces that a line begins with, and the line without them.
fn without_indent(line: &[Inline]) -> (usize, Vec<Inline>) {
    let mut line = line.to_vec();
    let Some(Inline::Text(words)) = line.first_mut() else { return (0, line) };
    let rest = words.trim_start_matches('\u{A0}').to_owned();
    let count = (words.len() - rest.len()) / '\u{A0}'.len_utf8();
    *words = rest;
    (count, line)
}

/// Lines between fences of colons, longer than those inside.
fn fenced(opening: &str, inside: Vec<String>) -> Vec<String> {
    let length = |line: &String| line.len() - line.trim_start_matches(':').len();
    let longest = inside.iter().map(length).max().unwrap_or_default();
    let fence = ":".repeat(longest.max(2) + 1);
    [format!("{fence} {opening}")].into_iter().chain(inside).chain([fence]).collect()
}

/// Lines between tags, which a blank line parts from them.
fn tagged(opening: &str, inside: Vec<String>, closing: &str) -> Vec<String> {
    if inside.is_empty() {
        return vec![format!("{opening}{closing}")];
    }
    let lines = [opening.to_owned(), String::new()].into_iter().chain(inside);
    lines.chain([String::new(), closing.to_owned()]).collect()
}

/// What opens a division: its class alone, if that is enough.
fn opening(own: &Attributes, list: &str) -> String {
    let is_name = |class: &String| class.chars().all(|sign| sign.is_alphanumeric() || "-_".contains(sign));
    match own.classes.as_slice() {
        _ if list.is_empty() => "{}".to_owned(),
        [class] if list.len() == class.len() + 3 && is_name(class) => class.clone(),
        _ => list.to_owned(),
    }
}

/// The rest of an attribute list behind a class.
fn after_class(list: &str) -> String {
    match list.strip_prefix('{') {
        Some(rest) => format!(" {rest}"),
        None => "}".to_owned(),
    }
}

/// Whether a class would make something else of a division.
fn is_reserved(class: &str) -> bool {
    CalloutKind::is_callout(class)
        || PassageKind::named(class).is_some()
        || matches!(class, "list-table" | "details")
}

/// The title as an attribute.
fn title_pair(title: &str) -> String {
    let quote = if title.contains('"') { '\'' } else { '"' };
    let entity = if quote == '"' { "&quot;" } else { "&#39;" };
    format!("title={quote}{}{quote}", title.replace(&format!("\\{quote}"), entity).replace(quote, entity))
}
