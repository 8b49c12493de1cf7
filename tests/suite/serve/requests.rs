//! Which requests the server answers, and what a request can do.

use std::fs;
use std::io::BufRead;
use std::net::TcpListener;

use libtest_mimic::Trial;

use super::client::Server;
use super::{book, ids, shows};
use crate::first_minutes::{check, said};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    let mut tests = vec![
        Trial::test("serve::only_the_page_gets_answers", only_the_page_gets_answers),
        Trial::test("serve::answers_say_what_they_allow", answers_say_what_they_allow),
        Trial::test("serve::every_connection_gets_an_answer", every_connection_gets_an_answer),
        Trial::test("serve::a_port_in_use_is_named", a_port_in_use_is_named),
        Trial::test("serve::the_command_of_the_editor_is_checked", the_command_of_the_editor_is_checked),
        Trial::test("serve::places_are_named_without_an_editor", places_are_named_without_an_editor),
    ];
    if cfg!(unix) {
        tests.push(Trial::test("serve::the_editor_opens_lines", the_editor_opens_lines));
    }
    tests
}

fn only_the_page_gets_answers() -> Outcome {
    let folder = book()?;
    let server = Server::start(folder.path(), &[])?;
    let (port, token) = (server.port, &server.token);
    let own = format!("Host: 127.0.0.1:{port}");
    let status = |url: &str, headers: &[&str]| {
        server
            .send("GET", url, headers, "")
            .map(|answer| (answer.status, answer.head.contains("Access-Control")))
    };
    let page = format!("/{token}/");
    let local = [format!("Host: localhost:{port}"), format!("Origin: http://localhost:{port}")];
    check(token.len() == 32 && status(&page, &[&own])? == (200, false), "the page is not served")?;
    check(status(&page, &[&local[0], &local[1]])? == (200, false), "`localhost` is refused")?;
    let (other, start) = (format!("/{}/", "0".repeat(32)), format!("/{}/", &token[..31]));
    let (no_slash, upper) = (format!("/{token}"), format!("/{}x/", token.to_uppercase()));
    for url in ["/", "/page.js", "/book.html", "/events", &other, &start, &no_slash, &upper] {
        let found = status(url, &[&own])?;
        check(found == (404, false), format!("{url}: {found:?}"))?;
    }
    for path in ["../oman.md", "content/oman.md", "book.yaml", "pages/x.svg", "pages/../book.html", "%2e%2e/"]
    {
        let found = status(&format!("{page}{path}"), &[&own])?;
        check(found == (404, false), format!("{path}: {found:?}"))?;
    }
    let origin = format!("Origin: http://127.0.0.1:{port}");
    let near = format!("Origin: http://127.0.0.1:{port}.example.org");
    for headers in [
        &[][..],
        &["Host: example.org"],
        &["Host: 127.0.0.1"],
        &[&own, "Host: example.org"],
        &["Host: example.org", &own],
        &[&own, "Origin: http://example.org"],
        &[&own, "Origin: null"],
        &[&own, &near],
        &[&own, &origin, "Origin: http://example.org"],
    ] {
        for path in ["", "events", "book.html"] {
            let found = status(&format!("{page}{path}"), headers)?;
            check(found == (403, false), format!("{headers:?}: {found:?}"))?;
        }
    }
    let absolute = status(&format!("http://example.org{page}"), &[&own])?;
    check(absolute == (403, false), format!("{absolute:?}"))?;
    let posted = server.send("POST", &page, &[&own], "")?;
    check(posted.status == 405, posted.head)?;
    let long = server.post("open", &format!("{{\"problem\": {}}}", " ".repeat(5000)))?;
    check(long.status == 400, long.head)
}

fn answers_say_what_they_allow() -> Outcome {
    let folder = book()?;
    let server = Server::start(folder.path(), &[])?;
    shows(&server, &mut server.events()?, "Second words")?;
    for path in ["", "page.js", "page.css", "book.html", "book.pdf", "missing"] {
        let answer = server.get(path)?;
        for header in
            ["Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin"]
        {
            check(answer.has_header(header), format!("{path}: {}", answer.head))?;
        }
    }
    let policy = server.get("")?.head;
    check(policy.contains("content-security-policy: default-src 'none'; script-src 'self';"), policy)
}

/// A browser opens several connections at once and keeps them.
fn every_connection_gets_an_answer() -> Outcome {
    let folder = book()?;
    let server = Server::start(folder.path(), &[])?;
    let mut connections = Vec::new();
    for _ in 0..5 {
        let start = connections.len();
        for _ in 0..20 {
            connections.push(server.open()?);
        }
        for (index, connection) in connections[start..].iter_mut().enumerate() {
            let mut status = String::new();
            connection.read_line(&mut status)?;
            check(status == "HTTP/1.1 200 OK\r\n", format!("connection {index}: {status}"))?;
        }
    }
    Ok(())
}

fn a_port_in_use_is_named() -> Outcome {
    let folder = book()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port();
    let (words, code) = said(folder.path(), &["serve", "--no-open", "--port", &port.to_string()])?;
    let start = format!("casebook: port {port} cannot be used: another program uses it; try `--port ");
    check(words.starts_with(&start) && code == 2, words)
}

fn the_command_of_the_editor_is_checked() -> Outcome {
    let folder = book()?;
    for (command, message) in [
        ("code -g", "`code -g` has no `{file}`; try `code -g {file}`"),
        ("code '{file}", "a quotation mark in `code '{file}` is not closed"),
        (" ", "the command of the editor is empty"),
    ] {
        let (words, code) = said(folder.path(), &["serve", "--no-open", "--port", "0", "--editor", command])?;
        check(words == format!("casebook: {message}\n") && code == 2, words)?;
    }
    Ok(())
}

fn places_are_named_without_an_editor() -> Outcome {
    let folder = book()?;
    let server = Server::start(folder.path(), &[])?;
    let mut events = server.events()?;
    shows(&server, &mut events, "Second words")?;
    let html = server.get("book.html")?.text();
    for (block, line) in [("oman", 1), ("oman_p1", 3), ("oman_p2", 5), ("chad_p1", 3)] {
        check(html.contains(&format!("id=\"{block}\"")), format!("the HTML has no {block}"))?;
        let answer = server.post("open", &format!("{{\"blocks\": [\"unknown\", \"{block}\", \"oman\"]}}"))?;
        let file = block.split('_').next().unwrap_or_default();
        check(answer.text() == format!("{file}.md:{line}"), answer.text())?;
    }
    // A line inside of a long paragraph, by words as they are shown.
    let lines = "# Chad\n\nThe first line isn't\nlong, the *second*\nline is the last.\n";
    fs::write(folder.path().join("content/chad.md"), lines)?;
    let state = shows(&server, &mut events, "line is the last")?;
    let words = "{\"words\": [\"the\", \"second\", \"line\"], \"at\": 1}";
    let answer = server.post("open", &format!("{{\"blocks\": [\"chad_p1\"], \"text\": {words}}}"))?;
    check(answer.text() == "chad.md:4", answer.text())?;
    // The line of a page that is nearest to a point.
    let named = ids(&state).into_iter().filter_map(|page| {
        let answer =
            server.post("open", &format!("{{\"page\": \"{page}\", \"x\": 0.5, \"y\": 0.9}}")).ok()?;
        (answer.status == 200).then(|| answer.text())
    });
    let named: Vec<String> = named.collect();
    check(named.iter().any(|place| place.starts_with("chad.md:5")), format!("{named:?}"))?;
    for (body, status) in [
        ("{\"blocks\": [\"unknown\"]}", 404),
        ("{\"problem\": 0}", 404),
        ("{\"page\": \"0\", \"x\": 0, \"y\": 0}", 404),
        ("{\"path\": \"oman.md\", \"line\": 1}", 400),
        ("{\"blocks\": [\"oman\"], \"path\": \"/etc/passwd\"}", 400),
        ("", 400),
    ] {
        let answer = server.post("open", body)?;
        check(answer.status == status, format!("{body}: {}", answer.head))?;
    }
    Ok(())
}

fn the_editor_opens_lines() -> Outcome {
    let folder = book()?;
    let log = folder.path().join("log");
    // The program gets the words unchanged, because no shell sees them.
    let command = format!("cp {{file}} '{}'", log.display());
    let server = Server::start(folder.path(), &["--editor", &command])?;
    shows(&server, &mut server.events()?, "Second words")?;
    let answer = server.post("open", "{\"blocks\": [\"chad_p1\"]}")?;
    check(answer.status == 200 && answer.text() == "opened chad.md:3", answer.text())?;
    super::until_file_has(&log, "Other words")?;
    check(fs::read(&log)? == fs::read(folder.path().join("content/chad.md"))?, "another file was opened")
}
