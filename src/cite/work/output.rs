//! A work as an item of CSL JSON.

use hayagriva::citationberg::json::Value as Variable;
use serde_json::{Map, Value, json};

use super::dates::Date;
use super::marks::{OTHERS, shown};
use super::{Name, Work};

impl Work {
    /// The item.
    pub fn to_json(&self) -> Value {
        let variables = self.item.0.iter();
        let mut item: Map<String, Value> =
            variables.filter_map(|(name, value)| Some((name.clone(), self.variable(name, value)?))).collect();
        item.entry("type").or_insert_with(|| json!("document"));
        item.extend(self.undated.as_ref().map(|words| ("issued".to_owned(), json!({"literal": words}))));
        Value::Object(item)
    }

    fn variable(&self, name: &str, value: &Variable) -> Option<Value> {
        Some(match value {
            Variable::String(words) => json!(shown(words)),
            Variable::Number(number) => json!(number),
            Variable::Names(_) => Value::Array(self.names(name).iter().map(name_object).collect()),
            Variable::Date(_) => date_object(self.date(name)?, self.ends.get(name).copied()),
        })
    }
}

fn name_object(name: &Name) -> Value {
    if name.family == OTHERS.to_string() {
        return json!({"literal": "others"});
    }
    if [&name.given, &name.dropping, &name.fixed, &name.suffix].iter().all(|part| part.is_empty()) {
        return json!({"literal": shown(&name.family)});
    }
    let parts = [
        ("family", &name.family),
        ("given", &name.given),
        ("dropping-particle", &name.dropping),
        ("non-dropping-particle", &name.fixed),
        ("suffix", &name.suffix),
    ];
    let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
    Value::Object(parts.map(|(part, words)| (part.to_owned(), json!(shown(words)))).collect())
}

fn date_object(date: Date, end: Option<Date>) -> Value {
    let parts = |date: Date| {
        // In CSL JSON, no year is 0: that before 1 is -1.
        let year = i64::from(date.year) - i64::from(date.year <= 0);
        let parts = [Some(year), date.month.map(i64::from), date.day.map(i64::from)];
        Value::Array(parts.into_iter().map_while(|part| part.map(Value::from)).collect())
    };
    let dates: Vec<Value> = [Some(date), end].into_iter().flatten().map(parts).collect();
    let mut object = Map::from_iter([("date-parts".to_owned(), Value::Array(dates))]);
    object.extend(date.is_circa.then(|| ("circa".to_owned(), json!(true))));
    object.extend(date.season.map(|season| ("season".to_owned(), json!(season))));
    Value::Object(object)
}
