//! How much a downlink carries, estimated by the sender from the arrival times the client reports.
//!
//! Sources: draft-ietf-rmcat-gcc-02 (delay-based and loss-based control, sections 5 and 6), Carlucci et al., "Congestion
//! Control for Web Real-Time Communication" (IEEE/ACM Transactions on Networking, 2017), and for the reports
//! draft-holmer-rmcat-transport-wide-cc-extensions-01. What is added to them, because a media server seldom sends as much
//! as the link would carry: short bursts of padding when more is wanted than is known to fit (`probe`), and a rate kept
//! over an outage (`stall`). Rates are bits a second of IP packets, headers included.

mod acknowledged;
mod clock;
mod delay;
mod groups;
mod history;
mod loss;
mod probe;
mod stall;
mod trend;

use std::time::{Duration, Instant};

use acknowledged::Throughput;
use clock::ClientClock;
use delay::{DelayControl, Traffic};
use groups::Groups;
use history::{Fate, History};
use loss::LossControl;
use probe::Probes;
use stall::Stall;
use trend::{Signal, Trend};

/// Lowest estimate, bits a second.
pub const LEAST_RATE: u32 = 10_000;
/// Highest estimate, bits a second: more than a hall with all its places needs.
pub const MOST_RATE: u32 = 12_000_000;
/// Most packets one report may speak of; the rest of a longer one is not believed.
pub const MOST_ARRIVALS: usize = 4_096;
/// Estimate for a link nothing is known about.
const FIRST_RATE: u32 = 300_000;

/// What a report says of one packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its transport-wide number.
    pub number: u16,
    /// When it came, microseconds of the client's clock; none if it has not come.
    pub at_us: Option<i64>,
}

/// The estimate of one downlink (băng thông ước lượng).
#[derive(Debug)]
pub struct Estimate {
    history: History,
    groups: Groups,
    trend: Trend,
    delay: DelayControl,
    loss: LossControl,
    acknowledged: Throughput,
    clock: ClientClock,
    sent: Throughput,
    probes: Probes,
    stall: Stall,
    round_trip: Option<Duration>,
}

impl Estimate {
    /// An estimate that begins with what was known of the link, or with 300 kbit/s.
    #[must_use]
    pub fn new(remembered: Option<u32>, now: Instant) -> Self {
        let rate = f64::from(remembered.unwrap_or(FIRST_RATE).clamp(LEAST_RATE, MOST_RATE));
        Self {
            history: History::default(),
            groups: Groups::default(),
            trend: Trend::default(),
            delay: DelayControl::new(rate, now),
            loss: LossControl::default(),
            acknowledged: Throughput::default(),
            clock: ClientClock::default(),
            sent: Throughput::default(),
            probes: Probes::new(now),
            stall: Stall::default(),
            round_trip: None,
        }
    }

    /// A packet was sent. `bytes` counts the headers of IP and UDP.
    pub fn sent(&mut self, number: u16, bytes: u32, now: Instant) {
        let number = self.history.sent(number, bytes, now);
        self.sent.add(bytes, now);
        self.stall.sent(now);
        self.probes.sent(number, bytes);
    }

    /// A report came: the packets it speaks of, in the order of their numbers.
    pub fn report(&mut self, arrivals: &[Arrival], now: Instant) {
        let arrivals = &arrivals[..arrivals.len().min(MOST_ARRIVALS)];
        let fates = self.history.report(arrivals);
        if fates.is_empty() {
            return;
        }
        if let Some(back) = self.stall.heard() {
            // What came through before the outage says nothing about now, and what was lost in it is no congestion.
            self.groups = Groups::default();
            self.trend = Trend::default();
            self.acknowledged = Throughput::default();
            self.loss.forget();
            self.delay.resume(now);
            self.probes.after_outage(back, now);
            return;
        }
        if let Some(newest) = fates.iter().filter(|fate| fate.arrived.is_some()).map(|fate| fate.sent).max() {
            self.note_round_trip(now.saturating_duration_since(newest));
        }
        self.loss.take(&fates, now);
        let mut arrived: Vec<(i64, Fate)> = fates.iter().filter_map(|fate| Some((fate.arrived?, *fate))).collect();
        arrived.sort_by_key(|(at, fate)| (*at, fate.number));
        for (at, fate) in arrived {
            self.acknowledged.add(fate.bytes, self.clock.here(at, now));
            if self.probes.covers(fate.number) {
                // The queue of a burst is made on purpose and drains after it: neither is the link's doing.
                self.groups = Groups::default();
            } else if let Some(delta) = self.groups.add(fate.sent, at) {
                self.trend.add(delta);
            }
        }
        let before = self.delay.rate();
        let through = self.acknowledged.rate_of_last();
        let traffic = Traffic { sent: self.sent.rate(now), through, peak: self.acknowledged.peak() };
        self.delay.update(self.trend.signal(), traffic, self.round_trip, now);
        self.loss.update(self.delay.rate(), through, now);
        if self.delay.rate() < before {
            self.probes.fell(now);
        }
        if let Some(found) = self.probes.result(&self.history, now) {
            self.delay.found(found, now);
            self.loss.found(found);
        }
    }

    /// Time passed: notices an outage, begins a burst when more than the estimate is wanted. `wanted` is what could be
    /// used, bits a second.
    pub fn tick(&mut self, wanted: u32, now: Instant) {
        if let Some(factor) = self.stall.check(self.delay.rate(), now) {
            self.delay.scale(factor);
            self.probes.cancel();
        }
        let calm = self.trend.signal() == Signal::Normal && !self.stall.is_stalled() && self.loss.share() < 0.1;
        self.probes.consider(f64::from(self.rate()), f64::from(wanted), calm, now);
    }

    /// Bytes of padding due now: of a burst, or a sign of life into a broken link. Each packet
    /// of it is to be reported with [`sent`](Self::sent) at once.
    pub fn padding(&mut self, now: Instant) -> u32 {
        self.probes.due(now) + self.stall.due(now)
    }

    /// When the next padding is due, while a burst or an outage lasts.
    #[must_use]
    pub fn next_padding(&self) -> Option<Instant> {
        self.probes.next().into_iter().chain(self.stall.next()).min()
    }

    /// The estimate, bits a second.
    #[must_use]
    pub fn rate(&self) -> u32 {
        self.delay.rate().min(self.loss.limit()).clamp(f64::from(LEAST_RATE), f64::from(MOST_RATE)) as u32
    }

    /// What is worth remembering for the next time: the estimate, or during an outage the one before it.
    #[must_use]
    pub fn to_remember(&self) -> u32 {
        self.stall.before().map_or(self.rate(), |before| before as u32)
    }

    /// Share of packets lost over the last two seconds of reports, 0 to 1.
    #[must_use]
    pub fn loss(&self) -> f64 {
        self.loss.share()
    }

    /// Least time from a packet to the report of it over about the last ten reports: the round trip and the client's wait.
    #[must_use]
    pub fn round_trip(&self) -> Option<Duration> {
        self.round_trip
    }

    /// Whether nothing has come back for a second though something was sent.
    #[must_use]
    pub fn is_stalled(&self) -> bool {
        self.stall.is_stalled()
    }

    fn note_round_trip(&mut self, sample: Duration) {
        // Falls at once and rises slowly: most of what is above the least is the client waiting for a full report.
        self.round_trip = Some(match self.round_trip {
            Some(known) if sample > known => known + (sample - known) / 10,
            _ => sample,
        });
    }
}

#[cfg(test)]
mod tests;
