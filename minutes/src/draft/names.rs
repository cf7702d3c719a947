//! Names as minutes write them: units by the name documents use, people with their whole name.

use std::collections::{HashMap, HashSet};

use giaoban_models::gazetteer::{GROUP, Gazetteer, SpokenUnit};
use giaoban_models::id::UnitId;
use giaoban_models::text::tone_free_key;

use super::words::{Word, begins_any, capitalised, lowered, words};

/// Kinds of unit that are called by the bare name of their place.
const PLACES: &[&str] =
    &["xã", "phường", "thị trấn", "đặc khu", "thôn", "bản", "buôn", "ấp", "khóm", "tổ dân phố", "khu phố"];
/// First words of a name that say it is a unit even when an engine heard it.
const UNIT_WORDS: &[&str] = &[
    "phòng",
    "sở",
    "ban",
    "bộ",
    "chi",
    "cục",
    "trung",
    "hạt",
    "kho",
    "thanh",
    "hội",
    "văn",
    "công",
    "điện",
    "trạm",
    "đài",
    "bảo",
    "huyện",
    "tỉnh",
    "ủy",
    "ubnd",
    "hđnd",
    "bên",
    "ngành",
    "viện",
    "tòa",
    "trường",
    "mặt",
    "đoàn",
    "xã",
    "phường",
];
/// What makes a longer name of another body out of a unit's short one.
const OTHERS_GO_ON: &[&str] = &[
    "điều phối",
    "đăng ký",
    "đại diện",
    "phẩm",
    "luật sư",
    "công chứng",
    "quốc hội",
    "tỉnh ủy",
    "chính phủ",
    "trung ương",
];
const LEVELS: &[&str] = &["huyện", "tỉnh", "xã", "phường", "thành", "quận", "thị", "trung", "khu"];
/// Words that an engine hears in lower case and an office writes with a capital.
const CAPITALS: &[(&str, &str)] = &[
    ("ủy ban nhân dân", "UBND"),
    ("hội đồng nhân dân", "HĐND"),
    ("phó chủ tịch", "Phó Chủ tịch"),
    ("chủ tịch", "Chủ tịch"),
    ("bí thư", "Bí thư"),
    ("chánh văn phòng", "Chánh Văn phòng"),
    ("trưởng công an", "Trưởng Công an"),
    ("phó trưởng công an", "Phó Trưởng Công an"),
    ("tết", "Tết"),
    ("thứ hai", "thứ Hai"),
    ("thứ ba", "thứ Ba"),
    ("thứ tư", "thứ Tư"),
    ("thứ năm", "thứ Năm"),
    ("thứ sáu", "thứ Sáu"),
    ("thứ bảy", "thứ Bảy"),
    ("tháng chạp", "tháng Chạp"),
    ("tháng giêng", "tháng Giêng"),
];

/// What a sequence of words is written as.
#[derive(Clone)]
struct Written {
    text: String,
    words: usize,
    /// A person: in cased text the given name must have its capital ("anh Hùng", not "anh hùng").
    person: bool,
    /// A unit: in cased text one of its words must have a capital ("hội đồng thẩm định" is none).
    unit: bool,
    /// Level words its whole name goes on with ("Trung tâm Y tế" + "huyện").
    goes_on: Vec<String>,
    /// Whether [`Self::text`] is more than the same words in their capitals.
    longer: bool,
}

/// What a name is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Unit,
    Person,
    Word,
}

/// Names of the authority a meeting is held in.
pub(super) struct Names {
    display: HashMap<UnitId, String>,
    own: HashMap<UnitId, Vec<Vec<String>>>,
    forms: HashMap<String, Vec<(Vec<String>, Written)>>,
    given: HashSet<String>,
}

/// A text with its names written out.
pub(super) struct Named {
    /// The text.
    pub text: String,
    /// How many names stand in it.
    pub names: usize,
}

fn keys(name: &str) -> Vec<String> {
    words(name).into_iter().map(|word| word.key).collect()
}

/// "Ủy ban nhân dân xã X" -> "UBND xã X".
fn shortened(full_name: &str) -> String {
    full_name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
}

/// Proper part of an authority's name: "Ủy ban nhân dân huyện Mẫu Sơn Trà" -> "huyện", "Mẫu Sơn Trà".
fn proper(full_name: &str) -> Option<(&'static str, &str)> {
    ["huyện", "tỉnh", "thành phố", "xã", "phường", "thị trấn", "đặc khu", "quận", "thị xã"].into_iter().find_map(
        |level| {
            let (_, name) = full_name.split_once(&format!(" {level} "))?;
            Some((level, name))
        },
    )
}

/// A unit's name as the authority's own minutes use it: without the authority's name behind it.
fn display(unit: &SpokenUnit, authority: Option<(&str, &str)>) -> String {
    let name = shortened(&unit.full_name);
    let place = PLACES.contains(&unit.kind.as_str()) && !name.starts_with("UBND ");
    if unit.kind == GROUP || place {
        let tail = authority.map(|(level, proper)| format!(", {level} {proper}")).unwrap_or_default();
        return lowered(name.strip_suffix(&tail).unwrap_or(&name), false);
    }
    let Some((level, proper)) = authority else { return name };
    if name.starts_with("UBND ") || name.starts_with("HĐND ") {
        return name;
    }
    for tail in [format!(", {level} {proper}"), format!(" {level} {proper}")] {
        if let Some(head) = name.strip_suffix(&tail)
            && ["Phòng", "Sở", "Thôn", "Bản", "Tổ", "Khu"].iter().any(|word| head.starts_with(word))
        {
            return head.to_owned();
        }
    }
    match name.strip_suffix(&format!(" {proper}")) {
        Some(head) if head.split(' ').count() > 1 => head.to_owned(),
        _ => name,
    }
}

/// Words before a unit's name of every day ("Văn hóa", "Tài chính") that show the unit is meant.
const BEFORE_UNIT: &[&str] = &[
    "bên", "giao", "và", "với", "cùng", "cho", "sang", "mời", "ngành", "phòng", "anh", "chị", "có", "còn", "riêng",
    "là", "gửi", "về", "đề", "nghị", "yêu", "cầu", "hợp", "do", "của", "gồm", "cả", "hai", "nhờ", "thì", "hoặc", "nếu",
    "để",
];

/// Whether a unit's name of every day is part of something else: "Ngày hội Văn hóa các dân tộc".
fn inside_name(all: &[Word], at: usize, written: &Written) -> bool {
    if !written.unit || !written.longer {
        return false;
    }
    let key = |at: usize| all.get(at).map_or("", |word| word.key.as_str());
    let class =
        matches!(
            key(at),
            "phòng"
                | "sở"
                | "ban"
                | "bộ"
                | "chi"
                | "cục"
                | "trung"
                | "hạt"
                | "hội"
                | "đài"
                | "bảo"
                | "huyện"
                | "tỉnh"
                | "ủy"
                | "ubnd"
                | "hđnd"
                | "bên"
                | "viện"
                | "tòa"
                | "trường"
                | "mặt"
                | "đoàn"
                | "xã"
                | "phường"
                | "trạm"
                | "kho"
                | "điện"
                | "quỹ"
                | "tổ"
                | "thôn"
                | "nhà"
                | "chợ"
        ) || matches!((key(at), key(at + 1)), ("văn", "phòng") | ("thanh", "tra") | ("công", "an") | ("thị", "trấn"));
    let Some(before) = at.checked_sub(1).map(|before| &all[before]) else { return false };
    !class && before.mark.is_none() && !before.is_figure() && !BEFORE_UNIT.contains(&before.key.as_str())
}

impl Names {
    /// Names of `gazetteer` for a meeting of the authority `of`, in which people of `present` units speak: they decide
    /// which of several units of one name is meant.
    pub fn new(gazetteer: &Gazetteer, of: &UnitId, present: &HashSet<&UnitId>) -> Self {
        let authority = gazetteer.units.iter().find(|unit| unit.id == *of).and_then(|unit| proper(&unit.full_name));
        let mut names =
            Self { display: HashMap::new(), own: HashMap::new(), forms: HashMap::new(), given: HashSet::new() };
        // Which units answer to a name; present ones first.
        let mut answering: HashMap<Vec<String>, Vec<(&SpokenUnit, &str)>> = HashMap::new();
        for unit in &gazetteer.units {
            names.display.insert(unit.id.clone(), display(unit, authority));
            if unit.kind == GROUP {
                continue;
            }
            let all = [&unit.full_name, &unit.short_name].into_iter().chain(&unit.aliases);
            for name in all {
                let form = keys(name);
                names.own.entry(unit.id.clone()).or_default().push(form.clone());
                let same = answering.entry(form).or_default();
                if !same.iter().any(|(other, _)| other.id == unit.id) {
                    same.push((unit, name));
                }
            }
            let shown = names.display[&unit.id].clone();
            answering.entry(keys(&shown)).or_default().push((unit, &unit.full_name));
        }
        for (form, units) in answering {
            let meant: Vec<_> =
                match units.iter().filter(|(unit, _)| present.contains(&unit.id)).copied().collect::<Vec<_>>() {
                    here if here.is_empty() => units,
                    here => here,
                };
            names.add_unit(form, &meant);
        }
        for person in &gazetteer.persons {
            let given = person.name.rsplit(' ').next().unwrap_or_default();
            names.given.insert(tone_free_key(given));
            let shared = |form: &String| {
                gazetteer.persons.iter().any(|other| {
                    other.id != person.id
                        && (present.contains(&other.unit_id) || !present.contains(&person.unit_id))
                        && other.address_forms.contains(form)
                })
            };
            names.add(keys(&person.name), person.name.clone(), What::Person, vec![], false);
            for form in &person.address_forms {
                let form_keys = keys(form);
                let has_given = form_keys.contains(&tone_free_key(given));
                if form_keys.len() < 2 || !has_given || shared(form) {
                    continue;
                }
                let title = match form_keys[0].as_str() {
                    "ông" => "ông",
                    "bà" => "bà",
                    _ => "đồng chí",
                };
                names.add(form_keys, format!("{title} {}", person.name), What::Person, vec![], true);
            }
        }
        for (said, written) in CAPITALS {
            names.add(keys(said), (*written).to_owned(), What::Word, vec![], false);
        }
        names
    }

    fn add_unit(&mut self, form: Vec<String>, meant: &[(&SpokenUnit, &str)]) {
        let Some((unit, name)) = meant.first() else { return };
        let place = PLACES.contains(&unit.kind.as_str());
        let first = form.first().map(String::as_str).unwrap_or_default();
        let bare_level = form.len() < 2 || keys(&unit.kind) == form;
        // "hội đồng", "đoàn" alone are words of every day.
        let everyday = form.len() == 2 && matches!(unit.kind.as_str(), "hđnd" | "đoàn thể");
        if everyday || bare_level || !(place || UNIT_WORDS.contains(&first) || form.len() >= 4) {
            return;
        }
        let upper = matches!(unit.kind.as_str(), "huyện" | "tỉnh" | "thành phố" | "đảng" | "hđnd");
        if place || upper || meant.len() > 1 {
            let mut text = shortened(name);
            if place && !text.starts_with("UBND") && keys(&unit.kind).first().is_some_and(|kind| kind == first) {
                text = lowered(&text, false);
            }
            if !upper && first == "bên" {
                text = text["bên ".len()..].to_owned();
            }
            self.add(form, text, What::Unit, vec![], false);
        } else {
            let shown = self.display[&unit.id].clone();
            let goes_on = keys(&shown).into_iter().filter(|key| LEVELS.contains(&key.as_str())).collect();
            self.add(form, shown, What::Unit, goes_on, true);
        }
    }

    fn add(&mut self, form: Vec<String>, text: String, what: What, goes_on: Vec<String>, longer: bool) {
        let Some(first) = form.first().cloned() else { return };
        let (person, unit) = (what == What::Person, what == What::Unit);
        let written = Written { text, words: form.len(), person, unit, goes_on, longer };
        let rest = self.forms.entry(first).or_default();
        match rest.iter_mut().find(|(known, _)| *known == form) {
            Some((_, known)) => {
                // A whole name wins over a short one that reads the same.
                if known.longer && !longer {
                    *known = written;
                }
            }
            None => rest.push((form, written)),
        }
    }

    /// The name of a unit as minutes write it; the identifier when it is unknown.
    pub fn unit(&self, unit: &UnitId) -> String {
        self.display.get(unit).cloned().unwrap_or_else(|| unit.0.clone())
    }

    /// Whether minutes can name this unit.
    pub fn knows(&self, unit: &UnitId) -> bool {
        self.display.contains_key(unit)
    }

    /// How many words at the beginning name the unit itself ("Quỹ đất báo cáo thêm").
    pub fn own_name(&self, unit: &UnitId, words: &[Word]) -> Option<usize> {
        let same = |form: &&Vec<String>| form.len() <= words.len() && form.iter().zip(words).all(|(a, b)| *a == b.key);
        self.own.get(unit)?.iter().filter(same).map(Vec::len).max()
    }

    /// Whether `key` is the given name of somebody.
    pub fn is_given_name(&self, key: &str) -> bool {
        self.given.contains(key)
    }

    /// How many words at the beginning of `words` are a name.
    pub fn name_at(&self, words: &[Word]) -> Option<usize> {
        self.form_at(words, true).filter(|written| written.person || written.unit).map(|written| written.words)
    }

    fn form_at(&self, words: &[Word], heard: bool) -> Option<&Written> {
        let first = words.first()?;
        let fits = |(form, written): &&(Vec<String>, Written)| {
            form.len() <= words.len()
                && form.iter().zip(words).all(|(a, b)| *a == b.key)
                // "Công an, Xã đội" are two; only long names have commas of their own.
                && (form.len() >= 4 || words[..form.len() - 1].iter().all(|word| word.mark.is_none()))
                && (heard || written.person || !written.unit || words[..form.len()].iter().any(|word| word.capital))
                && (heard || !written.person || words[form.len() - 1].capital)
                && (written.person || written.unit || Self::ordinary(form, words, heard))
                && (!written.longer || written.person || self.ends_there(written, &words[form.len() - 1..], heard))
        };
        self.forms.get(&first.key)?.iter().filter(fits).map(|(_, written)| written).max_by_key(|written| written.words)
    }

    /// Whether a short name of a unit ends with the first of `words` and is not the beginning of another's: "Công an xã"
    /// is not the police of the district, "Văn phòng Điều phối" not the office.
    fn ends_there(&self, written: &Written, words: &[Word], heard: bool) -> bool {
        let Some(next) = words.get(1).filter(|_| words[0].mark.is_none()) else { return true };
        if written.goes_on.contains(&next.key) {
            return true;
        }
        let known = self.form_at_any(&words[1..]);
        let longer_name = if heard { begins_any(&words[1..], OTHERS_GO_ON).is_some() } else { next.capital && !known };
        !LEVELS.contains(&next.key.as_str()) && !longer_name
    }

    /// Whether a word that is no name may get its capital: the clerk's own case stays, and "thứ hai là" counts.
    fn ordinary(form: &[String], words: &[Word], heard: bool) -> bool {
        // "thứ hai rà soát ..." counts; a day is told by what follows it.
        let next = words.get(form.len()).map(|next| next.key.as_str());
        let day =
            matches!(next, None | Some("này" | "tới" | "tuần" | "sau" | "ngày" | "hằng" | "hàng" | "vừa" | "mùng"));
        heard && (day || form.first().is_none_or(|first| first != "thứ"))
    }

    fn form_at_any(&self, words: &[Word]) -> bool {
        let fits = |form: &Vec<String>| form.len() <= words.len() && form.iter().zip(words).all(|(a, b)| *a == b.key);
        words
            .first()
            .and_then(|first| self.forms.get(&first.key))
            .is_some_and(|forms| forms.iter().any(|(form, _)| fits(form)))
    }

    /// `text` with its names as documents write them.
    pub fn written(&self, text: &str, heard: bool) -> Named {
        let all = words(text);
        let (mut out, mut from, mut next, mut count) = (String::with_capacity(text.len()), 0, 0, 0);
        let mut behind_unit = false;
        while next < all.len() {
            let Some(written) = self.form_at(&all[next..], heard).filter(|written| !inside_name(&all, next, written))
            else {
                next += 1;
                continue;
            };
            let mut at = next;
            let mut last = at + written.words - 1;
            if written.longer {
                while let Some(next) = all.get(last + 1)
                    && all[last].mark.is_none()
                    && written.goes_on.contains(&next.key)
                {
                    last += 1;
                }
            }
            if written.longer
                && at > 0
                && all[at - 1].range.start >= from
                && words(&written.text).first().is_some_and(|first| first.key == all[at - 1].key)
            {
                // "Phòng" + "Kinh tế Hạ tầng".
                at -= 1;
            }
            let between = &text[from..all[at].range.start];
            if heard && written.unit && behind_unit && between.trim().is_empty() {
                out.push_str(", ");
            } else {
                out.push_str(between);
            }
            behind_unit = written.unit;
            if at == 0 && all[0].capital {
                out.push_str(&capitalised(&written.text))
            } else {
                out.push_str(&written.text)
            }
            from = all[last].range.end;
            next = last + 1;
            count += 1;
        }
        out.push_str(&text[from..]);
        Named { text: out, names: count }
    }
}

#[cfg(test)]
mod tests;
