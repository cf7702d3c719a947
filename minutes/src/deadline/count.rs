//! Lengths of time: "trong 10 ngày", "ba ngày làm việc", "48 giờ", "nửa tháng", "hai tuần nữa".

use time::Date;

use super::{Named, Reason, Spoken, Value, date, day};
use crate::calendar::plus_months;
use crate::number;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    WorkingDays,
    Days,
    Weeks,
    Months,
    Years,
    Hours,
    Minutes,
}

/// Units by their words; longer ones first.
const UNITS: &[(&str, Unit)] = &[
    ("ngày làm việc", Unit::WorkingDays),
    ("ngày", Unit::Days),
    ("hôm", Unit::Days),
    ("bữa", Unit::Days),
    ("tuần", Unit::Weeks),
    ("tháng", Unit::Months),
    ("năm", Unit::Years),
    ("giờ đồng hồ", Unit::Hours),
    ("giờ", Unit::Hours),
    ("tiếng", Unit::Hours),
    ("tiếng đồng hồ", Unit::Hours),
    ("phút", Unit::Minutes),
];
/// Words before a length that make it a term.
const TERMS: &[&str] = &["trong", "vòng", "hạn", "sau", "quá", "nội", "kịp", "là", "gian"];
/// Words before a length that make it anything but a term.
const NO_TERMS: &[&str] = &["chậm", "trễ", "hơn", "suốt", "mất", "gần", "được", "đã", "nghỉ", "cứ"];

pub fn step(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let half = matches!(s.key(at), "nửa" | "rưỡi");
    let (count, len) = if half { (0, 1) } else { amount(s, at)? };
    let (unit_len, unit) =
        UNITS.iter().filter_map(|(words, unit)| Some((s.reads(at + len, words)?, *unit))).max_by_key(|(n, _)| *n)?;
    let mut end = at + len + unit_len;
    let and_half = s.key(end) == "rưỡi";
    end += usize::from(and_half);
    let tail = s.longest(end, &["nữa", "tới"]).unwrap_or(0);
    if approximate(s, at, len) {
        return (term(s, at) || tail > 0).then(|| Named::none(end + tail - at, Reason::Vague));
    }
    if s.before(at) == "thêm" {
        let tail = usize::from(s.key(end) == "nữa");
        return Some(Named::none(end + tail - at, Reason::UnknownBase));
    }
    if let Some(n) = s.longest(end, &["qua", "nay", "rồi", "trước", "vừa qua", "vừa rồi", "liền"]) {
        return Some(Named::none(end + n - at, Reason::Past));
    }
    if let Some(n) = s.longest(end, &["một lần", "1 lần", "hai lần", "mỗi lần"]) {
        return Some(Named::none(end + n - at, Reason::Recurring));
    }
    if unit == Unit::Months
        && count == 6
        && let Some(n) = s.longest(end, &["đầu năm", "cuối năm"])
    {
        let year = date::year(s, end + 1).map_or(s.on.year(), |(year, _)| year);
        let first = s.key(end) == "đầu";
        let (month, last) = if first { (6, 30) } else { (12, 31) };
        return crate::calendar::date(year, month, last).map(|day| Named::day(end + n - at, day, 1));
    }
    if let Some(anchored) = anchored(s, at, end + tail, |base| after(s, base, count, unit, half, and_half)) {
        return Some(anchored);
    }
    // "sau 22 giờ" is an hour of the day, "sau 48 giờ" a term.
    let hour_of_day = unit == Unit::Hours && s.before(at) == "sau" && count % 24 != 0 && tail == 0;
    if quantity(s, at) || hour_of_day {
        return None;
    }
    let whole = at == 0 && end + tail == s.of.len();
    if !(term(s, at) || tail > 0 || unit == Unit::WorkingDays || whole) {
        return None;
    }
    let day = after(s, s.on, count, unit, half, and_half)?;
    let weight = if tail > 0 || unit == Unit::WorkingDays { 2 } else { 1 };
    Some(Named { len: end + tail - at, value: Value::Day(day), day_only: None, weight })
}

/// A count in words, digits, or glued to its unit ("48h" is read as hours by the caller's table: none here).
fn amount(s: &Spoken<'_>, at: usize) -> Option<(u64, usize)> {
    number::small(s.of, at, 1000).filter(|(n, _)| *n > 0)
}

/// "hai ba ngày", "2-3 ngày", "mươi ngày": nobody's date.
fn approximate(s: &Spoken<'_>, at: usize, len: usize) -> bool {
    let pair =
        len == 1 && number::spoken_digit(s.key(at)).is_some() && number::spoken_digit(s.before(at)).is_some() && at > 0;
    pair || s.key(at).contains('-')
}

fn term(s: &Spoken<'_>, at: usize) -> bool {
    TERMS.contains(&s.before(at)) && !quantity(s, at)
}

/// "quá hạn 21 ngày", "chậm 3 ngày", "đã 2 tháng".
fn quantity(s: &Spoken<'_>, at: usize) -> bool {
    NO_TERMS.contains(&s.before(at)) || (s.before(at) == "hạn" && at >= 2 && s.before(at - 1) == "quá")
}

/// "5 ngày kể từ ngày nhận đủ hồ sơ" hangs on something; "5 ngày kể từ hôm nay" does not.
fn anchored(s: &Spoken<'_>, at: usize, end: usize, after: impl Fn(Date) -> Option<Date>) -> Option<Named> {
    let word = s.longest(end, &["kể từ", "tính từ", "từ", "sau khi", "sau", "kể từ sau"])?;
    let from = end + word;
    // "trong 15 phút sau tết …": "sau" and "từ" alone only reckon from a day or something that happens.
    if matches!(s.key(end), "sau" | "từ")
        && !matches!(s.key(from), "ngày" | "khi" | "hôm" | "nay" | "cuộc" | "hội" | "lúc" | "thứ")
    {
        return None;
    }
    if let Some(n) =
        s.longest(from, &["hôm nay", "nay", "ngày hôm nay", "bây giờ", "giờ", "ngày họp", "ngày hôm nay họp"])
    {
        return Some(Named::day(from + n - at, after(s.on)?, 2));
    }
    if let Some(named) = day(s, from, false)
        && let Value::Day(base) = named.value
        && s.key(end) != "sau"
    {
        return Some(Named::day(from + named.len - at, after(base)?, 2));
    }
    let tail = s.longest(from, &["ngày nhận", "ngày ký", "ngày có", "ngày"]).unwrap_or(0);
    Some(Named::none(from + tail - at, Reason::EventRelative))
}

fn after(s: &Spoken<'_>, base: Date, count: u64, unit: Unit, half: bool, and_half: bool) -> Option<Date> {
    if half {
        return match unit {
            Unit::Months => date::plus(base, 15),
            Unit::Years => plus_months(base, 6),
            Unit::Days | Unit::Hours | Unit::Minutes => Some(base),
            _ => None,
        };
    }
    let months = u32::try_from(count).ok()?;
    Some(match unit {
        Unit::WorkingDays => s.holidays.after_working_days(base, count)?,
        Unit::Days => date::plus(base, count)?,
        Unit::Weeks => date::plus(base, count * 7)?,
        Unit::Months => date::plus(plus_months(base, months)?, if and_half { 15 } else { 0 })?,
        Unit::Years => plus_months(base, months * 12 + if and_half { 6 } else { 0 })?,
        // Without a clock, 48 hours are two days and a few hours are the same day.
        Unit::Hours => date::plus(base, count / 24)?,
        Unit::Minutes => base,
    })
}
