//! Drawn figures: images whose source is a Typst script, with the data for the script.

use percent_encoding::percent_decode_str;

use super::near::Near;
use super::path;
use crate::diag::{Code, Diagnostic};
use crate::model::{Attributes, Image, Manifest};
use crate::project::Project;
use crate::source::{FileId, Span};

/// A figure that a script draws.
#[derive(Debug)]
pub struct Drawing {
    /// File name in the outputs, unique in the book.
    pub name: String,
    /// Alternative text of its first use; empty if that has none.
    pub title: String,
    /// The script that draws it.
    pub script: Script,
    /// The data for the script.
    pub data: Option<Data>,
    /// All other attributes of the image, passed to the script as strings.
    pub options: Vec<(String, String)>,
    /// Span of its first use.
    pub span: Span,
}

/// A Typst script. It must define `draw(data, options)` and may define `describe` and `rows`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Script {
    /// A file of the project.
    Project(FileId, String),
    /// The script with this file name in the `figures` folder of the style.
    Style(String),
}

/// A data file in YAML or CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// The file.
    pub file: FileId,
    /// Path below the project folder.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Drawing {
    /// Whether two drawings have the same script, data and options, and so give the same figure.
    #[must_use]
    pub fn is_same(&self, other: &Drawing) -> bool {
        self.script == other.script && self.data == other.data && self.options == other.options
    }
}

/// Whether the source of an image is a script.
pub fn is_drawing(image: &Image) -> bool {
    image.source.trim().to_ascii_lowercase().ends_with(".typ")
}

/// Finds the script and the data of an image.
pub fn resolve(
    image: &Image,
    attributes: &Attributes,
    folder: &str,
    manifest: &Manifest,
    project: &Project,
    near: &Near<'_>,
) -> Result<Drawing, Diagnostic> {
    let finder = Finder { folder, manifest, project, near, span: image.span };
    let script = match finder.find(image.source.trim())? {
        Some(file) => Script::Project(file, finder.text(file)?),
        // A name without a folder may be a script of the style.
        None if !image.source.contains('/') => Script::Style(image.source.trim().to_owned()),
        None => return Err(finder.missing(&image.source)),
    };
    let mut data = None;
    let mut options = Vec::new();
    for (key, value) in &attributes.other {
        if key == "data" {
            data = Some(finder.data(value)?);
        } else {
            options.push((key.clone(), value.clone()));
        }
    }
    let name = path::stem(image.source.trim()).to_owned();
    let title = image.alt.clone().unwrap_or_default();
    Ok(Drawing { name, title, script, data, options, span: image.span })
}

struct Finder<'a> {
    folder: &'a str,
    manifest: &'a Manifest,
    project: &'a Project,
    near: &'a Near<'a>,
    span: Span,
}

impl Finder<'_> {
    /// The file at a path as the author wrote it: relative to the case's folder, or to the site root if it begins with
    /// `/`.
    fn find(&self, written: &str) -> Result<Option<FileId>, Diagnostic> {
        let joined = self.join(written).map_err(|_| {
            let message = format!("`{written}` is outside the project folder");
            Diagnostic::new(Code::OutsideProject, self.span, message)
                .help("copy the file into the folder of book.yaml")
        })?;
        Ok(self.project.find(&joined))
    }

    fn join(&self, written: &str) -> Result<String, path::LeavesProject> {
        let decoded = percent_decode_str(written).decode_utf8_lossy();
        match decoded.strip_prefix('/') {
            Some(below_root) => path::join(&self.manifest.site.root, below_root),
            None => path::join(self.folder, &decoded),
        }
    }

    fn text(&self, file: FileId) -> Result<String, Diagnostic> {
        self.project
            .text(file)
            .map(str::to_owned)
            .map_err(|complaint| Diagnostic { span: complaint.span.or(Some(self.span)), ..complaint })
    }

    fn data(&self, written: &str) -> Result<Data, Diagnostic> {
        let file = self.find(written)?.ok_or_else(|| self.missing(written))?;
        let path = self.project.file(file).path.clone();
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if !matches!(ending.as_str(), "yaml" | "yml" | "csv") {
            let message = format!("`{written}` is neither YAML nor CSV");
            return Err(Diagnostic::new(Code::Drawing, self.span, message)
                .help("put the data of the figure into a file that ends in .yaml or .csv"));
        }
        Ok(Data { file, path, bytes: self.text(file)?.into_bytes() })
    }

    fn missing(&self, written: &str) -> Diagnostic {
        let ending = written.rsplit('.').next().unwrap_or_default();
        let is_of_kind =
            |path: &str| path.rsplit('.').next().is_some_and(|other| other.eq_ignore_ascii_case(ending));
        let path = self.join(written).ok();
        let question = path.and_then(|path| {
            self.near.question((&path, written), (self.folder, &self.manifest.site.root), is_of_kind)
        });
        let help = question.unwrap_or_else(|| {
            "paths are relative to the Markdown file, or to the site root if they begin with `/`; they are case-sensitive".to_owned()
        });
        Diagnostic::new(Code::MissingImage, self.span, format!("there is no file `{written}`")).help(help)
    }
}
