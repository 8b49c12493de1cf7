//! Documents made for one construct each, and what is read from them.

mod bad;
mod structure;
mod unusual;
mod words;

use super::{Options, read};
use crate::import::TrackChanges;
use crate::import::building::notation::{reasons, shown, zip};
use crate::import::{Manuscript, Reason};

/// The namespaces that the parts declare.
pub const SPACES: &str = concat!(
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' ",
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' ",
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' ",
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' ",
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' ",
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' ",
    "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' ",
    "xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' ",
    "xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:dc='http://purl.org/dc/elements/1.1/' ",
    "xmlns:field='urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0' ",
    "xmlns:math='http://www.w3.org/1998/Math/MathML'"
);

/// The styles of every document.
const STYLES: &str = "
<style:default-style style:family='paragraph'><style:text-properties fo:language='en' fo:country='GB'/></style:default-style>
<style:style style:name='Standard' style:family='paragraph'/>
<style:style style:name='Heading_20_1' style:display-name='Heading 1' style:family='paragraph'><style:text-properties fo:font-weight='bold'/></style:style>
<style:style style:name='Quotations' style:family='paragraph'><style:text-properties fo:font-style='italic'/></style:style>
<style:style style:name='Caption' style:family='paragraph'/>
<style:style style:name='Illustration' style:family='paragraph' style:parent-style-name='Caption'/>
<style:style style:name='Table_20_Heading' style:display-name='Table Heading' style:family='paragraph'><style:text-properties fo:font-weight='bold'/></style:style>
<style:style style:name='Preformatted_20_Text' style:family='paragraph'/>
<style:style style:name='Horizontal_20_Line' style:family='paragraph'/>
<style:style style:name='Chapter' style:family='paragraph'/>
<style:style style:name='Emphasis' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>
<style:style style:name='Source_20_Text' style:family='text'/>
<text:list-style style:name='Numbers'>
<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>
<text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' style:num-suffix=')' text:start-value='3'/>
</text:list-style>
<text:list-style style:name='Bullets'><text:list-level-style-bullet text:level='1' text:bullet-char='•'/></text:list-style>
<text:list-style style:name='None'><text:list-level-style-number text:level='1' style:num-format=''/></text:list-style>
<text:list-style style:name='Deep'><text:list-level-style-number text:level='1' style:num-format='1' style:num-prefix='Article '/></text:list-style>";

/// The styles of single places.
const AUTOMATIC: &str = "
<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>
<style:style style:name='U' style:family='text'><style:text-properties style:text-underline-style='solid'/></style:style>
<style:style style:name='S' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>
<style:style style:name='C' style:family='text'><style:text-properties fo:font-variant='small-caps'/></style:style>
<style:style style:name='Up' style:family='text'><style:text-properties style:text-position='super 58%'/></style:style>
<style:style style:name='Down' style:family='text'><style:text-properties style:text-position='-33% 58%'/></style:style>
<style:style style:name='R' style:family='text'><style:text-properties fo:font-style='normal'/></style:style>
<style:style style:name='Fr' style:family='text'><style:text-properties fo:language='fr' fo:country='FR'/></style:style>
<style:style style:name='Mono' style:family='text'><style:text-properties style:font-name='Liberation Mono'/></style:style>
<style:style style:name='Hidden' style:family='text'><style:text-properties text:display='none'/></style:style>
<style:style style:name='PB' style:family='paragraph' style:parent-style-name='Standard'><style:text-properties fo:font-weight='bold'/></style:style>
<style:style style:name='PageP' style:family='paragraph' style:parent-style-name='Standard'><style:paragraph-properties fo:break-before='page'/></style:style>
<style:style style:name='In' style:family='paragraph' style:parent-style-name='Standard'><style:paragraph-properties fo:margin-left='1cm'/></style:style>
<style:style style:name='Hang' style:family='paragraph' style:parent-style-name='Standard'><style:paragraph-properties fo:margin-left='1cm' fo:text-indent='-1cm'/></style:style>
<style:style style:name='Right' style:family='paragraph' style:parent-style-name='Standard'><style:paragraph-properties fo:text-align='end'/></style:style>";

/// The parts of a document with this body.
pub fn content(body: &str) -> String {
    format!(
        "<office:document-content {SPACES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

/// The archive of a document.
pub fn zipped(body: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let content = content(body);
    let styles = format!(
        "<office:document-styles {SPACES}><office:styles>{STYLES}</office:styles></office:document-styles>"
    );
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ];
    all.extend(files);
    zip(&all)
}

/// What is read from a body.
pub fn manuscript(body: &str) -> Manuscript {
    with(body, &Options::default())
}

/// What is read from a body with options.
pub fn with(body: &str, options: &Options) -> Manuscript {
    read(&zipped(body, &[]), options).unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// What is read from a body, in the short notation.
pub fn body(body: &str) -> String {
    shown(&manuscript(body))
}

/// A paragraph of a style.
pub fn paragraph(style: &str, content: &str) -> String {
    format!("<text:p text:style-name='{style}'>{content}</text:p>")
}
