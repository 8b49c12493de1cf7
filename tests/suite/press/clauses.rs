//! What ISO 15930-7 (PDF/X-4) requires, one clause after another, and a house rule: no ink but black for what is grey. Each function reads the
//! parsed file and returns what violates its clause. Nothing is shared with the writer.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

type Clause = fn(&Document, &[u8]) -> Vec<String>;

/// Every clause, by its subject.
pub const CLAUSES: [(&str, Clause); 13] = [
    ("file structure", structure),
    ("output intent", output_intent),
    ("colour spaces", colours),
    ("fonts", fonts),
    ("streams and external content", streams),
    ("transparency", transparency),
    ("graphics states", states),
    ("document information", information),
    ("metadata", metadata),
    ("page boxes", boxes),
    ("annotations", annotations),
    ("actions", actions),
    ("optional content and alternates", alternates),
];

/// All violations, each with its clause.
pub fn violations(bytes: &[u8]) -> Vec<String> {
    let document = match Document::load_mem(bytes) {
        Ok(document) => document,
        Err(error) => return vec![format!("not a PDF: {error}")],
    };
    let of = |(name, clause): (&'static str, Clause)| {
        clause(&document, bytes).into_iter().map(move |words| format!("{name}: {words}"))
    };
    CLAUSES.into_iter().flat_map(of).collect()
}

fn complaints<const N: usize>(rules: [(bool, &str); N]) -> Vec<String> {
    rules.into_iter().filter(|(holds, _)| !holds).map(|(_, words)| words.to_owned()).collect()
}

fn structure(document: &Document, bytes: &[u8]) -> Vec<String> {
    let ids = document.trailer.get(b"ID").and_then(Object::as_array).map_or(0, Vec::len);
    complaints([
        (bytes.starts_with(b"%PDF-1.6"), "the version is not 1.6"),
        (!document.trailer.has(b"Encrypt"), "the file is encrypted"),
        (ids == 2, "the file has no ID"),
    ])
}

fn output_intent(document: &Document, _: &[u8]) -> Vec<String> {
    let intents = document.catalog().and_then(|catalog| catalog.get_deref(b"OutputIntents", document));
    let intents = intents.and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let intents: Vec<&Dictionary> =
        intents.iter().filter_map(|intent| document.dereference(intent).ok()?.1.as_dict().ok()).collect();
    let [intent] = intents.as_slice() else { return vec![format!("{} output intents", intents.len())] };
    let words = |key: &[u8]| intent.get(key).and_then(Object::as_str).unwrap_or_default().to_vec();
    let profile = intent.get_deref(b"DestOutputProfile", document).and_then(Object::as_stream).ok();
    let icc = profile.and_then(|profile| profile.get_plain_content().ok()).unwrap_or_default();
    let is_registered = words(b"RegistryName") == b"http://www.color.org";
    complaints([
        (intent.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"GTS_PDFX"), "it is not GTS_PDFX"),
        (!words(b"OutputConditionIdentifier").is_empty(), "the condition has no identifier"),
        (is_registered || !words(b"Info").is_empty(), "a condition without registry needs a description"),
        (
            profile.is_some_and(|p| p.dict.get(b"N").and_then(Object::as_i64).is_ok_and(|n| n == 4)),
            "not four inks",
        ),
        (icc.get(36..40) == Some(b"acsp"), "the profile is not one of the ICC"),
        (icc.get(12..20) == Some(b"prtrCMYK"), "the profile is not that of a press"),
        (
            icc.first_chunk().map(|size| u32::from_be_bytes(*size) as usize) == Some(icc.len()),
            "its size is wrong",
        ),
    ])
}

/// The objects that a soft mask leads to. Their colours are opacities.
fn masks(document: &Document) -> BTreeSet<ObjectId> {
    let groups = document.objects.values().filter_map(|object| {
        object.as_dict().ok()?.get_deref(b"SMask", document).and_then(Object::as_dict).ok()?.get(b"G").ok()
    });
    let mut seen = BTreeSet::new();
    let mut open: Vec<Object> = groups.cloned().collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if seen.insert(id) => open.extend(document.get_object(id).cloned()),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dictionary) => open.extend(dictionary.iter().map(|(_, value)| value.clone())),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value.clone())),
            _ => {}
        }
    }
    seen
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict)).ok()
}

/// The dictionaries of a document, also those inside others.
fn dictionaries<'a>(document: &'a Document, without: &BTreeSet<ObjectId>) -> Vec<(ObjectId, &'a Dictionary)> {
    let mut found = Vec::new();
    for (id, object) in document.objects.iter().filter(|(id, _)| !without.contains(id)) {
        let mut open = vec![object];
        while let Some(object) = open.pop() {
            if let Some(dictionary) = dictionary(object) {
                found.push((*id, dictionary));
                open.extend(dictionary.iter().map(|(_, value)| value));
            } else if let Object::Array(items) = object {
                open.extend(items);
            }
        }
    }
    found
}

fn is(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|is| is == name)
}

/// The content streams that are printed, with the object to which each belongs.
fn contents(document: &Document) -> Vec<(ObjectId, Vec<u8>)> {
    let masks = masks(document);
    let pages = document.page_iter().map(|page| (page, document.get_page_content(page)));
    let others = document.objects.iter().filter(|(id, _)| !masks.contains(id)).filter_map(|(id, object)| {
        let stream = object.as_stream().ok()?;
        let is_content = is(&stream.dict, b"Subtype", b"Form") || stream.dict.has(b"PatternType");
        is_content.then(|| Some((*id, stream.get_plain_content().ok()?)))?
    });
    pages.chain(others).collect()
}

/// Colours are inks or greys in every content stream, picture and group.
fn colours(document: &Document, _: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for (id, content) in contents(document) {
        let Ok(content) = Content::decode(&content) else {
            found.push(format!("content of {id:?} cannot be read"));
            continue;
        };
        let is_foreign = |name: &str| matches!(name, "rg" | "RG");
        let operations = content.operations.iter();
        found.extend(
            operations.filter(|operation| is_foreign(&operation.operator)).map(|_| format!("RGB in {id:?}")),
        );
    }
    for (id, dictionary) in dictionaries(document, &masks(document)) {
        let is_conic = dictionary.get(b"ShadingType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1);
        for key in [&b"ColorSpace"[..], b"CS"] {
            let Ok(space) = dictionary.get_deref(key, document) else { continue };
            let is_profile = space.as_array().is_ok_and(|space| {
                space.first().and_then(|name| name.as_name().ok()).is_some_and(|name| name == b"ICCBased")
            });
            if !is_conic && (is_profile || is(dictionary, key, b"DeviceRGB")) {
                found.push(format!("a colour space that is not inks in {id:?}"));
            }
        }
    }
    found
}

/// Fonts are embedded, whether the page uses them directly or through a composite font.
fn fonts(document: &Document, _: &[u8]) -> Vec<String> {
    let is_embedded = |font: &Dictionary| {
        let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
        let has = |key: &[u8]| descriptor.as_ref().is_ok_and(|descriptor| descriptor.has(key));
        font.has(b"CharProcs") || has(b"FontFile") || has(b"FontFile2") || has(b"FontFile3")
    };
    let fonts = dictionaries(document, &BTreeSet::new());
    let fonts =
        fonts.into_iter().filter(|(_, font)| font.has_type(b"Font") && !is(font, b"Subtype", b"Type0"));
    let (all, without): (Vec<_>, Vec<_>) = fonts.partition(|(_, font)| is_embedded(font));
    let none = (all.is_empty() && without.is_empty()).then(|| "there is no font to check".to_owned());
    without.into_iter().map(|(id, _)| format!("font {id:?} is not embedded")).chain(none).collect()
}

fn streams(document: &Document, _: &[u8]) -> Vec<String> {
    let streams = document.objects.iter().filter_map(|(id, object)| Some((id, object.as_stream().ok()?)));
    streams
        .flat_map(|(id, stream)| {
            let filters = stream.filters().unwrap_or_default();
            let rules = [
                (!filters.contains(&&b"LZWDecode"[..]), "LZW"),
                (!filters.contains(&&b"Crypt"[..]), "encrypted"),
                (!stream.dict.has(b"F"), "in another file"),
                (!is(&stream.dict, b"Subtype", b"PS"), "PostScript"),
                (!stream.dict.has(b"OPI"), "OPI"),
            ];
            complaints(rules).into_iter().map(move |words| format!("stream {id:?}: {words}"))
        })
        .collect()
}

/// The blend modes of ISO 32000-1, section 11.3.5.
const MODES: [&[u8]; 17] = [
    b"Normal",
    b"Compatible",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// A page with something transparent blends in the inks of the output intent.
fn transparency(document: &Document, _: &[u8]) -> Vec<String> {
    let all = dictionaries(document, &masks(document));
    let groups = all.iter().filter_map(|(id, dictionary)| {
        let group = dictionary.get_deref(b"Group", document).and_then(Object::as_dict).ok()?;
        let is_wrong = group.has(b"CS") && !is(group, b"CS", b"DeviceCMYK");
        is_wrong.then(|| format!("{id:?} blends in other colours than inks"))
    });
    let modes = all.iter().filter_map(|(id, state)| {
        let mode = state.get(b"BM").and_then(Object::as_name).ok()?;
        (!MODES.contains(&mode)).then(|| format!("{id:?} has an unknown blend mode"))
    });
    let has_mask =
        all.iter().any(|(_, dictionary)| dictionary.get(b"SMask").is_ok_and(|mask| mask.as_name().is_err()));
    let has_space = document.page_iter().any(|page| {
        document.get_dictionary(page).is_ok_and(|page| {
            page.get(b"Group").and_then(Object::as_dict).is_ok_and(|group| is(group, b"CS", b"DeviceCMYK"))
        })
    });
    let undeclared = (has_mask && !has_space).then(|| "no page declares its blending space".to_owned());
    groups.chain(modes).chain(undeclared).collect()
}

/// No transfer functions and no halftones. Only what is 100 % black may overprint.
fn states(document: &Document, _: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for (id, dictionary) in dictionaries(document, &BTreeSet::new()) {
        for key in ["TR", "TR2", "HT", "HTP", "HTO"] {
            if dictionary.has(key.as_bytes()) {
                found.push(format!("{key} in {id:?}"));
            }
        }
        let flag = |key: &[u8]| dictionary.get(key).and_then(Object::as_bool).unwrap_or_default();
        let mode = dictionary.get(b"OPM").and_then(Object::as_i64).unwrap_or_default();
        if (flag(b"op") || flag(b"OP")) && mode != 1 {
            found.push(format!("{id:?} overprints with inks of zero"));
        }
    }
    found
}

fn information(document: &Document, _: &[u8]) -> Vec<String> {
    let Ok(info) = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict) else {
        return vec!["there is none".to_owned()];
    };
    let has = |key: &[u8]| info.get(key).and_then(Object::as_str).is_ok_and(|words| !words.is_empty());
    complaints([
        (has(b"Title"), "no title"),
        (has(b"CreationDate"), "no date of creation"),
        (has(b"ModDate"), "no date of change"),
        (is(info, b"Trapped", b"False") || is(info, b"Trapped", b"True"), "not known whether it is trapped"),
        (
            info.get(b"GTS_PDFXVersion").and_then(Object::as_str).is_ok_and(|name| name == b"PDF/X-4"),
            "no PDF/X",
        ),
    ])
}

/// The metadata identify PDF/X-4 and agree with the document information.
fn metadata(document: &Document, _: &[u8]) -> Vec<String> {
    let stream = document.catalog().and_then(|catalog| catalog.get_deref(b"Metadata", document));
    let Ok(stream) = stream.and_then(Object::as_stream) else { return vec!["there are none".to_owned()] };
    let xmp = String::from_utf8_lossy(&stream.get_plain_content().unwrap_or_default()).into_owned();
    let value = |name: &str| -> String {
        let after = xmp.split_once(&format!("<{name}")).and_then(|(_, rest)| rest.split_once('>'));
        after
            .and_then(|(_, rest)| rest.split_once("</"))
            .map(|(value, _)| value.to_owned())
            .unwrap_or_default()
    };
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
    let date = |key: &[u8]| {
        let date = info.as_ref().ok().and_then(|info| info.get(key).and_then(Object::as_str).ok());
        date.unwrap_or_default()
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .take(14)
            .copied()
            .collect::<Vec<u8>>()
    };
    let digits = |name: &str| value(name).bytes().filter(u8::is_ascii_digit).take(14).collect::<Vec<u8>>();
    let trapped = info.as_ref().ok().and_then(|info| info.get(b"Trapped").and_then(Object::as_name).ok());
    complaints([
        (stream.dict.get(b"Filter").is_err(), "they are compressed"),
        (xmp.contains("xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\""), "another namespace"),
        (value("pdfxid:GTS_PDFXVersion") == "PDF/X-4", "they do not identify PDF/X-4"),
        (!value("xmpMM:DocumentID").is_empty(), "no identifier"),
        (!value("xmpMM:VersionID").is_empty(), "no version"),
        (value("xmpMM:RenditionClass") == "default", "the file is called a proof"),
        (!value("dc:title").is_empty() && xmp.contains("x-default"), "no title"),
        (
            !digits("xmp:CreateDate").is_empty() && digits("xmp:CreateDate") == date(b"CreationDate"),
            "creation differs",
        ),
        (
            !digits("xmp:ModifyDate").is_empty() && digits("xmp:ModifyDate") == date(b"ModDate"),
            "change differs",
        ),
        (digits("xmp:MetadataDate") == date(b"ModDate"), "the date of the metadata differs"),
        (value("pdf:Trapped").as_bytes() == trapped.unwrap_or_default(), "trapped differs"),
    ])
}

fn boxes(document: &Document, _: &[u8]) -> Vec<String> {
    document.page_iter().flat_map(|id| page_boxes(document, id)).collect()
}

fn page_boxes(document: &Document, id: ObjectId) -> Vec<String> {
    let Ok(page) = document.get_dictionary(id) else { return vec![format!("page {id:?} cannot be read")] };
    let sides = |key: &[u8]| -> Option<[f32; 4]> {
        let sides = page.get_deref(key, document).and_then(Object::as_array).ok()?;
        let sides: Vec<f32> = sides.iter().filter_map(|side| side.as_float().ok()).collect();
        sides.try_into().ok()
    };
    let (Some(media), Some(trim)) = (sides(b"MediaBox"), sides(b"TrimBox")) else {
        return vec![format!("page {id:?} has no trim or media box")];
    };
    let bleed = sides(b"BleedBox").unwrap_or(trim);
    let is_in = |inner: [f32; 4], outer: [f32; 4]| {
        let slack = 0.001;
        inner[0] >= outer[0] - slack
            && inner[1] >= outer[1] - slack
            && inner[2] <= outer[2] + slack
            && inner[3] <= outer[3] + slack
    };
    let rules = complaints([
        (!page.has(b"ArtBox"), "a trim box and an art box"),
        (trim[0] < trim[2] && trim[1] < trim[3], "an empty trim box"),
        (is_in(trim, bleed), "trim outside bleed"),
        (is_in(bleed, media), "bleed outside media"),
        (sides(b"CropBox").is_none_or(|crop| is_in(trim, crop)), "trim outside crop"),
    ]);
    rules.into_iter().map(|words| format!("page {id:?}: {words}")).collect()
}

fn annotations(document: &Document, _: &[u8]) -> Vec<String> {
    let pages = document.page_iter().filter_map(|page| document.get_dictionary(page).ok());
    let with = pages.filter(|page| page.has(b"Annots")).count();
    if with == 0 { Vec::new() } else { vec![format!("{with} pages have annotations")] }
}

fn actions(document: &Document, _: &[u8]) -> Vec<String> {
    let all = dictionaries(document, &BTreeSet::new());
    let keys = ["AA", "OpenAction", "JavaScript", "AcroForm", "XFA", "EmbeddedFiles"];
    let is_action = |dictionary: &Dictionary, key: &&str| dictionary.has(key.as_bytes());
    all.iter()
        .flat_map(|(id, found)| {
            keys.iter().filter(|key| is_action(found, key)).map(move |key| format!("{key} in {id:?}"))
        })
        .collect()
}

fn alternates(document: &Document, _: &[u8]) -> Vec<String> {
    let all = dictionaries(document, &BTreeSet::new());
    all.iter()
        .filter(|(_, found)| found.has(b"Alternates") || found.has(b"OCProperties"))
        .map(|(id, _)| format!("in {id:?}"))
        .collect()
}

/// Colours with other inks than black. Text, rules and grey drawings have none.
pub fn coloured(bytes: &[u8]) -> Result<Vec<[f32; 4]>, lopdf::Error> {
    let document = Document::load_mem(bytes)?;
    let mut found = Vec::new();
    for (_, content) in contents(&document) {
        for operation in Content::decode(&content)?.operations {
            let inks: Vec<f32> = operation.operands.iter().filter_map(|ink| ink.as_float().ok()).collect();
            if let ("k" | "K", [cyan, magenta, yellow, black]) =
                (operation.operator.as_str(), inks.as_slice())
                && cyan + magenta + yellow > 0.0
            {
                found.push([*cyan, *magenta, *yellow, *black]);
            }
        }
    }
    Ok(found)
}

/// Shares of black in which text is printed: less than 1 is a screen of dots.
pub fn blacks_of_text(bytes: &[u8]) -> Result<Vec<f32>, lopdf::Error> {
    let document = Document::load_mem(bytes)?;
    let mut found = Vec::new();
    for (_, content) in contents(&document) {
        let mut black = 0.0;
        for operation in Content::decode(&content)?.operations {
            let inks: Vec<f32> = operation.operands.iter().filter_map(|ink| ink.as_float().ok()).collect();
            match (operation.operator.as_str(), inks.as_slice()) {
                ("k", [.., share]) => black = *share,
                ("Tj" | "TJ", _) => found.push(black),
                _ => {}
            }
        }
    }
    Ok(found)
}
