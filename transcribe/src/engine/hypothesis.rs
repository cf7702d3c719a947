//! What was recognised.

use serde::{Deserialize, Serialize};

/// A recognised word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Seconds from the first sample that was fed.
    pub start_s: f32,
    /// Seconds from the first sample that was fed.
    pub end_s: f32,
    /// Spelling.
    pub text: String,
    /// Probability the engine gives it, 0 to 1.
    pub p: f32,
}

/// The words of a stretch of speech.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hypothesis {
    /// The words, separated by single spaces.
    pub text: String,
    /// Each word with its time.
    pub words: Vec<Word>,
    /// Geometric mean of the word probabilities; 0 when there is no word.
    pub confidence: f32,
}

impl Hypothesis {
    /// The hypothesis that consists of these words.
    #[must_use]
    pub fn of(words: Vec<Word>) -> Self {
        let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let logs: f32 = words.iter().map(|w| w.p.clamp(1e-6, 1.0).ln()).sum();
        let confidence = if words.is_empty() { 0.0 } else { (logs / words.len() as f32).exp() };
        Self { text, words, confidence }
    }

    /// The words whose middle lies before `seconds`.
    #[must_use]
    pub fn before(self, seconds: f32) -> Self {
        Self::of(self.words.into_iter().filter(|w| (w.start_s + w.end_s) / 2.0 < seconds).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start_s: f32, text: &str, p: f32) -> Word {
        Word { start_s, end_s: start_s + 0.2, text: text.into(), p }
    }

    #[test]
    fn text_and_confidence_follow_from_the_words() {
        let both = Hypothesis::of(vec![word(0.0, "xin", 0.25), word(0.4, "chào", 1.0)]);
        assert_eq!((both.text.as_str(), both.confidence), ("xin chào", 0.5));
        assert_eq!(Hypothesis::of(vec![]), Hypothesis::default());
    }

    #[test]
    fn a_cut_keeps_the_words_whose_middle_lies_before_it() {
        let both = Hypothesis::of(vec![word(0.0, "xin", 1.0), word(0.4, "chào", 1.0)]);
        assert_eq!(both.clone().before(0.5).text, "xin");
        assert_eq!(both.before(0.51).text, "xin chào");
    }
}
