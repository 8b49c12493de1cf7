//! Picture files as Typst gets them.

use typst::foundations::Bytes;

use super::lettering;
use crate::font::Fonts;
use crate::picture::MediaType;
use crate::picture::svg::{Families, with_families};
use crate::project::Theme;
use crate::resolve::Asset;

/// The bytes of a picture. The text of an SVG gets the families of the book, because Typst knows no other, and not the
/// generic names of CSS.
pub fn bytes_of(asset: &Asset, fonts: &Fonts, theme: &Theme) -> Bytes {
    let svg = match asset.media_type {
        MediaType::Svg => std::str::from_utf8(&asset.bytes).ok(),
        MediaType::Gif | MediaType::Jpeg | MediaType::Png => None,
    };
    let Some(svg) = svg else { return Bytes::new(asset.bytes.clone()) };
    let families = theme.families();
    let of = |role: &str| families.iter().find(|(known, _)| known == role).map_or("", |(_, family)| family);
    let families = Families { text: of("text"), heading: of("heading"), code: of("code") };
    let is_known = |family: &str| fonts.book().contains_family(&family.to_lowercase());
    let svg = with_families(svg, families, is_known).into_owned();
    Bytes::new(lettering::prepared(svg, fonts, theme).into_bytes())
}
