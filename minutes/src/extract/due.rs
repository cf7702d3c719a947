//! The time that is due in an order.

use super::heard::Heard;
use super::order::{Order, OrderKind};
use crate::deadline::{self, Chosen, Mention, Reason, Value};
use crate::syllable::Mark;

/// Words before a time that make it none that is due.
const PASSING: &[&str] = &[
    "từ", "của", "hôm", "đợt", "vụ", "hội", "lịch", "như", "số", "lúc", "đêm", "trực", "họp", "thao", "lễ", "khóa",
    "kỳ", "năm", "bắt", "kể", "tính", "áp",
];

/// The time that is due in an order: the one bound to it, or else one that stands apart in it ("…, thứ Hai tuần sau").
pub fn due(heard: &Heard<'_>, order: &Order) -> Option<Chosen> {
    let chosen = deadline::chosen(&heard.spoken(), before_a_warning(heard, order));
    if let Some((at, again)) = again_and_again(heard, order) {
        return Some(Chosen { at: at - again..at, value: Value::None(Reason::Recurring), rule: "each-of-them" });
    }
    match chosen.as_ref().map(|c| c.value) {
        // "mỗi ngày bao nhiêu hồ sơ, đầu tuần sau đưa tôi ký" does not come again.
        Some(Value::None(Reason::Recurring)) => {
            let at = chosen.as_ref().map(|c| c.at.clone())?;
            let each = heard.key(at.start) == "mỗi"
                && !(at.start..(at.end + 4).min(order.at.end)).any(|n| heard.key(n) == "lần");
            // "mỗi ngày trước 16 giờ": by that hour, every day.
            let by = heard.times.iter().any(|t| t.at.start == at.end && t.value.text().is_some());
            if each && !by && heard.key(at.start + 1) != "tuần" && heard.key(at.start + 1) != "tháng" {
                return apart(heard, order);
            }
            chosen
        }
        Some(Value::None(Reason::Start | Reason::Announced | Reason::Vague | Reason::Absent)) | None => {
            apart(heard, order).or(chosen)
        }
        _ => chosen,
    }
}

/// "mỗi chiều thứ Sáu", "mỗi ngày trước 16 giờ", "hằng tháng, trước ngày 5": a time that comes again, whatever day the
/// next one is; where it begins and how many syllables before it say so.
fn again_and_again(heard: &Heard<'_>, order: &Order) -> Option<(usize, usize)> {
    let inside = |t: &&Mention| t.at.start > order.at.start && t.at.end <= order.at.end && t.value.text().is_some();
    heard.times.iter().filter(inside).find_map(|t| {
        let before = |at: usize| heard.key(at);
        if matches!(before(t.at.start - 1), "mỗi" | "mọi") {
            return Some((t.at.start, 1));
        }
        let len = heard.lexicon().again.before(&heard.of, t.at.start)?;
        let from = t.at.start - len;
        let each = matches!(before(from), "mỗi" | "hằng" | "hàng" | "định") || before(from + 1) == "nào";
        (each && from >= order.at.start).then_some((t.at.start, len))
    })
}

/// The part of an order before "đừng để mai họ la", "kẻo đến mai …": what must not come to pass is no due date.
fn before_a_warning(heard: &Heard<'_>, order: &Order) -> std::ops::Range<usize> {
    let warns = |at: usize| {
        matches!(heard.key(at), "kẻo")
            || matches!((heard.key(at), heard.key(at + 1)), ("đừng", "để" | "chờ" | "đợi") | ("không", "chờ" | "đợi"))
            || matches!((heard.key(at), heard.key(at + 1)), ("chứ" | "chớ", "để" | "chờ" | "đợi" | "không"))
    };
    let from = order.head_end.max(order.at.start);
    let stop = (from + 1..order.at.end).find(|at| {
        warns(*at) && heard.times.iter().any(|t| t.at.start > *at && t.at.start <= at + 3 && t.at.start < order.at.end)
    });
    match stop {
        Some(stop) if heard.times.iter().any(|t| t.at.end <= stop && t.at.start >= order.at.start) => {
            order.at.start..stop
        }
        _ => order.at.clone(),
    }
}

/// The last time in an order that stands apart: at the end of a clause, after a comma, or before what is due then.
fn apart(heard: &Heard<'_>, order: &Order) -> Option<Chosen> {
    if matches!(order.kind, OrderKind::Stopped) {
        return None;
    }
    let words = heard.lexicon();
    let stands = |t: &&Mention| {
        let dated = t.value.text().is_some() && t.at.start >= order.at.start && t.at.end <= order.at.end;
        let start = t.at.start;
        let passing = start > 0 && PASSING.contains(&heard.key(start - 1)) && heard.mark_before(start) == Mark::None
            || PASSING.contains(&heard.key(start));
        let ends = t.at.end >= order.at.end || heard.mark_before(t.at.end) >= Mark::Comma;
        let begins = start == order.at.start || heard.mark_before(start) >= Mark::Comma;
        let before = heard.at(&words.verb, t.at.end).is_some()
            || heard.at(&words.duty, t.at.end).is_some()
            || heard.mention_at(t.at.end).is_some();
        dated && !passing && (ends || begins || before && t.at.end >= order.head_end)
    };
    let time = heard.times.iter().rfind(stands)?;
    Some(Chosen { at: time.at.clone(), value: time.value, rule: time.rule })
}
