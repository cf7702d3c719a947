//! One subscriber's link: estimate, allocation and rung together.

use std::time::{Duration, Instant};

use super::allocate::{Allocation, Allocator, Demand};
use super::estimate::{Arrival, Estimate};
use super::rung::{Ladder, Rung};
use super::sound::{SoundForm, sound_form};

/// Least time between two decisions.
const EVERY: Duration = Duration::from_millis(100);
/// Above what is wanted the estimate is of no use.
const ROOM_PERCENT: u32 = 20;

/// What is remembered of a site's link from one connection to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// What it carried, bits a second.
    pub rate: u32,
    /// The rung it was on.
    pub rung: Rung,
    /// The highest rung the site wants, if it chose one.
    pub forced: Option<Rung>,
}

/// What a link gets from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What goes down.
    pub allocation: Allocation,
    /// How voices are packed.
    pub sound: SoundForm,
    /// The new rung, when it changed.
    pub changed: Option<Rung>,
}

/// One subscriber's link (đường xuống của một điểm cầu).
#[derive(Debug)]
pub struct Downlink {
    estimate: Estimate,
    allocator: Allocator,
    ladder: Ladder,
    sound: SoundForm,
    wanted: u32,
    decided: Option<Instant>,
}

impl Downlink {
    /// A new connection, with what was remembered of the site.
    #[must_use]
    pub fn new(remembered: Option<Remembered>, now: Instant) -> Self {
        Self {
            estimate: Estimate::new(remembered.map(|known| known.rate), now),
            allocator: Allocator::default(),
            ladder: Ladder::new(
                remembered.map_or(Rung::Full, |known| known.rung),
                remembered.and_then(|known| known.forced),
            ),
            sound: SoundForm::default(),
            wanted: 0,
            decided: None,
        }
    }

    /// A packet was sent; `bytes` with the headers of IP and UDP.
    pub fn sent(&mut self, number: u16, bytes: u32, now: Instant) {
        self.estimate.sent(number, bytes, now);
    }

    /// The client reported packets, in the order of their numbers.
    pub fn report(&mut self, arrivals: &[Arrival], now: Instant) {
        self.estimate.report(arrivals, now);
    }

    /// Whether it is time to [`decide`](Self::decide): ten times a second.
    #[must_use]
    pub fn is_due(&self, now: Instant) -> bool {
        self.decided.is_none_or(|at| now.saturating_duration_since(at) >= EVERY)
    }

    /// What goes down from now on. `demand` is what the site would get on a perfect link.
    pub fn decide(&mut self, demand: &Demand, now: Instant) -> Decision {
        self.decided = Some(now);
        let demand = match self.ladder.forced() {
            Some(forced) => forced.limit(demand),
            None => demand.clone(),
        };
        self.estimate.tick(self.wanted, now);
        let rate = self.estimate.rate();
        let allocation = if self.estimate.is_stalled() {
            // Into a broken link voices are sent on: it costs nobody anything, and they are there when the link is.
            // Pictures are not: their pieces would fill it the moment it is back.
            let voices = Rung::Voice.limit(&demand);
            let enough = voices.total().saturating_add(voices.total() / 10);
            self.allocator.allocate(&voices, rate.max(enough), now)
        } else {
            self.allocator.allocate(&demand, rate, now)
        };
        let total = demand.total();
        // Only what is missing is worth a burst, and only as far as it goes.
        self.wanted = match allocation.next {
            Some(next) => next.max(total.saturating_add(total / 100 * ROOM_PERCENT)),
            None => 0,
        };
        self.sound = sound_form(self.sound, rate, self.estimate.loss(), demand.floor);
        let rung = Rung::of(&allocation, &demand);
        let rung = self.ladder.forced().map_or(rung, |forced| forced.min(rung));
        let changed = self.ladder.note(rung, now).then_some(rung);
        Decision { allocation, sound: self.sound, changed }
    }

    /// Bytes of padding due now; each packet of it is to be reported with [`sent`](Self::sent) at once.
    pub fn padding(&mut self, now: Instant) -> u32 {
        self.estimate.padding(now)
    }

    /// When padding is due next, if a burst lasts.
    #[must_use]
    pub fn next_padding(&self) -> Option<Instant> {
        self.estimate.next_padding()
    }

    /// The site chooses the highest rung it wants, or none.
    pub fn force(&mut self, rung: Option<Rung>) {
        self.ladder.force(rung);
    }

    /// The estimate.
    #[must_use]
    pub fn estimate(&self) -> &Estimate {
        &self.estimate
    }

    /// The rung and its changes.
    #[must_use]
    pub fn ladder(&self) -> &Ladder {
        &self.ladder
    }

    /// What to keep for the site's next connection.
    #[must_use]
    pub fn remember(&self) -> Remembered {
        Remembered { rate: self.estimate.to_remember(), rung: self.ladder.rung(), forced: self.ladder.forced() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::allocate::PictureDemand;
    use super::*;

    fn demand() -> Demand {
        Demand {
            captions: 8_000,
            floor: 46_000,
            voices: vec![],
            pictures: vec![PictureDemand { layers: [Some(100_000), Some(350_000), None] }],
        }
    }

    #[test]
    fn a_site_that_chose_voice_only_gets_no_picture_and_says_so() {
        let now = Instant::now();
        let mut link = Downlink::new(None, now);
        link.force(Some(Rung::Voice));
        let decision = link.decide(&demand(), now);
        assert!(decision.allocation.floor);
        assert_eq!((decision.allocation.pictures[0], decision.changed), (None, Some(Rung::Voice)));
        link.force(None);
        let decision = link.decide(&demand(), now + Duration::from_secs(1));
        assert_eq!(decision.changed, None, "up is not at once");
    }

    #[test]
    fn what_is_remembered_is_what_the_next_connection_begins_with() {
        let now = Instant::now();
        let known = Remembered { rate: 64_000, rung: Rung::Voice, forced: None };
        let mut link = Downlink::new(Some(known), now);
        assert_eq!(link.estimate().rate(), 64_000);
        let decision = link.decide(&demand(), now);
        assert_eq!((decision.changed, decision.allocation.pictures[0]), (None, None));
        assert_eq!(decision.sound.frames, 3);
        assert_eq!(link.remember(), known);
    }

    #[test]
    fn decisions_are_due_ten_times_a_second() {
        let now = Instant::now();
        let mut link = Downlink::new(None, now);
        let due = (0..1_000).filter(|ms| {
            let now = now + Duration::from_millis(*ms);
            let due = link.is_due(now);
            if due {
                link.decide(&demand(), now);
            }
            due
        });
        assert_eq!(due.count(), 10);
    }
}
