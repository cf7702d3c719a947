//! A directive as it was ordered, with its history; and the forms in which people order and answer.

use super::standing::Standing;
use super::{DirectiveEvent, DirectiveEventKind, NamedUnit};
use crate::id::{DirectiveId, MeetingId, PersonId, ProposalId, UnitId, UtteranceId};

/// A tracked directive (nhiệm vụ giao): exactly one lead unit, never changed after it was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Identity.
    pub id: DirectiveId,
    /// Mã nhiệm vụ: "CĐ-2026-000123", the register of the year it was entered in.
    pub code: String,
    /// What joins it with the directives of the same order to other units.
    pub parent: Option<String>,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Title of the meeting.
    pub meeting_title: String,
    /// Whether the asking account sees the meeting, not only the directive.
    pub meeting_in_sight: bool,
    /// What it was made from.
    pub proposal: Option<ProposalId>,
    /// Đơn vị chủ trì.
    pub lead: NamedUnit,
    /// Đơn vị phối hợp.
    pub co_units: Vec<NamedUnit>,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Nguyên văn; empty when nothing said is given.
    pub quote: String,
    /// What it rests on, the one with the quote first.
    pub utterances: Vec<UtteranceId>,
    /// Ngày chỉ đạo, `YYYY-MM-DD`.
    pub directed_on: String,
    /// Lãnh đạo chỉ đạo.
    pub leader: PersonId,
    /// Their name.
    pub leader_name: String,
    /// Their post of that day; empty when it is not known.
    pub leader_post: String,
    /// The phrase the due date came from.
    pub due_text: Option<String>,
    /// Thường xuyên.
    pub recurring: bool,
    /// Có điều kiện.
    pub conditional: bool,
    /// Its history, oldest first.
    pub events: Vec<DirectiveEvent>,
    /// What the history adds up to.
    pub standing: Standing,
}

/// What a person orders when accepting a proposal or adding a directive by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Leads: one directive each, a group is its members.
    pub lead_units: Vec<UnitId>,
    /// Co-operating units; a group stands as it is.
    pub co_units: Vec<UnitId>,
    /// The task.
    pub task: String,
    /// `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or none.
    pub due: Option<String>,
    /// Comes again and again.
    pub recurring: bool,
    /// Depends on something happening.
    pub conditional: bool,
}

/// A step somebody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub kind: DirectiveEventKind,
    /// Report, reason or remark.
    pub note: String,
    /// The new due date of an extension.
    pub due: Option<String>,
}
