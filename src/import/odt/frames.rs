//! Reads frames and shapes: pictures with their alternative texts, text boxes, formulas, embedded objects.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::document::{folder, name_of};
use super::inline::Line;
use super::mathml;
use super::reader::Reader;
use super::words::{words_in, words_of};
use crate::import::Reason;
use crate::import::building::format::Format;
use crate::import::building::item::{Grid, Item, Kind, Placement};
use crate::import::building::pictures::is_metafile;
use crate::import::building::pool::Shown;
use crate::import::xml::Element;

impl<'a> Reader<'a> {
    /// Reads a frame or a shape.
    pub fn shape(&mut self, element: &'a Element, line: &mut Line<'a>) {
        match element.name() {
            "draw:frame" => self.frame(element, line),
            "draw:a" => self.element_link(element, line),
            "draw:g" => element.elements().for_each(|inside| self.shape(inside, line)),
            "draw:control" => self.pool.doubt(Reason::NotRead("a field of a form".to_owned()), ""),
            name if name.starts_with("draw:") => {
                let has_words = element.elements().any(|part| {
                    matches!(part.name(), "text:p" | "text:list") && !words_in(part).trim().is_empty()
                });
                if has_words && !self.is_silent() {
                    line.boxes.push(element);
                } else if name != "draw:line" && name != "draw:glue-point" {
                    self.pool.doubt(
                        Reason::NotRead("a drawing".to_owned()),
                        &alternative(element).unwrap_or_default(),
                    );
                }
            }
            _ => {}
        }
    }

    fn element_link(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let before = line.link;
        if let Some(href) = element.attribute("xlink:href").filter(|href| !href.is_empty()) {
            line.link = Some(self.link(super::inline::target(href), line));
        }
        element.elements().for_each(|inside| self.shape(inside, line));
        line.link = before;
    }

    fn frame(&mut self, element: &'a Element, line: &mut Line<'a>) {
        if self.is_silent() {
            return;
        }
        let name = element.attribute("draw:name").unwrap_or_default();
        for kind in ["graphic", "frame"] {
            line.points.extend(self.anchor(&format!("{name}|{kind}")));
        }
        let alt = alternative(element);
        if let Some(text) = element.child("draw:text-box") {
            line.boxes.push(text);
        } else if let Some(object) = element.child("draw:object") {
            self.object(object, element, alt, line);
        } else if element.child("draw:object-ole").is_some() {
            self.pool
                .doubt(Reason::NotRead("an embedded object".to_owned()), alt.as_deref().unwrap_or_default());
            self.picture(element, alt, line);
        } else if element.child("draw:plugin").is_some() {
            self.pool.doubt(Reason::NotRead("sound or video".to_owned()), alt.as_deref().unwrap_or_default());
            self.picture(element, alt, line);
        } else if let Some(table) = element.child("table:table") {
            let grid = self.table(table);
            line.after.extend(grid.map(Item::Table));
        } else {
            self.picture(element, alt, line);
        }
    }

    /// A formula, a chart, a sheet or a text inside the document.
    fn object(&mut self, object: &'a Element, frame: &'a Element, alt: Option<String>, line: &mut Line<'a>) {
        let source = self.source;
        let path = object.attribute("xlink:href").map(folder).unwrap_or_default();
        let root = source.document.objects.get(&path).or_else(|| object.elements().next());
        let Some(root) = root else {
            self.pool
                .doubt(Reason::NotRead("an embedded object".to_owned()), alt.as_deref().unwrap_or_default());
            self.picture(frame, alt, line);
            return;
        };
        if root.name() == "math:math" {
            self.formula(root, line);
            return;
        }
        let count = line.paragraph.atoms.len();
        let words = words_of(root);
        let has_picture = |line: &Line<'_>| line.paragraph.atoms.len() > count;
        let Some(body) = root.find("office:body").and_then(|body| body.elements().next()) else {
            self.pool.doubt(Reason::NotRead("an embedded object".to_owned()), &words);
            return self.picture(frame, alt, line);
        };
        self.picture(frame, alt, line);
        let number = self.pool.number;
        match body.name() {
            _ if has_picture(line) => {
                self.pool
                    .doubt(Reason::NotRead("an object, for which its picture stands".to_owned()), &words);
            }
            "office:chart" => {
                self.pool.doubt(Reason::Chart, &words);
                let title = body.find("chart:title").map(words_of).unwrap_or_default();
                let grid = body.find("table:table").and_then(|table| self.table(table));
                line.after.extend(grid.map(|grid| Item::Table(Grid { title, ..without_gaps(grid) })));
            }
            "office:spreadsheet" | "office:text" => {
                self.pool.doubt(Reason::Embedded, &words);
                let items = self.story(body);
                line.after.extend(items);
            }
            _ => self.pool.doubt(Reason::NotRead("an embedded object".to_owned()), &words),
        }
        // Paragraphs of an object have no numbers of their own.
        self.pool.number = number;
    }

    fn formula(&mut self, root: &Element, line: &mut Line<'a>) {
        let (tex, is_whole) = mathml::tex(root);
        if !is_whole {
            self.pool.doubt(Reason::Formula, &tex);
        }
        if !tex.is_empty() {
            let is_display = root.attribute("display") == Some("block");
            let id = self.pool.formula(&tex, is_display);
            self.push(line, Kind::Formula(id, tex), Format::default());
        }
    }

    /// The picture of a frame. Of several forms of the same picture, the first that a book can show.
    fn picture(&mut self, frame: &'a Element, alt: Option<String>, line: &mut Line<'a>) {
        let images: Vec<&Element> = frame.elements().filter(|part| part.name() == "draw:image").collect();
        let is_shown = |image: &&&Element| {
            image.attribute("xlink:href").is_none_or(|href| !is_metafile(href) && self.has(href))
        };
        let Some(image) = images.iter().find(is_shown).or_else(|| images.first()) else {
            if frame.elements().all(|part| part.name().starts_with("svg:")) {
                self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or_default());
            }
            return;
        };
        let placement = match frame.attribute("text:anchor-type") {
            Some("as-char") => Placement::Line,
            _ => Placement::Floating,
        };
        if let Some(data) = image.child("office:binary-data") {
            let code: String = data.text().split_whitespace().collect();
            let Ok(bytes) = STANDARD.decode(code) else {
                self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or_default());
                return;
            };
            let name = name_of(&bytes, self.files.len());
            self.files.insert(name.clone(), bytes);
            self.show(Shown { source: name, is_remote: false, alt }, placement, line);
            return;
        }
        let href = image.attribute("xlink:href").unwrap_or_default();
        if crate::model::is_remote(href) {
            self.pool.doubt(Reason::PictureLinked, href);
            self.show(Shown { source: href.to_owned(), is_remote: true, alt }, placement, line);
        } else if self.has(href) {
            self.show(Shown { source: folder(href), is_remote: false, alt }, placement, line);
        } else if href.starts_with("../") || href.contains(':') || href.starts_with('/') {
            self.pool.doubt(Reason::PictureLinked, href);
        } else if !href.starts_with("./ObjectReplacements") {
            self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or(href));
        }
    }

    fn has(&self, href: &str) -> bool {
        self.source.document.files.contains(&folder(href).to_lowercase())
    }

    fn show(&mut self, shown: Shown, placement: Placement, line: &mut Line<'a>) {
        let name = shown.source.rsplit('/').next().unwrap_or_default();
        // A picture that stands for an object has no ending, and is for the screen only.
        let is_replacement = !shown.is_remote && (!name.contains('.') || name.starts_with("Object"));
        if is_replacement && !self.source.document.replacements.contains(&shown.source.to_lowercase()) {
            return;
        }
        let is_metafile = is_metafile(&shown.source);
        if is_metafile {
            self.pool.doubt(Reason::Metafile, &shown.source);
        }
        let image = self.pool.image(shown);
        if !is_metafile {
            self.push(line, Kind::Image(image, placement), Format::default());
        }
    }
}

/// A table of the values of a chart, in which missing values are empty cells.
fn without_gaps(mut grid: Grid) -> Grid {
    let is_gap = |item: &Item| matches!(item, Item::Paragraph(paragraph) if matches!(paragraph.words().as_str(), "NaN" | "1.#NAN"));
    for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.items.retain(|item| !is_gap(item));
    }
    grid
}

/// The alternative text of a frame: empty for one that is decorative.
fn alternative(element: &Element) -> Option<String> {
    if element.attribute("loext:decorative") == Some("true")
        || element.attribute("draw:decorative") == Some("true")
    {
        return Some(String::new());
    }
    let given = [element.child("svg:desc"), element.child("svg:title")];
    let mut texts = given.into_iter().flatten().map(Element::text);
    texts.find(|alt| !alt.trim().is_empty())
}
