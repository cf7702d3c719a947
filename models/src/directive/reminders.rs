//! Reminders (nhắc việc): when a unit is told what it owes, and who is told with it.
//!
//! 7, 3 and 1 days before the due date, on the day, then every three working days after it. The longer it is overdue,
//! the higher it goes: the unit's officers, its head, the monitoring officer, the leader who gave it.
//!
//! Nothing is remembered here. Which reminder is due follows from the directive and the moment alone, so that a server
//! that was down for days sends the latest one once, and what was sent is told by its key.

use time::{Date, Duration};

use super::order::Directive;
use super::standing::Standing;
use super::{DirectiveEvent, DirectiveEventKind as Kind, DirectiveState, due};
use crate::clock::Moment;
use crate::id::{AccountId, PersonId, UnitId};
use crate::role::Role;

/// Days before the due date on which a unit is reminded.
pub const BEFORE: [u8; 3] = [7, 3, 1];
/// Working days between reminders of what is overdue.
pub const EVERY: u16 = 3;
/// When the working day begins, milliseconds after midnight in Vietnam: 7:00.
const MORNING: i64 = 7 * 3_600_000;

/// Which reminder of a due date it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// So many days before it.
    Before(u8),
    /// On the day.
    OnDay,
    /// So many times three working days after it, from 1.
    After(u16),
}

/// A reminder that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Which.
    pub stage: Stage,
    /// The due date it speaks of.
    pub due: String,
    /// When it fell due: seven in the morning of its day.
    pub at: Moment,
}

/// Somebody who can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The account.
    pub account: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// The unit it acts for.
    pub unit: UnitId,
    /// What it is.
    pub role: Role,
}

impl Stage {
    /// The name kept in the store and sent on the wire: "before_7", "day", "after_2".
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Before(days) => format!("before_{days}"),
            Self::OnDay => "day".to_owned(),
            Self::After(times) => format!("after_{times}"),
        }
    }
}

impl Reminder {
    /// What makes it one reminder and no other, for each directive and account.
    #[must_use]
    pub fn key(&self) -> String {
        format!("due:{}:{}", self.due, self.stage.code())
    }
}

/// The latest reminder that fell due by `now`, if the lead unit still owes the directive. Reminders of days on which it
/// did not owe it by this due date (before it was assigned, while a report waited, before an extension) never fall due.
///
/// `is_working` tells working days.
#[must_use]
pub fn reminder(
    due: Option<&str>,
    events: &[DirectiveEvent],
    now: Moment,
    is_working: impl Fn(Date) -> bool,
) -> Option<Reminder> {
    let owed = owed(due, events)?;
    let (stage, day) = latest(due::date(due::day(&owed.due))?, morning_of(now), is_working)?;
    let at = begins(day)?.plus(MORNING);
    (at > owed.since).then_some(Reminder { stage, due: owed.due, at })
}

/// Who is told: the officers of the unit (its head where there are none) before the due date, the head too from the day
/// itself, the monitoring officers from the second reminder after it, the leader who gave it from the third. A unit
/// without any account (dissolved, and nothing handed over) is the monitoring officers' concern from the beginning.
#[must_use]
pub fn told<'a>(stage: Stage, unit: &UnitId, leader: &PersonId, all: &'a [Addressee]) -> Vec<&'a AccountId> {
    let of = |role: Role| all.iter().filter(move |one| one.role == role && one.unit == *unit);
    let nobody =
        of(Role::UnitHead).chain(of(Role::UnitOfficer)).next().is_none() && answering(unit, all).next().is_none();
    let head = stage >= Stage::OnDay || of(Role::UnitOfficer).next().is_none();
    let monitors = stage >= Stage::After(2) || nobody;
    let leads = stage >= Stage::After(3);
    let is_told = |one: &&Addressee| match one.role {
        Role::UnitOfficer => one.unit == *unit,
        Role::UnitHead => head && one.unit == *unit,
        Role::MonitoringOfficer => monitors,
        Role::Leader => leads && one.person == *leader,
        Role::MeetingSecretary => one.unit == *unit,
        _ => false,
    };
    all.iter().filter(is_told).map(|one| &one.account).collect()
}

/// Accounts that answer for a unit without being its head or officer: the secretary, for the authority's own office.
fn answering<'a>(unit: &'a UnitId, all: &'a [Addressee]) -> impl Iterator<Item = &'a Addressee> {
    all.iter().filter(move |one| one.role == Role::MeetingSecretary && one.unit == *unit)
}

impl Directive {
    /// [`reminder`] of this directive.
    #[must_use]
    pub fn reminder(&self, now: Moment, is_working: impl Fn(Date) -> bool) -> Option<Reminder> {
        reminder(self.standing.original_due.as_deref(), &self.events, now, is_working)
    }
}

/// By which due date the lead unit owes it, and since when.
struct Owed {
    due: String,
    since: Moment,
}

/// None when the unit has not to move, or has no date to keep.
fn owed(due: Option<&str>, events: &[DirectiveEvent]) -> Option<Owed> {
    let mut standing = Standing::assigned(due);
    let mut since = None;
    for event in events {
        let before = (standing.state, standing.due.clone());
        let taken = standing.take(event);
        let waited = before.0.waits_for_unit();
        let begins = match event.kind {
            Kind::Assigned => since.is_none(),
            Kind::HandedOver => taken && standing.state == DirectiveState::Assigned,
            _ => taken && (!waited || before.1 != standing.due),
        };
        if begins && standing.state.waits_for_unit() {
            since = Some(event.at);
        }
    }
    let due = standing.due.filter(|_| standing.state.waits_for_unit())?;
    Some(Owed { due, since: since? })
}

/// The last stage whose day is not after `today`.
fn latest(due: Date, today: Date, is_working: impl Fn(Date) -> bool) -> Option<(Stage, Date)> {
    if today < due {
        let before =
            |days: &u8| due.checked_sub(Duration::days(i64::from(*days))).map(|day| (Stage::Before(*days), day));
        return BEFORE.iter().rev().filter_map(before).find(|(_, day)| *day <= today);
    }
    let (mut last, mut working, mut day) = ((Stage::OnDay, due), 0_u16, due);
    while day < today {
        day = day.next_day()?;
        if is_working(day) {
            working = working.saturating_add(1);
            if working % EVERY == 0 {
                last = (Stage::After(working / EVERY), day);
            }
        }
    }
    Some(last)
}

/// The Vietnamese day whose morning was last.
fn morning_of(now: Moment) -> Date {
    now.plus(-MORNING).in_vietnam().date()
}

/// Midnight in Vietnam.
fn begins(day: Date) -> Option<Moment> {
    let midnight = day.midnight().assume_offset(crate::clock::VIETNAM);
    Some(Moment(i64::try_from(midnight.unix_timestamp_nanos() / 1_000_000).ok()?))
}

#[cfg(test)]
mod tests;
