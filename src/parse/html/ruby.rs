//! Readings beside characters: `<ruby>`. A book has them in brackets behind the characters, as a browser without ruby shows
//! them: 瑣末(さまつ). An author may write the brackets into `<rp>`; where they are missing, they are added.

use std::ops::Range;

use crate::parse::builder::elements::is_of_ruby;
use crate::parse::builder::{Builder, Kind};

/// How far out the parts of ruby are looked for.
const RUBY: &[&str] = &["ruby"];

/// Opens an element of ruby; false for others.
pub fn start(builder: &mut Builder<'_>, name: &str, range: &Range<usize>) -> bool {
    if !is_of_ruby(name) {
        return false;
    }
    if name != "ruby" {
        end_reading(builder, range, name == "rp");
        let was_bracket = builder.has_open(&["rp"], RUBY);
        if builder.has_open(&["rb", "rp"], RUBY) {
            builder.close_element(&["rb", "rp"], range.start);
        }
        let before = builder.source.text[..range.start].trim_end();
        if name == "rt" && !was_bracket && !before.ends_with("</rp>") {
            builder.text("(", range.clone());
        }
    }
    builder.open(Kind::Transparent, Some(name.to_owned()), range.clone());
    true
}

/// Closes an element of ruby; false for others, and for what is not open.
pub fn end(builder: &mut Builder<'_>, name: &str, range: &Range<usize>) -> bool {
    if !is_of_ruby(name) || !builder.has_open(&[name], &[]) {
        return false;
    }
    if matches!(name, "rt" | "rtc" | "ruby") {
        let next = builder.source.text[range.end..].trim_start();
        end_reading(builder, range, next.starts_with("<rp"));
    }
    if name != "rt" {
        builder.close_element(&[name], range.end);
    }
    true
}

/// Closes the reading that is open, with a bracket unless the author has written one.
fn end_reading(builder: &mut Builder<'_>, range: &Range<usize>, has_bracket: bool) {
    if builder.has_open(&["rt"], RUBY) {
        builder.close_element(&["rt"], range.start);
        if !has_bracket {
            builder.text(")", range.clone());
        }
    }
}
