//! Reads the EPUB that is built together with the PDF.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::pdf::Result;
use super::project;
use super::{built, check, same};

/// The files of an EPUB by their names.
type Files = BTreeMap<String, Vec<u8>>;

fn unpack(bytes: &[u8]) -> Result<Files> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut files = Files::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        files.insert(file.name().trim_start_matches("OEBPS/").to_owned(), bytes);
    }
    Ok(files)
}

fn files() -> Result<Files> {
    unpack(built()?.files.get("elections.epub").ok_or("there is no EPUB")?)
}

fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str> {
    Ok(std::str::from_utf8(files.get(name).ok_or_else(|| format!("there is no {name}"))?)?)
}

/// The text between quotation marks after each `before`.
fn values<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The letters of words, without digits, because both texts contain note numbers.
fn letters(words: &str) -> String {
    words.chars().filter(|character| character.is_alphabetic()).collect()
}

/// The text of markup.
fn words(markup: &str) -> String {
    let mut words = String::new();
    for piece in markup.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
    }
    words
}

pub fn it_has_the_pages_of_the_pdf() -> Result<()> {
    let (files, screen) = (files()?, &built()?.screen);
    let navigation = text(&files, "nav.xhtml")?;
    let list = navigation.split("epub:type=\"page-list\"").nth(1).ok_or("there is no list of pages")?;
    let places = values(list, "href=\"");
    let numbers: Vec<&str> = places.iter().filter_map(|place| place.split("#_page-").nth(1)).collect();
    same(&numbers, &screen.labels.iter().map(String::as_str).collect())?;
    let ncx = text(&files, "toc.ncx")?;
    same(&ncx.matches("<pageTarget").count(), &places.len())?;
    let mut compared = 0;
    for (place, page) in places.iter().zip(&screen.pages) {
        let (file, anchor) = place.split_once('#').ok_or("a page without a place")?;
        if matches!(file, "title.xhtml" | "nav.xhtml") {
            continue;
        }
        let markup = text(&files, file)?;
        let after =
            markup.split(&format!("id=\"{anchor}\"")).nth(1).ok_or(format!("{file} has no {anchor}"))?;
        let after = after.split_once('>').map_or("", |(_, after)| after);
        let expected: String = letters(&words(after)).chars().take(24).collect();
        // Only a running head may precede it.
        let found = letters(&page.words()).find(&expected);
        check(
            found.is_some_and(|at| at < 60),
            format!("{place}: `{expected}` is not at the head of {}", page.words()),
        )?;
        compared += 1;
    }
    check(compared > 10, format!("only {compared} pages were compared"))
}

pub fn alone_it_is_the_same() -> Result<()> {
    let folder = tempfile::tempdir()?;
    project::write(&folder.path().join("book"))?;
    let folder = project::make(folder, &["epub"]).map_err(|error| error.to_string())?;
    let alone = fs::read(folder.path().join("dist/elections.epub"))?;
    check(built()?.files.get("elections.epub") == Some(&alone), "built alone it has other bytes")
}

pub fn ids_are_unique() -> Result<()> {
    let files = files()?;
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for name in files.keys().filter(|name| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "xhtml"))
    {
        for id in values(text(&files, name)?, " id=\"") {
            if let Some(other) = first.insert(id, name) {
                return Err(format!("`{id}` is in {other} and in {name}").into());
            }
        }
    }
    check(first.len() > 100, format!("only {} ids were found", first.len()))
}

pub fn fonts_have_what_it_uses() -> Result<()> {
    let files = files()?;
    let css = text(&files, "stylesheet.css")?;
    let fonts: Vec<&String> = files.keys().filter(|name| name.starts_with("fonts/")).collect();
    check(fonts.len() >= 3, format!("only {fonts:?}"))?;
    // Programs that convert an EPUB tell fonts apart by these names.
    let mut names = BTreeSet::new();
    for name in fonts {
        check(css.contains(&format!("url({name})")), format!("no rule for {name}"))?;
        let face = ttf_parser::Face::parse(&files[name], 0)?;
        let own = face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
        let own = own.and_then(|name| name.to_string()).ok_or(format!("{name} has no name inside"))?;
        check(names.insert(own), format!("{name} has the name of another font"))?;
        let has = |character| face.glyph_index(character).is_some();
        check("Ballots count 27.".chars().all(has), format!("{name} lacks letters of the book"))?;
        check(!has('Ж') && !has('ő'), format!("{name} has letters that the book does not"))?;
    }
    check(css.contains("serif;"), "no family to fall back on")
}

pub fn it_has_a_cover() -> Result<()> {
    let files = files()?;
    let package = text(&files, "content.opf")?;
    check(package.contains("properties=\"cover-image\""), "the package names no cover")?;
    let id = values(package, "<meta name=\"cover\" content=\"");
    check(id.len() == 1 && package.contains(&format!("id=\"{}\"", id[0])), format!("the cover is {id:?}"))?;
    let cover = image::load_from_memory(&files["images/_cover.png"])?;
    same(&(cover.width(), cover.height()), &(1600, 2400))?;
    let page = text(&files, "cover.xhtml")?;
    check(page.contains("alt=\"Cover of Two Elections\""), page)
}

pub fn it_says_what_it_is() -> Result<()> {
    let files = files()?;
    let package = text(&files, "content.opf")?;
    let lines = [
        "<dc:identifier id=\"epub-id\">urn:isbn:9783161484100</dc:identifier>",
        "<meta refines=\"#title\" property=\"file-as\">Two Elections</meta>",
        "<meta refines=\"#creator-1\" property=\"file-as\">Author, A.</meta>",
        "<dc:source>The minutes of two commissions</dc:source>",
        "<meta refines=\"#pages\" property=\"source-of\">pagination</meta>",
        "<meta refines=\"#series\" property=\"group-position\">3</meta>",
        "<meta refines=\"#claim\" property=\"a11y:certifiedBy\">A. Reader</meta>",
        "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>",
        "<meta property=\"schema:accessibilityFeature\">pageNavigation</meta>",
        "<meta property=\"schema:accessibilityFeature\">longDescription</meta>",
    ];
    for line in lines {
        check(package.contains(line), format!("no {line} in\n{package}"))?;
    }
    let ncx = text(&files, "toc.ncx")?;
    check(ncx.contains("<meta name=\"dtb:uid\" content=\"urn:isbn:9783161484100\"/>"), ncx)
}

pub fn pictures_are_opaque_and_known() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let book = folder.path().join("book");
    project::write(&book)?;
    let solid = DynamicImage::from(RgbImage::from_pixel(40, 30, Rgb([12, 34, 56])));
    for (name, format) in
        [("a.webp", ImageFormat::WebP), ("b.bmp", ImageFormat::Bmp), ("c.tiff", ImageFormat::Tiff)]
    {
        solid.save_with_format(book.join(name), format)?;
    }
    let glass = RgbaImage::from_pixel(40, 30, Rgba([0, 0, 0, 128]));
    glass.save(book.join("d.png"))?;
    // A picture in the text may have the same name as the cover.
    solid.save_with_format(book.join("cover.png"), ImageFormat::Png)?;
    let case = "---\ntitle: Preface\n---\n\n![A](a.webp)\n\n![B](b.bmp)\n\n![C](c.tiff)\n\n![D](d.png)\n\n![E](cover.png)\n";
    fs::write(book.join("preface.md"), case)?;
    let folder = project::make(folder, &["epub"]).map_err(|error| error.to_string())?;
    let files = unpack(&fs::read(folder.path().join("dist/elections.epub"))?)?;
    for name in ["a", "b", "c"] {
        let picture =
            image::load_from_memory_with_format(&files[&format!("images/{name}.png")], ImageFormat::Png)?;
        same(&picture.to_rgb8().get_pixel(20, 15).0, &[12, 34, 56])?;
    }
    let sizes =
        ["cover", "_cover"].map(|name| image::load_from_memory(&files[&format!("images/{name}.png")]));
    let [picture, cover] = sizes.map(|picture| picture.map(|picture| picture.width()));
    same(&(picture?, cover?), &(40, 1600))?;
    let picture = image::load_from_memory(&files["images/d.png"])?;
    check(!picture.color().has_alpha(), "something shines through the picture")?;
    check((126..=128).contains(&picture.to_rgb8().get_pixel(20, 15).0[0]), "it is not on white")
}
