//! The text between the feet of the pages.

use super::caption::is_caption;
use super::chunk::{Chunk, Form};
use super::notes::Note;

/// The bytes of text that would fill the room of a chunk.
pub fn room(chunk: &Chunk) -> usize {
    match &chunk.form {
        Form::Table(rows) => 80 * rows.len(),
        Form::Words if is_caption(&chunk.text) => 800,
        Form::Heading(_) => 150,
        Form::Words | Form::Item(_) | Form::Quote => chunk.text.len() + 40,
    }
}

/// The length of the text between two feet that most pages do not exceed.
pub fn usual_page(main: &[(usize, Chunk)], windows: &[(usize, usize)]) -> usize {
    let mut windows = windows.to_vec();
    windows.dedup();
    let text = |(first, last): &(usize, usize)| {
        // The first chunk of a window stands above the foot before.
        let chunks = main.get(first + 1..=*last).unwrap_or_default();
        chunks.iter().map(|(_, chunk)| room(chunk)).sum::<usize>()
    };
    let mut lengths: Vec<usize> = windows.iter().map(text).collect();
    lengths.sort_unstable();
    if lengths.len() < 4 {
        usize::MAX
    } else {
        lengths.get(lengths.len() * 3 / 5).copied().unwrap_or(usize::MAX)
    }
}

/// For each note, the chunks of the text between the foot of the page before it and its own.
pub fn windows(main: &[(usize, Chunk)], notes: &[Note]) -> Vec<(usize, usize)> {
    let mut feet: Vec<usize> =
        notes.iter().map(|note| main.partition_point(|(place, _)| *place < note.chunk)).collect();
    feet.sort_unstable();
    feet.dedup();
    let window = |note: &Note| {
        let foot = main.partition_point(|(place, _)| *place < note.chunk);
        let earlier = feet.partition_point(|other| *other < foot);
        let first = earlier.checked_sub(1).and_then(|before| feet.get(before)).copied().unwrap_or(0);
        // A paragraph that ends on the page may have begun above the foot before it.
        (first.saturating_sub(1), foot.saturating_sub(1))
    };
    notes.iter().map(window).collect()
}
