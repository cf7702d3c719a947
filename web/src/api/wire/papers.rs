//! Wire types of invitations and notices: `/api/meetings/{id}/papers`, `/api/papers/{id}...`.

use giaoban_models::id::PaperId;
use giaoban_models::paper::{Paper, PaperContent, PaperEvent, PaperKind, PaperVersion};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MeetingCard;

/// `GET /api/meetings/{id}/papers`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperList {
    /// The meeting, with the clocks the law sets it.
    pub card: MeetingCard,
    /// Its papers that the account may read, oldest first.
    pub papers: Vec<Paper>,
    /// Kinds that can be drafted now.
    pub may_draft: Vec<PaperKind>,
}

/// `POST /api/meetings/{id}/papers`: draft one; answered by its [`PaperPage`].
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NewPaper {
    /// What.
    pub kind: PaperKind,
}

/// `GET /api/papers/{id}`, and the answer to everything that is done with a paper.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperPage {
    /// The meeting.
    pub card: MeetingCard,
    /// Which, and where it stands.
    pub paper: Paper,
    /// As it is set on paper.
    pub content: PaperContent,
    /// The text as a person writes it: a block a line, "1." a clause, "a)" a point, "- " a line of a list.
    pub text: String,
    /// What was done, oldest first.
    pub events: Vec<PaperEvent>,
    /// Frozen versions, newest first.
    pub versions: Vec<PaperVersion>,
    /// The paper that replaces this one.
    pub replaced_by: Option<PaperId>,
    /// May write.
    pub may_edit: bool,
    /// May send it to the chair now.
    pub may_submit: bool,
    /// May send it back now.
    pub may_return: bool,
    /// May approve it now.
    pub may_approve: bool,
    /// May number and issue it now.
    pub may_issue: bool,
    /// May recall it now.
    pub may_recall: bool,
    /// May draft one that replaces it now.
    pub may_correct: bool,
}

/// `POST /api/papers/{id}/text`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperText {
    /// The revision it was written on; another one in between refuses it.
    #[ts(as = "f64")]
    pub revision: i64,
    /// Trích yếu.
    pub title: String,
    /// Địa danh.
    pub place: String,
    /// The text, a block a line.
    pub text: String,
    /// Lines above the name of who signs.
    pub posts: Vec<String>,
    /// Name of who signs.
    pub name: String,
    /// Lines of "Nơi nhận".
    pub recipients: Vec<String>,
    /// With the table of assigned tasks as an annex.
    pub tasks: bool,
    /// With the list of who attended as an annex.
    pub attendance: bool,
}

/// `POST /api/papers/{id}/submission`, `/return`, `/recall`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperNote {
    /// Remark or reason.
    #[serde(default)]
    pub note: String,
}

/// `POST /api/papers/{id}/approval`: of exactly the text that was read.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperApproval {
    /// Its revision.
    #[ts(as = "f64")]
    pub revision: i64,
}
