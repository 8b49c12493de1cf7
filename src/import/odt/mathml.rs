//! Formulas in `MathML` as TeX.

use crate::import::building::tex::{self, Face, Tex};
use crate::import::xml::Element;

/// The TeX of a formula, and whether everything of it could be expressed.
pub fn tex(formula: &Element) -> (String, bool) {
    let mut writer = Writer { is_whole: true };
    let tex = writer.inside(formula);
    (tex, writer.is_whole)
}

struct Writer {
    is_whole: bool,
}

/// A pair of signs around a matrix, and the environment that has them.
const MATRICES: [(&str, &str, &str); 6] = [
    ("(", ")", "pmatrix"),
    ("[", "]", "bmatrix"),
    ("{", "}", "Bmatrix"),
    ("|", "|", "vmatrix"),
    ("‖", "‖", "Vmatrix"),
    ("{", "", "cases"),
];

impl Writer {
    /// The TeX of everything inside an element.
    fn inside(&mut self, parent: &Element) -> String {
        let parts: Vec<&Element> = parent.elements().collect();
        if let [only] = parts.as_slice() {
            return self.element(only);
        }
        let mut tex = Tex::default();
        let mut rest = parts.as_slice();
        while let Some((first, after)) = rest.split_first() {
            if let Some((fenced, count)) = self.fenced_matrix(rest) {
                tex.push(&fenced);
                rest = rest.get(count..).unwrap_or_default();
                continue;
            }
            let next = after.first().is_some_and(|next| next.name() != "math:mo");
            let own = self.element(first);
            tex.push(&own);
            // The argument of a function follows after a space.
            if next && own.starts_with("\\operatorname") {
                tex.push(" ");
            }
            rest = after;
        }
        tex.into_text()
    }

    /// A matrix with signs around it, and how many elements it has taken.
    fn fenced_matrix(&mut self, parts: &[&Element]) -> Option<(String, usize)> {
        let (left, table) = (sign_of(parts.first()?)?, bare(parts.get(1)?));
        if table.name() != "math:mtable" {
            return None;
        }
        let right = parts.get(2).and_then(|part| sign_of(part));
        let found =
            MATRICES.iter().find(|(open, close, _)| *open == left && Some(*close) == right.as_deref());
        if let Some((_, _, environment)) = found {
            return Some((self.rows(environment, table), 3));
        }
        (left == "{" && right.is_none()).then(|| (self.rows("cases", table), 2))
    }

    fn element(&mut self, element: &Element) -> String {
        match element.name() {
            "math:mi" => identifier(element),
            "math:mn" => tex::run(element.text().trim(), face(element)),
            "math:mo" => operator(element),
            "math:mtext" | "math:ms" => text(element),
            "math:mspace" => space(element),
            "math:mrow" | "math:math" | "math:mstyle" | "math:mpadded" | "math:mtd" => self.row(element),
            "math:semantics" | "math:maction" => {
                element.elements().next().map(|first| self.element(first)).unwrap_or_default()
            }
            "math:mfrac" => self.fraction(element),
            "math:msqrt" => format!("\\sqrt{{{}}}", self.inside(element)),
            "math:mroot" => {
                let [base, index] = self.parts(element);
                format!("\\sqrt[{index}]{{{base}}}")
            }
            "math:msub" => {
                let [base, sub] = self.parts(element);
                format!("{}_{{{sub}}}", tex::grouped(&base))
            }
            "math:msup" => {
                let [base, sup] = self.parts(element);
                superscript(&tex::grouped(&base), &sup)
            }
            "math:msubsup" => {
                let [base, sub, sup] = self.parts(element);
                superscript(&format!("{}_{{{sub}}}", tex::grouped(&base)), &sup)
            }
            "math:munder" | "math:mover" | "math:munderover" => self.limits(element),
            "math:mmultiscripts" => self.scripts(element),
            "math:mtable" => self.rows("matrix", element),
            "math:mfenced" => self.fenced(element),
            "math:menclose" => self.enclosed(element),
            "math:mphantom" => format!("\\phantom{{{}}}", self.inside(element)),
            "math:none" | "math:mprescripts" | "math:annotation" | "math:annotation-xml" => String::new(),
            _ => {
                self.is_whole = false;
                if element.elements().next().is_some() { self.inside(element) } else { text(element) }
            }
        }
    }

    /// A row. Signs around it that grow with it are delimiters.
    fn row(&mut self, element: &Element) -> String {
        let parts: Vec<&Element> = element.elements().collect();
        let ([first, .., last], true) = (parts.as_slice(), parts.len() > 2) else {
            return self.inside(element);
        };
        let grows = |part: &Element| {
            part.attribute("stretchy").or_else(|| part.attribute("fence")).map(|own| own == "true")
        };
        let (Some(left), Some(right)) = (sign_of(first), sign_of(last)) else { return self.inside(element) };
        let is_pair = "([{⟨⌊⌈|‖".contains(left.as_str()) && ")]}⟩⌋⌉|‖".contains(right.as_str());
        let is_tall = element.descendants().any(|part| {
            matches!(
                part.name(),
                "math:mfrac" | "math:mtable" | "math:munderover" | "math:mroot" | "math:msqrt"
            )
        });
        let stays = grows(first) == Some(false) || grows(last) == Some(false);
        if !is_pair || stays || !is_tall || left.is_empty() || self.fenced_matrix(&parts).is_some() {
            return self.inside(element);
        }
        let mut tex = Tex::default();
        for part in parts.iter().skip(1).take(parts.len() - 2) {
            let part = self.element(part);
            tex.push(&part);
        }
        let (left, right) = (tex::delimiter(&left), tex::delimiter(&right));
        format!("\\left{left} {} \\right{right}", tex.into_text())
    }

    /// The TeX of the first parts of an element.
    fn parts<const COUNT: usize>(&mut self, element: &Element) -> [String; COUNT] {
        let mut parts = element.elements();
        std::array::from_fn(|_| parts.next().map(|part| self.element(part)).unwrap_or_default())
    }

    fn fraction(&mut self, element: &Element) -> String {
        let [above, below] = self.parts(element);
        let is_line_less = element
            .attribute("linethickness")
            .is_some_and(|thickness| thickness.trim_end_matches(char::is_alphabetic) == "0");
        match element.attribute("bevelled") {
            _ if is_line_less => format!("\\substack{{{above} \\\\ {below}}}"),
            Some("true") => format!("{}/{}", tex::grouped(&above), tex::grouped(&below)),
            _ => format!("\\frac{{{above}}}{{{below}}}"),
        }
    }

    /// What stands above and below: limits of an operator, an accent, or else a stack.
    fn limits(&mut self, element: &Element) -> String {
        let [base, first, second] = self.parts(element);
        let sign = element.elements().nth(1).and_then(sign_of).unwrap_or_default();
        if element.name() == "math:munderover" {
            return if tex::has_limits(&base) {
                format!("{base}_{{{first}}}^{{{second}}}")
            } else if is_integral(&base) {
                format!("{base}\\limits_{{{first}}}^{{{second}}}")
            } else {
                format!("\\overset{{{second}}}{{\\underset{{{first}}}{{{base}}}}}")
            };
        }
        let is_above = element.name() == "math:mover";
        if tex::has_limits(&base) {
            return format!("{base}{}{{{first}}}", if is_above { "^" } else { "_" });
        }
        let is_wide = base.chars().count() > 1 && !base.starts_with('\\');
        let name = match (sign.as_str(), is_above) {
            ("⏞", true) => Some("overbrace"),
            ("⏟", false) => Some("underbrace"),
            ("¯" | "‾" | "_" | "\u{332}", false) => Some("underline"),
            (sign, true) => tex::accent(sign, is_wide),
            _ => None,
        };
        match name {
            Some(name) => format!("\\{name}{{{base}}}"),
            None if is_above => format!("\\overset{{{first}}}{{{base}}}"),
            None => format!("\\underset{{{first}}}{{{base}}}"),
        }
    }

    /// Scripts behind and before a base.
    fn scripts(&mut self, element: &Element) -> String {
        let mut parts = element.elements();
        let base = parts.next().map(|base| self.element(base)).unwrap_or_default();
        let rest: Vec<&Element> = parts.collect();
        let middle = rest.iter().position(|part| part.name() == "math:mprescripts").unwrap_or(rest.len());
        let (after, before) = rest.split_at(middle);
        let mut written = [String::new(), String::new()];
        for (scripts, written) in [before.get(1..).unwrap_or_default(), after].into_iter().zip(&mut written) {
            for pair in scripts.chunks(2) {
                for (script, sign) in pair.iter().zip(["_", "^"]) {
                    let script = self.element(script);
                    if !script.is_empty() {
                        written.push_str(&format!("{sign}{{{script}}}"));
                    }
                }
            }
        }
        let [before, after] = written;
        let before = if before.is_empty() { before } else { format!("{{}}{before}") };
        format!("{before}{}{after}", tex::grouped(&base))
    }

    fn fenced(&mut self, element: &Element) -> String {
        let left = element.attribute("open").unwrap_or("(").trim();
        let right = element.attribute("close").unwrap_or(")").trim();
        let only: Vec<&Element> = element.elements().map(bare).collect();
        if let [only] = only.as_slice()
            && only.name() == "math:mtable"
            && let Some((_, _, environment)) =
                MATRICES.iter().find(|(open, close, _)| *open == left && *close == right)
        {
            return self.rows(environment, only);
        }
        let between = element.attribute("separators").unwrap_or(",").trim().chars().next();
        let between = between.map(|sign| format!("{sign} ")).unwrap_or_default();
        let parts: Vec<String> = element.elements().map(|part| self.element(part)).collect();
        let (left, right) = (tex::delimiter(left), tex::delimiter(right));
        format!("\\left{left} {} \\right{right}", parts.join(&between))
    }

    fn enclosed(&mut self, element: &Element) -> String {
        let inside = self.inside(element);
        match element.attribute("notation").unwrap_or_default() {
            "box" | "roundedbox" => format!("\\boxed{{{inside}}}"),
            "top" => format!("\\overline{{{inside}}}"),
            "bottom" => format!("\\underline{{{inside}}}"),
            "radical" => format!("\\sqrt{{{inside}}}"),
            notation if notation.contains("strike") => format!("\\cancel{{{inside}}}"),
            _ => {
                self.is_whole = false;
                inside
            }
        }
    }

    fn rows(&mut self, environment: &str, table: &Element) -> String {
        let mut rows = Vec::new();
        for row in table.elements().filter(|row| matches!(row.name(), "math:mtr" | "math:mlabeledtr")) {
            let cells: Vec<String> = row.elements().map(|cell| self.element(cell)).collect();
            rows.push(cells.join(" & "));
        }
        format!("\\begin{{{environment}}}{}\\end{{{environment}}}", rows.join(" \\\\ "))
    }
}

/// What a row with a single element has.
fn bare(element: &Element) -> &Element {
    let mut own = element;
    while matches!(own.name(), "math:mrow" | "math:mstyle") {
        let mut parts = own.elements();
        match (parts.next(), parts.next()) {
            (Some(only), None) => own = only,
            _ => break,
        }
    }
    own
}

/// The sign of an operator.
fn sign_of(element: &Element) -> Option<String> {
    (element.name() == "math:mo").then(|| element.text().trim().to_owned())
}

fn is_integral(base: &str) -> bool {
    matches!(base, "\\int" | "\\iint" | "\\iiint" | "\\oint")
}

fn superscript(base: &str, script: &str) -> String {
    tex::primes(script).map_or_else(|| format!("{base}^{{{script}}}"), |primes| format!("{base}{primes}"))
}

fn face(element: &Element) -> Face {
    match element.attribute("mathvariant").unwrap_or_default() {
        "normal" => Face::Alphabet("mathrm"),
        "bold" => Face::Alphabet("mathbf"),
        "bold-italic" => Face::Alphabet("boldsymbol"),
        "double-struck" => Face::Alphabet("mathbb"),
        "script" | "bold-script" => Face::Alphabet("mathcal"),
        "fraktur" | "bold-fraktur" => Face::Alphabet("mathfrak"),
        "sans-serif" | "bold-sans-serif" | "sans-serif-italic" => Face::Alphabet("mathsf"),
        "monospace" => Face::Alphabet("mathtt"),
        _ => Face::Usual,
    }
}

/// A variable, or the name of a function. A name of several letters is upright.
fn identifier(element: &Element) -> String {
    let text = element.text();
    let name = text.trim();
    let is_name = name.chars().count() > 1 && name.chars().all(|letter| letter.is_ascii_alphabetic());
    match face(element) {
        Face::Usual | Face::Alphabet("mathrm") if is_name => tex::function(name),
        // A sign that is upright anyway.
        Face::Alphabet("mathrm") if !name.contains(|letter: char| letter.is_ascii_alphabetic()) => {
            tex::signs(name)
        }
        face => tex::run(name, face),
    }
}

fn operator(element: &Element) -> String {
    let text = element.text();
    let name = text.trim();
    let is_name = name.chars().count() > 1 && name.chars().all(|letter| letter.is_ascii_alphabetic());
    if is_name { tex::function(name) } else { tex::run(name, face(element)) }
}

fn text(element: &Element) -> String {
    match face(element) {
        Face::Usual => tex::words(&element.text()),
        face => tex::run(&element.text(), face),
    }
}

fn space(element: &Element) -> String {
    let width = element.attribute("width").unwrap_or_default();
    let number: f32 =
        width.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()).parse().unwrap_or_default();
    match number {
        2.0.. => "\\qquad ".to_owned(),
        0.9.. => "\\quad ".to_owned(),
        0.2.. => "\\; ".to_owned(),
        0.01.. => "\\, ".to_owned(),
        _ => String::new(),
    }
}
