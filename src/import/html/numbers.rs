//! Numbers of headings that a program has written, which casebook writes itself.

use super::tree::Tree;

/// Classes of elements with the number of a heading.
const CLASSES: [&str; 6] =
    ["header-section-number", "section-number", "sectno", "secno", "chapter-number", "heading-number"];

/// The signs of text that may separate a number from its heading.
const BLANKS: [char; 6] = [' ', '\u{a0}', '\u{2002}', '\u{2003}', '\n', '\t'];

/// Fewest headings that show a system.
const FEWEST: usize = 3;

/// Removes the numbers of headings: those with a class of their own, and those in plain text if all of them follow each other, and
/// some have several parts. Returns whether there were any.
pub fn remove(trees: &mut [Tree]) -> bool {
    let with_class: Vec<(usize, usize)> = headings(trees)
        .filter_map(|(document, heading)| {
            let tree = trees.get(document)?;
            let is_number = |node: &usize| {
                CLASSES.iter().any(|class| tree.has(*node, "class", class)) && is_number(&tree.words(*node))
            };
            Some((document, tree.inside(heading).into_iter().find(is_number)?))
        })
        .collect();
    for (document, node) in &with_class {
        trees.get_mut(*document).into_iter().for_each(|tree| tree.remove(*node));
    }
    if !with_class.is_empty() {
        return true;
    }
    let plain: Vec<Plain> = headings(trees).filter_map(|place| Plain::of(trees, place)).collect();
    let is_system = plain.len() >= FEWEST
        && plain.iter().any(|heading| heading.number.len() > 1)
        && plain.windows(2).all(|pair| matches!(pair, [one, two] if follows(&one.number, &two.number)));
    if is_system {
        for heading in &plain {
            heading.cut(trees);
        }
        let numbered: Vec<(usize, usize)> =
            plain.iter().map(|heading| (heading.document, heading.text)).collect();
        let labelled: Vec<Plain> = headings(trees)
            .filter_map(|place| Plain::with_label(trees, place))
            .filter(|heading| !numbered.contains(&(heading.document, heading.text)))
            .collect();
        for heading in &labelled {
            heading.cut(trees);
        }
    }
    is_system
}

/// The length of a label at the start of a title: `Part I: `, `Appendix A: `, `Chapter 3. `.
#[must_use]
pub fn label(title: &str) -> Option<usize> {
    let (word, rest) = title.split_once(BLANKS)?;
    let end = rest.find([':', '.'])?;
    let (number, behind) = rest.split_at_checked(end)?;
    let is_number = number.chars().all(|sign| sign.is_ascii_digit())
        || number.chars().all(|sign| "IVXLC".contains(sign))
        || number.len() == 1 && number.chars().all(|sign| sign.is_ascii_uppercase());
    let behind = behind.get(1..)?;
    let after = behind.trim_start_matches(BLANKS);
    let is_label = !number.is_empty()
        && is_number
        && word.chars().all(char::is_alphabetic)
        && !after.is_empty()
        && after.len() < behind.len();
    is_label.then(|| title.len() - after.len())
}

/// The headings of all documents, in order, without those that say that they have no number.
fn headings(trees: &[Tree]) -> impl Iterator<Item = (usize, usize)> {
    trees.iter().enumerate().flat_map(|(document, tree)| {
        let is_heading = |node: &usize| {
            matches!(tree.name(*node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
                && !["unnumbered", "my-unnumbered"].iter().any(|class| tree.has(*node, "class", class))
        };
        tree.inside(0).into_iter().filter(is_heading).map(move |node| (document, node))
    })
}

/// A heading that begins with a number in plain text.
struct Plain {
    document: usize,
    /// The node with the text.
    text: usize,
    number: Vec<u32>,
    /// The length of the number with the blanks after it.
    length: usize,
}

impl Plain {
    fn of(trees: &[Tree], (document, heading): (usize, usize)) -> Option<Self> {
        let tree = trees.get(document)?;
        let text = |node: usize| tree.nodes.get(node).map_or("", |node| node.text.as_str());
        let node = tree.inside(heading).into_iter().find(|node| !text(*node).trim().is_empty())?;
        let whole = text(node);
        let start = whole.len() - whole.trim_start().len();
        let rest = whole.get(start..)?;
        let end = rest.find(|sign: char| !(sign.is_ascii_digit() || sign == '.'))?;
        let number = rest.get(..end)?.trim_end_matches('.');
        let number: Option<Vec<u32>> = number.split('.').map(|part| part.parse().ok()).collect();
        let blanks = rest.get(end..)?;
        let after = blanks.trim_start_matches(BLANKS);
        let length = whole.len() - after.len();
        (after.len() < blanks.len()).then_some(Self { document, text: node, number: number?, length })
    }

    /// A title of a document that begins with a label.
    fn with_label(trees: &[Tree], (document, heading): (usize, usize)) -> Option<Self> {
        let tree = trees.get(document)?;
        let text = |node: usize| tree.nodes.get(node).map_or("", |node| node.text.as_str());
        let node = tree.inside(heading).into_iter().find(|node| !text(*node).trim().is_empty())?;
        let length = label(text(node)).filter(|_| tree.name(heading) == "h1")?;
        Some(Self { document, text: node, number: Vec::new(), length })
    }

    fn cut(&self, trees: &mut [Tree]) {
        let node = trees.get_mut(self.document).and_then(|tree| tree.nodes.get_mut(self.text));
        if let Some(node) = node {
            node.text.drain(..self.length.min(node.text.len()));
        }
    }
}

/// Whether words are a number with several parts, or a letter: `1.2`, `A.1.`.
fn is_number(words: &str) -> bool {
    let is_part = |part: &str| {
        part.chars().all(|sign| sign.is_ascii_digit())
            || part.len() == 1 && part.chars().all(|sign| sign.is_ascii_uppercase())
    };
    !words.is_empty() && words.split('.').all(is_part)
}

/// Whether a number comes next after another one: `1.2` after `1.1` and `1.1.4`, `1.1.1` after `1.1`.
fn follows(one: &[u32], two: &[u32]) -> bool {
    let Some((last, above)) = two.split_last() else { return false };
    let own = one.get(above.len()).copied().unwrap_or(0);
    one.get(..above.len().min(one.len())).is_some_and(|start| start == above) && *last == own + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_removed() {
        for (page, expected, is_removed) in [
            ("<h1>1 A</h1><h2>1.1 B</h2><h2>1.2 C</h2><h1>2 D</h1>", "A B C D", true),
            (
                "<h1>1. A</h1><h2>1.1. B</h2><h3>1.1.1\u{a0}C</h3><h2 class=unnumbered>12 D</h2>",
                "A B C 12 D",
                true,
            ),
            ("<h1>1 A</h1><h2>1.1 B</h2><h2>1.3 C</h2>", "1 A 1.1 B 1.3 C", false),
            ("<h1>1984</h1><h1>1 A</h1><h2>2 B</h2>", "1984 1 A 2 B", false),
            (
                "<h1>1 A</h1><h2>1.1 B</h2><h2>1.2 Psalm 23: C</h2><h1>Appendix A: D</h1>",
                "A B Psalm 23: C D",
                true,
            ),
            ("<h1><span class=header-section-number>A</span> B</h1>", " B", true),
        ] {
            let mut trees = [Tree::read(page)];
            assert_eq!(remove(&mut trees), is_removed, "{page}");
            let texts: Vec<String> = headings_words(&trees).into_iter().collect();
            assert_eq!(texts.join(" ").trim(), expected.trim(), "{page}");
        }
    }

    fn headings_words(trees: &[Tree]) -> Vec<String> {
        let tree = &trees[0];
        let named = |node: &usize| tree.name(*node).starts_with('h');
        tree.inside(0).into_iter().filter(named).map(|node| tree.words(node)).collect()
    }
}
