//! Pages, and the Markdown that they become.

use super::read;
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Content, Options, Split, folder};

/// The case files of pages.
fn cases(pages: &[(&str, &str)], split: Split) -> Vec<String> {
    let mut files: Files =
        pages.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let documents: Vec<String> = pages.iter().map(|(path, _)| (*path).to_owned()).collect();
    files.insert("img/a.png".to_owned(), vec![1]);
    let manuscript = read(&files, &documents, None, &Options { split, ..Options::default() }).manuscript;
    let project = folder(&manuscript, "source", "");
    let is_case = |path: &str| path.starts_with("cases/") && paths::ending(path) == "md";
    let files = project.files.into_iter().filter(|(path, _)| is_case(path));
    files.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn pages_become_case_files() {
    for (page, expected) in PAGES {
        assert_eq!(cases(&[("a.html", page)], Split::Heading1), [*expected], "{page}");
    }
}

/// Pages, and the case file that each becomes.
const PAGES: &[(&str, &str)] = &[
    // The frame of the site is left out.
    (
        "<body><header><p>Site</p></header><nav>Menu</nav><main><h1>A</h1><p>B <b>c</b>.</main><footer>F</footer>",
        "# A\n\nB **c**.\n",
    ),
    // Text in elements without meaning is paragraphs.
    ("<h1>A</h1><div>One<div>Two</div>three <span>four</span></div>", "# A\n\nOne\n\nTwo\n\nthree four\n"),
    // Notes of Pandoc.
    (
        "<h1>A</h1><p>B<a href=\"#fn1\" id=\"fnref1\" role=\"doc-noteref\"><sup>1</sup></a> c.</p>\
            <section role=\"doc-endnotes\"><hr><ol><li id=\"fn1\"><p>Note <em>d</em>.<a href=\"#fnref1\" role=\"doc-backlink\">↩︎</a></p></li></ol></section>",
        "# A\n\nB[^1] c.\n\n[^1]: Note *d*.\n",
    ),
    // Notes of Markdown Extra, with a number of their own.
    (
        "<h1>A</h1><p>B<sup id=\"fnref:x\"><a href=\"#fn:x\" class=\"footnote-ref\">1</a></sup></p>\
            <div class=\"footnotes\"><hr><ol><li id=\"fn:x\"><p>Note. <a href=\"#fnref:x\" class=\"footnote-backref\">↩</a></p></li></ol></div>",
        "# A\n\nB[^1]\n\n[^1]: Note.\n",
    ),
    // Notes of Wikipedia.
    (
        "<h1>A</h1><p>B<sup id=\"cite_ref-1\" class=\"reference\"><a href=\"#cite_note-1\">[1]</a></sup></p><h2>References</h2>\
            <div class=\"reflist\"><ol><li id=\"cite_note-1\"><span class=\"mw-cite-backlink\"><a href=\"#cite_ref-1\">^</a></span> <span>Note.</span></li></ol></div>",
        "# A\n\nB[^1]\n\n[^1]: Note.\n",
    ),
    // Notes of a word processor: numbers that lead back.
    (
        "<h1>A</h1><p>B<a name=\"_ftnref1\" href=\"#_ftn1\"><sup>[1]</sup></a></p><div><p><a name=\"_ftn1\" href=\"#_ftnref1\">[1]</a> Note.</p></div>",
        "# A\n\nB[^1]\n\n[^1]: Note.\n",
    ),
    // Several notes in one raised number, and a list of notes at the end of a chapter.
    (
        "<h1>A</h1><p>B<sup><a id=\"r1\" href=\"#n1\">1</a>, <a id=\"r2\" href=\"#n2\">2</a></sup>.</p><h2>C</h2><p>D.</p><h2>Notes</h2>\
            <ol><li id=\"n1\">One <a href=\"#r1\">back</a></li><li id=\"n2\">Two <a href=\"#r2\">↑</a></li></ol>",
        "# A\n\nB[^1][^2].\n\n## C\n\nD.\n\n[^1]: One\n[^2]: Two\n",
    ),
    // Numbers that are not raised, and notes that begin with them.
    (
        "<h1>A</h1><p>B <a id=\"r1\" href=\"#n1\">[1]</a> c.<a id=\"r2\" href=\"#n2\">2</a></p><hr><p>[<a id=\"n1\" href=\"#r1\">1</a>] One.</p><p><sup><a id=\"n2\" href=\"#r2\">2</a></sup>. Two.</p>",
        "# A\n\nB [^1] c.[^2]\n\n[^1]: One.\n[^2]: Two.\n",
    ),
    // A number of a note that leads back, while the id is that of the block around it.
    (
        "<h1>A</h1><p>B.<a id=\"r\" href=\"#n\"><sup>1</sup></a></p><div class=\"footnote\"><h4>Footnotes</h4><div id=\"n\"><p><a href=\"#r\"><sup>1</sup></a> One.</p><p>Two.</p></div></div>",
        "# A\n\nB.[^1]\n\n[^1]: One.\n\n    Two.\n",
    ),
    // A note of Project Gutenberg: an empty anchor before the reference, and a note of two paragraphs.
    (
        "<h1>A</h1><p>B<a name=\"FNanchor_1_1\" id=\"FNanchor_1_1\"></a><a href=\"#Footnote_1_1\" class=\"fnanchor\">[1]</a> c.</p>\
            <div class=\"footnote\"><p><a name=\"Footnote_1_1\" id=\"Footnote_1_1\"></a><a href=\"#FNanchor_1_1\"><span class=\"label\">[1]</span></a> One.</p><p>Two.</p></div><p>D.</p>",
        "# A\n\nB[^1] c.\n\nD.\n\n[^1]: One.\n\n    Two.\n",
    ),
    // The same without a class of the reference, and with a class around several notes.
    (
        "<h1>A</h1><p>B<a name=\"r1\"></a><a href=\"#n1\">[1]</a> c<a name=\"r2\"></a><a href=\"#n2\">[2]</a></p>\
            <div class=\"footnote\"><p><a name=\"n1\"></a><a href=\"#r1\">[1]</a> One.</p><p><a name=\"n2\"></a><a href=\"#r2\">[2]</a> Two.</p></div>",
        "# A\n\nB[^1] c[^2]\n\n[^1]: One.\n[^2]: Two.\n",
    ),
    // A note of Word with two paragraphs.
    (
        "<h1>A</h1><p>B<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> c.</p>\
            <div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width=\"33%\"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\" title=\"\"><span class=MsoFootnoteReference>[1]</span></a> One.</p><p class=MsoFootnoteText>Two.</p></div></div>",
        "# A\n\nB[^1] c.\n\n[^1]: One.\n\n    Two.\n",
    ),
    // A note of LibreOffice.
    (
        "<h1>A</h1><p>B<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\"><sup>1</sup></a> c.</p>\
            <div id=\"sdfootnote1\"><p><a class=\"sdfootnotesym\" name=\"sdfootnote1sym\" href=\"#sdfootnote1anc\">1</a>One.</p><p>Two.</p></div>",
        "# A\n\nB[^1] c.\n\n[^1]: One.\n\n    Two.\n",
    ),
    // A note of InDesign.
    (
        "<h1>A</h1><p>B<span><a id=\"footnote-001-backlink\" class=\"_idFootnoteLink _idGenColorInherit\" href=\"#footnote-001\">1</a></span> c.</p>\
            <hr class=\"HorizontalRule-1\"><div class=\"_idFootnotes\"><div id=\"footnote-001\" class=\"_idFootnote\"><p class=\"n\"><a class=\"_idFootnoteAnchor\" href=\"#footnote-001-backlink\">1</a>\t One.</p><p>Two.</p></div></div>",
        "# A\n\nB[^1] c.\n\n[^1]: One.\n\n    Two.\n",
    ),
    // A note of Google Docs.
    (
        "<h1>A</h1><p><span>B</span><sup><a href=\"#ftnt1\" id=\"ftnt_ref1\">[1]</a></sup><span>&nbsp;c.</span></p><hr><div><p><a href=\"#ftnt_ref1\" id=\"ftnt1\">[1]</a><span>&nbsp;One.</span></p></div>",
        "# A\n\nB[^1]\u{a0}c.\n\n[^1]: One.\n",
    ),
    // An endnote of Word with a Roman number, and notes with letters.
    (
        "<h1>A</h1><p>B<a style='mso-endnote-id:edn1' href=\"#_edn1\" name=\"_ednref1\">[iv]</a> c<sup><a href=\"#n\" id=\"r\">b</a></sup></p>\
            <div style='mso-element:endnote' id=edn1><p><a style='mso-endnote-id:edn1' href=\"#_ednref1\" name=\"_edn1\">[iv]</a> One.</p></div><p><a id=\"n\" href=\"#r\">b</a> Two.</p>",
        "# A\n\nB[^1] c[^2]\n\n[^1]: One.\n[^2]: Two.\n",
    ),
    // A comment of Google Docs is no note.
    (
        "<h1>A</h1><p>B<sup><a href=\"#cmnt1\" id=\"cmnt_ref1\">[a]</a></sup></p><div><p><a href=\"#cmnt_ref1\" id=\"cmnt1\">[a]</a> C.</p></div>",
        "# A\n\nB<sup>[]{#cmnt_ref1}[[a]](#cmnt1)</sup>\n\n[]{#cmnt1}[[a]](#cmnt_ref1) C.\n",
    ),
    // Notes of TEI, whose text does not lead back.
    (
        "<h1>A</h1><p>B<span id=\"Note1_return\"><a class=\"notelink\" href=\"#Note1\">1</a></span> c.</p>\
            <div class=\"note\" id=\"Note1\"><span class=\"noteLabel\">1 </span><div class=\"noteBody\"><p>One.</p><p>Two.</p></div></div>",
        "# A\n\nB[^1] c.\n\n[^1]: One.\n\n    Two.\n",
    ),
    // A page in a form, a list that is a menu, and readings of characters.
    (
        "<form><h1>A</h1><p>B</p><menu><li>c</menu><fieldset><legend>D</legend>e</fieldset></form>",
        "# A\n\nB\n\n- c\n\nD\n\ne\n",
    ),
    (
        "<h1>A</h1><p><ruby>漢<rt>かん</rt></ruby><ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby></p>",
        "# A\n\n漢(かん)字(じ)\n",
    ),
    // A heading over notes and other text stays.
    (
        "<h1>A</h1><aside id=\"n\">N.</aside><h2>B</h2><p>C<a role=\"doc-noteref\" href=\"#n\">1</a></p>",
        "# A\n\n## B\n\nC[^1]\n\n[^1]: N.\n",
    ),
    // A dollar is no formula, and TeX is one.
    (
        "<h1>A</h1><p>$5 or $6, <math alttext=\"x^2\"><msup><mi>x</mi><mn>2</mn></msup></math></p>",
        "# A\n\n\\$5 or \\$6, $x^2$\n",
    ),
    // The TeX of pages for MathJax and KaTeX, once.
    (
        "<h1>A</h1><p><span class=\"math inline\">\\(x^2\\)</span> <code>\\(y\\)</code></p><div class=\"math\">\n\\[y = \\frac{1}{2}\\]</div>",
        "# A\n\n$x^2$ `\\(y\\)`\n\n$$y = \\frac{1}{2}$$\n",
    ),
    (
        "<script src=\"https://a.example/MathJax.js\"></script><h1>A</h1><p>B \\(a &lt; b\\) c</p>",
        "# A\n\nB $a < b$ c\n",
    ),
    ("<h1>A</h1><p>B \\(c\\)</p>", "# A\n\nB \\\\(c\\\\)\n"),
    (
        "<h1>A</h1><p>B <span class=\"MathJax_Preview\">x</span><span class=\"MathJax\">x2</span><script type=\"math/tex\">x^2</script>.</p>",
        "# A\n\nB $x^2$.\n",
    ),
    (
        "<h1>A</h1><p><span class=\"katex\"><span class=\"katex-mathml\"><math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x</annotation></semantics></math></span><span class=\"katex-html\" aria-hidden=\"true\">x</span></span></p>",
        "# A\n\n$x$\n",
    ),
    // Headings that another end tag ends, or none.
    (
        "<h1>A</h1><h2>B</h3><p>c</p><h2>D<p>e</p><h2>F</h2><p>g</p>",
        "# A\n\n## B\n\nc\n\n## D\n\ne\n\n## F\n\ng\n",
    ),
    (
        "<h1>A<div>B</div></h1><h2><p>C</p><p>D</p></h2><p>e</p>",
        "# <span>A</span><br><span>B</span>\n\n## <span>C</span><br><span>D</span>\n\ne\n",
    ),
    // A table whose first row is its head.
    ("<h1>A</h1><table><tr><th>B<th>C<tr><td>d<td>e</table>", "# A\n\n| B | C |\n| --- | --- |\n| d | e |\n"),
    // Links that lead nowhere are text.
    (
        "<h1>A</h1><p id=\"x\">B <a href=\"#x\">c</a> <a href=\"/d\">e</a> <a href=\"javascript:f()\">g</a></p>",
        "# A\n\nB [c](#x) e g\n{#x}\n",
    ),
    ("<h1>A</h1><p><img src=\"img/a.png\" alt=\"B\"></p>", "# A\n\n![B](pictures/a.png)\n"),
    (
        "<h1>A</h1><pre><code class=\"language-py\">b &lt; c\n  d</code></pre>",
        "# A\n\n```py\nb < c\n  d\n```\n",
    ),
    ("<title>A – Site</title><p>B</p>", "# A\n\nB\n"),
    // Emphasis by classes and attributes, without the blanks beside it.
    (
        "<style>.i{font-style:italic} .b{font-weight:700} .c{font-variant:small-caps}</style><h1>A</h1>\
            <p>B <span class=i>c </span>d <span class=\"i b\">e</span> <span class=c>F</span> <span style=\"text-decoration:line-through\">g</span> \
            H<span style=\"vertical-align:sub\">2</span>O <a class=i href=\"https://a.example\">h</a></p>",
        "# A\n\nB *c* d **_e_** [F]{.smallcaps} ~~g~~ H~2~O [*h*](https://a.example)\n",
    ),
    // Emphasis that a style takes back.
    (
        "<style>.n,i i{font-style:normal}</style><h1>A</h1><p><em>b <span class=n>c</span> d</em> <i>e <i>f</i></i> <em class=n>g</em> <i class=n>h</i></p>",
        "# A\n\n*b* c *d* *e* f *g* h\n",
    ),
    // The style of a whole block is no emphasis, unless an attribute of its own says it.
    (
        "<style>.i{font-style:italic} .n{font-style:normal} .b{font-weight:bold} h1,h2{font-weight:normal}</style><h1 class=i><span class=b>A</span></h1>\
            <p class=i>B <span class=n>c</span> d</p><p style=\"font-style:italic\">E</p><div class=b><p>F</p></div><p class=i><span class=n>G</span></p>\
            <h2>H <span class=i>i</span></h2><p><span class=i>J</span></p>",
        "# A\n\nB *c* d\n\n*E*\n\nF\n\nG\n\n## H *i*\n\n*J*\n",
    ),
    // Code and formulas have no emphasis in them.
    (
        "<style>p span{font-style:italic}</style><h1>A</h1><p><code><span>b</span></code></p><pre style=\"font-style:italic\"><span>c</span></pre>",
        "# A\n\n`b`\n\n```\nc\n```\n",
    ),
    // A number of a note that a class raises.
    (
        "<style>.s{vertical-align:super}</style><h1>A</h1><p>B<span class=s><span><a href=\"#n\">1</a></span></span> c<a class=s href=\"#m\">2</a></p><p id=n>N.</p><p id=m>M.</p>",
        "# A\n\nB[^1] c[^2]\n\n[^1]: N.\n[^2]: M.\n",
    ),
    // The lists of Google Docs, whose levels are in their classes.
    (
        "<h1>A</h1><ul class=\"c1 lst-kix_a-0 start\"><li>b</li></ul><ul class=\"lst-kix_a-1 start\"><li>c</li></ul><ul class=\"lst-kix_a-2 start\"><li>d</li></ul>\
            <ul class=\"lst-kix_a-1\"><li>e</li></ul><ul class=\"lst-kix_a-0\"><li>f</li></ul><p>g</p><ul class=\"lst-kix_a-1\"><li>h</li></ul>",
        "# A\n\n- b\n  - c\n    - d\n  - e\n- f\n\ng\n\n- h\n",
    ),
    // The callouts of Quarto.
    (
        "<h1>A</h1><div class=\"callout callout-style-default callout-tip callout-titled\"><div class=\"callout-header\"><div class=\"callout-icon-container\"><i></i></div>\
            <div class=\"callout-title-container\"><span class=\"screen-reader-only\">Tip</span>B <em>c</em></div></div><div class=\"callout-body\"><p>D</p></div></div>\
            <div class=\"callout callout-note\"><div class=\"callout-header\"><div class=\"callout-title-container\">Note</div></div><div class=\"callout-body\"><p>E</p></div></div>",
        "# A\n\n::: tip B *c*\nD\n:::\n\n::: note\nE\n:::\n",
    ),
    // Characters that no case may have do not move the notes.
    (
        "<h1>A\u{202d}</h1><p>B\u{2060}\u{1}\u{feff}<a href=\"#n\" role=\"doc-noteref\">1</a>.</p><p id=\"n\">N\u{202e}o.</p>",
        "# A\n\nB[^1].\n\n[^1]: No.\n",
    ),
    // The label of a caption.
    (
        "<style>.l{font-weight:bold}</style><h1>A</h1><table><caption><span class=l>Table 1.</span> B <span class=l>c</span></caption><tr><th>d</th></tr><tr><td>e</td></tr></table>",
        "# A\n\n| d |\n| --- |\n| e |\n\n*Table 1: B __c__*\n",
    ),
];

#[test]
fn pages_are_divided_at_headings_and_linked() {
    let pages = [
        ("a.html", "<h1>A</h1><p><a href=\"b.html#c\">C</a> <a href=\"b.html\">B</a></p>"),
        ("b.html", "<h1>B</h1><p>b</p><h1 id=\"c\">C</h1><p>c</p>"),
    ];
    // A page without text is no case, and no link leads to it.
    let empty = [("a.html", "<h1>A</h1><p><a href=\"b.html\">B</a></p>"), ("b.html", "<nav>Menu</nav>")];
    assert_eq!(cases(&empty, Split::Heading1), ["# A\n\nB\n"]);
    let divided = ["# A\n\n[C](b-2.md#c) [B](b.md)\n", "# B\n\nb\n", "# C {#c}\n\nc\n"];
    assert_eq!(cases(&pages, Split::Heading1), divided);
    assert_eq!(cases(&pages, Split::Nowhere).len(), 2);
    let page =
        [("a.html", "<h1>A</h1><p>a</p><div class=\"part x\"><h2>B</h2><p>b</p><h3>C</h3></div><h2>D</h2>")];
    let divided = ["# A\n\na\n", "# B\n\nb\n\n## C\n", "# D\n"];
    assert_eq!(cases(&page, Split::named("h2")), divided);
    assert_eq!(cases(&page, Split::named("part")), ["# A\n\na\n", "# B\n\nb\n\n## C\n\n# D\n"]);
}

#[test]
fn style_sheets_of_the_source_are_read() {
    let page = "<link rel=stylesheet href=\"../s/a.css\"><link rel=stylesheet href=b.css><link rel=stylesheet href=\"https://a.example/c.css\">\
        <h1>A</h1><p>B <span class=i>c</span></p><p class=i>D</p><p class=i>E</p>";
    let files = Files::from([
        ("t/a.html".to_owned(), page.as_bytes().to_vec()),
        ("s/a.css".to_owned(), b".i { font-style: italic }".to_vec()),
    ]);
    let manuscript = read(&files, &["t/a.html".to_owned()], None, &Options::default()).manuscript;
    let words: Vec<&str> = manuscript.doubts.iter().map(|doubt| doubt.words.as_str()).collect();
    assert_eq!(words, ["t/b.css", "p i (2): D"]);
    let text =
        folder(&manuscript, "source", "").files.into_iter().find(|(path, _)| path.starts_with("cases/"));
    let text = text.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(text.as_deref(), Some("# A\n\nB *c*\n\nD\n\nE\n"));
}

#[test]
fn words_that_are_left_out_are_reported() {
    let page = "<h1>A</h1><p>B <select><option>C</option></select></p><ul><li>e<li hidden>D</ul><dialog>E</dialog><nav>F</nav><button></button>";
    let files = Files::from([("a.html".to_owned(), page.as_bytes().to_vec())]);
    let manuscript = read(&files, &["a.html".to_owned()], None, &Options::default()).manuscript;
    let words: Vec<&str> = manuscript.doubts.iter().map(|doubt| doubt.words.as_str()).collect();
    assert_eq!(words, ["C", "D", "E"]);
}

#[test]
fn deep_pages_are_read() {
    let page = "<div><b>".repeat(5_000) + "word";
    let files = Files::from([("a.html".to_owned(), page.into_bytes())]);
    let manuscript = read(&files, &["a.html".to_owned()], None, &Options::default()).manuscript;
    let words = manuscript.pieces.iter().filter(|piece| matches!(&piece.content, Content::Case(case) if format!("{:?}", case.blocks).contains("word")));
    assert_eq!(words.count(), 1);
}
