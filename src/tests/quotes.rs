//! Quotation marks, apostrophes and primes as style guides want them, from Markdown to the model.

use super::dialect;
use crate::diag::Diagnostics;
use crate::model::{BlockKind, Inline, Nodes, Role};
use crate::model::{Inside, Shown};
use crate::parse;
use crate::source::FileId;

/// The texts of all blocks, on a line each, cells and notes included. Visible signs stand for the spaces: `␣` for U+00A0,
/// `⍽` for U+202F.
fn read(text: &str, language: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let case = parse::case(FileId(0), "case", text, dialect(language), &mut diagnostics);
    let mut lines = Vec::new();
    for block in case.nodes().blocks() {
        for inside in block.inside() {
            if let Inside::Text(text) = inside {
                let label = match text.role {
                    Role::Caption(caption) => {
                        caption.label.as_ref().map(|label| format!("{}: ", label.words))
                    }
                    Role::Heading | Role::Paragraph | Role::Cell { .. } | Role::Term | Role::Title => None,
                };
                lines.push(label.unwrap_or_default() + &words(text.content));
            }
        }
        if let BlockKind::CodeBlock { text, .. } = &block.kind {
            lines.push(text.clone());
        }
    }
    lines.join("\n").replace('\u{A0}', "␣").replace('\u{202F}', "⍽")
}

/// The alternative text of an image is decided, too.
#[test]
fn alternative_texts() {
    let mut diagnostics = Diagnostics::default();
    let text =
        "![a \"b\"](p.png)\n\nx ![it's 'c'](p.png){lang=en} \"y\"\n\n<img src=\"p.png\" alt=\"d 'e'\">";
    let case = parse::case(FileId(0), "case", text, dialect("de"), &mut diagnostics);
    let found: Vec<_> = case.images.iter().filter_map(|image| image.alt.as_deref()).collect();
    assert_eq!(found, ["a „b“", "it’s ‘c’", "d 'e'"]);
}

fn words(content: &[Inline]) -> String {
    let own = |inline: &Inline| match inline.shown() {
        Shown::Words(words) => words.to_owned(),
        Shown::Code(code) => format!("`{code}`"),
        Shown::Formula(tex) => format!("${tex}$"),
        Shown::Break => "/".to_owned(),
        Shown::Object | Shown::Children => String::new(),
    };
    Nodes::of_text(content).inlines().map(own).collect()
}

pub(super) fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = read(text, language);
            (found != *expected).then(|| format!("{text:?}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{language}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// Chicago Manual of Style, 6 and 13; New Hart's Rules, 9.
#[test]
fn english_quotations() {
    check(
        "en",
        &[
            ("\"x\"", "“x”"),
            ("'x'", "‘x’"),
            ("She said \"yes\" and left.", "She said “yes” and left."),
            ("She said 'yes' and left.", "She said ‘yes’ and left."),
            ("\"I said 'no' twice.\"", "“I said ‘no’ twice.”"),
            ("'I said \"no\" twice.'", "‘I said “no” twice.’"),
            ("\"'x' he said\"", "“‘x’ he said”"),
            ("'\"x\"'", "‘“x”’"),
            ("\"'x'\"", "“‘x’”"),
            ("\"a 'b \"c\" d' e\"", "“a ‘b “c” d’ e”"),
            ("\"He asked, 'Why?'\"", "“He asked, ‘Why?’”"),
            ("\"\"", "“”"),
            ("an empty \"\" field", "an empty “” field"),
            ("empty (\"\"), too", "empty (“”), too"),
            ("(\"x\")", "(“x”)"),
            ("[\"x\"]", "[“x”]"),
            ("(see \"x\").", "(see “x”)."),
            ("\"(x)\"", "“(x)”"),
            ("\"[a] b\"", "“[a] b”"),
            ("yes/\"no\"/'maybe'", "yes/“no”/‘maybe’"),
            ("word--\"x\"--word", "word–“x”–word"),
            ("word---\"x\"---word", "word—“x”—word"),
            ("word—\"x\"—word", "word—“x”—word"),
            ("\"Stop—\" he cried", "“Stop—” he cried"),
            ("\"—and then\"", "“—and then”"),
            ("\"...and then\"", "“…and then”"),
            ("\"…and then\"", "“…and then”"),
            ("he said \"...and then\"", "he said “…and then”"),
            ("\"and then...\"", "“and then…”"),
            ("\"Wait...\" he said", "“Wait…” he said"),
            ("\"x\", \"y\"; \"z\": \"w\"!", "“x”, “y”; “z”: “w”!"),
            ("\"x.\" \"y.\"", "“x.” “y.”"),
            ("\"a\"-\"b\"", "“a”-“b”"),
            ("\"a\"/\"b\"", "“a”/“b”"),
            ("the \"x\"-like thing", "the “x”-like thing"),
            ("pre-\"x\" era", "pre-“x” era"),
            ("he wrote:\"x\"", "he wrote:“x”"),
            ("\"x\"'s end", "“x”’s end"),
            ("'x''s end", "‘x’’s end"),
            ("A=\"b\"", "A=“b”"),
            ("\"$5\" or \"€5\"", "“$5” or “€5”"),
            ("\"#1\" and \"50%\"", "“#1” and “50%”"),
            ("\"One.\nTwo.\" Three.", "“One. Two.” Three."),
            ("one\n\"two\"", "one “two”"),
            ("one  \n\"two\"", "one/“two”"),
            ("\"One.\n\n\"Two.\n\n\"Three.\"", "“One.\n“Two.\n“Three.”"),
            ("'One.\n\n'Two.'", "‘One.\n‘Two.’"),
            ("He said: 'One.\n\n'Two.'", "He said: ‘One.\n‘Two.’"),
        ],
    );
}

/// Chicago Manual of Style, 6.117 and 7.31; New Hart's Rules, 4.2 and 10.
#[test]
fn english_apostrophes() {
    check(
        "en",
        &[
            ("don't", "don’t"),
            ("O'Brien's", "O’Brien’s"),
            ("the dogs' bowls", "the dogs’ bowls"),
            ("James' book", "James’ book"),
            ("the '90s", "the ’90s"),
            ("the '60s--'70s", "the ’60s–’70s"),
            ("class of '68", "class of ’68"),
            ("'68 was a year", "’68 was a year"),
            ("the 1990's", "the 1990’s"),
            ("'tis the season", "’tis the season"),
            ("'Twas night", "’Twas night"),
            ("get 'em", "get ’em"),
            ("\"get 'em,\" he said", "“get ’em,” he said"),
            ("\"'Tis\" he said", "“’Tis” he said"),
            ("''Tis the season,' he sang", "‘’Tis the season,’ he sang"),
            ("rock 'n' roll", "rock ’n’ roll"),
            ("rock-'n'-roll", "rock-’n’-roll"),
            ("Rock 'N' Roll", "Rock ’N’ Roll"),
            ("salt 'n pepper", "salt ’n pepper"),
            ("\"rock 'n' roll\"", "“rock ’n’ roll”"),
            ("I saw 'im", "I saw ’im"),
            ("press 'y' or 'n'", "press ‘y’ or ‘n’"),
            ("press 'n' or 'y' to", "press ‘n’ or ‘y’ to"),
            ("the '.git' folder", "the ‘.git’ folder"),
            ("the '?' key", "the ‘?’ key"),
            ("the '0's", "the ‘0’s"),
            ("commits C3' and C4'", "commits C3’ and C4’"),
            ("'SHA-1': a hash", "‘SHA-1’: a hash"),
            ("Nagendran et al.'s (2020)", "Nagendran et al.’s (2020)"),
            ("the (then) CEO (Ann)'s", "the (then) CEO (Ann)’s"),
            ("Yahoo!'s and Inc.'s", "Yahoo!’s and Inc.’s"),
            ("the marks (\" \") and (\" \")s", "the marks (“ ”) and (“ ”)s"),
            ("Hopwood 's ruling", "Hopwood ’s ruling"),
            ("goin' home", "goin’ home"),
            ("'Goin' home,' he said", "‘Goin’ home,’ he said"),
            ("'I don't know,' he said", "‘I don’t know,’ he said"),
            ("'the word 'em'", "‘the word ’em’"),
            ("the word 'em'", "the word ‘em’"),
            ("the letter 's'", "the letter ‘s’"),
            ("y'all'd've", "y’all’d’ve"),
            ("5 o'clock", "5 o’clock"),
            ("*The Times*'s editor", "The Times’s editor"),
            ("**Bob**'s", "Bob’s"),
            ("[Bob](http://e.org)'s", "Bob’s"),
            ("`x`'s", "`x`’s"),
            ("p's and q's", "p’s and q’s"),
            ("the '80s' music", "the ’80s’ music"),
        ],
    );
}

/// Chicago Manual of Style, 10.66 and 10.37: prime and double prime for feet, inches, minutes and seconds.
#[test]
fn primes() {
    check(
        "en",
        &[
            ("6'2\"", "6′2″"),
            ("5' 11\"", "5′ 11″"),
            ("a 12\" pipe", "a 12″ pipe"),
            ("a 6' wall", "a 6′ wall"),
            ("6' x 4'", "6′ x 4′"),
            ("12\"x4\"", "12″x4″"),
            ("40° 26' 46\" N", "40° 26′ 46″ N"),
            ("40°26'46\"N, 79°58'56\"W", "40°26′46″N, 79°58′56″W"),
            ("\"A pipe of 12\" fits.\"", "“A pipe of 12″ fits.”"),
            ("\"He is 6'2\".\"", "“He is 6′2″.”"),
            ("\"He is 6'2\"\"", "“He is 6′2″”"),
            ("in \"size 12\" and \"size 14\"", "in “size 12” and “size 14”"),
            ("\"size 12\"", "“size 12”"),
            ("'size 12' and 'size 14'", "‘size 12’ and ‘size 14’"),
            ("\"in 1990\"", "“in 1990”"),
            ("a 3.5\" disk", "a 3.5″ disk"),
            ("CHF 10'000", "CHF 10’000"),
            ("CHF 1'234'567", "CHF 1’234’567"),
            ("(12\")", "(12″)"),
            ("\"about 5' 11\" tall\"", "“about 5′ 11″ tall”"),
        ],
    );
}

#[test]
fn marks_beside_markup() {
    check(
        "en",
        &[
            ("*\"x\"*", "“x”"),
            ("\"*x*\"", "“x”"),
            ("**\"x\"**", "“x”"),
            ("\"**x** y\"", "“x y”"),
            ("\"*x* y *z*\"", "“x y z”"),
            ("a *\"x\"* b", "a “x” b"),
            ("*'x'* and '*y*'", "‘x’ and ‘y’"),
            ("\"x *y\" z*", "“x y” z"),
            ("\"`x`\"", "“`x`”"),
            ("the \"`x`\" and '`y`'", "the “`x`” and ‘`y`’"),
            ("`\"x\"`", "`\"x\"`"),
            ("`x`, \"y\"", "`x`, “y”"),
            ("<code>\"x\"</code>", "`\"x\"`"),
            ("    \"x\"", "\"x\""),
            ("```\n'x'\n```", "'x'"),
            ("\"[x](http://e.org)\"", "“x”"),
            ("[\"x\"](http://e.org)", "“x”"),
            ("[x](http://e.org) \"y\"", "x “y”"),
            ("\"x\"[^1]\n\n[^1]: \"n\"", "“x”\n“n”"),
            ("\"x[^1]\" y\n\n[^1]: 'note'", "“x” y\n‘note’"),
            ("x[^1] \"y\"\n\n[^1]: n", "x “y”\nn"),
            ("\"~~x~~\"", "“x”"),
            ("\"x^2^\"", "“x2”"),
            ("\\\"x\\\"", "\"x\""),
            ("\\'x\\'", "'x'"),
            ("&quot;x&quot;", "\"x\""),
            ("\"x \\\" y\"", "“x \" y”"),
            ("“x” and \"y\"", "“x” and “y”"),
            ("« x » \"y\" „z“", "« x » “y” „z“"),
            ("\"<em>x</em>\"", "“x”"),
            ("<span>\"x\"</span>", "“x”"),
            ("<q>x</q> y", "“x” y"),
            ("<q>x <q>y</q></q> z", "“x ‘y’” z"),
            ("w\n\n## \"x\" and 'y'", "w\n“x” and ‘y’"),
            ("| \"a\" | 'b' |\n|---|---|\n| \" | 5\" |", "“a”\n‘b’\n”\n5″"),
            ("\"t\"\n: \"d\"", "“t”\n“d”"),
            ("- \"a\"\n- 'b'", "“a”\n‘b’"),
            ("> \"a\"", "“a”"),
            ("![p](p.png)\n\n*Figure 1: \"x\"*", "Figure 1: “x”"),
        ],
    );
}

/// A language may be set by the header, a block or a span; a pair follows the place where it opens.
#[test]
fn the_language_in_force() {
    check(
        "en",
        &[
            ("\"x\"\n{lang=de}\n\n\"y\"", "„x“\n“y”"),
            ("<div lang=\"fr\">\n\n\"x\"\n\n</div>\n\n\"y\"", "«␣x␣»\n“y”"),
            ("\"x\" [\"y\"]{lang=sv} <span lang=\"ja\">\"z\"</span>", "“x” ”y” 「z」"),
            ("\"a [\"b\"]{lang=de} c\"", "“a „b“ c”"),
            ("\"a [b\" c]{lang=de}", "“a b” c"),
            ("[\"a]{lang=de} b\"", "„a b“"),
            ("> \"x\"\n{lang=pl}", "„x”"),
            ("\"y\"\n\n## \"x\" {lang=ru}", "“y”\n«x»"),
            ("- \"x\"\n  {lang=nb}", "«x»"),
            ("x[^1]\n\n[^1]: [\"n\"]{lang=hu}", "x\n„n”"),
        ],
    );
    let with_header = "---\ntitle: T\nlanguage: de\n---\n\n\"x\"\n\n[\"y\"]{lang=en}\n";
    check("fr", &[(with_header, "„x“\n“y”")]);
}

/// The time grows with the number of marks, not with its square: a square would take hours here.
#[test]
fn many_marks_in_a_paragraph() {
    for piece in ["\"", "'", "\"a ", "'a ", "a\" ", "a' ", "1\" ", "\"a' ", "'a\" ", "\"a 'b", "א\"א"] {
        let text = format!("x {}", piece.repeat(200_000));
        assert!(!read(&text, "en").contains('\u{2}'), "{piece}");
    }
}
