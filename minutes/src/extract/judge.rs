//! Whether an order is a directive, what it does, by when, and how sure that is.

use std::ops::Range;

use giaoban_models::directive::DirectiveAction;

use super::Heard;
use super::order::{Order, OrderKind};
use super::place::predicate;
use super::words::{
    ASKS, BEFORE_A_STOP, CANCELS, EXTENDS, LEADS, MEETING, MODAL, OPINION, REPORTS, SUSPENDS, TELLS, TOLD, VERBS,
};
use crate::deadline::{self, Reason, Value};
use crate::syllable::{self, Mark};

/// What was decided on an order.
pub struct Verdict {
    pub action: DirectiveAction,
    pub recurring: bool,
    pub conditional: bool,
    pub deadline: Option<String>,
    pub deadline_at: Option<Range<usize>>,
    pub confidence: f64,
    pub reasons: Vec<String>,
    /// Where the task begins.
    pub predicate: Option<usize>,
}

/// The verdict on an order; none when it is no directive.
pub fn judge(heard: &Heard<'_>, order: &Order) -> Option<Verdict> {
    let action = action(heard, order);
    let predicate = match order.kind {
        OrderKind::Addressed => predicate(heard, order.head_end),
        _ => Some(order.head_end),
    };
    let time = deadline::chosen(&heard.spoken(), order.at.clone());
    let dated = time
        .as_ref()
        .is_some_and(|t| !matches!(t.value, Value::None(Reason::Past | Reason::Question | Reason::Quantity)));
    let duty = syllable::first(&heard.of, order.head..order.at.end, MODAL).is_some();
    if is_told(heard, order, predicate, dated, duty) || is_asked(heard, order) {
        return None;
    }
    let assigned = order.assigned > 0 && predicate.is_some();
    let verb = predicate.is_some_and(|at| heard.longest(at, VERBS).is_some());
    let changes = action != DirectiveAction::New;
    if !(assigned || duty || verb || changes || order.chairs || order.kind != OrderKind::Addressed) {
        return None;
    }
    let conditional = is_conditional(heard, order);
    let recurring = matches!(time.as_ref().map(|t| t.value), Some(Value::None(Reason::Recurring)));
    let deadline_at = time.as_ref().filter(|_| dated).map(|t| t.at.clone());
    let deadline = time.as_ref().filter(|_| dated && !conditional).and_then(|t| t.value.due());
    let mut reasons = Vec::new();
    let mut score = 0.35;
    let mut add = |holds: bool, weight: f64, reason: String| {
        if holds {
            score += weight;
            reasons.push(reason);
        }
    };
    let head = heard.words(order.head..order.head + order.assigned).to_lowercase();
    add(order.assigned > 0, 0.25, format!("người chủ trì dùng từ \"{head}\""));
    add(verb, 0.15, format!("có động từ giao việc \"{}\"", first_verb(heard, predicate)));
    add(duty, 0.1, "có từ chỉ nghĩa vụ (phải, cần, khẩn trương, ...)".to_owned());
    add(order.chairs, 0.1, "nêu rõ đơn vị chủ trì".to_owned());
    add(deadline.is_some(), 0.15, "có thời hạn".to_owned());
    match order.kind {
        OrderKind::Addressed => {}
        OrderKind::Further => reasons.push("việc tiếp theo của đơn vị vừa được giao".to_owned()),
        OrderKind::NewDate => reasons.push("nêu thời hạn mới cho đơn vị".to_owned()),
        OrderKind::Stopped => reasons.push("dừng hoặc hủy một việc đã giao".to_owned()),
    }
    if conditional {
        reasons.push("có điều kiện kèm theo".to_owned());
    }
    if let Some(Value::None(reason)) = time.filter(|_| dated && !conditional).map(|t| t.value) {
        reasons.push(format!("chưa xác định được ngày: {}", reason.vietnamese()));
    }
    Some(Verdict {
        action,
        recurring,
        conditional,
        deadline: deadline.filter(|_| !recurring),
        deadline_at,
        confidence: f64::min(score, 0.98),
        reasons,
        predicate,
    })
}

fn first_verb(heard: &Heard<'_>, predicate: Option<usize>) -> String {
    predicate
        .and_then(|at| heard.longest(at, VERBS).map(|len| heard.words(at..at + len).to_lowercase()))
        .unwrap_or_default()
}

/// Past, opinion, praise, quoted law, own plan, business of the meeting.
fn is_told(heard: &Heard<'_>, order: &Order, predicate: Option<usize>, dated: bool, duty: bool) -> bool {
    let head = order.head;
    if order.kind != OrderKind::Addressed {
        return false;
    }
    if heard.just_before(head, TOLD).is_some()
        && !(order.assigned > 0 && matches!(heard.key(head.saturating_sub(1)), "theo" | "có" | "xin" | "hay" | "mới"))
    {
        return true;
    }
    if heard.just_before(head, &["có", "hôm trước có"]).is_some()
        || heard.just_before(head, &["mời", "xin mời"]).is_some()
    {
        return true;
    }
    let clause = order.at.start..order.head_end;
    if syllable::first(&heard.of, clause.start.saturating_sub(if heard.marked { 0 } else { 3 })..clause.end, OPINION)
        .is_some()
        && !duty
    {
        return true;
    }
    let after = order.head_end;
    if heard.time_at(after).is_none()
        && heard.longest(after, TELLS).is_some()
        && heard.longest(after, LEADS).is_none()
        && !matches!(heard.key(after), "đã" if heard.key(after + 1) == "hứa")
    {
        return true;
    }
    if syllable::first(&heard.of, order.at.clone(), REPORTS).is_some() && !duty && !dated {
        return true;
    }
    // What the meeting itself needs: a report now, a word, a vote.
    let of_meeting = predicate.is_some_and(|at| {
        let task = heard.longest(at, VERBS).unwrap_or(0);
        heard.longest(at, MEETING).is_some_and(|len| len >= task)
    });
    of_meeting && !dated && !(duty && heard.key(after) == "phải")
}

/// A question, by its mark or its words.
fn is_asked(heard: &Heard<'_>, order: &Order) -> bool {
    let sentence_end = (order.at.end.max(1) - 1..heard.of.len()).find(|at| heard.of[*at].mark.ends_sentence());
    if sentence_end.is_some_and(|at| heard.of[at].mark == Mark::Question && at < order.at.end + 6) {
        return true;
    }
    syllable::first(&heard.of, order.head..order.at.end, ASKS).is_some()
}

/// "nếu … thì": in the order, before its task.
fn is_conditional(heard: &Heard<'_>, order: &Order) -> bool {
    let words = ["nếu", "hễ", "trường hợp", "giả sử", "lỡ", "khi có", "khi nào có", "khi xảy ra", "phòng khi"];
    let sentence = (0..order.head).rev().find(|p| heard.of[*p].mark.ends_sentence()).map_or(0, |p| p + 1);
    let from = if heard.marked { sentence.max(order.at.start) } else { order.at.start };
    syllable::first(&heard.of, from..order.head.max(from), &words).is_some()
        || order.kind == OrderKind::Addressed
            && syllable::first(&heard.of, order.head_end..order.at.end, &["nếu", "hễ", "trường hợp"])
                .is_some_and(|(at, _)| at <= order.head_end + 1)
}

fn action(heard: &Heard<'_>, order: &Order) -> DirectiveAction {
    if order.kind == OrderKind::NewDate {
        return DirectiveAction::Extend;
    }
    let near = order.at.start..(order.head_end + 6).min(order.at.end);
    if syllable::first(&heard.of, near.clone(), EXTENDS).is_some() {
        return DirectiveAction::Extend;
    }
    let whole = if order.kind == OrderKind::Stopped { order.at.clone() } else { near };
    let stops = |groups: &[&str]| {
        syllable::first(&heard.of, whole.clone(), groups).is_some_and(|(at, _)| {
            order.kind == OrderKind::Stopped || heard.just_before(at, BEFORE_A_STOP).is_some() || at == order.head_end
        })
    };
    if stops(SUSPENDS) {
        DirectiveAction::Suspend
    } else if stops(CANCELS) {
        DirectiveAction::Cancel
    } else {
        DirectiveAction::New
    }
}
