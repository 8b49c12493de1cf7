//! The HTTP server: the page, the book, its pages, the PDF and the events. It listens on 127.0.0.1 only.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, request};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use futures_util::StreamExt;
use serde::Deserialize;
use tokio::runtime;
use tokio::task::spawn_blocking;

use super::editor::Editor;
use super::rules::{Refusal, Rules};
use super::state::State;
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

/// Stack size of a thread in bytes, enough to lay out a document.
const STACK: usize = 8 << 20;
/// Most connections that wait for events.
const MOST_LISTENERS: usize = 32;
/// A connection without events gets an empty line after this time, which shows whether the browser is still there.
const PULSE: Duration = Duration::from_secs(15);
/// Largest request body in bytes.
const LARGEST_BODY: usize = 4096;

/// The server.
pub struct Server {
    rules: Rules,
    state: Arc<State>,
    editor: Option<Editor>,
    folder: PathBuf,
    listeners: Arc<AtomicUsize>,
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
        listener.set_nonblocking(true).map_err(|error| refused(port, &error))?;
        let rules = Rules::new(port)?;
        let address = rules.address();
        let server = Arc::new(Self {
            rules,
            state: Arc::clone(state),
            editor,
            folder: load::identity(folder).map_or_else(|| folder.to_owned(), |(path, _)| path),
            listeners: Arc::default(),
            press: Mutex::new(()),
        });
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .thread_stack_size(STACK)
            .build()
            .map_err(|error| format!("cannot start the server: {error}"))?;
        let router = Router::new().fallback(answer).with_state(server);
        let serve = async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            // Events are small, and must not wait for more. Without the option they are only later.
            let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
            axum::serve(listener, router).await
        };
        thread::spawn(move || runtime.block_on(serve));
        Ok(address)
    }

    fn path<'r>(&self, head: &'r request::Parts) -> Result<&'r str, Refusal> {
        let header = |name: HeaderName| {
            let mut found = head.headers.get_all(name).iter();
            let value = found.next().map(HeaderValue::to_str).transpose();
            // Two headers of one name could be read differently by others.
            if found.next().is_some() {
                Err(Refusal::Forbidden)
            } else {
                value.map_err(|_| Refusal::Forbidden)
            }
        };
        // An address may name a server, too.
        if head.uri.authority().is_some() {
            return Err(Refusal::Forbidden);
        }
        self.rules.path(head.uri.path(), header(HOST)?, header(ORIGIN)?)
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
    fn open(&self, body: &[u8]) -> Answer {
        let Ok(pointed) = serde_json::from_slice::<Pointed>(body) else {
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
    fn listen(&self) -> Response {
        let Some(listener) = Listener::new(&self.listeners) else {
            return Answer::refusal(503, "too many windows show this book").into_response();
        };
        let events = self.state.events().map(move |event| {
            // The stream owns the listener, and is dropped with the connection.
            let _ = &listener;
            Ok::<_, Infallible>(sse::Event::default().data(event))
        });
        let pulse = KeepAlive::new().interval(PULSE).text("");
        (common(), Sse::new(events).keep_alive(pulse)).into_response()
    }
}

/// Answers a request.
async fn answer(Shared(server): Shared<Arc<Server>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let path = match server.path(&head) {
        Ok(path) => path.to_owned(),
        Err(Refusal::Forbidden) => return Answer::refusal(403, "forbidden").into_response(),
        Err(Refusal::NotFound) => return Answer::not_found().into_response(),
    };
    let work: Box<dyn FnOnce() -> Answer + Send> = match (head.method, path.as_str()) {
        (Method::GET, "events") => return server.listen(),
        (Method::GET, _) => Box::new(move || server.get(&path)),
        (Method::POST, "open") => {
            let body = to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
            Box::new(move || server.open(&body))
        }
        _ => return Answer::refusal(405, "this method is not supported").into_response(),
    };
    // A defect in one answer must not end the server.
    let answer = spawn_blocking(work).await;
    answer
        .unwrap_or_else(|_| Answer::refusal(500, "a defect in casebook prevents this answer"))
        .into_response()
}

/// A connection that waits for events.
struct Listener(Arc<AtomicUsize>);

impl Listener {
    /// Counts one more, unless there are too many.
    fn new(count: &Arc<AtomicUsize>) -> Option<Self> {
        let listener = Self(Arc::clone(count));
        (count.fetch_add(1, Ordering::Relaxed) < MOST_LISTENERS).then_some(listener)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Headers of every answer. The address is a secret, so no link may send it to another server.
fn common() -> [(HeaderName, HeaderValue); 4] {
    [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)))
}

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
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let mut response = (status, common(), Body::from(self.body)).into_response();
        for (name, value) in [(CONTENT_TYPE, self.media_type), (CONTENT_SECURITY_POLICY, self.policy)] {
            if !value.is_empty() {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
        }
        response
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
