//! Which sizes of a camera somebody wants, so that its client need not send the others.

use std::time::{Duration, Instant};

use super::layer::SIZES;

/// A size nobody wants any more is sent for so long, in case somebody wants it again: starting costs a key frame.
const OFF_AFTER: Duration = Duration::from_secs(5);
/// A client that does not do as told is told again after this, then after twice as long, and so on.
const REPEAT_FIRST: Duration = Duration::from_secs(4);
/// At most so long.
const REPEAT_LAST: Duration = Duration::from_secs(64);

/// What the client of one camera was told to send.
#[derive(Debug)]
pub(super) struct Demand {
    told: [bool; SIZES],
    /// When each size was wanted last.
    wanted_at: [Instant; SIZES],
    told_at: Instant,
    repeat_after: Duration,
}

impl Demand {
    /// A camera that sends everything it has, as it does before it is told anything.
    pub(super) fn new(offered: [bool; SIZES], now: Instant) -> Self {
        Self { told: offered, wanted_at: [now; SIZES], told_at: now, repeat_after: REPEAT_FIRST }
    }

    /// Looks at what is wanted and what comes; says what the client is to be told to send, when it is to be told.
    pub(super) fn look(&mut self, wanted: [bool; SIZES], comes: [bool; SIZES], now: Instant) -> Option<[bool; SIZES]> {
        let mut send = self.told;
        for (at, wanted) in wanted.into_iter().enumerate() {
            if wanted {
                self.wanted_at[at] = now;
                send[at] = true;
            } else if now.saturating_duration_since(self.wanted_at[at]) >= OFF_AFTER {
                send[at] = false;
            }
        }
        let obeyed = (0..SIZES).all(|at| if send[at] { comes[at] || !wanted[at] } else { !comes[at] });
        if send != self.told {
            self.repeat_after = REPEAT_FIRST;
        } else if obeyed {
            self.told_at = now;
            self.repeat_after = REPEAT_FIRST;
            return None;
        } else if now.saturating_duration_since(self.told_at) < self.repeat_after {
            return None;
        } else {
            self.repeat_after = (self.repeat_after * 2).min(REPEAT_LAST);
        }
        self.told = send;
        self.told_at = now;
        Some(send)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [bool; SIZES] = [true; SIZES];
    const SMALL: [bool; SIZES] = [true, false, false];
    const LARGE: [bool; SIZES] = [false, false, true];

    /// What is told, and when, over so many seconds, to a client that does as it is told or not.
    fn told(
        demand: &mut Demand,
        begun: Instant,
        wanted: [bool; SIZES],
        obeys: bool,
        from: u64,
        to: u64,
    ) -> Vec<(u64, [bool; SIZES])> {
        let mut told = Vec::new();
        let mut comes = demand.told;
        for ms in (from * 1_000..to * 1_000).step_by(20) {
            if let Some(send) = demand.look(wanted, comes, begun + Duration::from_millis(ms)) {
                told.push((ms, send));
                comes = if obeys { send } else { comes };
            }
        }
        told
    }

    #[test]
    fn what_is_wanted_is_sent_at_once_and_what_is_not_stops_after_five_seconds() {
        let begun = Instant::now();
        let mut demand = Demand::new(ALL, begun);
        assert_eq!(told(&mut demand, begun, SMALL, true, 0, 20), [(5_000, SMALL)]);
        assert_eq!(told(&mut demand, begun, LARGE, true, 20, 40), [(20_000, [true, false, true]), (24_980, LARGE)]);
        assert_eq!(told(&mut demand, begun, [false; SIZES], true, 40, 60), [(44_980, [false; SIZES])]);
    }

    #[test]
    fn a_want_that_comes_and_goes_within_five_seconds_stops_nothing() {
        let begun = Instant::now();
        let mut demand = Demand::new(ALL, begun);
        for second in (0..60).step_by(4) {
            let wanted = if second % 8 == 0 { LARGE } else { [true, true, false] };
            assert_eq!(told(&mut demand, begun, wanted, true, second, second + 4), []);
        }
    }

    #[test]
    fn a_client_that_does_not_do_as_told_is_told_again_ever_more_seldom() {
        let begun = Instant::now();
        let mut demand = Demand::new(ALL, begun);
        let told = told(&mut demand, begun, SMALL, false, 0, 300);
        let times: Vec<u64> = told.iter().map(|(ms, _)| ms / 1_000).collect();
        assert_eq!(times, [5, 9, 17, 33, 65, 129, 193, 257]);
        assert!(told.iter().all(|(_, send)| *send == SMALL));
    }

    #[test]
    fn a_size_that_does_not_come_though_it_is_wanted_is_asked_for_again() {
        let begun = Instant::now();
        let mut demand = Demand::new(ALL, begun);
        assert!(demand.look(ALL, SMALL, begun + Duration::from_secs(1)).is_none());
        assert_eq!(demand.look(ALL, SMALL, begun + Duration::from_secs(5)), Some(ALL));
    }
}
