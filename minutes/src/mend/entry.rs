//! The names that may be meant (tên trong danh sách), each with what people put before it.

use std::collections::HashMap;

use giaoban_models::gazetteer::{GROUP, Gazetteer};
use giaoban_models::text;

use super::sound::Sound;

/// Names of one corrector at most; what comes after is left out.
pub(super) const MOST: usize = 20_000;
/// Syllables of the longest name.
pub(super) const LONGEST: usize = 9;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A commune, a ward, a district, a province.
    Place,
    /// A village, a hamlet, a residential group.
    Village,
    /// A department, a body, an office by its field.
    Office,
    /// A person by the full name, or the given name alone.
    Person,
}

/// A name as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// With its capitals; the word before it ("xã", "anh") is no part of it.
    pub words: String,
    /// What it is the name of.
    pub kind: Kind,
}

impl Name {
    /// A name of that kind.
    #[must_use]
    pub fn new(kind: Kind, words: &str) -> Self {
        Self { words: text::kept(words), kind }
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(pub(super) u8);

impl Kinds {
    pub(super) const fn of(kind: Kind) -> Self {
        Self(1 << kind as u8)
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A name ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its syllables as they sound.
    pub(super) sounds: Vec<Sound>,
    /// Its syllables as they are spelled, with capitals.
    pub(super) spelled: Vec<String>,
    /// Its words as listed.
    pub(super) words: String,
    /// What it names.
    pub(super) kinds: Kinds,
    /// Whether it is also known without a word before it.
    pub(super) bare: bool,
    /// Syllables at its beginning that tell its kind ("phòng Nội vụ"): the name is known without them too.
    pub(super) head: usize,
}

/// Words before a name that tell what it names, the longest first where one begins another.
const HEADS: &[(&str, Kind)] = &[
    ("thị trấn", Kind::Place),
    ("thị xã", Kind::Place),
    ("thành phố", Kind::Place),
    ("đặc khu", Kind::Place),
    ("xã", Kind::Place),
    ("phường", Kind::Place),
    ("huyện", Kind::Place),
    ("quận", Kind::Place),
    ("tỉnh", Kind::Place),
    ("tổ dân phố", Kind::Village),
    ("khu dân cư", Kind::Village),
    ("khu phố", Kind::Village),
    ("thôn", Kind::Village),
    ("bản", Kind::Village),
    ("ấp", Kind::Village),
    ("làng", Kind::Village),
    ("xóm", Kind::Village),
    ("buôn", Kind::Village),
    ("khóm", Kind::Village),
    ("phòng", Kind::Office),
    ("sở", Kind::Office),
    ("bên", Kind::Office),
    ("chi cục", Kind::Office),
    ("trung tâm", Kind::Office),
];

/// Words of authority before a level: "Ủy ban nhân dân xã ..." is called by the level and its name.
const BODIES: &[&str] = &[
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "ủy ban mặt trận tổ quốc việt nam",
    "ủy ban mặt trận tổ quốc",
    "ubnd",
    "hđnd",
    "đảng ủy",
    "ủy ban",
    "công an",
    "trạm y tế",
    "ban chỉ huy quân sự",
];

/// The names of a units file.
pub(super) fn of_gazetteer(gazetteer: &Gazetteer) -> Vec<Entry> {
    let mut entries = Entries::default();
    for unit in gazetteer.units.iter().filter(|unit| unit.kind != GROUP) {
        for form in [&unit.full_name, &unit.short_name].into_iter().chain(&unit.aliases) {
            let mut named = false;
            for part in form.split(',') {
                named |= entries.add_unit(part.trim(), &unit.kind);
            }
            entries.add(form, Kinds::default(), true, usize::from(named));
            // The level at the end of an office's name is said or not.
            if let Some((office, level)) = form.rsplit_once(' ')
                && HEADS.iter().any(|(head, of)| *head == level && *of == Kind::Place)
            {
                entries.add_unit(office, &unit.kind);
            }
        }
    }
    for person in &gazetteer.persons {
        entries.add_person(&person.name);
    }
    entries.all
}

/// A list of names.
pub(super) fn of_names(names: &[Name]) -> Vec<Entry> {
    let mut entries = Entries::default();
    for name in names {
        match name.kind {
            Kind::Person => entries.add_person(&name.words),
            kind => entries.add(&name.words, Kinds::of(kind), true, 0),
        }
    }
    entries.all
}

#[derive(Default)]
struct Entries {
    all: Vec<Entry>,
    known: HashMap<Vec<Sound>, usize>,
}

impl Entries {
    /// A name of a unit: with its head as it stands, and without it after that head. Whether it had a head.
    fn add_unit(&mut self, form: &str, kind: &str) -> bool {
        let key = text::tone_free_key(form);
        if HEADS.iter().any(|(head, _)| *head == key) || BODIES.contains(&key.as_str()) {
            return false;
        }
        let mut form = form.to_owned();
        if let Some(rest) = BODIES.iter().find_map(|body| rest_after(&form, body)) {
            // "Công an huyện" has no name of its own.
            if HEADS.iter().any(|(head, _)| *head == text::tone_free_key(&rest)) {
                return false;
            }
            form = rest;
        }
        let headed = HEADS.iter().find_map(|(head, kind)| Some((rest_after(&form, head)?, *kind, head)));
        match headed {
            Some((core, of, head)) => {
                self.add(&core, Kinds::of(of), true, 0);
                self.add(&form, Kinds::default(), true, head.split(' ').count());
                true
            }
            None => {
                let level = HEADS.iter().find(|(head, _)| *head == kind.to_lowercase()).map(|(_, of)| *of);
                let of = level.unwrap_or(Kind::Office);
                self.add(&form, Kinds::of(of), true, 0);
                let place = matches!(level, Some(Kind::Place | Kind::Village));
                if place && form.contains(char::is_whitespace) {
                    let head = kind.split_whitespace().count();
                    self.add(&format!("{} {form}", kind.to_lowercase()), Kinds::default(), true, head);
                }
                false
            }
        }
    }

    /// A person by the full name, by the last two names and by the given name.
    fn add_person(&mut self, full: &str) {
        let words: Vec<&str> = full.split_whitespace().collect();
        let person = Kinds::of(Kind::Person);
        self.add(full, person, words.len() > 1, 0);
        if words.len() > 2 {
            self.add(&words[words.len() - 2..].join(" "), person, false, 0);
        }
        if words.len() > 1 {
            self.add(words[words.len() - 1], person, false, 0);
        }
    }

    fn add(&mut self, words: &str, kinds: Kinds, bare: bool, head: usize) {
        let spelled: Vec<String> = words
            .split(|c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c))
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        let Some(sounds) = spelled.iter().map(|s| Sound::parse(s)).collect::<Option<Vec<Sound>>>() else { return };
        if sounds.is_empty() || sounds.len() > LONGEST || (sounds.len() == 1 && kinds == Kinds::default()) {
            return;
        }
        if let Some(known) = self.known.get(&sounds) {
            let entry = &mut self.all[*known];
            entry.kinds = entry.kinds.with(kinds);
            entry.bare |= bare;
            return;
        }
        if self.all.len() >= MOST {
            return;
        }
        self.known.insert(sounds.clone(), self.all.len());
        // A single syllable says nothing without the word before it.
        let bare = bare && sounds.len() > 1;
        self.all.push(Entry { sounds, spelled, words: text::kept(words), kinds, bare, head });
    }
}

/// What follows some words at the beginning of a name, in the letters of the name.
fn rest_after(name: &str, head: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    for expected in head.split(' ') {
        if text::tone_free_key(words.next()?) != expected {
            return None;
        }
    }
    let rest = words.collect::<Vec<_>>().join(" ");
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn entries(units: &str, persons: &str) -> Vec<(String, u8, bool)> {
        let file = format!(r#"{{"units": [{units}], "persons": [{persons}]}}"#);
        let all = of_gazetteer(&serde_json::from_str(&file).unwrap());
        all.into_iter().map(|e| (e.words, e.kinds.0, e.bare)).collect()
    }

    #[test]
    fn a_unit_is_known_with_its_head_and_after_it() {
        let found = entries(
            r#"{"id": "a", "full_name": "Ủy ban nhân dân xã Tân Thành", "short_name": "Tân Thành", "aliases": ["xã"], "kind": "xã"}"#,
            "",
        );
        let place = Kinds::of(Kind::Place).0;
        assert!(found.contains(&("Tân Thành".to_owned(), place, true)), "{found:?}");
        assert!(found.contains(&("xã Tân Thành".to_owned(), 0, true)), "{found:?}");
        assert!(found.iter().all(|(words, ..)| words != "xã"), "{found:?}");
    }

    #[test]
    fn a_village_of_a_commune_is_known_by_its_own_name() {
        let found = entries(
            r#"{"id": "a", "full_name": "Thôn Suối Đá, xã Tân Thanh", "short_name": "thôn Suối Đá", "kind": "thôn"}"#,
            "",
        );
        assert!(found.contains(&("Suối Đá".to_owned(), Kinds::of(Kind::Village).0, true)), "{found:?}");
        assert!(found.contains(&("Tân Thanh".to_owned(), Kinds::of(Kind::Place).0, true)), "{found:?}");
    }

    #[test]
    fn a_person_is_known_by_given_names_only_after_a_word_of_address() {
        let found = entries("", r#"{"id": "h", "name": "Trần Văn Hùng", "post": "x", "unit_id": "a"}"#);
        let person = Kinds::of(Kind::Person).0;
        let name = |words: &str, bare| (words.to_owned(), person, bare);
        assert_eq!(found, [name("Trần Văn Hùng", true), name("Văn Hùng", false), name("Hùng", false)]);
    }

    #[test]
    fn names_that_cannot_be_heard_as_syllables_are_left_out() {
        let found = entries(
            r#"{"id": "a", "full_name": "VNPT Lam Sơn", "short_name": "TN&MT", "aliases": ["UBND"], "kind": "doanh nghiệp"}"#,
            "",
        );
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_list_beyond_the_limit_is_cut() {
        let names: Vec<Name> = (0..MOST + 2_000)
            .map(|n| {
                let part = |n: usize| {
                    let sound = Sound {
                        onset: u8::try_from(n % 25).unwrap(),
                        rhyme: u8::try_from(n / 25 % 40).unwrap(),
                        tone: 2,
                    };
                    sound.write()
                };
                Name::new(Kind::Place, &format!("{} {}", part(n % 1000), part(n / 1000)))
            })
            .collect();
        assert!(of_names(&names).len() <= MOST);
    }
}
