//! A tree of the best steps of a sequence, for the search of markers.

/// A tree that finds the best step among the notes before one.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<(f64, Option<usize>)>,
}

impl Tree {
    /// A tree for a number of notes.
    #[must_use]
    pub fn new(size: usize) -> Self {
        Self { nodes: vec![(0.0, None); size + 1] }
    }

    /// Adds a step with its score.
    pub fn update(&mut self, note: usize, score: f64, step: usize) {
        let mut at = note + 1;
        while let Some(node) = self.nodes.get_mut(at) {
            if score > node.0 {
                *node = (score, Some(step));
            }
            at += at & at.wrapping_neg();
        }
    }

    /// The best step among the notes before one.
    #[must_use]
    pub fn best_before(&self, note: usize) -> Option<usize> {
        let (mut at, mut best) = (note, (0.0, None));
        while at > 0 {
            let step = self.nodes.get(at).copied().unwrap_or((0.0, None));
            if step.0 > best.0 {
                best = step;
            }
            at -= at & at.wrapping_neg();
        }
        best.1
    }
}
