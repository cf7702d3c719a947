//! Months, quarters and years: "hết tháng", "đầu tháng 12", "quý II", "cuối năm", "6 tháng đầu năm".

use super::{Named, Reason, Spoken, Value, date};
use crate::calendar::{self, month_end};
use crate::number;

/// Which part of a period.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Start,
    Middle,
    End,
}

/// Words of a part; the whole of a period ends with its last day.
const PARTS: &[(&str, Part)] = &[
    ("đầu", Part::Start),
    ("giữa", Part::Middle),
    ("cuối", Part::End),
    ("hết", Part::End),
    ("trong", Part::End),
    ("nội trong", Part::End),
    ("ngay trong", Part::End),
];
/// Words before a bare month that make it a term.
const BEFORE_A_MONTH: &[&str] = &["trước", "đến", "tới", "nhất", "hạn", "từ", "là", "sang", "vào"];
/// Words after it that do.
const AFTER_A_MONTH: &[&str] = &["phải", "hoàn", "xong", "báo", "trình", "nộp"];

pub fn step(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    let part = PARTS.iter().filter_map(|(words, part)| Some((s.reads(at, words)?, *part))).max_by_key(|(n, _)| *n);
    let (skip, part) = part.map_or((0, None), |(n, part)| (n, Some(part)));
    let from = at + skip;
    let named = match s.key(from) {
        "tháng" => month(s, from, part, before)?,
        "quý" => quarter(s, from, part, before)?,
        "năm" => year(s, from, part)?,
        _ => return None,
    };
    Some(Named { weight: if skip > 0 { 2 } else { named.weight }, ..named.longer(skip) })
}

fn month(s: &Spoken<'_>, at: usize, part: Option<Part>, before: bool) -> Option<Named> {
    if part.is_none() && number::small(s.of, at.wrapping_sub(1), 999).is_some() && !s.before(at).is_empty() {
        return None; // a count or a date
    }
    let end = at + 1;
    let this = (s.on.year(), u8::from(s.on.month()));
    let following = if this.1 == 12 { (this.0 + 1, 1) } else { (this.0, this.1 + 1) };
    let (ym, len) = match s.key(end) {
        "này" | "ni" | "nay" => (this, 2),
        "sau" | "tới" => (following, 2),
        "giêng" | "chạp" => return Some(Named::none(2, Reason::Vague)),
        _ => match date::month_number(s, end) {
            Some((month, n)) => {
                if s.longest(end + n, &["âm lịch", "âm"]).is_some() {
                    return Some(Named::none(2 + n, Reason::Vague));
                }
                let (year, more) = match date::year(s, end + n) {
                    Some((year, more)) => (year, more),
                    None => (if month < this.1 { this.0 + 1 } else { this.0 }, 0),
                };
                ((year, month), 1 + n + more)
            }
            None => match slashed(s, end) {
                Some(ym) => (ym, 2),
                None if part.is_some() => (this, 1),
                None => return None,
            },
        },
    };
    let bare = part.is_none() && len > 1;
    if bare && !before && !BEFORE_A_MONTH.contains(&s.before(at)) && !AFTER_A_MONTH.contains(&s.key(at + len)) {
        return None;
    }
    let (year, month) = ym;
    Some(match part {
        Some(Part::Start) => range(len, year, month, 1, 10)?,
        Some(Part::Middle) => range(len, year, month, 11, 20)?,
        None if before => Named::day(len, calendar::date(year, month, 1)?.previous_day()?, 1),
        _ => Named::day(len, month_end(year, month)?, 1),
    })
}

fn range(len: usize, year: i32, month: u8, from: u8, to: u8) -> Option<Named> {
    let value = Value::Range(calendar::date(year, month, from)?, calendar::date(year, month, to)?);
    Some(Named { len, value, day_only: None, weight: 2 })
}

/// "11/2025" after "tháng".
fn slashed(s: &Spoken<'_>, at: usize) -> Option<(i32, u8)> {
    let (month, year) = s.key(at).split_once('/')?;
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((year.parse().ok().filter(|y| (1900..2200).contains(y))?, month))
}

fn quarter(s: &Spoken<'_>, at: usize, part: Option<Part>, before: bool) -> Option<Named> {
    let this = (u8::from(s.on.month()) - 1) / 3 + 1;
    let key = s.key(at + 1);
    let (number, year_in) = key.split_once('/').map_or((key, None), |(q, y)| (q, y.parse::<i32>().ok()));
    let numbered = match number {
        "i" | "1" | "một" => Some(1),
        "ii" | "2" | "hai" => Some(2),
        "iii" | "3" | "ba" => Some(3),
        "iv" | "4" | "bốn" | "tư" => Some(4),
        _ => None,
    };
    let (quarter, year, len) = match (numbered, key) {
        (Some(q), _) => {
            let (year, more) = match year_in {
                Some(year) => (year, 0),
                None => date::year(s, at + 2).unwrap_or((if q < this { s.on.year() + 1 } else { s.on.year() }, 0)),
            };
            (q, year, 2 + more)
        }
        (None, "này" | "ni" | "nay") => (this, s.on.year(), 2),
        (None, "sau" | "tới") => (this % 4 + 1, s.on.year() + i32::from(this == 4), 2),
        _ if part.is_some() => (this, s.on.year(), 1),
        _ => return None,
    };
    let last_month = quarter * 3;
    Some(match part {
        Some(Part::Start) | Some(Part::Middle) => Named::none(len, Reason::Vague),
        None if before => Named::day(len, calendar::date(year, last_month - 2, 1)?.previous_day()?, 1),
        _ => Named::day(len, month_end(year, last_month)?, 1),
    })
}

fn year(s: &Spoken<'_>, at: usize, part: Option<Part>) -> Option<Named> {
    if number::small(s.of, at.wrapping_sub(1), 999).is_some() && part.is_none() {
        return None;
    }
    let part = part?;
    if matches!(s.key(at + 1), "ngoái" | "trước" | "rồi" | "qua" | "học") {
        return None;
    }
    let (year, len) = date::year(s, at).unwrap_or((s.on.year(), 1));
    // "trong năm ngày" is five days, and a count is read before this.
    Some(match part {
        Part::End => Named::day(len, calendar::date(year, 12, 31)?, 1),
        Part::Start | Part::Middle => Named::none(len, Reason::Vague),
    })
}
