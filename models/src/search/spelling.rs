//! One wrong letter: words of the index that a word nobody wrote may have been meant for.

use std::collections::HashMap;

use tantivy::{Searcher, Term as Word};

use super::asked::Term;
use super::schema::Fields;

/// Words one word may have been meant for: the most frequent ones.
const MOST_MEANT: usize = 12;
/// Letters of a word that is mended; of shorter ones too many are one letter apart.
const SHORTEST: usize = 3;

/// Which words are mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelled {
    /// Those that stand nowhere.
    Unknown,
    /// All of them, when together they find nothing.
    Every,
}

/// Adds to each word what it may have been meant for: one letter left out, added, changed, or two of them swapped. Figures
/// are what they are.
pub(super) fn spell(searcher: &Searcher, fields: &Fields, terms: &mut [Term], which: Spelled) -> tantivy::Result<()> {
    for term in terms {
        let letters: Vec<char> = term.token.plain.chars().collect();
        if term.token.figure || letters.len() < SHORTEST || !term.typos.is_empty() {
            continue;
        }
        let known = || searcher.doc_freq(&Word::from_field_text(fields.plain, &term.token.plain));
        if which == Spelled::Unknown && (known()? > 0 || (term.open && begins(searcher, fields, &term.token.plain)?)) {
            continue;
        }
        let mut near: HashMap<String, u32> = HashMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(fields.plain)?;
            let mut words = index.terms().stream()?;
            while words.advance() {
                let Ok(word) = std::str::from_utf8(words.key()) else { continue };
                if is_near(&letters, word) {
                    *near.entry(word.to_owned()).or_default() += words.value().doc_freq;
                }
            }
        }
        let mut near: Vec<(String, u32)> = near.into_iter().collect();
        near.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        term.typos = near.into_iter().take(MOST_MEANT).map(|(word, _)| word).collect();
    }
    Ok(())
}

/// Whether any word of the index begins so.
fn begins(searcher: &Searcher, fields: &Fields, beginning: &str) -> tantivy::Result<bool> {
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.plain)?;
        let mut words = index.terms().range().ge(beginning.as_bytes()).into_stream()?;
        if words.advance() && words.key().starts_with(beginning.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether `word` is one letter left out, added or changed, or two neighbours swapped, away from `typed`; not itself.
fn is_near(typed: &[char], word: &str) -> bool {
    // A letter has one byte without marks; figures never stand for words.
    if word.len().abs_diff(typed.len()) > 1 || word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let word: Vec<char> = word.chars().collect();
    let same = typed.iter().zip(&word).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&typed[same..], &word[same..]);
    match rest.len().cmp(&other.len()) {
        std::cmp::Ordering::Greater => rest[1..] == *other,
        std::cmp::Ordering::Less => *rest == other[1..],
        std::cmp::Ordering::Equal => match (rest, other) {
            ([a, b, after @ ..], [c, d, behind @ ..]) if a == d && b == c && after == behind => true,
            ([_, after @ ..], [_, behind @ ..]) => after == behind,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_near_one_slip_away() {
        let near = |typed: &str, word: &str| is_near(&typed.chars().collect::<Vec<_>>(), word);
        for word in ["thanh", "thnh", "tahnh", "thanhf", "thinh", "hanh", "thang"] {
            assert_eq!(near("thanh", word), word != "thanh", "{word}");
        }
        for word in ["than", "thangx", "th", "htnah", "12345", "nhath"] {
            assert_eq!(near("thanh", word), word == "than", "{word}");
        }
        assert!(!near("thanh", "thoang"));
    }
}
