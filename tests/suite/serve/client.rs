//! A client for the server: plain HTTP/1.1 over TCP, so that a test can send any header.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::first_minutes::{Result, command};

/// How long a test waits for an event, which is much longer than a slow computer needs.
pub const LIMIT: Duration = Duration::from_mins(2);

/// A running program, which ends with the test.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command) -> Result<Self> {
        Ok(Self(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?))
    }

    fn output(&mut self) -> Result<ChildStdout> {
        Ok(self.0.stdout.take().ok_or("the output is piped")?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running `casebook serve`.
pub struct Server {
    _running: Running,
    pub port: u16,
    pub token: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn has_header(&self, line: &str) -> bool {
        self.head.lines().any(|header| header.eq_ignore_ascii_case(line))
    }
}

impl Server {
    /// Starts the server in a folder, on any free port.
    pub fn start(folder: &Path, arguments: &[&str]) -> Result<Self> {
        let arguments = [&["serve", "--no-open", "--port", "0"], arguments].concat();
        let mut running = Running::start(&mut command(folder, &arguments))?;
        let mut line = String::new();
        BufReader::new(running.output()?).read_line(&mut line)?;
        let address = line.trim().strip_prefix("Serving at http://127.0.0.1:").ok_or(line.clone())?;
        let (port, token) = address.trim_end_matches('/').split_once('/').ok_or(line.clone())?;
        Ok(Self { _running: running, port: port.parse()?, token: token.to_owned() })
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        self.send("GET", &format!("/{}/{path}", self.token), &[&host], "")
    }

    pub fn post(&self, path: &str, body: &str) -> Result<Answer> {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        self.send("POST", &format!("/{}/{path}", self.token), &[&host], body)
    }

    /// Sends a request with these headers.
    pub fn send(&self, method: &str, url: &str, headers: &[&str], body: &str) -> Result<Answer> {
        let headers = [headers, &["Connection: close"]].concat();
        let mut reader = self.request(method, url, &headers, body)?;
        let head = head(&mut reader)?;
        let mut body = Vec::new();
        reader.read_to_end(&mut body)?;
        let status = head.split(' ').nth(1).ok_or(head.clone())?.parse()?;
        Ok(Answer { status, head, body })
    }

    /// Asks for the page on a connection that stays open.
    pub fn open(&self) -> Result<BufReader<TcpStream>> {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        self.request("GET", &format!("/{}/", self.token), &[&host], "")
    }

    /// The events from now on.
    pub fn events(&self) -> Result<Events> {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        let mut reader = self.request("GET", &format!("/{}/events", self.token), &[&host], "")?;
        let head = head(&mut reader)?;
        if head.contains("text/event-stream") {
            Ok(Events { reader, last: Value::Null })
        } else {
            Err(head.into())
        }
    }

    fn request(&self, method: &str, url: &str, headers: &[&str], body: &str) -> Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(LIMIT))?;
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let length = body.len();
        write!(stream, "{method} {url} HTTP/1.1\r\n{headers}Content-Length: {length}\r\n\r\n{body}")?;
        Ok(BufReader::new(stream))
    }
}

/// The status line and the headers.
fn head(reader: &mut impl BufRead) -> Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Err(format!("the answer has no body: {head:?}").into());
        }
    }
    Ok(head)
}

/// A stream of events.
pub struct Events {
    reader: BufReader<TcpStream>,
    /// The last event, with what it did not repeat.
    last: Value,
}

impl Events {
    /// Reads events until one is as wanted.
    pub fn until(&mut self, is_wanted: impl Fn(&Value) -> Result<bool>) -> Result<Value> {
        let start = Instant::now();
        while start.elapsed() < LIMIT {
            let mut line = String::new();
            if self.reader.read_line(&mut line)? == 0 {
                return Err("the server ended the events".into());
            }
            let Some(event) = line.strip_prefix("data: ") else { continue };
            let mut next: Value = serde_json::from_str(event)?;
            for part in ["parts", "sheets", "problems"] {
                if next[part].is_null() {
                    next[part] = self.last[part].take();
                }
            }
            self.last = next;
            if is_wanted(&self.last)? {
                return Ok(self.last.clone());
            }
        }
        Err(format!("no such event; the last one was {}", self.last).into())
    }
}
