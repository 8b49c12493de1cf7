//! Makes elements of the emphasis that pages say in style sheets and attributes, so that each later step sees it.

use std::collections::BTreeMap;

use super::answers::Book;
use super::css;
use super::styles::{Styles, at, source};
use super::tree::Tree;
use super::wrap;
use crate::import::encoding;
use crate::import::paths;
use crate::import::{Doubt, Reason};

/// Makes elements of the emphasis in all documents. Returns the style sheets that are missing, and the text whose block has a style
/// as a whole.
pub fn apply(trees: &mut [Tree], book: &Book<'_>) -> Vec<Doubt> {
    let mut missing = BTreeMap::new();
    let mut wholes: BTreeMap<String, Whole> = BTreeMap::new();
    for (document, tree) in trees.iter_mut().enumerate() {
        let rules = css::rules(&sheets(tree, document, book, &mut missing));
        if rules.is_empty() && !(0..tree.nodes.len()).any(|node| tree.get(node, "style").is_some()) {
            continue;
        }
        let styles = Styles::new(tree, &rules);
        add_wholes(tree, &styles, document, &mut wholes);
        wrap::all(tree, &styles);
    }
    let of_file = |document: usize, words: String, reason: Reason| {
        let path = book.documents.get(document).map_or("", String::as_str);
        Doubt { words, ..Doubt::of_file(path, reason) }
    };
    let missing = missing.into_iter().map(|(path, document)| {
        of_file(document, path, Reason::Missing("a style sheet, which may have emphasis".to_owned()))
    });
    let wholes = wholes.into_iter().map(|(name, whole)| {
        let what = "a style sheet has blocks that are wholly in italics or bold type. They are plain text";
        let words = format!("{name} ({}): {}", whole.count, whole.words);
        of_file(whole.document, words, Reason::Changed(what.to_owned()))
    });
    missing.chain(wholes).collect()
}

/// The blocks that have one style as a whole by the same class.
struct Whole {
    document: usize,
    words: String,
    count: usize,
}

/// The texts of the style sheets of a page, in order.
fn sheets(
    tree: &Tree,
    document: usize,
    book: &Book<'_>,
    missing: &mut BTreeMap<String, usize>,
) -> Vec<String> {
    let mut sheets = Vec::new();
    for node in 0..tree.nodes.len() {
        let address = tree.get(node, "href").filter(|_| is_sheet(tree, node));
        if tree.name(node) == "style" {
            sheets.push(
                tree.inside(node)
                    .iter()
                    .filter_map(|node| Some(tree.nodes.get(*node)?.text.as_str()))
                    .collect(),
            );
        } else if let Some(address) = address.filter(|address| !paths::is_elsewhere(address)) {
            let path = book.path(document, address).unwrap_or_else(|| address.to_owned());
            match book.files.get(&path).map(|bytes| encoding::page(bytes)) {
                Some(Ok(decoded)) => sheets.push(decoded.text),
                Some(Err(_)) | None => {
                    missing.entry(path).or_insert(document);
                }
            }
        }
    }
    sheets
}

/// Whether an element links to a style sheet.
fn is_sheet(tree: &Tree, node: usize) -> bool {
    tree.name(node) == "link" && tree.has(node, "rel", "stylesheet")
}

/// The addresses of the style sheets that a page links to.
#[must_use]
pub fn addresses(text: &str) -> Vec<String> {
    let tree = Tree::read(text);
    let links = (0..tree.nodes.len()).filter(|node| is_sheet(&tree, *node));
    let addresses = links.filter_map(|node| tree.get(node, "href"));
    let local = addresses.filter(|address| !paths::is_elsewhere(address));
    local.map(|address| paths::decoded(paths::split_fragment(address).0)).collect()
}

/// Adds the blocks of a document that have a style as a whole, by the class that gives it.
fn add_wholes(tree: &Tree, styles: &Styles, document: usize, wholes: &mut BTreeMap<String, Whole>) {
    let mut last = None;
    for node in wrap::texts(tree, 0) {
        let block = wrap::block(tree, node);
        let own = at(&styles.own, node);
        let is_whole = |kind: usize| own.get(kind) == Some(&true);
        let source =
            [0, 1].into_iter().filter(|kind| is_whole(*kind)).find_map(|kind| source(styles, kind, block));
        let Some(source) = source.filter(|_| last != Some(block)) else { continue };
        last = Some(block);
        let class = tree.get(source, "class").unwrap_or_default();
        let name = format!("{} {class}", tree.name(source));
        let words = || tree.words(block).chars().take(60).collect();
        let whole = wholes.entry(name.trim().to_owned()).or_insert_with(|| Whole {
            document,
            words: words(),
            count: 0,
        });
        whole.count += 1;
    }
}
