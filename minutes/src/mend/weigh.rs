//! Whether what was heard is a misheard name (cân nhắc): how far it is, what announces it, and what it may be otherwise.

use super::distance::Distance;
use super::entry::{Entry, Kind, Kinds};
use super::sound::Sound;
use super::words::WORDS;
use crate::syllable::{Mark, Syllable};

/// A syllable as it was heard.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) syllable: Syllable,
    pub(super) sound: Option<Sound>,
}

/// What announces a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    /// A word of address, level or office before it.
    By(Kinds),
    /// A name of that kind, and no more than "và" between.
    After(Kinds),
    /// Nothing.
    Not,
}

/// A name that may be what was said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) entry: usize,
    pub(super) len: usize,
    /// Sum over the syllables.
    pub(super) cost: f32,
    /// Syllables that differ.
    pub(super) changed: usize,
    /// The cost up to which it is believed.
    pub(super) limit: f32,
}

impl Guess {
    pub(super) fn believed(&self) -> bool {
        self.cost <= self.limit
    }
}

/// Nothing that costs more is looked at.
const FARTHEST: f32 = 0.8;

/// Compares a name with the syllables from `at` on; none when it is out of the question, or is what was heard.
pub(super) fn guess(
    distance: &Distance,
    (entry, name): (usize, &Entry),
    of: &[Heard],
    at: usize,
    announced: Announced,
) -> Option<Guess> {
    let len = name.sounds.len();
    let window = of.get(at..at + len)?;
    let (mut cost, mut changed, mut like_a_name, mut ordinary) = (0.0, 0, true, false);
    for (n, (said, heard)) in name.sounds.iter().zip(window).enumerate() {
        let sound = heard.sound?;
        if n + 1 < len && heard.syllable.mark > Mark::None {
            return None;
        }
        if *said == sound {
            continue;
        }
        changed += 1;
        cost += distance.cost(*said, sound);
        if cost > FARTHEST {
            return None;
        }
        like_a_name &= is_like_a_name(name, n, &heard.syllable.key);
        ordinary |= WORDS.is_ordinary(&heard.syllable.key);
    }
    if changed == 0 || (name.whole && name.sounds[0] == window[0].sound?) {
        return None;
    }
    let limit = limit(announced, len, changed, like_a_name, ordinary);
    Some(Guess { entry, len, cost, changed, limit })
}

/// Whether a syllable heard may itself belong to a name of that kind, one that no list holds.
fn is_like_a_name(name: &Entry, n: usize, heard: &str) -> bool {
    let person =
        name.kinds.meets(Kinds::of(Kind::Person)) && (WORDS.is_given(heard) || n == 0 && WORDS.is_family(heard));
    let place = name.kinds.meets(Kinds::of(Kind::Place).with(Kinds::of(Kind::Village))) && WORDS.is_place(heard);
    person || place
}

/// The cost up to which a name is believed. What was tried to find these: `examples/names.rs`.
fn limit(announced: Announced, len: usize, changed: usize, like_a_name: bool, ordinary: bool) -> f32 {
    let exact = len - changed;
    match (announced, len) {
        (Announced::By(_), 1) => {
            if like_a_name || ordinary {
                0.0
            } else {
                0.45
            }
        }
        (Announced::By(_), 2) => match (exact, like_a_name, ordinary) {
            (0, _, true) | (0, true, _) => 0.0,
            (0, ..) => 0.5,
            (_, true, _) => 0.42,
            (_, _, true) => 0.35,
            _ => 0.62,
        },
        (Announced::By(_), _) => {
            if exact == 0 {
                0.0
            } else if exact < changed {
                0.5
            } else {
                0.7
            }
        }
        (Announced::After(_), 1) => 0.0,
        (Announced::After(_) | Announced::Not, _) if exact == 0 || ordinary => 0.0,
        (Announced::After(_), 2) => {
            if like_a_name {
                0.35
            } else {
                0.5
            }
        }
        (Announced::After(_), _) => {
            if exact < changed {
                0.0
            } else {
                0.6
            }
        }
        (Announced::Not, 2) => {
            if like_a_name {
                0.0
            } else {
                0.4
            }
        }
        (Announced::Not, _) => {
            if exact <= changed {
                0.0
            } else {
                0.6
            }
        }
    }
}

/// Whether a syllable that would change makes a word of ordinary speech with its neighbour as heard: then it is right.
pub(super) fn makes_a_word(name: &Entry, of: &[Heard], at: usize) -> bool {
    let differs = |n: usize| of[at + n].sound != Some(name.sounds[n]);
    let joined = |n: usize| {
        n + 1 < of.len()
            && of[n].syllable.mark == Mark::None
            && WORDS.is_compound(&of[n].syllable.key, &of[n + 1].syllable.key)
    };
    (0..name.sounds.len())
        .filter(|n| differs(*n))
        .any(|n| joined(at + n) || (at + n).checked_sub(1).is_some_and(joined))
}

/// Whether the words at an end of the window make a word of ordinary speech with what stands outside.
pub(super) fn is_bound(of: &[Heard], at: usize, len: usize) -> bool {
    let joined = |n: usize| {
        n + 1 < of.len()
            && of[n].syllable.mark == Mark::None
            && WORDS.is_compound(&of[n].syllable.key, &of[n + 1].syllable.key)
    };
    at.checked_sub(1).is_some_and(joined) || joined(at + len - 1)
}
