//! The constructs of other tools that are told apart, each with whose it is and what to write instead.

/// Declares the constructs: an example, what a message calls it, whose it is, and what to write instead.
macro_rules! constructs {
    ($($variant:ident: $example:literal, $what:literal, $whose:literal => $instead:literal;)+) => {
        /// A construct of another tool, or of Markdown itself where it did not take.
        #[expect(clippy::doc_markdown, reason = "the same words stand in messages")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Construct {
            $(#[doc = $what] $variant,)+
        }

        impl Construct {
            /// Every construct, in the order of the manual.
            pub const ALL: &[Construct] = &[$(Construct::$variant),+];

            /// A few characters of it, as code in Markdown.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self { $(Construct::$variant => $example),+ }
            }

            /// What a message calls it, with its article.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $(Construct::$variant => $what),+ }
            }

            /// The tools that read it.
            #[must_use]
            pub fn whose(self) -> &'static str {
                match self { $(Construct::$variant => $whose),+ }
            }

            /// What to write for it in casebook, as an order.
            #[must_use]
            pub fn instead(self) -> &'static str {
                match self { $(Construct::$variant => $instead),+ }
            }
        }
    };
}

constructs! {
    Citation: "`[@smith2020, p. 3]`", "a citation of pandoc", "pandoc, Quarto, R Markdown" =>
        "write a note: `[^1]` here, and a paragraph `[^1]: Smith 2020, p. 3` below";
    TextCitation: "`@smith2020`", "a citation of pandoc in the text", "pandoc, Quarto, R Markdown" =>
        "write the name, and a note behind it: `Smith[^1]`";
    CrossReference: "`@fig-port`, `@tbl:law`", "a cross-reference of Quarto", "Quarto, pandoc-crossref" =>
        "write the label that the caption has (`Figure 9`), or link to the id: `[the port](#fig-port)`";
    BookdownReference: "`\\@ref(fig:port)`", "a cross-reference of bookdown", "bookdown" =>
        "write the label that the caption has (`Figure 9`), or link to the id: `[the port](#port)`";
    BookdownLabel: "`(\\#fig:port)`, `(ref:port)`", "a label of bookdown", "bookdown" =>
        "delete it; a caption has its number in words: `*Figure 9: The port*`";
    Role: "`` {ref}`port` ``", "a role of MyST", "MyST, Jupyter Book" =>
        "write a link to the id, `[the port](#port)`, a note for a citation, or the words alone";
    RstRole: "`` :numref:`port` ``", "a role of reStructuredText", "reStructuredText, Sphinx, d2l" =>
        "write the label that the caption has (`Figure 9`), or a link; delete what only sets a label or a width";
    RstLink: "`` `words <https://e.org>`_ ``", "a link of reStructuredText", "reStructuredText, Sphinx" =>
        "write `[words](https://e.org)`";
    RstDirective: "`.. note::`", "a directive of reStructuredText", "reStructuredText, Sphinx" =>
        "write it in Markdown; a box is `<div class=\"note\">` and `</div>`, each between blank lines";
    DirectiveOption: "`:width: 80%`", "an option of a directive", "MyST, reStructuredText, AsciiDoc" =>
        "delete it; an image has its attributes behind it: `![…](port.png){width=80%}`";
    Directive: "`:::{note}`, ```` ```{note} ````", "a directive of MyST", "MyST, Jupyter Book" =>
        "write `<div class=\"note\">` and `</div>`, each between blank lines; a picture is `![…](port.png)`";
    Diagram: "```` ```mermaid ````, ```` ```math ````", "a block that another tool draws", "GitHub, Quarto, Hugo, GitLab, Obsidian" =>
        "draw it, and put the picture there: `![what it shows](diagram.svg)`";
    RawBlock: "```` ```{=html} ````, `` `…`{=tex} ``", "a raw piece of pandoc", "pandoc, Quarto" =>
        "delete it, or write its words in Markdown";
    FencedDivision: "`::: note`", "a fenced division", "pandoc, Quarto, Docusaurus, VuePress" =>
        "write `<div class=\"note\">` and `</div>`, each between blank lines";
    Admonition: "`!!! note`, `??? tip`", "an admonition of MkDocs", "MkDocs, Python-Markdown" =>
        "write `<div class=\"note\">` and `</div>`, each between blank lines, and its words without indentation";
    ContentTab: "`=== \"Linux\"`", "a tab of MkDocs", "MkDocs" =>
        "write it as a heading or in bold, and its words without indentation";
    Alert: "`> [!NOTE]`", "an alert of GitHub", "GitHub, Obsidian" =>
        "write the word in bold: `> **Note.** Words`";
    Markua: "`A> words`, `{blurb}`", "a box of Markua", "Leanpub" =>
        "write `<div class=\"aside\">` and `</div>`, each between blank lines";
    Formula: "`$x^2$`, `\\(x^2\\)`", "a formula in TeX", "TeX; pandoc, Quarto, MyST, GitHub" =>
        "write it in characters (*x*^2^, CO~2~, ×, ≤) or as a picture; a dollar sign is `\\$`";
    DisplayedFormula: "`$$…$$`, `\\[…\\]`", "a displayed formula in TeX", "TeX; pandoc, Quarto, MyST, GitHub" =>
        "put a picture of it there: `![what it says](formula.svg)`";
    Environment: "`\\begin{center}`", "an environment of LaTeX", "LaTeX" =>
        "write it in Markdown: a list, a table, `> ` before a quotation, a picture of a formula";
    PageBreak: "`\\newpage`, `{pagebreak}`", "a page break", "LaTeX, Leanpub" =>
        "delete it: casebook finds the pages itself";
    Command: "`\\index{port}`, `\\emph{…}`", "a command of LaTeX", "LaTeX" =>
        "delete it, or write it in Markdown: `*words*` for `\\emph`, a note for `\\footnote` or `\\cite`";
    TexQuotes: "` ``words'' `", "a quotation between the signs of TeX", "TeX" =>
        "write `\"words\"`";
    HardSpace: "`p.\\ 3`", "a blank with a backslash", "pandoc, TeX" =>
        "write `&nbsp;` for a blank that does not break";
    CommentLine: "`% words`", "a comment of TeX or MyST", "LaTeX, MyST" =>
        "delete it, or write `<!-- words -->`";
    InlineNote: "`^[words]`", "an inline note of pandoc", "pandoc, Quarto, Obsidian" =>
        "write `[^1]` here, and a paragraph `[^1]: words` below";
    Shortcode: "`{{< figure … >}}`, `{{% note %}}`", "a shortcode", "Hugo, Quarto" =>
        "write in Markdown what it stands for: no program is run over the text";
    Include: "`{{#include x.md}}`, `--8<-- \"x.md\"`", "an order to include a file", "mdBook, MkDocs" =>
        "put the text there, or name the file in `book.yaml`";
    Contents: "`[[_TOC_]]`, `\\tableofcontents`, `{:toc}`", "a place for contents", "GitLab, LaTeX, kramdown, MultiMarkdown" =>
        "delete it: casebook makes the contents itself";
    Template: "`{{ site.title }}`, `{% if … %}`", "a template tag", "Jekyll (Liquid), Jinja, Vue, MyST" =>
        "write what it stands for: no program is run over the text";
    Mdx: "`import Tabs from '…'`, `{/* … */}`, `<Tab a={b}>`", "a line of MDX", "MDX, Docusaurus" =>
        "delete it, and write the component's words in Markdown";
    TaskList: "`- [ ] words`", "a task of a to-do list", "GitHub, GitLab, pandoc, Obsidian" =>
        "write `- ☐ words`, or `- ☑ words` where it is done";
    Abbreviation: "`*[OAS]: words`", "a definition of an abbreviation", "Markdown Extra, MkDocs" =>
        "explain the abbreviation where the text has it first, and delete the line";
    LineBlock: "`| words`", "a line block of pandoc", "pandoc" =>
        "write the lines without the bar, and a backslash at the end of each but the last";
    ExampleList: "`(@) words`, `#. words`", "a numbered list of pandoc", "pandoc, reStructuredText" =>
        "write the number: `1. words`";
    HeadlessTable: "`| A | B |` alone", "a row of a table without its line of hyphens", "Markdown that did not take" =>
        "write `| --- | --- |` under the first row, with a cell for each of its cells, and leave a blank line before it";
    DrawnTable: "`+---+---+`, `-----  -----`", "a table drawn with signs", "pandoc, reStructuredText" =>
        "write rows `| A | B |` with `| --- | --- |` under the first, or a `<table>`";
    TableCaption: "`: words`, `Table: words`", "a caption of a table, or a definition that did not take,", "pandoc" =>
        "write `*Table 9: words*` above the table, or `: words` directly under the term";
    Target: "`(port)=`", "a target of MyST", "MyST, Jupyter Book" =>
        "write `{#port}` behind the heading, or under the block";
    Header: "`+++` at the top", "a header in TOML or JSON", "Hugo, Zola" =>
        "write it in YAML, `title: Oman`, between two lines of three hyphens";
    TitleBlock: "`% Title` at the top", "a title block of pandoc", "pandoc" =>
        "write `title: Oman` between two lines of three hyphens";
    BlockBreak: "`+++`", "a break between cells", "MyST, Jupyter Book" =>
        "delete it";
    AttributeList: "`{-}`, `{.class #id}`", "an attribute list that belongs to nothing here", "pandoc, kramdown" =>
        "delete it; a list stands behind a heading, image, link or `[span]`, without a blank before it but for headings, or under a block";
    UndefinedLink: "`[words][key]`", "a link whose address is not defined", "Markdown that did not take" =>
        "add a line `[key]: https://e.org`, or write `[words](https://e.org)`";
    BrokenLink: "`![words](my port.png)`", "a link or an image that did not take", "Markdown that did not take" =>
        "write an address with blanks between angle brackets, `(<my port.png>)`; leave a blank line between HTML and Markdown";
    SpacedLink: "`[words] (https://e.org)`", "a link with a blank in it", "Markdown that did not take" =>
        "take out the blank between the brackets: `[words](https://e.org)`";
    Emphasis: "`**words **`, `words**,**`", "a mark of emphasis that did not take", "Markdown that did not take" =>
        "let the marks touch the words, no blank or punctuation between: `**words**,`";
    Heading: "`##Words`", "a heading that did not take", "Markdown that did not take" =>
        "write a blank behind the number signs; leave a blank line between HTML and Markdown";
    Underline: "`====`", "a line under a heading that did not take", "reStructuredText, Markdown that did not take" =>
        "write `## ` before the heading, and delete the line";
    Comment: "`<!-- words`", "a comment that is never closed", "Markdown that did not take" =>
        "write `-->` where it ends, or `&lt;` for the sign";
    WikiLink: "`[[Page]]`", "a link of a wiki", "Obsidian, GitHub wikis, MediaWiki, Org" =>
        "write `[words](page.md)`";
    Embed: "`![[port.png]]`", "an embedded file", "Obsidian" =>
        "write `![what it shows](port.png)`, or put the text of the other file there";
    BlockId: "`^port`", "an id of a block", "Obsidian" =>
        "write `{#port}` in a line under the block";
    HiddenComment: "`%%words%%`", "a comment of Obsidian", "Obsidian" =>
        "delete it, or write `<!-- words -->`";
    Highlight: "`==words==`", "a highlight", "MkDocs, Obsidian, pandoc" =>
        "write `<mark>words</mark>`";
    Insertion: "`++words++`, `^^words^^`", "an insertion or a key", "MkDocs, markdown-it" =>
        "write `<ins>words</ins>`, or `<kbd>Ctrl</kbd>` for a key";
    Emoji: "`:warning:`", "a short code of an emoji", "GitHub, MkDocs, Slack" =>
        "write the character itself";
    Critic: "`{++words++}`, `{>>words<<}`", "a tracked change of CriticMarkup", "CriticMarkup" =>
        "accept it or reject it";
    Entity: "`&nbsp` without a semicolon", "a character reference without its semicolon", "HTML" =>
        "write the semicolon (`&nbsp;`), or `&amp;` for the sign";
    ChunkOption: "`#| echo: false`", "an option of a chunk", "Quarto, knitr" =>
        "delete it, or put the code that it belongs to between fences";
    AsciiDoc: "`== Words`, `[NOTE]`, `image::port.png[]`", "a line of AsciiDoc", "AsciiDoc" =>
        "write it in Markdown: `## Words`, `![…](port.png)`";
    Org: "`#+BEGIN_SRC`", "a line of Org", "Org mode" =>
        "write it in Markdown: code stands between lines of three backquotes";
    Textile: "`h2. Words`, `\"words\":https://e.org`", "markup of Textile", "Textile" =>
        "write it in Markdown: `## Words`, `[words](https://e.org)`";
    MediaWiki: "`'''words'''`, `{|`", "markup of MediaWiki", "MediaWiki" =>
        "write it in Markdown: `**words**`";
    BbCode: "`[b]words[/b]`", "a tag between square brackets", "BBCode, WordPress" =>
        "write it in Markdown: `**words**`, `[words](https://e.org)`";
}

impl Construct {
    /// Whether a line of it goes on with what the line before is, so that the two are one.
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
                | C::Mdx
        );
        let is_row = before == C::DrawnTable && matches!(self, C::LineBlock | C::HeadlessTable);
        is_row || is_run && self == before
    }
}
