//! Short bursts of padding that find out whether more gets through than is sent.
//!
//! A burst fills up what is sent anyway to the rate that is tried, for [`LASTS`]. What arrives of it, and how fast, is
//! the answer. A burst that failed is not repeated soon: it costs whoever is on a weak link a moment of delay.

use std::time::{Duration, Instant};

use super::history::History;

/// How long a burst lasts at least.
const LASTS: Duration = Duration::from_millis(80);
/// Bytes of padding a burst has at least, so that there are enough packets to measure.
const LEAST_BYTES: u32 = 1_600;
/// A burst that did not get this far by now is given up: its rate is too low to be measured so.
const LONGEST: Duration = Duration::from_millis(400);
/// Between two doses of a burst.
const STEP: Duration = Duration::from_millis(5);
/// How long the report of a burst is waited for after its end.
const PATIENCE: Duration = Duration::from_secs(2);
/// A burst tries at most this many times the estimate.
const BOLDNESS: f64 = 2.0;
/// Until the first time it fails, a link nothing is known of is tried more boldly.
const FIRST_BOLDNESS: f64 = 3.0;
/// Shortest and longest time to the next try after one that failed.
const FIRST_WAIT: Duration = Duration::from_secs(4);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// After a step down, so long until it is looked whether it was a passing thing.
const AFTER_FALL: Duration = Duration::from_secs(3);
/// Received slower than this share of how it was sent, the link was filled.
const FILLED: f64 = 0.9;
/// What is taken of the rate a filled link let through.
const OF_FILLED: f64 = 0.95;

#[derive(Clone, Copy, Debug)]
struct Burst {
    rate: f64,
    begun: Instant,
    bytes: u32,
    padded: u32,
    next: Instant,
    first: Option<u64>,
    last: Option<u64>,
    ended: Option<Instant>,
}

/// When to try, and what came of it.
#[derive(Debug)]
pub(super) struct Probes {
    burst: Option<Burst>,
    next_try: Instant,
    wait: Duration,
    boldness: f64,
    /// A rate that was there not long ago.
    lately: Option<f64>,
}

impl Probes {
    pub(super) fn new(now: Instant) -> Self {
        Self { burst: None, next_try: now, wait: FIRST_WAIT, boldness: FIRST_BOLDNESS, lately: None }
    }

    /// Begins a burst if more is wanted than the estimate and it is time. `calm`: the queue rests.
    pub(super) fn consider(&mut self, rate: f64, wanted: f64, calm: bool, now: Instant) {
        let lost =
            self.burst.is_some_and(|burst| burst.ended.is_some_and(|at| now.saturating_duration_since(at) > PATIENCE));
        if lost {
            self.burst = None;
            self.failed(now);
        }
        if self.burst.is_some() || now < self.next_try || !calm || wanted <= rate {
            return;
        }
        let bold = self.lately.take().map_or(rate * self.boldness, |lately| lately.max(rate * 1.2));
        self.burst = Some(Burst {
            rate: bold.min(wanted),
            begun: now,
            bytes: 0,
            padded: 0,
            next: now,
            first: None,
            last: None,
            ended: None,
        });
    }

    /// A packet was sent, padding or not.
    pub(super) fn sent(&mut self, number: u64, bytes: u32) {
        if let Some(burst) = self.burst.as_mut().filter(|burst| burst.ended.is_none()) {
            burst.first.get_or_insert(number);
            burst.last = Some(number);
            burst.bytes += bytes;
        }
    }

    /// Bytes of padding due now.
    pub(super) fn due(&mut self, now: Instant) -> u32 {
        let Some(burst) = self.burst.as_mut().filter(|burst| burst.ended.is_none() && now >= burst.next) else {
            return 0;
        };
        let lasted = now.saturating_duration_since(burst.begun);
        if (lasted >= LASTS && burst.padded >= LEAST_BYTES) || lasted >= LONGEST {
            burst.ended = Some(now);
            return 0;
        }
        burst.next = now + STEP;
        let should = burst.rate / 8.0 * (lasted + STEP).as_secs_f64();
        let owed = (should as u32).saturating_sub(burst.bytes);
        burst.padded += owed;
        owed
    }

    /// When padding is due next.
    pub(super) fn next(&self) -> Option<Instant> {
        self.burst.filter(|burst| burst.ended.is_none()).map(|burst| burst.next)
    }

    /// Whether a packet was part of the burst that is waited for.
    pub(super) fn covers(&self, number: u64) -> bool {
        self.burst.is_some_and(|burst| {
            burst.first.is_some_and(|first| number >= first) && burst.last.is_some_and(|last| number <= last)
        })
    }

    /// The rate the last burst found, once the client has reported all of it.
    pub(super) fn result(&mut self, history: &History, now: Instant) -> Option<f64> {
        let burst = self.burst.filter(|burst| burst.ended.is_some())?;
        let (Some(first), Some(last)) = (burst.first, burst.last) else {
            self.burst = None;
            self.failed(now);
            return None;
        };
        if !history.is_decided(last) {
            return None;
        }
        self.burst = None;
        let found = measure(history.range(first, last));
        match found {
            // Worth another look at once: perhaps even more gets through.
            Some(found) if found >= burst.rate * FILLED => {
                self.next_try = now;
                self.wait = FIRST_WAIT;
            }
            _ => self.failed(now),
        }
        found
    }

    /// The estimate fell: a little later it is tried whether that was a passing thing.
    pub(super) fn fell(&mut self, now: Instant) {
        self.boldness = BOLDNESS;
        if self.burst.take().is_some() {
            self.failed(now);
        }
        self.next_try = self.next_try.max(now + AFTER_FALL);
    }

    /// An outage ended; the rate of before it is tried at once.
    pub(super) fn after_outage(&mut self, before: f64, now: Instant) {
        self.cancel();
        self.lately = Some(before);
        self.wait = FIRST_WAIT;
        self.next_try = now;
    }

    /// Gives a burst up.
    pub(super) fn cancel(&mut self) {
        self.burst = None;
    }

    fn failed(&mut self, now: Instant) {
        self.boldness = BOLDNESS;
        self.next_try = now + self.wait;
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
    }
}

/// The rate at which a burst came through: without its first dose, which fills an empty link at once.
fn measure(packets: impl Iterator<Item = (Instant, u32, Option<i64>)>) -> Option<f64> {
    let packets: Vec<_> = packets.collect();
    let begun = packets.first()?.0;
    let is_first = |sent: Instant| sent.saturating_duration_since(begun) < Duration::from_millis(3);
    let came = |wanted_first: bool| {
        packets.iter().filter(move |(sent, ..)| is_first(*sent) == wanted_first).filter_map(|(_, _, at)| *at)
    };
    let (from, to) = (came(true).max()?, came(false).max()?);
    let rest = packets.iter().filter(|(sent, ..)| !is_first(*sent));
    let (mut sent_bytes, mut came_bytes) = (0_u32, 0_u32);
    for (_, bytes, at) in rest {
        sent_bytes += bytes;
        came_bytes += at.map_or(0, |_| *bytes);
    }
    let first_sent = packets.iter().map(|(sent, ..)| *sent).filter(|sent| is_first(*sent)).max()?;
    let last_sent = packets.last()?.0;
    let sending = last_sent.saturating_duration_since(first_sent).as_secs_f64();
    let coming = (to - from) as f64 / 1e6;
    // Too little came, or in an order that says nothing.
    if came_bytes * 10 < sent_bytes * 8 || sending < 0.02 || coming < 0.005 {
        return None;
    }
    let sent = f64::from(sent_bytes) * 8.0 / sending;
    let received = f64::from(came_bytes) * 8.0 / coming;
    Some(if received < sent * FILLED { received * OF_FILLED } else { received.min(sent) })
}

#[cfg(test)]
mod tests {
    use super::super::Arrival;
    use super::*;

    /// A burst over a link of so many bits a second; gives what is found.
    fn burst(link: f64, rate: f64, wanted: f64) -> Option<f64> {
        let base = Instant::now();
        let mut probes = Probes::new(base);
        let mut history = History::default();
        probes.consider(rate, wanted, true, base);
        let mut free = 0.0;
        let mut number = 0_u16;
        let mut arrivals = Vec::new();
        for ms in 0..600 {
            let now = base + Duration::from_millis(ms);
            let mut due = probes.due(now);
            while due > 0 {
                let bytes = due.clamp(60, 250);
                due = due.saturating_sub(bytes);
                let counted = history.sent(number, bytes, now);
                probes.sent(counted, bytes);
                free = f64::max(free, ms as f64) + f64::from(bytes) * 8_000.0 / link;
                arrivals.push(Arrival { number, at_us: Some((free * 1_000.0) as i64) });
                number += 1;
            }
        }
        history.report(&arrivals);
        probes.result(&history, base + Duration::from_millis(700))
    }

    #[test]
    fn a_burst_finds_what_a_small_link_carries() {
        for link in [100_000.0, 300_000.0, 700_000.0] {
            let found = burst(link, link / 1.8, 9e6);
            assert!(found.is_some_and(|found| (found / link - 0.95).abs() < 0.1), "{link}: {found:?}");
        }
    }

    #[test]
    fn a_burst_on_a_wide_link_finds_no_more_than_was_tried() {
        let found = burst(50e6, 300_000.0, 9e6);
        assert!(found.is_some_and(|found| (found / 900_000.0 - 1.0).abs() < 0.1), "{found:?}");
    }

    #[test]
    fn no_more_is_tried_than_is_wanted_and_nothing_when_nothing_is() {
        let found = burst(50e6, 300_000.0, 400_000.0);
        assert!(found.is_some_and(|found| (found / 400_000.0 - 1.0).abs() < 0.1), "{found:?}");
        assert_eq!(burst(50e6, 300_000.0, 200_000.0), None);
    }

    #[test]
    fn a_burst_that_failed_is_tried_again_later_and_later() {
        let base = Instant::now();
        let mut probes = Probes::new(base);
        let mut begun = Vec::new();
        for ms in (0..120_000).step_by(5) {
            let now = base + Duration::from_millis(ms);
            let before = probes.burst.is_some();
            probes.consider(100_000.0, 500_000.0, true, now);
            if probes.burst.is_some() && !before {
                begun.push(ms / 1_000);
            }
            if probes.due(now) > 0 {
                probes.sent(ms, 250);
            }
        }
        let waits: Vec<u64> = begun.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(waits.len() >= 4 && waits.windows(2).all(|pair| pair[0] <= pair[1] + 1), "{waits:?}");
        assert!(waits.last().is_some_and(|wait| *wait >= 30), "{waits:?}");
    }
}
