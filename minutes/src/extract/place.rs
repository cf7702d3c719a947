//! What a name is in its clause: the one addressed, one who helps, one who gets a report, or a place.

use super::Heard;
use super::words::{AND, ASSIGN, BETWEEN, CO, LEADS, MODAL, PLACE, RECIPIENT, VERBS};
use crate::syllable::Mark;
use crate::units::Kind;

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Addressed; how many syllables before it hand the task over ("giao", "đề nghị").
    Lead { assigned: usize },
    /// Co-operates.
    Co,
    /// Anything else: a recipient, a place, an owner, a name in passing.
    Other,
}

/// What each mention of a turn is.
pub fn places(heard: &Heard<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(heard.mentions.len());
    for n in 0..heard.mentions.len() {
        let place = place(heard, n, &places);
        places.push(place);
    }
    places
}

fn place(heard: &Heard<'_>, n: usize, earlier: &[Place]) -> Place {
    let mention = &heard.mentions[n];
    let start = mention.at.start;
    if let Some(assigned) = assigned(heard, start) {
        return Place::Lead { assigned };
    }
    let acts = acts(heard, n);
    if let Some(joined) = n.checked_sub(1).and_then(|p| joined(heard, p, n).map(|word| (earlier[p], word))) {
        match joined {
            (Place::Co, _) => return Place::Co,
            (Place::Lead { .. }, "cùng") => return Place::Co,
            (Place::Lead { .. }, _) => return Place::Lead { assigned: 0 },
            (Place::Other, _) if !acts || heard.mark_before(start) == Mark::None && heard.key(start - 1) != "và" => {}
            (Place::Other, _) => {}
        }
    }
    if heard.just_before(start, CO).is_some() {
        return Place::Co;
    }
    let blocked = heard.just_before(start, RECIPIENT).or_else(|| heard.just_before(start, PLACE));
    if blocked.is_some() && !begins_after_a_time(heard, start) {
        return Place::Other;
    }
    if mention.plain && heard.marked && !heard.of[start].capital && mention.kind == Kind::Unit {
        return Place::Other; // in a written text the name of a unit has a capital
    }
    let first_words = !heard.marked || heard.mark_before(start) >= Mark::Comma || opens(heard, start);
    if acts && first_words { Place::Lead { assigned: 0 } } else { Place::Other }
}

/// Words that may stand before the one addressed at the beginning of a clause.
fn opens(heard: &Heard<'_>, start: usize) -> bool {
    let opener = [
        "riêng",
        "nhưng",
        "và",
        "rồi",
        "thì",
        "còn",
        "vậy",
        "dạ",
        "được",
        "nên",
        "xong",
        "mà",
        "do đó",
        "vì vậy",
        "đúng",
        "các đồng chí",
        "thôi",
    ];
    heard.just_before(start, &opener).is_some() || heard.times.iter().any(|t| t.at.end == start)
}

/// "… tuần sau báo cáo | Phòng Nội vụ kiểm tra …": the report is over where a task follows a time.
fn begins_after_a_time(heard: &Heard<'_>, start: usize) -> bool {
    let Some(len) = heard.just_before(start, &["báo cáo", "báo", "trình", "gửi", "nộp", "báo lại"]) else {
        return heard.times.iter().any(|t| t.at.end == start);
    };
    !heard.marked && heard.times.iter().any(|t| t.at.end + len == start)
}

/// "giao", "đề nghị", ... before a name: how many syllables.
fn assigned(heard: &Heard<'_>, start: usize) -> Option<usize> {
    let address = heard.just_before(start, &["riêng", "luôn", "cho"]).unwrap_or(0);
    [0, address].into_iter().find_map(|skip| Some(skip + heard.just_before(start - skip, ASSIGN)?))
}

/// Whether a mention stands in one list with the one before it: the word or mark that joins them.
fn joined(heard: &Heard<'_>, p: usize, n: usize) -> Option<&'static str> {
    let (last, next) = (&heard.mentions[p].at, &heard.mentions[n].at);
    if heard.mark_before(next.start) >= Mark::Semicolon {
        return None;
    }
    if last.end == next.start {
        return Some(",");
    }
    let gap = next.start.checked_sub(last.end)?;
    AND.iter().find(|words| {
        words.split(' ').count() == gap && crate::syllable::reads(&heard.of, last.end, words).is_some()
    })?;
    let word = heard.key(last.end);
    Some(if word == "cùng" { "cùng" } else { "và" })
}

/// Whether what follows a mention, and the names joined to it, says what is to be done.
fn acts(heard: &Heard<'_>, n: usize) -> bool {
    let mut last = n;
    while last + 1 < heard.mentions.len() && joined(heard, last, last + 1).is_some() {
        last += 1;
    }
    predicate(heard, heard.mentions[last].at.end).is_some() || predicate(heard, heard.mentions[n].at.end).is_some()
}

/// The syllable at which a task begins after a name: past words that say nothing, times, and those who help.
pub fn predicate(heard: &Heard<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..8 {
        if at >= heard.of.len()
            || at > from && heard.mark_before(at).ends_sentence()
            || at == from && heard.mark_before(at).ends_sentence()
        {
            return None;
        }
        if let Some(end) = heard.time_at(at) {
            at = end;
        } else if heard.longest(at, LEADS).is_some()
            || heard.longest(at, MODAL).is_some()
            || heard.longest(at, VERBS).is_some()
        {
            return Some(at);
        } else if let Some(len) = heard.longest(at, BETWEEN) {
            at += len;
        } else if let Some(len) = heard.longest(at, CO) {
            at += len;
        } else if let Some(mention) = heard.mentions.iter().find(|m| m.at.start == at) {
            at = mention.at.end;
        } else {
            return None;
        }
    }
    None
}
