//! Days by their place: "ngày làm việc cuối cùng của tháng", "ngày đầu tiên của tháng sau", "ngày cuối năm", "ngày làm
//! việc tiếp theo".

use time::Date;

use super::{Named, Spoken, feast, period};
use crate::calendar::{self, weekday_of_week};
use crate::syllable::Mark;

/// First or last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Last,
}

const PLACES: &[(&str, Place)] = &[
    ("cuối", Place::Last),
    ("cuối cùng", Place::Last),
    ("cuối cùng của", Place::Last),
    ("cuối cùng trong", Place::Last),
    ("sau cùng của", Place::Last),
    ("cuối của", Place::Last),
    ("đầu", Place::First),
    ("đầu tiên", Place::First),
    ("đầu tiên của", Place::First),
    ("đầu tiên trong", Place::First),
    ("đầu của", Place::First),
];

/// A day by its place in a week, month, quarter or year, or the working day that comes next.
pub fn step(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let (len, working) = match s.longest(at, &["ngày làm việc", "buổi làm việc"]) {
        Some(len) => (len, true),
        None => (s.reads(at, "ngày")?, false),
    };
    if working && let Some(n) = s.longest(at + len, &["tiếp theo", "kế tiếp", "liền kề", "sau", "tới", "hôm sau"])
    {
        let counted = at > 0 && crate::number::small(s.of, at - 1, 999).is_some();
        return if counted {
            None
        } else {
            Some(Named::day(len + n, s.holidays.after_working_days(s.on, 1)?, 2, "next-working-day"))
        };
    }
    // "đóng cửa hai ngày cuối tuần" counts them.
    if !working && crate::number::small(s.of, at.saturating_sub(1), 9).is_some_and(|(_, n)| at > 0 && n == 1) {
        return None;
    }
    // "chọn ngày, đầu tháng 12 gửi lịch": the day and the time are parted.
    if s.of[at + len - 1].mark > Mark::None {
        return None;
    }
    let (n, place) = s.entry(at + len, PLACES)?;
    let from = at + len + n;
    if working
        && place == Place::First
        && let Some(after) =
            s.longest(from, &["sau", "sau kỳ nghỉ", "sau dịp", "sau nghỉ", "sau đợt nghỉ", "sau khi nghỉ"])
    {
        let (end, n) = feast::holiday_end(s, from + after)?;
        return Some(Named::day(
            from + after + n - at,
            s.holidays.after_working_days(end, 1)?,
            2,
            "first-working-day-after",
        ));
    }
    let (first, last, n) = stretch(s, from)?;
    let day = match (place, working) {
        (Place::First, false) => first,
        (Place::Last, false) => last,
        (Place::First, true) => working_from(s, first, true)?,
        (Place::Last, true) => working_from(s, last, false)?,
    };
    Some(Named::day(from + n - at, day, 2, if working { "working-day-by-place" } else { "day-by-place" }))
}

/// The nearest working day from a day on, that day included; none within two months.
fn working_from(s: &Spoken<'_>, from: Date, forward: bool) -> Option<Date> {
    let mut day = from;
    for _ in 0..60 {
        if s.holidays.is_working(day) {
            return Some(day);
        }
        day = if forward { day.next_day()? } else { day.previous_day()? };
    }
    None
}

/// First and last day of "tuần sau", "tháng này", "tháng", "quý IV", "năm".
fn stretch(s: &Spoken<'_>, at: usize) -> Option<(Date, Date, usize)> {
    if s.key(at) == "tuần" {
        let (ahead, n) = super::near::ahead(s, at + 1).unwrap_or((0, 0));
        let of = |weekday| weekday_of_week(s.on, i64::from(ahead), weekday);
        return Some((of(0), of(6), 1 + n));
    }
    let named = period::month(s, at).or_else(|| period::quarter(s, at)).or_else(|| period::solar_year(s, at));
    if let Some(named) = named {
        return Some((named.first, named.last, named.len));
    }
    let (year, month) = (s.on.year(), u8::from(s.on.month()));
    let (first, last) = match s.key(at) {
        "tháng" => (month, month),
        "quý" => ((month - 1) / 3 * 3 + 1, (month - 1) / 3 * 3 + 3),
        "năm" if s.key(at + 1) != "học" => (1, 12),
        _ => return None,
    };
    Some((calendar::date(year, first, 1)?, calendar::month_end(year, last)?, 1))
}
