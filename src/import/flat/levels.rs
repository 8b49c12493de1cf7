//! Tells the levels of headings: by their numbers, their indentation, the signs of Markdown, or else by their order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is known of a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The letters of the heading, equal for headings of the same words.
    pub key: String,
    /// The parts of its number; empty if it has none.
    pub number: Vec<u32>,
    /// Its indentation in the contents, if they list it.
    pub indent: Option<usize>,
    /// The level of its signs; 0 if it has none.
    pub signs: u8,
    /// Whether it begins a page after an unfilled one.
    pub opens_page: bool,
    /// Whether text stands between it and the next heading.
    pub has_text: bool,
    /// Whether it is among the last entries and its words are those of back matter.
    pub is_back: bool,
}

/// The levels, from 1, and whether they follow from the order alone.
#[must_use]
pub fn tell(headings: &[Known]) -> (Vec<u8>, bool) {
    let listed: Vec<&Known> = headings.iter().filter(|heading| heading.indent.is_some()).collect();
    let measured = if listed.is_empty() { headings.iter().collect() } else { listed };
    let deep = |heading: &&&Known| heading.number.len() > 1;
    let numbered = measured.iter().filter(|heading| !heading.number.is_empty()).count();
    if numbered * 2 > measured.len() && measured.iter().any(|heading| deep(&heading)) {
        return (below(headings, by_number), false);
    }
    let indents: BTreeSet<usize> = measured.iter().filter_map(|heading| heading.indent).collect();
    if let Some(ranks) = ranks(&indents) {
        return (
            below(headings, |heading| heading.indent.and_then(|indent| ranks.get(&indent).copied())),
            false,
        );
    }
    let signed = measured.iter().filter(|heading| (1..=6).contains(&heading.signs)).count();
    let signs: BTreeSet<usize> =
        measured.iter().map(|heading| usize::from(heading.signs)).filter(|signs| *signs > 0).collect();
    if signed * 10 >= measured.len() * 8 && signs.len() > 1 {
        let ranks: BTreeMap<usize, u8> = signs.iter().copied().zip(1..).collect();
        return (below(headings, |heading| ranks.get(&usize::from(heading.signs)).copied()), false);
    }
    // Chapters begin pages; the first may follow the contents on a page that is filled.
    let opening = measured.iter().filter(|heading| heading.opens_page).count();
    if opening >= 3 && opening * 2 < measured.len() {
        let rule = |heading: &Known| {
            heading.indent.map(|_| if heading.opens_page || heading.is_back { 1 } else { 2 })
        };
        let mut levels = below(headings, rule);
        levels.iter_mut().take(1).for_each(|first| *first = 1);
        return (levels, true);
    }
    let front: Vec<Known> = headings.iter().filter(|heading| !heading.is_back).cloned().collect();
    let mut levels = by_order(&front).into_iter();
    let level = |heading: &Known| if heading.is_back { 1 } else { levels.next().unwrap_or(1) };
    (headings.iter().map(level).collect(), true)
}

fn by_number(heading: &Known) -> Option<u8> {
    u8::try_from(heading.number.len())
        .ok()
        .filter(|level| *level > 0)
        .or((heading.signs == 0).then_some(1).filter(|_| heading.indent.is_some()))
}

/// The level of each indentation. Indentations that are nearly equal are one level.
fn ranks(indents: &BTreeSet<usize>) -> Option<HashMap<usize, u8>> {
    let (mut ranks, mut level, mut last) = (HashMap::new(), 0_u8, None);
    for indent in indents {
        if last.is_none_or(|last| indent - last > 1) {
            level = level.saturating_add(1);
        }
        last = Some(*indent);
        ranks.insert(*indent, level);
    }
    (2..=6).contains(&level).then_some(ranks)
}

/// Levels by a rule; headings that it does not know stand one level below the last that it knows.
fn below(headings: &[Known], rule: impl Fn(&Known) -> Option<u8>) -> Vec<u8> {
    let mut last = 0;
    let mut level = |heading: &Known| match rule(heading) {
        Some(level) => {
            last = level;
            level
        }
        None => last + 1,
    };
    headings.iter().map(|heading| level(heading).clamp(1, 6)).collect()
}

/// Changes of levels at most.
const CHANGES: usize = 60;

/// Headings with different words beyond which order alone tells nothing in reasonable time.
const MOST: usize = 120;

/// Levels by the order of the headings: the same words have the same level, a heading right under another is its first
/// part, and the same words come once under each parent.
fn by_order(headings: &[Known]) -> Vec<u8> {
    let mut keys: Vec<&str> = headings.iter().map(|heading| heading.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let class = |heading: &Known| keys.partition_point(|key| *key < heading.key.as_str());
    let mut classes: Vec<usize> = headings.iter().map(class).collect();
    unite(&mut classes);
    let mut order =
        Order { headings, classes: &classes, levels: first_levels(headings, &classes, keys.len()) };
    if keys.len() <= MOST {
        order.improve();
    }
    let lowest = classes.iter().filter_map(|class| order.levels.get(*class)).copied().min().unwrap_or(1);
    let level =
        |class: &usize| order.levels.get(*class).map_or(1, |level| (level + 1).saturating_sub(lowest).max(1));
    classes.iter().map(level).collect()
}

/// Makes one class of the headings that come once and stand between headings of the same words. They are the parents
/// of these, so they have one level.
fn unite(classes: &mut [usize]) {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for class in classes.iter() {
        *counts.entry(*class).or_default() += 1;
    }
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    for (place, class) in classes.iter().enumerate() {
        gaps.extend(last.insert(*class, place).map(|before| (before, place)));
    }
    let single: Vec<usize> = classes
        .iter()
        .enumerate()
        .filter(|(_, class)| counts.get(class) == Some(&1))
        .map(|(place, _)| place)
        .collect();
    let mut united = None;
    while let Some((place, count)) = single
        .iter()
        .map(|place| (*place, gaps.iter().filter(|(start, end)| (start + 1..*end).contains(place)).count()))
        .max_by_key(|(place, count)| (*count, usize::MAX - place))
        .filter(|(_, count)| *count > 0)
    {
        gaps.retain(|(start, end)| !(start + 1..*end).contains(&place));
        // A heading that parts few of them may as well be a section.
        if count >= 2
            && let Some(class) = classes.get_mut(place)
        {
            *class = *united.get_or_insert(*class);
        }
    }
}

fn first_levels(headings: &[Known], classes: &[usize], count: usize) -> Vec<u8> {
    let mut levels = vec![0_u8; count];
    let mut before: Option<(u8, bool)> = None;
    for (heading, class) in headings.iter().zip(classes) {
        let Some(level) = levels.get_mut(*class) else { continue };
        if *level == 0 {
            *level = match before {
                None => 1,
                Some((level, true)) => level,
                Some((level, false)) => (level + 1).min(6),
            };
        }
        before = Some((*level, heading.has_text));
    }
    levels
}

#[derive(Debug)]
struct Order<'a> {
    headings: &'a [Known],
    /// The class of each heading.
    classes: &'a [usize],
    /// The level of each class.
    levels: Vec<u8>,
}

impl Order<'_> {
    /// Makes the change of one class that lowers the cost most, as long as there is one.
    fn improve(&mut self) {
        let mut best = self.cost();
        for _ in 0..CHANGES {
            let mut change = None;
            for class in 0..self.levels.len() {
                let old = self.levels.get(class).copied().unwrap_or(1);
                for level in 1..=6 {
                    self.set(class, level);
                    let cost = self.cost();
                    if cost < best - 1e-9 {
                        (best, change) = (cost, Some((class, level)));
                    }
                }
                self.set(class, old);
            }
            let Some((class, level)) = change else { return };
            self.set(class, level);
        }
    }

    fn set(&mut self, class: usize, level: u8) {
        if let Some(slot) = self.levels.get_mut(class) {
            *slot = level;
        }
    }

    fn level(&self, place: usize) -> u8 {
        self.classes.get(place).and_then(|class| self.levels.get(*class)).copied().unwrap_or(1)
    }

    fn cost(&self) -> f64 {
        let mut cost = 0.0;
        let mut counts = vec![(0_u32, 0_u32); self.levels.len()];
        let mut last_of_class: Vec<Option<usize>> = vec![None; self.levels.len()];
        for (place, (heading, class)) in self.headings.iter().zip(self.classes).enumerate() {
            let level = self.level(place);
            let next = (place + 1 < self.headings.len()).then(|| self.level(place + 1));
            cost += next.map_or(0.0, |next| step(heading.has_text, level, next));
            if let Some(count) = counts.get_mut(*class) {
                count.0 += 1;
                count.1 += u32::from(next.is_some_and(|next| next > level));
            }
            if let Some(earlier) = last_of_class.get_mut(*class) {
                let is_apart = earlier
                    .is_none_or(|earlier| (earlier + 1..place).any(|between| self.level(between) < level));
                cost += if is_apart { 0.0 } else { 6.0 };
                *earlier = Some(place);
            }
        }
        // A heading that comes often and hardly ever has parts has none at all.
        let rare = |(count, parents): &&(u32, u32)| *count >= 3 && *parents > 0 && parents * 3 < *count;
        cost + 10.0 * f64::from(u32::try_from(counts.iter().filter(rare).count()).unwrap_or(0))
    }
}

/// The cost of a heading after another.
fn step(has_text: bool, level: u8, next: u8) -> f64 {
    match (has_text, next.cmp(&level)) {
        (false, _) if next == level + 1 => 0.0,
        (false, _) => 3.0,
        (true, std::cmp::Ordering::Equal) => 0.0,
        (true, std::cmp::Ordering::Less) => 0.5,
        (true, std::cmp::Ordering::Greater) => 1.2 + 3.0 * f64::from(next - level - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(headings: &[(&str, bool)]) -> Vec<u8> {
        let known = headings.iter().map(|(key, has_text)| Known {
            key: (*key).to_owned(),
            number: Vec::new(),
            indent: None,
            signs: 0,
            opens_page: false,
            has_text: *has_text,
            is_back: false,
        });
        tell(&known.collect::<Vec<_>>()).0
    }

    #[test]
    fn repeated_headings_stand_under_different_parents() {
        let headings = [
            ("ports", false),
            ("summary", true),
            ("results", false),
            ("law", true),
            ("outlook", true),
            ("quays", false),
            ("summary", true),
            ("results", false),
            ("law", true),
            ("outlook", true),
            ("ships", true),
            ("results", true),
            ("law", true),
            ("summary", true),
            ("outlook", true),
        ];
        assert_eq!(levels(&headings), [1, 2, 2, 3, 2, 1, 2, 2, 3, 2, 1, 2, 3, 2, 2]);
    }

    #[test]
    fn numbers_tell_levels() {
        let known = |number: &[u32]| Known {
            key: String::new(),
            number: number.to_vec(),
            indent: Some(0),
            signs: 0,
            opens_page: false,
            has_text: true,
            is_back: false,
        };
        assert_eq!(tell(&[known(&[1]), known(&[1, 1]), known(&[1, 1, 1]), known(&[2])]).0, [1, 2, 3, 1]);
    }
}
