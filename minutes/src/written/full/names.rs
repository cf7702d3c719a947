//! The names of a meeting (tên riêng): units, places and people as its units file writes them.

use std::collections::HashMap;

use giaoban_models::gazetteer::{GROUP, Gazetteer};

use crate::mend::sound::Sound;
use crate::syllable::{self, Syllable};

/// Words that begin the name of a unit; an alias without one ("Tài chính") is a common noun as often as a name.
const TYPES: &[&str] = &[
    "phòng",
    "sở",
    "ban",
    "bộ",
    "văn",
    "ủy",
    "hội",
    "huyện",
    "tỉnh",
    "thành",
    "thị",
    "xã",
    "phường",
    "thôn",
    "chi",
    "trung",
    "kho",
    "công",
    "hạt",
    "đoàn",
    "bên",
    "mặt",
    "thanh",
    "bảo",
    "ngân",
    "điện",
    "thường",
    "ubnd",
    "hđnd",
    "đảng",
    "ấp",
    "tổ",
    "khu",
    "đặc",
    "trạm",
    "cục",
    "tòa",
    "viện",
    "liên",
    "hợp",
    "báo",
    "đài",
    "trường",
    "đội",
    "bưu",
    "thuế",
];
/// Places whose name is a common word too: a name only where a place must stand.
const COMMON_WORDS: &[&str] = &[
    "hòa bình",
    "trung thành",
    "thống nhất",
    "đoàn kết",
    "tự do",
    "độc lập",
    "hạnh phúc",
    "phú quý",
    "an toàn",
    "tiến bộ",
    "văn minh",
    "thành công",
    "quyết tâm",
    "quyết thắng",
    "đồng tâm",
    "bình minh",
    "thanh bình",
    "hòa hợp",
    "thanh niên",
    "đồng tiến",
    "hợp tác",
    "tiến lên",
    "đổi mới",
    "kiên cường",
    "an ninh",
    "bình đẳng",
    "tân tiến",
    "hùng cường",
    "vinh quang",
    "hợp nhất",
    "an bình",
    "cao điểm",
    "trung tâm",
    "bình yên",
    "văn hóa",
    "công chính",
    "trường học",
    "an sinh",
    "đồng lòng",
];
/// Words before which a place stands.
const BEFORE_A_PLACE: &[&str] = &[
    "xã",
    "phường",
    "thôn",
    "ấp",
    "trấn",
    "huyện",
    "tỉnh",
    "ở",
    "tại",
    "về",
    "xuống",
    "lên",
    "ubnd",
    "địa",
    "khu",
    "trưởng",
    "đảng",
    "mời",
];

/// A name as it is written.
#[derive(Clone, Debug)]
struct Name {
    keys: Vec<String>,
    /// Each syllable as the units file writes it.
    written: Vec<String>,
    common: bool,
}

/// Names of one authority, ready to be found in a text. Made once for a meeting.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_first: HashMap<String, Vec<Name>>,
}

impl Names {
    /// The names of a units file: of units with all ways to call them, and of people with the ways to address them.
    #[must_use]
    pub fn of(gazetteer: &Gazetteer) -> Self {
        let mut names = Self::default();
        for unit in gazetteer.units.iter().filter(|unit| unit.kind != GROUP) {
            let place = matches!(
                unit.kind.as_str(),
                "xã" | "phường" | "thị trấn" | "thôn" | "đặc khu" | "ấp" | "tổ dân phố" | "khu phố"
            );
            let full = Some(&unit.full_name).filter(|_| !unit.full_name.contains(','));
            for words in full.into_iter().chain([&unit.short_name]).chain(&unit.aliases) {
                names.add(words, place);
            }
            // "Ủy ban nhân dân xã Hòa An" also names the place "xã Hòa An".
            if let Some(place) = unit.full_name.strip_prefix("Ủy ban nhân dân ") {
                names.add(place, true);
            }
        }
        for person in &gazetteer.persons {
            names.add_person(&person.name, &person.address_forms);
        }
        for list in names.by_first.values_mut() {
            list.sort_by_key(|name| std::cmp::Reverse(name.keys.len()));
            list.dedup_by(|a, b| a.keys == b.keys);
        }
        names
    }

    /// The same, and names that people of the authority wrote where a machine had heard something else. A name of one
    /// syllable is taken only when no Vietnamese word is spelled so ("Vinacomm").
    #[must_use]
    pub fn with_learned<'a>(mut self, names: impl Iterator<Item = &'a str>) -> Self {
        for words in names {
            let read = syllable::split(words);
            let foreign = read.len() == 1 && Sound::parse(&read[0].key).is_none();
            if !read.iter().any(|s| s.capital) || !(foreign || read.len() > 1) {
                continue;
            }
            let keys: Vec<String> = read.iter().map(|s| s.key.clone()).collect();
            let written = read.iter().map(|s| words[s.at.clone()].to_owned()).collect();
            let list = self.by_first.entry(keys[0].clone()).or_default();
            if !list.iter().any(|name| name.keys == keys) {
                list.push(Name { keys, written, common: false });
                list.sort_by_key(|name| std::cmp::Reverse(name.keys.len()));
            }
        }
        self
    }

    fn add_person(&mut self, name: &str, forms: &[String]) {
        if name.split_whitespace().count() >= 2 {
            self.add(name, true);
        }
        for form in forms {
            self.add(form, true);
        }
        if let Some(given) = name.split_whitespace().last() {
            for address in ["đồng chí", "anh", "chị", "ông", "bà"] {
                self.add(&format!("{address} {given}"), true);
            }
        }
    }

    fn add(&mut self, words: &str, anywhere: bool) {
        let read = syllable::split(words);
        let Some(first) = read.first() else { return };
        let named = read.iter().any(|s| s.capital);
        if !named
            || (!anywhere && (!TYPES.contains(&first.key.as_str()) || read.len() < 2))
            || (anywhere && read.len() < 2)
        {
            return;
        }
        let keys: Vec<String> = read.iter().map(|s| s.key.clone()).collect();
        let common = COMMON_WORDS.contains(&keys.join(" ").as_str());
        let written = read.iter().map(|s| words[s.at.clone()].to_owned()).collect();
        self.by_first.entry(first.key.clone()).or_default().push(Name { keys, written, common });
    }

    /// The longest name that begins at a syllable, with no mark inside but a comma: its syllables as written.
    pub(super) fn at(&self, of: &[Syllable], at: usize) -> Option<&[String]> {
        let names = self.by_first.get(&of.get(at)?.key)?;
        let before = at.checked_sub(1).map_or("", |p| of[p].key.as_str());
        let fits = |name: &&Name| {
            name.keys.len() <= of.len() - at
                && name.keys.iter().zip(&of[at..]).all(|(key, s)| *key == s.key)
                && !of[at..at + name.keys.len() - 1].iter().any(|s| s.mark > syllable::Mark::Comma)
                && (!name.common || BEFORE_A_PLACE.contains(&before))
        };
        names.iter().find(fits).map(|name| name.written.as_slice())
    }
}
