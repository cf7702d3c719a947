//! What an order does, by when, and how sure that is.

use std::ops::Range;

use giaoban_models::directive::DirectiveAction;

use super::heard::Heard;
use super::order::{Order, OrderKind};
use super::place::predicate;
use super::veto::{Facts, veto};
use crate::deadline::{self, Reason, Value};
use crate::syllable::Mark;

/// What was decided on an order.
pub struct Verdict {
    pub action: DirectiveAction,
    pub recurring: bool,
    pub conditional: bool,
    pub deadline: Option<String>,
    pub deadline_at: Option<Range<usize>>,
    pub deadline_warning: Option<&'static str>,
    pub confidence: f64,
    pub reasons: Vec<String>,
    pub rules: Vec<&'static str>,
    /// Where the task begins.
    pub predicate: Option<usize>,
}

/// Least confidence that is listed at all.
const LIST: f64 = 0.4;

/// The verdict on an order, or the rule by which it is no directive.
pub fn judge(heard: &Heard<'_>, order: &Order) -> Result<Verdict, &'static str> {
    let words = heard.lexicon();
    let action = action(heard, order);
    let predicate = match order.kind {
        // After "giao" and the like whatever follows is the task, whether its verb is known or not.
        OrderKind::Addressed => predicate(heard, order.head_end).or_else(|| {
            (order.assigned > 0 && order.head_end < order.at.end && heard.mark_before(order.head_end) <= Mark::Comma)
                .then_some(order.head_end)
        }),
        _ => Some(order.head_end),
    };
    let time = super::due::due(heard, order);
    let dated = time.as_ref().is_some_and(|t| {
        !matches!(t.value, Value::None(Reason::Past | Reason::Question | Reason::Quantity | Reason::Announced))
    });
    let duty = heard.has(&words.duty, order.head..order.at.end.min(order.head_end + 12).max(order.head));
    let counted = order.assigned > 0 && words.counted.fills(&heard.of, order.head, order.assigned);
    if counted && super::place::predicate(heard, order.head_end).is_none() {
        return Err("counted-without-task");
    }
    if let Some(rule) = veto(heard, order, &Facts { predicate, dated, duty }) {
        return Err(rule);
    }
    let assigned = order.assigned > 0 && predicate.is_some();
    let verb = predicate.is_some_and(|at| heard.at(&words.verb, at).is_some());
    let changes = action != DirectiveAction::New;
    let open = order.kind == OrderKind::Addressed && order.assigned == 0 && predicate.is_none();
    if !(assigned || duty || verb || open || changes || order.chairs || order.kind != OrderKind::Addressed) {
        return Err("no-task");
    }
    let conditional = is_conditional(heard, order);
    let recurring = !conditional
        && (matches!(time.as_ref().map(|t| t.value), Some(Value::None(Reason::Recurring)))
            || heard.has(&words.recurring, order.at.clone()) && time.as_ref().is_none_or(|t| t.value.due().is_none()));
    let ends = matches!(action, DirectiveAction::Suspend | DirectiveAction::Cancel);
    let deadline_at = time.as_ref().filter(|_| dated && !ends).map(|t| t.at.clone());
    let deadline_warning = time.as_ref().filter(|_| deadline_at.is_some()).and_then(|t| {
        let spoken = heard.spoken();
        deadline::warning_code(t.value, spoken.on, spoken.holidays)
    });
    let deadline = time.as_ref().filter(|_| dated && !conditional && !recurring && !ends).and_then(|t| t.value.due());
    let mut rules = order.rules.clone();
    let mut reasons = Vec::new();
    let mut score = 0.35;
    let mut add = |holds: bool, weight: f64, rule: &'static str, reason: &dyn Fn() -> String| {
        if holds {
            score += weight;
            rules.push(rule);
            let reason = reason();
            if !reason.is_empty() {
                reasons.push(reason);
            }
        }
    };
    let head = heard.words(order.head..order.head + order.assigned).to_lowercase();
    add(order.assigned > 0, 0.25, "handed-over", &|| format!("người chủ trì dùng từ \"{head}\""));
    add(verb, 0.15, "task-verb", &|| format!("có động từ giao việc \"{}\"", first_verb(heard, predicate)));
    add(open, 0.1, "open-verb", &|| "gọi đơn vị ở đầu câu, nêu việc phải làm".to_owned());
    add(duty, 0.1, "duty", &|| "có từ chỉ nghĩa vụ (phải, cần, khẩn trương, ...)".to_owned());
    add(order.chairs, 0.1, "chairs", &|| "nêu rõ đơn vị chủ trì".to_owned());
    add(order.person, 0.05, "person-addressed", &|| "gọi đích danh người được giao".to_owned());
    add(deadline.is_some(), 0.2, "due-date", &|| "có thời hạn".to_owned());
    add(recurring, 0.15, "recurring", &|| "việc định kỳ, lặp lại".to_owned());
    add(conditional, 0.1, "conditional", &|| "có điều kiện kèm theo".to_owned());
    add(changes, 0.1, "changes-an-item", &|| "thay đổi một việc đã giao".to_owned());
    add(dated && deadline.is_none() && !recurring && !conditional, 0.08, "undated-time", &|| match time
        .as_ref()
        .map(|t| t.value)
    {
        Some(Value::None(reason)) => format!("chưa xác định được ngày: {}", reason.vietnamese()),
        _ => String::new(),
    });
    match order.kind {
        OrderKind::Addressed => {}
        OrderKind::Further => add(true, 0.0, "further-task", &|| "việc tiếp theo của đơn vị vừa được giao".to_owned()),
        OrderKind::NewDate => add(true, 0.0, "new-date", &|| "nêu thời hạn mới cho đơn vị".to_owned()),
        OrderKind::Stopped => add(true, 0.1, "stopped", &|| "dừng hoặc hủy một việc đã giao".to_owned()),
        OrderKind::Implied => {
            add(true, -0.15, "implied-addressee", &|| "giao cho người vừa phát biểu, không nêu tên".to_owned());
        }
        OrderKind::Promise => {
            add(true, 0.1, "promise-taken", &|| "người chủ trì chốt thời hạn đơn vị vừa hứa".to_owned())
        }
    }
    let parted = heard.marked
        || order.assigned > 0
        || heard.mark_before(order.at.start) >= Mark::Comma
        || heard.before(&words.opener, order.at.start).is_some();
    add(!parted, -0.05, "nothing-parts-it", &String::new);
    let empty = predicate.is_some_and(|at| {
        heard
            .at(&words.empty_verb, at)
            .is_some_and(|len| at + len + 1 >= order.at.end && order.at.end - order.head_end <= len + 1)
    });
    add(empty && order.assigned == 0 && deadline.is_none(), -0.15, "empty-task", &String::new);
    if score < LIST {
        return Err("too-unsure");
    }
    if reasons.is_empty() {
        reasons.push("có đơn vị được gọi và việc phải làm".to_owned());
    }
    Ok(Verdict {
        action,
        recurring,
        conditional,
        deadline,
        deadline_at,
        deadline_warning,
        confidence: score.clamp(0.0, 0.98),
        reasons,
        rules,
        predicate,
    })
}

fn first_verb(heard: &Heard<'_>, predicate: Option<usize>) -> String {
    predicate
        .and_then(|at| heard.at(&heard.lexicon().verb, at).map(|len| heard.words(at..at + len).to_lowercase()))
        .unwrap_or_default()
}

/// "nếu … thì": in the sentence of the order, before its task; "có bảng kê rồi thì".
fn is_conditional(heard: &Heard<'_>, order: &Order) -> bool {
    let words = heard.lexicon();
    let sentence = heard.sentence(order.head).start;
    let from = if heard.marked { sentence.max(order.at.start) } else { order.at.start.max(sentence) };
    if heard.has(&words.condition, from..order.head.max(from)) {
        return true;
    }
    // Without marks a condition runs up to the name it is for.
    let tied = order.head > 0 && heard.key(order.head - 1) == "thì";
    if tied && heard.has(&words.condition, sentence.max(order.head.saturating_sub(24))..order.head) {
        return true;
    }
    let then = tied
        && (sentence..order.head - 1)
            .any(|at| matches!(heard.key(at), "có" | "xong" | "quá" | "khi" | "hết" | "sau" | "chừng"))
        && (sentence..order.head - 1).any(|at| matches!(heard.key(at), "rồi" | "xong" | "không" | "mà"))
        && matches!(heard.key(sentence), "có" | "quá" | "khi" | "sau" | "chừng" | "xong");
    then || falls_on_whoever(heard, order, sentence)
        || order.kind == OrderKind::Addressed
            && heard
                .first(&words.condition, order.head_end..order.at.end)
                .is_some_and(|(at, _)| at <= order.head_end + 1)
}

/// "Ai không nộp thì đến ngày 20/11 Thuế cưỡng chế", "hộ nào không chịu thì …": done only to those who do not comply.
fn falls_on_whoever(heard: &Heard<'_>, order: &Order, sentence: usize) -> bool {
    let Some(then) = (sentence + 2..order.head).rev().find(|at| heard.key(*at) == "thì") else { return false };
    let tied = (then + 1..order.head).all(|at| heard.time_at(at).is_some());
    let whoever = (sentence..then)
        .find(|at| heard.key(*at) == "ai" || *at > sentence && heard.key(*at) == "nào")
        .filter(|at| *at <= sentence + 6);
    let refuses = |from: usize| {
        (from..then).any(|at| matches!(heard.key(at), "không" | "chưa" | "chậm" | "sai" | "trễ" | "cố" | "vi" | "hổng"))
    };
    tied && whoever.is_some_and(refuses)
}

fn action(heard: &Heard<'_>, order: &Order) -> DirectiveAction {
    let words = heard.lexicon();
    if order.kind == OrderKind::NewDate {
        return DirectiveAction::Extend;
    }
    let near = order.at.start..(order.head_end + 6).min(order.at.end);
    if heard.first(&words.extend, near.clone()).is_some_and(|(at, len)| moves_a_date(heard, order, at, len)) {
        return DirectiveAction::Extend;
    }
    let whole = if order.kind == OrderKind::Stopped { order.at.clone() } else { near };
    let stops = |list| {
        heard.first(list, whole.clone()).is_some_and(|(at, _)| {
            let stops = order.kind == OrderKind::Stopped
                || heard.before(&words.before_stop, at).is_some()
                || at == order.head_end;
            stops && !(order.kind == OrderKind::Addressed && is_in_a_paper(heard, order, at))
        })
    };
    if stops(&words.suspend) || order.kind == OrderKind::Stopped && heard.has(&words.suspend, whole.clone()) {
        DirectiveAction::Suspend
    } else if stops(&words.cancel) {
        DirectiveAction::Cancel
    } else {
        DirectiveAction::New
    }
}

/// "soạn quyết định tạm đình chỉ …", "trình tôi quyết định hủy kết quả …": the paper is the task.
fn is_in_a_paper(heard: &Heard<'_>, order: &Order, at: usize) -> bool {
    (order.head_end + 1..at).rev().take(3).any(|p| {
        matches!(
            (heard.key(p), heard.key(p + 1)),
            ("quyết", "định")
                | ("tờ", "trình")
                | ("văn", "bản")
                | ("công", "văn")
                | ("thông", "báo")
                | ("phương", "án")
                | ("thủ", "tục")
                | ("hồ", "sơ")
                | ("biên", "bản")
        )
    })
}

/// "gia hạn giấy phép" is a task; a date or a name must follow, or the name stand right before.
fn moves_a_date(heard: &Heard<'_>, order: &Order, at: usize, len: usize) -> bool {
    let after = at + len;
    at < order.head_end
        || heard.times.iter().any(|t| t.at.start <= after + 2 && t.at.end > after)
        || matches!(heard.key(after), "đến" | "tới" | "sang" | "thêm" | "cho")
}
