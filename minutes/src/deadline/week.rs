//! Days of the week and weeks: "thứ Sáu tuần này", "thứ Hai đầu tiên của tháng 12", "đầu tuần sau".
//!
//! A week ends on Friday, its middle is Wednesday; a weekday alone is the nearest one after the day of speech.

use time::Date;

use super::{Named, Reason, Spoken, Value, date, near, period};
use crate::calendar::{self, next_weekday, weekday_of_week};
use crate::syllable::Mark;

const FRIDAY: u8 = 4;
const WEDNESDAY: u8 = 2;
const MONDAY: u8 = 0;

/// Words after which "thứ" counts.
const ORDINALS: &[&str] = &[
    "lần", "đợt", "người", "kỳ", "phần", "điểm", "việc", "đề", "phiên", "họp", "hạng", "nhiệm", "vụ", "ý", "nội",
    "dung", "đứng", "năm", "khóa", "giai", "đoạn", "vòng", "bước", "nhóm", "vấn", "loại", "tháng", "nước", "bên",
    "quý", "con", "ngôi", "tuần",
];
/// Words after "thứ hai", "thứ ba" at the head of a clause that show that points are counted.
const AFTER_A_POINT: &[&str] =
    &["về", "đối", "liên", "vấn", "việc", "giao", "nhiệm", "nội", "xin", "yêu", "đề", "công"];
/// Words after "thứ hai là" that show a day.
const AFTER_A_DAY: &[&str] = &["hạn", "phải", "hết", "xong", "tôi", "chốt", "cùng", "nộp", "ngày", "chậm", "muộn"];
/// How far back "thứ nhất" shows that points are counted, syllables.
const POINTS_REACH: usize = 400;
/// Words after a named day that put it into the past.
const PAST_AFTER: &[&str] = &[
    "vừa rồi",
    "vừa qua",
    "tuần trước",
    "tuần rồi",
    "tuần qua",
    "tuần vừa rồi",
    "tuần vừa qua",
    "trước đó",
    "rồi đã",
    "hôm trước",
    "trước đây",
];

/// "thứ Sáu", "thứ 6", "T6", "chủ nhật", "CN": 0 Monday to 6 Sunday, and syllables.
pub fn weekday_name(s: &Spoken<'_>, at: usize) -> Option<(u8, usize)> {
    if s.reads(at, "chủ nhật").is_some() || s.reads(at, "chúa nhật").is_some() {
        return Some((6, 2));
    }
    if let Some(weekday) = abbreviated(s.key(at)) {
        let led = matches!(
            s.before(at),
            "sáng" | "trưa" | "chiều" | "tối" | "trước" | "nhất" | "hạn" | "đến" | "tới" | "vào" | "ngày"
        );
        let followed = matches!(s.key(at + 1), "tuần" | "này" | "tới" | "ngày");
        return (led || followed).then_some((weekday, 1));
    }
    if s.key(at) != "thứ" {
        return None;
    }
    let weekday = match s.key(at + 1) {
        "hai" | "2" => 0,
        "ba" | "3" => 1,
        "tư" | "4" | "bốn" => 2,
        "năm" | "5" => 3,
        "sáu" | "6" => 4,
        "bảy" | "bẩy" | "7" => 5,
        _ => return None,
    };
    Some((weekday, 2))
}

fn abbreviated(key: &str) -> Option<u8> {
    match key {
        "cn" => Some(6),
        "t2" => Some(0),
        "t3" => Some(1),
        "t4" => Some(2),
        "t5" => Some(3),
        "t6" => Some(4),
        "t7" => Some(5),
        _ => None,
    }
}

/// A day of the week with all that tells which one.
pub fn weekday(s: &Spoken<'_>, at: usize) -> Option<Named> {
    if let Some(none) = no_such_weekday(s, at) {
        return Some(none);
    }
    let skip = usize::from(matches!(s.key(at), "ngày" | "hôm" | "bữa"));
    let (weekday, n) = weekday_name(s, at + skip)?;
    let mut len = skip + n;
    let end = at + len;
    if let Some(n) = s.longest(end, PAST_AFTER) {
        return Some(Named::none(len + n, Reason::Past, "weekday-gone-by"));
    }
    if let Some(n) = s.longest(end, &["hằng tuần", "hàng tuần", "mỗi tuần", "nào cũng", "hằng tháng", "hàng tháng"])
    {
        return Some(Named::none(len + n, Reason::Recurring, "every-weekday"));
    }
    if s.key(end) == "nào" {
        return Some(Named::none(len + 1, Reason::Question, "which-weekday"));
    }
    if let Some(found) = of_month(s, end, weekday) {
        return Some(found.longer(len));
    }
    if skip == 0 && (is_ordinal(s, at, end) || counts_points(s, at, end)) {
        return None;
    }
    let mut weight = 2;
    let mut rule = "weekday-of-week";
    let of = s.longest(end, &["của", "trong", "đầu", "cuối", "giữa"]).filter(|n| s.key(end + n) == "tuần").unwrap_or(0);
    let this = weekday_of_week(s.on, 0, weekday);
    let day = if s.key(end + of) == "tuần"
        && let Some((ahead, n)) = near::ahead(s, end + of + 1)
    {
        len += of + 1 + n;
        weekday_of_week(s.on, i64::from(ahead), weekday)
    } else if of > 0 {
        len += of + 1;
        next_weekday(s.on, weekday)
    } else if matches!(s.key(end), "này" | "ni" | "nầy") {
        len += 1;
        if this < s.on { next_weekday(s.on, weekday) } else { this }
    } else {
        let tail = s.longest(end, &["tới", "tới đây", "sắp tới", "kế tiếp", "gần nhất", "tiếp theo", "sau"]);
        let leads_on = matches!(s.key(end + 1), "khi" | "thứ" | "chủ" | "ngày" | "hết" | "cuộc");
        let tail = tail.filter(|n| *n > 1 || !leads_on).unwrap_or(0);
        len += tail;
        weight = if tail > 0 { 2 } else { 1 };
        rule = "nearest-weekday";
        next_weekday(s.on, weekday)
    };
    // "thứ Sáu ngày 15/11": the date decides and has to agree.
    let link = s.longest(at + len, &["tức", "tức là", "nhằm", "là"]).unwrap_or(0);
    let dated = s.key(at + len + link) == "ngày"
        || s.key(at + len + link).contains('/')
        || date::day_number(s, at + len + link).is_some_and(|(_, n)| s.key(at + len + link + n) == "tháng");
    if dated && let Some(read) = date::step(s, at + len + link) {
        return match read.value {
            Value::Day(d) if d.weekday().number_days_from_monday() == weekday => {
                Some(read.at_least(2).longer(len + link))
            }
            // "trước thứ Ba là ngày 15 …": a day number alone may belong to what follows.
            Value::Day(_) if read.day_only.is_some() && weight == 2 => Some(Named::day(len, day, weight, rule)),
            Value::Day(_) => Some(Named::none(len + link + read.len, Reason::Contradiction, "weekday-against-date")),
            _ => Some(read.longer(len + link)),
        };
    }
    Some(Named::day(len, day, weight, rule))
}

/// "à không, 25 là thứ Bảy, lấy ngày 24": the weekday only says what day the number is.
pub fn names_a_number(s: &Spoken<'_>, at: usize, rule: &str) -> bool {
    rule == "nearest-weekday"
        && at >= 2
        && s.before(at) == "là"
        && (at.saturating_sub(4)..at - 1).any(|n| date::day_number(s, n).is_some_and(|(_, len)| n + len == at - 1))
}

/// "thứ Tám tuần sau": no week has it.
fn no_such_weekday(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let none = s.key(at) == "thứ" && matches!(s.key(at + 1), "tám" | "chín" | "mười" | "8" | "9" | "10");
    let week = (none && s.key(at + 2) == "tuần").then(|| near::ahead(s, at + 3))??;
    Some(Named::none(3 + week.1, Reason::InvalidDate, "no-such-weekday"))
}

/// "lần thứ hai", "kỳ họp thứ ba"; "họp thứ Sáu tuần này" and "cuối tuần, thứ Bảy" name days.
fn is_ordinal(s: &Spoken<'_>, at: usize, end: usize) -> bool {
    let counted = match s.before(at) {
        "họp" => at >= 2 && matches!(s.before(at - 1), "kỳ" | "phiên" | "cuộc"),
        "tuần" => at >= 2 && !matches!(s.before(at - 1), "cuối" | "đầu"),
        other => ORDINALS.contains(&other),
    };
    let marked = at > 0 && s.of[at - 1].mark >= Mark::Comma;
    counted && !marked && s.key(at) == "thứ" && !matches!(s.key(end), "tuần" | "này" | "tới" | "ngày" | "ni")
}

/// "thứ hai, …", "thứ hai là công tác cán bộ": the second point of a speech.
fn counts_points(s: &Spoken<'_>, at: usize, end: usize) -> bool {
    if s.key(at) != "thứ" || s.of[at + 1].capital || s.key(at + 1).starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let comma = s.of[end - 1].mark == Mark::Comma || s.of[end - 1].mark == Mark::Semicolon;
    let head = at == 0 || s.of[at - 1].mark >= Mark::Comma;
    let listed = (at.saturating_sub(POINTS_REACH)..at).any(|n| s.key(n) == "nhất" && s.before(n) == "thứ");
    if near::ahead(s, end).is_some() || matches!(s.key(end), "tuần" | "ngày" | "này") || !(head || listed) {
        return false;
    }
    let next = s.key(end);
    comma
        || listed && !matches!(next, "phải" | "nộp" | "trình" | "báo" | "gửi")
        || AFTER_A_POINT.contains(&next)
        || next == "là" && !AFTER_A_DAY.contains(&s.key(end + 1))
}

/// "thứ Hai đầu tiên của tháng 12", "thứ Sáu tuần cuối tháng", "thứ Ba tuần thứ hai của tháng sau".
fn of_month(s: &Spoken<'_>, at: usize, weekday: u8) -> Option<Named> {
    let places: &[(&str, i8)] = &[
        ("đầu tiên của", 1),
        ("đầu tiên", 1),
        ("đầu tiên trong", 1),
        ("đầu", 1),
        ("tuần đầu", 1),
        ("tuần đầu của", 1),
        ("tuần đầu tiên", 1),
        ("tuần đầu tiên của", 1),
        ("của tuần đầu", 1),
        ("của tuần đầu tiên", 1),
        ("tuần thứ nhất của", 1),
        ("tuần thứ hai của", 2),
        ("tuần thứ 2 của", 2),
        ("tuần thứ ba của", 3),
        ("tuần thứ 3 của", 3),
        ("tuần thứ hai", 2),
        ("tuần thứ ba", 3),
        ("tuần cuối", -1),
        ("tuần cuối của", -1),
        ("tuần cuối cùng của", -1),
        ("của tuần cuối", -1),
        ("cuối cùng của", -1),
        ("cuối cùng trong", -1),
        ("cuối", -1),
    ];
    let (n, place) = s.entry(at, places)?;
    if s.key(at + n) != "tháng" {
        return None;
    }
    let month = period::month(s, at + n);
    let (first, last, len) = match month {
        Some(month) => (month.first, month.last, month.len),
        None => {
            let (year, month) = (s.on.year(), s.on.month().into());
            (calendar::date(year, month, 1)?, calendar::month_end(year, month)?, 1)
        }
    };
    let day = nth(first, last, weekday, place)?;
    Some(Named::day(n + len, day, 2, "weekday-of-month"))
}

/// The n-th such weekday of a month, from its end where negative.
fn nth(first: Date, last: Date, weekday: u8, place: i8) -> Option<Date> {
    let mut days = std::iter::successors(Some(first), |day| day.next_day())
        .take_while(|day| *day <= last)
        .filter(|day| day.weekday().number_days_from_monday() == weekday);
    if place < 0 { days.last() } else { days.nth(usize::try_from(place - 1).ok()?) }
}

/// "trong tuần này", "cuối tuần", "giữa tuần sau", "tuần sau nữa", "sang tuần".
pub fn week(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let parts = [
        ("trong", FRIDAY),
        ("nội", FRIDAY),
        ("nội trong", FRIDAY),
        ("ngay trong", FRIDAY),
        ("gọn trong", FRIDAY),
        ("hết", FRIDAY),
        ("cuối", FRIDAY),
        ("giữa", WEDNESDAY),
        ("đầu", MONDAY),
        ("sang", FRIDAY),
        ("sang đầu", MONDAY),
        ("sang giữa", WEDNESDAY),
        ("qua", FRIDAY),
    ];
    let part =
        parts.iter().filter_map(|(words, day)| Some((s.reads(at, words)?, *day, *words))).max_by_key(|(n, ..)| *n);
    let (skip, weekday, word) = part.unwrap_or((0, FRIDAY, ""));
    if s.key(at + skip) != "tuần" || at > 0 && skip == 0 && crate::number::small(s.of, at - 1, 60).is_some() {
        return None;
    }
    // "hai ngày cuối tuần" counts them.
    if word == "cuối" && at > 1 && s.before(at) == "ngày" && crate::number::small(s.of, at - 2, 9).is_some() {
        return None;
    }
    let end = at + skip + 1;
    let qualifier = near::ahead(s, end);
    let moves_on = word.starts_with("sang") || word == "qua";
    if qualifier.is_none()
        && (word.is_empty()
            || matches!(s.key(end), "lễ" | "thứ" | "hoàn" | "tra" | "trước" | "rồi" | "vừa" | "qua" | "đầu" | "cuối"))
    {
        return None;
    }
    let (mut weeks, extra) = qualifier.unwrap_or((u32::from(moves_on), 0));
    if moves_on && qualifier.is_some() {
        weeks = weeks.max(1);
    }
    let mut day = weekday_of_week(s.on, i64::from(weeks), weekday);
    if day < s.on {
        // Said when that day of this week is over: a bare word means the next one, "tuần này" the rest of the week.
        day = if qualifier.is_none() { weekday_of_week(s.on, i64::from(weeks) + 1, weekday) } else { s.on };
    } else if qualifier.is_none() && word == "đầu" {
        day = weekday_of_week(s.on, 1, weekday);
    }
    Some(Named::day(skip + 1 + extra, day, if word.is_empty() { 1 } else { 2 }, "week"))
}
