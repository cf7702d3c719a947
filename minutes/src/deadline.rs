//! Due dates (thời hạn) in what was said: "trước ngày 15/11", "thứ Sáu tuần này", "mười ngày làm việc".
//!
//! A date is only given where an office would agree on it; everything else says why it is not. Whatever is found names
//! the rule that read it. The conventions where the law is silent are those of the product and stand beside each rule.

mod announced;
mod clock;
mod context;
mod count;
mod date;
mod daypart;
mod feast;
mod lexicon;
mod near;
mod order;
mod period;
mod pick;
mod reason;
mod settle;
mod tables;
mod unclear;
mod warning;
mod week;

use std::ops::Range;

use time::Date;

use crate::calendar::{Holidays, day_text};
use crate::syllable::{self, Syllable};

pub use reason::Reason;
pub use warning::{Warning, warning_code, warnings};

/// What a phrase comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A day.
    Day(Date),
    /// A day, hour and minute on a Vietnamese clock.
    Moment(Date, u8, u8),
    /// A stretch of days, both included; its end is the due date.
    Range(Date, Date),
    /// No date, and why.
    None(Reason),
}

impl Value {
    /// The form of the exchange format: `2024-11-08`, `2024-12-05T16:30`, `2024-11-04/2024-11-08`; none without a date.
    #[must_use]
    pub fn text(self) -> Option<String> {
        match self {
            Self::Day(day) => Some(day_text(day)),
            Self::Moment(day, hour, minute) => Some(format!("{}T{hour:02}:{minute:02}", day_text(day))),
            Self::Range(from, to) => Some(format!("{}/{}", day_text(from), day_text(to))),
            Self::None(_) => None,
        }
    }

    /// When it is due: the end of a range.
    #[must_use]
    pub fn due(self) -> Option<String> {
        match self {
            Self::Range(_, to) => Some(day_text(to)),
            other => other.text(),
        }
    }

    /// The day it is due, without hour.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Moment(day, ..) | Self::Range(_, day) => Some(day),
            Self::None(_) => None,
        }
    }
}

/// A due date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Bytes of the phrase in the text.
    pub range: Range<usize>,
    /// The phrase as said.
    pub phrase: String,
    /// What it comes to.
    pub value: Value,
    /// The rule that decided, a stable name in kebab-case.
    pub rule: &'static str,
    /// What whoever accepts the date should know.
    pub warnings: Vec<Warning>,
}

/// The due date of a text spoken on a day; none when it speaks of no time at all.
///
/// In a self-correction the last value counts; of several dates the one that is bound to the task by "trước", "chậm
/// nhất", "hạn" and the like. No date before the day of speech is ever given.
#[must_use]
pub fn find(text: &str, on: Date, holidays: &Holidays) -> Option<Deadline> {
    let syllables = syllable::split(text);
    let chosen = pick::chosen(&Spoken { of: &syllables, on, holidays }, 0..syllables.len())?;
    let range = syllables[chosen.at.start].at.start..syllables[chosen.at.end - 1].at.end;
    Some(Deadline {
        phrase: text[range.clone()].to_owned(),
        range,
        value: chosen.value,
        rule: chosen.rule,
        warnings: warnings(chosen.value, on, holidays),
    })
}

/// All that the rules look at.
pub(crate) struct Spoken<'a> {
    /// The words.
    pub of: &'a [Syllable],
    /// The day they were spoken on.
    pub on: Date,
    /// Days off.
    pub holidays: &'a Holidays,
}

impl<'a> Spoken<'a> {
    fn key(&self, at: usize) -> &'a str {
        self.of.get(at).map_or("", |s| s.key.as_str())
    }

    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |p| self.key(p))
    }

    fn reads(&self, at: usize, words: &str) -> Option<usize> {
        syllable::reads(self.of, at, words)
    }

    fn longest(&self, at: usize, groups: &[&str]) -> Option<usize> {
        syllable::longest(self.of, at, groups)
    }

    fn just_before(&self, end: usize, groups: &[&str]) -> Option<usize> {
        syllable::longest_before(self.of, end, groups)
    }

    /// The longest entry of a table that begins at `at`: its syllables and what it stands for.
    fn entry<T: Copy>(&self, at: usize, table: &[(&str, T)]) -> Option<(usize, T)> {
        table.iter().filter_map(|(words, of)| Some((self.reads(at, words)?, *of))).max_by_key(|(len, _)| *len)
    }
}

/// A due date over syllables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Syllables of the phrase.
    pub at: Range<usize>,
    /// What it comes to.
    pub value: Value,
    /// The rule that decided.
    pub rule: &'static str,
}

pub(crate) use pick::{Mention, chosen, mentions};

/// A time named at some syllable, without the words before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    /// Syllables.
    len: usize,
    /// What it comes to.
    value: Value,
    /// The day number where no month was named, so that a neighbour's month can complete it.
    day_only: Option<u8>,
    /// How firmly it stands without a word like "trước" before it.
    weight: u8,
    /// The rule that read it.
    rule: &'static str,
}

impl Named {
    fn day(len: usize, day: Date, weight: u8, rule: &'static str) -> Self {
        Self { len, value: Value::Day(day), day_only: None, weight, rule }
    }

    fn range(len: usize, from: Date, to: Date, rule: &'static str) -> Self {
        Self { len, value: Value::Range(from, to), day_only: None, weight: 2, rule }
    }

    fn none(len: usize, reason: Reason, rule: &'static str) -> Self {
        Self { len, value: Value::None(reason), day_only: None, weight: 1, rule }
    }

    fn longer(self, by: usize) -> Self {
        Self { len: self.len + by, ..self }
    }

    fn at_least(self, weight: u8) -> Self {
        Self { weight: self.weight.max(weight), ..self }
    }
}

/// The time named at `at`; `before` tells that "trước" stands before it.
fn named(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    unclear::step(s, at).or_else(|| lexicon::opens(s.key(at)).then(|| clear(s, at, before))?)
}

/// A time that may have a day.
fn clear(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    daypart::part_of_day(s, at)
        .or_else(|| clock::step(s, at, before))
        .or_else(|| day(s, at, before))
        .or_else(|| count::step(s, at))
        .or_else(|| period::step(s, at, before))
}

/// A single day, without hour.
fn day(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    feast::step(s, at, before)
        .or_else(|| order::step(s, at))
        .or_else(|| date::step(s, at))
        .or_else(|| daypart::relative_day(s, at))
        .or_else(|| week::weekday(s, at))
        .or_else(|| week::week(s, at))
}

#[cfg(test)]
mod tests;
