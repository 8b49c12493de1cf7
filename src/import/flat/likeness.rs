//! Tells the words of notes from the words of the text, by what the numbered notes of a book have.

use std::collections::HashMap;

/// The words of the notes and of the text of a book, counted.
#[derive(Debug, Default)]
pub struct Likeness {
    counts: HashMap<String, [f64; 2]>,
    totals: [f64; 2],
}

impl Likeness {
    /// Learns from notes and from text.
    #[must_use]
    pub fn learn<'a>(notes: impl Iterator<Item = &'a str>, texts: impl Iterator<Item = &'a str>) -> Self {
        let mut learned = Self::default();
        for text in notes {
            learned.count(text, 0);
        }
        for text in texts {
            learned.count(text, 1);
        }
        learned
    }

    fn count(&mut self, text: &str, kind: usize) {
        for word in shapes(text) {
            if let Some(count) = self.counts.entry(word).or_default().get_mut(kind) {
                *count += 1.0;
            }
            if let Some(total) = self.totals.get_mut(kind) {
                *total += 1.0;
            }
        }
    }

    /// The mean evidence of a word that a text is a note: above 0 if it is more like a note. 0 if little is known.
    #[must_use]
    pub fn of_note(&self, text: &str) -> f64 {
        let [notes, texts] = self.totals;
        if notes < 50.0 || texts < 50.0 {
            return 0.0;
        }
        let size = f64::from(u32::try_from(self.counts.len()).unwrap_or(u32::MAX));
        let (mut sum, mut words) = (0.0, 0.0);
        for word in shapes(text) {
            let [in_notes, in_texts] = self.counts.get(&word).copied().unwrap_or_default();
            // Halves keep an unknown word neutral.
            let note = (in_notes + 0.5) / size.mul_add(0.5, notes);
            let text = (in_texts + 0.5) / size.mul_add(0.5, texts);
            let weight = f64::from(u8::from(in_notes + in_texts > 0.0));
            sum += weight * (note / text).ln();
            words += 1.0;
        }
        if words > 0.0 { sum / words } else { 0.0 }
    }
}

/// The words of a text in lower case; a word with digits by its shape, so that `07PORT12` is `9a9`.
fn shapes(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(shape)
}

fn shape(word: &str) -> String {
    if !word.chars().any(|sign| sign.is_ascii_digit()) {
        return word.to_lowercase();
    }
    let mut shape = String::new();
    for sign in word.chars() {
        let kind = if sign.is_numeric() { '9' } else { 'a' };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_notes_are_told_from_words_of_the_text() {
        let notes = vec!["Interview with a captain, accessed 12 May 2016, 07PORT12"; 10];
        let texts = vec!["The harbour of the town was old, and the ships were few in the winter"; 10];
        let learned = Likeness::learn(notes.into_iter(), texts.into_iter());
        assert!(learned.of_note("Interview with a pilot, 09QUAY3") > 0.5);
        assert!(learned.of_note("The town was old") < -0.5);
    }
}
