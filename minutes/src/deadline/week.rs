//! Days by their name: "hôm nay", "ngày mai", "thứ Sáu tuần này", "đầu tuần sau".
//!
//! A week ends on Friday, its middle is Wednesday; a weekday alone is the nearest one after the day of speech.

use time::Duration;

use super::tables::PAST_AFTER;
use super::{Named, Reason, Spoken, Value, date, day, feast};
use crate::calendar::{next_weekday, weekday_of_week};

const FRIDAY: u8 = 4;
const WEDNESDAY: u8 = 2;
const MONDAY: u8 = 0;

/// Words after which "thứ" counts.
const ORDINALS: &[&str] = &[
    "lần", "đợt", "người", "kỳ", "phần", "điểm", "việc", "đề", "phiên", "họp", "hạng", "nhiệm", "vụ", "ý", "nội",
    "dung",
];
/// Words that show that "thứ hai", "thứ ba" name a day although nothing else does.
const AFTER_A_WEEKDAY: &[&str] = &[
    "báo", "trình", "nộp", "gửi", "phải", "xong", "có", "hoàn", "họp", "bàn", "là", "ra", "đi", "làm", "kiểm", "tổ",
    "phát", "tôi",
];

/// "chiều nay", "sáng mai", "chiều thứ Ba tuần tới", "sáng ngày 15/11".
pub fn part_of_day(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    let mut len = s.longest(
        at,
        &[
            "sáng",
            "trưa",
            "chiều",
            "tối",
            "đêm",
            "buổi sáng",
            "buổi chiều",
            "buổi tối",
            "nội trong sáng",
            "nội trong chiều",
        ],
    )?;
    if let Some(extra) = s.longest(at + len, &["ngày hôm", "hôm", "ngày"])
        && matches!(s.key(at + len + extra), "nay" | "mai")
    {
        len += extra;
    }
    match s.key(at + len) {
        "nay" | "ni" | "này" => return Some(Named::day(len + 1, s.on, 2)),
        "mai" => return Some(Named::day(len + 1, date::plus(s.on, 1)?, 2)),
        "mốt" | "kia" => return Some(Named::day(len + 1, date::plus(s.on, 2)?, 2)),
        _ => {}
    }
    let named = day(s, at + len, before).filter(|n| matches!(n.value, Value::Day(_) | Value::None(_)))?;
    Some(Named { weight: named.weight.max(2), ..named.longer(len) })
}

pub fn relative_day(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let is = |words: &[&str]| s.longest(at, words);
    if let Some(len) =
        is(&["hôm nay", "bữa nay", "bữa ni", "hôm ni", "ngày hôm nay", "ngày này hôm nay", "trong ngày hôm nay"])
    {
        return Some(Named::day(len, s.on, 0));
    }
    if let Some(len) = is(&["ngày mai", "hôm sau", "ngày hôm sau"]) {
        return Some(Named::day(len, date::plus(s.on, 1)?, 2));
    }
    if let Some(len) = is(&["ngày kia", "ngày mốt", "bữa mốt", "ngày mốt này"]) {
        return Some(Named::day(len, date::plus(s.on, 2)?, 2));
    }
    let number_before =
        matches!(s.before(at), "mươi" | "trăm" | "hai" | "ba" | "bốn" | "năm" | "sáu" | "bảy" | "tám" | "chín");
    if s.key(at) == "mốt" && !number_before {
        return Some(Named::day(1, date::plus(s.on, 2)?, 2));
    }
    let called =
        matches!(s.before(at), "anh" | "chị" | "cô" | "bà" | "ông" | "em" | "chí" | "xã" | "thôn" | "ban" | "nay");
    if s.key(at) == "mai" && !called && (at == 0 || !s.of[at].capital) {
        return Some(Named::day(1, date::plus(s.on, 1)?, 1));
    }
    if let Some(len) = is(&[
        "cuối giờ chiều",
        "cuối giờ sáng",
        "cuối giờ",
        "hết giờ làm việc",
        "cuối ngày",
        "cuối buổi",
        "cuối chiều",
        "hết ngày",
    ]) {
        if let Some(later) = day(s, at + len, false).filter(|_| s.key(at) == "cuối" || len > 2)
            && matches!(later.value, Value::Day(_))
        {
            return Some(Named { weight: 2, ..later.longer(len) });
        }
        let tail = usize::from(matches!(s.key(at + len), "nay"));
        return Some(Named::day(len + tail, s.on, 2));
    }
    let within = is(&[
        "trong ngày",
        "trong buổi sáng",
        "trong buổi chiều",
        "trong sáng",
        "trong chiều",
        "nội trong ngày",
        "ngay trong ngày",
    ])?;
    let bare = date::step(s, at + 1).or_else(|| feast::step(s, at + 1, false)).is_none()
        && !matches!(s.key(at + within), "mai" | "kia" | "mốt" | "hôm" | "nghỉ" | "lễ" | "đầu" | "nay");
    bare.then(|| Named::day(within, s.on, 3))
}

/// "thứ Sáu", "thứ 6", "chủ nhật": 0 Monday to 6 Sunday, and syllables.
pub fn weekday_name(s: &Spoken<'_>, at: usize) -> Option<(u8, usize)> {
    if s.reads(at, "chủ nhật").is_some() {
        return Some((6, 2));
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
        "bảy" | "7" => 5,
        _ => return None,
    };
    Some((weekday, 2))
}

pub fn weekday(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let (weekday, mut len) = weekday_name(s, at)?;
    if ORDINALS.contains(&s.before(at)) {
        return None;
    }
    let end = at + len;
    if let Some(n) = s.longest(end, PAST_AFTER) {
        return Some(Named::none(len + n, Reason::Past));
    }
    if let Some(n) = s.longest(end, &["hằng tuần", "hàng tuần", "mỗi tuần"]) {
        return Some(Named::none(len + n, Reason::Recurring));
    }
    let later =
        [("tuần sau nữa", 2), ("tuần tới nữa", 2), ("tuần này", 0), ("tuần ni", 0), ("tuần sau", 1), ("tuần tới", 1)];
    let mut weight = 2;
    let mut day = None;
    if let Some((n, weeks)) = later.iter().find_map(|(words, weeks)| Some((s.reads(end, words)?, *weeks))) {
        len += n;
        day = Some(weekday_of_week(s.on, weeks, weekday));
    } else if matches!(s.key(end), "này" | "ni") {
        len += 1;
        let this = weekday_of_week(s.on, 0, weekday);
        day = Some(if this < s.on { next_weekday(s.on, weekday) } else { this });
    } else if s.key(end) == "tới" || (s.key(end) == "sau" && s.key(end + 1) != "khi") {
        len += 1;
    } else if weekday <= 1
        && !AFTER_A_WEEKDAY.contains(&s.key(end))
        && s.before(at).is_empty()
        && end < s.of.len()
        && s.key(end) != "ngày"
    {
        return None; // "thứ hai, ..." counts the points of a speech
    } else {
        weight = 1;
    }
    let day = day.unwrap_or_else(|| next_weekday(s.on, weekday));
    // "thứ Sáu ngày 15/11": the date decides and has to agree.
    let skip = usize::from(s.key(at + len) == "tức");
    let dated = s.key(at + len + skip) == "ngày" || s.key(at + len + skip).contains('/');
    if dated && let Some(read) = date::step(s, at + len + skip) {
        return Some(match read.value {
            Value::Day(d) if d.weekday().number_days_from_monday() == weekday => {
                Named { weight: 2, ..read.longer(len + skip) }
            }
            Value::Day(_) => Named::none(len + skip + read.len, Reason::Contradiction),
            _ => read.longer(len + skip),
        });
    }
    Some(Named::day(len, day, weight))
}

/// "trong tuần này", "cuối tuần", "giữa tuần sau", "tuần sau nữa".
pub fn week(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let parts = [
        ("trong", FRIDAY),
        ("nội trong", FRIDAY),
        ("ngay trong", FRIDAY),
        ("hết", FRIDAY),
        ("cuối", FRIDAY),
        ("giữa", WEDNESDAY),
        ("đầu", MONDAY),
    ];
    let part =
        parts.iter().filter_map(|(words, day)| Some((s.reads(at, words)?, *day, *words))).max_by_key(|(n, ..)| *n);
    let (skip, weekday, word) = part.unwrap_or((0, FRIDAY, ""));
    if s.key(at + skip) != "tuần" || crate::number::small(s.of, at.wrapping_sub(1), 60).is_some() && skip == 0 {
        return None;
    }
    let end = at + skip + 1;
    let qualifiers = [("sau nữa", 2), ("tới nữa", 2), ("này", 0), ("ni", 0), ("nay", 0), ("sau", 1), ("tới", 1)];
    let qualifier = qualifiers.iter().find_map(|(words, weeks)| Some((s.reads(end, words)?, *weeks)));
    if qualifier.is_none() && (word.is_empty() || s.key(end) == "lễ" || s.key(end) == "thứ") {
        return None;
    }
    let (extra, mut weeks) = qualifier.unwrap_or((0, 0));
    let mut day = weekday_of_week(s.on, weeks, weekday);
    if day < s.on {
        // Said when that day of this week is over: a bare word means the next one, "tuần này" the rest of the week.
        weeks += 1;
        day = if qualifier.is_none() {
            weekday_of_week(s.on, weeks, weekday)
        } else {
            s.on.saturating_add(Duration::days(0))
        };
    } else if qualifier.is_none() && word == "đầu" {
        day = weekday_of_week(s.on, 1, weekday);
    }
    Some(Named::day(skip + 1 + extra, day, if word.is_empty() { 1 } else { 2 }))
}
