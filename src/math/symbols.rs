//! The signs that TeX, LaTeX and `amssymb` have a name for.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tree::Class;

/// The names of signs with one class, in the order of `name sign`, separated by spaces.
type Names = &'static str;

const ORDINARY: Names = "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι \
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ \
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ partial ∂ imath ı jmath ȷ hbar ℏ hslash ℏ \
    varGamma 𝛤 varDelta 𝛥 varTheta 𝛩 varLambda 𝛬 varXi 𝛯 varPi 𝛱 varSigma 𝛴 varUpsilon 𝛶 varPhi 𝛷 varPsi 𝛹 varOmega 𝛺";

const UPRIGHT: Names = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω \
    Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ \
    infty ∞ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ ell ℓ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ \
    daleth ℸ complement ∁ hslash ℏ Finv Ⅎ Game ⅁ eth ð mho ℧ angle ∠ measuredangle ∡ sphericalangle ∢ top ⊤ bot ⊥ \
    triangle △ triangledown ▽ blacktriangle ▲ blacktriangledown ▼ square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊ \
    blacklozenge ⧫ bigstar ★ diamondsuit ♢ heartsuit ♡ clubsuit ♣ spadesuit ♠ flat ♭ natural ♮ sharp ♯ prime ′ \
    backprime ‵ neg ¬ lnot ¬ surd √ checkmark ✓ maltese ✠ yen ¥ pounds £ copyright © circledR ® circledS Ⓢ \
    S § P ¶ dag † ddag ‡ degree ° Bbbk 𝕜 backslash \\ % % $ $ & & # # _ _ \
    dots … ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsi ⋯ dotsm ⋯ vdots ⋮ ddots ⋱ iddots ⋰ adots ⋰ \
    diagup ╱ diagdown ╲ euro € aa å AA Å ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł i ı j ȷ";

const BINARY: Names = "pm ± mp ∓ times × div ÷ cdot ⋅ cdotp · ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ Cap ⋒ Cup ⋓ doublecap ⋒ \
    doublecup ⋓ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ \
    bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ \
    otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ amalg ⨿ dotplus ∔ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ curlywedge ⋏ \
    curlyvee ⋎ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ circledast ⊛ circledcirc ⊚ circleddash ⊝ centerdot ⋅ \
    divideontimes ⋇ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ intercal ⊺ dagger † ddagger ‡ And & \
    gtrdot ⋗ lessdot ⋖";

const RELATION: Names = "leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ propto ∝ varpropto ∝ asymp ≍ \
    doteq ≐ doteqdot ≑ Doteq ≑ prec ≺ preceq ⪯ succ ≻ succeq ⪰ ll ≪ gg ≫ lll ⋘ ggg ⋙ subset ⊂ subseteq ⊆ supset ⊃ \
    supseteq ⊇ sqsubset ⊏ sqsubseteq ⊑ sqsupset ⊐ sqsupseteq ⊒ in ∈ ni ∋ owns ∋ notin ∉ vdash ⊢ dashv ⊣ models ⊨ \
    vDash ⊨ Vdash ⊩ Vvdash ⊪ VDash ⊫ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ perp ⟂ mid ∣ nmid ∤ shortmid ∣ parallel ∥ \
    nparallel ∦ shortparallel ∥ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ smallsmile ⌣ smallfrown ⌢ leqslant ⩽ geqslant ⩾ \
    eqslantless ⪕ eqslantgtr ⪖ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ approxeq ≊ lessgtr ≶ gtrless ≷ \
    lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋ gtreqqless ⪌ leqq ≦ geqq ≧ backsim ∽ backsimeq ⋍ subseteqq ⫅ supseteqq ⫆ \
    Subset ⋐ Supset ⋑ preccurlyeq ≼ succcurlyeq ≽ curlyeqprec ⋞ curlyeqsucc ⋟ precsim ≾ succsim ≿ precapprox ⪷ \
    succapprox ⪸ trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ vartriangle △ Bumpeq ≎ \
    bumpeq ≏ risingdotseq ≓ fallingdotseq ≒ circeq ≗ eqcirc ≖ triangleq ≜ between ≬ pitchfork ⋔ therefore ∴ because ∵ \
    backepsilon ϶ thicksim ∼ thickapprox ≈ blacktriangleleft ◀ blacktriangleright ▶ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ \
    nleqslant ⪇ ngeqslant ⪈ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊ nprec ⊀ nsucc ⊁ \
    npreceq ⋠ nsucceq ⋡ precneqq ⪵ succneqq ⪶ precnsim ⋨ succnsim ⋩ nsim ≁ ncong ≇ nsubseteq ⊈ nsupseteq ⊉ \
    subsetneq ⊊ varsubsetneq ⊊ supsetneq ⊋ varsupsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ ntriangleleft ⋪ \
    ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ coloneqq ≔ coloneq ≔ eqqcolon ≕ Coloneqq ⩴ vcentcolon ∶ \
    leftarrow ← gets ← rightarrow → to → leftrightarrow ↔ Leftarrow ⇐ Rightarrow ⇒ Leftrightarrow ⇔ \
    longleftarrow ⟵ longrightarrow ⟶ longleftrightarrow ⟷ Longleftarrow ⟸ Longrightarrow ⟹ Longleftrightarrow ⟺ \
    implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ \
    leftharpoondown ↽ rightharpoonup ⇀ rightharpoondown ⇁ rightleftharpoons ⇌ leftrightharpoons ⇋ uparrow ↑ \
    downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ \
    dashrightarrow ⇢ dashleftarrow ⇠ leftleftarrows ⇇ rightrightarrows ⇉ leftrightarrows ⇆ rightleftarrows ⇄ \
    Lleftarrow ⇚ Rrightarrow ⇛ twoheadleftarrow ↞ twoheadrightarrow ↠ leftarrowtail ↢ rightarrowtail ↣ \
    looparrowleft ↫ looparrowright ↬ curvearrowleft ↶ curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻ Lsh ↰ \
    Rsh ↱ upuparrows ⇈ downdownarrows ⇊ upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃ \
    downharpoonright ⇂ multimap ⊸ leftrightsquigarrow ↭ rightsquigarrow ⇝ leadsto ⇝ nleftarrow ↚ nrightarrow ↛ \
    nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎ lt < gt >";

const LARGE: Names = "sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ \
    bigsqcup ⨆ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ intop ∫ smallint ∫";

const OPENING: Names = "{ { lbrace { lbrack [ langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lgroup ⟮ lmoustache ⎰ ulcorner ⌜ llcorner ⌞ \
    llbracket ⟦ lparen (";

const CLOSING: Names = "} } rbrace } rbrack ] rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rgroup ⟯ rmoustache ⎱ urcorner ⌝ \
    lrcorner ⌟ rrbracket ⟧ rparen )";

const FENCE: Names = "vert | | ‖ Vert ‖";

const PUNCTUATION: Names = "colon :";

/// The tables with their classes. Letters of the first are italic.
const TABLES: [(Names, Class); 9] = [
    (ORDINARY, Class::Ordinary),
    (UPRIGHT, Class::Ordinary),
    (BINARY, Class::Binary),
    (RELATION, Class::Relation),
    (LARGE, Class::Large),
    (OPENING, Class::Opening),
    (CLOSING, Class::Closing),
    (FENCE, Class::Fence),
    (PUNCTUATION, Class::Punctuation),
];

/// All signs by name.
static SIGNS: LazyLock<HashMap<&'static str, (char, Class, bool)>> = LazyLock::new(|| {
    let tables = TABLES.iter().enumerate().rev();
    tables
        .flat_map(|(index, (names, class))| {
            pairs(names).map(move |(name, sign)| (name, (sign, *class, index > 0)))
        })
        .collect()
});

/// The sign with a name, its class, and whether it stands upright.
#[must_use]
pub fn named(name: &str) -> Option<(char, Class, bool)> {
    SIGNS.get(name).copied()
}

/// The names of all signs.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().flat_map(|(names, _)| pairs(names).map(|(name, _)| name))
}

fn pairs(names: Names) -> impl Iterator<Item = (&'static str, char)> {
    let mut words = names.split_ascii_whitespace();
    std::iter::from_fn(move || {
        let name = words.next()?;
        Some((name, words.next()?.chars().next()?))
    })
}

/// The sign for a typed character, and its class.
#[must_use]
pub fn typed(character: char) -> (char, Class) {
    match character {
        '-' | '−' => ('−', Class::Binary),
        '*' => ('∗', Class::Binary),
        '+' | '±' | '×' | '·' | '÷' | '∘' | '∪' | '∩' | '⊕' | '⊗' | '∧' | '∨' | '∖' => {
            (character, Class::Binary)
        }
        '=' | '<' | '>' | ':' | '≤' | '≥' | '≠' | '≈' | '≡' | '∼' | '∈' | '∉' | '⊂' | '⊆' | '⊃' | '⊇'
        | '→' | '←' | '⇒' | '⇐' | '⇔' | '↦' | '∝' | '≔' => (character, Class::Relation),
        '(' | '[' => (character, Class::Opening),
        ')' | ']' | '!' | '?' => (character, Class::Closing),
        ',' | ';' => (character, Class::Punctuation),
        '|' | '‖' => (character, Class::Fence),
        '∑' | '∏' | '∫' | '⋂' | '⋃' => (character, Class::Large),
        '\'' => ('′', Class::Ordinary),
        '`' => ('‘', Class::Ordinary),
        _ => (character, Class::Ordinary),
    }
}

/// Whether limits of a large sign stand beside it, as with integrals.
#[must_use]
pub fn is_integral(sign: char) -> bool {
    matches!(sign, '∫'..='∳' | '⨌')
}

/// The names of functions, with those whose limits stand under them in a displayed formula.
#[must_use]
pub fn function(name: &str) -> Option<(&'static str, bool)> {
    const BESIDE: &str = "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan ln log lg exp arg deg dim hom ker \
                          arccot arcsec arccsc sech csch arsinh arcosh artanh sgn";
    const UNDER: &str = "lim max min sup inf det gcd Pr argmax argmin plim";
    const SPACED: [(&str, &str); 6] = [
        ("limsup", "lim\u{2009}sup"),
        ("liminf", "lim\u{2009}inf"),
        ("injlim", "inj\u{2009}lim"),
        ("projlim", "proj\u{2009}lim"),
        ("argmax", "arg\u{2009}max"),
        ("argmin", "arg\u{2009}min"),
    ];
    let of = |names: &'static str| names.split_ascii_whitespace().find(|known| *known == name);
    let spaced = SPACED.iter().find(|(known, _)| *known == name).map(|(_, shown)| (*shown, true));
    spaced.or_else(|| of(BESIDE).map(|name| (name, false))).or_else(|| of(UNDER).map(|name| (name, true)))
}

/// The combining character of an accent, and whether it is as wide as what it stands over.
#[must_use]
pub fn accent(name: &str) -> Option<(char, bool)> {
    Some(match name {
        "hat" => ('\u{302}', false),
        "widehat" => ('\u{302}', true),
        "tilde" => ('\u{303}', false),
        "widetilde" => ('\u{303}', true),
        "bar" => ('\u{304}', false),
        "vec" => ('\u{20D7}', false),
        "dot" => ('\u{307}', false),
        "ddot" => ('\u{308}', false),
        "dddot" => ('\u{20DB}', false),
        "ddddot" => ('\u{20DC}', false),
        "check" => ('\u{30C}', false),
        "widecheck" => ('\u{30C}', true),
        "breve" => ('\u{306}', false),
        "acute" => ('\u{301}', false),
        "grave" => ('\u{300}', false),
        "mathring" => ('\u{30A}', false),
        "overrightarrow" | "Overrightarrow" => ('\u{20D7}', true),
        "overleftarrow" => ('\u{20D6}', true),
        "overleftrightarrow" => ('\u{20E1}', true),
        _ => return None,
    })
}

/// The widths of spaces, in eighteenths of the font size.
#[must_use]
pub fn space(name: &str) -> Option<i16> {
    Some(match name {
        "," | "thinspace" => 3,
        ":" | ">" | "medspace" => 4,
        ";" | "thickspace" => 5,
        "!" | "negthinspace" => -3,
        "negmedspace" => -4,
        "negthickspace" => -5,
        "enspace" => 9,
        "quad" => 18,
        "qquad" => 36,
        " " | "~" | "space" | "nobreakspace" => 6,
        _ => return None,
    })
}

/// The negation of a sign after `\not`, where Unicode has one.
#[must_use]
pub fn negated(sign: char) -> Option<char> {
    const PAIRS: &str = "=≠∈∉∋∌⊂⊄⊃⊅⊆⊈⊇⊉<≮>≯≤≰≥≱∼≁≃≄≅≇≈≉≡≢∣∤∥∦→↛←↚↔↮⇒⇏⇐⇍⇔⇎≺⊀≻⊁⊢⊬⊨⊭∃∄⊑⋢⊒⋣";
    let mut signs = PAIRS.chars();
    while let (Some(plain), Some(negated)) = (signs.next(), signs.next()) {
        if plain == sign {
            return Some(negated);
        }
    }
    None
}
