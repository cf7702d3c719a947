//! Feasts and days of the lunar calendar (lễ, Tết, ngày âm lịch).
//!
//! "trước" a named feast is the day before it; "trước" a numbered lunar day or the rằm is that day itself.

mod names;

use time::{Date, Duration};

use super::{Named, Reason, Spoken, Value, count, date, near};
use crate::calendar::{self, lunar};
use names::{LUNAR, NEW_YEAR, SOLAR, STEMS};

/// Words before a feast that make it a day to reckon with; "quà Tết", "dịp Tết" name no day.
const BEFORE_A_FEAST: &[&str] =
    &["trước", "đến", "tới", "ngày", "lễ", "hết", "dịp", "kịp", "đêm", "tối", "là", "qua", "đúng"];
/// Words between "trước" and the feast.
const BETWEEN: &[&str] = &["ngày", "lễ", "dịp", "đêm", "kỳ", "nghỉ", "đợt", "kỷ", "niệm", "mừng", "thềm"];

/// All names of feasts.
pub fn names() -> impl Iterator<Item = &'static str> {
    LUNAR.iter().chain(SOLAR).map(|(name, _)| *name).chain(NEW_YEAR.iter().copied())
}

pub fn step(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    numbered(s, at).or_else(|| feast(s, at, before))
}

/// The first day from `s.on` on that is this lunar day; a day that a short month lacks is its last.
fn next_lunar(s: &Spoken<'_>, day: u8, month: u8, leap: bool) -> Option<Date> {
    let of = |day, year| if leap { lunar::solar_of_leap(day, month, year) } else { lunar::solar(day, month, year) };
    (s.on.year() - 1..=s.on.year() + 1)
        .filter_map(|year| of(day, year).or_else(|| (day == 30).then(|| of(29, year))?))
        .find(|found| *found >= s.on)
}

fn next_new_year(s: &Spoken<'_>) -> Option<Date> {
    (s.on.year()..=s.on.year() + 1).filter_map(|year| s.holidays.lunar_new_year(year)).find(|first| *first > s.on)
}

/// "rằm tháng Giêng", "25 tháng Chạp", "mùng 3 Tết", "28 Tết", "ngày 16 tháng 7 âm lịch", "15/8 âm lịch".
fn numbered(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let mut from = at;
    if s.key(from) == "ngày" {
        from += 1;
    }
    let early = matches!(s.key(from), "mùng" | "mồng");
    if early {
        from += 1;
    }
    if let Some(found) = figures(s, from) {
        return Some(found.longer(from - at));
    }
    let full_moon = s.key(from) == "rằm";
    let (day, len) = if full_moon { (15, 1) } else { date::day_number(s, from)? };
    let clipped = date::clipped_day(s, from).filter(|_| s.key(from + 2) == "tết");
    let (day, len) = clipped.unwrap_or((day, len));
    let end = from + len;
    if s.key(end) == "tết" && !matches!(s.key(end + 1), "dương" | "trung" | "tây" | "đoan") {
        return of_new_year(s, early, day).map(|found| Named::day(end + 1 - at, found, 2, "day-of-tet"));
    }
    let end = end + usize::from(s.key(end) == "của");
    if s.key(end) == "tháng" {
        return of_month(s, at, end, day, full_moon);
    }
    if full_moon {
        let qualifier = near::ahead(s, end).map_or(0, |(_, n)| n);
        if s.longest(end, &["trung thu"]).is_some() {
            return Some(Named::day(end + 2 - at, next_lunar(s, 15, 8, false)?, 2, "lunar-day"));
        }
        let found = (1..=12).filter_map(|month| next_lunar(s, 15, month, false)).min()?;
        return Some(Named::day(end + qualifier - at, found, 1, "full-moon"));
    }
    if let Some(n) = s.longest(end, &["âm lịch", "âm", "âl"]) {
        let found = (1..=12).filter_map(|month| next_lunar(s, day, month, false)).min()?;
        return Some(Named::day(end + n - at, found, 1, "lunar-day"));
    }
    // A bare "mùng 8" in the weeks before Tết is a day of Tết.
    let first = next_new_year(s)?;
    if early && day <= 15 && first - s.on <= Duration::days(30) && s.key(end) != "tây" {
        let found = first.checked_add(Duration::days(i64::from(day) - 1))?;
        return Some(Named::day(end - at, found, 2, "day-of-tet"));
    }
    None
}

/// "15/8 âm lịch", "23-12 ÂL".
fn figures(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let (day, month) = s.key(at).split_once(['/', '-'])?;
    let n = s.longest(at + 1, &["âm lịch", "âm", "âl", "al"])?;
    let (day, month) = (day.parse::<u8>().ok()?, month.parse::<u8>().ok()?);
    Some(match next_lunar(s, day, month, false) {
        Some(found) => Named::day(1 + n, found, 2, "lunar-day"),
        None => Named::none(1 + n, Reason::InvalidDate, "no-such-lunar-day"),
    })
}

/// "mùng 3 Tết" counts from the feast, "28 Tết" down to it.
fn of_new_year(s: &Spoken<'_>, early: bool, day: u8) -> Option<Date> {
    if early {
        // In the days of Tết the feast that runs is meant.
        let of = |year| s.holidays.lunar_new_year(year)?.checked_add(Duration::days(i64::from(day) - 1));
        return (s.on.year()..=s.on.year() + 1).filter_map(of).find(|found| *found >= s.on);
    }
    let first = next_new_year(s)?;
    // The last month counts down to the feast; a month of 29 days has its 30 Tết on the 29th.
    let eve = first.previous_day()?;
    let last = if lunar::solar(30, 12, first.year() - 1).is_some() { 30 } else { 29 };
    if !(20..=30).contains(&day) {
        return None;
    }
    eve.checked_sub(Duration::days(i64::from(last) - i64::from(day.min(last))))
}

/// The day of a lunar month; a numbered month is lunar only where that is said.
fn of_month(s: &Spoken<'_>, at: usize, end: usize, day: u8, full_moon: bool) -> Option<Named> {
    let (month, n, named) = match s.key(end + 1) {
        "giêng" => (1, 1, true),
        "chạp" => (12, 1, true),
        _ => {
            let (month, n) = date::month_number(s, end + 1)?;
            (month, n, false)
        }
    };
    let mut stop = end + 1 + n;
    if s.longest(stop, &["dương lịch", "dương", "tây"]).is_some() {
        return None;
    }
    let leap = s.key(stop) == "nhuận";
    stop += usize::from(leap);
    let calendar = s.longest(stop, &["âm lịch", "âm", "ta", "âl"]);
    if !(named || full_moon || leap || calendar.is_some()) {
        return None;
    }
    stop += calendar.unwrap_or(0);
    if let Some((year, more)) = date::year(s, stop).filter(|_| !leap && month < 11)
        && let Some(found) = lunar::solar(day, month, year)
    {
        return Some(Named::day(stop + more - at, found, 2, "lunar-day"));
    }
    stop += near::tail(s, stop);
    Some(match next_lunar(s, day, month, leap) {
        Some(found) => Named::day(stop - at, found, 2, "lunar-day"),
        None => Named::none(stop - at, Reason::InvalidDate, "no-such-lunar-day"),
    })
}

/// "Tết Nguyên đán", "Giỗ Tổ", "Quốc khánh", with the words that make it a term.
fn feast(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    let (found, mut len) = named_feast(s, at)?;
    let follows = matches!(s.key(at + len), "phải" | "là") && s.key(at) != "tết";
    if !(BEFORE_A_FEAST.contains(&s.before(at)) || follows) {
        return None;
    }
    let lead = (at.saturating_sub(5)..at).rev().find(|n| !BETWEEN.contains(&s.key(*n)));
    let before = before || lead.is_some_and(|n| matches!(s.key(n), "trước" | "kịp"));
    // "Quốc khánh 2/9", "Giỗ Tổ mùng 10 tháng 3": the date said again.
    if let Some(again) = date::step(s, at + len).or_else(|| numbered(s, at + len))
        && again.value == Value::Day(found)
    {
        len += again.len;
    }
    if before && let Some((earlier, n)) = count::earlier(s, at + len, found) {
        return Some(Named::day(len + n, earlier, 2, "before-feast-by-count"));
    }
    let day = if before { found.previous_day()? } else { found };
    if !before && matches!(s.before(at), "dịp" | "hết" | "qua") {
        return Some(Named::none(len, Reason::Vague, "around-feast"));
    }
    Some(Named::day(len, day, 1, if before { "eve-of-feast" } else { "feast" }))
}

/// The day of the feast named at `at`, whatever stands before it, and its syllables.
pub fn named_feast(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    if s.reads(at, "giao thừa").is_some() {
        // The last night of the old year; what is due before it is due that day.
        return Some((next_new_year(s)?, 2));
    }
    let lunar = s.entry(at, LUNAR).and_then(|(len, (day, month))| Some((next_lunar(s, day, month, false)?, len)));
    lunar.or_else(|| solar_feast(s, at)).or_else(|| new_year(s, at))
}

fn solar_feast(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let (len, (day, month)) = s.entry(at, SOLAR)?;
    if let Some((year, more)) = date::year(s, at + len).filter(|(year, _)| *year > s.on.year() + 1)
        && let Some(found) = calendar::date(year, month, day)
    {
        return Some((found, len + more));
    }
    let found = (s.on.year()..=s.on.year() + 1).filter_map(|y| calendar::date(y, month, day)).find(|d| *d > s.on)?;
    Some((found, len))
}

fn new_year(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let mut len = s.longest(at, NEW_YEAR)?;
    if STEMS.contains(&s.key(at + len)) {
        len += 1 + usize::from(!s.key(at + len + 1).is_empty());
    }
    let year = crate::number::year(s.of, at + len).or_else(|| {
        s.reads(at + len, "năm").and_then(|_| crate::number::year(s.of, at + len + 1)).map(|(y, n)| (y, n + 1))
    });
    if let Some((year, more)) = year
        && let Some(first) = s.holidays.lunar_new_year(year)
    {
        return Some((first, len + more));
    }
    Some((next_new_year(s)?, len))
}

/// The last day off of the holiday named at `at`, and its syllables.
pub fn holiday_end(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let skip =
        s.longest(at, &["lễ", "ngày", "ngày lễ", "kỳ nghỉ", "kỳ nghỉ lễ", "dịp", "nghỉ", "dịp nghỉ"]).unwrap_or(0);
    let (first, len) = named_feast(s, at + skip)?;
    let mut day = first;
    for _ in 0..30 {
        let next = day.next_day()?;
        if s.holidays.is_working(next) {
            break;
        }
        day = next;
    }
    Some((day, skip + len))
}
