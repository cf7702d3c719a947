//! The names by which units and people are called, derived by rule from the names they are listed with.

use giaoban_models::gazetteer::{GROUP, SpokenPerson, SpokenUnit};

/// Longest name kept, in syllables.
pub const LONGEST: usize = 20;

/// Posts that stand before the name of the unit they are held in.
pub const POSTS: &[&str] = &[
    "chủ tịch",
    "phó chủ tịch",
    "chủ tịch ubnd",
    "chủ tịch ủy ban nhân dân",
    "phó chủ tịch ubnd",
    "chủ tịch ủy ban",
    "bí thư",
    "phó bí thư",
    "giám đốc",
    "phó giám đốc",
    "trưởng",
    "phó",
    "phó trưởng",
    "chánh",
    "phó chánh",
    "lãnh đạo",
    "thủ trưởng",
    "chỉ huy trưởng",
    "chỉ huy",
    "cục trưởng",
    "chi cục trưởng",
    "hạt trưởng",
    "trạm trưởng",
    "đại diện",
    "trưởng ban",
    "tổ trưởng",
    "hiệu trưởng",
    "đội trưởng",
    "cấp ủy",
    "người đứng đầu",
    "bí thư chi bộ",
    "phụ trách",
    "trưởng phòng",
];
/// Words of address before a post.
pub const BEFORE_POSTS: &[&str] = &[
    "đồng chí",
    "đ/c",
    "anh",
    "chị",
    "ông",
    "bà",
    "bác",
    "chú",
    "cô",
    "riêng đồng chí",
    "các đồng chí",
    "các anh",
    "các bác",
];
/// Words of address before a given name.
const ADDRESS: &[&str] = &["anh", "chị", "đồng chí", "đ/c", "ông", "bà", "bác", "chú", "cô", "em", "thầy", "cậu", "dì"];
/// What an office shortens, and what it stands for.
const SHORT: &[(&str, &str)] = &[
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("mặt trận tổ quốc", "mttq"),
    ("chỉ huy quân sự", "chqs"),
    ("quản lý dự án", "qlda"),
    ("bảo hiểm xã hội", "bhxh"),
    ("liên hiệp phụ nữ", "lhpn"),
    ("phát triển nông thôn", "ptnt"),
    ("hành chính công", "hcc"),
];
/// Levels whose own name may be left off ("Công an huyện").
const LEVELS: &[&str] = &["tỉnh", "thành phố", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu"];
/// First words of names that may be left off after "bên".
const HEADS: &[&str] = &["phòng", "sở", "ban", "văn phòng", "trung tâm", "chi cục", "công ty", "hạt"];
/// Bodies known by their first words alone even without a list of aliases.
const BODIES: &[&str] = &["công an", "văn phòng", "điện lực", "kho bạc", "thanh tra", "trạm y tế"];
/// What a group may be called by, before the plural: "chủ tịch các xã", "ủy ban nhân dân các xã".
const OF_GROUPS: &[&str] = &[
    "chủ tịch",
    "lãnh đạo",
    "ủy ban nhân dân",
    "ubnd",
    "ủy ban",
    "đồng chí chủ tịch",
    "trưởng",
    "thủ trưởng",
    "tất cả",
    "toàn bộ",
    "bí thư",
    "đề nghị ubnd",
    "công an",
    "cấp ủy",
];
/// What may stand between "các" and the rest of a group's name: "các đồng chí chủ tịch xã".
const INSIDE_GROUPS: &[&str] = &[
    "đồng chí chủ tịch",
    "chủ tịch",
    "đồng chí trưởng",
    "bác trưởng",
    "trưởng",
    "anh trưởng",
    "đồng chí lãnh đạo",
    "đồng chí bí thư",
    "bí thư",
    "ông bà trưởng",
    "đồng chí",
];

/// What else groups of one kind are called.
const ALSO_CALLED: &[(&str, &[&str])] = &[
    ("xã", &["các địa phương", "chủ tịch các địa phương", "cấp xã", "tất cả các địa phương"]),
    ("phường", &["các địa phương", "tất cả các địa phương"]),
    (
        "phòng",
        &[
            "các ngành",
            "các phòng ban",
            "các phòng chuyên môn",
            "các cơ quan chuyên môn",
            "trưởng các phòng",
            "trưởng các phòng ban",
        ],
    ),
    ("sở", &["các ngành", "các sở ban ngành", "các sở ngành", "giám đốc các sở"]),
    ("thôn", &["trưởng thôn", "các trưởng thôn", "các bác trưởng thôn", "các ông bà trưởng thôn"]),
    ("bản", &["trưởng bản", "các trưởng bản", "các bác trưởng bản"]),
];

/// A name and whether its words are plain words too.
pub struct Name {
    /// Lower case.
    pub words: String,
    /// See [`super::Mention::plain`].
    pub plain: bool,
}

/// Names of a unit.
pub fn of_unit(unit: &SpokenUnit) -> Vec<Name> {
    let mut names: Vec<String> = Vec::new();
    let listed = [&unit.full_name, &unit.short_name].into_iter().chain(&unit.aliases);
    for name in listed {
        let name = name.to_lowercase();
        spread(&name, &mut names);
    }
    if unit.kind == GROUP {
        names = names.into_iter().flat_map(|name| of_group(&name)).collect();
    } else {
        let full = unit.full_name.to_lowercase();
        shortened(&full, &unit.kind, &mut names);
        headed(&unit.kind, &mut names);
    }
    names.sort();
    names.dedup();
    names.into_iter().map(|words| Name { plain: is_plain(&words, &unit.kind), words }).collect()
}

/// A name, with what is shortened written out and the other way round, and without "và".
fn spread(name: &str, into: &mut Vec<String>) {
    let mut all = vec![name.to_owned()];
    for (long, short) in SHORT {
        for n in 0..all.len() {
            if all[n].contains(long) {
                all.push(all[n].replace(long, short));
            } else if all[n].split(' ').any(|w| w == *short) {
                all.push(all[n].replace(short, long));
            }
        }
    }
    for n in 0..all.len() {
        if all[n].contains(" và ") {
            all.push(all[n].replace(" và ", " "));
        }
    }
    into.extend(all);
}

/// Names with their end left off: the part after a comma ("Thôn Đá Bàn, xã Đông Khê"), the authority's own name
/// ("Công an huyện Mẫu"), the second half of a double field ("Phòng Tài chính - Kế hoạch").
fn shortened(full: &str, kind: &str, names: &mut Vec<String>) {
    let mut bases = vec![full.to_owned()];
    if let Some((first, rest)) = full.split_once(", ")
        && LEVELS.iter().any(|level| rest.starts_with(level))
    {
        bases.push(first.to_owned());
    }
    for level in LEVELS {
        if kind != *level
            && let Some(at) = full.rfind(&format!(" {level} "))
        {
            bases.push(full[..at + 1 + level.len()].to_owned());
            bases.push(full[..at].to_owned());
        }
    }
    for level in LEVELS {
        if let Some(name) = full.strip_suffix(&format!(" {level}")) {
            bases.push(name.to_owned()); // "Trung tâm Phát triển quỹ đất huyện"
        }
    }
    // "Ủy ban nhân dân xã Hòa An" is "xã Hòa An" and "Hòa An"; the seat of an authority is called by its level alone.
    if let Some(place) = full.strip_prefix("ủy ban nhân dân ") {
        bases.push(place.to_owned());
        bases.push(format!("ủy ban {place}"));
        if let Some(name) = place.strip_prefix(kind)
            && LEVELS.contains(&kind)
        {
            bases.push(name.trim().to_owned());
        }
    }
    if let Some(name) = full.split(", ").next().and_then(|f| f.strip_prefix(kind))
        && matches!(kind, "thôn" | "bản" | "ấp" | "khu phố" | "làng")
    {
        bases.push(name.trim().to_owned());
    }
    for head in ["phòng ", "sở "] {
        if let Some(field) = full.strip_prefix(head) {
            let cut = [" và ", " - ", ", "].iter().filter_map(|mark| field.find(mark)).min();
            if let Some(cut) = cut {
                bases.push(format!("{head}{}", &field[..cut]));
            }
        }
    }
    for body in BODIES {
        if full.starts_with(body) {
            bases.push((*body).to_owned());
        }
    }
    for base in bases {
        spread(&base, names);
    }
}

/// Bare fields with the words people put before them: "phòng Tài chính", "bên Tài chính", "xã Cam Tuyền".
fn headed(kind: &str, names: &mut Vec<String>) {
    let bare: Vec<String> = names
        .iter()
        .filter(|n| {
            !HEADS.iter().any(|head| n.starts_with(head)) && !n.starts_with("bên ") && n.split(' ').count() <= 5
        })
        .cloned()
        .collect();
    let levelled = LEVELS.contains(&kind) || matches!(kind, "thôn" | "bản" | "ấp");
    for name in bare {
        if levelled {
            if LEVELS.iter().chain(&["thôn", "bản", "ấp", "ủy ban", "ubnd"]).any(|level| name.starts_with(level))
            {
                continue;
            }
            names.push(format!("{kind} {name}"));
            names.push(format!("ủy ban {kind} {name}"));
        } else if kind.starts_with("phòng") {
            names.push(format!("phòng {name}"));
        } else if kind == "sở" {
            names.push(format!("sở {name}"));
        }
        names.push(format!("bên {name}"));
        names.push(format!("anh em {name}"));
    }
}

/// A group's name with the people who head its members.
fn of_group(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    if let Some(rest) = name.strip_prefix("các ") {
        all.extend(OF_GROUPS.iter().map(|head| format!("{head} {name}")));
        all.extend(INSIDE_GROUPS.iter().map(|inside| format!("các {inside} {rest}")));
        all.extend(INSIDE_GROUPS.iter().map(|inside| format!("{inside} các {rest}")));
        all.extend(
            ALSO_CALLED
                .iter()
                .filter(|(head, _)| rest.starts_with(head))
                .flat_map(|(_, names)| names.iter().map(|n| (*n).to_owned())),
        );
        // "xã nào cũng phải", "từng thôn": the first kind named stands for the group.
        let first = rest.split([',', ' ']).next().unwrap_or(rest);
        if LEVELS.contains(&first) || matches!(first, "thôn" | "bản" | "ấp" | "phòng") {
            all.extend([
                format!("{first} nào cũng"),
                format!("từng {first}"),
                format!("mỗi {first}"),
                format!("tất cả các {rest}"),
                format!("toàn bộ các {rest}"),
            ]);
        }
    }
    all
}

/// Words that a unit's bare field shares with everyday speech.
fn is_plain(words: &str, kind: &str) -> bool {
    let count = words.split(' ').count();
    let called = HEADS.iter().any(|head| words.starts_with(head)) && count > 2
        || words.starts_with("bên ")
        || words.starts_with("ủy ban nhân dân ")
        || words.starts_with("ubnd ");
    if called {
        return false;
    }
    if kind == GROUP {
        return !words.starts_with("các ") && !words.contains(" các ");
    }
    // A place name of two syllables is a name; a level alone, or a field of one or two, is plain.
    let place = LEVELS.contains(&kind) || matches!(kind, "thôn" | "bản" | "ấp" | "tổ dân phố");
    if place { LEVELS.contains(&words) || count < 2 } else { count <= 2 }
}

/// Ways to address a person: those listed, and their given name and full name after a word of address.
pub fn of_person(person: &SpokenPerson) -> Vec<String> {
    let full = person.name.to_lowercase();
    let given = full.rsplit(' ').next().unwrap_or(&full).to_owned();
    let mut all: Vec<String> = person.address_forms.iter().map(|form| form.to_lowercase()).collect();
    for word in ADDRESS {
        all.push(format!("{word} {given}"));
        all.push(format!("{word} {full}"));
    }
    if full.contains(' ') {
        all.push(full);
    }
    all.sort();
    all.dedup();
    all
}
