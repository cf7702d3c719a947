//! What stands in the index: one entry for everything that can be found.

use serde::{Deserialize, Serialize};

use super::{Heard, HitKind};
use crate::directive::{DirectiveState, Timeliness};
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
    /// Units it is of: who spoke, leads or helps.
    pub units: Vec<UnitId>,
    /// Where to hear it.
    pub heard: Option<Heard>,
    /// Seconds since the meeting was opened.
    pub at_seconds: Option<f64>,
    /// Where a directive stands.
    pub standing: Option<Standing>,
}

impl Entry {
    /// Every text that finds it: the title, the body, then the words around it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        [self.title.as_str(), self.body.as_str()].into_iter().chain(self.context.iter().map(String::as_str))
    }
}

/// What is known of a directive when it is read: enough to say on any later day how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Where it stands.
    pub state: DirectiveState,
    /// Due date now, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub due: Option<String>,
    /// Day of the report that was accepted, `YYYY-MM-DD`.
    pub done_on: Option<String>,
}

/// Days before the due date from which a directive is due soon.
const SOON_DAYS: i64 = 3;

impl Standing {
    /// How it stands on `today` (`YYYY-MM-DD`). Days decide: what is due today at any hour is not overdue today.
    #[must_use]
    pub fn timeliness(&self, today: &str) -> Timeliness {
        let due = self.due.as_deref().map(|due| due.get(..10).unwrap_or(due));
        match self.state {
            DirectiveState::Suspended | DirectiveState::Cancelled => Timeliness::Stopped,
            DirectiveState::Completed => match (due, self.done_on.as_deref()) {
                (Some(due), Some(done)) if done > due => Timeliness::DoneLate,
                _ => Timeliness::DoneOnTime,
            },
            _ => match due {
                None => Timeliness::NoDueDate,
                Some(due) if today > due => Timeliness::Overdue,
                Some(due) if days_between(today, due).is_some_and(|days| days <= SOON_DAYS) => Timeliness::DueSoon,
                Some(_) => Timeliness::Within,
            },
        }
    }
}

/// Days from one calendar day to another; none when either is no date.
fn days_between(from: &str, to: &str) -> Option<i64> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    let day = |text: &str| time::Date::parse(text, format).ok();
    Some((day(to)? - day(from)?).whole_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(state: DirectiveState, due: Option<&str>, done_on: Option<&str>) -> Standing {
        Standing { state, due: due.map(str::to_owned), done_on: done_on.map(str::to_owned) }
    }

    #[test]
    fn how_a_directive_stands_changes_with_the_day_alone() {
        let open = standing(DirectiveState::InProgress, Some("2026-11-30T16:30"), None);
        for (today, expected) in [
            ("2026-11-26", Timeliness::Within),
            ("2026-11-27", Timeliness::DueSoon),
            ("2026-11-30", Timeliness::DueSoon),
            ("2026-12-01", Timeliness::Overdue),
        ] {
            assert_eq!(open.timeliness(today), expected, "{today}");
        }
        assert_eq!(standing(DirectiveState::Assigned, None, None).timeliness("2026-11-30"), Timeliness::NoDueDate);
    }

    #[test]
    fn what_is_done_or_stopped_stays_so() {
        let done = |on| standing(DirectiveState::Completed, Some("2026-11-30"), Some(on)).timeliness("2027-01-01");
        assert_eq!(done("2026-11-30"), Timeliness::DoneOnTime);
        assert_eq!(done("2026-12-01"), Timeliness::DoneLate);
        let stopped = standing(DirectiveState::Cancelled, Some("2026-11-30"), None);
        assert_eq!(stopped.timeliness("2027-01-01"), Timeliness::Stopped);
    }
}
