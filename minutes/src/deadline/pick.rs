//! Of all times named in a stretch of speech, the one that is due.

use std::ops::Range;

use super::tables::{CONDITIONS, CORRECTIONS, EITHER, FIRM, LOOSE, RECURRING, START};
use super::{Chosen, Reason, Spoken, Value, date, named};
use crate::syllable::{self, Mark};

/// How a time stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Start,
    Bare,
    Loose,
    Firm,
}

/// A time named in speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Syllables with the words before it ("trước", "chậm nhất").
    pub at: Range<usize>,
    /// What it comes to.
    pub value: Value,
    /// First syllable of the time itself.
    core: usize,
    standing: Standing,
    weight: u8,
    day_only: Option<u8>,
}

impl Mention {
    /// Whether it is bound to a task rather than named in passing.
    pub(crate) fn is_bound(&self) -> bool {
        self.strength() >= 4
    }

    /// Whether a word like "trước" or "chậm nhất" binds it to what stands before it.
    pub(crate) fn is_firm(&self) -> bool {
        self.standing == Standing::Firm
    }

    fn strength(&self) -> u8 {
        let standing = match self.standing {
            Standing::Start => 0,
            Standing::Bare => 2,
            Standing::Loose => 4,
            Standing::Firm => 7,
        };
        standing + self.weight
    }

    fn is_date(&self) -> bool {
        !matches!(self.value, Value::None(_)) && self.standing != Standing::Start
    }
}

/// Words before the time: their beginning and what they make of it.
fn lead_in(s: &Spoken<'_>, core: usize, floor: usize) -> (usize, Standing) {
    let (mut start, mut standing) = (core, Standing::Bare);
    for _ in 0..3 {
        let found = [(FIRM, Standing::Firm), (LOOSE, Standing::Loose), (START, Standing::Start)]
            .into_iter()
            .filter_map(|(table, standing)| Some((syllable::longest_before(s.of, start, table)?, standing)))
            .max_by_key(|(len, _)| *len);
        let Some((len, found)) = found else { break };
        if start - len < floor || s.of[start - 1].mark >= Mark::Comma {
            break;
        }
        start -= len;
        standing = if standing == Standing::Bare || found == Standing::Firm { found } else { standing };
        if standing == Standing::Start {
            break;
        }
    }
    (start, standing)
}

/// Every time named in some syllables, in order; "từ … đến …" is one.
pub(crate) fn mentions(s: &Spoken<'_>, within: Range<usize>) -> Vec<Mention> {
    let mut all = single(s, within);
    join_ranges(s, &mut all);
    all
}

fn single(s: &Spoken<'_>, within: Range<usize>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let before = s.before(at) == "trước" && at > within.start;
        let Some(time) = named(s, at, before).filter(|t| at + t.len <= within.end) else {
            at += 1;
            continue;
        };
        let floor = found.last().map_or(within.start, |m| m.at.end);
        let (start, mut standing) = lead_in(s, at, floor);
        if matches!(time.value, Value::Range(..)) && standing == Standing::Start {
            standing = Standing::Loose; // "từ ngày 9 đến ngày 13/3" has its end within
        }
        let mut mention = Mention {
            at: start..at + time.len,
            value: time.value,
            core: at,
            standing,
            weight: time.weight,
            day_only: time.day_only,
        };
        if let Value::Day(day) = mention.value
            && let Some((hour, minute, len)) =
                date::hour_after(s, mention.at.end).filter(|(.., len)| mention.at.end + len <= within.end)
        {
            mention.value = Value::Moment(day, hour, minute);
            mention.at.end += len;
        }
        if matches!(mention.value, Value::Day(_) | Value::Moment(..)) && is_past(s, start, floor) {
            mention.value = Value::None(Reason::Past);
        }
        at = mention.at.end;
        found.push(mention);
    }
    found
}

/// "đã nộp ngày 15/10": done, not due.
fn is_past(s: &Spoken<'_>, start: usize, floor: usize) -> bool {
    let from = start.saturating_sub(4).max(floor);
    let mut past = false;
    for at in from..start {
        match s.key(at) {
            "đã" => past = true,
            "phải" | "giao" | "nghị" | "cầu" | "rồi" | "chưa" => past = false,
            _ => {}
        }
        if s.of[at].mark >= Mark::Comma {
            past = false;
        }
    }
    past
}

/// The time that is due in some syllables.
pub(crate) fn chosen(s: &Spoken<'_>, within: Range<usize>) -> Option<Chosen> {
    let mut all = mentions(s, within.clone());
    if let Some(recurring) = recurring(s, &within, &all) {
        return Some(recurring);
    }
    if let Some(open) = open_choice(s, &within, &all) {
        return Some(open);
    }
    correct(s, &mut all);
    // "tình trạng như hôm nay": named in passing, unless it opens the clause or something follows that is due then.
    let in_passing = |m: &Mention| m.strength() == 2 && strength(s, m) == 2 && m.at.start > within.start;
    let Some(best) = all.iter().filter(|m| m.is_date() && !in_passing(m)).max_by_key(|m| (strength(s, m), m.at.start))
    else {
        return undated(all);
    };
    let asked =
        s.of[within.end - 1].mark == Mark::Question || all.iter().any(|m| m.value == Value::None(Reason::Question));
    let conditional = syllable::first(s.of, within.start..best.at.start, CONDITIONS).is_some();
    let value = if conditional {
        Value::None(Reason::Conditional)
    } else if asked {
        Value::None(Reason::Question)
    } else {
        best.value
    };
    Some(Chosen { at: best.at.clone(), value })
}

/// What follows a time can bind it too: "thứ Sáu báo cáo", "10 ngày làm việc có chứng thư".
fn strength(s: &Spoken<'_>, mention: &Mention) -> u8 {
    let follows = s.key(mention.at.end);
    let bound = matches!(follows, "phải" | "báo" | "trình" | "nộp" | "có" | "xong" | "hoàn" | "gửi" | "là");
    mention.strength() + u8::from(bound && mention.standing != Standing::Firm) * 2
}

/// No date: the first thing that tells why.
fn undated(all: Vec<Mention>) -> Option<Chosen> {
    let question = all.iter().position(|m| m.value == Value::None(Reason::Question));
    let mut all = all;
    let mention = if let Some(at) = question { all.swap_remove(at) } else { all.into_iter().next()? };
    let value = match mention.value {
        Value::None(reason) => Value::None(reason),
        _ => Value::None(Reason::Start),
    };
    Some(Chosen { at: mention.at, value })
}

/// "từ ngày 4 đến ngày 8/11" is a stretch of days; from today on it is only its end.
fn join_ranges(s: &Spoken<'_>, all: &mut Vec<Mention>) {
    let mut n = 0;
    while n + 1 < all.len() {
        let (first, last) = (&all[n], &all[n + 1]);
        let to = first.at.end == last.at.start && matches!(s.key(last.at.start), "đến" | "tới" | "cho");
        if first.standing != Standing::Start || !to {
            n += 1;
            continue;
        }
        let (Value::Day(mut from), Value::Day(until)) = (first.value, last.value) else {
            n += 1;
            continue;
        };
        if let Some(day) = first.day_only
            && last.day_only.is_none()
        {
            from = date::in_month_of(day, until).unwrap_or(from);
        }
        let value = if from <= s.on || from > until { Value::Day(until) } else { Value::Range(from, until) };
        let joined = Mention { at: first.at.start..last.at.end, value, standing: Standing::Loose, ..last.clone() };
        all[n] = joined;
        all.remove(n + 1);
    }
}

/// Something that comes again: beside a date, or where no date is due.
fn recurring(s: &Spoken<'_>, within: &Range<usize>, all: &[Mention]) -> Option<Chosen> {
    if let Some(mention) = all.iter().find(|m| m.value == Value::None(Reason::Recurring)) {
        return Some(Chosen { at: mention.at.clone(), value: mention.value });
    }
    let (at, len) = syllable::first(s.of, within.clone(), RECURRING)?;
    let dates: Vec<&Mention> = all.iter().filter(|m| m.is_date()).collect();
    let beside = dates.iter().find(|m| m.at.start <= at + len + 2 && at <= m.at.end + 2);
    let value = Value::None(Reason::Recurring);
    match beside {
        Some(mention) => Some(Chosen { at: at.min(mention.at.start)..(at + len).max(mention.at.end), value }),
        None if dates.iter().all(|m| m.standing != Standing::Firm) => Some(Chosen { at: at..at + len, value }),
        None => None,
    }
}

/// "15 hay 16", "trong tuần này, tuần sau gì đó": the choice is left open; "hoặc chậm nhất" closes it.
fn open_choice(s: &Spoken<'_>, within: &Range<usize>, all: &[Mention]) -> Option<Chosen> {
    let value = Value::None(Reason::Ambiguous);
    for pair in all.windows(2) {
        let (first, last) = (&pair[0], &pair[1]);
        if !(first.is_date() && last.is_date()) || first.value == last.value {
            continue;
        }
        let gap = first.at.end..last.at.start;
        let either = syllable::longest(s.of, gap.start, EITHER).is_some_and(|len| len == gap.len());
        let closed = (last.at.start..last.core).any(|at| s.key(at) == "nhất");
        let loose_end =
            gap.is_empty() && syllable::longest(s.of, last.at.end, &["gì đó", "chi đó", "gì gì đó"]).is_some();
        if (either && !closed) || loose_end {
            return Some(Chosen { at: first.at.start..last.at.end.min(within.end), value });
        }
    }
    None
}

/// In a self-correction what was said first is dropped; a day number alone takes the month it corrects.
fn correct(s: &Spoken<'_>, all: &mut Vec<Mention>) {
    let mut n = 0;
    while n + 1 < all.len() {
        let (first, last) = (&all[n], &all[n + 1]);
        let gap = first.at.end..last.at.start;
        let marked = gap.len() <= 6 && syllable::first(s.of, gap, CORRECTIONS).is_some();
        let confirmed = syllable::longest(s.of, last.at.end, &["mới đúng", "mới phải"]).is_some();
        if !(marked || confirmed) || !first.is_date() || !last.is_date() {
            n += 1;
            continue;
        }
        if let (Some(day), None, Value::Day(before)) = (last.day_only, first.day_only, first.value)
            && let Some(meant) = date::in_month_of(day, before).filter(|d| *d >= s.on)
        {
            all[n + 1].value = Value::Day(meant);
        }
        let standing = all[n].standing.max(all[n + 1].standing);
        all[n + 1].standing = standing;
        all.remove(n);
    }
}
