//! What stands in the index: one entry for everything that can be found.

use serde::{Deserialize, Serialize};

use super::{Heard, HitKind};
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, DirectiveState};
use crate::id::{MeetingId, PersonId, UnitId};

/// Something that can be found (mục tra cứu), with everything a hit shows of it and who may find it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is.
    pub kind: HitKind,
    /// The identity a hit names; entries that share it are one hit (the leads of a joint directive, the passages of one
    /// meeting's minutes).
    pub id: String,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Title of the meeting.
    pub meeting_title: String,
    /// Day of the meeting, `YYYY-MM-DD`.
    pub day: String,
    /// A line that says what it is; its words are found too.
    pub title: String,
    /// The text snippets are cut from.
    pub body: String,
    /// Words that find it without standing in it: who spoke, which units, what a directive made of it.
    pub context: Vec<String>,
    /// Units that may find it, besides the units that succeeded them.
    pub readers: Vec<UnitId>,
    /// People who may find it because they presided or wrote.
    pub persons: Vec<PersonId>,
    /// Units it is of, by their names of the day: who spoke, leads or helps.
    #[serde(skip)]
    pub units: Vec<(UnitId, String)>,
    /// People it is of, by their names of the day: who spoke or ordered.
    #[serde(skip)]
    pub people: Vec<(PersonId, String)>,
    /// Whether other entries are the same hit.
    pub joint: bool,
    /// Where to hear it.
    pub heard: Option<Heard>,
    /// Seconds since the meeting was opened.
    pub at_seconds: Option<f64>,
    /// What became of a directive.
    pub history: Option<History>,
}

impl Entry {
    /// Every text that finds it: the title, the body, then the words around it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        [self.title.as_str(), self.body.as_str()].into_iter().chain(self.context.iter().map(String::as_str))
    }
}

/// What has happened to a directive: enough to say at any later moment how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Due date it was ordered with, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub due: Option<String>,
    /// What happened, oldest first, without the words and names.
    pub events: Vec<DirectiveEvent>,
}

impl History {
    /// The last minute in which it is not late, as the number YYYYMMDDhhmm; none when nothing is owed, 0 when it is late
    /// for good.
    #[must_use]
    pub fn last_minute(&self) -> Option<u64> {
        let standing = self.standing();
        let due = standing.due.as_deref()?;
        match standing.state {
            DirectiveState::Completed | DirectiveState::Suspended | DirectiveState::Cancelled => None,
            // The clock stopped with the report.
            DirectiveState::Reported => {
                standing.reported_at.filter(|at| crate::directive::due::is_past(due, *at)).map(|_| 0)
            }
            _ => {
                let digits: String = due.chars().filter(char::is_ascii_digit).collect();
                match digits.len() {
                    8 => digits.parse::<u64>().ok().map(|day| day * 10_000 + 2_359),
                    12 => digits.parse().ok(),
                    _ => None,
                }
            }
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing::folded(self.due.as_deref(), &self.events)
    }
}
