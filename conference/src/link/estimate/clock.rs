//! The client's clock, as times of ours.

use std::time::{Duration, Instant};

/// Further apart than this the clocks have leapt.
const LEAP: Duration = Duration::from_secs(60);

/// Where the client's clock stood at a time of ours. Only distances are read off it, so the way of the packet does not
/// matter.
#[derive(Debug, Default)]
pub(super) struct ClientClock {
    known: Option<(i64, Instant)>,
}

impl ClientClock {
    /// The time of ours for a time of the client's, microseconds; `now` is ours of the report.
    pub(super) fn here(&mut self, at_us: i64, now: Instant) -> Instant {
        let (there, here) = *self.known.get_or_insert((at_us, now));
        let passed = Duration::from_micros(at_us.abs_diff(there));
        let time = if at_us >= there { here.checked_add(passed) } else { here.checked_sub(passed) };
        let fits =
            |time: &Instant| now.saturating_duration_since(*time) < LEAP && time.saturating_duration_since(now) < LEAP;
        time.filter(fits).unwrap_or_else(|| {
            self.known = Some((at_us, now));
            now
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_clients_clock() {
        let now = Instant::now();
        let mut clock = ClientClock::default();
        let first = clock.here(5_000_000, now);
        let later = now + Duration::from_millis(100);
        assert_eq!(clock.here(5_020_000, later) - first, Duration::from_millis(20));
        assert_eq!(first - clock.here(4_990_000, later), Duration::from_millis(10));
    }

    #[test]
    fn a_leap_begins_anew() {
        let now = Instant::now();
        let mut clock = ClientClock::default();
        clock.here(0, now);
        assert_eq!(clock.here(i64::MAX, now), now);
        assert_eq!(clock.here(i64::MIN, now), now);
    }
}
