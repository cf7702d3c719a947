//! The life cycle of a directive (vòng đời nhiệm vụ): which step leads where, who takes it, what it must say.

use super::{DirectiveEventKind as Kind, DirectiveState as State};

impl State {
    /// Every state, in the order of the life cycle.
    pub const ALL: [Self; 9] = [
        Self::Assigned,
        Self::Returned,
        Self::Accepted,
        Self::InProgress,
        Self::Reported,
        Self::Redo,
        Self::Completed,
        Self::Suspended,
        Self::Cancelled,
    ];

    /// Whether somebody still has to do something, now or after a pause.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Completed | Self::Cancelled)
    }

    /// Whether the lead unit has to move next.
    #[must_use]
    pub fn waits_for_unit(self) -> bool {
        matches!(self, Self::Assigned | Self::Accepted | Self::InProgress | Self::Redo)
    }
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 17] = [
        Self::Assigned,
        Self::Accepted,
        Self::Progressed,
        Self::Reported,
        Self::Returned,
        Self::Confirmed,
        Self::SentBack,
        Self::Insisted,
        Self::ExtensionAsked,
        Self::Extended,
        Self::ExtensionRefused,
        Self::Urged,
        Self::HandedOver,
        Self::Dispatched,
        Self::Suspended,
        Self::Resumed,
        Self::Cancelled,
    ];

    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::Progressed => "progressed",
            Self::Reported => "reported",
            Self::Returned => "returned",
            Self::Confirmed => "confirmed",
            Self::SentBack => "sent_back",
            Self::Insisted => "insisted",
            Self::ExtensionAsked => "extension_asked",
            Self::Extended => "extended",
            Self::ExtensionRefused => "extension_refused",
            Self::Urged => "urged",
            Self::HandedOver => "handed_over",
            Self::Dispatched => "dispatched",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether the lead unit takes this step; the giver and the monitoring officer take the others.
    #[must_use]
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Accepted | Self::Progressed | Self::Reported | Self::Returned | Self::ExtensionAsked)
    }

    /// Whether the office takes this step with the minutes, for all directives of a meeting at once.
    #[must_use]
    pub fn is_of_office(self) -> bool {
        matches!(self, Self::Assigned | Self::Dispatched)
    }

    /// Whether the giver or the monitoring officer takes this step.
    #[must_use]
    pub fn is_decision(self) -> bool {
        !self.is_answer() && !self.is_of_office()
    }

    /// Whether the step must say something: what was done, or why.
    #[must_use]
    pub fn needs_note(self) -> bool {
        matches!(
            self,
            Self::Reported
                | Self::Returned
                | Self::SentBack
                | Self::Suspended
                | Self::Cancelled
                | Self::Urged
                | Self::ExtensionAsked
                | Self::ExtensionRefused
        )
    }
}

/// Where the step leads from `state`; none when it cannot be taken there. `paused_in` is where a suspended directive
/// stood before, which is where it goes on.
///
/// Only a unit that has to move is urged. A hand-over begins anew with the unit that takes over, but a report that waits
/// goes on waiting.
///
/// A report is decided on before the due date is moved, so that a late report cannot be made one in time. What was
/// confirmed can only be sent back, with a reason; what was cancelled stays so.
#[must_use]
pub fn next(state: State, paused_in: Option<State>, kind: Kind) -> Option<State> {
    use State::{Accepted, Assigned, Completed, InProgress, Redo, Reported, Returned, Suspended};
    match (kind, state) {
        (Kind::Accepted, Assigned) => Some(Accepted),
        (Kind::Returned, Assigned | Accepted) => Some(Returned),
        (Kind::Progressed, Accepted | InProgress | Redo) => Some(InProgress),
        (Kind::Reported, Accepted | InProgress | Redo) => Some(Reported),
        (Kind::Confirmed, Reported) => Some(Completed),
        (Kind::SentBack, Reported | Completed) => Some(Redo),
        (Kind::Insisted, Returned) => Some(Assigned),
        (Kind::Extended, open) if open.is_open() && open != Reported => Some(open),
        (Kind::ExtensionAsked, Accepted | InProgress | Redo) => Some(state),
        (Kind::ExtensionRefused, open) if open.is_open() && open != Reported => Some(open),
        (Kind::Urged, open) if open.waits_for_unit() => Some(open),
        (Kind::Dispatched, open) if open.is_open() => Some(open),
        (Kind::HandedOver, Reported | Suspended) => Some(state),
        (Kind::HandedOver, open) if open.is_open() => Some(Assigned),
        (Kind::Suspended, open) if open.is_open() && open != Suspended => Some(Suspended),
        (Kind::Resumed, Suspended) => paused_in,
        (Kind::Cancelled, open) if open.is_open() => Some(State::Cancelled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_names_its_kind_as_it_is_sent() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.code().into()));
        }
    }

    #[test]
    fn every_step_but_those_of_the_office_is_either_the_unit_s_or_the_giver_s() {
        for kind in Kind::ALL {
            assert_eq!(kind.is_answer() ^ kind.is_decision(), !kind.is_of_office(), "{kind:?}");
            let leads_somewhere = State::ALL.iter().any(|state| next(*state, Some(State::Accepted), kind).is_some());
            assert_eq!(leads_somewhere, kind != Kind::Assigned, "{kind:?}");
        }
    }

    #[test]
    fn a_unit_cannot_confirm_and_the_giver_cannot_report() {
        assert!(!Kind::Confirmed.is_answer() && !Kind::Reported.is_decision());
    }

    #[test]
    fn whatever_is_not_cancelled_can_still_be_completed() {
        for start in State::ALL.into_iter().filter(|state| *state != State::Cancelled) {
            let mut seen = HashSet::from([start]);
            let mut ahead = vec![start];
            while let Some(state) = ahead.pop() {
                for kind in Kind::ALL {
                    if let Some(to) = next(state, Some(State::Assigned), kind)
                        && seen.insert(to)
                    {
                        ahead.push(to);
                    }
                }
            }
            assert!(seen.contains(&State::Completed), "{start:?} is a dead end");
        }
    }

    #[test]
    fn what_is_cancelled_stays_cancelled_and_what_is_confirmed_is_only_sent_back() {
        for kind in Kind::ALL {
            assert_eq!(next(State::Cancelled, None, kind), None, "{kind:?}");
            assert_eq!(next(State::Completed, None, kind).is_some(), kind == Kind::SentBack, "{kind:?}");
        }
    }

    #[test]
    fn only_a_unit_that_has_to_move_is_urged() {
        for state in State::ALL {
            assert_eq!(next(state, None, Kind::Urged).is_some(), state.waits_for_unit(), "{state:?}");
        }
    }

    #[test]
    fn whoever_takes_over_accepts_anew_and_what_is_over_is_not_handed_over() {
        for state in State::ALL {
            let expected = match state {
                State::Completed | State::Cancelled => None,
                State::Reported | State::Suspended => Some(state),
                _ => Some(State::Assigned),
            };
            assert_eq!(next(state, None, Kind::HandedOver), expected, "{state:?}");
        }
    }

    #[test]
    fn a_due_date_is_not_moved_while_a_report_waits() {
        assert_eq!(next(State::Reported, None, Kind::Extended), None);
        assert_eq!(next(State::Redo, None, Kind::Extended), Some(State::Redo));
    }
}
