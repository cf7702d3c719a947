//! Orders to whoever spoke last, without a name: "Làm luôn đi, thứ Sáu gửi tôi"; and the promise drawn out of them:
//! "Bao giờ xong?" - "Thứ Sáu ạ." - "Vậy thứ Sáu."

use std::ops::Range;

use giaoban_models::id::UnitId;

use super::change::plain;
use super::heard::Heard;
use super::order::{Order, OrderKind};
use super::place::predicate;
use crate::units::Kind;

/// What stands around a turn of the chair.
#[derive(Debug, Default)]
pub struct Around {
    /// Units of whoever spoke last before the chair, or was called upon and not yet told what to do.
    pub other: Vec<UnitId>,
    /// Units named in what they said.
    pub named: Vec<UnitId>,
    /// Whether the chair had asked for a date.
    pub asked_when: bool,
    /// Whether they named one.
    pub promised: bool,
    /// Whether they asked for more time.
    pub asked_time: bool,
    /// Units that lead the last order when that one still has no date.
    pub pending: Vec<UnitId>,
}

/// Words that make a request an order on the spot.
const AT_ONCE: &[&str] =
    &["luôn", "ngay", "đi", "gấp", "nhé", "nghe", "liền", "dứt", "hết", "kỹ", "tôi", "nha", "khẩn"];

/// Adds orders to whoever is spoken with where no name is given.
pub fn implied(heard: &Heard<'_>, orders: &mut Vec<Order>, around: &Around) {
    let mut found = Vec::new();
    for sentence in &heard.sentences {
        if orders.iter().any(|o| o.at.start < sentence.end && sentence.start < o.at.end) {
            continue;
        }
        if let Some(order) = named_before(heard, sentence, around) {
            found.push(order);
            continue;
        }
        // After an order the talk goes on about it; only the beginning of a turn answers whoever spoke before.
        if orders.iter().any(|o| o.at.end <= sentence.start)
            || found.iter().any(|o: &Order| o.kind != OrderKind::Stopped)
        {
            continue;
        }
        let called = called_upon(heard, sentence.start);
        let leads = called.clone().unwrap_or_else(|| around.other.clone());
        if leads.is_empty() && around.pending.is_empty() || super::veto::is_question(heard, sentence.clone()) {
            continue;
        }
        let fresh = Around { other: leads.clone(), ..Around::default() };
        let order = date_of_pending(heard, sentence, orders, around)
            .or_else(|| promise(heard, sentence, if called.is_some() { &fresh } else { around }))
            .or_else(|| more_time(heard, sentence, around))
            .or_else(|| spoken_to(heard, sentence, &leads));
        found.extend(order);
    }
    orders.extend(found);
}

/// Past words that only take up what was said.
fn past_acceptance(heard: &Heard<'_>, sentence: &Range<usize>) -> (usize, bool) {
    let words = heard.lexicon();
    let (mut at, mut accepted) = (sentence.start, false);
    for _ in 0..4 {
        if at >= sentence.end || heard.time_at(at).is_some() {
            break;
        }
        if let Some(len) = heard.at(&words.accepts, at) {
            (at, accepted) = (at + len, true);
        } else if let Some(len) = heard.at(&words.opener, at) {
            at += len;
        } else if let Some(n) = heard.mention_at(at).filter(|n| heard.mentions[*n].kind == Kind::Person && accepted) {
            at = heard.mentions[n].at.end;
        } else {
            break;
        }
    }
    (at, accepted)
}

/// "5 ngày làm việc, tính từ mai": the date of the order before, which had none.
fn date_of_pending(heard: &Heard<'_>, sentence: &Range<usize>, orders: &[Order], around: &Around) -> Option<Order> {
    let words = heard.lexicon();
    let early = heard.sentences.iter().take(2).any(|s| s == sentence);
    let dated =
        heard.times.iter().any(|t| t.at.start >= sentence.start && t.at.end <= sentence.end && t.value.due().is_some());
    let own = heard.has(&words.own_plan, sentence.clone()) || heard.has(&words.over, sentence.clone());
    if around.pending.is_empty() || !early || !dated || own || !orders.is_empty() && heard.marked {
        return None;
    }
    Some(plain(
        heard,
        sentence.clone(),
        sentence.start,
        sentence.start,
        around.pending.clone(),
        OrderKind::Promise,
        "date-of-the-order-before",
    ))
}

/// "Vậy thứ Sáu", "Chốt ngày 20/11", "Thứ Sáu phải xong": the date that was promised.
fn promise(heard: &Heard<'_>, sentence: &Range<usize>, around: &Around) -> Option<Order> {
    let words = heard.lexicon();
    let (at, accepted) = past_acceptance(heard, sentence);
    let time = heard.times.iter().find(|t| t.at.contains(&at) && t.value.text().is_some())?;
    let after = time.at.end;
    let rest = sentence.end.saturating_sub(after);
    let due = heard.at(&words.due_tail, after).is_some()
        || heard.at(&words.duty, after).is_some()
        || heard.at(&words.verb, after).is_some()
        || heard.key(after) == "tôi" && matches!(heard.key(after + 1), "ghi" | "nhận" | "chốt" | "chờ" | "lấy");
    let refused = matches!(heard.key(after), "thì" | "là")
        && matches!(
            heard.key(after + 1),
            "muộn"
                | "dài"
                | "chậm"
                | "lâu"
                | "xa"
                | "trễ"
                | "gấp"
                | "căng"
                | "phải"
                | "được"
                | "quá"
                | "tốt"
                | "ổn"
                | "hơi"
                | "không"
        );
    let drawn = around.promised || around.asked_when || around.asked_time;
    if refused
        || !(drawn && (accepted || due || rest <= 2) || due && time.is_bound())
        || around.other.is_empty()
        || rest > 25
    {
        return None;
    }
    let kind = if around.asked_time && !around.asked_when { OrderKind::NewDate } else { OrderKind::Promise };
    Some(plain(heard, sentence.clone(), sentence.start, after, around.other.clone(), kind, "promise-taken"))
}

/// "Đồng ý lùi đến 20/12", "cho thêm năm ngày": more time for whoever asked for it.
fn more_time(heard: &Heard<'_>, sentence: &Range<usize>, around: &Around) -> Option<Order> {
    let words = heard.lexicon();
    let given = heard.has(&words.extend, sentence.clone())
        || around.asked_time
            && (sentence.start..sentence.end).any(|at| {
                heard.key(at) == "cho" && heard.times.iter().any(|t| t.at.start == at || t.at.start == at + 1)
            });
    let dated = heard.times.iter().any(|t| t.at.start >= sentence.start && t.at.end <= sentence.end);
    let refused = (sentence.start..sentence.end)
        .any(|at| matches!(heard.key(at), "không" | "chưa" | "đừng") && heard.key(at + 1) != "thứ");
    if !given
        || !dated
        || refused
        || around.other.is_empty()
        || !around.asked_time && !heard.has(&words.extend, sentence.clone())
    {
        return None;
    }
    Some(plain(
        heard,
        sentence.clone(),
        sentence.start,
        sentence.start,
        around.other.clone(),
        OrderKind::NewDate,
        "more-time",
    ))
}

/// "Anh làm văn bản, mai trình tôi", "Làm luôn đi", "cái đó làm ngay trong tuần".
fn spoken_to(heard: &Heard<'_>, sentence: &Range<usize>, leads: &[UnitId]) -> Option<Order> {
    let words = heard.lexicon();
    let mut at = sentence.start;
    let mut pronoun = false;
    for _ in 0..5 {
        if at >= sentence.end {
            return None;
        }
        if let Some(len) = heard.at(&words.pronoun, at).filter(|_| heard.mention_at(at).is_none() && !pronoun) {
            (at, pronoun) = (at + len, true);
        } else if let Some(len) = heard.at(&words.this, at) {
            at += len;
        } else if let Some(len) = words.opener.at(&heard.of, at).filter(|_| !pronoun) {
            at += len;
        } else if let Some(end) = heard.time_at(at) {
            at = end;
        } else {
            break;
        }
    }
    if at > sentence.start
        && at < sentence.end
        && pronoun
        && heard.at(&words.tells, at).is_some()
        && heard.at(&words.duty, at).is_none()
    {
        return None;
    }
    let begins = predicate(heard, at).filter(|p| *p <= at + 3 && *p < sentence.end)?;
    let verb = heard.at(&words.verb, begins);
    let due = super::carry::due_in(heard, sentence.clone());
    let at_once = (begins..sentence.end).any(|p| AT_ONCE.contains(&heard.key(p)));
    let meeting = heard.at(&words.meeting, begins).is_some_and(|len| verb.is_none_or(|v| v <= len));
    let own = heard.has(&words.own_plan, sentence.clone())
        || heard.has(&words.over, sentence.clone())
        || heard.has(&words.courtesy, sentence.clone())
        || heard.has(&words.opinion, sentence.clone())
        || (sentence.start..begins).any(|p| heard.key(p) == "tôi" || heard.mention_at(p).is_some());
    let agenda =
        matches!(heard.key(begins), "bàn" | "nghe" | "họp" | "xem" | "có" | "mời" | "cho" | "chuẩn" | "thông" | "dừng");
    if agenda && !pronoun || matches!(heard.key(sentence.start), "mời" | "xin" | "chúc" | "chào" | "theo" | "như")
    {
        return None;
    }
    let told =
        (sentence.start..sentence.end.min(begins + 8)).any(|p| matches!(heard.key(p), "đã" | "sẽ" | "vừa" | "nên"));
    let strong = due || pronoun && verb.is_some() && at_once || verb.is_some() && at_once && sentence.len() <= 14;
    if meeting && !due || own || told || !strong {
        return None;
    }
    let mut order =
        plain(heard, sentence.clone(), sentence.start, begins, leads.to_vec(), OrderKind::Implied, "spoken-to");
    order.person = pronoun;
    Some(order)
}

/// "Mấy thôn anh Sĩ vừa nêu thì …": those named in what was said before.
fn named_before(heard: &Heard<'_>, sentence: &Range<usize>, around: &Around) -> Option<Order> {
    let many = (sentence.start..sentence.end.min(sentence.start + 5)).find(|at| {
        matches!(heard.key(*at), "mấy" | "các" | "những" | "hai" | "ba" | "bốn" | "năm")
            && matches!(heard.key(at + 1), "thôn" | "xã" | "phòng" | "bản" | "đơn" | "địa" | "ấp" | "phường" | "khu")
    })?;
    let said = (many..sentence.end.min(many + 10)).find(|at| {
        matches!(heard.key(*at), "vừa" | "mới" | "được")
            && matches!(heard.key(at + 1), "nêu" | "nói" | "kể" | "báo" | "đọc" | "nhắc")
    })?;
    let verb = (said + 2..sentence.end).any(|at| heard.at(&heard.lexicon().verb, at).is_some());
    let leads = around.named.clone();
    (verb && !leads.is_empty()).then(|| {
        let start = said + 2 + usize::from(heard.key(said + 2) == "thì");
        plain(
            heard,
            sentence.clone(),
            sentence.start,
            start.min(sentence.end),
            leads,
            OrderKind::Implied,
            "named-before",
        )
    })
}

/// Whoever is called upon just before, with nothing said of what to do: "Anh Hùng này."
fn called_upon(heard: &Heard<'_>, from: usize) -> Option<Vec<UnitId>> {
    let last = heard.mentions.iter().rfind(|m| m.at.end <= from && m.kind == Kind::Person)?;
    let sentence = heard.sentence(last.at.start);
    let alone = sentence.end == from && sentence.len() <= last.at.len() + 3;
    (alone && !heard.is_above(&last.unit)).then(|| vec![last.unit.clone()])
}
