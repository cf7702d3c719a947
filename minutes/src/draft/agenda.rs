//! Which agenda item is being talked about: by what chair and secretary say when they pass from one to the next, and by
//! the words of the agenda.

use std::collections::HashSet;

use giaoban_models::turn::TurnRole;

use super::names::Names;
use super::speech::{Block, Said, address};
use super::weigh::{gives_floor, idle};
use super::words::{Word, begins_any, capitalised, content_keys, find_any, words};

/// Heading of what belongs to no item.
pub(super) const OTHER: &str = "Các nội dung khác";

/// Words that pass on to the next matter; what follows names it.
const PASSING: &[&str] = &[
    "trước hết là",
    "trước tiên là",
    "sang phần",
    "sang nội dung",
    "chuyển sang phần",
    "chuyển sang nội dung",
    "chuyển sang",
    "sang việc",
    "tiếp theo là",
    "tiếp theo về",
    "tiếp đến là",
    "tiếp đến",
    "nội dung tiếp theo là",
    "nội dung tiếp theo",
    "nội dung thứ nhất là",
    "nội dung thứ hai là",
    "nội dung thứ ba là",
    "nội dung thứ tư là",
    "nội dung thứ nhất",
    "nội dung thứ hai",
    "nội dung thứ ba",
    "nội dung thứ tư",
    "bàn về",
    "việc thứ nhất là",
    "việc thứ hai là",
    "việc thứ ba là",
];
/// Words that open a matter when they stand at the beginning of a sentence.
const LEADING: &[&str] = &[
    "trước hết là",
    "trước tiên là",
    "trước hết về",
    "trước tiên về",
    "trước hết",
    "trước tiên",
    "đầu tiên là",
    "đầu tiên",
    "về phần",
    "về việc",
    "về",
    "cuối cùng là",
];
/// Where the name of a matter ends in speech without marks.
const STOPS: &[&str] = &[
    "mời",
    "tỷ lệ",
    "hiện",
    "đến",
    "anh",
    "chị",
    "đồng chí",
    "xin",
    "đề nghị",
    "thì",
    "toàn",
    "tổng",
    "có",
    "đã",
    "đang",
    "được",
    "là",
    "thế nào",
    "năm nay",
    "tháng này",
    "trước",
    "hết tháng",
    "do",
    "vừa",
];
const MOST_WORDS: usize = 9;

/// A heading of the course and the sentences under it: (block, sentence).
pub(super) struct Topic {
    /// Its heading; none where the meeting has no items.
    pub title: Option<String>,
    /// What was said under it.
    pub said: Vec<(usize, usize)>,
}

/// What a sentence that passes on says of the next matter.
struct Passage {
    title: Option<String>,
}

fn overlap(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|key| b.contains(key)).count();
    f64::from(u32::try_from(shared).unwrap_or(0)) / f64::from(u32::try_from(a.len()).unwrap_or(1))
}

/// Words up to the first mark or, in speech without marks, the first word that begins something else.
fn named_matter(text: &str, all: &[Word], heard: bool, names: &Names) -> Option<String> {
    let mut end = 0;
    let most = if heard { 6 } else { MOST_WORDS };
    for at in 0..all.len().min(most + 1) {
        if heard
            && at > 0
            && (begins_any(&all[at..], STOPS).is_some()
                || (all[at].is_figure() && !matches!(all[at - 1].key.as_str(), "tháng" | "quý" | "năm" | "số")))
        {
            break;
        }
        if all[at].key == "mời" {
            break;
        }
        end = at + 1;
        if all[at].mark.is_some() {
            break;
        }
    }
    let whole = end == all.len() || all[..end].last().is_some_and(|word| word.mark.is_some()) || heard;
    if end == 0
        || !whole
        || end > most
        || names.name_at(all).is_some_and(|count| count >= end)
        || address(all, names).is_some()
    {
        return None;
    }
    let mut from = 0;
    while from + 1 < end && LOOSE.contains(&all[from].key.as_str()) {
        from += 1;
    }
    heading(&text[all[from].range.start..all[end - 1].range.end], heard, names)
}

/// Words of speech before the name of a matter.
const LOOSE: &[&str] = &["cái", "cái vụ", "mấy", "việc", "chuyện", "phần", "đến", "nói"];
/// Words that no heading holds: it would be a piece of a sentence.
const NO_HEADING: &[&str] = &[
    "tôi", "em", "tui", "anh", "chị", "bác", "đã", "đang", "sẽ", "không", "chưa", "phải", "thì", "mà", "nó", "này",
    "ạ", "nhé", "gì", "sao", "nào", "đi", "xin", "rồi", "được", "giờ", "họ", "cần", "nên", "ngay", "đó", "đấy", "ấy",
    "rà", "cho", "nghe", "nói", "lại",
];

/// `title` as a heading; none where it is only a piece of a sentence.
fn heading(title: &str, heard: bool, names: &Names) -> Option<String> {
    let all = words(title);
    let piece = all.iter().any(|word| NO_HEADING.contains(&word.key.as_str()))
        || all.first().is_none_or(Word::is_figure)
        || all.len() < 2
        || content_keys(title).is_empty();
    (!piece).then(|| capitalised(&names.written(title, heard).text))
}

/// Whether a sentence of chair or secretary passes on to another matter.
fn passage(text: &str, heard: bool, names: &Names) -> Option<Passage> {
    let all = words(text);
    if let Some((at, count)) = find_any(&all, PASSING) {
        return Some(Passage { title: named_matter(text, &all[at + count..], heard, names) });
    }
    let lead = begins_any(&all, &["dạ", "rồi", "được", "vâng"]).unwrap_or(0);
    if let Some(count) = begins_any(&all[lead..], LEADING)
        && let Some(title) = named_matter(text, &all[lead + count..], heard, names)
    {
        return Some(Passage { title: Some(title) });
    }
    let at = gives_floor(&all, names)?;
    // "Mời Phòng Nông nghiệp báo cáo nông thôn mới."
    if let Some((report, count)) = find_any(&all[at..], &["báo cáo về", "báo cáo", "trình bày về", "trình bày"])
        && let Some(title) = named_matter(text, &all[at + report + count..], heard, names)
        && !matches!(words(&title)[0].key.as_str(), "trước" | "thêm" | "tiếp" | "ngắn" | "nhanh" | "đi" | "cho")
    {
        return Some(Passage { title: Some(title) });
    }
    // "Áp thấp nhiệt đới đang vào, anh Dưỡng nói nhanh."
    if (3..=8).contains(&at) && find_any(&all[..at], &["không", "bây giờ", "tôi", "sao", "thế nào", "rồi"]).is_none()
    {
        let title = heading(&text[all[0].range.start..all[at - 1].range.end], heard, names);
        return Some(Passage { title });
    }
    Some(Passage { title: None })
}

/// Whether a sentence of chair or secretary opens a matter.
pub(super) fn opens_matter(said: &Said, names: &Names) -> bool {
    passage(&said.raw, said.heard, names).is_some_and(|passed| passed.title.is_some())
}

/// Whether a sentence says no more than what comes next.
fn only_passes(said: &Said, names: &Names) -> bool {
    let Some(title) = passage(&said.raw, said.heard, names).and_then(|passed| passed.title) else { return false };
    let around = if said.heard { 9 } else { 5 };
    said.raw.split(' ').count() <= title.split(' ').count() + around
}

/// Items of the agenda: those given, or those the title of the meeting names behind its colon.
fn items(agenda: &[String], title: &str) -> Vec<String> {
    if !agenda.is_empty() {
        return agenda.to_vec();
    }
    let Some((_, behind)) = title.split_once(':') else { return vec![] };
    behind.split([',', ';']).map(|item| capitalised(item.trim())).filter(|item| !item.is_empty()).collect()
}

/// The item whose words are best met by `keys`.
fn met(items: &[String], keys: &[String]) -> Option<usize> {
    let scored = items.iter().enumerate().map(|(at, item)| (at, overlap(&content_keys(item), keys)));
    scored.filter(|(_, share)| *share >= 0.6).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// Pairs of neighbouring content words: what a matter is recognised by.
pub(super) fn pairs(text: &str) -> HashSet<(String, String)> {
    let keys = content_keys(text);
    keys.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

struct Course<'a> {
    items: Vec<String>,
    given: bool,
    names: &'a Names,
    topics: Vec<Topic>,
    now: usize,
    matter: HashSet<(String, String)>,
    title_keys: Vec<String>,
    settled: bool,
}

impl Course<'_> {
    fn turn_to(&mut self, title: &str) {
        self.now = match self.topics.iter().position(|topic| topic.title.as_deref() == Some(title)) {
            Some(known) => known,
            None => {
                self.topics.push(Topic { title: Some(title.to_owned()), said: vec![] });
                self.topics.len() - 1
            }
        };
        self.title_keys = content_keys(title);
        self.matter = pairs(title);
        self.settled = false;
    }

    /// Follows what chair or secretary say; answers whether the sentence passed on.
    fn follow(&mut self, text: &str, heard: bool) {
        let Some(passed) = passage(text, heard, self.names) else { return };
        let keys = content_keys(text);
        let title_keys = passed.title.as_deref().map(content_keys);
        if let Some(item) = met(&self.items, title_keys.as_deref().unwrap_or(&keys)).or_else(|| met(&self.items, &keys))
        {
            let item = self.items[item].clone();
            self.turn_to(&item);
        } else if let Some(title) = passed.title
            && (!self.given || overlap(&content_keys(&title), &self.title_keys) == 0.0)
        {
            self.turn_to(if self.given { OTHER } else { &title });
        }
    }

    /// Whether a new speaker opens another matter though nobody announced it.
    fn drifts(&self, text: &str, reports: bool) -> bool {
        let keys = content_keys(text);
        let elsewhere = keys.len() >= 3 && pairs(text).is_disjoint(&self.matter);
        self.settled && (reports || elsewhere) && overlap(&self.title_keys, &keys) == 0.0
    }
}

/// Whether a topic is one of its own.
fn named(topic: &Topic) -> bool {
    topic.title.as_deref().is_some_and(|title| title != OTHER)
}

/// The course of a meeting by its matters; `blocks` from the end of the opening on.
pub(super) fn course(
    blocks: &[Block<'_>],
    from: (usize, usize),
    agenda: &[String],
    title: &str,
    names: &Names,
) -> Vec<Topic> {
    let items = items(agenda, title);
    let mut course = Course {
        given: !agenda.is_empty(),
        items,
        names,
        topics: vec![Topic { title: None, said: vec![] }],
        now: 0,
        matter: HashSet::new(),
        title_keys: vec![],
        settled: false,
    };
    for (at, block) in blocks.iter().enumerate().skip(from.0) {
        let presides = matches!(block.speaker.role, TurnRole::Chair | TurnRole::Secretary);
        let chair = block.speaker.role == TurnRole::Chair;
        let mut first = true;
        for (index, said) in block.said.iter().enumerate().skip(if at == from.0 { from.1 } else { 0 }) {
            if presides && !said.covered {
                course.follow(&said.raw, said.heard);
            }
            let idle = idle(said, block.speaker, names);
            if first && !chair && (!idle || report(said, block, names).is_some()) {
                let report = report(said, block, names);
                let whole: String = block.said.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join(" ");
                let answers = at
                    .checked_sub(1)
                    .is_some_and(|before| blocks[before].said.last().is_some_and(|said| said.question));
                if !answers && course.drifts(&whole, report.is_some()) {
                    let title = report.flatten().filter(|_| !course.given);
                    course.turn_to(&title.unwrap_or_else(|| OTHER.to_owned()));
                }
                first = false;
            }
            if !idle {
                course.matter.extend(pairs(&said.text));
            }
            if said.covered {
                course.settled = true;
            }
            // What only passes on stands in the heading.
            if presides && !said.covered && only_passes(said, names) {
                continue;
            }
            let now = course.now;
            course.topics[now].said.push((at, index));
        }
    }
    let mut topics: Vec<Topic> = course.topics.into_iter().filter(|topic| !topic.said.is_empty()).collect();
    // Headings over a smaller part of what was said would mislead: then it is told in the order of speech.
    let under: usize = topics.iter().filter(|topic| named(topic)).map(|topic| topic.said.len()).sum();
    let all: usize = topics.iter().map(|topic| topic.said.len()).sum();
    if agenda.is_empty() && under * 2 < all {
        let mut said: Vec<(usize, usize)> = topics.into_iter().flat_map(|topic| topic.said).collect();
        said.sort_unstable();
        return if said.is_empty() { vec![] } else { vec![Topic { title: None, said }] };
    }
    // What belongs to no item stands last, whenever it was said.
    topics.sort_by_key(|topic| topic.title.as_deref() == Some(OTHER));
    topics
}

/// Whether a sentence opens a report of its own ("Công an xã báo cáo."), and its matter where it names one ("Phòng Kinh tế
/// báo cáo nước cho vụ đông xuân").
fn report(said: &Said, block: &Block<'_>, names: &Names) -> Option<Option<String>> {
    let all = words(&said.raw);
    let own = names.own_name(&block.speaker.unit, &all)?;
    let count = begins_any(&all[own..], &["báo cáo về", "báo cáo", "xin báo cáo"])?;
    let rest = &all[own + count..];
    match rest.first() {
        None => Some(None),
        Some(word) if word.key == "thêm" => None,
        // Without marks nobody can tell where the matter ends and the report begins.
        Some(_) if said.heard => Some(None),
        Some(_) => Some(named_matter(&said.raw, rest, said.heard, names)),
    }
}
