//! Gives lists of Google Docs and callouts of Quarto the elements that their classes mean.

use super::tree::Tree;

/// Changes the lists and the callouts of a document.
pub fn change(tree: &mut Tree) {
    for node in 0..tree.nodes.len() {
        nest_lists(tree, node);
        if tree.name(node) == "div" && tree.has(node, "class", "callout") {
            change_callout(tree, node);
        }
    }
}

/// The name of a list of Google Docs, and its level: `lst-kix_abc-1`.
fn level(tree: &Tree, node: usize) -> Option<(String, usize)> {
    let classes = tree.get(node, "class").filter(|_| matches!(tree.name(node), "ul" | "ol"))?;
    let class = classes.split_whitespace().find_map(|class| class.strip_prefix("lst-"))?;
    let (name, level) = class.rsplit_once('-')?;
    Some((name.to_owned(), level.parse().ok()?))
}

/// Puts each list of a deeper level into the last item before it, and joins those of one level around it.
fn nest_lists(tree: &mut Tree, parent: usize) {
    let mut open: Vec<(String, usize, usize)> = Vec::new();
    for child in tree.children(parent).to_vec() {
        let Some((name, own)) = level(tree, child) else {
            if !tree.words(child).is_empty() || !tree.name(child).is_empty() {
                open.clear();
            }
            continue;
        };
        open.retain(|(other, level, _)| *other == name && *level <= own);
        let last = open.last().map(|(_, level, list)| (*level, *list));
        if let Some((level, list)) = last {
            tree.remove(child);
            let items = tree.children(list).iter().rev();
            let item = items.copied().find(|item| tree.name(*item) == "li").unwrap_or(list);
            if level == own {
                for item in tree.children(child).to_vec() {
                    tree.append(list, item);
                }
                continue;
            }
            tree.append(item, child);
        }
        open.push((name, own, child));
    }
}

/// Makes a callout of Quarto one of casebook, without the icon and a title that says no more than the kind.
fn change_callout(tree: &mut Tree, node: usize) {
    const KINDS: [&str; 5] = ["note", "tip", "warning", "important", "caution"];
    let kind = KINDS.into_iter().find(|kind| tree.has(node, "class", &format!("callout-{kind}")));
    let Some(kind) = kind else { return };
    for inner in tree.inside(node) {
        if tree.has(inner, "class", "screen-reader-only") {
            tree.remove(inner);
        }
    }
    tree.rename(node, "aside", &format!("callout {kind}"));
    let title =
        tree.inside(node).into_iter().find(|inner| tree.has(*inner, "class", "callout-title-container"));
    let Some(title) = title else { return };
    if tree.words(title).eq_ignore_ascii_case(kind) {
        tree.remove(title);
        return;
    }
    tree.rename(title, "p", "callout-title");
    // The title stands in elements for its layout.
    tree.remove(title);
    tree.prepend(node, title);
}
