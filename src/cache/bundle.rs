//! Several byte strings in one, for entries that consist of several files.

/// Puts byte strings together, each after its length.
#[must_use]
pub fn pack(parts: &[&[u8]]) -> Vec<u8> {
    let mut bundle = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        bundle.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bundle.extend_from_slice(part);
    }
    bundle
}

/// The byte strings of a bundle; `None` if it is not one of this many.
#[must_use]
pub fn unpack<const COUNT: usize>(mut bundle: &[u8]) -> Option<[&[u8]; COUNT]> {
    let mut parts = [&[][..]; COUNT];
    for part in &mut parts {
        let (length, rest) = bundle.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        (*part, bundle) = rest.split_at_checked(length)?;
    }
    bundle.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn bundles_give_back_their_parts() {
        let parts: [&[u8]; 3] = [b"one", b"", b"three"];
        let bundle = pack(&parts);
        assert_eq!(unpack(&bundle), Some(parts));
        assert_eq!(unpack::<2>(&bundle), None);
        assert_eq!(unpack::<4>(&bundle), None);
        for end in 0..bundle.len() {
            assert_eq!(unpack::<3>(&bundle[..end]), None, "{end} bytes");
        }
    }
}
