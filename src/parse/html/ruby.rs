//! Ruby annotations: `<ruby>`. They are printed in parentheses after the base text, like the fallback of browsers
//! without ruby: 瑣末(さまつ). The author may write the parentheses in `<rp>`; missing ones are added.

use std::ops::Range;

use crate::parse::builder::elements::is_of_ruby;
use crate::parse::builder::{Builder, Kind};

/// How many enclosing elements are searched for a part of ruby.
const RUBY: &[&str] = &["ruby"];

/// Opens an element of ruby. Returns `false` for other elements.
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

/// Closes an element of ruby. Returns `false` for other elements, and if the element is not open.
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

/// Closes the open annotation. Adds a parenthesis unless the author wrote one.
fn end_reading(builder: &mut Builder<'_>, range: &Range<usize>, has_bracket: bool) {
    if builder.has_open(&["rt"], RUBY) {
        builder.close_element(&["rt"], range.start);
        if !has_bracket {
            builder.text(")", range.clone());
        }
    }
}
