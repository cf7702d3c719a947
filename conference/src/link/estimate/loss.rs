//! The limit losses set (draft-ietf-rmcat-gcc-02, section 6), with two exceptions of our own for links that lose by
//! nature, as radio links do: losses alone never silence the voice, and where sending much less did not help, that share
//! is taken for the link's own and only more than it counts.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::history::Fate;

/// Over how long the share is taken.
const WINDOW: Duration = Duration::from_secs(2);
/// Packets needed before a share means anything.
const ENOUGH: u32 = 20;
/// More than this is taken for too much sent.
const TOO_MUCH: f64 = 0.10;
/// Less than this is taken for none.
const NONE: f64 = 0.02;
/// More than this for no voice to be understood: then the link is believed to be too small even for one.
const HOPELESS: f64 = 0.40;
/// Enough for one voice with its headers, bits a second.
const VOICE: f64 = 64_000.0;
/// Least time between two steps.
const PAUSE: Duration = Duration::from_millis(400);
/// Sending less has not helped if at this share of the rate there is still this share of the losses.
const MUCH_LESS: f64 = 0.6;
const STILL: f64 = 0.65;
/// How long what was learned of a link's own losses holds.
const NATURE_HOLDS: Duration = Duration::from_secs(45);
/// Growth of a limit a second while nothing is lost.
const GROWTH: f64 = 1.10;

/// The loss-based limit.
#[derive(Debug, Default)]
pub(super) struct LossControl {
    reports: VecDeque<(Instant, u32, u32)>,
    limit: Option<f64>,
    stepped: Option<Instant>,
    /// Rate and losses when the way down began.
    began: Option<(f64, f64)>,
    /// Much less is being sent since then: the losses of before must leave the window first.
    judging: Option<Instant>,
    /// The link's own losses, and since when that is known.
    nature: Option<(f64, Instant)>,
}

impl LossControl {
    /// Notes what a report said.
    pub(super) fn take(&mut self, fates: &[Fate], now: Instant) {
        let lost = fates.iter().filter(|fate| fate.arrived.is_none()).count() as u32;
        let late = fates.iter().filter(|fate| fate.was_lost).count() as u32;
        if let Some((_, _, known)) = self.reports.back_mut() {
            *known = known.saturating_sub(late);
        }
        self.reports.push_back((now, fates.len() as u32 - late, lost));
        while self.reports.front().is_some_and(|(at, ..)| now.saturating_duration_since(*at) > WINDOW) {
            self.reports.pop_front();
        }
    }

    /// Share lost, 0 to 1.
    pub(super) fn share(&self) -> f64 {
        let (all, lost) = self.reports.iter().fold((0, 0), |(all, lost), report| (all + report.1, lost + report.2));
        if all < ENOUGH { 0.0 } else { f64::from(lost) / f64::from(all) }
    }

    /// Follows the losses; `rate` is what the delay allows, `through` what arrived, bits a second.
    pub(super) fn update(&mut self, rate: f64, through: Option<f64>, now: Instant) {
        let passed = self.stepped.map_or(PAUSE, |at| now.saturating_duration_since(at));
        if passed < PAUSE {
            return;
        }
        self.stepped = Some(now);
        let share = self.share();
        self.nature = self.nature.filter(|(_, at)| now.saturating_duration_since(*at) < NATURE_HOLDS);
        let own = self.nature.map_or(0.0, |(own, _)| own);
        if share > TOO_MUCH + own {
            let least = if share > HOPELESS { through.unwrap_or(VOICE) } else { VOICE };
            let present = self.limit.unwrap_or(rate).min(rate);
            let (began_at, began_with) = *self.began.get_or_insert((present, share));
            if present <= began_at * MUCH_LESS {
                let since = *self.judging.get_or_insert(now);
                if now.saturating_duration_since(since) < WINDOW + PAUSE {
                    return;
                }
                self.began = None;
                self.judging = None;
                if share >= began_with * STILL && share < HOPELESS {
                    self.nature = Some((share, now));
                    self.limit = None;
                    return;
                }
            }
            self.limit = Some((present * (1.0 - 0.5 * share)).max(least.min(present)));
        } else if share < NONE + own
            && let Some(limit) = self.limit
        {
            self.began = None;
            self.judging = None;
            let grown = limit * GROWTH.powf(passed.as_secs_f64().min(1.0));
            self.limit = Some(grown).filter(|grown| *grown < rate);
        }
    }

    /// A burst came through at this rate.
    pub(super) fn found(&mut self, rate: f64) {
        self.limit = self.limit.filter(|limit| *limit > rate);
    }

    /// What was lost up to now no longer counts.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Bits a second; infinite while losses set no limit.
    pub(super) fn limit(&self) -> f64 {
        self.limit.unwrap_or(f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(share: f64, seconds: u64) -> LossControl {
        let base = Instant::now();
        let mut control = LossControl::default();
        let mut owed = 0.0;
        for step in 0..seconds * 10 {
            let now = base + Duration::from_millis(step * 100);
            let fates: Vec<Fate> = (0..10)
                .map(|number| {
                    owed += share;
                    let lost = owed >= 1.0;
                    owed -= f64::from(u8::from(lost));
                    Fate { number, sent: now, bytes: 100, arrived: (!lost).then_some(1), was_lost: false }
                })
                .collect();
            control.take(&fates, now);
            control.update(1_000_000.0, Some(500_000.0), now);
        }
        control
    }

    #[test]
    fn losses_of_a_radio_link_set_no_limit() {
        assert_eq!(control(0.05, 20).limit(), f64::INFINITY);
    }

    #[test]
    fn heavy_losses_lower_the_limit_until_it_is_seen_that_this_does_not_help() {
        assert!(control(0.2, 2).limit() < 800_000.0);
        assert_eq!(control(0.2, 10).limit(), f64::INFINITY);
    }

    #[test]
    fn where_half_is_lost_only_what_comes_through_counts() {
        let limit = control(0.6, 60).limit();
        assert!((limit - 500_000.0).abs() < 1.0, "{limit}");
    }

    #[test]
    fn a_packet_that_comes_late_after_all_is_not_lost() {
        let now = Instant::now();
        let mut control = LossControl::default();
        let fate = |arrived, was_lost| Fate { number: 1, sent: now, bytes: 100, arrived, was_lost };
        control.take(&[fate(None, false); 40], now);
        assert!((control.share() - 1.0).abs() < 1e-9);
        control.take(&[fate(Some(1), true); 40], now);
        assert!(control.share().abs() < 1e-9);
    }
}
