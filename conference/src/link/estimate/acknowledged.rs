//! Bits a second over a short window.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Over how long the rate is taken.
const WINDOW: Duration = Duration::from_millis(600);
/// Below this it says nothing yet.
const LEAST: Duration = Duration::from_millis(250);
/// Entries of one window; packets that come together share one.
const MOST: usize = 1_024;

/// What went through in the last six tenths of a second.
#[derive(Debug, Default)]
pub(super) struct Throughput {
    entries: VecDeque<(Instant, u64)>,
    bytes: u64,
    begun: Option<Instant>,
}

impl Throughput {
    /// So many bytes went through.
    pub(super) fn add(&mut self, bytes: u32, now: Instant) {
        self.begun.get_or_insert(now);
        self.bytes += u64::from(bytes);
        match self.entries.back_mut() {
            Some((at, sum)) if *at >= now => *sum += u64::from(bytes),
            _ => self.entries.push_back((now, u64::from(bytes))),
        }
        self.expire(now);
    }

    /// Bits a second; none in the first moments.
    pub(super) fn rate(&mut self, now: Instant) -> Option<f64> {
        self.expire(now);
        let age = now.saturating_duration_since(self.begun?);
        (age >= LEAST).then(|| self.bytes as f64 * 8.0 / age.min(WINDOW).as_secs_f64())
    }

    /// Bits a second up to the last entry.
    pub(super) fn rate_of_last(&mut self) -> Option<f64> {
        let last = self.entries.back()?.0;
        self.rate(last)
    }

    fn expire(&mut self, now: Instant) {
        while self.entries.len() > MOST
            || self.entries.front().is_some_and(|(at, _)| now.saturating_duration_since(*at) >= WINDOW)
        {
            self.bytes -= self.entries.pop_front().map_or(0, |(_, bytes)| bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_moments() {
        let base = Instant::now();
        let mut throughput = Throughput::default();
        for ms in (0..2_000).step_by(20) {
            throughput.add(if ms < 1_000 { 1_000 } else { 100 }, base + Duration::from_millis(ms));
        }
        let rate = throughput.rate(base + Duration::from_millis(1_990));
        assert!(rate.is_some_and(|rate| (rate - 40_000.0).abs() < 4_000.0), "{rate:?}");
        assert_eq!(throughput.rate(base + Duration::from_secs(9)), Some(0.0));
    }
}
