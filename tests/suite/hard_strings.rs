//! A book of words wider than a line, in every position of text: nothing may overflow the page, and text extracted from
//! the PDF must contain the whole words. `pdftotext` reads it, which is independent of casebook.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;

use crate::golden::Outcome;

const PAPERS: [(&str, &str); 3] = [("a5", "A5"), ("us_letter", "US Letter"), ("a4", "A4")];

pub fn tests() -> Vec<Trial> {
    let test = |name: &str, paper: &'static str| {
        Trial::test(format!("hard_strings::stay_on_{name}"), move || stay_on(paper))
    };
    PAPERS.iter().map(|(name, paper)| test(name, paper)).collect()
}

/// A digest, capitals, a name in snake case, a word of a language, letters without syllables, an address, a path, spaces
/// that may not be broken, punctuation.
fn strings() -> Vec<String> {
    vec![
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881".to_owned(),
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg".repeat(4) + "==",
        "the_name_of_a_function_that_nobody_would_ever_want_to_call_by_hand_but_some_programs_do".to_owned(),
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".to_owned(),
        "bcdfg".repeat(60),
        format!("https://example.org/{}/end?{}=1", "q".repeat(150), "k".repeat(90)),
        format!("/usr/share/{}/README.of.a.very.long.name.tar.gz", "foldername".repeat(7)),
        "WM".repeat(60),
        "a,b;".repeat(50),
        "e\u{301}o\u{308}".repeat(60),
        ["word"; 40].join("\u{A0}"),
    ]
}

/// The string in every position where an author can write one.
fn case(string: &str, label: usize) -> String {
    let words = string.replace('_', "\\_");
    let code = format!("`{string}`");
    let address: String = string.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut text = format!("---\ntitle: \"Case {string}\"\nlanguage: de\n---\n\n");
    let _ = write!(
        text,
        "Some words and {words} behind them, and {code}.[^n]\n\n\
         *{words}* **{words}** ~~{words}~~ [{words}](https://example.org/x) <https://example.org/{address}>\n\n\
         *{words}*`{string}`**{words}**\n\n\
         ## Section {words}\n\nText.\n\n### {code}\n\nText.\n\n#### {words}\n\nText.\n\n\
         ```\n{string}\n    let x = {string};\n```\n\n\
         > Quotation {words}\n>\n> > deeper {code}\n\n\
         - item {words}\n  - deeper {words}\n    - deepest {code}\n\n\
         1. number {words}\n\nTerm {words}\n\n: definition {words}\n\n\
         | A | {words} |\n| --- | --- |\n| {words} | b |\n| {code} | short |\n\n\
         Table {label}. Caption {words}\n\n\
         | A | B | C | D |\n| --- | --- | --- | --- |\n| {words} | b | words here too | {code} |\n\n\
         <div class=\"box\">\n\nBoxed {words}\n\n</div>\n\n\
         [^n]: Note {words} and {code} and <https://example.org/{address}>.\n"
    );
    text
}

/// Many pieces in a row with no space between them, each of which fits a line.
fn joined() -> String {
    let pieces: String = (0..30).map(|index| format!("*part{index}*`code{index}`**bold{index}**")).collect();
    let references: String = (0..120).map(|index| format!("[^r{index}]")).collect();
    let notes: String = (0..120).map(|index| format!("[^r{index}]: note {index}\n\n")).collect();
    format!("---\ntitle: Joined\n---\n\nBefore {pieces} behind.\n\nReferences{references}\n\n{notes}")
}

fn write(folder: &Path, paper: &str) -> std::io::Result<()> {
    let strings = strings();
    fs::create_dir_all(folder.join("cases"))?;
    let mut cases = String::new();
    for (index, string) in strings.iter().enumerate() {
        fs::write(folder.join(format!("cases/{index:02}.md")), case(string, index + 1))?;
        let _ = writeln!(cases, "  - cases/{index:02}.md");
    }
    fs::write(folder.join("cases/joined.md"), joined())?;
    let (digest, word, letters) = (&strings[0], &strings[3], &strings[4]);
    let manifest = format!(
        "title: \"The {digest} {word}\"\nsubtitle: \"{letters}\"\nauthors: [\"{word} {digest}\"]\n\
         publisher: \"{letters}\"\nlanguage: de\nidentifier: \"urn:isbn:9780306406157\"\nrights: \"© {letters}\"\n\
         edition: \"{digest}\"\ndate: 2026-01-01\nsite: {{url: \"https://example.org/{}\"}}\n\
         page: {{trim: {paper}}}\ncases:\n{cases}  - cases/joined.md\n",
        "a".repeat(150)
    );
    fs::write(folder.join("book.yaml"), manifest)
}

fn stay_on(paper: &str) -> Outcome {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("skipped: there is no pdftotext");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    write(folder.path(), paper)?;
    let out = folder.path().join("dist");
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--format", "pdf", "--format", "print", "--allow", "warnings", "--out"])
        .args([&out, folder.path()])
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8(run.stderr)?.into());
    }
    let mut files = 0;
    for file in fs::read_dir(&out)? {
        let file = file?.path();
        if file.extension().is_some_and(|extension| extension == "pdf") {
            files += 1;
            every_word_is_on_the_page(&file)?;
            every_string_is_whole(&file)?;
            every_name_is_whole(&file)?;
        }
    }
    if files == 2 { Ok(()) } else { Err(format!("{files} files instead of two").into()) }
}

fn read(file: &Path, form: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let run = Command::new("pdftotext").args(form).arg(file).arg("-").output()?;
    Ok(String::from_utf8(run.stdout)?)
}

/// The values of the attributes of one element of what `pdftotext -bbox` writes.
fn values<const COUNT: usize>(line: &str, names: [&str; COUNT]) -> Option<[f64; COUNT]> {
    let value = |name: &str| {
        let (_, rest) = line.split_once(&format!(" {name}=\""))?;
        rest.split_once('"')?.0.parse::<f64>().ok()
    };
    let values: Vec<f64> = names.into_iter().map_while(value).collect();
    values.try_into().ok()
}

fn every_word_is_on_the_page(file: &Path) -> Outcome {
    let text = read(file, &["-bbox"]).map_err(|error| error.to_string())?;
    let (mut page, mut words) = ([0.0, 0.0], 0);
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page = values(line, ["width", "height"]).ok_or("a page has a size")?;
        } else if line.starts_with("<word ") {
            let [left, top, right, bottom] =
                values(line, ["xMin", "yMin", "xMax", "yMax"]).ok_or("a word has a place")?;
            words += 1;
            // Boxes of words are as high as the font's tallest letters, and those of a line's end have a hyphen of no width.
            if left < -0.5 || top < -0.5 || right > page[0] + 0.5 || bottom > page[1] + 0.5 {
                return Err(format!("outside {page:?}: {line}").into());
            }
        }
    }
    if words > 1000 { Ok(()) } else { Err(format!("only {words} words").into()) }
}

/// Joins words at line ends by their soft hyphens.
fn every_string_is_whole(file: &Path) -> Outcome {
    let text = read(file, &[]).map_err(|error| error.to_string())?;
    let text = text.replace("\u{AD}\n", "").replace("\u{AD}\u{C}", "");
    if text.contains('\u{200B}') {
        return Err("a place to break is among the letters".into());
    }
    for string in strings() {
        // A space that may not be broken is one that a line may end at where nothing else helps.
        let wanted = string.replace('\u{A0}', " ");
        let found = text.replace(['\u{A0}', '\n'], " ").matches(&wanted).count();
        if found < 8 {
            return Err(format!("{wanted} stands there {found} times").into());
        }
    }
    Ok(())
}

/// Lines of the outline, tags and links are searched and read out by their names.
fn every_name_is_whole(file: &Path) -> Outcome {
    let document = lopdf::Document::load(file)?;
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let entries = dictionaries.flat_map(lopdf::Dictionary::iter);
    let names: Vec<String> = entries
        .filter(|(key, value)| {
            [&b"Title"[..], b"T", b"Contents"].contains(&key.as_slice()) && value.as_str().is_ok()
        })
        .filter_map(|(_, name)| lopdf::decode_text_string(name).ok())
        .collect();
    if let Some(name) = names.iter().find(|name| name.contains(['\u{200B}', '\u{AD}'])) {
        return Err(format!("a place to break is in the name {name:?}").into());
    }
    let is_print = file.to_string_lossy().contains("-print");
    let missing = strings().into_iter().find(|string| !names.iter().any(|name| name.contains(string)));
    match missing {
        // On paper nothing has a name.
        Some(string) if !is_print => Err(format!("no name has {string}").into()),
        _ => Ok(()),
    }
}
