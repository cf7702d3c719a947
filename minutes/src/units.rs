//! Who is spoken of (đơn vị, nhóm đơn vị, người được gọi): every mention of a unit, a group or a person in a text.
//!
//! The longest name wins; tone matters, its place and case do not. A person addressed stands for the unit they hold
//! their post in. Of several units of one name, the one nearest to the authority that meets is meant.

mod names;
mod nearness;

use std::collections::HashMap;
use std::ops::Range;

use giaoban_models::gazetteer::{GROUP, Gazetteer};
use giaoban_models::id::UnitId;

use crate::syllable::{self, Syllable};
use nearness::Nearness;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A unit by one of its names.
    Unit,
    /// A group of units ("các xã, thị trấn").
    Group,
    /// A person, by a form of address or a post.
    Person,
}

/// A mention of a unit, a group or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes in the text.
    pub range: Range<usize>,
    /// Syllables in the text.
    pub at: Range<usize>,
    /// The unit meant; for a person the unit of their post.
    pub unit: UnitId,
    /// What is named.
    pub kind: Kind,
    /// Whether the words could as well be plain words ("môi trường", "xây dựng"): then only their place tells.
    pub plain: bool,
}

/// One thing a name may mean.
#[derive(Clone, Debug)]
struct Meaning {
    unit: usize,
    kind: Kind,
    plain: bool,
}

/// The names of a units file, ready to be found in speech.
pub struct Units {
    ids: Vec<UnitId>,
    meanings: HashMap<String, Vec<Meaning>>,
    /// Names as they are listed, by their key: how a mention is written.
    listed: HashMap<String, String>,
    /// For each unit its kind and the key of its full name.
    called: Vec<(String, String)>,
    longest: usize,
    nearness: Nearness,
}

/// Words that contain a name without naming a unit.
const NOT_NAMES: &[&str] = &[
    "hợp tác xã",
    "tổ hợp tác xã",
    "xã hội",
    "kinh tế xã hội",
    "tỉnh lộ",
    "huyện lộ",
    "giao thông",
    "nhà văn hóa",
    "nhà văn hóa thôn",
    "văn phòng điều phối",
    "văn phòng đăng ký",
    "văn phòng chính phủ",
    "văn phòng công chứng",
    "văn phòng phẩm",
    "văn phòng quốc hội",
    "bảo vệ môi trường",
    "vệ sinh môi trường",
    "an ninh quân sự",
    "nghĩa vụ quân sự",
    "bảo hiểm y tế",
    "đời sống văn hóa",
    "thiết chế văn hóa",
    "sản xuất nông nghiệp",
    "đất nông nghiệp",
    "vật tư nông nghiệp",
    "tài nguyên nước",
    "lao động sản xuất",
    "người lao động",
    "xuất khẩu lao động",
    "hợp đồng lao động",
    "ngày công lao động",
    "đồng bào dân tộc",
    "dân tộc thiểu số",
    "sự nghiệp giáo dục",
    "công tác dân tộc",
    "nợ thuế",
    "thu thuế",
    "tiền thuế",
    "nộp thuế",
    "trốn thuế",
    "kê khai thuế",
    "phát triển kinh tế",
    "xây dựng nông thôn mới",
    "đầu tư xây dựng",
    "trật tự xây dựng",
    "công trình xây dựng",
    "giấy phép xây dựng",
    "an ninh trật tự",
    "đất trạm",
    "đoàn thẩm tra",
    "đoàn kiểm tra",
    "đoàn công tác",
    "đoàn giám sát",
    "đoàn liên ngành",
    "hội đồng thẩm định",
    "hội đồng nghiệm thu",
    "hội đồng bồi thường",
    "một cửa điện tử",
    "tinh thần đoàn kết",
    "nông thôn mới",
    "các xã viên",
    "báo cáo tài chính",
    "năm tài chính",
    "nghĩa vụ tài chính",
    "phổ biến giáo dục pháp luật",
    "mặt trận tấn công",
];

impl Units {
    /// The names of a units file.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut units = Self {
            ids: gazetteer.units.iter().map(|u| u.id.clone()).collect(),
            meanings: HashMap::new(),
            listed: HashMap::new(),
            called: gazetteer.units.iter().map(|u| (key_of(&u.kind), key_of(&u.full_name))).collect(),
            longest: 1,
            nearness: Nearness::new(gazetteer),
        };
        for (n, unit) in gazetteer.units.iter().enumerate() {
            let kind = if unit.kind == GROUP { Kind::Group } else { Kind::Unit };
            for name in [&unit.full_name, &unit.short_name].into_iter().chain(&unit.aliases) {
                units.listed.entry(key_of(name)).or_insert_with(|| name.clone());
            }
            for name in names::of_unit(unit) {
                units.add(&name.words, Meaning { unit: n, kind, plain: name.plain });
            }
        }
        for person in &gazetteer.persons {
            let Some(n) = gazetteer.units.iter().position(|u| u.id == person.unit_id) else { continue };
            for form in &person.address_forms {
                units.listed.entry(key_of(form)).or_insert_with(|| form.clone());
            }
            for words in names::of_person(person) {
                units.add(&words, Meaning { unit: n, kind: Kind::Person, plain: false });
            }
        }
        units
    }

    fn add(&mut self, name: &str, meaning: Meaning) {
        let key = key_of(name);
        let len = key.split(' ').count();
        if key.is_empty() || len > names::LONGEST {
            return;
        }
        self.longest = self.longest.max(len);
        let all = self.meanings.entry(key).or_default();
        if let Some(same) = all.iter_mut().find(|m| m.unit == meaning.unit && m.kind == meaning.kind) {
            same.plain &= meaning.plain;
        } else {
            all.push(meaning);
        }
    }

    /// Every mention in a text, in order, none overlapping. `home` is the unit whose meeting it is.
    #[must_use]
    pub fn mentions(&self, text: &str, home: Option<&UnitId>) -> Vec<Mention> {
        self.within(&syllable::split(text), home)
    }

    /// [`Self::mentions`] over syllables.
    pub(crate) fn within(&self, of: &[Syllable], home: Option<&UnitId>) -> Vec<Mention> {
        self.among(of, home, &[])
    }

    /// [`Self::within`]; of several people or units of one name that are equally near, the one that stands first in
    /// `recent` is meant.
    pub(crate) fn among(&self, of: &[Syllable], home: Option<&UnitId>, recent: &[UnitId]) -> Vec<Mention> {
        let near = |unit: usize| recent.iter().position(|u| *u == self.ids[unit]).unwrap_or(recent.len());
        let home = home.and_then(|id| self.ids.iter().position(|u| u == id));
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < of.len() {
            let trap = syllable::longest(of, at, NOT_NAMES).unwrap_or(0);
            let Some((len, meaning)) = self.longest_at(of, at, home, &near).filter(|(len, _)| *len >= trap) else {
                at += trap.max(1);
                continue;
            };
            // "Văn phòng Điều phối": a bare name that goes on in capitals is part of another name.
            let next = of.get(at + len).filter(|_| of[at + len - 1].mark == syllable::Mark::None);
            let goes_on = of[at].capital
                && meaning.plain
                && next.is_some_and(|s| s.capital && s.key.chars().all(char::is_alphabetic));
            if goes_on && self.longest_at(of, at + len, home, &near).is_none() {
                at += len;
                continue;
            }
            let range = of[at].at.start..of[at + len - 1].at.end;
            found.push(Mention {
                range,
                at: at..at + len,
                unit: self.ids[meaning.unit].clone(),
                kind: meaning.kind,
                plain: meaning.plain,
            });
            at += len;
        }
        self.gather(of, found)
    }

    fn longest_at(
        &self,
        of: &[Syllable],
        at: usize,
        home: Option<usize>,
        near: &dyn Fn(usize) -> usize,
    ) -> Option<(usize, &Meaning)> {
        let mut name = String::new();
        let mut best = None;
        for len in 1..=self.longest.min(of.len() - at) {
            if len > 1 {
                if of[at + len - 2].mark >= syllable::Mark::Semicolon {
                    break;
                }
                name.push(' ');
            }
            name.push_str(&of[at + len - 1].key);
            if let Some(all) = self.meanings.get(&name) {
                best = self.nearest(all, home, near).map(|meaning| (len, meaning)).or(best);
            }
        }
        best
    }

    /// Of several meanings the nearest one; a tie between two people or units that nothing tells apart is no mention.
    fn nearest<'a>(
        &'a self,
        all: &'a [Meaning],
        home: Option<usize>,
        near: &dyn Fn(usize) -> usize,
    ) -> Option<&'a Meaning> {
        all.iter().min_by_key(|m| (self.nearness.between(home, m.unit), near(m.unit)))
    }

    /// A post before a name ("Trưởng phòng Nội vụ"), a person with their unit ("anh Hùng bên Tài nguyên"), and a group
    /// whose members are named ("các xã Khuê Giang, Hòa Thủy") are one mention or only the members.
    fn gather(&self, of: &[Syllable], mut found: Vec<Mention>) -> Vec<Mention> {
        for mention in &mut found {
            let posts = syllable::longest_before(of, mention.at.start, names::POSTS).unwrap_or(0);
            if posts > 0
                && mention.kind != Kind::Person
                && mention.at.start.checked_sub(posts + 1).is_none_or(|p| of[p].key != "các")
            {
                mention.at.start -= posts;
                mention.kind = if mention.kind == Kind::Unit { Kind::Person } else { mention.kind };
                mention.plain = false;
            }
            let address = syllable::longest_before(of, mention.at.start, names::BEFORE_POSTS).unwrap_or(0);
            if mention.kind == Kind::Person && posts > 0 {
                mention.at.start -= address;
            }
            mention.range.start = of[mention.at.start].at.start;
        }
        let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
        for mention in found {
            if let Some(last) = kept.last_mut()
                && last.at.end == mention.at.start
                && of[last.at.end - 1].mark == syllable::Mark::None
            {
                let same = last.unit == mention.unit || of[mention.at.start].key == "bên";
                if last.kind == Kind::Person && mention.kind == Kind::Unit && same {
                    last.at.end = mention.at.end;
                    last.range.end = mention.range.end;
                    last.unit = mention.unit;
                    continue;
                }
                if last.kind == Kind::Group
                    && mention.kind == Kind::Unit
                    && self.nearness.holds(&last.unit, &mention.unit)
                {
                    let start = last.at.start;
                    *last =
                        Mention { at: start..mention.at.end, range: of[start].at.start..mention.range.end, ..mention };
                    continue;
                }
            }
            kept.push(mention);
        }
        kept
    }

    /// The first of some units whose kind is the word or whose full name begins with it, below the unit that meets; none
    /// when the one that meets is called so itself.
    pub(crate) fn begins_with(&self, word: &str, among: &[UnitId], home: &UnitId) -> Option<UnitId> {
        let is = |unit: &UnitId| {
            self.ids.iter().position(|u| u == unit).is_some_and(|n| {
                let (kind, name) = &self.called[n];
                kind != GROUP && (kind == word || name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
            })
        };
        if is(home) {
            return None;
        }
        among.iter().find(|unit| *unit != home && !self.nearness.is_above(unit, home) && is(unit)).cloned()
    }

    /// Whether `upper` is the unit or stands above it.
    pub(crate) fn is_above(&self, upper: &UnitId, unit: &UnitId) -> bool {
        self.nearness.is_above(upper, unit)
    }

    /// The spelling of a mention as the units file lists it; none when it is called by a derived name.
    pub(crate) fn spelling(&self, of: &[Syllable], mention: &Mention) -> Option<&str> {
        let keys: Vec<&str> = of[mention.at.clone()].iter().map(|s| s.key.as_str()).collect();
        self.listed.get(&keys.join(" ")).map(String::as_str)
    }
}

/// The key under which a name is found.
fn key_of(name: &str) -> String {
    let keys: Vec<String> = syllable::split(name).into_iter().map(|s| s.key).collect();
    keys.join(" ")
}

#[cfg(test)]
mod tests;
