//! Chemical formulas of the package `mhchem`, as TeX.

/// The arrows of reactions, the longest first, each with its command.
const ARROWS: [(&str, &str); 9] = [
    ("<=>>", "xrightleftharpoons"),
    ("<<=>", "xrightleftharpoons"),
    ("<-->", "xrightleftarrows"),
    ("<=>", "xrightleftharpoons"),
    ("<->", "xleftrightarrow"),
    ("->", "xrightarrow"),
    ("<-", "xleftarrow"),
    ("⇌", "xrightleftharpoons"),
    ("→", "xrightarrow"),
];

/// A chemical formula in TeX.
pub fn formula(text: &str) -> String {
    let mut writer = Writer { rest: text.trim(), out: String::new(), last: Last::Start };
    while !writer.rest.is_empty() {
        writer.step();
    }
    writer.out
}

/// What stands before the place that is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The start of a formula, a space, an operator.
    Start,
    /// A space.
    Space,
    /// An element, a bracket, a subscript.
    Atom,
    /// A superscript.
    Charge,
    /// A number before a formula.
    Amount,
}

struct Writer<'t> {
    rest: &'t str,
    out: String,
    last: Last,
}

impl<'t> Writer<'t> {
    fn put(&mut self, tex: &str, last: Last) {
        self.out.push_str(tex);
        self.last = last;
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn step(&mut self) {
        let Some(first) = self.rest.chars().next() else { return };
        if let Some((arrow, command)) = ARROWS.iter().find(|(arrow, _)| self.rest.starts_with(arrow)) {
            self.take(arrow.len());
            return self.arrow(command);
        }
        let next = self.rest[first.len_utf8()..].chars().next();
        match first {
            ' ' => self.space(),
            '0'..='9' => self.number(),
            '_' | '^' if first == '^' && self.last == Last::Space && matches!(next, None | Some(' ')) => {
                self.take(1);
                self.put("{\\uparrow}", Last::Atom);
            }
            '_' | '^' => self.script(first),
            '+' | '-' if self.is_charge() => {
                self.take(1);
                self.put(if first == '+' { "^{+}" } else { "^{-}" }, Last::Charge);
            }
            '+' => self.sign("+"),
            '-' => self.sign("{-}"),
            '=' => self.sign("{=}"),
            '#' => self.sign("{\\equiv}"),
            '*' | '.' | '·' if self.last != Last::Amount => self.sign("{\\cdot}"),
            '$' => self.mathematics(),
            '\\' => self.command(),
            '{' | '}' => {
                let brace = self.take(1);
                self.put(brace, self.last);
            }
            '(' | '[' => self.sign(if first == '(' { "(" } else { "[" }),
            ')' | ']' => {
                let bracket = self.take(1);
                self.put(bracket, Last::Atom);
            }
            'v' if self.last == Last::Space && matches!(next, None | Some(' ')) => {
                self.take(1);
                self.put("{\\downarrow}", Last::Atom);
            }
            letter if letter.is_alphabetic() => self.word(),
            other => {
                self.take(other.len_utf8());
                self.put(&format!("\\text{{{other}}}"), Last::Atom);
            }
        }
    }

    fn sign(&mut self, tex: &str) {
        let length = self.rest.chars().next().map_or(0, char::len_utf8);
        self.take(length);
        self.put(tex, Last::Start);
    }

    /// Whether a plus or minus is the charge of what stands before it.
    fn is_charge(&self) -> bool {
        let next = self.rest[1..].chars().next();
        let ends = next.is_none_or(|next| " ])},".contains(next));
        matches!(self.last, Last::Atom | Last::Charge) && ends
    }

    fn space(&mut self) {
        self.take(1);
        let is_between = matches!(self.last, Last::Atom | Last::Charge);
        let is_sign = self.rest.starts_with(['+', '-', '=', '<', '→', '⇌', '^', 'v']);
        if is_between && !is_sign {
            self.out.push_str("\\ ");
        }
        self.last = if self.last == Last::Amount { Last::Start } else { Last::Space };
    }

    fn number(&mut self) {
        let is_digit = |digit: char| digit.is_ascii_digit() || digit == '.' || digit == '/';
        let length = self.rest.find(|next: char| !is_digit(next)).unwrap_or(self.rest.len());
        let is_subscript = self.last == Last::Atom || self.last == Last::Charge;
        let length = if is_subscript {
            self.rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(self.rest.len())
        } else {
            length
        };
        let digits = self.take(length);
        if is_subscript {
            return self.put(&format!("_{{{digits}}}"), Last::Atom);
        }
        match digits.split_once('/') {
            Some((above, below)) if !below.is_empty() => {
                self.put(&format!("\\tfrac{{{above}}}{{{below}}}\\,"), Last::Amount);
            }
            _ => self.put(&format!("{digits}\\,"), Last::Amount),
        }
    }

    /// `^2+`, `^{2+}`, `_2`, `_{n}`
    fn script(&mut self, sign: char) {
        self.take(1);
        if self.last != Last::Atom && self.last != Last::Charge {
            self.out.push_str("{}");
        }
        let inside = if self.rest.starts_with('{') {
            let length = closing(self.rest, '{', '}');
            self.take(length).trim_start_matches('{').trim_end_matches('}')
        } else {
            let is_script = |next: char| next.is_ascii_digit() || "+-.•".contains(next);
            let digits = self.rest.find(|next: char| !is_script(next)).unwrap_or(self.rest.len());
            let one = self.rest.chars().next().map_or(0, char::len_utf8);
            let length = if sign == '_' {
                self.rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(self.rest.len()).max(one)
            } else {
                digits.max(one)
            };
            self.take(length)
        };
        let inside = if inside.starts_with('$') {
            inside.trim_matches('$').to_owned()
        } else {
            let is_word = inside.chars().all(|letter| letter.is_ascii_uppercase()) && !inside.is_empty();
            if is_word { format!("\\mathrm{{{inside}}}") } else { inside.replace('.', "\\bullet ") }
        };
        let is_isotope = self.out.ends_with("{}") || self.rest.starts_with('_') || self.rest.starts_with('^');
        let last = if is_isotope && self.last != Last::Atom { Last::Amount } else { Last::Charge };
        self.out.push_str(&format!("{sign}{{{inside}}}"));
        self.last = if self.rest.starts_with(['_', '^']) { Last::Atom } else { last };
    }

    fn word(&mut self) {
        let length = self.rest.find(|next: char| !next.is_alphabetic()).unwrap_or(self.rest.len());
        let word = self.take(length);
        // A single small letter is a variable.
        let is_variable = length == 1
            && word.chars().all(char::is_lowercase)
            && matches!(self.last, Last::Start | Last::Space);
        let tex = if is_variable { format!("{word}\\,") } else { format!("\\mathrm{{{word}}}") };
        self.put(&tex, if is_variable { Last::Amount } else { Last::Atom });
    }

    fn arrow(&mut self, command: &str) {
        let above = self.bracket();
        let below = self.bracket();
        let below = below.map(|below| format!("[{below}]")).unwrap_or_default();
        let above = above.unwrap_or_else(|| "\\quad".to_owned());
        self.put(&format!("\\{command}{below}{{{above}}}"), Last::Start);
        self.rest = self.rest.trim_start();
    }

    /// What stands over or under an arrow.
    fn bracket(&mut self) -> Option<String> {
        if !self.rest.starts_with('[') {
            return None;
        }
        let length = closing(self.rest, '[', ']');
        let inside = self.take(length);
        let inside = inside[1..].strip_suffix(']').unwrap_or(&inside[1..]);
        Some(formula(inside))
    }

    fn mathematics(&mut self) {
        self.take(1);
        let length = self.rest.find('$').unwrap_or(self.rest.len());
        let inside = self.take(length);
        self.rest = self.rest.strip_prefix('$').unwrap_or(self.rest);
        self.put(&format!("{{{inside}}}"), Last::Atom);
    }

    /// A command of TeX, with its arguments.
    fn command(&mut self) {
        let name = self.rest[1..].find(|next: char| !next.is_ascii_alphabetic());
        let length = 1 + name.unwrap_or(self.rest.len() - 1);
        let mut length = length.max(1 + self.rest[1..].chars().next().map_or(0, char::len_utf8));
        while self.rest[length..].starts_with('{') {
            length += closing(&self.rest[length..], '{', '}');
        }
        let command = self.take(length).to_owned();
        let command = match command.strip_prefix("\\bond{").and_then(|bond| bond.strip_suffix('}')) {
            Some("-" | "1") => "{-}".to_owned(),
            Some("=" | "2") => "{=}".to_owned(),
            Some("#" | "3") => "{\\equiv}".to_owned(),
            Some(_) => "{\\cdots}".to_owned(),
            None => command + " ",
        };
        self.put(&command, Last::Atom);
    }
}

/// The length of a group from its opening sign to its closing one.
fn closing(text: &str, open: char, close: char) -> usize {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        if sign == open {
            depth += 1;
        } else if sign == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + sign.len_utf8();
            }
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::formula;

    #[test]
    fn formulas_are_written_as_mhchem_does() {
        for (text, expected) in [
            ("H2O", "\\mathrm{H}_{2}\\mathrm{O}"),
            ("Sb2O3", "\\mathrm{Sb}_{2}\\mathrm{O}_{3}"),
            ("H+", "\\mathrm{H}^{+}"),
            ("CrO4^2-", "\\mathrm{CrO}_{4}^{2-}"),
            ("Fe^{III}", "\\mathrm{Fe}^{\\mathrm{III}}"),
            ("[AgCl2]-", "[\\mathrm{AgCl}_{2}]^{-}"),
            ("Y^{99+}", "\\mathrm{Y}^{99+}"),
            ("2 H2O", "2\\,\\mathrm{H}_{2}\\mathrm{O}"),
            ("2H2O", "2\\,\\mathrm{H}_{2}\\mathrm{O}"),
            ("1/2 H2O", "\\tfrac{1}{2}\\,\\mathrm{H}_{2}\\mathrm{O}"),
            ("^{227}_{90}Th+", "{}^{227}_{90}\\mathrm{Th}^{+}"),
            ("(NH4)2S", "(\\mathrm{NH}_{4})_{2}\\mathrm{S}"),
            ("A + B -> C", "\\mathrm{A}+\\mathrm{B}\\xrightarrow{\\quad}\\mathrm{C}"),
            ("A ->[H2O] B", "\\mathrm{A}\\xrightarrow{\\mathrm{H}_{2}\\mathrm{O}}\\mathrm{B}"),
            ("A <=>[a][b] B", "\\mathrm{A}\\xrightleftharpoons[b\\,]{a\\,}\\mathrm{B}"),
            ("CO2 (aq)", "\\mathrm{CO}_{2}\\ (\\mathrm{aq})"),
            ("CaSO4 v", "\\mathrm{CaSO}_{4}{\\downarrow}"),
            ("C6H5-CHO", "\\mathrm{C}_{6}\\mathrm{H}_{5}{-}\\mathrm{CHO}"),
            ("A=B#C", "\\mathrm{A}{=}\\mathrm{B}{\\equiv}\\mathrm{C}"),
            ("KCr(SO4)2*12H2O", "\\mathrm{KCr}(\\mathrm{SO}_{4})_{2}{\\cdot}12\\,\\mathrm{H}_{2}\\mathrm{O}"),
            ("$n$ H2O", "{n}\\ \\mathrm{H}_{2}\\mathrm{O}"),
        ] {
            assert_eq!(formula(text), expected, "{text}");
        }
    }
}
