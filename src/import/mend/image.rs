//! Pictures that are missing or cannot be shown: a placeholder stands for them.

use std::ops::Range;

use super::parts::{Edit, Flaw, Mending};
use super::text::find;
use crate::import::Reason;
use crate::import::paths;
use crate::import::project::Folder;
use crate::project::MANIFEST;

/// The folder of the placeholders, beside the cases.
const FOLDER: &str = "missing";

/// The picture of a place with a placeholder instead, which an author replaces by the picture.
pub(super) fn placeholder(text: &str, flaw: &Flaw) -> Option<Mending> {
    let named = flaw.named();
    let place = address(text, flaw).or_else(|| {
        // The message names the file from the top of the project, or decoded.
        let name = paths::name(named);
        let found = find(text, flaw.range.clone(), &paths::encoded(name))?;
        let is_break = |sign: char| sign.is_whitespace() || "(<\"'[]=:`".contains(sign);
        let before = text.get(flaw.range.start..found.start)?;
        let start = before.rfind(is_break).map_or(0, |at| at + 1);
        Some(flaw.range.start + start..found.end)
    });
    let Some(place) = place else { return without(text, flaw) };
    let written = text.get(place.clone())?.to_owned();
    let path = path(&written);
    let mut mending = Mending::new(
        vec![Edit::new(place, paths::encoded(&path))],
        &written,
        "a picture that is missing or cannot be shown has a placeholder; replace it",
    );
    mending.file = Some((format!("cases/{path}"), drawing(paths::name(&written)).into_bytes()));
    Some(mending)
}

/// The place of the address that the message names. The words of the image may be equal to it.
fn address(text: &str, flaw: &Flaw) -> Option<Range<usize>> {
    let (image, named) = (text.get(flaw.range.clone())?, flaw.named());
    let starts = ["](", "](<", "src=\"", "src='"].map(|start| format!("{start}{named}"));
    let end = starts.iter().find_map(|start| image.find(start.as_str()).map(|at| at + start.len()));
    let end = flaw.range.start + end.or_else(|| image.find(named).map(|at| at + named.len()))?;
    (!named.is_empty()).then(|| end - named.len()..end)
}

/// An image without a path: its words stay.
fn without(text: &str, flaw: &Flaw) -> Option<Mending> {
    let image = text.get(flaw.range.clone())?;
    let words = image.strip_prefix("![")?.split_once(']')?.0;
    let what = "an image without a path is plain text";
    Some(Mending::new(vec![Edit::new(flaw.range.clone(), words)], image, what))
}

/// The path of the placeholder of a picture, which is safe on every system.
fn path(written: &str) -> String {
    let decoded = paths::decoded(written).replace('\\', "/");
    let parts = decoded.split('/').filter(|part| !part.is_empty() && part.chars().any(char::is_alphanumeric));
    let sign = |sign: char| if sign.is_alphanumeric() || "-_.".contains(sign) { sign } else { '-' };
    let parts: Vec<String> = parts.map(|part| part.chars().map(sign).collect()).collect();
    format!("{FOLDER}/{}.svg", parts.join("/"))
}

/// A crossed box with the name of the picture.
fn drawing(name: &str) -> String {
    let name: String = name.chars().filter(|sign| !"<>&\"'".contains(*sign)).collect();
    include_str!("../../../styles/missing.svg").replace("NAME", &name)
}

/// A drawing without what it loads from elsewhere.
pub(super) fn repaired(folder: &Folder, flaw: &Flaw) -> Option<Mending> {
    let drawing = folder.text(flaw.named()).filter(|text| text.contains("<svg"))?;
    let address = flaw.message.split_once("it loads `")?.1.split('`').next()?;
    let found = find(drawing, 0..drawing.len(), address)?;
    let before = drawing.get(..found.start)?;
    let font =
        before.rfind("@font-face").filter(|at| !before.get(*at..).is_some_and(|font| font.contains('}')));
    let range = match font {
        Some(start) => start..found.end + drawing.get(found.end..)?.find('}')? + 1,
        None => found,
    };
    let what = format!("the drawing loads `{address}`, which a book cannot; it is without it");
    let words = paths::name(flaw.named()).to_owned();
    Some(Mending { edits: vec![Edit::new(range, "")], words, reason: Reason::Changed(what), file: None })
}

/// The setting that makes links of pictures of the network.
pub(super) fn remote(folder: &Folder) -> Option<(String, Mending)> {
    let text = folder.text(MANIFEST).filter(|text| !text.contains("\nremote-images:"))?;
    let what = "pictures of the network are links, until they are beside the text";
    let edit = Edit::new(text.len()..text.len(), "\nremote-images: link\n");
    Some((MANIFEST.to_owned(), Mending::new(vec![edit], "", what)))
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn placeholders_stand_for_pictures() {
        for (text, message, expected, file) in [
            (
                "![A](../b c.png){#d}",
                "the image `../b c.png` does not exist",
                "![A](missing/b-c.png.svg){#d}",
                "cases/missing/b-c.png.svg",
            ),
            (
                "<img src=\"/a/b.png\">",
                "the image `/a/b.png` does not exist",
                "<img src=\"missing/a/b.png.svg\">",
                "cases/missing/a/b.png.svg",
            ),
            (
                "![A](b.png)",
                "`cases/b.png` is not a usable image: it is empty",
                "![A](missing/b.png.svg)",
                "cases/missing/b.png.svg",
            ),
            (
                "![b.png](b.png)",
                "the image `b.png` does not exist",
                "![b.png](missing/b.png.svg)",
                "cases/missing/b.png.svg",
            ),
            ("![A *b*]()", "this image has no path", "A *b*", ""),
        ] {
            let flaw = flaw(Code::MissingImage, 0..text.len(), message);
            let mending = placeholder(text, &flaw).expect("each can be mended");
            assert_eq!(edited(text, mending.edits), expected);
            assert_eq!(mending.file.map(|(path, _)| path).unwrap_or_default(), file);
        }
    }
}
