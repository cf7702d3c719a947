//! The full written form (dạng viết đầy đủ): figures, sentence ends, commas and capitals.
//!
//! Only case, marks and figures change, never a word; and a capital or a mark is set only where words, pauses or the
//! names of the meeting are sure of it. A text that carries marks already keeps them and gets none.

mod body;
mod capital;
mod mark;
pub mod names;
mod question;

use std::ops::Range;

use super::piece::{Piece, Written};
use super::{capital as in_capitals, explained};
use crate::syllable::{self, Mark, Syllable};
use names::Names;

/// What is known beside the words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Names of the meeting's units, places and people.
    pub names: Option<&'a Names>,
    /// Silence after each spoken word (words as white space parts them), in ms. Empty where no times are known.
    pub pauses: &'a [u32],
}

/// A change of one place of the text.
#[derive(Clone, Debug)]
struct Change {
    at: Range<usize>,
    text: String,
    rule: &'static str,
}

/// How often the form is looked at again until nothing changes; it settles at the second look on what people say.
const LOOKS: usize = 4;

/// The full written form: "dạ tháng chín có mười chín nhiệm vụ" -> "Dạ, tháng 9 có 19 nhiệm vụ."
#[must_use]
pub fn full(spoken: &str, context: &Context) -> String {
    full_explained(spoken, context).text
}

/// [`full`] with what stands behind each change and the rule that made it.
#[must_use]
pub fn full_explained(spoken: &str, context: &Context) -> Written {
    let mut written = once(spoken, context);
    for _ in 1..LOOKS {
        // Pauses belong to the words as they were heard, and have had their say.
        let again = once(&written.text, &Context { pauses: &[], ..*context });
        if again.pieces.is_empty() {
            break;
        }
        written = written.then(again);
    }
    written
}

fn once(spoken: &str, context: &Context) -> Written {
    let figures = explained(spoken);
    let pauses = pauses(spoken, &figures, context.pauses);
    // Marks that were heard or written before; those that figures bring along do not count.
    let heard = syllable::split(spoken);
    let marked = heard.iter().rev().skip(1).any(|s| s.mark != Mark::None);
    let syllables = syllable::split(&figures.text);
    let mut changes = mark::changes(&figures.text, &syllables, marked, &pauses, context.names);
    let ends = mark::sentence_ends(&figures.text, &syllables, &changes);
    changes.extend(capital::changes(&figures.text, &syllables, &ends, context.names));
    changes.sort_by_key(|change| (change.at.start, change.at.end));
    let marked = apply(&figures.text, changes);
    figures.then(marked)
}

/// Silences after bytes of the written text, longest first found: a figure's inner pauses are lost with its words.
fn pauses(spoken: &str, written: &Written, pauses: &[u32]) -> Vec<(usize, u32)> {
    if pauses.is_empty() {
        return vec![];
    }
    let mut found = vec![];
    let (mut end, mut shift, mut pieces) = (0, 0isize, written.pieces.iter().peekable());
    for (word, pause) in spoken.split_whitespace().zip(pauses) {
        end += spoken[end..].find(word).unwrap_or(0) + word.len();
        while let Some(piece) = pieces.next_if(|piece| piece.spoken.end <= end) {
            shift = isize::try_from(piece.written.end).unwrap_or(0) - isize::try_from(piece.spoken.end).unwrap_or(0);
        }
        if pieces.peek().is_none_or(|piece| piece.spoken.start >= end) {
            found.push((end.saturating_add_signed(shift), *pause));
        }
    }
    found
}

/// The text with changes that follow each other and do not overlap; one that does is left out.
fn apply(text: &str, changes: Vec<Change>) -> Written {
    let mut written = Written { text: String::with_capacity(text.len() + 16), pieces: vec![] };
    let mut copied = 0;
    for change in changes {
        if change.at.start < copied || text[change.at.clone()] == change.text {
            continue;
        }
        written.text.push_str(&text[copied..change.at.start]);
        let from = written.text.len();
        written.text.push_str(&change.text);
        copied = change.at.end;
        written.pieces.push(Piece { spoken: change.at, written: from..written.text.len(), rule: change.rule });
    }
    written.text.push_str(&text[copied..]);
    written
}

/// A syllable with its first letter raised, where that changes it.
fn raised(text: &str, of: &Syllable, rule: &'static str) -> Option<Change> {
    (!of.capital && of.key.starts_with(char::is_alphabetic)).then(|| Change {
        at: of.at.clone(),
        text: in_capitals(&text[of.at.clone()]),
        rule,
    })
}

#[cfg(test)]
mod tests;
