//! Numbers (con số) as people say them: read, never guessed.

mod group;
mod spelled;

use crate::syllable::{Mark, Syllable};

pub use group::below_thousand;
pub use spelled::{clipped_day, digits, year};

/// Units of a number word; forms that only stand after a ten ("mốt", "tư", "lăm") are told apart by [`after_ten`].
fn digit(key: &str) -> Option<u64> {
    Some(match key {
        "không" => 0,
        "một" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" => 4,
        "năm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

/// Units as they are said after a ten. "năm" is not among them: "mười năm" is ten years.
fn after_ten(key: &str) -> Option<u64> {
    match key {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" | "nhăm" => Some(5),
        "năm" | "không" => None,
        other => digit(other),
    }
}

/// Units that make a two-digit number with the digit before them alone: "hai tư", "ba mốt", "hai lăm".
fn clipped(key: &str) -> Option<u64> {
    match key {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" | "nhăm" => Some(5),
        _ => None,
    }
}

/// A single digit as said on its own, "tư" for four excepted.
#[must_use]
pub fn spoken_digit(key: &str) -> Option<u64> {
    digit(key)
}

/// The key at a place within a number: empty after a mark, which ends every number.
fn key(of: &[Syllable], at: usize) -> &str {
    if at > 0 && of.get(at - 1).is_some_and(|s| s.mark != Mark::None) {
        return "";
    }
    of.get(at).map_or("", |s| s.key.as_str())
}

fn first_key(of: &[Syllable], at: usize) -> &str {
    of.get(at).map_or("", |s| s.key.as_str())
}

fn scale(key: &str) -> Option<u64> {
    Some(match key {
        "nghìn" | "ngàn" => 1_000,
        "vạn" => 10_000,
        "triệu" => 1_000_000,
        "tỷ" | "tỉ" => 1_000_000_000,
        _ => return None,
    })
}

/// Words that make the "năm" before them a year: "năm nay", "năm học", "năm hai nghìn".
const OF_A_YEAR: &[&str] = &[
    "nay", "ngoái", "sau", "trước", "tới", "qua", "này", "kia", "đó", "ấy", "học", "mới", "nào", "trời", "đầu", "cuối",
    "rồi", "nữa", "liền", "sinh", "xưa", "châu", "tài", "thứ",
];

/// Whether the "năm" at a place is a year and not a five.
#[must_use]
pub fn names_a_year(of: &[Syllable], at: usize) -> bool {
    first_key(of, at) == "năm"
        && (OF_A_YEAR.contains(&key(of, at + 1))
            || year(of, at + 1).is_some_and(|(_, len)| len >= 3 || first_key(of, at + 1).len() == 4))
}

/// A whole number as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The value.
    pub value: u64,
    /// Syllables it took.
    pub len: usize,
    /// The greatest scale word said: 1, 1 000, 1 000 000, ...
    pub greatest: u64,
}

/// A whole number in words beginning at `at`: its value, its length in syllables, and the greatest scale word in it.
#[must_use]
pub fn whole(of: &[Syllable], at: usize) -> Option<Whole> {
    let first = group::group(of, at, first_key(of, at))?;
    scaled(of, at, first)
}

/// A whole number that may begin with two bare digits ("chín tám tỷ" is 98 tỷ) or with a bare hundred, thousand or
/// million of which a part follows ("trăm rưỡi", "triệu hai"). Only for callers who know that a figure must stand here.
#[must_use]
pub fn clipped_whole(of: &[Syllable], at: usize) -> Option<Whole> {
    if let Some(first) = group::two_digits(of, at) {
        return scaled(of, at, first);
    }
    let head = first_key(of, at);
    if head == "trăm" {
        let first = group::hundreds(of, at, 1, 1).filter(|(_, len)| *len > 1)?;
        return scaled(of, at, first);
    }
    if matches!(head, "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ") {
        // A part must follow, or the word only names the size: "tỷ lệ", "hàng triệu".
        return scaled(of, at, (1, 0)).filter(|read| read.len > 1 && scale(key(of, at + 1)).is_none());
    }
    whole(of, at)
}

/// Goes on from a group below a thousand through the scale words: "hai tỷ ba trăm triệu", "ba triệu rưỡi".
fn scaled(of: &[Syllable], at: usize, (value, len): (u64, usize)) -> Option<Whole> {
    let mut read = Reading { sum: 0, thousands: 0, pending: value, len, greatest: 1 };
    let (mut small_scale, mut great_scale) = (u64::MAX, u64::MAX);
    while let Some(s) = scale(key(of, at + read.len)) {
        let plain = s < 1_000_000;
        // "hai mươi nghìn tỷ", "một triệu tỷ": the scales multiply.
        let multiplies = read.pending == 0 && read.thousands == 0 && s > great_scale;
        if (plain && s >= small_scale) || (!plain && s >= great_scale && !multiplies) {
            break;
        }
        read.len += 1;
        read.greatest = read.greatest.max(s);
        if plain {
            read.thousands = read.thousands.checked_add(read.pending.checked_mul(s)?)?;
            small_scale = s;
        } else {
            let below = read.thousands.checked_add(read.pending)?;
            read.sum =
                if multiplies { read.sum.checked_mul(s)? } else { read.sum.checked_add(below.checked_mul(s)?)? };
            read.thousands = 0;
            (small_scale, great_scale) = (u64::MAX, s);
        }
        read.pending = 0;
        match part_after(of, at + read.len, s) {
            Part::None => {
                if scale(key(of, at + read.len)).is_none() {
                    break;
                }
            }
            Part::Group(value, len) => {
                read.pending = value;
                read.len += len;
            }
            Part::Last(value, len) => {
                read.pending = value;
                read.len += len;
                break;
            }
        }
    }
    read.whole()
}

/// What is read so far.
struct Reading {
    sum: u64,
    thousands: u64,
    pending: u64,
    len: usize,
    greatest: u64,
}

impl Reading {
    fn whole(self) -> Option<Whole> {
        let value = self.sum.checked_add(self.thousands)?.checked_add(self.pending)?;
        Some(Whole { value, len: self.len, greatest: self.greatest })
    }
}

/// What follows a scale word.
enum Part {
    /// Nothing of the number.
    None,
    /// A group that may have a scale of its own.
    Group(u64, usize),
    /// The end of the number: "rưỡi", "hai" for two tenths.
    Last(u64, usize),
}

/// Nouns after which a lone digit before them counts on its own: "thưởng ba triệu hai người".
const COUNTED: &[&str] =
    &["người", "hộ", "xã", "thôn", "con", "cái", "lần", "tháng", "ngày", "em", "đơn", "phòng", "bên"];

fn part_after(of: &[Syllable], at: usize, s: u64) -> Part {
    let next = key(of, at);
    if matches!(next, "rưỡi" | "rưởi") {
        return Part::Last(s / 2, 1);
    }
    if matches!(next, "linh" | "lẻ") {
        let rest = group::group(of, at + 1, key(of, at + 1));
        return rest.map_or(Part::None, |(value, len)| Part::Group(value, len + 1));
    }
    if next == "năm" {
        let then = key(of, at + 1);
        let a_tenth = s >= 1_000_000 && matches!(then, "" | "đồng" | "tiền" | "mỗi" | "thôi" | "nữa" | "cho");
        let goes_on = matches!(then, "trăm" | "mươi" | "chục" | "lăm" | "mốt" | "tư") || scale(then).is_some();
        if a_tenth {
            return Part::Last(5 * (s / 10), 1);
        }
        if !goes_on {
            return Part::None; // "hai triệu năm nay"
        }
    }
    if next == "mốt" {
        return Part::Last(s / 10, 1); // "một tỷ mốt"
    }
    if next == "tư" && scale(key(of, at + 1)).is_none() && s >= 1_000 {
        return Part::Last(4 * (s / 10), 1); // "hai tỷ tư"
    }
    if let Some((value, len)) = group::two_digits(of, at) {
        if scale(key(of, at + len)).is_some() || s < 1_000_000 {
            return Part::Group(value, len);
        }
        return Part::Last(value * (s / 100), len); // "một tỷ hai lăm"
    }
    let Some((mut value, mut len)) = group::group(of, at, next) else { return Part::None };
    let follows = key(of, at + len);
    if scale(follows).is_some_and(|f| f >= s && f < 1_000_000) && len >= 2 {
        // "hai nghìn không trăm hai mươi | hai nghìn không trăm hai mươi lăm": two numbers, the last digit is the next's.
        if let Some(unit) = digit(key(of, at + len - 1)).filter(|unit| *unit > 0 && *unit <= value) {
            value -= unit;
            len -= 1;
        }
        return Part::Last(value, len);
    }
    if scale(follows).is_some() || follows == "phẩy" {
        return Part::Group(value, len);
    }
    if len == 1 && value > 0 && value < 10 {
        // "sáu mươi tám nghìn một ký" is a price; a tenth is said "mốt".
        if value == 1 || COUNTED.contains(&follows) {
            return Part::None;
        }
        // "một triệu hai" is 1 200 000, "năm nghìn hai" 5 200.
        return Part::Last(value * (s / 10), 1);
    }
    if value >= 100 && s >= 1_000_000 {
        // "một tỷ hai trăm": nobody says it for two hundred đồng.
        return Part::Last(value * (s / 1000), len);
    }
    Part::Group(value, len)
}

/// A number of at most `most`, in words or in digits: value and syllables.
#[must_use]
pub fn small(of: &[Syllable], at: usize, most: u64) -> Option<(u64, usize)> {
    let syllable = of.get(at)?;
    if syllable.key.len() <= 4
        && let Ok(value) = syllable.key.parse::<u64>()
    {
        return (value <= most).then_some((value, 1));
    }
    // "tư" for four stands in "tháng tư", "thứ tư", "quý tư" only; callers who mean it ask for it.
    let read = whole(of, at)?;
    (read.value <= most).then_some((read.value, read.len))
}

#[cfg(test)]
mod tests;
