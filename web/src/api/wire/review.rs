//! Wire types of the review of minutes: `/api/meetings/{id}/minutes/review`, `/comments`, `/comparison`.

use giaoban_models::minutes::{MinutesState, MinutesVersion, Passage};
use giaoban_models::review::{Comment, CommentDecision, ComparedPassage, ReviewEvent};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MeetingCard;

/// `GET /api/meetings/{id}/minutes/review`, and the answer to everything that is done in the review.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReviewPage {
    /// The meeting.
    pub card: MeetingCard,
    /// Where the minutes stand; none before there is a draft.
    pub state: Option<MinutesState>,
    /// Whether the text is with the chair's office.
    pub submitted: bool,
    /// Approved, but what would be issued is no longer what was approved: it has to be approved again.
    pub approval_outdated: bool,
    /// The text of now.
    pub passages: Vec<Passage>,
    /// What was done, oldest first.
    pub events: Vec<ReviewEvent>,
    /// The remarks, oldest first.
    pub comments: Vec<Comment>,
    /// Frozen versions, newest first.
    pub versions: Vec<MinutesVersion>,
    /// May send it to the chair's office now.
    pub may_submit: bool,
    /// May send it back now.
    pub may_return: bool,
    /// May approve it now.
    pub may_approve: bool,
    /// May number and issue it now.
    pub may_issue: bool,
    /// May remark on it now.
    pub may_comment: bool,
    /// May decide on remarks now.
    pub may_decide: bool,
}

/// `POST /api/comments/{id}/decision`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CommentVerdict {
    /// Taken or not.
    pub decision: CommentDecision,
    /// Why; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// `GET /api/meetings/{id}/minutes/comparison?from=1&to=2`; version 0 is the text of now.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Comparison {
    /// Both texts at once, in reading order.
    pub passages: Vec<ComparedPassage>,
}
