//! Word groups looked up by their first word, and the words with which a time can begin.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::{Spoken, feast};

/// A table of word groups; a look-up reads only those that begin with the word in place.
pub struct Lexicon(HashMap<&'static str, Vec<&'static str>>);

impl Lexicon {
    /// A table over word groups.
    pub fn of(groups: &[&'static str]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for words in groups {
            by_first.entry(words.split(' ').next().unwrap_or(words)).or_default().push(words);
        }
        Self(by_first)
    }

    /// The longest group that begins at `at`, in syllables.
    pub fn longest(&self, s: &Spoken<'_>, at: usize) -> Option<usize> {
        s.longest(at, self.0.get(s.key(at))?)
    }

    /// The first place in `within` where a group stands: place and syllables.
    pub fn first(&self, s: &Spoken<'_>, within: Range<usize>) -> Option<(usize, usize)> {
        let end = within.end;
        within.into_iter().find_map(|n| self.longest(s, n).filter(|len| n + len <= end).map(|len| (n, len)))
    }
}

/// First words of times apart from figures; a word missing here is found by the property that compares both ways.
const OPENERS: &[&str] = &[
    "đầu",
    "cuối",
    "hết",
    "giữa",
    "trong",
    "ngay",
    "nội",
    "gọn",
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "đêm",
    "khuya",
    "sớm",
    "xế",
    "chập",
    "buổi",
    "ban",
    "giờ",
    "các",
    "ngày",
    "mùng",
    "mồng",
    "rằm",
    "hôm",
    "bữa",
    "mốt",
    "mai",
    "thứ",
    "chủ",
    "chúa",
    "t2",
    "t3",
    "t4",
    "t5",
    "t6",
    "t7",
    "cn",
    "tuần",
    "sang",
    "qua",
    "nửa",
    "tháng",
    "quý",
    "năm",
    "niên",
    "hạ",
    "thượng",
    "trung",
    "kết",
    "mươi",
    "chục",
    "dăm",
    "vài",
    "mấy",
    "ít",
    "đôi",
    "không",
    "một",
    "hai",
    "ba",
    "bốn",
    "sáu",
    "bảy",
    "bẩy",
    "tám",
    "chín",
    "mười",
    "hăm",
    "giao",
    "tết",
];
static OPENS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let feasts = feast::names().filter_map(|name| name.split(' ').next());
    OPENERS.iter().copied().chain(feasts).collect()
});

/// Whether a time, apart from those of the tables of unclear words, can begin with this word.
pub fn opens(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit()) || OPENS.contains(key)
}
