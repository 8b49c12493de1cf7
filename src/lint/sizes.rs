//! Sizes of images that cannot be read.

use crate::apparatus::ImageSize;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::ImageId;
use crate::resolve::{BookCase, Picture};

/// Reports each image with a size that cannot be read. It has its natural size.
pub fn check(case: &BookCase, diagnostics: &mut Diagnostics) {
    let source = case.source();
    let attributes = source.attributes_of_images();
    for index in 0..source.images.len() {
        let id = ImageId::after(index);
        // The script of a drawn figure may read the attribute.
        if let Some(Picture::Drawing(_)) = case.picture(id) {
            continue;
        }
        for size in ImageSize::unreadable(&attributes[id.index()]) {
            let message = format!("`{size}` is not a size; the image has its natural size");
            let help = "write a percentage of the line or a length, such as `width=50%` or `height=3cm`";
            diagnostics
                .push(Diagnostic::new(Code::InvalidSize, source.images[id.index()].span, message).help(help));
        }
    }
}
