//! Numbered dates: "ngày 15/11", "hai mươi lăm tháng mười một", "mùng 5 tây", "15-20/11", "ngày 14 và 15/3".

mod figures;

use time::{Date, Duration};

use super::{Named, Reason, Spoken, Value, near, week};
use crate::calendar;
use crate::number;
use crate::syllable::Mark;

/// Words after which figures with a slash are a name, not a date ("đường 30/4").
const NAMES: &[&str] = &[
    "đường",
    "phố",
    "trường",
    "quảng",
    "chợ",
    "ty",
    "chiến",
    "khu",
    "xưởng",
    "số",
    "cầu",
    "niệm",
    "trại",
    "hẻm",
    "kiệt",
    "ngõ",
    "đài",
    "tên",
    "mừng",
    "khoản",
    "thửa",
    "công trình",
    "công viên",
    "bệnh viện",
    "phong trào",
    "nông trường",
    "hợp tác xã",
    "sư đoàn",
    "trung đoàn",
    "nhà máy",
    "nhà thi đấu",
    "sân vận động",
    "thi đua",
    "tập đoàn",
    "tổ hợp",
    "quỹ",
    "hội trường",
    "điều",
    "tỷ lệ",
    "tỉ lệ",
];
/// Words of a feast before figures: a date only when something is due before it.
const FEASTS: &[&str] = &["lễ", "dịp", "đợt", "nghỉ", "hội"];
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
    "người",
    "đồng",
    "cơ",
    "ban",
    "đảng",
    "chi",
    "tổ",
    "huyện",
    "sở",
    "vụ",
    "việc",
    "ý",
    "bản",
    "số",
    "phiếu",
    "lớp",
    "cây",
    "căn",
    "nhà",
    "diện",
    "khối",
    "dân",
    "tổng",
    "quân",
    "lượng",
    "kinh",
    "giá",
    "vốn",
    "mức",
    "hội",
    "cán",
    "đoạn",
    "đất",
    "ruộng",
    "vườn",
    "quỹ",
    "thửa",
    "học",
    "phường",
];
/// Words after which a number alone may be a day.
const BEFORE_A_BARE_DAY: &[&str] = &["ngày", "mùng", "mồng"];
/// Words that bind a number without "ngày" ("hạn 20", "trước hai lăm").
const BINDS_A_NUMBER: &[&str] =
    &["trước", "hạn", "hạn là", "hạn chót", "hạn chót là", "hạn cuối", "hạn cuối là", "chậm nhất", "chậm nhất là"];
/// What may follow such a number.
const AFTER_A_NUMBER: &[&str] = &["", "này", "tới", "phải", "nộp", "gửi", "là", "trình", "nhé", "nha", "nghen", "nghe"];

/// A day number 1 to 39 in words or digits; what no month has is told apart later.
pub fn day_number(s: &Spoken<'_>, at: usize) -> Option<(u8, usize)> {
    let (day, len) =
        number::clipped_day(s.of, at).or_else(|| number::small(s.of, at, 39)).filter(|(day, _)| *day > 0)?;
    Some((u8::try_from(day).ok()?, len))
}

/// "ngày hai tám": a day said without its "mươi", where "ngày" or "Tết" shows that it is one.
pub fn clipped_day(s: &Spoken<'_>, at: usize) -> Option<(u8, usize)> {
    let unit = number::spoken_digit(s.key(at + 1)).filter(|unit| *unit > 0)?;
    let joined = s.key(at) == "hai" && s.of[at].mark == Mark::None;
    joined.then_some((20 + u8::try_from(unit).ok()?, 2))
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
    let of = usize::from(s.key(at) == "của");
    if s.key(at + of) == "năm" {
        let at = at + of;
        if matches!(s.key(at + 1), "ngoái" | "trước" | "rồi") {
            return Some((s.on.year() - 1, 2 + of));
        }
        if let Some((ahead, len)) = near::ahead(s, at + 1) {
            return Some((s.on.year() + i32::try_from(ahead).ok()?, len + 1 + of));
        }
        return number::year(s.of, at + 1).map(|(y, len)| (y, len + 1 + of));
    }
    number::year(s.of, at).filter(|(_, len)| *len >= 3)
}

/// The next day from the day of speech on with this day and month; none when that month lacks it.
fn nearest(on: Date, day: u8, month: u8) -> Option<Date> {
    let ahead = (month, day) >= (u8::from(on.month()), on.day());
    calendar::date(if ahead { on.year() } else { on.year() + 1 }, month, day)
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

fn found(len: usize, date: Option<Date>, rule: &'static str) -> Named {
    date.map_or(Named::none(len, Reason::InvalidDate, "no-such-date"), |date| Named::day(len, date, 1, rule))
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
    let called = from > at || names_a_day(s, from);
    if let Some(range) = bare_range(s, at) {
        return Some(range);
    }
    let feast = !called && FEASTS.contains(&s.before(at));
    if feast || !called && is_name(s, at) {
        let read = figures::step(s, from, false).or_else(|| in_words(s, from, false))?;
        return match read.value {
            Value::Day(day) if feast && before_the_feast(s, at) => {
                let with = with_the_next_feast(s, at + read.len);
                Some(Named::day(read.len + with, day.previous_day()?, 2, "eve-of-feast"))
            }
            _ => Some(Named::none(read.len, Reason::Quantity, "name-of-a-date")),
        };
    }
    let shared = |end: usize| s.of[end - 1].mark == Mark::None && SHARES.contains(&s.key(end));
    let read = figures::step(s, from, called).filter(|n| called || !shared(from + n.len));
    let read = read.or_else(|| in_words(s, from, called)).or_else(|| bound_number(s, at))?;
    let read = read.longer(from - at);
    if matches!(s.key(at + read.len), "hay" | "hoặc") && (called || read.day_only.is_none()) {
        let next = at + read.len + 1;
        let other = figures::step(s, next, true).or_else(|| in_words(s, next, true)).filter(|_| s.key(next) != "ngày");
        if let Some(other) = other {
            return Some(Named::none(read.len + 1 + other.len, Reason::Ambiguous, "two-dates-left-open"));
        }
    }
    Some(with_weekday(s, at, list(s, at, read)))
}

/// "hăm lăm này", "bữa 14 này": a number that can only be a day of the month.
fn names_a_day(s: &Spoken<'_>, at: usize) -> bool {
    let Some((day, len)) = day_number(s, at).filter(|(day, _)| *day <= 31) else { return false };
    let this = matches!(s.key(at + len), "này" | "ni" | "tới" | "nầy");
    this && day > 20 && s.key(at) == "hăm" || this && matches!(s.before(at), "bữa" | "hôm")
}

/// "đường 30/4", "công trình 19/5"; after a mark, after a count ("13 công trình, 20/1 năm sau") or with its year it is a
/// date.
fn is_name(s: &Spoken<'_>, at: usize) -> bool {
    let Some(len) = s.just_before(at, NAMES) else { return false };
    let labelled = at > len + 1 && matches!(s.key(at - len - 2), "số" | "tổ" | "khu" | "lô" | "km" | "thôn" | "điểm");
    let counted = at > len && number::small(s.of, at - len - 1, 99).is_some() && !labelled;
    let dated = || {
        let read = figures::step(s, at, false).or_else(|| in_words(s, at, false));
        read.is_some_and(|read| read.rule == "date-with-year")
    };
    // "yêu cầu 1/12" asks, "cầu 1/12" is a bridge.
    let asked = s.before(at) == "cầu" && matches!(s.before(at - 1), "yêu" | "nhu");
    s.of[at - 1].mark == Mark::None && !counted && !asked && !dated()
}

/// "từ 10 đến 18/3": the first day named by its number alone.
fn bare_range(s: &Spoken<'_>, at: usize) -> Option<Named> {
    if s.before(at) != "từ" {
        return None;
    }
    let (first, len) = day_number(s, at)?;
    let mut next = at + len;
    matches!(s.key(next), "đến" | "tới").then_some(())?;
    next += 1 + usize::from(s.key(next + 1) == "hết");
    next += usize::from(s.key(next) == "ngày");
    let last = figures::step(s, next, true).or_else(|| in_words(s, next, true))?;
    let Value::Day(to) = last.value else { return None };
    let from = in_month_of(first, to).filter(|from| last.day_only.is_none() && *from <= to)?;
    let value = if from <= s.on { Value::Day(to) } else { Value::Range(from, to) };
    Some(Named { value, ..Named::range(next + last.len - at, from, to, "days-of-one-month") })
}

/// "trước dịp lễ 30/4": whether something is due before the feast whose date stands at `at`.
fn before_the_feast(s: &Spoken<'_>, at: usize) -> bool {
    let from = at.saturating_sub(4);
    let start = (from..at).rev().find(|n| !matches!(s.key(*n), "lễ" | "dịp" | "đợt" | "nghỉ" | "kỳ" | "ngày" | "hội"));
    start.is_some_and(|n| matches!(s.key(n), "trước" | "kịp"))
}

/// "30/4 và 1/5", "30/4, 1/5": the second feast of one holiday.
fn with_the_next_feast(s: &Spoken<'_>, at: usize) -> usize {
    let and = usize::from(s.key(at) == "và");
    match figures::step(s, at + and, false).or_else(|| in_words(s, at + and, false)) {
        Some(Named { value: Value::Day(_), len, .. }) => and + len,
        _ => 0,
    }
}

/// "ngày 14 và 15/3", "ngày 4 đến 8/11", "các ngày 14, 15 và 16/11": the first take the month of the last.
fn list(s: &Spoken<'_>, at: usize, read: Named) -> Named {
    let Some(first) = read.day_only else { return read };
    let mut end = at + read.len;
    for _ in 0..8 {
        let joined = matches!(s.key(end), "và" | "đến" | "tới");
        let several = s.key(at) == "các" || at > 0 && number::small(s.of, at - 1, 9).is_some();
        if !joined && !several && (end == 0 || s.of.get(end - 1).is_none_or(|one| one.mark != Mark::Comma)) {
            return read;
        }
        let mut next = end + usize::from(joined);
        next += usize::from(s.key(next) == "hết");
        next += usize::from(s.key(next) == "ngày");
        let Some(last) = figures::step(s, next, true).or_else(|| in_words(s, next, true)) else { return read };
        let stop = next + last.len;
        match (last.day_only, last.value) {
            (None, Value::Day(to)) => {
                let Some(from) = in_month_of(first, to).filter(|from| *from <= to) else { return read };
                return Named { weight: 1, ..Named::range(stop - at, from, to, "days-of-one-month") };
            }
            (Some(_), Value::Day(_)) => end = stop,
            _ => return read,
        }
    }
    read
}

/// "ngày 15/11 thứ Sáu", "ngày 15/11 (tức thứ Sáu)": the day of the week has to agree.
fn with_weekday(s: &Spoken<'_>, at: usize, read: Named) -> Named {
    let end = at + read.len;
    let link =
        s.longest(end, &["nhằm", "nhằm vào", "tức", "tức là", "là", "rơi vào", "trúng", "trúng vào"]).unwrap_or(0);
    let Some((weekday, len)) = week::weekday_name(s, end + link) else { return read };
    // "đến 10/11, thứ Ba tuần sau": a day of its own.
    if link == 0 && s.key(end + len) == "tuần" {
        return read;
    }
    match read.value {
        Value::Day(day) if day.weekday().number_days_from_monday() == weekday => read.longer(link + len),
        Value::Day(_) if read.day_only.is_none() || link > 0 => {
            Named::none(read.len + link + len, Reason::Contradiction, "weekday-against-date")
        }
        _ => read,
    }
}

/// A day number with a month in words, or alone after "ngày".
fn in_words(s: &Spoken<'_>, at: usize, called: bool) -> Option<Named> {
    let bare = called && matches!(s.key(at + 2), "" | "này" | "tới" | "phải" | "nộp" | "là" | "trình" | "gửi" | "báo");
    let clipped = if bare { clipped_day(s, at) } else { None };
    let (day, len) = clipped.or_else(|| day_number(s, at))?;
    let end = at + len;
    let linked = usize::from(s.key(end) == "của");
    if s.key(end + linked) == "tháng" {
        let end = end + linked;
        if let Some((ahead, n)) = near::ahead(s, end + 1) {
            // "ba tháng tới" is a length of time.
            if !called && day < 13 && (linked == 0 && (ahead > 0 || s.before(at) == "trong")) {
                return None;
            }
            return Some(found(end + 1 + n - at, numbered(s.on, ahead, day), "day-of-month"));
        }
        let (month, n) = month_number(s, end + 1)?;
        let stop = end + 1 + n;
        let stop = stop + near::tail(s, stop);
        let stop = stop + s.longest(stop, &["dương lịch", "tây"]).unwrap_or(0);
        return Some(match year(s, stop) {
            Some((year, more)) => found(stop + more - at, calendar::date(year, month, day), "date-with-year"),
            None => found(stop - at, nearest(s.on, day, month), "nearest-date"),
        });
    }
    if s.key(end) == "tây" {
        let ahead = s.reads(end + 1, "tháng").and_then(|_| near::ahead(s, end + 2));
        return Some(match ahead {
            Some((ahead, n)) => found(len + 2 + n, numbered(s.on, ahead, day), "day-of-month"),
            None => found(len + 1, nearest_day(s.on, day), "nearest-day-of-month"),
        });
    }
    let in_a_list = matches!(s.before(at), "hay" | "hoặc" | "và" | "đến" | "tới")
        || at > 0 && s.of[at - 1].mark == Mark::Comma
        || s.before(at) == "hết";
    if !called
        || !BEFORE_A_BARE_DAY.contains(&s.before(at)) && !in_a_list && !names_a_day(s, at)
        || counts_something(s, at, end)
    {
        return None;
    }
    let tail = s
        .longest(end, &["đầu tháng", "tới", "này", "tới đây", "sắp tới"])
        .filter(|n| *n > 1 || s.key(end) == "này" || !near_opens(s, end + 1))
        .unwrap_or(0);
    let ahead = nearest_day(s.on, day);
    let day_only = ahead.map(|_| day);
    Some(Named { day_only, ..found(len + tail, ahead, "nearest-day-of-month") })
}

/// Whether "tới" before `at` leads to another time ("ngày 5 tới ngày 8").
fn near_opens(s: &Spoken<'_>, at: usize) -> bool {
    matches!(s.key(at), "ngày" | "hết" | "mùng" | "mồng")
        || day_number(s, at).is_some()
        || figures::step(s, at, true).is_some()
}

/// "3 ngày 2 đêm", "ngày 2 buổi": a count after a count, or of something else.
fn counts_something(s: &Spoken<'_>, at: usize, end: usize) -> bool {
    if matches!(
        s.key(end),
        "đêm"
            | "buổi"
            | "lần"
            | "tiếng"
            | "giờ"
            | "lượt"
            | "ca"
            | "bữa"
            | "triệu"
            | "nghìn"
            | "ngàn"
            | "đồng"
            | "hộ"
            | "người"
            | "tấn"
            | "chuyến"
            | "xe"
            | "lít"
            | "khối"
            | "ki"
            | "kg"
            | "km"
            | "tỷ"
            | "tỉ"
            | "công"
    ) {
        return true;
    }
    let listed = matches!(s.key(end), "và" | "với") && day_number(s, end + 1).is_some();
    let counted = !listed && at >= 2 && s.before(at) == "ngày" && number::small(s.of, at - 2, 999).is_some();
    counted && !(at.saturating_sub(6)..at).any(|n| matches!(s.key(n), "giờ" | "h" | "phút"))
}

/// "hạn 20", "trước hai lăm": a number that only a word of a term makes a day.
fn bound_number(s: &Spoken<'_>, at: usize) -> Option<Named> {
    s.just_before(at, BINDS_A_NUMBER)?;
    let (day, len) = day_number(s, at).filter(|(day, _)| *day <= 31)?;
    let end = at + len;
    let ends = s.of[end - 1].mark != Mark::None;
    if !ends && !AFTER_A_NUMBER.contains(&s.key(end)) {
        return None;
    }
    let tail = usize::from(!ends && matches!(s.key(end), "này" | "tới"));
    let day_only = Some(day);
    Some(Named { day_only, ..found(len + tail, nearest_day(s.on, day), "number-as-day") })
}

/// So many days after another day.
pub fn plus(day: Date, days: u64) -> Option<Date> {
    day.checked_add(Duration::days(i64::try_from(days).ok()?))
}
