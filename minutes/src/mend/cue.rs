//! Words before a name that tell that a name follows (từ xưng hô, từ chỉ cấp, từ chỉ đơn vị).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::syllable::{Mark, Syllable, reads};

use super::entry::{Kind, Kinds};
use super::words::WORDS;

const PLACE: Kinds = Kinds::of(Kind::Place);
const VILLAGE: Kinds = Kinds::of(Kind::Village);
const OFFICE: Kinds = Kinds::of(Kind::Office);
const PERSON: Kinds = Kinds::of(Kind::Person);
const ANYWHERE: Kinds = PLACE.with(VILLAGE);

const CUES: &[(&str, Kinds)] = &[
    ("xã", PLACE),
    ("phường", PLACE),
    ("huyện", PLACE),
    ("quận", PLACE),
    ("tỉnh", PLACE),
    ("thị trấn", PLACE),
    ("thị xã", PLACE),
    ("thành phố", PLACE),
    ("đặc khu", PLACE),
    ("ủy ban", PLACE),
    ("nhân dân", PLACE),
    ("ubnd", PLACE),
    ("công an", PLACE),
    ("đảng ủy", PLACE),
    ("chủ tịch", ANYWHERE),
    ("bí thư", ANYWHERE),
    ("thôn", VILLAGE),
    ("bản", VILLAGE),
    ("ấp", VILLAGE),
    ("làng", VILLAGE),
    ("xóm", VILLAGE),
    ("buôn", VILLAGE),
    ("khóm", VILLAGE),
    ("khu phố", VILLAGE),
    ("khu dân cư", VILLAGE),
    ("dân phố", VILLAGE),
    ("cầu", ANYWHERE),
    ("chợ", ANYWHERE),
    ("đập", ANYWHERE),
    ("cụm", ANYWHERE),
    ("điểm cầu", ANYWHERE),
    ("phòng", OFFICE),
    ("sở", OFFICE),
    ("chi cục", OFFICE),
    ("trung tâm", OFFICE),
    ("ngành", OFFICE),
    ("bên", OFFICE.with(PLACE)),
    ("anh em", OFFICE.with(PLACE)),
    ("đồng chí", PERSON),
    ("đ/c", PERSON),
    ("anh", PERSON),
    ("chị", PERSON),
    ("ông", PERSON),
    ("bà", PERSON),
    ("cô", PERSON),
    ("chú", PERSON),
    ("bác", PERSON),
    ("thầy", PERSON),
];

/// A cue: its words, how many syllables, what it announces.
type Cue = (&'static str, usize, Kinds);

/// [`CUES`] with how many syllables they have, by the last of these; the longest first.
static BY_LAST: LazyLock<HashMap<&str, Vec<Cue>>> = LazyLock::new(|| {
    let mut by_last: HashMap<&str, Vec<Cue>> = HashMap::new();
    for (words, kinds) in CUES {
        let last = words.rsplit(' ').next().unwrap_or(words);
        by_last.entry(last).or_default().push((words, words.split(' ').count(), *kinds));
    }
    for cues in by_last.values_mut() {
        cues.sort_by_key(|(_, len, _)| std::cmp::Reverse(*len));
    }
    by_last
});

/// Words after which a name may stand without more.
const MAYBE: &[&str] = &[
    "ở",
    "tại",
    "từ",
    "đến",
    "đi",
    "xuống",
    "lên",
    "về",
    "qua",
    "mời",
    "hỏi",
    "đường",
    "giao",
    "của",
    "với",
    "và",
    "gồm",
    "theo",
    "bởi",
    "cho",
    "là",
    "cùng",
    "chờ",
    "tới",
    "khu",
    "trạm",
    "trường",
    "hồ",
];

/// Whether a name may stand at `at` without a word that tells its kind: after such a word, or where somebody begins.
pub(super) fn maybe(of: &[Syllable], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|last| of[last].mark > Mark::None || MAYBE.contains(&of[last].key.as_str()))
}

/// What kinds of name the words that end just before `at` announce.
pub(super) fn before(of: &[Syllable], at: usize) -> Option<Kinds> {
    let last = at.checked_sub(1)?;
    let cues = BY_LAST.get(of[last].key.as_str())?;
    if of[last].mark != Mark::None {
        return None;
    }
    let next = of.get(at)?;
    // "anh em", "phòng chống", "xã hội" announce nothing.
    if WORDS.is_compound(&of[last].key, &next.key) {
        return None;
    }
    let stands = |(words, len, _): &&(&str, usize, Kinds)| at >= *len && reads(of, at - len, words).is_some();
    let (_, len, kinds) = *cues.iter().find(stands)?;
    // In "kịch bản" and "văn phòng" the word is the end of another.
    let inside = len == 1
        && last
            .checked_sub(1)
            .is_some_and(|p| of[p].mark == Mark::None && WORDS.is_compound(&of[p].key, &of[last].key));
    (!inside).then_some(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::split;

    fn at_the_end_of(text: &str) -> Option<Kinds> {
        let read = split(text);
        before(&read, read.len() - 1)
    }

    #[test]
    fn a_word_of_level_address_or_office_announces_a_name() {
        assert_eq!(at_the_end_of("đề nghị xã cam"), Some(PLACE));
        assert_eq!(at_the_end_of("bà con thôn suối"), Some(VILLAGE));
        assert_eq!(at_the_end_of("giao phòng nội"), Some(OFFICE));
        assert_eq!(at_the_end_of("mời đồng chí hùng"), Some(PERSON));
        assert_eq!(at_the_end_of("thị xã hương"), Some(PLACE));
    }

    #[test]
    fn a_name_may_stand_alone_after_a_preposition_and_where_a_sentence_begins() {
        let read = split("từ cam lộ. tân thành báo cáo");
        let places: Vec<usize> = (0..read.len()).filter(|n| maybe(&read, *n)).collect();
        assert_eq!(places, [0, 1, 3]);
    }

    #[test]
    fn the_same_word_inside_another_announces_nothing() {
        for text in ["các anh em", "công tác phòng chống", "kinh tế xã hội", "theo kịch bản cũ", "xã, cam", "cam"]
        {
            assert_eq!(at_the_end_of(text), None, "{text}");
        }
    }
}
