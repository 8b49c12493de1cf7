//! What the outputs show of a figure that is drawn: its picture, its description, its data.

use quick_xml::escape::escape;

use crate::project::Theme;

/// A drawn figure.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The picture: an SVG with title and description, without an XML declaration.
    pub svg: String,
    /// What the picture shows, in sentences; made by the script from the data.
    pub description: Option<String>,
    /// The data as a table, its head first; made by the script.
    pub rows: Vec<Vec<String>>,
}

/// An SVG with what it shows in words inside (SVG 2, section 5.8).
#[must_use]
pub fn with_words(svg: &str, title: &str, description: Option<&str>) -> String {
    let description = description.map(|words| format!("<desc>{}</desc>", escape(words))).unwrap_or_default();
    inside(svg, &format!("<title>{}</title>{description}", escape(title)))
}

/// An SVG on the paper of the theme: on the page of a dark reader its lines would be lost.
#[must_use]
pub fn on_paper(svg: &str, theme: &Theme) -> String {
    let paper = theme.values.get("color").and_then(|colours| colours.get("paper")?.as_str());
    let Some(paper) = paper else { return svg.to_owned() };
    inside(svg, &format!("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", escape(paper)))
}

/// Puts markup right after the start tag of the root element.
fn inside(svg: &str, markup: &str) -> String {
    let start = svg.find("<svg").unwrap_or(0);
    let end = svg[start..].find('>').map_or(svg.len(), |end| start + end + 1);
    format!("{}{markup}{}", &svg[..end], &svg[end..])
}
