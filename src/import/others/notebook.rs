//! Notebooks of Jupyter as Markdown: their text, their code, and the outputs that a book can show.

use base64::Engine;
use serde_json::Value;

use super::cells::{Counts, Shown};
use super::fences::longest_run;
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Doubt, Reason, html};

/// Replaces each notebook by its text, and adds its pictures. Returns the places that a person must look at.
pub fn replace(files: &mut Files) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let is_notebook = |path: &&String| paths::ending(path) == "ipynb";
    for path in files.keys().filter(is_notebook).cloned().collect::<Vec<_>>() {
        let read = files.remove(&path).and_then(|bytes| Reader::of(&path, &bytes));
        let Some(mut reader) = read else {
            let reason = "a notebook that is damaged, or has another format than version 4";
            doubts.push(Doubt::of_file(&path, Reason::NotRead(reason.to_owned())));
            continue;
        };
        let text = reader.text();
        doubts.extend(reader.doubts);
        files.extend(reader.pictures);
        files.insert(path, text.into_bytes());
    }
    doubts
}

/// Reads a notebook.
struct Reader {
    path: String,
    cells: Vec<Value>,
    /// The language of its code.
    language: String,
    pictures: Vec<(String, Vec<u8>)>,
    doubts: Vec<Doubt>,
    counts: Counts,
}

impl Reader {
    fn of(path: &str, bytes: &[u8]) -> Option<Self> {
        let mut notebook: Value = serde_json::from_slice(bytes).ok()?;
        let cells = match notebook.get_mut("cells")?.take() {
            Value::Array(cells) => cells,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                return None;
            }
        };
        let language = ["/metadata/kernelspec/language", "/metadata/language_info/name"]
            .iter()
            .find_map(|place| notebook.pointer(place)?.as_str());
        Some(Self {
            path: path.to_owned(),
            cells,
            language: language.unwrap_or("python").to_owned(),
            pictures: Vec::new(),
            doubts: Vec::new(),
            counts: Counts::default(),
        })
    }

    fn text(&mut self) -> String {
        let cells = std::mem::take(&mut self.cells);
        let texts = cells.iter().enumerate().map(|(index, cell)| self.cell(index, cell));
        let texts: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
        self.counts.reasons().for_each(|reason| self.doubt("", reason));
        texts.join("\n\n") + "\n"
    }

    fn cell(&mut self, index: usize, cell: &Value) -> String {
        let source = joined(cell.get("source"));
        let source = source.trim_end();
        let tags = cell.pointer("/metadata/tags").and_then(Value::as_array).into_iter().flatten();
        let shown = Shown::of(tags.filter_map(Value::as_str));
        self.counts.add(shown);
        if !shown.input && !shown.output {
            return String::new();
        }
        match cell.get("cell_type").and_then(Value::as_str) {
            Some("markdown") => self.with_attachments(index, cell, source),
            Some("code") => {
                // Options of Quarto stand in the code, and only in a cell that names its language in braces.
                let has_options = source.starts_with("#|");
                let language =
                    if has_options { format!("{{{}}}", self.language) } else { self.language.clone() };
                let is_shown = shown.input && !source.is_empty();
                let code = if is_shown { fenced(&language, source) } else { String::new() };
                let outputs = cell.get("outputs").and_then(Value::as_array).into_iter().flatten();
                let outputs = outputs.filter(|_| shown.output);
                let outputs: Vec<String> = outputs.map(|output| self.output(index, output)).collect();
                let parts = std::iter::once(code).chain(outputs).filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join("\n\n")
            }
            // The first cell may be the header.
            _ if index == 0 && source.starts_with("---") => source.to_owned(),
            _ => {
                self.doubt(
                    source,
                    Reason::Changed("a cell for one format alone is a block of code".to_owned()),
                );
                fenced("text", source)
            }
        }
    }

    /// The text of a cell, with the pictures that the notebook itself has.
    fn with_attachments(&mut self, index: usize, cell: &Value, source: &str) -> String {
        let mut text = source.to_owned();
        for (name, data) in cell.get("attachments").and_then(Value::as_object).into_iter().flatten() {
            let found = IMAGES.iter().find_map(|(kind, _)| image(data.get(kind)?));
            if let Some(bytes) = found {
                let path = self.add_picture(&format!("{index}-{}", paths::name(name)), bytes);
                text = text.replace(&format!("attachment:{name}"), &paths::encoded(&path));
            }
        }
        text
    }

    /// The text of an output; empty if it has none.
    fn output(&mut self, index: usize, output: &Value) -> String {
        let data = output.get("data").unwrap_or(&Value::Null);
        let plain = || joined(data.get("text/plain").or_else(|| output.get("text")));
        match output.get("output_type").and_then(Value::as_str) {
            Some("error") => {
                let name = joined(output.get("ename"));
                fenced("text", &format!("{name}: {}", joined(output.get("evalue"))))
            }
            Some("stream") if output.get("name").and_then(Value::as_str) == Some("stderr") => {
                let what = "the messages that a program has printed beside its output";
                self.doubt(&plain(), Reason::NotRead(what.to_owned()));
                String::new()
            }
            _ => {
                for (kind, ending) in IMAGES {
                    if let Some(bytes) = data.get(kind).and_then(image) {
                        let path = self.add_picture(&format!("output-{index}.{ending}"), bytes);
                        return format!("![]({})", paths::encoded(&path));
                    }
                }
                let html = joined(data.get("text/html"));
                if let Some(table) = html.contains("<table").then(|| html::table(&html)).flatten() {
                    return table;
                }
                let markdown = joined(data.get("text/markdown").or_else(|| data.get("text/latex")));
                if !markdown.trim().is_empty() {
                    return markdown.trim_end().to_owned();
                }
                if plain().trim().is_empty() && data.as_object().is_some_and(|data| !data.is_empty()) {
                    self.doubt("", Reason::NotRead("an output that no book can show".to_owned()));
                }
                fenced("text", &plain())
            }
        }
    }

    /// Adds a picture. Returns its address from the notebook.
    fn add_picture(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let folder = format!("{}_files", paths::without_ending(&self.path));
        let (stem, ending) = (paths::without_ending(name), paths::ending(name));
        let names = std::iter::once(name.to_owned())
            .chain((2_u32..).map(|number| format!("{stem}-{number}.{ending}")));
        let mut paths = names.map(|name| format!("{folder}/{name}"));
        let is_free = |path: &String| self.pictures.iter().all(|(own, _)| own != path);
        let path = paths.find(is_free).unwrap_or_default();
        self.pictures.push((path.clone(), bytes));
        path.strip_prefix(paths::folder(&self.path)).unwrap_or(&path).trim_start_matches('/').to_owned()
    }

    fn doubt(&mut self, words: &str, reason: Reason) {
        let doubt = Doubt::of_file(&self.path, reason);
        self.doubts.push(Doubt { words: words.chars().take(80).collect(), ..doubt });
    }
}

/// The kinds of pictures in a notebook, and the endings of their files.
const IMAGES: [(&str, &str); 4] =
    [("image/png", "png"), ("image/jpeg", "jpg"), ("image/svg+xml", "svg"), ("image/gif", "gif")];

/// A picture in base 64, or a drawing as text.
fn image(value: &Value) -> Option<Vec<u8>> {
    let text = joined(Some(value));
    if text.trim_start().starts_with('<') {
        return Some(text.into_bytes());
    }
    let packed: String = text.split_whitespace().collect();
    base64::engine::general_purpose::STANDARD.decode(packed).ok()
}

/// A text, or a list of its lines.
fn joined(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => String::new(),
    }
}

/// A block of code, without the signs that colour it in a terminal; empty if it has no text.
fn fenced(language: &str, code: &str) -> String {
    let mut parts = code.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ';'));
    let code = first + &rest.map(|part| part.strip_prefix('m').unwrap_or(part)).collect::<String>();
    if code.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&code, '`').max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", code.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(cells: &Value) -> (String, Vec<String>, usize) {
        let notebook = json!({ "cells": cells, "metadata": { "kernelspec": { "language": "r" } } });
        let mut files = Files::from([("a/b.ipynb".to_owned(), notebook.to_string().into_bytes())]);
        let doubts = replace(&mut files);
        let text = String::from_utf8_lossy(&files.remove("a/b.ipynb").unwrap_or_default()).into_owned();
        (text, files.into_keys().collect(), doubts.len())
    }

    #[test]
    fn cells_become_markdown() {
        let image = json!({ "image/png": "AQI=\n" });
        let table = json!({ "text/plain": "x", "text/html": "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>" });
        let code =
            |outputs: Value| json!([{ "cell_type": "code", "source": ["1 +\n", "1"], "outputs": outputs }]);
        let tagged = |tag: &str| {
            json!([{
                "cell_type": "code", "source": "1 + 1", "metadata": { "tags": [tag] },
                "outputs": [{ "output_type": "stream", "name": "stdout", "text": "2\n" }],
            }])
        };
        for (cells, expected, pictures, doubts) in [
            (json!([{ "cell_type": "markdown", "source": ["# A\n", "\n", "B"] }]), "# A\n\nB\n", 0, 0),
            (code(json!([])), "```r\n1 +\n1\n```\n", 0, 0),
            (tagged("remove-cell"), "\n", 0, 1),
            (tagged("remove-input"), "```text\n2\n```\n", 0, 1),
            (tagged("remove-output"), "```r\n1 + 1\n```\n", 0, 1),
            (tagged("hide-output"), "```r\n1 + 1\n```\n\n```text\n2\n```\n", 0, 1),
            (
                code(
                    json!([{ "output_type": "stream", "name": "stdout", "text": ["\u{1b}[1;31m```\u{1b}[0m\n"] }]),
                ),
                "```r\n1 +\n1\n```\n\n````text\n```\n````\n",
                0,
                0,
            ),
            (
                code(json!([{ "output_type": "stream", "name": "stderr", "text": "w" }])),
                "```r\n1 +\n1\n```\n",
                0,
                1,
            ),
            (
                code(
                    json!([{ "output_type": "display_data", "data": image }, { "output_type": "display_data", "data": image }]),
                ),
                "```r\n1 +\n1\n```\n\n![](b_files/output-0.png)\n\n![](b_files/output-0-2.png)\n",
                2,
                0,
            ),
            (
                code(json!([{ "output_type": "execute_result", "data": table }])),
                "```r\n1 +\n1\n```\n\n| A |\n| --- |\n| 1 |\n",
                0,
                0,
            ),
            (
                json!([{ "cell_type": "markdown", "source": "![p](attachment:p.png)", "attachments": { "p.png": image } }]),
                "![p](b_files/0-p.png)\n",
                1,
                0,
            ),
            (json!([{ "cell_type": "raw", "source": "---\ntitle: A\n---" }]), "---\ntitle: A\n---\n", 0, 0),
            (
                json!([{ "cell_type": "markdown", "source": "A" }, { "cell_type": "raw", "source": "\\newpage" }]),
                "A\n\n```text\n\\newpage\n```\n",
                0,
                1,
            ),
        ] {
            let (text, files, found) = read(&cells);
            assert_eq!((text.as_str(), files.len(), found), (expected, pictures, doubts), "{cells}");
        }
    }

    #[test]
    fn other_files_are_named() {
        let mut files = Files::from([("a.ipynb".to_owned(), b"{ \"worksheets\": [] }".to_vec())]);
        assert_eq!((replace(&mut files).len(), files.len()), (1, 0));
    }
}
