//! Times that nobody can put into a calendar: what is vague, over, asked for, or hangs on something else.

mod words;

use super::{Named, Reason, Spoken};
use std::sync::LazyLock;

use super::lexicon::Lexicon;
use words::{EVENTS, PAST, QUESTIONS, VAGUE};

static OVER: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(PAST));
static GENERAL: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(VAGUE));
static ASKING: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(QUESTIONS));
static HANGING: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(EVENTS));

/// A phrase that names a time without a day.
pub fn step(s: &Spoken<'_>, at: usize) -> Option<Named> {
    event(s, at).or_else(|| vague(s, at)).or_else(|| question(s, at)).or_else(|| past(s, at))
}

fn event(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let len = HANGING.longest(s, at)?;
    // "sau cuộc họp này", said in it, is today.
    let this = matches!(s.key(at + len), "này" | "ni") || s.reads(at + len, "hôm nay").is_some();
    if this && matches!(s.key(at), "sau" | "kể" | "tính") {
        return None;
    }
    Some(Named::none(len, Reason::EventRelative, "hangs-on-event"))
}

fn vague(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let len = GENERAL.longest(s, at).filter(|len| *len > 1)?;
    let last = s.key(at + len - 1);
    let next = s.key(at + len);
    // "sau tết dương lịch", "đầu năm ngày 5/1", "6 tháng đầu năm" name a day after all.
    if last == "tết" && matches!(next, "dương" | "trung")
        || last == "năm" && matches!(s.key(at), "đầu") && s.before(at) == "tháng"
        || matches!(s.key(at), "dịp") && s.before(at) == "trước"
        || last == "bữa" && matches!(next, "ni" | "nay")
    {
        return None;
    }
    // "mươi ngày" of "hai mươi ngày", "hai ngày" of "mười hai ngày".
    let counted = matches!(s.key(at), "mươi" | "năm" | "mấy" | "một" | "hai")
        && at > 0
        && crate::number::below_thousand(s.of, at - 1).is_some();
    (!counted).then(|| Named::none(len, Reason::Vague, "vague-time"))
}

fn question(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let len = ASKING.longest(s, at)?;
    if s.key(at + len) == "cũng" {
        let every = s.reads(at + len, "cũng được").is_none();
        let reason = if every { Reason::Recurring } else { Reason::Vague };
        return Some(Named::none(len + 1, reason, if every { "every-day" } else { "vague-time" }));
    }
    let denied = matches!(s.before(at), "một" | "1" | "từng" | "bất" | "kỳ" | "cứ");
    (!denied).then(|| Named::none(len, Reason::Question, "asks-when"))
}

fn past(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let len = OVER.longest(s, at)?;
    // "hằng tháng trước ngày 25": "trước" belongs to the day that follows.
    let leads_on = s.key(at + len - 1) == "trước"
        && matches!(s.key(at + len), "ngày" | "mùng" | "mồng" | "thứ" | "rằm" | "chủ" | "tết")
        || s.key(at + len - 1) == "ngày" && s.key(at) == "tính" && s.key(at + len) == "họp";
    (!leads_on).then(|| Named::none(len, Reason::Past, "gone-by"))
}
