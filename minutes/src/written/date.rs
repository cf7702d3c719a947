//! Dates and times (ngày, giờ): "ngày 15/10", "16 giờ 30", "quý II", "tháng Giêng", "thứ Sáu".

use super::{Step, before, key};
use crate::number;
use crate::syllable::{Syllable, reads};

/// Words after which "thứ" counts instead of naming a day.
const ORDINALS: &[&str] =
    &["lần", "đợt", "người", "kỳ", "phần", "điểm", "việc", "vấn", "phiên", "họp", "hạng", "nhiệm"];
/// Words beside which "thứ hai" … is a day of the week.
const BEFORE_A_WEEKDAY: &[&str] = &[
    "trước", "đến", "tới", "sáng", "trưa", "chiều", "tối", "đêm", "hết", "vào", "hôm", "từ", "nhất", "ngày", "là",
    "trong",
];
const AFTER_A_WEEKDAY: &[&str] =
    &["tuần", "này", "tới", "sau", "ngày", "hằng", "hàng", "vừa", "trình", "báo", "nộp", "gửi", "phải", "xong", "có"];
/// Words after which a day may be named without "ngày".
const BEFORE_A_DAY: &[&str] = &[
    "hạn",
    "trước",
    "đến",
    "tới",
    "từ",
    "hết",
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "đêm",
    "nhất",
    "là",
    "lễ",
    "đường",
    "và",
    "hay",
    "hoặc",
    "không",
    "vào",
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    match key(of, at) {
        "ngày" => day(of, at),
        "mùng" | "mồng" => early_day(of, at),
        "tháng" => month(of, at),
        "quý" => quarter(of, at),
        "thứ" => weekday(of, at),
        "năm" => {
            let (year, len) = said_year(of, at + 1)?;
            Some(Step::Write(1 + len, format!("năm {year}")))
        }
        _ => clock(of, at).or_else(|| bare_day(of, at)),
    }
}

/// A year in words; digits that are already written are none.
fn said_year(of: &[Syllable], at: usize) -> Option<(i32, usize)> {
    number::year(of, at).filter(|_| !key(of, at).starts_with(|c: char| c.is_ascii_digit()))
}

/// A number in words, not in digits.
fn said(of: &[Syllable], at: usize, most: u64) -> Option<(u64, usize)> {
    number::small(of, at, most).filter(|(n, _)| *n > 0 && !key(of, at).starts_with(|c: char| c.is_ascii_digit()))
}

/// A month after "tháng": its number, or the name of a lunar one.
enum MonthName {
    Number(u64),
    Lunar(&'static str),
}

fn month_name(of: &[Syllable], at: usize) -> Option<(MonthName, usize)> {
    match key(of, at) {
        "giêng" => return Some((MonthName::Lunar("Giêng"), 1)),
        "chạp" => return Some((MonthName::Lunar("Chạp"), 1)),
        "tư" => return Some((MonthName::Number(4), 1)),
        _ => {}
    }
    let (n, len) = said(of, at, 12)?;
    Some((MonthName::Number(n), len))
}

/// "/M" or " tháng Giêng" after a day, with the year where it is said: form and syllables from "tháng" on.
fn month_and_year(of: &[Syllable], at: usize, slash: bool) -> Option<(String, usize)> {
    reads(of, at, "tháng")?;
    let (name, len) = month_name(of, at + 1)?;
    let end = at + 1 + len;
    let number = match name {
        MonthName::Lunar(name) => return Some((format!(" tháng {name}"), 1 + len)),
        MonthName::Number(n) => n,
    };
    if !slash || reads(of, end, "âm lịch").is_some() {
        return Some((format!(" tháng {number}"), 1 + len));
    }
    let (year, extra) = match reads(of, end, "năm").and_then(|n| said_year(of, end + n).map(|(y, l)| (y, l + n))) {
        Some(found) => found,
        None => match said_year(of, end).filter(|(_, len)| *len >= 3) {
            Some(found) => found,
            None => return Some((format!("/{number}"), 1 + len)),
        },
    };
    Some((format!("/{number}/{year}"), 1 + len + extra))
}

fn day(of: &[Syllable], at: usize) -> Option<Step> {
    let early = matches!(key(of, at + 1), "mùng" | "mồng");
    let from = at + 1 + usize::from(early);
    let (day, len) = said(of, from, 31)?;
    let end = from + len;
    if let Some((rest, more)) = month_and_year(of, end, true) {
        return Some(Step::Write(end + more - at, format!("ngày {day}{rest}")));
    }
    // "ngày một nhiều", "ngày hai buổi" count or compare; they name no day.
    if !early && (day == 1 || matches!(key(of, end), "buổi" | "bữa" | "lần" | "ca" | "chuyến" | "lượt")) {
        return None;
    }
    Some(Step::Write(end - at, format!("ngày {day}")))
}

fn early_day(of: &[Syllable], at: usize) -> Option<Step> {
    let (day, len) = said(of, at + 1, 31)?;
    let end = at + 1 + len;
    let said_as = &of[at].key;
    if let Some((rest, more)) = month_and_year(of, end, false) {
        return Some(Step::Write(end + more - at, format!("{said_as} {day}{rest}")));
    }
    if key(of, end) == "tết" {
        return Some(Step::Write(end + 1 - at, format!("{said_as} {day} Tết")));
    }
    Some(Step::Write(end - at, format!("{said_as} {day}")))
}

/// "hạn ba mươi tháng chín": a day of a month without "ngày".
fn bare_day(of: &[Syllable], at: usize) -> Option<Step> {
    let (day, len) = said(of, at, 31)?;
    if day < 10 && !BEFORE_A_DAY.contains(&before(of, at)) {
        return None; // "ba tháng hai lần"
    }
    if reads(of, at + len, "tháng này").or_else(|| reads(of, at + len, "tháng sau")).is_some() {
        return Some(Step::Write(len, day.to_string()));
    }
    let (rest, more) = month_and_year(of, at + len, true)?;
    Some(Step::Write(len + more, format!("{day}{rest}")))
}

fn month(of: &[Syllable], at: usize) -> Option<Step> {
    if matches!(before(of, at), "mỗi" | "một" | "hằng" | "hàng") {
        return None;
    }
    let (name, len) = month_name(of, at + 1)?;
    let end = at + 1 + len;
    if matches!(key(of, end), "lần" | "kỳ" | "buổi" | "phiên") {
        return None;
    }
    Some(match name {
        MonthName::Lunar(name) if of[at + 1].capital => Step::Keep(1 + name.split(' ').count()),
        MonthName::Lunar(name) => Step::Write(1 + len, format!("tháng {name}")),
        MonthName::Number(n) => match said_year(of, end).filter(|(_, l)| *l >= 3) {
            Some((year, more)) => Step::Write(1 + len + more, format!("tháng {n}/{year}")),
            None => Step::Write(1 + len, format!("tháng {n}")),
        },
    })
}

fn quarter(of: &[Syllable], at: usize) -> Option<Step> {
    let roman = match key(of, at + 1) {
        "một" => "I",
        "hai" => "II",
        "ba" => "III",
        "bốn" | "tư" => "IV",
        _ => return None,
    };
    Some(Step::Write(2, format!("quý {roman}")))
}

fn weekday(of: &[Syllable], at: usize) -> Option<Step> {
    let name = match key(of, at + 1) {
        "hai" => "Hai",
        "ba" => "Ba",
        "tư" => "Tư",
        "năm" => "Năm",
        "sáu" => "Sáu",
        "bảy" => "Bảy",
        _ => return None,
    };
    if ORDINALS.contains(&before(of, at)) || of[at + 1].capital {
        return Some(Step::Keep(2));
    }
    let last = at + 2 >= of.len();
    let named = BEFORE_A_WEEKDAY.contains(&before(of, at))
        || AFTER_A_WEEKDAY.contains(&key(of, at + 2))
        || (last && matches!(before(of, at), "trước" | "đến"));
    Some(if named {
        Step::Write(2, format!("{} {name}", if of[at].capital { "Thứ" } else { "thứ" }))
    } else {
        Step::Keep(2)
    })
}

/// "mười sáu giờ ba mươi", "tám giờ rưỡi", "năm giờ năm phút".
fn clock(of: &[Syllable], at: usize) -> Option<Step> {
    let (hour, len) =
        number::small(of, at, 24).filter(|_| number::small(of, at, 0).is_none() || key(of, at) == "không")?;
    if key(of, at).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = at + len;
    reads(of, end, "giờ")?;
    let next = end + 1;
    if key(of, next) == "rưỡi" {
        return Some(Step::Write(next + 1 - at, format!("{hour} giờ 30")));
    }
    if key(of, next) == "kém"
        && let Some((minutes, n)) = said(of, next + 1, 59)
    {
        return Some(Step::Write(next + 1 + n - at, format!("{hour} giờ kém {minutes}")));
    }
    if let Some((minutes, n)) =
        number::small(of, next, 59).filter(|_| !key(of, next).starts_with(|c: char| c.is_ascii_digit()))
    {
        if key(of, next + n) == "phút" {
            return Some(Step::Write(next + n + 1 - at, format!("{hour} giờ {minutes:02} phút")));
        }
        if minutes >= 10 && key(of, next + n) != "tháng" {
            return Some(Step::Write(next + n - at, format!("{hour} giờ {minutes:02}")));
        }
    }
    // One hour is mostly a length of time, unless a part of the day follows.
    let of_the_day = matches!(key(of, next), "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "ngày");
    if hour == 0 || (hour == 1 && !of_the_day) {
        return None;
    }
    Some(Step::Write(next - at, format!("{hour} giờ")))
}
