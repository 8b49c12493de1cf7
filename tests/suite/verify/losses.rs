//! Text that parsers lost silently: releases are built from the damaged text and compared with the original. The second
//! reading of `verify` must report the file, the line and the word, for every output.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use super::{Result, build, check, verify};
use crate::golden::Outcome;

/// A text, its damaged form, and the place and word that must be reported.
struct Loss {
    name: &'static str,
    written: &'static str,
    came_out: &'static str,
    says: &'static str,
}

const LOSSES: &[Loss] = &[
    Loss {
        name: "code_before_the_list_of_a_heading",
        written: "## The `law` of *x* {#y}\n\nWords.\n",
        came_out: "## The of x {#y}\n\nWords.\n",
        says: "case.md:5:8: error[lost-word]: `law`",
    },
    Loss {
        name: "a_heading_of_code",
        written: "Words.\n\n## `only-code` {#api}\n\nWords.\n",
        came_out: "Words.\n\nWords.\n",
        says: "case.md:7:4: error[lost-word]: `only-code`",
    },
    Loss {
        name: "the_blank_of_a_line_end",
        written: "Line one\nline two\n{.lead}\n",
        came_out: "Line oneline two\n{.lead}\n",
        says: "case.md:6:1: error[lost-word]: `line`",
    },
    Loss {
        name: "the_blank_between_cells",
        written: "<table><tr><td>Oman<table><tr><td>3</td></tr></table></td></tr></table>\n",
        came_out: "<table><tr><td>Oman3</td></tr></table>\n",
        says: "case.md:5:16: error[lost-word]: `Oman`",
    },
    Loss {
        name: "the_blank_between_items",
        written: "<table><tr><td>x<ul><li>one</li><li>two</li></ul></td></tr></table>\n",
        came_out: "<table><tr><td>xonetwo</td></tr></table>\n",
        says: "error[lost-word]: `one`",
    },
    Loss {
        name: "a_link_and_a_note",
        written: "See [the report](https://example.org) here.[^1] {.a}\n\n[^1]: A note of words.\n",
        came_out: "See here. {.a}\n",
        says: "case.md:5:5: error[lost-word]: `the`",
    },
    Loss {
        name: "a_note_in_running_text",
        written: "Words.^[A note about tariffs.] More words.\n",
        came_out: "Words. More words.\n",
        says: "case.md:5:16: error[lost-word]: `about`",
    },
    Loss {
        name: "a_note_inside_a_note",
        written: "Words.^[Outer^[An inner tariff.] end.] More words.\n",
        came_out: "Words.^[Outer end.] More words.\n",
        says: "error[lost-word]: `inner`",
    },
    Loss {
        name: "a_line_of_a_poem",
        written: "| Line one of it\n|   line second\n",
        came_out: "| Line one of it\n",
        says: "case.md:6:10: error[lost-word]: `second`",
    },
    Loss {
        name: "an_item_with_a_letter",
        written: "(a) alpha\n(b) beta\n(c) gamma\n",
        came_out: "(a) alpha\n(b) beta\n",
        says: "case.md:7:5: error[lost-word]: `gamma`",
    },
    Loss {
        name: "words_beside_a_command",
        written: "\\noindent Words\\index{words} that stay.\n",
        came_out: "\\noindent Words\\index{words} stay.\n",
        says: "error[lost-word]: `that`",
    },
    Loss {
        name: "the_source_of_a_quotation",
        written: "Words.\n\n> Quoted.\n> — Somebody\n",
        came_out: "Words.\n\n> Quoted.\n",
        says: "case.md:8:5: error[lost-word]: `Somebody`",
    },
    Loss {
        name: "the_end_of_a_paragraph_in_a_quotation",
        written: "> Words of a quotation\n> that go on *here* and there.\n",
        came_out: "> Words of a quotation\n> that go on and there.\n",
        says: "case.md:6:14: error[lost-word]: `here`",
    },
    Loss {
        name: "one_of_two_words_that_are_the_same",
        written: "Cable and cable and 04MUSCAT1.\n",
        came_out: "Cable and cable 04MUSCAT1.\n",
        says: "case.md:5:17: error[lost-word]: `and`",
    },
    Loss {
        name: "words_of_a_definition",
        written: "Term one\nTerm two\n: definition of it\n",
        came_out: "Term one\n: definition of it\n",
        says: "case.md:6:",
    },
    Loss {
        name: "a_word_in_code",
        written: "```\nlet x = one;\nlet y = two;\n```\n",
        came_out: "```\nlet x = one;\nlet y;\n```\n",
        says: "case.md:7:9: error[lost-word]: `two`",
    },
    Loss {
        name: "a_word_beside_markup_in_indented_code",
        written: "Words.\n\n    see HEAD@{0} and [-\"1.0\"-]{+\"1.1\"+} <div id=\"a\">there : x</div>\n    s[0-9][0-9] three\n",
        came_out: "Words.\n\n    see HEAD@{0} and [-\"1.0\"-]{+\"1.1\"+} <div id=\"a\">there : x</div>\n    s[0-9][0-9]\n",
        says: "case.md:8:17: error[lost-word]: `three`",
    },
    Loss {
        name: "a_word_in_a_block_of_html",
        written: "<div class=\"a\">\n_[a link](https://e.org)_ and *words* of it\n</div>\n",
        came_out: "<div class=\"a\">\n_[a link](https://e.org)_ and *words* it\n</div>\n",
        says: "case.md:6:39: error[lost-word]: `of`",
    },
    Loss {
        name: "a_word_beside_braces_that_are_printed",
        written: "1.5 of `s[0-9][1-2]`, as in {@fig:x}A and [a](https://e.org/{% b %}), is here.\n\n+ 1. One item\n",
        came_out: "1.5 of `s[0-9][1-2]`, as in {@fig:x}A and [a](https://e.org/{% b %}), is.\n\n+ 1. One item\n",
        says: "error[lost-word]: `here`",
    },
    Loss {
        name: "words_without_glyphs",
        written: "第一の文です。\n\n最初の段落です。 二番目の文。\n\n*強調の第一です*、*強*、`第一`\n",
        came_out: "第一の文です。\n\n最初の段落です。\n\n*強調の第一です*、*強*、`第一`\n",
        says: "case.md:7:10: error[lost-word]: `二番目`",
    },
    Loss {
        name: "a_word_from_right_to_left",
        written: "هذا نص أول.\n\nكلمة Git ثم كلمة أخرى (2005).\n",
        came_out: "هذا نص أول.\n\nكلمة Git كلمة أخرى (2005).\n",
        says: "error[lost-word]: `ثم`",
    },
];

pub fn tests() -> Vec<Trial> {
    let trial =
        |loss: &'static Loss| Trial::test(format!("verify::names_the_loss_of_{}", loss.name), || named(loss));
    LOSSES.iter().map(trial).collect()
}

fn project(folder: &Path, text: &str) -> Outcome {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("book.yaml"), "title: Book\nlanguage: en\ncases: [case.md]\n")?;
    fs::write(folder.join("case.md"), format!("---\ntitle: Case\n---\n\n{text}"))?;
    Ok(())
}

fn named(loss: &Loss) -> Outcome {
    let folder = tempfile::tempdir()?;
    project(&folder.path().join("written"), loss.written)?;
    project(&folder.path().join("came-out"), loss.came_out)?;
    build(folder.path(), "written", "sound")?;
    let (said, code) = verify(folder.path(), "sound", "written")?;
    check(code == 0, format!("a sound release is accused: {said}"))?;
    build(folder.path(), "came-out", "dist")?;
    let (said, _) = verify(folder.path(), "dist", "written")?;
    says_of_each(loss, &said)
}

fn says_of_each(loss: &Loss, said: &str) -> Result<()> {
    let names = |file: &str| {
        said.lines().any(|line| {
            line.contains(loss.says) && line.contains("lost-word") && line.contains(&format!("`{file}`"))
        })
    };
    for file in ["book.html", "book.epub"] {
        check(names(file), format!("nobody says {:?} of {file}, but\n{said}", loss.says))?;
    }
    // If only a space is lost, the words on a page are joined like at a line break.
    let is_blank = loss.name.starts_with("the_blank");
    // On pages, the second reading cannot check words without glyphs and right-to-left words; only the comparison of
    // paragraphs reports them.
    let accuses = |file: &str| {
        said.lines().any(|line| line.contains("case.md:7:") && line.contains(&format!("`{file}`")))
    };
    let is_other_script = !loss.written.is_ascii();
    for file in ["book.pdf", "cases/case.pdf"] {
        check(
            is_blank || names(file) || is_other_script && accuses(file),
            format!("nobody says {:?} of {file}, but\n{said}", loss.says),
        )?;
    }
    Ok(())
}
