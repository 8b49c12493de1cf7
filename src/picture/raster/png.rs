//! The chunks of a PNG (PNG, third edition, section 11).

const SIGNATURE: usize = 8;

/// A chunk: its name, its data, and its place with length and checksum.
pub struct Chunk<'a> {
    name: &'a [u8],
    pub data: &'a [u8],
    start: usize,
    end: usize,
}

/// The first chunk with a name.
pub fn chunk<'a>(bytes: &'a [u8], name: &[u8]) -> Option<Chunk<'a>> {
    chunks(bytes).find(|chunk| chunk.name == name)
}

/// Whether a PNG has several frames: only if its control chunk stands before the pixels.
pub fn is_animated(bytes: &[u8]) -> bool {
    let mut before_pixels = chunks(bytes).take_while(|chunk| chunk.name != b"IDAT");
    let control = before_pixels.find(|chunk| chunk.name == b"acTL");
    control.and_then(|control| number(control.data, 0)).is_some_and(|frames| frames > 1)
}

/// The file without its colour profile.
pub fn without_profile(bytes: &[u8]) -> Vec<u8> {
    match chunk(bytes, b"iCCP") {
        Some(profile) => [&bytes[..profile.start], &bytes[profile.end..]].concat(),
        None => bytes.to_vec(),
    }
}

/// The file with the size on paper that another PNG declares.
pub fn with_size_of(bytes: Vec<u8>, other: &[u8]) -> Vec<u8> {
    let end_of_header = chunks(&bytes).next().map(|header| header.end);
    match (chunk(other, b"pHYs"), end_of_header) {
        (Some(size), Some(end)) => [&bytes[..end], &other[size.start..size.end], &bytes[end..]].concat(),
        (None, _) | (_, None) => bytes,
    }
}

/// The big-endian number with this index in the data of a chunk.
pub fn number(data: &[u8], index: usize) -> Option<u32> {
    let bytes = data.get(4 * index..)?.first_chunk()?;
    Some(u32::from_be_bytes(*bytes))
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut start = SIGNATURE;
    std::iter::from_fn(move || {
        let length = usize::try_from(number(bytes.get(start..)?, 0)?).ok()?;
        let end = start.checked_add(length)?.checked_add(12)?;
        let whole = bytes.get(start..end)?;
        let chunk = Chunk { name: &whole[4..8], data: &whole[8..8 + length], start, end };
        start = end;
        Some(chunk)
    })
}
