//! The codes of Zotero's bookmarks, which stand in the properties of a document, in pieces of 255 characters.

use std::collections::{BTreeMap, HashMap};

/// The beginning of the names of such bookmarks.
const BOOKMARK: &str = "ZOTERO_BREF_";

/// The code of each bookmark, from the properties with names such as `ZOTERO_BREF_x_1`.
pub fn of_properties(properties: impl Iterator<Item = (String, String)>) -> HashMap<String, String> {
    let mut pieces: HashMap<String, BTreeMap<u32, String>> = HashMap::new();
    for (name, value) in properties.filter(|(name, _)| name.starts_with(BOOKMARK)) {
        if let Some((bookmark, Ok(number))) =
            name.rsplit_once('_').map(|(bookmark, number)| (bookmark, number.parse()))
        {
            pieces.entry(bookmark.to_owned()).or_default().insert(number, value);
        }
    }
    let whole = |pieces: BTreeMap<u32, String>| pieces.into_values().collect::<String>();
    pieces.into_iter().map(|(bookmark, pieces)| (bookmark, format!("ADDIN {}", whole(pieces)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_in_the_order_of_their_numbers() {
        let properties = [
            ("ZOTERO_BREF_a_10", "c"),
            ("ZOTERO_BREF_a_2", "b"),
            ("ZOTERO_BREF_a_1", "a"),
            ("ZOTERO_PREF_1", "x"),
        ];
        let found =
            of_properties(properties.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter());
        assert_eq!(found, HashMap::from([("ZOTERO_BREF_a".to_owned(), "ADDIN abc".to_owned())]));
    }
}
