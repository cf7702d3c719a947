//! What hints are worth: errors in the words of given names, and in all others.

use serde::{Deserialize, Serialize};

use crate::wer::{Edit, comparable, edits};

/// Errors beside and in names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Words said that belong to one of the names.
    pub name_words: u64,
    /// Of them missing or wrong.
    pub name_errors: u64,
    /// Other words said.
    pub other_words: u64,
    /// Errors there; a word too many counts unless it stands beside a name.
    pub other_errors: u64,
}

impl Named {
    /// Adds a comparison.
    pub(super) fn add(&mut self, names: &[Vec<String>], said: &str, heard: &str) {
        let said = comparable(said);
        let mut named = vec![false; said.len()];
        for name in names.iter().filter(|name| !name.is_empty()) {
            let found = said.windows(name.len()).enumerate().filter(|(_, words)| words == name);
            found.for_each(|(at, _)| named[at..at + name.len()].fill(true));
        }
        let is_name = |i: usize| named.get(i).copied().unwrap_or(false);
        for edit in edits(&said, &comparable(heard)) {
            match edit {
                Edit::Same(..) => {}
                Edit::Put(i, _) | Edit::Missing(i, _) if named[i] => self.name_errors += 1,
                Edit::Surplus(i, _) if is_name(i) || i > 0 && is_name(i - 1) => {}
                _ => self.other_errors += 1,
            }
        }
        let words = named.iter().filter(|name| **name).count() as u64;
        self.name_words += words;
        self.other_words += said.len() as u64 - words;
    }
}

/// What the hints of one run were worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HintsBench {
    /// Names that were said, given as hints.
    pub names: u64,
    /// Phrases that were not said, given as hints too.
    pub distractors: u64,
    /// Without hints.
    pub without: Named,
    /// With them.
    pub with: Named,
    /// Share of the errors in names that is gone.
    pub name_errors_gone_percent: f64,
    /// Word error rate lost elsewhere, points.
    pub lost_elsewhere_points: f64,
}

impl HintsBench {
    pub(super) fn of(names: usize, distractors: usize, without: Named, with: Named) -> Self {
        let elsewhere = |n: Named| 100.0 * n.other_errors as f64 / n.other_words.max(1) as f64;
        let gone = without.name_errors as f64 - with.name_errors as f64;
        Self {
            names: names as u64,
            distractors: distractors as u64,
            without,
            with,
            name_errors_gone_percent: 100.0 * gone / without.name_errors.max(1) as f64,
            lost_elsewhere_points: elsewhere(with) - elsewhere(without),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_in_names_and_elsewhere_are_told_apart() {
        let mut counted = Named::default();
        let names = [comparable("Cam Lộ"), comparable("Gio Linh")];
        counted.add(&names, "xã Cam Lộ họp sáng nay", "xã cam nộ họp chiều nay");
        assert_eq!(counted, Named { name_words: 2, name_errors: 1, other_words: 4, other_errors: 1 });
        counted.add(&names, "tới Gio Linh", "tới do lê linh");
        assert_eq!((counted.name_errors, counted.other_errors), (2, 1), "a word too many beside a name is the name's");
    }

    #[test]
    fn what_hints_win_and_lose_is_reckoned() {
        let without = Named { name_words: 10, name_errors: 8, other_words: 200, other_errors: 10 };
        let with = Named { name_errors: 2, other_errors: 11, ..without };
        let found = HintsBench::of(5, 500, without, with);
        assert_eq!((found.name_errors_gone_percent, found.lost_elsewhere_points), (75.0, 0.5));
    }
}
