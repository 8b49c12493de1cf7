//! The form of an entry on disk: a mark, a digest of the key and the content, and the content.

use sha2::{Digest, Sha256};

use super::key::Key;

/// The first bytes of each entry.
const MARK: &[u8; 16] = b"casebook-cache\r\n";

/// The length of what precedes the content.
const HEAD: usize = MARK.len() + 32;

/// What precedes the content in the file.
pub fn head(key: &Key, content: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..MARK.len()].copy_from_slice(MARK);
    head[MARK.len()..].copy_from_slice(&seal(key, content));
    head
}

/// The content of the file; `None` if it is damaged or belongs to another key.
pub fn content(key: &Key, mut file: Vec<u8>) -> Option<Vec<u8>> {
    let (head, content) = file.split_at_checked(HEAD)?;
    if *head != self::head(key, content) {
        return None;
    }
    file.drain(..HEAD);
    Some(file)
}

/// Whether a file that begins with these bytes is an entry. An empty file is the remains of one.
pub fn is_entry(start: &[u8]) -> bool {
    start.is_empty() || start.starts_with(MARK)
}

/// The number of bytes by which an entry is recognized.
pub const RECOGNIZED: usize = MARK.len();

fn seal(key: &Key, content: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(key.digest()).chain_update(content).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::super::key::Kind;
    use super::{Key, content, head};

    fn file(key: &Key, bytes: &[u8]) -> Vec<u8> {
        [head(key, bytes).as_slice(), bytes].concat()
    }

    #[test]
    fn an_entry_has_its_content() {
        let key = Key::of(Kind::Picture).with("a");
        for bytes in [&b""[..], b"words", &[0; 5000]] {
            assert_eq!(content(&key, file(&key, bytes)).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn a_damaged_entry_has_none() {
        let key = Key::of(Kind::Picture).with("a");
        let whole = file(&key, b"words");
        for index in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[index] ^= 1;
            assert_eq!(content(&key, damaged), None, "byte {index}");
            assert_eq!(content(&key, whole[..index].to_vec()), None, "cut at {index}");
        }
        assert_eq!(content(&key, [whole.as_slice(), b"s"].concat()), None);
    }

    #[test]
    fn an_entry_of_another_key_has_none() {
        let key = Key::of(Kind::Picture).with("a");
        assert_eq!(content(&key.clone().with("b"), file(&key, b"words")), None);
    }
}
