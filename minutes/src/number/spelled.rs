//! Numbers said by their digits: years, days without "mươi", telephone numbers.

use super::group::tens;
use super::{clipped, digit, first_key, key, whole};
use crate::syllable::Syllable;

/// A day said without its "mươi" before a month: "hai tám tháng mười" is 28 October; "hai ba tháng" are months.
#[must_use]
pub fn clipped_day(of: &[Syllable], at: usize) -> Option<(u64, usize)> {
    let ten = digit(first_key(of, at)).filter(|n| matches!(n, 2 | 3))?;
    let unit = digit(key(of, at + 1)).filter(|n| *n > 0)?;
    let month = key(of, at + 3);
    let named = digit(month).is_some() || matches!(month, "mười" | "tư" | "giêng" | "chạp" | "này");
    (key(of, at + 2) == "tháng" && named && ten * 10 + unit <= 31).then_some((ten * 10 + unit, 2))
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
    let pair = || match (digit(key(of, at + 2)), digit(key(of, at + 3))) {
        (Some(c), Some(d)) => Some((c * 10 + d, 2)),
        _ => None,
    };
    let number = tens(of, at + 2, key(of, at + 2)).filter(|(value, _)| *value >= 10).map(|(value, n)| {
        // "hai không hai mươi | hai không hai lăm": the last digit begins the next year.
        let next = n == 3 && matches!(key(of, at + 2 + n), "không" | "nghìn" | "ngàn");
        if next { (value / 10 * 10, n - 1) } else { (value, n) }
    });
    let (rest, n) = number.or_else(pair)?;
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
            "tư" | "mốt" | "lăm" | "nhăm" if len > 0 => clipped(word),
            _ => digit(word),
        };
        // No number anybody dictates is longer, and a longer one would make reading a text of number words slow.
        let Some(value) = value.filter(|_| len < 24) else { break };
        read.push(char::from(b'0' + u8::try_from(value).ok()?));
        len += 1;
    }
    // "hai không hai mươi": the last digit belongs to a number.
    if len > 0 && matches!(key(of, at + len), "mươi" | "trăm" | "chục" | "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ")
    {
        len -= 1;
        read.pop();
    }
    // "đợt ba năm hai không hai lăm": a year of its own.
    if let Some(cut) = (1..=4).find(|n| {
        key(of, at + n) == "năm" && *n < len && year(of, at + n + 1).is_some_and(|(_, y)| y >= 3 && n + 1 + y >= len)
    }) {
        read.truncate(cut);
        len = cut;
    }
    (len >= 2).then_some((read, len))
}
