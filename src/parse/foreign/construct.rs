//! The constructs of other tools: an example, a description, the tools that use it, and what to write instead.

/// Declares each construct with an example, its description in messages, the tools that use it, and what to write
/// instead.
macro_rules! constructs {
    ($($variant:ident: $example:literal, $what:literal, $whose:literal => $instead:literal;)+) => {
        /// A construct of another tool, or one of Markdown that is not recognized because of an error.
        #[expect(clippy::doc_markdown, reason = "the same words stand in messages")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Construct {
            $(#[doc = $what] $variant,)+
        }

        impl Construct {
            /// Every construct, in the order of the manual.
            #[cfg(test)]
            pub const ALL: &[Construct] = &[$(Construct::$variant),+];

            /// A short example, as Markdown code.
            #[cfg(test)]
            pub fn example(self) -> &'static str {
                match self { $(Construct::$variant => $example),+ }
            }

            /// Its description in messages, with the article.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $(Construct::$variant => $what),+ }
            }

            /// The tools that use it.
            #[cfg(test)]
            pub fn whose(self) -> &'static str {
                match self { $(Construct::$variant => $whose),+ }
            }

            /// What to write instead, in the imperative.
            #[must_use]
            pub fn instead(self) -> &'static str {
                match self { $(Construct::$variant => $instead),+ }
            }
        }
    };
}

constructs! {
    Citation: "`[@smith2020, p. 3]`", "a pandoc citation", "pandoc, Quarto, R Markdown" =>
        "name the file of the works in book.yaml (`bibliography: references.bib`), or write a note";
    TextCitation: "`@smith2020`", "an in-text pandoc citation", "pandoc, Quarto, R Markdown" =>
        "name the file of the works in book.yaml (`bibliography: references.bib`), or write the name";
    CrossReference: "`@tip-port`", "a cross-reference of another tool", "Quarto, pandoc-crossref, bookdown" =>
        "give the place an id that begins with `fig-`, `tbl-`, `lst-`, `sec-`, `eq-` or `thm-`, or link to its id: `[the port](#port)`";
    BookdownLabel: "`(\\#fig:port)` outside a caption, `(ref:port)`, `# (PART) Words`", "a bookdown label", "bookdown" =>
        "delete it, or write it at the beginning of a caption";
    Role: "`` {term}`port` ``", "a MyST role", "MyST, Jupyter Book" =>
        "write a link to the id (`[the port](#port)`), or the text alone";
    RstRole: "`` :term:`port` ``", "a reStructuredText role", "reStructuredText, Sphinx, d2l" =>
        "write a link to the id (`[the port](#port)`); delete roles that only set a width";
    RstLink: "`` `words <https://e.org>`_ ``, `[1]_`", "a reStructuredText link", "reStructuredText, Sphinx" =>
        "write `[words](https://e.org)`, or a note `[^1]`";
    RstDirective: "`.. note::`", "a reStructuredText directive", "reStructuredText, Sphinx" =>
        "write it in Markdown; a box is `::: note`, its text, and `:::`";
    DirectiveOption: "`:width: 80%`", "a directive option", "MyST, reStructuredText, AsciiDoc" =>
        "delete it; write the attributes of an image after it: `![…](port.png){width=80%}`";
    Directive: "`:::{tab-set}`, ```` ```{tab-set} ````", "a MyST directive", "MyST, Jupyter Book, bookdown" =>
        "write it in Markdown; a picture is `![…](port.png)`, and a box is `:::{note}`, its text, and `:::`";
    Diagram: "```` ```mermaid ````, ```` ```math ````", "a block that another tool renders", "GitHub, Quarto, Hugo, GitLab, Obsidian" =>
        "export it as a picture, and insert that: `![what it shows](diagram.svg)`";
    Cell: "```` ```{python} ````, then `#| fig-cap: words`", "a cell whose code another tool turns into a figure", "Quarto, R Markdown" =>
        "save the figure, and insert it: `![what it shows](plot.svg)`; delete the options of the cell";
    InlineCell: "`` `r nrow(x)` ``, `` `{python} x` ``", "code whose result another tool writes into the text", "R Markdown, Quarto" =>
        "write the result";
    RawBlock: "```` ```{=html} ````, `` `…`{=tex} ``", "a pandoc raw block", "pandoc, Quarto" =>
        "delete it, or write its text in Markdown";
    FencedDivision: "`::: note` without `:::`", "a fence of colons without an end", "pandoc, Quarto, Docusaurus, VuePress" =>
        "write `:::` alone on a line where it ends, in the same list item or quotation, and check its braces";
    Admonition: "`!!! note` without a text, `/// note`", "an MkDocs admonition", "MkDocs, Python-Markdown" =>
        "write `!!! note`, and indent each line of its text by four spaces";
    ContentTab: "`=== \"Linux\"`", "an MkDocs tab", "MkDocs" =>
        "write the title as a heading or in bold, and do not indent the text";
    Alert: "`> words`, then `> [!NOTE]`", "a GitHub alert", "GitHub, Obsidian" =>
        "write it in the first line of the quotation, with nothing before it";
    Markua: "`A> words`, `{blurb}`", "a Markua box", "Leanpub" =>
        "write `::: note`, its text, and `:::`";
    Formula: "`$x^2$`, `\\(x^2\\)`", "a TeX formula", "TeX; pandoc, Quarto, MyST, GitHub" =>
        "set `math: tex` in book.yaml, or write it in characters (*x*^2^, CO~2~, ×, ≤); for a dollar sign write `\\$`";
    DisplayedFormula: "`$$…$$`, `\\[…\\]`", "a TeX display formula", "TeX; pandoc, Quarto, MyST, GitHub" =>
        "set `math: tex` in book.yaml, or insert a picture of it: `![what it says](formula.svg)`";
    Environment: "`\\begin{center}`, `\\begin{tabular}`", "a LaTeX environment", "LaTeX" =>
        "write it in Markdown: a list, a table, `> ` for a quotation, a picture for a formula";
    PageBreak: "`- \\newpage`, `words \\newpage`", "a page break inside another block", "LaTeX, Leanpub" =>
        "write it alone on a line outside of lists, quotations and boxes, or delete it";
    Command: "`\\index{port}`, `\\emph{…}`", "a LaTeX command", "LaTeX" =>
        "delete it, or write it in Markdown: `*words*` for `\\emph`, a note for `\\footnote` or `\\cite`";
    Macro: "`\\newcommand{\\R}{\\mathbb{R}}`", "a macro for formulas", "LaTeX, pandoc, MyST" =>
        "set `math: tex` in book.yaml, so that the formulas of the file use it, or delete it";
    TexQuotes: "` ``words'' `", "a quotation in TeX quotation marks", "TeX" =>
        "write `\"words\"`";
    Backtick: "`` a ` b ``", "a backtick without a second one", "Markdown without effect" =>
        "put a second one behind the code; for a quotation mark write `'`, for the letter ayn `ʿ`, and for the sign alone a backslash before it";
    MispairedCode: "`` `Abd al-`Aziz ``", "text between two backticks that seem to belong to other words", "Markdown without effect" =>
        "put one backtick before and one behind each code; for a quotation mark write `'`, and for the letter ayn `ʿ`";
    HardSpace: "`p.\\ 3`", "a space after a backslash", "pandoc, TeX" =>
        "write `&nbsp;` for a no-break space";
    Tie: "`Fig.~3`", "a tie of TeX", "TeX" =>
        "write `&nbsp;` for a no-break space";
    CommentLine: "`% words`", "a TeX or MyST comment", "LaTeX, MyST" =>
        "delete it, or write `<!-- words -->`";
    InlineNote: "`^[words` without `]`", "a note in running text without an end", "pandoc, Quarto, Obsidian" =>
        "write `]` at its end, in the same paragraph or cell, and leave a blank line between HTML and Markdown";
    Shortcode: "`{{< figure … >}}`, `{{% note %}}`", "a shortcode", "Hugo, Quarto" =>
        "write its result in Markdown; casebook runs no program over the text";
    Include: "`{{#include x.md}}`, `--8<-- \"x.md\"`", "an include directive", "mdBook, MkDocs" =>
        "insert the text, or list the file in `book.yaml`";
    Contents: "`[[_TOC_]]`, `\\tableofcontents`, `{:toc}`", "a placeholder for the contents", "GitLab, LaTeX, kramdown, MultiMarkdown" =>
        "delete it; casebook generates the contents";
    Template: "`{{ site.title }}`, `{% if … %}`", "a template tag", "Jekyll (Liquid), Jinja, Vue, MyST" =>
        "write its result; casebook runs no program over the text";
    Mdx: "`import Tabs from '…'`, `{/* … */}`, `<Tab a={b}>`", "an MDX line", "MDX, Docusaurus" =>
        "delete it, and write the text of the component in Markdown";
    Abbreviation: "`*[OAS]:` without words", "an abbreviation definition without words", "Markdown Extra, MkDocs" =>
        "write the words after the colon, on the same line";
    LineBlock: "`| words` under a line of text", "a line block without a blank line before it", "pandoc" =>
        "leave a blank line before the first bar";
    ExampleList: "`(@) words` under a line of text", "a numbered example without a blank line before it", "pandoc, reStructuredText" =>
        "leave a blank line before the first item";
    HeadlessTable: "`| A | B |` alone", "a table row without a delimiter row", "Markdown without effect" =>
        "write `| --- | --- |` under the first row, with as many cells as that row, and leave a blank line before the table";
    DrawnTable: "`+---+---+`, `-----  -----`", "a table drawn with characters", "pandoc, reStructuredText" =>
        "check that its lines meet and that no word crosses a column, or write rows `| A | B |` with `| --- | --- |` under the first";
    NestedTable: "a table in a cell", "a table in a cell", "HTML, pandoc" =>
        "write it as a table of its own, or as a list";
    TableCaption: "`: words`, `Table: words`", "a table caption, or a definition without a term,", "pandoc" =>
        "write it next to a table, with a blank line between them, or `: words` directly under the term";
    Target: "`(port)=` with nothing after it", "a MyST target", "MyST, Jupyter Book" =>
        "write it before a heading, a figure or a paragraph";
    Header: "`{ \"title\": … }` or an unclosed `+++` at the top", "a header in JSON, or in TOML that is never closed,", "Hugo, Zola" =>
        "write it in YAML, `title: Oman`, between two lines of three hyphens";
    Metadata: "`---`, `author: A. Sur`, `---` within the text", "metadata in the middle of a file", "pandoc, Quarto" =>
        "write it into the header at the top of the file or into book.yaml; for a line of hyphens, leave a blank line after it";
    TitleBlock: "`% Title` at the top", "a pandoc title block", "pandoc" =>
        "write `title: Oman` between two lines of three hyphens";
    BlockBreak: "`+++`", "a break between cells", "MyST, Jupyter Book" =>
        "delete it";
    AttributeList: "`{-}`, `{.class #id}`", "an attribute list that applies to nothing here", "pandoc, kramdown" =>
        "delete it, or write it directly after an image, link or `[span]`, after a heading, or under a block";
    UndefinedLink: "`[words][key]`", "a link whose address is not defined", "Markdown without effect" =>
        "add a line `[key]: https://e.org`, or write `[words](https://e.org)`; a link to a heading is `[Heading][]`";
    BrokenLink: "`![words](my port.png)`", "an incomplete link or image", "Markdown without effect" =>
        "put an address with spaces between angle brackets, `(<my port.png>)`; leave a blank line between HTML and Markdown";
    SpacedLink: "`[words] (https://e.org)`", "a link with a space in it", "Markdown without effect" =>
        "delete the space between the brackets: `[words](https://e.org)`";
    Emphasis: "`**words **`, `words**,**`", "an emphasis mark without effect", "Markdown without effect" =>
        "put the marks directly next to the words, without a space or punctuation between: `**words**,`";
    HtmlMarkdown: "`<td>*words*</td>`, `<div>` above `- words`", "Markdown inside HTML", "kramdown, pandoc, MkDocs" =>
        "leave a blank line between HTML and Markdown, or write it in HTML: `<em>words</em>`, `<ul><li>words</li></ul>`";
    CaptionMarkdown: "`fig-cap=\"*words*\"`", "Markdown in the caption of an attribute list", "Quarto" =>
        "write the caption below: `*Figure 9: words*`, or as the last paragraph of the division";
    LeftCaption: "`fig-cap=\"words\"` where it is no caption", "a caption in an attribute list", "Quarto, pandoc" =>
        "write the caption below: `*Figure 9: words*`, or `Table 9: words` below a table";
    Heading: "`##Words`", "an incomplete heading", "Markdown without effect" =>
        "put a space after the number signs; leave a blank line between HTML and Markdown";
    Underline: "`====`", "a heading underline without effect", "reStructuredText, Markdown without effect" =>
        "write `## ` before the heading, and delete the line";
    Comment: "`<!-- words`", "a comment that is never closed", "Markdown without effect" =>
        "write `-->` at its end, or `&lt;` if you mean the character `<`";
    WikiLink: "`[[Page]]`", "a wiki link", "Obsidian, GitHub wikis, MediaWiki, Org" =>
        "write `[words](page.md)`";
    Embed: "`![[port.png]]`", "an embedded file", "Obsidian" =>
        "write `![what it shows](port.png)`, or insert the text of the other file";
    BlockId: "`^port`", "a block id", "Obsidian" =>
        "write `{#port}` on a line under the block";
    HiddenComment: "`%%words%%`", "an Obsidian comment", "Obsidian" =>
        "delete it, or write `<!-- words -->`";
    Highlight: "`==words==`", "a highlight", "MkDocs, Obsidian, pandoc" =>
        "write `<mark>words</mark>`";
    Insertion: "`++words++`, `^^words^^`", "an insertion or a key", "MkDocs, markdown-it" =>
        "write `<ins>words</ins>`, or `<kbd>Ctrl</kbd>` for a key";
    Emoji: "`:warning:`", "an emoji short code", "GitHub, MkDocs, Slack" =>
        "write the character itself";
    Critic: "`{++words++}`, `{>>words<<}`", "a CriticMarkup change", "CriticMarkup" =>
        "accept or reject the change";
    Entity: "`&nbsp` without a semicolon", "a character reference without its semicolon", "HTML" =>
        "add the semicolon (`&nbsp;`), or write `&amp;` if you mean the character `&`";
    ChunkOption: "`#| echo: false`", "a chunk option", "Quarto, knitr" =>
        "delete it, or put its code between fences";
    AsciiDoc: "`== Words`, `[NOTE]`, `image::port.png[]`, `kbd:[F1]`", "AsciiDoc markup", "AsciiDoc" =>
        "write it in Markdown: `## Words`, `![…](port.png)`";
    Org: "`#+BEGIN_SRC`, `[fn:1]`", "Org mode markup", "Org mode" =>
        "write it in Markdown: a note is `[^1]`; put code between lines of three backquotes";
    Textile: "`h2. Words`, `\"words\":https://e.org`", "Textile markup", "Textile" =>
        "write it in Markdown: `## Words`, `[words](https://e.org)`";
    Typst: "`#footnote[words]`, `#set text(…)`", "a call or a rule of Typst", "Typst" =>
        "write it in Markdown: `^[words]` for `#footnote`, `*words*` for `#emph`, `![…](port.png)` for `#image`";
    MediaWiki: "`'''words'''`, `{|`", "MediaWiki markup", "MediaWiki" =>
        "write it in Markdown: `**words**`";
    BbCode: "`[b]words[/b]`", "a tag between square brackets", "BBCode, WordPress" =>
        "write it in Markdown: `**words**`, `[words](https://e.org)`";
}

impl Construct {
    /// Whether this construct continues `before`, the construct of the previous line, so that both are reported once.
    pub(super) fn continues(self, before: Self) -> bool {
        use Construct as C;
        let is_run = matches!(
            self,
            C::DirectiveOption
                | C::TitleBlock
                | C::CommentLine
                | C::LineBlock
                | C::HeadlessTable
                | C::DrawnTable
                | C::ChunkOption
                | C::HtmlMarkdown
                | C::Mdx
        );
        let is_row = before == C::DrawnTable && matches!(self, C::LineBlock | C::HeadlessTable);
        is_row || is_run && self == before
    }
}
