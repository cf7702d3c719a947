//! The written form (dạng viết) of what an engine heard.
//!
//! Engines give lower-case words without punctuation. What stands here is only the form: numbers, dates, times, money,
//! measures, signs and numbers of documents as an office writes them; every other word stays as it was heard, and the
//! spoken form is kept beside it. Text that is already written passes unchanged.

mod date;
mod document;
mod quantity;

use crate::syllable::{self, Mark, Syllable};

/// What a rule found where it looked.
enum Step {
    /// So many syllables are written so.
    Write(usize, String),
    /// So many syllables only look like numbers and stay words.
    Keep(usize),
}

/// Number words as figures: "ngày mười lăm tháng mười" -> "ngày 15/10". Words that only look like numbers stay words.
#[must_use]
pub fn figures(spoken: &str) -> String {
    let syllables = syllable::split(spoken);
    let mut written = String::with_capacity(spoken.len());
    let (mut copied, mut at) = (0, 0);
    while at < syllables.len() {
        let step = document::step(&syllables, at)
            .or_else(|| date::step(&syllables, at))
            .or_else(|| quantity::step(&syllables, at));
        match step {
            Some(Step::Write(len, form)) => {
                written.push_str(&spoken[copied..syllables[at].at.start]);
                written.push_str(&form);
                at += len;
                copied = syllables[at - 1].at.end;
            }
            Some(Step::Keep(len)) => at += len,
            None => at += 1,
        }
    }
    written.push_str(&spoken[copied..]);
    written
}

/// [`figures`] in the form of a [`sentence`].
#[must_use]
pub fn text(spoken: &str) -> String {
    sentence(&figures(spoken))
}

/// A heard stretch as a sentence: first letter in upper case, a full stop unless it ends with a mark. Empty stays empty.
#[must_use]
pub fn sentence(spoken: &str) -> String {
    let spoken = spoken.trim();
    let mut letters = spoken.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut written: String = first.to_uppercase().chain(letters).collect();
    if !written.ends_with(['.', '?', '!', '…', ':', ';']) {
        written.push('.');
    }
    written
}

/// The key of a syllable, empty beyond the ends.
fn key(of: &[Syllable], at: usize) -> &str {
    of.get(at).map_or("", |s| s.key.as_str())
}

/// The key of the syllable before, empty at the beginning of a clause.
fn before(of: &[Syllable], at: usize) -> &str {
    match at.checked_sub(1) {
        Some(p) if of[p].mark == Mark::None => of[p].key.as_str(),
        _ => "",
    }
}

/// A word with its first letter in upper case.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
