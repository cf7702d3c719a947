//! Whether what was heard is a misheard name (cân nhắc): each way it may have come about is given its share, and the
//! name is believed when its share of all is large.
//!
//! The ways: the name was said and misheard; another listed name was; a name was said that no list holds, and heard
//! rightly; no name was said at all. The shares of the last two come from how many names and words there are to be said.

use super::distance::{Distance, UNLIKELY};
use super::entry::{Entry, Kind, Kinds};
use super::sound::Sound;
use super::words::{Use, WORDS};
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
    /// A word after which names stand as well as others ("ở", "từ", "mời").
    Maybe,
    /// Nothing.
    Not,
}

impl Announced {
    /// How much more often something else follows than a listed name.
    fn others(self) -> f32 {
        match self {
            Self::By(_) => 0.25,
            Self::After(_) => 3.0,
            Self::Maybe => 3.0,
            Self::Not => 15.0,
        }
    }
}

/// How often the second syllable of a compound follows the first.
const IN_COMPOUND: f32 = 1.0 / 20.0;
/// How much more often a syllable begins a name that no list holds than it is one.
const BEGINS: f32 = 6.0;
/// Names to be expected at least, however few are listed.
const EXPECTED: usize = 20;
/// How often the next syllable of a name follows.
const IN_NAME: f32 = 0.5;
/// How much less often a village is named without a word before it than another place.
const VILLAGE_ALONE: f32 = 6.0;
/// Share of words that are misheard.
const MISHEARD: f32 = 0.1;
/// How much more or less often a name is said that no list holds than one that is listed.
const UNLISTED: f32 = 0.08;
/// How often a name that no list holds is a listed one but for a syllable.
const SHORTENED: f32 = 1.0 / 2_000.0;
/// How many more names than listed ones agree in a syllable with a listed one.
const SPREAD: f32 = 0.2;
/// Nothing that costs more is looked at, for each three syllables of a name.
const FARTHEST: f32 = 0.75;
/// Nothing that costs more is taken for two changes in a name of five syllables.
const FARTHEST_OF_TWO: f32 = 0.9;
/// Words that offices begin with.
const OFFICE_HEADS: [&str; 4] = ["phòng", "sở", "trung", "chi"];
/// Words that stand before names and are none of those.
const OTHER_HEADS: [&str; 22] = [
    "hộ",
    "hội",
    "họ",
    "chợ",
    "chủ",
    "trường",
    "trạm",
    "tổ",
    "đội",
    "đoàn",
    "khu",
    "khối",
    "cụm",
    "đường",
    "hồ",
    "phía",
    "xã",
    "thôn",
    "bản",
    "ban",
    "bên",
    "phố",
];
/// Nothing that costs more is taken for the first word of a whole name.
const HEAD_FARTHEST: f32 = 0.45;
/// Cost of a syllable put in between those of a name.
const PUT_IN: f32 = 0.3;

/// Words between two names, which are never put in.
pub(super) const JOINING: [&str; 6] = ["và", "với", "cùng", "hoặc", "hay", "đến"];
/// Cost of a syllable of a name that is not heard.
const MISSED: f32 = 0.35;

/// A name that may be what was said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) entry: usize,
    /// Syllables heard.
    pub(super) len: usize,
    /// Sum over the syllables.
    pub(super) cost: f32,
    /// Syllables of the name that were heard rightly.
    pub(super) right: usize,
    /// Place among the heard of a syllable that was put in.
    pub(super) extra: Option<usize>,
    /// Place in the name of a syllable that was not heard.
    pub(super) missing: Option<usize>,
}

impl Guess {
    /// Likelihood of hearing what was heard when the name was said.
    pub(super) fn likelihood(&self) -> f32 {
        (-self.cost * UNLIKELY).exp()
    }

    /// The name's syllables, each with the place of the one heard for it.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let (extra, missing) = (self.extra.unwrap_or(usize::MAX), self.missing.unwrap_or(usize::MAX));
        let places = (0..self.len).filter(move |place| *place != extra).enumerate();
        places.map(move |(n, place)| (n + usize::from(n >= missing), place))
    }
}

/// Compares a name with the syllables from `at` on; none when it is out of the question, or is what was heard.
pub(super) fn guess(distance: &Distance, (entry, name): (usize, &Entry), of: &[Heard], at: usize) -> Option<Guess> {
    let len = name.sounds.len();
    let window = of.get(at..at + len)?;
    let (mut cost, mut right) = (0.0, 0);
    let farthest = FARTHEST * (1.0 + len.saturating_sub(1) as f32 / 3.0);
    for (n, (said, heard)) in name.sounds.iter().zip(window).enumerate() {
        if n + 1 < len && heard.syllable.mark > Mark::None {
            return None;
        }
        let sound = heard.sound?;
        if *said == sound {
            right += 1;
            continue;
        }
        // "Trung tâm ... huyện": the level at the end is said or not.
        if n + 1 == len && len > 2 && is_level(&name.spelled[n]) {
            return None;
        }
        cost += distance.cost(*said, sound);
        if cost > farthest {
            return None;
        }
    }
    let changed = len - right;
    // Of two changes in five syllables each must be small; of more, most of the name must be right.
    let enough = changed == 1 || right >= 2 * changed || (right > changed && len >= 5 && cost <= FARTHEST_OF_TWO);
    let enough = changed > 0 && enough && (name.head == 0 || changes_the_head(distance, name, window));
    enough.then_some(Guess { entry, len, cost, right, extra: None, missing: None })
}

fn is_level(word: &str) -> bool {
    matches!(word, "xã" | "phường" | "huyện" | "quận" | "tỉnh")
}

/// Whether what changes is only the head of a name ("phòng ..."), and it was heard for itself: heard rightly, the name is
/// found without it, and another word of the kind ("chợ ...", "hộ ...") is no head misheard.
fn changes_the_head(distance: &Distance, name: &Entry, window: &[Heard]) -> bool {
    let office = OFFICE_HEADS.contains(&name.spelled[0].to_lowercase().as_str());
    let right = name.sounds.len() - name.head;
    (0..window.len()).all(|n| {
        let heard = &window[n];
        let Some(sound) = heard.sound else { return false };
        if sound == name.sounds[n] {
            return n >= name.head || name.head > 1;
        }
        let word = match WORDS.use_of(&heard.syllable.key) {
            Use::Ordinary => true,
            Use::InWords => !office || OTHER_HEADS.contains(&heard.syllable.key.as_str()),
            _ => false,
        };
        n < name.head && !word && (right >= 4 || distance.cost(name.sounds[n], sound) < HEAD_FARTHEST)
    })
}

/// Compares a name with the syllables from `at` on, one of which was put in: all the others must be right.
pub(super) fn guess_with_extra((entry, name): (usize, &Entry), of: &[Heard], at: usize) -> Option<Guess> {
    let len = name.sounds.len() + 1;
    let window = of.get(at..at + len)?;
    if len < 3 || name.head > 0 || window[..len - 1].iter().any(|h| h.syllable.mark > Mark::None) {
        return None;
    }
    let same = |n: usize, heard: usize| window[heard].sound == Some(name.sounds[n]);
    let extra = (0..len - 1).find(|n| !same(*n, *n))?;
    if extra == 0 || !(extra..len - 1).all(|n| same(n, n + 1)) {
        return None;
    }
    if JOINING.contains(&window[extra].syllable.key.as_str()) {
        return None;
    }
    // Of a short name only a word that cannot be part of one, or a stutter.
    let key = &window[extra].syllable.key;
    let idle = len > 3 || WORDS.use_of(key) == Use::Ordinary || window[extra - 1].syllable.key == *key;
    idle.then_some(Guess { entry, len, cost: PUT_IN, right: len - 1, extra: Some(extra), missing: None })
}

/// Compares the name of an office with the syllables from `at` on, which lack one: the name must be long, and the
/// missing one no word that people leave out.
pub(super) fn guess_with_missing((entry, name): (usize, &Entry), of: &[Heard], at: usize) -> Option<Guess> {
    let len = name.sounds.len() - 1;
    let window = of.get(at..at + len)?;
    let office = name.kinds.meets(Kinds::of(Kind::Office)) || name.kinds == Kinds::default();
    if len < 4 || !office || name.head > 0 || window[..len - 1].iter().any(|h| h.syllable.mark > Mark::None) {
        return None;
    }
    let same = |n: usize, heard: usize| window[heard].sound == Some(name.sounds[n]);
    let missing = (0..len).find(|n| !same(*n, *n))?;
    let inside = missing > 0 && (missing..len).all(|n| same(n + 1, n));
    let left_out = WORDS.use_of(&name.spelled[missing].to_lowercase()) == Use::Ordinary;
    (inside && !left_out).then_some(Guess { entry, len, cost: MISSED, right: len, extra: None, missing: Some(missing) })
}

/// The share of the guess among all ways in which the words may have come about, 0 to 1.
///
/// `rivals` is the sum of the likelihoods of other names, `alike` the number of listed names that agree with the guess
/// wherever it was heard rightly (itself included), `names` that of all names that were to be expected.
pub(super) fn belief(
    guess: &Guess,
    name: &Entry,
    (window, kept): (&[Heard], &[bool]),
    announced: Announced,
    (rivals, alike, names): (f32, usize, usize),
) -> f32 {
    let own = guess.likelihood();
    // Others than the guess that agree, and what is to be expected of a longer list.
    let right = i32::try_from(guess.right).unwrap_or(i32::MAX);
    let mut unlisted = UNLISTED / MISHEARD * (alike.saturating_sub(1) as f32 + SPREAD.powi(right));
    for (n, place) in guess.pairs() {
        let heard = &window[place];
        if heard.sound != Some(name.sounds[n]) {
            unlisted *= as_a_name(name, n, &heard.syllable.key);
        }
    }
    if let Some(extra) = guess.extra {
        unlisted *= as_a_name(name, extra, &window[extra].syllable.key);
    }
    if guess.missing.is_some() {
        unlisted *= SHORTENED;
    }
    let word = |n: usize| match n > 0 {
        true if kept[n] && kept[n - 1] => IN_NAME,
        true if joined(window, n - 1) => IN_COMPOUND,
        _ => as_a_word(&window[n].syllable.key),
    };
    if guess.pairs().count() == 1 {
        unlisted *= BEGINS;
    }
    let words: f32 = (0..window.len()).map(word).product();
    let alone = matches!(announced, Announced::Maybe | Announced::Not) && name.kinds == Kinds::of(Kind::Village);
    let others = if alone { VILLAGE_ALONE * announced.others() } else { announced.others() };
    let nothing = others / MISHEARD * names.max(EXPECTED) as f32 * words;
    own / (own + rivals + unlisted + nothing)
}

/// How often a syllable is heard where a name of that kind stands that no list holds.
fn as_a_name(name: &Entry, n: usize, heard: &str) -> f32 {
    let known = WORDS.use_of(heard) != Use::None;
    let mut share: f32 = 1.0 / 60_000.0;
    if name.kinds.meets(Kinds::of(Kind::Person)) {
        let family = n == 0 && name.sounds.len() > 1 && WORDS.is_family(heard);
        share = share.max(if family {
            1.0 / 40.0
        } else if WORDS.is_given(heard) {
            1.0 / 150.0
        } else {
            0.0
        });
    }
    if name.kinds.meets(Kinds::of(Kind::Place)) {
        share = share.max(if WORDS.is_place(heard) {
            1.0 / 200.0
        } else if known {
            1.0 / 20_000.0
        } else {
            0.0
        });
    }
    if name.kinds.meets(Kinds::of(Kind::Village)) {
        share = share.max(if WORDS.is_place(heard) {
            1.0 / 500.0
        } else if known {
            1.0 / 2_000.0
        } else {
            0.0
        });
    }
    if name.kinds.meets(Kinds::of(Kind::Office)) || name.kinds == Kinds::default() {
        share = share.max(if known { 1.0 / 8_000.0 } else { 0.0 });
    }
    share
}

/// How often a syllable is heard where no name stands.
fn as_a_word(heard: &str) -> f32 {
    match WORDS.use_of(heard) {
        Use::Ordinary => 1.0 / 250.0,
        Use::InWords => 1.0 / 2_000.0,
        Use::InNames => 1.0 / 8_000.0,
        Use::None => 1.0 / 20_000.0,
    }
}

/// Whether two neighbours as heard are a word of ordinary speech.
fn joined(of: &[Heard], n: usize) -> bool {
    n + 1 < of.len()
        && of[n].syllable.mark == Mark::None
        && WORDS.is_compound(&of[n].syllable.key, &of[n + 1].syllable.key)
}

/// Whether a syllable that would change makes a word of ordinary speech with its neighbour as heard: then it is right,
/// unless the name is long and nearly all of it was heard.
pub(super) fn makes_a_word(guess: &Guess, name: &Entry, of: &[Heard], at: usize) -> bool {
    if guess.right >= 4 {
        return false;
    }
    let differs = |(n, place): &(usize, usize)| of[at + place].sound != Some(name.sounds[*n]);
    guess
        .pairs()
        .filter(differs)
        .any(|(_, place)| joined(of, at + place) || (at + place).checked_sub(1).is_some_and(|n| joined(of, n)))
}

/// Whether a word that holds sentences together stands where the name would begin or end otherwise than heard.
pub(super) fn has_an_ordinary_end(guess: &Guess, name: &Entry, window: &[Heard]) -> bool {
    let ends = [guess.pairs().next(), guess.pairs().last()];
    ends.into_iter().flatten().any(|(n, place)| {
        window[place].sound != Some(name.sounds[n]) && WORDS.use_of(&window[place].syllable.key) == Use::Ordinary
    })
}

/// Whether the words at an end of the window make a word of ordinary speech with what stands outside.
pub(super) fn is_bound(of: &[Heard], at: usize, len: usize) -> bool {
    at.checked_sub(1).is_some_and(|n| joined(of, n)) || joined(of, at + len - 1)
}
