//! URLs that readers may follow, and their encoding according to RFC 3986.

/// Allowed schemes. Any other could run code or read files.
pub const SCHEMES: &[&str] =
    &["http", "https", "mailto", "tel", "ftp", "doi", "urn", "news", "geo", "sms", "xmpp"];

/// The scheme of an address (RFC 3986, section 3.1), in lower case. A single letter is a Windows drive, not a scheme.
#[must_use]
pub fn scheme(destination: &str) -> Option<String> {
    let (scheme, _) = destination.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether an address has an allowed scheme.
#[must_use]
pub fn is_safe(destination: &str) -> bool {
    scheme(destination).is_some_and(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// The reason why a browser would reject a web address, if there is one.
#[must_use]
pub fn invalid(address: &str, scheme: &str) -> Option<String> {
    let is_web = matches!(scheme, "http" | "https" | "ftp");
    let is_empty = address.trim_end_matches('/').len() <= scheme.len() + 1;
    match url::Url::parse(address) {
        _ if is_empty => Some("it has nothing after its scheme".to_owned()),
        Err(error) if is_web => Some(error.to_string()),
        Ok(_) | Err(_) => None,
    }
}

/// Encodes an address according to RFC 3986: forbidden characters are percent-encoded, and existing encoding is kept.
#[must_use]
pub fn address(destination: &str) -> String {
    let (before, fragment) = match destination.split_once('#') {
        Some((before, fragment)) => (before, format!("#{}", encoded(fragment).replace('#', "%23"))),
        None => (destination, String::new()),
    };
    let Some((scheme, rest)) = before.split_once("://") else { return encoded(before) + &fragment };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    format!("{scheme}://{}{}{fragment}", self::authority(scheme, authority), encoded(path))
}

/// Encodes user, host and port: a host name with non-ASCII letters becomes its ASCII form (RFC 5891), and the brackets
/// of an IPv6 address are kept.
fn authority(scheme: &str, authority: &str) -> String {
    if authority.is_ascii() {
        return encoded(authority).replace("%5B", "[").replace("%5D", "]");
    }
    let (user, host) = authority.rsplit_once('@').map_or(("", authority), |(user, host)| (user, host));
    let name = host.split(':').next().unwrap_or(host);
    let ascii = url::Url::parse(&format!("{scheme}://{name}/"))
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let user = if user.is_empty() { String::new() } else { encoded(user) + "@" };
    user + &ascii.unwrap_or_else(|| encoded(name)) + &encoded(&host[name.len()..])
}

/// Percent-encodes the characters that RFC 3986 does not allow outside the host, and any percent sign that does not
/// begin an escape.
fn encoded(text: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const UNSAFE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_code = part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        out += if is_code { "%" } else { "%25" };
        out += part;
    }
    utf8_percent_encode(&out, UNSAFE).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_checkers_want_them() {
        for (written, wanted) in [
            ("https://e.org/[doi]", "https://e.org/%5Bdoi%5D"),
            ("https://e.org/a#b#c", "https://e.org/a#b%23c"),
            ("https://e.org/a#[b]", "https://e.org/a#%5Bb%5D"),
            ("https://e.org/100%", "https://e.org/100%25"),
            ("https://e.org/a%20b%zz", "https://e.org/a%20b%25zz"),
            ("https://e.org/a b|c{d}^`", "https://e.org/a%20b%7Cc%7Bd%7D%5E%60"),
            ("http://[2001:db8::1]:80/x[1]", "http://[2001:db8::1]:80/x%5B1%5D"),
            ("https://münchen.de:8080/ä", "https://xn--mnchen-3ya.de:8080/%C3%A4"),
            ("https://e.org", "https://e.org"),
            ("mailto:a b@e.org", "mailto:a%20b@e.org"),
            ("doi:10.1000/[x]", "doi:10.1000/%5Bx%5D"),
            ("https://e.org?q=[a]", "https://e.org?q=%5Ba%5D"),
        ] {
            assert_eq!(address(written), wanted);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for written in ["https://", "http://e.org:99999/", "http://[::1/", "mailto:", "https://a b.org/"] {
            let scheme = scheme(written).unwrap_or_default();
            assert!(invalid(&address(written), &scheme).is_some(), "{written}");
        }
        for written in ["https://e.org", "mailto:a@e.org", "tel:+968", "urn:isbn:1", "doi:10.1/x"] {
            let scheme = scheme(written).unwrap_or_default();
            assert_eq!(invalid(&address(written), &scheme), None, "{written}");
        }
    }
}
