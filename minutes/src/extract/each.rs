//! "Xã nào có trường hư nhà vệ sinh, xã đó tổ chức sửa", "Sở nào nhận danh sách thì cập nhật": handed to each one of a group
//! it holds for.

use std::ops::Range;

use super::change::plain;
use super::extent::end;
use super::heard::Heard;
use super::order::{Order, OrderKind};
use crate::syllable;
use crate::units::Kind;

/// Kinds of units that may stand before "nào".
const KINDS: &[&str] = &[
    "xã",
    "phường",
    "thôn",
    "bản",
    "ấp",
    "khóm",
    "buôn",
    "làng",
    "xóm",
    "khu",
    "sở",
    "phòng",
    "ban",
    "trường",
    "trạm",
    "đơn vị",
    "địa phương",
    "ngành",
    "chi bộ",
    "cơ quan",
    "điểm cầu",
];
/// Words with which a threat begins, not a task.
const THREATS: &[&str] = &[
    "chịu", "tự", "bị", "phê", "kiểm", "kỷ", "đừng", "thôi", "tôi", "tui", "không", "coi", "xem", "trừ", "hạ", "cắt",
    "đứng", "nghỉ", "ráng", "mất", "được", "có", "là", "hết", "nhận", "khỏi",
];
/// Longest description between "nào" and the task, in syllables.
const REACH: usize = 16;

/// Adds what is handed to each of a group it holds for.
pub fn each(heard: &Heard<'_>, orders: &mut Vec<Order>) {
    for at in 0..heard.of.len() {
        let Some(len) = syllable::longest(&heard.of, at, KINDS) else { continue };
        let which = at + len;
        if !matches!(heard.key(which), "nào" | "mô") || !opens(heard, at) {
            continue;
        }
        let Some(task) = task_after(heard, at, which + 1) else { continue };
        if orders.iter().any(|o| o.at.contains(&task) && o.head >= at) {
            continue;
        }
        let Some(group) = group(heard, at..which) else { continue };
        let next = orders.iter().map(|o| o.at.start).filter(|start| *start > task).min();
        let stop = end(heard, task, None, at).min(next.unwrap_or(usize::MAX)).max(task);
        let refuses = (which + 1..task)
            .any(|p| matches!(heard.key(p), "không" | "chưa" | "chậm" | "trễ" | "sai" | "để" | "thiếu" | "nợ"));
        if stop < task + 2 || refuses && !super::carry::due_in(heard, task..stop) {
            continue;
        }
        for order in orders.iter_mut().filter(|o| o.at.start < at && o.at.end > at) {
            order.at.end = at.max(order.head_end);
        }
        let mut order = plain(heard, at..stop, at, task, vec![group], OrderKind::Addressed, "each-of-a-group");
        order.co.clear();
        orders.push(order);
    }
}

/// Whether a clause begins here.
fn opens(heard: &Heard<'_>, at: usize) -> bool {
    let words = heard.lexicon();
    heard.mark_before(at) >= syllable::Mark::Comma
        || heard.sentence(at).start == at
        || heard.before(&words.opener, at).is_some()
        || !heard.marked && (heard.time_at(at - 1).is_some() || heard.before(&words.due_tail, at).is_some())
}

/// Where the task begins: after "thì", or after the kind said again ("xã đó").
fn task_after(heard: &Heard<'_>, from: usize, described: usize) -> Option<usize> {
    let words = heard.lexicon();
    let stop = heard.sentence(from).end.min(described + REACH);
    (described..stop).find_map(|at| {
        let again = syllable::longest(&heard.of, at, KINDS)
            .filter(|len| matches!(heard.key(at + len), "đó" | "ấy" | "nớ" | "nấy" | "đấy" | "này" | "ni"))
            .map(|len| at + len + 1);
        let task = again.or((heard.key(at) == "thì").then_some(at + 1))?;
        let task = task + usize::from(heard.key(task) == "thì");
        let verb = heard.at(&words.verb, task).is_some() || heard.at(&words.duty, task).is_some();
        (verb && !THREATS.contains(&heard.key(task))).then_some(task)
    })
}

/// The group of units of that kind.
fn group(heard: &Heard<'_>, kind: Range<usize>) -> Option<giaoban_models::id::UnitId> {
    let called = format!("các {}", heard.words(kind).to_lowercase());
    let of = syllable::split(&called);
    let named = heard.ground.units.among(&of, Some(heard.ground.home), &[]);
    named.into_iter().find(|m| m.kind == Kind::Group && m.at.len() == of.len()).map(|m| m.unit)
}
