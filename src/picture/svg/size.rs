//! Counts the elements of a drawing, with everything that it references counted each time.

use std::collections::HashMap;

/// Largest number of elements. With references, a file of a kilobyte can make readers draw millions.
const MOST: u64 = 200_000;
/// Deepest nesting of elements. Readers process them recursively, and some overflow their stack.
const DEEPEST: u32 = 100;

/// The elements of a drawing.
#[derive(Debug, Default)]
pub struct Tree {
    elements: Vec<Element>,
    /// The ancestors of the current element.
    open: Vec<usize>,
    ids: HashMap<String, usize>,
}

#[derive(Debug, Default)]
struct Element {
    children: Vec<usize>,
    /// The ids of elements that it references: by `use`, or as pattern, mask or marker.
    uses: Vec<String>,
}

/// The state of the count of an element.
#[derive(Debug, Clone, Copy)]
enum Known {
    Nothing,
    /// Its content is being counted.
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

    /// Starts an element.
    pub fn open(&mut self) {
        let index = self.elements.len();
        if let Some(parent) = self.open.last().and_then(|parent| self.elements.get_mut(*parent)) {
            parent.children.push(index);
        }
        self.elements.push(Element::default());
        self.open.push(index);
    }

    /// Ends the current element.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Sets the id of the current element. If an id occurs twice, the first counts.
    pub fn name(&mut self, id: &str) {
        if let Some(index) = self.open.last() {
            self.ids.entry(id.to_owned()).or_insert(*index);
        }
    }

    /// Records that the current element references another one.
    pub fn uses(&mut self, id: &str) {
        if let Some(element) = self.open.last().and_then(|index| self.elements.get_mut(*index)) {
            element.uses.push(id.to_owned());
        }
    }

    /// Checks the limits. Returns the reason why no reader could show the drawing.
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
                                return Err("its `<use>` elements refer to each other in a loop".to_owned());
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

    /// Everything that is shown with an element.
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
