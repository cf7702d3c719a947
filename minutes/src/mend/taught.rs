//! What a correction teaches (lời sửa dạy gì): the words an engine heard, and what a person made of them.
//!
//! Only words that sound alike or names are taken: who writes "khẩn trương" for "nhanh" chose another word and mended
//! none. Figures, marks and capitals teach nothing, and a sentence written anew teaches nothing either.

use std::ops::Range;

use super::sound::Sound;
use super::words::{Use, WORDS};
use crate::align;
use crate::syllable::{self, Mark, Syllable};

/// Syllables of a pair at most, on either side.
const LONGEST: usize = 4;
/// Share of the words of a sentence that must have stayed, else it was written anew.
const STAYED: f64 = 0.5;
/// Pairs of one sentence at most.
const MOST: usize = 20;

/// Words misheard, and what was meant (từ hay nghe nhầm).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misheard {
    /// As an engine writes: lower case, no marks.
    pub heard: String,
    /// As the person wrote it; at the head of a sentence in lower case.
    pub meant: String,
}

/// The pairs of one corrected sentence: `spoken` is what the engine heard, `shown` what the machine wrote of it,
/// `corrected` what the person left.
#[must_use]
pub fn pairs(spoken: &str, shown: &str, corrected: &str) -> Vec<Misheard> {
    // What a person wrote down from the start was heard by no engine.
    if spoken == shown {
        return Vec::new();
    }
    let (heard, before, after) = (syllable::split(spoken), syllable::split(shown), syllable::split(corrected));
    let Some(stayed) = align::common_keys(&before, &after) else { return Vec::new() };
    if (stayed.len() as f64) < STAYED * before.len().max(after.len()) as f64 {
        return Vec::new();
    }
    let Some(written) = align::common_keys(&heard, &before) else { return Vec::new() };
    let mut pairs: Vec<Misheard> = gaps(&stayed, before.len(), after.len())
        .filter_map(|(was, now)| {
            let of_heard = behind(&written, &was, heard.len());
            Words { spoken, heard: &heard, corrected, after: &after }.pair(of_heard, now)
        })
        .take(MOST)
        .collect();
    pairs.dedup();
    pairs
}

/// Stretches between words that stayed, where both sides have some.
fn gaps(
    stayed: &[(usize, usize)],
    before: usize,
    after: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
    let mut last = (0, 0);
    stayed.iter().copied().chain([(before, after)]).filter_map(move |(was, now)| {
        let gap = (last.0..was, last.1..now);
        last = (was + 1, now + 1);
        (!gap.0.is_empty() && !gap.1.is_empty()).then_some(gap)
    })
}

/// The heard words that became a stretch of the written ones.
fn behind(written: &[(usize, usize)], was: &Range<usize>, heard: usize) -> Range<usize> {
    let from = written.iter().rev().find(|(_, shown)| *shown < was.start).map_or(0, |(n, _)| n + 1);
    let to = written.iter().find(|(_, shown)| *shown >= was.end).map_or(heard, |(n, _)| *n);
    from..to.max(from)
}

struct Words<'a> {
    spoken: &'a str,
    heard: &'a [Syllable],
    corrected: &'a str,
    after: &'a [Syllable],
}

impl Words<'_> {
    fn pair(&self, heard: Range<usize>, meant: Range<usize>) -> Option<Misheard> {
        let (mut heard, mut meant) = (heard, meant);
        if heard.is_empty() || heard.len() > LONGEST || meant.len() > LONGEST {
            return None;
        }
        let figures = |of: &[Syllable]| of.iter().any(|s| s.key.contains(|c: char| c.is_ascii_digit()));
        let name = meant.clone().any(|n| self.is_name(n));
        if figures(&self.heard[heard.clone()])
            || figures(&self.after[meant.clone()])
            || !(name || self.sounds_alike(&heard, &meant))
        {
            return None;
        }
        // A name is one thing: "Cam" belongs to "Lộ".
        while name
            && meant.len() < LONGEST
            && self.is_name(meant.start)
            && self.goes_left(&heard, &meant)
            && self.is_name(meant.start - 1)
        {
            (heard.start, meant.start) = (heard.start - 1, meant.start - 1);
        }
        while name
            && meant.len() < LONGEST
            && self.is_name(meant.end - 1)
            && self.goes_right(&heard, &meant)
            && self.is_name(meant.end)
        {
            (heard.end, meant.end) = (heard.end + 1, meant.end + 1);
        }
        if heard.len() == 1 {
            self.with_a_neighbour(&mut heard, &mut meant);
        }
        if heard.len() == 1 && WORDS.is_ordinary(&self.heard[heard.start].key)
            || meant.clone().take(meant.len() - 1).any(|n| self.after[n].mark > Mark::None)
        {
            return None;
        }
        let said: Vec<String> = self.heard[heard].iter().map(|s| self.spoken[s.at.clone()].to_lowercase()).collect();
        let mut wanted = self.corrected[self.after[meant.start].at.start..self.after[meant.end - 1].at.end].to_owned();
        if self.opens(meant.start) && !meant.clone().skip(1).any(|n| self.is_name(n)) {
            wanted = wanted.to_lowercase();
        }
        let said = said.join(" ");
        (said != wanted.to_lowercase()).then_some(Misheard { heard: said, meant: wanted })
    }

    /// Whether a syllable stands at the head of a sentence, where a capital says nothing.
    fn opens(&self, n: usize) -> bool {
        n == 0 || self.after[n - 1].mark.ends_sentence()
    }

    fn is_name(&self, n: usize) -> bool {
        self.after[n].capital && !self.opens(n)
    }

    fn goes_left(&self, heard: &Range<usize>, meant: &Range<usize>) -> bool {
        heard.start > 0
            && meant.start > 0
            && self.after[meant.start - 1].mark == Mark::None
            && self.heard[heard.start - 1].key == self.after[meant.start - 1].key
    }

    fn goes_right(&self, heard: &Range<usize>, meant: &Range<usize>) -> bool {
        heard.end < self.heard.len()
            && meant.end < self.after.len()
            && self.after[meant.end - 1].mark == Mark::None
            && self.heard[heard.end].key == self.after[meant.end].key
    }

    /// One syllable alone is anybody's: it is taken with the one it makes a word with, else with one that says something.
    fn with_a_neighbour(&self, heard: &mut Range<usize>, meant: &mut Range<usize>) {
        let left = self.goes_left(heard, meant).then(|| self.after[meant.start - 1].key.as_str());
        let right = self.goes_right(heard, meant).then(|| self.after[meant.end].key.as_str());
        let first = self.after[meant.start].key.as_str();
        let last = self.after[meant.end - 1].key.as_str();
        let speaks = |key: Option<&str>| key.is_some_and(|key| WORDS.use_of(key) != Use::Ordinary);
        let word_left = left.is_some_and(|key| WORDS.is_compound(key, first));
        let word_right = right.is_some_and(|key| WORDS.is_compound(last, key));
        if word_left || !word_right && (speaks(left) || left.is_some() && !speaks(right)) {
            (heard.start, meant.start) = (heard.start - 1, meant.start - 1);
        } else if right.is_some() {
            (heard.end, meant.end) = (heard.end + 1, meant.end + 1);
        }
    }

    /// As many syllables, and each shares its beginning or its rhyme with the other; "dưỡng" and "giưỡng" sound the same.
    fn sounds_alike(&self, heard: &Range<usize>, meant: &Range<usize>) -> bool {
        heard.len() == meant.len()
            && heard.clone().zip(meant.clone()).all(|(h, m)| {
                match (Sound::parse(&self.heard[h].key), Sound::parse(&self.after[m].key)) {
                    (Some(h), Some(m)) => h.onset == m.onset || h.rhyme == m.rhyme,
                    _ => false,
                }
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taught(spoken: &str, shown: &str, corrected: &str) -> Vec<(String, String)> {
        pairs(spoken, shown, corrected).into_iter().map(|pair| (pair.heard, pair.meant)).collect()
    }

    fn one(heard: &str, meant: &str) -> Vec<(String, String)> {
        vec![(heard.to_owned(), meant.to_owned())]
    }

    #[test]
    fn a_name_is_learned_whole_and_as_the_engine_heard_it() {
        let spoken = "giao xã thạch cao rà soát trước ngày mười lăm tháng mười một";
        let shown = "Giao xã Thạch Cao rà soát trước ngày 15/11.";
        let corrected = "Giao xã Thạnh Cao rà soát trước ngày 15/11.";
        assert_eq!(taught(spoken, shown, corrected), one("thạch cao", "Thạnh Cao"));
        // The machine mended to a wrong name: what counts is what was heard.
        let shown = "Giao xã Thạch Lao rà soát trước ngày 15/11.";
        assert_eq!(taught(spoken, shown, corrected), one("thạch cao", "Thạnh Cao"));
    }

    #[test]
    fn a_word_of_one_syllable_is_learned_with_the_one_it_makes_a_word_with() {
        let spoken = "tiến độ giải ngăn còn chậm";
        assert_eq!(
            taught(spoken, "Tiến độ giải ngăn còn chậm.", "Tiến độ giải ngân còn chậm."),
            one("giải ngăn", "giải ngân")
        );
    }

    #[test]
    fn another_wording_figures_marks_and_capitals_teach_nothing() {
        let spoken = "các xã làm nhanh cho tôi mười hai hộ ở thôn ba";
        let shown = "Các xã làm nhanh cho tôi 12 hộ ở thôn ba.";
        for corrected in [
            "Các xã làm khẩn trương cho tôi 12 hộ ở thôn ba.",
            "Các xã làm nhanh cho tôi 15 hộ ở thôn ba.",
            "Các xã, làm nhanh cho tôi 12 hộ ở thôn Ba!",
            "Đề nghị các địa phương tập trung hoàn thành việc rà soát.",
        ] {
            assert_eq!(taught(spoken, shown, corrected), [], "{corrected}");
        }
    }

    #[test]
    fn text_that_no_engine_heard_teaches_nothing() {
        let written = "Giao xã Thạch Cao rà soát.";
        assert_eq!(taught(written, written, "Giao xã Thạnh Cao rà soát."), []);
    }

    #[test]
    fn the_head_of_a_sentence_is_no_name() {
        let spoken = "nghiệm phu công trình xong trong tháng";
        assert_eq!(
            taught(spoken, "Nghiệm phu công trình xong trong tháng.", "Nghiệm thu công trình xong trong tháng."),
            one("nghiệm phu", "nghiệm thu")
        );
    }

    #[test]
    fn what_was_heard_in_more_words_is_learned_when_a_name_is_meant() {
        let spoken = "công ty vi na cơm lắp đường truyền";
        assert_eq!(
            taught(spoken, "Công ty vi na cơm lắp đường truyền.", "Công ty Vinacomm lắp đường truyền."),
            one("vi na cơm", "Vinacomm")
        );
    }

    proptest::proptest! {
        #[test]
        fn any_three_texts_are_read_without_harm(a in ".{0,60}", b in ".{0,60}", c in ".{0,60}") {
            for pair in pairs(&a, &b, &c) {
                proptest::prop_assert!(pair.heard.split(' ').count() <= LONGEST + 1 && !pair.meant.is_empty());
            }
        }
    }
}
