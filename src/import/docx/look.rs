//! The look of a run: its marks, which follow from its own properties and from styles.

use std::rc::Rc;

use super::styles::{Style, Styles};
use crate::import::building::format::{Mark, Marks, is_ideograph, is_monospaced};
use crate::import::building::role::{Role, is_code_style};
use crate::import::xml::Element;

/// The sources of the properties of a run, from the nearest to the farthest.
pub struct Look<'a> {
    direct: Option<&'a Element>,
    character: Vec<&'a Style>,
    paragraph: Rc<[&'a Style]>,
    defaults: Option<&'a Element>,
    role: Role,
}

impl<'a> Look<'a> {
    /// The look of a run with these properties, in a paragraph whose styles are given.
    pub fn new(styles: &'a Styles, run: Option<&'a Element>, paragraph: Rc<[&'a Style]>, role: Role) -> Self {
        let character = styles.chain(run.and_then(|run| run.value_of("w:rStyle")));
        Self { direct: run, character, paragraph, defaults: styles.run_defaults(), role }
    }

    /// The nearest property with this name.
    pub fn property(&self, name: &str) -> Option<&'a Element> {
        self.marked(name).or_else(|| self.base(name))
    }

    /// The property that the run itself or its character style sets.
    fn marked(&self, name: &str) -> Option<&'a Element> {
        let direct = self.direct.and_then(|run| run.child(name));
        direct.or_else(|| self.character.iter().find_map(|style| style.run()?.child(name)))
    }

    /// The property that the style of the paragraph sets.
    fn base(&self, name: &str) -> Option<&'a Element> {
        let of_style = self.paragraph.iter().find_map(|style| style.run()?.child(name));
        of_style.or_else(|| self.defaults.and_then(|run| run.child(name)))
    }

    /// Whether a property that can be on or off differs from the rest of a paragraph. A property that both styles set is
    /// off (ECMA-376, part 1, section 17.7.3).
    fn is_set_off(&self, name: &str) -> bool {
        let on = |switch: &Element| !matches!(switch.value(), Some("0" | "false" | "off" | "none"));
        let of_character = self.character.iter().find_map(|style| style.run()?.child(name));
        let base = self.base(name).is_some_and(on);
        let own = match self.direct.and_then(|run| run.child(name)) {
            Some(direct) => on(direct),
            None => of_character.is_some_and(on) != base,
        };
        // The style of a heading or a quotation says how these look, not what is emphasized in them.
        let is_plain = matches!(self.role, Role::Body | Role::List | Role::Definition);
        own != (base && !is_plain)
    }

    /// Whether the text is not shown.
    pub fn is_hidden(&self) -> bool {
        self.is_on("w:vanish")
    }

    fn is_on(&self, name: &str) -> bool {
        self.property(name)
            .is_some_and(|switch| !matches!(switch.value(), Some("0" | "false" | "off" | "none")))
    }

    /// The name of the font for letters, if it is not that of the theme.
    pub fn font(&self) -> Option<&'a str> {
        let fonts = self.property("w:rFonts")?;
        fonts.attribute("w:ascii").or_else(|| fonts.attribute("w:hAnsi"))
    }

    /// The language that the run itself sets.
    pub fn marked_language(&self, text: &str) -> Option<&'a str> {
        self.language_of(self.marked("w:lang")?, text)
    }

    /// The language of the run.
    pub fn language(&self, text: &str) -> Option<&'a str> {
        self.language_of(self.property("w:lang")?, text)
    }

    fn language_of(&self, languages: &'a Element, text: &str) -> Option<&'a str> {
        let name = if self.is_on("w:rtl") {
            "w:bidi"
        } else if text.contains(is_ideograph) {
            "w:eastAsia"
        } else {
            "w:val"
        };
        languages.attribute(name)
    }

    /// The marks of the run. `has_code` says whether a font of fixed width marks code.
    pub fn marks(&self, has_code: bool) -> Marks {
        let mut marks = Marks::default();
        for (mark, name) in [
            (Mark::Strong, "w:b"),
            (Mark::Emphasis, "w:i"),
            (Mark::Strike, "w:strike"),
            (Mark::SmallCaps, "w:smallCaps"),
        ] {
            marks.set(mark, self.is_set_off(name));
        }
        if self.is_set_off("w:dstrike") {
            marks.set(Mark::Strike, true);
        }
        if self.marked("w:em").is_some_and(|dots| dots.value() != Some("none")) {
            marks.set(Mark::Emphasis, true);
        }
        marks.set(Mark::Underline, self.is_underlined());
        match self.marked("w:vertAlign").and_then(Element::value) {
            Some("superscript") => marks.set(Mark::Superscript, true),
            Some("subscript") => marks.set(Mark::Subscript, true),
            _ => {}
        }
        let has_fixed_width = has_code && self.has_fixed_width();
        let is_named = self.is_code();
        marks.set(Mark::Code, is_named || has_fixed_width);
        marks.set(Mark::FixedWidth, has_fixed_width && !is_named);
        marks
    }

    /// Whether the author underlined it.
    pub fn is_underlined(&self) -> bool {
        let is_link = self.character.iter().any(|style| style.name.ends_with("hyperlink"));
        !is_link && self.marked("w:u").is_some_and(is_line)
    }

    /// Whether its style says that it is code.
    fn is_code(&self) -> bool {
        self.character.iter().any(|style| is_code_style(&style.name))
    }

    fn has_fixed_width(&self) -> bool {
        self.role != Role::Code && self.font().is_some_and(is_monospaced)
    }
}

fn is_line(underline: &Element) -> bool {
    !matches!(underline.value(), None | Some("none"))
}
