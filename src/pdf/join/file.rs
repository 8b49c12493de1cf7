//! Writes a PDF object by object, so that the objects of a book need not be in memory at the same time. Small objects go into
//! compressed streams (ISO 32000-1, sections 7.5.7 and 7.5.8).

use lopdf::{Dictionary, Object, ObjectStream, Stream, Writer};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::error::Result;

/// Number of objects in one stream. A reader must decompress the whole stream to access any of them.
const TOGETHER: usize = 200;

/// Number of streams that are compressed at the same time.
const AT_ONCE: usize = 32;

/// Where the file has an object.
#[derive(Clone, Copy)]
enum Entry {
    /// A number without an object.
    Free,
    /// The offset in the file.
    At(usize),
    /// The stream that has it, and its index there.
    In(u32, u8),
}

/// A PDF that is being written. Objects have generation 0.
pub struct File {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    open: ObjectStream,
    full: Vec<ObjectStream>,
}

impl File {
    /// A file with a header only.
    pub fn new(version: &str) -> Self {
        let mut bytes = format!("%PDF-{version}\n%").into_bytes();
        // Readers recognise a binary file by these bytes.
        bytes.extend([0xBB, 0xAD, 0xC0, 0xDE, b'\n']);
        Self { bytes, entries: vec![Entry::Free], open: stream(), full: Vec::new() }
    }

    /// A new object number.
    ///
    /// # Panics
    /// Never: a PDF of 4 billion objects does not fit into memory.
    pub fn reserve(&mut self) -> u32 {
        self.entries.push(Entry::Free);
        u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
    }

    /// Writes an object with a reserved number.
    pub fn put(&mut self, number: u32, object: Object) -> Result<()> {
        if let Object::Stream(stream) = object {
            return self.put_stream(number, stream);
        }
        self.open.add_object((number, 0), object)?;
        if self.open.object_count() == TOGETHER {
            self.full.push(std::mem::replace(&mut self.open, stream()));
        }
        if self.full.len() == AT_ONCE { self.flush() } else { Ok(()) }
    }

    /// Writes an object with a new number.
    pub fn add(&mut self, object: impl Into<Object>) -> Result<u32> {
        let number = self.reserve();
        self.put(number, object.into())?;
        Ok(number)
    }

    /// Writes all objects that wait for others, and returns a digest of the file so far.
    pub fn digest(&mut self) -> Result<[u8; 32]> {
        let open = std::mem::replace(&mut self.open, stream());
        self.full.push(open);
        self.flush()?;
        Ok(Sha256::digest(&self.bytes).into())
    }

    /// The finished file.
    pub fn finish(mut self, trailer: Dictionary) -> Result<Vec<u8>> {
        self.digest()?;
        let number = self.reserve();
        let start = self.bytes.len();
        self.entries[number as usize] = Entry::At(start);
        let mut table = Stream::new(trailer, predicted(&self.entries));
        let mut parameters = Dictionary::new();
        parameters.set("Predictor", 12);
        parameters.set("Columns", WIDTHS.iter().sum::<i64>());
        table.dict.set("DecodeParms", parameters);
        table.dict.set("Type", "XRef");
        table.dict.set("Size", i64::from(number) + 1);
        table.dict.set("W", Object::Array(WIDTHS.map(Object::from).to_vec()));
        table.compress()?;
        if !table.dict.has(b"Filter") {
            // A table too short to be compressed.
            table.dict.remove(b"DecodeParms");
            table.set_content(self.entries.iter().flat_map(|entry| entry.bytes()).collect());
        }
        self.put_stream(number, table)?;
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        Ok(self.bytes)
    }

    fn put_stream(&mut self, number: u32, stream: Stream) -> Result<()> {
        self.entries[number as usize] = Entry::At(self.bytes.len());
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        Writer::write_object(&mut self.bytes, &Object::Dictionary(stream.dict))?;
        self.bytes.extend(b"stream\n");
        self.bytes.extend(stream.content);
        // With a line feed only, a carriage return at the end of the content would look like a part of the line end.
        self.bytes.extend(b"\r\nendstream\nendobj\n");
        Ok(())
    }

    /// Writes the streams that are full.
    fn flush(&mut self) -> Result<()> {
        let full = std::mem::take(&mut self.full);
        let packed: Vec<_> = full
            .into_par_iter()
            .filter(|stream| stream.object_count() > 0)
            .map(|stream| Ok((stream.to_stream_object()?, stream.objects.into_keys().collect::<Vec<_>>())))
            .collect::<Result<_>>()?;
        for (stream, members) in packed {
            let container = self.reserve();
            for (index, (number, _)) in (0_u8..).zip(members) {
                self.entries[number as usize] = Entry::In(container, index);
            }
            self.put_stream(container, stream)?;
        }
        Ok(())
    }
}

/// The number of bytes of the type of an entry, and of its two fields.
const WIDTHS: [i64; 3] = [1, 5, 1];

impl Entry {
    fn bytes(self) -> [u8; 7] {
        let (kind, field, index) = match self {
            Self::Free => (0, 0, 0),
            Self::At(offset) => (1, offset as u64, 0),
            Self::In(container, index) => (2, u64::from(container), index),
        };
        let mut bytes = [kind, 0, 0, 0, 0, 0, index];
        bytes[1..6].copy_from_slice(&field.to_be_bytes()[3..]);
        bytes
    }
}

/// The entries as differences to the entry before, each with the number of this method. They are compressed better so.
fn predicted(entries: &[Entry]) -> Vec<u8> {
    let mut before = [0; 7];
    let mut bytes = Vec::with_capacity(8 * entries.len());
    for entry in entries {
        let entry = entry.bytes();
        bytes.push(2);
        bytes.extend(entry.iter().zip(before).map(|(byte, above)| byte.wrapping_sub(above)));
        before = entry;
    }
    bytes
}

fn stream() -> ObjectStream {
    ObjectStream::builder().max_objects(TOGETHER).compression_level(9).build()
}
