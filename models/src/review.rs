//! Review of minutes (xem xét, góp ý): sent to the chair's office, remarked on passage by passage, sent back with a reason.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::CommentId;
use crate::minutes::PassageKind;
use crate::refusal::Refusal;

/// Characters of a remark at most.
pub const LONGEST_REMARK: usize = 2_000;
/// Characters of the words a remark is about, and of what is suggested in their place, at most.
pub const LONGEST_QUOTE: usize = 4_000;
/// Remarks on one text at most.
pub const MOST_COMMENTS: i64 = 500;

/// Something done with the text as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStep {
    /// Trình: sent to the chair's office.
    Submitted,
    /// Trả lại: sent back with a reason.
    Returned,
}

impl ReviewStep {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned => "returned",
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Submitted, Self::Returned].into_iter().find(|step| step.code() == code)
    }
}

/// A step with its author; append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewEvent {
    /// When.
    pub at: Moment,
    /// What.
    pub step: ReviewStep,
    /// Who.
    pub by: String,
    /// Remark or reason; may be empty.
    pub note: String,
}

/// What became of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CommentDecision {
    /// Tiếp thu: taken; a suggestion is in the text.
    Accepted,
    /// Không tiếp thu, with a reason.
    Rejected,
}

impl CommentDecision {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// The decision of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Accepted, Self::Rejected].into_iter().find(|decision| decision.code() == code)
    }
}

/// A remark on words of the text (góp ý), with a suggested wording or without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Comment {
    /// Identity.
    pub id: CommentId,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// Place of the passage then, from 0.
    pub place: u32,
    /// The words it is about, as they stood then.
    pub quote: String,
    /// The remark; may be empty beside a suggestion.
    pub words: String,
    /// What should stand in place of the quote.
    pub suggestion: Option<String>,
    /// What became of it; none as long as nobody has decided.
    pub decision: Option<CommentDecision>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Moment>,
    /// Why; may be empty.
    pub reason: Option<String>,
}

/// A remark as it is sent: `POST /api/meetings/{id}/minutes/comments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewComment {
    /// Place of the passage, from 0.
    pub place: u32,
    /// The words it is about, as they stand in the passage.
    pub quote: String,
    /// The remark; may be empty beside a suggestion.
    #[serde(default)]
    pub words: String,
    /// What should stand in place of the quote.
    #[serde(default)]
    pub suggestion: Option<String>,
}

impl NewComment {
    /// Composed and within the limits.
    ///
    /// # Errors
    /// [`Refusal::TextEmpty`] without remark and suggestion or without words it is about, [`Refusal::TooLarge`].
    pub fn checked(self) -> Result<Self, Refusal> {
        let count = |text: &str| text.chars().count();
        let one = Self {
            words: crate::text::kept(&self.words),
            suggestion: self.suggestion.map(|text| crate::text::kept(&text)).filter(|text| *text != self.quote),
            ..self
        };
        if one.quote.trim().is_empty() || (one.words.is_empty() && one.suggestion.is_none()) {
            return Err(Refusal::TextEmpty);
        }
        let suggested = one.suggestion.as_deref().map_or(0, count);
        if count(&one.words) > LONGEST_REMARK || count(&one.quote).max(suggested) > LONGEST_QUOTE {
            return Err(Refusal::TooLarge);
        }
        Ok(one)
    }
}

/// What became of a stretch of text between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// In both.
    Same,
    /// Only in the newer one.
    Added,
    /// Only in the older one.
    Removed,
}

/// A stretch of words of one fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedPiece {
    /// Its fate.
    pub change: Compared,
    /// The words.
    pub text: String,
}

/// A passage of two versions at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedPassage {
    /// What it is on the page.
    pub kind: PassageKind,
    /// In reading order; what was taken out stands before what came in its place.
    pub pieces: Vec<ComparedPiece>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(words: &str, suggestion: Option<&str>) -> NewComment {
        NewComment { place: 0, quote: "xã An".into(), words: words.into(), suggestion: suggestion.map(Into::into) }
    }

    #[test]
    fn a_remark_says_something_about_something() {
        assert!(remark("sai tên", None).checked().is_ok() && remark("", Some("xã Bình")).checked().is_ok());
        assert_eq!(remark(" ", None).checked(), Err(Refusal::TextEmpty));
        assert_eq!(remark("", Some("xã An")).checked(), Err(Refusal::TextEmpty), "the same words are no suggestion");
        assert_eq!(NewComment { quote: " ".into(), ..remark("a", None) }.checked(), Err(Refusal::TextEmpty));
    }

    #[test]
    fn a_remark_over_the_limits_is_refused() {
        assert_eq!(remark(&"ă".repeat(LONGEST_REMARK + 1), None).checked(), Err(Refusal::TooLarge));
        assert_eq!(remark("", Some(&"ă".repeat(LONGEST_QUOTE + 1))).checked(), Err(Refusal::TooLarge));
    }
}
