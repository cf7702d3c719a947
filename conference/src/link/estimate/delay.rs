//! The rate the delay allows: up slowly while the queue rests, down at once when it grows (draft-ietf-rmcat-gcc-02,
//! section 5.5).

use std::time::{Duration, Instant};

use super::trend::Signal;
use super::{LEAST_RATE, MOST_RATE};

/// What is kept of the rate that went through when the queue grew.
const KEEP: f64 = 0.85;
/// Of a link that is mostly unused, what went through says little: no step down is larger than this.
const LARGEST_STEP: f64 = 0.5;
/// Sent less than this share of the estimate, the link counts as mostly unused.
const UNUSED: f64 = 0.5;
/// Growth a second far from the known limit.
const GROWTH: f64 = 1.08;
/// Bits of one packet: the step of one response time near the known limit.
const PACKET_BITS: f64 = 9_600.0;
/// Growth a second near it, if that is more: else a wide link would take half a minute for what a narrow one does in five
/// seconds.
const LEAST_GROWTH: f64 = 0.03;
/// Within this share of the rate at which the queue last grew, steps are small.
const NEAR: f64 = 0.25;
/// A step down within this time of another shows that the first was not enough.
const AGAIN: Duration = Duration::from_millis(1_500);
/// A burst that finds less than this share of the estimate corrects it.
const CLEARLY_LESS: f64 = 0.85;
/// Least time between two steps down.
const PAUSE: Duration = Duration::from_millis(400);

/// What goes on on the link, bits a second; none where it is not known yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Traffic {
    /// What was sent.
    pub(super) sent: Option<f64>,
    /// What arrived.
    pub(super) through: Option<f64>,
    /// What arrived in the busiest moment.
    pub(super) peak: Option<f64>,
}

/// The delay-based rate.
#[derive(Debug)]
pub(super) struct DelayControl {
    rate: f64,
    /// What went through when the queue grew, smoothed.
    limit: Option<f64>,
    /// Steps down without rest between them.
    falls: u32,
    updated: Instant,
    fell: Option<Instant>,
    holds: bool,
}

impl DelayControl {
    pub(super) fn new(rate: f64, now: Instant) -> Self {
        Self { rate, limit: None, falls: 0, updated: now, fell: None, holds: false }
    }

    /// Bits a second.
    pub(super) fn rate(&self) -> f64 {
        self.rate
    }

    /// Follows the delay.
    pub(super) fn update(&mut self, signal: Signal, traffic: Traffic, round_trip: Option<Duration>, now: Instant) {
        let passed = now.saturating_duration_since(self.updated).min(Duration::from_secs(1)).as_secs_f64();
        self.updated = now;
        match signal {
            Signal::Over => self.fall(traffic, now),
            Signal::Under => self.holds = true,
            // The queue has just come to rest: one report more before it is tried again.
            Signal::Normal if self.holds => self.holds = false,
            Signal::Normal => self.grow(traffic.through, round_trip, passed),
        }
        self.rate = self.rate.clamp(f64::from(LEAST_RATE), f64::from(MOST_RATE));
    }

    /// A burst came through at this rate.
    pub(super) fn found(&mut self, rate: f64, now: Instant) {
        if rate > self.rate {
            self.rate = rate.min(f64::from(MOST_RATE));
            self.updated = now;
            self.limit = self.limit.filter(|limit| *limit > rate);
        } else if rate < self.rate * CLEARLY_LESS {
            // What was believed of a link that is little used is put right, but not on the word of one burst alone.
            self.rate = rate.max(self.rate * LARGEST_STEP);
            self.updated = now;
        }
    }

    /// Scales the rate: nothing is heard of the link any more.
    pub(super) fn scale(&mut self, factor: f64) {
        self.rate = (self.rate * factor).max(f64::from(LEAST_RATE));
    }

    /// The link is heard of again.
    pub(super) fn resume(&mut self, now: Instant) {
        self.updated = now;
        self.fell = None;
        self.holds = false;
        self.limit = None;
    }

    fn fall(&mut self, traffic: Traffic, now: Instant) {
        self.holds = true;
        let since = self.fell.map(|at| now.saturating_duration_since(at));
        if since.is_some_and(|since| since < PAUSE) {
            return;
        }
        let Some(through) = traffic.through else { return };
        self.falls = if since.is_some_and(|since| since < AGAIN) { self.falls + 1 } else { 0 };
        // A large picture makes a queue on a link that is otherwise half empty; while it drained, as much arrived as the
        // link carries. Only if that step was not enough is the mean believed.
        let carried = traffic.peak.filter(|_| self.falls == 0).map_or(through, |peak| peak.max(through));
        let is_unused = traffic.sent.is_some_and(|sent| sent < self.rate * UNUSED);
        let mut rate = carried * KEEP;
        if is_unused {
            rate = rate.max(self.rate * LARGEST_STEP);
        } else {
            self.limit = Some(self.limit.map_or(carried, |limit| limit + (carried - limit) * 0.3));
        }
        if rate < self.rate {
            self.rate = rate;
        }
        self.fell = Some(now);
    }

    fn grow(&mut self, through: Option<f64>, round_trip: Option<Duration>, passed: f64) {
        if let (Some(limit), Some(through)) = (self.limit, through)
            && through > limit * (1.0 + NEAR)
        {
            self.limit = None; // the link carries more than it did
        }
        let is_near = self.limit.is_some_and(|limit| (self.rate - limit).abs() < limit * NEAR);
        let grown = if is_near {
            let response = round_trip.map_or(0.3, |time| time.as_secs_f64() + 0.1);
            self.rate + (PACKET_BITS / response).max(self.rate * LEAST_GROWTH) * passed
        } else {
            self.rate * GROWTH.powf(passed) + 1_000.0 * passed
        };
        // What was never tried is not taken for granted.
        let tried = through.map_or(self.rate, |through| through * 1.5 + 10_000.0);
        self.rate = grown.min(tried).max(self.rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traffic(through: f64, sent: f64) -> Traffic {
        Traffic { sent: Some(sent), through: Some(through), peak: None }
    }

    const RTT: Option<Duration> = Some(Duration::from_millis(100));

    #[test]
    fn a_growing_queue_takes_the_rate_below_what_went_through() {
        let now = Instant::now();
        let mut control = DelayControl::new(1_000_000.0, now);
        control.update(Signal::Over, traffic(400_000.0, 900_000.0), RTT, now);
        assert!((control.rate() - 340_000.0).abs() < 1.0);
        control.update(Signal::Over, traffic(300_000.0, 340_000.0), RTT, now + Duration::from_millis(100));
        assert!((control.rate() - 340_000.0).abs() < 1.0, "one step, not two for the same queue");
    }

    #[test]
    fn jitter_on_an_unused_link_costs_half_and_not_all() {
        let now = Instant::now();
        let mut control = DelayControl::new(1_000_000.0, now);
        control.update(Signal::Over, traffic(40_000.0, 40_000.0), RTT, now);
        assert!((control.rate() - 500_000.0).abs() < 1.0);
    }

    #[test]
    fn the_queue_of_one_large_picture_is_measured_and_not_the_quiet_around_it() {
        let now = Instant::now();
        let mut control = DelayControl::new(950_000.0, now);
        let picture = Traffic { peak: Some(1_000_000.0), ..traffic(600_000.0, 600_000.0) };
        control.update(Signal::Over, picture, RTT, now);
        assert!((control.rate() - 850_000.0).abs() < 1.0);
        control.update(Signal::Over, picture, RTT, now + Duration::from_millis(600));
        assert!((control.rate() - 510_000.0).abs() < 1.0, "the queue did not go");
    }

    #[test]
    fn what_was_not_tried_does_not_grow() {
        let now = Instant::now();
        let mut control = DelayControl::new(300_000.0, now);
        for n in 1..100 {
            let now = now + Duration::from_millis(n * 100);
            control.update(Signal::Normal, traffic(50_000.0, 50_000.0), RTT, now);
        }
        assert!((control.rate() - 300_000.0).abs() < 1.0);
    }

    #[test]
    fn near_the_known_limit_steps_are_small_and_elsewhere_they_grow() {
        let now = Instant::now();
        let grown = |limit: Option<f64>| {
            let mut control = DelayControl::new(1_000_000.0, now);
            control.limit = limit;
            control.update(Signal::Normal, traffic(1_000_000.0, 1_000_000.0), RTT, now + Duration::from_secs(1));
            control.rate() - 1_000_000.0
        };
        assert!(grown(Some(1_050_000.0)) < 60_000.0);
        assert!(grown(None) > 75_000.0);
    }

    #[test]
    fn a_burst_that_finds_less_than_was_believed_puts_that_right() {
        let now = Instant::now();
        let mut control = DelayControl::new(300_000.0, now);
        control.found(280_000.0, now);
        assert!((control.rate() - 300_000.0).abs() < 1.0, "that is about the same");
        control.found(100_000.0, now);
        assert!((control.rate() - 150_000.0).abs() < 1.0);
    }

    #[test]
    fn the_rate_stays_within_its_bounds() {
        let now = Instant::now();
        let mut control = DelayControl::new(20_000.0, now);
        for n in 0..100 {
            control.update(Signal::Over, traffic(0.0, 20_000.0), RTT, now + Duration::from_secs(n));
        }
        assert!((control.rate() - f64::from(LEAST_RATE)).abs() < 1.0);
        control.found(1e12, now);
        assert!((control.rate() - f64::from(MOST_RATE)).abs() < 1.0);
    }
}
