//! Charts, which become tables of their values.

use super::*;

const CHART: &str = "<w:r><w:drawing><wp:inline><wp:docPr descr='alt'/><a:graphic><a:graphicData><c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' r:id='c'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";

/// Values by their numbers; an empty one is missing.
fn cache(name: &str, kind: &str, format: &str, values: &[&str]) -> String {
    let point = |(index, value): (usize, &&str)| match *value {
        "" => String::new(),
        value => format!("<c:pt idx='{index}'><c:v>{value}</c:v></c:pt>"),
    };
    let points: String = values.iter().enumerate().map(point).collect();
    format!(
        "<c:{name}><c:{kind}Ref><c:{kind}Cache><c:formatCode>{format}</c:formatCode>{points}</c:{kind}Cache></c:{kind}Ref></c:{name}>"
    )
}

fn series(name: &str, data: &[String]) -> String {
    format!("<c:ser><c:tx><c:v>{name}</c:v></c:tx>{}</c:ser>", data.concat())
}

fn found(series: &str, after: &str) -> Manuscript {
    let title = |words: &str| {
        format!("<c:title><c:tx><c:rich><a:p><a:r><a:t>{words}</a:t></a:r></a:p></c:rich></c:tx></c:title>")
    };
    let chart = format!(
        "<c:chartSpace {SPACES} xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'><c:chart>{}<c:plotArea><c:barChart>{series}</c:barChart><c:catAx>{}</c:catAx></c:plotArea></c:chart></c:chartSpace>",
        title("Ships"),
        title("Port")
    );
    let relationships = "<Relationship Id='c' Type='x/chart' Target='charts/chart1.xml'/>";
    let files: &[(&str, &[u8])] = &[("word/charts/chart1.xml", chart.as_bytes())];
    let body = format!("<w:p>{CHART}</w:p>{after}");
    Parts { body: &body, relationships, files, ..Parts::default() }.read(&Options::default())
}

#[test]
fn charts_become_tables_of_their_values() {
    let places = cache("cat", "str", "", &["Sur", "Sohar"]);
    let levels = "<c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl><c:pt idx='0'><c:v>Sur</c:v></c:pt><c:pt idx='1'><c:v>Sohar</c:v></c:pt></c:lvl><c:lvl><c:pt idx='0'><c:v>Oman</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>";
    let days = cache("cat", "num", "m/d/yyyy", &["37261", "37262"]);
    let numbers = |values: &[&str]| cache("val", "num", "General", values);
    for (all, expected) in [
        (
            series("2001", &[places.clone(), numbers(&["4", "0.30000000000000004"])])
                + &series("2002", &[places.clone(), numbers(&["", "7"])]),
            "<Port|2001|2002 = Sur|4|;Sohar|0.3|7>",
        ),
        (series("a", &[places, cache("val", "num", "0%", &["0.43", "1"])]), "<Port|a = Sur|43%;Sohar|100%>"),
        (series("a", &[levels.to_owned(), numbers(&["1", "2"])]), "<Port|a = Oman, Sur|1;Oman, Sohar|2>"),
        (series("a", &[days, numbers(&["1", "2"])]), "<Port|a = 2002-01-05|1;2002-01-06|2>"),
        (
            series("a", &[cache("xVal", "num", "", &["1"]), cache("yVal", "num", "", &["2"])])
                + &series("b", &[cache("xVal", "num", "", &["3"]), cache("yVal", "num", "", &["4"])]),
            "<|Port| = a|1|2;b|3|4>",
        ),
    ] {
        let found = found(&all, "");
        let expected = format!("{expected} «Ships»");
        assert_eq!((shown(&found), reasons(&found)), (expected, vec![Reason::Chart]), "{all}");
        assert_eq!(found.doubts[0].words, "Ships | Port | alt");
    }
}

#[test]
fn a_caption_of_the_author_stands_instead_of_the_title() {
    let all = series("a", &[cache("cat", "str", "", &["Sur"]), cache("val", "num", "", &["1"])]);
    let found = found(&all, &paragraph("Caption", "Figure 1. Arrivals"));
    assert_eq!(shown(&found), "<Port|a = Sur|1> «Figure 1: Arrivals»");
}

#[test]
fn a_chart_without_values_is_reported() {
    let found = found("", &paragraph("", "a"));
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("a", vec![Reason::NotRead("a chart".to_owned())]));
}
