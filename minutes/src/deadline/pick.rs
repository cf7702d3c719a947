//! Of all times named in a stretch of speech, the one that is due.

use std::ops::Range;

use super::settle::{self, asked, conditional, correct, open_choice, recurring};
use super::tables::{FIRM, LOOSE, START};
use super::{Chosen, Named, Reason, Spoken, Value, announced, clock, context, count, date, named, week};
use crate::syllable::{self, Mark};

/// How a time stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A beginning.
    Start,
    /// Without a word that binds it.
    Bare,
    /// After a word that mostly binds it.
    Loose,
    /// After a word that binds it for certain.
    Firm,
}

/// A time named in speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Syllables with the words before it ("trước", "chậm nhất").
    pub at: Range<usize>,
    /// What it comes to.
    pub value: Value,
    /// The rule that read it.
    pub rule: &'static str,
    /// First syllable of the time itself.
    pub(super) core: usize,
    pub(super) standing: Standing,
    pub(super) weight: u8,
    pub(super) day_only: Option<u8>,
    /// Said with "khoảng" or the like.
    pub(super) about: bool,
}

impl Mention {
    /// Whether it is bound to a task rather than named in passing.
    pub(crate) fn is_bound(&self) -> bool {
        self.strength() >= 4
    }

    /// Whether a word like "trước" or "chậm nhất" binds it to what stands before it.
    pub(crate) fn is_firm(&self) -> bool {
        self.standing == Standing::Firm
    }

    fn strength(&self) -> u8 {
        let standing = match self.standing {
            Standing::Start => 0,
            Standing::Bare => 2,
            Standing::Loose => 4,
            Standing::Firm => 7,
        };
        standing + self.weight
    }

    pub(super) fn is_date(&self) -> bool {
        !matches!(self.value, Value::None(_)) && self.standing != Standing::Start
    }

    pub(super) fn set_none(&mut self, reason: Reason, rule: &'static str) {
        self.value = Value::None(reason);
        self.rule = rule;
    }
}

/// Words before the time: their beginning and what they make of it.
fn lead_in(s: &Spoken<'_>, core: usize, floor: usize) -> (usize, Standing) {
    let (mut start, mut standing) = (core, Standing::Bare);
    for _ in 0..3 {
        let found = [(FIRM, Standing::Firm), (LOOSE, Standing::Loose), (START, Standing::Start)]
            .into_iter()
            .filter_map(|(table, standing)| Some((syllable::longest_before(s.of, start, table)?, standing)))
            .max_by_key(|(len, _)| *len);
        let Some((len, found)) = found else { break };
        if start - len < floor || s.of[start - 1].mark >= Mark::Comma {
            break;
        }
        // "để chậm nhất thứ Sáu" is bound all the same; "để" alone says little.
        start -= len;
        standing = if standing == Standing::Bare || found == Standing::Firm { found } else { standing };
        if standing == Standing::Start {
            break;
        }
    }
    (start, standing)
}

/// Every time named in some syllables, in order; "từ … đến …" is one.
pub(crate) fn mentions(s: &Spoken<'_>, within: Range<usize>) -> Vec<Mention> {
    let all = settle::join_ranges(s, single(s, within));
    settle_context(s, all)
}

fn single(s: &Spoken<'_>, within: Range<usize>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let before = s.before(at) == "trước" && at > within.start;
        let Some(time) = named(s, at, before).filter(|t| t.len > 0 && at + t.len <= within.end) else {
            at += 1;
            continue;
        };
        if week::names_a_number(s, at, time.rule) {
            at += time.len;
            continue;
        }
        let floor = found.last().map_or(within.start, |m| m.at.end);
        let mention = placed(s, at, time, floor, within.end);
        at = mention.at.end;
        found.push(mention);
    }
    found
}

/// A time with the words around it.
fn placed(s: &Spoken<'_>, at: usize, time: Named, floor: usize, limit: usize) -> Mention {
    let (start, mut standing) = lead_in(s, at, floor);
    // "sau 10 ngày" is a term, "sau ngày 15/11" a beginning.
    if standing == Standing::Start && s.before(at) == "sau" && matches!(time.rule, "length" | "working-days") {
        standing = Standing::Loose;
    }
    if matches!(time.value, Value::Range(..)) && standing == Standing::Start {
        standing = Standing::Loose; // "từ ngày 9 đến ngày 13/3" has its end within
    }
    let mut mention = Mention {
        at: start..at + time.len,
        value: time.value,
        rule: time.rule,
        core: at,
        standing,
        weight: time.weight,
        day_only: time.day_only,
        about: context::is_about(s, start, at),
    };
    if let Value::Day(day) = mention.value {
        let hour = clock::after_its_day(s, at, mention.at.end).filter(|(.., len)| mention.at.end + len <= limit);
        if let Some((hour, minute, len)) = hour {
            mention.value = Value::Moment(day, hour, minute);
            mention.at.end += len;
        } else if s.before(at) == "trước"
            && let Some((earlier, len)) =
                count::earlier(s, mention.at.end, day).filter(|(_, len)| mention.at.end + len <= limit)
        {
            mention.value = Value::Day(earlier);
            mention.rule = "before-date-by-count";
            mention.at.end += len;
        }
    }
    tails(s, &mut mention, limit);
    mention
}

/// Words after a time that change how it stands.
fn tails(s: &Spoken<'_>, mention: &mut Mention, limit: usize) {
    let end = mention.at.end;
    let reads = |groups: &[&str]| s.longest(end, groups).filter(|len| end + len <= limit);
    if let Some(len) = reads(&["vừa qua", "vừa rồi", "đã qua", "năm ngoái", "năm trước", "hồi nọ"]) {
        mention.set_none(Reason::Past, "gone-by");
        mention.at.end += len;
        return;
    }
    if let Some(len) = reads(&["trở đi", "trở về sau", "bắt đầu", "là bắt đầu", "thì bắt đầu", "mới bắt đầu"])
    {
        mention.standing = Standing::Start;
        mention.at.end += len;
    } else if let Some(len) =
        reads(&["trở về trước", "đổ lại", "là cùng", "là chậm nhất", "là muộn nhất", "là trễ nhất"])
    {
        mention.standing = Standing::Firm;
        mention.at.end += len;
    } else if reads(&[
        "là hạn",
        "là hết hạn",
        "là hạn chót",
        "là hạn cuối",
        "là chốt",
        "hết hạn",
        "mãn hạn",
        "là mãn hạn",
    ])
    .is_some()
    {
        mention.standing = mention.standing.max(Standing::Loose);
        mention.weight += 2;
    }
}

/// What the words around a time make of it.
fn settle_context(s: &Spoken<'_>, mut all: Vec<Mention>) -> Vec<Mention> {
    for n in 0..all.len() {
        let floor = if n > 0 { all[n - 1].at.end } else { 0 };
        let telling = n > 0 && all[n - 1].value == Value::None(Reason::Past);
        // "8/3 là ngày Quốc tế Phụ nữ": the feast names the day before it.
        // "còn 2 tháng nữa hết năm" tells how long is left till then.
        let before = if n > 0 { all[n - 1].rule } else { "" };
        if matches!(before, announced::NAME_OF_A_DAY | count::TIME_LEFT) && all[n].at.start <= floor + 2 {
            all[n].set_none(Reason::Quantity, before);
            continue;
        }
        // "đến kỳ họp cuối năm": the period tells which event.
        if n > 0
            && all[n - 1].value == Value::None(Reason::EventRelative)
            && all[n].standing == Standing::Bare
            && all[n].at.start == floor
            && s.of[floor - 1].mark == Mark::None
            && s.key(all[n].core) != "hết"
            && matches!(all[n].rule, "end-of-year" | "end-of-month" | "end-of-quarter" | "third-of-month")
        {
            all[n].set_none(Reason::EventRelative, "period-of-event");
            continue;
        }
        let mention = &all[n];
        if let Value::None(reason) = mention.value {
            if reason == Reason::Vague && context::told_before(s, mention.at.start) {
                all[n].set_none(Reason::Past, "told-of-then");
            }
            continue;
        }
        let Range { start, end } = mention.at;
        let firm = mention.standing == Standing::Firm;
        let told = if mention.standing == Standing::Start {
            None
        } else if context::gone_by(s, mention.value) {
            Some((Reason::Past, "before-the-meeting"))
        } else if let Some(told) = context::told(s, mention.core, start, end, floor, firm) {
            Some(told)
        } else if telling && context::broken_promise(s, end) {
            Some((Reason::Past, "promised-and-missed"))
        } else if telling
            && mention.standing == Standing::Bare
            && strength(s, mention) == mention.strength()
            && context::goes_on_telling(s, floor, start, end)
        {
            Some((Reason::Past, "told-with-the-past"))
        } else if matches!(mention.rule, "end-of-month" | "end-of-quarter")
            && mention.value.day().is_some_and(|day| context::results(s, day, end, mention.standing == Standing::Bare))
        {
            Some((Reason::Past, "result-of-period"))
        } else if context::one_of_two(s, start) {
            Some((Reason::Ambiguous, "two-dates-left-open"))
        } else if settle::failed_by_then(s, mention) {
            Some((Reason::Conditional, "not-done-by-then"))
        } else {
            announced::step(s, mention)
        };
        let open = context::left_open(s, end);
        let mention = &mut all[n];
        if let Some((reason, rule)) = told {
            mention.set_none(reason, rule);
        } else if let (Value::Moment(day, ..), true) = (mention.value, mention.about) {
            mention.value = Value::Day(day);
            mention.rule = "about-that-hour";
        } else if mention.about && (!matches!(mention.value, Value::Range(..)) || mention.rule == "third-of-month")
            || open && mention.standing != Standing::Start
        {
            mention.set_none(Reason::Vague, "about-that-time");
        }
    }
    all
}

/// The time that is due in some syllables.
pub(crate) fn chosen(s: &Spoken<'_>, within: Range<usize>) -> Option<Chosen> {
    let all = mentions(s, within.clone());
    if let Some(recurring) = recurring(s, &within, &all) {
        return Some(recurring);
    }
    if let Some(open) = open_choice(s, &within, &all) {
        return Some(open);
    }
    let all = correct(s, all);
    // "tình trạng như hôm nay": named in passing, unless it opens the clause or something follows that is due then.
    let in_passing = |m: &Mention| m.strength() == 2 && strength(s, m) == 2 && m.at.start > within.start;
    let Some(best) = all.iter().filter(|m| m.is_date() && !in_passing(m)).max_by_key(|m| (strength(s, m), m.at.start))
    else {
        return undated(all);
    };
    let (value, rule) = if conditional(s, &within, best) {
        (Value::None(Reason::Conditional), "condition")
    } else if asked(s, &within, &all, best) {
        (Value::None(Reason::Question), "question")
    } else {
        (best.value, best.rule)
    };
    Some(Chosen { at: best.at.clone(), value, rule })
}

/// What follows a time can bind it too: "thứ Sáu báo cáo", "10 ngày làm việc có chứng thư".
fn strength(s: &Spoken<'_>, mention: &Mention) -> u8 {
    let follows = s.key(mention.at.end);
    let bound = matches!(
        follows,
        "phải"
            | "báo"
            | "trình"
            | "nộp"
            | "có"
            | "xong"
            | "hoàn"
            | "gửi"
            | "là"
            | "chốt"
            | "bàn"
            | "trả"
            | "đưa"
            | "giao"
    );
    mention.strength()
        + u8::from(bound && mention.standing != Standing::Firm && mention.standing != Standing::Start) * 2
}

/// No date: the first thing that tells why.
fn undated(mut all: Vec<Mention>) -> Option<Chosen> {
    let reason = |m: &Mention| match m.value {
        Value::None(reason) => reason,
        _ => Reason::Start,
    };
    let weight = |m: &Mention| match reason(m) {
        Reason::Question => 3,
        Reason::Quantity => 0,
        Reason::Start if !matches!(m.value, Value::None(_)) && m.standing == Standing::Bare => 0,
        _ => 2,
    };
    let best = (0..all.len()).rev().max_by_key(|n| weight(&all[*n]))?;
    let mention = all.swap_remove(best);
    let rule = if matches!(mention.value, Value::None(_)) { mention.rule } else { "a-beginning" };
    Some(Chosen { at: mention.at.clone(), value: Value::None(reason(&mention)), rule })
}

/// The day number of a mention in the month and year of another day, not before the day of speech.
pub(super) fn completed(s: &Spoken<'_>, day: u8, of: time::Date) -> Option<time::Date> {
    date::in_month_of(day, of).filter(|d| *d >= s.on)
}
