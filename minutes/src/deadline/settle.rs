//! Several times in one breath: ranges, choices, corrections, questions, conditions, what comes again.

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::pick::{Mention, Standing, completed};
use super::tables::{CONDITIONS, CORRECTIONS, EITHER, RECURRING};
use super::{Chosen, Reason, Spoken, Value, date};
use crate::syllable::{self, Mark};

static AGAIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(RECURRING));
/// How far back a condition reaches where there are no marks, syllables.
const CONDITION_REACH: usize = 60;

/// "từ ngày 4 đến ngày 8/11", "18/11 đến 22/11" are stretches of days; from today on it is only the end.
pub fn join_ranges(s: &Spoken<'_>, all: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(all.len());
    for last in all {
        let joined = out.last().and_then(|first| range(s, first, &last));
        match joined {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(last),
        }
    }
    out
}

fn range(s: &Spoken<'_>, first: &Mention, last: &Mention) -> Option<Mention> {
    let to = first.at.end == last.at.start
        && (first.at.end..last.core).any(|n| matches!(s.key(n), "đến" | "tới"))
        && s.of[first.at.end - 1].mark <= Mark::Comma;
    let opened = first.standing == Standing::Start
        || s.before(first.at.start) == "khoảng"
        || (first.at.start..first.core).any(|n| s.key(n) == "khoảng")
        || first.standing == Standing::Bare && first.rule == last.rule && s.key(first.at.start) != "hôm";
    if !to || !opened {
        return None;
    }
    let (from, until) = match (first.value, last.value) {
        (Value::Day(from), Value::Day(until)) => (from, until),
        (Value::Range(from, _), Value::Day(until) | Value::Range(_, until)) => (from, until),
        (Value::Moment(..), Value::Moment(..) | Value::Day(_)) => return Some(joined(first, last, last.value)),
        _ => return None,
    };
    let mut from = from;
    if let Some(day) = first.day_only
        && last.day_only.is_none()
    {
        from = date::in_month_of(day, until).unwrap_or(from);
    }
    // "từ thứ Hai đến thứ Tư tuần sau": the week said last is that of both.
    let week_before = from.checked_add(time::Duration::days(7)).filter(|later| *later <= until);
    if first.rule == "nearest-weekday" && last.rule == "weekday-of-week" {
        from = week_before.unwrap_or(from);
    }
    let value = if from <= s.on || from > until { Value::Day(until) } else { Value::Range(from, until) };
    Some(joined(first, last, value))
}

fn joined(first: &Mention, last: &Mention, value: Value) -> Mention {
    Mention { at: first.at.start..last.at.end, value, standing: Standing::Loose, rule: "from-to", ..last.clone() }
}

/// Something that comes again: beside a date, or where no date is due.
pub fn recurring(s: &Spoken<'_>, within: &Range<usize>, all: &[Mention]) -> Option<Chosen> {
    if let Some(mention) = all.iter().find(|m| m.value == Value::None(Reason::Recurring)) {
        let firm_elsewhere =
            all.iter().any(|m| m.is_date() && m.standing == Standing::Firm && m.at.start > mention.at.end + 6);
        if !firm_elsewhere {
            return Some(Chosen { at: mention.at.clone(), value: mention.value, rule: mention.rule });
        }
    }
    let (at, len) = AGAIN.first(s, within.clone())?;
    if super::announced::is_rate(s, at, at + len) {
        return None;
    }
    let dates: Vec<&Mention> = all.iter().filter(|m| m.is_date()).collect();
    let beside = dates.iter().find(|m| m.at.start <= at + len + 2 && at <= m.at.end + 2);
    let value = Value::None(Reason::Recurring);
    let rule = "comes-again";
    match beside {
        Some(mention) => Some(Chosen { at: at.min(mention.at.start)..(at + len).max(mention.at.end), value, rule }),
        None if dates.iter().all(|m| m.standing != Standing::Firm) => Some(Chosen { at: at..at + len, value, rule }),
        None => None,
    }
}

/// "15 hay 16", "cuối tháng hay qua năm", "trong tuần này, tuần sau gì đó": the choice is left open; "hoặc chậm nhất"
/// closes it.
pub fn open_choice(s: &Spoken<'_>, within: &Range<usize>, all: &[Mention]) -> Option<Chosen> {
    let value = Value::None(Reason::Ambiguous);
    let open = |m: &Mention| m.is_date() || matches!(m.value, Value::None(Reason::Vague | Reason::Ambiguous));
    for pair in all.windows(2) {
        let (first, last) = (&pair[0], &pair[1]);
        if !(open(first) && open(last)) || !(first.is_date() || last.is_date()) || first.value == last.value {
            continue;
        }
        let gap = first.at.end..last.at.start;
        let either = EITHER.iter().any(|words| s.reads(gap.start, words) == Some(gap.len()));
        let closed = (first.at.end..last.core).any(|at| matches!(s.key(at), "nhất" | "lắm"));
        let loose_end = gap.is_empty() && super::context::left_open(s, last.at.end);
        // "cuối tháng này đầu tháng sau".
        let border = gap.is_empty() && s.key(first.core) == "cuối" && s.key(last.core) == "đầu";
        // "tuần này không được thì tuần sau, tuần sau nữa cũng được".
        let any_will_do = !last.is_firm()
            && s.longest(last.at.end, &["cũng được", "cũng xong", "cũng kịp", "cũng không sao", "đều được"]).is_some();
        // "chợ họp ngày 5, ngày 10", "lớp học thứ Ba thứ Năm": several days, none of them a term; "thứ Bảy, Chủ nhật" is one stretch.
        let apart = match (first.value, last.value) {
            (Value::Day(a), Value::Day(b)) => (b - a).whole_days().abs() > 1,
            _ => false,
        };
        let listed = gap.is_empty()
            && apart
            && first.standing == Standing::Bare
            && last.standing == Standing::Bare
            && s.of[first.at.end - 1].mark <= Mark::Comma
            && first.rule == last.rule
            && matches!(first.rule, "nearest-weekday" | "nearest-day-of-month");
        if (either && !closed) || loose_end || border || any_will_do || listed {
            let at = first.at.start..last.at.end.min(within.end);
            return Some(Chosen { at, value, rule: "choice-left-open" });
        }
    }
    None
}

/// In a self-correction what was said first is dropped; a day number alone takes the month it corrects.
pub fn correct(s: &Spoken<'_>, all: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(all.len());
    for mut last in all {
        let Some(first) = out.last().filter(|first| first.is_date() && last.is_date()) else {
            out.push(last);
            continue;
        };
        let gap = first.at.end..last.at.start;
        if denies(s, &gap) {
            continue;
        }
        if !corrects(s, first, &last) {
            out.push(last);
            continue;
        }
        if let (Some(day), None, Value::Day(before)) = (last.day_only, first.day_only, first.value)
            && let Some(meant) = completed(s, day, before)
        {
            last.value = Value::Day(meant);
        }
        last.standing = last.standing.max(first.standing);
        out.pop();
        out.push(last);
    }
    out
}

/// "thứ Năm chứ không phải thứ Ba", "ngày 15, không phải ngày 20": what follows is denied. "không phải, 15/3" corrects.
fn denies(s: &Spoken<'_>, gap: &Range<usize>) -> bool {
    let words = ["chứ không phải", "không phải", "chứ không phải là", "không phải là", "chứ đừng để", "chứ không"];
    words.iter().any(|words| s.reads(gap.start, words) == Some(gap.len())) && s.of[gap.end - 1].mark == Mark::None
}

fn corrects(s: &Spoken<'_>, first: &Mention, last: &Mention) -> bool {
    let gap = first.at.end..last.at.start;
    let reach = gap.start..last.core;
    if gap.len() <= 10 && syllable::first(s.of, reach.clone(), CORRECTIONS).is_some() {
        return true;
    }
    // "trước thứ Ba, à thứ Tư", said in one breath.
    let sigh = |n: usize| matches!(s.key(n), "à" | "ờ" | "ý" | "í" | "ấy" | "ủa" | "á" | "không" | "thôi");
    if !gap.is_empty() && gap.len() <= 3 && gap.clone().any(sigh) && !gap.clone().any(|n| s.of[n].mark.ends_sentence())
    {
        return true;
    }
    let denied =
        syllable::longest_before(s.of, first.at.start, &["không phải", "không phải là", "đừng để", "không phải trước"])
            .is_some();
    denied && gap.len() <= 3 || syllable::longest(s.of, last.at.end, &["mới đúng", "mới phải"]).is_some()
}

/// Where the sentence that holds a syllable begins and ends, inside some syllables.
fn sentence(s: &Spoken<'_>, within: &Range<usize>, at: &Range<usize>) -> Range<usize> {
    let from = at.start.saturating_sub(CONDITION_REACH).max(within.start);
    let start = (from..at.start).rev().find(|n| s.of[*n].mark.ends_sentence()).map_or(from, |n| n + 1);
    let to = (at.end + CONDITION_REACH).min(within.end);
    let last = at.end.max(1) - 1;
    let end = (last..to).find(|n| s.of[*n].mark.ends_sentence()).map_or(to, |n| n + 1);
    start..end
}

/// "nếu đến 15/4 chưa thi công thì …": said before the date in its sentence.
pub fn conditional(s: &Spoken<'_>, within: &Range<usize>, best: &Mention) -> bool {
    let sentence = sentence(s, within, &best.at);
    let Some((at, len)) = syllable::first(s.of, sentence.start..best.at.start, CONDITIONS) else { return false };
    // "nếu không còn ý kiến khác, tôi kết luận: …" opens a conclusion and conditions nothing.
    let opening = (at + len..best.at.start).any(|n| {
        s.longest(n, &["tôi kết luận", "tôi chốt", "tôi thống nhất", "thống nhất chốt", "thì tôi kết luận"]).is_some()
    });
    !opening
}

/// "quá ngày 15/4 mà chưa nộp thì phạt": what happens if it is not done by then.
pub fn failed_by_then(s: &Spoken<'_>, mention: &Mention) -> bool {
    let end = mention.at.end;
    if s.of[end - 1].mark.ends_sentence() {
        return false;
    }
    let mut to = s.of.len().min(end + 14);
    to = (end..to).find(|n| s.of[*n].mark.ends_sentence()).map_or(to, |n| n + 1);
    let then = |from: usize| (from..to).any(|n| matches!(s.key(n), "thì" | "là"));
    let past_it = mention.at.start > 0
        && s.before(mention.core) == "quá"
        && !matches!(s.before(mention.core - 1), "không" | "được" | "đừng" | "để" | "trễ" | "muộn");
    let but = s.key(end) == "mà" && matches!(s.key(end + 1), "chưa" | "không" | "vẫn" | "còn");
    let still_not = matches!(s.key(end), "chưa" | "không" | "vẫn")
        && s.key(end + 1) != "thì"
        && s.longest(end, &["không còn ý kiến", "không có ý kiến", "không ai có ý kiến", "không còn gì"]).is_none()
        && (end + 1..to).any(|n| s.key(n) == "thì");
    (past_it || but) && then(end) || still_not
}

/// Whether the sentence of the time asks.
pub fn asked(s: &Spoken<'_>, within: &Range<usize>, all: &[Mention], best: &Mention) -> bool {
    let sentence = sentence(s, within, &best.at);
    let Some(last) = sentence.end.checked_sub(1) else { return false };
    if s.of[last].mark == Mark::Question || ends_asking(s, last) {
        return true;
    }
    // "trước ngày 30 liệu có kịp".
    let wonders = |n: usize| {
        s.key(n) == "liệu"
            && matches!(s.key(n + 1), "có" | "kịp" | "được" | "xong" | "ta" | "mình" | "các" | "anh")
            && !matches!(s.before(n), "số" | "tài" | "tư" | "dữ" | "vật" | "lo" | "nguyên" | "nhiên")
    };
    if sentence.clone().any(wonders) {
        return true;
    }
    all.iter().filter(|m| m.value == Value::None(Reason::Question)).any(|question| {
        if question.at.start >= best.at.end {
            return question.at.end <= sentence.end;
        }
        // "bao giờ xong? Thôi, thứ Sáu phải xong": asked first, then settled.
        let settled = (question.at.end..best.at.start)
            .any(|n| s.of[n].mark >= Mark::Comma || matches!(s.key(n), "thôi" | "phải" | "chốt" | "yêu"))
            || best.is_firm();
        question.at.start >= sentence.start && !settled
    })
}

/// "có kịp không các anh", "đúng không ạ": asked of somebody named last.
fn called_upon(s: &Spoken<'_>, last: usize) -> bool {
    (last.saturating_sub(4)..last).any(|n| {
        let asks = matches!(s.key(n), "không" | "chưa" | "hông" | "hôn")
            && matches!(s.before(n), "được" | "kịp" | "xong" | "nổi" | "đúng" | "phải" | "ổn" | "rồi" | "đủ" | "có");
        asks && matches!(
            s.key(n + 1),
            "các"
                | "anh"
                | "chị"
                | "đồng"
                | "ông"
                | "bà"
                | "chú"
                | "bác"
                | "cô"
                | "em"
                | "vậy"
                | "ạ"
                | "hả"
                | "ta"
                | "mấy"
        )
    })
}

/// "được không", "xong chưa", "phải không" at the end; "rõ chưa" and "nghe không" only press an order.
fn ends_asking(s: &Spoken<'_>, last: usize) -> bool {
    match s.key(last) {
        "không" | "hông" | "hôn" => {
            !matches!(s.before(last), "nghe" | "rõ" | "nhớ" | "biết" | "hiểu" | "cũng" | "số")
        }
        "chưa" => !matches!(s.before(last), "nghe" | "rõ" | "nhớ" | "biết" | "hiểu"),
        _ if called_upon(s, last) => true,
        "nhỉ" | "chăng" | "hử" | "hỉ" => true,
        "hả" => !matches!(s.before(last), "nghe" | "nhớ"),
        _ => false,
    }
}
