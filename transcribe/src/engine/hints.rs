//! Words a meeting is likely to hold: names of people, units and places, terms. An engine that can listens for them.
//!
//! The phrases form one automaton over letters (Aho and Corasick 1975). Each phrase begins with a space, so that
//! a match begins where a word begins; it counts when a word ends where the phrase ends.

use std::collections::{HashMap, VecDeque};

use giaoban_models::text::kept;

/// Phrases that are listened for at most; the later ones are left out.
pub const MOST_HINTS: usize = 1000;
/// Letters of a phrase at most; longer ones are left out.
const LONGEST: usize = 80;
/// Where nothing matches.
pub(crate) const NOWHERE: u32 = 0;

/// What to listen for.
#[derive(Clone, Debug)]
pub struct Hints {
    places: Vec<Place>,
    steps: HashMap<(u32, char), u32>,
    phrases: usize,
}

#[derive(Clone, Debug, Default)]
struct Place {
    /// Syllables of the phrase so far, the last one by the share of its letters.
    depth: f32,
    /// Depth of the shorter phrase that is the beginning of this one; 0 when there is none.
    known: f32,
    /// A phrase ends here.
    whole: bool,
    /// The longest end of this that begins a phrase.
    shorter: u32,
    /// Depth of the longest phrase that ends here without beginning where this did.
    inner: f32,
}

impl Default for Hints {
    fn default() -> Self {
        Self::of([""; 0])
    }
}

impl Hints {
    /// Listens for these phrases, in the spelling of an office; case and marks between words do not count.
    /// [`MOST_HINTS`] of them count.
    pub fn of<S: AsRef<str>>(phrases: impl IntoIterator<Item = S>) -> Self {
        Self::first_of(phrases, MOST_HINTS)
    }

    /// Listens for the first so many of these phrases.
    pub(crate) fn first_of<S: AsRef<str>>(phrases: impl IntoIterator<Item = S>, most: usize) -> Self {
        let mut hints = Self { places: vec![Place::default()], steps: HashMap::new(), phrases: 0 };
        for phrase in phrases {
            if hints.phrases == most {
                break;
            }
            let words = spoken(phrase.as_ref());
            let letters: usize = words.iter().map(|word| word.chars().count()).sum();
            if letters > 1 && letters <= LONGEST {
                hints.add(&words);
            }
        }
        hints.link();
        hints
    }

    /// Phrases listened for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.phrases
    }

    /// Whether there is nothing to listen for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases == 0
    }

    fn add(&mut self, words: &[String]) {
        let mut at = NOWHERE;
        for (n, word) in words.iter().enumerate() {
            let share = 1.0 / (word.chars().count() + 1) as f32;
            for (m, letter) in std::iter::once(' ').chain(word.chars()).enumerate() {
                let depth = n as f32 + (m + 1) as f32 * share;
                let next = self.places.len() as u32;
                at = *self.steps.entry((at, letter)).or_insert(next);
                if at == next {
                    self.places.push(Place { depth, ..Place::default() });
                }
            }
        }
        self.phrases += usize::from(!self.places[at as usize].whole);
        self.places[at as usize].whole = true;
    }

    /// Fills in what follows from the phrases: shorter matches and phrases inside phrases.
    fn link(&mut self) {
        let mut children: HashMap<u32, Vec<(char, u32)>> = HashMap::new();
        self.steps.iter().for_each(|(&(from, letter), &to)| children.entry(from).or_default().push((letter, to)));
        let mut line = VecDeque::from([NOWHERE]);
        while let Some(at) = line.pop_front() {
            for &(letter, to) in children.get(&at).map_or(&[][..], Vec::as_slice) {
                let above = &self.places[at as usize];
                let known = if above.whole { above.depth } else { above.known };
                let shorter = if at == NOWHERE { NOWHERE } else { self.step(above.shorter, letter) };
                let end = &self.places[shorter as usize];
                let inner = if end.whole { end.depth } else { end.inner };
                let place = &mut self.places[to as usize];
                (place.known, place.shorter, place.inner) = (known, shorter, inner);
                line.push_back(to);
            }
        }
    }

    /// Where a letter leads.
    pub(crate) fn step(&self, mut at: u32, letter: char) -> u32 {
        loop {
            match self.steps.get(&(at, letter)) {
                Some(&next) => return next,
                None if at == NOWHERE => return NOWHERE,
                None => at = self.places[at as usize].shorter,
            }
        }
    }

    /// Syllables that match so far without being a phrase yet.
    pub(crate) fn begun(&self, at: u32) -> f32 {
        let place = &self.places[at as usize];
        place.depth - place.known
    }

    /// Syllables of the phrase that is whole when a word ends here.
    pub(crate) fn whole(&self, at: u32) -> f32 {
        let place = &self.places[at as usize];
        match place.whole {
            true => place.depth - place.known,
            // While a longer phrase may still become whole, the shorter one inside it waits.
            false if self.steps.contains_key(&(at, ' ')) => 0.0,
            false => place.inner,
        }
    }
}

/// The words of a phrase as an engine writes them: composed, lower case, without marks.
fn spoken(phrase: &str) -> Vec<String> {
    let bare: String = kept(phrase).to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    bare.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(hints: &Hints, text: &str) -> u32 {
        text.chars().fold(NOWHERE, |at, letter| hints.step(at, letter))
    }

    #[test]
    fn a_phrase_counts_by_its_syllables_when_it_is_whole() {
        let hints = Hints::of(["Xã Cam Lộ", "cam lộ"]);
        assert_eq!(hints.len(), 2);
        let whole = |text| hints.whole(after(&hints, text));
        assert_eq!((whole(" xã cam lộ"), whole(" cam lộ"), whole(" cam")), (3.0, 2.0, 0.0));
        assert!((hints.begun(after(&hints, " họp xã cam")) - 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_phrase_begins_where_a_word_begins() {
        let hints = Hints::of(["an phú"]);
        assert_eq!(hints.whole(after(&hints, " lan phú")), 0.0);
        assert_eq!(hints.whole(after(&hints, " ở an phú")), 2.0);
    }

    #[test]
    fn a_longer_phrase_adds_to_the_one_it_begins_with_and_a_shorter_one_inside_is_found() {
        let hints = Hints::of(["gio linh", "gio linh hạ", "ủy ban gio linh quảng trị"]);
        assert_eq!(hints.whole(after(&hints, " gio linh hạ")), 1.0, "two were counted at gio linh");
        assert_eq!(hints.whole(after(&hints, " gio linh lan")), 0.0);
        let inside = after(&hints, " ủy ban gio linh");
        assert_eq!(hints.whole(inside), 0.0, "the longer phrase may still come");
        assert_eq!(hints.begun(hints.step(inside, ' ')).floor(), 4.0);
    }

    #[test]
    fn marks_and_case_do_not_count_and_limits_hold() {
        let hints = Hints::of(["Đ/c Nguyễn Văn A", "", "x", &"dài ".repeat(30)]);
        assert_eq!(hints.len(), 1);
        assert_eq!(hints.whole(after(&hints, " đ c nguyễn văn a")), 5.0);
        let many: Vec<String> = (0..MOST_HINTS + 5).map(|n| format!("tên {n}")).collect();
        assert_eq!(Hints::of(many).len(), MOST_HINTS);
        assert!(Hints::default().is_empty());
    }
}
