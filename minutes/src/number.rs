//! Numbers (con số) as people say them: read, never guessed.

use crate::syllable::Syllable;

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

fn key(of: &[Syllable], at: usize) -> &str {
    if at > 0 && of.get(at - 1).is_some_and(|s| s.mark != crate::syllable::Mark::None) {
        return "";
    }
    of.get(at).map_or("", |s| s.key.as_str())
}

fn first_key(of: &[Syllable], at: usize) -> &str {
    of.get(at).map_or("", |s| s.key.as_str())
}

/// Two digits: "mười lăm", "hai mươi mốt", "hăm tư", "hai lăm". Value and syllables.
fn tens(of: &[Syllable], at: usize, head: &str) -> Option<(u64, usize)> {
    if head == "mười" {
        return Some(match after_ten(key(of, at + 1)).filter(|n| *n > 0) {
            Some(unit) if key(of, at + 2) != "mươi" => (10 + unit, 2),
            _ => (10, 1),
        });
    }
    if head == "hăm" {
        return after_ten(key(of, at + 1)).map(|unit| (20 + unit, 2));
    }
    let ten = digit(head).filter(|n| *n > 0)?;
    if key(of, at + 1) == "mươi" {
        return Some(match after_ten(key(of, at + 2)).filter(|_| key(of, at + 3) != "mươi") {
            Some(unit) => (ten * 10 + unit, 3),
            None => (ten * 10, 2),
        });
    }
    if ten >= 2 {
        return clipped(key(of, at + 1)).map(|unit| (ten * 10 + unit, 2));
    }
    None
}

/// Below a thousand. "trăm" may be followed by "linh/lẻ" and a digit, by tens, or by a clipped ten ("trăm hai" = 120).
fn group(of: &[Syllable], at: usize, head: &str) -> Option<(u64, usize)> {
    if let Some(hundreds) = digit(head)
        && key(of, at + 1) == "trăm"
    {
        let mut value = hundreds * 100;
        let mut len = 2;
        let next = key(of, at + 2);
        if matches!(next, "linh" | "lẻ") {
            if let Some(unit) = digit(key(of, at + 3)).or_else(|| clipped(key(of, at + 3))) {
                return Some((value + unit, 4));
            }
        } else if let Some((more, n)) = tens(of, at + 2, next) {
            value += more;
            len += n;
        } else if next == "rưỡi" {
            return Some((value + 50, 3));
        } else if let Some(ten) = after_ten(next).filter(|n| *n > 0)
            && !matches!(key(of, at + 3), "trăm" | "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ" | "mươi")
            && next != "mốt"
        {
            return Some((value + ten * 10, 3));
        }
        return Some((value, len));
    }
    tens(of, at, head).or_else(|| digit(head).map(|n| (n, 1)))
}

/// A number below a thousand, without scale words: value and syllables.
#[must_use]
pub fn below_thousand(of: &[Syllable], at: usize) -> Option<(u64, usize)> {
    group(of, at, first_key(of, at))
}

fn scale(key: &str) -> Option<u64> {
    Some(match key {
        "nghìn" | "ngàn" => 1_000,
        "triệu" => 1_000_000,
        "tỷ" | "tỉ" => 1_000_000_000,
        _ => return None,
    })
}

/// A whole number in words beginning at `at`: its value, its length in syllables, and the greatest scale word in it.
#[must_use]
pub fn whole(of: &[Syllable], at: usize) -> Option<Whole> {
    let (mut pending, mut len) = group(of, at, first_key(of, at))?;
    let mut sum = 0u64;
    let mut last = u64::MAX;
    let mut greatest = 1;
    while let Some(mut s) = scale(key(of, at + len)).filter(|s| *s < last) {
        // "hai mươi nghìn tỷ": the scales multiply.
        len += 1;
        if s == 1_000 && matches!(key(of, at + len), "tỷ" | "tỉ") {
            s *= 1_000_000_000;
            len += 1;
        }
        sum = sum.checked_add(pending.checked_mul(s)?)?;
        pending = 0;
        last = s;
        greatest = greatest.max(s);
        if key(of, at + len) == "rưỡi" {
            return Some(Whole { value: sum.checked_add(s / 2)?, len: len + 1, greatest });
        }
        let next = key(of, at + len).to_owned();
        if matches!(next.as_str(), "linh" | "lẻ")
            && let Some((rest, n)) = group(of, at + len + 1, key(of, at + len + 1))
        {
            pending = rest;
            len += 1 + n;
            continue;
        }
        if next == "năm" && !matches!(key(of, at + len + 1), "trăm" | "mươi" | "nghìn" | "ngàn" | "triệu") {
            break; // "hai triệu năm nay"
        }
        let Some((rest, n)) = group(of, at + len, &next) else { break };
        let follows = key(of, at + len + n).to_owned();
        if n == 1 && s > 1 && scale(&follows).is_none() && rest > 0 && follows != "phẩy" {
            // "một triệu hai" is 1 200 000, "năm nghìn hai" 5 200.
            return Some(Whole { value: sum.checked_add(rest.checked_mul(s / 10)?)?, len: len + 1, greatest });
        }
        pending = rest;
        len += n;
    }
    Some(Whole { value: sum.checked_add(pending)?, len, greatest })
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

/// A year from 1900 to 2199: digits, "hai nghìn không trăm hai mươi lăm", "hai không hai lăm", "hai nghìn lẻ chín".
#[must_use]
pub fn year(of: &[Syllable], at: usize) -> Option<(i32, usize)> {
    let inside = |value: u64| i32::try_from(value).ok().filter(|y| (1900..2200).contains(y));
    let syllable = of.get(at)?;
    if syllable.key.chars().all(|c| c.is_ascii_digit()) {
        return syllable.key.parse().ok().and_then(inside).map(|y| (y, 1));
    }
    if let Some(read) = whole(of, at)
        && let Some(year) = inside(read.value)
    {
        return Some((year, read.len));
    }
    // Digit by digit, the last two perhaps as a number: "hai không hai bốn", "hai không hai lăm", "hai không ba mươi".
    let (a, b) = (digit(&syllable.key)?, digit(key(of, at + 1))?);
    let (rest, n) = match (digit(key(of, at + 2)), digit(key(of, at + 3))) {
        (Some(c), Some(d)) => (c * 10 + d, 2),
        _ => tens(of, at + 2, key(of, at + 2)).filter(|(value, _)| *value >= 10)?,
    };
    inside(a * 1000 + b * 100 + rest).map(|y| (y, 2 + n))
}

/// Digits said one by one ("sáu không chín", "một linh năm", "hai không hai bốn"): the digits and the syllables.
#[must_use]
pub fn digits(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let mut read = String::new();
    let mut len = 0;
    loop {
        let word = if len == 0 { first_key(of, at) } else { key(of, at + len) };
        let value = match word {
            "linh" | "lẻ" if len > 0 => Some(0),
            "tư" | "mốt" | "lăm" if len > 0 => clipped(word),
            _ => digit(word),
        };
        let Some(value) = value else { break };
        read.push(char::from(b'0' + u8::try_from(value).ok()?));
        len += 1;
    }
    (len >= 2).then_some((read, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::split;

    fn read(words: &str) -> Option<(u64, usize)> {
        whole(&split(words), 0).map(|w| (w.value, w.len))
    }

    #[test]
    fn numbers_are_read_as_people_say_them() {
        for (words, value) in [
            ("mười lăm", 15),
            ("hai mươi mốt", 21),
            ("hăm lăm", 25),
            ("hai tư", 24),
            ("ba mươi tư", 34),
            ("một trăm linh năm", 105),
            ("một trăm hai", 120),
            ("hai trăm rưỡi", 250),
            ("ba trăm mười tám", 318),
            ("mười lăm ngàn lẻ hai", 15_002),
            ("năm nghìn hai", 5_200),
            ("hai nghìn không trăm hai mươi lăm", 2_025),
            ("một tỷ không trăm năm mươi triệu", 1_050_000_000),
            ("hai mươi hai tỷ bốn trăm linh ba triệu", 22_403_000_000),
            ("ba triệu rưỡi", 3_500_000),
            ("một triệu hai", 1_200_000),
            ("hai mươi nghìn tỷ", 20_000_000_000_000),
            ("năm triệu năm trăm nghìn", 5_500_000),
        ] {
            assert_eq!(read(words), Some((value, words.split(' ').count())), "{words}");
        }
    }

    #[test]
    fn a_year_after_a_number_is_not_a_five() {
        assert_eq!(read("mười năm"), Some((10, 1)));
        assert_eq!(read("hai mươi năm nay"), Some((20, 2)));
        assert_eq!(read("hai triệu năm nay"), Some((2_000_000, 2)));
    }

    #[test]
    fn years_are_read_in_every_form() {
        for words in ["2025", "hai nghìn không trăm hai mươi lăm", "hai không hai lăm", "hai không hai năm"] {
            assert_eq!(year(&split(words), 0).map(|(y, _)| y), Some(2025), "{words}");
        }
        assert_eq!(year(&split("nay"), 0), None);
    }

    #[test]
    fn digits_are_read_one_by_one() {
        assert_eq!(digits(&split("sáu không chín"), 0), Some(("609".into(), 3)));
        assert_eq!(digits(&split("một linh năm"), 0), Some(("105".into(), 3)));
        assert_eq!(digits(&split("năm hộ"), 0), None);
    }

    #[test]
    fn a_number_beyond_all_measure_is_refused_rather_than_wrapped() {
        assert_eq!(read("chín trăm chín mươi chín nghìn tỷ"), Some((999_000_000_000_000, 7)));
        assert_eq!(small(&split("99999"), 0, 31), None);
    }
}
