//! The damages, each as a change of the source and as a change of the markup.

/// The case that is damaged.
pub const FIRST: &str = "\
---
title: First
---

Alpha paragraph of the first case.[^a]

Beta paragraph comes second, in 1978.[^b]

## Law

Gamma paragraph about laws.

| Year | Cases |
| --- | --- |
| 1978 | 12 |
| 1999 | 34 |

*Table 1: Cases by year*

## Last

Delta paragraph ends the case.

[^a]: Cable 04MUSCAT1.

[^b]: Cable 05MUSCAT2, *seen* in 2010.
";
pub const SECOND: &str =
    "---\ntitle: Second\n---\n\nEpsilon paragraph of the second case.[^a]\n\n[^a]: Cable 06MUSCAT3.\n";
pub const MANIFEST: &str = "title: Book\nlanguage: en\ncases: [first.md, second.md]\n";

/// A damage in source and markup: pairs of old and new text.
pub struct Damage {
    pub name: &'static str,
    pub source: &'static [(&'static str, &'static str)],
    pub markup: &'static [(&'static str, &'static str)],
    /// The place and the check that must be reported.
    pub says: &'static [&'static str],
}

const GAMMA: &str = "<p id=\"first_p3\">Gamma paragraph about laws.</p>\n";
const DELTA: &str = "<p id=\"first_p5\">Delta paragraph ends the case.</p>\n";
const ROW: &str = "<tr><td>1978</td><td class=\"align-end\">12</td></tr>\n";
const NOTE: &str = "Cable 05MUSCAT2, <em>seen</em> in 2010.";

pub const DAMAGES: &[Damage] = &[
    Damage {
        name: "a_dropped_paragraph",
        source: &[("Gamma paragraph about laws.\n\n", "")],
        markup: &[(GAMMA, "")],
        says: &["first.md:11:1: error[missing-text]: this paragraph is missing"],
    },
    Damage {
        name: "a_dropped_note",
        source: &[("1978.[^b]", "1978."), ("[^b]: Cable 05MUSCAT2, *seen* in 2010.\n", "")],
        markup: &[
            ("1978.<a id=\"first_ref-2\"", "1978.<a hidden><!--"),
            (">2</a></p>", "--></a></p>"),
            ("2.</a> Cable 05MUSCAT2, <em>seen</em> in 2010.", "</a>"),
        ],
        says: &[
            "first.md:7:1: error[changed-text]: this paragraph lacks “1978.2”",
            "error[missing-text]: this number of note `b` is missing",
        ],
    },
    Damage {
        name: "a_dropped_note_body",
        source: &[("Cable 05MUSCAT2, *seen* in 2010.", "&nbsp;")],
        markup: &[(NOTE, "")],
        says: &["first.md:26:7: error[missing-text]: this paragraph of note `b` is missing"],
    },
    Damage {
        name: "a_dropped_table_row",
        source: &[("| 1978 | 12 |\n", "")],
        markup: &[(ROW, "")],
        says: &["first.md:13:1: error[missing-text]: this cell in row 2, column 1 of the table is missing"],
    },
    Damage {
        name: "a_dropped_heading",
        source: &[("## Last\n\n", "")],
        markup: &[(">Last</h", "></h")],
        says: &["first.md:20:1: error[missing-text]: this heading is missing"],
    },
    Damage {
        name: "a_dropped_word",
        source: &[("comes second, ", "second, ")],
        markup: &[("comes second, ", "second, ")],
        says: &["first.md:7:1: error[changed-text]: this paragraph lacks “comes”"],
    },
    Damage {
        name: "a_lost_reference",
        source: &[("first case.[^a]", "first case."), ("about laws.", "about laws.[^a]")],
        markup: &[("first case.<a id=", "first case.<a hidden><!-- "), (">1</a></p>", "--></a></p>")],
        says: &["first.md:5:1: error[changed-text]: this paragraph lacks “case.1”"],
    },
    Damage {
        name: "a_doubled_paragraph",
        source: &[(
            "Gamma paragraph about laws.\n",
            "Gamma paragraph about laws.\n\nGamma paragraph about laws.\n",
        )],
        markup: &[(GAMMA, "<p>Gamma paragraph about laws.</p>\n<p>Gamma paragraph about laws.</p>\n")],
        says: &["first.md:11:1: error[doubled-text]: `", "` repeats this paragraph"],
    },
    Damage {
        name: "two_swapped_paragraphs",
        source: &[
            ("Gamma paragraph about laws.", "X"),
            ("Delta paragraph ends the case.", "Gamma paragraph about laws."),
            ("X", "Delta paragraph ends the case."),
        ],
        markup: &[(GAMMA, "X"), (DELTA, GAMMA), ("X", DELTA)],
        says: &["error[misplaced-text]: this paragraph is misplaced"],
    },
    Damage {
        name: "two_swapped_notes",
        source: &[
            ("Cable 04MUSCAT1.", "X"),
            ("Cable 05MUSCAT2, *seen* in 2010.", "Cable 04MUSCAT1."),
            ("X", "Cable 05MUSCAT2, *seen* in 2010."),
        ],
        markup: &[("Cable 04MUSCAT1.", "X~"), (NOTE, "Cable 04MUSCAT1."), ("X~", NOTE)],
        says: &["error[misplaced-text]: this paragraph of note"],
    },
    Damage {
        name: "a_misspelt_word",
        source: &[("Gamma", "Gamna")],
        markup: &[("Gamma", "Gamna")],
        says: &["first.md:11:1: error[changed-text]: this paragraph reads “Gamna”", "instead of “Gamma”"],
    },
    Damage {
        name: "an_added_word",
        source: &[("about laws", "about harsh laws")],
        markup: &[("about laws", "about harsh laws")],
        says: &["first.md:11:1: error[changed-text]: unexpected “harsh” in this paragraph"],
    },
    Damage {
        name: "an_added_paragraph",
        source: &[("## Last\n", "Of nobody.\n\n## Last\n")],
        markup: &[(
            "Table 1.</span> Cases by year</caption>",
            "Table 1.</span> Cases by year</caption><caption>Of nobody.</caption>",
        )],
        says: &["error[added-text]: unexpected text in", "after this", ": “Of nobody.”"],
    },
    Damage {
        name: "a_last_section_cut",
        source: &[("## Last\n\nDelta paragraph ends the case.\n\n", "")],
        markup: &[(">Last</h", "></h"), (DELTA, "")],
        says: &[
            "first.md:20:1: error[missing-text]: this heading is missing",
            ", and so is the item after it",
        ],
    },
    Damage {
        name: "two_digits_turned_in_a_cell",
        source: &[("34", "43")],
        markup: &[(">34<", ">43<")],
        says: &["first.md:13:1: error[changed-text]: this cell in row 3, column 2 of the table reads “43”"],
    },
    Damage {
        name: "another_number_of_a_note",
        source: &[("1978.[^b]", "1978.[^a]")],
        markup: &[(">2</a></p>", ">1</a></p>")],
        says: &["first.md:7:1: error[changed-text]: this paragraph reads “1978.1”", "instead of “1978.2”"],
    },
];
