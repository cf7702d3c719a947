//! Numbered dates and hours: "ngày 15/11", "hai mươi lăm tháng mười một", "17 giờ ngày 6/11", "15-20/11".

use time::{Date, Duration};

use super::{Named, Reason, Spoken, Value, day, week};
use crate::calendar;
use crate::number;
use crate::syllable::Mark;

/// Words after which figures with a slash are a name, not a date ("đường 30/4").
const NAMES: &[&str] =
    &["đường", "phố", "trường", "quảng", "chợ", "ty", "chiến", "khu", "xưởng", "số", "cầu", "niệm", "trại"];
/// Words of a feast before figures: a date only when something is due before it.
const FEASTS: &[&str] = &["lễ", "dịp", "đợt"];
/// Nouns after which "9/14" is a share.
const SHARES: &[&str] = &[
    "xã",
    "thôn",
    "hộ",
    "tiêu",
    "điểm",
    "đơn",
    "phòng",
    "chỉ",
    "nhiệm",
    "hồ",
    "công",
    "dự",
    "phường",
    "thành",
    "đại",
    "suất",
    "lô",
    "trường",
];
/// Words after which a number alone may be a day.
const BEFORE_A_BARE_DAY: &[&str] = &["ngày", "mùng", "mồng"];

/// A day number 1 to 39 in words or digits; what no month has is told apart later.
pub fn day_number(s: &Spoken<'_>, at: usize) -> Option<(u8, usize)> {
    let (day, len) = number::small(s.of, at, 39).filter(|(day, _)| *day > 0)?;
    Some((u8::try_from(day).ok()?, len))
}

/// A month number in words or digits, "tư" included.
pub fn month_number(s: &Spoken<'_>, at: usize) -> Option<(u8, usize)> {
    if s.key(at) == "tư" {
        return Some((4, 1));
    }
    let (month, len) = number::small(s.of, at, 12).filter(|(month, _)| *month > 0)?;
    Some((u8::try_from(month).ok()?, len))
}

/// "năm 2025", "năm nay", "năm sau", or a year alone: the year and its syllables.
pub fn year(s: &Spoken<'_>, at: usize) -> Option<(i32, usize)> {
    if s.key(at) == "năm" {
        return match s.key(at + 1) {
            "nay" | "này" => Some((s.on.year(), 2)),
            "sau" | "tới" => Some((s.on.year() + 1, 2)),
            _ => number::year(s.of, at + 1).map(|(y, len)| (y, len + 1)),
        };
    }
    number::year(s.of, at).filter(|(_, len)| *len >= 3)
}

/// The nearest day from the day of speech on with this day and month.
fn nearest(on: Date, day: u8, month: u8) -> Option<Date> {
    // Eight years on, a 29 February has come for certain.
    (on.year()..=on.year() + 8).filter_map(|y| calendar::date(y, month, day)).find(|d| *d >= on)
}

/// The nearest day from the day of speech on with this number.
fn nearest_day(on: Date, day: u8) -> Option<Date> {
    (0..=2).filter_map(|ahead| numbered(on, ahead, day)).find(|d| *d >= on)
}

/// That day of the month `ahead` months later.
fn numbered(on: Date, ahead: u32, day: u8) -> Option<Date> {
    let first = calendar::date(on.year(), on.month().into(), 1)?;
    let month = calendar::plus_months(first, ahead)?;
    calendar::date(month.year(), month.month().into(), day)
}

/// The day of a number in the month and year of another day.
pub fn in_month_of(day: u8, of: Date) -> Option<Date> {
    calendar::date(of.year(), of.month().into(), day)
}

fn found(len: usize, date: Option<Date>, weight: u8) -> Named {
    date.map_or(Named::none(len, Reason::InvalidDate), |date| Named::day(len, date, weight))
}

pub fn step(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let mut from = at;
    if s.key(from) == "các" && s.key(from + 1) == "ngày" {
        from += 1;
    }
    if s.key(from) == "ngày" {
        from += 1;
    }
    if matches!(s.key(from), "mùng" | "mồng") {
        from += 1;
    }
    let called = from > at;
    if !called && (NAMES.contains(&s.before(at)) || FEASTS.contains(&s.before(at))) {
        let due = s.before(at.saturating_sub(1)) == "trước" && FEASTS.contains(&s.before(at));
        let read = slashed(s, from).or_else(|| in_words(s, from, false))?;
        return match read.value {
            Value::Day(day) if due => Some(Named::day(read.len, day.previous_day()?, 2)),
            _ => Some(Named::none(read.len, Reason::Quantity)),
        };
    }
    let shared = |end: usize| s.of[end - 1].mark == Mark::None && SHARES.contains(&s.key(end));
    let read = slashed(s, from).filter(|n| called || !shared(from + n.len));
    let read = read.or_else(|| in_words(s, from, called))?;
    let mut read = read.longer(from - at);
    if matches!(s.key(at + read.len), "hay" | "hoặc") && (called || read.day_only.is_none()) {
        let next = at + read.len + 1;
        let other = slashed(s, next).or_else(|| in_words(s, next, true)).filter(|_| s.key(next) != "ngày");
        if let Some(other) = other {
            return Some(Named::none(read.len + 1 + other.len, Reason::Ambiguous));
        }
    }
    // "ngày 14 và 15/3", "ngày 4 đến 8/11": the first takes the month of the last.
    if let Some(first) = read.day_only
        && matches!(s.key(at + read.len), "và" | "đến" | "tới")
    {
        let next = at + read.len + 1;
        let next = if s.key(next) == "ngày" { next + 1 } else { next };
        if let Some(last) = slashed(s, next).or_else(|| in_words(s, next, true)).filter(|n| n.day_only.is_none())
            && let Value::Day(end) = last.value
            && let Some(start) = in_month_of(first, end).filter(|start| *start <= end)
        {
            read = Named { len: next + last.len - at, value: Value::Range(start, end), day_only: None, weight: 1 };
        }
    }
    Some(with_weekday(s, at, read))
}

/// "ngày 15/11 thứ Sáu": the day of the week has to agree.
fn with_weekday(s: &Spoken<'_>, at: usize, read: Named) -> Named {
    let end = at + read.len;
    let Some((weekday, len)) = week::weekday_name(s, end) else { return read };
    match read.value {
        Value::Day(day) if day.weekday().number_days_from_monday() == weekday => read.longer(len),
        Value::Day(_) => Named::none(read.len + len, Reason::Contradiction),
        _ => read,
    }
}

/// "15/11", "15/11/2024", "15-20/11", "15-11-2024".
fn slashed(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let key = s.key(at);
    if !key.contains(['/', '-']) || !key.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (first, date) = match key.split_once('-') {
        Some((first, rest)) if rest.contains('/') => (Some(first.parse::<u8>().ok()?), rest.to_owned()),
        Some(_) if key.matches('-').count() == 2 => (None, key.replace('-', "/")),
        Some(_) => return None,
        None => (None, key.to_owned()),
    };
    let mut parts = date.split('/');
    let (day, month) = (parts.next()?.parse::<u8>().ok()?, parts.next()?.parse::<u8>().ok()?);
    let mut len = 1;
    let year = match parts.next() {
        Some(year) => Some(year.parse::<i32>().ok().map(|y| if y < 100 { 2000 + y } else { y })?),
        None => year(s, at + 1).map(|(y, n)| {
            len += n;
            y
        }),
    };
    let called = s.before(at) == "ngày";
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return called.then(|| Named::none(len, Reason::InvalidDate));
    }
    let end = match year {
        Some(year) => calendar::date(year, month, day),
        None => nearest(s.on, day, month),
    };
    if let (Some(first), Some(end)) = (first, end) {
        let start = in_month_of(first, end).filter(|start| *start <= end)?;
        return Some(Named { len, value: Value::Range(start, end), day_only: None, weight: 1 });
    }
    Some(found(len, end, 1))
}

/// A day number with a month in words, or alone after "ngày".
fn in_words(s: &Spoken<'_>, at: usize, called: bool) -> Option<Named> {
    let (day, len) = day_number(s, at)?;
    let end = at + len;
    if s.key(end) == "tháng" {
        let qualifier = match s.key(end + 1) {
            "này" | "ni" | "nay" => Some(0),
            "sau" | "tới" => Some(1),
            _ => None,
        };
        if let Some(ahead) = qualifier {
            // "ba tháng tới" is a length of time.
            if !called && day < 13 && s.before(at) == "trong" {
                return None;
            }
            return Some(found(len + 2, numbered(s.on, ahead, day), 1));
        }
        let (month, n) = month_number(s, end + 1)?;
        let stop = end + 1 + n;
        return Some(match year(s, stop) {
            Some((year, more)) => found(stop + more - at, calendar::date(year, month, day), 1),
            None => found(stop - at, nearest(s.on, day, month), 1),
        });
    }
    if !called
        || !BEFORE_A_BARE_DAY.contains(&s.before(at)) && !matches!(s.before(at), "hay" | "hoặc" | "và" | "đến" | "tới")
    {
        return None;
    }
    let early_of_month = s.reads(end, "đầu tháng").unwrap_or(0);
    let ahead = nearest_day(s.on, day);
    let day_only = ahead.map(|_| day);
    Some(Named { day_only, ..found(len + early_of_month, ahead, 1) })
}

/// Hour and minute: "17 giờ 30", "17h30", "5 giờ chiều", "8 giờ rưỡi". Hour, minute, syllables.
fn hour(s: &Spoken<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let key = s.key(at);
    let (mut hour, mut minute, mut len) = if key.starts_with(|c: char| c.is_ascii_digit())
        && let Some((h, m)) = key.split_once(['h', 'g', ':'])
    {
        let minute = if m.is_empty() { 0 } else { m.trim_end_matches('p').parse::<u8>().ok()? };
        (h.parse::<u8>().ok()?, minute, 1)
    } else {
        let (hour, n) = number::small(s.of, at, 24)?;
        if !matches!(s.key(at + n), "giờ" | "h") {
            return None;
        }
        (u8::try_from(hour).ok()?, 0, n + 1)
    };
    if s.key(at + len) == "rưỡi" {
        (minute, len) = (30, len + 1);
    } else if let Some((m, n)) = number::small(s.of, at + len, 59) {
        let said = s.key(at + len + n) == "phút";
        // "17 giờ 6/11": what follows is a date.
        if said || m >= 10 && !matches!(s.key(at + len + n), "tháng" | "giờ") {
            (minute, len) = (u8::try_from(m).ok()?, len + n + usize::from(said));
        }
    }
    if hour > 24 || minute > 59 {
        return None;
    }
    match s.key(at + len) {
        "sáng" => {}
        "chiều" | "tối" if hour < 12 => hour += 12,
        "trưa" if hour < 3 => hour += 12,
        "đêm" if (6..12).contains(&hour) => hour += 12,
        "đêm" if hour == 12 => hour = 24,
        _ => {}
    }
    if hour == 24 {
        (hour, minute) = (23, 59);
    }
    Some((hour, minute, len))
}

/// An hour with the day it belongs to; an hour alone is one of the day of speech.
pub fn clock(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    if matches!(s.before(at), "vòng" | "sau" | "hạn" | "thêm" | "mất") || s.before(at) == "trong" {
        return None; // a length of time
    }
    let (hour, minute, len) = hour(s, at)?;
    let mut next = at + len;
    let part = matches!(s.key(next), "sáng" | "trưa" | "chiều" | "tối" | "đêm");
    if part {
        if let Some(named) = week::part_of_day(s, next, false)
            && let Value::Day(day) = named.value
        {
            return Some(moment(len + named.len, day, hour, minute));
        }
        next += 1;
    }
    let of = usize::from(matches!(s.key(next), "của" | "vào"));
    if let Some(named) = day(s, next + of, false)
        && let Value::Day(day) = named.value
    {
        return Some(moment(next + of + named.len - at, day, hour, minute));
    }
    if !(before || part || matches!(s.before(at), "nhất" | "đến" | "tới" | "lúc" | "hạn" | "là")) {
        return None;
    }
    Some(Named { weight: u8::from(before), ..moment(next - at, s.on, hour, minute) })
}

fn moment(len: usize, day: Date, hour: u8, minute: u8) -> Named {
    Named { len, value: Value::Moment(day, hour, minute), day_only: None, weight: 2 }
}

/// An hour that follows its day: "ngày 11/2 trước 8 giờ", "chiều thứ Sáu lúc 3 giờ".
pub fn hour_after(s: &Spoken<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let words = s.longest(at, &["lúc", "vào lúc", "trước", "trước lúc"]).unwrap_or(0);
    let (hour, minute, len) = hour(s, at + words)?;
    let part = usize::from(matches!(s.key(at + words + len), "sáng" | "trưa" | "chiều" | "tối" | "đêm"));
    Some((hour, minute, words + len + part))
}

/// So many days after another day.
pub fn plus(day: Date, days: u64) -> Option<Date> {
    day.checked_add(Duration::days(i64::try_from(days).ok()?))
}
