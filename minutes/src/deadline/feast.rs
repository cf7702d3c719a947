//! Feasts and days of the lunar calendar (lễ, Tết, ngày âm lịch).
//!
//! "trước" a named feast is the day before it; "trước" a numbered lunar day or the rằm is that day itself.

use time::{Date, Duration};

use super::{Named, Reason, Spoken, Value, date};
use crate::calendar::{self, lunar};
use crate::number;

/// Feasts of the lunar calendar: words, day, month.
const LUNAR: &[(&str, u8, u8)] = &[
    ("tết trung thu", 15, 8),
    ("trung thu", 15, 8),
    ("tết đoan ngọ", 5, 5),
    ("giỗ tổ hùng vương", 10, 3),
    ("giỗ tổ", 10, 3),
    ("lễ vu lan", 15, 7),
    ("vu lan", 15, 7),
    ("ông công ông táo", 23, 12),
    ("ông táo", 23, 12),
    ("phật đản", 15, 4),
];
/// Feasts of the solar calendar.
const SOLAR: &[(&str, u8, u8)] = &[
    ("tết dương lịch", 1, 1),
    ("tết tây", 1, 1),
    ("quốc khánh", 2, 9),
    ("ngày quốc khánh", 2, 9),
    ("lễ quốc khánh", 2, 9),
    ("quốc tế lao động", 1, 5),
    ("ngày nhà giáo việt nam", 20, 11),
    ("ngày nhà giáo", 20, 11),
    ("giáng sinh", 25, 12),
    ("noel", 25, 12),
];
/// Names of the lunar new year, longest first.
const NEW_YEAR: &[&str] = &["tết nguyên đán", "tết cổ truyền", "tết âm lịch", "tết ta", "tết"];
/// The ten stems by which a lunar year is named.
const STEMS: &[&str] = &["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"];
/// Words before a feast that make it a day to reckon with; "quà Tết", "dịp Tết" name no day.
const BEFORE_A_FEAST: &[&str] = &["trước", "đến", "tới", "ngày", "lễ", "hết", "dịp"];

pub fn step(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    numbered(s, at).or_else(|| feast(s, at, before))
}

/// The first day from `s.on` on that is this lunar day; a day that a short month lacks is its last.
fn next_lunar(s: &Spoken<'_>, day: u8, month: u8) -> Option<Date> {
    (s.on.year() - 1..=s.on.year() + 1)
        .filter_map(|year| {
            lunar::solar(day, month, year).or_else(|| (day == 30).then(|| lunar::solar(29, month, year))?)
        })
        .find(|found| *found >= s.on)
}

fn next_new_year(s: &Spoken<'_>) -> Option<Date> {
    (s.on.year()..=s.on.year() + 1).filter_map(|year| s.holidays.lunar_new_year(year)).find(|first| *first > s.on)
}

/// "rằm tháng Giêng", "25 tháng Chạp", "mùng 3 Tết", "28 Tết", "ngày 16 tháng 7 âm lịch".
fn numbered(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let mut from = at;
    if s.key(from) == "ngày" {
        from += 1;
    }
    let early = matches!(s.key(from), "mùng" | "mồng");
    if early {
        from += 1;
    }
    let (day, len) = if s.key(from) == "rằm" { (15, 1) } else { date::day_number(s, from)? };
    let full_moon = s.key(from) == "rằm";
    let end = from + len;
    if s.key(end) == "tết" && !matches!(s.key(end + 1), "dương" | "trung") {
        let first = next_new_year(s)?;
        let found = if early {
            first.checked_add(Duration::days(i64::from(day) - 1))?
        } else {
            // The last month counts down to the feast; a month of 29 days has its 30 Tết on the 29th.
            let eve = first.previous_day()?;
            let last = if lunar::solar(30, 12, first.year() - 1).is_some() { 30 } else { 29 };
            if day < 20 {
                return None;
            }
            eve.checked_sub(Duration::days(i64::from(last) - i64::from(day.min(last))))?
        };
        return Some(Named::day(end + 1 - at, found, 2));
    }
    if s.key(end) == "tháng" {
        let (month, n, named) = match s.key(end + 1) {
            "giêng" => (1, 1, true),
            "chạp" => (12, 1, true),
            _ => {
                let (month, n) = date::month_number(s, end + 1)?;
                (month, n, false)
            }
        };
        let mut stop = end + 1 + n;
        let calendar = s.longest(stop, &["âm lịch", "âm", "ta"]);
        if !(named || full_moon || calendar.is_some()) {
            return None;
        }
        stop += calendar.unwrap_or(0);
        return Some(match next_lunar(s, day, month) {
            Some(found) => Named::day(stop - at, found, 2),
            None => Named::none(stop - at, Reason::InvalidDate),
        });
    }
    if full_moon {
        let qualifier = s.longest(end, &["này", "tới"]).unwrap_or(0);
        let found = (1..=12).filter_map(|month| next_lunar(s, 15, month)).min()?;
        return Some(Named::day(end + qualifier - at, found, 1));
    }
    // A bare "mùng 8" in the weeks before Tết is a day of Tết.
    let first = next_new_year(s)?;
    if early && day <= 15 && first - s.on <= Duration::days(30) && !matches!(s.key(end), "tháng") {
        return Some(Named::day(end - at, first.checked_add(Duration::days(i64::from(day) - 1))?, 2));
    }
    None
}

fn feast(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    if !BEFORE_A_FEAST.contains(&s.before(at)) {
        return None;
    }
    let before = before || (at >= 2 && matches!(s.before(at), "ngày" | "lễ" | "dịp") && s.before(at - 1) == "trước");
    let (found, len) = lunar_feast(s, at).or_else(|| solar_feast(s, at)).or_else(|| new_year(s, at))?;
    if let Some((days, n)) = number::small(s.of, at + len, 60)
        && before
        && s.key(at + len + n) == "ngày"
    {
        let day = found.checked_sub(Duration::days(i64::try_from(days).ok()?))?;
        return Some(Named::day(len + n + 1, day, 2));
    }
    let day = if before { found.previous_day()? } else { found };
    if !before && matches!(s.before(at), "dịp" | "hết") {
        return Some(Named::none(len, Reason::Vague));
    }
    Some(Named { len, value: Value::Day(day), day_only: None, weight: 1 })
}

fn lunar_feast(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let (len, day, month) = LUNAR.iter().find_map(|(words, d, m)| Some((s.reads(at, words)?, *d, *m)))?;
    Some((next_lunar(s, day, month)?, len))
}

fn solar_feast(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let (len, day, month) = SOLAR.iter().find_map(|(words, d, m)| Some((s.reads(at, words)?, *d, *m)))?;
    let found = (s.on.year()..=s.on.year() + 1).filter_map(|y| calendar::date(y, month, day)).find(|d| *d > s.on)?;
    Some((found, len))
}

fn new_year(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let mut len = s.longest(at, NEW_YEAR)?;
    if STEMS.contains(&s.key(at + len)) {
        len += 2;
        if number::year(s.of, at + len).is_some() {
            len += 1;
        }
    }
    Some((next_new_year(s)?, len.min(s.of.len() - at)))
}
