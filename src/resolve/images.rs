//! Resolves each image to a picture file, which must decode, or to a drawn figure.

use std::collections::{BTreeMap, BTreeSet};

use image::ImageFormat;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use super::case_key::file_name;
use super::drawings::{self, Drawing};
use super::near::Near;
use super::remarks;
use super::{Asset, BookCase, Picture, path};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Image, Manifest};
use crate::picture::{self, MediaType, is_pdf, svg};
use crate::project::{Project, Refusal};
use crate::source::{FileId, Span};

/// The pictures of a book.
pub struct Pictures {
    /// The image files, each once.
    pub assets: Vec<Asset>,
    /// The figures to draw, each once.
    pub drawings: Vec<Drawing>,
    /// For each image of each case, its picture; `None` if the sources have errors.
    pub of_cases: Vec<Vec<Option<Picture>>>,
    /// The cover picture, if `book.yaml` names one.
    pub cover: Option<Asset>,
}

/// Finds the pictures of a book. Reports each that cannot be used.
pub fn resolve(
    manifest: &Manifest,
    cases: &[BookCase],
    project: &Project,
    diagnostics: &mut Diagnostics,
) -> Pictures {
    let near = Near::new(project);
    let mut order: Vec<(FileId, Span)> = Vec::new();
    let mut index_of: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut drawings: Vec<Drawing> = Vec::new();
    let mut of_cases = Vec::with_capacity(cases.len());
    for case in cases {
        let folder = path::folder(&project.file(case.case.file).path);
        let attributes = case.case.attributes_of_images();
        let mut pictures = Vec::new();
        for (image, attributes) in case.case.images.iter().zip(&attributes) {
            if image.alt.is_none() {
                diagnostics.push(
                    Diagnostic::new(Code::MissingAlt, image.span, "this image has no alternative text").help(
                        "describe the picture between the square brackets, for readers who cannot see it",
                    ),
                );
            }
            let picture = if drawings::is_drawing(image) {
                drawings::resolve(image, attributes, folder, manifest, project, &near).map(|drawing| {
                    let known = drawings.iter().position(|known| known.is_same(&drawing));
                    Picture::Drawing(known.unwrap_or_else(|| {
                        drawings.push(drawing);
                        drawings.len() - 1
                    }))
                })
            } else {
                file_of(image, folder, manifest, project, &near).map(|file| {
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
    let assets = assets(&order, manifest, project, &mut names, diagnostics);
    for drawing in &mut drawings {
        drawing.name = free_name(&drawing.name, MediaType::Svg, &mut names);
    }
    let cover = manifest.cover.as_ref().and_then(|image| {
        let cover = cover(image, manifest, project, &near, diagnostics);
        cover.map_err(|complaint| diagnostics.push(complaint)).ok()
    });
    Pictures { assets, drawings, of_cases, cover }
}

/// The cover picture, which must be a JPEG or PNG, because bookshops accept only those.
fn cover(
    image: &Image,
    manifest: &Manifest,
    project: &Project,
    near: &Near<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Asset, Diagnostic> {
    let file = file_of(image, "", manifest, project, near)?;
    let (mut asset, remarks) = asset(file, image.span, manifest, project)?;
    for remark in remarks {
        diagnostics.push(remark);
    }
    if !matches!(asset.media_type, MediaType::Jpeg | MediaType::Png) {
        let message =
            format!("`{}` cannot be used as a cover: it is {}", image.source, asset.media_type.name());
        let help = "use a JPEG or PNG of at least 1600 by 2400 pixels";
        return Err(Diagnostic::new(Code::InvalidImage, image.span, message).help(help));
    }
    check_ending(project, file, image.span, diagnostics);
    asset.name = format!("_cover.{}", asset.media_type.ending());
    Ok(asset)
}

/// Reads and decodes the image files in parallel.
fn assets(
    order: &[(FileId, Span)],
    manifest: &Manifest,
    project: &Project,
    names: &mut BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<Asset> {
    let checked: Vec<Result<_, Diagnostic>> =
        order.par_iter().map(|(file, span)| asset(*file, *span, manifest, project)).collect();
    let mut assets = Vec::new();
    for ((file, span), result) in order.iter().zip(checked) {
        let path = &project.file(*file).path;
        let asset = match result {
            Ok((mut asset, remarks)) => {
                for remark in remarks {
                    diagnostics.push(remark);
                }
                check_ending(project, *file, *span, diagnostics);
                asset.name = free_name(path::stem(path), asset.media_type, names);
                asset
            }
            Err(complaint) => {
                diagnostics.push(complaint);
                // The build fails, but the indices into this list must stay valid.
                Asset {
                    file: *file,
                    name: String::new(),
                    media_type: MediaType::Png,
                    size: None,
                    bytes: Vec::new(),
                }
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
    near: &Near<'_>,
) -> Result<FileId, Diagnostic> {
    let source = image.source.trim();
    let complain = |code, message: String, help: &str| Diagnostic::new(code, image.span, message).help(help);
    if source.is_empty() {
        return Err(complain(
            Code::MissingImage,
            "this image has no path".into(),
            "write the path of the file between the parentheses",
        ));
    }
    let scheme = source
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| scheme.len() > 1 && !scheme.contains('/'));
    if image.is_remote() {
        return Err(complain(
            Code::RemoteImage,
            format!("`{source}` is on the network"),
            "save the picture in the project folder, or set `remote-images: link` in book.yaml to turn it into a link",
        ));
    }
    if let Some(scheme) = scheme {
        return Err(complain(
            Code::OutsideProject,
            format!("images with the scheme `{scheme}:` are not supported"),
            "save the picture in the project folder and write its path",
        ));
    }
    let path = source.split(['?', '#']).next().unwrap_or(source);
    // `%`, `?` and `#` may be part of a file name, so the path is tried as written before it is decoded as a URL.
    let candidates = [source, path].map(|path| percent_decode_str(path).decode_utf8_lossy().into_owned());
    let candidates = [source.to_owned(), candidates[0].clone(), candidates[1].clone()];
    let bases = [folder, "", &manifest.site.root];
    let paths = candidates.each_ref().map(|candidate| match candidate.strip_prefix('/') {
        Some(below_root) => bases[1..].iter().rev().map(|base| path::join(base, below_root)).collect(),
        None => bases.iter().map(|base| path::join(base, candidate)).collect::<Vec<_>>(),
    });
    let is_outside = paths.iter().any(|paths| paths.iter().all(Result::is_err));
    for joined in paths.into_iter().flatten().flatten() {
        if let Some(file) = project.find(&joined) {
            return match &project.file(file).content {
                Ok(_) => Ok(file),
                Err(Refusal::Outside) => Err(complain(
                    Code::OutsideProject,
                    format!("`{source}` cannot be read: {}", Refusal::Outside),
                    "copy the picture into the folder of book.yaml",
                )),
                Err(refusal) => Err(complain(
                    Code::UnreadableFile,
                    format!("`{source}` cannot be read: {refusal}"),
                    "use a picture file that you can read",
                )),
            };
        }
        if let Some((folder, refusal)) = project.closed_above(&joined) {
            let (code, help) = match refusal {
                Refusal::Outside => (Code::OutsideProject, "copy the picture into the folder of book.yaml"),
                _ => (Code::UnreadableFile, "change its permissions so that you can read it"),
            };
            return Err(complain(code, format!("`{folder}` cannot be read: {refusal}"), help));
        }
        if project.has_folder(&joined) {
            return Err(complain(
                Code::UnreadableFile,
                format!("`{source}` is a folder"),
                "write the path of a picture file",
            ));
        }
    }
    if is_outside {
        return Err(complain(
            Code::OutsideProject,
            format!("`{source}` is outside the project folder"),
            "copy the picture into the folder of book.yaml",
        ));
    }
    let meant = match candidates[2].strip_prefix('/') {
        Some(below_root) => path::join(&manifest.site.root, below_root),
        None => path::join(folder, &candidates[2]),
    };
    let question = meant
        .ok()
        .and_then(|meant| near.question((&meant, source), (folder, &manifest.site.root), is_picture));
    let is_cover = project.file(image.span.file).path == "book.yaml";
    let home = if is_cover { "folder of book.yaml" } else { "Markdown file" };
    let help = question.unwrap_or_else(|| {
        format!("paths are relative to the {home} or to the folder of book.yaml, or to the site root if they begin with `/`; they are case-sensitive")
    });
    Err(complain(Code::MissingImage, format!("the image `{source}` does not exist"), &help))
}

/// Whether the extension of a path is that of a picture format.
fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let endings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "pdf"];
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// Reads a picture. Returns it with what its author should know.
fn asset(
    id: FileId,
    span: Span,
    manifest: &Manifest,
    project: &Project,
) -> Result<(Asset, Vec<Diagnostic>), Diagnostic> {
    let file = project.file(id);
    let bytes = file.content.clone().unwrap_or_default();
    let help = if is_pdf(&bytes) {
        "save the page that you want as a PDF of its own, without a password, or as SVG or PNG"
    } else {
        "open it in a picture editor and save it again as PNG or JPEG"
    };
    let complain = |reason: String| {
        let message = format!("`{}` is not a usable image: {reason}", file.path);
        Diagnostic::new(Code::InvalidImage, span, message).help(help)
    };
    if bytes.is_empty() {
        return Err(complain("the file is empty".to_owned()));
    }
    let read = picture::read(bytes, &manifest.language).map_err(complain)?;
    let remarks = read.remarks.into_iter().map(|remark| remarks::diagnostic(&file.path, span, remark));
    let remarks = remarks.collect();
    let asset = Asset {
        file: id,
        name: String::new(),
        media_type: read.media_type,
        size: read.size,
        bytes: read.bytes,
    };
    Ok((asset, remarks))
}

/// Warns if the extension of a file does not match the format of its content.
fn check_ending(project: &Project, file: FileId, span: Span, diagnostics: &mut Diagnostics) {
    let path = &project.file(file).path;
    let bytes = project.file(file).content.as_deref().unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let (endings, name): (&[&str], &str) = if svg::is_svg(bytes) {
        (&["svg"], MediaType::Svg.name())
    } else if is_pdf(bytes) {
        (&["pdf"], "application/pdf")
    } else {
        match image::guess_format(bytes) {
            Ok(format) => (format.extensions_str(), format.to_mime_type()),
            Err(_) => return,
        }
    };
    let is_picture =
        ["svg", "pdf"].contains(&ending.as_str()) || ImageFormat::from_extension(&ending).is_some();
    if is_picture && !endings.contains(&ending.as_str()) {
        let message = format!("`{path}` ends in .{ending}, but its content is {name}");
        diagnostics.push(
            Diagnostic::new(Code::MislabelledImage, span, message)
                .help("casebook goes by the content; rename the file"),
        );
    }
}

fn free_name(stem: &str, media_type: MediaType, taken: &mut BTreeSet<String>) -> String {
    let stem = file_name(stem, "image");
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let stem = std::iter::once(stem.clone())
        .chain(numbered)
        .find(|stem| taken.insert(stem.clone()))
        .unwrap_or_default();
    format!("{stem}.{}", media_type.ending())
}
