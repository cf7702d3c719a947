//! Sentences that carry an order on: its date, its report, who else helps.

use super::heard::Heard;
use super::order::Order;
use super::place::Place;

/// Most syllables of a sentence that is taken to carry an order on.
const LONGEST: usize = 32;
/// Most sentences between an order and its date.
const REACH: usize = 2;

/// Lets each order run on over the sentences after it that name no one else and say when it is due.
pub fn carry_on(heard: &Heard<'_>, places: &[Place], orders: &mut [Order]) {
    for n in 0..orders.len() {
        let limit = orders.get(n + 1).map_or(heard.of.len(), |next| next.at.start);
        if is_dated(heard, &orders[n]) {
            continue;
        }
        let mut at = orders[n].at.end;
        for _ in 0..REACH {
            if at >= limit {
                break;
            }
            let sentence = heard.sentence(at);
            let part = at.max(sentence.start)..sentence.end.min(limit);
            if part.len() > LONGEST || part.is_empty() || leaves(heard, places, part.clone()) {
                break;
            }
            if due_in(heard, part.clone()) {
                orders[n].at.end = part.end;
                orders[n].rules.push("date-in-next-sentence");
                break;
            }
            at = part.end;
        }
    }
}

/// Whether an order has a time of its own already.
pub fn is_dated(heard: &Heard<'_>, order: &Order) -> bool {
    heard.times.iter().any(|t| t.at.start >= order.at.start && t.at.end <= order.at.end && t.value.text().is_some())
        || heard.has(&heard.lexicon().recurring, order.at.clone())
        || heard.has(&heard.lexicon().condition, order.at.clone())
}

/// Whether a sentence says when something is due.
pub fn due_in(heard: &Heard<'_>, part: std::ops::Range<usize>) -> bool {
    heard.times.iter().filter(|t| t.at.start >= part.start && t.at.end <= part.end && t.value.text().is_some()).any(
        |t| {
            let after = heard.at(&heard.lexicon().due_tail, t.at.end).is_some()
                || heard.at(&heard.lexicon().verb, t.at.end).is_some()
                || heard.at(&heard.lexicon().duty, t.at.end).is_some();
            t.is_bound() || after || t.at.end - t.at.start + 3 >= part.len()
        },
    )
}

/// Whether a sentence leaves the order: it asks, tells of what was, plans for the chair, or turns to somebody else.
fn leaves(heard: &Heard<'_>, places: &[Place], part: std::ops::Range<usize>) -> bool {
    let words = heard.lexicon();
    let addressed = heard
        .mentions
        .iter()
        .zip(places)
        .any(|(m, place)| m.at.start >= part.start && m.at.end <= part.end && matches!(place, Place::Lead { .. }));
    addressed
        || super::veto::is_question(heard, part.clone())
        || heard.has(&words.own_plan, part.clone())
        || heard.has(&words.over, part.clone())
        || heard.has(&words.condition, part.clone())
        || heard.has(&words.superior, part.start..(part.start + 3).min(part.end))
        || (part.start..part.end).any(|at| matches!(heard.key(at), "đã" | "vừa" | "sẽ"))
}
