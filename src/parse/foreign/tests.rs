//! Tests which constructs are found in a text. All characters are treated as if they had reached the text.

use super::{Construct, find};

/// The constructs in a text, in order.
fn constructs(text: &str) -> Vec<Construct> {
    let whole = 0..text.len();
    find(text, std::slice::from_ref(&whole)).into_iter().map(|found| found.construct).collect()
}

#[test]
fn formulas_are_found() {
    let formulas = [
        "$x$",
        "$n$th",
        "$2n$",
        "$3$",
        "$x, y$",
        "$(a, b)$",
        "$n-1$",
        "$O(n)$",
        "$x^2$",
        "$x_1$",
        "$p < 0.05$",
        "$SE = 2.3$",
        "$f(x) = y$",
        r"$\alpha$",
        r"3$\times$4",
        r"$5 \times 6$",
        "$`x^2`$",
        r"$224 \times 224$",
        "$a +\nb$",
        r"$\{x | x > 0\}$",
        "$1{,}000$",
        r"$ \pi \in (0,1) $",
        r"$ \alpha$",
    ];
    for text in formulas {
        assert_eq!(constructs(text), [Construct::Formula], "{text}");
    }
    for text in ["$$x = 1$$", "$$\nx = 1\n$$", "$$\nx\n$$ {#eq-x}", "\\begin{align*}\nx\n\\end{align*}"] {
        assert_eq!(constructs(text), [Construct::DisplayedFormula], "{text}");
    }
}

#[test]
fn amounts_of_money_are_no_formulas() {
    let amounts = [
        "$5",
        "between $5 and $10",
        "US$3 million in 2001 and US$4 million",
        "$10-$20",
        "$5/$6",
        "($5)–($6)",
        "A$1,000 or C$5",
        "$5, or $6 in bad years",
        "$5m–$6m",
        "$1 + $2 = $3",
        "$5 < $6",
        "$20_000 and $30_000",
        "paid $5 and got 6$ back",
        "5$ and 6$",
        "$HOME and $PATH",
        "$HOME/$PATH",
        "($a,$b)",
        "$a=$b",
        "$$ and $$$",
        "$$-$$$",
        "$$$$",
        "$5 a day, 6$ a night",
        "$5, 6$",
        "$",
        "$$",
        "$ 5 $",
        "costs $3.50/$4.50",
        "from $5 (in 2001) to $6 (in 2002)",
        "x | $5 | $6 | x",
        "x |$5|$6|",
        "a $5=€4 rate and $6",
        "$title$ and $author$",
        "an $8-$9 fee; $1-2 million",
        "US$1 = ¥110, US$2 = ¥220",
        "*$5* and *$6*",
        "$100 x 5 = $500",
        "up to $5^ or $6",
        r"from $5 and \$6 to $7",
        "$Id$",
        r"paid $ 5 for \_x and $ 6",
    ];
    for text in amounts {
        assert_eq!(constructs(text), [], "{text}");
    }
    // Here, the marker of the list counts as text.
    assert_eq!(constructs("$5 to the poor\n- and 6$"), [Construct::HtmlMarkdown]);
}

#[test]
fn citations_are_told_from_handles() {
    let citations = ["[@key]", "[-@key]", "[see @a:1, p. 3; @b_2]", "[@{https://e.org}]", "[cf. -@doe99]"];
    for text in citations {
        assert_eq!(constructs(text), [Construct::Citation], "{text}");
    }
    for text in ["@fig-x", "@tbl:x", "[@sec-x]", "(@eq-x)", "@Fig-x."] {
        assert_eq!(constructs(text), [Construct::CrossReference], "{text}");
    }
    let others = [
        "me@example.org",
        "[photo by @user]",
        "@handle",
        "@user_name",
        "@babel/core",
        "@def-x/core",
        "5 @ $3",
        "[a@b.org]",
        "[write to me@e.org; or not]",
        "@fig",
        "user@fig-x",
    ];
    for text in others {
        assert_eq!(constructs(text), [], "{text}");
    }
}

#[test]
fn marks_of_significance_are_no_emphasis() {
    for text in
        ["**bold **text", "** bold**", "words*.* More", "words**,** more", "__bold __text", "~~struck ~~text"]
    {
        assert_eq!(constructs(text), [Construct::Emphasis], "{text}");
    }
    let others = [
        "5 * 3 * 2",
        "2**3 and 3**2",
        "0.45** and 0.62**",
        "* p < 0.1; ** p < 0.05; *** p < 0.01",
        "**p < 0.1, **p < 0.2",
        "src/**/*.md and lib/**/*.rs",
        "f**k and s**t",
        "**** (four stars) ****",
        "*.*",
        "***",
        "____",
        "a ** b ** c",
        "~5 and ~6",
        "at __ (quoting Poe), post, at __ (Harlan)",
        "\"**.pdf\" and \"**.md\"",
    ];
    for text in others {
        let found = constructs(text);
        assert!(found.is_empty() || text == "{text}: {found:?}");
    }
}

#[test]
fn paths_and_patterns_are_no_commands() {
    for text in
        [r"\emph{x}", r"\cite[p. 3]{x}", r"word\footnote{A \emph{b} c.}", r"\noindent Words", r"\section*{x}"]
    {
        assert_eq!(constructs(text), [Construct::Command], "{text}");
    }
    for text in
        [r"C:\temp\new\index", r"\\server\share", r"DOMAIN\user", r"\d+\w", r"a\b", r"C:\par\item", r"\p{L}"]
    {
        assert_eq!(constructs(text), [], "{text}");
    }
}

#[test]
fn links_that_did_not_take_are_told_from_brackets() {
    let broken = [
        "![a](my pic.png)",
        "[a](my file.md \"T\")",
        "![a](p.png =10x20)",
        "[a](https://e.org",
        "[a](./b c)",
    ];
    for text in broken {
        assert_eq!(constructs(text), [Construct::BrokenLink], "{text}");
    }
    assert_eq!(constructs("[a] (https://e.org)"), [Construct::SpacedLink]);
    assert_eq!(constructs("[words][key] and [words][]"), [Construct::UndefinedLink; 2]);
    let others = [
        "[sic](emphasis added)",
        "[...] and [1][2]",
        "a[i][j]",
        "[sic] [emphasis added]",
        "[x]",
        "f[a](b)",
        "[a](b, c)",
        "[[1, 2], [3, 4]]",
        "[[ -f x ]]",
        "[TOC]",
        "[^1]",
        "[a](no file)",
    ];
    for text in others {
        assert_eq!(constructs(text), [], "{text}");
    }
}

#[test]
fn braces_in_prose_are_no_markup() {
    for text in ["{-}", "{.unnumbered}", "{#law}", "{: .lead}", "{width=50%}", "{.a-b key=\"v w\"}"] {
        assert_eq!(constructs(&format!("x {text}")), [Construct::AttributeList], "{text}");
    }
    for text in
        ["{1, 2, 3}", "{x, y}", "{name}", "{a=b}", "if (a) { b }", "{}", "{{", "}}", "{ }", "{a|b}", "{x: 1}"]
    {
        assert_eq!(constructs(text), [], "{text}");
    }
}

#[test]
fn backticks_without_a_partner_are_found() {
    for text in
        ["a ` b", "the `April 02, 2018)", "`single' ones", "words``` words", "al-`Aziz", "al-`Aziz and ```x"]
    {
        assert_eq!(constructs(text)[0], Construct::Backtick, "{text}");
    }
    assert_eq!(constructs("``words'' here"), [Construct::TexQuotes]);
    assert_eq!(constructs("<td>`words` here</td>"), [Construct::HtmlMarkdown]);
}

#[test]
fn code_that_takes_a_part_of_a_word_is_mispaired() {
    let is_mispaired = |text: &str| {
        let (start, end) = (text.find('`').unwrap_or(0), text.rfind('`').unwrap_or(0));
        super::inline::is_mispaired(text, &(start..end + 1))
    };
    for text in ["x` (e.g. `20", "`Abd al-`Aziz", "the `words, `next", "`April 02),\n`yyyy"] {
        assert!(is_mispaired(text), "{text}");
    }
    for text in
        ["the `word`s", "`a`-`b`", "re`name`d", "`` ` ``s", "a ` b ` c", "`-x` y", "pre-`x`", "the `---`s"]
    {
        assert!(!is_mispaired(text), "{text}");
    }
}

#[test]
fn markup_of_other_systems_is_told_from_prose() {
    use Construct as C;
    let found = [
        (
            C::Typst,
            &[
                "a#footnote[b]",
                "#image(\"p.png\")",
                "#set text(black)",
                "#let x = 1",
                "#import \"a.typ\": x",
                "#v(weak: true)",
            ][..],
        ),
        (C::Tie, &["see Fig.~3", "(chapter~2)"]),
        (C::Org, &["a[fn:1] b", "[fn::words]", "[cite:@a]", "[cite/t:@a]", ":PROPERTIES:", ":END:"]),
        (C::RstLink, &["a [1]_ b", "[#x]_.", "a [CIT2002]_, b", "`two words`_"]),
        (C::RstDirective, &[".. [1] note", ".. |x| replace:: y"]),
        (C::AsciiDoc, &["kbd:[F1]", "a image:p.png[] b", "link:a.html[b]", "stem:[x^2]", "|==="]),
        (C::BookdownLabel, &["# (PART) Words", "# (APPENDIX) Words {-}"]),
        (
            C::Command,
            &["{\\it a}", "{\\bf a}", "\\c{c}", "a\\c{c}", "\\verb|a|", "\\S 5", "5\\textdegree C", "\\ss e"],
        ),
    ];
    for (construct, texts) in found {
        for text in texts {
            assert_eq!(constructs(text).first(), Some(&construct), "{text}");
        }
    }
    let others = [
        "#tag and #table",
        "#figure 3",
        "F#(x)",
        "no. #5",
        "let #x = 1",
        "~5 and a ~ 5",
        "y~1 and PROGRA~1",
        "a[fn] and [cite]",
        "[1] and [1]__x",
        "a_[1]_b",
        "note: [1]",
        "link: [a]",
        "the link:",
        "C:\\S 5x\\v{2}x",
        "(PART) one",
        "\\textured",
    ];
    for text in others {
        assert_eq!(constructs(text), [], "{text}");
    }
}

#[test]
fn colons_in_prose_are_no_emojis() {
    for text in [":smile:", "(:+1:)", "- :warning: words", ":tada:."] {
        assert_eq!(constructs(text), [Construct::Emoji], "{text}");
    }
    let others = [
        "10:30:45",
        "John 3:16:",
        "1:2:3",
        "std::vector",
        "Leser:innen:",
        "a:b:c",
        ": words:",
        "::",
        "x :: y",
        ":)",
    ];
    for text in others {
        assert!(!constructs(text).contains(&Construct::Emoji), "{text}");
    }
}
