//! What a picture is once it was read: its format, its size, its bytes, and remarks for the author.

/// The image formats that are core media types in every version of EPUB 3, so that all reading systems show them.
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
}

impl MediaType {
    /// Its media type (RFC 6838).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Gif => "image/gif",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Svg => "image/svg+xml",
        }
    }

    /// The usual file extension.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            MediaType::Gif => "gif",
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
            MediaType::Svg => "svg",
        }
    }
}

/// A valid picture.
#[derive(Debug)]
pub struct Read {
    /// The format of `bytes`.
    pub media_type: MediaType,
    /// Width and height in pixels, upright; `None` for SVG.
    pub size: Option<(u32, u32)>,
    /// The given bytes, if all readers show them alike. Otherwise the picture upright and in sRGB: as JPEG if it was
    /// one, as SVG if it was one or a PDF, else as PNG.
    pub bytes: Vec<u8>,
    /// What an author should know about the conversion.
    pub remarks: Vec<Remark>,
}

/// A property of a picture that an author should know about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The colour profile cannot be used, for this reason; the pixels are used without it.
    Profile(String),
    /// The picture consists of inks (CMYK) and does not say of which.
    UntaggedInks,
    /// The picture moves.
    Animated(Motion),
    /// Parts of an SVG or PDF are not shown, at least in some outputs: a sentence for each.
    Dropped(Vec<String>),
}

/// Where an animated picture moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// In EPUB and HTML. The PDF shows its first frame.
    OnScreens,
    /// All outputs show its first frame.
    Nowhere,
}
