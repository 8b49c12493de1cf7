//! The page tree of a book (ISO 32000-1, section 7.7.3).

use lopdf::{Dictionary, Object};

use super::error::Result;
use super::file::File;

/// The most kids of a node.
const MOST: usize = 64;

/// The pages of a book, as far as they are written.
#[derive(Default)]
pub struct Pages {
    pages: Vec<Page>,
    /// The object numbers of the nodes above the pages.
    nodes: Vec<u32>,
}

/// A page of the book.
#[derive(Clone, Copy)]
pub struct Page {
    /// Its object number.
    pub number: u32,
    /// Its height in points.
    pub height: f32,
}

impl Pages {
    /// The number of pages.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// The page with this index.
    pub fn get(&self, index: usize) -> Option<Page> {
        self.pages.get(index).copied()
    }

    /// Writes a page after the others.
    pub fn add(&mut self, file: &mut File, number: u32, mut page: Dictionary) -> Result<()> {
        if self.pages.len().is_multiple_of(MOST) {
            self.nodes.push(file.reserve());
        }
        page.set("Parent", Object::Reference((self.nodes[self.pages.len() / MOST], 0)));
        self.pages.push(Page { number, height: height(&page) });
        file.put(number, page.into())
    }

    /// Writes the nodes above the pages. Returns the object number of the root.
    pub fn write(&self, file: &mut File) -> Result<u32> {
        let pages: Vec<(u32, usize)> = self.pages.iter().map(|page| (page.number, 1)).collect();
        let mut nodes = Vec::new();
        for (node, kids) in self.nodes.iter().zip(pages.chunks(MOST)) {
            nodes.push(Node::of(*node, kids));
        }
        while nodes.len() > 1 {
            let mut parents = Vec::new();
            for kids in nodes.chunks_mut(MOST) {
                let parent = file.reserve();
                for kid in &mut *kids {
                    kid.dictionary.set("Parent", Object::Reference((parent, 0)));
                }
                let kids: Vec<(u32, usize)> = kids.iter().map(|kid| (kid.number, kid.pages)).collect();
                parents.push(Node::of(parent, &kids));
            }
            for node in std::mem::replace(&mut nodes, parents) {
                file.put(node.number, node.dictionary.into())?;
            }
        }
        let root = nodes.pop().unwrap_or_else(|| Node::of(file.reserve(), &[]));
        file.put(root.number, root.dictionary.into())?;
        Ok(root.number)
    }
}

struct Node {
    number: u32,
    pages: usize,
    dictionary: Dictionary,
}

impl Node {
    /// A node above kids, each with its object number and its number of pages.
    fn of(number: u32, kids: &[(u32, usize)]) -> Self {
        let pages = kids.iter().map(|(_, pages)| pages).sum();
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "Pages");
        dictionary.set("Count", i64::try_from(pages).unwrap_or(i64::MAX));
        let kids: Vec<Object> = kids.iter().map(|(kid, _)| Object::Reference((*kid, 0))).collect();
        dictionary.set("Kids", kids);
        Self { number, pages, dictionary }
    }
}

/// The height of a page. Its lower edge is at 0, as typst-pdf writes it.
pub fn height(page: &Dictionary) -> f32 {
    let edges = page.get(b"MediaBox").and_then(Object::as_array);
    edges.ok().and_then(|edges| edges.get(3)?.as_float().ok()).unwrap_or_default()
}
