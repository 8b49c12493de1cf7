//! Shortens what each font of each document has: the text of its characters and their widths. typst-pdf writes both with the
//! number of every character, which a book with many documents has many times.

use lopdf::{Dictionary, Object, Stream};

use super::error::Result;

/// The beginning and the end of a `CMap` for the text of characters (ISO 32000-1, section 9.10.3).
const BEGIN: &str = "/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /U def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
";
const END: &str = "endcmap
CMapName currentdict /CMap defineresource pop
end
end";

/// The most characters in a font.
const MOST: usize = 1 << 16;

/// The most characters in a block.
const BLOCK: usize = 100;

/// The same `CMap` in a shorter form, with the new number of each character. `None` if it is not as typst-pdf writes it.
pub fn shortened(cmap: &Stream, number: &dyn Fn(u16) -> Option<u16>) -> Result<Option<Stream>> {
    let content = cmap.get_plain_content()?;
    let Some(mut texts) = std::str::from_utf8(&content).ok().and_then(texts) else { return Ok(None) };
    for (code, _) in &mut texts {
        let Some(new) = number(*code) else { return Ok(None) };
        *code = new;
    }
    texts.sort_unstable();
    let mut written = BEGIN.to_owned();
    // A list for a range of characters would be shorter still, but not every program reads it.
    for block in texts.chunks(BLOCK) {
        written += &format!("{} beginbfchar\n", block.len());
        for (code, text) in block {
            written += &format!("<{code:04X}> <{text}>\n");
        }
        written += "endbfchar\n";
    }
    written += END;
    let mut stream = Stream::new(Dictionary::new(), written.into_bytes());
    stream.compress()?;
    Ok(Some(stream))
}

/// The codes with their texts in hexadecimal digits of UTF-16.
fn texts(cmap: &str) -> Option<Vec<(u16, &str)>> {
    if cmap.contains("beginbfrange") || cmap.contains("usecmap") {
        return None;
    }
    let mut found = Vec::new();
    for block in cmap.split("beginbfchar").skip(1) {
        let (block, _) = block.split_once("endbfchar")?;
        let mut values = block.split(['<', '>']).map(str::trim).filter(|value| !value.is_empty());
        while let Some(code) = values.next() {
            found.push((u16::from_str_radix(code, 16).ok()?, values.next()?));
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Reads the widths of characters from 0 (`W`, ISO 32000-1, section 9.7.4.3). `None` if they are not as typst-pdf writes them.
pub fn read_widths(widths: &[Object]) -> Option<Vec<f32>> {
    let mut read = Vec::new();
    for same in widths.chunks(3) {
        let [Object::Integer(first), Object::Integer(last), width] = same else { return None };
        let (first, after) = (usize::try_from(*first).ok()?, usize::try_from(last + 1).ok()?);
        let is_next = first >= read.len() && after > first && after <= MOST;
        read.resize(first, 0.0);
        read.resize(is_next.then_some(after)?, width.as_float().ok()?);
    }
    Some(read)
}

/// Widths as one list for each run of characters. The width of characters without one is 0.
pub fn widths(widths: &[f32]) -> Object {
    let mut runs: Vec<Object> = Vec::new();
    let mut next = None;
    for (character, width) in (0..).zip(widths).filter(|(_, width)| **width != 0.0) {
        let width = number(*width);
        match runs.last_mut() {
            Some(Object::Array(run)) if next == Some(character) => run.push(width),
            _ => runs.extend([Object::Integer(character), Object::Array(vec![width])]),
        }
        next = Some(character + 1);
    }
    Object::Array(runs)
}

fn number(width: f32) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "a width is far smaller than a whole number can be")]
    if width.fract() == 0.0 { Object::Integer(width as i64) } else { Object::Real(width) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cmap_keeps_all_texts() -> Result<()> {
        let old = "2 beginbfchar\n<0001> <0041>\n<0003> <00660066>\nendbfchar\n1 beginbfchar\n<0002> <D83DDE00>\nendbfchar";
        let new =
            shortened(&Stream::new(Dictionary::new(), old.into()), &Some)?.map(|new| new.get_plain_content());
        let new = String::from_utf8(new.transpose()?.unwrap_or_default()).unwrap_or_default();
        assert!(
            new.contains("\n3 beginbfchar\n<0001> <0041>\n<0002> <D83DDE00>\n<0003> <00660066>\nendbfchar\n"),
            "{new}"
        );
        let other =
            Stream::new(Dictionary::new(), b"1 beginbfrange <0001> <0002> <0041> endbfrange".to_vec());
        assert!(shortened(&other, &Some)?.is_none());
        Ok(())
    }

    #[test]
    fn widths_become_lists() {
        let read =
            |widths: &[i64]| read_widths(&widths.iter().copied().map(Object::Integer).collect::<Vec<_>>());
        let known = read(&[0, 0, 500, 1, 2, 250, 5, 5, 1000]);
        assert_eq!(known.as_deref(), Some(&[500.0, 250.0, 250.0, 0.0, 0.0, 1000.0][..]));
        let short = known.map(|known| format!("{:?}", widths(&known)));
        assert_eq!(short.as_deref(), Some("[0 [500 250 250] 5 [1000]]"));
        for damaged in [&[0, 0][..], &[3, 2, 1], &[0, 1, 500, 1, 1, 500], &[0, 70_000, 1], &[-1, 1, 1]] {
            assert_eq!(read(damaged), None, "{damaged:?}");
        }
    }
}
