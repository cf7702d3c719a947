//! Set phrases (thành ngữ) whose number words count nothing, and names that are made of number words.

use super::{Step, key};
use crate::syllable::{Syllable, longest};

/// Phrases that stay words wherever they stand: only those that a rule for figures would break.
const SET_PHRASES: &[&str] = &[
    "chín người mười ý",
    "chín bỏ làm mười",
    "mười phân vẹn mười",
    "mười mươi",
    "rõ mười",
    "năm thì mười họa",
    "mười người như một",
    "trăm người như một",
    "ba bảy hai mốt",
    "ba bảy hai mươi mốt",
    "ba mươi sáu kế",
    "ba mươi sáu chước",
    "mười năm trồng cây",
    "mười năm như một",
    "một chín một mười",
    "mười tám đôi mươi",
    "mười phần chắc chín",
    "một mười một mười",
    "một vốn mười lời",
    "đồng tháp mười",
    "mười hai con giáp",
    "ông ba mươi",
    "áo bà ba",
    "bà ba đen",
    "cách mạng tháng mười",
    "ba tháng mười ngày",
    "ba đồng một mớ",
    "ba cọc ba đồng",
    "mười đầu ngón tay",
    "mười đời",
    "năm tháng",
];

/// What stands after "năm tháng" when it means the years and not five months.
const AFTER_THE_YEARS: &[&str] = &["", "qua", "trôi", "ấy", "đó", "dài", "khó", "chiến", "kháng", "tuổi", "không"];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    let first = key(of, at);
    // Cheap first: few syllables begin a set phrase.
    if !matches!(first, "một" | "ba" | "năm" | "chín" | "mười" | "trăm" | "đồng" | "ông" | "áo" | "bà" | "cách" | "rõ")
    {
        return None;
    }
    let len = longest(of, at, SET_PHRASES)?;
    let counts = (first, len) == ("năm", 2) && !AFTER_THE_YEARS.contains(&key(of, at + len));
    (!counts).then_some(Step::Keep(len))
}
