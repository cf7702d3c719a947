//! Names that stand together as the ones addressed.

use std::ops::Range;

use giaoban_models::id::UnitId;

use super::heard::Heard;
use super::place::Place;
use crate::syllable::Mark;
use crate::units::Kind;

/// Mentions that lead together.
#[derive(Clone, Debug)]
pub struct Head {
    /// Mentions by their number.
    pub mentions: Range<usize>,
    /// First syllable, with the words that hand the task over.
    pub start: usize,
    /// End of the names.
    pub end: usize,
    /// Syllables that hand the task over.
    pub assigned: usize,
}

/// Longest stretch between a name and the one that corrects it, in syllables.
const CORRECTED_WITHIN: usize = 6;

/// Names that stand together as the ones addressed, in order.
pub fn heads(heard: &Heard<'_>, places: &[Place]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let Place::Lead { assigned } = *place else { continue };
        let at = &heard.mentions[n].at;
        if assigned > 0 && is_taken_away(heard, at.start - assigned, at.end) {
            continue;
        }
        if let Some(last) = heads.last_mut()
            && last.mentions.end == n
            && assigned == 0
            && super::place::joined(heard, n - 1, n).is_some()
            && heard.mark_before(at.start) <= Mark::Comma
        {
            last.mentions.end = n + 1;
            last.end = at.end;
            continue;
        }
        // "giao Phòng Kinh tế, à không, giao Văn phòng": the last name counts.
        let from = at.start - assigned;
        if let Some(last) = heads.last_mut()
            && from >= last.end
            && from - last.end <= CORRECTED_WITHIN
            && heard.first(&heard.lexicon().correction, last.end..from).is_some_and(|(at, _)| at <= last.end + 1)
            && !is_taken_away(heard, from, at.end)
            && heard.times.iter().all(|t| t.at.end <= last.end || t.at.start >= from)
        {
            last.assigned = last.assigned.max(assigned);
            last.mentions = n..n + 1;
            last.end = at.end;
            continue;
        }
        heads.push(Head { mentions: n..n + 1, start: from, end: at.end, assigned });
    }
    heads
}

/// "không giao Phòng Kinh tế nữa": somebody is named only to say that they need not.
pub fn is_taken_away(heard: &Heard<'_>, from: usize, end: usize) -> bool {
    let refused = from > 0
        && heard.mark_before(from) == Mark::None
        && matches!(heard.key(from - 1), "không" | "khỏi" | "đừng" | "chẳng" | "nỏ" | "hổng");
    refused && (heard.marked || heard.key(end) == "nữa")
}

/// Units of some mentions, each once.
pub fn units(heard: &Heard<'_>, mentions: Range<usize>) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = heard.mentions[mentions].iter().map(|m| m.unit.clone()).collect();
    once(&mut units);
    units
}

/// Drops what stands there a second time.
pub fn once(units: &mut Vec<UnitId>) {
    let mut seen = std::collections::HashSet::new();
    units.retain(|u| seen.insert(u.clone()));
}

/// Whether a person was addressed rather than a unit.
pub fn is_person(heard: &Heard<'_>, head: &Head) -> bool {
    heard.mentions[head.mentions.clone()].iter().any(|m| m.kind == Kind::Person)
}
