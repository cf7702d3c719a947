//! Wire types of what keeps directives going: notices, dispatching, hand-over, the review before the next meeting.

use giaoban_models::clock::Moment;
use giaoban_models::directive::{Document, NamedUnit};
use giaoban_models::id::{DirectiveId, MeetingId, UnitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::directives::DirectiveCard;

/// Something the account was told.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NoticeLine {
    /// Its number: later ones are greater.
    #[ts(as = "f64")]
    pub seq: i64,
    /// The directive it speaks of.
    pub directive: DirectiveId,
    /// Its code.
    pub code: String,
    /// Its task.
    pub task: String,
    /// The unit that leads it now.
    pub lead_name: String,
    /// "before_7", "before_3", "before_1", "day", "after_1" and so on for reminders; else the kind of a step.
    pub kind: String,
    /// The due date a reminder speaks of.
    pub due: Option<String>,
    /// When.
    pub at: Moment,
    /// Whether it was read.
    pub read: bool,
}

/// `GET /api/notices?before=`: the latest first, fifty at most.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NoticePage {
    /// How many are not read, on all pages.
    pub unread: u32,
    /// The notices.
    pub notices: Vec<NoticeLine>,
    /// Whether there may be older ones.
    pub more: bool,
}

/// `GET /api/notices/unread`, and the answer to `POST /api/notices/read`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct Unread {
    /// How many notices are not read.
    pub unread: u32,
}

/// `POST /api/notices/read`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NoticesRead {
    /// All notices up to this one.
    #[ts(as = "f64")]
    pub up_to: i64,
    /// Only those of this directive.
    #[serde(default)]
    pub directive: Option<DirectiveId>,
}

/// A lead unit with directives that wait to be dispatched.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WaitingUnit {
    /// The unit.
    pub unit: NamedUnit,
    /// How many.
    pub count: u32,
}

/// `GET /api/meetings/{id}/dispatch`, and the answer to `POST`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DispatchPage {
    /// Whether the minutes were approved; nothing is dispatched before.
    pub approved: bool,
    /// Number and sign of the issued minutes.
    pub document_number: Option<String>,
    /// Lead units with directives that wait, by name.
    pub waiting: Vec<WaitingUnit>,
    /// How many were dispatched before.
    pub sent: u32,
}

/// `GET /api/handovers`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HandOverPage {
    /// Units that are no more and still lead open directives, the longest gone first.
    pub dissolved: Vec<DissolvedUnit>,
    /// Units of today that can take over.
    pub units: Vec<NamedUnit>,
}

/// A unit that is no more and still leads open directives.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DissolvedUnit {
    /// The unit, by its last name.
    pub unit: NamedUnit,
    /// Its last day, `YYYY-MM-DD`.
    pub ended_on: String,
    /// Open directives it leads.
    pub owed: u32,
    /// Units of today that took over its work.
    pub successors: Vec<NamedUnit>,
}

/// `POST /api/handovers`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HandOverOrder {
    /// The unit that led them.
    pub from: UnitId,
    /// The unit that leads from now on.
    pub to: UnitId,
    /// The document that orders it, with its day.
    pub document: Document,
    /// A remark; may be empty.
    pub note: String,
    /// These; all that are open when none are named.
    #[serde(default)]
    pub directives: Option<Vec<DirectiveId>>,
}

/// The answer to `POST /api/handovers`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct HandedOver {
    /// How many directives were handed over.
    pub count: u32,
}

/// `GET /api/meetings/{id}/review`: kiểm điểm kết luận kỳ trước.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EarlierPage {
    /// The moment it is of.
    pub as_of: Moment,
    /// The meeting it is for.
    pub meeting: MeetingId,
    /// Its title.
    pub title: String,
    /// The meeting before; none when this is the first of its host.
    pub before: Option<String>,
    /// When that began.
    pub before_at: Option<Moment>,
    /// Quá hạn, the longest overdue first.
    pub late: Vec<DirectiveCard>,
    /// Đã báo cáo, chờ xác nhận.
    pub reported: Vec<DirectiveCard>,
    /// Đang thực hiện.
    pub open: Vec<DirectiveCard>,
    /// Confirmed since the meeting before.
    pub done: Vec<DirectiveCard>,
    /// The same in the words of an annex to minutes, a line each.
    pub lines: Vec<String>,
}
