//! Months, quarters and years: "hết tháng", "đầu tháng 12", "quý II", "cuối năm", "hạ tuần tháng 11".

use time::Date;

use super::{Named, Reason, Spoken, date, near};
use crate::calendar::{self, lunar, month_end};
use crate::number;

/// Which part of a period.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Start,
    Middle,
    End,
    /// The period after the one that runs.
    Next,
}

/// Words of a part; the whole of a period ends with its last day.
const PARTS: &[(&str, Part)] = &[
    ("đầu", Part::Start),
    ("giữa", Part::Middle),
    ("cuối", Part::End),
    ("ngày cuối", Part::End),
    ("ngày cuối cùng của", Part::End),
    ("hết", Part::End),
    ("kết thúc", Part::End),
    ("trong", Part::End),
    ("nội", Part::End),
    ("nội trong", Part::End),
    ("ngay trong", Part::End),
    ("gọn trong", Part::End),
    ("thượng tuần", Part::Start),
    ("trung tuần", Part::Middle),
    ("sang", Part::Next),
    ("qua", Part::Next),
];
/// Words before a bare month that make it a term.
const BEFORE_A_MONTH: &[&str] =
    &["trước", "đến", "tới", "nhất", "hạn", "từ", "là", "sang", "vào", "kịp", "quá", "hoặc", "hay", "kiến", "đấu"];
/// Words after it that do.
const AFTER_A_MONTH: &[&str] = &["phải", "hoàn", "xong", "báo", "trình", "nộp", "là", "bàn", "gửi", "chốt"];
/// Units of a count: "trong năm ngày" are five days, not a year.
const COUNTED: &[&str] =
    &["ngày", "hôm", "bữa", "tuần", "tháng", "giờ", "tiếng", "phút", "năm", "mươi", "trăm", "nghìn", "ngàn"];

/// A named stretch of the solar calendar.
#[derive(Clone, Copy)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Syllables.
    pub len: usize,
}

/// "hết tháng", "đầu tháng 12", "quý II", "cuối năm".
pub fn step(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    if s.reads(at, "hạ tuần").is_some() {
        let month = month(s, at + 2).filter(|_| s.key(at + 2) == "tháng")?;
        let from = date::in_month_of(21, month.last)?;
        return Some(Named::range(2 + month.len, from, month.last, "third-of-month"));
    }
    let (skip, part) = s.entry(at, PARTS).map_or((0, None), |(n, part)| (n, Some(part)));
    let from = at + skip + usize::from(skip > 0 && s.key(at + skip) == "của");
    let named = match s.key(from) {
        "tháng" => of_month(s, from, part, before)?,
        "quý" => of_quarter(s, from, part, before)?,
        "năm" | "niên" => of_year(s, from, part, before)?,
        _ => return None,
    };
    Some(Named { weight: if skip > 0 { 2 } else { named.weight }, ..named.longer(from - at) })
}

fn counted_before(s: &Spoken<'_>, at: usize) -> bool {
    at > 0 && number::small(s.of, at - 1, 999).is_some()
}

fn of_month(s: &Spoken<'_>, at: usize, part: Option<Part>, before: bool) -> Option<Named> {
    if part.is_none() && counted_before(s, at) {
        return None; // a count or a date
    }
    if let Some(lunar) = lunar_month(s, at, part) {
        return Some(lunar);
    }
    let month = match month(s, at) {
        Some(month) => month,
        None if no_such_month(s, at) => return Some(Named::none(2, Reason::InvalidDate, "no-such-month")),
        None if part.is_some() => bare_month(s, at, part)?,
        None => return None,
    };
    let whole = at == 0 && month.len == s.of.len();
    let bound =
        whole || before || BEFORE_A_MONTH.contains(&s.before(at)) || AFTER_A_MONTH.contains(&s.key(at + month.len));
    if part.is_none() && !bound {
        return None;
    }
    let range = |from: u8, to: u8| {
        let (from, to) = (date::in_month_of(from, month.first)?, date::in_month_of(to, month.first)?);
        Some(Named::range(month.len, from, to, "third-of-month"))
    };
    match part {
        Some(Part::Start) => range(1, 10),
        Some(Part::Middle) => range(11, 20),
        None if before => Some(Named::day(month.len, month.first.previous_day()?, 1, "before-month")),
        _ => Some(Named::day(month.len, month.last, 1, "end-of-month")),
    }
}

/// The month of the day of speech; its beginning and middle, once over, are those of the next.
fn bare_month(s: &Spoken<'_>, at: usize, part: Option<Part>) -> Option<Period> {
    if COUNTED.contains(&s.key(at + 1)) || matches!(s.key(at + 1), "trước" | "rồi" | "qua" | "vừa") {
        return None;
    }
    let over = match part {
        Some(Part::Start) => s.on.day() > 10,
        Some(Part::Middle) => s.on.day() > 20,
        Some(Part::Next) => true,
        _ => false,
    };
    months_ahead(s, u32::from(over), 1)
}

fn months_ahead(s: &Spoken<'_>, ahead: u32, len: usize) -> Option<Period> {
    let first = calendar::plus_months(calendar::date(s.on.year(), s.on.month().into(), 1)?, ahead)?;
    Some(Period { first, last: month_end(first.year(), first.month().into())?, len })
}

fn of_numbers(year: i32, month: u8, len: usize) -> Option<Period> {
    Some(Period { first: calendar::date(year, month, 1)?, last: month_end(year, month)?, len })
}

/// "tháng này", "tháng sau nữa", "tháng 11", "tháng mười một năm sau", "tháng 11/2025", "tháng Giêng dương lịch".
pub fn month(s: &Spoken<'_>, at: usize) -> Option<Period> {
    if s.key(at) != "tháng" {
        return None;
    }
    let end = at + 1;
    if let Some((ahead, n)) = near::ahead(s, end) {
        return months_ahead(s, ahead, 1 + n);
    }
    if let Some((month, year)) = slashed(s.key(end)) {
        return of_numbers(year, month, 2);
    }
    let (number, n) = match s.key(end) {
        "giêng" => (1, 1),
        "chạp" => (12, 1),
        _ => date::month_number(s, end)?,
    };
    let solar = s.longest(end + n, &["dương lịch", "dương", "tây"]);
    if matches!(s.key(end), "giêng" | "chạp") && solar.is_none() || s.key(end + n) == "âm" {
        return None;
    }
    let mut stop = end + n + solar.unwrap_or(0);
    stop += near::tail(s, stop);
    let year = date::year(s, stop);
    let (year, more) = year.unwrap_or((s.on.year() + i32::from(number < u8::from(s.on.month())), 0));
    of_numbers(year, number, stop + more - at)
}

fn no_such_month(s: &Spoken<'_>, at: usize) -> bool {
    let Some((number, n)) = number::small(s.of, at + 1, 99) else { return false };
    // "tháng mười ba" may be the thirteenth salary, and "tháng 15 triệu" a price.
    (13..=20).contains(&number)
        && s.before(at) != "lương"
        && (s.of[at + n].mark > crate::syllable::Mark::None || at + n + 1 == s.of.len())
}

/// A month of the lunar calendar: its last day where the calendar is named; "tháng Chạp" alone is anybody's.
fn lunar_month(s: &Spoken<'_>, at: usize, part: Option<Part>) -> Option<Named> {
    let (month, n) = match s.key(at + 1) {
        "giêng" => (1, 1),
        "chạp" => (12, 1),
        _ => date::month_number(s, at + 1)?,
    };
    if s.longest(at + 1 + n, &["dương lịch", "dương", "tây"]).is_some() {
        return None;
    }
    let vague = |len| Some(Named::none(len, Reason::Vague, "month-of-unnamed-calendar"));
    let Some(named) = s.longest(at + 1 + n, &["âm lịch", "âm", "ta", "âl"]) else {
        return if matches!(s.key(at + 1), "giêng" | "chạp") { vague(2) } else { None };
    };
    let len = 1 + n + named;
    if matches!(part, Some(Part::Start | Part::Middle | Part::Next)) {
        return vague(len);
    }
    let last = |year| lunar::solar(30, month, year).or_else(|| lunar::solar(29, month, year));
    let found = (s.on.year() - 1..=s.on.year() + 1).filter_map(last).find(|day| *day >= s.on)?;
    Some(Named::day(len, found, 2, "end-of-lunar-month"))
}

/// "11/2025" after "tháng".
fn slashed(key: &str) -> Option<(u8, i32)> {
    let (month, year) = key.split_once(['/', '-'])?;
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((month, year.parse().ok().filter(|y| (1900..2200).contains(y))?))
}

fn quarter_number(key: &str) -> Option<i32> {
    Some(match key {
        "i" | "1" | "một" | "nhất" => 1,
        "ii" | "2" | "hai" => 2,
        "iii" | "3" | "ba" => 3,
        "iv" | "4" | "bốn" | "tư" => 4,
        _ => return None,
    })
}

/// "quý này", "quý IV/2025", "quý một năm sau".
pub fn quarter(s: &Spoken<'_>, at: usize) -> Option<Period> {
    if s.key(at) != "quý" {
        return None;
    }
    let key = s.key(at + 1);
    let (number, year_in) = key.split_once(['/', '-']).map_or((key, None), |(q, y)| (q, y.parse::<i32>().ok()));
    let Some(quarter) = quarter_number(number) else {
        let (ahead, n) = near::ahead(s, at + 1)?;
        return quarters_ahead(s, i32::try_from(ahead).ok()?, 1 + n);
    };
    let (year, more) = match year_in {
        Some(year) => (year, 0),
        None => {
            let tail = usize::from(s.key(at + 2) == "này");
            let (year, n) =
                date::year(s, at + 2 + tail).unwrap_or((s.on.year() + i32::from(quarter < this_quarter(s)), 0));
            (year, n + tail)
        }
    };
    quarter_of(year, quarter, 2 + more)
}

fn this_quarter(s: &Spoken<'_>) -> i32 {
    (i32::from(u8::from(s.on.month())) - 1) / 3 + 1
}

fn quarters_ahead(s: &Spoken<'_>, ahead: i32, len: usize) -> Option<Period> {
    let all = s.on.year() * 4 + this_quarter(s) - 1 + ahead;
    quarter_of(all.div_euclid(4), all.rem_euclid(4) + 1, len)
}

fn quarter_of(year: i32, quarter: i32, len: usize) -> Option<Period> {
    let last = u8::try_from(quarter * 3).ok()?;
    Some(Period { first: calendar::date(year, last - 2, 1)?, last: month_end(year, last)?, len })
}

fn of_quarter(s: &Spoken<'_>, at: usize, part: Option<Part>, before: bool) -> Option<Named> {
    let quarter = match (quarter(s, at), part) {
        (Some(quarter), _) => quarter,
        (None, Some(_)) if matches!(s.key(at + 1), "vị" | "trước" | "vừa" | "rồi" | "qua" | "khách" | "hiếm") =>
        {
            return None;
        }
        (None, Some(Part::Next)) => quarters_ahead(s, 1, 1)?,
        (None, Some(_)) => quarters_ahead(s, 0, 1)?,
        (None, None) => return None,
    };
    Some(match part {
        Some(Part::Start | Part::Middle) => Named::none(quarter.len, Reason::Vague, "part-of-quarter"),
        None if before => Named::day(quarter.len, quarter.first.previous_day()?, 1, "before-quarter"),
        _ => Named::day(quarter.len, quarter.last, 1, "end-of-quarter"),
    })
}

/// "năm nay", "năm 2026", "năm ngân sách 2026", "niên độ ngân sách"; the budget year is the solar year (Luật Ngân sách
/// nhà nước 83/2015/QH13, Điều 14).
pub fn solar_year(s: &Spoken<'_>, at: usize) -> Option<Period> {
    let budget = s.longest(
        at,
        &["năm ngân sách", "năm tài chính", "niên độ ngân sách", "niên độ", "năm kế hoạch", "năm dương lịch"],
    );
    let (year, len) = match budget {
        Some(len) => {
            let (year, more) = date::year(s, at + len)
                .or_else(|| number::year(s.of, at + len))
                .or_else(|| near::ahead(s, at + len).map(|(n, more)| (s.on.year() + n as i32, more)))
                .unwrap_or((s.on.year(), 0));
            (year, len + more)
        }
        None if s.key(at) == "năm" => date::year(s, at)?,
        None => return None,
    };
    Some(Period { first: calendar::date(year, 1, 1)?, last: calendar::date(year, 12, 31)?, len })
}

fn of_year(s: &Spoken<'_>, at: usize, part: Option<Part>, before: bool) -> Option<Named> {
    if part.is_none() && counted_before(s, at) {
        return None;
    }
    let next = s.key(at + 1);
    if matches!(next, "ngoái" | "trước" | "rồi" | "qua" | "học" | "vừa") || part == Some(Part::Next) {
        return None;
    }
    let year = match solar_year(s, at) {
        Some(year) => year,
        // "trong năm bảy ngày" counts days.
        None if s.key(at) == "năm"
            && part.is_some()
            && !COUNTED.contains(&next)
            && !number::small(s.of, at + 1, 99).is_some_and(|(_, n)| COUNTED.contains(&s.key(at + 1 + n))) =>
        {
            Period { first: calendar::date(s.on.year(), 1, 1)?, last: calendar::date(s.on.year(), 12, 31)?, len: 1 }
        }
        None => return None,
    };
    match part {
        Some(Part::Start | Part::Middle) => Some(Named::none(year.len, Reason::Vague, "part-of-year")),
        Some(_) => Some(Named::day(year.len, year.last, 1, "end-of-year")),
        None if before => Some(Named::day(year.len, year.first.previous_day()?, 1, "before-year")),
        None if matches!(s.before(at), "đến" | "tới" | "hạn" | "vào") => {
            Some(Named::day(year.len, year.last, 1, "end-of-year"))
        }
        None => None,
    }
}
