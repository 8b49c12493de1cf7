//! The package of an EPUB: its properties, the order of its documents, and the titles of its contents.

use std::collections::BTreeMap;

use crate::import::Properties;
use crate::import::files::Files;
use crate::import::html;
use crate::import::html::tree::Tree;
use crate::import::paths;

/// A package.
#[derive(Debug, Default)]
pub struct Package {
    /// The properties of the book.
    pub properties: Properties,
    /// The documents, in order, without the contents.
    pub documents: Vec<String>,
    /// The documents that the spine names, but no file has.
    pub missing: Vec<String>,
    /// The pages of the spine that are no text, such as a picture.
    pub pictures: Vec<String>,
    /// The title of each document in the contents.
    pub titles: BTreeMap<String, String>,
}

/// Reads the package.
///
/// # Errors
/// The reason, if it is missing or encrypted.
pub fn read(files: &Files) -> Result<Package, String> {
    if is_encrypted(files) {
        return Err("its texts are encrypted (DRM); ask the publisher for a file without it".to_owned());
    }
    let container = text(files, "META-INF/container.xml").map(|text| Tree::read_xml(&text));
    let named = container.and_then(|tree| {
        let root = (0..tree.nodes.len()).find(|node| tree.name(*node) == "rootfile")?;
        tree.get(root, "full-path").map(str::to_owned)
    });
    let path = named.or_else(|| files.keys().find(|path| paths::ending(path) == "opf").cloned());
    let path = path.ok_or("it has no package, so it is no EPUB")?;
    let tree = Tree::read_xml(&text(files, &path).ok_or("its package is missing")?);
    let tree = &tree;
    let named = |name: &'static str| (0..tree.nodes.len()).filter(move |node| tree_name(tree, *node) == name);
    let items: BTreeMap<&str, (String, &str, &str)> = named("item")
        .filter_map(|node| {
            let path = paths::join(paths::folder(&path), &paths::decoded(tree.get(node, "href")?))?;
            let get = |key| tree.get(node, key).unwrap_or_default();
            Some((tree.get(node, "id")?, (path, get("media-type"), get("properties"))))
        })
        .collect();
    let is_contents = |item: &(String, &str, &str)| item.2.split_whitespace().any(|word| word == "nav");
    let (mut documents, mut missing, mut pictures) = (Vec::<String>::new(), Vec::new(), Vec::new());
    for id in named("itemref").filter_map(|node| tree.get(node, "idref")) {
        match items.get(id) {
            Some(item) if is_contents(item) || documents.contains(&item.0) => {}
            Some(item) if !item.1.contains("html") && files.contains_key(&item.0) => {
                pictures.push(item.0.clone());
            }
            Some(item) if files.contains_key(&item.0) => documents.push(item.0.clone()),
            Some(item) => missing.push(item.0.clone()),
            None => missing.push(id.to_owned()),
        }
    }
    if documents.is_empty() && missing.is_empty() {
        return Err("its package names no text".to_owned());
    }
    let mut titles = BTreeMap::new();
    let contents = items.values().filter(|item| is_contents(item) || item.1.contains("ncx"));
    for item in contents {
        add_titles(files, &item.0, &mut titles);
    }
    Ok(Package { properties: properties(tree), documents, missing, pictures, titles })
}

/// Whether texts are encrypted. Fonts may be obfuscated, which needs no key of a reader.
fn is_encrypted(files: &Files) -> bool {
    let Some(text) = text(files, "META-INF/encryption.xml") else { return false };
    let tree = Tree::read_xml(&text);
    let name = |node: usize| tree.name(node).rsplit(':').next().unwrap_or_default();
    let references = (0..tree.nodes.len()).filter(|node| name(*node) == "cipherreference");
    references.filter_map(|node| tree.get(node, "uri")).any(|path| {
        let ending = paths::ending(path);
        matches!(ending.as_str(), "xhtml" | "html" | "htm" | "xml" | "opf" | "ncx")
    })
}

fn tree_name(tree: &Tree, node: usize) -> &str {
    let name = tree.name(node);
    name.strip_prefix("opf:").unwrap_or(name)
}

fn text(files: &Files, path: &str) -> Option<String> {
    files.contains_key(path).then(|| html::text(files, path).0)
}

/// Adds the titles of the documents as a whole, from a navigation document or a file for EPUB 2.
fn add_titles(files: &Files, path: &str, titles: &mut BTreeMap<String, String>) {
    let Some(tree) = text(files, path).map(|text| Tree::read_xml(&text)) else { return };
    for node in 0..tree.nodes.len() {
        let (address, words) = match tree.name(node) {
            "a" => (tree.get(node, "href"), tree.words(node)),
            "navpoint" => {
                let child =
                    |name: &str| tree.children(node).iter().copied().find(|child| tree.name(*child) == name);
                let label = child("navlabel").map(|label| tree.words(label)).unwrap_or_default();
                (child("content").and_then(|content| tree.get(content, "src")), label)
            }
            _ => continue,
        };
        let Some(address) = address.filter(|_| !words.is_empty()) else { continue };
        let target = paths::join(paths::folder(path), &paths::decoded(paths::split_fragment(address).0));
        if let Some(target) = target {
            titles.entry(target).or_insert(words);
        }
    }
}

fn properties(tree: &Tree) -> Properties {
    let all = |name: &str| -> Vec<String> {
        let nodes = (0..tree.nodes.len()).filter(|node| tree.name(*node) == name);
        nodes.map(|node| tree.words(node)).filter(|words| !words.is_empty()).collect()
    };
    let first = |name: &str| all(name).into_iter().next().unwrap_or_default();
    let date = first("dc:date");
    let date = date.split('T').next().unwrap_or_default();
    let is_date = date.len() >= 4 && date.chars().all(|sign| sign.is_ascii_digit() || sign == '-');
    Properties {
        title: first("dc:title"),
        subtitle: all("dc:title").into_iter().nth(1).unwrap_or_default(),
        authors: all("dc:creator"),
        language: first("dc:language"),
        date: if is_date { date.to_owned() } else { String::new() },
        publisher: first("dc:publisher"),
        description: Tree::read(&first("dc:description")).words(0),
    }
}
