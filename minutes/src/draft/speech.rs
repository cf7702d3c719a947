//! What was said, cut into sentences: at marks where there are any, at words that open a new thought where an engine heard
//! none, and at the edges of what was taken for a directive.

use std::ops::Range;

use giaoban_models::turn::{Turn, TurnSpeaker};

use super::heard;
use super::names::Names;
use super::register::{self, Cleaned};
use crate::written::{self, Context};

use super::words::{Word, begins, begins_any, find_any, flat, lowered, words};

/// Words that open a new thought in speech without marks.
const OPENERS: &[&str] = &[
    "trong đó",
    "hiện nay",
    "hiện",
    "tuy nhiên",
    "ngoài ra",
    "bên cạnh đó",
    "nguyên nhân",
    "theo tôi",
    "đề nghị",
    "xin đề nghị",
    "kính đề nghị",
    "tôi đề nghị",
    "em đề nghị",
    "trên cơ sở đó",
    "sang phần",
    "chuyển sang",
    "mời",
    "về phần",
    "báo cáo thêm",
    "xin báo cáo",
    "cụ thể",
    "riêng",
    "giao",
    "yêu cầu",
    "dạ",
    "trước tiên",
    "trước hết",
    "tiếp theo",
    "cuối cùng",
    "em xin",
    "nếu",
    "tức là",
    "nhờ",
    "nói chung",
    "nói thật",
];
/// Words after a unit's name that show it begins a sentence.
const PREDICATES: &[&str] = &[
    "thì",
    "phải",
    "chủ trì",
    "phối hợp",
    "báo cáo",
    "tập trung",
    "liên hệ",
    "khẩn trương",
    "khả năng",
    "vắng",
    "có mặt",
    "sao",
    "tổ chức",
    "cử",
    "lập",
    "cũng",
    "bình tĩnh",
    "hoàn thành",
    "rà soát",
    "tham mưu",
    "xây dựng",
    "sửa",
    "sắp xếp",
    "bố trí",
    "trao",
    "vừa",
    "làm việc",
    "chuẩn bị",
    "trả",
    "đăng",
    "gọi",
];
/// Longest pause within a sentence, seconds.
const PAUSE: f64 = 2.0;
/// Fewest words on either side of a cut in speech without marks.
const FEWEST: usize = 4;

/// One sentence.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Index of its turn; of the first where a pause cut it.
    pub turn: usize,
    /// The turns it goes on in behind a pause.
    pub more: Vec<usize>,
    /// In the register of minutes; empty when nothing is left.
    pub text: String,
    /// As said, with names and figures in writing.
    pub raw: String,
    /// How many names stand in it.
    pub names: usize,
    /// A question.
    pub question: bool,
    /// Worded by a directive already.
    pub covered: bool,
    /// Heard by an engine, without capitals and marks.
    pub heard: bool,
    /// The rules that changed its words.
    pub rules: Vec<&'static str>,
}

impl Said {
    /// Every turn it stands in.
    pub fn turns(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.turn).chain(self.more.iter().copied())
    }
}

/// Consecutive turns of one speaker.
pub(super) struct Block<'a> {
    /// Who.
    pub speaker: &'a TurnSpeaker,
    /// Sentence by sentence.
    pub said: Vec<Said>,
}

/// Where sentences end in a text with marks: places after the mark.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut since = 0;
    while let Some((at, letter)) = letters.next() {
        let closes = matches!(letter, '.' | '?' | '!' | ';' | '…');
        let end = at + letter.len_utf8();
        // A number of an enumeration ("1. ") does not stand alone.
        let piece = text[since..at].trim();
        let number = piece.chars().count() < 2 || piece.chars().all(|c| c.is_ascii_digit());
        if closes && letters.peek().is_none_or(|(_, next)| next.is_whitespace()) && !number {
            ends.push(end);
            since = end;
        }
    }
    ends
}

/// Where new thoughts begin in a text without marks.
fn openings(text: &str, names: &Names) -> Vec<usize> {
    let all = words(text);
    let mut cuts = Vec::new();
    let mut since = 0;
    for at in 1..all.len() {
        if at - since < FEWEST || all.len() - at < FEWEST - 1 {
            continue;
        }
        let rest = &all[at..];
        let subject = names.name_at(rest).is_some_and(|count| begins_any(&rest[count..], PREDICATES).is_some());
        let opens = begins_any(rest, OPENERS).is_some() && !bound(&all, at);
        // "... đồng chí trưởng công an huyện vắng"
        let missed = matches!(all[at].key.as_str(), "đồng" | "trưởng" | "riêng")
            && rest.iter().take(8).any(|word| word.key == "vắng");
        let missed = missed && all[at - 1].key != "chí" && !all[since..at].iter().any(|word| word.key == "vắng");
        if missed || (subject && !ties(&all[at - 1])) || opens {
            cuts.push(all[at].range.start);
            since = at;
        }
    }
    cuts
}

/// Whether the word before a unit's name ties it to what stands before ("ở", "của", "giao").
fn ties(before: &Word) -> bool {
    matches!(
        before.key.as_str(),
        "ở" | "hộ"
            | "nhà"
            | "hội"
            | "lễ"
            | "luật"
            | "quỹ"
            | "lô"
            | "lại"
            | "báo"
            | "đường"
            | "cầu"
            | "chợ"
            | "cống"
            | "loa"
            | "đất"
            | "trợ"
            | "là"
            | "như"
            | "thì"
            | "mà"
            | "để"
            | "nếu"
            | "khi"
            | "của"
            | "giao"
            | "với"
            | "và"
            | "cho"
            | "nghị"
            | "mời"
            | "xã"
            | "huyện"
            | "tại"
            | "do"
            | "về"
            | "từ"
            | "thôn"
            | "hợp"
            | "các"
    )
}

/// Last words of whoever asks or orders: "Sở Giáo dục có công văn yêu cầu", "Chủ tịch tỉnh giao".
const WHO: &[&str] = &[
    "văn",
    "tỉnh",
    "huyện",
    "xã",
    "sở",
    "tịch",
    "đốc",
    "ban",
    "bộ",
    "ủy",
    "họ",
    "ương",
    "thôn",
    "phòng",
    "thuế",
    "ty",
    "máy",
    "đoàn",
    "trận",
    "dân",
    "con",
    "đã",
    "được",
    "nên",
    "phải",
    "sẽ",
    "cần",
    "chưa",
    "cũng",
    "có",
    "tôi",
    "em",
    "là",
    "không",
    "kính",
    "xin",
    "và",
    "của",
    "theo",
    "thầu",
    "trường",
    "trạm",
    "lực",
    "hoặc",
];

/// Whether an opener is part of something longer: "bàn giao", "năm nay" behind "đến", "giao thông".
fn bound(all: &[Word], at: usize) -> bool {
    let before = all[at - 1].key.as_str();
    let after = all.get(at + 1).map_or("", |word| word.key.as_str());
    match all[at].key.as_str() {
        "giao" => {
            WHO.contains(&before)
                || matches!(before, "bàn" | "tiêu" | "đường" | "chuyển" | "nhiệm" | "trước")
                || matches!(after, "thông" | "ban" | "lưu" | "dịch" | "gia")
        }
        "mời" => matches!(before, "đã" | "giấy" | "thư" | "theo" | "được" | "phải" | "tôi" | "sẽ"),
        "yêu" => WHO.contains(&before) || matches!(before, "giấy" | "thư"),
        "hiện" => {
            matches!(before, "thực" | "phát" | "biểu" | "xuất" | "thể") || matches!(after, "trạng" | "đại" | "hành")
        }
        "năm" => matches!(before, "đến" | "trong" | "của" | "đã" | "và"),
        "đề" => WHO.contains(&before) || matches!(before, "đến" | "trong" | "vấn"),
        "riêng" => matches!(before, "nói" | "của" | "tài" | "trụ" | "sở"),
        "cụ" => before == "quy",
        // "đồng ý nếu đổi sang dãy B": without its condition the agreement is another one.
        "nếu" => !all[at..].iter().take(18).any(|word| word.key == "thì"),
        _ => false,
    }
}

/// Cuts `text` into ranges: at sentence ends or openings, and at the edges of `taken`.
fn ranges(text: &str, taken: &[Range<usize>], names: &Names, heard: bool) -> Vec<Range<usize>> {
    let mut cuts = if heard { openings(text, names) } else { sentence_ends(text) };
    cuts.retain(|cut| !taken.iter().any(|quote| quote.start < *cut && *cut < quote.end));
    cuts.extend(taken.iter().flat_map(|quote| [quote.start, quote.end]));
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|pair| pair[0]..pair[1])
        .filter(|range| text[range.clone()].contains(char::is_alphanumeric))
        .collect()
}

/// How turns are read.
pub(super) struct Reader<'a> {
    /// Names of the authority.
    pub names: &'a Names,
    /// The same names for the full written form.
    pub proper: &'a written::Names,
    /// Number words to digits.
    pub figures: fn(&str) -> String,
    /// What the chair is called when the chair says "tôi".
    pub chair: &'a str,
}

impl Reader<'_> {
    /// The sentences of heard words: with the capitals and marks that the full written form is sure of, and those that
    /// a draft needs beside them.
    fn marked(&self, heard: &str) -> Vec<String> {
        let full = written::full(heard, &Context { names: Some(self.proper), pauses: &[] });
        let mut ends = sentence_ends(&full);
        ends.push(full.len());
        ends.dedup();
        let mut from = 0;
        let mut found = Vec::new();
        for end in ends {
            found.extend(heard::sentences(full[from..end].trim().trim_end_matches('.')));
            from = end;
        }
        found
    }

    /// The sentences of one turn; `taken` are the ranges of its text that directives word.
    fn sentences(&self, index: usize, turn: &Turn, taken: &[Range<usize>]) -> Vec<Said> {
        let heard_whole = flat(&turn.text);
        let mut said: Vec<Said> = Vec::new();
        for range in ranges(&turn.text, taken, self.names, heard_whole) {
            let part =
                turn.text[range.clone()].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-'));
            let heard = flat(part) && (heard_whole || part.split_whitespace().count() > 12);
            let covered = taken.iter().any(|quote| quote.start < range.end && range.start < quote.end);
            let parts = match (heard, covered) {
                (true, false) => self.marked(part),
                (true, true) => vec![(self.figures)(part)],
                _ => vec![part.to_owned()],
            };
            let closed = part.ends_with(['.', '?', '!']);
            for raw in parts {
                let question = register::is_question(&raw, heard);
                let Cleaned { text, names, rules } = register::cleaned(&raw, heard, &turn.speaker, self);
                // What is left beside a quote is often only a joint ("nhưng", "Đúng,").
                if !covered
                    && !closed
                    && !taken.is_empty()
                    && text.split_whitespace().count() < 3
                    && !words(&text).iter().any(Word::is_figure)
                {
                    continue;
                }
                // What completes an order stands with it: "Hai phòng thì Phòng Nội vụ chủ trì", "tức là 14/2".
                let tail = find_any(&words(&raw), &["chủ trì", "làm đầu mối", "tức là"]).is_some()
                    && raw.split(' ').count() <= 10;
                let covered = covered || (tail && !question && said.last().is_some_and(|before| before.covered));
                said.push(Said { turn: index, more: vec![], text, raw, names, question, covered, heard, rules });
            }
        }
        said
    }

    /// One sentence of two that only a pause cut apart: one of them too short to say anything alone.
    fn joined(&self, before: &Said, after: &Said, turns: &[Turn]) -> Option<Said> {
        let last = before.turns().last()?;
        let pause = turns[after.turn].t_start - turns[last].t_end;
        let short = |said: &Said| said.raw.split(' ').count() < FEWEST + 1;
        let whole = |said: &Said| said.heard && !said.covered && !said.question && !said.text.is_empty();
        if pause > PAUSE || !(short(before) || short(after)) || !whole(before) || !whole(after) {
            return None;
        }
        let raw = format!("{} {}", before.raw.trim_end_matches('.'), lowered(&after.raw, false));
        let Cleaned { text, names, rules } = register::cleaned(&raw, true, &turns[after.turn].speaker, self);
        let more = before.turns().skip(1).chain(after.turns()).collect();
        Some(Said { turn: before.turn, more, text, raw, names, rules, ..after.clone() })
    }

    /// The blocks of `turns`, consecutive turns of one speaker together.
    pub fn blocks<'t>(&self, turns: &'t [Turn], taken: &[Vec<Range<usize>>]) -> Vec<Block<'t>> {
        let mut blocks: Vec<Block<'t>> = Vec::new();
        for (index, turn) in turns.iter().enumerate() {
            let mut said = self.sentences(index, turn, &taken[index]);
            match blocks.last_mut() {
                Some(last) if last.speaker.id == turn.speaker.id && last.speaker.role == turn.speaker.role => {
                    let whole = match (last.said.last(), said.first()) {
                        (Some(before), Some(after)) => self.joined(before, after, turns),
                        _ => None,
                    };
                    if let Some(whole) = whole {
                        last.said.pop();
                        said[0] = whole;
                    }
                    last.said.extend(said);
                }
                _ => blocks.push(Block { speaker: &turn.speaker, said }),
            }
        }
        blocks
    }
}

/// Whether the words are an address to somebody present and how long it is: "anh Lộc", "đồng chí Trưởng Công an".
pub(super) fn address(words: &[Word], names: &Names) -> Option<usize> {
    let title = begins_any(words, &["anh", "chị", "bác", "ông", "bà", "cô", "chú", "đồng chí"])?;
    let name = words.get(title)?;
    names.is_given_name(&name.key).then_some(title + 1).or_else(|| begins(words, "đồng chí chủ tịch"))
}
