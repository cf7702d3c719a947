//! Names misheard are mended (sửa tên nghe nhầm): units, places and people of the meeting in what an engine heard.
//!
//! A name is written over what was heard only when hearing that for the name is likely ([`distance`]), when what
//! stands before it lets a name be expected, when the words are no others of ordinary speech and no other name, and
//! when no second name is as near. Every change says what it was, by which rule and at what cost. What is right stays.
//!
//! ```
//! use giaoban_minutes::mend::{Corrector, Kind, Name};
//!
//! let corrector = Corrector::of_names(&[Name::new(Kind::Place, "Cam Lộ"), Name::new(Kind::Person, "Trần Văn Hùng")]);
//! assert_eq!(corrector.mend("giao xã cam nộ rà soát").text, "giao xã cam lộ rà soát");
//! ```

pub mod confusions;
mod cue;
pub mod distance;
mod entry;
mod learned;
mod likeness;
pub mod noise;
pub mod sound;
pub mod taught;
mod weigh;
mod words;
mod write;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use giaoban_models::gazetteer::Gazetteer;

pub use self::entry::{Kind, Name};
pub use self::learned::Learned;

use self::confusions::Confusions;
use self::distance::Distance;
use self::entry::{Entry, Kinds};
use self::learned::Corrections;
use self::sound::Sound;
use self::weigh::{Announced, Guess, Heard};
use self::words::WORDS;
use crate::syllable::{self, Mark};

/// The belief in a name from which on it is written over what was heard: likelier than all else together.
const BELIEVED: f32 = 0.5;

/// Of the likelihood of all listed names, the share that the best must have: two that are nearly as near change nothing.
const CLEAR: f32 = 0.7;

/// The distances of the shipped counts, which most correctors share.
static SHIPPED: LazyLock<Arc<Distance>> = LazyLock::new(|| Arc::new(Distance::new(&Confusions::shipped())));

/// A text with its names mended.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    /// The text after all changes.
    pub text: String,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// A name written over what was heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Bytes in the text as it was heard.
    pub at: Range<usize>,
    /// What stood there.
    pub was: String,
    /// What stands there now, in capitals where the text had capitals.
    pub now: String,
    /// The name as it is listed.
    pub name: String,
    /// How unlikely it is to be heard so: 0 the same sound, 1 not to be believed.
    pub cost: f32,
    /// Share of this name among all ways in which the words may have come about, 0 to 1.
    pub belief: f32,
    /// Which rule did it: `learned-pair`, `name-announced`, `name-in-list`, `name-alone`.
    pub rule: &'static str,
}

/// The names of a meeting, ready to be found where they were misheard.
#[derive(Clone, Debug)]
pub struct Corrector {
    distance: Arc<Distance>,
    entries: Vec<Entry>,
    /// Names by their first syllable.
    by_first: HashMap<Sound, Vec<usize>>,
    /// Names known without a word before them, by each syllable and its place.
    anchors: HashMap<Sound, Vec<(usize, usize)>>,
    /// Names by kind, for what is announced.
    by_kind: [Vec<usize>; 4],
    /// How many names are known without a word before them.
    bare: usize,
    /// Names that everybody knows, which are never taken for others.
    known: HashMap<String, Vec<Vec<String>>>,
    learned: Corrections,
}

impl Corrector {
    /// The units and people of a units file.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Self::over(entry::of_gazetteer(gazetteer))
    }

    /// A list of names.
    #[must_use]
    pub fn of_names(names: &[Name]) -> Self {
        Self::over(entry::of_names(names))
    }

    /// No names, only what people corrected before.
    #[must_use]
    pub fn of_learned(pairs: &[Learned]) -> Self {
        Self::over(Vec::new()).with_learned(pairs)
    }

    /// The same, and what people corrected before.
    #[must_use]
    pub fn with_learned(mut self, pairs: &[Learned]) -> Self {
        self.learned = Corrections::new(pairs);
        self
    }

    /// The same, with confusions counted for another engine.
    #[must_use]
    pub fn with_confusions(mut self, counts: &Confusions) -> Self {
        self.distance = Arc::new(Distance::new(counts));
        self
    }

    fn over(entries: Vec<Entry>) -> Self {
        let mut corrector = Self {
            distance: Arc::clone(&SHIPPED),
            entries: Vec::new(),
            by_first: HashMap::new(),
            anchors: HashMap::new(),
            by_kind: Default::default(),
            bare: entries.iter().filter(|e| e.bare && e.head == 0).count(),
            known: HashMap::new(),
            learned: Corrections::default(),
        };
        for (n, entry) in entries.iter().enumerate() {
            corrector.by_first.entry(entry.sounds[0]).or_default().push(n);
            // A head of one word must be misheard for the name to be found by it, so it is no anchor.
            let heads = if entry.head == 1 { 1 } else { 0 };
            for (place, sound) in entry.sounds.iter().enumerate().skip(heads).filter(|_| entry.bare) {
                corrector.anchors.entry(*sound).or_default().push((n, place));
            }
            for (bit, names) in corrector.by_kind.iter_mut().enumerate() {
                if entry.kinds.0 & (1 << bit) != 0 {
                    names.push(n);
                }
            }
        }
        for name in WORDS.known() {
            corrector.known.entry(name[0].clone()).or_default().push(name.clone());
        }
        corrector.entries = entries;
        corrector
    }

    /// The text with its names mended.
    #[must_use]
    pub fn mend(&self, text: &str) -> Mended {
        let heard: Vec<Heard> = syllable::split(text)
            .into_iter()
            .map(|syllable| Heard { sound: Sound::parse(&syllable.key), syllable })
            .collect();
        let syllables: Vec<syllable::Syllable> = heard.iter().map(|h| h.syllable.clone()).collect();
        let alone = self.anchored(&heard);
        let right = self.all_right(&heard, &syllables);
        let mut kept = vec![false; heard.len()];
        for (at, (len, _)) in right.iter().enumerate().filter_map(|(at, r)| Some((at, r.as_ref()?))) {
            kept[at..at + len].fill(true);
        }
        let mut changes = Vec::new();
        let mut list: Option<(usize, Kinds)> = None;
        let mut at = 0;
        while at < heard.len() {
            if let Some((len, meant)) = self.learned.at(text, &syllables, at) {
                changes.push(write::learned_change(text, &syllables[at..at + len], meant));
                at += len;
                continue;
            }
            let cue = cue::before(&syllables, at);
            let follows = list.filter(|(end, _)| {
                *end == at || *end + 1 == at && weigh::JOINING.contains(&syllables[at - 1].key.as_str())
            });
            let announced = match (cue, follows) {
                (Some(kinds), _) => Announced::By(kinds),
                (None, Some((_, kinds))) => Announced::After(kinds),
                _ if cue::maybe(&syllables, at) => Announced::Maybe,
                _ => Announced::Not,
            };
            let (len, kinds) = if let Some(right) = right[at] {
                right
            } else {
                let Some((best, belief)) = self.best((&heard, &kept), at, announced, &alone[at]) else {
                    at += 1;
                    continue;
                };
                let entry = &self.entries[best.entry];
                changes.push(write::change(text, &heard[at..at + best.len], (&best, belief), entry, announced));
                (best.len, self.entries[best.entry].kinds)
            };
            at += len;
            let goes_on =
                heard[at - 1].syllable.mark <= Mark::Comma && !matches!(announced, Announced::Maybe | Announced::Not);
            // People are not listed without a word of address before each.
            let listed = !kinds.meets(Kinds::of(Kind::Person));
            list = (goes_on && listed).then_some((at, kinds));
        }
        Mended { text: write::applied(text, &changes), changes }
    }

    /// The names that stand as they should, by where they begin; none overlap.
    fn all_right(&self, heard: &[Heard], syllables: &[syllable::Syllable]) -> Vec<Option<(usize, Kinds)>> {
        let mut right = vec![None; heard.len()];
        let mut at = 0;
        while at < heard.len() {
            let announced = cue::before(syllables, at).map_or(Announced::Not, Announced::By);
            right[at] = self.right(heard, at, announced);
            at += right[at].map_or(1, |(len, _)| len);
        }
        right
    }

    /// A name that stands there as it should, the longest: its syllables and what it names.
    fn right(&self, heard: &[Heard], at: usize, announced: Announced) -> Option<(usize, Kinds)> {
        let sound = heard[at].sound?;
        let unbroken = |len: usize| heard[at..at + len - 1].iter().all(|h| h.syllable.mark <= Mark::Comma);
        let stands = |entry: &Entry| {
            let len = entry.sounds.len();
            let same = heard.len() >= at + len
                && entry.sounds.iter().zip(&heard[at..]).all(|(said, h)| h.sound == Some(*said))
                && unbroken(len);
            same && (len > 1 || matches!(announced, Announced::By(kinds) if entry.kinds.meets(kinds)))
        };
        let listed = self.by_first.get(&sound).into_iter().flatten().map(|n| &self.entries[*n]);
        let listed = listed.filter(|e| stands(e)).map(|e| (e.sounds.len(), e.kinds));
        let everybody = self.known.get(&heard[at].syllable.key).into_iter().flatten();
        let everybody = everybody.filter(|name| {
            name.len() <= heard.len() - at
                && name.iter().zip(&heard[at..]).all(|(key, h)| *key == h.syllable.key)
                && unbroken(name.len())
        });
        listed.chain(everybody.map(|name| (name.len(), Kinds::default()))).max_by_key(|(len, _)| *len)
    }

    /// Names known without a word before them that share a syllable with the text, by where they would begin.
    fn anchored(&self, heard: &[Heard]) -> Vec<Vec<usize>> {
        let mut alone: Vec<Vec<usize>> = vec![Vec::new(); heard.len()];
        for (at, sound) in heard.iter().enumerate().filter_map(|(at, h)| Some((at, h.sound?))) {
            for (entry, place) in self.anchors.get(&sound).into_iter().flatten() {
                // Found by an earlier syllable already when one of those fits too.
                let sounds = &self.entries[*entry].sounds;
                if let Some(start) = at.checked_sub(*place)
                    && !(0..*place).any(|n| heard[start + n].sound == Some(sounds[n]))
                {
                    alone[start].push(*entry);
                }
            }
        }
        alone
    }

    /// The likeliest name at a place, with the belief in it, when it is believed.
    fn best(
        &self,
        (heard, kept): (&[Heard], &[bool]),
        at: usize,
        announced: Announced,
        alone: &[usize],
    ) -> Option<(Guess, f32)> {
        let kinds = match announced {
            Announced::By(kinds) | Announced::After(kinds) => kinds,
            Announced::Maybe | Announced::Not => Kinds::default(),
        };
        let expected = self.by_kind.iter().enumerate().filter(|(bit, _)| kinds.0 & (1 << bit) != 0);
        let expected = expected.flat_map(|(_, names)| names);
        let alone = alone.iter().filter(|n| !self.entries[**n].kinds.meets(kinds));
        let mut guesses: Vec<Guess> = Vec::new();
        for n in expected.chain(alone) {
            let name = (*n, &self.entries[*n]);
            guesses.extend(weigh::guess(&self.distance, name, heard, at));
            guesses.extend(weigh::guess_with_extra(name, heard, at));
            guesses.extend(weigh::guess_with_missing(name, heard, at));
        }
        let mut best: Option<(Guess, f32)> = None;
        for guess in &guesses {
            let sounds = &self.entries[guess.entry].sounds;
            let differs = |(n, place): (usize, usize)| heard[at + place].sound != Some(sounds[n]);
            let mut changed = guess.pairs().filter(|pair| differs(*pair)).map(|(_, place)| place).chain(guess.extra);
            if changed.any(|place| kept[at + place]) {
                continue;
            }
            let belief = self.belief(guess, &guesses, (heard, kept), at, (announced, kinds));
            let surer = best.as_ref().is_none_or(|(other, least)| {
                (guess.right, belief).partial_cmp(&(other.right, *least)) == Some(std::cmp::Ordering::Greater)
            });
            if belief >= BELIEVED && surer {
                best = Some((*guess, belief));
            }
        }
        best
    }

    fn belief(
        &self,
        guess: &Guess,
        all: &[Guess],
        (heard, kept): (&[Heard], &[bool]),
        at: usize,
        (announced, kinds): (Announced, Kinds),
    ) -> f32 {
        let name = &self.entries[guess.entry];
        let expected = name.kinds.meets(kinds);
        let announced = match announced {
            Announced::By(_) | Announced::After(_) if !expected => Announced::Not,
            announced => announced,
        };
        let window = &heard[at..at + guess.len];
        let by = matches!(announced, Announced::By(_));
        let bound = !by && guess.right < 4 && weigh::is_bound(heard, at, guess.len);
        if bound
            || !by && weigh::has_an_ordinary_end(guess, name, window)
            || weigh::makes_a_word(guess, name, heard, at)
        {
            return 0.0;
        }
        let rivals: f32 = all
            .iter()
            .filter(|g| g.len == guess.len && self.entries[g.entry].sounds != name.sounds)
            .map(Guess::likelihood)
            .sum();
        if guess.likelihood() < CLEAR * (guess.likelihood() + rivals) {
            return 0.0;
        }
        let same_length = |n: &&usize| self.entries[**n].sounds.len() == name.sounds.len();
        let agrees = |n: &&usize| {
            let sounds = &self.entries[**n].sounds;
            guess.pairs().all(|(n, place)| window[place].sound != Some(name.sounds[n]) || sounds[n] == name.sounds[n])
        };
        let (mut alike, mut names) = (0, 0);
        for (bit, listed) in self.by_kind.iter().enumerate() {
            if name.kinds.0 & (1 << bit) != 0 {
                alike += listed.iter().filter(same_length).filter(agrees).count();
                names += listed.iter().filter(same_length).count();
            }
        }
        let names = if expected { names } else { self.bare };
        weigh::belief(guess, name, (window, &kept[at..at + guess.len]), announced, (rivals, alike.max(1), names))
    }
}

#[cfg(test)]
mod tests;
