//! The same bytes without a cache, with an empty one, a full one, a damaged one, and one that others use.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};

use libtest_mimic::Trial;
use sha2::{Digest, Sha256};

use super::{Book, Files, Result, check, encoded, files, picture, quiet};
use crate::first_minutes::{command, write};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    let mut tests = vec![
        Trial::test("cache::the_same_bytes_with_and_without", the_same_bytes),
        Trial::test("cache::an_entry_is_used", an_entry_is_used),
        Trial::test("cache::a_changed_picture_is_the_only_new_entry", a_changed_picture),
        Trial::test("cache::a_later_time_changes_no_document", a_later_time),
        Trial::test("cache::edits_that_move_pages", edits_that_move_pages),
        Trial::test("cache::builds_at_the_same_time", builds_at_the_same_time),
        Trial::test("cache::a_changed_figure_is_drawn_again", a_changed_figure),
        Trial::test("cache::a_changed_style_changes_the_cover", a_changed_style),
    ];
    let damages: [(&str, Damage); 4] = [
        ("flipped", |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }),
        ("truncated", |bytes| bytes.truncate(bytes.len() - 1)),
        ("empty", Vec::clear),
        ("of_another_kind", |bytes| *bytes = b"<svg/>".to_vec()),
    ];
    for (name, damage) in damages {
        tests.push(Trial::test(format!("cache::damaged::{name}"), move || damaged(damage)));
    }
    tests.push(Trial::test("cache::damaged::folders_in_their_places", folders_in_their_places));
    tests
}

type Damage = fn(&mut Vec<u8>);

const CACHE: [&str; 2] = ["--cache", "cache"];

fn same(one: &Files, other: &Files, words: &str) -> Outcome {
    let differing: Vec<&String> = one.keys().filter(|name| one.get(*name) != other.get(*name)).collect();
    check(one.keys().eq(other.keys()) && differing.is_empty(), format!("{words}: {differing:?} differ"))
}

fn the_same_bytes() -> Outcome {
    let book = Book::new()?;
    let without = book.built(&["--no-cache"])?;
    same(&without, &book.built(&CACHE)?, "an empty cache")?;
    let entries = files(&book.path("cache"))?;
    for kind in ["picture/", "cover/", "web-font/"] {
        check(
            entries.keys().any(|name| name.starts_with(kind)),
            format!("no {kind} in {:?}", entries.keys()),
        )?;
    }
    same(&without, &book.built(&CACHE)?, "a full cache")?;
    check(files(&book.path("cache"))? == entries, "the second build wrote to the cache")?;
    // One format after the other, each with the results of those before it, and with its own.
    fs::remove_dir_all(book.path("cache"))?;
    for format in ["html", "epub", "pdf", "html", "epub", "pdf"] {
        let made = alone(&book, format, &CACHE)?;
        check(made.is_empty(), String::from_utf8_lossy(&made).into_owned())?;
        let name = format!("small.{format}");
        let bytes = fs::read(book.path("alone").join(&name))?;
        check(without.get(&name) == Some(&bytes), format!("{name} differs where it is built alone"))?;
    }
    let has_drawing = book.entries()?.iter().any(|name| name.starts_with("drawing/"));
    check(has_drawing, "the figure was not kept")
}

/// Builds one format, and returns the messages.
fn alone(book: &Book, format: &str, options: &[&str]) -> Result<Vec<u8>> {
    let mut command = command(book.folder.path(), &["build", "book", "--quiet", "--out", "alone"]);
    let run = command.args(["--format", format]).args(options).output()?;
    check(run.status.success(), String::from_utf8_lossy(&run.stderr))?;
    Ok(run.stderr)
}

/// A figure that is not drawn again changes with its script, its data, its options and its title, and never hides a warning.
fn a_changed_figure() -> Outcome {
    let book = Book::new()?;
    let script = |text: &str| {
        format!("#let draw(data, options) = text(font: \"Source Sans 3\")[{text} #data.year #options]\n")
    };
    let case = |title: &str, option: &str| {
        format!("# Oman\n\n![{title}](years.typ){{data=years.yaml {option}}}\n\n*Figure 2: Years*\n")
    };
    // The built-in fonts have no Chinese characters.
    let missing = script("漢");
    for (name, text) in [
        ("years.yaml", "year: 1999\n"),
        ("1-oman.md", &case("Digits", "")),
        ("years.typ", &script("In")),
        ("years.yaml", "year: 2000\n"),
        ("1-oman.md", &case("Numbers", "")),
        ("1-oman.md", &case("Numbers", "unit=people")),
        ("years.typ", &missing),
    ] {
        write(&book.path("book"), &[(name, text)])?;
        let [fresh, first, second] = [&["--no-cache"][..], &CACHE, &CACHE].map(|options| -> Result<_> {
            let words = alone(&book, "html", &[options, &["--allow", "number-jump"]].concat())?;
            Ok((words, fs::read(book.path("alone/small.html"))?))
        });
        let fresh = fresh?;
        check(fresh == first? && fresh == second?, format!("{name}: {text} makes a difference"))?;
        let warns = String::from_utf8_lossy(&fresh.0).contains("missing-glyph");
        check(warns == (text == missing), format!("{name}: {}", String::from_utf8_lossy(&fresh.0)))?;
    }
    Ok(())
}

/// Damages every entry at once.
fn damaged(damage: Damage) -> Outcome {
    let book = Book::new()?;
    let without = book.built(&CACHE)?;
    let whole = files(&book.path("cache"))?;
    for name in book.entries()? {
        let mut bytes = whole[&name].clone();
        damage(&mut bytes);
        fs::write(book.path("cache").join(&name), bytes)?;
    }
    same(&without, &book.built(&CACHE)?, "damaged entries")?;
    let entries = files(&book.path("cache"))?;
    let is_whole = book.entries()?.iter().all(|name| entries.get(name) == whole.get(name));
    check(is_whole && entries.len() == whole.len(), "the entries were not written again")
}

fn folders_in_their_places() -> Outcome {
    let book = Book::new()?;
    let without = book.built(&CACHE)?;
    for name in book.entries()? {
        let path = book.path("cache").join(&name);
        fs::remove_file(&path)?;
        fs::create_dir(&path)?;
    }
    same(&without, &book.built(&CACHE)?, "folders instead of entries")
}

/// The head of an entry is a mark of 16 bytes and the SHA-256 of the digest of its key, which is its name, and of its content.
fn entry(name: &str, content: &[u8], mark: &[u8]) -> Result<Vec<u8>> {
    let digits =
        name.as_bytes().chunks(2).map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?));
    let key: Vec<u8> = digits.collect::<Result<_>>()?;
    let seal = Sha256::new().chain_update(&key).chain_update(content).finalize();
    Ok([mark, seal.as_slice(), content].concat())
}

/// A cover that was put into the cache is in the next EPUB.
fn an_entry_is_used() -> Outcome {
    let book = Book::new()?;
    book.built(&CACHE)?;
    let name = book.entries()?.into_iter().find(|name| name.starts_with("cover/")).ok_or("no cover")?;
    let path = book.path("cache").join(&name);
    let own = fs::read(&path)?;
    let key = name.rsplit('/').next().unwrap_or_default();
    check(entry(key, &own[48..], &own[..16])? == own, "an entry is made in another way")?;
    let other = encoded(&image::RgbaImage::new(16, 24))?;
    fs::write(&path, entry(key, &other, &own[..16])?)?;
    let made = book.built(&CACHE)?;
    let mut archive = zip::ZipArchive::new(Cursor::new(&made["small.epub"]))?;
    let mut cover = Vec::new();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let name = names.iter().find(|name| name.ends_with("_cover.png")).ok_or("no cover in the EPUB")?;
    archive.by_name(name)?.read_to_end(&mut cover)?;
    check(cover == other, "the cover was drawn again")
}

fn a_changed_picture() -> Outcome {
    let book = Book::new()?;
    book.built(&CACHE)?;
    let before = book.entries()?;
    fs::write(book.path("book/sea.png"), picture(3)?)?;
    let after = book.built(&CACHE)?;
    let added: Vec<String> = book.entries()?.difference(&before).cloned().collect();
    let kinds: BTreeSet<&str> = added.iter().filter_map(|name| Some(name.split_once('/')?.0)).collect();
    // The case that shows it is laid out again, and no other.
    check(added.len() == 3 && kinds.into_iter().eq(["case", "document", "picture"]), format!("{added:?}"))?;
    same(&after, &book.built(&["--no-cache"])?, "a changed picture")
}

fn a_later_time() -> Outcome {
    let book = Book::new()?;
    let at = |time: &str, options: &[&str]| {
        quiet(book.build("out", options).env("SOURCE_DATE_EPOCH", time).output()?)?;
        files(&book.path("out"))
    };
    at("1700000000", &CACHE)?;
    let before = book.entries()?;
    let with = at("1710000000", &CACHE)?;
    let added: Vec<String> = book.entries()?.difference(&before).cloned().collect();
    check(added.iter().all(|name| name.starts_with("case/")), format!("{added:?}"))?;
    same(&with, &at("1710000000", &["--no-cache"])?, "a later time")
}

/// A case is laid out again if its pages have other numbers, or if it shows the page of a case that has moved.
fn edits_that_move_pages() -> Outcome {
    let book = Book::new()?;
    let quiet = "checks: {coarse-picture: allow, no-public-address: allow}";
    let manifest = fs::read_to_string(book.path("book/book.yaml"))?;
    let manifest = manifest.replace("checks: {coarse-picture: allow}", quiet);
    let long = "\n\nA paragraph of some words that fills a part of a line.".repeat(150);
    let chad = "# Chad\n\nAs in [Oman](1-oman.md) and in [Fiji](3-fiji.md#east).\n";
    let fiji = "# Fiji\n\n## East\n\nWords.\n";
    write(&book.path("book"), &[("book.yaml", &manifest), ("2-chad.md", chad), ("3-fiji.md", fiji)])?;
    for (name, text) in [
        ("3-fiji.md", fiji.to_owned()),
        ("3-fiji.md", format!("# Fiji\n\nWords.{long}\n\n## East\n\nWords.\n")),
        ("1-oman.md", format!("# Oman\n\nWords.{long}\n")),
        ("2-chad.md", format!("{chad}{long}")),
        ("1-oman.md", "# Oman\n\nWords.\n".to_owned()),
        ("3-fiji.md", fiji.to_owned()),
    ] {
        write(&book.path("book"), &[(name, &text)])?;
        let with = made(&book, &CACHE)?;
        same(&with, &made(&book, &["--no-cache"])?, name)?;
    }
    Ok(())
}

fn made(book: &Book, options: &[&str]) -> Result<Files> {
    quiet(book.build("out", options).output()?)?;
    files(&book.path("out"))
}

fn a_changed_style() -> Outcome {
    let book = Book::new()?;
    book.built(&CACHE)?;
    for (name, text) in [
        ("styles/theme.toml", "[color]\naccent = \"#123456\"\n"),
        (
            "styles/cover.typ",
            "#let cover(..words) = page(width: 100pt, height: 150pt)[#words.named().title]\n",
        ),
        (
            "book.yaml",
            "title: Other\nslug: small\nlanguage: en\ndate: 2020-01-01\nchecks: {coarse-picture: allow}\ncases: [\"*.md\"]\n",
        ),
    ] {
        let before = book.entries()?;
        write(&book.path("book"), &[(name, text)])?;
        let with = book.built(&CACHE)?;
        let covers = book.entries()?.difference(&before).filter(|name| name.starts_with("cover/")).count();
        check(covers == 1, format!("{name}: {covers} new covers"))?;
        same(&with, &book.built(&["--no-cache"])?, name)?;
    }
    Ok(())
}

fn builds_at_the_same_time() -> Outcome {
    let book = Book::new()?;
    let without = book.built(&["--no-cache"])?;
    let outs = ["a", "b", "c", "d"];
    let builds = outs.map(|out| book.build(out, &CACHE).spawn());
    for build in builds {
        quiet(build?.wait_with_output()?)?;
    }
    for out in outs {
        same(&without, &files(&book.path(out))?, out)?;
    }
    let entries = files(&book.path("cache"))?;
    check(!entries.keys().any(|name| name.contains(".new-")), format!("{:?}", entries.keys()))?;
    book.built(&CACHE)?;
    check(files(&book.path("cache"))? == entries, "an entry was not whole")
}
