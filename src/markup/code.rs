//! Code blocks as markup.

use super::case::Writer;
use super::edition::Edition;
use super::tag::Tag;
use crate::highlight::{self, Token};
use crate::model::{Attributes, CodeLines, Inline};
use crate::vocabulary::{self, CODE, CODE_BLOCK, CODE_LINE, FILE_NAME, MARKED_LINE};

impl<E: Edition> Writer<'_, E> {
    /// The name of the file, before the code.
    pub(super) fn file_name(&mut self, name: &str) {
        self.push(&Tag::new(FILE_NAME.element).classes(FILE_NAME.class, &[]).start());
        self.inlines(&[Inline::Code(name.to_owned())]);
        self.close_line(FILE_NAME.element);
    }

    /// The start tags of a code block.
    pub(super) fn open_code(&mut self, attributes: &Attributes, anchor: Option<&str>) {
        let mut attributes = attributes.clone();
        if let Some(direction) = self.direction_of_code().filter(|_| attributes.direction().is_none()) {
            attributes.other.push(("dir".to_owned(), direction.to_owned()));
        }
        self.open_named(CODE_BLOCK.element, CODE_BLOCK.class, anchor, &attributes);
        self.push(&Tag::new(CODE.element).start());
    }

    /// The text of a code block. Line numbers are attributes, so that they are neither copied nor found.
    pub(super) fn code(&mut self, language: Option<&str>, text: &str, look: &CodeLines) {
        let known = highlight::lines(language, text);
        if known.is_none() && !look.are_apart() {
            return self.text(text);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push("\n");
            }
            let start = look.are_apart().then(|| start_of_line(look, index));
            self.push(start.as_deref().unwrap_or_default());
            match known.as_ref().and_then(|lines| lines.get(index)) {
                Some(tokens) => tokens.iter().for_each(|token| self.token(token)),
                None => self.text(line),
            }
            if start.is_some() {
                self.close(CODE_LINE.element);
            }
        }
    }

    fn token(&mut self, token: &Token) {
        let Some(kind) = token.kind else { return self.text(&token.text) };
        let names = vocabulary::token(kind);
        self.push(&Tag::new(names.element).classes(names.class, &[]).start());
        self.text(&token.text);
        self.close(names.element);
    }
}

fn start_of_line(look: &CodeLines, index: usize) -> String {
    let names = if look.is_marked(index) { MARKED_LINE } else { CODE_LINE };
    Tag::new(names.element).classes(names.class, &[]).with_some("data-line", look.number(index)).start()
}
