//! Directives (ý kiến chỉ đạo, nhiệm vụ giao): what was proposed, what was ordered, and what became of it.

pub mod counts;
pub mod due;
pub mod life_cycle;
pub mod order;
pub mod reminders;
pub mod review;
pub mod standing;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::UnitId;

/// What a proposed item does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DirectiveAction {
    /// Orders something.
    New,
    /// Moves the due date of something ordered before.
    Extend,
    /// Stops it for a while.
    Suspend,
    /// Takes it back.
    Cancel,
}

/// An item that extraction proposes. An exchange format of the product (output of `giaoban extract`, one a line).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Proposal {
    /// The meeting.
    pub meeting_id: String,
    /// The turns it was read from, the one with the quote first.
    pub turns: Vec<String>,
    /// An exact substring of the first turn's text.
    pub quote: String,
    /// Units that lead; a group stands as the group's unit.
    pub lead_units: Vec<UnitId>,
    /// Units that co-operate.
    pub co_units: Vec<UnitId>,
    /// The task in official wording.
    pub task: String,
    /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; none for recurrences, conditions, start dates and what must not be guessed.
    pub deadline: Option<String>,
    /// The phrase the date came from, as said.
    pub deadline_text: Option<String>,
    /// Why the phrase gave no date, or what to know of the date it gave: a stable code (`vague`, `day_off`, …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub deadline_warning: Option<String>,
    /// What it does.
    pub action: DirectiveAction,
    /// Comes again and again.
    pub recurring: bool,
    /// Depends on something happening.
    pub conditional: bool,
    /// How sure the rules are, 0 to 1.
    pub confidence: f64,
    /// Why it is proposed, in Vietnamese, for the secretary.
    pub reasons: Vec<String>,
}

/// Where a directive stands: who has to move next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DirectiveState {
    /// Đã giao, chưa tiếp nhận: the lead unit.
    Assigned,
    /// Đơn vị trả lại: the giver.
    Returned,
    /// Đã tiếp nhận, chưa thực hiện: the lead unit.
    Accepted,
    /// Đang thực hiện: the lead unit.
    InProgress,
    /// Đã báo cáo, chờ xác nhận: the monitoring officer.
    Reported,
    /// Yêu cầu thực hiện lại, bổ sung: the lead unit.
    Redo,
    /// Hoàn thành.
    Completed,
    /// Tạm dừng: the giver.
    Suspended,
    /// Thu hồi, hủy.
    Cancelled,
}

/// Something that happened to a directive; the state is what these add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DirectiveEventKind {
    /// Giao việc: the first event of every directive.
    Assigned,
    /// Tiếp nhận, by the lead unit.
    Accepted,
    /// Trả lại, by the lead unit, with the reason.
    Returned,
    /// Cập nhật tiến độ, by the lead unit.
    Progressed,
    /// Báo cáo kết quả, by the lead unit.
    Reported,
    /// Xác nhận hoàn thành.
    Confirmed,
    /// Yêu cầu thực hiện lại, with the reason.
    SentBack,
    /// Giao lại sau khi trả lại: the giver insists.
    Insisted,
    /// Đề nghị gia hạn, by the lead unit, with the date asked for and the reason.
    ExtensionAsked,
    /// Không đồng ý gia hạn, with the reason.
    ExtensionRefused,
    /// Gia hạn: the new due date is in the event.
    Extended,
    /// Đôn đốc: the unit is urged, with what was written to it.
    Urged,
    /// Giao theo văn bản: sent to the unit with the approved or issued minutes.
    Dispatched,
    /// Bàn giao cho đơn vị khác, by a document: the unit that leads from now on is in the event.
    HandedOver,
    /// Tạm dừng.
    Suspended,
    /// Tiếp tục.
    Resumed,
    /// Thu hồi, hủy.
    Cancelled,
}

/// How a directive stands against its due date on a given day; derived, never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Đang thực hiện trong hạn.
    Within,
    /// Sắp đến hạn: three days or less.
    DueSoon,
    /// Đang thực hiện quá hạn.
    Overdue,
    /// Hoàn thành đúng hạn.
    DoneOnTime,
    /// Hoàn thành quá hạn.
    DoneLate,
    /// Không thời hạn, not done.
    NoDueDate,
    /// Tạm dừng hoặc thu hồi.
    Stopped,
}

/// A line of a directive's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DirectiveEvent {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: DirectiveEventKind,
    /// Who.
    pub actor_name: String,
    /// Their unit, by its name of the day.
    pub actor_unit: String,
    /// Report, reason or remark; may be empty.
    pub note: String,
    /// The new due date of [`DirectiveEventKind::Extended`], the one asked for by [`DirectiveEventKind::ExtensionAsked`].
    pub due: Option<String>,
    /// What few events have.
    pub detail: EventDetail,
}

/// What few events have: a document, a unit that takes over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EventDetail {
    /// The document it rests on: an urging letter, the minutes it was dispatched with, the decision of a hand-over.
    pub document: Option<Document>,
    /// The unit that leads after [`DirectiveEventKind::HandedOver`].
    pub to: Option<NamedUnit>,
}

/// A document (văn bản) as it is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Document {
    /// Number and sign: "12/QĐ-UBND".
    pub number: String,
    /// Its day, `YYYY-MM-DD`, if it is known.
    pub on: Option<String>,
}

/// A unit as a directive names it: identity and name of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedUnit {
    /// Identity.
    pub id: UnitId,
    /// Name of the day.
    pub name: String,
}
