//! About so many (khoảng chừng): "năm bảy hộ", "hai ba trăm", "mươi mười lăm người" stay words, as nobody counted.

use super::{Step, after, before, key, measure};
use crate::number;
use crate::syllable::Syllable;

/// Words that go on with a digit, which is then no guess of its own.
const GOES_ON: &[&str] = &["phẩy", "linh", "lẻ", "trên", "gạch"];
/// Scale words that belong to the guess: "hai ba trăm nghìn".
const SCALES: &[&str] = &["mươi", "chục", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "vạn"];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    digits(of, at).or_else(|| tens(of, at)).or_else(|| some(of, at))
}

/// Two neighbouring digits.
fn digits(of: &[Syllable], at: usize) -> Option<Step> {
    let low = number::spoken_digit(key(of, at)).filter(|n| *n > 0)?;
    let high_word = after(of, at + 1);
    let high = number::spoken_digit(high_word).or((high_word == "mười").then_some(10))?;
    let near = high == low + 1 || matches!((low, high), (5, 7 | 10));
    let word = before(of, at);
    let alone = number::spoken_digit(word).is_none()
        && !matches!(word, "phẩy" | "mươi" | "mười" | "trăm" | "linh" | "lẻ" | "số");
    if !near || !alone {
        return None;
    }
    let mut len = 2;
    while SCALES.contains(&after(of, at + len)) {
        len += 1;
    }
    let follows = after(of, at + len);
    if number::spoken_digit(follows).is_some()
        || GOES_ON.contains(&follows)
        || matches!(follows, "mười" | "lăm" | "mốt" | "tư")
    {
        return None; // a number said by its digits
    }
    // "hai năm", "bốn năm nữa": years; "bốn năm hộ" is about four or five.
    if high == 5 && (len == 2) && !measure::counted_noun(of, at + 2) && !follows.is_empty() {
        return None;
    }
    Some(Step::Keep(len))
}

/// Neighbouring tens: "mười mười hai", "mười lăm hai mươi", "mươi mười lăm".
fn tens(of: &[Syllable], at: usize) -> Option<Step> {
    if key(of, at) == "mươi" {
        let read = number::whole(of, at + 1).filter(|n| n.greatest == 1 && (11..=20).contains(&n.value))?;
        return Some(Step::Keep(1 + read.len));
    }
    let low = number::whole(of, at).filter(|n| n.greatest == 1 && (9..100).contains(&n.value))?;
    let to = at + low.len;
    let (high, len) =
        number::below_thousand(of, to).filter(|(n, _)| (10..100).contains(n) && !after(of, to).is_empty())?;
    let end = to + len;
    let near = high > low.value && high - low.value <= 10;
    let counted = measure::counted_noun(of, end) || after(of, end).is_empty();
    let dated = matches!(before(of, at), "ngày" | "kỳ" | "đoạn" | "học" | "mùng" | "số");
    (near && counted && !dated && !super::is_figure(of, at)).then_some(Step::Keep(low.len + len))
}

/// "vài ba chục", "dăm bảy hộ", "mấy trăm": the word before says that nobody counted.
fn some(of: &[Syllable], at: usize) -> Option<Step> {
    if !matches!(key(of, at), "vài" | "dăm" | "đôi" | "mấy") {
        return None;
    }
    number::spoken_digit(after(of, at + 1)).filter(|n| *n > 0)?;
    let mut len = 2;
    while SCALES.contains(&after(of, at + len)) {
        len += 1;
    }
    // "mấy năm mươi"? nobody says it; "dăm bảy trăm" is one guess.
    Some(Step::Keep(len))
}
