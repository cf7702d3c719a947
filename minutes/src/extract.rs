//! Directives (ý kiến chỉ đạo) in what the chair says, as proposals a person decides on.
//!
//! Rules, not guesses: who is addressed, with what words, by when; and what only looks like a directive is left alone.
//! Written text and the words of an engine go the same way; marks are used where there are some. What was said before
//! counts: who presides, who spoke last, what was promised, what was ordered and is still open.

mod carry;
mod change;
mod due;
mod each;
mod extent;
mod head;
mod heard;
mod implied;
mod judge;
pub mod lexicon;
mod meeting;
mod order;
mod place;
mod presiding;
mod refer;
mod sentence;
mod task;
mod veto;

use giaoban_models::directive::Proposal;
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::turn::Turn;

use crate::calendar::Holidays;
use crate::mend::Corrector;
use crate::units::Units;

pub use lexicon::{Lexicon, LexiconError};

/// Confidence from which a proposal is suggested to the secretary; what is less sure is only listed as possible.
pub const SUGGEST: f64 = 0.65;

/// A proposal with the names of the rules that made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// What is proposed.
    pub proposal: Proposal,
    /// Stable names of the rules, in the order in which they held.
    pub rules: Vec<&'static str>,
}

/// Words of the chair that look like a directive and are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The meeting.
    pub meeting_id: String,
    /// The turn.
    pub turn: String,
    /// The words, as said.
    pub quote: String,
    /// Stable name of the rule.
    pub rule: &'static str,
}

/// What was read from some turns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Proposals in order of speech.
    pub items: Vec<Explained>,
    /// What was weighed and refused.
    pub refused: Vec<Refused>,
}

/// The directives proposed from turns in order of speech; turns of several meetings may follow each other.
///
/// Only whoever presides gives directives. A turn whose day is not a day is left out.
#[must_use]
pub fn extract(turns: &[Turn], gazetteer: &Gazetteer, holidays: &Holidays) -> Vec<Proposal> {
    extract_with(turns, gazetteer, holidays, Lexicon::shipped())
}

/// [`extract`] with an authority's own words.
#[must_use]
pub fn extract_with(turns: &[Turn], gazetteer: &Gazetteer, holidays: &Holidays, lexicon: &Lexicon) -> Vec<Proposal> {
    explained(turns, gazetteer, holidays, lexicon).items.into_iter().map(|e| e.proposal).collect()
}

/// [`extract_with`], with the rules that made each proposal, and what was refused by which rule.
#[must_use]
pub fn explained(turns: &[Turn], gazetteer: &Gazetteer, holidays: &Holidays, lexicon: &Lexicon) -> Found {
    let units = Units::new(gazetteer);
    let heard = turns.iter().any(|turn| !heard::is_marked(&crate::syllable::split(&turn.text)));
    let corrector = heard.then(|| Corrector::new(gazetteer));
    let mut all = Found::default();
    for turns in turns.chunk_by(|a, b| a.meeting_id == b.meeting_id) {
        let found = meeting::of_meeting(turns, &units, corrector.as_ref(), lexicon, holidays);
        all.items.extend(found.items);
        all.refused.extend(found.refused);
    }
    all
}

#[cfg(test)]
mod tests;
