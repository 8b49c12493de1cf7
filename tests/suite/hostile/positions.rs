//! Code and markup in every position that accepts text. It must stay text in every output that shows it.

use libtest_mimic::Trial;

use super::Says::{Error, Nothing, Warning};
use super::outputs::png;
use super::{EVERYWHERE, Input, MANIFEST, Says, case};
use crate::golden::Outcome;

/// Texts that become code or markup if a writer does not escape them: one for Typst, HTML and XML (F16 is its end), and
/// one that is a tag in YAML. The formula has a space before its end; without it, it would be reported as a formula.
const PAYLOADS: &[(&str, &str)] = &[
    (
        "Typst, HTML, XML",
        "#panic(1) $x $ @a [#b] <l> \"q\" \\u{41} /* c \
         </script><script>alert(1)</script> &lt;b&gt; <img src=x onerror=a> ]]></title></style><script>",
    ),
    ("YAML", "!!python/object x"),
];

const NOWHERE: &[&str] = &[];
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";

/// A position that accepts text.
struct Position {
    name: &'static str,
    says: Says,
    /// The formats that show it.
    shown: &'static [&'static str],
    /// The text as this position accepts it, because some positions do not allow every character.
    held: fn(&str) -> String,
    make: fn(Input, &str) -> Input,
}

const fn at(name: &'static str, shown: &'static [&'static str], make: fn(Input, &str) -> Input) -> Position {
    Position { name, says: Nothing, shown, held: str::to_owned, make }
}

impl Position {
    const fn says(mut self, says: Says) -> Self {
        self.says = says;
        self
    }

    const fn held(mut self, held: fn(&str) -> String) -> Self {
        self.held = held;
        self
    }

    fn run(&self) -> Outcome {
        for (kind, payload) in PAYLOADS {
            let held = (self.held)(payload);
            let input = (self.make)(Input::new(self.name, self.says), &held);
            let input = input.text_in(held, self.shown);
            input.run().map_err(|error| format!("{kind}: {}", error.message().unwrap_or_default()))?;
        }
        Ok(())
    }
}

pub fn tests() -> Vec<Trial> {
    let all = MANIFESTS.iter().chain(HEADERS).chain(BODIES).chain(REFUSED);
    all.map(|position| Trial::test(format!("hostile::positions::{}", position.name), move || position.run()))
        .collect()
}

/// A text as a value in YAML.
fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text in Markdown, with every special character escaped.
fn md(text: &str) -> String {
    let escaped = |c: char| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] };
    text.chars().flat_map(escaped).collect()
}

/// A text in HTML or in one of its attributes.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A name without spaces, slashes and the characters that end an id or a label.
fn name(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"[]{}/\\\"=".contains(*c)).collect()
}

fn file_name(text: &str) -> String {
    text.replace(['/', '\\'], "_")
}

fn key(input: Input, line: &str) -> Input {
    input.file("book.yaml", format!("{MANIFEST}{line}\n"))
}

fn header(input: Input, line: &str) -> Input {
    input.oman(format!("---\ntitle: Oman\n{line}\n---\n\nThe sultanate was rated.\n"))
}

const MANIFESTS: &[Position] = &[
    at("f10_title", EVERYWHERE, |input, text| {
        input.file("book.yaml", MANIFEST.replace("title: Book", &format!("title: {}", yaml(text))))
    }),
    at("subtitle", EVERYWHERE, |input, text| key(input, &format!("subtitle: {}", yaml(text)))),
    at("sort", &["EPUB"], |input, text| key(input, &format!("sort: {}", yaml(text)))),
    at("f10_author", EVERYWHERE, |input, text| key(input, &format!("authors: [{{name: {}}}]", yaml(text)))),
    at("author_sort", &["EPUB", "HTML"], |input, text| {
        key(input, &format!("authors: [{{name: A, sort: {}}}]", yaml(text)))
    }),
    at("author_label", EVERYWHERE, |input, text| {
        key(input, &format!("authors: [{{name: A, label: {}}}]", yaml(text)))
    }),
    at("contributor", EVERYWHERE, |input, text| {
        key(input, &format!("contributors: [{{name: {}, label: with}}]", yaml(text)))
    }),
    at("publisher", EVERYWHERE, |input, text| key(input, &format!("publisher: {}", yaml(text)))),
    at("rights", EVERYWHERE, |input, text| key(input, &format!("rights: {}", yaml(text)))),
    at("description", EVERYWHERE, |input, text| key(input, &format!("description: {}", yaml(text)))),
    at("edition", &["HTML", "PDF"], |input, text| key(input, &format!("edition: {}", yaml(text)))),
    at("subject", EVERYWHERE, |input, text| key(input, &format!("subjects: [{}]", yaml(text)))),
    at("source", &["EPUB"], |input, text| key(input, &format!("source: {}", yaml(text)))),
    at("series", &["EPUB"], |input, text| key(input, &format!("series: {{name: {}}}", yaml(text)))),
    at("identifier", EVERYWHERE, |input, text| key(input, &format!("identifier: {}", yaml(text)))),
    at("certifier", &["EPUB"], |input, text| {
        let claim = "conforms-to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA";
        key(input, &format!("accessibility: {{{claim}, certified-by: {}}}", yaml(text)))
    }),
    at("cover_alt", &["EPUB"], |input, text| {
        let cover = png(1600, 2400).unwrap_or_default();
        key(input, &format!("cover: {{image: a.png, alt: {}}}", yaml(text))).file("a.png", cover)
    }),
    at("cover_file", NOWHERE, |input, text| {
        let cover = png(1600, 2400).unwrap_or_default();
        let name = format!("{text}.png");
        key(input, &format!("cover: {{image: {}, alt: A}}", yaml(&name))).file(name, cover)
    })
    .held(file_name),
];

const HEADERS: &[Position] = &[
    at("f10_case_title", EVERYWHERE, |input, text| {
        input.oman(format!("---\ntitle: {}\n---\n\nThe sultanate was rated.\n", yaml(text)))
    }),
    at("case_title_in_lines", EVERYWHERE, |input, text| {
        input.oman(format!("Title: {text}\n\nThe sultanate was rated.\n"))
    }),
    at("case_slug", NOWHERE, |input, text| header(input, &format!("slug: {}", yaml(text)))),
    at("case_slug_with_a_site", NOWHERE, |input, text| {
        let site = format!("{MANIFEST}site: {{url: https://example.org}}\n");
        header(input, &format!("slug: {}", yaml(text))).file("book.yaml", site)
    }),
    at("case_excerpt", NOWHERE, |input, text| header(input, &format!("excerpt: {}", yaml(text)))),
    at("case_template", NOWHERE, |input, text| header(input, &format!("template: {}", yaml(text)))),
    at("case_cite", NOWHERE, |input, text| header(input, &format!("cite: {}", yaml(text)))),
    at("case_pdf", NOWHERE, |input, text| header(input, &format!("pdf: {}", yaml(text)))),
    at("case_other_value", NOWHERE, |input, text| header(input, &format!("editor: {}", yaml(text)))),
    at("case_other_key", NOWHERE, |input, text| header(input, &format!("{}: A", yaml(text)))),
    at("case_file", NOWHERE, |input, text| input.file(format!("{text}.md"), case("Peru", "Words.")))
        .held(file_name),
];

const BODIES: &[Position] = &[
    at("f01_paragraph", EVERYWHERE, |input, text| input.body(&format!("Words {} words.", md(text)))),
    at("paragraph_start", EVERYWHERE, |input, text| input.body(&md(text))),
    at("f02_heading", EVERYWHERE, |input, text| input.body(&format!("## Law {} end\n\nWords.", md(text)))),
    at("title_heading", EVERYWHERE, |input, text| input.oman(format!("# {} end\n\nWords.\n", md(text)))),
    at("f04_note", EVERYWHERE, |input, text| input.body(&format!("Rated.[^1]\n\n[^1]: {}", md(text)))),
    at("f15_note_label", NOWHERE, |input, text| {
        input.body(&format!("Rated.[^{text}]\n\n[^{text}]: A note.")).text("A note.")
    })
    .held(name),
    at("f11_figure_alt", EVERYWHERE, |input, text| {
        input.body(&format!("![{}](a.svg)", md(text))).file("a.svg", SVG)
    }),
    at("f11_image_alt", EVERYWHERE, |input, text| {
        input.body(&format!("Words ![{}](a.svg) words.", md(text))).file("a.svg", SVG)
    }),
    at("html_image_alt", EVERYWHERE, |input, text| {
        input.body(&format!("Words <img src=\"a.svg\" alt=\"{}\"> words.", html(text))).file("a.svg", SVG)
    }),
    at("image_title", NOWHERE, |input, text| {
        input.body(&format!("Words ![A](a.svg \"{}\") words.", md(text))).file("a.svg", SVG)
    }),
    at("f13_image_file", NOWHERE, |input, text| {
        let file = format!("{text}.svg");
        input.body(&format!("![A port](<{}>)", md(&file))).file(file, SVG)
    })
    .held(file_name),
    at("figure_caption", EVERYWHERE, |input, text| {
        input.body(&format!("![A port](a.svg)\n\n*Figure 1: {}*", md(text))).file("a.svg", SVG)
    }),
    at("table_caption", EVERYWHERE, |input, text| {
        input.body(&format!("*Table 1: {}*\n\n| A | B |\n| --- | --- |\n| 1 | 2 |", md(text)))
    }),
    at("f03_cell", EVERYWHERE, |input, text| {
        input.body(&format!("| A | B |\n| --- | --- |\n| {} | 2 |", md(text)))
    }),
    at("header_cell", EVERYWHERE, |input, text| {
        input.body(&format!("| A | {} |\n| --- | --- |\n| 1 | 2 |", md(text)))
    }),
    at("html_cell", EVERYWHERE, |input, text| {
        input.body(&format!("<table><tr><td>{}</td><td>2</td></tr></table>", html(text)))
    }),
    at("f05_code_span", EVERYWHERE, |input, text| input.body(&format!("Words `` {text} `` words."))),
    at("f06_code_block", EVERYWHERE, |input, text| input.body(&format!("~~~\n{text}\n~~~"))),
    at("indented_code", EVERYWHERE, |input, text| input.body(&format!("Words:\n\n    {text}"))),
    at("f14_code_language", NOWHERE, |input, text| {
        input.body(&format!("~~~{text}\nsome code\n~~~")).text("some code")
    }),
    at("f07_link_text", EVERYWHERE, |input, text| {
        input.body(&format!("[{}](https://example.org)", md(text)))
    }),
    at("f12_link_target", EVERYWHERE, |input, text| {
        input.body(&format!("[words](<https://example.org/?q={}>)", md(text)))
    })
    .held(|text| text.replace('\\', "")),
    at("html_link_target", EVERYWHERE, |input, text| {
        input.body(&format!("<a href=\"https://example.org/?q={}\">words</a>", html(text)))
    })
    .held(|text| text.replace('\\', "")),
    at("link_title", NOWHERE, |input, text| {
        input.body(&format!("[words](https://example.org \"{}\")", md(text)))
    }),
    at("f15_heading_id", NOWHERE, |input, text| {
        input.body(&format!("## Law {{#{text}}}\n\nWords and [law](<#{}>).", md(text)))
    })
    .held(name),
    at("html_id", NOWHERE, |input, text| {
        let target = md(text);
        input.body(&format!("<span id=\"{}\">Words</span> and [words](<#{target}>).", html(text)))
    })
    .held(name),
    at("class", NOWHERE, |input, text| {
        input.body(&format!("<div class=\"{}\">\n\nWords.\n\n</div>", html(text)))
    }),
    at("other_attribute", NOWHERE, |input, text| {
        input.body(&format!("<span title=\"{0}\" data-a=\"{0}\">Words.</span>", html(text)))
    }),
    at("f08_list_item", EVERYWHERE, |input, text| input.body(&format!("- {}\n- Two", md(text)))),
    at("f09_quote", EVERYWHERE, |input, text| input.body(&format!("> {}", md(text)))),
    at("term", EVERYWHERE, |input, text| input.body(&format!("{}\n: Words", md(text)))),
    at("definition", EVERYWHERE, |input, text| input.body(&format!("Term\n: {}", md(text)))),
    at("emphasis", EVERYWHERE, |input, text| input.body(&format!("Words **a {} b** words.", md(text)))),
    at("superscript", EVERYWHERE, |input, text| {
        input.body(&format!("Words<sup>{}</sup> words.", html(text)))
    }),
    at("division", EVERYWHERE, |input, text| input.body(&format!("<div>{}</div>", html(text)))),
    at("drawing", &["EPUB", "HTML"], |input, text| {
        let script = "#let draw(data, options) = box(width: 9mm, height: 9mm)\n\
                      #let describe(data, options) = options.at(\"label\") + data.at(0).name\n";
        input
            .body(&format!("![A box](a.typ){{data=a.yaml label='{}'}}", text.replace('\'', "")))
            .file("a.typ", script)
            .file("a.yaml", format!("- {{name: {}}}\n", yaml(text)))
    }),
];

/// Keys whose values have a syntax, with the message for an invalid value.
const REFUSED: &[Position] = &[
    at("slug", NOWHERE, |input, text| {
        input.file("book.yaml", MANIFEST.replace("slug: book", &format!("slug: {}", yaml(text))))
    })
    .says(Error("book.yaml:2")),
    at("language", NOWHERE, |input, text| {
        input.file("book.yaml", MANIFEST.replace("language: en", &format!("language: {}", yaml(text))))
    })
    .says(Error("book.yaml:3")),
    at("date", NOWHERE, |input, text| key(input, &format!("date: {}", yaml(text))))
        .says(Error("book.yaml:6")),
    at("role", NOWHERE, |input, text| key(input, &format!("authors: [{{name: A, role: {}}}]", yaml(text))))
        .says(Error("book.yaml:6")),
    at("series_position", NOWHERE, |input, text| {
        key(input, &format!("series: {{name: A, position: {}}}", yaml(text)))
    })
    .says(Error("book.yaml:6")),
    at("standard", NOWHERE, |input, text| {
        key(input, &format!("accessibility: {{certified-by: A, conforms-to: {}}}", yaml(text)))
    })
    .says(Error("book.yaml:6")),
    at("site_url", NOWHERE, |input, text| key(input, &format!("site: {{url: {}}}", yaml(text))))
        .says(Error("book.yaml:6")),
    at("site_url_path", NOWHERE, |input, text| {
        key(input, &format!("site: {{url: {}}}", yaml(&format!("https://example.org/{text}"))))
    })
    .says(Error("book.yaml:6")),
    at("page_trim", NOWHERE, |input, text| key(input, &format!("page: {{trim: {}}}", yaml(text))))
        .says(Error("book.yaml:6")),
    at("check", NOWHERE, |input, text| key(input, &format!("checks: {{{}: allow}}", yaml(text))))
        .says(Error("book.yaml:6")),
    at("level", NOWHERE, |input, text| key(input, &format!("checks: {{missing-alt: {}}}", yaml(text))))
        .says(Error("book.yaml:6")),
    at("manifest_key", NOWHERE, |input, text| key(input, &format!("{}: A", yaml(text))))
        .says(Error("book.yaml:6")),
    at("case_path", NOWHERE, |input, text| key(input, &format!("back: [{}]", yaml(&format!("{text}.md")))))
        .says(Error("book.yaml:6")),
    // A date in the format of another tool is kept as text.
    at("case_date", NOWHERE, |input, text| header(input, &format!("date: {}", yaml(text)))),
    at("case_language", NOWHERE, |input, text| header(input, &format!("language: {}", yaml(text))))
        .says(Error("01-oman.md:3")),
    at("link_with_a_backslash", NOWHERE, |input, text| {
        input.body(&format!("[words](<https://example.org/a\\\\{}>)", md(text)))
    })
    .says(Warning("01-oman.md:5")),
];
