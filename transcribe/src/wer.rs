//! Word error rate: the share of words that would have to be changed, left out or put in.
//!
//! Before words are compared they are composed (NFC), lower-cased, freed of punctuation, and the place of the tone is
//! made one (*hoà* = *hòa*): spellings a reader takes for the same word.

use std::ops::AddAssign;

use giaoban_models::text::tone_free_key;
use serde::{Deserialize, Serialize};

/// Counts of a comparison; comparisons add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errors {
    /// Words of the reference.
    pub words: u64,
    /// Words put for others.
    pub substitutions: u64,
    /// Words of the reference that are missing.
    pub deletions: u64,
    /// Words too many.
    pub insertions: u64,
}

impl Errors {
    /// Changed, missing and surplus words for each hundred of the reference; 0 when both are empty.
    #[must_use]
    pub fn percent(&self) -> f64 {
        let wrong = self.substitutions + self.deletions + self.insertions;
        100.0 * wrong as f64 / self.words.max(1) as f64
    }
}

impl AddAssign for Errors {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.substitutions += other.substitutions;
        self.deletions += other.deletions;
        self.insertions += other.insertions;
    }
}

/// The words of a text as they are compared.
#[must_use]
pub fn comparable(text: &str) -> Vec<String> {
    let bare: String = tone_free_key(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    bare.split_whitespace().map(tone_free_key).collect()
}

/// One step of the fewest edits from what was said to what was heard; places in [`comparable`] words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// This word said was heard as that one.
    Same(usize, usize),
    /// This word said became that one.
    Put(usize, usize),
    /// This word said is missing before that one heard.
    Missing(usize, usize),
    /// Before this word said, that one was heard too much.
    Surplus(usize, usize),
}

/// The fewest edits in order (Levenshtein), a substitution before a deletion and an insertion.
#[must_use]
pub fn edits(said: &[String], heard: &[String]) -> Vec<Edit> {
    let width = heard.len() + 1;
    let mut cost: Vec<usize> = (0..width).collect();
    cost.resize(width * (said.len() + 1), 0);
    for i in 1..=said.len() {
        cost[i * width] = i;
        for j in 1..width {
            let put = cost[(i - 1) * width + j - 1] + usize::from(said[i - 1] != heard[j - 1]);
            cost[i * width + j] = put.min(cost[(i - 1) * width + j] + 1).min(cost[i * width + j - 1] + 1);
        }
    }
    let (mut i, mut j, mut edits) = (said.len(), heard.len(), Vec::new());
    while i + j > 0 {
        let here = cost[i * width + j];
        let wrong = i > 0 && j > 0 && said[i - 1] != heard[j - 1];
        if i > 0 && j > 0 && here == cost[(i - 1) * width + j - 1] + usize::from(wrong) {
            (i, j) = (i - 1, j - 1);
            edits.push(if wrong { Edit::Put(i, j) } else { Edit::Same(i, j) });
        } else if i > 0 && here == cost[(i - 1) * width + j] + 1 {
            i -= 1;
            edits.push(Edit::Missing(i, j));
        } else {
            j -= 1;
            edits.push(Edit::Surplus(i, j));
        }
    }
    edits.reverse();
    edits
}

/// Compares what was heard with what was said.
#[must_use]
pub fn compare(said: &str, heard: &str) -> Errors {
    let said = comparable(said);
    let mut errors = Errors { words: said.len() as u64, ..Errors::default() };
    for edit in edits(&said, &comparable(heard)) {
        match edit {
            Edit::Same(..) => {}
            Edit::Put(..) => errors.substitutions += 1,
            Edit::Missing(..) => errors.deletions += 1,
            Edit::Surplus(..) => errors.insertions += 1,
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_composition_and_tone_place_do_not_count() {
        let errors = compare("Uỷ ban, \"Hoà Bình\"; thuý.", "ủy ban ho\u{300}a bi\u{300}nh thúy");
        assert_eq!(errors, Errors { words: 5, ..Errors::default() });
    }

    #[test]
    fn a_word_before_a_comma_is_folded_too() {
        assert_eq!(comparable("Khánh Hoà, Thuỷ-Hoà"), ["khánh", "hòa", "thủy", "hòa"]);
    }

    #[test]
    fn each_kind_of_error_is_counted() {
        let errors = compare("một hai ba bốn năm", "một ba bốn tư năm sáu");
        assert_eq!(errors.words, 5);
        assert_eq!((errors.substitutions, errors.deletions, errors.insertions), (0, 1, 2));
        assert_eq!(errors.percent(), 60.0);
    }

    #[test]
    fn edits_tell_which_words_are_wrong() {
        let found = edits(&comparable("xã cam lộ họp"), &comparable("xã cam nộ này họp"));
        assert_eq!(found, [Edit::Same(0, 0), Edit::Same(1, 1), Edit::Put(2, 2), Edit::Surplus(3, 3), Edit::Same(3, 4)]);
    }

    #[test]
    fn a_wrong_tone_is_a_wrong_word() {
        assert_eq!(compare("thanh hóa", "thành hóa").substitutions, 1);
    }

    #[test]
    fn empty_texts_compare() {
        assert_eq!(compare("", "").percent(), 0.0);
        assert_eq!(compare("a b", "").deletions, 2);
        assert_eq!(compare("", "a").insertions, 1);
    }
}
