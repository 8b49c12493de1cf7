//! The picture on the cover.

use std::borrow::Cow;
use std::sync::Arc;

use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::picture::{MediaType, pack};
use crate::project::Theme;
use crate::resolve::Book;
use crate::typeset;

/// File names of the cover. Names of other pictures contain no underscore.
const COVER_PNG: &str = "images/_cover.png";
const COVER_JPEG: &str = "images/_cover.jpg";

/// The picture on the cover.
pub struct Cover<'a> {
    /// The name of its file.
    pub name: &'static str,
    /// Its media type.
    pub media_type: MediaType,
    /// The file.
    pub bytes: Cow<'a, [u8]>,
}

/// The cover of the author, or else a generated one. Returns `None` and adds diagnostics if it cannot be drawn.
pub fn cover<'a>(
    book: &'a Book,
    theme: &Theme,
    fonts: &Arc<Fonts>,
    cache: &Cache,
    diagnostics: &mut Diagnostics,
) -> Option<Cover<'a>> {
    let Some(asset) = book.cover() else {
        let bytes = typeset::cover(book, theme, fonts, cache, diagnostics)?;
        return Some(Cover { name: COVER_PNG, media_type: MediaType::Png, bytes: Cow::Owned(bytes) });
    };
    let name = if asset.media_type == MediaType::Jpeg { COVER_JPEG } else { COVER_PNG };
    Some(Cover { name, media_type: asset.media_type, bytes: pack(&asset.bytes, asset.media_type, cache) })
}
