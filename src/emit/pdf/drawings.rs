//! Draws figures: each script is run in a world of its own, where it can read its data and nothing else. The picture
//! becomes an SVG; in the PDF the same script draws it again, in place.

use std::sync::Arc;

use rayon::prelude::*;
use typst::foundations::{Label, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use super::complaints::Places;
use super::source::literal;
use super::world::{BookWorld, Stage, data_path, script_path};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::emit::drawings::{Drawn, with_words};
use crate::project::Theme;
use crate::resolve::{Book, Drawing, Script};

/// Every drawing of a book, in order; `None`, with complaints, if one cannot be drawn.
pub fn draw(
    book: &Book,
    theme: &Theme,
    stage: &Arc<Stage>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Drawn>> {
    let results: Vec<Result<Drawn, Diagnostics>> =
        book.drawings().par_iter().map(|drawing| draw_one(drawing, theme, stage)).collect();
    let mut all = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(drawn) => all.push(drawn),
            Err(complaints) => diagnostics.append(complaints),
        }
    }
    (all.len() == book.drawings().len()).then_some(all)
}

fn draw_one(drawing: &Drawing, theme: &Theme, stage: &Arc<Stage>) -> Result<Drawn, Diagnostics> {
    let mut complaints = Diagnostics::default();
    if let Script::Style(name) = &drawing.script
        && !theme.figures.contains_key(name)
    {
        let known: Vec<&str> = theme.figures.keys().map(String::as_str).collect();
        complaints.push(
            Diagnostic::new(Code::MissingImage, drawing.span, format!("there is no script `{name}`")).help(
                format!(
                    "put it beside the case file; the scripts that come with casebook are {}",
                    known.join(", ")
                ),
            ),
        );
        return Err(complaints);
    }
    let world = BookWorld::of_drawing(stage, drawing, theme, &main(drawing));
    let compiled = typst::compile::<PagedDocument>(&world);
    let document = compiled.output.map_err(|errors| {
        let places = Places::of_drawing(&world, drawing, theme);
        errors.iter().for_each(|error| places.complain_of_drawing(error, drawing, &mut complaints));
        complaints.clone()
    })?;
    let description = metadata(&document, "description").and_then(|value| value.cast::<String>().ok());
    let rows = metadata(&document, "rows")
        .and_then(|value| value.cast::<Vec<Vec<String>>>().ok())
        .unwrap_or_default();
    let options = SvgOptions { render_bleed: false, pretty: false };
    let svg = document.pages().first().map(|page| typst_svg::svg(page, &options)).unwrap_or_default();
    Ok(Drawn { svg: with_words(&svg, &drawing.title, description.as_deref()), description, rows })
}

/// The document that draws one figure on a page of its size.
fn main(drawing: &Drawing) -> String {
    let data = data(drawing);
    let options = options(drawing);
    format!(
        "#import {} as script\n\
         #set page(width: auto, height: auto, margin: 0%, fill: none)\n\
         #let data = {data}\n\
         #let options = {options}\n\
         #let parts = dictionary(script)\n\
         #script.draw(data, options)\n\
         #if \"describe\" in parts [#metadata(script.describe(data, options))<description>]\n\
         #if \"rows\" in parts [#metadata(script.rows(data, options).map(row => row.map(str)))<rows>]\n",
        literal(&script_path(&drawing.script)),
    )
}

/// The data as an expression of Typst.
#[must_use]
pub fn data(drawing: &Drawing) -> String {
    drawing.data.as_ref().map_or("none".to_owned(), |data| {
        let path = data_path(data);
        let function = if path.to_ascii_lowercase().ends_with("csv") { "csv" } else { "yaml" };
        let more = if function == "csv" { ", row-type: dictionary" } else { "" };
        format!("{function}({}{more})", literal(&path))
    })
}

/// The options as an expression of Typst: a dictionary of texts.
#[must_use]
pub fn options(drawing: &Drawing) -> String {
    let pairs: String = drawing
        .options
        .iter()
        .map(|(key, value)| format!("{}: {}, ", literal(key), literal(value)))
        .collect();
    format!("({}{pairs})", if pairs.is_empty() { ":" } else { "" })
}

fn metadata(document: &PagedDocument, name: &str) -> Option<Value> {
    let label = Label::new(PicoStr::intern(name))?;
    let element = document.introspector().query_label(label).ok()?;
    element.to_packed::<MetadataElem>().map(|metadata| metadata.value.clone())
}
