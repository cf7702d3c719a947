//! Words that are no misheard names: those of ordinary speech, and what names are made of (từ thường, tiếng của tên).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use giaoban_models::text;

/// The lists shipped with the program.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(include_str!("../../data/mend/ordinary.txt"), include_str!("../../data/mend/names.txt"))
});

/// Where a syllable is used, as far as the lists know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It holds sentences together.
    Ordinary,
    /// By itself or in words of two syllables.
    InWords,
    /// In names only.
    InNames,
    /// In none.
    None,
}

/// Lists of words by their keys.
pub(super) struct Words {
    single: HashSet<String>,
    plain: HashSet<String>,
    double: HashMap<String, HashSet<String>>,
    seconds: HashSet<String>,
    family: HashSet<String>,
    given: HashSet<String>,
    place: HashSet<String>,
    village: HashSet<String>,
    known: Vec<Vec<String>>,
}

impl Words {
    /// Lists from files of sections: "[name]", then words parted by spaces or, where they have several, by commas.
    fn new(ordinary: &str, names: &str) -> Self {
        let (ordinary, names) = (sections(ordinary), sections(names));
        let words = |of: &HashMap<&str, String>, section: &str| -> HashSet<String> {
            of.get(section).map_or_else(HashSet::new, |body| body.split_whitespace().map(text::tone_free_key).collect())
        };
        let groups = |of: &HashMap<&str, String>, section: &str| -> Vec<Vec<String>> {
            let body = of.get(section).map_or("", String::as_str);
            let keys = body.split(',').map(text::tone_free_key).filter(|group| !group.is_empty());
            keys.map(|group| group.split(' ').map(str::to_owned).collect()).collect()
        };
        let mut double: HashMap<String, HashSet<String>> = HashMap::new();
        for group in groups(&ordinary, "two") {
            for pair in group.windows(2) {
                double.entry(pair[0].clone()).or_default().insert(pair[1].clone());
            }
        }
        Self {
            single: words(&ordinary, "one"),
            plain: words(&ordinary, "plain"),
            seconds: double.values().flatten().cloned().collect(),
            double,
            family: words(&names, "family"),
            given: words(&names, "given"),
            place: words(&names, "place"),
            village: words(&names, "village"),
            known: groups(&names, "known"),
        }
    }

    /// Where a syllable is used.
    pub(super) fn use_of(&self, key: &str) -> Use {
        if self.is_ordinary(key) {
            Use::Ordinary
        } else if self.plain.contains(key) || self.double.contains_key(key) || self.seconds.contains(key) {
            Use::InWords
        } else if self.is_village(key) || self.is_given(key) || self.is_family(key) {
            Use::InNames
        } else {
            Use::None
        }
    }

    /// A word that holds a sentence together.
    pub(super) fn is_ordinary(&self, key: &str) -> bool {
        self.single.contains(key)
    }

    /// Whether two syllables are a word of ordinary speech.
    pub(super) fn is_compound(&self, first: &str, second: &str) -> bool {
        self.double.get(first).is_some_and(|seconds| seconds.contains(second))
    }

    /// Whether people bear the syllable as a family name.
    pub(super) fn is_family(&self, key: &str) -> bool {
        self.family.contains(key)
    }

    /// Whether people bear the syllable as a given name.
    pub(super) fn is_given(&self, key: &str) -> bool {
        self.given.contains(key)
    }

    /// Whether places are called by the syllable.
    pub(super) fn is_place(&self, key: &str) -> bool {
        self.place.contains(key)
    }

    /// Whether villages are called by the syllable: what grows, lives and stands there.
    pub(super) fn is_village(&self, key: &str) -> bool {
        self.village.contains(key) || self.is_place(key)
    }

    /// Names that everybody knows, as the keys of their syllables.
    pub(super) fn known(&self) -> &[Vec<String>] {
        &self.known
    }
}

fn sections(file: &str) -> HashMap<&str, String> {
    let mut all: HashMap<&str, String> = HashMap::new();
    let mut section = "";
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
        } else {
            let body = all.entry(section).or_default();
            body.push_str(line);
            body.push(' ');
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mend::sound::Sound;

    #[test]
    fn the_shipped_lists_are_read() {
        let words = &WORDS;
        assert!(words.is_ordinary("của") && !words.is_ordinary("lộ"));
        assert!(words.is_compound("kinh", "tế") && !words.is_compound("tế", "kinh"));
        let uses = ["của", "tế", "hùng", "quọ"].map(|s| words.use_of(s));
        assert_eq!(uses, [Use::Ordinary, Use::InWords, Use::InNames, Use::None]);
        assert!(words.is_given("hùng") && words.is_family("nguyễn") && words.is_place("tân"));
        assert!(words.known().iter().any(|name| name == &["thanh", "hóa"]));
    }

    #[test]
    fn every_listed_syllable_is_one_of_the_language() {
        let words = &WORDS;
        let double = words.double.iter().flat_map(|(first, seconds)| seconds.iter().chain([first]));
        let all = words
            .single
            .iter()
            .chain(double)
            .chain(&words.given)
            .chain(&words.place)
            .chain(&words.village)
            .chain(&words.family);
        let strange: Vec<_> = all
            .filter(|s| Sound::parse(s).is_none())
            .filter(|s| !matches!(s.as_str(), "ea" | "web" | "ksor" | "krông" | "đắk" | "đắc"))
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
