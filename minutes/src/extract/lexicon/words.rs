//! A list of words of one or more syllables, found at a place of a text without going through the list.

use std::collections::HashMap;

use giaoban_models::text;

use super::{LexiconError, MOST_SYLLABLES, MOST_WORDS};
use crate::syllable::Syllable;

/// Words by their first and by their last syllable, longest first.
#[derive(Clone, Debug, Default)]
pub struct Words {
    by_first: HashMap<String, Vec<Vec<String>>>,
    by_last: HashMap<String, Vec<Vec<String>>>,
}

impl Words {
    pub fn new(name: &'static str, words: &[String]) -> Result<Self, LexiconError> {
        if words.len() > MOST_WORDS {
            return Err(LexiconError::TooMany(name));
        }
        let mut all = Self::default();
        for word in words {
            let key = text::tone_free_key(word);
            let syllables: Vec<String> = key.split(' ').filter(|s| !s.is_empty()).map(str::to_owned).collect();
            let (Some(first), Some(last)) = (syllables.first().cloned(), syllables.last().cloned()) else {
                return Err(LexiconError::Word(name, word.clone()));
            };
            if syllables.len() > MOST_SYLLABLES {
                return Err(LexiconError::Word(name, word.clone()));
            }
            all.by_first.entry(first).or_default().push(syllables.clone());
            all.by_last.entry(last).or_default().push(syllables);
        }
        for words in all.by_first.values_mut().chain(all.by_last.values_mut()) {
            words.sort_by_key(|w| std::cmp::Reverse(w.len()));
        }
        Ok(all)
    }

    /// Syllables of the longest word that begins at `at`, with no end of sentence inside.
    pub fn at(&self, of: &[Syllable], at: usize) -> Option<usize> {
        let words = self.by_first.get(&of.get(at)?.key)?;
        words.iter().map(|word| (word, at)).find(|(word, from)| reads(of, *from, word)).map(|(word, _)| word.len())
    }

    /// Syllables of the longest word that ends just before `end`.
    pub fn before(&self, of: &[Syllable], end: usize) -> Option<usize> {
        let words = self.by_last.get(&of.get(end.checked_sub(1)?)?.key)?;
        words.iter().find(|word| end >= word.len() && reads(of, end - word.len(), word)).map(Vec::len)
    }

    /// Whether a word of exactly `len` syllables begins at `at`.
    pub fn fills(&self, of: &[Syllable], at: usize, len: usize) -> bool {
        let words = of.get(at).and_then(|s| self.by_first.get(&s.key));
        words.is_some_and(|words| words.iter().any(|word| word.len() == len && reads(of, at, word)))
    }
}

fn reads(of: &[Syllable], at: usize, word: &[String]) -> bool {
    let Some(part) = of.get(at..at + word.len()) else { return false };
    part.iter().zip(word).all(|(s, w)| s.key == *w) && !part[..part.len() - 1].iter().any(|s| s.mark.ends_sentence())
}
