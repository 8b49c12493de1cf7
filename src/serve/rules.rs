//! Decides which requests are answered. Another page in the browser can send requests to any port of the computer, so the
//! address contains a secret, and the headers must name this server.

/// The number of random bytes in an address.
const LENGTH: usize = 16;

/// What the server accepts.
#[derive(Debug, Clone)]
pub struct Rules {
    hosts: [String; 2],
    token: String,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A header names another server (403).
    Forbidden,
    /// The address does not contain the secret (404).
    NotFound,
}

impl Rules {
    /// Rules with a new secret.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub fn new(port: u16) -> Result<Self, String> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).map_err(|error| format!("the system has no random numbers: {error}"))?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")], token })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// The path of a request below the secret, without its query.
    ///
    /// # Errors
    /// The reason why the request is refused.
    pub fn path<'u>(
        &self,
        url: &'u str,
        host: Option<&str>,
        origin: Option<&str>,
    ) -> Result<&'u str, Refusal> {
        let is_own = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        let host = host.filter(|host| is_own(host)).ok_or(Refusal::Forbidden)?;
        let is_same = |origin: &str| {
            origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
        };
        if !origin.is_none_or(is_same) {
            return Err(Refusal::Forbidden);
        }
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let (token, path) =
            path.strip_prefix('/').and_then(|path| path.split_once('/')).ok_or(Refusal::NotFound)?;
        if is_equal(token, &self.token) { Ok(path) } else { Err(Refusal::NotFound) }
    }
}

/// Compares in a time that does not depend on the place of the first difference.
fn is_equal(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    one.len() == other.len() && pairs.fold(0, |differences, (one, other)| differences | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_must_name_this_server() {
        let rules =
            Rules { hosts: ["127.0.0.1:80", "localhost:80"].map(str::to_owned), token: "secret".to_owned() };
        let path = |url, host, origin| rules.path(url, host, origin);
        let own = Some("127.0.0.1:80");
        assert_eq!(path("/secret/", own, None), Ok(""));
        assert_eq!(path("/secret/a?b/c", Some("LOCALHOST:80"), Some("http://localhost:80")), Ok("a"));
        for url in ["/", "/secret", "/secre/", "/secrets/", "secret/", "//secret/"] {
            assert_eq!(path(url, own, None), Err(Refusal::NotFound), "{url}");
        }
        for host in [None, Some("127.0.0.1"), Some("example.org:80"), Some("127.0.0.1:81")] {
            assert_eq!(path("/secret/", host, None), Err(Refusal::Forbidden), "{host:?}");
        }
        for origin in ["null", "http://example.org", "https://127.0.0.1:80", "http://localhost:80", ""] {
            assert_eq!(path("/secret/", own, Some(origin)), Err(Refusal::Forbidden), "{origin}");
        }
    }
}
