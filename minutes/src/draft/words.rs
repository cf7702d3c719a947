//! Words (syllables) of a text with their places, compared by keys in which the place of the tone does not matter.

use std::ops::Range;

use giaoban_models::text::tone_free_key;

/// A word in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, without marks around it.
    pub range: Range<usize>,
    /// Its key.
    pub key: String,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether a mark (comma, full stop, ...) follows at once.
    pub mark: Option<char>,
}

impl Word {
    /// Whether it holds a digit.
    pub fn is_figure(&self) -> bool {
        self.key.contains(|c: char| c.is_ascii_digit())
    }
}

/// The words of `text`; what holds no letter and no digit (a dash) is none.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    for token in text.split_whitespace() {
        let start = token.as_ptr() as usize - text.as_ptr() as usize;
        let core = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if core.is_empty() {
            continue;
        }
        let at = start + (core.as_ptr() as usize - token.as_ptr() as usize);
        let end = at + core.len();
        found.push(Word {
            range: at..end,
            key: tone_free_key(core),
            capital: core.starts_with(char::is_uppercase),
            mark: text[end..start + token.len()].chars().find(|c| matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | '…')),
        });
    }
    found
}

/// How many words of `phrase` (lower case) stand at the beginning of `words`: all of them, or nothing.
pub(super) fn begins(words: &[Word], phrase: &str) -> Option<usize> {
    let mut count = 0;
    for wanted in phrase.split(' ') {
        if words.get(count)?.key != wanted {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// The longest of `phrases` at the beginning of `words`.
pub(super) fn begins_any(words: &[Word], phrases: &[&str]) -> Option<usize> {
    phrases.iter().filter_map(|phrase| begins(words, phrase)).max()
}

/// Where the first of `phrases` begins, and how many words it has.
pub(super) fn find_any(words: &[Word], phrases: &[&str]) -> Option<(usize, usize)> {
    (0..words.len()).find_map(|at| begins_any(&words[at..], phrases).map(|count| (at, count)))
}

/// How many places of `words` hold one of `phrases`.
pub(super) fn count_any(words: &[Word], phrases: &[&str]) -> usize {
    (0..words.len()).filter(|at| begins_any(&words[*at..], phrases).is_some()).count()
}

/// `text` with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `text` with its first letter in lower case, unless the first word is a name or an abbreviation (then the second
/// letter or the second word is a capital too, or `name` says so).
pub(super) fn lowered(text: &str, name: bool) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if name || letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// Whether `text` is as an engine hears it: no capital after the first letter, no mark but within figures.
pub(super) fn flat(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '?', '!']);
    let mut before = ' ';
    let mut letters = text.chars().enumerate().peekable();
    while let Some((at, letter)) = letters.next() {
        let inside = before.is_ascii_digit() && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if (at > 0 && letter.is_uppercase()) || (matches!(letter, ',' | '.' | ';' | ':' | '?' | '!') && !inside) {
            return false;
        }
        before = letter;
    }
    true
}

/// Words that carry no content of their own.
pub(super) const STOP: &[&str] = &[
    "và", "là", "có", "của", "các", "những", "với", "cho", "ở", "tại", "thì", "mà", "đã", "đang", "sẽ", "được", "bị",
    "này", "đó", "kia", "ấy", "một", "trong", "trên", "đến", "từ", "về", "theo", "như", "cũng", "còn", "vẫn", "rồi",
    "không", "do", "để", "khi", "nếu", "nên", "việc", "cái", "phần", "báo", "cáo", "đề", "nghị", "mời", "xin", "hỏi",
    "tôi", "em", "anh", "chị", "bác", "đồng", "chí", "xã", "huyện", "phòng", "ban", "sang", "ra", "vào", "lên", "lại",
    "nhất", "hai", "ba", "bốn", "năm", "nay", "ngày", "tháng", "ý", "kiến", "nội", "dung", "tình", "hình", "công",
    "tác", "thôn", "bà", "con", "ông", "chưa", "phải", "làm", "gì", "sao", "dạ", "thưa", "đi", "nữa", "thêm",
];

/// The keys of the content words of `text`.
pub(super) fn content_keys(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.key).filter(|key| !STOP.contains(&key.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place_their_key_and_the_mark_after_them() {
        let text = "Phòng Tài chính - Kế hoạch, đạt 71,3%.";
        let found = words(text);
        let read: Vec<&str> = found.iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(read, ["Phòng", "Tài", "chính", "Kế", "hoạch", "đạt", "71,3%"]);
        assert_eq!((found[4].mark, found[6].mark), (Some(','), Some('.')));
        assert!(found[6].is_figure() && found[0].capital && !found[2].capital);
    }

    #[test]
    fn phrases_are_found_whatever_the_place_of_the_tone() {
        let found = words("sang phần văn hoá xã");
        assert_eq!(find_any(&found, &["văn hóa"]), Some((2, 2)));
        assert_eq!(begins_any(&found, &["sang", "sang phần"]), Some(2));
        assert_eq!(begins(&found, "sang việc"), None);
    }

    #[test]
    fn what_an_engine_hears_is_flat_with_or_without_a_first_capital_and_a_full_stop() {
        assert!(flat("giao phòng tài chính rà soát"));
        assert!(flat("Giao phòng tài chính rà soát 12.500 hộ."));
        assert!(flat("thu đạt 71,3% dự toán."));
        assert!(!flat("Giao Phòng Tài chính rà soát"));
        assert!(!flat("rà soát, báo cáo"));
    }
}
