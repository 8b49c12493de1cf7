//! Documents made for one construct each, and what is read from them.

mod bad;
mod changes;
mod charts;
mod citations;
mod formulas;
mod places;
mod structure;
mod unusual;
mod words;

use super::{Options, read};
use crate::import::building::notation::{reasons, shown, zip};
use crate::import::{Content, Manuscript, Reason};

/// The namespaces that the parts declare.
pub const SPACES: &str = concat!(
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' ",
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' ",
    "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' ",
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' ",
    "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' ",
    "xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture' ",
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' ",
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' ",
    "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office' ",
    "xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"
);

/// The styles of every document: `H1` and `H2` headings, and others by their names.
const STYLES: &str = "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style>
<w:style w:type='paragraph' w:styleId='H1'><w:name w:val='heading 1'/></w:style>
<w:style w:type='paragraph' w:styleId='H2'><w:name w:val='heading 2'/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type='paragraph' w:styleId='Quote'><w:name w:val='Quote'/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type='paragraph' w:styleId='Code'><w:name w:val='Source Code'/></w:style>
<w:style w:type='paragraph' w:styleId='Caption'><w:name w:val='caption'/></w:style>
<w:style w:type='paragraph' w:styleId='Dt'><w:name w:val='Definition Term'/></w:style>
<w:style w:type='paragraph' w:styleId='Dd'><w:name w:val='Definition'/></w:style>
<w:style w:type='paragraph' w:styleId='T1'><w:name w:val='toc 1'/></w:style>
<w:style w:type='paragraph' w:styleId='Title'><w:name w:val='Title'/></w:style>
<w:style w:type='paragraph' w:styleId='Author'><w:name w:val='Author'/></w:style>
<w:style w:type='paragraph' w:styleId='Chapter'><w:name w:val='Chapter Opening'/></w:style>
<w:style w:type='character' w:styleId='Link'><w:name w:val='Hyperlink'/><w:rPr><w:u w:val='single'/></w:rPr></w:style>
<w:style w:type='character' w:styleId='Em'><w:name w:val='Emphasis'/><w:rPr><w:i/></w:rPr></w:style>";

/// The parts of a document.
#[derive(Default)]
pub struct Parts<'p> {
    /// The body.
    pub body: &'p str,
    /// The definitions of lists.
    pub numbering: &'p str,
    /// The footnotes.
    pub footnotes: &'p str,
    /// The comments.
    pub comments: &'p str,
    /// More relationships of the body.
    pub relationships: &'p str,
    /// More relationships of the whole document.
    pub root: &'p str,
    /// Other files.
    pub files: &'p [(&'p str, &'p [u8])],
}

impl Parts<'_> {
    /// The archive.
    pub fn zipped(&self) -> Vec<u8> {
        let part = |name: &str, content: &str| format!("<w:{name} {SPACES}>{content}</w:{name}>");
        let kinds = ["styles", "numbering", "footnotes", "comments"];
        let own = kinds
            .map(|kind| format!("<Relationship Id='{kind}' Type='x/{kind}' Target='{kind}.xml'/>"))
            .concat();
        let relationships = format!("<Relationships>{own}{}</Relationships>", self.relationships);
        let root = format!(
            "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/>{}</Relationships>",
            self.root
        );
        let body = format!("<w:body>{}</w:body>", self.body);
        let texts = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", root),
            ("word/_rels/document.xml.rels", relationships.clone()),
            ("word/_rels/footnotes.xml.rels", relationships),
            ("word/document.xml", part("document", &body)),
            ("word/styles.xml", part("styles", STYLES)),
            ("word/numbering.xml", part("numbering", self.numbering)),
            ("word/footnotes.xml", part("footnotes", self.footnotes)),
            ("word/comments.xml", part("comments", self.comments)),
        ];
        let texts = texts.iter().map(|(path, text)| (*path, text.as_bytes()));
        zip(&texts.chain(self.files.iter().copied()).collect::<Vec<_>>())
    }

    /// What is read from it.
    pub fn read(&self, options: &Options) -> Manuscript {
        read(&self.zipped(), options).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// What is read from a body.
pub fn body(body: &str) -> String {
    shown(&Parts { body, ..Parts::default() }.read(&Options::default()))
}

/// A paragraph of a style, or of none, with plain text.
pub fn paragraph(style: &str, text: &str) -> String {
    let style =
        if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val='{style}'/></w:pPr>") };
    format!("<w:p>{style}{}</w:p>", run("", text))
}

/// A run with properties.
pub fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}
