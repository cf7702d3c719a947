//! Where an order begins and ends in its turn.

use super::head::Head;
use super::heard::Heard;
use crate::syllable::Mark;

/// In heard text, syllables before a name within which its topic is looked for.
const TOPIC_REACH: usize = 16;
/// In heard text, syllables before a name within which its time may begin.
const TIME_REACH: usize = 9;

/// Where an order begins: with its topic, condition or time when those stand before the one addressed. `before` is the
/// end of the names of an order whose end is sought: what is bound to that one is not taken from it.
pub fn start(heard: &Heard<'_>, head: &Head, floor: usize, before: Option<usize>) -> usize {
    let words = heard.lexicon();
    let sentence = heard.sentence(head.start).start.max(floor);
    let clause =
        (sentence..head.start).rev().find(|at| heard.of[*at].mark >= Mark::Comma).map_or(sentence, |at| at + 1);
    if heard.marked {
        if before.is_some() && sentence == floor {
            return clause.max(floor);
        }
        let time =
            heard.times.iter().filter(|t| t.at.start >= sentence && t.at.end <= head.start).map(|t| t.at.start).min();
        let opened = heard.at(&words.topic, sentence).is_some()
            || heard.at(&words.condition, sentence).is_some()
            || heard.at(&words.this, sentence).is_some()
            || head.start > 0 && heard.key(head.start - 1) == "thì"
            || time.is_some_and(|t| t < clause)
            || time == Some(sentence);
        return if opened || head.start - sentence <= 3 { sentence } else { clause };
    }
    let mut at = head.start;
    let gets =
        at > sentence + 1 && matches!(heard.key(at - 2), "cho" | "cáo" | "báo" | "trình" | "gửi" | "nộp" | "với");
    if at > sentence && matches!(heard.key(at - 1), "tôi" | "nhưng" | "riêng") && !gets {
        at -= 1;
    }
    let tie = usize::from(at > sentence && heard.key(at - 1) == "thì");
    at = own_time(heard, at - tie, sentence, before).unwrap_or(at);
    at -= heard.before(&words.again, at).filter(|len| at - len >= sentence).unwrap_or(0);
    let opened = (sentence.max(at.saturating_sub(TOPIC_REACH))..at).rev().find(|at| {
        heard.at(&words.condition, *at).is_some()
            || heard.at(&words.this, *at).is_some()
            || matches!(heard.key(*at), "việc" | "về" | "riêng" | "còn" | "vụ" | "chuyện" | "nếu" | "cái" | "phần")
    });
    let tied = head.assigned > 0 || at > 0 && heard.key(at - 1) == "thì";
    opened.filter(|_| tied).unwrap_or(at)
}

/// In words without marks, the first of the times before a name that are its own: not those "trước", "chậm nhất" bind to
/// what was said before, and not the only time of the order before.
fn own_time(heard: &Heard<'_>, head: usize, floor: usize, before: Option<usize>) -> Option<usize> {
    let of_before = before.and_then(|from| heard.times.iter().position(|t| t.at.start >= from));
    let own = heard.times.iter().enumerate().filter(|(n, t)| {
        t.at.start >= floor
            && t.at.end <= head
            && t.at.start + TIME_REACH >= head
            && of_before.is_none_or(|first| *n > first)
    });
    let firm = own.clone().filter(|(_, t)| t.is_firm() && before.is_some()).map(|(n, _)| n).max();
    let mut own = own.filter(|(n, _)| firm.is_none_or(|firm| *n > firm)).map(|(_, t)| t.at.clone());
    let first = own.next()?;
    let last = own.next_back().unwrap_or_else(|| first.clone());
    (last.end == head).then_some(first.start)
}

/// Where an order ends: with its sentence, before the next one, or at words that leave it.
pub fn end(heard: &Heard<'_>, from: usize, next: Option<&Head>, floor: usize) -> usize {
    let words = heard.lexicon();
    let mut end = heard.sentence(from.max(1) - 1).end.max(from);
    if let Some(next) = next.filter(|next| next.start < end) {
        let before = start(heard, next, from, Some(from));
        end = before.max(from);
    }
    if let Some((cut, _)) = heard.first(&words.cut, from..end) {
        end = cut.max(from);
    }
    if let Some(call) = floor_call(heard, from, end) {
        end = call;
    }
    // "nghĩa đức thì …": without marks, a name set apart by "thì" opens another matter.
    if !heard.marked
        && let Some(mention) = heard.mentions.iter().find(|m| {
            m.at.start > from
                && m.at.end < end
                && heard.key(m.at.end) == "thì"
                && heard.before(&words.place, m.at.start).is_none()
                && heard.before(&words.recipient, m.at.start).is_none()
        })
    {
        end = mention.at.start.max(from);
    }
    if let Some(asked) = question_after(heard, from, end) {
        end = asked;
    }
    if end < heard.of.len()
        && end > from.max(floor + 1)
        && matches!(heard.key(end - 1), "nhưng" | "còn" | "và" | "riêng")
    {
        end -= 1;
    }
    end
}

/// Without marks, a question that follows a task: where it begins at the latest.
fn question_after(heard: &Heard<'_>, from: usize, end: usize) -> Option<usize> {
    if heard.marked || end < from + 8 {
        return None;
    }
    let due = heard
        .times
        .iter()
        .find(|t| t.at.start >= from && t.at.end < end && t.is_bound() && t.value.text().is_some())?;
    let mut stop = due.at.end;
    stop += heard.at(&heard.lexicon().due_tail, stop).unwrap_or(0);
    (stop + 2 < end && super::veto::is_question(heard, stop..end)).then_some(stop)
}

/// "mời anh Lộc", "mời chị Thu báo cáo": the word is given to the next speaker; "mời chị Ngân cùng dự" is not that.
fn floor_call(heard: &Heard<'_>, from: usize, end: usize) -> Option<usize> {
    let mention = heard.mentions.iter().find(|m| {
        m.at.start > from
            && m.at.end <= end
            && heard.key(m.at.start - 1) == "mời"
            && (m.at.end >= heard.of.len()
                || heard.mark_before(m.at.end).ends_sentence()
                || heard.at(&heard.lexicon().meeting, m.at.end).is_some())
    })?;
    (mention.at.start - 1 > from).then_some(mention.at.start - 1)
}
