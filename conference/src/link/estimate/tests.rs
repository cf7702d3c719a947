#![allow(clippy::unwrap_used)]

use super::*;

/// A link of a fixed rate with a queue, a sender that sends what the estimate says, reports every 100 ms.
struct Loop {
    base: Instant,
    estimate: Estimate,
    rate: f64,
    /// Longest queue, milliseconds.
    queue_ms: f64,
    free_ms: f64,
    owed: f64,
    number: u16,
    waiting: Vec<(u16, Option<f64>)>,
    sent: u32,
    lost: u32,
    /// The most that is sent, bits a second.
    source: f64,
    wanted: u32,
    cut: bool,
}

impl Loop {
    fn new(rate: f64, remembered: Option<u32>) -> Self {
        let base = Instant::now();
        Self {
            base,
            estimate: Estimate::new(remembered, base),
            rate,
            queue_ms: 250.0,
            free_ms: 0.0,
            owed: 0.0,
            number: 65_000,
            waiting: Vec::new(),
            sent: 0,
            lost: 0,
            source: 1e9,
            wanted: 9_000_000,
            cut: false,
        }
    }

    fn send(&mut self, bytes: u32, ms: f64, now: Instant) {
        self.estimate.sent(self.number, bytes, now);
        let queue = (self.free_ms - ms).max(0.0);
        self.sent += 1;
        if queue > self.queue_ms || self.cut {
            self.lost += 1;
            self.waiting.push((self.number, None));
        } else {
            self.free_ms = self.free_ms.max(ms) + f64::from(bytes) * 8_000.0 / self.rate;
            self.waiting.push((self.number, Some(self.free_ms + 30.0)));
        }
        self.number = self.number.wrapping_add(1);
    }

    fn run(&mut self, from_ms: u64, to_ms: u64, mut each: impl FnMut(u64, &Estimate)) {
        for ms in from_ms..to_ms {
            let now = self.base + Duration::from_millis(ms);
            let time = ms as f64;
            self.owed += f64::from(self.estimate.rate()).min(self.source) / 8_000.0;
            if ms % 10 == 0 {
                while self.owed >= 200.0 {
                    let bytes = self.owed.min(1_200.0) as u32;
                    self.owed -= f64::from(bytes);
                    self.send(bytes, time, now);
                }
            }
            let mut padding = self.estimate.padding(now);
            while padding > 0 {
                let bytes = padding.clamp(60, 250);
                padding = padding.saturating_sub(bytes);
                self.send(bytes, time, now);
            }
            if ms % 100 == 0 {
                self.report(time, now);
                self.estimate.tick(self.wanted, now);
            }
            each(ms, &self.estimate);
        }
    }

    fn report(&mut self, time: f64, now: Instant) {
        let Some(last) = self.waiting.iter().rposition(|(_, at)| at.is_some_and(|at| at + 30.0 <= time)) else {
            return;
        };
        let arrivals: Vec<Arrival> = self
            .waiting
            .drain(..=last)
            .map(|(number, at)| Arrival { number, at_us: at.map(|at| (at * 1_000.0) as i64 + 777_000_000) })
            .collect();
        self.estimate.report(&arrivals, now);
    }
}

#[test]
fn a_steady_link_is_used_to_the_greater_part_within_ten_seconds_and_loses_little() {
    for rate in [150_000.0, 500_000.0, 1_000_000.0, 2_000_000.0] {
        let mut link = Loop::new(rate, None);
        link.run(0, 10_000, |_, _| {});
        let (mut sum, mut count) = (0.0, 0.0);
        link.sent = 0;
        link.lost = 0;
        link.run(10_000, 40_000, |_, estimate| {
            sum += f64::from(estimate.rate());
            count += 1.0;
        });
        let used = sum / count / rate;
        let loss = f64::from(link.lost) / f64::from(link.sent);
        assert!((0.85..1.1).contains(&used), "{rate}: {used}");
        assert!(loss < 0.03, "{rate}: {loss}");
    }
}

#[test]
fn a_voice_alone_learns_what_the_link_would_carry() {
    let mut link = Loop::new(700_000.0, None);
    link.source = 46_000.0;
    link.run(0, 10_000, |_, _| {});
    let rate = f64::from(link.estimate.rate());
    assert!((0.8..1.15).contains(&(rate / 700_000.0)), "{rate}");
}

#[test]
fn nothing_is_probed_when_nothing_more_is_wanted() {
    let mut link = Loop::new(700_000.0, None);
    link.source = 46_000.0;
    link.wanted = 0;
    let mut probed = false;
    link.run(0, 10_000, |_, estimate| probed |= estimate.next_padding().is_some());
    assert!(!probed);
}

#[test]
fn a_link_that_shrinks_is_followed_within_three_seconds() {
    let mut link = Loop::new(2_000_000.0, None);
    link.run(0, 15_000, |_, _| {});
    link.rate = 300_000.0;
    link.run(15_000, 18_000, |_, _| {});
    let rate = link.estimate.rate();
    assert!(rate < 330_000, "{rate}");
}

#[test]
fn after_an_outage_the_rate_of_before_is_back_within_three_seconds() {
    let mut link = Loop::new(1_000_000.0, None);
    link.run(0, 15_000, |_, _| {});
    let before = link.estimate.rate();
    link.cut = true;
    link.run(15_000, 27_000, |_, _| {});
    assert!(link.estimate.is_stalled() && link.estimate.rate() < 100_000);
    let kept = f64::from(link.estimate.to_remember()) / f64::from(before);
    assert!((0.9..1.1).contains(&kept), "{kept}");
    link.cut = false;
    link.free_ms = 0.0;
    link.run(27_000, 30_000, |_, _| {});
    assert!(f64::from(link.estimate.rate()) > f64::from(before) * 0.8, "{} of {before}", link.estimate.rate());
}

#[test]
fn a_remembered_rate_is_the_first_one() {
    let now = Instant::now();
    assert_eq!(Estimate::new(Some(64_000), now).rate(), 64_000);
    assert_eq!(Estimate::new(Some(1), now).rate(), LEAST_RATE);
    assert_eq!(Estimate::new(Some(u32::MAX), now).rate(), MOST_RATE);
}

#[test]
fn reports_of_any_content_break_nothing() {
    let base = Instant::now();
    let mut estimate = Estimate::new(None, base);
    let mut seed = 5_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 20
    };
    for round in 0..400_u64 {
        let now = base + Duration::from_millis(round * 50);
        (0..20).for_each(|_| estimate.sent(next() as u16, next() as u32 % 100_000, now));
        let arrivals: Vec<Arrival> = (0..50)
            .map(|_| Arrival { number: next() as u16, at_us: (next() % 3 > 0).then(|| (next() << 20) as i64) })
            .collect();
        estimate.report(&arrivals, now);
        estimate.tick(next() as u32, now);
        estimate.padding(now);
        assert!((LEAST_RATE..=MOST_RATE).contains(&estimate.rate()));
    }
    estimate.report(&vec![Arrival { number: 1, at_us: None }; 1_000_000], base);
}
