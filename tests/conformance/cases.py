"""Constructs of Markdown, and the places where each can stand. `cases()` combines them, and `mixtures()` does so at random."""
import itertools
import random
import re
import unicodedata

# Inline constructs: a name, and its Markdown. Each stands in every place of `PLACES`.
INLINE = {
    "emphasis": "*anna*", "emphasis-low": "_anna_", "strong": "**anna**", "strong-low": "__anna__", "strong-emphasis": "***anna*** b",
    "emphasis-in-strong": "**anna *bert* carl**", "strong-in-emphasis": "*anna **bert** carl*", "emphasis-in-word": "an*na*bert",
    "low-line-in-word": "anna_bert_carl", "emphasis-mixed": "_anna *bert* carl_", "emphasis-punctuation": "*anna*, (*bert*); “*carl*”",
    "code": "`anna`", "code-marks": "`*anna* _b_ $x$ [c](https://e.org) ^e^`", "code-backquote": "`` anna ` bert ``",
    "code-class": "`anna`{.k-py}", "code-quotes": "`\"anna\" -- 'bert' ...`", "link": "[anna](https://e.org)",
    "link-title": "[anna](https://e.org \"Bert\")", "link-emphasis": "[*anna* **bert**](https://e.org)", "link-reference": "[anna][ref]",
    "link-collapsed": "[ref][]", "link-shortcut": "[ref]", "link-auto": "<https://e.org/a>", "link-mail": "<anna@e.org>",
    "link-class": "[anna](https://e.org){.k-a #id-link}", "link-brackets": "[anna [bert] carl](https://e.org)",
    "link-parentheses": "[anna](https://e.org/a_(b))", "link-angle": "[anna](<https://e.org/a>)", "link-code": "[`anna`](https://e.org)",
    "link-in-emphasis": "*anna [bert](https://e.org) carl*", "image": "![anna](p.png)",
    "image-class": "![anna](p.png){.k-a #id-image width=20%}", "image-reference": "![anna][pic]",
    "image-emphasis": "![anna *bert* carl](p.png)", "image-in-link": "[![anna](p.png)](https://e.org)",
    "image-title": "![anna](p.png \"Bert\")", "note": "anna[^a]", "note-twice": "anna[^a] bert[^b]", "note-emphasis": "*anna*[^a]",
    "note-in-emphasis": "*anna[^a] bert*", "note-inline": "anna^[bert *carl* `dora`]",
    "note-inline-link": "anna^[bert [carl](https://e.org) dora]", "note-in-link": "[anna](https://e.org)[^a]",
    "note-inline-brackets": "anna^[bert [carl] dora]", "note-after-code": "`anna`[^a]", "note-long": "anna[^long]",
    "note-after-mark": "“anna.”[^a] Bert.", "note-inline-quoted": "\"anna\"^[\"bert\" and 'carl'] dora", "superscript": "x^2^",
    "subscript": "H~2~O", "superscript-word": "anna^bert^", "superscript-space": "x^a\\ b^", "superscript-emphasis": "x^*a*^",
    "superscript-both": "x^a^~b~", "superscript-alone": "^anna^", "superscript-strong": "**x^2^**", "subscript-emphasis": "x~*a*~",
    "struck": "~~anna~~", "struck-emphasis": "~~anna *bert*~~", "struck-in-strong": "**anna ~~bert~~**", "struck-script": "~~x^2^~~",
    "span-class": "[anna]{.k-a}", "span-id": "[anna]{#id-span}", "span-emphasis": "[anna *bert*]{.k-a .k-b}",
    "span-in-emphasis": "*anna [bert]{.k-a}*", "span-nested": "[anna [bert]{.k-b} carl]{.k-a}",
    "span-link": "[anna [bert](https://e.org)]{.k-a}", "span-note": "[anna^[bert]]{.k-a}", "small-caps": "[anna]{.smallcaps}",
    "small-caps-emphasis": "[anna *bert*]{.smallcaps}", "underline": "[anna]{.underline}", "marked": "[anna]{.mark}",
    "span-language": "[anna]{lang=fr}", "span-code": "[`anna`]{.k-a}", "span-script": "[x^2^]{.k-a}", "formula": "$x^2$",
    "formula-display": "$$x^2$$", "formula-text": "$a_1 * b_2 * c$", "formula-price": "$5 and $6", "formula-escaped": "\\$x\\$",
    "formula-in-emphasis": "*anna $x_1$ bert*", "formula-brackets": "$[a](https://e.org)$", "formula-brace": "${a \\$ b}$",
    "formula-two": "$a$--$b$", "formula-in-link": "[anna $x$](https://e.org)", "formula-in-note": "anna^[bert $x$ carl]",
    "formula-bar": "$\\lvert a\\rvert$", "formula-round": "\\(x^2\\)", "formula-square": "\\[x^2\\]", "quotes": "\"anna 'bert' carl\"",
    "quotes-emphasis": "\"*anna*\" *\"bert\"*", "apostrophe": "anna's bert' 'tis", "apostrophe-year": "the '90s",
    "dash": "anna--bert --- carl", "ellipsis": "anna... bert", "quotes-link": "\"[anna](https://e.org)\"", "quotes-code": "\"`anna`\"",
    "quotes-brackets": "(\"anna\") [\"bert\"]", "quotes-dash": "\"anna--\" --\"bert\"", "quotes-strong": "**\"anna\"**: 'bert'",
    "escapes": "\\*anna\\* \\_b\\_ \\[c\\] \\`d\\` \\# \\~e\\~ \\^f\\^ \\\\", "escape-plain": "5 \\< 6 \\> 4 \\& \\\"",
    "entities": "&amp; &lt; &copy; &#8212; &eacute; &hellip;", "entity-space": "anna&nbsp;bert", "break-slash": "anna\\\nbert",
    "break-spaces": "anna  \nbert", "break-in-emphasis": "*anna\\\nbert*", "line-end": "anna\nbert", "stars": "2 * 3 * 4",
    "low-lines": "a _ b _ c", "brackets": "[anna] (bert) {carl}", "caret": "2^10 a^b", "tilde": "~5 and ~6", "at-sign": "anna@e.org and @",
    "less": "a < b > c", "bare-address": "https://e.org/a_b_c", "number-sign": "no. #5", "plus": "a + b - c", "arabic": "عربية *كتاب* نص",
    "hebrew": "עברית **ספר** טקסט", "chinese": "中文*文字*測試", "devanagari": "हिन्दी **पुस्तक** पाठ", "greek": "λόγος *ἀρχή*",
    "arabic-note": "كتاب[^a] نص", "chinese-note": "文字[^a]測試", "chinese-strong": "这是**重点**内容", "mixed-direction": "anna עברית *bert* كتاب",
    "combining": "é *ä* ñ", "emoji": "anna 👩‍🔬 *bert*", "comment": "anna <!-- bert --> carl",
    "html-emphasis": "<em>anna</em> <b>bert</b>", "html-script": "x<sup>2</sup> y<sub>3</sub>",
    "html-span": "<span class=\"k-a\">anna *bert*</span>", "html-break": "anna<br>bert", "html-mark": "<mark>anna</mark> <u>bert</u>",
    "html-code": "<code>anna</code>", "html-small-caps": "<span class=\"smallcaps\">anna</span>",
    "html-link": "<a href=\"https://e.org\">anna</a>", "html-struck": "<s>anna</s> <del>bert</del>",
    "html-image": "<img src=\"p.png\" alt=\"anna\">",
}
PLACES = {
    "paragraph": "Vor {} nach.", "first": "{} nach.", "last": "Vor {}", "heading": "## Vor {} nach", "item": "- Vor {} nach.\n- other",
    "item-number": "1. Vor {} nach.\n2. other", "item-loose": "- Vor {} nach.\n\n- other", "quote": "> Vor {} nach.",
    "cell": "| A | B |\n|---|---|\n| Vor {} nach | b |", "cell-head": "| Vor {} nach | B |\n|---|---|\n| a | b |", "cell-grid": None,
    "note": "Word.[^n]\n\n[^n]: Vor {} nach.", "inline-note": "Word.^[Vor {} nach.]", "division": "::: {{.k-box}}\nVor {} nach.\n:::",
    "definition": "Term\n:   Vor {} nach.", "term": "Vor {} nach\n:   Words.", "verse": "| Vor {} nach\n| other",
    "caption": "| A | B |\n|---|---|\n| a | b |\n\n: Vor {} nach", "emphasis": "*Vor {} nach*", "strong": "**Vor {} nach**",
    "link": "[Vor {} nach](https://e.org)", "span": "[Vor {} nach]{{.k-out}}", "parentheses": "(Vor {} nach)",
    "quotation-marks": "\"Vor {} nach\"", "struck": "~~Vor {} nach~~", "example": "(@) Vor {} nach.\n(@) other",
    "task": "- [ ] Vor {} nach.\n- [x] other", "letter": "a. Vor {} nach.\nb. other", "lazy": "> Vor\n{} nach.",
    "second-line": "Vor\n{} nach.", "nested-item": "- other\n    - Vor {} nach.", "list-in-quote": "> - Vor {} nach.\n> - other",
    "note-second": "Word.[^n]\n\n[^n]: First.\n\n    Vor {} nach.",
}
# The places of one line.
LINES = {"heading", "cell", "cell-head", "term", "verse", "caption"}
# Inline constructs around others.
OUTER = ["*Vor {} nach*", "**Vor {} nach**", "[Vor {} nach](https://e.org)", "[Vor {} nach]{{.k-x}}", "Vor^[Vor {} nach]", "Vor {} nach"]
# Definitions, for the cases that use them.
DEFINED = {
    "ref]": "[ref]: https://e.org/ref", "[pic]": "[pic]: p.png", "[^a]": "[^a]: Note *emil*.", "[^b]": "[^b]: Note fritz.",
    "[^long]": "[^long]: Note gerd.\n\n    Second hans.\n\n    - item ida",
}

# Block constructs: a name, and its Markdown. Each stands in every place of `AROUND`.
BLOCKS = {
    "paragraphs": "Anna.\n\nBert.", "list": "- anna\n- bert", "list-loose": "- anna\n\n- bert", "list-star": "* anna\n* bert",
    "list-plus": "+ anna\n+ bert", "list-nested": "- anna\n    - bert\n        - carl\n- dora",
    "list-paragraphs": "- anna\n\n    bert\n\n- carl", "list-code": "- anna\n\n    ```\n    bert\n    ```\n\n- carl",
    "list-quote": "- anna\n\n    > bert\n\n- carl", "list-lazy": "- anna\nbert\n- carl", "list-number": "1. anna\n2. bert",
    "list-start": "5. anna\n6. bert", "list-parenthesis": "1) anna\n2) bert", "list-parentheses": "(1) anna\n(2) bert",
    "list-hash": "#. anna\n#. bert", "list-letter": "a. anna\nb. bert", "list-letter-one": "a) anna\nb) bert",
    "list-letter-two": "(a) anna\n(b) bert", "list-capital": "A.  anna\nB.  bert", "list-capital-start": "C)  anna\nD)  bert",
    "list-roman": "i. anna\nii. bert\niii. carl", "list-roman-capital": "I.  anna\nII. bert", "list-roman-start": "iv) anna\nv) bert",
    "list-roman-two": "(i) anna\n(ii) bert", "list-number-nested": "1. anna\n    a. bert\n    b. carl\n2. dora",
    "list-in-number": "1.  anna\n\n    - bert\n    - carl\n\n2.  dora", "list-mixed": "- anna\n    1. bert\n    2. carl\n- dora",
    "list-two": "- anna\n\n<!-- -->\n\n- bert", "list-marker-change": "1. anna\n2. bert\n\na. carl\nb. dora",
    "list-example": "(@) anna\n(@) bert", "list-example-name": "(@id-a) anna\n(@) bert\n\nSee (@id-a).",
    "list-example-parted": "(@) anna\n\nBetween.\n\n(@) bert", "list-example-later": "See (@x) and (@y).\n\n(@x) anna\n(@y) bert",
    "list-task": "- [ ] anna\n- [x] bert", "list-task-number": "1. [ ] anna\n2. [x] bert",
    "list-table": "- anna\n\n    | A | B |\n    |---|---|\n    | c | d |\n\n- bert", "list-empty-item": "- anna\n-\n- bert",
    "list-two-spaces": "- anna\n  - bert\n- carl", "list-heading": "- ## Anna\n- bert", "list-letters-loose": "a. anna\n\nb. bert",
    "list-three-spaces": "1. anna\n   - bert\n2. carl", "list-number-wide": "9. anna\n10. bert\n11. carl",
    "list-code-first": "-   `anna`\n-   *bert*", "list-number-one": "1. anna\n1. bert\n1. carl",
    "list-letter-nested": "(a) anna\n    (i) bert\n    (ii) carl\n(b) dora",
    "list-deep": "- a\n    - b\n        - c\n            - d\n                - e", "definition": "Anna\n:   bert",
    "definition-tilde": "Anna\n~   bert", "definition-two": "Anna\n:   bert\n:   carl",
    "definition-terms": "Anna\n:   bert\n\nCarl\n:   dora", "definition-loose": "Anna\n\n:   bert\n\nCarl\n\n:   dora",
    "definition-blocks": "Anna\n\n:   bert\n\n    carl\n\n    - dora", "definition-markup": "*Anna* `x`\n:   bert *carl*",
    "definition-code": "Anna\n\n:   bert\n\n        carl", "definition-lazy": "Anna\n:   bert\ncarl", "verse": "| anna\n| bert",
    "verse-indent": "| anna\n|    bert", "verse-stanzas": "| anna\n|\n| bert", "verse-markup": "| *anna* bert\n| carl[^a]",
    "verse-continued": "| anna\n  bert\n| carl", "code-indented": "    anna\n    bert", "code-fence": "```\nanna\n  bert\n```",
    "code-tilde": "~~~\nanna\n~~~", "code-language": "```python\nx = 1\n```", "code-attributes": "```{.python .k-a #id-code}\nx = 1\n```",
    "code-blank": "```\nanna\n\nbert\n```", "code-fence-inside": "````\n```\nanna\n```\n````",
    "code-markup": "```\n*anna* [^z] $x$ :::\n```", "code-long": "```\n| a | b |\n|---|---|\n::: k\n- x\n```", "quote": "> anna\n>\n> bert",
    "quote-nested": "> anna\n>\n> > bert", "quote-list": "> - anna\n> - bert", "quote-code": "> ```\n> anna\n> ```",
    "quote-lazy": "> anna\nbert", "quote-note": "> anna[^a]", "quote-heading": "> ## Anna\n>\n> bert",
    "quote-table": "> | A | B |\n> |---|---|\n> | c | d |", "quote-definition": "> Anna\n> :   bert", "quote-verse": "> | anna\n> | bert",
    "quote-number": "> 1. anna\n> 2. bert", "quote-letters": "> (a) anna\n> (b) bert", "rule": "Anna.\n\n* * *\n\nBert.",
    "rule-hyphens": "Anna.\n\n---\n\nBert.", "rule-lines": "Anna.\n\n_____\n\nBert.", "rule-long": "Anna.\n\n--------------------\n\nBert.",
    "heading": "## Anna\n\nBert.", "heading-line": "Anna\n----\n\nBert.", "heading-attributes": "## Anna {#id-h .k-h}\n\nBert.",
    "heading-closed": "## Anna ##\n\nBert.", "heading-markup": "## *Anna* `b` [c](https://e.org)\n\nBert.",
    "heading-note": "## Anna[^a]\n\nBert.", "heading-unnumbered": "## Anna {-}\n\nBert.",
    "heading-levels": "## Anna\n\n### Bert\n\n#### Carl\n\nDora.", "heading-closed-attributes": "## Anna ## {#id-h}\n\nBert.",
    "heading-line-attributes": "Anna {#id-h}\n----\n\nBert.", "heading-link": "## Anna\n\nSee [Anna].",
    "heading-quotes": "## \"Anna\" -- bert's\n\nCarl.", "division": "::: {.k-a}\nanna\n:::", "division-id": "::: {#id-d .k-a}\nanna\n:::",
    "division-name": "::: k-a\nanna\n:::", "division-nested": ":::: {.k-a}\n::: {.k-b}\nanna\n:::\n::::",
    "division-blocks": "::: {.k-a}\n- anna\n- bert\n\ncarl\n:::", "division-closed": "::: {.k-a} :::\nanna\n:::",
    "division-table": "::: {.k-a}\n| A | B |\n|---|---|\n| c | d |\n:::", "division-same": "::: {.k-a}\n::: {.k-b}\nanna\n:::\n\nbert\n:::",
    "division-heading": "::: {.k-a}\n## Anna\n\nbert\n:::", "division-note": "::: {.k-a}\nanna[^a]\n:::",
    "division-tight": "Vor.\n\n::: k-a\nanna\n:::\n\nNach.", "division-long": "::::: k-a :::::\nanna\n:::::", "formula": "$$\nx^2\n$$",
    "formula-lines": "$$\na_1 = b \\\\\nc = d\n$$", "formula-environment": "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
    "formula-in-text": "Anna\n$$x = y$$\nbert.", "formula-square": "\\[\nx^2\n\\]", "image": "![anna](p.png)",
    "image-attributes": "![anna](p.png){#id-f .k-f}", "image-two": "![anna](p.png)\n![bert](p.png)",
    "note-blocks": "Anna.[^x]\n\n[^x]: Bert.\n\n    Carl.\n\n    - dora\n\n    > emil",
    "note-code": "Anna.[^x]\n\n[^x]: Bert.\n\n        carl", "note-lazy": "Anna.[^x]\n\n[^x]: Bert\ncarl\ndora.",
    "note-table": "Anna.[^x]\n\n[^x]: Bert.\n\n    | A | B |\n    |---|---|\n    | c | d |",
    "note-formula": "Anna.[^x]\n\n[^x]: Bert.\n\n    $$x$$", "note-first-line": "Anna.[^x]\n\n[^x]:\n    Bert.\n\n    Carl.",
    "note-of-note": "Anna.[^x]\n\n[^x]: Bert.^[Carl.]", "note-label": "Anna.[^my-note1]\n\n[^my-note1]: Bert.",
    "note-adjacent": "Anna.[^x][^y]\n\n[^x]: Bert.\n[^y]: Carl.", "note-list-first": "Anna.[^x]\n\n[^x]: - bert\n    - carl",
    "note-verse": "Anna.[^x]\n\n[^x]: Bert:\n\n    | carl\n    | dora",
    "note-letters": "Anna.[^x]\n\n[^x]: Bert:\n\n    (a) carl\n    (b) dora", "table": "| A | B |\n|---|---|\n| c | d |",
    "table-aligned": "| A | B | C | D |\n|:--|--:|:-:|---|\n| c | d | e | f |", "table-bare": "A | B\n--|--\nc | d",
    "table-markup": "| *A* | `B` |\n|---|---|\n| [c](https://e.org) | d[^a] |", "table-escaped": "| A | B |\n|---|---|\n| c \\| d | e |",
    "table-caption": "| A | B |\n|---|---|\n| c | d |\n\n: Anna *bert*",
    "table-caption-before": ": Anna\n\n| A | B |\n|---|---|\n| c | d |",
    "table-caption-word": "| A | B |\n|---|---|\n| c | d |\n\nTable: Anna",
    "table-caption-id": "| A | B |\n|---|---|\n| c | d |\n\n: Anna {#id-t .k-t}",
    "table-empty-cell": "| A | B |\n|---|---|\n|  | d |\n| c |  |", "table-headless": "|  |  |\n|---|---|\n| c | d |",
    "table-short-row": "| A | B |\n|---|---|\n| c |\n| d | e |", "table-formula": "| A | B |\n|---|---|\n| $x$ | $a_1 * b_2$ |",
    "table-code-bar": "| A | B |\n|---|---|\n| `c\\|d` | e |", "table-one-column": "| A |\n|---|\n| c |",
    "table-caption-note": "| A | B |\n|---|---|\n| c | d |\n\n: Anna[^a]", "table-quotes": "| \"A\" | B's |\n|---|---|\n| 'c' | d -- e |",
    "grid": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| c   | d   |\n+-----+-----+\n| e   | f   |\n+-----+-----+",
    "grid-blocks": "+-------+-----+\n| A     | B   |\n+=======+=====+\n| - c   | d   |\n| - d   |     |\n|       | e   |\n+-------+-----+",
    "grid-headless": "+-----+-----+\n| a   | b   |\n+-----+-----+\n| c   | d   |\n+-----+-----+",
    "grid-aligned": "+-----+-----+-----+\n| A   | B   | C   |\n+:====+====:+:===:+\n| c   | d   | e   |\n+-----+-----+-----+",
    "grid-columns": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| c         |\n+-----+-----+\n| d   | e   |\n+-----+-----+",
    "grid-rows": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| c   | d   |\n|     +-----+\n|     | e   |\n+-----+-----+",
    "grid-foot": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| c   | d   |\n+=====+=====+\n| e   | f   |\n+=====+=====+",
    "grid-caption": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| c   | d   |\n+-----+-----+\n\n: Anna {#id-g}",
    "grid-lines": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| c   | e   |\n| d   | f   |\n+-----+-----+",
    "grid-heads": "+-----+-----+\n| A   | B   |\n|     +-----+\n|     | C   |\n+=====+=====+\n| c   | d   |\n+-----+-----+",
    "grid-empty": "+-----+-----+\n| A   |     |\n+=====+=====+\n|     | d   |\n+-----+-----+",
    "grid-headless-aligned": "+:----+----:+\n| a   | b   |\n+-----+-----+\n| c   | d   |\n+-----+-----+",
    "grid-code": "+---------+-----+\n| A       | B   |\n+=========+=====+\n| ```     | d   |\n| x  = 1  |     |\n| ```     |     |\n+---------+-----+",
    "grid-note": "+----------+-----+\n| A[^a]    | B   |\n+==========+=====+\n| c^[dora] | $x$ |\n+----------+-----+",
    "simple": "  A       B\n----    ----\n  c     d\n  e     f",
    "simple-aligned": "  Right Left     Center     Default\n------- ------ ----------   -------\n     12 ab         cd          1a\n    123 abc       cde          1b",
    "simple-caption": "A      B\n----   ----\nc      d\n\nTable: Anna", "simple-headless": "----   ----\nc      d\ne      f\n----   ----",
    "simple-markup": "A         B\n-------   -------\n*c*       `d`\n[e][ref]  f",
    "multiline": "-------------------\nA        B\n-------- ----------\nc        d e\n         f\n\ng        h\n-------------------",
    "multiline-headless": "-------- ----------\nc        d e\n         f\n\ng        h\n-------- ----------",
    "multiline-caption": "-------------------\nA        B\n-------- ----------\nc        d e\n         f\n\ng        h\n-------------------\n\n: Anna bert\n  carl",
    "multiline-head": "-------------------\nA        B\nX        Y\n-------- ----------\nc        d e\n\ng        h\n-------------------",
    "html-div": "<div class=\"k-a\">\n\n*anna*\n\n</div>", "html-list": "<ul>\n<li>anna</li>\n<li>bert</li>\n</ul>",
    "html-table": "<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>c</td><td>d</td></tr>\n</table>",
    "html-quote": "<blockquote>\n\nanna\n\n</blockquote>", "html-paragraph": "<p>anna <em>bert</em></p>",
    "html-comment": "Anna.\n\n<!-- bert\n\ncarl -->\n\nDora.", "html-definition": "<dl><dt>anna</dt><dd>bert</dd></dl>",
    "html-pre": "<pre>anna\n  bert</pre>", "html-list-number": "<ol start=\"3\" type=\"a\"><li>anna</li><li>bert</li></ol>",
    "html-table-spans": "<table><tr><td colspan=\"2\">a</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "html-heading": "<h2 id=\"id-h\">Anna</h2>\n\nBert.",
    "html-division-blocks": "<div class=\"k-a\">\n\n- anna\n- bert\n\n| A | B |\n|---|---|\n| c | d |\n\n</div>",
    "metadata": "Anna.\n\n---\nauthor: Bert\n...\n\nCarl.", "raw-latex": "Anna.\n\n```{=latex}\n\\newpage\n```\n\nBert.",
    "newpage": "Anna.\n\n\\newpage\n\nBert.", "list-after-text": "Anna:\n- bert\n- carl", "number-after-text": "Anna:\n1. bert\n2. carl",
    "quote-after-text": "Anna:\n> bert", "heading-after-text": "Anna.\n## Bert", "code-after-text": "Anna:\n```\nbert\n```",
    "table-after-text": "Anna:\n\n| A | B |\n|---|---|\n| c | d |", "list-before-text": "- anna\n\nBert.\n\n- carl",
    "list-before-code": "- anna\n\n```\nbert\n```", "year-first": "1986\\. Anna.", "hash-word": "#Anna bert", "plus-minus": "Anna\n+ bert",
    "rule-list": "- anna\n\n***\n\n- bert", "arabic-list": "- كتاب\n- نص", "hebrew-quote": "> עברית **ספר**",
    "chinese-table": "| 中文 | 文字 |\n|---|---|\n| 測試 | *書* |",
    "chinese-grid": "+------+------+\n| 中文 | 文字 |\n+======+======+\n| 測試 | *書* |\n+------+------+", "devanagari-verse": "| हिन्दी\n| पाठ",
    "abbreviation-title": "Mr. Anna and Dr. Bert, e.g. carl, p. 3.",
}


def indent(text, width, first=""):
    lines = text.split("\n")
    return "\n".join((first if not index and first else " " * width if line else "") + line for index, line in enumerate(lines))


AROUND = {
    "top": lambda text: text,
    "between": lambda text: f"Vor.\n\n{text}\n\nNach.",
    "item": lambda text: f"-   Vor.\n\n{indent(text, 4)}\n\n-   Nach.",
    "item-first": lambda text: indent(text, 4, "-   "),
    "item-number": lambda text: f"1.  Vor.\n\n{indent(text, 4)}\n\n2.  Nach.",
    "item-narrow": lambda text: f"- Vor.\n\n{indent(text, 2)}\n\n- Nach.",
    "quote": lambda text: "> Vor.\n>\n" + "\n".join(("> " + line).rstrip() for line in text.split("\n")),
    "note": lambda text: f"Word.[^n]\n\n[^n]: Vor.\n\n{indent(text, 4)}\n\nNach.",
    "division": lambda text: f":::: {{.k-box}}\nVor.\n\n{text}\n\n::::",
    "definition": lambda text: f"Term\n\n:   Vor.\n\n{indent(text, 4)}\n\nNach.",
    "quote-item": lambda text: "> -   Vor.\n>\n" + "\n".join((">     " + line).rstrip() for line in text.split("\n")),
    "grid": lambda text: gridded([[text, "other"]]),
    "letter": lambda text: f"(a) Vor.\n\n{indent(text, 4)}\n\n(b) Nach.",
    "example": lambda text: f"(@) Vor.\n\n{indent(text, 4)}\n\n(@) Nach.",
    "item-item": lambda text: f"-   Vor.\n\n    -   Inner.\n\n{indent(text, 8)}\n\n-   Nach.",
    "callout": lambda text: f":::: note\nVor.\n\n{text}\n\n::::",
}


def width(line):
    """The columns of a line in a drawing."""
    return sum(0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def gridded(rows):
    """A table drawn with characters, with a head."""
    rows = [["Head", "B"]] + rows
    cells = [[cell.split("\n") for cell in row] for row in rows]
    widths = [max(width(line) for row in cells for line in row[column]) + 2 for column in range(2)]
    rule = lambda sign: "+" + "+".join(sign * width for width in widths) + "+"
    lines = [rule("-")]
    for number, row in enumerate(cells):
        for index in range(max(map(len, row))):
            parts = [cell[index] if index < len(cell) else "" for cell in row]
            lines.append("|" + "|".join(" " + part + " " * (size - 1 - width(part)) for part, size in zip(parts, widths)) + "|")
        lines.append(rule("=" if not number else "-"))
    return "\n".join(lines)


def defined(text):
    return "\n\n".join([text] + [definition for use, definition in DEFINED.items() if use in text]) + "\n"


def cases():
    """Every construct in every place, by name: `note-twice@cell`."""
    found = {}
    for name, text in INLINE.items():
        for place, around in PLACES.items():
            if "\n" in text and place in LINES:
                continue
            inner = gridded([[f"Vor {text} nach", "b"]]) if around is None else around.format(text)
            found[f"{name}@{place}"] = defined(inner)
    for name, text in BLOCKS.items():
        for place, around in AROUND.items():
            found[f"{name}@{place}"] = defined(around(text))
    return found


def mixtures(count=500, seed=1):
    """Documents of constructs that a seed chooses, by name: places inside places, and inline constructs inside each other."""
    chosen = random.Random(seed)
    numbers = itertools.count()
    return {f"mixture-{number}": defined("\n\n".join(block(chosen, chosen.choice([0, 0, 1, 2]), numbers) for _ in range(chosen.randint(2, 5))))
            for number in range(count)}


def block(chosen, depth, numbers):
    if depth:
        inner = block(chosen, depth - 1, numbers)
        return own(chosen.choice(list(AROUND.values()))(inner), numbers)
    if chosen.random() < 0.4:
        return own(chosen.choice(list(BLOCKS.values())), numbers)
    text = words(chosen, chosen.choice([0, 1, 1, 2]))
    return own(around(chosen, [PLACES[place] for place in PLACES if PLACES[place] and not ("\n" in text and place in LINES)], text), numbers)


def around(chosen, forms, text):
    """A text in one of these forms. A link around a link or a note would be an error of casebook."""
    is_linked = re.search(r"\]\(|\]\[|\[ref|\[\^|\^\[|e\.org|<a ", text)
    return chosen.choice([form for form in forms if not (is_linked and "](https" in form)]).format(text)


def own(text, numbers):
    """A text whose ids and labels are in no other text."""
    number = next(numbers)
    return re.sub(r"(\[\^(?:n|x|y|my-note1)|[#@]id-[a-z]+)(?=[\]} )])", rf"\g<1>-{number}", text)


def words(chosen, depth):
    text = " ".join(chosen.choice(list(INLINE.values())) for _ in range(chosen.randint(1, 3)))
    return text if not depth else around(chosen, OUTER, text)
