//! The words and signs of TeX for the text of formulas.

use unicode_normalization::UnicodeNormalization;

/// TeX that grows from left to right. A command and a letter after it get a space between them.
#[derive(Debug, Default)]
pub struct Tex(String);

impl Tex {
    /// Adds TeX.
    pub fn push(&mut self, more: &str) {
        let begins_with_letter = more.starts_with(|first: char| first.is_ascii_alphabetic());
        if begins_with_letter && ends_with_command(&self.0) {
            self.0.push(' ');
        }
        let is_after_space = self.0.is_empty() || self.0.ends_with(' ');
        self.0.push_str(if is_after_space { more.trim_start_matches(' ') } else { more });
    }

    /// The TeX without spaces at its ends.
    pub fn into_text(self) -> String {
        self.0.trim().to_owned()
    }
}

fn ends_with_command(tex: &str) -> bool {
    let name = tex.trim_end_matches(|last: char| last.is_ascii_alphabetic());
    name.len() < tex.len() && name.ends_with('\\') && !name.ends_with("\\\\")
}

/// The look of a run of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Letters as usual in formulas.
    Usual,
    /// Words.
    Words,
    /// An alphabet of its own: the command.
    Alphabet(&'static str),
}

/// The TeX of text with a look.
pub fn run(text: &str, face: Face) -> String {
    let alphabet = match face {
        Face::Words => return words(text),
        Face::Usual => return signs(text),
        Face::Alphabet(alphabet) => alphabet,
    };
    // Only letters and digits have an alphabet.
    let mut tex = Tex::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphanumeric();
        let end = rest.find(|next: char| next.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        tex.push(&if is_word { in_alphabet(part, alphabet) } else { signs(part) });
        rest = after;
    }
    tex.0
}

fn in_alphabet(word: &str, alphabet: &str) -> String {
    let has_letters = word.contains(|letter: char| letter.is_ascii_alphabetic());
    match alphabet {
        "mathrm" if FUNCTIONS.contains(&word) => format!("\\{word}"),
        // Digits and signs are upright anyway.
        "mathrm" if !has_letters => signs(word),
        _ => format!("\\{alphabet}{{{}}}", signs(word)),
    }
}

/// Whether text can be a part of a word that is divided into several runs.
pub fn is_part(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic) && !FUNCTIONS.contains(&text)
}

/// Words in a formula.
pub fn words(text: &str) -> String {
    if text.trim().is_empty() {
        return if text.is_empty() { String::new() } else { "\\ ".to_owned() };
    }
    let escaped: String =
        text.chars().map(|character| escaped(character).unwrap_or_else(|| character.to_string())).collect();
    format!("\\text{{{escaped}}}")
}

/// The TeX of characters of a formula.
pub fn signs(text: &str) -> String {
    let mut tex = Tex::default();
    for character in text.chars() {
        tex.push(&sign(character));
    }
    tex.0
}

fn sign(character: char) -> String {
    if let Some(escaped) = escaped(character) {
        return escaped;
    }
    if let Some(name) = name_of(character) {
        return format!("\\{name}");
    }
    match character {
        '−' => "-".to_owned(),
        '′' => "'".to_owned(),
        '″' => "''".to_owned(),
        '\u{2061}'..='\u{2064}' | '\u{200B}' => String::new(),
        '\u{A0}' => "~".to_owned(),
        '\u{2003}' => "\\quad ".to_owned(),
        '\u{2002}' | '\u{2005}' => "\\; ".to_owned(),
        '\u{2009}' | '\u{200A}' | '\u{202F}' => "\\, ".to_owned(),
        'ℝ' | 'ℕ' | 'ℤ' | 'ℚ' | 'ℂ' | 'ℙ' | 'ℍ' => {
            format!("\\mathbb{{{}}}", character.nfkc().collect::<String>())
        }
        '\u{1D400}'..='\u{1D7FF}' => character.nfkc().map(sign_of_letter).collect(),
        other => other.to_string(),
    }
}

/// A letter that a mathematical letter stands for.
fn sign_of_letter(letter: char) -> String {
    name_of(letter).map_or_else(|| letter.to_string(), |name| format!("\\{name}"))
}

fn escaped(character: char) -> Option<String> {
    match character {
        '#' | '$' | '%' | '&' | '_' | '{' | '}' => Some(format!("\\{character}")),
        '\\' => Some("\\backslash".to_owned()),
        '^' => Some("\\hat{}".to_owned()),
        '~' => Some("\\sim".to_owned()),
        _ => None,
    }
}

/// TeX as one group, for what scripts are attached to.
pub fn grouped(tex: &str) -> String {
    let is_command = || {
        let name = tex.strip_prefix('\\').unwrap_or_default();
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic())
    };
    if tex.chars().count() == 1 || is_command() { tex.to_owned() } else { format!("{{{tex}}}") }
}

/// Primes, if a superscript is nothing else.
pub fn primes(script: &str) -> Option<String> {
    (!script.is_empty() && script.chars().all(|sign| sign == '\'')).then(|| script.to_owned())
}

/// A delimiter after `\left`.
pub fn delimiter(sign: &str) -> String {
    match sign {
        "" => ".".to_owned(),
        "{" => "\\{".to_owned(),
        "}" => "\\}".to_owned(),
        "⟨" | "〈" => "\\langle".to_owned(),
        "⟩" | "〉" => "\\rangle".to_owned(),
        "⌊" => "\\lfloor".to_owned(),
        "⌋" => "\\rfloor".to_owned(),
        "⌈" => "\\lceil".to_owned(),
        "⌉" => "\\rceil".to_owned(),
        "‖" | "∥" => "\\|".to_owned(),
        "∣" => "|".to_owned(),
        other => other.to_owned(),
    }
}

/// The command for an accent.
pub fn accent(sign: &str, is_wide: bool) -> Option<&'static str> {
    let name = match sign {
        "\u{302}" | "^" | "ˆ" => {
            if is_wide {
                "widehat"
            } else {
                "hat"
            }
        }
        "\u{303}" | "~" | "˜" => {
            if is_wide {
                "widetilde"
            } else {
                "tilde"
            }
        }
        "\u{304}" | "\u{305}" | "¯" | "‾" => {
            if is_wide {
                "overline"
            } else {
                "bar"
            }
        }
        "\u{20D7}" | "→" => {
            if is_wide {
                "overrightarrow"
            } else {
                "vec"
            }
        }
        "\u{20D6}" | "←" => "overleftarrow",
        "\u{307}" | "˙" => "dot",
        "\u{308}" | "¨" => "ddot",
        "\u{30C}" | "ˇ" => "check",
        "\u{306}" | "˘" => "breve",
        "\u{301}" | "´" => "acute",
        "\u{300}" | "`" => "grave",
        "\u{30A}" | "˚" => "mathring",
        _ => return None,
    };
    Some(name)
}

/// Whether scripts of an operator stand above and below it.
pub fn has_limits(base: &str) -> bool {
    let large = [
        "\\sum",
        "\\prod",
        "\\coprod",
        "\\bigcup",
        "\\bigcap",
        "\\lim",
        "\\max",
        "\\min",
        "\\sup",
        "\\inf",
        "\\limsup",
        "\\liminf",
        "\\det",
        "\\gcd",
        "\\Pr",
        "\\overbrace",
        "\\underbrace",
    ];
    large
        .iter()
        .any(|name| base.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('{')))
}

/// The name of a function.
pub fn function(name: &str) -> String {
    let letters = name.strip_prefix("\\mathrm{").and_then(|rest| rest.strip_suffix('}')).unwrap_or(name);
    if FUNCTIONS.contains(&letters) {
        format!("\\{letters}")
    } else if letters.chars().count() > 1 && letters.chars().all(|letter| letter.is_ascii_alphabetic()) {
        format!("\\operatorname{{{letters}}}")
    } else {
        name.to_owned()
    }
}

/// The functions that TeX names.
const FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth",
    "log", "ln", "lg", "exp", "lim", "limsup", "liminf", "max", "min", "sup", "inf", "arg", "det", "dim",
    "gcd", "hom", "ker", "deg", "Pr",
];

/// Signs and their names.
const NAMES: &str = "\
    α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa \
    λ lambda μ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ \
    phi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω \
    Omega × times ÷ div ± pm ∓ mp ⋅ cdot ∙ bullet ∗ ast ∘ circ ≤ le ≥ ge ≠ ne ≈ approx ≡ equiv ∼ sim ≃ \
    simeq ≅ cong ∝ propto ≪ ll ≫ gg ∞ infty ∂ partial ∇ nabla ∀ forall ∃ exists ∄ nexists ∈ in ∉ notin ∋ \
    ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∪ cup ∩ cap ∖ setminus ∅ emptyset ∧ wedge ∨ vee ¬ neg ⊕ \
    oplus ⊗ otimes ⊥ perp ∥ parallel → to ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ \
    Leftrightarrow ↦ mapsto ↑ uparrow ↓ downarrow … dots ⋯ cdots ⋮ vdots ⋱ ddots ∑ sum ∏ prod ∐ coprod ∫ \
    int ∬ iint ∭ iiint ∮ oint ⋃ bigcup ⋂ bigcap ⋁ bigvee ⋀ bigwedge ℏ hbar ℓ ell ℜ Re ℑ Im ℵ aleph ∴ \
    therefore ∵ because ∠ angle ⟨ langle ⟩ rangle ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ‖ | √ surd ∣ mid";

/// The name of a sign.
fn name_of(sign: char) -> Option<&'static str> {
    let mut words = NAMES.split_whitespace();
    while let (Some(own), Some(name)) = (words.next(), words.next()) {
        if own.starts_with(sign) {
            return Some(name);
        }
    }
    None
}
