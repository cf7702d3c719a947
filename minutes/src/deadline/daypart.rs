//! Days seen from the day of speech, and their parts: "hôm nay", "sáng mai", "cuối giờ chiều thứ Sáu".
//!
//! A part of a day gives the day without an hour.

use super::{Named, Reason, Spoken, Value, date, day};

const PARTS: &[&str] = &[
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "đêm",
    "khuya",
    "sáng sớm",
    "sớm",
    "đầu sáng",
    "giữa sáng",
    "chiều tối",
    "xế chiều",
    "chập tối",
    "đêm khuya",
    "buổi sáng",
    "buổi trưa",
    "buổi chiều",
    "buổi tối",
    "ban sáng",
    "ban đêm",
];
/// Words before a part of a day or before a day that leave it that day.
const EDGES: &[&str] = &[
    "đầu giờ",
    "cuối giờ",
    "hết giờ",
    "giữa giờ",
    "đầu",
    "cuối",
    "hết",
    "trong",
    "ngay trong",
    "nội trong",
    "nội",
    "ngay",
    "gọn trong",
];
/// Ends of the working day.
const CLOSINGS: &[&str] = &[
    "cuối giờ làm việc",
    "cuối giờ hành chính",
    "hết giờ làm việc",
    "hết giờ hành chính",
    "giờ làm việc",
    "giờ hành chính",
    "hết giờ làm",
    "cuối giờ",
    "hết giờ",
    "cuối buổi",
    "hết buổi",
    "giờ nghỉ trưa",
    "giờ tan sở",
    "giờ tan tầm",
];
/// Words that make another word of the part of a day before them ("tối đa", "sáng tạo", "chiều dài").
const NO_PART_BEFORE: &[&str] =
    &["đa", "thiểu", "kiến", "tạo", "suốt", "minh", "dài", "cao", "rộng", "ngang", "sâu", "hướng", "lòng", "thui"];
/// Names and words in which "mai" is no day.
const BEFORE_NO_MAI: &[&str] = &[
    "anh",
    "chị",
    "cô",
    "bà",
    "ông",
    "em",
    "chí",
    "xã",
    "thôn",
    "ban",
    "nay",
    "hoa",
    "lan",
    "thu",
    "phương",
    "thanh",
    "ngọc",
    "xuân",
    "tuyết",
    "hồng",
    "bạch",
    "quỳnh",
    "cây",
    "vườn",
    "chợ",
    "trường",
    "đường",
    "khu",
    "bến",
    "cầu",
    "xóm",
    "ấp",
    "tổ",
    "thị",
    "sương",
    "một",
    "bác",
    "chú",
    "cháu",
    "phường",
    "non",
    "nghĩa",
];
const AFTER_NO_MAI: &[&str] =
    &["mối", "táng", "một", "sau", "này", "phục", "kia", "mốt", "vàng", "thúc", "châu", "hậu", "lĩnh", "sơn", "lâm"];

/// Days after the day of speech said by one syllable after a part of a day.
fn from_now(key: &str) -> Option<u64> {
    match key {
        "nay" | "ni" | "này" | "nầy" => Some(0),
        "mai" | "mơi" => Some(1),
        "mốt" => Some(2),
        _ => None,
    }
}

/// "chiều nay", "đầu giờ sáng mai", "chiều thứ Ba tuần tới", "sáng ngày 15/11", "hết ngày 30/9", "cuối giờ".
pub fn part_of_day(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let edge = s.longest(at, EDGES).unwrap_or(0);
    if let Some(part) = s.longest(at + edge, PARTS).filter(|n| !NO_PART_BEFORE.contains(&s.key(at + edge + n))) {
        let len = edge + part;
        let link = s.longest(at + len, &["ngày hôm", "hôm", "ngày", "bữa"]).unwrap_or(0);
        if let Some(days) = from_now(s.key(at + len + link)) {
            return Some(Named::day(len + link + 1, date::plus(s.on, days)?, 2, "part-of-day"));
        }
        if let Some(named) = day(s, at + len, false).filter(|n| matches!(n.value, Value::Day(_) | Value::None(_))) {
            return Some(named.at_least(2).longer(len));
        }
        // "trong chiều", "cuối giờ sáng": of the day of speech.
        let alone = edge > 0 && !matches!(s.key(at), "đầu" | "ngay" | "nội") || s.reads(at, "nội trong").is_some();
        if alone && !matches!(s.key(at + edge), "sớm") {
            return Some(Named::day(len, s.on, 2, "part-of-day-today"));
        }
    }
    if let Some(len) = s.longest(at, CLOSINGS) {
        if matches!(s.key(at), "giờ") && !matches!(s.before(at), "trước" | "hết" | "trong") {
            return None;
        }
        let part = s.longest(at + len, PARTS).unwrap_or(0);
        let link = s.longest(at + len + part, &["của", "của ngày hôm", "ngày hôm", "hôm"]).unwrap_or(0);
        if let Some(days) = from_now(s.key(at + len + part + link)) {
            return Some(Named::day(len + part + link + 1, date::plus(s.on, days)?, 2, "end-of-working-day"));
        }
        let of = usize::from(matches!(s.key(at + len + part), "của" | "vào"));
        if let Some(later) = day(s, at + len + part + of, false).filter(|n| matches!(n.value, Value::Day(_))) {
            return Some(later.at_least(2).longer(len + part + of));
        }
        return Some(Named::day(len + part, s.on, 2, "end-of-working-day"));
    }
    whole_day(s, at, edge)
}

/// "hết ngày 30/9", "trong ngày mai", "nội trong ngày".
fn whole_day(s: &Spoken<'_>, at: usize, edge: usize) -> Option<Named> {
    if edge == 0 || s.key(at + edge) != "ngày" || matches!(s.key(at), "đầu") {
        return None;
    }
    if let Some(named) = day(s, at + edge, false).filter(|n| !matches!(n.value, Value::Range(..))) {
        return Some(named.at_least(2).longer(edge));
    }
    let next = s.key(at + edge + 1);
    let other = matches!(next, "nghỉ" | "lễ" | "đầu" | "hội" | "tết" | "làm" | "đó" | "ấy" | "nào" | "mưa" | "tới");
    (!other).then(|| Named::day(edge + 1, s.on, 3, "within-the-day"))
}

/// "hôm nay", "ngày mai", "mốt".
pub fn relative_day(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let is = |words: &[&str]| s.longest(at, words);
    let days_on =
        |len: usize, days: u64, weight: u8| Some(Named::day(len, date::plus(s.on, days)?, weight, "day-from-today"));
    let today = ["hôm nay", "bữa nay", "bữa ni", "hôm ni", "ngày hôm nay", "ngày hôm ni", "ngày ni"];
    if let Some(len) = is(&today) {
        return days_on(len, 0, 0);
    }
    if let Some(len) = is(&["nội nhật", "nội nhật hôm nay", "nội nhật ngày hôm nay"]) {
        let of_another = len == 2
            && matches!(
                s.key(at + 2),
                "ngày" | "hôm" | "mai" | "mốt" | "sáng" | "trưa" | "chiều" | "tối" | "thứ" | "bữa" | "chủ" | "nội"
            );
        return if of_another { None } else { days_on(len, 0, 3) };
    }
    if let Some(len) = is(&["ngày mai", "bữa mai", "hôm mai", "ngày mơi", "bữa mơi"]) {
        return days_on(len, 1, 2);
    }
    if let Some(len) =
        is(&["ngày kia", "ngày mốt", "bữa mốt", "hôm mốt", "ngày mốt này", "ngày mốt nầy", "bữa mốt này"])
    {
        return days_on(len, 2, 2);
    }
    if let Some(len) = is(&["ngày kìa", "bữa kìa"]) {
        return days_on(len, 3, 2);
    }
    let number_before =
        matches!(s.before(at), "mươi" | "hăm" | "trăm" | "hai" | "ba" | "bốn" | "năm" | "sáu" | "bảy" | "tám" | "chín");
    if s.key(at) == "mốt" && !number_before && s.key(at + 1) != "số" {
        return days_on(1, 2, 2);
    }
    let called = BEFORE_NO_MAI.contains(&s.before(at)) || AFTER_NO_MAI.contains(&s.key(at + 1));
    if s.key(at) == "mai" && !called && (at == 0 || !s.of[at].capital || s.of[at - 1].mark.ends_sentence()) {
        return days_on(1, 1, 1);
    }
    if let Some(len) = is(&["hôm sau", "ngày hôm sau", "bữa khác", "hôm khác", "bữa sau"]) {
        return Some(Named::none(len, Reason::Vague, "another-day"));
    }
    None
}
