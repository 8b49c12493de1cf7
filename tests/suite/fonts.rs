//! Fonts for the scripts of a book: built-in families, families dropped into `fonts/`, and what the outputs embed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

use casebook::{Format, Project, Release};
use libtest_mimic::Trial;
use lopdf::{Document, Object};
use ttf_parser::Face;

use crate::first_minutes::{Result, casebook, check};
use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test(
            "fonts::built_in_families_need_no_configuration",
            built_in_families_need_no_configuration,
        ),
        Trial::test("fonts::dropped_files_of_every_kind_are_used", dropped_files_of_every_kind_are_used),
        Trial::test("fonts::han_follows_the_language", han_follows_the_language),
        Trial::test("fonts::full_width_signs_are_those_of_han", full_width_signs_are_those_of_han),
        Trial::test("fonts::text_in_drawings_is_text_or_outlines", text_in_drawings_is_text_or_outlines),
        Trial::test("fonts::unneeded_families_change_nothing", unneeded_families_change_nothing),
        Trial::test("fonts::the_theme_comes_first", the_theme_comes_first),
        Trial::test("fonts::files_that_are_no_fonts_are_named", files_that_are_no_fonts_are_named),
        Trial::test("fonts::the_command_lists_what_a_book_needs", the_command_lists_what_a_book_needs),
    ]
}

const REGULAR: &str = "tests/books/scripts/fonts/NotoSerifCJK-Regular.ttc";

fn collection() -> Result<Vec<u8>> {
    Ok(fs::read(root().join(REGULAR))?)
}

/// A face of a collection as a file of its own.
fn face(collection: &[u8], index: u32) -> Result<Vec<u8>> {
    let raw = ttf_parser::RawFace::parse(collection, index)?;
    let tables: Vec<_> = raw.table_records.into_iter().collect();
    let mut file = b"OTTO".to_vec();
    file.extend(u16::try_from(tables.len())?.to_be_bytes());
    file.extend([0; 6]);
    let mut data: Vec<u8> = Vec::new();
    for table in &tables {
        let start = 12 + 16 * tables.len() + data.len();
        file.extend(table.tag.to_bytes());
        file.extend([0; 4]);
        file.extend(u32::try_from(start)?.to_be_bytes());
        file.extend(table.length.to_be_bytes());
        let from = usize::try_from(table.offset)?;
        data.extend(&collection[from..from + usize::try_from(table.length)?]);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    file.extend(data);
    Ok(file)
}

fn release(language: &str, text: &str, others: &[(&str, Vec<u8>)]) -> Result<Release> {
    let book = format!("title: Small\nlanguage: {language}\ncases: [a.md]");
    let files = [("book.yaml", book.into_bytes()), ("a.md", text.as_bytes().to_vec())];
    let files = files.into_iter().chain(others.iter().cloned());
    let book = Project::from_files(files).compile().map_err(|report| report.to_string())?;
    Ok(book.render(&[Format::Epub, Format::Pdf, Format::Html]).map_err(|report| report.to_string())?)
}

fn bytes<'r>(release: &'r Release, ending: &str) -> Result<&'r [u8]> {
    let file = release.files().iter().find(|file| file.path.ends_with(ending));
    Ok(&file.ok_or("the output is missing")?.bytes)
}

/// The files of an EPUB whose names end in one of these endings.
fn in_epub(release: &Release, endings: &[&str]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes(release, ".epub")?))?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        if endings.iter().any(|ending| file.name().ends_with(ending)) {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let name = file.name().rsplit('/').next().unwrap_or_default().to_owned();
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

fn fonts_in_epub(release: &Release) -> Result<BTreeMap<String, Vec<u8>>> {
    in_epub(release, &[".ttf", ".otf"])
}

/// The characters of a font that are not ASCII.
fn characters(font: &[u8]) -> Result<BTreeSet<char>> {
    let face = Face::parse(font, 0)?;
    let mut found = BTreeSet::new();
    for table in face.tables().cmap.ok_or("no characters")?.subtables {
        table.codepoints(|code| found.extend(char::from_u32(code).filter(|one| !one.is_ascii())));
    }
    Ok(found.into_iter().filter(|one| face.glyph_index(*one).is_some()).collect())
}

/// The PostScript names of the fonts in the PDF, without the prefix of a subset.
fn fonts_in_pdf(release: &Release) -> Result<BTreeSet<String>> {
    let document = Document::load_mem(bytes(release, ".pdf")?)?;
    let names = document.objects.values().filter_map(|object| {
        let name = object.as_dict().ok()?.get(b"BaseFont").and_then(Object::as_name).ok()?;
        let name = String::from_utf8_lossy(name).into_owned();
        Some(name.split_once('+').map_or(name.clone(), |(_, name)| name.to_owned()))
    });
    Ok(names.collect())
}

fn built_in_families_need_no_configuration() -> Outcome {
    for (language, text, file, name) in [
        ("ar", "# الميناء\n\nتدخل السفن.", "noto-naskh-arabic-regular.ttf", "NotoNaskhArabic"),
        ("fa", "# کتاب\n\nهر کس می‌تواند بخواند.", "noto-naskh-arabic-regular.ttf", "NotoNaskhArabic"),
        ("ur", "# کتاب\n\nیہ ٹھیک ہے۔", "noto-naskh-arabic-regular.ttf", "NotoNaskhArabic"),
        ("he", "# הנמל\n\nשלום עולם.", "noto-serif-hebrew-regular.ttf", "NotoSerifHebrew"),
        ("hi", "# डाकघर\n\nक्षत्रिय श्री।", "noto-serif-devanagari-regular.ttf", "NotoSerifDevanagari"),
        ("en", "# Party\n\nCake 🎂 and a family 👩‍👩‍👧‍👦.", "noto-emoji-regular.ttf", "NotoEmoji"),
    ] {
        let release = release(language, text, &[])?;
        check(release.report().is_empty(), format!("{language}: {}", release.report()))?;
        let fonts = fonts_in_epub(&release)?;
        let font = fonts.get(file).ok_or(format!("{language}: {:?}", fonts.keys()))?;
        let has = characters(font)?;
        let is_letter = |one: &char| !one.is_ascii() && (one.is_alphabetic() || u32::from(*one) > 0x1_F000);
        let lost: Vec<char> = text.chars().filter(is_letter).filter(|one| !has.contains(one)).collect();
        check(lost.is_empty(), format!("{language} lacks {lost:?}"))?;
        let strange: Vec<_> = has.iter().filter(|one| one.is_alphabetic() && !text.contains(**one)).collect();
        check(strange.is_empty(), format!("{language} has {strange:?}"))?;
        let fonts = fonts_in_pdf(&release)?;
        check(fonts.iter().any(|font| font.starts_with(name)), format!("{language}: {fonts:?}"))?;
        let html = String::from_utf8_lossy(bytes(&release, ".html")?);
        let family = name.replace("Noto", "Noto ").replace("Naskh", "Naskh ").replace("Serif", "Serif ");
        check(
            html.contains(&format!("font-family: \"{family}\"")),
            format!("{language}: {family} in the HTML"),
        )?;
    }
    Ok(())
}

fn dropped_files_of_every_kind_are_used() -> Outcome {
    let collection = collection()?;
    let single = face(&collection, 2)?;
    for (path, file) in [
        ("fonts/cjk.ttc", &collection),
        ("fonts/CJK.TTC", &collection),
        ("fonts/cjk.otc", &collection),
        ("fonts/below/jp.otf", &single),
    ] {
        let release = release("ja", "# 手紙\n\n配達人が運ぶ。", &[(path, file.clone())])?;
        check(release.report().is_empty(), format!("{path}: {}", release.report()))?;
        let fonts = fonts_in_epub(&release)?;
        let font = fonts.get("noto-serif-cjk-jp-regular.otf").ok_or(format!("{path}: {:?}", fonts.keys()))?;
        let has = characters(font)?;
        check("手紙配達人が運ぶ。".chars().all(|one| has.contains(&one)), format!("{path}: {has:?}"))?;
        check(!has.contains(&'局') && font.len() < 12_000, format!("{path}: {} bytes, {has:?}", font.len()))?;
        let fonts = fonts_in_pdf(&release)?;
        check(fonts.iter().any(|font| font.contains("NotoSerifCJKjp")), format!("{path}: {fonts:?}"))?;
    }
    let thai = fs::read(root().join("tests/books/scripts/fonts/NotoSerifThai-Regular.ttf"))?;
    let release = release("th", "# ท่าเรือ\n\nนำจดหมาย", &[("fonts/thai.ttf", thai)])?;
    check(release.report().is_empty(), release.report().to_string())?;
    let fonts = fonts_in_epub(&release)?;
    let font = fonts.get("noto-serif-thai-regular.ttf").ok_or(format!("{:?}", fonts.keys()))?;
    // A browser takes `ำ` apart into a ring and a vowel.
    check(
        "ำ\u{E4D}\u{E32}".chars().all(|part| characters(font).is_ok_and(|has| has.contains(&part))),
        "no ring",
    )
}

fn han_follows_the_language() -> Outcome {
    let text = "# 信\n\n把骨写成[骨図]{lang=ja}。";
    let release = release("zh-Hans", text, &[("fonts/cjk.ttc", collection()?)])?;
    check(release.report().is_empty(), release.report().to_string())?;
    let fonts = fonts_in_epub(&release)?;
    let of = |name: &str| -> Result<BTreeSet<char>> { characters(fonts.get(name).ok_or(name.to_owned())?) };
    let japanese = of("noto-serif-cjk-jp-regular.otf")?;
    check(japanese == BTreeSet::from(['骨', '図']), format!("{japanese:?}"))?;
    let chinese = of("noto-serif-cjk-sc-regular.otf")?;
    check(chinese.contains(&'骨') && !chinese.contains(&'図'), format!("{chinese:?}"))?;
    let pdf = fonts_in_pdf(&release)?;
    let has = |part: &str| pdf.iter().any(|font| font.contains(part));
    check(has("CJKsc") && has("CJKjp") && !has("CJKtc") && !has("CJKkr"), format!("{pdf:?}"))?;
    let css =
        in_epub(&release, &[".css"])?.into_values().map(|css| String::from_utf8_lossy(&css).into_owned());
    let css: String = css.collect();
    let rule = "body :lang(ja) { font-family: \"Source Serif 4\", \"Noto Serif CJK JP\"";
    check(css.contains(rule), css)?;
    // One family for all languages needs no rules.
    let release = self::release("zh-Hans", text, &[("fonts/sc.otf", face(&collection()?, 0)?)])?;
    let html = String::from_utf8_lossy(bytes(&release, ".html")?);
    check(!html.contains(":lang(zh) {"), "rules for a single family")
}

fn full_width_signs_are_those_of_han() -> Outcome {
    for (language, word, family, is_full_width) in [
        ("zh-Hans", "信", "noto-serif-cjk-sc-regular.otf", true),
        ("zh-TW", "信", "noto-serif-cjk-tc-regular.otf", true),
        ("ja", "手紙", "noto-serif-cjk-jp-regular.otf", true),
        ("ko", "편지", "noto-serif-cjk-kr-regular.otf", false),
        ("en", "信", "noto-serif-cjk-sc-regular.otf", false),
    ] {
        let text = format!("# Don’t\n\n{word}“{word}……”——**don’t**.\n\n| “{word}” |\n|---|\n| a |");
        let release = release(language, &text, &[("fonts/cjk.ttc", collection()?)])?;
        let fonts = fonts_in_epub(&release)?;
        let of = |name: &str| -> Result<BTreeSet<char>> {
            characters(fonts.get(name).ok_or(format!("{language}: no {name} in {:?}", fonts.keys()))?)
        };
        let has_signs = |has: &BTreeSet<char>| ['“', '”', '…', '—'].map(|sign| has.contains(&sign));
        let (han, latin) = (of(family)?, of("source-serif-4-regular.ttf")?);
        check(has_signs(&han) == [is_full_width; 4], format!("{language}: {han:?}"))?;
        check(has_signs(&latin) == [!is_full_width; 4], format!("{language}: {latin:?}"))?;
        check(latin.contains(&'’') && !han.contains(&'’'), format!("{language}: the apostrophe"))?;
        let html = String::from_utf8_lossy(bytes(&release, ".html")?);
        let range = "unicode-range: U+0-2013, U+2015-201B, U+201E-2025, U+2027-10FFFF;";
        check(html.contains(range) == is_full_width, format!("{language}: the range of the Latin faces"))?;
    }
    // Without a family for Han characters, the Latin one keeps its signs.
    let release = release("zh", "# A\n\n“B” — C…", &[])?;
    let report = release.report().to_string();
    check(report.contains('录') && !report.contains(['“', '—', '…']), report)
}

/// A PDF for archives cannot hold text of a drawing whose letters join or have accents that are glyphs of their own.
fn text_in_drawings_is_text_or_outlines() -> Outcome {
    for (words, font, complaint) in [
        ("office", Some("SourceSerif4"), None),
        ("office 手紙 office", Some("CJKjp"), None),
        ("x\u{304} e\u{30b}", None, None),
        ("x&#x304;", None, None),
        ("नमस्ते", None, None),
        ("GDP (प्रतिशत)", None, None),
        ("<![CDATA[नमस्ते & b]]>", None, None),
        ("שָׁלוֹם office", None, None),
        ("بِسْمِ اللَّهِ", None, None),
        ("<tspan x='1' y='9'>नमस्ते</tspan><tspan x='1' y='19'>डाक</tspan>", None, None),
        ("office<title>ꙮ</title>", Some("SourceSerif4"), None),
        ("ꙮ", None, Some("missing-glyph")),
        ("ab بسم", None, Some("reduced-picture")),
        ("नम<tspan font-weight='bold'>स्ते</tspan>", None, Some("reduced-picture")),
    ] {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 80' font-family='serif' font-size='20'>\
             <text x='10' y='60'>{words}</text></svg>"
        );
        let files = [("p.svg", svg.into_bytes()), ("fonts/cjk.ttc", collection()?)];
        let release = release("en", "# `a`\n\n`b`\n\n![`c`](p.svg)", &files)?;
        let report = release.report().to_string();
        let is_as_expected = complaint.map_or(report.is_empty(), |complaint| report.contains(complaint));
        check(is_as_expected, format!("{words}: {report}"))?;
        let fonts = fonts_in_pdf(&release)?;
        let of_text: Vec<_> = ["Devanagari", "Hebrew", "Arabic", "CJK"].into_iter().collect();
        let has = |part: &str| fonts.iter().any(|font| font.contains(part));
        match font {
            Some(font) => check(has(font), format!("{words}: {fonts:?}"))?,
            None => check(!of_text.iter().any(|part| has(part)), format!("{words}: {fonts:?}"))?,
        }
    }
    Ok(())
}

fn unneeded_families_change_nothing() -> Outcome {
    let text = "# Port\n\nThe *ships* arrive at dawn — “Ελλάδα, Россия” `code`.";
    let [without, with] =
        [vec![], vec![("fonts/cjk.ttc", collection()?)]].map(|others| release("en", text, &others));
    let (without, with) = (without?, with?);
    for ending in [".epub", ".pdf", ".html"] {
        check(bytes(&without, ending)? == bytes(&with, ending)?, format!("{ending} differs"))?;
    }
    let record = String::from_utf8_lossy(bytes(&without, "release.json")?);
    check(!record.contains("Noto"), record)?;
    let html = String::from_utf8_lossy(bytes(&without, ".html")?);
    check(!html.contains("Noto") && !html.contains("font-synthesis"), "families that nothing needs")
}

fn the_theme_comes_first() -> Outcome {
    let theme = b"[family]\ntext = [\"Source Serif 4\", \"Noto Serif CJK KR\"]".to_vec();
    let files = [("fonts/cjk.ttc", collection()?), ("styles/theme.toml", theme)];
    let release = release("ko", "# 항구\n\n편지", &files)?;
    check(release.report().is_empty(), release.report().to_string())?;
    // A built-in family can be named without its file.
    let theme = b"[family]\ntext = [\"Source Serif 4\", \"Noto Emoji\"]".to_vec();
    let release = self::release("en", "# Port\n\nWords.", &[("styles/theme.toml", theme)])?;
    check(release.report().is_empty(), release.report().to_string())
}

fn files_that_are_no_fonts_are_named() -> Outcome {
    for (path, file, words) in [
        ("fonts/a.woff2", b"wOF2".to_vec(), "web font"),
        ("fonts/A.WOFF", b"wOFF".to_vec(), "web font"),
        ("fonts/a.ttf", b"wOF2....".to_vec(), "web font"),
        ("fonts/a.ttc", b"ttcf....".to_vec(), "damaged"),
        ("fonts/a.otf", b"words".to_vec(), "damaged"),
    ] {
        let files = [
            ("book.yaml", b"title: Small\nlanguage: en\ncases: [a.md]".to_vec()),
            ("a.md", b"# A\n\nWords.".to_vec()),
        ];
        let project = Project::from_files(files.into_iter().chain([(path, file)]));
        let report = match project.compile() {
            Ok(book) => book.check(),
            Err(report) => report,
        };
        let messages: Vec<String> = report.diagnostics().map(|one| one.message.clone()).collect();
        check(messages.len() == 1 && messages[0].contains(words), format!("{path}: {messages:?}"))?;
    }
    Ok(())
}

fn the_command_lists_what_a_book_needs() -> Outcome {
    let run = casebook(&root(), &["fonts", "tests/books/scripts"])?;
    let list = String::from_utf8(run.stdout)?;
    check(run.status.code() == Some(0), &list)?;
    for (script, place, family) in [
        ("Arabic letters", "arabic.md:2 ", "Noto Naskh Arabic (built in)"),
        ("Japanese kana", "japanese.md:2 ", "Noto Serif CJK JP (tests/books/scripts/fonts/NotoSerifCJK-"),
        ("Thai letters", "thai.md:2 ", "Noto Serif Thai (tests/books/scripts/fonts/NotoSerifThai-"),
        ("Cyrillic letters", "russian.md:2 ", "Source Serif 4 (built in)"),
        ("emoji", "emoji.md:3 ", "Noto Emoji (built in)"),
    ] {
        let is_there = |line: &str| line.starts_with(script) && line.contains(place) && line.contains(family);
        check(list.lines().any(is_there), format!("{script}: {list}"))?;
    }
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: Small\nlanguage: en\ncases: [a.md]")?;
    fs::write(folder.path().join("a.md"), "# A\n\nWords.\n\nThe word ไทย and a private sign \u{E000}.")?;
    let run = casebook(folder.path(), &["fonts", "--quiet"])?;
    let list = String::from_utf8(run.stdout)?;
    check(run.status.code() == Some(1), &list)?;
    let expected = "\
Thai letters      3 characters  ./a.md:5  no font for 3 different characters
  get Noto Serif Thai (SIL Open Font License, fonts.google.com/noto) and put its files into `fonts/`
other characters   1 character  ./a.md:5  no font for 1 different character
  put the files of a font with U+E000 into `fonts/`
";
    check(list.replace("./", "") == expected.replace("./", ""), list)
}
