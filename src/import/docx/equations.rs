//! Formulas of Word (OMML, ECMA-376, part 1, section 22.1) as TeX.

use crate::import::building::tex::{self, Face, Tex};
use crate::import::xml::Element;

/// The TeX of a formula, and whether everything of it could be expressed.
pub fn tex(formula: &Element) -> (String, bool) {
    let mut writer = Writer { is_whole: true };
    let tex = writer.inside(formula);
    (tex.into_text(), writer.is_whole)
}

/// The look of a run of a formula.
fn face_of(run: &Element) -> Face {
    let own = run.child("m:rPr");
    let value = |name: &str| own.and_then(|own| own.child(name)?.attribute("m:val"));
    let is_words =
        own.is_some_and(|own| own.child("m:nor").is_some_and(|nor| nor.attribute("m:val") != Some("0")));
    match (value("m:scr"), value("m:sty")) {
        _ if is_words => Face::Words,
        (Some("double-struck"), _) => Face::Alphabet("mathbb"),
        (Some("script"), _) => Face::Alphabet("mathcal"),
        (Some("fraktur"), _) => Face::Alphabet("mathfrak"),
        (Some("sans-serif"), _) => Face::Alphabet("mathsf"),
        (Some("monospace"), _) => Face::Alphabet("mathtt"),
        (_, Some("b")) => Face::Alphabet("mathbf"),
        (_, Some("bi")) => Face::Alphabet("boldsymbol"),
        (_, Some("p")) => Face::Alphabet("mathrm"),
        _ => Face::Usual,
    }
}

/// The text of a run of a formula.
fn text_of(run: &Element) -> String {
    run.elements().filter(|text| matches!(text.name(), "m:t" | "w:t")).map(Element::text).collect()
}

struct Writer {
    is_whole: bool,
}

impl Writer {
    /// The TeX of everything inside an element.
    fn inside(&mut self, parent: &Element) -> Tex {
        let mut tex = Tex::default();
        let mut rest = parent.elements().peekable();
        while let Some(element) = rest.next() {
            if element.name() != "m:r" {
                tex.push(&self.element(element));
                continue;
            }
            // Word divides a word with a look of its own into several runs.
            let face = face_of(element);
            let mut text = text_of(element);
            while let Some(next) = rest.next_if(|next| tex::is_part(&text) && continues(next, face)) {
                text.push_str(&text_of(next));
            }
            tex.push(&tex::run(&text, face));
        }
        tex
    }

    /// The TeX of a part of an element.
    fn part(&mut self, element: &Element, name: &str) -> String {
        element.child(name).map(|part| self.inside(part).into_text()).unwrap_or_default()
    }

    fn element(&mut self, element: &Element) -> String {
        match element.name() {
            "m:r" => tex::run(&text_of(element), face_of(element)),
            "m:f" => self.fraction(element),
            "m:sSup" | "m:sSub" | "m:sSubSup" => self.scripts(element),
            "m:sPre" => format!("{{}}{}{{{}}}", self.sub_and_sup(element), self.part(element, "m:e")),
            "m:rad" => self.root(element),
            "m:nary" => self.large_operator(element),
            "m:d" => self.delimiters(element),
            "m:m" => self.matrix(element),
            "m:eqArr" => self.lines(element),
            "m:acc" => self.accent(element),
            "m:bar" => self.bar(element),
            "m:groupChr" => self.group(element),
            "m:limLow" => self.limit(element, "_", "underset"),
            "m:limUpp" => self.limit(element, "^", "overset"),
            "m:func" => self.function(element),
            "m:borderBox" => format!("\\boxed{{{}}}", self.part(element, "m:e")),
            "m:phant" => self.phantom(element),
            "m:box" => self.part(element, "m:e"),
            "m:oMath" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:sdt" | "w:sdtContent" | "w:hyperlink"
            | "w:fldSimple" | "w:customXml" => self.inside(element).into_text(),
            "mc:AlternateContent" => super::choice::chosen(element)
                .map(|chosen| self.inside(chosen).into_text())
                .unwrap_or_default(),
            "w:r" => tex::words(
                &element
                    .elements()
                    .filter(|text| text.name() == "w:t")
                    .map(Element::text)
                    .collect::<String>(),
            ),
            name if name.ends_with("Pr") || name.starts_with("w:") => String::new(),
            _ => {
                self.is_whole = false;
                self.inside(element).into_text()
            }
        }
    }

    fn fraction(&mut self, element: &Element) -> String {
        let (above, below) = (self.part(element, "m:num"), self.part(element, "m:den"));
        match property(element, "m:type") {
            Some("lin") => format!("{}/{}", tex::grouped(&above), tex::grouped(&below)),
            Some("skw") => format!("\\sfrac{{{above}}}{{{below}}}"),
            // Inside delimiters it is a binomial, which `delimiters` writes.
            Some("noBar") => format!("\\substack{{{above} \\\\ {below}}}"),
            _ => format!("\\frac{{{above}}}{{{below}}}"),
        }
    }

    fn scripts(&mut self, element: &Element) -> String {
        let base = self.part(element, "m:e");
        let scripts = self.sub_and_sup(element);
        format!("{}{scripts}", tex::grouped(&base))
    }

    fn sub_and_sup(&mut self, element: &Element) -> String {
        let mut scripts = String::new();
        for (name, sign) in [("m:sub", '_'), ("m:sup", '^')] {
            let script = self.part(element, name);
            match tex::primes(&script).filter(|_| sign == '^') {
                Some(primes) => scripts.push_str(&primes),
                None if !script.is_empty() => scripts.push_str(&format!("{sign}{{{script}}}")),
                None => {}
            }
        }
        scripts
    }

    fn root(&mut self, element: &Element) -> String {
        let inside = self.part(element, "m:e");
        let degree = self.part(element, "m:deg");
        let is_hidden = element.child("m:radPr").and_then(|own| switch(own, "m:degHide")).unwrap_or(false);
        if is_hidden || degree.is_empty() {
            return format!("\\sqrt{{{inside}}}");
        }
        format!("\\sqrt[{degree}]{{{inside}}}")
    }

    fn large_operator(&mut self, element: &Element) -> String {
        let own = element.child("m:naryPr");
        let sign = own
            .and_then(|own| own.child("m:chr"))
            .map_or("∫", |sign| sign.attribute("m:val").unwrap_or_default());
        let mut tex = Tex::default();
        tex.push(&tex::signs(sign));
        let is_integral = sign.starts_with(|sign| matches!(sign, '∫'..='∳'));
        match own.and_then(|own| own.child("m:limLoc")).and_then(|place| place.attribute("m:val")) {
            Some("undOvr") if is_integral => tex.push("\\limits"),
            Some("subSup") if !is_integral => tex.push("\\nolimits"),
            _ => {}
        }
        tex.push(&self.sub_and_sup(element));
        tex.push(" ");
        tex.push(&self.part(element, "m:e"));
        tex.into_text()
    }

    fn delimiters(&mut self, element: &Element) -> String {
        let own = |name: &str, default: &str| {
            let sign = element.child("m:dPr").and_then(|own| own.child(name));
            sign.map_or(default.to_owned(), |sign| sign.attribute("m:val").unwrap_or_default().to_owned())
        };
        let (left, between, right) = (own("m:begChr", "("), own("m:sepChr", "|"), own("m:endChr", ")"));
        let only: Vec<&Element> = element.elements().filter(|part| part.name() == "m:e").collect();
        if let [only] = only.as_slice()
            && let Some(whole) = self.in_delimiters(only, &left, &right)
        {
            return whole;
        }
        let parts: Vec<String> = only.into_iter().map(|part| self.inside(part).into_text()).collect();
        let between = format!(" \\middle{} ", tex::delimiter(&between));
        format!(
            "\\left{}{}\\right{}",
            tex::delimiter(&left),
            spaced(&parts.join(&between)),
            tex::delimiter(&right)
        )
    }

    /// A matrix, a binomial or cases, for which TeX has forms with delimiters.
    fn in_delimiters(&mut self, inside: &Element, left: &str, right: &str) -> Option<String> {
        let mut parts = inside.elements().filter(|part| !part.name().ends_with("Pr"));
        let (only, None) = (parts.next()?, parts.next()) else { return None };
        match (only.name(), left, right) {
            ("m:f", "(", ")") if property(only, "m:type") == Some("noBar") => {
                Some(format!("\\binom{{{}}}{{{}}}", self.part(only, "m:num"), self.part(only, "m:den")))
            }
            ("m:eqArr", "{", "") => Some(self.rows("cases", only, "m:e")),
            ("m:m", "(", ")") => Some(self.rows("pmatrix", only, "m:mr")),
            ("m:m", "[", "]") => Some(self.rows("bmatrix", only, "m:mr")),
            ("m:m", "{", "}") => Some(self.rows("Bmatrix", only, "m:mr")),
            ("m:m", "|", "|") => Some(self.rows("vmatrix", only, "m:mr")),
            ("m:m", "‖", "‖") => Some(self.rows("Vmatrix", only, "m:mr")),
            ("m:m", "{", "") => Some(self.rows("cases", only, "m:mr")),
            _ => None,
        }
    }

    fn matrix(&mut self, element: &Element) -> String {
        self.rows("matrix", element, "m:mr")
    }

    fn lines(&mut self, element: &Element) -> String {
        self.rows("aligned", element, "m:e")
    }

    /// An environment whose lines are the parts with this name.
    fn rows(&mut self, environment: &str, element: &Element, name: &str) -> String {
        let mut rows = Vec::new();
        for row in element.elements().filter(|row| row.name() == name) {
            let cells: Vec<&Element> = row.elements().filter(|cell| cell.name() == "m:e").collect();
            if name == "m:e" || cells.is_empty() {
                // In an array of equations, the sign `&` stands where the lines are aligned.
                rows.push(self.inside(row).into_text().replace("\\&", "&"));
            } else {
                let cells: Vec<String> =
                    cells.into_iter().map(|cell| self.inside(cell).into_text()).collect();
                rows.push(cells.join(" & "));
            }
        }
        format!("\\begin{{{environment}}}{}\\end{{{environment}}}", rows.join(" \\\\ "))
    }

    fn accent(&mut self, element: &Element) -> String {
        let sign = element
            .child("m:accPr")
            .and_then(|own| own.child("m:chr")?.attribute("m:val"))
            .unwrap_or("\u{302}");
        let base = self.part(element, "m:e");
        let Some(name) = tex::accent(sign, base.chars().count() > 1 && !base.starts_with('\\')) else {
            self.is_whole = false;
            return base;
        };
        format!("\\{name}{{{base}}}")
    }

    fn bar(&mut self, element: &Element) -> String {
        let is_above = property(element, "m:pos") == Some("top");
        format!("\\{}{{{}}}", if is_above { "overline" } else { "underline" }, self.part(element, "m:e"))
    }

    fn group(&mut self, element: &Element) -> String {
        let own = element.child("m:groupChrPr");
        let sign = own.and_then(|own| own.child("m:chr")?.attribute("m:val")).unwrap_or("⏟");
        let is_above = property(element, "m:pos") == Some("top");
        let base = self.part(element, "m:e");
        let name = match (sign, is_above) {
            ("⏞", _) => "overbrace",
            ("⏟", _) => "underbrace",
            ("⎴", _) => "overbracket",
            ("⎵", _) => "underbracket",
            ("→", true) => "overrightarrow",
            ("←", true) => "overleftarrow",
            ("→", false) => "underrightarrow",
            ("←", false) => "underleftarrow",
            (sign, is_above) => {
                let stack = if is_above { "overset" } else { "underset" };
                return format!("\\{stack}{{{}}}{{{base}}}", tex::signs(sign));
            }
        };
        format!("\\{name}{{{base}}}")
    }

    /// Something above or below: the limit of an operator, or else a stack.
    fn limit(&mut self, element: &Element, sign: &str, stack: &str) -> String {
        let base = self.part(element, "m:e");
        let limit = self.part(element, "m:lim");
        match limit.as_str() {
            "⏟" => return format!("\\underbrace{{{base}}}"),
            "⏞" => return format!("\\overbrace{{{base}}}"),
            _ => {}
        }
        if tex::has_limits(&base) {
            return format!("{base}{sign}{{{limit}}}");
        }
        format!("\\{stack}{{{limit}}}{{{base}}}")
    }

    fn function(&mut self, element: &Element) -> String {
        let mut tex = Tex::default();
        let name = self.part(element, "m:fName");
        tex.push(&tex::function(&name));
        let argument = self.part(element, "m:e");
        if !argument.starts_with(['(', '[']) && !argument.starts_with("\\left") {
            tex.push(" ");
        }
        tex.push(&argument);
        tex.into_text()
    }

    fn phantom(&mut self, element: &Element) -> String {
        let inside = self.part(element, "m:e");
        let is_shown = element.child("m:phantPr").and_then(|own| switch(own, "m:show")).unwrap_or(true);
        if is_shown { inside } else { format!("\\phantom{{{inside}}}") }
    }
}

/// Whether a run continues a word.
fn continues(next: &Element, face: Face) -> bool {
    next.name() == "m:r" && face_of(next) == face && tex::is_part(&text_of(next))
}

/// The value of a property of a construct.
fn property<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let own = element.elements().find(|own| own.name().ends_with("Pr"))?;
    own.child(name)?.attribute("m:val")
}

fn switch(own: &Element, name: &str) -> Option<bool> {
    own.child(name).map(|switch| !matches!(switch.attribute("m:val"), Some("0" | "off" | "false")))
}

/// A space before a letter, so that it does not join the command before.
fn spaced(text: &str) -> String {
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        format!(" {text}")
    } else {
        text.to_owned()
    }
}
