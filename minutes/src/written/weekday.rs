//! Days of the week (thứ): "thứ Sáu", "Chủ nhật", and the counting "thứ" beside them.

use super::{Step, before, key};
use crate::number;
use crate::syllable::Syllable;

/// Words after which "thứ" counts instead of naming a day.
const ORDINALS: &[&str] = &[
    "lần", "đợt", "người", "kỳ", "phần", "điểm", "việc", "vấn", "phiên", "họp", "hạng", "nhiệm", "đề", "giai", "con",
    "vụ", "năm", "nhóm", "khóa", "vị", "xếp", "giải", "tập", "quyển", "cái", "dung", "nghị", "bước", "đứng",
];
/// Words beside which "thứ hai" … is a day of the week.
const BEFORE_A_WEEKDAY: &[&str] = &[
    "giờ", "phút", "rưỡi", "trước", "đến", "tới", "sáng", "trưa", "chiều", "tối", "đêm", "hết", "vào", "hôm", "từ",
    "nhất", "ngày", "trong", "sang", "qua", "các", "mỗi", "cứ", "khuya", "lùi", "dời",
];
const AFTER_A_WEEKDAY: &[&str] = &[
    "tuần", "này", "tới", "sau", "ngày", "hằng", "hàng", "vừa", "trình", "báo", "nộp", "gửi", "phải", "xong", "lúc",
    "họp", "chủ", "đầu", "cuối", "kia", "trước", "rồi",
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    match key(of, at) {
        "thứ" => weekday(of, at),
        "chủ" => sunday(of, at),
        _ => None,
    }
}

fn weekday(of: &[Syllable], at: usize) -> Option<Step> {
    let name = match key(of, at + 1) {
        "hai" => "Hai",
        "ba" => "Ba",
        "tư" => "Tư",
        "năm" => "Năm",
        "sáu" => "Sáu",
        "bảy" => "Bảy",
        _ => return None,
    };
    if number::whole(of, at + 1).is_some_and(|n| n.len > 1 && n.value >= 10) {
        return None; // "thứ hai mươi ba"
    }
    let word = before(of, at);
    // "kỳ họp thứ ba" counts, "họp thứ ba hằng tuần" names the day.
    let counts = if word == "họp" {
        at >= 2 && matches!(key(of, at - 2), "kỳ" | "phiên" | "cuộc" | "lần" | "buổi")
    } else {
        ORDINALS.contains(&word)
    };
    // "thứ ba thứ năm thứ bảy": days in a row; after "thứ nhất" they are counted.
    let first = (at.saturating_sub(8)..at).any(|n| key(of, n) == "thứ" && key(of, n + 1) == "nhất");
    let in_a_row =
        !first && (key(of, at + 2) == "thứ" || (at >= 2 && key(of, at - 2) == "thứ" && !before(of, at).is_empty()));
    // "ngày thứ hai của hội nghị"
    let day_of = word == "ngày" && matches!(key(of, at + 2), "của" | "thực" | "kể" | "tổ" | "diễn");
    let counted_on = first && !AFTER_A_WEEKDAY.contains(&key(of, at + 2)) && word == "nhất";
    if (counts && !in_a_row) || counted_on || of[at + 1].capital || day_of {
        return Some(Step::Keep(2));
    }
    let named = in_a_row
        || BEFORE_A_WEEKDAY.contains(&before(of, at))
        || AFTER_A_WEEKDAY.contains(&key(of, at + 2))
        || clock_follows(of, at + 2);
    Some(if named {
        Step::Write(2, format!("{} {name}", if of[at].capital { "Thứ" } else { "thứ" }), "weekday")
    } else {
        Step::Keep(2)
    })
}

fn clock_follows(of: &[Syllable], at: usize) -> bool {
    number::small(of, at, 24).is_some_and(|(_, len)| key(of, at + len) == "giờ")
}

/// "chủ nhật ngày mười bảy tháng tám". The word means nothing else.
fn sunday(of: &[Syllable], at: usize) -> Option<Step> {
    if key(of, at + 1) != "nhật" || of[at].capital {
        return None;
    }
    Some(Step::Write(2, "Chủ nhật".to_owned(), "weekday"))
}
