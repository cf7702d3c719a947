//! Turns: what is handed to the language rules. An exchange format of the product (`turns.jsonl`, one turn a line in
//! order of speech); unknown fields are ignored.

use serde::{Deserialize, Serialize};

use crate::id::{MeetingId, PersonId, UnitId};

/// Who speaks in a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnSpeaker {
    /// Identity.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Post of that day.
    pub post: String,
    /// Unit.
    pub unit: UnitId,
    /// What they are in the meeting.
    pub role: TurnRole,
}

/// What somebody is in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnRole {
    /// Presides, or presided when this was said (chủ trì, người được ủy quyền chủ trì).
    Chair,
    /// Writes.
    Secretary,
    /// Takes part for a unit.
    Delegate,
    /// Takes part as a guest (trưởng thôn, khách mời).
    Guest,
}

/// A stretch of speech of one speaker; for a meeting held here, one utterance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Its meeting.
    pub meeting_id: MeetingId,
    /// Identity within it (an utterance id for a meeting held here).
    pub id: String,
    /// Day of speech, `YYYY-MM-DD`.
    pub spoken_on: String,
    /// Beginning, seconds since the start of the meeting.
    pub t_start: f64,
    /// End, seconds.
    pub t_end: f64,
    /// Who speaks.
    pub speaker: TurnSpeaker,
    /// The written form, or the words as an engine hears them (lower case, no punctuation, number words).
    pub text: String,
}
