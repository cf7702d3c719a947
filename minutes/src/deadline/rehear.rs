//! Words of time misheard (từ chỉ thời gian nghe nhầm): "ngày hai mưa ba thán mười" is read as "ngày hai mươi ba tháng mười".
//!
//! Only where the words on both sides leave no other word, and only when the engine is known to hear it so; the words
//! stay as they were heard, only what the rules compare changes.

use crate::mend::{self, sound::Sound};
use crate::number;
use crate::syllable::{Mark, Syllable};

/// The cost of hearing one for the other up to which a word is believed, where the frame leaves no other.
const LIKELY: f32 = 0.8;
/// How much further the second best must be.
const CLEAR: f32 = 0.04;
/// Words of a number below a hundred.
const NUMBERS: &[&str] = &["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
const WEEKDAYS: &[&str] = &["hai", "ba", "tư", "năm", "sáu", "bảy"];
const MONTHS: &[&str] = &["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
/// Words that open a date before its number.
const OPENS: &[&str] = &["ngày", "mùng", "mồng", "trước", "hạn", "nhất", "đến", "tới", "là", "hết"];
/// What follows "ngày" and is no number.
const AFTER_DAY: &[&str] = &[
    "mai", "kia", "mốt", "này", "nay", "hôm", "làm", "nghỉ", "lễ", "càng", "đêm", "tháng", "công", "đầu", "cuối",
    "nào", "mấy", "đó", "ấy", "xưa", "một", "rằm", "tết", "nữa", "tới", "sau", "trước", "giỗ", "hội", "có", "nhận",
    "ký", "bầu", "họp", "thứ", "mùng", "mồng", "chủ", "trong", "để",
];
/// What follows "tháng" and is no number.
const AFTER_MONTH: &[&str] = &[
    "này", "sau", "tới", "trước", "nay", "ni", "rồi", "qua", "giêng", "chạp", "âm", "đầu", "cuối", "và", "nữa", "vừa",
    "là",
];
/// Words that follow a period and say which.
const WHICH: &[&str] = &["này", "sau", "tới", "ni"];

/// Reads misheard words of time as what is meant.
pub(crate) fn rehear(of: &mut [Syllable]) {
    for at in 0..of.len() {
        if let Some(meant) = meant(of, at) {
            of[at].key = meant.to_owned();
        }
    }
}

fn key(of: &[Syllable], at: usize) -> &str {
    of.get(at).map_or("", |s| s.key.as_str())
}

fn back(of: &[Syllable], at: usize, by: usize) -> &str {
    at.checked_sub(by).map_or("", |n| key(of, n))
}

fn is_number(word: &str) -> bool {
    number::spoken_digit(word).is_some() || matches!(word, "mười" | "mươi" | "lăm" | "mốt" | "tư" | "hăm" | "nhăm")
}

/// What was said where something else was heard; none where the word is right or may be.
fn meant(of: &[Syllable], at: usize) -> Option<&'static str> {
    let word = key(of, at);
    if is_number(word) && !(word == "mươi" && back(of, at, 1) == "ngày")
        || at > 0 && of[at - 1].mark > Mark::None
        || matches!(word, "ngày" | "tháng" | "tuần" | "thứ" | "trước" | "nhất" | "chậm" | "quý" | "giờ" | "phút" | "và")
    {
        return None;
    }
    let (before, after) = (back(of, at, 1), key(of, at + 1));
    let dated = number_from(of, at).is_some_and(|from| OPENS.contains(&back(of, from, 1)));
    let candidates: &[&'static str] =
        if before == "ngày" && !AFTER_DAY.contains(&word) && (is_number(after) || after == "tháng") {
            NUMBERS
        } else if before == "tháng" && is_number(back(of, at, 2)) && !AFTER_MONTH.contains(&word) {
            MONTHS
        } else if dated && is_number(after) && joins(of, at) {
            &["mươi", "tháng"]
        } else if dated && (is_number(after) || WHICH.contains(&after)) {
            &["tháng"]
        } else if before == "thứ" && (after == "tuần" || WHICH.contains(&after)) {
            WEEKDAYS
        } else if back(of, at, 2) == "thứ" && WEEKDAYS.contains(&before) && WHICH.contains(&after) {
            &["tuần"]
        } else if matches!(before, "đầu" | "cuối" | "giữa" | "trong" | "hết") && WHICH.contains(&after) {
            &["tuần", "tháng", "quý"]
        } else if before == "tuần"
            && (back(of, at, 3) == "thứ" || matches!(back(of, at, 2), "đầu" | "cuối" | "giữa" | "trong"))
        {
            WHICH
        } else if WEEKDAYS.contains(&after) && key(of, at + 2) == "tuần" && WHICH.contains(&key(of, at + 3)) {
            &["thứ"]
        } else if before == "chậm"
            && (OPENS.contains(&after) || matches!(after, "thứ" | "trong" | "cuối" | "đầu" | "sáng" | "chiều"))
        {
            &["nhất"]
        } else if after == "nhất"
            && (OPENS.contains(&key(of, at + 2)) || matches!(key(of, at + 2), "thứ" | "trong" | "cuối"))
        {
            &["chậm", "muộn"]
        } else if before == "làm" && back(of, at, 2) == "ngày" {
            &["việc"]
        } else if before == "ngày" && after == "việc" {
            &["làm"]
        } else if is_number(before)
            && number_from(of, at).is_some_and(|from| back(of, from, 1) == "vòng" || back(of, from, 1) == "hạn")
        {
            &["ngày", "tuần", "tháng"]
        } else if after == "ngày" && is_number(key(of, at + 2)) || after == "thứ" && WEEKDAYS.contains(&key(of, at + 2))
        {
            return near(word, &["trước"]).filter(|_| !mend::is_ordinary(word));
        } else {
            return None;
        };
    if candidates.contains(&word) { None } else { near(word, candidates) }
}

/// Whether "mươi" can stand here: a digit before, and a unit that goes with tens after.
fn joins(of: &[Syllable], at: usize) -> bool {
    matches!(back(of, at, 1), "hai" | "ba")
        && !(at >= 2 && back(of, at, 2) == "mươi")
        && !matches!(key(of, at + 2), "năm" | "này")
}

/// Where the number that ends just before `at` begins.
fn number_from(of: &[Syllable], at: usize) -> Option<usize> {
    let mut from = at;
    while from > 0 && at - from < 4 && is_number(key(of, from - 1)) && of[from - 1].mark == Mark::None {
        from -= 1;
    }
    (from < at).then_some(from)
}

/// The likeliest of some words to have been heard as `heard`.
fn near(heard: &str, candidates: &[&'static str]) -> Option<&'static str> {
    let heard = Sound::parse(heard)?;
    let distance = mend::shipped_distance();
    let mut costs: Vec<(f32, &'static str)> = candidates
        .iter()
        .filter_map(|word| Some((distance.cost(Sound::parse(word)?, heard), *word)))
        .filter(|(cost, _)| *cost < LIKELY)
        .collect();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (best, word) = *costs.first()?;
    costs.get(1).is_none_or(|(second, _)| second - best > CLEAR).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable;

    fn read(text: &str) -> String {
        let mut of = syllable::split(text);
        rehear(&mut of);
        of.into_iter().map(|s| s.key).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_of_time_is_read_as_meant_where_its_neighbours_leave_no_other() {
        assert_eq!(read("trước ngày mười lăm thán mười"), "trước ngày mười lăm tháng mười");
        assert_eq!(read("ngày hai mưi ba tháng mười"), "ngày hai mươi ba tháng mười");
        assert_eq!(read("thứ sấu tuần sau"), "thứ sáu tuần sau");
        assert_eq!(read("thứ sáu tuẩn sau"), "thứ sáu tuần sau");
        assert_eq!(read("trong năm ngày làm viết"), "trong năm ngày làm việc");
        assert_eq!(read("chậm nhứt là thứ hai"), "chậm nhất là thứ hai");
    }

    #[test]
    fn right_words_stay_as_they_are() {
        for text in [
            "ngày mai các xã nộp",
            "ngày làm việc cuối cùng của tháng này",
            "thứ hai tuần sau và thứ ba tuần sau nữa",
            "thôn hai và ba có mười lăm hộ",
            "trước khi họp hai ngày",
            "ngày hai mươi ba tháng mười",
            "cuối năm sau tổng kết",
            "trong vòng mười phút",
            "hạn mười hộ nộp",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
