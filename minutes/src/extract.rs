//! Directives (ý kiến chỉ đạo) in what the chair says, as proposals a person decides on.
//!
//! Rules, not guesses: who is addressed, with what words, by when; and what only looks like a directive is left alone.
//! Written text and the words of an engine go the same way; marks are used where there are some.

mod judge;
mod order;
mod place;
mod task;
mod words;

use giaoban_models::directive::Proposal;
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::UnitId;
use giaoban_models::turn::{Turn, TurnRole, TurnSpeaker};
use time::Date;

use crate::calendar::{Holidays, parse_day};
use crate::deadline::{self, Spoken};
use crate::syllable::{self, Mark, Syllable};
use crate::units::{Mention, Units};

/// Confidence from which a proposal is suggested to the secretary; what is less sure is only listed as possible.
pub const SUGGEST: f64 = 0.6;

/// A proposal with the names of the rules that made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// What is proposed.
    pub proposal: Proposal,
    /// Stable names of the rules, in the order in which they held.
    pub rules: Vec<&'static str>,
}

/// The directives proposed from turns in order of speech; turns of several meetings may follow each other.
///
/// Only the chair gives directives. A turn whose day is not a day is left out.
#[must_use]
pub fn extract(turns: &[Turn], gazetteer: &Gazetteer, holidays: &Holidays) -> Vec<Proposal> {
    explained(turns, gazetteer, holidays).into_iter().map(|e| e.proposal).collect()
}

/// [`extract`], with the rules that made each proposal.
#[must_use]
pub fn explained(turns: &[Turn], gazetteer: &Gazetteer, holidays: &Holidays) -> Vec<Explained> {
    let units = Units::new(gazetteer);
    let mut proposals = Vec::new();
    for (n, turn) in turns.iter().enumerate() {
        if turn.speaker.role != TurnRole::Chair {
            continue;
        }
        let Some(on) = parse_day(&turn.spoken_on) else { continue };
        let before = n.checked_sub(1).map(|p| &turns[p]).filter(|p| p.meeting_id == turn.meeting_id);
        let found = of_turn(turn, before, &units, on, holidays);
        proposals.extend(found.into_iter().map(|proposal| Explained { proposal, rules: vec![] }));
    }
    proposals
}

/// A turn with all that was found in it.
struct Heard<'a> {
    text: &'a str,
    of: Vec<Syllable>,
    mentions: Vec<Mention>,
    times: Vec<deadline::Mention>,
    /// Whether the text has marks, so that a missing one means something.
    marked: bool,
    /// The unit whose meeting it is.
    home: &'a UnitId,
    /// The post of the one who presides.
    post: &'a str,
    units: &'a Units,
    on: Date,
    holidays: &'a Holidays,
}

impl<'a> Heard<'a> {
    fn new(text: &'a str, chair: &'a TurnSpeaker, units: &'a Units, on: Date, holidays: &'a Holidays) -> Self {
        let of = syllable::split(text);
        let mentions = units.within(&of, Some(&chair.unit));
        let times = deadline::mentions(&Spoken { of: &of, on, holidays }, 0..of.len());
        let marked = of.iter().any(|s| s.mark >= Mark::Stop || s.capital);
        Self { text, of, mentions, times, marked, home: &chair.unit, post: &chair.post, units, on, holidays }
    }

    fn spoken(&self) -> Spoken<'_> {
        Spoken { of: &self.of, on: self.on, holidays: self.holidays }
    }

    fn key(&self, at: usize) -> &str {
        self.of.get(at).map_or("", |s| s.key.as_str())
    }

    /// The mark before a syllable; the beginning of the text counts as a stop.
    fn mark_before(&self, at: usize) -> Mark {
        at.checked_sub(1).map_or(Mark::Stop, |p| self.of[p].mark)
    }

    fn longest(&self, at: usize, groups: &[&str]) -> Option<usize> {
        syllable::longest(&self.of, at, groups)
    }

    /// The longest word group ending before `end`, with no mark between it and what follows.
    fn just_before(&self, end: usize, groups: &[&str]) -> Option<usize> {
        (end > 0 && self.of[end - 1].mark == Mark::None).then(|| syllable::longest_before(&self.of, end, groups))?
    }

    /// The time that begins at a syllable, and its end.
    fn time_at(&self, at: usize) -> Option<usize> {
        self.times.iter().find(|t| t.at.start <= at && at < t.at.end).map(|t| t.at.end)
    }

    fn words(&self, part: std::ops::Range<usize>) -> &str {
        syllable::text_of(self.text, &self.of, part)
    }
}

fn of_turn(turn: &Turn, before: Option<&Turn>, units: &Units, on: Date, holidays: &Holidays) -> Vec<Proposal> {
    let heard = Heard::new(&turn.text, &turn.speaker, units, on, holidays);
    let previous = before.map(|p| Heard::new(&p.text, &turn.speaker, units, on, holidays));
    let orders = order::orders(&heard);
    let mut proposals: Vec<Proposal> = Vec::new();
    for order in &orders {
        let Some(verdict) = judge::judge(&heard, order) else { continue };
        let task = task::wording(&heard, order, &verdict, previous.as_ref());
        let mut from = vec![turn.id.clone()];
        if task.from_before
            && let Some(before) = before
        {
            from.push(before.id.clone());
        }
        proposals.push(Proposal {
            meeting_id: turn.meeting_id.to_string(),
            turns: from,
            quote: heard.words(order.at.clone()).to_owned(),
            lead_units: order.leads.clone(),
            co_units: order.co.clone(),
            task: task.words,
            deadline: verdict.deadline,
            deadline_text: verdict.deadline_at.map(|at| heard.words(at).to_owned()),
            action: verdict.action,
            recurring: verdict.recurring,
            conditional: verdict.conditional,
            confidence: verdict.confidence,
            reasons: verdict.reasons,
        });
    }
    proposals
}

#[cfg(test)]
mod tests;
