//! Where words that were heard stand in the text written of them (đối chiếu lời nói với dạng viết).
//!
//! Figures, capitals, marks and corrections make two texts of one stretch of speech; most words are the same in both, in the
//! same order. What lies between two such words in the one lies between them in the other.

use std::ops::Range;

use giaoban_models::text::tone_free_key;

use crate::syllable::Syllable;

/// Words compared at most; a stretch of speech is far shorter, and the work grows with the square.
const MOST: usize = 1500;

/// A word with its place.
struct Word {
    at: Range<usize>,
    key: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut begun = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begun, c.is_alphanumeric()) {
            (None, true) => begun = Some(at),
            (Some(from), false) => {
                words.push(Word { at: from..at, key: tone_free_key(&text[from..at]) });
                begun = None;
            }
            _ => {}
        }
    }
    words
}

/// The stretch of `written` that says what `part` of `heard` says: from its first to its last word, the mark after the last one
/// left out. The whole of `written` when the two have nothing in common there.
///
/// # Panics
/// When `part` is not within `heard`.
#[must_use]
pub fn written_of(heard: &str, part: Range<usize>, written: &str) -> Range<usize> {
    let (spoken, shown) = (words(heard), words(written));
    let inside: Vec<usize> =
        (0..spoken.len()).filter(|n| spoken[*n].at.start < part.end && part.start < spoken[*n].at.end).collect();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return 0..written.len() };
    if spoken.len() > MOST || shown.len() > MOST || shown.is_empty() {
        return 0..written.len();
    }
    let pairs = common(spoken.len(), shown.len(), |n, m| spoken[n].key == shown[m].key);
    // From the word after the last common one before the part to the word before the first common one behind it.
    let from = pairs.iter().find(|(n, _)| n == first).map(|(_, m)| *m);
    let before = pairs.iter().rev().find(|(n, _)| n < first).map_or(0, |(_, m)| m + 1);
    let to = pairs.iter().find(|(n, _)| n == last).map(|(_, m)| m + 1);
    let behind = pairs.iter().find(|(n, _)| n > last).map_or(shown.len(), |(_, m)| *m);
    let (from, to) = (from.unwrap_or(before), to.unwrap_or(behind));
    if from >= to {
        return 0..written.len();
    }
    shown[from].at.start..shown[to - 1].at.end
}

/// The longest series of syllables that two texts have in common, as pairs of places; none where they are too long to compare.
pub(crate) fn common_keys(a: &[Syllable], b: &[Syllable]) -> Option<Vec<(usize, usize)>> {
    (a.len() <= MOST && b.len() <= MOST).then(|| common(a.len(), b.len(), |n, m| a[n].key == b[m].key))
}

/// The longest common series of words, as pairs of places (Wagner and Fischer, 1974).
fn common(spoken: usize, shown: usize, same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let width = shown + 1;
    let mut best = vec![0u16; (spoken + 1) * width];
    for n in (0..spoken).rev() {
        for m in (0..shown).rev() {
            best[n * width + m] = if same(n, m) {
                best[(n + 1) * width + m + 1] + 1
            } else {
                best[(n + 1) * width + m].max(best[n * width + m + 1])
            };
        }
    }
    let (mut n, mut m, mut pairs) = (0, 0, Vec::new());
    while n < spoken && m < shown {
        if same(n, m) {
            pairs.push((n, m));
            (n, m) = (n + 1, m + 1);
        } else if best[(n + 1) * width + m] >= best[n * width + m + 1] {
            n += 1;
        } else {
            m += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(heard: &str, part: &str, written: &str) -> String {
        let at = heard.find(part).expect("the part is there");
        written[written_of(heard, at..at + part.len(), written)].to_owned()
    }

    #[test]
    fn a_part_with_figures_names_and_marks_is_found_in_the_written_text() {
        let heard = "vâng giao phòng tài chính báo cáo trước ngày mười lăm tháng mười một rồi nghỉ";
        let written = "Vâng. Giao Phòng Tài chính báo cáo trước ngày 15/11, rồi nghỉ.";
        assert_eq!(shown(heard, "giao phòng tài chính báo cáo", written), "Giao Phòng Tài chính báo cáo");
        assert_eq!(shown(heard, "báo cáo trước ngày mười lăm tháng mười một", written), "báo cáo trước ngày 15/11");
        assert_eq!(shown(heard, "mười lăm tháng mười một rồi", written), "15/11, rồi");
    }

    #[test]
    fn a_corrected_word_within_or_at_the_end_of_a_part_is_no_obstacle() {
        let (heard, written) = ("giao xã cam nộ rà soát", "Giao xã Cam Lộ rà soát.");
        assert_eq!(shown(heard, "giao xã cam nộ", written), "Giao xã Cam Lộ");
        assert_eq!(shown(heard, "nộ rà soát", written), "Lộ rà soát");
    }

    #[test]
    fn texts_without_a_word_in_common_give_the_whole() {
        assert_eq!(shown("một hai ba", "hai", "x y"), "x y");
        assert_eq!(written_of("", 0..0, "x"), 0..1);
    }

    proptest! {
        #[test]
        fn any_two_texts_give_a_stretch_of_the_written_one(heard in ".{0,60}", written in ".{0,60}") {
            let found = written_of(&heard, 0..heard.len(), &written);
            prop_assert!(written.get(found).is_some());
        }

        #[test]
        fn a_text_is_found_in_itself(words in proptest::collection::vec("[a-zđ]{1,6}", 1..12), n in 0usize..12) {
            let text = words.join(" ");
            let n = n % words.len();
            let at: usize = words[..n].iter().map(|word| word.len() + 1).sum();
            prop_assert_eq!(written_of(&text, at..text.len(), &text), at..text.len());
        }
    }
}
