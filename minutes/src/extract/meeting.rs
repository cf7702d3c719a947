//! The turns of one meeting in order, with what each leaves behind for the next.

use giaoban_models::directive::DirectiveAction;
use giaoban_models::directive::Proposal;
use giaoban_models::id::UnitId;
use giaoban_models::turn::{Turn, TurnRole};

use super::change::{moved, new_dates, stopped};
use super::each::each;
use super::heard::{Ground, Heard};
use super::implied::{Around, implied};
use super::judge::{Verdict, judge};
use super::lexicon::Lexicon;
use super::order::{Order, OrderKind, orders};
use super::presiding::Presiding;
use super::{Explained, Found, Refused};
use crate::calendar::{Holidays, parse_day};
use crate::mend::Corrector;
use crate::units::{Kind, Units};

/// Units remembered as spoken of or speaking.
const REMEMBERED: usize = 8;
/// Turns after an order within which its date may still be named.
const DATED_WITHIN: usize = 3;
/// Longest answer that counts as naming a date, in syllables, when no date was asked for.
const SHORT_ANSWER: usize = 40;

/// The directives of one meeting.
pub fn of_meeting(
    turns: &[Turn],
    units: &Units,
    corrector: Option<&Corrector>,
    lexicon: &Lexicon,
    holidays: &Holidays,
) -> Found {
    let first = turns.iter().find(|t| t.speaker.role == TurnRole::Chair).or(turns.first());
    let Some(home) = first.map(|t| &t.speaker.unit) else { return Found::default() };
    let ground = Ground { units, lexicon, corrector, holidays, home };
    let mut meeting = Meeting::default();
    let mut previous: Option<(&Turn, Heard<'_>)> = None;
    for (n, turn) in turns.iter().enumerate() {
        let Some(on) = parse_day(&turn.spoken_on) else { continue };
        let heard = Heard::new(turn, &ground, on, &meeting.recent);
        if meeting.presiding.presides(turn, &heard) {
            meeting.of_chair(n, turn, &heard, previous.as_ref().map(|(t, h)| (*t, h)));
        } else {
            meeting.taken_up(n, turn, &heard);
            meeting.of_other(turn, &heard);
        }
        meeting.presiding.hand_over(turn, &heard);
        meeting.remember(turn, &heard);
        previous = Some((turn, heard));
    }
    Found { items: meeting.found, refused: meeting.refused }
}

/// What is known when the next turn begins.
#[derive(Default)]
struct Meeting {
    found: Vec<Explained>,
    refused: Vec<Refused>,
    /// The turn each was found in.
    found_in: Vec<usize>,
    presiding: Presiding,
    around: Around,
    recent: Vec<UnitId>,
}

impl Meeting {
    fn of_chair(&mut self, n: usize, turn: &Turn, heard: &Heard<'_>, before: Option<(&Turn, &Heard<'_>)>) {
        let (mut all, places) = orders(heard);
        super::carry::carry_on(heard, &places, &mut all);
        each(heard, &mut all);
        new_dates(heard, &places, &mut all);
        stopped(heard, &mut all, &self.around.other);
        moved(heard, &mut all, &self.around.other, self.around.asked_time);
        implied(heard, &mut all, &self.around);
        all.sort_by_key(|o| o.at.start);
        for order in &all {
            let read = judge(heard, order).and_then(|verdict| {
                if self.completes(n, turn, order, &verdict, heard) {
                    return Ok(());
                }
                let item = explained(heard, turn, order, verdict, before);
                // What is left of torn speech may name somebody and nothing to do, or only who helps.
                if item.proposal.task.is_empty() {
                    return Err("nothing-to-do");
                }
                if item.proposal.lead_units.is_empty() {
                    return Err("nobody-to-do-it");
                }
                self.found.push(item);
                self.found_in.push(n);
                Ok(())
            });
            if let Err(rule) = read {
                let quote = heard.words(order.at.clone()).to_owned();
                self.refused.push(Refused {
                    meeting_id: turn.meeting_id.to_string(),
                    turn: turn.id.clone(),
                    quote,
                    rule,
                });
            }
        }
        let words = heard.lexicon();
        let asked = heard.has(&words.asks_when, 0..heard.of.len());
        let mut pending = Vec::new();
        if let Some((last, at)) = self.found.last().zip(self.found_in.last())
            && *at == n
            && last.proposal.deadline.is_none()
            && last.proposal.action == DirectiveAction::New
            && !last.proposal.conditional
            && !last.proposal.recurring
            && last.proposal.deadline_text.is_none()
        {
            pending.clone_from(&last.proposal.lead_units);
        }
        self.around = Around { asked_when: asked, pending, ..Around::default() };
        // "Anh Hùng bên Tài nguyên này," and then somebody else speaks.
        if let Some(last) = heard.mentions.last().filter(|m| m.kind == Kind::Person && m.at.end + 2 >= heard.of.len()) {
            self.around.other = vec![last.unit.clone()];
        }
    }

    /// "Trước 20/12 nhé", some turns after an order that named no date: it is that order's.
    fn completes(&mut self, n: usize, turn: &Turn, order: &Order, verdict: &Verdict, heard: &Heard<'_>) -> bool {
        if !matches!(order.kind, OrderKind::Promise | OrderKind::NewDate) || verdict.deadline.is_none() {
            return false;
        }
        let Some((last, at)) = self.found.last_mut().zip(self.found_in.last()) else { return false };
        let proposal = &mut last.proposal;
        let same = *at < n && *at + DATED_WITHIN >= n && proposal.lead_units.iter().any(|u| order.leads.contains(u));
        if !same || proposal.action != DirectiveAction::New || proposal.conditional || proposal.recurring {
            return false;
        }
        if proposal.deadline.is_some() {
            return proposal.deadline == verdict.deadline;
        }
        proposal.deadline.clone_from(&verdict.deadline);
        proposal.deadline_text = verdict.deadline_at.clone().map(|at| heard.words(at).to_owned());
        proposal.turns.push(turn.id.clone());
        proposal.confidence = (proposal.confidence + 0.2).min(0.98);
        proposal.reasons.push("thời hạn được nêu ở lượt nói sau".to_owned());
        last.rules.push("dated-later");
        true
    }

    /// "Dạ rõ", said to something stopped or moved whose owner was not named: whoever says so has it.
    fn taken_up(&mut self, n: usize, turn: &Turn, heard: &Heard<'_>) {
        let answers = (0..heard.of.len().min(2)).any(|at| {
            matches!(heard.key(at), "dạ" | "vâng" | "rõ" | "chấp" | "tiếp" | "nhất" | "đồng" | "ok" | "được" | "ừ")
        });
        let asks = super::veto::is_question(heard, 0..heard.of.len());
        if !answers || asks || turn.speaker.role == TurnRole::Secretary || turn.speaker.unit == *heard.ground.home {
            return;
        }
        for (item, at) in self.found.iter_mut().zip(&self.found_in).rev().take_while(|(_, at)| **at + 1 >= n) {
            if *at + 1 == n && item.rules.contains(&super::change::OWNER_GUESSED) {
                item.proposal.lead_units = vec![turn.speaker.unit.clone()];
                item.proposal.co_units.retain(|u| *u != turn.speaker.unit);
                item.rules.push("taken-up-by-the-next");
            }
        }
    }

    fn of_other(&mut self, turn: &Turn, heard: &Heard<'_>) {
        let words = heard.lexicon();
        let asked_when = self.around.asked_when;
        let dated = heard.times.iter().any(|t| t.value.text().is_some());
        let pending = std::mem::take(&mut self.around.pending);
        let keeps = pending.contains(&turn.speaker.unit) || heard.of.len() <= 6;
        let pending = if keeps { pending } else { vec![] };
        let acknowledged = heard.of.len() <= 3 && !dated;
        if acknowledged && !self.around.other.is_empty() {
            self.around.pending = pending;
            return;
        }
        let mut named: Vec<UnitId> = heard
            .mentions
            .iter()
            .filter(|m| m.kind == Kind::Unit && !heard.is_above(&m.unit))
            .map(|m| m.unit.clone())
            .collect();
        super::head::once(&mut named);
        self.around = Around {
            other: vec![turn.speaker.unit.clone()],
            named,
            asked_when,
            promised: dated && (asked_when || heard.of.len() <= SHORT_ANSWER),
            asked_time: heard.has(&words.asks_time, 0..heard.of.len()),
            pending,
        };
    }

    fn remember(&mut self, turn: &Turn, heard: &Heard<'_>) {
        let spoken_of = heard.mentions.iter().map(|m| &m.unit);
        for unit in spoken_of.chain([&turn.speaker.unit]) {
            self.recent.retain(|u| u != unit);
            self.recent.insert(0, unit.clone());
        }
        self.recent.truncate(REMEMBERED);
    }
}

fn explained(
    heard: &Heard<'_>,
    turn: &Turn,
    order: &Order,
    verdict: Verdict,
    before: Option<(&Turn, &Heard<'_>)>,
) -> Explained {
    let task = super::task::wording(heard, order, &verdict, before.map(|(_, heard)| heard));
    let mut turns = vec![turn.id.clone()];
    if task.from_before
        && let Some((before, _)) = before
    {
        turns.push(before.id.clone());
    }
    let proposal = Proposal {
        meeting_id: turn.meeting_id.to_string(),
        turns,
        quote: heard.words(order.at.clone()).to_owned(),
        lead_units: order.leads.clone(),
        co_units: order.co.clone(),
        task: task.words,
        deadline: verdict.deadline,
        deadline_text: verdict.deadline_at.map(|at| heard.words(at).to_owned()),
        deadline_warning: verdict.deadline_warning.map(str::to_owned),
        action: verdict.action,
        recurring: verdict.recurring,
        conditional: verdict.conditional,
        confidence: verdict.confidence,
        reasons: verdict.reasons,
    };
    Explained { proposal, rules: verdict.rules }
}
