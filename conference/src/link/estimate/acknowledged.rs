//! Bits a second over a short window.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Over how long the rate is taken.
const WINDOW: Duration = Duration::from_millis(600);
/// Below this it says nothing yet.
const LEAST: Duration = Duration::from_millis(250);
/// Over how long a peak is taken: while packets queue, as much arrives in it as the link carries.
const PEAK: Duration = Duration::from_millis(200);
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

    /// Highest rate over about a fifth of a second within the window, bits a second.
    pub(super) fn peak(&self) -> Option<f64> {
        let (mut first, mut bytes, mut most) = (0, 0_u64, None::<f64>);
        for (at, sum) in &self.entries {
            bytes += sum;
            while let Some((begun, its)) = self.entries.get(first) {
                let span = at.saturating_duration_since(*begun);
                if span < PEAK {
                    break;
                }
                // What came first came before the time that is measured.
                bytes -= its;
                first += 1;
                let rate = bytes as f64 * 8.0 / span.as_secs_f64();
                most = Some(most.map_or(rate, |most| most.max(rate)));
            }
        }
        most
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
    fn the_peak_is_what_a_queue_let_through() {
        let base = Instant::now();
        let mut throughput = Throughput::default();
        for ms in (0..600).step_by(10) {
            throughput.add(if (200..400).contains(&ms) { 1_000 } else { 10 }, base + Duration::from_millis(ms));
        }
        let peak = throughput.peak();
        assert!(peak.is_some_and(|peak| (peak - 800_000.0).abs() < 50_000.0), "{peak:?}");
        assert_eq!(Throughput::default().peak(), None);
    }

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
