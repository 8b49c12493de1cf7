//! SVGs that run code, load files, or expand without end.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use libtest_mimic::Trial;

use super::Input;
use super::Says::{self, Error, Nothing, Warning};
use super::outputs::png;

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                    width=\"99\" height=\"99\"";

pub fn tests() -> Vec<Trial> {
    let refused = [
        ("d23_script", "<script>alert(1)</script>"),
        ("script_of_another_prefix", "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>"),
        ("d23_handler", "<rect onload=\"alert(1)\" width=\"9\" height=\"9\"/>"),
        ("handler_of_tiny", "<handler type=\"text/ecmascript\">alert(1)</handler>"),
        (
            "font_that_is_none",
            "<style>@font-face { font-family: a; src: url(data:font/woff2;base64,PHN2Zy8+) }</style>",
        ),
        (
            "font_on_the_network",
            "<style>@font-face { font-family: a; src: url(http://127.0.0.1/a.woff2) }</style>",
        ),
        ("script_beside_a_choice", "<switch><g/><g/></switch><script>alert(1)</script>"),
        ("script_in_the_choice", "<switch><foreignObject/><g><script>alert(1)</script></g></switch>"),
        ("refresh", "<meta xmlns=\"http://www.w3.org/1999/xhtml\" http-equiv=\"refresh\" content=\"0\"/>"),
        ("d25_remote_picture", "<image href=\"http://127.0.0.1/a.png\"/>"),
        ("remote_picture_in_xlink", "<image xlink:href=\"//127.0.0.1/a.png\"/>"),
        ("file", "<image href=\"file:///etc/passwd\"/>"),
        ("remote_use", "<use href=\"http://127.0.0.1/a.svg#a\"/>"),
        ("remote_base", "<g xml:base=\"http://127.0.0.1/\"><use href=\"#a\"/></g>"),
        ("javascript", "<a href=\"javascript:alert(1)\"><rect/></a>"),
        ("javascript_with_entities", "<a href=\"java&#115;cript&#58;alert(1)\"><rect/></a>"),
        ("javascript_with_line_ends", "<a xlink:href=\" java&#10;scr&#x9;ipt:alert(1)\"><rect/></a>"),
        ("vbscript", "<a href=\"VBScript:words\"><rect/></a>"),
        ("data_link", "<a href=\"data:text/html,words\"><rect/></a>"),
        ("link_to_a_file", "<a href=\"other.xhtml\"><rect/></a>"),
        ("animated_link", "<a><animate attributeName=\"href\" values=\"javascript:alert(1)\"/><rect/></a>"),
        ("set_link", "<a><set attributeName=\"xlink:href\" to=\"javascript:alert(1)\"/><rect/></a>"),
        ("d25_import", "<style>@import 'http://127.0.0.1/a.css';</style>"),
        ("import_in_character_data", "<style><![CDATA[@import 'http://127.0.0.1/a.css';]]></style>"),
        ("import_with_escapes", "<style><![CDATA[@\\69mport 'http://127.0.0.1/a.css';]]></style>"),
        ("import_in_two_pieces", "<style>@im<![CDATA[port 'http://127.0.0.1/a.css';]]></style>"),
        ("import_with_references", "<style>@&#105;mport 'http://127.0.0.1/a.css';</style>"),
        ("address_with_escapes", "<rect style=\"fill: u\\72l(http://127.0.0.1/a)\"/>"),
        ("address_with_a_blank_escape", "<rect style=\"fill: u\\000072 l(http://127.0.0.1/a)\"/>"),
        ("address_in_an_attribute", "<rect fill=\"URL( 'http://127.0.0.1/a' )\"/>"),
        ("set_of_images", "<rect style=\"fill: -webkit-image-set('http://127.0.0.1/a' 1x)\"/>"),
        ("svg_inside", "<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>"),
        ("broken_picture_inside", "<image href=\"data:image/png;base64,bm8gcGljdHVyZQ==\"/>"),
        ("unknown_entity", "<text>a&nbsp;b</text>"),
        ("uses_itself", "<g id=\"a\"><use href=\"#a\"/></g>"),
        ("use_each_other", "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"),
        ("pattern_of_itself", "<pattern id=\"a\"><rect fill=\"url(#a)\"/></pattern><rect fill=\"url(#a)\"/>"),
    ];
    let sound = format!("data:image/png;base64,{}", BASE64.encode(png(9, 9).unwrap_or_default()));
    let accepted = [
        (
            "link_to_the_web",
            "<a href=\"https://example.org\"><rect width=\"9\" height=\"9\"/></a>".to_owned(),
        ),
        ("picture_inside", format!("<image href=\"{sound}\" width=\"9\" height=\"9\"/>")),
        (
            "use_twice",
            "<defs><path id=\"a\" d=\"M0 0h9v9\"/></defs><use href=\"#a\"/><use href=\"#a\"/>".to_owned(),
        ),
        ("words_about_styles", "<text>@import url(http://127.0.0.1/)</text>".to_owned()),
        (
            "pattern",
            "<pattern id=\"a\" width=\"9\" height=\"9\"><rect/></pattern><rect fill=\"url('#a')\"/>"
                .to_owned(),
        ),
        ("moved_element", "<rect id=\"a\" width=\"9\" height=\"9\"><desc>a</desc></rect>".to_owned()),
        ("style_of_its_own", "<style>.a{fill:#111}</style><rect class=\"a\"/>".to_owned()),
        ("90_deep", nested(90)),
    ];
    let at = Error("01-oman.md:5");
    let whole = [
        ("nested_10000_deep", format!("{HEAD}>{}</svg>", nested(10_000))),
        ("used_10_to_the_6_times", format!("{HEAD}>{}</svg>", doubled(20))),
        ("patterns_10_to_the_6_times", format!("{HEAD}>{}</svg>", patterns(20))),
        ("used_200_deep", format!("{HEAD}>{}</svg>", chained(200))),
        (
            "d24_entity",
            format!("<!DOCTYPE svg [<!ENTITY x SYSTEM \"/etc/passwd\">]>{HEAD}><text>&x;</text></svg>"),
        ),
        ("document_type_of_a_file", format!("<!DOCTYPE svg SYSTEM \"file:///etc/passwd\">{HEAD}/>")),
        (
            "document_type_on_the_network",
            format!("<!DOCTYPE svg PUBLIC \"a\" \"http://127.0.0.1/a\">{HEAD}/>"),
        ),
        (
            "document_type_with_an_attribute",
            format!("<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"a\">]>{HEAD}/>"),
        ),
        ("style_sheet_beside_it", format!("<?xml-stylesheet href=\"http://127.0.0.1/a.css\"?>{HEAD}/>")),
        ("without_its_vocabulary", "<svg width=\"9\" height=\"9\"/>".to_owned()),
    ];
    let refused = refused.into_iter().map(|(name, body)| (name, at, format!("{HEAD}>{body}</svg>")));
    let accepted = accepted.into_iter().map(|(name, body)| (name, Nothing, format!("{HEAD}>{body}</svg>")));
    let whole = whole.into_iter().map(|(name, svg)| (name, at, svg));
    refused
        .chain(accepted)
        .chain(whole)
        .chain(entities())
        .chain(chosen())
        .map(|(name, says, svg)| input(name, says, svg))
        .collect()
}

/// Entities that the file declares: replaced, unless they hide or load something.
fn entities() -> Vec<(&'static str, Says, String)> {
    let at = Error("01-oman.md:5");
    let refused = [
        ("entity_with_a_script", with_entity("<script>alert(1)</script>", "&x;")),
        ("entity_with_a_link", with_entity("javascript:alert(1)", "<a href=\"&x;\"><rect/></a>")),
        ("entity_with_a_part_of_a_link", with_entity("java", "<a href=\"&x;script:alert(1)\"><rect/></a>")),
        ("entity_with_an_import", with_entity("@import", "<style>&x; 'http://127.0.0.1/a.css';</style>")),
        ("entity_with_an_element_in_an_attribute", with_entity("<b", "<rect id=\"&x;\"/>")),
        ("entity_of_itself", with_entity("&x;", "<text>&x;</text>")),
        ("entities_of_10_to_the_12_letters", growing(12)),
        ("entity_of_parameters", format!("<!DOCTYPE svg [<!ENTITY % x \"a\">%x;]>{HEAD}/>")),
        ("entity_that_is_not_declared", with_entity("a", "<text>&y;</text>")),
        ("document_type_without_end", format!("<!DOCTYPE svg [<!ENTITY x \"a\">{HEAD}/>")),
    ];
    let accepted = [
        ("entity", with_entity("9", "<rect width=\"&x;\" height=\"&x;\"/><text>&x;<!-- &y; --></text>")),
        (
            "entity_that_looks_like_an_attribute",
            with_entity("' onload='alert(1)", "<rect id='&x;' width=\"9\"/>"),
        ),
        ("entity_of_an_element", with_entity("<rect width='9' height='9'/>", "<g>&x;</g>")),
    ];
    let refused = refused.into_iter().map(|(name, svg)| (name, at, svg));
    refused.chain(accepted.into_iter().map(|(name, svg)| (name, Nothing, svg))).collect()
}

/// Parts that readers choose, and document types that they know.
fn chosen() -> Vec<(&'static str, Says, String)> {
    let w3c = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.0//EN\" \"http://www.w3.org/TR/SVG/DTD/svg10.dtd\">";
    let quoted = w3c.replace('"', "'");
    let words = "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p><script>alert(1)</script></foreignObject>";
    let at = Warning("01-oman.md:5");
    let switch = |parts: String| format!("{HEAD}><switch>{parts}</switch></svg>");
    vec![
        ("document_type_of_the_w3c", Nothing, format!("<?xml version=\"1.0\"?>\n{w3c}{HEAD}/>")),
        ("document_type_in_other_quotes", Nothing, format!("<!-- a -->{quoted}{HEAD}/>")),
        ("foreign_object", at, format!("{HEAD}>{words}</svg>")),
        ("foreign_objects_in_a_switch", at, switch(format!("{words}{words}"))),
        ("foreign_object_of_a_switch", Nothing, switch(format!("{words}<text>a</text>"))),
        ("foreign_object_of_no_choice", Nothing, switch(format!("<text>a</text>{words}"))),
    ]
}

fn input(name: &'static str, says: Says, svg: String) -> Trial {
    Input::new(name, says).body("![The port of Muscat](a.svg)").file("a.svg", svg).trial("drawings")
}

fn with_entity(value: &str, body: &str) -> String {
    format!("<!DOCTYPE svg [ <!ENTITY x \"{value}\"> ]>{HEAD}>{body}</svg>")
}

/// Entities of which each is the one before it ten times.
fn growing(times: usize) -> String {
    let entities = (1..=times)
        .map(|number| format!("<!ENTITY a{number} \"{}\">", format!("&a{};", number - 1).repeat(10)));
    let entities: String = entities.collect();
    format!("<!DOCTYPE svg [<!ENTITY a0 \"a\">{entities}]>{HEAD}><text>&a{times};</text></svg>")
}

fn nested(depth: usize) -> String {
    format!("{}<rect width=\"9\" height=\"9\"/>{}", "<g>".repeat(depth), "</g>".repeat(depth))
}

/// Groups that each contain the one before twice.
fn doubled(times: usize) -> String {
    let groups = (1..=times).map(|number| {
        let used = format!("<use href=\"#a{}\"/>", number - 1);
        format!("<g id=\"a{number}\">{used}{used}</g>")
    });
    format!(
        "<defs><rect id=\"a0\" width=\"9\" height=\"9\"/>{}</defs><use href=\"#a{times}\"/>",
        groups.collect::<String>()
    )
}

/// The same with patterns for fills.
fn patterns(times: usize) -> String {
    let patterns = (1..=times).map(|number| {
        let filled = format!("<rect width=\"9\" height=\"9\" style=\"fill: url(#a{})\"/>", number - 1);
        format!("<pattern id=\"a{number}\" width=\"9\" height=\"9\">{filled}{filled}</pattern>")
    });
    let patterns: String = patterns.collect();
    format!("<pattern id=\"a0\"/>{patterns}<rect width=\"9\" height=\"9\" fill=\"url(#a{times})\"/>")
}

/// Groups that each contain the one before once.
fn chained(times: usize) -> String {
    let groups =
        (1..=times).map(|number| format!("<g id=\"a{number}\"><use href=\"#a{}\"/></g>", number - 1));
    format!("<rect id=\"a0\" width=\"9\" height=\"9\"/>{}", groups.collect::<String>())
}
