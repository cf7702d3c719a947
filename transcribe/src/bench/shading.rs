//! Does the confidence find the wrong words? Of the least sure words a share is shaded; how many errors are among them?

use serde::{Deserialize, Serialize};

use crate::{
    report::Transcript,
    wer::{Edit, comparable, edits},
};

/// Share of the words that is shaded.
const SHADED: f64 = 0.15;

/// What shading the least sure words finds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shading {
    /// Share of the heard words that is shaded, the least sure ones.
    pub shaded_percent: f64,
    /// Heard words that are wrong: put for another, or too many. A missing word cannot be shaded.
    pub wrong_words: u64,
    /// Share of them among the shaded.
    pub found_percent: f64,
    /// Confidence below which a word is shaded.
    pub below: f64,
    /// Mean distance between confidence and the share of right words, over ten ranges of confidence.
    pub calibration_error: f64,
}

/// Collects words with their confidence.
#[derive(Default)]
pub(super) struct Judged(Vec<(f64, bool)>);

impl Judged {
    pub(super) fn add(&mut self, said: &str, transcript: &Transcript) {
        let words = || transcript.segments.iter().flat_map(|segment| &segment.words);
        // A word that compares as several, or as none, keeps its confidence for each of them.
        let parts: Vec<(String, f64)> =
            words().flat_map(|word| comparable(&word.text).into_iter().map(|part| (part, word.p))).collect();
        let heard: Vec<String> = parts.iter().map(|part| part.0.clone()).collect();
        for edit in edits(&comparable(said), &heard) {
            match edit {
                Edit::Same(_, j) => self.0.push((parts[j].1, false)),
                Edit::Put(_, j) | Edit::Surplus(_, j) => self.0.push((parts[j].1, true)),
                Edit::Missing(..) => {}
            }
        }
    }

    pub(super) fn shading(mut self) -> Option<Shading> {
        self.0.sort_by(|a, b| a.0.total_cmp(&b.0));
        let shaded = (self.0.len() as f64 * SHADED) as usize;
        let wrong = self.0.iter().filter(|word| word.1).count();
        let found = self.0.iter().take(shaded).filter(|word| word.1).count();
        let (below, _) = *self.0.get(shaded)?;
        Some(Shading {
            shaded_percent: 100.0 * SHADED,
            wrong_words: wrong as u64,
            found_percent: 100.0 * found as f64 / wrong.max(1) as f64,
            below,
            calibration_error: self.calibration_error(),
        })
    }

    fn calibration_error(&self) -> f64 {
        let ranges = (0..10).map(|n| {
            let inside: Vec<_> = self.0.iter().filter(|word| ((word.0 * 10.0) as usize).min(9) == n).collect();
            let sure: f64 = inside.iter().map(|word| word.0).sum();
            let right = inside.iter().filter(|word| !word.1).count() as f64;
            (sure - right).abs()
        });
        ranges.sum::<f64>() / self.0.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_least_sure_words_are_shaded_and_errors_among_them_counted() {
        let mut words: Vec<(f64, bool)> = (0..100).map(|n| (0.5 + f64::from(n) / 200.0, false)).collect();
        words[3].1 = true;
        words[90].1 = true;
        let found = Judged(words).shading().unwrap();
        assert_eq!((found.wrong_words, found.found_percent, found.below), (2, 50.0, 0.575));
        assert!(Judged::default().shading().is_none());
    }

    #[test]
    fn confidence_that_tells_the_truth_has_no_calibration_error() {
        let words = (0..10).map(|n| (0.9, n == 0)).collect();
        assert!(Judged(words).calibration_error() < 1e-9);
        assert!((Judged(vec![(0.9, true); 4]).calibration_error() - 0.9).abs() < 1e-9);
    }
}
