//! Where in its track a packet belongs: RTP time stamps laid on the time that really passed.

use std::time::Instant;

/// How far a track may run ahead of the clock on the wall before it is put right, in milliseconds.
const AHEAD_MS: i64 = 2_000;
/// How far it may fall behind, in milliseconds.
const BEHIND_MS: i64 = 5_000;

/// Positions in a track, in ticks of its RTP clock since its first packet.
///
/// Time stamps decide, because they hold the distance between sounds exactly; the clock on the wall bounds them, so
/// that a sender with a wrong or restarted clock cannot make a track longer than the meeting.
#[derive(Debug)]
pub(super) struct Timeline {
    clock_rate: i64,
    begun: Option<Begun>,
    end: u64,
}

#[derive(Debug)]
struct Begun {
    at: Instant,
    last_timestamp: u32,
    unwrapped: i64,
    offset: i64,
}

impl Timeline {
    pub(super) fn new(clock_rate: u32) -> Self {
        Self { clock_rate: i64::from(clock_rate), begun: None, end: 0 }
    }

    /// The position of a packet; never before [`end`](Self::end).
    pub(super) fn place(&mut self, timestamp: u32, arrived: Instant) -> u64 {
        let Some(begun) = &mut self.begun else {
            self.begun = Some(Begun { at: arrived, last_timestamp: timestamp, unwrapped: 0, offset: 0 });
            return self.end;
        };
        begun.unwrapped += i64::from(timestamp.wrapping_sub(begun.last_timestamp) as i32);
        begun.last_timestamp = timestamp;
        let wall = Self::ticks(begun.at, arrived, self.clock_rate);
        let end = i64::try_from(self.end).unwrap_or(i64::MAX);
        let mut position = begun.unwrapped.saturating_add(begun.offset);
        let ahead = position - wall;
        if ahead > AHEAD_MS * self.clock_rate / 1000 || -ahead > BEHIND_MS * self.clock_rate / 1000 {
            position = wall;
        }
        position = position.max(end);
        begun.offset = position - begun.unwrapped;
        u64::try_from(position).unwrap_or(0)
    }

    /// Notes that the track is filled up to `end`.
    pub(super) fn advance(&mut self, end: u64) {
        self.end = self.end.max(end);
    }

    /// Up to where the track is filled.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// The position the clock on the wall shows at `now`; 0 before the first packet.
    pub(super) fn wall(&self, now: Instant) -> u64 {
        self.begun.as_ref().map_or(0, |begun| u64::try_from(Self::ticks(begun.at, now, self.clock_rate)).unwrap_or(0))
    }

    fn ticks(from: Instant, to: Instant, clock_rate: i64) -> i64 {
        let passed = i64::try_from(to.saturating_duration_since(from).as_micros()).unwrap_or(i64::MAX / 90_000);
        passed.saturating_mul(clock_rate) / 1_000_000
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn time_stamps_decide_where_a_packet_belongs() {
        let start = Instant::now();
        let mut line = Timeline::new(48_000);
        assert_eq!(line.place(u32::MAX - 100, start), 0);
        line.advance(960);
        // Came 5 ms early: jitter does not move it.
        assert_eq!(line.place(859, start + Duration::from_millis(15)), 960);
        line.advance(1_920);
        assert_eq!(line.place(2_819, start + Duration::from_millis(63)), 2_920);
    }

    #[test]
    fn a_clock_that_jumps_is_put_right_by_the_wall() {
        let start = Instant::now();
        let mut line = Timeline::new(48_000);
        line.place(0, start);
        line.advance(960);
        assert_eq!(line.place(1 << 30, start + Duration::from_millis(40)), 1_920);
        line.advance(2_880);
        // And the next packet of the new clock follows it.
        assert_eq!(line.place((1 << 30) + 960, start + Duration::from_millis(60)), 2_880);
    }

    #[test]
    fn a_position_is_never_used_twice() {
        let start = Instant::now();
        let mut line = Timeline::new(48_000);
        line.place(0, start);
        line.advance(48_000);
        assert_eq!(line.place(960, start + Duration::from_secs(1)), 48_000);
    }
}
