//! One stream to a subscriber out of changing sources: numbers and times go on as if it were one sender.

use std::time::Instant;

/// A jump of a source's sequence numbers beyond this is taken for a new start of it.
const RESTART: i64 = 1_000;

/// Sequence numbers and time stamps of one place.
#[derive(Debug)]
pub(super) struct Continuity {
    clock_rate: u32,
    source: Option<Source>,
    /// Highest number and time sent so far, and when.
    sent: Option<Sent>,
}

#[derive(Debug)]
struct Source {
    /// Counted without wrapping.
    first: i64,
    highest: i64,
    sequence_shift: u16,
    timestamp_shift: u32,
}

#[derive(Clone, Copy, Debug)]
struct Sent {
    sequence: u16,
    timestamp: u32,
    at: Instant,
}

impl Continuity {
    pub(super) fn new(clock_rate: u32) -> Self {
        Self { clock_rate, source: None, sent: None }
    }

    /// Begins with a new source, whose next packet is this one: it follows the last one sent in number, and in time by
    /// what passed since.
    pub(super) fn begin(&mut self, sequence: u16, timestamp: u32, now: Instant) {
        let (sequence_shift, timestamp_shift) = match self.sent {
            None => (0, 0),
            Some(sent) => {
                let passed = now.saturating_duration_since(sent.at).as_micros() as u64;
                // At least one tick, and no more than an hour: players take longer leaps for going back.
                let ticks =
                    (passed * u64::from(self.clock_rate) / 1_000_000).clamp(1, u64::from(self.clock_rate) * 3_600);
                (
                    sent.sequence.wrapping_add(1).wrapping_sub(sequence),
                    sent.timestamp.wrapping_add(ticks as u32).wrapping_sub(timestamp),
                )
            }
        };
        self.source =
            Some(Source { first: i64::from(sequence), highest: i64::from(sequence), sequence_shift, timestamp_shift });
    }

    /// Nothing of the present source is passed on any more.
    pub(super) fn end(&mut self) {
        self.source = None;
    }

    /// Whether the packet belongs to the stream that began, or its numbers have jumped.
    pub(super) fn follows(&self, sequence: u16) -> bool {
        self.source.as_ref().is_some_and(|source| source.step(sequence).abs() <= RESTART)
    }

    /// The numbers a packet has for the subscriber; none if it is of before the change of sources.
    pub(super) fn rewrite(&mut self, sequence: u16, timestamp: u32, now: Instant) -> Option<(u16, u32)> {
        let source = self.source.as_mut()?;
        let number = source.highest + source.step(sequence);
        if number < source.first {
            return None;
        }
        let sequence = sequence.wrapping_add(source.sequence_shift);
        let timestamp = timestamp.wrapping_add(source.timestamp_shift);
        if number >= source.highest {
            source.highest = number;
            self.sent = Some(Sent { sequence, timestamp, at: now });
        }
        Some((sequence, timestamp))
    }
}

impl Source {
    fn step(&self, sequence: u16) -> i64 {
        i64::from(sequence.wrapping_sub(self.highest as u16) as i16)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_new_source_goes_on_where_the_last_one_stopped() {
        let now = Instant::now();
        let mut line = Continuity::new(48_000);
        line.begin(65_534, 1_000, now);
        assert_eq!(line.rewrite(65_534, 1_000, now), Some((65_534, 1_000)));
        assert_eq!(line.rewrite(65_535, 1_960, now), Some((65_535, 1_960)));
        let later = now + Duration::from_millis(500);
        line.begin(7, 4_000_000_000, later);
        assert_eq!(line.rewrite(7, 4_000_000_000, later), Some((0, 1_960 + 24_000)));
        assert_eq!(line.rewrite(8, 4_000_000_960, later), Some((1, 1_960 + 24_960)));
    }

    #[test]
    fn a_gap_of_the_source_stays_a_gap_so_that_it_can_be_asked_for() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(10, 0, now);
        assert_eq!(line.rewrite(10, 0, now).map(|n| n.0), Some(10));
        assert_eq!(line.rewrite(13, 0, now).map(|n| n.0), Some(13));
        assert_eq!(line.rewrite(11, 0, now).map(|n| n.0), Some(11), "sent again by the source");
        line.begin(500, 0, now);
        assert_eq!(line.rewrite(500, 0, now).map(|n| n.0), Some(14));
    }

    #[test]
    fn what_is_older_than_the_change_is_not_passed_on() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(100, 0, now);
        assert_eq!(line.rewrite(99, 0, now), None);
        for sequence in 100..40_000_u16 {
            assert!(line.rewrite(sequence, 0, now).is_some());
        }
    }

    #[test]
    fn a_jump_of_numbers_is_noticed() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        assert!(!line.follows(0));
        line.begin(0, 0, now);
        assert!(line.follows(900) && line.follows(65_000) && !line.follows(20_000));
        line.end();
        assert!(!line.follows(0));
    }
}
