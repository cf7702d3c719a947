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

/// Compares what was heard with what was said: the fewest edits (Levenshtein), a substitution before a deletion and an
/// insertion.
#[must_use]
pub fn compare(said: &str, heard: &str) -> Errors {
    let (said, heard) = (comparable(said), comparable(heard));
    // Row by row; each cell holds the edits that lead there.
    let start = |i: usize| Errors { insertions: i as u64, ..Errors::default() };
    let mut row: Vec<Errors> = (0..=heard.len()).map(start).collect();
    for expected in &said {
        let mut next = vec![Errors { deletions: row[0].deletions + 1, ..row[0] }];
        for (i, found) in heard.iter().enumerate() {
            let same = u64::from(expected != found);
            let substituted = Errors { substitutions: row[i].substitutions + same, ..row[i] };
            let deleted = Errors { deletions: row[i + 1].deletions + 1, ..row[i + 1] };
            let inserted = Errors { insertions: next[i].insertions + 1, ..next[i] };
            let cost = |e: &Errors| e.substitutions + e.deletions + e.insertions;
            next.push([substituted, deleted, inserted].into_iter().min_by_key(cost).unwrap_or(substituted));
        }
        row = next;
    }
    Errors { words: said.len() as u64, ..row.pop().unwrap_or_default() }
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
