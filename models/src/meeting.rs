//! Meetings and their sites.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::{MeetingId, PersonId, SiteId, UnitId};

/// Where a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// Đã lên lịch: people may gather and test, nothing is recorded.
    Scheduled,
    /// Đang diễn ra: recorded and written down.
    Live,
    /// Đã kết thúc.
    Ended,
    /// Hủy.
    Cancelled,
}

impl MeetingState {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Live => "live",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Scheduled, Self::Live, Self::Ended, Self::Cancelled].into_iter().find(|s| s.code() == code)
    }
}

/// A site of a meeting (điểm cầu): the room of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Site {
    /// Identity within the meeting.
    pub id: SiteId,
    /// The unit whose room it is.
    pub unit: UnitId,
    /// The unit's name on the day of the meeting.
    pub unit_name: String,
    /// Whether it is the main hall (điểm cầu chính).
    pub hall: bool,
}

/// A meeting (cuộc họp).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Meeting {
    /// Identity.
    pub id: MeetingId,
    /// What it is called in the invitation.
    pub title: String,
    /// Where it stands.
    pub state: MeetingState,
    /// When it was called for.
    pub starts_at: Moment,
    /// When it was really opened.
    pub opened_at: Option<Moment>,
    /// When it was closed.
    pub ended_at: Option<Moment>,
    /// Who presides (chủ tọa).
    pub chair: PersonId,
    /// The chair's name on that day.
    pub chair_name: String,
    /// Who writes the minutes (thư ký).
    pub secretary: PersonId,
    /// The secretary's name on that day.
    pub secretary_name: String,
    /// Its sites, the hall first.
    pub sites: Vec<Site>,
    /// Whether its sound was made by a machine for demonstration (âm thanh tổng hợp).
    pub synthetic: bool,
}
