//! Amounts (số lượng): counts, money, percentages, measures: "1,2 tỷ", "71,3%", "2,5 ha", "12.450.000".

use super::{Step, after, before, key, measure};
use crate::number::{self, Whole};
use crate::syllable::{Syllable, reads};

/// Words after which "năm" is the year.
const OF_A_YEAR: &[&str] =
    &["cuối", "đầu", "giữa", "hằng", "hàng", "từng", "nhiều", "mấy", "cả", "mỗi", "trong", "quanh", "suốt", "số"];
/// Words after which "một" before a unit is a length and not "a": "dài một ki lô mét".
const BEFORE_ONE: &[&str] = &[
    "dài", "rộng", "cao", "sâu", "dày", "nặng", "cách", "thêm", "hơn", "khoảng", "chừng", "còn", "được", "mới", "trên",
    "dưới", "gần", "đạt",
];
/// Words before a bare hundred or million that only names the size.
const OF_A_SIZE: &[&str] = &["hàng", "mấy", "vài", "bạc", "phần", "dăm", "bao", "nhiều", "số", "từng", "cả"];
/// Pairs of nouns that are said without their comma after a number.
const PAIRS: &[(&str, &str)] = &[
    ("xã phường thị trấn", "xã, phường, thị trấn"),
    ("xã phường đặc khu", "xã, phường, đặc khu"),
    ("xã phường", "xã, phường"),
    ("xã thị trấn", "xã, thị trấn"),
    ("thôn tổ dân phố", "thôn, tổ dân phố"),
    ("thôn bản", "thôn, bản"),
    ("phòng ban", "phòng, ban"),
    ("sở ban ngành", "sở, ban, ngành"),
    ("sở ngành", "sở, ngành"),
    ("ban ngành", "ban, ngành"),
    ("cán bộ công chức viên chức", "cán bộ, công chức, viên chức"),
    ("cán bộ công chức", "cán bộ, công chức"),
];

/// A pair of nouns as it is written, and its syllables.
pub fn pair_after(of: &[Syllable], at: usize) -> Option<(usize, &'static str)> {
    PAIRS.iter().find_map(|(words, pair)| Some((reads(of, at, words)?, *pair)))
}

/// A number as read with what belongs to it.
struct Figure {
    figures: String,
    len: usize,
    /// Its value where it is a whole number below ten.
    small: Option<u64>,
    rule: &'static str,
}

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    // "năm mươi năm tuổi đảng", "sau hai năm ngày càng tốt": after a number it is the year. "bác Năm năm hộ" is none.
    let word = before(of, at);
    let counted_years = key(of, at) == "năm"
        && (number::spoken_digit(word).is_some_and(|n| n > 0 && (n != 5 || after(of, at + 1) == "tuổi"))
            || matches!(word, "mười" | "mươi" | "lăm" | "mốt" | "tư" | "trăm" | "chục" | "rưỡi")
            || (at > 0 && super::is_figure(of, at - 1) && !word.is_empty()));
    if counted_years && number::whole(of, at).is_none_or(|read| read.len == 1) {
        return Some(Step::Keep(1));
    }
    // "hằng năm", but "ngân hàng năm trăm triệu".
    let alone = number::whole(of, at).is_none_or(|read| read.len == 1);
    if key(of, at) == "năm" && alone && (OF_A_YEAR.contains(&before(of, at)) || number::names_a_year(of, at)) {
        return Some(Step::Keep(1));
    }
    if before(of, at) == "ngã" {
        return Some(Step::Keep(1)); // "ngã ba cây số bảy"
    }
    if reads(of, at, "trăm phần trăm").is_some()
        && !OF_A_SIZE.contains(&before(of, at))
        && number::spoken_digit(before(of, at)).is_none()
    {
        return Some(Step::Write(3, "100%".to_owned(), "whole"));
    }
    let mut figure = figure_at(of, at)?;
    let mut end = at + figure.len;
    let unit = measure::unit(of, end);
    // "hai mươi mấy hộ": about so many.
    let and_some = usize::from(matches!(after(of, end), "linh" | "lẻ"));
    if after(of, end + and_some) == "mấy" {
        return Some(Step::Keep(figure.len + and_some + 1));
    }
    if let Some(step) = part_of_unit(of, at, &figure, unit) {
        return Some(step);
    }
    if let Some(n) = figure.small
        && !small_in_digits(of, at, end, n)
    {
        return None;
    }
    if let Some((len, sign)) = unit {
        end += len;
        match sign {
            "" => figure.figures = format!("{} {}", figure.figures, words(of, end - len, len)),
            "%" | "‰" => figure.figures.push_str(sign),
            sign => figure.figures = format!("{} {sign}", figure.figures),
        }
        if !sign.is_empty() {
            figure.rule = "measure";
        }
        let (shares, more) = measure::shares(of, end);
        if sign.is_empty() && more == 0 {
            // The unit stays as it was said: the figure alone is written.
            let written = figure_at(of, at)?.figures;
            return Some(Step::Write(figure.len, written, figure.rule));
        }
        figure.figures.push_str(&shares);
        return Some(Step::Write(end + more - at, figure.figures, figure.rule));
    }
    if let Some((len, pair)) = pair_after(of, end) {
        return Some(Step::Write(end + len - at, format!("{} {pair}", figure.figures), "count-of-pair"));
    }
    Some(Step::Write(figure.len, figure.figures, figure.rule))
}

fn words(of: &[Syllable], at: usize, len: usize) -> String {
    (at..at + len).map(|n| key(of, n)).collect::<Vec<_>>().join(" ")
}

/// Whether a number under ten is written in digits here: before a unit, in a range that ends in figures.
fn small_in_digits(of: &[Syllable], at: usize, end: usize, n: u64) -> bool {
    let unit = measure::unit(of, end);
    let percent = unit.is_some_and(|(_, sign)| matches!(sign, "%" | "‰" | "°C"));
    match n {
        0 => {
            let gift = reads(of, end, "đồng").is_some()
                && unit.is_some()
                && matches!(before(of, at), "xe" | "hàng" | "chợ" | "quán" | "giá" | "phí" | "thị" | "bữa" | "trường");
            percent || gift
        }
        1 => {
            let measured_range = matches!(after(of, end), "đến" | "tới")
                && figure_at(of, end + 1).is_some_and(|to| measure::unit(of, end + 1 + to.len).is_some());
            let long = unit.is_some_and(|(_, sign)| !sign.is_empty()) && BEFORE_ONE.contains(&before(of, at));
            percent || long || measured_range
        }
        _ => {
            // A few đồng are a saying ("ba đồng"); money begins with the thousands.
            let unit = unit.filter(|_| key(of, end) != "đồng");
            let range = matches!(after(of, end), "đến" | "tới" | "hoặc" | "hay")
                && figure_at(of, end + 1)
                    .is_some_and(|to| to.small.is_none() || measure::unit(of, end + 1 + to.len).is_some());
            unit.is_some() || range
        }
    }
}

/// "bốn chấm không", "phiên bản hai chấm một": versions keep the point.
pub fn version(of: &[Syllable], at: usize) -> Option<Step> {
    let (major, minor) = (number::spoken_digit(key(of, at))?, number::spoken_digit(after(of, at + 2))?);
    if after(of, at + 1) != "chấm" {
        return None;
    }
    let named = matches!(before(of, at), "bản" | "nghiệp" | "số" | "mạng") || minor == 0;
    named.then(|| Step::Write(3, format!("{major}.{minor}"), "version"))
}

/// The number at a place, with bare two-digit forms where what follows shows that a figure must stand here.
fn read(of: &[Syllable], at: usize) -> Option<Whole> {
    let plain = number::whole(of, at);
    let head = key(of, at);
    // "phòng ba linh hai", "giấy mời một linh năm": the hundred is left out.
    if let (Some(hundreds), "linh" | "lẻ", Some(unit)) =
        (number::spoken_digit(head), after(of, at + 1), number::spoken_digit(after(of, at + 2)))
        && hundreds > 0
        && unit > 0
    {
        return Some(Whole { value: hundreds * 100 + unit, len: 3, greatest: 1 });
    }
    let bare_scale = matches!(head, "trăm" | "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ");
    if bare_scale && (OF_A_SIZE.contains(&before(of, at)) || number::spoken_digit(before(of, at)).is_some()) {
        return None;
    }
    let clipped = number::clipped_whole(of, at)?;
    if bare_scale || Some(clipped) == plain {
        return Some(clipped);
    }
    let end = at + clipped.len;
    // "một năm hai lần", "hai năm bảy đợt": years, not fifty-odd.
    let years = head == "năm"
        && (number::spoken_digit(before(of, at)).is_some()
            || matches!(after(of, end), "lần" | "kỳ" | "đợt" | "vụ" | "buổi" | "lượt"));
    if years {
        return plain;
    }
    let shown = clipped.greatest > 1 || after(of, end) == "phẩy" || measure::counted_noun(of, end);
    if shown { Some(clipped) } else { plain }
}

/// Whether "chấm" or "phết" at a place stands for the comma of a decimal: a digit follows, and a unit or a scale after it,
/// or "điểm" before it all.
fn spoken_point(of: &[Syllable], at: usize, word: &str) -> bool {
    if !matches!(after(of, at), "chấm" | "phết") {
        return false;
    }
    let Some((_, len)) = decimals(of, at + 1) else { return false };
    let end = at + 1 + len;
    matches!(word, "điểm" | "là" | "bằng" | "đạt")
        || measure::unit(of, end).is_some()
        || matches!(after(of, end), "triệu" | "tỷ" | "tỉ" | "điểm" | "lần")
}

fn figure_at(of: &[Syllable], at: usize) -> Option<Figure> {
    let read = read(of, at)?;
    let end = at + read.len;
    if (after(of, end) == "phẩy" || spoken_point(of, end, before(of, at)))
        && read.greatest <= 1000
        && let Some((decimals, len)) = decimals(of, end + 1)
    {
        let mut figures = format!("{},{decimals}", dotted(read.value));
        let mut len = read.len + 1 + len;
        // "một phẩy hai triệu mét khối": the scale word stays, and the unit after it is seen.
        while matches!(after(of, at + len), "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ") {
            figures = format!("{figures} {}", key(of, at + len));
            len += 1;
        }
        return Some(Figure { figures, len, small: None, rule: "decimal" });
    }
    let rule = match read.greatest {
        1 => "count",
        1_000 | 10_000 => "thousands",
        _ => "millions",
    };
    let figures = with_scale(read.value, read.greatest);
    Some(Figure { figures, len: read.len, small: (read.greatest == 1 && read.value < 10).then_some(read.value), rule })
}

/// What is said after the comma, as digits: "hai mươi lăm", "sáu hai", "không năm".
fn decimals(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let noughts = (at..).take(6).take_while(|n| after(of, *n) == "không").count();
    let from = at + noughts;
    let rest = if after(of, from).is_empty() { None } else { tail(of, from) };
    match rest {
        Some((digits, len)) => Some((format!("{}{digits}", "0".repeat(noughts)), noughts + len)),
        None => (noughts > 0).then(|| ("0".repeat(noughts), noughts)),
    }
}

fn tail(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let one_by_one = number::digits(of, at).filter(|(digits, _)| digits.len() <= 4);
    let grouped = number::below_thousand(of, at).map(|(value, len)| (value.to_string(), len));
    match (one_by_one, grouped) {
        (Some(a), Some(b)) => Some(if a.1 >= b.1 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// "hai tấn rưỡi", "một mét hai", "hai mươi tám mét vuông rưỡi": a part of the unit said after it.
fn part_of_unit(of: &[Syllable], at: usize, figure: &Figure, unit: Option<(usize, &'static str)>) -> Option<Step> {
    let (len, sign) = unit?;
    let end = at + figure.len;
    let from = end + len;
    if !figure.figures.chars().all(|c| c.is_ascii_digit()) || key(of, end) == "giờ" {
        return None;
    }
    let said = words(of, end, len);
    let (tenths, more) = if matches!(after(of, from), "rưỡi" | "rưởi") {
        // "một tháng rưỡi" is how it is said and written.
        if figure.small == Some(1) && matches!(said.as_str(), "tháng" | "ngày" | "tiếng" | "đồng" | "hộ" | "phút")
        {
            return None;
        }
        ("5".to_owned(), 1)
    } else {
        let divisible =
            matches!(said.as_str(), "mét" | "tấn" | "tạ" | "ký" | "lít" | "sào" | "cây số" | "ki lô mét" | "héc ta");
        let (value, more) = number::below_thousand(of, from)
            .or((key(of, from) == "tư").then_some((4, 1)))
            .filter(|(value, _)| divisible && (1..100).contains(value))?;
        let (value, more) = match number::clipped_whole(of, from) {
            Some(two) if two.greatest == 1 && two.value < 100 => (two.value, two.len),
            _ => (value, more),
        };
        let ends = matches!(
            after(of, from + more),
            "" | "là"
                | "thì"
                | "và"
                | "so"
                | "trở"
                | "đến"
                | "tới"
                | "rồi"
                | "thôi"
                | "nên"
                | "mà"
                | "bị"
                | "rộng"
                | "dài"
                | "cao"
                | "sâu"
                | "đất"
                | "nước"
        );
        if !ends || after(of, from).is_empty() {
            return None;
        }
        (value.to_string(), more)
    };
    let unit = if sign.is_empty() { said } else { sign.to_owned() };
    let space = if sign == "%" { "" } else { " " };
    Some(Step::Write(figure.len + len + more, format!("{},{tenths}{space}{unit}", figure.figures), "part-of-unit"))
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
pub fn dotted(value: u64) -> String {
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
