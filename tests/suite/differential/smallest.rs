//! Makes a case small that is read in two ways, so that a person sees the reason.

use super::made_up::{Fault, comparison};

/// Takes lines out of a case, then words, while the first word that is lost or added stays the same.
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
