//! How large a drawing is when everything that it uses again is counted again.

use std::collections::HashMap;

/// The most elements: a file of a kilobyte can ask readers to draw millions.
const MOST: u64 = 200_000;
/// How deep elements may stand in each other: readers walk down to them step by step, and some fall.
const DEEPEST: u32 = 100;

/// The elements of a drawing.
#[derive(Debug, Default)]
pub struct Tree {
    elements: Vec<Element>,
    /// The elements around the one that is being read.
    open: Vec<usize>,
    ids: HashMap<String, usize>,
}

#[derive(Debug, Default)]
struct Element {
    children: Vec<usize>,
    /// The ids of what it shows again: by `use`, as its pattern, mask, marker.
    uses: Vec<String>,
}

/// What is known of an element.
#[derive(Debug, Clone, Copy)]
enum Known {
    Nothing,
    /// Its parts are being counted.
    Begun,
    Counted {
        elements: u64,
        depth: u32,
    },
}

impl Tree {
    /// Whether no element is open.
    pub fn is_at_top(&self) -> bool {
        self.open.is_empty()
    }

    /// An element begins.
    pub fn open(&mut self) {
        let index = self.elements.len();
        if let Some(parent) = self.open.last().and_then(|parent| self.elements.get_mut(*parent)) {
            parent.children.push(index);
        }
        self.elements.push(Element::default());
        self.open.push(index);
    }

    /// The element ends.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// The open element has this id; the first one of an id counts.
    pub fn name(&mut self, id: &str) {
        if let Some(index) = self.open.last() {
            self.ids.entry(id.to_owned()).or_insert(*index);
        }
    }

    /// The open element shows another one again.
    pub fn uses(&mut self, id: &str) {
        if let Some(element) = self.open.last().and_then(|index| self.elements.get_mut(*index)) {
            element.uses.push(id.to_owned());
        }
    }

    /// Says what no reader could show.
    pub fn check(&self) -> Result<(), String> {
        let mut known = vec![Known::Nothing; self.elements.len()];
        let mut waiting = if self.elements.is_empty() { Vec::new() } else { vec![0] };
        while let Some(index) = waiting.last().copied() {
            match known[index] {
                Known::Nothing => {
                    known[index] = Known::Begun;
                    for part in self.parts(index) {
                        match known[part] {
                            Known::Nothing => waiting.push(part),
                            Known::Begun => {
                                return Err("parts of it refer to themselves in a loop".to_owned());
                            }
                            Known::Counted { .. } => {}
                        }
                    }
                }
                Known::Begun => {
                    known[index] = self.counted(index, &known)?;
                    waiting.pop();
                }
                Known::Counted { .. } => {
                    waiting.pop();
                }
            }
        }
        Ok(())
    }

    /// What an element is shown with.
    fn parts(&self, index: usize) -> impl Iterator<Item = usize> {
        let element = &self.elements[index];
        let used = element.uses.iter().filter_map(|id| self.ids.get(id));
        element.children.iter().chain(used).copied()
    }

    fn counted(&self, index: usize, known: &[Known]) -> Result<Known, String> {
        let (mut elements, mut depth) = (1_u64, 1_u32);
        for part in self.parts(index) {
            if let Known::Counted { elements: inside, depth: below } = known[part] {
                elements += inside;
                depth = depth.max(below + 1);
            }
        }
        if elements > MOST {
            return Err(format!(
                "it has more than {MOST} elements, each `<use>` counted with the elements it repeats"
            ));
        }
        if depth > DEEPEST {
            return Err(format!("its elements are nested more than {DEEPEST} levels deep"));
        }
        Ok(Known::Counted { elements, depth })
    }
}
