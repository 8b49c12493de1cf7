//! Figures and their captions.

use super::attributes;
use super::code;
use super::escape::Site;
use super::link;
use super::piece::Piece;
use super::wrap::{self, Lines};
use super::writer::Writer;
use crate::model::{
    Attributes, Block, BlockKind, Caption, Figure, FigureBody, FigureImage, Inline, Label, LabelKind, Nodes,
    Style, plain_text,
};

/// How a caption is written.
enum Form {
    /// There is none, or it is the title of the image.
    None,
    /// A paragraph of its own.
    Apart(Vec<Inline>),
    /// The lines after the image.
    Below(Vec<Inline>),
    /// Nothing but an element can express it.
    Element,
}

impl Writer<'_> {
    pub(super) fn figure(&mut self, figure: &Figure, own: &Attributes, width: usize) -> Vec<String> {
        match &figure.body {
            FigureBody::Images(images) => self.pictures(images, figure.caption.as_ref(), own, width),
            FigureBody::Blocks(blocks) => self.shown(blocks, figure, own, width),
        }
    }

    fn pictures(
        &mut self,
        images: &[FigureImage],
        caption: Option<&Caption>,
        own: &Attributes,
        width: usize,
    ) -> Vec<String> {
        let mut lines: Vec<String> = images.iter().map(|image| self.picture(image)).collect();
        let form = self.form(images, caption);
        let list = attributes::list(own);
        let (Some(list), false) = (list, matches!(form, Form::Element)) else {
            return self.element(lines, caption, own);
        };
        if let Form::Below(content) = &form {
            lines.extend(self.paragraph(content, width));
        }
        lines.extend(Some(list).filter(|list| !list.is_empty()));
        if let Form::Apart(content) = &form {
            lines.push(String::new());
            lines.extend(self.paragraph(content, width));
        }
        lines
    }

    /// An image on its line, in its link.
    fn picture(&self, shown: &FigureImage) -> String {
        let Some(image) = self.case.images.get(shown.image.index()) else { return String::new() };
        let mut pieces = Vec::new();
        let of_link = shown.link.as_ref().and_then(|(id, own)| Some((self.case.links.get(id.index())?, own)));
        match of_link {
            Some((found, own)) => {
                pieces.push(Piece::Enter("["));
                link::add_image(image, &shown.attributes, &mut pieces);
                let target = link::target(&found.destination, found.title.as_deref(), Site::Block);
                let list = attributes::list(own).unwrap_or_default();
                pieces.push(Piece::Leave(format!("]({target}){list}")));
            }
            None => link::add_image(image, &shown.attributes, &mut pieces),
        }
        super::escape::settle(&mut pieces, self.reading, Site::Line, false);
        wrap::lines(&pieces, Lines::One).concat()
    }

    fn form(&self, images: &[FigureImage], caption: Option<&Caption>) -> Form {
        let Some(caption) = caption else { return Form::None };
        if let [image] = images
            && let Some(title) =
                self.case.images.get(image.image.index()).and_then(|image| image.title.as_ref())
        {
            return if is_title(caption, title) { Form::None } else { below(form_of(caption)) };
        }
        form_of(caption)
    }

    /// A figure with any blocks.
    fn shown(&mut self, blocks: &[Block], figure: &Figure, own: &Attributes, width: usize) -> Vec<String> {
        if let ([Block { kind, attributes, .. }], Some(caption)) = (blocks, &figure.caption)
            && figure.is_listing()
            && let Some(lines) = self.listing(kind, attributes, caption, own, width)
        {
            return lines;
        }
        let inside = self.blocks(blocks, width);
        self.element(inside, figure.caption.as_ref(), own)
    }

    /// Code with a caption.
    fn listing(
        &self,
        kind: &BlockKind,
        of_code: &Attributes,
        caption: &Caption,
        own: &Attributes,
        width: usize,
    ) -> Option<Vec<String>> {
        let is_labelled = caption.label.as_ref().is_some_and(|label| label.kind == LabelKind::Listing);
        if let Form::Apart(content) = form_of(caption)
            && is_labelled
            && *own == (Attributes { id: own.id.clone(), ..Attributes::default() })
        {
            let of_code = Attributes { id: own.id.clone(), ..of_code.clone() };
            let mut lines = code::block(kind, &of_code, None);
            lines.push(String::new());
            lines.extend(self.paragraph(&content, width));
            return Some(lines);
        }
        let is_plain =
            matches!(caption.content.as_slice(), [Inline::Text(words)] if !words.contains(['"', '`']));
        (is_plain && *of_code == Attributes::default())
            .then(|| code::block(kind, own, Some(&words_of(caption))))
    }

    /// The element for a figure.
    fn element(&self, inside: Vec<String>, caption: Option<&Caption>, own: &Attributes) -> Vec<String> {
        let mut lines = vec![format!("<figure{}>", attributes::of_tag(own)), String::new()];
        lines.extend(inside);
        lines.push(String::new());
        if let Some(caption) = caption {
            let label = caption.label.as_ref().map(before_words).unwrap_or_default();
            lines.push(format!(
                "<figcaption>{}{}</figcaption>",
                attributes::text(&label),
                self.markup(&caption.content)
            ));
        }
        lines.push("</figure>".to_owned());
        lines
    }
}

/// The label of a caption with the sign that parts it from the words.
pub(super) fn before_words(label: &Label) -> String {
    format!("{}: ", label.words)
}

/// The caption as plain text.
fn words_of(caption: &Caption) -> String {
    let label = caption.label.as_ref().map(before_words).unwrap_or_default();
    format!("{label}{}", plain_text(&caption.content))
}

/// Whether a caption is nothing but the title of its image, which begins with the label.
fn is_title(caption: &Caption, title: &str) -> bool {
    let label = caption.label.as_ref().map_or("", |label| &label.words);
    let words = match caption.content.as_slice() {
        [] => "",
        [Inline::Text(words)] => words,
        _ => return false,
    };
    let between = title.strip_prefix(label).and_then(|rest| rest.strip_suffix(words));
    between.is_some_and(|between| !between.contains(char::is_alphanumeric))
}

/// A caption that must stand directly under its image.
fn below(form: Form) -> Form {
    match form {
        Form::Apart(content) => Form::Below(content),
        form => form,
    }
}

/// The form of a caption. Italics around it set it off, unless it has some itself.
pub(super) fn caption_paragraph(caption: &Caption) -> Option<Vec<Inline>> {
    match form_of(caption) {
        Form::Apart(content) => Some(content),
        _ => None,
    }
}

fn form_of(caption: &Caption) -> Form {
    let emphasized = |style| {
        Nodes::of_text(&caption.content)
            .inlines()
            .any(|inline| matches!(inline, Inline::Styled(own, _) if *own == style))
    };
    let has_break = caption.content.contains(&Inline::LineBreak);
    let (has_emphasis, has_strong) = (emphasized(Style::Emphasis), emphasized(Style::Strong));
    let Some(label) = &caption.label else {
        let style = match (has_emphasis, has_strong) {
            (false, _) => Style::Emphasis,
            (true, false) => Style::Strong,
            (true, true) => return Form::Element,
        };
        let is_words = !plain_text(&caption.content).is_empty() && !has_break;
        return if is_words {
            Form::Below(vec![Inline::Styled(style, caption.content.clone())])
        } else {
            Form::Element
        };
    };
    if has_break || is_emphasized(&caption.content) {
        return Form::Element;
    }
    let words = if caption.content.is_empty() {
        before_words(label).trim_end().to_owned()
    } else {
        before_words(label)
    };
    let content = [Inline::Text(words)].into_iter().chain(caption.content.iter().cloned()).collect();
    let content = if has_emphasis { content } else { vec![Inline::Styled(Style::Emphasis, content)] };
    if label.kind == LabelKind::Table { Form::Below(content) } else { Form::Apart(content) }
}

/// Whether a text is emphasized as a whole, apart from notes behind it.
fn is_emphasized(content: &[Inline]) -> bool {
    let [Inline::Styled(Style::Emphasis | Style::Strong, _), notes @ ..] = content else { return false };
    notes.iter().all(|inline| matches!(inline, Inline::NoteReference(_)))
}
