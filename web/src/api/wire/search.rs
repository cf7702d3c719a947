//! Wire types of the searches somebody keeps.

use giaoban_models::id::{MeetingId, PersonId, UnitId};
use giaoban_models::search::HitKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a kept search asks, as `GET /api/search` takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SavedQuestion {
    /// The words.
    pub q: String,
    /// Only this kind.
    pub kind: Option<HitKind>,
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Only of this unit, and those before and after it.
    pub unit: Option<UnitId>,
    /// Only of this person.
    pub person: Option<PersonId>,
    /// Only of this meeting.
    pub meeting: Option<MeetingId>,
    /// Only directives in this state.
    pub state: Option<String>,
    /// Only overdue directives.
    pub overdue: bool,
}

/// `POST /api/searches`
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SaveSearch {
    /// What its owner calls it.
    pub title: String,
    /// What is asked.
    pub question: SavedQuestion,
}

/// A search somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptSearch {
    /// Identity.
    pub id: String,
    /// What its owner calls it.
    pub title: String,
    /// What is asked.
    pub question: SavedQuestion,
    /// Hits now.
    pub total: u32,
    /// Hits more than when it was last looked at.
    pub new: u32,
}

/// `GET /api/searches`, and the answer to keeping one: oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSearches {
    /// The searches.
    pub searches: Vec<KeptSearch>,
}
