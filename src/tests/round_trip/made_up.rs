//! Made-up cases: words of any script with all signs that mean something in Markdown, in every construct.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::model::{
    Alignment, Attributes, Block, BlockKind, Callout, CalloutKind, Case, Cell, CodeLines, DefinitionItem,
    Delimiter, Header, Inline, Link, LinkId, LinkRole, List, Note, NumberStyle, Numbering, PassageKind,
    Reference, ReferenceId, Section, SectionId, Style, Table, plain_text,
};
use crate::source::{FileId, Span};

const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// Running text before its links and notes have ids.
#[derive(Debug, Clone)]
enum Run {
    Words(String),
    Space,
    Styled(Style, Vec<Run>),
    Span(Attributes, Vec<Run>),
    Code(String),
    Link(String, Option<String>, Vec<Run>),
    Note,
    Break,
}

/// A block before its texts have ids.
#[derive(Debug, Clone)]
enum Part {
    Heading(u8, Vec<Run>),
    Paragraph(Attributes, Vec<Run>),
    List(Option<(NumberStyle, Delimiter, i64)>, bool, Vec<(Vec<Run>, Option<Box<Part>>)>),
    Quote(Vec<Part>),
    Table(Vec<Vec<Vec<Run>>>),
    Code(Option<String>, String),
    Division(Attributes, Vec<Part>),
    Callout(CalloutKind, Option<Vec<Run>>, Vec<Part>),
    Definitions(Vec<(Vec<Run>, Vec<Run>)>),
    Verse(Vec<Vec<Vec<Run>>>),
    Divider,
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-zA-Z]{1,9}",
        2 => "[0-9]{1,4}",
        3 => r"[!-/:-@\[-`{-~]{1,3}",
        2 => r"[!-/:-@\[-`{-~]{0,2}[a-z]{1,5}[!-/:-@\[-`{-~]{0,2}",
        1 => "[äöüßéñçøłžÅŒ]{1,4}",
        1 => "[αβγδΩжшюЯ]{1,4}",
        1 => "[“”‘’–—…§°×«»]{1,2}",
        1 => "[港口开放、。]{1,4}",
        1 => prop::sample::select(vec![
            "1.", "a)", "(b)", "iv.", "A.", "#", "##", "-", "+", "*", ">", "|", "---", "***", "===", "~~~", "```", ":::",
            ": x", "::: note", "!!! note", "[^1]:", "[x]", "[ ]", "[!NOTE]", "[TOC]x", "http://e.org", "https://e.org/a_b",
            "www.e.org", "&amp;", "&#65;", "<b>", "</p>", "<!--", "$x$", "@smith", "@fig-a", "x^2^", "H~2~O", "{.a}", "{{x}}",
            "{{< x >}}", "\\newpage", "\\*", "...", "....", "--", "a_b_c", "__init__", "5*3*2", "'tis", "6'2\"", "+++", "<<<",
            "(x)=", "Table:", "| a |", "*[A]:", "e.g.", "\u{A0}x", "x\u{A0}", "^[a]", "[a](b)", "[a]{.b}", "![a](b)", "`a`",
            "%", ":smile:", "[[a]]", "==a==", "~", "^", "\\", "a\\", "-a", "a-",
        ]).prop_map(str::to_owned),
    ]
}

fn run() -> impl Strategy<Value = Run> {
    let leaf = prop_oneof![
        8 => word().prop_map(Run::Words),
        5 => Just(Run::Space),
        1 => "[a-z `*\\[|$]{1,6}".prop_map(Run::Code),
        1 => Just(Run::Note),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let style = prop::sample::select(Style::ALL.to_vec());
        prop_oneof![
            3 => (style, vec(inner.clone(), 1..5)).prop_map(|(style, runs)| Run::Styled(style, runs)),
            1 => (attributes(), vec(inner.clone(), 1..4)).prop_map(|(own, runs)| Run::Span(own, runs)),
            1 => (address(), title(), vec(inner, 1..4)).prop_map(|(address, title, runs)| Run::Link(address, title, runs)),
        ]
    })
}

fn address() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "https://e.org/",
        "a.md#b",
        "a (b).md",
        "a(b",
        "a)b",
        "<a>",
        "a\\b",
        "a&amp;b",
        "a\"b",
        "a_b_c",
        "a*b*",
        "/x/",
        "#y",
        "a`b",
        "$a$",
    ])
    .prop_map(str::to_owned)
}

fn title() -> impl Strategy<Value = Option<String>> {
    prop::sample::select(vec![None, Some("A title"), Some("a \"b\""), Some("a \\ &amp; b"), Some("(x)")])
        .prop_map(|title| title.map(str::to_owned))
}

fn attributes() -> impl Strategy<Value = Attributes> {
    let other = |key: &str, value: &str| Attributes {
        other: vec![(key.to_owned(), value.to_owned())],
        ..Attributes::default()
    };
    let class = |class: &str| Attributes { classes: vec![class.to_owned()], ..Attributes::default() };
    prop::sample::select(vec![
        class("smallcaps"),
        class("u"),
        Attributes { language: Some("pl".to_owned()), ..Attributes::default() },
        Attributes { id: Some("here".to_owned()), ..class("a") },
        other("title", "two words"),
        other("title", "5\" wide"),
        other("title", "it's 5\""),
        other("data", "a}b"),
    ])
}

fn text() -> impl Strategy<Value = Vec<Run>> {
    vec(run(), 1..12)
}

fn lines() -> impl Strategy<Value = Vec<Run>> {
    vec(prop_oneof![9 => run(), 1 => Just(Run::Break)], 1..40)
}

fn numbering() -> impl Strategy<Value = Option<(NumberStyle, Delimiter, i64)>> {
    use NumberStyle::{Decimal, LowerLetter, LowerRoman, UpperLetter};
    prop::sample::select(vec![
        None,
        Some((Decimal, Delimiter::Point, 1)),
        Some((Decimal, Delimiter::Point, 9)),
        Some((Decimal, Delimiter::Parenthesis, 1)),
        Some((Decimal, Delimiter::Parentheses, 3)),
        Some((LowerLetter, Delimiter::Parentheses, 1)),
        Some((LowerLetter, Delimiter::Point, 8)),
        Some((LowerRoman, Delimiter::Parenthesis, 1)),
        Some((UpperLetter, Delimiter::Point, 3)),
    ])
}

fn part() -> impl Strategy<Value = Part> {
    let leaf = prop_oneof![
        2 => (2_u8..5, text()).prop_map(|(level, runs)| Part::Heading(level, runs)),
        6 => lines().prop_map(|runs| Part::Paragraph(Attributes::default(), runs)),
        1 => (attributes(), lines()).prop_map(|(own, runs)| Part::Paragraph(own, runs)),
        1 => (1_usize..4).prop_flat_map(|columns| vec(vec(text(), columns..=columns), 2..4)).prop_map(Part::Table),
        1 => (prop::sample::select(vec![None, Some("rust".to_owned())]), "[a-z `~:>\n|#]{1,40}").prop_map(|(language, code)| Part::Code(language, code)),
        1 => vec((text(), lines()), 1..3).prop_map(Part::Definitions),
        1 => vec(vec(text(), 1..4), 1..3).prop_map(Part::Verse),
        1 => Just(Part::Divider),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        let item = || (lines(), prop::option::of(inner.clone().prop_map(Box::new)));
        prop_oneof![
            3 => (numbering(), any::<bool>(), vec(item(), 2..4)).prop_map(|(numbering, tight, items)| Part::List(numbering, tight, items)),
            1 => vec(inner.clone(), 1..4).prop_map(Part::Quote),
            1 => (attributes(), vec(inner.clone(), 1..4)).prop_map(|(own, parts)| Part::Division(own, parts)),
            1 => (prop::sample::select(CalloutKind::ALL.to_vec()), prop::option::of(text()), vec(inner, 1..3))
                .prop_map(|(kind, title, parts)| Part::Callout(kind, title, parts)),
        ]
    })
}

/// A case of paragraphs.
pub fn paragraphs() -> impl Strategy<Value = Case> {
    vec(lines(), 1..4).prop_map(|texts| {
        let parts: Vec<Part> =
            texts.into_iter().map(|runs| Part::Paragraph(Attributes::default(), runs)).collect();
        Making::default().case(&parts)
    })
}

/// A case of any blocks.
pub fn case() -> impl Strategy<Value = Case> {
    vec(part(), 1..7).prop_map(|parts| Making::default().case(&parts))
}

/// Gives ids to what has some.
#[derive(Default)]
struct Making {
    sections: Vec<Section>,
    references: Vec<Reference>,
    links: Vec<Link>,
    is_in_link: bool,
    is_on_one_line: bool,
}

impl Making {
    fn case(mut self, parts: &[Part]) -> Case {
        let mut blocks = self.blocks(parts);
        // A quotation at the beginning may be an epigraph.
        blocks.insert(0, block(BlockKind::Paragraph(vec![Inline::Text("Words.".to_owned())])));
        let mut references = std::mem::take(&mut self.references);
        let notes = (0..references.len())
            .map(|index| {
                let words = Inline::Text(format!("Note {index}."));
                Note {
                    label: format!("n{index}"),
                    blocks: vec![block(BlockKind::Paragraph(vec![words]))],
                    span: NOWHERE,
                }
            })
            .collect();
        references.extend(self.references);
        let header = Header { title: vec![Inline::Text("A title: made up".to_owned())], ..Header::default() };
        Case {
            blocks,
            sections: self.sections,
            references,
            notes,
            links: self.links,
            ..Case::empty(FileId(0), header)
        }
    }

    fn blocks(&mut self, parts: &[Part]) -> Vec<Block> {
        let blocks = parts.iter().filter_map(|part| self.block(part)).collect::<Vec<_>>();
        if blocks.is_empty() {
            vec![block(BlockKind::Paragraph(vec![Inline::Text("words".to_owned())]))]
        } else {
            blocks
        }
    }

    fn block(&mut self, part: &Part) -> Option<Block> {
        let kind = match part {
            Part::Heading(level, runs) => {
                let content = self.one_line(runs)?;
                if plain_text(&content).is_empty() {
                    return None;
                }
                let id = SectionId::after(self.sections.len());
                self.sections.push(Section { level: *level, text: plain_text(&content), span: NOWHERE });
                BlockKind::Heading(id, content)
            }
            Part::Paragraph(own, runs) => {
                let kind = BlockKind::Paragraph(self.text(runs)?);
                // Nothing has an escape in HTML, which some values need.
                let is_html = own.other.iter().any(|(_, value)| value.contains('"') && value.contains('\''));
                let attributes = if is_html { Attributes::default() } else { own.clone() };
                return Some(Block { attributes, ..block(kind) });
            }
            Part::List(numbering, tight, items) => self.list(*numbering, *tight, items)?,
            Part::Quote(parts) => BlockKind::Quote(self.blocks(parts)),
            Part::Table(rows) => self.table(rows),
            Part::Code(language, code) => {
                let text = code.trim_end_matches('\n').to_owned();
                BlockKind::CodeBlock {
                    language: language.clone(),
                    text,
                    file_name: None,
                    lines: CodeLines::default(),
                }
            }
            Part::Division(own, parts) => {
                let kind = BlockKind::Division(self.blocks(parts));
                return Some(Block { attributes: own.clone(), ..block(kind) });
            }
            Part::Callout(kind, title, parts) => {
                let title = title.as_ref().and_then(|title| self.one_line(title));
                BlockKind::Callout(Callout {
                    kind: Some(*kind),
                    title,
                    fold: None,
                    blocks: self.blocks(parts),
                })
            }
            Part::Definitions(items) => {
                let items: Vec<DefinitionItem> = items
                    .iter()
                    .filter_map(|(term, words)| {
                        let term = self.one_line(term)?;
                        let words = self.text(words)?;
                        Some(DefinitionItem {
                            term,
                            definitions: vec![vec![block(BlockKind::Paragraph(words))]],
                        })
                    })
                    .collect();
                if items.is_empty() {
                    return None;
                }
                BlockKind::DefinitionList(items)
            }
            Part::Verse(stanzas) => {
                let stanzas: Vec<Block> = stanzas.iter().filter_map(|lines| self.stanza(lines)).collect();
                if stanzas.is_empty() {
                    return None;
                }
                BlockKind::Passage(PassageKind::Verse, stanzas)
            }
            Part::Divider => BlockKind::Divider,
        };
        Some(block(kind))
    }

    fn stanza(&mut self, lines: &[Vec<Run>]) -> Option<Block> {
        let lines: Vec<Vec<Inline>> = lines.iter().filter_map(|runs| self.one_line(runs)).collect();
        // A dash at the beginning would make a line the source of the poem.
        let begun = |mut line: Vec<Inline>| {
            line.insert(0, Inline::Code("line".to_owned()));
            line
        };
        let content = lines.into_iter().map(begun).collect::<Vec<_>>().join(&Inline::LineBreak);
        (!content.is_empty()).then(|| block(BlockKind::Paragraph(content)))
    }

    fn list(
        &mut self,
        numbering: Option<(NumberStyle, Delimiter, i64)>,
        tight: bool,
        items: &[(Vec<Run>, Option<Box<Part>>)],
    ) -> Option<BlockKind> {
        let mut found = Vec::new();
        for (runs, inner) in items {
            let mut item: Vec<Block> =
                self.text(runs).map(|text| block(BlockKind::Paragraph(text))).into_iter().collect();
            // Such markers allow no fences inside.
            let is_usual = numbering.is_none_or(|(style, delimiter, _)| {
                style == NumberStyle::Decimal && delimiter != Delimiter::Parentheses
            });
            let inner = inner.as_ref().filter(|_| !tight && is_usual).and_then(|part| self.block(part));
            item.extend(inner.filter(|_| !item.is_empty()));
            if !item.is_empty() {
                found.push(item);
            }
        }
        if found.len() < 2 {
            return None;
        }
        let numbering = numbering.map(|(style, delimiter, first)| {
            let given = vec![None; found.len()];
            Numbering { delimiter, ..Numbering::new(style, false, Some(first), &given) }
        });
        Some(BlockKind::List(List { numbering, tight, items: found }))
    }

    fn table(&mut self, rows: &[Vec<Vec<Run>>]) -> BlockKind {
        let mut rows: Vec<Vec<Cell>> =
            rows.iter().map(|row| row.iter().map(|runs| Cell::of_text(self.cell(runs))).collect()).collect();
        let columns = vec![Alignment::Center; rows[0].len()];
        if let Some(cell) = rows[0].first_mut().filter(|cell| cell.content.is_empty()) {
            cell.content = vec![Inline::Text("Head".to_owned())];
        }
        let header = vec![rows.remove(0)];
        BlockKind::Table(Table { columns, widths: Vec::new(), header, rows, foot: Vec::new(), caption: None })
    }

    /// The text of a cell, in which a hyphen before a number would become a minus sign.
    fn cell(&mut self, runs: &[Run]) -> Vec<Inline> {
        let mut content = self.one_line(runs).unwrap_or_default();
        let mut open = vec![&mut content];
        while let Some(texts) = open.pop() {
            for inline in texts {
                if let Inline::Text(words) = inline {
                    *words = words.replace(['-', '–'], "+");
                } else if let Some(children) = inline.children_mut() {
                    open.push(children);
                }
            }
        }
        content
    }

    fn one_line(&mut self, runs: &[Run]) -> Option<Vec<Inline>> {
        self.is_on_one_line = true;
        let text = self.text(runs);
        self.is_on_one_line = false;
        text
    }

    /// The text in the form that the parser gives it; none if nothing is visible.
    fn text(&mut self, runs: &[Run]) -> Option<Vec<Inline>> {
        let before = (self.references.len(), self.links.len());
        let mut content = self.inlines(runs);
        super::normal::normalize(&mut content);
        let is_visible = !plain_text(&content).trim_matches('\u{A0}').is_empty();
        if !is_visible {
            self.references.truncate(before.0);
            self.links.truncate(before.1);
        }
        is_visible.then_some(content)
    }

    fn inlines(&mut self, runs: &[Run]) -> Vec<Inline> {
        // A space before a note would be removed.
        let word = |run: &Run| matches!(run, Run::Note).then(|| Inline::Text("w".to_owned()));
        // A dash after a line break would begin the source of a quotation.
        let next = |run: &Run| matches!(run, Run::Break).then(|| Inline::Text("w".to_owned()));
        runs.iter().flat_map(|run| word(run).into_iter().chain(self.inline(run)).chain(next(run))).collect()
    }

    fn inline(&mut self, run: &Run) -> Option<Inline> {
        Some(match run {
            Run::Words(words) => Inline::Text(words.clone()),
            Run::Space => Inline::Text(" ".to_owned()),
            Run::Styled(style, runs) => Inline::Styled(*style, self.inlines(runs)),
            Run::Span(own, runs) => Inline::Span(own.clone(), self.inlines(runs)),
            Run::Code(code) => Inline::Code(code.split_whitespace().collect::<Vec<_>>().join(" ")),
            Run::Link(_, _, runs) if self.is_in_link => {
                return Some(Inline::Span(
                    Attributes { classes: vec!["x".to_owned()], ..Attributes::default() },
                    self.inlines(runs),
                ));
            }
            Run::Link(address, title, runs) => {
                let id = LinkId::after(self.links.len());
                let (destination, title) = (address.clone(), title.clone());
                self.links.push(Link { destination, title, role: LinkRole::Written, span: NOWHERE });
                self.is_in_link = true;
                let inside = self.inlines(runs);
                self.is_in_link = false;
                Inline::Link(id, Attributes::default(), inside)
            }
            Run::Note if self.is_in_link => return None,
            Run::Note => {
                let id = ReferenceId::after(self.references.len());
                self.references.push(Reference { label: format!("n{}", id.0), span: NOWHERE });
                Inline::NoteReference(id)
            }
            Run::Break if self.is_on_one_line => return None,
            Run::Break => Inline::LineBreak,
        })
    }
}

fn block(kind: BlockKind) -> Block {
    Block { span: NOWHERE, attributes: Attributes::default(), kind }
}
