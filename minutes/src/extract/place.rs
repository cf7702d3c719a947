//! What a name is in its clause: the one addressed, one who helps, one who gets a report, or a place.

use super::heard::Heard;
use crate::syllable::Mark;
use crate::units::Kind;

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Addressed; how many syllables before it hand the task over ("giao", "đề nghị").
    Lead { assigned: usize },
    /// Co-operates.
    Co,
    /// Anything else: a recipient, a place, an owner, a name in passing.
    Other,
}

/// Words that bind a name to them even where no mark shows what belongs together.
const BINDS: &[&str] = &[
    "của",
    "ở",
    "tại",
    "với",
    "do",
    "thay",
    "mời",
    "nhờ",
    "hỏi",
    "nghe",
    "báo",
    "cáo",
    "gửi",
    "trình",
    "nộp",
    "cho",
    "như",
    "theo",
    "từ",
    "đến",
    "tới",
    "về",
    "bàn",
    "trả",
    "lời",
    "giúp",
    "ơn",
    "mặt",
    "gặp",
    "chờ",
    "đề",
    "trừ",
    "bị",
    "được",
    "chuyển",
    "giao",
    "kiến",
    "chợ",
    "cầu",
    "sở",
    "thôn",
    "xã",
    "khu",
    "vực",
    "quanh",
    "gần",
    "qua",
    "tuyến",
    "cống",
    "đường",
];
/// Words of going after which a unit is the place gone to.
const GOES: &[&str] = &[
    "ra", "vô", "vào", "lên", "xuống", "qua", "sang", "đi", "trong", "ngoài", "trên", "dưới", "dân", "hộ", "bà", "con",
    "đất",
];
/// Bodies whose short name is hardly ever anything else.
const BODIES: &[&str] = &[
    "văn phòng",
    "công an",
    "xã đội",
    "huyện đội",
    "mặt trận",
    "điện lực",
    "kho bạc",
    "thanh tra",
    "trạm y tế",
    "một cửa",
    "quỹ đất",
    "thị trấn",
    "nhà máy",
    "nhà trường",
    "tư pháp",
    "nội vụ",
    "tài chính",
    "hội nông dân",
    "hội phụ nữ",
    "đoàn thanh niên",
    "kiểm lâm",
    "bảo hiểm",
];
/// Words with which the name of a body begins.
const OFFICES: &[&str] =
    &["phòng", "ban", "công", "văn", "trung", "sở", "đội", "trạm", "chi", "hạt", "tổ", "hội", "đoàn", "trường"];

/// Words after a name with which no task begins.
const NO_TASK: &[&str] = &[
    "là", "của", "và", "có", "thì", "mà", "ở", "tại", "cũng", "còn", "đã", "đang", "sẽ", "chưa", "không", "rất", "nên",
    "nếu", "khi", "vì", "do", "hay", "hoặc", "như", "theo", "trên", "trong", "dưới", "này", "đó", "kia", "ấy", "ơi",
    "ạ", "vừa", "mới", "nói", "thấy", "nghĩ", "bảo", "hỏi", "được", "bị", "với", "cùng", "đều", "nào", "sao", "tốt",
    "đúng", "nêu", "biết", "muốn", "vẫn", "một", "hai", "ba", "mấy", "những", "các",
];

/// Words of a state after a name: what somebody is like, not what they are to do.
const STATES: &[&str] = &[
    "đông", "ít", "nhiều", "khó", "dễ", "giỏi", "xa", "gần", "lớn", "nhỏ", "mạnh", "yếu", "nghèo", "giàu", "hết", "đủ",
    "thừa", "dư", "cẩn", "vất", "bận", "ốm", "vắng", "nghỉ", "ngồi", "đứng", "giống", "khác", "thuộc", "nằm", "gồm",
    "trở", "xin", "tự", "sợ", "tưởng", "quên", "nhớ", "hiểu", "tin", "mong", "kêu", "than", "cãi", "chê", "khen",
    "trả", "thua", "thắng", "ăn", "uống", "ngủ", "mất", "rớt", "hỏng", "vỡ", "sập", "ngập", "cháy", "đổ", "trôi",
    "chết", "dưới", "về", "ngày", "tháng", "năm", "bốn", "sáu", "bảy", "tám", "chín", "mười", "trăm", "mấy", "bao",
    "cả", "chỉ", "vì", "ai", "gì", "đâu", "lâu", "hôm", "tuần", "ổn", "yên", "im", "ra", "tôi", "anh", "chị", "thật",
    "quá", "hơi", "lại", "càng", "so", "hơn", "đi", "đến", "qua", "họ", "nó", "ta", "mình", "người", "cái", "chậm",
];

/// What each mention of a turn is.
pub fn places(heard: &Heard<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(heard.mentions.len());
    for n in 0..heard.mentions.len() {
        let place = place(heard, n, &places);
        places.push(place);
    }
    places
}

fn place(heard: &Heard<'_>, n: usize, earlier: &[Place]) -> Place {
    let mention = &heard.mentions[n];
    let start = mention.at.start;
    let words = heard.lexicon();
    if let Some(assigned) = assigned(heard, start) {
        return Place::Lead { assigned };
    }
    if is_given_time(heard, n) {
        return Place::Lead { assigned: 1 };
    }
    let acts = acts(heard, n);
    if let Some((before, word)) = n.checked_sub(1).and_then(|p| joined(heard, p, n).map(|word| (earlier[p], word))) {
        match before {
            Place::Co => return Place::Co,
            Place::Lead { .. } if word == "cùng" => return Place::Co,
            Place::Lead { .. } => return Place::Lead { assigned: 0 },
            Place::Other => {}
        }
    }
    if heard.before(&words.helped_by, start).is_some() {
        return Place::Co;
    }
    let over = begins_after_a_time(heard, start);
    let blocker = heard.before(&words.recipient, start).max(heard.before(&words.place, start));
    // Without marks a word such as "trước" or "nhà" may end what was said before.
    let before = heard.key(start.saturating_sub(1));
    let binds = BINDS.contains(&before) || mention.kind == Kind::Unit && GOES.contains(&before);
    let weak = !heard.marked && !mention.plain && acts && blocker.is_some() && !binds;
    // A leader of the authority right after "trình", "đưa" gets something, whatever follows.
    if mention.kind == Kind::Person && heard.is_above(&mention.unit) && heard.before(&words.recipient, start).is_some()
    {
        return Place::Other;
    }
    // "Ngoài ra Phòng Nội vụ …": the longer word decides.
    let opener = heard.lexicon().opener.before(&heard.of, start).unwrap_or(0);
    let blocked = blocker.is_some_and(|len| len >= opener) && !weak;
    if blocked && !over {
        return Place::Other;
    }
    // "chị Duyên chỉ đạo Phòng Văn hóa chia hàng": whoever does the work a leader watches over.
    let watched = n > 0
        && heard.before(&words.oversees, start).is_some_and(|len| heard.mentions[n - 1].at.end + len == start)
        && heard.mentions[n - 1].kind == Kind::Person;
    if watched && acts {
        return Place::Lead { assigned: 0 };
    }
    if heard.before(&words.leads, start).is_some() && acts {
        return Place::Lead { assigned: 0 };
    }
    let next = heard.mentions.get(n + 1).filter(|m| m.at.start == mention.at.end);
    let opened = heard.mark_before(start) >= Mark::Comma
        || opens(heard, start)
        || heard.before(&words.this, start).is_some()
        || heard.before(&words.again, start).is_some()
        || acts
            && !mention.plain
            && heard.mark_before(start) == Mark::None
            && matches!(heard.key(start.saturating_sub(1)), "đó" | "này" | "ấy" | "đấy" | "ni" | "nớ" | "kia");
    // "tám hộ bờ kè Bến Sỏi Phòng Kinh tế làm …": without marks the first of two names is a place of what stood before.
    let office = |at: usize| OFFICES.contains(&heard.key(at));
    if !heard.marked
        && !opened
        && mention.kind == Kind::Unit
        && !office(start)
        && next.is_some_and(|m| office(m.at.start))
    {
        return Place::Other;
    }
    if heard.before(&words.upon, start).is_some() && !over && !weak && heard.before(&words.opener, start).is_none() {
        return Place::Other;
    }
    if mention.plain && heard.marked && !heard.of[start].capital && mention.kind == Kind::Unit && !is_level(heard, n) {
        return Place::Other; // in a written text the name of a unit has a capital
    }
    let topical = heard.at(&words.topic, heard.sentence(start).start).is_some()
        && mention.kind != Kind::Unit
        && predicate(heard, mention.at.end).is_some_and(|at| heard.at(&words.duty, at).is_some());
    let strong = predicate(heard, mention.at.end)
        .is_some_and(|at| heard.at(&words.leads, at).is_some() || heard.at(&words.duty, at).is_some())
        || heard
            .at(&words.helped_by, mention.at.end)
            .is_some_and(|len| heard.mention_at(mention.at.end + len).is_some());
    let called = heard.words(mention.at.clone()).to_lowercase();
    let body = BODIES
        .iter()
        .any(|body| called.strip_prefix(body).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        && heard.at(&words.verb, mention.at.end).is_some()
        && !BINDS.contains(&before)
        && !GOES.contains(&before);
    // "Hai phòng Nội vụ, Tài chính ngồi lại …".
    let number = start > 0 && matches!(heard.key(start - 1), "hai" | "ba" | "bốn" | "cả" | "2" | "3" | "4");
    let opened = opened || number && acts && (heard.mark_before(start - 1) >= Mark::Comma || opens(heard, start - 1));
    let opened = opened || acts && !mention.plain && topic_stands_before(heard, n, earlier);
    let first_words = opened || topical || !heard.marked && body || !heard.marked && (!mention.plain || strong);
    if acts && first_words || opened && begins_a_task(heard, n) { Place::Lead { assigned: 0 } } else { Place::Other }
}

/// "Cống Bờ Đai anh Tùng sửa liền", "Còn kẹt xe Công an tỉnh bố trí người": the thing first, then who does what, with no
/// mark between.
fn topic_stands_before(heard: &Heard<'_>, n: usize, earlier: &[Place]) -> bool {
    /// Longest thing that is named first, in syllables.
    const REACH: usize = 9;
    let mention = &heard.mentions[n];
    let start = mention.at.start;
    let sentence = heard.sentence(start).start;
    if !heard.marked || start <= sentence || start > sentence + REACH || heard.mark_before(start) != Mark::None {
        return false;
    }
    let words = heard.lexicon();
    let topic = heard.at(&words.topic, sentence).is_some() || heard.at(&words.opener, sentence).is_some();
    if !(topic || mention.kind == Kind::Person) || heard.before(&words.told, start).is_some() {
        return false;
    }
    let near = mention.at.end..heard.sentence(start).end.min(mention.at.end + 30);
    let ordered = super::carry::due_in(heard, near.clone())
        || heard.has(&words.duty, near.clone())
        || near.clone().any(|at| matches!(heard.key(at), "liền" | "ngay" | "luôn" | "gấp"))
        || heard.at(&words.verb, mention.at.end).is_some_and(|len| len > 1);
    let quiet = (sentence..start).all(|at| {
        heard.at(&words.verb, at).is_none_or(|len| len == 1 && at == sentence)
            && heard.at(&words.tells, at).is_none_or(|len| len == 1 && at == sentence)
            && !matches!(heard.key(at), "đã" | "đang" | "sẽ" | "là" | "mà" | "nếu" | "thấy" | "nghe" | "có" | "không")
    });
    let is_topic = heard.key(mention.at.end) == "thì";
    let passing = earlier.iter().zip(&heard.mentions).any(|(place, m)| {
        m.at.start >= sentence && m.at.end <= start && (*place != Place::Other || m.kind == Kind::Person)
    });
    ordered && quiet && !passing && !is_topic
}

/// A word that is in no list still begins a task when somebody is called at the beginning of a sentence and it is said
/// by when.
fn begins_a_task(heard: &Heard<'_>, n: usize) -> bool {
    let mention = &heard.mentions[n];
    let mut last = n;
    while last + 1 < heard.mentions.len() && joined(heard, last, last + 1).is_some() {
        last += 1;
    }
    let mut at = heard.mentions[last].at.end;
    at += heard.at(&heard.lexicon().between, at).filter(|len| last > n && *len > 1).unwrap_or(0);
    let sentence = heard.sentence(mention.at.start);
    if at + 1 >= sentence.end || mention.plain || heard.mark_before(at) != Mark::None || heard.time_at(at).is_some() {
        return false;
    }
    let first = mention.at.start <= sentence.start + 2;
    let mut near = sentence.end.min(at + 30);
    if !first {
        // Without marks what comes after the next name may be theirs.
        let next = heard.mentions.iter().map(|m| m.at.start).find(|start| *start > at);
        near = near.min(next.unwrap_or(near));
    }
    let words = heard.lexicon();
    (first || !heard.marked)
        && heard.mention_at(at).is_none()
        && !NO_TASK.contains(&heard.key(at))
        && heard.at(&words.tells, at).is_none()
        && heard.at(&words.meeting, at).is_none()
        && heard.at(&words.pronoun, at).is_none()
        && !STATES.contains(&heard.key(at))
        && (heard.marked && sentence.end >= at + 3
            || super::carry::due_in(heard, at..near)
            || (at..near).any(|p| heard.key(p) == "cho" && heard.key(p + 1) == "tôi"))
}

/// "thị trấn", "xã", "huyện": a level stands for its seat and is written small.
fn is_level(heard: &Heard<'_>, n: usize) -> bool {
    let at = &heard.mentions[n].at;
    matches!(
        heard.words(at.clone()).to_lowercase().as_str(),
        "thị trấn" | "phường" | "đặc khu" | "nhà trường" | "trường" | "trạm" | "xã" | "thôn" | "ấp" | "bản"
    )
}

/// Words that may stand before the one addressed at the beginning of a clause.
fn opens(heard: &Heard<'_>, start: usize) -> bool {
    heard.before(&heard.lexicon().opener, start).is_some() || heard.times.iter().any(|t| t.at.end == start)
}

/// "hồ sơ trạm bơm cho anh Thắng lùi đến ngày 25/10": given more time.
fn is_given_time(heard: &Heard<'_>, n: usize) -> bool {
    let at = &heard.mentions[n].at;
    if at.start == 0 || heard.key(at.start - 1) != "cho" || heard.mark_before(at.start) != Mark::None {
        return false;
    }
    // "báo cho các thôn, dời sang …" tells them.
    if at.start > 1 && matches!(heard.key(at.start - 2), "báo" | "gửi" | "nói" | "đưa" | "nộp" | "cấp" | "phát" | "tin")
    {
        return false;
    }
    let mut last = n;
    while last + 1 < heard.mentions.len() && joined(heard, last, last + 1).is_some() {
        last += 1;
    }
    let end = heard.mentions[last].at.end;
    let skip = usize::from(heard.key(end) == "được");
    heard.at(&heard.lexicon().extend, end + skip).is_some()
}

/// "… tuần sau báo cáo | Phòng Nội vụ kiểm tra …": the report is over where a task follows a time.
fn begins_after_a_time(heard: &Heard<'_>, start: usize) -> bool {
    let report = (1..=2).find(|len| {
        start.checked_sub(*len).is_some_and(|at| {
            matches!(heard.words(at..start).to_lowercase().as_str(), "báo cáo" | "báo" | "trình" | "báo lại")
        })
    });
    let ended = start - report.unwrap_or(0);
    (report.is_none() || !heard.marked) && heard.times.iter().any(|t| t.at.end == ended)
}

/// "giao", "đề nghị", ... before a name: how many syllables.
fn assigned(heard: &Heard<'_>, start: usize) -> Option<usize> {
    let words = heard.lexicon();
    let address = [
        "riêng", "luôn", "cho", "ngay", "là", "thêm", "cả", "hai", "ba", "bốn", "năm", "sáu", "2", "3", "4", "5", "6",
        "mấy",
    ]
    .into_iter()
    .find(|w| start > 0 && heard.key(start - 1) == *w && heard.mark_before(start) == Mark::None)
    .map_or(0, |_| 1);
    let counted = words.counted.before(&heard.of, start);
    let handed = [0, address].into_iter().find_map(|skip| Some(skip + heard.before(&words.assign, start - skip)?));
    // "một là đề nghị Phòng Nội vụ": the count goes with it.
    match handed {
        Some(len) => Some(len + words.counted.before(&heard.of, start - len).unwrap_or(0)),
        None => counted,
    }
}

/// Whether a mention stands in one list with the one before it: the word or mark that joins them.
pub fn joined(heard: &Heard<'_>, p: usize, n: usize) -> Option<&'static str> {
    let (last, next) = (&heard.mentions[p].at, &heard.mentions[n].at);
    if heard.mark_before(next.start) >= Mark::Semicolon {
        return None;
    }
    if last.end == next.start {
        return Some(",");
    }
    let gap = next.start.checked_sub(last.end)?;
    if !heard.lexicon().and.fills(&heard.of, last.end, gap) {
        return None;
    }
    Some(if heard.key(last.end) == "cùng" { "cùng" } else { "và" })
}

/// Whether what follows a mention, and the names joined to it, says what is to be done.
fn acts(heard: &Heard<'_>, n: usize) -> bool {
    let mut last = n;
    while last + 1 < heard.mentions.len() && joined(heard, last, last + 1).is_some() {
        last += 1;
    }
    predicate(heard, heard.mentions[last].at.end).is_some() || predicate(heard, heard.mentions[n].at.end).is_some()
}

/// "các xã ven sông phải …", "các xã chưa gửi thì …": past the words that say which of a group are meant.
fn described(heard: &Heard<'_>, from: usize) -> Option<usize> {
    /// Most syllables of such a description.
    const LONGEST: usize = 6;
    let last = heard.mentions.partition_point(|m| m.at.end < from);
    heard.mentions.get(last).filter(|m| m.at.end == from && m.kind == Kind::Group)?;
    let tells = matches!(heard.key(from), "có" | "chưa" | "đã" | "đang" | "còn" | "nào" | "không" | "bị");
    let tells = tells && !(heard.key(from) == "còn" && heard.key(from + 1) == "lại");
    let places = matches!(
        heard.key(from),
        "ven"
            | "vùng"
            | "còn"
            | "liên"
            | "nằm"
            | "dọc"
            | "miền"
            | "biên"
            | "thuộc"
            | "trọng"
            | "phía"
            | "khác"
            | "vừa"
            | "trên"
            | "quanh"
            | "mới"
            | "hạ"
            | "thượng"
            | "đầu"
            | "cuối"
    );
    if !tells && !places || heard.mark_before(from) != Mark::None {
        return None;
    }
    let words = heard.lexicon();
    let end = heard.sentence(from).end.min(from + LONGEST);
    (from + 1..end).find(|at| {
        let duty =
            heard.at(&words.duty, *at).is_some() || heard.key(*at) == "thì" && heard.at(&words.verb, at + 1).is_some();
        duty || places && heard.at(&words.verb, *at).is_some_and(|len| len > 1)
    })
}

/// Whether which of a group are meant is said right after its name.
pub fn is_described(heard: &Heard<'_>, from: usize) -> bool {
    described(heard, from).is_some()
}

/// The syllable at which a task begins after a name: past words that say nothing, times, and those who help.
pub fn predicate(heard: &Heard<'_>, from: usize) -> Option<usize> {
    let words = heard.lexicon();
    let mut at = described(heard, from).unwrap_or(from);
    for _ in 0..10 {
        if at >= heard.of.len() || heard.mark_before(at).ends_sentence() && at > 0 {
            return None;
        }
        if let Some(end) = heard.time_at(at) {
            at = end;
        } else if matches!(heard.key(at), "mỗi" | "cứ" | "hằng" | "hàng" | "đúng") && heard.time_at(at + 1).is_some()
        {
            at += 1;
        } else if heard.at(&words.leads, at).is_some()
            || heard.at(&words.duty, at).is_some()
            || heard.at(&words.verb, at).is_some()
            || heard.at(&words.extend, at).is_some()
            || heard.at(&words.helps, at).is_some()
            || heard.at(&words.likewise, at).is_some()
        {
            return Some(at);
        } else if let Some(len) = heard.at(&words.between, at).max(heard.at(&words.helped_by, at)) {
            at += len;
        } else if let Some(n) = heard.mention_at(at) {
            at = heard.mentions[n].at.end;
        } else if heard.mention_at(at + 1).is_some() && words.and.at(&heard.of, at) == Some(1) {
            at += 1;
        } else {
            return None;
        }
    }
    None
}
