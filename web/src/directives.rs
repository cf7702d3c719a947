//! Directives as the pages show them: cards, counts, what comes first, and the clause that words one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use giaoban_minutes::calendar::{Holidays, parse_day};
use giaoban_minutes::extract::Lexicon;
use giaoban_models::clock::Moment;
use giaoban_models::directive::counts::Counts;
use giaoban_models::directive::order::Directive;
use giaoban_models::directive::{DirectiveState, Timeliness, due};
use giaoban_models::id::{ProposalId, UnitId, UtteranceId};
use giaoban_models::minutes::{Passage, PassageKind};

use crate::api::wire::directives::{DirectiveCard, DirectiveCounts, DirectiveList, StateCount, UnitCounts};

/// The authority's own table of days off, in the data folder.
const HOLIDAYS_FILE: &str = "holidays.json";
/// The authority's own words for the rules that find directives, in the data folder.
const LEXICON_FILE: &str = "lexicon.json";
/// Cards in one list at most; the counts are over all.
pub const MOST_CARDS: usize = 500;

/// Days off: those of the authority where it keeps a table of its own, else those shipped.
pub fn holidays(data: &Path) -> Holidays {
    match std::fs::read_to_string(data.join(HOLIDAYS_FILE)) {
        Ok(own) => Holidays::from_json(&own).unwrap_or_else(|error| {
            tracing::warn!(%error, file = HOLIDAYS_FILE, "the table of days off cannot be read; the one shipped is used");
            Holidays::shipped()
        }),
        Err(_) => Holidays::shipped(),
    }
}

/// The words of the rules: those shipped, with the ones in the data folder added where there are any that can be read.
pub fn lexicon(data: &Path) -> Lexicon {
    let shipped = || Lexicon::shipped().clone();
    match std::fs::read_to_string(data.join(LEXICON_FILE)) {
        Ok(own) => Lexicon::extended(&own).unwrap_or_else(|error| {
            tracing::warn!(%error, file = LEXICON_FILE, "the authority's own words cannot be read; those shipped are used");
            shipped()
        }),
        Err(_) => shipped(),
    }
}

/// A directive in a list, as it stands at `now`.
pub fn card(directive: &Directive, now: Moment, holidays: &Holidays) -> DirectiveCard {
    let standing = &directive.standing;
    let day_off = |due: &String| parse_day(due::day(due)).is_some_and(|day| !holidays.is_working(day));
    DirectiveCard {
        id: directive.id.clone(),
        code: directive.code.clone(),
        task: directive.task.clone(),
        lead: directive.holder().clone(),
        assigned_to: standing.inherited_by.is_some().then(|| directive.lead.clone()),
        co_units: directive.co_units.clone(),
        meeting: directive.meeting.clone(),
        meeting_title: directive.meeting_title.clone(),
        directed_on: directive.directed_on.clone(),
        leader_name: directive.leader_name.clone(),
        due: standing.due.clone(),
        asked_due: standing.asked_due.clone(),
        urges: standing.urges,
        due_text: directive.due_text.clone(),
        due_on_day_off: standing.due.as_ref().is_some_and(day_off),
        state: standing.state,
        timeliness: standing.timeliness(now),
        days_late: standing.days_late(now),
        recurring: directive.recurring,
        conditional: directive.conditional,
    }
}

/// The list with its counts: over `directives`, of which only those in this state and timeliness are shown.
pub fn list(
    directives: &[Directive],
    state: Option<DirectiveState>,
    timeliness: Option<Timeliness>,
    now: Moment,
    holidays: &Holidays,
) -> DirectiveList {
    let cards: Vec<DirectiveCard> = directives.iter().map(|directive| card(directive, now, holidays)).collect();
    let counts: Counts = cards.iter().map(|card| card.timeliness).collect();
    let count = |state| StateCount { state, count: of(cards.iter().filter(|card| card.state == state).count()) };
    let states = DirectiveState::ALL.into_iter().map(count).filter(|state| state.count > 0).collect();
    let units = by_unit(&cards);
    let mut shown: Vec<DirectiveCard> = cards
        .into_iter()
        .filter(|card| state.is_none_or(|state| card.state == state))
        .filter(|card| timeliness.is_none_or(|asked| is(card.timeliness, asked)))
        .collect();
    shown.sort_by(|a, b| (rank(a), &a.due, &a.code).cmp(&(rank(b), &b.due, &b.code)));
    shown.truncate(MOST_CARDS);
    DirectiveList { as_of: now, counts: counts.into(), states, units, directives: shown }
}

/// Whether a timeliness is the one asked for; what is due soon is also within its term.
fn is(timeliness: Timeliness, asked: Timeliness) -> bool {
    timeliness == asked || (asked == Timeliness::Within && timeliness == Timeliness::DueSoon)
}

/// What is owed comes first: overdue, then with a due date, then without, then what is over.
fn rank(card: &DirectiveCard) -> u8 {
    match card.timeliness {
        Timeliness::Overdue => 0,
        Timeliness::DueSoon | Timeliness::Within => 1,
        Timeliness::NoDueDate => 2,
        Timeliness::DoneLate | Timeliness::DoneOnTime => 3,
        Timeliness::Stopped => 4,
    }
}

/// Counts by lead unit, most overdue first, then the most.
fn by_unit(cards: &[DirectiveCard]) -> Vec<UnitCounts> {
    let mut counts: BTreeMap<&UnitId, (Counts, &DirectiveCard)> = BTreeMap::new();
    for card in cards {
        counts.entry(&card.lead.id).or_insert((Counts::default(), card)).0.add(card.timeliness);
    }
    let mut units: Vec<UnitCounts> = counts
        .into_values()
        .map(|(counts, card)| UnitCounts { unit: card.lead.clone(), counts: counts.into() })
        .collect();
    units.sort_by_key(|unit| Reverse((unit.counts.overdue, unit.counts.total)));
    units
}

fn of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl From<Counts> for DirectiveCounts {
    fn from(counts: Counts) -> Self {
        Self {
            total: counts.total,
            done_on_time: counts.done_on_time,
            done_late: counts.done_late,
            within: counts.within,
            due_soon: counts.due_soon,
            overdue: counts.overdue,
            no_due_date: counts.no_due_date,
            stopped: counts.stopped,
        }
    }
}

/// The clause of minutes that words a directive: the one made from its proposal; else, of those resting on the same
/// sentences, the one sharing the most of them, the last of equals because conclusions come last.
pub fn clause(passages: &[Passage], proposal: Option<&ProposalId>, utterances: &[UtteranceId]) -> Option<String> {
    let of_proposal =
        passages.iter().find(|passage| passage.proposal.is_some() && passage.proposal.as_ref() == proposal);
    let shared = |passage: &Passage| passage.utterances.iter().filter(|said| utterances.contains(said)).count();
    let resting = || {
        let body = passages.iter().filter(|passage| passage.kind == PassageKind::Paragraph && shared(passage) > 0);
        body.max_by_key(|passage| shared(passage))
    };
    of_proposal.or_else(resting).map(Passage::text)
}

#[cfg(test)]
mod tests;
