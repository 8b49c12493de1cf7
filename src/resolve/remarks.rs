//! The messages about pictures that were converted.

use crate::diag::{Code, Diagnostic};
use crate::picture::{Motion, Remark};
use crate::source::Span;

/// The message for a remark about the picture at a path.
pub fn diagnostic(path: &str, span: Span, remark: Remark) -> Diagnostic {
    match remark {
        Remark::Profile(reason) => {
            let message = format!("the colour profile of `{path}` is ignored: {reason}");
            Diagnostic::new(Code::DoubtfulColours, span, message)
                .help("open the picture in an editor, convert it to sRGB and save it again")
        }
        Remark::UntaggedInks => {
            let message = format!("`{path}` is CMYK without a colour profile, so its colours are estimated");
            Diagnostic::new(Code::DoubtfulColours, span, message)
                .help("save it with the profile for which it was separated, or convert it to sRGB")
        }
        Remark::Animated(Motion::OnScreens) => {
            let message = format!("`{path}` is an animation, of which the PDF shows only the start");
            Diagnostic::new(Code::AnimatedPicture, span, message)
                .help("make sure that the start shows what readers of the PDF need, or use a still picture")
        }
        Remark::Animated(Motion::Nowhere) => {
            let message = format!("`{path}` is an animation, of which only the first frame is shown");
            Diagnostic::new(Code::AnimatedPicture, span, message)
                .help("use a still picture, or an animated GIF, which moves in EPUB and HTML")
        }
        Remark::Dropped(parts) => {
            let message = format!("`{path}` is not shown completely: {}", parts.join("; "));
            Diagnostic::new(Code::ReducedPicture, span, message).help(
                "save what is missing in another form: text as outlines, each page as a picture of its own",
            )
        }
    }
}
