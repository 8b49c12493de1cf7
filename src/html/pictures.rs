//! The pictures of the file. Each is stored once.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::drawing::{Drawings, hidden, named};
use crate::markup::Tag;
use crate::model::ImageId;
use crate::picture::Drawn;
use crate::picture::MediaType;
use crate::resolve::{Asset, Book, Picture};

/// The pictures of a book.
pub struct Pictures<'a> {
    /// The compressed bytes of each image file.
    packed: &'a [Cow<'a, [u8]>],
    drawings: Drawings,
    /// Whether a figure is shown more than once.
    shared_drawings: Vec<bool>,
    /// For each image that is shown more than once: its size in pixels.
    shared_assets: Vec<Option<(u32, u32)>>,
    /// The shapes that are shown more than once.
    shared: String,
}

impl<'a> Pictures<'a> {
    /// Counts the uses of each picture, and prepares the drawn figures.
    #[must_use]
    pub fn of(book: &Book, drawn: &[Drawn], packed: &'a [Cow<'a, [u8]>]) -> Self {
        let mut assets = vec![0_usize; book.assets().len()];
        let mut figures = vec![0_usize; drawn.len()];
        for case in book.cases() {
            for index in 0..case.source().images.len() {
                match case.picture(ImageId::after(index)) {
                    Some(Picture::Asset(index)) => assets[index] += 1,
                    Some(Picture::Drawing(index)) => figures[index] += 1,
                    None => {}
                }
            }
        }
        let drawings = Drawings::of(drawn);
        let mut shared = String::new();
        let shared_drawings: Vec<bool> = figures.iter().map(|count| *count > 1).collect();
        for index in (0..figures.len()).filter(|index| shared_drawings[*index]) {
            let group = Tag::new("g").with("id", format!("_figure-{index}"));
            shared += &group.around(drawings.shapes(index).1);
        }
        // Only a picture with a size in pixels can have a `viewBox`.
        let sizes = book.assets().iter().zip(assets).map(|(asset, count)| asset.size.filter(|_| count > 1));
        let shared_assets: Vec<Option<(u32, u32)>> = sizes.collect();
        for (index, (asset, size)) in book.assets().iter().zip(&shared_assets).enumerate() {
            if let Some((width, height)) = size {
                let image = Tag::new("image").with("id", format!("_picture-{index}"));
                let image = image.with("width", width).with("height", height);
                shared += &image.with("href", address(asset, &packed[index])).empty();
            }
        }
        if !shared.is_empty() {
            shared = hidden(&shared);
        }
        Self { packed, drawings, shared_drawings, shared_assets, shared }
    }

    /// The hidden elements at the start of the page: glyphs, and pictures that are shown more than once.
    #[must_use]
    pub fn shapes(&self) -> String {
        format!("{}{}", self.drawings.glyphs, self.shared)
    }

    /// An image as a `data:` URL.
    #[must_use]
    pub fn address(&self, index: usize, asset: &Asset) -> String {
        address(asset, &self.packed[index])
    }

    /// A drawn figure with its classes and its alternative text.
    #[must_use]
    pub fn drawing(&self, index: usize, classes: &str, alt: &str) -> String {
        if self.shared_drawings[index] {
            let view = self.drawings.shapes(index).0;
            let tag = named(Tag::new("svg").classes(classes, &[]), alt).with("viewBox", view);
            tag.around(&Tag::new("use").with("href", format!("#_figure-{index}")).empty())
        } else {
            self.drawings.element(index, classes, alt)
        }
    }

    /// Its variant for narrow screens. A figure that is shown more than once has none here.
    #[must_use]
    pub fn narrow_drawing(&self, index: usize, classes: &str, alt: &str) -> Option<String> {
        if self.shared_drawings[index] { None } else { self.drawings.narrow_element(index, classes, alt) }
    }

    /// A reference to an image that is shown more than once; `tag` is an `svg` with the author's attributes.
    #[must_use]
    pub fn shared(&self, index: usize, alt: &str, tag: Tag<'_>) -> Option<String> {
        let (width, height) = self.shared_assets[index]?;
        let tag = named(tag, alt).with("width", width).with("height", height);
        let tag = tag.with("viewBox", format!("0 0 {width} {height}"));
        Some(tag.around(&Tag::new("use").with("href", format!("#_picture-{index}")).empty()))
    }
}

/// Characters that are escaped in a `data:` URL (RFC 2397) in an attribute: those that no URL may contain (URL Standard,
/// section 1.3), and those that mean something in HTML.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'&')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An image as a `data:` URL: SVG as text, other formats as base64.
fn address(asset: &Asset, bytes: &[u8]) -> String {
    let name = asset.media_type.name();
    match (asset.media_type, std::str::from_utf8(bytes)) {
        (MediaType::Svg, Ok(svg)) => format!("data:{name},{}", utf8_percent_encode(svg, ENCODED)),
        (MediaType::Svg | MediaType::Gif | MediaType::Jpeg | MediaType::Png, _) => {
            format!("data:{name};base64,{}", BASE64.encode(bytes))
        }
    }
}
