//! Finds out what each image is: a file, whose bytes must be an image, or a figure to draw.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader, Limits};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use super::case_key::file_slug;
use super::drawings::{self, Drawing};
use super::walk::{self, Met};
use super::{BookCase, path, svg};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Attributes, Block, BlockKind, Case, Image, Inline, Manifest};
use crate::project::{Project, Refusal};
use crate::source::{FileId, Span};

/// The largest image that is decoded: 100 megapixels at four bytes each.
const LARGEST: u64 = 400_000_000;

/// An image of the book.
#[derive(Debug)]
pub struct Asset {
    /// File name in the outputs: letters, digits and hyphens, unique in the book.
    pub name: String,
    /// What the bytes are.
    pub media_type: MediaType,
    /// Width and height in pixels; `None` for SVG.
    pub size: Option<(u32, u32)>,
    /// The bytes as they are in the project.
    pub bytes: Vec<u8>,
}

/// The image formats that EPUB 3.3 (section 3.2) names core media types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// Graphics Interchange Format.
    Gif,
    /// JPEG.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics.
    Svg,
    /// WebP.
    WebP,
}

impl MediaType {
    /// The name that RFC 6838 registries have for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Gif => "image/gif",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Svg => "image/svg+xml",
            MediaType::WebP => "image/webp",
        }
    }

    /// The usual ending of a file name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            MediaType::Gif => "gif",
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
            MediaType::Svg => "svg",
            MediaType::WebP => "webp",
        }
    }
}

/// What an image turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A file: an index into [`Book::assets`](super::Book::assets).
    Asset(usize),
    /// A figure to draw: an index into [`Book::drawings`](super::Book::drawings).
    Drawing(usize),
}

/// The pictures of a book.
pub struct Pictures {
    /// The image files, each once.
    pub assets: Vec<Asset>,
    /// The figures to draw, each once.
    pub drawings: Vec<Drawing>,
    /// For each image of each case, what it is; `None` where the sources have errors.
    pub of_cases: Vec<Vec<Option<Picture>>>,
}

/// Finds the pictures of a book, and complains of each that cannot be used.
pub fn resolve(
    manifest: &Manifest,
    cases: &[BookCase],
    project: &Project,
    diagnostics: &mut Diagnostics,
) -> Pictures {
    let mut order: Vec<(FileId, Span)> = Vec::new();
    let mut index_of: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut drawings: Vec<Drawing> = Vec::new();
    let mut of_cases = Vec::with_capacity(cases.len());
    for case in cases {
        let folder = path::folder(&project.file(case.case.file).path);
        let attributes = attributes_of_images(&case.case);
        let mut pictures = Vec::new();
        for (image, attributes) in case.case.images.iter().zip(&attributes) {
            if image.alt.is_none() {
                diagnostics.push(
                    Diagnostic::new(Code::MissingAlt, image.span, "this image has no alternative text").help(
                        "say between the square brackets what the picture shows, for readers who cannot see it",
                    ),
                );
            }
            let picture = if drawings::is_drawing(image) {
                drawings::resolve(image, attributes, folder, manifest, project).map(|drawing| {
                    let known = drawings.iter().position(|known| known.is_same(&drawing));
                    Picture::Drawing(known.unwrap_or_else(|| {
                        drawings.push(drawing);
                        drawings.len() - 1
                    }))
                })
            } else {
                file_of(image, folder, manifest, project).map(|file| {
                    Picture::Asset(*index_of.entry(file).or_insert_with(|| {
                        order.push((file, image.span));
                        order.len() - 1
                    }))
                })
            };
            pictures.push(picture.map_err(|complaint| diagnostics.push(complaint)).ok());
        }
        of_cases.push(pictures);
    }
    let mut names = BTreeSet::new();
    let assets = assets(&order, project, &mut names, diagnostics);
    for drawing in &mut drawings {
        drawing.name = free_name(&drawing.name, MediaType::Svg, &mut names);
    }
    Pictures { assets, drawings, of_cases }
}

/// The attributes of each image, by its id.
fn attributes_of_images(case: &Case) -> Vec<Attributes> {
    let mut found = vec![Attributes::default(); case.images.len()];
    let mut visit = |met: Met<'_>| match met {
        Met::Inline(Inline::Image(id, attributes)) => found[id.index()] = attributes.clone(),
        Met::Block(Block { kind: BlockKind::Figure(figure), .. }) => {
            found[figure.image.index()] = figure.attributes.clone();
        }
        Met::Inline(_) | Met::Block(_) => {}
    };
    walk::blocks(&case.blocks, &mut visit);
    case.notes.iter().for_each(|note| walk::blocks(&note.blocks, &mut visit));
    found
}

/// Reads every image file, on both cores.
fn assets(
    order: &[(FileId, Span)],
    project: &Project,
    names: &mut BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<Asset> {
    let checked: Vec<Result<Asset, Diagnostic>> =
        order.par_iter().map(|(file, span)| asset(*file, *span, project)).collect();
    let mut assets = Vec::new();
    for ((file, span), result) in order.iter().zip(checked) {
        let path = &project.file(*file).path;
        let asset = match result {
            Ok(mut asset) => {
                check_ending(path, asset.media_type, *span, diagnostics);
                asset.name = free_name(path::stem(path), asset.media_type, names);
                asset
            }
            Err(complaint) => {
                diagnostics.push(complaint);
                // The build ends with errors; the place in the list must be filled all the same.
                Asset { name: String::new(), media_type: MediaType::Png, size: None, bytes: Vec::new() }
            }
        };
        assets.push(asset);
    }
    assets
}

fn file_of(
    image: &Image,
    folder: &str,
    manifest: &Manifest,
    project: &Project,
) -> Result<FileId, Diagnostic> {
    let source = image.source.trim();
    let complain = |code, message: String, help: &str| Diagnostic::new(code, image.span, message).help(help);
    if source.is_empty() {
        return Err(complain(
            Code::MissingImage,
            "this image names no file".into(),
            "write the file's path between the parentheses",
        ));
    }
    let scheme = source
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| scheme.len() > 1 && !scheme.contains('/'));
    if source.starts_with("//")
        || scheme
            .is_some_and(|scheme| matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp"))
    {
        return Err(complain(
            Code::RemoteImage,
            format!("`{source}` is on the network"),
            "save the picture below the project folder: a book holds its pictures",
        ));
    }
    if let Some(scheme) = scheme {
        return Err(complain(
            Code::OutsideProject,
            format!("an image of the kind `{scheme}:` is not read"),
            "save the picture below the project folder and name its path",
        ));
    }
    let path = source.split(['?', '#']).next().unwrap_or(source);
    // A file name may itself contain what an address would mean otherwise.
    let candidates = [source, path].map(|path| percent_decode_str(path).decode_utf8_lossy().into_owned());
    let candidates = [source.to_owned(), candidates[0].clone(), candidates[1].clone()];
    for candidate in &candidates {
        let joined = match candidate.strip_prefix('/') {
            Some(below_root) => path::join(&manifest.site.root, below_root),
            None => path::join(folder, candidate),
        };
        let Ok(joined) = joined else {
            return Err(complain(
                Code::OutsideProject,
                format!("`{source}` is outside the project folder"),
                "copy the picture below the folder of book.yaml",
            ));
        };
        if let Some(file) = project.find(&joined) {
            return match &project.file(file).content {
                Ok(_) => Ok(file),
                Err(Refusal::Outside) => Err(complain(
                    Code::OutsideProject,
                    format!("`{source}` cannot be read: {}", Refusal::Outside),
                    "copy the picture below the folder of book.yaml",
                )),
                Err(refusal) => Err(complain(
                    Code::UnreadableFile,
                    format!("`{source}` cannot be read: {refusal}"),
                    "put a picture file there",
                )),
            };
        }
        if project.has_folder(&joined) {
            return Err(complain(
                Code::UnreadableFile,
                format!("`{source}` is a folder"),
                "name a picture file in it",
            ));
        }
    }
    let help = "paths are seen from the file that the image is in, or with a leading `/` from the site's root; capitals matter";
    Err(complain(Code::MissingImage, format!("there is no image `{source}`"), help))
}

fn asset(file: FileId, span: Span, project: &Project) -> Result<Asset, Diagnostic> {
    let file = project.file(file);
    let bytes = file.content.clone().unwrap_or_default();
    let complain = |reason: String| {
        Diagnostic::new(Code::InvalidImage, span, format!("`{}` is not a usable image: {reason}", file.path))
            .help("open it in a picture editor and save it again, as PNG or JPEG")
    };
    if bytes.is_empty() {
        return Err(complain("the file is empty".to_owned()));
    }
    let (media_type, size) = if svg::is_svg(&bytes) {
        (MediaType::Svg, svg::check(&bytes).map_err(complain).map(|()| None)?)
    } else {
        let (media_type, size) = decode(&bytes).map_err(complain)?;
        (media_type, Some(size))
    };
    Ok(Asset { name: String::new(), media_type, size, bytes })
}

fn decode(bytes: &[u8]) -> Result<(MediaType, (u32, u32)), String> {
    let media_type = match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => MediaType::Png,
        Ok(ImageFormat::Jpeg) => MediaType::Jpeg,
        Ok(ImageFormat::Gif) => MediaType::Gif,
        Ok(ImageFormat::WebP) => MediaType::WebP,
        Ok(other) => return Err(format!("e-readers do not show the format {}", other.to_mime_type())),
        Err(_) => return Err("its first bytes are not those of any picture format".to_owned()),
    };
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST);
    limits.max_image_width = Some(65_535);
    limits.max_image_height = Some(65_535);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => "it has more than 100 megapixels".to_owned(),
        ImageError::IoError(_) => "it ends too early; the file was cut short".to_owned(),
        other => other.to_string(),
    })?;
    Ok((media_type, (picture.width(), picture.height())))
}

fn check_ending(path: &str, media_type: MediaType, span: Span, diagnostics: &mut Diagnostics) {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let ending = if ending == "jpeg" { "jpg" } else { ending.as_str() };
    let is_picture = ["gif", "jpg", "png", "svg", "webp"].contains(&ending);
    if is_picture && ending != media_type.ending() {
        let message = format!("`{path}` is called .{ending}, but is {}", media_type.name());
        diagnostics.push(
            Diagnostic::new(Code::MislabelledImage, span, message)
                .help("it is used for what it is; give the file its right ending"),
        );
    }
}

fn free_name(stem: &str, media_type: MediaType, taken: &mut BTreeSet<String>) -> String {
    let stem = file_slug(stem, "image");
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let stem = std::iter::once(stem.clone())
        .chain(numbered)
        .find(|stem| taken.insert(stem.clone()))
        .unwrap_or_default();
    format!("{stem}.{}", media_type.ending())
}
