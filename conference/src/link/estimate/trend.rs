//! Whether the queue on the way grows: the slope of the delay, against a threshold that learns the link's jitter
//! (Carlucci et al. 2017, sections IV-B and IV-C; the slope is a least-squares line instead of their Kalman filter).

use std::collections::VecDeque;

use super::groups::Delta;

/// Points the line is drawn through.
const POINTS: usize = 20;
/// Weight of the past in the smoothed delay.
const SMOOTHING: f64 = 0.9;
/// The slope is scaled by the points behind it, no more than these, and by this factor.
const MOST_WEIGHT: f64 = 60.0;
const GAIN: f64 = 4.0;
/// The slope must be too steep for so long, milliseconds.
const PATIENCE_MS: f64 = 10.0;
/// The threshold: where it begins, its bounds, how fast it rises and falls (a millisecond), all in milliseconds.
const THRESHOLD: f64 = 12.5;
const LEAST_THRESHOLD: f64 = 6.0;
const MOST_THRESHOLD: f64 = 600.0;
const RISE: f64 = 0.0087;
const FALL: f64 = 0.039;
/// A slope so far above the threshold is an event, not jitter: the threshold does not learn from it.
const EVENT: f64 = 15.0;

/// What the delay does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Signal {
    /// It stays.
    #[default]
    Normal,
    /// It grows: more is sent than gets through.
    Over,
    /// It shrinks: a queue is draining.
    Under,
}

/// The slope of the delay over the last groups.
#[derive(Debug)]
pub(super) struct Trend {
    first_ms: Option<f64>,
    accumulated: f64,
    smoothed: f64,
    points: VecDeque<(f64, f64)>,
    deltas: f64,
    threshold: f64,
    learned_ms: Option<f64>,
    over_ms: f64,
    overs: u32,
    last: f64,
    signal: Signal,
}

impl Default for Trend {
    fn default() -> Self {
        Self {
            first_ms: None,
            accumulated: 0.0,
            smoothed: 0.0,
            points: VecDeque::with_capacity(POINTS),
            deltas: 0.0,
            threshold: THRESHOLD,
            learned_ms: None,
            over_ms: 0.0,
            overs: 0,
            last: 0.0,
            signal: Signal::Normal,
        }
    }
}

impl Trend {
    /// Takes the distance of two groups in.
    pub(super) fn add(&mut self, delta: Delta) {
        let first = *self.first_ms.get_or_insert(delta.at_ms);
        self.deltas = (self.deltas + 1.0).min(1_000.0);
        self.accumulated += delta.arrived_ms - delta.sent_ms;
        self.smoothed = SMOOTHING * self.smoothed + (1.0 - SMOOTHING) * self.accumulated;
        if self.points.len() == POINTS {
            self.points.pop_front();
        }
        self.points.push_back((delta.at_ms - first, self.smoothed));
        let slope = if self.points.len() == POINTS { slope(&self.points).unwrap_or(self.last) } else { 0.0 };
        self.judge(slope, delta);
    }

    /// What the delay does now.
    pub(super) fn signal(&self) -> Signal {
        self.signal
    }

    fn judge(&mut self, slope: f64, delta: Delta) {
        let scaled = self.deltas.min(MOST_WEIGHT) * slope * GAIN;
        if scaled > self.threshold {
            self.over_ms += delta.sent_ms;
            self.overs += 1;
            if self.over_ms > PATIENCE_MS && self.overs > 1 && slope >= self.last {
                self.over_ms = 0.0;
                self.overs = 0;
                self.signal = Signal::Over;
            }
        } else {
            self.over_ms = 0.0;
            self.overs = 0;
            self.signal = if scaled < -self.threshold { Signal::Under } else { Signal::Normal };
        }
        self.last = slope;
        self.learn(scaled.abs(), delta.at_ms);
    }

    fn learn(&mut self, size: f64, at_ms: f64) {
        let passed = (at_ms - self.learned_ms.unwrap_or(at_ms)).clamp(0.0, 100.0);
        self.learned_ms = Some(at_ms);
        if size > self.threshold + EVENT {
            return;
        }
        let speed = if size < self.threshold { FALL } else { RISE };
        self.threshold =
            (self.threshold + speed * (size - self.threshold) * passed).clamp(LEAST_THRESHOLD, MOST_THRESHOLD);
    }
}

/// Slope of the least-squares line; none if all points are at one time.
fn slope(points: &VecDeque<(f64, f64)>) -> Option<f64> {
    let count = points.len() as f64;
    let (x_mean, y_mean) =
        (points.iter().map(|(x, _)| x).sum::<f64>() / count, points.iter().map(|(_, y)| y).sum::<f64>() / count);
    let (above, below) = points.iter().fold((0.0, 0.0), |(above, below), (x, y)| {
        (above + (x - x_mean) * (y - y_mean), below + (x - x_mean) * (x - x_mean))
    });
    (below > 0.0).then(|| above / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(steps: impl Iterator<Item = f64>) -> Vec<Signal> {
        let mut trend = Trend::default();
        let mut at_ms = 0.0;
        steps
            .map(|extra| {
                at_ms += 20.0 + extra;
                trend.add(Delta { sent_ms: 20.0, arrived_ms: 20.0 + extra, at_ms });
                trend.signal()
            })
            .collect()
    }

    #[test]
    fn a_growing_queue_is_noticed_within_a_second() {
        let signals = run((0..100).map(|n| if n < 50 { 0.0 } else { 4.0 }));
        let noticed = signals.iter().position(|signal| *signal == Signal::Over);
        assert!(noticed.is_some_and(|at| (50..80).contains(&at)), "{noticed:?}");
    }

    #[test]
    fn steady_jitter_is_not_taken_for_a_queue() {
        let mut seed = 11_u32;
        let mut before = 0.0;
        let signals = run((0..2_000).map(move |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let jitter = f64::from(seed >> 16) / 65_536.0 * 12.0;
            let step = jitter - before;
            before = jitter;
            step
        }));
        let over = signals.iter().skip(200).filter(|signal| **signal == Signal::Over).count();
        assert!(over < 20, "{over} of 1,800");
    }

    #[test]
    fn a_draining_queue_is_told_apart() {
        let signals = run((0..120).map(|n| if n < 40 { 0.0 } else { -3.0 }));
        assert!(signals.contains(&Signal::Under) && !signals.contains(&Signal::Over));
    }
}
