//! Years, quarters, terms and centuries (năm, quý, nhiệm kỳ, khóa): "năm 2025", "quý IV", "nhiệm kỳ 2025-2030".

use super::date::said_year;
use super::roman::roman;
use super::{Step, after, before, is_figure, key, measure};
use crate::number;
use crate::syllable::{Syllable, longest_before};

/// Words after which a number that can be a year is one.
const BEFORE_A_YEAR: &[&str] = &[
    "từ", "đến", "tới", "trước", "sau", "hết", "đoạn", "kỳ", "hạn", "hoạch", "năm", "khóa", "toán", "đầu", "cuối",
    "giữa", "hè", "tết", "mùa", "vụ", "xuân", "nhìn", "và", "với", "tháng", "quý", "là", "hướng", "niên", "sinh", "kể",
    "cho", "trong", "vào", "số", "luật", "khoảng", "hồi", "thời",
];
/// Words before a pair of years.
const BEFORE_A_TERM: &[&str] = &["nhiệm kỳ", "giai đoạn", "thời kỳ", "niên khóa", "năm học", "kế hoạch"];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    match key(of, at) {
        "quý" => quarter(of, at),
        "khóa" => term_of_assembly(of, at),
        "kỷ" => century(of, at),
        "thứ" => congress(of, at),
        _ if longest_before(of, at, &["đại hội", "đại hội đảng"]).is_some() => {
            let read =
                counted(of, at).filter(|n| (10..30).contains(&n.value) && !measure::counted_noun(of, at + n.len))?;
            Some(Step::Write(read.len, roman(read.value)?, "congress"))
        }
        "năm" if said_year(of, at + 1).is_some() && !after(of, at + 1).is_empty() && !counted_years(of, at) => {
            let (year, len) = said_year(of, at + 1)?;
            if len < 3 && measure::counted_noun(of, at + 1 + len) {
                return None;
            }
            // "năm năm hai không hai mốt hai không hai lăm"
            if let Some((to, more)) = said_year(of, at + 1 + len)
                .filter(|(to, n)| (year + 1..=year + 10).contains(to) && *n >= 3 && !after(of, at + 1 + len).is_empty())
            {
                return Some(Step::Write(1 + len + more, format!("năm {year}-{to}"), "pair-of-years"));
            }
            Some(Step::Write(1 + len, format!("năm {year}"), "year"))
        }
        "năm" if year_of_century(of, at).is_some() => {
            let (year, len) = year_of_century(of, at)?;
            Some(Step::Write(1 + len, format!("năm {year}"), "year-of-century"))
        }
        _ => years(of, at).or_else(|| short_years(of, at)).or_else(|| bare_year(of, at)),
    }
}

/// "hai năm hai nghìn không trăm" cannot be told from a sum; a digit before "năm" makes it a length of time.
fn counted_years(of: &[Syllable], at: usize) -> bool {
    let counts = number::spoken_digit(before(of, at)).is_some_and(|n| n > 0) && before(of, at) != "năm";
    let thing = |n: usize| {
        matches!(key(of, n), "tháng" | "quý" | "đợt" | "số" | "khóa" | "đoạn" | "vòng" | "thôn" | "tổ" | "vụ")
    };
    let named = (1..=3).any(|back| at.checked_sub(back + 1).is_some_and(thing));
    counts && !named
}

/// "từ năm chín bảy tới nay": a year without its century.
fn year_of_century(of: &[Syllable], at: usize) -> Option<(u64, usize)> {
    let dated = matches!(
        before(of, at),
        "từ" | "hồi"
            | "trước"
            | "đến"
            | "tới"
            | "sau"
            | "đầu"
            | "cuối"
            | "giữa"
            | "sinh"
            | "khoảng"
            | "hè"
            | "lụt"
    );
    let read = number::clipped_whole(of, at + 1).filter(|n| n.greatest == 1 && (60..100).contains(&n.value))?;
    (dated && !after(of, at + 1).is_empty() && !is_figure(of, at + 1) && !measure::counted_noun(of, at + 1 + read.len))
        .then_some((read.value, read.len))
}

/// Whether a year is said as nothing but a year is: digit by digit.
fn number_of_year(of: &[Syllable], at: usize) -> bool {
    matches!((key(of, at), after(of, at + 1)), ("hai", "không") | ("một", "chín"))
}

fn quarter(of: &[Syllable], at: usize) -> Option<Step> {
    let roman = match after(of, at + 1) {
        "một" => "I",
        "hai" => "II",
        "ba" => "III",
        "bốn" | "tư" => "IV",
        _ => return None,
    };
    match said_year(of, at + 2).filter(|(_, len)| *len >= 3 && !after(of, at + 2).is_empty()) {
        Some((year, len)) => Some(Step::Write(2 + len, format!("quý {roman}/{year}"), "quarter")),
        None => Some(Step::Write(2, format!("quý {roman}"), "quarter")),
    }
}

fn counted(of: &[Syllable], at: usize) -> Option<number::Whole> {
    number::whole(of, at).filter(|n| n.greatest == 1 && n.value > 0 && !is_figure(of, at) && !after(of, at).is_empty())
}

/// "hội đồng nhân dân khóa sáu": a term of an assembly or a congress; a course keeps Arabic figures.
fn term_of_assembly(of: &[Syllable], at: usize) -> Option<Step> {
    let from = at + 1 + usize::from(after(of, at + 1) == "thứ");
    let read = counted(of, from).filter(|n| n.value < 100)?;
    let end = from + read.len;
    let counts = measure::counted_noun(of, end) && after(of, end + 1) != "họp";
    if number::names_a_year(of, from) || counts {
        return None;
    }
    let of_a_course =
        matches!(before(of, at), "học" | "tạo" | "huấn" | "dưỡng" | "lớp" | "nghề" | "cấp" | "chìa" | "van" | "ổ")
            || matches!(after(of, end), "lớp" | "học" | "đào" | "bồi" | "tập");
    let figures = if of_a_course || read.value > 20 { read.value.to_string() } else { roman(read.value)? };
    let thu = if from > at + 1 { " thứ" } else { "" };
    Some(Step::Write(end - at, format!("khóa{thu} {figures}"), "term-of-assembly"))
}

fn century(of: &[Syllable], at: usize) -> Option<Step> {
    if before(of, at) != "thế" {
        return None;
    }
    let from = at + 1 + usize::from(after(of, at + 1) == "thứ");
    let read = counted(of, from)?;
    let thu = if from > at + 1 { " thứ" } else { "" };
    Some(Step::Write(from + read.len - at, format!("kỷ{thu} {}", roman(read.value)?), "century"))
}

/// "đại hội đại biểu toàn quốc lần thứ mười bốn": congresses carry Roman figures from the tenth on.
fn congress(of: &[Syllable], at: usize) -> Option<Step> {
    let read = counted(of, at + 1).filter(|n| n.value >= 10)?;
    longest_before(
        of,
        at,
        &["đại hội lần", "toàn quốc lần", "đại biểu lần", "đảng lần", "tỉnh lần", "huyện lần", "xã lần", "phường lần"],
    )?;
    Some(Step::Write(1 + read.len, format!("thứ {}", roman(read.value)?), "congress"))
}

/// "nhiệm kỳ hai không hai lăm hai không ba mươi": two years that follow each other.
fn years(of: &[Syllable], at: usize) -> Option<Step> {
    let (from, len) = said_year(of, at)?;
    let (to, more) = said_year(of, at + len).filter(|_| !after(of, at + len).is_empty())?;
    let spelled = number_of_year(of, at) && number_of_year(of, at + len) && (from..=from + 10).contains(&to);
    let called = matches!(before(of, at), "số" | "gọi" | "đài" | "nóng" | "bấm" | "máy");
    if longest_before(of, at, BEFORE_A_TERM).is_none() && (!spelled || called) {
        return None;
    }
    (from < to).then(|| Step::Write(len + more, format!("{from}-{to}"), "pair-of-years"))
}

/// "nhiệm kỳ hai mươi hai mươi lăm": the years without their century.
fn short_years(of: &[Syllable], at: usize) -> Option<Step> {
    longest_before(of, at, &["nhiệm kỳ", "giai đoạn", "năm học", "niên khóa"])?;
    let from = counted(of, at)?;
    let joined = usize::from(matches!(after(of, at + from.len), "đến" | "tới"));
    let to_at = at + from.len + joined;
    let to = counted(of, to_at)?;
    let plausible = (10..60).contains(&from.value) && (from.value + 1..=from.value + 10).contains(&to.value);
    if !plausible || measure::counted_noun(of, to_at + to.len) {
        return None;
    }
    Some(Step::Write(to_at + to.len - at, format!("20{}-20{}", from.value, to.value), "short-pair-of-years"))
}

/// A year without "năm": digit by digit anywhere, in full where years stand.
fn bare_year(of: &[Syllable], at: usize) -> Option<Step> {
    let head = key(of, at);
    if !matches!(head, "hai" | "một") {
        return None;
    }
    let (year, len) = said_year(of, at).filter(|(year, _)| (1900..2100).contains(year))?;
    let end = at + len;
    // A digit beside it makes it part of a longer number; "năm" before it is the year's own.
    let digit_before = number::spoken_digit(before(of, at)).is_some() && before(of, at) != "năm";
    let longer = number_of_year(of, at) && number::digits(of, at).is_some_and(|(_, n)| n > 4);
    if len < 3 || digit_before || longer {
        return None;
    }
    if number_of_year(of, at) {
        return (len >= 3 && !measure::counted_noun(of, end)).then(|| Step::Write(len, year.to_string(), "year"));
    }
    let in_full = matches!(after(of, at + 1), "nghìn" | "ngàn") && year != 2000;
    let range = BEFORE_A_TERM.iter().any(|words| longest_before(of, at, &[words]).is_some())
        || (BEFORE_A_YEAR.contains(&before(of, at)) && before(of, at) != "số");
    (in_full && range && !measure::counted_noun(of, end) && !scaled(of, end))
        .then(|| Step::Write(len, year.to_string(), "year"))
}

/// Whether what follows makes the number before it an amount after all: "từ hai nghìn đến hai nghìn năm trăm đồng".
fn scaled(of: &[Syllable], at: usize) -> bool {
    if matches!(after(of, at), "triệu" | "tỷ" | "tỉ" | "phẩy") {
        return true;
    }
    matches!(after(of, at), "đến" | "tới")
        && number::whole(of, at + 1)
            .is_some_and(|to| measure::counted_noun(of, at + 1 + to.len) || !(1900..2100).contains(&to.value))
}
