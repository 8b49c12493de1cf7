//! Removes the document type declaration of an SVG, which no reader needs and some try to load, and replaces the
//! entities that it declares, as Illustrator writes them.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Start of the public identifiers of the W3C, whose document types readers know.
const KNOWN: &str = "-//W3C//DTD";
/// Largest growth of the text, in bytes. Entities in entities can make it grow without end.
const LARGEST_GROWTH: usize = 1_000_000;
/// Deepest nesting of entities in entities.
const DEEPEST: usize = 16;
/// The names that XML defines (XML 1.0, section 4.6).
const PREDEFINED: &[&str] = &["amp", "lt", "gt", "quot", "apos"];

type Entities<'a> = BTreeMap<&'a str, &'a str>;

/// Returns the text without its document type and with its entities replaced; or the reason why it is refused.
pub fn removed(text: &str) -> Result<Cow<'_, str>, String> {
    let Some(start) = start(text) else { return Ok(Cow::Borrowed(text)) };
    let mut declaration = Scanner { rest: &text[start + "<!DOCTYPE".len()..] };
    let entities = declaration.document_type()?;
    let (before, after) = (&text[..start], declaration.rest);
    if entities.is_empty() {
        return Ok(Cow::Owned(format!("{before}{after}")));
    }
    let mut out = Replaced { out: before.to_owned(), left: LARGEST_GROWTH + text.len() };
    out.markup(after, &entities)?;
    Ok(Cow::Owned(out.out))
}

/// The offset of the declaration, which only comments and instructions can precede.
fn start(text: &str) -> Option<usize> {
    let mut scanner = Scanner { rest: text.trim_start_matches('\u{FEFF}') };
    loop {
        scanner.blanks();
        if scanner.rest.starts_with("<!DOCTYPE") {
            return Some(text.len() - scanner.rest.len());
        }
        if !scanner.skip("<?", "?>") && !scanner.skip("<!--", "-->") {
            return None;
        }
    }
}

fn unclear() -> String {
    "its document type is not well-formed; delete `<!DOCTYPE …>`".to_owned()
}

fn foreign() -> String {
    "its document type refers to another file or contains declarations; delete `<!DOCTYPE …>`".to_owned()
}

/// Reads a document type declaration (XML 1.0, section 2.8).
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn document_type(&mut self) -> Result<Entities<'a>, String> {
        self.blanks();
        self.name();
        self.blanks();
        if self.take("PUBLIC") {
            if !self.quoted()?.starts_with(KNOWN) {
                return Err(foreign());
            }
            self.blanks();
            if self.rest.starts_with(['"', '\'']) {
                self.quoted()?;
            }
        } else if self.take("SYSTEM") {
            return Err(foreign());
        }
        self.blanks();
        let entities = if self.take("[") { self.declarations()? } else { Entities::new() };
        self.blanks();
        if self.take(">") { Ok(entities) } else { Err(unclear()) }
    }

    /// The declarations between brackets. Of an entity that is declared twice, the first counts.
    fn declarations(&mut self) -> Result<Entities<'a>, String> {
        let mut entities = Entities::new();
        loop {
            self.blanks();
            if self.take("]") {
                return Ok(entities);
            } else if self.take("<!ENTITY") {
                let (name, value) = self.entity()?;
                if !PREDEFINED.contains(&name) {
                    entities.entry(name).or_insert(value);
                }
            } else if !self.skip("<!--", "-->") && !self.skip("<?", "?>") {
                // Everything else adds attributes, or includes another file.
                return Err(foreign());
            }
        }
    }

    fn entity(&mut self) -> Result<(&'a str, &'a str), String> {
        self.blanks();
        let name = self.name();
        self.blanks();
        if name.is_empty() || !self.rest.starts_with(['"', '\'']) {
            return Err("it declares entities that are in another file".to_owned());
        }
        let value = self.quoted()?;
        self.blanks();
        if self.take(">") { Ok((name, value)) } else { Err(unclear()) }
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip(&mut self, start: &str, end: &str) -> bool {
        let Some((_, rest)) = self.rest.strip_prefix(start).and_then(|rest| rest.split_once(end)) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn name(&mut self) -> &'a str {
        let end = self.rest.find(|next: char| !is_of_name(next)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name
    }

    /// A text between quotation marks of either kind.
    fn quoted(&mut self) -> Result<&'a str, String> {
        self.blanks();
        let mark = self.rest.chars().next().filter(|mark| matches!(mark, '"' | '\'')).ok_or_else(unclear)?;
        let (text, rest) = self.rest[1..].split_once(mark).ok_or_else(unclear)?;
        self.rest = rest;
        Ok(text)
    }
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || "_-.:".contains(character)
}

/// A text in which references to entities are replaced.
struct Replaced {
    out: String,
    /// The bytes that may still be written.
    left: usize,
}

impl Replaced {
    /// Replaces the references in elements and attributes, and keeps comments, instructions and character data.
    fn markup(&mut self, text: &str, entities: &Entities<'_>) -> Result<(), String> {
        let mut rest = text;
        let mut mark: Option<char> = None;
        let mut is_in_tag = false;
        while let Some(at) = rest.find(['<', '>', '"', '\'', '&']) {
            self.push(&rest[..at])?;
            rest = &rest[at..];
            if !is_in_tag && let Some(kept) = kept(rest) {
                self.push(kept)?;
                rest = &rest[kept.len()..];
                continue;
            }
            if let Some((name, after)) = reference(rest)
                && let Some(value) = entities.get(name)
            {
                self.value(value, entities, is_in_tag, 0)?;
                rest = after;
                continue;
            }
            let sign = rest.chars().next().unwrap_or_default();
            match (sign, mark) {
                ('<', None) => is_in_tag = true,
                ('>', None) => is_in_tag = false,
                ('"' | '\'', None) if is_in_tag => mark = Some(sign),
                (sign, Some(open)) if sign == open => mark = None,
                _ => {}
            }
            self.push(&rest[..sign.len_utf8()])?;
            rest = &rest[sign.len_utf8()..];
        }
        self.push(rest)
    }

    /// Writes the value of an entity. In an attribute, its quotation marks are characters (XML 1.0, section 4.4.5).
    fn value(
        &mut self,
        value: &str,
        entities: &Entities<'_>,
        is_in_tag: bool,
        depth: usize,
    ) -> Result<(), String> {
        if depth > DEEPEST {
            return Err("its entities refer to themselves in a loop".to_owned());
        }
        if is_in_tag && value.contains('<') {
            return Err("an entity in an attribute contains `<`".to_owned());
        }
        let mut rest = value;
        while let Some(at) = rest.find(['&', '"', '\'']) {
            self.push(&rest[..at])?;
            rest = &rest[at..];
            match reference(rest).and_then(|(name, after)| Some((entities.get(name)?, after))) {
                Some((inner, after)) => {
                    self.value(inner, entities, is_in_tag, depth + 1)?;
                    rest = after;
                }
                None => {
                    let sign = &rest[..1];
                    self.push(match sign {
                        "\"" if is_in_tag => "&quot;",
                        "'" if is_in_tag => "&apos;",
                        sign => sign,
                    })?;
                    rest = &rest[1..];
                }
            }
        }
        self.push(rest)
    }

    fn push(&mut self, text: &str) -> Result<(), String> {
        self.left = self.left.checked_sub(text.len()).ok_or("its entities grow to more than a megabyte")?;
        self.out.push_str(text);
        Ok(())
    }
}

/// A reference at the start of a text: its name, and the text after it.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    (!name.is_empty() && name.chars().all(is_of_name)).then_some((name, after))
}

/// A comment, an instruction or character data at the start of a text, in which nothing is replaced.
fn kept(text: &str) -> Option<&str> {
    let pairs = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    let (start, end) = pairs.into_iter().find(|(start, _)| text.starts_with(start))?;
    let length = text[start.len()..].find(end)? + start.len() + end.len();
    Some(&text[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(declaration: &str, body: &str) -> Option<String> {
        removed(&format!("<!DOCTYPE svg{declaration}>{body}")).ok().map(Cow::into_owned)
    }

    #[test]
    fn entities_are_replaced() {
        let pairs = [
            (" [<!ENTITY a \"b\">]", "<x y='&a;'>&a;&amp;&c;</x>", "<x y='b'>b&amp;&c;</x>"),
            (" [<!-- ]> --><!ENTITY a 'b\"c'><?p ]?>]", "<x y='&a;'/>&a;", "<x y='b&quot;c'/>b\"c"),
            (" [<!ENTITY a \"1\"><!ENTITY a \"2\"><!ENTITY b \"&a;&a;\">] ", "&b;", "11"),
            (" [<!ENTITY lt \"x\"><!ENTITY a \"b\">]", "&lt;&a;", "&lt;b"),
            (
                " [<!ENTITY a \"b\">]",
                "<!-- &a; --><![CDATA[&a;]]><?p &a;?>&a;",
                "<!-- &a; --><![CDATA[&a;]]><?p &a;?>b",
            ),
            (" PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://a'", "&a;", "&a;"),
            (" PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://a\" [<!ENTITY a \">\">]", "&a;", ">"),
            (
                " [<!ENTITY a \"it's\">]",
                "<x y=\"&a;\" z='&a;'>'&a;'</x>",
                "<x y=\"it&apos;s\" z='it&apos;s'>'it's'</x>",
            ),
        ];
        for (declaration, body, expected) in pairs {
            assert_eq!(with(declaration, body).as_deref(), Some(expected));
        }
    }

    #[test]
    fn declarations_that_load_or_add_are_refused() {
        let refused = [
            " SYSTEM \"a.dtd\"",
            " PUBLIC \"a\" \"b\"",
            " [<!ENTITY a SYSTEM \"b\">]",
            " [<!ENTITY a PUBLIC \"b\" \"c\">]",
            " [<!ENTITY % a \"b\">]",
            " [<!ATTLIST svg onload CDATA \"b\">]",
            " [%a;]",
            " [",
        ];
        for declaration in refused {
            assert_eq!(with(declaration, ""), None, "{declaration}");
        }
    }
}
