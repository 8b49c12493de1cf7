//! Moves text off the page in a finished PDF. It is still in the file, but readers cannot see it.

use std::fs;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use super::{Result, build, change, check, check_says, folder, verify};
use crate::golden::Outcome;

/// An operator to insert before all others of the page, or at the start of every text object.
struct Move {
    is_of_page: bool,
    operator: &'static str,
    operands: &'static [f32],
}

const MOVES: &[Move] = &[
    Move { is_of_page: true, operator: "cm", operands: &[1.0, 0.0, 0.0, 1.0, 500.0, 0.0] },
    Move { is_of_page: true, operator: "cm", operands: &[1.0, 0.0, 0.0, 1.0, -500.0, 0.0] },
    Move { is_of_page: true, operator: "cm", operands: &[1.0, 0.0, 0.0, 1.0, 0.0, 700.0] },
    Move { is_of_page: true, operator: "cm", operands: &[1.0, 0.0, 0.0, 1.0, 0.0, -700.0] },
    Move { is_of_page: true, operator: "cm", operands: &[0.0, 3.0, -3.0, 0.0, 0.0, 0.0] },
    Move { is_of_page: false, operator: "Ts", operands: &[900.0] },
    // The text begins at the same place, but ends somewhere else.
    Move { is_of_page: false, operator: "Tz", operands: &[900.0] },
    Move { is_of_page: false, operator: "Tc", operands: &[90.0] },
];

pub fn everywhere() -> Outcome {
    let folder = folder()?;
    let (path, out) = (folder.path(), folder.path().join("dist"));
    build(path, "book", "dist")?;
    for name in ["book.pdf", "book-print.pdf", "cases/first.pdf"] {
        let sound = fs::read(out.join(name))?;
        for moved in MOVES {
            let (bytes, page) = damaged(&sound, moved)?;
            change(&out, name, &bytes)?;
            let says = format!("mm past the edge of page {page} of `{name}`: `");
            check_says(
                &verify(path, "dist", "book")?,
                name,
                &["error[outside-page]: text runs ", &says],
                false,
            )?;
        }
        change(&out, name, &sound)?;
        check(
            verify(path, "dist", "book")? == (String::new(), 0),
            format!("a sound {name} is not accepted"),
        )?;
    }
    Ok(())
}

/// A PDF whose last page with text is damaged.
fn damaged(bytes: &[u8], moved: &Move) -> Result<(Vec<u8>, u32)> {
    let mut document = Document::load_mem(bytes)?;
    let pages = document.get_pages();
    let mut pages = pages.iter().rev();
    let has_words = |content: &Content| content.operations.iter().any(|operation| operation.operator == "BT");
    let (number, id, mut content) = pages
        .find_map(|(number, id)| {
            let content = Content::decode(&document.get_page_content(*id)).ok()?;
            has_words(&content).then_some((*number, *id, content))
        })
        .ok_or("a page with words")?;
    let operands = moved.operands.iter().map(|number| Object::Real(*number)).collect();
    let operation = Operation::new(moved.operator, operands);
    if moved.is_of_page {
        content.operations.insert(0, operation);
    } else {
        let operations = content.operations.into_iter();
        content.operations = operations
            .flat_map(|next| {
                let is_start = next.operator == "BT";
                std::iter::once(next).chain(is_start.then(|| operation.clone()))
            })
            .collect();
    }
    document.change_page_content(id, content.encode()?)?;
    let mut saved = Vec::new();
    document.save_to(&mut saved)?;
    Ok((saved, number))
}
