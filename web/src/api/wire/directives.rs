//! Wire types of directives and of the proposals they come from.

use giaoban_models::clock::Moment;
use giaoban_models::directive::{
    DirectiveEvent, DirectiveEventKind, DirectiveState, Document, NamedUnit, Proposal, Timeliness,
};
use giaoban_models::id::{DirectiveId, MeetingId, ProposalId, TrackId, UnitId, UtteranceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A sentence a directive or proposal rests on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SourceSentence {
    /// The sentence.
    pub utterance: UtteranceId,
    /// Who said it.
    pub speaker_name: String,
    /// In what post.
    pub speaker_post: String,
    /// When.
    pub began_at: Moment,
    /// The words.
    pub written: String,
    /// The recording.
    pub track: TrackId,
    /// Beginning in it, milliseconds.
    #[ts(as = "f64")]
    pub t0: i64,
    /// End in it, milliseconds.
    #[ts(as = "f64")]
    pub t1: i64,
    /// Whether this account can hear it here and now.
    pub playable: bool,
}

/// A proposed directive with what was decided: `GET /api/meetings/{id}/proposals` gives a list, in order of speech.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ProposalCard {
    /// Identity.
    pub id: ProposalId,
    /// What is proposed.
    pub proposal: Proposal,
    /// Whether the rules are sure enough to suggest it; else it is only listed as possible.
    pub suggested: bool,
    /// Names of the leads, in the order of `proposal.lead_units`.
    pub lead_names: Vec<String>,
    /// Names of the co-operating units.
    pub co_names: Vec<String>,
    /// What it rests on.
    pub sources: Vec<SourceSentence>,
    /// What was decided; none yet.
    pub decision: Option<Decision>,
    /// Directives made from it.
    pub directives: Vec<DirectiveCard>,
}

/// What a person decided on a proposal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Decision {
    /// Accepted (as it was or changed), or rejected.
    pub accepted: bool,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Why it was rejected; may be empty.
    pub reason: String,
}

/// `POST /api/proposals/{id}/acceptance`, and with `utterances` `POST /api/meetings/{id}/directives` for one that was not
/// proposed. Answered with the directives made: one for each lead unit (a group is its members).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Acceptance {
    /// Đơn vị chủ trì: one directive each.
    pub lead_units: Vec<UnitId>,
    /// Đơn vị phối hợp.
    pub co_units: Vec<UnitId>,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or none.
    pub due: Option<String>,
    /// Thường xuyên, định kỳ.
    pub recurring: bool,
    /// Có điều kiện.
    pub conditional: bool,
    /// What was said, for a directive that was not proposed; left out for an accepted proposal.
    pub utterances: Option<Vec<UtteranceId>>,
}

/// `POST /api/proposals/{id}/rejection`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Rejection {
    /// Why; may be empty.
    pub reason: String,
}

/// A directive in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DirectiveCard {
    /// Identity.
    pub id: DirectiveId,
    /// Mã nhiệm vụ: "CĐ-2026-000123".
    pub code: String,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Đơn vị chủ trì now.
    pub lead: NamedUnit,
    /// The unit it was assigned to, when another has taken over since.
    pub assigned_to: Option<NamedUnit>,
    /// Đơn vị phối hợp.
    pub co_units: Vec<NamedUnit>,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Title of the meeting.
    pub meeting_title: String,
    /// Ngày chỉ đạo, `YYYY-MM-DD`.
    pub directed_on: String,
    /// Lãnh đạo chỉ đạo.
    pub leader_name: String,
    /// Due date now, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub due: Option<String>,
    /// The date the unit asks for, while nobody has decided on it.
    pub asked_due: Option<String>,
    /// How often the unit was urged.
    pub urges: u32,
    /// The phrase it came from.
    pub due_text: Option<String>,
    /// Due date falls on a day off: kept, and warned about.
    pub due_on_day_off: bool,
    /// Where it stands.
    pub state: DirectiveState,
    /// How it stands against its due date today.
    pub timeliness: Timeliness,
    /// Days past the due date; negative: days left; none without a due date or when it is over.
    pub days_late: Option<i32>,
    /// Thường xuyên.
    pub recurring: bool,
    /// Có điều kiện.
    pub conditional: bool,
}

/// How many there are: total = done on time + done late + within (due soon among them) + overdue + no due date + stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DirectiveCounts {
    /// Tổng số.
    pub total: u32,
    /// Hoàn thành đúng hạn.
    pub done_on_time: u32,
    /// Hoàn thành quá hạn.
    pub done_late: u32,
    /// Đang thực hiện trong hạn, those due soon among them.
    pub within: u32,
    /// Sắp đến hạn (three days or less).
    pub due_soon: u32,
    /// Đang thực hiện quá hạn.
    pub overdue: u32,
    /// Không thời hạn, not done.
    pub no_due_date: u32,
    /// Tạm dừng, thu hồi.
    pub stopped: u32,
}

/// Counts of one lead unit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UnitCounts {
    /// The unit.
    pub unit: NamedUnit,
    /// Its directives.
    pub counts: DirectiveCounts,
}

/// `GET /api/directives?mine=1&waiting=1&unit=&meeting=&state=&timeliness=`: those the account may see, what is owed first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DirectiveList {
    /// The moment the figures are of.
    pub as_of: Moment,
    /// Over everything in the filter but `state` and `timeliness`.
    pub counts: DirectiveCounts,
    /// The same by state, in the order of the life cycle; states without any are left out.
    pub states: Vec<StateCount>,
    /// The same by lead unit, most overdue first.
    pub units: Vec<UnitCounts>,
    /// The directives, overdue first, then by due date.
    pub directives: Vec<DirectiveCard>,
}

/// How many directives are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StateCount {
    /// The state.
    pub state: DirectiveState,
    /// How many.
    pub count: u32,
}

/// `GET /api/directives/{id}`, and the answer to every event.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DirectivePage {
    /// The directive.
    pub card: DirectiveCard,
    /// Nguyên văn.
    pub quote: String,
    /// The clause of the minutes that words it; none while no minutes say it.
    pub clause: Option<String>,
    /// Number and sign of the issued minutes.
    pub document_number: Option<String>,
    /// Original due date, when it was moved.
    pub original_due: Option<String>,
    /// The sentences it rests on.
    pub sources: Vec<SourceSentence>,
    /// Directives of the same order to other units.
    pub siblings: Vec<DirectiveCard>,
    /// Its history, oldest first.
    pub events: Vec<DirectiveEvent>,
    /// What this account may do to it now, as answers (lead unit) or as decisions (giver, monitoring officer).
    pub may: Vec<DirectiveEventKind>,
    /// May read the minutes and the transcript it came from.
    pub may_read_meeting: bool,
}

/// `POST /api/directives/{id}/answers` (accepted, returned, progressed, reported, extension_asked; by the lead unit) and
/// `POST /api/directives/{id}/decisions` (confirmed, sent_back, insisted, extended, extension_refused, urged, handed_over,
/// suspended, resumed, cancelled).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DirectiveStep {
    /// What happens.
    pub kind: DirectiveEventKind,
    /// Report, reason or remark. A report, a return, a sending back, an urging, a suspension, a cancellation, a request
    /// for an extension and its refusal need one.
    pub note: String,
    /// The new due date, for an extension and a request for one.
    #[serde(default)]
    pub due: Option<String>,
    /// The letter of an urging, the decision of a hand-over.
    #[serde(default)]
    pub document: Option<Document>,
    /// The unit that takes over.
    #[serde(default)]
    pub to: Option<UnitId>,
}
