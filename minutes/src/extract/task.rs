//! The task in official wording: a verb first, no words of speech, figures written.

use std::ops::Range;

use giaoban_models::directive::DirectiveAction;

use super::heard::Heard;
use super::judge::Verdict;
use super::order::{Order, OrderKind};
use crate::deadline::{Reason, Value};
use crate::syllable::Mark;
use crate::written;

/// Words before "tôi" that make it the one who gets a report.
const REPORTED: &[&str] = &["báo", "cáo", "gửi", "trình", "lại", "cho", "nộp", "về"];
/// Words left over at the end when a time is taken out.
const TRAILING: &[&str] = &[
    " nhưng",
    " có kết quả",
    " xong",
    " và",
    " phải",
    " thì",
    " là",
    " trong",
    " trước",
    " có báo cáo kết quả",
    " để",
    " cho",
];

/// Words that only open a topic.
const TOPICS: &[&str] = &[
    "việc",
    "về",
    "đối với",
    "riêng",
    "còn",
    "về việc",
    "nội dung",
    "đối với việc",
    "riêng việc",
    "còn việc",
    "còn cái",
    "cái",
];

/// A worded task.
pub struct Task {
    pub words: String,
    /// Whether it was taken from the turn before.
    pub from_before: bool,
}

/// The task of an order.
pub fn wording(heard: &Heard<'_>, order: &Order, verdict: &Verdict, before: Option<&Heard<'_>>) -> Task {
    let here = |words: String| Task { words, from_before: false };
    let topic = topic(heard, order);
    match (order.kind, verdict.action) {
        (OrderKind::NewDate, _) => {
            let named = heard.words(order.head..order.head_end);
            return Task {
                words: format!("Điều chỉnh thời hạn của {named}"), from_before: before.is_some()
            };
        }
        (_, DirectiveAction::Extend) if !topic.is_empty() => {
            return here(official(&format!("gia hạn {}", small(&topic))));
        }
        (OrderKind::Stopped, action) => {
            let verb = if action == DirectiveAction::Suspend { "tạm dừng" } else { "dừng" };
            return here(official(&format!("{verb} {}", small(&stopped_thing(heard, order)))));
        }
        _ => {}
    }
    let keep_times = verdict.conditional || verdict.recurring;
    let from = verdict.predicate.unwrap_or(order.head_end);
    let mut task = body(heard, from..order.at.end, order, keep_times);
    if let Some(verb) = order.verb.clone().filter(|_| heard.at(&heard.lexicon().verb, from).is_none()) {
        task = format!("{} {}", heard.words(verb).to_lowercase(), task.to_lowercase());
    }
    if verdict.conditional
        && let Some(condition) = condition(heard, order)
    {
        return here(official(&format!("{task} ({condition})")));
    }
    // "mùng 8 các phòng họp đầu năm, Văn phòng chuẩn bị": what is prepared stands before.
    if task.split(' ').count() <= 2 && order.at.start < order.head && order.kind == OrderKind::Addressed {
        let object = body(heard, order.at.start..order.head, order, false);
        let said = (order.at.start..order.head_end).any(|at| heard.at(&heard.lexicon().this, at).is_some());
        if !object.is_empty() && !said && order.assigned == 0 {
            return here(official(&format!("{task} {}", object.to_lowercase())));
        }
    }
    let refers = (order.at.start..order.head_end).any(|at| heard.at(&heard.lexicon().this, at).is_some());
    let empty = task.is_empty() || is_empty_verb(heard, &task);
    if verdict.action == DirectiveAction::Extend && !empty {
        let with_times = body(heard, from..order.at.end, order, true);
        return here(official(&format!("gia hạn {}", small(&with_times))));
    }
    if refers
        && empty
        && let Some(words) = before.and_then(asked_before)
    {
        return Task { words: official(&words), from_before: true };
    }
    if empty && !topic.is_empty() {
        return here(official(&topic));
    }
    here(official(if task.is_empty() { heard.words(order.at.clone()) } else { &task }))
}

/// Whether a task is only a verb that says nothing of it.
fn is_empty_verb(heard: &Heard<'_>, task: &str) -> bool {
    let of = crate::syllable::split(task);
    heard.lexicon().empty_verb.at(&of, 0) == Some(of.len())
}

/// What is stopped: the words before the one that stops it, or after it.
fn stopped_thing(heard: &Heard<'_>, order: &Order) -> String {
    let words = heard.lexicon();
    let stop = (order.at.start..order.at.end).find_map(|at| {
        let len = heard.at(&words.suspend, at).max(heard.at(&words.cancel, at))?;
        (at > order.at.start || len > 1).then_some((at, len))
    });
    let Some((at, len)) = stop else { return body(heard, order.at.clone(), order, false) };
    let before = body(heard, order.at.start..at, order, false);
    if before.split(' ').count() >= 2 { before } else { body(heard, at + len..order.at.end, order, false) }
}

/// The words of a condition, with "nếu".
fn condition(heard: &Heard<'_>, order: &Order) -> Option<String> {
    let from = (order.at.start..order.head).find(|at| heard.at(&heard.lexicon().condition, *at).is_some())?;
    let end = if heard.key(order.head.checked_sub(1)?) == "thì" { order.head - 1 } else { order.head };
    let words = heard.words(from..end.max(from)).trim_end_matches([',', ' ']).to_owned();
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect())
}

/// What was asked for in the turn before: after "đề nghị" and who it was asked of, or its last clause.
fn asked_before(before: &Heard<'_>) -> Option<String> {
    let asked = (0..before.of.len()).rev().find_map(|at| before.at(&before.lexicon().assign, at).map(|len| at + len));
    let from = asked.unwrap_or_else(|| {
        (0..before.of.len().saturating_sub(1)).rev().find(|at| before.of[*at].mark >= Mark::Stop).map_or(0, |at| at + 1)
    });
    let named = before.mentions.iter().find(|m| m.at.start == from).map_or(from, |m| m.at.end);
    let words = before.words(named..before.of.len()).trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// What stands before the one addressed: "việc nạo vét kênh giao …", "đề án … gia hạn cho …".
fn topic(heard: &Heard<'_>, order: &Order) -> String {
    let mut from = order.at.start;
    if let Some(len) = crate::syllable::longest(&heard.of, from, TOPICS) {
        from += len;
    }
    if heard.at(&heard.lexicon().this, order.at.start).is_some() || heard.time_at(from).is_some() {
        return String::new();
    }
    let end = (from..order.head).find(|at| heard.at(&heard.lexicon().extend, *at).is_some()).unwrap_or(order.head);
    let end = if end > from && heard.key(end - 1) == "thì" { end - 1 } else { end };
    if end <= from { String::new() } else { heard.words(from..end).trim_end_matches([',', ' ']).to_owned() }
}

/// The words of the task from its verb on, without times, helpers and words of speech.
fn body(heard: &Heard<'_>, part: Range<usize>, order: &Order, keep_times: bool) -> String {
    let mut words = String::new();
    let mut last: Option<usize> = None;
    let mut at = part.start;
    let mut after_time = false;
    while at < part.end {
        if heard.key(at) == "tôi" && last.is_some_and(|p| p + 1 == at && REPORTED.contains(&heard.key(p))) {
            if words.ends_with("báo") {
                words.push_str(" cáo");
            }
            words.push(' ');
            words.push_str(heard.post);
            at += 1;
            last = None;
            continue;
        }
        if let Some(len) = skipped(heard, at, order, !words.is_empty(), keep_times) {
            after_time = !keep_times && heard.times.iter().any(|t| t.at.start == at);
            at += len;
            continue;
        }
        // Without case in the text, a unit is spelled as its list has it.
        let named =
            heard.mentions.iter().find(|m| m.at.start == at && m.at.end <= part.end && !heard.marked && !m.plain);
        if let Some((mention, spelling)) = named.and_then(|m| Some((m, heard.ground.units.spelling(&heard.of, m)?))) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(spelling);
            at = mention.at.end;
            last = None;
            continue;
        }
        match last.filter(|p| p + 1 == at) {
            Some(p) => words.push_str(&heard.text[heard.of[p].at.end..heard.of[at].at.end]),
            None => {
                let mark = at.checked_sub(1).map_or(Mark::None, |p| heard.of[p].mark);
                if !words.is_empty() {
                    let parted = mark >= Mark::Comma || after_time && heard.at(&heard.lexicon().verb, at).is_some();
                    words.push_str(if parted { ", " } else { " " });
                }
                words.push_str(heard.words(at..at + 1));
            }
        }
        last = Some(at);
        after_time = false;
        at += 1;
    }
    let mut words = words.trim_matches([',', ' ', '.', ';']);
    while let Some(rest) = TRAILING.iter().find_map(|tail| words.strip_suffix(tail)) {
        words = rest.trim_end_matches([',', ' ', '.', ';']);
    }
    words.to_owned()
}

/// How many syllables to leave out here.
fn skipped(heard: &Heard<'_>, at: usize, order: &Order, begun: bool, keep_times: bool) -> Option<usize> {
    let dropped = |t: &&crate::deadline::Mention| {
        t.at.start == at
            && !keep_times
            && (t.is_bound() || t.value.text().is_some() || t.value == Value::None(Reason::Vague))
    };
    if let Some(time) = heard.times.iter().find(dropped) {
        let tail = heard
            .at(&heard.lexicon().due_tail, time.at.end)
            .filter(|len| time.at.end + len >= order.at.end || heard.mark_before(time.at.end + len) >= Mark::Comma);
        return Some(time.at.end - at + tail.unwrap_or(0));
    }
    if let Some(len) = heard.at(&heard.lexicon().helped_by, at).or_else(|| heard.at(&heard.lexicon().helps, at))
        && let Some(last) = list_end(heard, at + len)
        && matches!(heard.key(at), "phối" | "cùng" | "mời" | "kết")
    {
        return Some(last - at);
    }
    if !begun {
        let lead = heard.at(&heard.lexicon().leads, at).or_else(|| {
            heard
                .at(&heard.lexicon().duty, at)
                .filter(|len| heard.at(&heard.lexicon().verb, at).is_none_or(|verb| verb <= *len))
        });
        if let Some(len) = lead.or_else(|| {
            heard
                .at(&heard.lexicon().between, at)
                .filter(|len| heard.at(&heard.lexicon().verb, at).is_none_or(|verb| verb < *len))
        }) {
            return Some(len);
        }
        if let Some(mention) = heard.mentions.iter().find(|m| m.at.start == at && order.co.contains(&m.unit)) {
            return Some(mention.at.len());
        }
        if let Some(len) = heard.at(&heard.lexicon().this, at) {
            return Some(len);
        }
        if matches!(heard.key(at), "với" | "và" | "việc") {
            return Some(1);
        }
    }
    heard
        .at(&heard.lexicon().filler, at)
        .filter(|len| !begun || heard.at(&heard.lexicon().verb, at).is_none_or(|verb| verb < *len))
}

/// The end of a list of names that begins here.
fn list_end(heard: &Heard<'_>, from: usize) -> Option<usize> {
    let mut end = heard.mentions.iter().find(|m| m.at.start == from)?.at.end;
    while let Some(next) = heard
        .mentions
        .iter()
        .find(|m| m.at.start == end || m.at.start == end + 1 && matches!(heard.key(end), "và" | "với" | "cùng"))
    {
        end = next.at.end;
    }
    Some(end)
}

/// A stretch with a small first letter, unless it begins with an abbreviation or a name.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// Official spelling of a task: figures, a verb and a capital first.
fn official(words: &str) -> String {
    let words = written::figures(words.trim());
    let words = match words.to_lowercase() {
        w if w.starts_with("xong ") => format!("hoàn thành {}", words["xong ".len()..].trim_start_matches("hết ")),
        _ => words,
    };
    let mut letters = words.trim_matches([',', ' ', '.', ';', '?']).chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
