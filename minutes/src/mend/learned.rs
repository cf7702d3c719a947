//! Corrections learned from those who edit (sửa đã học): what was heard, and what they made of it.

use std::collections::HashMap;

use giaoban_models::text;

use super::entry::LONGEST;
use super::words::WORDS;
use crate::syllable::{self, Mark, Syllable};

/// Pairs of one corrector at most; what comes after is left out.
const MOST: usize = 20_000;
/// Times that a single syllable must have been corrected the same way before it is done unasked.
const SURE_OF_ONE: u32 = 3;

/// A correction that people made so many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// What the engine heard.
    pub heard: String,
    /// What was meant.
    pub meant: String,
    /// How often it was corrected so.
    pub count: u32,
}

/// Corrections by their first syllable.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    by_first: HashMap<String, Vec<Correction>>,
}

#[derive(Clone, Debug)]
struct Correction {
    heard: Vec<String>,
    meant: String,
}

impl Corrections {
    /// Of several meanings of the same words the one that most corrections made, if it is more than half of them.
    pub(super) fn new(pairs: &[Learned]) -> Self {
        let mut by_heard: HashMap<Vec<String>, HashMap<String, u32>> = HashMap::new();
        for pair in pairs.iter().take(MOST) {
            let (heard, meant) = (letters(&pair.heard), text::kept(&pair.meant));
            let length = 1..=LONGEST;
            if length.contains(&heard.len()) && length.contains(&syllable::split(&meant).len()) {
                let count = by_heard.entry(heard).or_default().entry(meant).or_default();
                *count = count.saturating_add(pair.count);
            }
        }
        let mut corrections = Self::default();
        for (heard, meanings) in by_heard {
            let all: u64 = meanings.values().map(|n| u64::from(*n)).sum();
            let Some((meant, count)) = meanings.into_iter().find(|(_, n)| u64::from(*n) * 2 > all) else { continue };
            let one = heard.len() == 1;
            if one && (count < SURE_OF_ONE || WORDS.is_ordinary(&heard[0])) || letters(&meant) == heard {
                continue;
            }
            corrections.by_first.entry(heard[0].clone()).or_default().push(Correction { heard, meant });
        }
        for all in corrections.by_first.values_mut() {
            all.sort_by(|a, b| b.heard.len().cmp(&a.heard.len()).then_with(|| a.heard.cmp(&b.heard)));
        }
        corrections
    }

    /// The longest correction of the words from `at` on: how many syllables, and what was meant.
    pub(super) fn at(&self, text: &str, of: &[Syllable], at: usize) -> Option<(usize, &str)> {
        if self.by_first.is_empty() {
            return None;
        }
        let said = |n: usize| of.get(n).map(|s| text[s.at.clone()].to_lowercase());
        let all = self.by_first.get(&said(at)?)?;
        let fits = |c: &&Correction| {
            c.heard
                .iter()
                .enumerate()
                .all(|(n, word)| said(at + n).as_ref() == Some(word) && (n == 0 || of[at + n - 1].mark == Mark::None))
        };
        all.iter().find(fits).map(|c| (c.heard.len(), c.meant.as_str()))
    }
}

/// The syllables of some words in their own letters, lower case.
fn letters(words: &str) -> Vec<String> {
    let words = text::kept(words).to_lowercase();
    syllable::split(&words).into_iter().map(|s| words[s.at].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrected(pairs: &[(&str, &str, u32)], text: &str) -> Option<String> {
        let pairs: Vec<Learned> = pairs
            .iter()
            .map(|(heard, meant, count)| Learned {
                heard: (*heard).to_owned(),
                meant: (*meant).to_owned(),
                count: *count,
            })
            .collect();
        let read = syllable::split(text);
        let corrections = Corrections::new(&pairs);
        (0..read.len()).find_map(|n| corrections.at(text, &read, n)).map(|(_, meant)| meant.to_owned())
    }

    #[test]
    fn the_meaning_that_most_corrections_gave_is_taken_and_an_even_choice_is_not() {
        let pairs = [("cam nộ", "Cam Lộ", 3), ("cam nộ", "Cam Hộ", 1)];
        assert_eq!(corrected(&pairs, "ở cam nộ rồi").as_deref(), Some("Cam Lộ"));
        assert_eq!(corrected(&[("cam nộ", "Cam Lộ", 2), ("cam nộ", "Cam Hộ", 2)], "ở cam nộ rồi"), None);
    }

    #[test]
    fn only_whole_words_in_the_same_letters_are_corrected() {
        let pairs = [("cam nộ", "Cam Lộ", 1)];
        for text in ["cam nộp", "cam, nộ", "cảm nộ", "cam"] {
            assert_eq!(corrected(&pairs, text), None, "{text}");
        }
    }

    #[test]
    fn one_syllable_is_corrected_only_after_several_times_and_a_word_of_speech_never() {
        assert_eq!(corrected(&[("nộ", "Lộ", 2)], "nộ"), None);
        assert_eq!(corrected(&[("nộ", "Lộ", 3)], "nộ").as_deref(), Some("Lộ"));
        assert_eq!(corrected(&[("là", "Lài", 9)], "là"), None);
    }

    #[test]
    fn pairs_that_are_too_long_are_left_out() {
        let long = "tân ".repeat(LONGEST + 1);
        assert_eq!(corrected(&[(&long, "Tân", 5)], &long), None);
        assert_eq!(corrected(&[("tân an", &long, 5)], "tân an"), None);
    }
}
