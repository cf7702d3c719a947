//! Phrases found by their first word, so that long lists cost nothing where none of them begins.

use std::collections::HashMap;

use super::words::{Word, begins};

/// What is said and what stands for it.
pub(super) struct Phrasebook {
    by_first: HashMap<&'static str, Vec<(&'static str, &'static str)>>,
}

impl Phrasebook {
    /// Of `phrases`: said, written; the said in lower case, words apart by one space.
    pub fn new(phrases: &[(&'static str, &'static str)]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<(&'static str, &'static str)>> = HashMap::new();
        for (said, written) in phrases {
            by_first.entry(said.split(' ').next().unwrap_or_default()).or_default().push((said, written));
        }
        Self { by_first }
    }

    /// The phrases at the beginning of `words`: how many words, what was said, what stands for it.
    pub fn at<'a>(&'a self, words: &'a [Word]) -> impl Iterator<Item = (usize, &'static str, &'static str)> + 'a {
        let known = words.first().and_then(|first| self.by_first.get(first.key.as_str()));
        known
            .into_iter()
            .flatten()
            .filter_map(move |(said, written)| begins(words, said).map(|count| (count, *said, *written)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::words::words;

    #[test]
    fn every_phrase_that_begins_there_is_found_and_no_other() {
        let book = Phrasebook::new(&[("cái này", "việc này"), ("cái", ""), ("này", "")]);
        let all = words("cái này khó");
        let found: Vec<usize> = book.at(&all).map(|(count, ..)| count).collect();
        assert_eq!(found, [2, 1]);
        assert_eq!(book.at(&all[2..]).count(), 0);
    }
}
