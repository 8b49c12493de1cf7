//! Reads style sheets: the declarations about emphasis, and the selectors of names, classes and ids that they are for.

use super::tree::Tree;

/// A way in which text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Italics.
    Italic,
    /// Bold type.
    Bold,
    /// Small capitals.
    SmallCapitals,
    /// A line through the text.
    Struck,
    /// Above the line.
    Raised,
    /// Below the line.
    Lowered,
}

impl Kind {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 6] =
        [Self::Italic, Self::Bold, Self::SmallCapitals, Self::Struck, Self::Raised, Self::Lowered];
}

/// For each kind, whether declarations turn it on or off, or say nothing.
pub type Look = [Option<bool>; 6];

/// A rule with one selector.
#[derive(Debug)]
pub struct Rule {
    /// The parts of the selector, from the outside, with whether each must be the parent of the next one.
    parts: Vec<(Compound, bool)>,
    /// Its declarations.
    pub look: Look,
    /// Whether its declarations are important, which comes before everything else.
    pub is_important: bool,
}

/// A part of a selector without combinators: `p.a#b`.
#[derive(Debug, Default)]
struct Compound {
    name: String,
    classes: Vec<String>,
    ids: Vec<String>,
}

impl Rule {
    /// Whether the selector matches an element.
    #[must_use]
    pub fn matches(&self, tree: &Tree, node: usize) -> bool {
        let Some(((last, _), outer)) = self.parts.split_last() else { return false };
        // All candidates stand on one line of ancestors, the innermost first.
        let mut found = if last.matches(tree, node) { vec![node] } else { Vec::new() };
        for (part, is_parent) in outer.iter().rev() {
            let Some(innermost) = found.first().copied() else { return false };
            let is_reached =
                |place: &usize| !is_parent || found.iter().any(|inner| tree.parent(*inner) == *place);
            let around = tree.ancestors(innermost).skip(1).filter(is_reached);
            found = around.filter(|place| part.matches(tree, *place)).collect();
        }
        !found.is_empty()
    }

    /// The numbers of ids, of classes and of names, which decide between rules.
    fn specificity(&self) -> [usize; 3] {
        let sum = |count: fn(&Compound) -> usize| self.parts.iter().map(|(part, _)| count(part)).sum();
        [
            sum(|part| part.ids.len()),
            sum(|part| part.classes.len()),
            sum(|part| usize::from(!part.name.is_empty())),
        ]
    }
}

impl Compound {
    /// A part; `None` if it has anything that is not read, such as a pseudo-class.
    fn read(text: &str) -> Option<Self> {
        let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.' | '#' | '*');
        if !text.chars().all(is_sign) {
            return None;
        }
        let start = text.find(['.', '#']).unwrap_or(text.len());
        let (name, mut rest) = text.split_at_checked(start)?;
        let mut part = Self { name: name.trim_matches('*').to_ascii_lowercase(), ..Self::default() };
        while let Some(sign) = rest.chars().next() {
            let behind = rest.strip_prefix(sign)?;
            let end = behind.find(['.', '#']).unwrap_or(behind.len());
            let (word, next) = behind.split_at_checked(end)?;
            let words = if sign == '.' { &mut part.classes } else { &mut part.ids };
            words.push(word.to_owned());
            rest = next;
        }
        Some(part)
    }

    fn matches(&self, tree: &Tree, node: usize) -> bool {
        let name = tree.name(node);
        !name.is_empty()
            && (self.name.is_empty() || self.name == name)
            && self.classes.iter().all(|class| tree.has(node, "class", class))
            && self.ids.iter().all(|id| tree.get(node, "id") == Some(id))
    }
}

/// The rules about emphasis of style sheets, from the weakest to the strongest.
#[must_use]
pub fn rules(sheets: &[String]) -> Vec<Rule> {
    let mut rules = Vec::new();
    for sheet in sheets {
        add(&without_comments(sheet), &mut rules);
    }
    rules.sort_by_key(|rule| (rule.is_important, rule.specificity()));
    rules
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, next)| next);
    }
    (out + rest).replace("<!--", "").replace("-->", "")
}

fn add(text: &str, rules: &mut Vec<Rule>) {
    let mut rest = text;
    while let Some(at) = rest.find(['{', ';', '}']) {
        let (prelude, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some(inside) = behind.strip_prefix('{') else {
            rest = behind.get(1..).unwrap_or_default();
            continue;
        };
        let end = block_end(inside);
        let (block, next) = inside.split_at_checked(end).unwrap_or((inside, ""));
        rest = next.strip_prefix('}').unwrap_or(next);
        let prelude = prelude.trim();
        match prelude.strip_prefix('@') {
            Some(rule) if is_shown(rule) => add(block, rules),
            Some(_) => {}
            None => add_rule(prelude, block, rules),
        }
    }
}

/// The end of a block with blocks and strings in it.
fn block_end(text: &str) -> usize {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (Some(open), sign) if sign == open || sign == '\n' => quote = None,
            (None, '"' | '\'') => quote = Some(sign),
            (None, '{') => depth += 1,
            (None, '}') if depth == 0 => return at,
            (None, '}') => depth -= 1,
            (Some(_) | None, _) => {}
        }
    }
    text.len()
}

/// Whether the rules in a rule with `@` are for all screens.
fn is_shown(rule: &str) -> bool {
    let media = rule.strip_prefix("media").unwrap_or_default();
    media.split(',').any(|medium| matches!(medium.trim(), "screen" | "all"))
}

fn add_rule(prelude: &str, block: &str, rules: &mut Vec<Rule>) {
    for is_important in [false, true] {
        let look = look(block, is_important);
        if look.iter().all(Option::is_none) {
            continue;
        }
        let selectors = prelude.split(',').filter_map(selector);
        rules.extend(selectors.map(|parts| Rule { parts, look, is_important }));
    }
}

fn selector(text: &str) -> Option<Vec<(Compound, bool)>> {
    let spaced = text.replace('>', " > ");
    let mut parts: Vec<(Compound, bool)> = Vec::new();
    for word in spaced.split_whitespace() {
        if word == ">" {
            parts.last_mut()?.1 = true;
        } else {
            parts.push((Compound::read(word)?, false));
        }
    }
    parts.last().is_some_and(|(_, is_parent)| !is_parent).then_some(parts)
}

/// The declarations about emphasis that are important, or those that are not.
#[must_use]
pub fn look(block: &str, is_important: bool) -> Look {
    let mut look = Look::default();
    let (mut is_small, mut shift) = (false, 0.0);
    let is_relative = block.to_ascii_lowercase().contains("relative");
    for declaration in block.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let (value, own) = match value.split_once('!') {
            Some((value, mark)) => (value.trim(), mark.trim() == "important"),
            None => (value.as_str(), false),
        };
        if own != is_important {
            continue;
        }
        let property = property.trim().to_ascii_lowercase();
        declare(&mut look, &property, value);
        match property.as_str() {
            "font-size" => is_small = value == "smaller" || relative(value).is_some_and(|size| size < 0.9),
            "top" if is_relative => shift = -relative(value).unwrap_or(0.0),
            "bottom" if is_relative => shift = relative(value).unwrap_or(0.0),
            "vertical-align" => shift = relative(value).unwrap_or(shift),
            _ => {}
        }
    }
    let [_, _, _, _, raised, lowered] = &mut look;
    if is_small && shift != 0.0 {
        (*raised, *lowered) = (Some(shift > 0.0), Some(shift < 0.0));
    }
    look
}

/// A length in the size of the font.
fn relative(value: &str) -> Option<f32> {
    let of = |unit: &str, size: f32| Some(value.strip_suffix(unit)?.trim().parse::<f32>().ok()? / size);
    of("em", 1.0).or_else(|| of("%", 100.0))
}

fn declare(look: &mut Look, property: &str, value: &str) {
    let has = |word: &str| value.split_whitespace().any(|own| own == word);
    let is_slanted = value.starts_with("italic") || value.starts_with("oblique");
    let weight = match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        number => number.parse::<f32>().ok().map(|number| number >= 600.0),
    };
    let small = value.contains("small-caps");
    let [italic, bold, capitals, struck, raised, lowered] = look;
    match property {
        "font-style" if is_slanted || value == "normal" => *italic = Some(is_slanted),
        "font-weight" => *bold = weight.or(*bold),
        "font-variant" | "font-variant-caps" if small || value == "normal" => *capitals = Some(small),
        "text-decoration" | "text-decoration-line" if has("line-through") => *struck = Some(true),
        "vertical-align" if matches!(value, "super" | "sub") => {
            (*raised, *lowered) = (Some(value == "super"), Some(value == "sub"));
        }
        // Names of fonts, which follow the size, may have the words of styles in them.
        "font" if value.contains(char::is_numeric) => {
            let words =
                || value.split_whitespace().take_while(|word| !word.ends_with(['x', 't', 'm', '%', 'h']));
            *italic = Some(words().any(|word| matches!(word, "italic" | "oblique")));
            *bold =
                Some(words().any(|word| matches!(word, "bold" | "bolder" | "600" | "700" | "800" | "900")));
            *capitals = Some(words().any(|word| word == "small-caps"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_match_by_names_classes_and_ids() {
        let tree = Tree::read("<div class='a b' id=x><p><span class=C>word</span></p></div>");
        let span = (0..tree.nodes.len()).find(|node| tree.name(*node) == "span").unwrap_or_default();
        for (selector, is_matched) in [
            ("span", true),
            ("SPAN.C", true),
            (".c", false),
            (".C, p", true),
            ("div .C", true),
            ("div > .C", false),
            (".a.b > p > *", true),
            (".a > .C", false),
            ("#x span", true),
            ("p, q", false),
            ("span:hover", false),
            ("p + span", false),
            ("> span", false),
            ("@media print { span { font-style: italic } } q", false),
            ("@media screen { span { font-style: italic } } q", true),
            ("@import url(a.css); @font-face { font-style: italic } /* q { */ span", true),
            ("<!-- @page { @top { content: '}' } } span", true),
        ] {
            let rules = rules(&[format!("{selector} {{ font-style: italic }}")]);
            assert_eq!(rules.iter().any(|rule| rule.matches(&tree, span)), is_matched, "{selector}");
        }
    }

    #[test]
    fn declarations_turn_kinds_on_and_off() {
        let (on, off) = (Some(true), Some(false));
        for (block, expected) in [
            ("font-style: italic; color: red", [on, None, None, None, None, None]),
            ("FONT-STYLE:Oblique 10deg", [on, None, None, None, None, None]),
            ("font-style: normal; font-style: inherit", [off, None, None, None, None, None]),
            ("font-weight: 600", [None, on, None, None, None, None]),
            ("font-weight: 500; font-weight: var(--x)", [None, off, None, None, None, None]),
            ("font-variant: all-small-caps", [None, None, on, None, None, None]),
            ("text-decoration: red line-through", [None, None, None, on, None, None]),
            ("text-decoration: underline; vertical-align: top", [None; 6]),
            ("vertical-align: super", [None, None, None, None, on, off]),
            ("vertical-align: sub", [None, None, None, None, off, on]),
            ("position: relative; top: -0.33EM; font-size: 0.58EM", [None, None, None, None, on, off]),
            (
                "position: relative; top: 0.33EM; font-size: 58%; vertical-align: baseline",
                [None, None, None, None, off, on],
            ),
            ("vertical-align: 30%; font-size: smaller", [None, None, None, None, on, off]),
            ("vertical-align: 30%", [None; 6]),
            ("font-size: 58%; top: -1EM", [None; 6]),
            ("font: italic bold 12px/1.5 'A Condensed'", [on, on, off, None, None, None]),
            ("font: 2EM 'Bold Italic'", [off, off, off, None, None, None]),
            ("font-style: italic !important", [None; 6]),
        ] {
            let block = block.replace("EM", "em");
            assert_eq!(look(&block, false), expected, "{block}");
        }
    }
}
