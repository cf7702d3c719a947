//! What an engine would hear (nghe nhầm giả lập): text with so many of its words misheard, for measuring what stands
//! such hearing and what does not.
//!
//! Which syllables change into which, and how many are dropped or put in, follows the counts of [`super::confusions`].
//! The same seed gives the same errors.

use giaoban_models::text;

use super::confusions::Confusions;
use super::distance::Distance;
use super::sound::Sound;
use super::words::{Use, WORDS};

/// Share of syllables drawn that are kept although no list of the language holds them.
const UNKNOWN: f64 = 0.05;

/// A small generator of numbers (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 up to `end`, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % end).unwrap_or(0)
    }

    /// Any of a list that is not empty.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A place by its share.
    fn by_share(&mut self, shares: &[f32]) -> usize {
        let mut left = self.share() * f64::from(shares.iter().sum::<f32>());
        for (n, share) in shares.iter().enumerate() {
            left -= f64::from(*share);
            if left < 0.0 {
                return n;
            }
        }
        shares.iter().position(|s| *s > 0.0).unwrap_or(0)
    }
}

/// A word as it is heard, and which word was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What is heard.
    pub heard: String,
    /// Its place among the words that were said; none when nothing was said.
    pub said: Option<usize>,
}

/// An engine that mishears.
pub struct Noise {
    distance: Distance,
    changed: f64,
    dropped: f64,
    rate: f64,
    dice: Dice,
}

impl Noise {
    /// An engine that mishears, drops or puts in `rate` (0 to 1) of the words.
    #[must_use]
    pub fn new(rate: f64, seed: u64) -> Self {
        let counts = Confusions::shipped();
        let s = counts.syllables;
        let all = f64::from(s.changed + s.dropped + s.inserted);
        Self {
            distance: Distance::new(&counts),
            changed: f64::from(s.changed) / all,
            dropped: f64::from(s.dropped) / all,
            rate,
            dice: Dice::new(seed),
        }
    }

    /// The words as they are heard. Words that are no Vietnamese syllables are heard as they are.
    pub fn hear(&mut self, said: &[&str]) -> Vec<Word> {
        let mut heard = Vec::with_capacity(said.len());
        for (n, word) in said.iter().enumerate() {
            let right = Word { heard: (*word).to_owned(), said: Some(n) };
            if self.dice.share() >= self.rate {
                heard.push(right);
                continue;
            }
            let kind = self.dice.share();
            if kind < self.changed {
                let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
                match Sound::parse(bare) {
                    Some(sound) => {
                        let other = self.other(sound).write() + &word[bare.len()..];
                        heard.push(Word { heard: other, said: Some(n) });
                    }
                    None => heard.push(right),
                }
            } else if kind >= self.changed + self.dropped {
                heard.push(right);
                let any = self.dice.below(said.len());
                heard.push(Word { heard: said[any].to_lowercase(), said: None });
            }
        }
        heard
    }

    /// Another sound that is heard for one.
    pub fn other(&mut self, said: Sound) -> Sound {
        loop {
            let mask = self.dice.by_share(self.distance.masks());
            let mut heard = said;
            let part = |n: usize| u8::try_from(n).unwrap_or(0);
            if mask & 1 != 0 {
                heard.onset = part(self.dice.by_share(self.distance.onsets_for(said)));
            }
            if mask & 2 != 0 {
                heard.rhyme = part(self.dice.by_share(self.distance.rhymes_for(said)));
            }
            if mask & 4 != 0 {
                heard.tone = part(self.dice.by_share(self.distance.tones_for(said)));
            }
            // An engine mostly writes syllables that it has read.
            let known = || WORDS.use_of(&text::tone_free_key(&heard.write())) != Use::None;
            if heard != said && heard.is_possible() && (known() || self.dice.share() < UNKNOWN) {
                return heard;
            }
        }
    }
}

/// A text with `rate` of its words misheard, dropped or put in; the same for the same seed.
#[must_use]
pub fn heard(text: &str, rate: f64, seed: u64) -> String {
    let said: Vec<&str> = text.split_whitespace().collect();
    let words = Noise::new(rate, seed).hear(&said);
    words.into_iter().map(|w| w.heard).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TEXT: &str = "đề nghị các xã rà soát diện tích lúa bị ngập, báo cáo trước ngày 15/11";

    #[test]
    fn the_same_seed_mishears_the_same_and_another_otherwise() {
        let text = TEXT.repeat(20);
        assert_eq!(heard(&text, 0.1, 7), heard(&text, 0.1, 7));
        assert_ne!(heard(&text, 0.1, 7), heard(&text, 0.1, 8));
    }

    #[test]
    fn as_many_words_are_misheard_as_asked() {
        let said: Vec<&str> = TEXT.split(' ').cycle().take(20_000).collect();
        let words = Noise::new(0.1, 3).hear(&said);
        let right = words.iter().filter(|w| w.said.is_some_and(|n| said[n] == w.heard)).count();
        assert!((17_800..=18_300).contains(&right), "{right}");
        assert_eq!(heard(TEXT, 0.0, 1), TEXT);
    }

    #[test]
    fn what_is_heard_is_a_possible_syllable_and_figures_stay() {
        let words = Noise::new(1.0, 5).hear(&TEXT.split(' ').collect::<Vec<_>>());
        for word in &words {
            let bare = word.heard.trim_end_matches(',');
            assert!(Sound::parse(bare).is_some() || bare == "15/11", "{bare}");
        }
        assert!(words.iter().any(|w| w.said.is_none()) || words.len() < 16);
    }

    #[test]
    fn nothing_said_is_nothing_heard() {
        assert_eq!(heard("", 1.0, 1), "");
        assert_eq!(heard("   ", 1.0, 1), "");
    }
}
