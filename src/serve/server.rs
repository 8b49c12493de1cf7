//! The HTTP server: the page, the book, its pages, the PDF and the events. It listens on 127.0.0.1 only.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Builder};
use std::time::Duration;

use serde::Deserialize;
use tiny_http::{Header, Method, Request, Response};

use super::editor::Editor;
use super::rules::{Refusal, Rules};
use super::state::{Seen, State};
use super::words::Words;
use crate::api::preview::SourceLine;
use crate::artifact::{Content, Format};
use crate::load;

/// The page, its style sheet and its script.
const PAGE: &str = include_str!("../../styles/serve/page.html");
const STYLE: &str = include_str!("../../styles/serve/page.css");
const SCRIPT: &str = include_str!("../../styles/serve/page.js");

/// What the page may load: only what this server serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The same for the book, which has its own policy, too.
const BOOK_POLICY: &str = "frame-ancestors 'self'";
/// The same for the picture of a page.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Threads that answer requests. A browser has at most six connections to a server.
const WORKERS: usize = 4;
/// Stack size of a thread in bytes, enough to lay out a document.
const STACK: usize = 8 << 20;
/// Most connections that wait for events.
const MOST_LISTENERS: usize = 32;
/// A connection without events gets an empty line after this time, which shows whether the browser is still there.
const PULSE: Duration = Duration::from_secs(15);
/// Largest request body in bytes.
const LARGEST_BODY: u64 = 4096;

/// The server.
pub struct Server {
    rules: Rules,
    state: Arc<State>,
    editor: Option<Editor>,
    folder: PathBuf,
    listeners: AtomicUsize,
    /// Held while a PDF is built.
    press: Mutex<()>,
}

/// A finished answer.
struct Answer {
    status: u16,
    media_type: &'static str,
    policy: &'static str,
    body: Vec<u8>,
}

/// A place that the author pointed at.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Pointed {
    /// The ids of elements in the HTML, the innermost first, and words in them.
    Blocks {
        blocks: Vec<String>,
        #[serde(default)]
        text: Words,
    },
    /// A point on a page, in shares of width and height.
    Page { page: String, x: f64, y: f64 },
    /// The index of a problem.
    Problem { problem: usize },
}

impl Server {
    /// Starts the server and returns the address of the page.
    ///
    /// # Errors
    /// A message if the port cannot be used.
    pub fn start(
        port: u16,
        state: &Arc<State>,
        editor: Option<Editor>,
        folder: &Path,
    ) -> Result<String, String> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| refused(port, &error))?;
        let port = listener.local_addr().map_err(|error| refused(port, &error))?.port();
        let http = tiny_http::Server::from_listener(listener, None);
        let http = Arc::new(http.map_err(|error| format!("cannot start the server: {error}"))?);
        let rules = Rules::new(port)?;
        let address = rules.address();
        let server = Arc::new(Self {
            rules,
            state: Arc::clone(state),
            editor,
            folder: load::identity(folder).map_or_else(|| folder.to_owned(), |(path, _)| path),
            listeners: AtomicUsize::new(0),
            press: Mutex::new(()),
        });
        for _ in 0..WORKERS {
            let (server, http) = (Arc::clone(&server), Arc::clone(&http));
            let work = move || {
                while let Ok(request) = http.recv() {
                    // A defect in one answer must not end the thread. The browser gets the error 500.
                    let _ = panic::catch_unwind(AssertUnwindSafe(|| server.serve(request)));
                }
            };
            Builder::new()
                .stack_size(STACK)
                .spawn(work)
                .map_err(|error| format!("cannot start a thread: {error}"))?;
        }
        Ok(address)
    }

    fn serve(self: &Arc<Self>, mut request: Request) {
        let path = self.path(&request);
        if path == Ok("events") && *request.method() == Method::Get {
            return self.listen(request);
        }
        let answer = match path {
            Ok("open") if *request.method() == Method::Post => self.open(&mut request),
            Ok(path) if *request.method() == Method::Get => self.get(path),
            Ok(_) => Answer::refusal(405, "this method is not supported"),
            Err(Refusal::Forbidden) => Answer::refusal(403, "forbidden"),
            Err(Refusal::NotFound) => Answer::not_found(),
        };
        answer.send(request);
    }

    fn path<'r>(&self, request: &'r Request) -> Result<&'r str, Refusal> {
        let header = |name: &'static str| {
            let mut found = request.headers().iter().filter(move |header| header.field.equiv(name));
            // Two headers of one name could be read differently by others.
            let value = found.next().map(|header| header.value.as_str());
            if found.next().is_some() { Err(Refusal::Forbidden) } else { Ok(value) }
        };
        self.rules.path(request.url(), header("Host")?, header("Origin")?)
    }

    fn get(&self, path: &str) -> Answer {
        match path {
            "" => {
                Answer { policy: POLICY, ..Answer::new("text/html; charset=utf-8", PAGE.as_bytes().to_vec()) }
            }
            "page.css" => Answer::new("text/css; charset=utf-8", STYLE.as_bytes().to_vec()),
            "page.js" => Answer::new("text/javascript; charset=utf-8", SCRIPT.as_bytes().to_vec()),
            "book.html" => self.html(),
            "book.pdf" => self.pdf(),
            _ => self.case(path).or_else(|| self.picture(path)).unwrap_or_else(Answer::not_found),
        }
    }

    fn html(&self) -> Answer {
        match self.state.look(|now| now.html.value.clone()) {
            Some(html) => {
                let answer = Answer::new("text/html; charset=utf-8", html.text().into_bytes());
                Answer { policy: BOOK_POLICY, ..answer }
            }
            None => Answer::refusal(404, "there is no book yet"),
        }
    }

    /// The markup of a case of the last good book or of the one before it: `cases/0123456789abcdef.html`.
    fn case(&self, path: &str) -> Option<Answer> {
        let id = path.strip_prefix("cases/")?.strip_suffix(".html")?;
        let books = self.state.look(|now| [now.html.value.clone(), now.last_html.clone()]);
        let case = books.iter().flatten().find_map(|html| html.case(id))?;
        Some(Answer::new("text/plain; charset=utf-8", case.as_bytes().to_vec()))
    }

    /// The picture of a page: `pages/0123456789abcdef.svg`.
    fn picture(&self, path: &str) -> Option<Answer> {
        let id = path.strip_prefix("pages/")?.strip_suffix(".svg")?;
        let pages = self.state.look(|now| now.pages.value.clone())?;
        let svg = pages.shown.pages[pages.find(id)?].svg();
        Some(Answer { policy: PICTURE_POLICY, ..Answer::new("image/svg+xml", svg.into_bytes()) })
    }

    /// Builds the PDF of the last good book.
    fn pdf(&self) -> Answer {
        let Some(book) = self.state.look(|now| now.book.clone()) else {
            return Answer::refusal(404, "there is no book yet");
        };
        let _one_at_a_time = self.press.lock().unwrap_or_else(PoisonError::into_inner);
        match book.render(&[Format::Pdf]) {
            Ok(release) => {
                let mut files = release.into_files().into_iter();
                let pdf = files.find(|file| file.content == Content::Book(Format::Pdf));
                pdf.map_or_else(
                    || Answer::refusal(404, "the book has no pages"),
                    // A policy would keep some browsers from starting their viewer.
                    |pdf| Answer { policy: "", ..Answer::new("application/pdf", pdf.bytes) },
                )
            }
            Err(report) => Answer::refusal(409, &report.to_string()),
        }
    }

    /// Opens the line that the author pointed at, and returns its place.
    fn open(&self, request: &mut Request) -> Answer {
        let mut body = String::new();
        let read = request.as_reader().take(LARGEST_BODY).read_to_string(&mut body);
        let Some(pointed) = read.ok().and_then(|_| serde_json::from_str::<Pointed>(&body).ok()) else {
            return Answer::refusal(400, "the body is invalid");
        };
        let Some(line) = self.line(&pointed) else { return Answer::refusal(404, "there is no source here") };
        let opened = self.editor.as_ref().map(|editor| editor.open(&self.folder, &line));
        let place = format!("{}:{}", line.path, line.line);
        match opened {
            Some(Err(words)) => Answer::refusal(500, &words),
            Some(Ok(())) => Answer::new("text/plain; charset=utf-8", format!("opened {place}").into_bytes()),
            None => Answer::new("text/plain; charset=utf-8", place.into_bytes()),
        }
    }

    fn line(&self, pointed: &Pointed) -> Option<SourceLine> {
        match pointed {
            Pointed::Blocks { blocks, text } => self.state.look(|now| now.line_of_block(blocks, text)),
            Pointed::Page { page, x, y } => {
                self.state.look(|now| now.pages.value.clone())?.line_at(page, *x, *y)
            }
            Pointed::Problem { problem } => {
                self.state.look(|now| now.problems.value.as_ref()?.get(*problem)?.line.clone())
            }
        }
    }

    /// Sends events until the browser is gone (server-sent events, HTML 9.2).
    fn listen(self: &Arc<Self>, request: Request) {
        if self.listeners.fetch_add(1, Ordering::Relaxed) >= MOST_LISTENERS {
            self.listeners.fetch_sub(1, Ordering::Relaxed);
            return Answer::refusal(503, "too many windows show this book").send(request);
        }
        let server = Arc::clone(self);
        thread::spawn(move || {
            // An error means that the browser is gone.
            let _ = server.send_events(request);
            server.listeners.fetch_sub(1, Ordering::Relaxed);
        });
    }

    fn send_events(&self, request: Request) -> std::io::Result<()> {
        let mut writer = request.into_writer();
        let mut head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n".to_owned();
        head.extend(COMMON.map(|(name, value)| format!("{name}: {value}\r\n")));
        writer.write_all(format!("{head}\r\n").as_bytes())?;
        let mut seen = Seen::default();
        loop {
            let event = self.state.wait(&mut seen, PULSE);
            let words = event.map_or_else(|| ":\n\n".to_owned(), |event| format!("data: {event}\n\n"));
            writer.write_all(words.as_bytes())?;
            writer.flush()?;
        }
    }
}

/// Headers of every answer. The address is a secret, so no link may send it to another server.
const COMMON: [(&str, &str); 4] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

impl Answer {
    fn new(media_type: &'static str, body: Vec<u8>) -> Self {
        Self { status: 200, media_type, policy: "default-src 'none'", body }
    }

    fn refusal(status: u16, words: &str) -> Self {
        Self { status, ..Self::new("text/plain; charset=utf-8", words.as_bytes().to_vec()) }
    }

    fn not_found() -> Self {
        Self::refusal(404, "not found")
    }

    fn send(self, request: Request) {
        let mut response =
            Response::from_data(self.body).with_status_code(self.status).with_chunked_threshold(usize::MAX);
        let own = [("Content-Type", self.media_type), ("Content-Security-Policy", self.policy)];
        for (name, value) in COMMON.into_iter().chain(own).filter(|(_, value)| !value.is_empty()) {
            let header = Header::from_bytes(name, value);
            response.add_header(header.unwrap_or_else(|()| unreachable!("`{value}` is ASCII")));
        }
        // An error means that the browser is gone.
        let _ = request.respond(response);
    }
}

/// The message for a port that cannot be used.
fn refused(port: u16, error: &std::io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::AddrInUse => "another program uses it",
        ErrorKind::PermissionDenied => "the system does not allow it",
        _ => return format!("port {port} cannot be used: {error}"),
    };
    let other = port.checked_add(1).filter(|port| *port > 1024).unwrap_or(8080);
    format!("port {port} cannot be used: {words}; try `--port {other}`, or `--port 0` for any free port")
}
