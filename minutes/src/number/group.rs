//! Numbers below a thousand.

use super::{after_ten, clipped, digit, first_key, key, scale};
use crate::syllable::Syllable;

/// Two digits: "mười lăm", "hai mươi mốt", "hăm tư", "hai lăm", "năm chục". Value and syllables.
pub(super) fn tens(of: &[Syllable], at: usize, head: &str) -> Option<(u64, usize)> {
    if head == "mười" {
        return Some(match after_ten(key(of, at + 1)).filter(|n| *n > 0) {
            Some(unit) if key(of, at + 2) != "mươi" && key(of, at + 1) != "tư" => (10 + unit, 2),
            _ => (10, 1),
        });
    }
    if head == "hăm" {
        return after_ten(key(of, at + 1)).map(|unit| (20 + unit, 2));
    }
    let ten = digit(head).filter(|n| *n > 0)?;
    match key(of, at + 1) {
        "mươi" => Some(match after_ten(key(of, at + 2)).filter(|_| !matches!(key(of, at + 3), "mươi" | "chục")) {
            Some(unit) => (ten * 10 + unit, 3),
            None => (ten * 10, 2),
        }),
        "chục" if ten >= 2 => Some((ten * 10, 2)),
        next if ten >= 2 => clipped(next).map(|unit| (ten * 10 + unit, 2)),
        _ => None,
    }
}

/// Two bare digits said for a two-digit number: "chín tám" is 98, "tám sáu" 86. "năm" and "một" never end one:
/// "hai năm" are years, and a one is said "mốt".
pub(super) fn two_digits(of: &[Syllable], at: usize) -> Option<(u64, usize)> {
    let ten = digit(first_key(of, at)).filter(|n| *n >= 2)?;
    let word = key(of, at + 1);
    let unit = clipped(word).or_else(|| digit(word).filter(|n| *n > 1 && *n != 5))?;
    let follows = key(of, at + 2);
    let alone =
        digit(follows).is_none() && clipped(follows).is_none() && !matches!(follows, "trăm" | "mươi" | "chục" | "linh");
    alone.then_some((ten * 10 + unit, 2))
}

/// What follows so many hundreds: "linh/lẻ" and a digit, tens, two bare digits, or a clipped ten ("trăm hai" = 120).
/// `len` counts the syllables up to "trăm".
pub(super) fn hundreds(of: &[Syllable], at: usize, hundreds: u64, len: usize) -> Option<(u64, usize)> {
    let value = hundreds * 100;
    let from = at + len;
    let next = key(of, from);
    if matches!(next, "linh" | "lẻ") {
        let unit = digit(key(of, from + 1)).or_else(|| clipped(key(of, from + 1)));
        return Some(unit.map_or((value, len), |unit| (value + unit, len + 2)));
    }
    if let Some((more, n)) = tens(of, from, next).or_else(|| two_digits(of, from)) {
        return Some((value + more, len + n));
    }
    if matches!(next, "rưỡi" | "rưởi") {
        return Some((value + 50, len + 1));
    }
    if let Some(ten) = after_ten(next).filter(|n| *n > 0) {
        let then = key(of, from + 1);
        if !matches!(then, "trăm" | "mươi" | "chục") {
            return Some((value + ten * 10, len + 1));
        }
    }
    Some((value, len))
}

/// Below a thousand.
pub(super) fn group(of: &[Syllable], at: usize, head: &str) -> Option<(u64, usize)> {
    if let Some(n) = digit(head)
        && key(of, at + 1) == "trăm"
    {
        return hundreds(of, at, n, 2);
    }
    if head == "không"
        && let Some((value, len)) = tens(of, at + 1, key(of, at + 1)).filter(|_| scale(key(of, at + 1)).is_none())
        && len >= 2
        && key(of, at + 2) == "mươi"
    {
        return Some((value, len + 1)); // "không năm mươi": fifty with its nought
    }
    tens(of, at, head).or_else(|| digit(head).map(|n| (n, 1)))
}

/// A number below a thousand, without scale words: value and syllables.
#[must_use]
pub fn below_thousand(of: &[Syllable], at: usize) -> Option<(u64, usize)> {
    group(of, at, first_key(of, at))
}
