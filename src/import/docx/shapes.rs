//! Pictures, text boxes, diagrams and embedded objects, in `DrawingML` and in VML.

use super::charts;
use super::choice::chosen;
use super::look::Look;
use super::reader::Reader;
use super::runs::Line;
use crate::import::Reason;
use crate::import::building::format::Format;
use crate::import::building::item::{Atom, Item, Kind, Paragraph, Placement};
use crate::import::building::pictures::is_metafile;
use crate::import::building::pool::Shown;
use crate::import::xml::Element;

impl<'a> Reader<'a> {
    /// Reads a drawing, a picture of old versions or an embedded object.
    pub fn shape(&mut self, element: &'a Element, look: &Look<'a>, line: &mut Line<'a>) {
        let alt = match element.name() {
            "w:drawing" => element.find("wp:docPr").and_then(alternative),
            _ => None,
        };
        let is_floating = element.child("wp:anchor").is_some();
        let count = line.paragraph.atoms.len();
        let before = self.amount(line);
        self.parts(element, alt.as_deref(), look, line);
        let is_lost = before == self.amount(line);
        let shapes = element.descendants().filter(|part| is_drawn(part)).count();
        if shapes > 1 || is_lost && shapes == 1 {
            self.pool.doubt(Reason::NotRead("a drawing".to_owned()), alt.as_deref().unwrap_or_default());
        }
        for atom in line.paragraph.atoms.iter_mut().skip(count).filter(|_| is_floating) {
            if let Kind::Image(_, placement) = &mut atom.kind {
                *placement = Placement::Floating;
            }
        }
    }

    /// How much of drawings has been read, or reported.
    fn amount(&self, line: &Line<'_>) -> [usize; 6] {
        let is_rule = usize::from(line.paragraph.is_rule);
        let (pool, atoms) = (&self.pool, line.paragraph.atoms.len());
        [atoms, line.boxes.len(), line.after.len(), pool.images.len(), pool.doubts.len(), is_rule]
    }

    fn parts(&mut self, parent: &'a Element, alt: Option<&str>, look: &Look<'a>, line: &mut Line<'a>) {
        for element in parent.elements() {
            match element.name() {
                // Word itself calls it in another way in its strict format.
                name if name.ends_with(":txbxContent") => line.boxes.push(element),
                "a:txBody" => self.drawn_text(element, line),
                "pic:pic" => self.drawn_picture(element, alt, line),
                "v:imagedata" => self.old_picture(element, parent, line),
                "v:textpath" => self.text(element.attribute("string").unwrap_or_default(), look, line),
                "v:rect" if element.attribute("o:hr").is_some_and(|hr| matches!(hr, "t" | "true")) => {
                    line.paragraph.is_rule = true;
                }
                "cx:chart" => {
                    self.pool.doubt(Reason::NotRead("a chart".to_owned()), alt.unwrap_or_default());
                }
                "w:control" => {
                    let name = element.attribute("w:name").unwrap_or_default();
                    self.pool.doubt(Reason::NotRead("a field of a form".to_owned()), name);
                }
                name if name.ends_with(":contentPart") => {
                    self.pool.doubt(Reason::NotRead("handwriting".to_owned()), alt.unwrap_or_default());
                }
                "c:chart" => self.chart(element, alt.unwrap_or_default(), line),
                "dgm:relIds" => self.diagram(element, look, line),
                "o:OLEObject" => {
                    let program = element.attribute("ProgID").unwrap_or("unknown program");
                    self.pool.doubt(Reason::NotRead(format!("an embedded object ({program})")), "");
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(element) {
                        self.parts(chosen, alt, look, line);
                    }
                }
                _ => self.parts(element, alt, look, line),
            }
        }
    }

    /// Text in a drawing of another program: paragraphs that have no styles of the document.
    fn drawn_text(&mut self, element: &Element, line: &mut Line<'a>) {
        for own in element.elements().filter(|part| part.name() == "a:p") {
            let texts = own.descendants().filter(|part| part.name() == "a:t");
            let text = Kind::Text(texts.map(Element::text).collect());
            let mut paragraph = Paragraph { number: self.pool.number, ..Paragraph::default() };
            paragraph.push(Atom { format: Format::default(), kind: text });
            line.after.push(Item::Paragraph(Box::new(paragraph)));
        }
    }

    fn drawn_picture(&mut self, element: &'a Element, alt: Option<&str>, line: &mut Line<'a>) {
        let own = element.find("pic:cNvPr").and_then(|properties| properties.attribute("descr"));
        let own = own.filter(|own| !own.trim().is_empty()).map(str::to_owned);
        let alt = alt.map(str::to_owned).or(own);
        // A picture of lines, for which an old picture stands in.
        let lines = element.find("asvg:svgBlip").and_then(|blip| blip.attribute("r:embed"));
        let blip = element.find("a:blip");
        let embedded = blip.and_then(|blip| blip.attribute("r:embed"));
        let linked = blip.and_then(|blip| blip.attribute("r:link"));
        let crop = element.find("a:srcRect");
        if crop.is_some_and(|crop| ["l", "t", "r", "b"].iter().any(|side| is_cropped(crop.attribute(side)))) {
            self.pool.doubt(Reason::PictureCropped, alt.as_deref().unwrap_or_default());
        }
        match lines.or(embedded).or(linked) {
            Some(id) => self.picture(id, alt, line),
            None => self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or_default()),
        }
    }

    fn old_picture(&mut self, element: &'a Element, shape: &'a Element, line: &mut Line<'a>) {
        let given = [shape.attribute("alt"), element.attribute("o:title")];
        let alt = given.into_iter().flatten().find(|alt| !alt.trim().is_empty()).map(str::to_owned);
        match element.attribute("r:id").or_else(|| element.attribute("o:relid")) {
            Some(id) => self.picture(id, alt, line),
            None => self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or_default()),
        }
    }

    fn picture(&mut self, id: &str, alt: Option<String>, line: &mut Line<'a>) {
        let Some((target, is_external)) = self.related(id) else {
            self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or_default());
            return;
        };
        if is_external {
            self.pool.doubt(Reason::PictureLinked, target);
        } else if !self.source.files.contains(&target.to_lowercase()) {
            self.pool.doubt(Reason::PictureMissing, alt.as_deref().unwrap_or(target));
            return;
        } else if is_metafile(target) {
            self.pool.doubt(Reason::Metafile, target);
            self.pool.image(Shown { source: target.to_owned(), is_remote: false, alt });
            return;
        }
        if is_external && !crate::model::is_remote(target) {
            return;
        }
        let image = self.pool.image(Shown { source: target.to_owned(), is_remote: is_external, alt });
        self.push(line, Kind::Image(image, Placement::Line), Format::default());
    }

    /// A chart, for which a table of its values stands.
    fn chart(&mut self, element: &'a Element, alt: &str, line: &mut Line<'a>) {
        let source = self.source;
        let part = element.attribute("r:id").and_then(|id| self.related(id)).map(|(target, _)| target);
        match part.and_then(|part| source.charts.get(part)).and_then(charts::chart) {
            Some(chart) => {
                let words = if alt.is_empty() { chart.words } else { format!("{} | {alt}", chart.words) };
                self.pool.doubt(Reason::Chart, &words);
                line.after.push(Item::Table(chart.grid));
            }
            None => self.pool.doubt(Reason::NotRead("a chart".to_owned()), alt),
        }
    }

    /// A diagram, whose words stand in a part of their own.
    fn diagram(&mut self, element: &'a Element, look: &Look<'a>, line: &mut Line<'a>) {
        self.pool.doubt(Reason::NotRead("a diagram".to_owned()), "");
        let source = self.source;
        let part = element.attribute("r:dm").and_then(|id| self.related(id)).map(|(target, _)| target);
        let words = part.and_then(|part| source.diagrams.get(part)).map(Vec::as_slice).unwrap_or_default();
        for (index, words) in words.iter().enumerate() {
            if index > 0 {
                self.push(line, Kind::Break, Format::default());
            }
            self.text(words, look, line);
        }
    }
}

/// Whether an element is a shape that is more than a line.
fn is_drawn(element: &Element) -> bool {
    match element.name() {
        "v:shape" | "v:rect" | "v:roundrect" | "v:oval" | "v:polyline" | "v:curve" | "v:arc" => true,
        name if name.ends_with(":wsp") => {
            let form = element.find("a:prstGeom").and_then(|form| form.attribute("prst"));
            !form.is_some_and(|form| form == "line" || form.contains("Connector"))
        }
        _ => false,
    }
}

/// The alternative text of a drawing: empty for one that is decorative.
fn alternative(properties: &Element) -> Option<String> {
    let is_decorative =
        properties.find("adec:decorative").is_some_and(|mark| mark.attribute("val") == Some("1"));
    if is_decorative {
        return Some(String::new());
    }
    let given = [properties.attribute("descr"), properties.attribute("title")];
    given.into_iter().flatten().find(|alt| !alt.trim().is_empty()).map(str::to_owned)
}

fn is_cropped(side: Option<&str>) -> bool {
    side.is_some_and(|side| !matches!(side.trim_end_matches('%'), "" | "0"))
}
