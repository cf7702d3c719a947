//! How one wish is granted and taken back without going to and fro.

use std::time::{Duration, Instant};

/// A wish must fit for so long before it is granted.
const WAIT: Duration = Duration::from_secs(2);
/// Longest wait for one that was taken back again and again.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Taken back within this time, granting it was a mistake.
const MISTAKE: Duration = Duration::from_secs(20);
/// Granted for so long, earlier mistakes are forgiven.
const FORGIVEN: Duration = Duration::from_secs(60);

/// The state of a wish.
#[derive(Debug)]
pub(super) struct Hold {
    granted: Option<Instant>,
    fits: Option<Instant>,
    misfits: Option<Instant>,
    wait: Duration,
}

impl Default for Hold {
    fn default() -> Self {
        Self { granted: None, fits: None, misfits: None, wait: WAIT }
    }
}

impl Hold {
    pub(super) fn is_granted(&self) -> bool {
        self.granted.is_some()
    }

    /// Whether a granted wish stays so. `patience`: how long it may not fit.
    pub(super) fn keep(&mut self, fits: bool, patience: Duration, now: Instant) -> bool {
        if fits {
            self.misfits = None;
            if self.granted.is_some_and(|at| now.saturating_duration_since(at) >= FORGIVEN) {
                self.wait = WAIT;
            }
            return true;
        }
        let since = *self.misfits.get_or_insert(now);
        if now.saturating_duration_since(since) < patience {
            return true;
        }
        self.take_back(now);
        false
    }

    /// Whether a wish is granted now. `waits`: it must have fitted for a while.
    pub(super) fn try_for(&mut self, fits: bool, waits: bool, now: Instant) -> bool {
        if !fits {
            self.fits = None;
            return false;
        }
        let since = *self.fits.get_or_insert(now);
        // Even what is urgent waits where it had to be taken back.
        let wait = if waits { self.wait } else { self.wait - WAIT };
        if now.saturating_duration_since(since) < wait {
            return false;
        }
        self.granted = Some(now);
        self.fits = None;
        self.misfits = None;
        true
    }

    /// What the wish builds on is not there.
    pub(super) fn miss(&mut self, now: Instant) {
        self.fits = None;
        if self.is_granted() {
            self.take_back(now);
        }
    }

    fn take_back(&mut self, now: Instant) {
        if self.granted.is_some_and(|at| now.saturating_duration_since(at) < MISTAKE) {
            self.wait = (self.wait * 2).min(LONGEST_WAIT);
        }
        self.granted = None;
        self.misfits = None;
        self.fits = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_taken_back_soon_waits_longer_each_time() {
        let base = Instant::now();
        let mut hold = Hold::default();
        let mut grants = Vec::new();
        let mut granted_at = None;
        for tenth in 0..3_000_u64 {
            let now = base + Duration::from_millis(tenth * 100);
            if hold.is_granted() {
                // It turns out too dear after a second.
                let fits = granted_at.is_some_and(|at| tenth - at < 10);
                hold.keep(fits, Duration::ZERO, now);
            } else if hold.try_for(true, true, now) {
                granted_at = Some(tenth);
                grants.push(tenth);
            }
        }
        assert!(grants.len() <= 9, "{grants:?}");
        assert!(grants.windows(3).all(|three| three[2] - three[1] + 1 >= three[1] - three[0]), "{grants:?}");
    }

    #[test]
    fn patience_bridges_a_dip() {
        let base = Instant::now();
        let at = |ms| base + Duration::from_millis(ms);
        let mut hold = Hold::default();
        assert!(hold.try_for(true, false, base));
        let patience = Duration::from_secs(3);
        assert!(hold.keep(false, patience, at(100)));
        assert!(hold.keep(false, patience, at(3_000)));
        assert!(hold.keep(true, patience, at(3_050)));
        assert!(hold.keep(false, patience, at(3_200)));
        assert!(!hold.keep(false, patience, at(6_300)));
    }
}
