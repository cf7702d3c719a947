//! A passage with what made it.

use giaoban_models::minutes::{Passage, PassageKind};

/// A passage of the draft and the rules that made it, so that a mistake is mended in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The passage.
    pub passage: Passage,
    /// The rule that gave it its place and form: `heading`, `section`, `topic`, `opening-of-chair`, `opening-of-secretary`,
    /// `opening-without-words`, `report`, `opinion`, `question`, `question-and-answer`, `vote`, `order`, `extension`, `suspension`,
    /// `cancellation`, `decision`, `no-conclusion`, `closing`.
    pub rule: &'static str,
    /// The rules that changed the words of speech in it, each once.
    pub rewrites: Vec<&'static str>,
}

impl Explained {
    /// `passage`, made by `rule` from words that stood so.
    pub(super) fn new(passage: Passage, rule: &'static str) -> Self {
        Self { passage, rule, rewrites: vec![] }
    }

    /// A plain passage resting on nothing said.
    pub(super) fn plain(kind: PassageKind, text: impl Into<String>, rule: &'static str) -> Self {
        Self::new(Passage::plain(kind, text), rule)
    }

    /// With the rules that changed its words.
    pub(super) fn rewritten<'a>(mut self, rules: impl IntoIterator<Item = &'a &'static str>) -> Self {
        for rule in rules {
            if !self.rewrites.contains(rule) {
                self.rewrites.push(rule);
            }
        }
        self
    }
}
