//! What only looks like an order: told, asked, thought, praised, planned, quoted, or business of the meeting.

use std::ops::Range;

use super::heard::Heard;
use super::order::{Order, OrderKind};
use crate::syllable::Mark;

/// What is known of an order when it is weighed.
pub struct Facts {
    /// Where its task begins.
    pub predicate: Option<usize>,
    /// Whether a time stands in it that is due, or would be but for its condition.
    pub dated: bool,
    /// Whether a word of duty stands in it.
    pub duty: bool,
}

/// Words of judging: after "là", "thì", "quá", "rất" they praise or blame.
const JUDGED: &[&str] = &[
    "tốt", "đúng", "hay", "giỏi", "quý", "mừng", "ổn", "được", "kém", "dở", "muộn", "khó", "phải", "nhanh", "chậm",
    "sai", "nguy", "hợp", "đáng", "kịp", "yên", "khỏe", "chắc", "có", "xong", "khá", "tiếc", "buồn", "vui", "quá",
];

/// Words between somebody above and what they ask.
const SAYS_FIRST: &[&str] = &[
    "đã", "có", "vừa", "cũng", "thì", "văn", "bản", "công", "mới", "lại", "vẫn", "đang", "ra", "hôm", "qua", "nay",
    "sáng", "chiều", "tuần", "trước", "rõ", "là", "họ", "liên", "tục",
];

/// The rule by which an order is none; nothing when it may stand.
pub fn veto(heard: &Heard<'_>, order: &Order, facts: &Facts) -> Option<&'static str> {
    let named = order.kind == OrderKind::Addressed;
    if is_question(heard, asked_part(heard, order)) && !(facts.dated && !heard.marked && order.assigned > 0) {
        return Some("question");
    }
    if named {
        told_before(heard, order)
            .or_else(|| quoted(heard, order))
            .or_else(|| opinion(heard, order, facts))
            .or_else(|| told_after(heard, order))
            .or_else(|| judged(heard, order, facts))
            .or_else(|| over(heard, order, facts))
            .or_else(|| housekeeping(heard, order, facts))
    } else {
        over(heard, order, facts).or_else(|| housekeeping(heard, order, facts))
    }
}

/// Words right before the name or its "giao" that tell of what was, or thank.
fn told_before(heard: &Heard<'_>, order: &Order) -> Option<&'static str> {
    let words = heard.lexicon();
    let head = order.head;
    let own = order.assigned > 0
        && matches!(heard.key(head.saturating_sub(1)), "theo" | "có" | "xin" | "hay" | "mới" | "tôi");
    let told = heard.before(&words.told, head).filter(|len| {
        // Without marks the word before may end another sentence; only what binds for certain counts.
        heard.marked
            || order.assigned > 0 && heard.at(&words.this, head).is_none() && (*len > 1 || heard.key(head - 1) != "ai")
            || matches!(heard.key(head - 1), "mời" | "theo" | "như" | "đã" | "hỏi" | "ơn" | "nghênh" | "khen" | "dương")
    });
    if told.is_some() && !own {
        return Some("told-before");
    }
    let sentence = heard.sentence(head).start.max(head.saturating_sub(14));
    // Without marks thanks that stand further off belong to what was said before, and so does what "thì" parts off.
    let thanked = if heard.marked {
        sentence
    } else {
        let then = (sentence..head).rev().find(|at| heard.key(*at) == "thì").map_or(sentence, |at| at + 1);
        sentence.max(head.saturating_sub(6)).max(then)
    };
    if order.assigned == 0 && heard.has(&words.courtesy, thanked..order.head_end) {
        return Some("courtesy");
    }
    // "từ tháng 6 tôi đã giao Điện lực": "đã" anywhere before the word that hands it over, in the same clause.
    let clause = (sentence..head).rev().find(|at| heard.of[*at].mark >= Mark::Comma).map_or(sentence, |at| at + 1);
    let near = clause.max(head.saturating_sub(4));
    let was = heard.has(&words.over, clause.max(head.saturating_sub(6))..head);
    if order.assigned > 0 && (was || (near..head).any(|at| matches!(heard.key(at), "đã" | "từng"))) {
        return Some("told-before");
    }
    // "Năm 2019 mình cũng giao các xã …", "năm ngoái tui giao …".
    let year = heard.on.year();
    let past_year = (heard.sentence(head).start.max(head.saturating_sub(12))..head)
        .any(|at| heard.key(at) == "năm" && heard.key(at + 1).parse::<i32>().is_ok_and(|y| (1990..year).contains(&y)));
    if order.assigned > 0 && past_year && !facts_dated(heard, order) {
        return Some("told-before");
    }
    // "Anh Chung có dặn tôi là …": what somebody asked of the chair.
    let asked_of_me = (order.head_end..order.at.end.min(order.head_end + 12).saturating_sub(1)).any(|at| {
        matches!(heard.key(at), "dặn" | "bảo" | "nhắc" | "nhờ" | "hỏi")
            && matches!(heard.key(at + 1), "tôi" | "mình" | "với" | "là")
    });
    if asked_of_me && order.assigned == 0 && order.leads.iter().all(|u| heard.is_above(u)) {
        return Some("quoted-superior");
    }
    (heard.before(&words.own_plan, head).is_some() && order.assigned == 0).then_some("own-plan")
}

/// Whether a day that is still to come stands in the order.
fn facts_dated(heard: &Heard<'_>, order: &Order) -> bool {
    heard.times.iter().any(|t| t.at.start >= order.head && t.at.end <= order.at.end && t.value.due().is_some())
}

/// "Tỉnh yêu cầu các xã …", "Huyện ủy giao …": somebody above is quoted.
fn quoted(heard: &Heard<'_>, order: &Order) -> Option<&'static str> {
    let words = heard.lexicon();
    let head = order.head;
    let rule_end = head + order.assigned;
    for end in [rule_end, head] {
        let Some(len) = heard.before(&words.rules, end) else { continue };
        let from = end - len;
        let near = (0..=4)
            .take_while(|skip| {
                from >= *skip
                    && (*skip == 0 || SAYS_FIRST.contains(&heard.key(from - skip)))
                    && heard.mark_before(from - skip) == Mark::None
            })
            .any(|skip| words.superior.before(&heard.of, from - skip).is_some());
        let own = from > 0 && matches!(heard.key(from - 1), "tôi" | "nay");
        if near && !own && heard.sentence(from).contains(&end.min(heard.of.len() - 1)) {
            return Some("quoted-superior");
        }
    }
    let names = order.head + order.assigned..order.head_end;
    let below = order.leads.iter().all(|u| heard.is_below(u)) && !matches!(heard.key(names.start + 1), "ủy" | "trực");
    let above = !below
        && (names.clone().take(3)).any(|at| words.superior.at(&heard.of, at).is_some_and(|len| at + len >= names.end));
    let called = (order.head_end..order.head_end + 4)
        .find_map(|at| words.rules.at(&heard.of, at).filter(|_| at <= order.head_end + 3));
    let calls = matches!(heard.key(order.head_end), "gọi" | "điện" | "nhắn" | "họp" | "nói" | "làm");
    let rules = words.rules.at(&heard.of, order.head_end).is_some();
    (above && (rules || calls && called.is_some()) && order.assigned == 0).then_some("quoted-superior")
}

fn opinion(heard: &Heard<'_>, order: &Order, facts: &Facts) -> Option<&'static str> {
    let sentence = heard.sentence(order.head).start;
    let from = order.at.start.min(order.head).max(sentence).saturating_sub(if heard.marked { 0 } else { 3 });
    let found = heard.has(&heard.lexicon().opinion, from..order.head_end);
    let should = heard.key(order.head_end) == "nên";
    let ought = (from..order.head_end.saturating_sub(1)).any(|at| {
        matches!(
            (heard.key(at), heard.key(at + 1)),
            ("đáng", "lẽ") | ("lẽ", "ra") | ("đúng", "ra") | ("giá", "mà") | ("giá", "như")
        )
    });
    (ought || (found || should) && !facts.duty).then_some("opinion")
}

/// Words right after the name that tell of what was, is or will be.
fn told_after(heard: &Heard<'_>, order: &Order) -> Option<&'static str> {
    let words = heard.lexicon();
    let after = order.head_end;
    let tells = heard.time_at(after).is_none()
        && heard.mark_before(after) == Mark::None
        && heard.at(&words.tells, after).is_some_and(|len| {
            heard.at(&words.leads, after).is_none()
                && heard.at(&words.duty, after).is_none_or(|duty| duty < len)
                && heard.at(&words.verb, after).is_none_or(|verb| verb <= len)
                && heard.at(&words.between, after).is_none_or(|between| between < len)
        });
    let promised = heard.key(after) == "đã" && heard.key(after + 1) == "hứa";
    let absent = (after..heard.sentence(order.head).end.min(after + 9)).any(|at| heard.key(at) == "vắng");
    (order.assigned == 0 && (absent || tells && !promised && !super::place::is_described(heard, after)))
        .then_some("told-after")
}

/// "chị Nga làm chặt là đúng", "anh Nghị vận động được thì quá tốt".
fn judged(heard: &Heard<'_>, order: &Order, facts: &Facts) -> Option<&'static str> {
    if facts.dated || order.assigned > 0 {
        return None;
    }
    let words = heard.lexicon();
    let end = order.at.end.min(order.head_end + 9);
    let judged = (order.head_end..end).any(|at| {
        let next = at + 1;
        let far = if matches!(heard.key(next), "quá" | "rất" | "càng" | "cũng" | "là") { next + 1 } else { next };
        matches!(heard.key(at), "là" | "thì" | "quá" | "rất" | "nói" | "nhắc" | "làm")
            && far < end
            && JUDGED.contains(&heard.key(far))
            && (far + 1 >= end
                || heard.mark_before(far + 1) >= Mark::Comma
                || !heard.marked
                || heard.key(far + 1) == "rồi")
            && !matches!((heard.key(at), heard.key(far)), ("làm", "được" | "có" | "xong" | "nhanh") | ("thì", "phải"))
    });
    let after = order.at.end;
    (judged
        || heard
            .has(&words.courtesy, order.head_end..(after + 3).min(heard.sentence(order.head).end).max(order.head_end)))
    .then_some("judged")
}

/// Over, anywhere in a clause without a word of duty or a date.
fn over(heard: &Heard<'_>, order: &Order, facts: &Facts) -> Option<&'static str> {
    let stretch = order.at.start..order.at.end.min(order.head_end + 25);
    // "… gửi cho các xã rồi.": done.
    let done = heard.marked
        && order.assigned == 0
        && order.kind == OrderKind::Addressed
        && order.at.end > order.head_end + 2
        && heard.key(order.at.end - 1) == "rồi"
        && is_full_stop(&heard.text[heard.of[order.at.end - 1].at.end..]);
    ((heard.has(&heard.lexicon().over, stretch) || done) && !facts.duty && !facts.dated).then_some("over")
}

/// A single full stop, not the dots of words cut off.
fn is_full_stop(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| !rest.starts_with('.'))
}

/// What the meeting itself needs: a report now, a word, a vote.
fn housekeeping(heard: &Heard<'_>, order: &Order, facts: &Facts) -> Option<&'static str> {
    let words = heard.lexicon();
    let at = facts.predicate?;
    if heard.has(&words.presides, order.head_end..order.at.end.min(order.head_end + 4)) {
        return Some("hands-the-chair-over");
    }
    // "anh Trị nắm, anh nói": a single word and no more.
    let bare = heard.at(&words.verb, at) == Some(1) && heard.marked && heard.mark_before(at + 1) == Mark::Comma;
    if heard.key(at) == "mời" && (at + 1 >= heard.of.len() || heard.mark_before(at + 1).ends_sentence()) {
        return Some("floor-given");
    }
    // "Công an với Quân sự cũng cố gắng hết mùa khô này": nothing is named that could be reported as done.
    let mut after = at;
    while let Some(len) = heard.at(&words.duty, after).or_else(|| heard.at(&words.between, after)) {
        after += len;
    }
    let urged = (at..after).any(|p| matches!(heard.key(p), "cố" | "ráng" | "nỗ" | "quyết" | "phấn"));
    let works = (after..order.at.end).any(|p| heard.at(&words.verb, p).is_some());
    if urged && !works && order.assigned == 0 && !facts.dated {
        return Some("exhortation");
    }
    // "Tân Thanh cần hai tỷ nữa": needing something is no duty.
    if heard.key(at) == "cần" && is_number(heard, at + 1) && order.assigned == 0 {
        return Some("needs-something");
    }
    if bare && order.assigned == 0 && !facts.dated && !facts.duty && !matches!(heard.key(at), "làm" | "lo") {
        return Some("bare-verb");
    }
    let task = heard.at(&words.verb, at).unwrap_or(0);
    let meeting = heard.at(&words.meeting, at).filter(|len| *len >= task)?;
    if facts.dated || facts.duty && heard.key(order.head_end) == "phải" {
        return None;
    }
    // "báo cáo Thường trực phương án …": a report with an object of its own is a task; in the room it is short.
    let rest = order.at.end.saturating_sub(at + meeting);
    let written = heard.has(&words.recipient, at..order.at.end) && heard.key(at) == "báo" && rest > 8;
    (!written).then_some("housekeeping")
}

/// The part of a turn that asks when the order does.
fn asked_part(heard: &Heard<'_>, order: &Order) -> Range<usize> {
    let sentence = heard.sentence(order.at.end.max(1) - 1);
    if heard.marked && sentence.end < order.at.end + 6 { order.head..sentence.end } else { order.head..order.at.end }
}

/// A question: by its mark where there are marks, else by its words.
pub fn is_question(heard: &Heard<'_>, part: Range<usize>) -> bool {
    if part.is_empty() {
        return false;
    }
    if heard.marked {
        return heard.of[part.end - 1].mark == Mark::Question;
    }
    let words = heard.lexicon();
    let mut end = part.end;
    // A form of address or a particle may follow the question: "còn bao nhiêu lít anh đông".
    while end > part.start + 1 {
        let Some(len) = heard.before(&words.particle, end).or(heard.before(&words.pronoun, end)) else { break };
        end = end.saturating_sub(len).max(part.start + 1);
    }
    if let Some(mention) = heard.mentions.iter().find(|m| m.at.end == end && m.at.start > part.start + 2) {
        end = mention.at.start;
    }
    let last = heard.key(end - 1);
    if matches!(
        last,
        "không" | "chưa" | "hả" | "nhỉ" | "hử" | "sao" | "răng" | "đâu" | "mấy" | "mô" | "nào" | "gì" | "chi"
    ) && end - part.start > 2
        && (last == "chưa" || !within(heard, part.start, end - 1))
        && !(last == "nào" && matches!(heard.key(end.saturating_sub(2)), "một" | "cứ" | "bất"))
    {
        return true;
    }
    let who = (part.start..end).any(|at| {
        matches!((heard.key(at), heard.key(at + 1)), ("thì" | "do" | "vậy" | "thế" | "rồi", "ai"))
            || matches!(heard.key(at), "tính" | "định" | "cần")
                && matches!(heard.key(at + 1), "mấy" | "bao")
                && at <= part.start + 4
    });
    who || (part.start..end).any(|at| {
        heard.at(&words.asks, at).is_some_and(|len| {
            let closes = at + len + 2 >= end || heard.mention_at(at + len).is_some();
            let begins = at <= part.start + 3 && matches!(heard.key(at), "vì" | "tại" | "sao" | "răng");
            (closes || begins) && !within(heard, part.start, at)
        })
    })
}

/// Whether a question belongs to a task: "kiểm tra xem còn bao nhiêu hộ".
fn within(heard: &Heard<'_>, from: usize, at: usize) -> bool {
    heard.has(&heard.lexicon().ask_within, from.max(at.saturating_sub(7))..at)
}

/// Whether a number stands here, in digits or in words.
fn is_number(heard: &Heard<'_>, at: usize) -> bool {
    heard.key(at).starts_with(|c: char| c.is_ascii_digit()) || crate::number::whole(&heard.of, at).is_some()
}
