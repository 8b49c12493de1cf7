//! The PDF for a print shop: PDF/X-4, black ink, and the inks of pictures.

mod clauses;

use std::fs;
use std::path::Path;
use std::process::Command;

use image::{GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use libtest_mimic::Trial;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

use self::clauses::{blacks_of_text, coloured, violations};
use crate::golden::{Outcome, root};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

type Test = fn() -> Result<()>;

const MANIFEST: &str = "title: Colours\nslug: colours\nlanguage: en\ndate: 2017-04\ncases: [case.md]\npage: {bleed: 3mm, crop-marks: true}\n";

/// Every kind of paint that a script can draw.
const SCRIPT: &str = r##"#let square = rect.with(width: 10mm, height: 10mm)
#let draw(data, options) = stack(dir: ltr,
  square(fill: rgb("#7a1f2b")),
  square(fill: gradient.linear(red, blue)),
  square(fill: gradient.radial(black, white)),
  square(fill: gradient.conic(red, blue, red)),
  square(fill: rgb(0, 128, 255, 40%)),
  square(fill: gradient.linear(red.transparentize(50%), blue.transparentize(90%))),
  square(fill: tiling(size: (3mm, 3mm), circle(radius: 1mm, fill: rgb("#333")))),
  square(fill: cmyk(50%, 40%, 40%, 100%)),
)
#let describe(data, options) = "Squares"
"##;

/// Greys only, with everything that must be blended.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" width="200" height="80">
<defs><linearGradient id="a"><stop offset="0" stop-color="#333"/><stop offset="1" stop-color="#fff" stop-opacity="0.2"/></linearGradient>
<mask id="m"><rect width="80" height="80" fill="#888"/></mask></defs>
<rect width="80" height="80" fill="url(#a)"/><g opacity="0.5"><rect x="60" width="60" height="80" fill="#222"/></g>
<g mask="url(#m)"><rect y="10" width="70" height="30"/></g><text x="130" y="60" font-size="20" fill="#444">Word</text>
<g style="mix-blend-mode:multiply"><rect x="150" width="30" height="30" fill="#888"/></g></svg>"##;

const GREYS: &str = "A [link](https://example.org) and *text*.[^n]\n\n![Drawn](drawn.svg)\n\n![Grey](grey.png)\n\n![Grey as RGB](rgb.png)\n\n![Grey as JPEG](grey.jpg)\n\n![Faint](faint.png)\n\nMonth | Ballots\n--- | ---:\nMay | 12\n\n[^n]: A note.\n";

const WORDS: &str = "Ordinary words of a text. ";

const COLOURS: &str = "![Art](art.typ)\n\n![Photograph](photo.jpg)\n\n![Chart](chart.png)\n";

pub fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 9] = [
        ("grey_pages_are_black_ink", grey_pages_are_black_ink),
        ("text_is_not_screened", text_is_not_screened),
        ("every_clause_holds", every_clause_holds),
        ("every_clause_can_fail", every_clause_can_fail),
        ("another_profile_is_embedded", another_profile_is_embedded),
        ("a_profile_of_another_kind_is_refused", a_profile_of_another_kind_is_refused),
        ("pictures_have_few_channels", pictures_have_few_channels),
        ("only_small_black_text_overprints", only_small_black_text_overprints),
        ("the_same_book_gives_the_same_bytes", the_same_book_gives_the_same_bytes),
    ];
    let trial = |(name, test): (&str, Test)| {
        Trial::test(format!("press::{name}"), move || -> Outcome {
            test().map_err(|error| error.to_string().into())
        })
    };
    tests.into_iter().map(trial).collect()
}

fn check(holds: bool, words: impl Into<String>) -> Result<()> {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// Builds a book of one case for print.
fn built(text: &str, more: &str, add: impl Fn(&Path) -> Result<()>) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let to = |name: &str| folder.path().join(name);
    fs::write(to("book.yaml"), format!("{MANIFEST}{more}"))?;
    fs::write(to("case.md"), format!("---\ntitle: Case\n---\n\n{text}"))?;
    fs::write(to("art.typ"), SCRIPT)?;
    fs::write(to("drawn.svg"), DRAWING)?;
    let shade = |x: u32| u8::try_from(x % 256).unwrap_or_default();
    GrayImage::from_fn(300, 40, |x, _| Luma([shade(x)])).save(to("grey.png"))?;
    RgbImage::from_fn(300, 40, |x, _| Rgb([shade(x); 3])).save(to("rgb.png"))?;
    RgbImage::from_fn(300, 40, |x, _| Rgb([shade(x); 3])).save(to("grey.jpg"))?;
    RgbaImage::from_fn(300, 40, |x, _| Rgba([20, 20, 20, shade(x)])).save(to("faint.png"))?;
    RgbImage::from_fn(300, 40, |x, y| Rgb([shade(x), shade(y * 4), 128])).save(to("photo.jpg"))?;
    let chart = |x: u32, y: u32| match (x, y) {
        (50..100, 10..) => Rgb([200, 30, 30]),
        (_, 0) => Rgb([0; 3]),
        _ => Rgb([255; 3]),
    };
    RgbImage::from_fn(300, 40, chart).save(to("chart.png"))?;
    add(folder.path())?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", ".", "--format", "print", "--out", "dist", "--message-format", "short"])
        .current_dir(folder.path())
        .env_remove("SOURCE_DATE_EPOCH")
        .output()?;
    if !run.status.success() {
        return Err(format!(
            "{}{}",
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr)
        )
        .into());
    }
    Ok(fs::read(to("dist/colours-print.pdf"))?)
}

fn plain(text: &str) -> Result<Vec<u8>> {
    built(text, "", |_| Ok(()))
}

fn grey_pages_are_black_ink() -> Result<()> {
    let found = coloured(&plain(GREYS)?)?;
    check(found.is_empty(), format!("other inks than black: {found:?}"))?;
    check(!coloured(&plain(COLOURS)?)?.is_empty(), "colours have no inks either, so this test says nothing")
}

/// Running heads, page numbers and citations are grey on a screen.
fn text_is_not_screened() -> Result<()> {
    let text = format!("{}[^n]\n\n## Section\n\n{}\n\n[^n]: A note.\n", WORDS.repeat(300), WORDS.repeat(300));
    let blacks = blacks_of_text(&plain(&text)?)?;
    let screened: Vec<&f32> = blacks.iter().filter(|black| **black < 1.0).collect();
    check(blacks.len() > 50 && screened.is_empty(), format!("{screened:?} of {} texts", blacks.len()))
}

fn every_clause_holds() -> Result<()> {
    for text in ["Text alone.", GREYS, COLOURS] {
        let found = violations(&plain(text)?);
        check(found.is_empty(), format!("{text}\n{found:#?}"))?;
    }
    Ok(())
}

/// A change to a document that violates a clause.
type Damage = fn(&mut Document) -> lopdf::Result<()>;

fn first_page(document: &mut Document) -> lopdf::Result<&mut Dictionary> {
    let page = document.page_iter().next().unwrap_or_default();
    document.get_dictionary_mut(page)
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A damage for each clause, in the order of the clauses.
const DAMAGES: [Damage; clauses::CLAUSES.len()] = [
    |document| {
        document.trailer.remove(b"ID");
        Ok(())
    },
    |document| {
        document.catalog_mut()?.remove(b"OutputIntents");
        Ok(())
    },
    |document| {
        let page = document.page_iter().next().unwrap_or_default();
        document.add_page_contents(page, b"1 0 0 rg".to_vec())
    },
    |document| {
        let fonts = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        for font in fonts {
            font.remove(b"FontFile2");
        }
        Ok(())
    },
    |document| {
        let stream = document.objects.values_mut().find_map(|object| object.as_stream_mut().ok());
        if let Some(stream) = stream {
            stream.dict.set("F", Object::string_literal("other.bin"));
        }
        Ok(())
    },
    |document| {
        let mut group = Dictionary::new();
        group.set("CS", name("DeviceGray"));
        first_page(document)?.set("Group", group);
        Ok(())
    },
    |document| {
        let mut state = Dictionary::new();
        state.set("TR", name("Identity"));
        document.add_object(state);
        Ok(())
    },
    |document| {
        let info = document.trailer.get(b"Info")?.as_reference()?;
        document.get_dictionary_mut(info)?.remove(b"Title");
        Ok(())
    },
    |document| {
        document.catalog_mut()?.remove(b"Metadata");
        Ok(())
    },
    |document| {
        first_page(document)?.remove(b"TrimBox");
        Ok(())
    },
    |document| {
        first_page(document)?.set("Annots", Object::Array(Vec::new()));
        Ok(())
    },
    |document| {
        document.catalog_mut()?.set("OpenAction", Dictionary::new());
        Ok(())
    },
    |document| {
        document.catalog_mut()?.set("OCProperties", Dictionary::new());
        Ok(())
    },
];

fn every_clause_can_fail() -> Result<()> {
    let bytes = plain(GREYS)?;
    for ((clause, _), damage) in clauses::CLAUSES.iter().zip(DAMAGES) {
        let mut document = Document::load_mem(&bytes)?;
        damage(&mut document)?;
        let mut damaged = Vec::new();
        document.save_to(&mut damaged)?;
        let found = violations(&damaged);
        check(
            found.iter().any(|words| words.starts_with(clause)),
            format!("no violation of {clause}: {found:?}"),
        )?;
    }
    Ok(())
}

const GIVEN: &str = "print: {output-intent: press/coated.icc}\n";

fn another_profile_is_embedded() -> Result<()> {
    let profile = fs::read(root().join("profiles/coated-fogra39.icc"))?;
    let bytes = built(COLOURS, GIVEN, |folder| {
        fs::create_dir(folder.join("press"))?;
        Ok(fs::write(folder.join("press/coated.icc"), &profile)?)
    })?;
    let found = violations(&bytes);
    check(found.is_empty(), format!("{found:#?}"))?;
    let document = Document::load_mem(&bytes)?;
    let intents = document.catalog()?.get_deref(b"OutputIntents", &document)?.as_array()?;
    let intent = document.dereference(&intents[0])?.1.as_dict()?;
    let embedded = intent.get_deref(b"DestOutputProfile", &document)?.as_stream()?.get_plain_content()?;
    check(embedded == profile, "another profile is embedded")?;
    let identifier = intent.get(b"OutputConditionIdentifier")?.as_str()?;
    check(identifier == b"Custom" && !intent.has(b"RegistryName"), "an unknown profile has a registered name")
}

/// The message names the kind of the profile, at the place of the key.
fn a_profile_of_another_kind_is_refused() -> Result<()> {
    let good = fs::read(root().join("profiles/coated-fogra39.icc"))?;
    let with = |at: usize, words: &[u8]| {
        let mut bytes = good.clone();
        bytes[at..at + words.len()].copy_from_slice(words);
        bytes
    };
    let cases = [
        (moxcms::ColorProfile::new_srgb().encode()?, "it is for RGB, not for CMYK"),
        (moxcms::ColorProfile::new_gray_with_gamma(2.2).encode()?, "it is for grey, not for CMYK"),
        (with(12, b"scnr"), "it is not the profile of an output device"),
        (with(36, b"none"), "it is not an ICC profile"),
        (b"a text".to_vec(), "it is not an ICC profile"),
        (good[..2000].to_vec(), "press/coated.icc` cannot be used as output profile"),
        (Vec::new(), "it is not an ICC profile"),
    ];
    for (profile, words) in cases {
        let run = built("Text.", GIVEN, |folder| {
            fs::create_dir(folder.join("press"))?;
            Ok(fs::write(folder.join("press/coated.icc"), &profile)?)
        });
        let said = run.map_or_else(|error| error.to_string(), |_| "nothing".to_owned());
        let is_there =
            said.contains("book.yaml:7:24") && said.contains("invalid-profile") && said.contains(words);
        check(is_there, format!("{words}: {said}"))?;
    }
    Ok(())
}

/// Greys have one channel. Colours have four, and the white of a chart none.
fn pictures_have_few_channels() -> Result<()> {
    let spaces = |bytes: &[u8]| -> Result<Vec<String>> {
        let document = Document::load_mem(bytes)?;
        let pictures = document.objects.values().filter_map(|object| object.as_stream().ok());
        let pictures =
            pictures.filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|kind| *kind == name("Image")));
        let space = |stream: &lopdf::Stream| {
            stream.dict.get(b"ColorSpace").and_then(Object::as_name).map(<[u8]>::to_vec)
        };
        Ok(pictures
            .map(|stream| String::from_utf8_lossy(&space(stream).unwrap_or_default()).into_owned())
            .collect())
    };
    let greys = spaces(&plain(GREYS)?)?;
    // Two of the files have the same pixels.
    check(greys.len() >= 4 && greys.iter().all(|space| space == "DeviceGray"), format!("{greys:?}"))?;
    let bytes = plain(COLOURS)?;
    let colours = spaces(&bytes)?;
    check(colours.len() == 2 && colours.iter().all(|space| space == "DeviceCMYK"), format!("{colours:?}"))?;
    let document = Document::load_mem(&bytes)?;
    let pictures = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_chart = |pixels: &Vec<u8>| pixels.len() == 300 * 40 * 4 && pixels[..4] == [0, 0, 0, 255];
    let contents = pictures.filter_map(|stream| stream.get_plain_content().ok());
    let chart = contents.into_iter().find(is_chart).ok_or("the black line of the chart is not black ink")?;
    check(chart[chart.len() - 4..] == [0; 4], "the white of the chart has ink")?;
    let red = &chart[(20 * 300 + 60) * 4..][..4];
    check(red[0] < 60 && red[1] > 200 && red[2] > 180, format!("red is {red:?}"))
}

fn only_small_black_text_overprints() -> Result<()> {
    let document = Document::load_mem(&plain("Text and `code`.\n\n## A heading\n")?)?;
    let (mut on, mut off) = (0, 0);
    for page in document.page_iter() {
        let (mut state, mut saved) = ((false, false, 0.0), Vec::new());
        for operation in Content::decode(&document.get_page_content(page))?.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "q" => saved.push(state),
                "Q" => state = saved.pop().ok_or("one Q too many")?,
                "gs" => state.0 = operands[0] == name("PressOn"),
                "k" => state.1 = operands[3].as_float()? >= 1.0,
                "Tf" => state.2 = operands[1].as_float()?,
                "TJ" | "Tj" if state.1 && state.2 <= 24.0 => {
                    check(state.0, "small black text does not overprint")?;
                    on += 1;
                }
                "TJ" | "Tj" | "f" | "f*" | "S" | "Do" => {
                    check(!state.0, format!("{} overprints", operation.operator))?;
                    off += 1;
                }
                _ => {}
            }
        }
    }
    check(on > 0 && off > 0, format!("{on} texts overprint, {off} other marks"))
}

fn the_same_book_gives_the_same_bytes() -> Result<()> {
    let text = format!("{GREYS}\n{COLOURS}");
    check(plain(&text)? == plain(&text)?, "two builds differ")
}
