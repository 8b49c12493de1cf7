//! Builds lists from their items.

use super::numbering::numbering;
use super::{Builder, Child};
use crate::model::{Attributes, Block, List};

impl Builder<'_> {
    pub(super) fn list(&mut self, start: Option<u64>, attributes: &Attributes, children: Vec<Child>) -> List {
        let mut tight = true;
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut numbers = Vec::new();
        for child in children {
            match child {
                Child::Item { blocks, is_loose, number } => {
                    tight &= !is_loose;
                    items.push(blocks);
                    numbers.push(number);
                }
                other => {
                    let blocks = self.blocks(vec![other]);
                    if !blocks.is_empty() {
                        items.push(blocks);
                        numbers.push(None);
                    }
                }
            }
        }
        let first = start.and_then(|start| i64::try_from(start).ok());
        let numbering = start.map(|_| numbering(attributes, first, &numbers));
        List { numbering, tight, items }
    }
}
