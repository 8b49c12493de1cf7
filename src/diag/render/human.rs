//! Draws complaints for people: file, line and column, the line itself, and a mark under the place.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diag::{Diagnostic, Diagnostics, Severity, Sources};
use crate::source::Span;

/// How wide a drawn line may get, in columns, where no terminal says otherwise.
const WIDTH: usize = 110;

/// The complaints as text, each followed by an empty line; with colours if `styled`.
#[must_use]
pub fn human(diagnostics: &Diagnostics, sources: &dyn Sources, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    diagnostics.iter().map(|diagnostic| renderer.render(&[group(diagnostic, sources)]) + "\n\n").collect()
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a dyn Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let marks = diagnostic.related.iter().map(|(span, label)| (*span, label));
        group = group.element(snippet(sources, span, diagnostic.label.as_ref(), marks.clone()));
        for (span, label) in marks.filter(|(related, _)| related.file != span.file) {
            group = group.element(snippet(sources, span, Some(label), std::iter::empty()));
        }
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The file of `span` with the place marked, and the related places that are in the same file.
fn snippet<'a>(
    sources: &'a dyn Sources,
    span: Span,
    label: Option<&'a String>,
    related: impl Iterator<Item = (Span, &'a String)>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = sources.text(span.file);
    let range = |span: Span| {
        let start = text.floor_char_boundary(span.range().start.min(text.len()));
        start..text.ceil_char_boundary(span.range().end.clamp(start, text.len()))
    };
    // A mark over several lines is drawn as brackets at the margin; the first line says it as well.
    let first_line = |span: Span| {
        let range = range(span);
        let line = text[range.clone()].trim_end().lines().next().map_or(0, str::len);
        range.start..range.start + line
    };
    let mut primary = AnnotationKind::Primary.span(first_line(span));
    if let Some(label) = label {
        primary = primary.label(label.as_str());
    }
    let others = related
        .filter(|(other, _)| other.file == span.file)
        .map(|(other, label)| AnnotationKind::Context.span(first_line(other)).label(label.as_str()))
        .collect::<Vec<_>>();
    Snippet::source(text.clone()).path(sources.path(span.file)).annotation(primary).annotations(others)
}
