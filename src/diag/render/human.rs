//! Formats diagnostics for people: file, line and column, and the source line with the place marked.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::place::Places;
use crate::diag::{Diagnostic, Diagnostics, Severity, Sources};
use crate::source::{Lines, Span};

/// Width of the output in columns if there is no terminal.
const WIDTH: usize = 110;

/// How many diagnostics are shown with source lines. Nobody reads more; the others show only their place.
const DRAWN: usize = 1_000;

/// Longest source line that is shown, in bytes. For a longer one only the place is shown.
const LONGEST: usize = 8_000;

/// Largest distance in bytes between two places that are shown in one excerpt.
const APART: u32 = 64_000;

/// The diagnostics as text, each followed by an empty line, with colours if `styled`.
#[must_use]
pub fn human(diagnostics: &Diagnostics, sources: &dyn Sources, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut places = Places::new(sources);
    let mut out = String::new();
    for (number, diagnostic) in diagnostics.iter().enumerate() {
        let is_drawn = number < DRAWN;
        out.push_str(&renderer.render(&[group(diagnostic, &mut places, is_drawn)]));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(diagnostic: &'a Diagnostic, places: &mut Places<'_>, is_drawn: bool) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let label = diagnostic.label.as_deref();
        let near =
            |mark: &&(Span, String)| mark.0.file == span.file && mark.0.start.abs_diff(span.start) < APART;
        let marks: Vec<_> = diagnostic.related.iter().filter(near).collect();
        group = group.elements(shown(places, span, label, &marks, is_drawn));
        for (span, label) in diagnostic.related.iter().filter(|mark| !near(mark)) {
            group = group.elements(shown(places, *span, Some(label), &[], is_drawn));
        }
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The source lines of the place and its related places; or only the places, if the lines are too long or too many were
/// shown already.
fn shown<'a>(
    places: &mut Places<'_>,
    span: Span,
    label: Option<&'a str>,
    related: &[&'a (Span, String)],
    is_drawn: bool,
) -> Vec<Element<'a>> {
    let path = places.sources.path(span.file);
    let lines = places.lines(span.file);
    let spans = || std::iter::once(span).chain(related.iter().map(|(span, _)| *span));
    if is_drawn && spans().all(|span| first_line(lines, span).1.len() <= LONGEST) {
        return vec![snippet(lines, path, span, label, related).into()];
    }
    let origin = |span: Span| {
        let place = lines.position(span.range().start);
        Origin::path(path.clone()).line(place.line).char_column(place.column).into()
    };
    let words = std::iter::once(label).chain(related.iter().map(|(_, label)| Some(label.as_str())));
    let note = |words: &'a str| Level::NOTE.message(words).into();
    spans().zip(words).flat_map(|(span, words)| [Some(origin(span)), words.map(note)]).flatten().collect()
}

/// The part of a span on its first line, and that whole line. Marking several lines would draw brackets at the margin;
/// the first line is enough.
fn first_line(lines: &Lines<'_>, span: Span) -> (Range<usize>, Range<usize>) {
    let text = lines.text();
    // After the last newline there is no line to show.
    let last = text.len() - usize::from(text.ends_with('\n'));
    let start = text.floor_char_boundary(span.range().start.min(last));
    let whole = lines.range(lines.position(start).line);
    let end = text.ceil_char_boundary(span.range().end.clamp(start, text.len()));
    let marked = &text[start..end.min(whole.end)];
    (start..start + marked.trim_end().len(), whole)
}

/// The lines from the first place to the last, with the places marked.
fn snippet<'a>(
    lines: &Lines<'_>,
    path: String,
    span: Span,
    label: Option<&'a str>,
    related: &[&'a (Span, String)],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let spans = std::iter::once(span).chain(related.iter().map(|(span, _)| *span));
    let wholes: Vec<Range<usize>> = spans.map(|span| first_line(lines, span).1).collect();
    let start = wholes.iter().map(|line| line.start).min().unwrap_or_default();
    let end = wholes.iter().map(|line| line.end).max().unwrap_or_default();
    let inside = |span: Span| {
        let (marked, _) = first_line(lines, span);
        marked.start - start..marked.end - start
    };
    let primary = AnnotationKind::Primary.span(inside(span)).label(label);
    let others =
        related.iter().map(|(span, label)| AnnotationKind::Context.span(inside(*span)).label(label.as_str()));
    Snippet::source(lines.text()[start..end].to_owned())
        .line_start(lines.position(start).line)
        .path(path)
        .annotation(primary)
        .annotations(others)
}
