//! What is asked for: the words of the box, taken apart, and the narrowing beside it.

use super::HitKind;
use super::tokens::{Token, tokens};
use crate::directive::DirectiveState;
use crate::id::{MeetingId, PersonId, UnitId};
use crate::text::kept;

/// Longest query, in characters; more is cut.
pub const LONGEST_QUERY: usize = 200;
/// Most syllables and figures of a query; more are left out.
pub const MOST_TERMS: usize = 24;
/// Most hits answered at once.
pub const MOST_HITS: usize = 100;
/// Hits answered unless asked otherwise.
pub const USUAL_HITS: usize = 20;

/// A query (câu hỏi tìm kiếm) as it is understood.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The words as kept, for the answer.
    pub text: String,
    /// The syllables and figures asked for, each once.
    pub terms: Vec<Term>,
    /// What stood in quotation marks: found only word for word.
    pub phrases: Vec<Phrase>,
    /// Only this kind.
    pub kind: Option<HitKind>,
    /// Only meetings from this day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Only meetings up to this day.
    pub to: Option<String>,
    /// Only what one of these units said, leads or helps with; of all units when empty.
    pub units: Vec<UnitId>,
    /// Only what this person said or ordered.
    pub person: Option<PersonId>,
    /// Only this meeting.
    pub meeting: Option<MeetingId>,
    /// Only directives in this state.
    pub state: Option<DirectiveState>,
    /// Only directives that are overdue.
    pub overdue: bool,
    /// Hits at most.
    pub limit: usize,
    /// Whether to count the hits by kind, unit, person, meeting and state too.
    pub facets: bool,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Their keys, in order.
    pub tokens: Vec<Token>,
    /// Whether any was typed with marks, so that marks must agree.
    pub marked: bool,
}

/// A syllable or figure asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its keys.
    pub token: Token,
    /// Its place in the query, for nearness.
    pub place: usize,
    /// Whether it may still be being typed.
    pub open: bool,
    /// Whether it was typed with marks, so that marks mean something.
    pub marked: bool,
    /// Words of the index it may have been meant for, when nothing is written like it.
    pub typos: Vec<String>,
}

impl Asked {
    /// Understands what was typed; none when there is nothing to look for in it.
    #[must_use]
    pub fn understood(typed: &str) -> Option<Self> {
        let cut: String = typed.chars().take(LONGEST_QUERY).collect();
        let text = kept(&cut);
        let found = tokens(&text);
        let last = found.len().checked_sub(1)?;
        // A space after the last syllable says that it is whole.
        let open_end = cut.ends_with(char::is_alphanumeric);
        let phrases = phrases(&text, &found);
        let mut terms: Vec<Term> = Vec::new();
        for (place, token) in found.into_iter().enumerate() {
            let starred = text[token.to..].starts_with('*');
            let open = (starred || place == last && open_end) && !token.figure && token.plain.chars().count() >= 2;
            if let Some(again) = terms.iter_mut().find(|term| term.token.exact == token.exact) {
                again.open |= open;
            } else if terms.len() < MOST_TERMS {
                let marked = token.exact != token.plain;
                terms.push(Term { token, place, open, marked, typos: Vec::new() });
            }
        }
        Some(Self {
            text,
            terms,
            phrases,
            kind: None,
            from: None,
            to: None,
            units: Vec::new(),
            person: None,
            meeting: None,
            state: None,
            overdue: false,
            limit: USUAL_HITS,
            facets: false,
        })
    }
}

/// What stands between quotation marks, straight or curly; a mark without its other half is none.
fn phrases(text: &str, found: &[Token]) -> Vec<Phrase> {
    let marks: Vec<usize> =
        text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '„')).map(|(at, _)| at).collect();
    let between = |pair: &[usize]| {
        let inside = |token: &&Token| token.from > pair[0] && token.to <= pair[1];
        let tokens: Vec<Token> = found.iter().filter(inside).cloned().collect();
        let marked = tokens.iter().any(|token| token.exact != token.plain);
        Phrase { tokens, marked }
    };
    marks.chunks_exact(2).map(between).filter(|phrase| !phrase.tokens.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn places(typed: &str) -> Vec<(String, usize, bool)> {
        let terms = Asked::understood(typed).unwrap().terms;
        terms.into_iter().map(|term| (term.token.exact, term.place, term.open)).collect()
    }

    #[test]
    fn only_the_last_syllable_may_still_be_being_typed_and_never_a_figure() {
        let word = |text: &str, place, open| (text.to_owned(), place, open);
        assert_eq!(places("cam tha"), [word("cam", 0, false), word("tha", 1, true)]);
        assert_eq!(places("cam tha "), [word("cam", 0, false), word("tha", 1, false)]);
        assert_eq!(places("cống 7"), [word("cống", 0, false), word("7", 1, false)]);
        assert_eq!(places("cống t"), [word("cống", 0, false), word("t", 1, false)]);
        assert_eq!(places("xã xã An"), [word("xã", 0, false), word("an", 2, true)]);
    }

    #[test]
    fn a_query_without_words_is_none_and_one_without_end_is_cut() {
        assert!(Asked::understood("  ?! … ").is_none());
        assert_eq!(Asked::understood(&"ă".repeat(1000)).unwrap().text.chars().count(), LONGEST_QUERY);
        let many: String = (0..60).map(|n| format!("{n} ")).collect();
        assert_eq!(Asked::understood(&many).unwrap().terms.len(), MOST_TERMS);
    }

    #[test]
    fn words_between_quotation_marks_are_a_phrase_and_a_star_leaves_a_word_open() {
        let asked = Asked::understood("sửa “cống số 7” \"thuy loi\" nghiem* xong \"lẻ ").unwrap();
        let phrases: Vec<(Vec<&str>, bool)> = asked
            .phrases
            .iter()
            .map(|phrase| (phrase.tokens.iter().map(|token| token.exact.as_str()).collect(), phrase.marked))
            .collect();
        assert_eq!(phrases, [(vec!["cống", "số", "7"], true), (vec!["thuy", "loi"], false)]);
        let open: Vec<&str> =
            asked.terms.iter().filter(|term| term.open).map(|term| term.token.exact.as_str()).collect();
        assert_eq!(open, ["nghiem"]);
    }

    #[test]
    fn decomposed_typing_is_understood_composed() {
        assert_eq!(Asked::understood("Tha\u{300}nh").unwrap().terms[0].token.exact, "thành");
    }
}
