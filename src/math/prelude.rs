//! Built-in macros: commands of LaTeX and its packages that are short for other commands.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::macros::Macro;

/// The macros in groups for the manual: names, separated by spaces, and what they stand for.
pub const GROUPS: &[(&str, &[(&str, &str)])] = &[
    (
        "short for other commands",
        &[
            ("bmod", r"\mathbin{\mathrm{mod}}"),
            ("mod", r"\quad\mathrm{mod}\ "),
            ("pmod", r"\mkern10mu({\mathrm{mod}}\ #1)"),
            ("pod", r"\mkern10mu(#1)"),
            ("varlimsup", r"\mathop{\overline{\mathrm{lim}}}"),
            ("varliminf", r"\mathop{\underline{\mathrm{lim}}}"),
            ("varinjlim", r"\mathop{\underrightarrow{\mathrm{lim}}}"),
            ("varprojlim", r"\mathop{\underleftarrow{\mathrm{lim}}}"),
            ("overunderset", r"\overset{#1}{\underset{#2}{#3}}"),
            ("prescript", r"{}^{#1}_{#2}#3"),
            ("set Set", r"\left\{\,#1\,\right\}"),
            ("cases", r"\begin{cases}#1\end{cases}"),
            ("matrix", r"\begin{matrix}#1\end{matrix}"),
            ("pmatrix", r"\begin{pmatrix}#1\end{pmatrix}"),
            ("eqalign", r"\begin{aligned}#1\end{aligned}"),
            ("underparent", r"\underparen{#1}"),
            ("overparent", r"\overparen{#1}"),
            ("angl", r"{\overline{#1}\mkern1mu|}"),
            ("angln", r"{\overline{n}\mkern1mu|}"),
            ("phase", r"\angle\underline{#1}"),
            ("bbox fbbox", r"\boxed{#1}"),
            ("joinrel", r"\mkern-3mu"),
            ("idotsint", r"\int\!\cdots\!\int"),
            ("Colonapprox coloncolonapprox", r"\mathrel{::\approx}"),
            ("colonapprox", r"\mathrel{:\approx}"),
            ("approxcolon", r"\mathrel{\approx:}"),
            ("approxcoloncolon", r"\mathrel{\approx::}"),
            ("Colonsim coloncolonsim", r"\mathrel{::\sim}"),
            ("colonsim", r"\mathrel{:\sim}"),
            ("simcolon", r"\mathrel{\sim:}"),
            ("simcoloncolon", r"\mathrel{\sim::}"),
            ("Coloneq coloncolonminus", r"\mathrel{::-}"),
            ("colonminus", r"\mathrel{:-}"),
            ("minuscolon", r"\mathrel{-:}"),
            ("minuscoloncolon Eqcolon", r"\mathrel{-::}"),
            ("equalscoloncolon Eqqcolon", r"\mathrel{=::}"),
            ("TeX", r"\text{TeX}"),
            ("LaTeX", r"\text{LaTeX}"),
            ("KaTeX", r"\text{KaTeX}"),
            ("textcircled", r"\text{\textcircled{#1}}"),
            ("upalpha", r"\mathrm{α}"),
            ("upbeta", r"\mathrm{β}"),
            ("upgamma", r"\mathrm{γ}"),
            ("updelta", r"\mathrm{δ}"),
            ("upepsilon", r"\mathrm{ε}"),
            ("upmu", r"\mathrm{μ}"),
            ("uppi", r"\mathrm{π}"),
        ],
    ),
    (
        "brackets and vectors of `physics` and `braket`",
        &[
            ("bra", r"\left\langle #1\right|"),
            ("Bra", r"\left\langle #1\right|"),
            ("ket Ket", r"\left|#1\right\rangle"),
            ("Braket", r"\braket{#1}"),
            ("ketbra outerproduct", r"\left|#1\middle\rangle\middle\langle #2\right|"),
            ("innerproduct", r"\left\langle #1\middle|#2\right\rangle"),
            ("ev expval expectationvalue", r"\left\langle #1\right\rangle"),
            ("mel matrixel matrixelement", r"\left\langle #1\middle|#2\middle|#3\right\rangle"),
            ("comm commutator", r"\left[#1,#2\right]"),
            ("acomm anticommutator poissonbracket", r"\left\{#1,#2\right\}"),
            ("evaluated", r"\left.#1\right|"),
            ("pqty", r"\left(#1\right)"),
            ("bqty", r"\left[#1\right]"),
            ("Bqty", r"\left\{#1\right\}"),
            ("vqty", r"\left|#1\right|"),
            ("dd differential", r"\mathop{}\!\mathrm{d}#1"),
            ("vb vectorbold", r"\mathbf{#1}"),
            ("va vectorarrow", r"\vec{\mathbf{#1}}"),
            ("vu vectorunit", r"\hat{\mathbf{#1}}"),
            ("vdot dotproduct", r"\mathbin{\boldsymbol{\cdot}}"),
            ("crossproduct", r"\mathbin{\boldsymbol{\times}}"),
            ("grad gradient", r"\boldsymbol{\nabla}"),
            ("divergence", r"\boldsymbol{\nabla}\cdot"),
            ("curl", r"\boldsymbol{\nabla}\times"),
            ("laplacian", r"\nabla^2"),
            ("trace", r"\operatorname{tr}"),
            ("Tr Trace", r"\operatorname{Tr}"),
            ("rank", r"\operatorname{rank}"),
            ("erf", r"\operatorname{erf}"),
            ("Residue", r"\operatorname{Res}"),
            ("principalvalue", r"\mathcal{P}"),
            ("qq qqtext", r"\quad\text{#1}\quad"),
            ("qif", r"\quad\text{if}\quad"),
            ("qand", r"\quad\text{and}\quad"),
            ("mqty matrixquantity", r"\begin{matrix}#1\end{matrix}"),
            ("pmqty", r"\begin{pmatrix}#1\end{pmatrix}"),
            ("bmqty", r"\begin{bmatrix}#1\end{bmatrix}"),
            ("vmqty", r"\begin{vmatrix}#1\end{vmatrix}"),
        ],
    ),
    (
        "with a star or a size, which have no effect",
        &[
            ("abs absolutevalue", r"\left|#1\right|"),
            ("norm", r"\left\lVert #1\right\rVert"),
            ("ceil", r"\left\lceil #1\right\rceil"),
            ("floor", r"\left\lfloor #1\right\rfloor"),
        ],
    ),
];

static MACROS: LazyLock<HashMap<&'static str, Macro>> = LazyLock::new(|| {
    let last = GROUPS.len() - 1;
    let groups = GROUPS.iter().enumerate();
    let rows = groups.flat_map(|(group, (_, rows))| rows.iter().map(move |row| (group == last, row)));
    rows.flat_map(|(is_paired, (names, body))| {
        let definition = Macro { is_paired, ..Macro::new(body) };
        names.split_ascii_whitespace().map(move |name| (name, definition.clone()))
    })
    .collect()
});

/// The built-in macro with a name.
pub fn named(name: &str) -> Option<&'static Macro> {
    MACROS.get(name)
}

/// The names of all built-in macros, always in the same order.
pub fn names() -> impl Iterator<Item = &'static str> {
    let rows = GROUPS.iter().flat_map(|(_, rows)| rows.iter());
    rows.flat_map(|(names, _)| names.split_ascii_whitespace())
}
