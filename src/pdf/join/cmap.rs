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

/// The most characters in a block.
const BLOCK: usize = 100;

/// The same `CMap` in a shorter form. `None` if it is not as typst-pdf writes it.
pub fn shortened(cmap: &Stream) -> Result<Option<Stream>> {
    let content = cmap.get_plain_content()?;
    let Some(texts) = std::str::from_utf8(&content).ok().and_then(texts) else { return Ok(None) };
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

/// The codes with their texts in hexadecimal digits of UTF-16, sorted.
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
    found.sort_unstable();
    (!found.is_empty()).then_some(found)
}

/// The same widths (`W`, ISO 32000-1, section 9.7.4.3) in a shorter form: as one list for each run of characters. `None` if they
/// are not as typst-pdf writes them.
pub fn short_widths(widths: &[Object]) -> Option<Object> {
    let mut short: Vec<Object> = Vec::new();
    let mut next = None;
    for same in widths.chunks(3) {
        let [Object::Integer(first), Object::Integer(last), width] = same else { return None };
        let count = usize::try_from(last - first + 1).ok()?;
        let widths = std::iter::repeat_n(width.clone(), count);
        match short.last_mut() {
            Some(Object::Array(run)) if next == Some(*first) => run.extend(widths),
            _ => short.extend([Object::Integer(*first), Object::Array(widths.collect())]),
        }
        next = Some(last + 1);
    }
    Some(Object::Array(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cmap_keeps_all_texts() -> Result<()> {
        let old = "2 beginbfchar\n<0001> <0041>\n<0003> <00660066>\nendbfchar\n1 beginbfchar\n<0002> <D83DDE00>\nendbfchar";
        let new = shortened(&Stream::new(Dictionary::new(), old.into()))?.map(|new| new.get_plain_content());
        let new = String::from_utf8(new.transpose()?.unwrap_or_default()).unwrap_or_default();
        assert!(
            new.contains("\n3 beginbfchar\n<0001> <0041>\n<0002> <D83DDE00>\n<0003> <00660066>\nendbfchar\n"),
            "{new}"
        );
        let other =
            Stream::new(Dictionary::new(), b"1 beginbfrange <0001> <0002> <0041> endbfrange".to_vec());
        assert!(shortened(&other)?.is_none());
        Ok(())
    }

    #[test]
    fn widths_become_lists() {
        let widths = [0, 0, 500, 1, 2, 250, 5, 5, 1000].map(Object::Integer);
        let short = short_widths(&widths).map(|short| format!("{short:?}"));
        assert_eq!(short.as_deref(), Some("[0 [500 250 250] 5 [1000]]"));
        assert_eq!(short_widths(&widths[..2]), None);
    }
}
