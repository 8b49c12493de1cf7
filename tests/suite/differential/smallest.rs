//! Minimizes a case with a difference, so that a person can see the reason.

use super::made_up::{Fault, comparison};

/// Removes lines from a case, then words, as long as the first lost or added word stays the same.
pub fn smallest(fault: Fault) -> Fault {
    ["\n", " "].into_iter().fold(fault, without_pieces)
}

/// Removes pieces: first half of them at a time, finally single ones.
fn without_pieces(mut fault: Fault, gap: &str) -> Fault {
    let mut size = fault.markdown.split_inclusive(gap).count() / 2;
    while size > 0 {
        let pieces: Vec<&str> = fault.markdown.split_inclusive(gap).collect();
        let without = |start: usize| {
            let end = (start + size).min(pieces.len());
            pieces[..start].concat() + &pieces[end..].concat()
        };
        let smaller: Vec<String> = (0..pieces.len()).step_by(size).map(without).collect();
        let faults = comparison(&smaller).map(|compared| compared.faults).unwrap_or_default();
        match faults.into_iter().find(|found| first_line(found) == first_line(&fault)) {
            Some(found) => fault = found,
            None => size /= 2,
        }
    }
    fault
}

fn first_line(fault: &Fault) -> Option<&str> {
    fault.differences.lines().next()
}
