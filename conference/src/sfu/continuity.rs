//! One stream to a subscriber out of changing sources: numbers and times go on as if it were one sender.

use std::collections::VecDeque;
use std::time::Instant;

/// A jump of a source's sequence numbers beyond this is taken for a new start of it.
const RESTART: i64 = 1_000;
/// Stretches left out of a source that are remembered, so that a packet that comes late still finds its number.
const STRETCHES: usize = 64;

/// Sequence numbers and time stamps of one place.
#[derive(Debug)]
pub(super) struct Continuity {
    clock_rate: u32,
    source: Option<Source>,
    /// Highest number and time sent so far, and when.
    sent: Option<Sent>,
}

/// What a packet is called where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) sequence: u16,
    pub(super) timestamp: u32,
    /// Pictures left out of this source before the packet.
    pub(super) left_out: u16,
}

#[derive(Debug)]
struct Source {
    /// Counted without wrapping.
    first: i64,
    highest: i64,
    timestamp_shift: u32,
    /// How numbers move, from which on; the last holds for what comes next.
    shifts: VecDeque<Shift>,
}

#[derive(Clone, Copy, Debug)]
struct Shift {
    from: i64,
    sequence: u16,
    left_out: u16,
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
        let first = i64::from(sequence);
        let shift = Shift { from: first, sequence: sequence_shift, left_out: 0 };
        self.source = Some(Source { first, highest: first, timestamp_shift, shifts: VecDeque::from([shift]) });
    }

    /// Number and time for a packet of nothing between two sources; none while one is passed on, whose numbers these are.
    pub(super) fn fill(&mut self, now: Instant) -> Option<(u16, u32)> {
        if self.source.is_some() {
            return None;
        }
        let sequence = self.sent.map_or(0, |sent| sent.sequence.wrapping_add(1));
        // The time stands still: nothing is shown.
        let (timestamp, at) = self.sent.map_or((0, now), |sent| (sent.timestamp, sent.at));
        self.sent = Some(Sent { sequence, timestamp, at });
        Some((sequence, timestamp))
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
    pub(super) fn rewrite(&mut self, sequence: u16, timestamp: u32, now: Instant) -> Option<Numbers> {
        let source = self.source.as_mut()?;
        let number = source.highest + source.step(sequence);
        let shift = source.shift(number)?;
        let numbers = Numbers {
            sequence: sequence.wrapping_add(shift.sequence),
            timestamp: timestamp.wrapping_add(source.timestamp_shift),
            left_out: shift.left_out,
        };
        source.highest = source.highest.max(number);
        // Not the source's order counts here: what comes late may be the last that was sent, the ones after it left out.
        if self.sent.is_none_or(|sent| numbers.sequence.wrapping_sub(sent.sequence) < 1 << 15) {
            self.sent = Some(Sent { sequence: numbers.sequence, timestamp: numbers.timestamp, at: now });
        }
        Some(numbers)
    }

    /// Whether a packet is newer than all that went out or were left out.
    pub(super) fn is_newest(&self, sequence: u16) -> bool {
        self.source.as_ref().is_some_and(|source| source.step(sequence) > 0)
    }

    /// Whether nothing newer than a packet was left out.
    pub(super) fn is_whole_since(&self, sequence: u16) -> bool {
        self.source.as_ref().is_some_and(|source| {
            source.shifts.back().is_some_and(|last| last.from <= source.highest + source.step(sequence))
        })
    }

    /// Leaves a packet out, so that the next one takes its number; `picture` says whether a picture is left out with it
    /// that was not counted yet. False if a later packet went out already: then its number is taken and it must go.
    pub(super) fn leave_out(&mut self, sequence: u16, picture: bool) -> bool {
        let Some(source) = self.source.as_mut() else { return false };
        let number = source.highest + source.step(sequence);
        if number <= source.highest {
            return false;
        }
        let from = number + 1;
        if let Some(last) = source.shifts.back_mut() {
            let next = Shift {
                from,
                sequence: last.sequence.wrapping_sub(1),
                left_out: last.left_out.wrapping_add(u16::from(picture)),
            };
            if last.from == number {
                *last = next;
            } else {
                source.shifts.push_back(next);
            }
        }
        if source.shifts.len() > STRETCHES {
            source.shifts.pop_front();
            // What is older has no number any more.
            source.first = source.shifts.front().map_or(source.first, |shift| shift.from);
        }
        source.highest = number;
        true
    }
}

impl Source {
    fn step(&self, sequence: u16) -> i64 {
        i64::from(sequence.wrapping_sub(self.highest as u16) as i16)
    }

    fn shift(&self, number: i64) -> Option<Shift> {
        if number < self.first {
            return None;
        }
        self.shifts.iter().rev().find(|shift| shift.from <= number).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn sent(line: &mut Continuity, sequence: u16, timestamp: u32, now: Instant) -> Option<(u16, u32)> {
        line.rewrite(sequence, timestamp, now).map(|numbers| (numbers.sequence, numbers.timestamp))
    }

    #[test]
    fn between_two_sources_numbers_can_be_filled_but_not_within_one() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        assert_eq!((line.fill(now), line.fill(now)), (Some((0, 0)), Some((1, 0))));
        line.begin(5_000, 70_000, now);
        assert_eq!(line.fill(now), None);
        assert_eq!(line.rewrite(5_000, 70_000, now).map(|numbers| numbers.sequence), Some(2));
        line.end();
        assert_eq!(line.fill(now).map(|(sequence, _)| sequence), Some(3));
    }

    #[test]
    fn a_new_source_goes_on_where_the_last_one_stopped() {
        let now = Instant::now();
        let mut line = Continuity::new(48_000);
        line.begin(65_534, 1_000, now);
        assert_eq!(sent(&mut line, 65_534, 1_000, now), Some((65_534, 1_000)));
        assert_eq!(sent(&mut line, 65_535, 1_960, now), Some((65_535, 1_960)));
        let later = now + Duration::from_millis(500);
        line.begin(7, 4_000_000_000, later);
        assert_eq!(sent(&mut line, 7, 4_000_000_000, later), Some((0, 1_960 + 24_000)));
        assert_eq!(sent(&mut line, 8, 4_000_000_960, later), Some((1, 1_960 + 24_960)));
    }

    #[test]
    fn a_gap_of_the_source_stays_a_gap_so_that_it_can_be_asked_for() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(10, 0, now);
        assert_eq!(line.rewrite(10, 0, now).map(|n| n.sequence), Some(10));
        assert_eq!(line.rewrite(13, 0, now).map(|n| n.sequence), Some(13));
        assert_eq!(line.rewrite(11, 0, now).map(|n| n.sequence), Some(11), "sent again by the source");
        line.begin(500, 0, now);
        assert_eq!(line.rewrite(500, 0, now).map(|n| n.sequence), Some(14));
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

    #[test]
    fn what_is_left_out_leaves_no_gap_and_later_packets_are_counted_on() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(65_533, 0, now);
        let mut next = |sequence: u16| line.rewrite(sequence, 0, now).map(|n| (n.sequence, n.left_out));
        assert_eq!(next(65_533), Some((65_533, 0)));
        assert!(line.leave_out(65_534, true) && line.leave_out(65_535, false));
        let mut next = |sequence: u16| line.rewrite(sequence, 0, now).map(|n| (n.sequence, n.left_out));
        assert_eq!(next(0), Some((65_534, 1)));
        assert_eq!(next(1), Some((65_535, 1)));
        assert!(line.leave_out(2, true));
        assert_eq!(line.rewrite(3, 0, now).map(|n| (n.sequence, n.left_out)), Some((0, 2)));
    }

    #[test]
    fn a_packet_that_comes_after_a_later_one_keeps_its_number_and_is_not_left_out() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(10, 0, now);
        assert_eq!(line.rewrite(10, 0, now).map(|n| n.sequence), Some(10));
        // 11 is late; 12 is left out; 13 follows where 12 was.
        assert!(line.leave_out(12, true));
        assert_eq!(line.rewrite(13, 0, now).map(|n| n.sequence), Some(12));
        assert!(!line.leave_out(11, true), "its number is kept for it");
        assert_eq!(line.rewrite(11, 0, now).map(|n| (n.sequence, n.left_out)), Some((11, 0)));
    }

    #[test]
    fn the_number_of_a_late_packet_is_not_given_again_when_the_source_changes() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(1, 0, now);
        line.rewrite(1, 0, now);
        assert!(line.leave_out(3, true));
        assert_eq!(line.rewrite(2, 0, now).map(|n| n.sequence), Some(2));
        line.begin(900, 0, now);
        assert_eq!(line.rewrite(900, 0, now).map(|n| n.sequence), Some(3));
    }

    #[test]
    fn a_packet_older_than_all_that_is_remembered_is_not_passed_on() {
        let now = Instant::now();
        let mut line = Continuity::new(90_000);
        line.begin(0, 0, now);
        line.rewrite(0, 0, now);
        for pair in 1..=100_u16 {
            assert!(line.leave_out(pair * 2, true));
            assert_eq!(line.rewrite(pair * 2 + 1, 0, now).map(|n| n.sequence), Some(pair + 1));
        }
        assert_eq!(line.rewrite(1, 0, now), None);
        assert!(line.rewrite(199, 0, now).is_some());
    }
}
