//! The task in official wording: a verb first, no words of speech, figures written.

use std::ops::Range;

use giaoban_models::directive::DirectiveAction;

use super::Heard;
use super::judge::Verdict;
use super::order::{Order, OrderKind};
use super::words::{ASSIGN, BETWEEN, CO, DUE_TAILS, EMPTY_VERBS, EXTENDS, FILLERS, HELPS, LEADS, MODAL, THIS, VERBS};
use crate::syllable::Mark;
use crate::written;

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
        (_, DirectiveAction::Extend) if !topic.is_empty() => return here(official(&format!("gia hạn {topic}"))),
        (OrderKind::Stopped, action) => {
            let verb = if action == DirectiveAction::Suspend { "tạm dừng" } else { "dừng" };
            return here(official(&format!("{verb} {}", body(heard, order.head_end, order))));
        }
        _ => {}
    }
    let task = body(heard, verdict.predicate.unwrap_or(order.head_end), order);
    let refers = (order.at.start..order.head_end).any(|at| heard.longest(at, THIS).is_some());
    let empty = task.is_empty() || EMPTY_VERBS.contains(&task.to_lowercase().as_str());
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

/// What was asked for in the turn before: after "đề nghị" and who it was asked of, or its last clause.
fn asked_before(before: &Heard<'_>) -> Option<String> {
    let asked = (0..before.of.len()).rev().find_map(|at| before.longest(at, ASSIGN).map(|len| at + len));
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
    if let Some(len) = heard
        .longest(from, &["việc", "về", "đối với", "riêng", "còn", "về việc", "nội dung", "đối với việc", "riêng việc"])
    {
        from += len;
    }
    if heard.longest(order.at.start, THIS).is_some() || heard.time_at(from).is_some() {
        return String::new();
    }
    let end = (from..order.head).find(|at| heard.longest(*at, EXTENDS).is_some()).unwrap_or(order.head);
    let end = if end > from && heard.key(end - 1) == "thì" { end - 1 } else { end };
    if end <= from { String::new() } else { heard.words(from..end).trim_end_matches([',', ' ']).to_owned() }
}

/// The words of the task from its verb on, without times, helpers and words of speech.
fn body(heard: &Heard<'_>, from: usize, order: &Order) -> String {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    let mut begun = false;
    while at < order.at.end {
        if let Some(len) = skipped(heard, at, order, begun) {
            at += len;
            continue;
        }
        begun = true;
        match kept.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => kept.push(at..at + 1),
        }
        at += 1;
    }
    let mut words = String::new();
    for part in kept {
        let mark = part.start.checked_sub(1).map_or(Mark::None, |p| heard.of[p].mark);
        if !words.is_empty() {
            words.push_str(if mark >= Mark::Comma { ", " } else { " " });
        }
        words.push_str(heard.words(part));
    }
    words.trim_matches([',', ' ', '.', ';']).to_owned()
}

/// How many syllables to leave out here.
fn skipped(heard: &Heard<'_>, at: usize, order: &Order, begun: bool) -> Option<usize> {
    if let Some(time) = heard.times.iter().find(|t| t.at.start == at && (t.is_bound() || t.value.text().is_some())) {
        let tail = heard
            .longest(time.at.end, DUE_TAILS)
            .filter(|len| time.at.end + len >= order.at.end || heard.mark_before(time.at.end + len) >= Mark::Comma);
        return Some(time.at.end - at + tail.unwrap_or(0));
    }
    if let Some(len) = heard.longest(at, CO).or_else(|| heard.longest(at, HELPS))
        && let Some(last) = list_end(heard, at + len)
        && matches!(heard.key(at), "phối" | "cùng" | "mời" | "kết")
    {
        return Some(last - at);
    }
    if !begun {
        let lead = heard.longest(at, LEADS).or_else(|| {
            heard.longest(at, MODAL).filter(|len| heard.longest(at, VERBS).is_none_or(|verb| verb <= *len))
        });
        if let Some(len) = lead.or_else(|| {
            heard.longest(at, BETWEEN).filter(|len| heard.longest(at, VERBS).is_none_or(|verb| verb < *len))
        }) {
            return Some(len);
        }
        if let Some(mention) = heard.mentions.iter().find(|m| m.at.start == at && order.co.contains(&m.unit)) {
            return Some(mention.at.len());
        }
        if matches!(heard.key(at), "với" | "và" | "việc") {
            return Some(1);
        }
    }
    heard.longest(at, FILLERS).filter(|_| !begun || heard.longest(at, VERBS).is_none())
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
