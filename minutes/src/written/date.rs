//! Days and months (ngày, tháng): "ngày 15/10", "mùng 10 tháng 3 âm lịch", "tháng Giêng", "28 Tết".

use super::{Step, after, before, is_figure, key, measure};
use crate::number;
use crate::syllable::{Syllable, reads};

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
    "vào",
    "hôm",
    "mốc",
    "qua",
    "sang",
    "sinh",
    "mất",
    "dịp",
    "niệm",
    "phố",
    "công",
    "sau",
    "quá",
    "rạng",
    "khuya",
    "mừng",
    "ký",
    "lập",
    "cấp",
];
/// What stands after a month that is counted and not named: "tháng hai lần", "mười tháng một kỳ".
const TIMES: &[&str] = &["lần", "kỳ", "buổi", "phiên", "chuyến", "lượt", "đợt", "cuộc"];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    match key(of, at) {
        "ngày" => day(of, at),
        "mùng" | "mồng" => early_day(of, at),
        "tháng" => month(of, at),
        _ => bare_day(of, at),
    }
}

/// A year in words; digits that are already written are none.
pub fn said_year(of: &[Syllable], at: usize) -> Option<(i32, usize)> {
    number::year(of, at).filter(|_| !is_figure(of, at))
}

/// A number in words, not in digits.
pub fn said(of: &[Syllable], at: usize, most: u64) -> Option<(u64, usize)> {
    number::clipped_day(of, at)
        .filter(|(day, _)| *day <= most)
        .or_else(|| number::small(of, at, most))
        .filter(|(n, _)| *n > 0 && !is_figure(of, at))
}

/// A month after "tháng": its number, or the name of a lunar one.
enum MonthName {
    Number(u64),
    Lunar(&'static str),
}

fn month_name(of: &[Syllable], at: usize) -> Option<(MonthName, usize)> {
    match after(of, at) {
        "giêng" => return Some((MonthName::Lunar("Giêng"), 1)),
        "chạp" => return Some((MonthName::Lunar("Chạp"), 1)),
        "tư" => return Some((MonthName::Number(4), 1)),
        "" => return None,
        // "sau hai tháng một số hộ ..."
        "một" if matches!(after(of, at + 1), "số" | "phần" | "vài" | "mình" | "cửa" | "ít" | "nửa" | "trong") =>
        {
            return None;
        }
        _ => {}
    }
    let (n, len) = said(of, at, 12)?;
    Some((MonthName::Number(n), len))
}

/// A year after a month, with or without its "năm": the year and the syllables.
fn year_after(of: &[Syllable], at: usize) -> Option<(i32, usize)> {
    if after(of, at) == "năm" {
        return said_year(of, at + 1).map(|(year, len)| (year, len + 1));
    }
    said_year(of, at).filter(|(_, len)| *len >= 3)
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
    if TIMES.contains(&after(of, end)) {
        return None;
    }
    if !slash || reads(of, end, "âm lịch").is_some() {
        return Some((format!(" tháng {number}"), 1 + len));
    }
    Some(match year_after(of, end) {
        Some((year, more)) => (format!("/{number}/{year}"), 1 + len + more),
        None => (format!("/{number}"), 1 + len),
    })
}

/// A month said as a mere number after a mark that is spoken: "mười lăm xuyệt mười một".
fn month_after_slash(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let slash = |at: usize| {
        ["gạch chéo", "xuyệt", "suyệt", "xẹt", "sẹt", "chéo", "trên"].iter().find_map(|words| reads(of, at, words))
    };
    let n = slash(at)?;
    let (month, len) = said(of, at + n, 12).filter(|(_, len)| !measure::counted_noun(of, at + n + len))?;
    let end = at + n + len;
    let year = slash(end).and_then(|m| said_year(of, end + m).map(|(year, more)| (year, m + more)));
    Some(match year {
        Some((year, more)) => (format!("/{month}/{year}"), n + len + more),
        None => (format!("/{month}"), n + len),
    })
}

/// "ngày hai mươi mười một", "ngày mười hai mười hai": the month without its word, from the tenth on.
fn bare_month(of: &[Syllable], day: u64, at: usize) -> Option<(String, usize)> {
    if after(of, at).is_empty() {
        return None;
    }
    let (month, len) = said(of, at, 12).filter(|(month, _)| *month >= 10 && day >= 10)?;
    let ends = matches!(
        after(of, at + len),
        "" | "năm" | "này" | "tới" | "là" | "thì" | "phải" | "sẽ" | "họp" | "vừa" | "tại" | "ở"
    );
    ends.then(|| (format!("/{month}"), len))
}

fn day(of: &[Syllable], at: usize) -> Option<Step> {
    let early = matches!(key(of, at + 1), "mùng" | "mồng");
    let from = at + 1 + usize::from(early);
    let (mut day, mut len) = said(of, from, 31)?;
    // "ngày hai ba" at the end of what is said.
    if len == 1
        && let Some(unit) = number::spoken_digit(after(of, from + 1)).filter(|u| (1..10).contains(u))
        && matches!(day, 2 | 3)
        && day * 10 + unit <= 31
        && matches!(after(of, from + 2), "" | "này" | "âm" | "tới")
    {
        (day, len) = (day * 10 + unit, 2);
    }
    let end = from + len;
    if let Some((rest, more)) =
        month_and_year(of, end, true).or_else(|| month_after_slash(of, end)).or_else(|| bare_month(of, day, end))
    {
        return Some(Step::Write(end + more - at, format!("ngày {day}{rest}"), "day-and-month"));
    }
    // "ngày mười sáu mười bảy tháng tư"
    if let Some((next, n)) =
        said(of, end, 31).filter(|(next, _)| *next > day && day >= 10 && !after(of, end).is_empty())
        && let Some((rest, more)) = month_and_year(of, end + n, true)
    {
        return Some(Step::Write(end + n + more - at, format!("ngày {day}, {next}{rest}"), "days-and-month"));
    }
    // "ngày một nhiều", "ngày hai buổi", "mỗi ngày năm trăm" count or compare; they name no day.
    let counts = matches!(after(of, end), "bữa" | "ca" | "chuyến" | "lượt" | "đêm" | "công" | "phẩy")
        || TIMES.contains(&after(of, end))
        || (day < 10 && measure::counted_noun(of, end) && after(of, end) != "tháng")
        || matches!(before(of, at), "mỗi" | "một" | "hằng" | "hàng" | "nửa" | "cả");
    // "quá hạn hai mươi mốt ngày hai cấp giấy": the days are counted already.
    let counts = counts || after_a_number(of, at) || matches!(before(of, at), "mươi" | "lăm" | "mốt" | "tư" | "trăm");
    let first = day == 1
        && !matches!(before(of, at), "từ" | "đến" | "tới" | "trước" | "sau")
        && !matches!(after(of, end), "đến" | "tới" | "hằng" | "hàng");
    if !early && (counts || first || number::names_a_year(of, from)) {
        return None;
    }
    let said_as = if early { format!(" {}", of[at + 1].key) } else { String::new() };
    Some(Step::Write(end - at, format!("ngày{said_as} {day}"), "day"))
}

fn early_day(of: &[Syllable], at: usize) -> Option<Step> {
    let (day, len) = said(of, at + 1, 31)?;
    let end = at + 1 + len;
    let said_as = &of[at].key;
    if let Some((rest, more)) = month_and_year(of, end, false) {
        return Some(Step::Write(end + more - at, format!("{said_as} {day}{rest}"), "early-day"));
    }
    if after(of, end) == "tết" {
        return Some(Step::Write(end + 1 - at, format!("{said_as} {day} Tết"), "day-of-tet"));
    }
    Some(Step::Write(end - at, format!("{said_as} {day}"), "early-day"))
}

/// Words before so many months.
const BEFORE_A_LENGTH: &[&str] = &[
    "tuần", "đợt", "kỳ", "lần", "thứ", "số", "vòng", "bước", "đoạn", "lớp", "tổ", "thôn", "khóa", "vụ", "ca", "nhóm",
    "cấp", "trong", "suốt", "gần", "hơn", "khoảng", "chừng", "mất", "được", "mỗi", "cứ", "từng", "đủ", "thêm", "dài",
    "trên", "dưới", "mấy", "vài", "cả", "mới", "đã", "còn", "chậm", "trễ", "tù", "hạn", "tròn", "và", "phép", "tuổi",
    "nợ", "hưởng", "không", "là",
];

/// "khai giảng năm tháng chín": a number, "tháng" and a month, with nothing that makes the first a count of months.
fn no_length(of: &[Syllable], at: usize, month_at: usize) -> bool {
    let Some((MonthName::Number(_), len)) = month_name(of, month_at) else { return false };
    let (word, follows) = (before(of, at), after(of, month_at + len));
    let counts_on = measure::counted_noun(of, month_at + len)
        || number::spoken_digit(follows).is_some()
        || matches!(
            follows,
            "mười" | "số" | "phần" | "cửa" | "ít" | "đến" | "tới" | "đơn" | "cán" | "việc" | "nửa" | "mình"
        );
    !word.is_empty() && !BEFORE_A_LENGTH.contains(&word) && number::spoken_digit(word).is_none() && !counts_on
}

/// Days that are called by their date alone: "tám tháng ba", "hai tháng chín".
fn feast(of: &[Syllable], at: usize, day: u64, month_at: usize) -> bool {
    const FEASTS: &[(u64, u64)] = &[(3, 2), (8, 3), (1, 5), (7, 5), (1, 6), (2, 9), (9, 11)];
    let Some((MonthName::Number(month), _)) = month_name(of, month_at) else { return false };
    // In the middle of a clause "hai tháng chín" may be two months and nine of something.
    before(of, at).is_empty() && FEASTS.contains(&(day, month))
}

/// "hạn ba mươi tháng chín": a day of a month without "ngày".
fn bare_day(of: &[Syllable], at: usize) -> Option<Step> {
    let (day, len) = said(of, at, 31)?;
    let end = at + len;
    if after(of, end) == "tết" && (day >= 20 || before(of, at) == "ngày") {
        return Some(Step::Write(len + 1, format!("{day} Tết"), "day-of-tet"));
    }
    if after(of, end) != "tháng" {
        return None;
    }
    // "lễ ba mươi tháng tư một tháng năm": another date just before.
    let another = before(of, at).contains('/') || (at >= 2 && key(of, at - 2) == "tháng" && !before(of, at).is_empty());
    let named = another || BEFORE_A_DAY.contains(&before(of, at));
    let year = month_name(of, end + 1).and_then(|(_, n)| year_after(of, end + 1 + n)).is_some();
    let named = named || feast(of, at, day, end + 1) || no_length(of, at, end + 1);
    if day < 10 && !named && !year {
        return None; // "ba tháng hai lần"
    }
    // "mười tháng năm hai không hai tư": ten months of the year.
    if !named && number::names_a_year(of, end + 1) {
        return None;
    }
    if reads(of, end, "tháng này")
        .or_else(|| reads(of, end, "tháng sau"))
        .or_else(|| reads(of, end, "tháng tới"))
        .is_some()
    {
        return (named || day > 12).then(|| Step::Write(len, day.to_string(), "day"));
    }
    let (rest, more) = month_and_year(of, end, true)?;
    Some(Step::Write(len + more, format!("{day}{rest}"), "day-and-month"))
}

/// Whether a number stands just before, so that what follows is counted.
fn after_a_number(of: &[Syllable], at: usize) -> bool {
    let word = before(of, at);
    number::spoken_digit(word).is_some_and(|n| n > 0)
        || word == "mười"
        || word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty()
}

fn month(of: &[Syllable], at: usize) -> Option<Step> {
    // "ngày tháng năm sinh" names no month.
    if before(of, at) == "ngày" {
        return None;
    }
    if matches!(before(of, at), "mỗi" | "một" | "hằng" | "hàng" | "lương" | "nửa") {
        return None;
    }
    if reads(of, at, "tháng tám").is_some() && before(of, at) == "mạng" {
        return Some(Step::Write(2, "tháng Tám".to_owned(), "feast-month")); // Cách mạng tháng Tám
    }
    let (name, len) = month_name(of, at + 1)?;
    let end = at + 1 + len;
    // "tháng năm mươi triệu", "tháng ba trăm nghìn" are pay, and "tháng năm này" may be either.
    let counts = TIMES.contains(&after(of, end))
        || matches!(after(of, end), "phẩy" | "triệu" | "trăm" | "nghìn" | "ngàn" | "tỷ" | "tỉ")
        || (after_a_number(of, at) && number::names_a_year(of, at + 1));
    if counts {
        return None;
    }
    Some(match name {
        MonthName::Lunar(_) if of[at + 1].capital => Step::Keep(1 + len),
        MonthName::Lunar(name) => Step::Write(1 + len, format!("tháng {name}"), "lunar-month"),
        MonthName::Number(n) => match said_year(of, end).filter(|(_, l)| *l >= 3) {
            Some((year, more)) => Step::Write(1 + len + more, format!("tháng {n}/{year}"), "month-and-year"),
            None => Step::Write(1 + len, format!("tháng {n}"), "month"),
        },
    })
}
