//! Bits a second of a stream, measured over the last two seconds.

use std::time::{Duration, Instant};

/// Time one count covers.
const STEP: Duration = Duration::from_millis(100);
/// Counts kept.
const STEPS: usize = 20;
/// A stream younger than this is taken for this old, so that its first key frame is not taken for its rate.
const YOUNGEST: Duration = Duration::from_millis(500);

/// A running measurement.
#[derive(Debug)]
pub(super) struct Rate {
    counts: [u32; STEPS],
    begun: Option<Instant>,
    /// Number of the newest count since `begun`.
    newest: u64,
}

impl Rate {
    pub(super) fn new() -> Self {
        Self { counts: [0; STEPS], begun: None, newest: 0 }
    }

    /// Counts so many bytes.
    pub(super) fn add(&mut self, bytes: usize, now: Instant) {
        let begun = *self.begun.get_or_insert(now);
        let step = number(begun, now);
        if step.saturating_sub(self.newest) >= STEPS as u64 {
            // Nothing came for the whole span: the stream begins anew.
            *self = Self { begun: Some(now), ..Self::new() };
            self.counts[0] = bytes as u32;
            return;
        }
        while self.newest < step {
            self.newest += 1;
            self.counts[place(self.newest)] = 0;
        }
        let count = &mut self.counts[place(self.newest)];
        *count = count.saturating_add(bytes as u32);
    }

    /// Bits a second over the last two seconds, or since the stream began.
    pub(super) fn bits_per_second(&self, now: Instant) -> u32 {
        let Some(begun) = self.begun else { return 0 };
        let step = number(begun, now);
        // Counts older than the span, as seen from now, are left out.
        let oldest = (step + 1).saturating_sub(STEPS as u64);
        let bytes: u64 = (oldest..=self.newest).map(|step| u64::from(self.counts[place(step)])).sum();
        let passed = now.saturating_duration_since(begun).clamp(YOUNGEST, STEP * STEPS as u32);
        u32::try_from(bytes * 8_000 / passed.as_millis() as u64).unwrap_or(u32::MAX)
    }
}

fn number(begun: Instant, now: Instant) -> u64 {
    (now.saturating_duration_since(begun).as_millis() / STEP.as_millis()) as u64
}

fn place(step: u64) -> usize {
    (step % STEPS as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(begun: Instant, ms: u64) -> Instant {
        begun + Duration::from_millis(ms)
    }

    #[test]
    fn a_steady_stream_has_its_rate() {
        let begun = Instant::now();
        let mut rate = Rate::new();
        for ms in (0..10_000).step_by(20) {
            rate.add(250, at(begun, ms));
            if ms > 1_000 {
                let bits = rate.bits_per_second(at(begun, ms));
                assert!((95_000..=110_000).contains(&bits), "{bits} at {ms} ms");
            }
        }
    }

    #[test]
    fn a_stream_that_stops_fades_and_one_that_comes_back_begins_anew() {
        let begun = Instant::now();
        let mut rate = Rate::new();
        for ms in (0..4_000).step_by(20) {
            rate.add(250, at(begun, ms));
        }
        let half = rate.bits_per_second(at(begun, 5_000));
        assert!((40_000..=60_000).contains(&half), "{half}");
        assert_eq!(rate.bits_per_second(at(begun, 6_100)), 0);
        rate.add(1_000, at(begun, 60_000));
        assert_eq!(rate.bits_per_second(at(begun, 60_001)), 16_000, "half a second is the shortest span");
    }

    #[test]
    fn nothing_counted_is_nothing() {
        assert_eq!(Rate::new().bits_per_second(Instant::now()), 0);
    }
}
