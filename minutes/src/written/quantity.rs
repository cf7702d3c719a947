//! Quantities (số lượng): counts, money, percentages, measures, fractions, numbered things, and the traps among them.

use super::{Step, before, capital, key};
use crate::number;
use crate::syllable::{Syllable, longest, longest_before, reads};

/// Nouns after which a number under ten is written in digits.
const MEASURES: &[&str] = &[
    "ngày",
    "tháng",
    "giờ",
    "phút",
    "giây",
    "tiếng",
    "hộ",
    "suất",
    "đồng",
    "sào",
    "mẫu",
    "tấn",
    "tạ",
    "yến",
    "lít",
    "khối",
    "km",
    "ha",
    "kg",
    "mét",
    "ki lô",
    "héc ta",
    "mi li",
    "xen ti",
    "độ",
    "cây số",
    "phần trăm",
    "phiếu",
];
/// Words that begin like a measure and are none.
const NO_MEASURES: &[&str] = &[
    "đồng chí",
    "đồng bào",
    "đồng nghiệp",
    "đồng hồ",
    "đồng đội",
    "đồng ý",
    "độ tuổi",
    "khối phố",
    "mẫu đơn",
    "tiếng nói",
];
/// Measures with a sign of their own.
const SIGNS: &[(&str, &str)] = &[
    ("ki lô mét vuông", "km²"),
    ("ki lô mét", "km"),
    ("ki lô gam", "kg"),
    ("ki lô oát giờ", "kWh"),
    ("mét vuông", "m²"),
    ("mét khối", "m³"),
    ("mi li mét", "mm"),
    ("xen ti mét", "cm"),
    ("mét", "m"),
    ("héc ta", "ha"),
    ("xã phường", "xã, phường"),
    ("xã thị trấn", "xã, thị trấn"),
    ("phòng ban", "phòng, ban"),
    ("sở ngành", "sở, ngành"),
];
/// Words after which a number names a thing.
const NUMBERED: &[&str] = &[
    "thôn",
    "tổ",
    "tổ dân phố",
    "khu phố",
    "ấp",
    "lớp",
    "khối",
    "khóa",
    "lô",
    "lô số",
    "đường tỉnh",
    "tỉnh lộ",
    "quốc lộ",
    "huyện lộ",
    "hương lộ",
    "đường huyện",
    "kiệt",
    "hẻm",
    "ngõ",
    "đợt",
    "giai đoạn",
    "mức độ",
    "phụ lục",
    "biểu số",
    "mẫu số",
    "cống số",
    "cầu số",
    "nhà số",
    "phòng số",
    "bàn số",
    "trạm số",
    "số",
    "khoản",
    "chương",
    "tiểu khu",
    "khoảnh",
    "thửa",
    "thửa số",
    "tờ bản đồ số",
    "vòng",
    "kỳ họp thứ",
];
/// Roads, whose numbers are said digit by digit and may carry a letter.
const ROADS: &[&str] = &["đường tỉnh", "tỉnh lộ", "quốc lộ", "huyện lộ", "hương lộ", "đường huyện"];
/// Words before a telephone number.
const CALLS: &[&str] = &["gọi", "gọi số", "số", "điện thoại", "số điện thoại", "tổng đài", "đường dây nóng"];
/// Forms of address after which a number word is a name ("bác Năm", "bà Tư").
const ADDRESS: &[&str] = &["anh", "chị", "bác", "ông", "bà", "chú", "cô", "dì", "cậu", "mợ", "thím", "em"];
/// Words after which "năm" is the year.
const OF_A_YEAR: &[&str] = &["cuối", "đầu", "giữa", "hằng", "hàng", "từng", "nhiều", "mấy", "cả"];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    name(of, at)
        .or_else(|| approximate(of, at))
        .or_else(|| numbered(of, at))
        .or_else(|| fraction(of, at))
        .or_else(|| amount(of, at))
}

fn measure_at(of: &[Syllable], at: usize) -> bool {
    longest(of, at, MEASURES).is_some() && longest(of, at, NO_MEASURES).is_none()
}

fn name(of: &[Syllable], at: usize) -> Option<Step> {
    if !ADDRESS.contains(&before(of, at)) || measure_at(of, at + 1) {
        return None;
    }
    if longest_before(of, at - 1, &["các", "mấy", "những", "hai"]).is_some() {
        return None;
    }
    let word = key(of, at);
    let is_name = matches!(word, "hai" | "ba" | "tư" | "bốn" | "năm" | "sáu" | "bảy" | "tám" | "chín" | "mười");
    if !is_name || key(of, at + 1) == "mươi" || key(of, at + 1) == "trăm" {
        return None;
    }
    Some(if of[at].capital { Step::Keep(1) } else { Step::Write(1, capital(word)) })
}

/// "năm bảy hộ", "ba bốn ngày": about so many, and never a figure.
fn approximate(of: &[Syllable], at: usize) -> Option<Step> {
    let low = number::spoken_digit(key(of, at)).filter(|n| *n > 0)?;
    let high = number::spoken_digit(key(of, at + 1))?;
    let near = high == low + 1 || (low, high) == (5, 7);
    let follows = key(of, at + 2);
    let plain = number::spoken_digit(follows).is_none()
        && !matches!(follows, "" | "mươi" | "trăm" | "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ" | "phẩy" | "linh" | "lẻ")
        && before(of, at) != "phẩy";
    (near && plain && number::spoken_digit(before(of, at)).is_none()).then_some(Step::Keep(2))
}

fn numbered(of: &[Syllable], at: usize) -> Option<Step> {
    number::spoken_digit(key(of, at)).or((key(of, at) == "mười" || key(of, at) == "hăm").then_some(10))?;
    let one_by_one = number::digits(of, at);
    if longest_before(of, at, ROADS).is_some() {
        let (mut figures, mut len) =
            one_by_one.or_else(|| number::small(of, at, 9999).map(|(n, l)| (n.to_string(), l)))?;
        let letter = key(of, at + len);
        if matches!(letter, "a" | "b" | "c" | "d" | "đ" | "e" | "h") {
            figures.push_str(&letter.to_uppercase());
            len += 1;
        }
        return Some(Step::Write(len, figures));
    }
    if longest_before(of, at, CALLS).is_some()
        && let Some((figures, len)) = one_by_one.clone().filter(|(_, len)| *len >= 3)
    {
        return Some(Step::Write(len, figures));
    }
    if let Some((figures, len)) = one_by_one.clone().filter(|(figures, len)| *len >= 9 && figures.starts_with('0')) {
        return Some(Step::Write(len, figures)); // a telephone number wherever it is said
    }
    longest_before(of, at, NUMBERED)?;
    if longest_before(of, at, &["một số", "mã số"]).is_some() && one_by_one.is_none() {
        return None;
    }
    let of_years =
        key(of, at) == "năm" && longest_before(of, at, &["cống số", "nhà số", "phòng số", "bàn số", "lô số"]).is_none();
    if of_years && before(of, at) == "số" && one_by_one.is_none() {
        return None; // "số năm công tác"
    }
    if let Some((figures, len)) = one_by_one.filter(|(_, len)| *len >= 2) {
        return Some(Step::Write(len, figures));
    }
    let read = number::whole(of, at)?;
    let counts_people =
        longest(of, at + read.len, &["người", "đồng chí", "đồng", "hộ", "cán bộ", "tháng", "ngày"]).is_some();
    (read.greatest == 1 && !counts_people && key(of, at + read.len) != "phẩy")
        .then(|| Step::Write(read.len, read.value.to_string()))
}

/// "hai phần ba", "chín trên mười bốn xã", "hai tư trên hai tư".
fn fraction(of: &[Syllable], at: usize) -> Option<Step> {
    let upper = number::whole(of, at).filter(|n| n.greatest == 1)?;
    let lower_at = |words: &str| {
        let from = at + upper.len + reads(of, at + upper.len, words)?;
        let lower =
            number::whole(of, from).filter(|n| n.greatest == 1 && n.value > 0 && key(of, from + n.len) != "phẩy")?;
        Some((lower, from + lower.len - at))
    };
    if let Some((lower, len)) = lower_at("phần").filter(|(lower, _)| upper.value > 0 && upper.value < lower.value) {
        return Some(Step::Write(len, format!("{}/{}", upper.value, lower.value)));
    }
    let (lower, len) = lower_at("trên")?;
    if before(of, at) == "phẩy" || (upper.value > lower.value && lower.value < 10) {
        return None;
    }
    Some(Step::Write(len, format!("{}/{}", upper.value, lower.value)))
}

/// A number as read with what belongs to it.
struct Amount {
    figures: String,
    len: usize,
    small: Option<u64>,
}

fn amount_at(of: &[Syllable], at: usize) -> Option<Amount> {
    let read = number::whole(of, at)?;
    let end = at + read.len;
    if key(of, end) == "phẩy"
        && read.greatest == 1
        && let Some((decimals, len)) = decimals(of, end + 1)
    {
        return Some(Amount { figures: format!("{},{decimals}", read.value), len: read.len + 1 + len, small: None });
    }
    let figures = with_scale(read.value, read.greatest);
    Some(Amount { figures, len: read.len, small: (read.greatest == 1 && read.value < 10).then_some(read.value) })
}

/// What is said after the comma, as digits: "hai mươi lăm", "sáu hai", "không năm".
fn decimals(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let one_by_one = number::digits(of, at);
    let grouped = number::below_thousand(of, at).map(|(value, len)| (value.to_string(), len));
    match (one_by_one, grouped) {
        (Some(a), Some(b)) => Some(if a.1 >= b.1 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// The figures of a value: digits with dots, or a single scale word where up to three decimals suffice.
fn with_scale(value: u64, greatest: u64) -> String {
    let (unit, word) = if greatest >= 1_000_000_000 {
        (1_000_000_000, " tỷ")
    } else if greatest == 1_000_000 {
        (1_000_000, " triệu")
    } else {
        return dotted(value);
    };
    let thousandths = unit / 1000;
    if !value.is_multiple_of(thousandths) {
        return dotted(value);
    }
    let rest = format!("{:03}", value % unit / thousandths);
    let rest = rest.trim_end_matches('0');
    let comma = if rest.is_empty() { "" } else { "," };
    format!("{}{comma}{rest}{word}", dotted(value / unit))
}

/// Digits with a dot before every third.
fn dotted(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

fn amount(of: &[Syllable], at: usize) -> Option<Step> {
    if key(of, at) == "năm" && OF_A_YEAR.contains(&before(of, at)) {
        return Some(Step::Keep(1));
    }
    let mut amount = amount_at(of, at)?;
    let mut end = at + amount.len;
    if let Some(n) = amount.small {
        let range = matches!(key(of, end), "đến" | "tới" | "hoặc" | "hay")
            && amount_at(of, end + 1).is_some_and(|to| to.small.is_none() || measure_at(of, end + 1 + to.len));
        // "một" is written in digits only as a part of a figure; "không" is mostly a no.
        let counted = n >= 2 && measure_at(of, end)
            || (n == 0 && reads(of, end, "phần trăm").is_some())
            || (n == 1 && reads(of, end, "phần trăm").is_some());
        if !(counted || range && n >= 1) {
            return None;
        }
    }
    if reads(of, end, "phần trăm").is_some() {
        amount.figures.push('%');
        return Some(Step::Write(amount.len + 2, amount.figures));
    }
    if amount.figures.chars().all(|c| c.is_ascii_digit())
        && let Some(len) = longest(of, end, MEASURES).filter(|_| key(of, end) != "giờ")
        && key(of, end + len) == "rưỡi"
    {
        amount.figures.push_str(",5");
        let unit: Vec<&str> = (end..end + len).map(|n| key(of, n)).collect();
        return Some(Step::Write(amount.len + len + 1, format!("{} {}", amount.figures, unit.join(" "))));
    }
    if let Some((len, sign)) = SIGNS.iter().find_map(|(words, sign)| Some((reads(of, end, words)?, sign))) {
        amount.figures = format!("{} {sign}", amount.figures);
        end += len;
    } else if key(of, end) == "tết" {
        amount.figures.push_str(" Tết");
        end += 1;
    }
    Some(Step::Write(end - at, amount.figures))
}
