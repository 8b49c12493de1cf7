//! The signs that TeX, LaTeX and `amssymb` have a name for.

use super::tree::Class;

/// The names of signs with one class, in the order of `name sign`, separated by spaces.
pub type Names = &'static str;

const ORDINARY: Names = "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι \
    kappa κ varkappa ϰ thetasym ϑ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ \
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ partial ∂ imath ı jmath ȷ hbar ℏ hslash ℏ \
    varGamma 𝛤 varDelta 𝛥 varTheta 𝛩 varLambda 𝛬 varXi 𝛯 varPi 𝛱 varSigma 𝛴 varUpsilon 𝛶 varPhi 𝛷 varPsi 𝛹 varOmega 𝛺";

const UPRIGHT: Names = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω \
    Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ \
    infty ∞ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ ell ℓ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ \
    daleth ℸ complement ∁ hslash ℏ Finv Ⅎ Game ⅁ eth ð mho ℧ angle ∠ measuredangle ∡ sphericalangle ∢ top ⊤ bot ⊥ \
    triangle △ triangledown ▽ blacktriangle ▲ blacktriangledown ▼ square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊ \
    blacklozenge ⧫ bigstar ★ diamondsuit ♢ heartsuit ♡ clubsuit ♣ spadesuit ♠ flat ♭ natural ♮ sharp ♯ prime ′ \
    backprime ‵ neg ¬ lnot ¬ surd √ checkmark ✓ alef ℵ alefsym ℵ infin ∞ weierp ℘ exist ∃ empty ∅ clubs ♣ diamonds ♢ hearts ♡ \
    spades ♠ sect § Reals ℝ reals ℝ R ℝ N ℕ natnums ℕ Z ℤ Complex ℂ cnums ℂ mathsterling £ mathdollar $ mathsection § \
    mathparagraph ¶ mathellipsis … ldotp . lq ‘ rq ’ qedsymbol □ qed □ qedhere □ maltese ✠ yen ¥ pounds £ copyright © circledR ® circledS Ⓢ \
    S § P ¶ dag † ddag ‡ degree ° Bbbk 𝕜 backslash \\ % % $ $ & & # # _ _ \
    dots … ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsi ⋯ dotsm ⋯ vdots ⋮ ddots ⋱ iddots ⋰ adots ⋰ \
    diagup ╱ diagdown ╲ euro € aa å AA Å ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł i ı j ȷ";

const BINARY: Names = "pm ± mp ∓ times × div ÷ cdot ⋅ cdotp · ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ Cap ⋒ Cup ⋓ doublecap ⋒ \
    doublecup ⋓ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ \
    bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ \
    otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ amalg ⨿ dotplus ∔ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ curlywedge ⋏ \
    curlyvee ⋎ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ circledast ⊛ circledcirc ⊚ circleddash ⊝ centerdot ⋅ \
    divideontimes ⋇ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ intercal ⊺ dagger † ddagger ‡ And & \
    gtrdot ⋗ lessdot ⋖ plusmn ± sdot ⋅ Dagger ‡ minuso ⦵ bull ∙";

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
    nleqslant ≰ ngeqslant ≱ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊ nprec ⊀ nsucc ⊁ \
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
    nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎ lt < gt > \
    isin ∈ notni ∌ sub ⊂ sube ⊆ supe ⊇ larr ← rarr → uarr ↑ darr ↓ harr ↔ lrarr ↔ lArr ⇐ rArr ⇒ uArr ⇑ dArr ⇓ hArr ⇔ \
    lrArr ⇔ Larr ⇐ Rarr ⇒ Uarr ⇑ Darr ⇓ Harr ⇔ Lrarr ⇔ eqsim ≂ llless ⋘ gggtr ⋙ gvertneqq ≩ lvertneqq ≨ ngeqq ≱ nleqq ≰ \
    nshortmid ∤ nshortparallel ∦ nsubseteqq ⊈ nsupseteqq ⊉ precnapprox ⪹ succnapprox ⪺ varsubsetneqq ⫋ varsupsetneqq ⫌ \
    origof ⊶ imageof ⊷ colonequals ≔ equalscolon ≕ eqcolon ≕ coloncolonequals ⩴ dblcolon ∷ coloncolon ∷ ratio ∶ \
    longmapsfrom ⟻ mapsfrom ↤ Mapsto ⤇ Mapsfrom ⤆ upmodels ⫫ Perp ⫫";

const LARGE: Names = "sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ \
    bigsqcup ⨆ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ intop ∫ smallint ∫ varointclockwise ∲ ointctrclockwise ∳";

const OPENING: Names = "{ { lbrace { lbrack [ langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lgroup ⟮ lmoustache ⎰ ulcorner ⌜ llcorner ⌞ \
    llbracket ⟦ lparen ( lang ⟨ lBrack ⟦ lBrace ⦃";

const CLOSING: Names = "} } rbrace } rbrack ] rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rgroup ⟯ rmoustache ⎱ urcorner ⌝ \
    lrcorner ⌟ rrbracket ⟧ rparen ) rang ⟩ rBrack ⟧ rBrace ⦄";

const FENCE: Names = "vert | | ‖ Vert ‖";

const PUNCTUATION: Names = "colon :";

/// The tables with their titles in the manual and their classes. Letters of the first are italic.
pub const TABLES: [(&str, Names, Class); 9] = [
    ("letters", ORDINARY, Class::Ordinary),
    ("upright letters and signs", UPRIGHT, Class::Ordinary),
    ("binary operators", BINARY, Class::Binary),
    ("relations and arrows", RELATION, Class::Relation),
    ("large operators", LARGE, Class::Large),
    ("opening delimiters", OPENING, Class::Opening),
    ("closing delimiters", CLOSING, Class::Closing),
    ("delimiters on both sides", FENCE, Class::Fence),
    ("punctuation", PUNCTUATION, Class::Punctuation),
];

/// The name of each sign, the sign, its class, and whether it stands upright. The first of two with a name comes last.
pub fn signs() -> impl Iterator<Item = (&'static str, char, Class, bool)> {
    let tables = TABLES.iter().enumerate().rev();
    tables.flat_map(|(index, (_, names, class))| {
        pairs(names).map(move |(name, sign)| (name, sign, *class, index > 0))
    })
}

/// The names of a table, each with its sign.
pub fn pairs(names: Names) -> impl Iterator<Item = (&'static str, char)> {
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

/// Functions whose limits stand beside them.
const BESIDE: &str = "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan ln log lg exp arg deg dim hom ker \
                      arccot arcsec arccsc sech csch arsinh arcosh artanh sgn cosec cotg ctg tg arctg arcctg cth";

/// Functions whose limits stand under them in a displayed formula.
const UNDER: &str = "lim max min sup inf det gcd Pr plim";

/// Functions with a space, whose limits stand under them.
const SPACED: [(&str, &str); 6] = [
    ("limsup", "lim\u{2009}sup"),
    ("liminf", "lim\u{2009}inf"),
    ("injlim", "inj\u{2009}lim"),
    ("projlim", "proj\u{2009}lim"),
    ("argmax", "arg\u{2009}max"),
    ("argmin", "arg\u{2009}min"),
];

/// The name of each function, its words, and whether its limits stand under it in a displayed formula.
pub fn functions() -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    let of = |names: &'static str, has_limits| {
        names.split_ascii_whitespace().map(move |name| (name, name, has_limits))
    };
    of(BESIDE, false).chain(of(UNDER, true)).chain(SPACED.map(|(name, shown)| (name, shown, true)))
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
