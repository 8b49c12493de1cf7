//! Packs the small objects of a PDF: most of the tags of a book, which typst-pdf writes in plain text one by one.
//!
//! PDF 1.5 can hold them in compressed streams (ISO 32000-1, 7.5.7 and 7.5.8). Nothing but their place in the file
//! changes; what is a stream already stays as it is.

use std::io::Write;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// So many objects are in one stream: a reader must unpack all of them for any.
const TOGETHER: usize = 200;

/// Columns of the list of places: the kind, where it is, which one there.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// The same document with its objects packed. A file that is not as typst-pdf writes it stays as it is.
pub fn packed(pdf: Vec<u8>) -> Vec<u8> {
    pack(&pdf).unwrap_or(pdf)
}

fn pack(pdf: &[u8]) -> Option<Vec<u8>> {
    let (objects, trailer) = objects(pdf)?;
    let start = objects.iter().map(|object| object.range.start).min()?;
    let mut out = pdf.get(..start)?.to_vec();
    // The first place in the list belongs to no object.
    let mut places: Vec<[usize; 3]> = vec![[0, 0, usize::from(u16::MAX)]; objects.len() + 1];
    let (streams, plain): (Vec<&Object>, Vec<&Object>) =
        objects.iter().partition(|object| body(pdf, object).ends_with(b"endstream"));
    for object in streams {
        places[object.number] = [1, out.len(), 0];
        out.extend_from_slice(&pdf[object.range.clone()]);
    }
    for group in plain.chunks(TOGETHER) {
        let number = places.len();
        for (index, object) in group.iter().enumerate() {
            places[object.number] = [2, number, index];
        }
        places.push([1, out.len(), 0]);
        let (head, bodies) = joined(pdf, group);
        let keys = format!("/Type /ObjStm /N {} /First {}", group.len(), head.len());
        write_stream(&mut out, number, &keys, &[head, bodies].concat())?;
    }
    let number = places.len();
    let start = out.len();
    places.push([1, start, 0]);
    let list: Vec<u8> = places.iter().flat_map(|place| entry(*place)).collect();
    let [kind, offset, index] = WIDTHS;
    let keys = format!("/Type /XRef /W [{kind} {offset} {index}] /Size {} {}", places.len(), known(trailer)?);
    write_stream(&mut out, number, &keys, &list)?;
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    (out.len() < pdf.len()).then_some(out)
}

/// An object and where it stands, from its number to its last word.
struct Object {
    number: usize,
    range: Range<usize>,
}

/// All objects, and the trailer. They must be numbered without a gap, as typst-pdf does it.
fn objects(pdf: &[u8]) -> Option<(Vec<Object>, &str)> {
    let end = std::str::from_utf8(pdf.get(find_last(pdf, b"startxref")?..)?).ok()?;
    let start: usize = end.split_whitespace().nth(1)?.parse().ok()?;
    let table = pdf.get(start..find_last(pdf, b"startxref")?)?;
    let split = find_last(table, b"trailer")?;
    let mut words = std::str::from_utf8(&table[..split]).ok()?.split_whitespace();
    let (Some("xref"), Some("0"), Some(count)) = (words.next(), words.next(), words.next()) else {
        return None;
    };
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for number in 0..count.parse::<usize>().ok()? {
        let offset = words.next()?.parse().ok()?;
        match (words.next()?, words.next()?) {
            ("00000", "n") => starts.push((offset, number)),
            (_, "f") if number == 0 => {}
            _ => return None,
        }
    }
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|(offset, _)| *offset).chain([start]);
    let objects: Vec<Object> = starts
        .iter()
        .zip(ends)
        .map(|((start, number), end)| Object { number: *number, range: *start..end })
        .collect();
    let are_sound = objects.iter().all(|object| {
        let text = pdf.get(object.range.clone()).unwrap_or_default();
        text.starts_with(format!("{} 0 obj", object.number).as_bytes())
            && text.trim_ascii_end().ends_with(b"endobj")
    });
    // The dictionary of the trailer holds two strings of bytes: the document's identity.
    let trailer = std::str::from_utf8(&table[split..]).ok()?;
    are_sound.then_some((objects, trailer))
}

/// What stands between `obj` and `endobj`.
fn body<'a>(pdf: &'a [u8], object: &Object) -> &'a [u8] {
    let text = pdf[object.range.clone()].trim_ascii_end();
    let start = format!("{} 0 obj", object.number).len();
    text[start..text.len() - b"endobj".len()].trim_ascii()
}

/// The numbers and places of some objects, and the objects one after another.
fn joined(pdf: &[u8], group: &[&Object]) -> (Vec<u8>, Vec<u8>) {
    let (mut head, mut bodies) = (String::new(), Vec::new());
    for object in group {
        head += &format!("{} {} ", object.number, bodies.len());
        bodies.extend_from_slice(body(pdf, object));
        bodies.push(b'\n');
    }
    (head.into_bytes(), bodies)
}

/// A line in the list of places, big end first.
fn entry(place: [usize; 3]) -> impl Iterator<Item = u8> {
    let columns = place.into_iter().zip(WIDTHS);
    columns.flat_map(|(value, width)| value.to_be_bytes().into_iter().skip(size_of::<usize>() - width))
}

/// What the trailer says of the document, without the number of objects.
fn known(trailer: &str) -> Option<String> {
    let keys = trailer.split_once("<<")?.1.rsplit_once(">>")?.0;
    let (before, rest) = keys.split_once("/Size")?;
    let rest = rest.trim_start().trim_start_matches(|character: char| character.is_ascii_digit());
    Some(format!("{} {}", before.trim(), rest.trim()))
}

fn write_stream(out: &mut Vec<u8>, number: usize, keys: &str, content: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    let bytes = encoder.finish().ok()?;
    let head = format!("{number} 0 obj\n<< {keys} /Filter /FlateDecode /Length {} >>\nstream\n", bytes.len());
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(&bytes);
    out.extend_from_slice(b"\nendstream\nendobj\n\n");
    Some(())
}

fn find_last(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|window| window == word)
}
