//! Outages: nothing comes back though something was sent.

use std::time::{Duration, Instant};

/// Silence after which the link is taken for broken.
const SILENCE: Duration = Duration::from_secs(1);
/// What remains of the rate for each further second of silence.
const DECAY: f64 = 0.7;
/// Into a broken link one small packet is sent this often, so that its return is noticed even where nothing is wanted.
const SIGN: Duration = Duration::from_millis(500);
const SIGN_BYTES: u32 = 80;

/// Whether the link is broken, and what it carried before.
#[derive(Debug, Default)]
pub(super) struct Stall {
    /// When the first packet that nothing was heard of since was sent.
    unheard: Option<Instant>,
    stepped: Option<Instant>,
    before: Option<f64>,
    sign: Option<Instant>,
}

impl Stall {
    /// Something was sent.
    pub(super) fn sent(&mut self, now: Instant) {
        self.unheard.get_or_insert(now);
    }

    /// Something was reported; gives the rate of before if an outage ended with it.
    pub(super) fn heard(&mut self) -> Option<f64> {
        self.unheard = None;
        self.stepped = None;
        self.sign = None;
        self.before.take()
    }

    /// Looks at the time; gives the factor the rate is to be scaled with.
    pub(super) fn check(&mut self, rate: f64, now: Instant) -> Option<f64> {
        let since = self.stepped.or(self.unheard)?;
        if now.saturating_duration_since(since) < SILENCE {
            return None;
        }
        self.stepped = Some(now);
        self.before.get_or_insert(rate);
        self.sign.get_or_insert(now);
        Some(DECAY)
    }

    /// Bytes of a sign of life due now.
    pub(super) fn due(&mut self, now: Instant) -> u32 {
        match self.sign {
            Some(at) if at <= now => {
                self.sign = Some(now + SIGN);
                SIGN_BYTES
            }
            _ => 0,
        }
    }

    /// When a sign of life is due next.
    pub(super) fn next(&self) -> Option<Instant> {
        self.sign
    }

    /// Whether an outage lasts.
    pub(super) fn is_stalled(&self) -> bool {
        self.before.is_some()
    }

    /// The rate before the outage that lasts.
    pub(super) fn before(&self) -> Option<f64> {
        self.before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_scales_the_rate_down_and_a_report_gives_back_what_was() {
        let base = Instant::now();
        let mut stall = Stall::default();
        stall.sent(base);
        let mut rate = 1_000_000.0;
        for ms in (0..5_500).step_by(100) {
            if let Some(factor) = stall.check(rate, base + Duration::from_millis(ms)) {
                rate *= factor;
            }
        }
        assert!((rate - 1_000_000.0 * DECAY.powi(5)).abs() < 1.0, "{rate}");
        assert!(stall.is_stalled());
        assert_eq!(stall.heard(), Some(1_000_000.0));
        assert!(!stall.is_stalled());
    }

    #[test]
    fn a_broken_link_gets_a_sign_of_life_twice_a_second() {
        let base = Instant::now();
        let mut stall = Stall::default();
        stall.sent(base);
        let signs = (0..11_000).filter(|ms| {
            let now = base + Duration::from_millis(*ms);
            stall.check(1.0, now);
            stall.due(now) > 0
        });
        assert_eq!(signs.count(), 20);
        stall.heard();
        assert_eq!((stall.due(base + Duration::from_secs(20)), stall.next()), (0, None));
    }

    #[test]
    fn a_link_on_which_nothing_is_sent_is_not_broken() {
        let base = Instant::now();
        let mut stall = Stall::default();
        assert_eq!(stall.check(1.0, base + Duration::from_secs(100)), None);
        stall.sent(base);
        stall.heard();
        assert_eq!(stall.check(1.0, base + Duration::from_secs(100)), None);
    }
}
