//! How likely one syllable is heard as another (khoảng cách âm tiết).
//!
//! The likelihood of hearing h for m, given that m was misheard, is that of the set of parts that changed times that
//! of each changed part; counts are smoothed with the likeness of sounds. The cost is its negative logarithm, 0 for the
//! same sound and 1 for what nobody would confuse.

use super::confusions::{Confusions, Mask, mask_of};
use super::likeness;
use super::sound::{ONSETS, RHYMES, Sound, TONES};

/// Counts that likeness weighs as much as: with so few confusions of one part, expectation has the larger say.
const EXPECTED: f32 = 20.0;
/// Counts that the expected share of each set of changed parts weighs as much as.
const EXPECTED_PARTS: f32 = 20.0;
/// Shares of sets of changed parts expected before counting, by mask: onset, rhyme, both, tone, onset and tone, ...
const PARTS_BEFORE: [f32; 8] = [0.0, 0.18, 0.25, 0.12, 0.2, 0.05, 0.1, 0.1];
/// Natural logarithm of the likelihood at which a cost is 1.
pub(super) const UNLIKELY: f32 = 14.0;

/// Likelihoods of hearing one part for another, and costs of whole syllables.
#[derive(Clone, Debug)]
pub struct Distance {
    masks: [f32; 8],
    onsets: Table,
    rhymes: Table,
    tones: Table,
}

/// Shares by part said and part heard, in one row after another; a part is never heard as itself here.
#[derive(Clone, Debug)]
struct Table {
    len: usize,
    shares: Vec<f32>,
    costs: Vec<f32>,
}

impl Table {
    fn new(parts: &[&str], counted: impl Fn(&str, &str) -> u32, alike: impl Fn(usize, usize) -> f32) -> Self {
        let len = parts.len();
        let mut shares = vec![0.0; len * len];
        for (said, row) in shares.chunks_mut(len).enumerate() {
            let others = || (0..len).filter(move |n| *n != said);
            let likeness: f32 = others().map(|n| alike(said, n)).sum();
            let count = |n: usize| counted(parts[said], parts[n]) as f32;
            let all: f32 = others().map(count).sum();
            for n in others() {
                row[n] = (count(n) + EXPECTED * alike(said, n) / likeness) / (all + EXPECTED);
            }
        }
        let costs = shares.iter().map(|share| -share.max(f32::MIN_POSITIVE).ln() / UNLIKELY).collect();
        Self { len, shares, costs }
    }

    fn cost(&self, said: u8, heard: u8) -> f32 {
        self.costs[usize::from(said) * self.len + usize::from(heard)]
    }

    fn row(&self, said: u8) -> &[f32] {
        &self.shares[usize::from(said) * self.len..][..self.len]
    }
}

impl Distance {
    /// From counts.
    #[must_use]
    pub fn new(counts: &Confusions) -> Self {
        let counted = |of: &std::collections::BTreeMap<String, super::confusions::Heard>, said: &str, heard: &str| {
            of.get(said).and_then(|h| h.heard.get(heard)).copied().unwrap_or(0)
        };
        let masks: [f32; 8] = {
            let all = counts.changed_parts.values().sum::<u32>() as f32;
            let mut shares = PARTS_BEFORE.map(|before| before * EXPECTED_PARTS / (all + EXPECTED_PARTS));
            for (name, count) in &counts.changed_parts {
                if let Some(mask) = mask_of(name) {
                    shares[usize::from(mask.0)] += *count as f32 / (all + EXPECTED_PARTS);
                }
            }
            shares
        };
        Self {
            masks,
            onsets: Table::new(
                &ONSETS,
                |said, heard| counted(&counts.onsets, said, heard),
                |a, b| likeness::onsets(ONSETS[a], ONSETS[b]),
            ),
            rhymes: Table::new(
                &RHYMES,
                |said, heard| counted(&counts.rhymes, said, heard),
                |a, b| likeness::rhymes(RHYMES[a], RHYMES[b]),
            ),
            tones: Table::new(&TONES, |said, heard| counted(&counts.tones, said, heard), likeness::tones),
        }
    }

    /// Cost of hearing `heard` when `said` was said: 0 for the same sound, up to 1.
    #[must_use]
    pub fn cost(&self, said: Sound, heard: Sound) -> f32 {
        let mask = Mask::between(said, heard).0;
        if mask == 0 {
            return 0.0;
        }
        let mut cost = -self.masks[usize::from(mask)].ln() / UNLIKELY;
        if mask & 1 != 0 {
            cost += self.onsets.cost(said.onset, heard.onset);
        }
        if mask & 2 != 0 {
            cost += self.rhymes.cost(said.rhyme, heard.rhyme);
        }
        if mask & 4 != 0 {
            cost += self.tones.cost(said.tone, heard.tone);
        }
        cost.min(1.0)
    }

    /// Shares of the sets of parts that change together, by [`Mask`]; they sum to 1.
    #[must_use]
    pub fn masks(&self) -> &[f32; 8] {
        &self.masks
    }

    /// Shares of what is heard when the onset changes, by place in [`ONSETS`]; they sum to 1.
    #[must_use]
    pub fn onsets_for(&self, said: Sound) -> &[f32] {
        self.onsets.row(said.onset)
    }

    /// Shares of what is heard when the rhyme changes, by place in [`RHYMES`]; they sum to 1.
    #[must_use]
    pub fn rhymes_for(&self, said: Sound) -> &[f32] {
        self.rhymes.row(said.rhyme)
    }

    /// Shares of what is heard when the tone changes, by place in [`TONES`]; they sum to 1.
    #[must_use]
    pub fn tones_for(&self, said: Sound) -> &[f32] {
        self.tones.row(said.tone)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn cost(said: &str, heard: &str) -> f32 {
        Distance::new(&Confusions::shipped()).cost(Sound::parse(said).unwrap(), Sound::parse(heard).unwrap())
    }

    #[test]
    fn the_same_sound_costs_nothing_and_an_unlike_one_nearly_all() {
        assert!(cost("mỹ", "mĩ").abs() < 1e-6);
        assert!(cost("lộ", "chuyến") > 0.7, "{}", cost("lộ", "chuyến"));
    }

    #[test]
    fn what_is_often_confused_is_nearer_than_what_is_not() {
        for (said, near, far) in [
            ("lộ", "nộ", "hộ"),
            ("sơn", "xơn", "bơn"),
            ("trung", "chung", "khung"),
            ("mỹ", "mỷ", "mi"),
            ("lan", "lang", "lap"),
            ("thành", "thanh", "khóa"),
            ("đức", "đứt", "đứa"),
            ("giang", "dang", "bang"),
        ] {
            let far = Sound::parse(far).map_or(1.0, |_| cost(said, far));
            assert!(cost(said, near) < far, "{said}: {near} {} {far}", cost(said, near));
        }
    }

    #[test]
    fn shares_sum_to_one() {
        let distance = Distance::new(&Confusions::shipped());
        let sound = Sound::parse("nguyễn").unwrap();
        let rows: [&[f32]; 4] =
            [distance.masks(), distance.onsets_for(sound), distance.rhymes_for(sound), distance.tones_for(sound)];
        for row in rows {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{row:?}");
        }
    }
}
