//! The examples of the `CommonMark` and GFM specifications, from the sources of pulldown-cmark.

use std::fs;
use std::path::Path;

/// An example: its name, its Markdown and the HTML that the specification requires.
pub struct Example {
    pub name: String,
    pub markdown: String,
    pub html: String,
}

/// All examples. They are string literals in generated tests: `let original = r##"…"##;`.
pub fn all(package: &Path) -> Result<Vec<Example>, Box<dyn std::error::Error + Send + Sync>> {
    let mut examples = Vec::new();
    for file in ["spec", "gfm_table", "gfm_strikethrough", "gfm_tasklist"] {
        let text = fs::read_to_string(package.join(format!("tests/suite/{file}.rs")))?;
        for test in text.split("#[test]\n").skip(1) {
            let name = between(test, "fn ", "()").ok_or("a test without a name")?.to_owned();
            let raw = |variable: &str| {
                between(test, &format!("let {variable} = r##\""), "\"##;").map(str::to_owned)
            };
            let (markdown, html) = (raw("original").ok_or("no Markdown")?, raw("expected").ok_or("no HTML")?);
            examples.push(Example { name, markdown, html });
        }
    }
    Ok(examples)
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}
