//! Where a directive stands: what its history adds up to. Never kept, always folded anew.

use super::life_cycle::next;
use super::{DirectiveEvent, DirectiveEventKind as Kind, DirectiveState as State, NamedUnit, Timeliness, due};
use crate::clock::Moment;

/// Days before the due date on which a directive is due soon.
pub const SOON: i32 = 3;

/// Where a directive stands (tình trạng), folded from its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who has to move next.
    pub state: State,
    /// The due date now.
    pub due: Option<String>,
    /// The due date it was ordered with.
    pub original_due: Option<String>,
    /// When the result report was made that is waiting or was accepted. The day of completion is the day of the
    /// accepted report, not the day somebody confirmed it.
    pub reported_at: Option<Moment>,
    /// How often the due date was moved.
    pub extensions: u32,
    /// How often the unit returned it.
    pub returns: u32,
    /// How often it was sent back to be done again.
    pub redos: u32,
    /// How often the unit was urged.
    pub urges: u32,
    /// The date the unit asks for and nobody has decided on yet.
    pub asked_due: Option<String>,
    /// When it was sent to the unit with the minutes.
    pub dispatched_at: Option<Moment>,
    /// The unit it was handed over to last; none while the unit it was assigned to leads it.
    pub inherited_by: Option<NamedUnit>,
    /// Where it stood when it was suspended.
    paused_in: Option<State>,
}

impl Standing {
    /// As it is on the day it is assigned.
    #[must_use]
    pub fn assigned(due: Option<&str>) -> Self {
        Self {
            state: State::Assigned,
            due: due.map(str::to_owned),
            original_due: due.map(str::to_owned),
            reported_at: None,
            extensions: 0,
            returns: 0,
            redos: 0,
            urges: 0,
            asked_due: None,
            dispatched_at: None,
            inherited_by: None,
            paused_in: None,
        }
    }

    /// What the events add up to, oldest first, for a directive ordered with this due date. The first event says that
    /// it was assigned; a step that cannot be taken where the directive stands changes nothing.
    #[must_use]
    pub fn folded<'a>(due: Option<&str>, events: impl IntoIterator<Item = &'a DirectiveEvent>) -> Self {
        let mut standing = Self::assigned(due);
        for event in events {
            standing.take(event);
        }
        standing
    }

    /// Where a step would lead.
    #[must_use]
    pub fn next(&self, kind: Kind) -> Option<State> {
        match kind {
            Kind::ExtensionAsked if self.due.is_none() || self.asked_due.is_some() => None,
            Kind::ExtensionRefused if self.asked_due.is_none() => None,
            Kind::Dispatched if self.dispatched_at.is_some() => None,
            _ => next(self.state, self.paused_in, kind),
        }
    }

    /// The steps that can be taken now.
    #[must_use]
    pub fn steps(&self) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| self.next(*kind).is_some()).collect()
    }

    /// Takes a step. Answers whether it could be taken.
    pub fn take(&mut self, event: &DirectiveEvent) -> bool {
        let Some(state) = self.next(event.kind) else { return false };
        match event.kind {
            Kind::Reported => {
                self.reported_at = Some(event.at);
                self.asked_due = None;
            }
            Kind::SentBack => {
                self.reported_at = None;
                self.redos += 1;
            }
            Kind::Returned => {
                self.returns += 1;
                self.asked_due = None;
            }
            Kind::Extended => {
                self.due.clone_from(&event.due);
                self.extensions += 1;
                self.asked_due = None;
            }
            Kind::ExtensionAsked => self.asked_due.clone_from(&event.due),
            Kind::ExtensionRefused | Kind::Cancelled => self.asked_due = None,
            Kind::Urged => self.urges += 1,
            Kind::Dispatched => self.dispatched_at = Some(event.at),
            Kind::HandedOver => {
                self.inherited_by.clone_from(&event.detail.to);
                self.asked_due = None;
                if self.state != State::Reported {
                    self.paused_in =
                        self.paused_in.map(|before| next(before, None, Kind::HandedOver).unwrap_or(before));
                }
            }
            Kind::Suspended => self.paused_in = Some(self.state),
            Kind::Resumed => self.paused_in = None,
            _ => {}
        }
        self.state = state;
        true
    }

    /// How it stands against its due date at `now`. While a report waits, the day of the report counts: nobody is late
    /// because another has not looked yet.
    #[must_use]
    pub fn timeliness(&self, now: Moment) -> Timeliness {
        let late = self.due.as_deref().is_some_and(|due| due::is_past(due, self.counts_from(now)));
        match (self.state, &self.due) {
            (State::Suspended | State::Cancelled, _) => Timeliness::Stopped,
            (State::Completed, _) if late => Timeliness::DoneLate,
            (State::Completed, _) => Timeliness::DoneOnTime,
            (_, None) => Timeliness::NoDueDate,
            _ if late => Timeliness::Overdue,
            (State::Reported, _) => Timeliness::Within,
            (_, Some(due)) if due::days_past(due, now).is_some_and(|days| days >= -SOON) => Timeliness::DueSoon,
            _ => Timeliness::Within,
        }
    }

    /// Whether anything waits for a decision of the giver or the monitoring officer.
    #[must_use]
    pub fn waits_for_giver(&self) -> bool {
        matches!(self.state, State::Reported | State::Returned) || self.asked_due.is_some()
    }

    /// Days past the due date, negative while days are left; none without a due date and when it is over.
    #[must_use]
    pub fn days_late(&self, now: Moment) -> Option<i32> {
        if matches!(self.state, State::Completed | State::Suspended | State::Cancelled) {
            return None;
        }
        due::days_past(self.due.as_deref()?, self.counts_from(now))
    }

    fn counts_from(&self, now: Moment) -> Moment {
        match self.state {
            State::Reported | State::Completed => self.reported_at.unwrap_or(now),
            _ => now,
        }
    }
}

#[cfg(test)]
mod tests;
