//! What an engine heard instead of what was said, counted by part of the syllable (bảng nhầm lẫn).
//!
//! Counts only, never what was said. They are shipped as data and can be replaced by counts of another engine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sound::{ONSETS, RHYMES, Sound, TONES};

/// Bytes of the largest file of counts that is read.
const LONGEST: usize = 1 << 20;
/// The largest count that is read.
const LARGEST: u32 = 100_000_000;

/// Counts of one engine over read and spoken sound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confusions {
    /// How they were counted.
    #[serde(default)]
    pub method: String,
    /// Whole syllables.
    pub syllables: Syllables,
    /// Which parts of a changed syllable changed: "onset", "rhyme", "tone", joined by "+".
    pub changed_parts: BTreeMap<String, u32>,
    /// By onset that was said.
    pub onsets: BTreeMap<String, Heard>,
    /// By rhyme that was said.
    pub rhymes: BTreeMap<String, Heard>,
    /// By tone that was said.
    pub tones: BTreeMap<String, Heard>,
}

/// Counts of whole syllables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syllables {
    /// Vietnamese syllables said.
    pub said: u32,
    /// Heard as another syllable.
    pub changed: u32,
    /// Not heard.
    pub dropped: u32,
    /// Heard and not said.
    pub inserted: u32,
}

/// How often a part was said, and what was heard in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// Times said, rightly heard ones included.
    pub said: u32,
    /// What was heard instead, with its count.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heard: BTreeMap<String, u32>,
}

/// A file of counts that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Longer than 1 MiB.
    #[error("longer than {LONGEST} bytes")]
    Long,
    /// Not the form of the file.
    #[error(transparent)]
    Form(#[from] serde_json::Error),
    /// A part that no Vietnamese syllable has.
    #[error("no part of a Vietnamese syllable: {0:?}")]
    Part(String),
    /// A count beyond belief.
    #[error("a count above {LARGEST}: {0}")]
    Count(u32),
}

impl Confusions {
    /// The counts shipped with the program.
    ///
    /// # Panics
    /// Never: a test reads them.
    #[must_use]
    pub fn shipped() -> Self {
        Self::from_json(include_str!("../../data/confusions.json")).expect("a test reads the shipped counts")
    }

    /// Counts from a file.
    ///
    /// # Errors
    /// When the file is too long, of another form, or names parts that no syllable has.
    pub fn from_json(json: &str) -> Result<Self, Unusable> {
        if json.len() > LONGEST {
            return Err(Unusable::Long);
        }
        let read: Self = serde_json::from_str(json)?;
        let lists: [(&BTreeMap<String, Heard>, &[&str]); 3] =
            [(&read.onsets, &ONSETS), (&read.rhymes, &RHYMES), (&read.tones, &TONES)];
        for (counted, parts) in lists {
            for (part, heard) in counted {
                let unknown = std::iter::once(part).chain(heard.heard.keys()).find(|p| !parts.contains(&p.as_str()));
                if let Some(unknown) = unknown {
                    return Err(Unusable::Part(unknown.clone()));
                }
                if let Some(count) = heard.heard.values().chain([&heard.said]).find(|n| **n > LARGEST) {
                    return Err(Unusable::Count(*count));
                }
            }
        }
        if let Some(unknown) = read.changed_parts.keys().find(|p| mask_of(p).is_none()) {
            return Err(Unusable::Part(unknown.clone()));
        }
        let s = read.syllables;
        let whole = [s.said, s.changed, s.dropped, s.inserted];
        if let Some(count) = read.changed_parts.values().chain(&whole).find(|n| **n > LARGEST) {
            return Err(Unusable::Count(*count));
        }
        Ok(read)
    }

    /// Counts a syllable said and what was heard in its place, if anything.
    pub fn add(&mut self, said: Sound, heard: Option<Sound>) {
        self.syllables.said += 1;
        let Some(heard) = heard else {
            self.syllables.dropped += 1;
            return;
        };
        let name = |list: &[&str], at: u8| list[usize::from(at)].to_owned();
        for (counted, list, one, other) in [
            (&mut self.onsets, &ONSETS[..], said.onset, heard.onset),
            (&mut self.rhymes, &RHYMES[..], said.rhyme, heard.rhyme),
            (&mut self.tones, &TONES[..], said.tone, heard.tone),
        ] {
            let part = counted.entry(name(list, one)).or_default();
            part.said += 1;
            if one != other {
                *part.heard.entry(name(list, other)).or_default() += 1;
            }
        }
        let mask = Mask::between(said, heard);
        if mask != Mask(0) {
            self.syllables.changed += 1;
            *self.changed_parts.entry(mask.name()).or_default() += 1;
        }
    }
}

/// Which parts of a syllable differ: onset 1, rhyme 2, tone 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask(pub u8);

const NAMES: [(u8, &str); 3] = [(1, "onset"), (2, "rhyme"), (4, "tone")];

impl Mask {
    /// What differs between two syllables.
    #[must_use]
    pub fn between(one: Sound, other: Sound) -> Self {
        let differs = |differs: bool, bit: u8| if differs { bit } else { 0 };
        Self(
            differs(one.onset != other.onset, 1)
                | differs(one.rhyme != other.rhyme, 2)
                | differs(one.tone != other.tone, 4),
        )
    }

    /// The names of the parts, joined by "+".
    #[must_use]
    pub fn name(self) -> String {
        let names: Vec<&str> = NAMES.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, name)| *name).collect();
        names.join("+")
    }
}

/// The mask of a name, where there is one.
pub(super) fn mask_of(name: &str) -> Option<Mask> {
    (1..8).map(Mask).find(|mask| mask.name() == name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_shipped_counts_are_read_and_add_up() {
        let counts = Confusions::shipped();
        assert!(counts.syllables.said > 1000 && counts.syllables.changed > 100, "{:?}", counts.syllables);
        assert_eq!(counts.changed_parts.values().sum::<u32>(), counts.syllables.changed);
        let said: u32 = counts.tones.values().map(|t| t.said).sum();
        assert_eq!(said, counts.syllables.said - counts.syllables.dropped);
        assert!(!counts.method.is_empty());
    }

    #[test]
    fn a_syllable_heard_otherwise_is_counted_by_its_parts() {
        let sound = |s| Sound::parse(s).unwrap();
        let mut counts = Confusions::default();
        counts.add(sound("lộ"), Some(sound("nộ")));
        counts.add(sound("lộ"), Some(sound("lộ")));
        counts.add(sound("lộ"), None);
        assert_eq!(counts.syllables, Syllables { said: 3, changed: 1, dropped: 1, inserted: 0 });
        assert_eq!(counts.onsets["l"], Heard { said: 2, heard: BTreeMap::from([("n".to_owned(), 1)]) });
        assert_eq!(counts.changed_parts, BTreeMap::from([("onset".to_owned(), 1)]));
    }

    #[test]
    fn counts_that_cannot_be_are_refused() {
        let file = |onsets: &str, rest: &str| {
            format!(
                r#"{{"syllables": {{"said": 1, "changed": 0, "dropped": 0, "inserted": 0}}, "changed_parts": {{{rest}}},
                "onsets": {{{onsets}}}, "rhymes": {{}}, "tones": {{}}}}"#
            )
        };
        assert!(Confusions::from_json(&file(r#""l": {"said": 1, "heard": {"n": 1}}"#, "")).is_ok());
        assert!(matches!(Confusions::from_json(&file(r#""w": {"said": 1}"#, "")), Err(Unusable::Part(_))));
        assert!(matches!(
            Confusions::from_json(&file(r#""l": {"said": 1, "heard": {"z": 1}}"#, "")),
            Err(Unusable::Part(_))
        ));
        assert!(matches!(Confusions::from_json(&file("", r#""length": 3"#)), Err(Unusable::Part(_))));
        assert!(matches!(Confusions::from_json(&file("", r#""tone": 4000000000"#)), Err(Unusable::Count(_))));
        assert!(matches!(Confusions::from_json(&file(r#""l": {"sayd": 1}"#, "")), Err(Unusable::Form(_))));
        assert!(matches!(Confusions::from_json(&" ".repeat(LONGEST + 1)), Err(Unusable::Long)));
    }
}
