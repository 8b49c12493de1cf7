//! Makes a case small that is read in two ways, so that a person sees the reason.

use super::{Fault, faults_in_html};

/// Takes lines out of a case, then words, while the first line of its fault stays the same.
pub fn smallest(fault: Fault) -> Fault {
    ["\n", " "].into_iter().fold(fault, without_pieces)
}

/// Takes pieces out: half of them at once at first, one by one in the end.
fn without_pieces(mut fault: Fault, gap: &str) -> Fault {
    let mut size = fault.markdown.split_inclusive(gap).count() / 2;
    while size > 0 {
        let pieces: Vec<&str> = fault.markdown.split_inclusive(gap).collect();
        let without = |start: usize| {
            let end = (start + size).min(pieces.len());
            pieces[..start].concat() + &pieces[end..].concat()
        };
        let smaller: Vec<String> = (0..pieces.len()).step_by(size).map(without).collect();
        let found = faults_in_html(&smaller).map(|read| read.faults).unwrap_or_default();
        match found.into_iter().find(|found| found.first_line() == fault.first_line()) {
            Some(found) => fault = found,
            None => size /= 2,
        }
    }
    fault
}
