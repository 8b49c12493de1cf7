//! Builds a book of pictures, and reads the pictures back out of its outputs.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::{DynamicImage, GenericImageView, GrayImage, RgbImage};
use lopdf::{Dictionary, Document, Object};
use zip::ZipArchive;

use super::Result;
use crate::golden::Outcome;

pub type Colour = [u8; 3];

/// JPEG changes colours by as much.
const NEAR: u8 = 8;

/// A written release.
pub struct Release {
    epub: BTreeMap<String, Vec<u8>>,
    html: String,
    pdf: Vec<u8>,
    /// What was said while it was built.
    pub said: String,
}

impl Release {
    /// Builds a book that shows these files, each in a paragraph of its own.
    pub fn of(files: &[(String, Vec<u8>)]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name);
        let shown: String = files.iter().map(|(name, _)| format!("![A picture]({name})\n\n")).collect();
        fs::write(path("case.md"), format!("---\ntitle: Case\n---\n\n{shown}"))?;
        fs::write(
            path("book.yaml"),
            "title: Book\nlanguage: en\ncases: [case.md]\nchecks: {coarse-picture: allow}\n",
        )?;
        for (name, bytes) in files {
            fs::write(path(name), bytes)?;
        }
        let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["build", ".", "--out", "out", "--format", "epub", "--format", "html", "--format", "pdf"])
            .current_dir(folder.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .output()?;
        let said = String::from_utf8(run.stderr)?;
        if !run.status.success() {
            return Err(said.into());
        }
        let mut archive = ZipArchive::new(Cursor::new(fs::read(path("out/book.epub"))?))?;
        let mut epub = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            epub.insert(file.name().to_owned(), bytes);
        }
        let html = fs::read_to_string(path("out/book.html"))?;
        Ok(Self { epub, html, pdf: fs::read(path("out/book.pdf"))?, said })
    }

    /// The bytes of a picture in the EPUB, by the stem of its name.
    pub fn epub_bytes(&self, stem: &str) -> Result<Vec<u8>> {
        let start = format!("images/{stem}.");
        let mut found = self.epub.iter().filter(|(name, _)| name.contains(&start));
        found.next().map(|(_, bytes)| bytes.clone()).ok_or_else(|| format!("the EPUB has no {stem}").into())
    }

    pub fn epub_picture(&self, stem: &str) -> Result<DynamicImage> {
        decoded(&self.epub_bytes(stem)?)
    }

    /// The pictures in the HTML.
    fn html_pictures(&self) -> Result<Vec<DynamicImage>> {
        let data = self.html.split("data:image/").skip(1).filter_map(|rest| rest.split_once(";base64,"));
        let data = data.filter(|(kind, _)| ["png", "jpeg", "gif"].contains(kind));
        let data = data.filter_map(|(_, rest)| rest.split(['"', ')', '\'']).next());
        data.map(|data| decoded(&BASE64.decode(data)?)).collect()
    }

    /// The pictures of pixels in the PDF.
    pub fn pdf_pictures(&self) -> Result<Vec<DynamicImage>> {
        let document = Document::load_mem(&self.pdf)?;
        let mut found = Vec::new();
        for object in document.objects.values() {
            let Ok(stream) = object.as_stream() else { continue };
            let is =
                |key: &[u8], value: &[u8]| stream.dict.get(key).and_then(Object::as_name).ok() == Some(value);
            if !is(b"Subtype", b"Image") {
                continue;
            }
            if is(b"Filter", b"DCTDecode") {
                found.push(decoded(&stream.content)?);
            } else {
                found.push(samples(&stream.dict, stream.decompressed_content()?)?);
            }
        }
        Ok(found)
    }

    /// The names of the fonts in the PDF that have the characters of a word.
    pub fn pdf_fonts_with(&self, word: &str) -> Result<Vec<String>> {
        let document = Document::load_mem(&self.pdf)?;
        let mut found = Vec::new();
        for object in document.objects.values() {
            let Ok(font) = object.as_dict() else { continue };
            let Ok(map) = font.get(b"ToUnicode").and_then(Object::as_reference) else { continue };
            let map = document.get_object(map)?.as_stream()?.decompressed_content()?;
            let map = String::from_utf8_lossy(&map).to_lowercase();
            if word.chars().all(|character| map.contains(&format!("<{:04x}>", u32::from(character)))) {
                found.push(String::from_utf8_lossy(font.get(b"BaseFont")?.as_name()?).into_owned());
            }
        }
        Ok(found)
    }

    /// Whether the PDF paints anything red.
    pub fn pdf_has_red_area(&self) -> Result<bool> {
        let document = Document::load_mem(&self.pdf)?;
        let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
        let mut content = streams.filter_map(|stream| stream.decompressed_content().ok());
        Ok(content.any(|content| String::from_utf8_lossy(&content).contains("1 0 0 sc")))
    }

    /// Checks that all outputs show these patches for all files, and that nothing in a file could change them again.
    pub fn shows(&self, files: &[(String, Vec<u8>)], patches: [Colour; 4]) -> Outcome {
        let check = |place: &str, picture: &DynamicImage| match corners(picture) {
            shown if is_near(shown, patches) => Ok(()),
            shown => Err(format!("{place} shows {shown:?} and not {patches:?}\n{}", self.said)),
        };
        for (name, _) in files {
            let stem = name.split('.').next().unwrap_or_default();
            check(&format!("{name} in the EPUB"), &self.epub_picture(stem)?)?;
        }
        let in_html = self.html_pictures()?;
        let in_pdf = self.pdf_pictures()?;
        if in_html.len() < files.len() || in_pdf.is_empty() {
            return Err(format!(
                "{} pictures are in the HTML and {} in the PDF",
                in_html.len(),
                in_pdf.len()
            )
            .into());
        }
        for picture in &in_html {
            check("the HTML", picture)?;
        }
        for picture in &in_pdf {
            check("the PDF", picture)?;
        }
        Ok(())
    }

    /// Checks the size of all files in all outputs.
    pub fn has_size(&self, files: &[(String, Vec<u8>)], size: (u32, u32)) -> Outcome {
        let mut pictures = [self.html_pictures()?, self.pdf_pictures()?].concat();
        for (name, _) in files {
            pictures.push(self.epub_picture(name.split('.').next().unwrap_or_default())?);
        }
        match pictures.iter().find(|picture| picture.dimensions() != size) {
            Some(picture) => Err(format!("a picture is {:?}", picture.dimensions()).into()),
            None => Ok(()),
        }
    }
}

/// Decodes a picture. Fails if the file says more than its pixels, so that another reader could show it otherwise.
pub fn decoded(bytes: &[u8]) -> Result<DynamicImage> {
    use image::{ImageDecoder, ImageReader};
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let is_turned = decoder.orientation()? != image::metadata::Orientation::NoTransforms;
    let profile = decoder.icc_profile()?.map(|profile| moxcms::ColorProfile::new_from_slice(&profile));
    let is_srgb = profile.is_none_or(|profile| {
        profile.is_ok_and(|profile| profile.red_colorant == moxcms::ColorProfile::new_srgb().red_colorant)
    });
    if is_turned || !is_srgb {
        return Err("a picture has an orientation or a profile that readers may ignore".into());
    }
    Ok(DynamicImage::from_decoder(decoder)?)
}

fn samples(dictionary: &Dictionary, bytes: Vec<u8>) -> Result<DynamicImage> {
    let number = |key: &[u8]| {
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(u32::try_from(dictionary.get(key)?.as_i64()?)?)
    };
    let (width, height) = (number(b"Width")?, number(b"Height")?);
    let rgb = RgbImage::from_raw(width, height, bytes.clone()).map(DynamicImage::from);
    rgb.or_else(|| GrayImage::from_raw(width, height, bytes).map(DynamicImage::from))
        .ok_or_else(|| "an image in the PDF has another number of samples".into())
}

/// The colours in the middle of the four quarters.
pub fn corners(picture: &DynamicImage) -> [Colour; 4] {
    let (width, height) = picture.dimensions();
    let rgb = picture.to_rgb8();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| rgb.get_pixel(width * x / 4, height * y / 4).0)
}

pub fn is_near(shown: [Colour; 4], expected: [Colour; 4]) -> bool {
    shown
        .iter()
        .flatten()
        .zip(expected.iter().flatten())
        .all(|(shown, expected)| shown.abs_diff(*expected) <= NEAR)
}
