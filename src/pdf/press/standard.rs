//! Declares that the file conforms to PDF/X-4 (ISO 15930-7): the output intent, the version and the metadata.

use lopdf::{Dictionary, Document, Error, Object, Stream, text_string};

use super::inks::Press;

/// The standard, as XMP and the document information name it.
const NAME: &str = "PDF/X-4";

/// The registry of printing conditions.
const REGISTRY: &str = "http://www.color.org";

/// The namespace of the identification of PDF/X in XMP.
const NAMESPACE: &str = "http://www.npes.org/pdfx/ns/id/";

/// Adds what PDF/X-4 requires to the catalog, to the document information and to the metadata.
pub fn declare(document: &mut Document, inks: &Press) -> Result<(), Error> {
    document.version = "1.6".to_owned();
    let mut profile = Dictionary::new();
    profile.set("N", 4);
    let mut profile = Stream::new(profile, inks.profile.to_vec());
    profile.compress()?;
    let profile = document.add_object(profile);
    let intent = intent(inks, Object::Reference(profile));
    let catalog = document.catalog_mut()?;
    catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
    catalog.remove(b"Version");
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference)?;
    let info = document.trailer.get(b"Info").and_then(Object::as_reference)?;
    let info = document.get_dictionary_mut(info)?;
    info.set("GTS_PDFXVersion", Object::string_literal(NAME));
    info.set("Trapped", Object::Name(b"False".to_vec()));
    let stream = document.get_object_mut(metadata)?.as_stream_mut()?;
    let written = String::from_utf8_lossy(&stream.get_plain_content()?).into_owned();
    let identified =
        identified(&written).ok_or_else(|| Error::InvalidStream("unknown form of XMP".to_owned()))?;
    stream.set_plain_content(identified.into_bytes());
    Ok(())
}

/// The output intent (ISO 32000-1, section 14.11.5). A condition without a registered name is described in words.
fn intent(inks: &Press, profile: Object) -> Dictionary {
    let mut intent = Dictionary::new();
    intent.set("Type", Object::Name(b"OutputIntent".to_vec()));
    intent.set("S", Object::Name(b"GTS_PDFX".to_vec()));
    intent.set("OutputConditionIdentifier", text_string(inks.registered.unwrap_or("Custom")));
    if inks.registered.is_some() {
        intent.set("RegistryName", text_string(REGISTRY));
    }
    let description = if inks.description.is_empty() { "Custom" } else { &inks.description };
    intent.set("OutputCondition", text_string(description));
    intent.set("Info", text_string(description));
    intent.set("DestOutputProfile", profile);
    intent
}

/// The metadata with the identification of PDF/X; `None` if they do not have the form that Typst writes.
fn identified(xmp: &str) -> Option<String> {
    let (_, rest) = xmp.split_once("<xmp:ModifyDate>")?;
    let (modified, _) = rest.split_once("</xmp:ModifyDate>")?;
    let (before, after) = xmp.rsplit_once("</rdf:Description>")?;
    let before = before.replace(">proof</xmpMM:RenditionClass>", ">default</xmpMM:RenditionClass>");
    let added = format!(
        "<xmp:MetadataDate>{modified}</xmp:MetadataDate><xmpMM:VersionID>1</xmpMM:VersionID>\
         <pdf:Trapped>False</pdf:Trapped>\
         <pdfxid:GTS_PDFXVersion xmlns:pdfxid=\"{NAMESPACE}\">{NAME}</pdfxid:GTS_PDFXVersion>"
    );
    Some(format!("{before}{added}</rdf:Description>{after}"))
}
