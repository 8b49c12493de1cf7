//! Tests of `casebook serve` and `casebook watch` with the real program. They wait for events and never for a time.

mod client;
mod requests;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use serde_json::Value;

use crate::first_minutes::{Result, check, command, write};
use crate::golden::Outcome;
use client::{Events, Running, Server};

pub fn tests() -> Vec<Trial> {
    let mut tests = vec![
        Trial::test("serve::an_edit_is_shown", an_edit_is_shown),
        Trial::test("serve::every_kind_of_file_counts", every_kind_of_file_counts),
        Trial::test("serve::errors_keep_the_last_good_book", errors_keep_the_last_good_book),
        Trial::test("serve::editors_save_in_many_ways", editors_save_in_many_ways),
        Trial::test("serve::the_folder_may_go_and_come_back", the_folder_may_go_and_come_back),
        Trial::test("serve::what_no_build_reads_is_ignored", what_no_build_reads_is_ignored),
        Trial::test("serve::watch_rebuilds_the_release", watch_rebuilds_the_release),
    ];
    tests.extend(requests::tests());
    tests
}

/// A book with two cases, of which one has a page more than the other.
fn book() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let cases = [
        ("content/book.yaml", "title: Small\nlanguage: en\ncases: [oman.md, chad.md]\n"),
        ("content/oman.md", "# Oman\n\nFirst words.\n\nSecond words.[^1]\n\n[^1]: A note.\n"),
        ("content/chad.md", "# Chad\n\nOther words.\n"),
    ];
    write(folder.path(), &cases)?;
    Ok(folder)
}

/// Waits until the HTML contains words and the pages belong to it.
fn shows(server: &Server, events: &mut Events, words: &str) -> Result<Value> {
    let is_shown = |state: &Value| {
        let html = server.get("book.html")?;
        Ok(state["is_busy"] == false && html.status == 200 && html.text().contains(words))
    };
    events.until(is_shown)
}

fn ids(state: &Value) -> Vec<String> {
    let sheets = state["sheets"].as_array().into_iter().flatten();
    sheets.map(|sheet| sheet["id"].as_str().unwrap_or_default().to_owned()).collect()
}

fn an_edit_is_shown() -> Outcome {
    let folder = book()?;
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    let first = events.until(|state| Ok(state["pages"] == 1 && state["is_busy"] == false))?;
    check(first["title"] == "Small" && first["edited"].is_null(), first.to_string())?;
    let case = folder.path().join("content/oman.md");
    fs::write(&case, fs::read_to_string(&case)?.replace("Second words", "Second and new words"))?;
    let second = events.until(|state| Ok(state["pages"] == 2 && state["is_busy"] == false))?;
    let edited = &second["edited"];
    check(edited["block"] == "oman_p2" && edited["html"] == second["html"], second.to_string())?;
    check(server.get("book.html")?.text().contains("Second and new words"), "the HTML is old")?;
    // Only the edited page is another one, and the event says which.
    let (old, new) = (ids(&first), ids(&second));
    let changed: Vec<usize> = (0..old.len()).filter(|index| old[*index] != new[*index]).collect();
    check(old.len() == new.len() && changed.len() == 1, format!("{old:?} → {new:?}"))?;
    check(edited["page"] == changed[0], second.to_string())?;
    let page = server.get(&format!("pages/{}.svg", new[changed[0]]))?;
    check(page.status == 200 && page.text().contains("<svg"), page.head)?;
    check(server.get(&format!("pages/{}.svg", old[changed[0]]))?.status == 404, "an old page is served")?;
    // Every page is well-formed, whatever links it has.
    for id in &new {
        let page = server.get(&format!("pages/{id}.svg"))?.text();
        check(is_well_formed(&page), format!("page {id} is no XML"))?;
    }
    // Only the edited case is another one. Its markup before the edit is still there.
    let (old, new) = (&first["parts"], &second["parts"]);
    check(old["rest"] == new["rest"] && old["cases"][1] == new["cases"][1], new.to_string())?;
    for (parts, words) in [(old, "Second words"), (new, "Second and new words")] {
        let case = server.get(&format!("cases/{}.html", parts["cases"][0].as_str().unwrap_or_default()))?;
        check(case.status == 200 && case.text().contains(words), case.head)?;
    }
    let new = ids(&second);
    // A new connection gets the latest state at once.
    let late = server.events()?.until(|_| Ok(true))?;
    check(late["html"] == second["html"] && ids(&late) == new, late.to_string())?;
    let pdf = server.get("book.pdf")?;
    check(pdf.status == 200 && pdf.body.starts_with(b"%PDF-"), pdf.head)
}

fn is_well_formed(xml: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    !xml.contains(|character: char| character.is_control() && !character.is_whitespace())
}

fn every_kind_of_file_counts() -> Outcome {
    let folder = book()?;
    let content = folder.path().join("content");
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    shows(&server, &mut events, "Second words")?;
    let picture = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z' fill='{colour}'/></svg>"
        )
    };
    write(&content, &[("book.yaml", "title: Other Title\nlanguage: en\ncases: [oman.md, chad.md]\n")])?;
    shows(&server, &mut events, "Other Title")?;
    write(&content, &[("styles/theme.toml", "[color]\nlink = \"#123456\"\n")])?;
    shows(&server, &mut events, "#123456")?;
    write(&content, &[("pictures/a.svg", &picture("#00f"))])?;
    write(&content, &[("chad.md", "# Chad\n\n![A square](pictures/a.svg)\n")])?;
    let state = shows(&server, &mut events, "A square")?;
    write(&content, &[("pictures/a.svg", &picture("#0f0"))])?;
    events.until(|next| Ok(next["pages"].as_u64() > state["pages"].as_u64() && next["is_busy"] == false))?;
    Ok(())
}

fn errors_keep_the_last_good_book() -> Outcome {
    let folder = book()?;
    let case = folder.path().join("content/oman.md");
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    let good = shows(&server, &mut events, "Second words")?;
    let text = fs::read_to_string(&case)?;
    fs::write(&case, text.replace("[^1]\n", "[^2]\n"))?;
    let is_error = |state: &Value| Ok(state["problems"][0]["is_error"] == true);
    let bad = events.until(is_error)?;
    let problem = &bad["problems"][0];
    check(problem["code"] == "undefined-note" && problem["text"] == "Second words.[^2]", bad.to_string())?;
    let place = problem["place"].as_str().unwrap_or_default();
    check(place.ends_with("oman.md:5:14") && problem["help"].is_string(), bad.to_string())?;
    check(bad["html"] == good["html"] && bad["pages"] == good["pages"], bad.to_string())?;
    check(server.get("book.html")?.text().contains("Second words"), "the last good book is gone")?;
    // A manifest that is no YAML leaves no book at all.
    let manifest = folder.path().join("content/book.yaml");
    let yaml = fs::read_to_string(&manifest)?;
    fs::write(&manifest, "title: [\n")?;
    events.until(|state| Ok(state["problems"][0]["code"] != "undefined-note" && is_error(state)?))?;
    fs::write(&manifest, yaml)?;
    fs::write(&case, text.replace("Second words", "Mended words"))?;
    let mended = shows(&server, &mut events, "Mended words")?;
    check(mended["problems"].as_array().is_some_and(Vec::is_empty), mended.to_string())
}

fn editors_save_in_many_ways() -> Outcome {
    let folder = book()?;
    let content = folder.path().join("content");
    let case = content.join("oman.md");
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    shows(&server, &mut events, "Second words")?;
    let text = fs::read_to_string(&case)?;
    let with = |words: &str| text.replace("Second words", words);
    // By renaming, with a copy of the old file.
    fs::write(content.join("oman.md.tmp"), with("Renamed words"))?;
    fs::rename(&case, content.join("oman.md~"))?;
    fs::rename(content.join("oman.md.tmp"), &case)?;
    shows(&server, &mut events, "Renamed words")?;
    // Many times in a row: the last state counts.
    for index in 0..20 {
        fs::write(&case, with(&format!("Burst{index} words")))?;
    }
    shows(&server, &mut events, "Burst19 words")?;
    // Deleted and restored.
    fs::remove_file(&case)?;
    events.until(|state| Ok(state["problems"][0]["is_error"] == true))?;
    fs::write(&case, with("Restored words"))?;
    shows(&server, &mut events, "Restored words")?;
    // In a folder that is new.
    let cases = "title: Small\nlanguage: en\ncases: [oman.md, new/one.md]\n";
    write(&content, &[("book.yaml", cases), ("new/one.md", "# One\n\nA new folder.\n")])?;
    shows(&server, &mut events, "A new folder")?;
    write(&content, &[("new/one.md", "# One\n\nAn old folder.\n")])?;
    shows(&server, &mut events, "An old folder").map(drop)
}

fn the_folder_may_go_and_come_back() -> Outcome {
    let folder = book()?;
    let [content, away] = ["content", "away"].map(|name| folder.path().join(name));
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    shows(&server, &mut events, "Second words")?;
    for words in ["Words of an old folder", "Words of a new folder"] {
        fs::rename(&content, &away)?;
        events.until(|state| Ok(state["is_gone"] == true))?;
        check(server.get("book.html")?.status == 200, "the book is gone, too")?;
        if words.contains("new") {
            fs::remove_dir_all(&away)?;
            write(folder.path(), &[("content/book.yaml", "title: Small\nlanguage: en\ncases: [oman.md]\n")])?;
        } else {
            fs::rename(&away, &content)?;
        }
        write(&content, &[("oman.md", &format!("# Oman\n\n{words}.\n"))])?;
        shows(&server, &mut events, words)?;
        // Changes are reported as before.
        write(&content, &[("oman.md", &format!("# Oman\n\nMore: {words}.\n"))])?;
        shows(&server, &mut events, &format!("More: {words}"))?;
    }
    Ok(())
}

fn what_no_build_reads_is_ignored() -> Outcome {
    let folder = book()?;
    let content = folder.path().join("content");
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    let before = shows(&server, &mut events, "Second words")?;
    let ignored = [(".oman.md.swp", "x"), ("oman.md~", "x"), ("dist/oman.md", "x"), (".git/index", "x")];
    write(&content, &ignored)?;
    // The same bytes again.
    fs::write(content.join("oman.md"), fs::read(content.join("oman.md"))?)?;
    write(&content, &[("chad.md", "# Chad\n\nThe last words.\n")])?;
    let after = shows(&server, &mut events, "The last words")?;
    let number = |state: &Value| state["html"].as_u64().unwrap_or_default();
    check(number(&after) == number(&before) + 1, format!("{before} → {after}"))
}

fn watch_rebuilds_the_release() -> Outcome {
    let folder = book()?;
    let mut command = command(folder.path(), &["watch", "--format", "html", "--quiet"]);
    let _running = Running::start(&mut command)?;
    let html = folder.path().join("dist/small.html");
    let case = folder.path().join("content/oman.md");
    until_file_has(&html, "Second words")?;
    let text = fs::read_to_string(&case)?;
    fs::write(&case, text.replace("[^1]\n", "[^2]\n"))?;
    fs::write(&case, text.replace("Second words", "Watched words"))?;
    until_file_has(&html, "Watched words")
}

/// Waits until a file contains words, for as long as a slow computer needs.
fn until_file_has(file: &Path, words: &str) -> Outcome {
    let start = Instant::now();
    while start.elapsed() < client::LIMIT {
        if fs::read_to_string(file).is_ok_and(|text| text.contains(words)) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(format!("{} has no `{words}`", file.display()).into())
}
