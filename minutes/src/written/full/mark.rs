//! Sentence ends and commas (dấu câu), from pauses and from words that open a sentence or close an address.

use super::Change;
use super::names::Names;
use super::question;
use crate::syllable::{Mark, Syllable, longest, reads};

/// A silence after which a sentence has ended, in ms.
const SENTENCE_PAUSE_MS: u32 = 700;
/// A silence that is heard as a comma, in ms.
const COMMA_PAUSE_MS: u32 = 350;
/// Syllables a sentence has at least before a word alone may end it.
const SHORTEST: usize = 4;

/// Words that open a sentence wherever they are said.
const OPENERS: &[&str] = &[
    "tuy nhiên",
    "ngoài ra",
    "bên cạnh đó",
    "vì vậy",
    "do vậy",
    "do đó",
    "như vậy",
    "tóm lại",
    "trước hết",
    "cuối cùng là",
    "tiếp theo là",
    "kính thưa",
    "thưa hội nghị",
    "thưa các đồng chí",
    "xin cảm ơn",
    "tôi xin hết",
    "em xin hết",
    "xin hết",
    "thứ nhất là",
    "thứ hai là",
    "thứ ba là",
    "thứ tư là",
    "thứ năm là",
    "một là",
    "hai là",
    "ba là",
    "bốn là",
    "đề nghị các",
    "đề nghị đồng chí",
    "đề nghị ủy ban",
    "đề nghị phòng",
    "yêu cầu các",
    "giao phòng",
    "giao văn phòng",
    "giao ủy ban",
    "giao công an",
    "giao đồng chí",
    "giao anh",
    "giao chị",
    "mời đồng chí",
    "mời phòng",
    "mời anh",
    "mời chị",
    "trong đó",
    "trên cơ sở đó",
    "về phần mình",
];
/// Words before which a comma stands when they do not open the sentence.
const COMMA_BEFORE: &[&str] = &["nhưng", "đồng thời", "đặc biệt là", "cụ thể là", "bao gồm", "tức là", "chậm nhất"];
/// Words after which "nhưng" and the like belong to what follows without a mark.
const BOUND: &[&str] = &["không", "những", "và", "mà", "nhưng", "đến", "tới"];
/// First words that are an answer of their own.
const ANSWERS: &[&str] = &["dạ vâng", "dạ", "vâng", "vâng ạ", "được rồi", "rồi", "đúng rồi", "đúng"];
/// Words after "dạ" that it clings to.
const AFTER_DA: &[&str] = &[
    "thưa", "vâng", "rõ", "được", "không", "có", "rồi", "là", "như", "ra", "hạn", "mức", "quy", "ạ", "đó", "sẽ", "thì",
    "vậy",
];
/// Whoever may be addressed after "thưa".
const ADDRESSED: &[&str] = &[
    "hội nghị",
    "các đồng chí",
    "quý vị",
    "các bác",
    "bà con",
    "đồng chí chủ tịch",
    "chủ tịch",
    "đồng chí bí thư",
    "toàn thể hội nghị",
    "các vị đại biểu",
    "quý vị đại biểu",
    "các anh các chị",
    "các anh chị",
    "đồng chí chủ trì",
    "chủ tọa",
    "đoàn chủ tịch",
    "hội đồng",
    "các anh",
    "các chị",
    "lãnh đạo",
];

/// Marks to be set into a text; none where it carries marks already.
pub fn changes(
    text: &str,
    of: &[Syllable],
    marked: bool,
    pauses: &[(usize, u32)],
    names: Option<&Names>,
) -> Vec<Change> {
    let mut set: Vec<Change> = vec![];
    if of.is_empty() {
        return set;
    }
    let mut sentence_from = 0;
    if !marked {
        let pause_after = pauses_by_syllable(of, pauses);
        let mut at = 1;
        while at < of.len() {
            let pause = pause_after[at - 1];
            let long_enough = at - sentence_from >= SHORTEST;
            let opener = longest(of, at, OPENERS)
                .filter(|_| long_enough && at + 2 < of.len() && !held(of, at) && !has_a_subject(of, at, names));
            if of[at - 1].mark != Mark::None {
                // "15 xã, thị trấn": a figure brought its mark along.
            } else if pause >= SENTENCE_PAUSE_MS && !held(of, at) || opener.is_some() {
                let asks = question::asks(&of[sentence_from..at]);
                let rule = if opener.is_some() { "sentence-opener" } else { "sentence-pause" };
                set.push(after(text, of, at - 1, if asks { "?" } else { "." }, rule));
                sentence_from = at;
            } else if let Some(rule) = comma(of, sentence_from, at, pause, names) {
                set.push(after(text, of, at - 1, ",", rule));
            }
            at += 1;
        }
    }
    let last = of.len() - 1;
    // Of marked text the last sentence is what stands after its last end.
    let from = if marked {
        of[..last].iter().rposition(|s| s.mark.ends_sentence()).map_or(0, |n| n + 1)
    } else {
        sentence_from
    };
    let rest = text[of[last].at.end..].trim_end();
    if !rest.ends_with(['.', '?', '!', '…', ':', ';']) {
        let end = of[last].at.end + rest.len();
        let mark = if question::asks(&of[from..]) { "?" } else { "." };
        set.push(Change { at: end..end, text: mark.to_owned(), rule: "text-ends" });
    }
    set
}

fn after(text: &str, of: &[Syllable], at: usize, mark: &str, rule: &'static str) -> Change {
    let end = of[at].at.end;
    // A closing quotation mark or bracket belongs to the word.
    let more =
        text[end..].chars().take_while(|c| matches!(c, '"' | '”' | ')' | '’')).map(char::len_utf8).sum::<usize>();
    Change { at: end + more..end + more, text: mark.to_owned(), rule }
}

/// Silence after each syllable.
fn pauses_by_syllable(of: &[Syllable], pauses: &[(usize, u32)]) -> Vec<u32> {
    let mut found = vec![0; of.len()];
    let mut n = 0;
    for (end, pause) in pauses {
        while n < of.len() && of[n].at.end < *end {
            n += 1;
        }
        if n < of.len() && of[n].at.end == *end {
            found[n] = *pause;
        }
    }
    found
}

/// Whether the word before holds on to what follows, so that no sentence ends between them.
fn held(of: &[Syllable], at: usize) -> bool {
    matches!(
        of[at - 1].key.as_str(),
        "và" | "hoặc"
            | "hay"
            | "của"
            | "cho"
            | "với"
            | "là"
            | "các"
            | "những"
            | "một"
            | "để"
            | "mà"
            | "do"
            | "bởi"
            | "vì"
            | "nếu"
            | "tại"
            | "ở"
            | "trong"
            | "theo"
            | "từ"
            | "đến"
            | "được"
            | "bị"
            | "đã"
            | "sẽ"
            | "đang"
            | "xin"
            | "tôi"
            | "việc"
            | "sự"
            | "rằng"
            | "thì"
            | "có"
            | "thưa"
            | "kính"
            | "dạ"
            | "vâng"
            | "như"
            | "bằng"
            | "về"
            | "phải"
            | "không"
            | "cũng"
            | "vẫn"
            | "anh"
            | "chị"
            | "em"
            | "nhưng"
            | "ông"
            | "bà"
            | "bác"
    )
}

/// "phòng tài chính đề nghị các xã", "tỉnh giao phòng": whoever asks stands before, and the sentence goes on.
fn has_a_subject(of: &[Syllable], at: usize, names: Option<&Names>) -> bool {
    if !matches!(of[at].key.as_str(), "đề" | "yêu" | "giao" | "mời") {
        return false;
    }
    let before = of[at - 1].key.as_str();
    let body = matches!(
        before,
        "xã" | "phường"
            | "huyện"
            | "tỉnh"
            | "phòng"
            | "sở"
            | "ban"
            | "bộ"
            | "đây"
            | "tịch"
            | "ủy"
            | "nhưng"
            | "vừa"
            | "mới"
            | "chí"
            | "cũng"
            | "tiếp"
            | "thư"
            | "hội"
    );
    body || names.is_some_and(|names| {
        (at.saturating_sub(12)..at).any(|n| names.at(of, n).is_some_and(|name| n + name.len() == at))
    })
}

fn comma(of: &[Syllable], from: usize, at: usize, pause: u32, names: Option<&Names>) -> Option<&'static str> {
    let before = of[at - 1].key.as_str();
    // "Dạ, tháng 9 có 19 nhiệm vụ."
    if ANSWERS.iter().any(|words| reads(of, from, words).is_some_and(|len| from + len == at))
        && !(AFTER_DA.contains(&of[at].key.as_str()))
        && of.len() - from > 3
    {
        return Some("answer");
    }
    // "Thưa hội nghị, ...": after whoever is addressed, at the beginning.
    if at - from <= 9 && vocative_ends(of, from, at, names) {
        return Some("vocative");
    }
    if at - from >= 3 && longest(of, at, COMMA_BEFORE).is_some() && !BOUND.contains(&before) {
        return Some("conjunction");
    }
    if let Some(names) = names
        && two_names_meet(of, from, at, names)
    {
        return Some("list-of-names");
    }
    (pause >= COMMA_PAUSE_MS && at - from >= 2 && !held(of, at)).then_some("comma-pause")
}

fn vocative_ends(of: &[Syllable], from: usize, at: usize, names: Option<&Names>) -> bool {
    let Some(thua) = (from..at).find(|n| of[*n].key == "thưa") else { return false };
    if thua > from + 1 {
        return false;
    }
    let person = || {
        let address = matches!(of[thua + 1].key.as_str(), "bác" | "anh" | "chị" | "chú" | "ông" | "bà" | "cô");
        let named = names.and_then(|names| names.at(of, thua + 1)).is_some_and(|name| thua + 1 + name.len() == at);
        named || (address && thua + 3 == at && of[thua + 2].capital)
    };
    of.len() > at + 1
        && (longest(of, thua + 1, ADDRESSED).is_some_and(|len| thua + 1 + len == at) || (thua + 1 < at && person()))
}

/// Levels whose name belongs to the body before it: "Mặt trận | xã Cam Lâm".
const LEVELS: &[&str] =
    &["xã", "phường", "huyện", "tỉnh", "thị", "thành", "đặc", "ubnd", "hđnd", "thường", "ban", "ủy", "hội"];

/// "Phòng Nội vụ | Phòng Văn hóa": a name of the meeting ends where another begins.
fn two_names_meet(of: &[Syllable], from: usize, at: usize, names: &Names) -> bool {
    let Some(next) = names.at(of, at) else { return false };
    let next = next.first().map(|word| word.to_lowercase()).unwrap_or_default();
    let apart = |first: &str| !LEVELS.contains(&next.as_str()) || next == first.to_lowercase();
    (from.max(at.saturating_sub(12))..at).any(|n| {
        names.at(of, n).is_some_and(|name| n + name.len() == at && name.first().is_some_and(|first| apart(first)))
    })
}

/// The syllables at which sentences begin, once the changes are made.
pub fn sentence_ends(text: &str, of: &[Syllable], changes: &[Change]) -> Vec<usize> {
    let mut begins = vec![0];
    let mut set = changes.iter().filter(|change| matches!(change.text.as_str(), "." | "?")).peekable();
    for n in 1..of.len() {
        let (end, next) = (of[n - 1].at.end, of[n].at.start);
        let mut ended = of[n - 1].mark.ends_sentence() && !text[end..next].starts_with(['\u{2026}']);
        while set.next_if(|change| change.at.start <= next).is_some() {
            ended = true;
        }
        if ended {
            begins.push(n);
        }
    }
    begins
}
