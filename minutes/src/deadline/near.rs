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
    let after = s.key(at + 1);
    let leads = after.is_empty() || OPENS_A_TIME.contains(&after) || number::small(s.of, at + 1, 9999).is_some();
    (s.key(at) == "đến" && !leads).then_some((1, 1))
}
