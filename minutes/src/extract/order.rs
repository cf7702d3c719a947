//! Orders: stretches of a turn that hand one task to somebody.

use std::ops::Range;

use giaoban_models::id::UnitId;

use super::Heard;
use super::place::{Place, places, predicate};
use super::words::{
    AGAIN, BEFORE_A_STOP, CANCELS, CUTS, HELPS, LEADS, OVERSEES, PLACE, RECIPIENT, SUSPENDS, THEN, THIS, TOPIC, VERBS,
};
use crate::syllable::{self, Mark};
use crate::units::Kind;

/// One order: syllables, who leads, who helps.
#[derive(Clone, Debug)]
pub struct Order {
    /// Syllables of the whole.
    pub at: Range<usize>,
    /// First syllable of the words that hand it over, or of the first name.
    pub head: usize,
    /// End of the names of those who lead.
    pub head_end: usize,
    /// Syllables that hand it over.
    pub assigned: usize,
    /// Who leads.
    pub leads: Vec<UnitId>,
    /// Who helps.
    pub co: Vec<UnitId>,
    /// How it was recognised.
    pub kind: OrderKind,
    /// Whether "chủ trì" was said.
    pub chairs: bool,
    /// The verb of the order before, for a further task that names only its object.
    pub verb: Option<Range<usize>>,
}

/// How an order was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKind {
    /// Somebody is addressed.
    Addressed,
    /// A further task of the one addressed before.
    Further,
    /// Only a name and a new date.
    NewDate,
    /// Something is stopped; who did it is named in passing.
    Stopped,
}

/// Mentions that lead together.
#[derive(Clone, Debug)]
struct Head {
    mentions: Range<usize>,
    start: usize,
    end: usize,
    assigned: usize,
}

/// The orders of a turn, in order.
pub fn orders(heard: &Heard<'_>) -> Vec<Order> {
    let places = places(heard);
    let heads = heads(heard, &places);
    let mut orders: Vec<Order> = Vec::new();
    let mut n = 0;
    while n < heads.len() {
        n += 1;
        let head = &heads[n - 1];
        let after = heard.longest(head.end, LEADS);
        let leads = units(heard, head.mentions.clone());
        // "Hai phòng thì Phòng Nội vụ chủ trì": who of those named before leads.
        if let Some(len) = after
            && bare_after(heard, head.end + len)
            && let Some(last) = orders.last_mut()
            && last.leads.iter().any(|u| leads.contains(u))
        {
            let others: Vec<UnitId> = last.leads.iter().filter(|u| !leads.contains(u)).cloned().collect();
            last.leads = leads;
            last.co.extend(others);
            last.chairs = true;
            if heard.marked && same_sentence(heard, last.head_end, head.start) {
                last.at.end = last.at.end.max(head.end + len);
            }
            continue;
        }
        let floor = orders.last().map_or(0, |o| o.at.end);
        let mut order = Order {
            at: start(heard, head, floor, None)..head.end,
            head: head.start,
            head_end: head.end,
            assigned: head.assigned,
            leads,
            co: vec![],
            kind: OrderKind::Addressed,
            chairs: after.is_some(),
            verb: None,
        };
        // Those named next only help, or do the work a leader watches over.
        while let Some(next) = heads.get(n).filter(|next| same_sentence(heard, head.end, next.start)) {
            let gap = order.head_end..next.start;
            let oversees = heard.longest(order.head_end, OVERSEES).is_some_and(|len| len + 4 >= gap.len());
            let chairs = heard.longest(order.head_end, LEADS).is_some_and(|len| len == gap.len());
            let helps = heard.longest(next.end, HELPS).is_some_and(|len| !takes_a_name(heard, next.end + len))
                && next.assigned == 0;
            let next_units = units(heard, next.mentions.clone());
            if oversees && order.leads.iter().all(|u| u == heard.home) {
                order.leads = next_units;
                order.head_end = next.end;
            } else if chairs && next.assigned == 0 {
                order.co.extend(next_units);
                order.head_end = next.end;
            } else if helps {
                order.co.extend(next_units);
            } else {
                break;
            }
            n += 1;
        }
        order.at.end = end(heard, order.head_end, heads.get(n));
        order.leads.retain(|u| !heard.units.is_above(u, heard.home) || head_is_person(heard, head));
        if order.leads.is_empty() {
            continue;
        }
        let helpers = helpers(heard, &places, &order, orders.last());
        order.co.extend(helpers);
        order.co.retain(|u| !order.leads.contains(u) && !heard.units.is_above(u, heard.home));
        dedup(&mut order.co);
        further(heard, order, &mut orders);
    }
    new_dates(heard, &places, &mut orders);
    stopped(heard, &mut orders);
    orders.sort_by_key(|o| o.at.start);
    orders
}

fn dedup(units: &mut Vec<UnitId>) {
    let mut seen = std::collections::HashSet::new();
    units.retain(|u| seen.insert(u.clone()));
}

fn units(heard: &Heard<'_>, mentions: Range<usize>) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = heard.mentions[mentions].iter().map(|m| m.unit.clone()).collect();
    dedup(&mut units);
    units
}

fn head_is_person(heard: &Heard<'_>, head: &Head) -> bool {
    heard.mentions[head.mentions.clone()].iter().any(|m| m.kind == Kind::Person)
}

fn same_sentence(heard: &Heard<'_>, from: usize, to: usize) -> bool {
    from <= to && !heard.of[from..to].iter().any(|s| s.mark.ends_sentence())
}

/// Names that stand together as the ones addressed.
fn heads(heard: &Heard<'_>, places: &[Place]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let Place::Lead { assigned } = *place else { continue };
        let at = &heard.mentions[n].at;
        if let Some(last) = heads.last_mut()
            && last.mentions.end == n
            && assigned == 0
            && at.start - last.end <= 2
            && heard.mark_before(at.start) <= Mark::Comma
            && heard.of[last.end..at.start].iter().all(|s| matches!(s.key.as_str(), "và" | "với" | "cả" | "các"))
        {
            last.mentions.end = n + 1;
            last.end = at.end;
            continue;
        }
        heads.push(Head { mentions: n..n + 1, start: at.start - assigned, end: at.end, assigned });
    }
    heads
}

/// Whether nothing of a task follows: the end, a mark, or a time.
fn bare_after(heard: &Heard<'_>, at: usize) -> bool {
    at >= heard.of.len() || heard.mark_before(at) >= Mark::Comma || heard.time_at(at).is_some()
}

/// Whether a name follows: then it is the one helped, and what stands before "hỗ trợ" leads.
fn takes_a_name(heard: &Heard<'_>, at: usize) -> bool {
    let skip = usize::from(matches!(heard.key(at), "với" | "cùng" | "cho"));
    heard.mark_before(at) == Mark::None
        && at < heard.of.len()
        && (heard.mentions.iter().any(|m| m.at.start == at + skip)
            || heard.longest(at, VERBS).is_none() && heard.time_at(at).is_none())
}

/// Where an order begins: with its topic, condition or time when those stand before the one addressed. `before` is the
/// end of the names of an order whose end is sought: what is bound to that one is not taken from it.
fn start(heard: &Heard<'_>, head: &Head, floor: usize, before: Option<usize>) -> usize {
    let sentence = (floor..head.start).rev().find(|at| heard.of[*at].mark.ends_sentence()).map_or(floor, |at| at + 1);
    let clause =
        (sentence..head.start).rev().find(|at| heard.of[*at].mark >= Mark::Comma).map_or(sentence, |at| at + 1);
    if heard.marked {
        if before.is_some() && sentence == floor {
            return clause.max(floor);
        }
        let time =
            heard.times.iter().filter(|t| t.at.start >= sentence && t.at.end <= head.start).map(|t| t.at.start).min();
        let opened =
            heard.longest(sentence, TOPIC).is_some() || time.is_some_and(|t| t < clause) || time == Some(sentence);
        return if opened || head.start - sentence <= 3 { sentence } else { clause };
    }
    let mut at = head.start;
    if heard.just_before(at, &["tôi", "nhưng", "riêng"]).is_some() && at > floor {
        at -= 1;
    }
    at = own_time(heard, at, floor, before).unwrap_or(at);
    at -= heard.just_before(at, AGAIN).filter(|len| at - len >= floor).unwrap_or(0);
    let opened = (floor.max(at.saturating_sub(16))..at)
        .rev()
        .find(|at| heard.longest(*at, TOPIC).is_some() || heard.longest(*at, THIS).is_some());
    let conditional = heard.just_before(at, &["thì"]).is_some() || head.assigned > 0;
    opened.filter(|_| conditional).unwrap_or(at)
}

/// In words without marks, the first of the times before a name that are its own: not those "trước", "chậm nhất" bind to
/// what was said before, and not the only time of the order before.
fn own_time(heard: &Heard<'_>, head: usize, floor: usize, before: Option<usize>) -> Option<usize> {
    const REACH: usize = 9;
    let of_before = before.and_then(|from| heard.times.iter().position(|t| t.at.start >= from));
    let own = heard.times.iter().enumerate().filter(|(n, t)| {
        t.at.start >= floor
            && t.at.end <= head
            && t.at.start + REACH >= head
            && of_before.is_none_or(|first| *n > first)
    });
    let firm = own.clone().filter(|(_, t)| t.is_firm() && before.is_some()).map(|(n, _)| n).max();
    let mut own = own.filter(|(n, _)| firm.is_none_or(|firm| *n > firm)).map(|(_, t)| t.at.clone());
    let first = own.next()?;
    let last = own.next_back().unwrap_or_else(|| first.clone());
    (last.end == head).then_some(first.start)
}

/// Where an order ends: with its sentence, before the next one, or at words that leave it.
fn end(heard: &Heard<'_>, from: usize, next: Option<&Head>) -> usize {
    let sentence = (from.max(1) - 1..heard.of.len())
        .find(|at| heard.of[*at].mark.ends_sentence())
        .map_or(heard.of.len(), |at| at + 1);
    let mut end = sentence.max(from);
    if let Some(next) = next.filter(|next| next.start < end) {
        let before = start(heard, next, from, Some(from));
        end = before.max(from);
    }
    if let Some((cut, _)) = syllable::first(&heard.of, from..end, CUTS) {
        end = cut.max(from);
    }
    // "nghĩa đức thì …": without marks, a name set apart by "thì" opens another matter.
    let apart = |at: &Range<usize>| {
        heard.key(at.end) == "thì"
            && heard.just_before(at.start, PLACE).or_else(|| heard.just_before(at.start, RECIPIENT)).is_none()
    };
    if !heard.marked
        && let Some(mention) = heard.mentions.iter().find(|m| m.at.start >= from && m.at.end < end && apart(&m.at))
    {
        end = mention.at.start.max(from);
    }
    if end < heard.of.len()
        && end > from
        && (matches!(heard.key(end - 1), "nhưng" | "còn" | "và" | "riêng")
            || heard.key(end - 1) == "tôi"
                && heard.just_before(end - 1, &["báo", "cáo", "gửi", "trình", "lại", "nộp", "cho"]).is_none())
    {
        end -= 1;
    }
    end
}

/// Those named as helpers inside an order; "phối hợp" with nobody after it means whoever leads the order before.
fn helpers(heard: &Heard<'_>, places: &[Place], order: &Order, before: Option<&Order>) -> Vec<UnitId> {
    let inside = |at: &Range<usize>| at.start >= order.head_end && at.end <= order.at.end;
    let mut co: Vec<UnitId> = (0..places.len())
        .filter(|n| places[*n] == Place::Co && inside(&heard.mentions[*n].at))
        .map(|n| heard.mentions[n].unit.clone())
        .collect();
    if let Some((at, len)) = syllable::first(&heard.of, order.head_end..order.at.end, &["phối hợp"])
        && co.is_empty()
        && (at + len == order.at.end
            || heard.of[at + len - 1].mark >= Mark::Comma
            || heard.longest(at + len, &["mỗi", "cùng"]).is_some())
        && let Some(before) = before
    {
        co.extend(before.leads.iter().cloned());
    }
    co
}

/// Pushes an order, and each further task it holds for the same lead as an order of its own.
fn further(heard: &Heard<'_>, order: Order, orders: &mut Vec<Order>) {
    let mut order = order;
    // "Trên cơ sở đó tổ chức đấu giá …": in the same stretch or as the next sentence.
    let mut parts: Vec<Range<usize>> = Vec::new();
    if let Some((at, _)) = syllable::first(&heard.of, order.head_end..order.at.end, &["trên cơ sở đó", "sau đó"])
    {
        parts.push(at..order.at.end);
        order.at.end = at;
    } else if let Some(at) = second_task(heard, &order) {
        parts.push(at..order.at.end);
        order.at.end = at;
    }
    let next = order.at.end;
    if parts.is_empty()
        && heard.marked
        && next < heard.of.len()
        && heard.mark_before(next).ends_sentence()
        && heard.longest(next, THEN).is_some()
    {
        let stop =
            (next..heard.of.len()).find(|at| heard.of[*at].mark.ends_sentence()).map_or(heard.of.len(), |at| at + 1);
        let own = heard
            .mentions
            .iter()
            .any(|m| m.at.start >= next && m.at.end <= stop && predicate(heard, m.at.end).is_some());
        if !own {
            parts.push(next..stop);
        }
    }
    let leads = order.leads.clone();
    let verb = predicate(heard, order.head_end).and_then(|at| Some(at..at + heard.longest(at, VERBS)?));
    orders.push(order);
    for at in parts {
        let head_end = at.start + heard.longest(at.start, THEN).unwrap_or(0);
        orders.push(Order {
            head: at.start,
            head_end,
            at,
            assigned: 0,
            leads: leads.clone(),
            co: vec![],
            kind: OrderKind::Further,
            chairs: false,
            verb: verb.clone(),
        });
    }
}

/// "sửa cống số 4 trong 3 ngày, cống số 7 … chậm nhất rằm": a second thing with a date of its own.
fn second_task(heard: &Heard<'_>, order: &Order) -> Option<usize> {
    let dated: Vec<_> = heard
        .times
        .iter()
        .filter(|t| {
            t.at.start >= order.head_end && t.at.end <= order.at.end && t.is_bound() && t.value.text().is_some()
        })
        .collect();
    let (first, last) = (dated.first()?, dated.last()?);
    if first.value == last.value || last.at.start < first.at.end + 4 {
        return None;
    }
    let mut from = first.at.end;
    if let Some(len) = heard.longest(from, super::words::DUE_TAILS) {
        from += len;
    }
    let gap = from..last.at.start;
    // A report on the same task, or a correction of its date, is no second task.
    let same = syllable::first(
        &heard.of,
        gap.clone(),
        &["báo cáo", "báo", "trình", "gửi", "nộp", "tổng hợp", "à", "nhầm", "thôi", "có", "hay", "hoặc", "tức"],
    )
    .is_some();
    let verb = heard.longest(gap.start, VERBS).is_some()
        || syllable::first(&heard.of, gap.clone(), &["cho để", "thì để", "cho làm"]).is_some();
    (!same && verb && gap.len() >= 3).then_some(from)
}

/// "Riêng Phước Sơn đến 15/2": a name and a date, nothing else.
fn new_dates(heard: &Heard<'_>, places: &[Place], orders: &mut Vec<Order>) {
    for (n, mention) in heard.mentions.iter().enumerate() {
        let at = &mention.at;
        if places[n] != Place::Other && !matches!(places[n], Place::Lead { .. })
            || orders.iter().any(|o| o.at.start < at.end && at.start < o.at.end)
        {
            continue;
        }
        let from = at.end + usize::from(heard.key(at.end) == "thì");
        let Some(time) = heard.times.iter().find(|t| t.at.start == from && t.value.text().is_some()) else { continue };
        let over = time.at.end >= heard.of.len()
            || heard.mark_before(time.at.end) >= Mark::Comma
            || heard.mentions.iter().any(|m| m.at.start == time.at.end);
        let opened = heard.mark_before(at.start) >= Mark::Comma
            || heard.just_before(at.start, &["riêng", "dạ", "đúng", "vậy", "còn", "thôi"]).is_some();
        if !over || !opened || heard.units.is_above(&mention.unit, heard.home) {
            continue;
        }
        let start = (0..at.start).rev().find(|p| heard.of[*p].mark.ends_sentence()).map_or(0, |p| p + 1);
        let start = if heard.marked || at.start - start <= 3 { start } else { at.start };
        orders.push(Order {
            at: start..time.at.end,
            head: at.start,
            head_end: at.end,
            assigned: 0,
            leads: vec![mention.unit.clone()],
            co: vec![],
            kind: OrderKind::NewDate,
            chairs: false,
            verb: None,
        });
    }
}

/// "Việc dựng cổng chào ở Phước Lộc thì dừng": what is stopped names who did it only in passing.
fn stopped(heard: &Heard<'_>, orders: &mut Vec<Order>) {
    for at in 0..heard.of.len() {
        let stop = heard.longest(at, SUSPENDS).or_else(|| heard.longest(at, CANCELS));
        let Some(len) = stop.filter(|_| heard.just_before(at, BEFORE_A_STOP).is_some()) else { continue };
        if orders.iter().any(|o| o.at.contains(&at)) {
            continue;
        }
        let sentence = (0..at).rev().find(|p| heard.of[*p].mark.ends_sentence()).map_or(0, |p| p + 1);
        let Some(topic) = (sentence.max(at.saturating_sub(24))..at)
            .rev()
            .find(|p| matches!(heard.key(*p), "việc" | "đề" | "kế" | "chương" | "dự" | "cái"))
        else {
            continue;
        };
        let Some(mention) = heard
            .mentions
            .iter()
            .find(|m| m.at.start > topic && m.at.end <= at && !heard.units.is_above(&m.unit, heard.home))
        else {
            continue;
        };
        let end = end(heard, at + len, None);
        let leads = vec![mention.unit.clone()];
        orders.push(Order {
            at: topic..end,
            head: topic,
            head_end: topic + 1,
            assigned: 0,
            leads,
            co: vec![],
            kind: OrderKind::Stopped,
            chairs: false,
            verb: None,
        });
    }
}
