//! Figures within a figure, which have the number of the whole with a letter.

use crate::model::{Block, BlockKind, CaptionId, Case, NumberStyle};

/// A figure or table within a figure.
pub struct Part {
    pub caption: CaptionId,
    /// The caption of the whole.
    pub whole: CaptionId,
    pub letter: String,
}

/// The parts of all figures of a case.
pub fn of_case(case: &Case) -> Vec<Part> {
    let mut parts = Vec::new();
    for block in case.nodes().blocks() {
        let BlockKind::Figure(figure) = &block.kind else { continue };
        let Some(whole) = figure.caption.as_ref().map(|caption| caption.id) else { continue };
        let captions = figure.blocks().iter().filter_map(caption_of);
        parts.extend(captions.zip(1..).map(|(caption, number)| {
            let letter = NumberStyle::LowerLetter.write(number);
            Part { caption, whole, letter }
        }));
    }
    parts
}

fn caption_of(block: &Block) -> Option<CaptionId> {
    let caption = match &block.kind {
        BlockKind::Figure(figure) => &figure.caption,
        BlockKind::Table(table) => &table.caption,
        _ => return None,
    };
    caption.as_ref().map(|caption| caption.id)
}
