//! Packets sent in one breath are measured as one (draft-ietf-rmcat-gcc-02, sections 5.1 and 5.2).

use std::time::{Duration, Instant};

/// Packets sent within this time belong together.
const BREATH: Duration = Duration::from_millis(5);
/// Packets that came within this time of each other may have waited for the same opening of the link.
const SAME_OPENING_US: i64 = 5_000;
/// A group held together by the link ends after this.
const LONGEST_US: i64 = 100_000;
/// A leap of the client's clock, or an outage: begin anew.
const LEAP_US: i64 = 3_000_000;

/// How far two groups were apart when they left and when they came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Delta {
    pub(super) sent_ms: f64,
    pub(super) arrived_ms: f64,
    /// When the later one came, milliseconds of the client's clock.
    pub(super) at_ms: f64,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    first_sent: Instant,
    last_sent: Instant,
    first_arrived: i64,
    last_arrived: i64,
}

/// The group that fills and the one before it.
#[derive(Debug, Default)]
pub(super) struct Groups {
    before: Option<Group>,
    filling: Option<Group>,
}

impl Groups {
    /// Takes a packet in; gives the distance of the last two groups when the packet begins a third.
    pub(super) fn add(&mut self, sent: Instant, arrived: i64) -> Option<Delta> {
        let Some(group) = &mut self.filling else {
            self.filling = Some(Group::of(sent, arrived));
            return None;
        };
        if arrived - group.last_arrived > LEAP_US || group.last_arrived - arrived > LEAP_US {
            *self = Self { before: None, filling: Some(Group::of(sent, arrived)) };
            return None;
        }
        if sent < group.first_sent {
            return None; // overtaken on the way
        }
        if group.takes(sent, arrived) {
            group.last_sent = group.last_sent.max(sent);
            group.last_arrived = group.last_arrived.max(arrived);
            return None;
        }
        let group = *group;
        let before = self.before.replace(group);
        self.filling = Some(Group::of(sent, arrived));
        let before = before?;
        let arrived_us = group.last_arrived - before.last_arrived;
        (arrived_us >= 0).then(|| Delta {
            sent_ms: group.last_sent.saturating_duration_since(before.last_sent).as_secs_f64() * 1_000.0,
            arrived_ms: arrived_us as f64 / 1_000.0,
            at_ms: group.last_arrived as f64 / 1_000.0,
        })
    }
}

impl Group {
    fn of(sent: Instant, arrived: i64) -> Self {
        Self { first_sent: sent, last_sent: sent, first_arrived: arrived, last_arrived: arrived }
    }

    fn takes(&self, sent: Instant, arrived: i64) -> bool {
        if sent.saturating_duration_since(self.first_sent) <= BREATH {
            return true;
        }
        let apart = arrived - self.last_arrived;
        let sent_apart = sent.saturating_duration_since(self.last_sent).as_micros() as i64;
        apart <= SAME_OPENING_US && apart < sent_apart && arrived - self.first_arrived < LONGEST_US
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(base: Instant, ms: u64) -> Instant {
        base + Duration::from_millis(ms)
    }

    #[test]
    fn packets_of_a_picture_are_one_group() {
        let base = Instant::now();
        let mut groups = Groups::default();
        let mut deltas = Vec::new();
        for picture in 0..4_u64 {
            for packet in 0..3 {
                let sent = at(base, picture * 40 + packet);
                deltas.extend(groups.add(sent, (picture * 45_000 + packet * 6_000) as i64));
            }
        }
        assert_eq!(deltas.len(), 2);
        assert!((deltas[0].sent_ms - 40.0).abs() < 1e-9);
        assert!((deltas[0].arrived_ms - 45.0).abs() < 1e-9);
    }

    #[test]
    fn what_waited_together_is_not_called_a_shrinking_queue() {
        let base = Instant::now();
        let mut groups = Groups::default();
        assert_eq!(groups.add(base, 0), None);
        assert_eq!(groups.add(at(base, 20), 60_000), None);
        assert_eq!(groups.add(at(base, 40), 60_100), None);
        assert_eq!(groups.add(at(base, 60), 60_200), None);
        let delta = groups.add(at(base, 80), 90_000).map(|delta| (delta.sent_ms, delta.arrived_ms));
        assert_eq!(delta, Some((60.0, 60.2)));
    }

    #[test]
    fn a_leap_of_the_clients_clock_begins_anew() {
        let base = Instant::now();
        let mut groups = Groups::default();
        groups.add(base, 0);
        groups.add(at(base, 20), 20_000);
        assert_eq!(groups.add(at(base, 40), 9_000_000), None);
        assert_eq!(groups.add(at(base, 60), 9_020_000), None);
        assert!(groups.add(at(base, 80), 9_040_000).is_some());
    }
}
