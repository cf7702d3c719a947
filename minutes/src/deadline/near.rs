//! "này", "sau", "tới": which week, month, quarter or year is meant.

use super::Spoken;
use crate::number;

/// How many periods ahead the words after a period say.
const AHEAD: &[(&str, u32)] = &[
    ("này", 0),
    ("ni", 0),
    ("nay", 0),
    ("nầy", 0),
    ("hiện tại", 0),
    ("sau", 1),
    ("tới", 1),
    ("tới đây", 1),
    ("sắp tới", 1),
    ("kế", 1),
    ("kế tiếp", 1),
    ("tiếp theo", 1),
    ("tiếp", 1),
    ("liền kề", 1),
    ("liền sau", 1),
    ("sau nữa", 2),
    ("tới nữa", 2),
    ("kế nữa", 2),
];
/// Syllables with which a time begins; "đến" before one of them leads to it.
const OPENS_A_TIME: &[&str] = &[
    "thứ", "ngày", "hết", "cuối", "đầu", "giữa", "tháng", "quý", "năm", "tuần", "mùng", "mồng", "rằm", "tết", "mai",
    "hôm", "bữa", "chủ", "sáng", "trưa", "chiều", "tối", "khi", "lúc", "giờ", "nay", "hạn", "trước",
];

/// Periods ahead and syllables: "này" is this one, "sau", "tới", and in the Centre "đến", the next, "sau nữa" the one
/// after it.
pub fn ahead(s: &Spoken<'_>, at: usize) -> Option<(u32, usize)> {
    if at == 0 || s.of[at - 1].mark.ends_sentence() {
        return None;
    }
    if let Some((len, ahead)) = s.entry(at, AHEAD) {
        return (!(len == 1 && s.key(at) == "sau" && s.key(at + 1) == "khi")).then_some((ahead, len));
    }
    (s.key(at) == "đến" && !leads_on(s, at + 1)).then_some((1, 1))
}

/// Whether a time begins at `at`, so that "đến" or "tới" before it leads to it.
fn leads_on(s: &Spoken<'_>, at: usize) -> bool {
    let key = s.key(at);
    OPENS_A_TIME.contains(&key) || number::small(s.of, at, 9999).is_some() || key.contains('/')
}

/// Syllables of "này", "tới" after a date that is named already ("ngày 15 tháng 11 này").
pub fn tail(s: &Spoken<'_>, at: usize) -> usize {
    match s.key(at) {
        "này" | "ni" => 1,
        "tới" => usize::from(s.key(at + 1).is_empty() || !leads_on(s, at + 1)),
        _ => 0,
    }
}
