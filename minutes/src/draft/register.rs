//! From speech to the register of minutes (văn phong biên bản): without address, pronouns, fillers and dialect; the
//! words that carry the matter stay the speaker's own.

use giaoban_models::turn::{TurnRole, TurnSpeaker};

use super::names::Names;
use super::office::official;
use super::rewrite::tidy;
use super::speech::{Reader, address};
use super::words::{Word, begins, begins_any, capitalised, words};
use spoken::{ADDRESS, ASKING, ASKING_LAST, BOOK, CHILD, ENDING, OPENING, OPENING_MARKED};

mod spoken;

/// A sentence in the register of minutes.
pub(super) struct Cleaned {
    /// The sentence: first letter a capital, no mark at the end.
    pub text: String,
    /// How many names stand in it.
    pub names: usize,
    /// The rules that changed its words.
    pub rules: Vec<&'static str>,
}

/// Whether a sentence asks: by its mark, or by its words where an engine heard no marks.
pub(super) fn is_question(text: &str, heard: bool) -> bool {
    if text.trim_end().ends_with('?') {
        return true;
    }
    if !heard {
        return false;
    }
    let all = words(text);
    let short = all.len() <= 25;
    // "... có phải kê khai không chị Ngân"
    let title = |word: &Word| matches!(word.key.as_str(), "anh" | "chị" | "bác" | "chú" | "cô" | "ông" | "bà" | "thầy");
    let called = (1..=2).find(|back| all.len() > back + 3 && title(&all[all.len() - back])).unwrap_or(0);
    let end = all.get(all.len().wrapping_sub(called + 1)).is_some_and(|word| ASKING_LAST.contains(&word.key.as_str()));
    let last = end && all.len() > 2;
    let sao = all.iter().position(|word| word.key == "sao");
    let why = sao.is_some_and(|at| {
        at > 0
            && !matches!(all[at - 1].key.as_str(), "không" | "làm" | "ngôi" | "bản")
            && all.get(at + 1).is_none_or(|next| next.key != "y")
    });
    (last && all.len() <= 40) || short && (why || (0..all.len()).any(|at| begins_any(&all[at..], ASKING).is_some()))
}

/// How many words of an address ("thưa hội nghị", "báo cáo đồng chí Chủ tịch") stand at the beginning.
fn salutation(all: &[Word], names: &Names) -> usize {
    let mut at = match all.first().map(|word| word.key.as_str()) {
        Some("thưa" | "kính") => 1,
        // "báo cáo" opens an address only when somebody follows.
        _ => match begins_any(all, &["báo cáo", "xin báo cáo", "dạ báo cáo"]) {
            Some(count)
                if all.get(count).is_some_and(|next| {
                    matches!(next.key.as_str(), "đồng" | "chủ" | "anh" | "chị" | "hội" | "các" | "lãnh" | "bí")
                }) && (begins_any(&all[count..], &["các đồng chí", "các anh", "các bác", "các vị"]).is_some()
                    || all[count].key != "các") =>
            {
                count
            }
            _ => return 0,
        },
    };
    while let Some(word) = all.get(at) {
        let title = at > 0 && matches!(all[at - 1].key.as_str(), "anh" | "chị" | "bác" | "ông" | "bà" | "chí");
        if word.key == "anh" && all.get(at + 1).is_some_and(|next| next.key == "em") {
            break;
        }
        if !(ADDRESS.contains(&word.key.as_str()) || title && names.is_given_name(&word.key)) {
            break;
        }
        at += 1;
        if all[at - 1].mark.is_some() {
            break;
        }
    }
    at
}

/// Cuts the opening of a sentence down to what matters; answers the first word that stays.
fn opening(all: &[Word], speaker: &TurnSpeaker, names: &Names, question: bool) -> usize {
    let mut at = 0;
    while at < all.len() {
        let rest = &all[at..];
        let mut step = salutation(rest, names).max(begins_any(rest, OPENING).unwrap_or(0));
        if let Some(count) = begins_any(rest, OPENING_MARKED)
            && rest[count - 1].mark == Some(',')
        {
            step = step.max(count);
        }
        // "báo cáo chín trên mười một tán thành", heard without a comma.
        if step == 0 && begins_any(rest, &["báo cáo"]).is_some() && rest.get(2).is_some_and(Word::is_figure) {
            step = 2;
        }
        if step == 0 && (question || address(rest, names).is_some_and(|count| rest[count - 1].mark == Some(','))) {
            step = address(rest, names).filter(|count| rest.len() > *count).unwrap_or(0);
        }
        if step == 0
            && speaker.role != TurnRole::Chair
            && let Some(own) = own_name(rest, speaker, names)
        {
            // "Quỹ đất báo cáo thêm": who speaks stands before the colon already.
            let pronoun =
                begins_any(&rest[own..], &["chúng tôi", "chúng em", "tụi em", "em", "tôi", "tui"]).unwrap_or(0);
            let own = own + pronoun;
            step = begins_any(
                &rest[own..],
                &[
                    "xin báo cáo thêm",
                    "xin báo cáo",
                    "báo cáo thêm",
                    "báo cáo",
                    "xin có ý kiến",
                    "có ý kiến là",
                    "có ý kiến",
                    "tôi xin hỏi",
                    "xin hỏi",
                    "xin nói thêm",
                    "xin nói rõ",
                    "xin nói",
                    "nói thêm",
                    "xin nhắc",
                    "xin giải trình",
                    "xin bổ sung",
                    "có ý kiến tí",
                    "góp một câu",
                    "góp ý",
                    "xin góp ý",
                    "xin chia sẻ với bà con",
                    "xin chia sẻ",
                    "xin thú thiệt là",
                    "xin báo cáo là",
                    "báo cáo nhanh",
                    "xin nói thêm là",
                    "nghe rõ",
                    "đây",
                ],
            )
            .map_or(0, |said| own + said);
            if step == 0
                && own >= 2
                && begins_any(&rest[own..], &["có", "đã", "sẽ", "đang", "còn", "xin", "nhận", "thì"]).is_some()
            {
                step = own;
            }
        }
        // A word that is all there is may be the answer ("Không", "Được").
        if step == 0 || at + step > all.len() {
            break;
        }
        at += step;
    }
    at
}

/// How many words at the beginning name the speaker's own unit: "Nậm Chảy", "bên Văn hóa".
fn own_name(rest: &[Word], speaker: &TurnSpeaker, names: &Names) -> Option<usize> {
    let behind = || {
        let bare = rest.first().filter(|word| word.key == "bên").and(rest.get(1..))?;
        names.own_name(&speaker.unit, bare).map(|count| count + 1)
    };
    names.own_name(&speaker.unit, rest).or_else(behind)
}

fn ending(all: &[Word], from: usize) -> usize {
    let mut to = all.len();
    'again: while to > from + 1 {
        for phrase in ENDING {
            let count = phrase.split(' ').count();
            if to >= from + 1 + count && begins(&all[to - count..to], phrase).is_some() {
                to -= count;
                continue 'again;
            }
        }
        break;
    }
    to
}

/// `raw` in the register of minutes.
pub(super) fn cleaned(raw: &str, heard: bool, speaker: &TurnSpeaker, reader: &Reader<'_>) -> Cleaned {
    let all = words(raw);
    let question = is_question(raw, heard);
    let from = opening(&all, speaker, reader.names, question);
    let to = ending(&all, from);
    let mut out = String::with_capacity(raw.len());
    let (mut at, mut copied) = (from, all.get(from).map_or(raw.len(), |word| word.range.start));
    let chair = speaker.role == TurnRole::Chair;
    while at < to {
        let found = BOOK
            .at(&all[at..to])
            .map(|(count, _, written)| (count, written))
            .filter(|(count, written)| {
                let before = at.checked_sub(1).map_or("", |before| all[before].key.as_str());
                let pronoun = *count == 1 && written.is_empty() && CHILD.contains(&before);
                let chairs = written.contains("{chair}") && !chair;
                // A name is never touched ("Nguyễn Thị Em").
                !(pronoun || chairs || (all[at].capital && at > from && *count == 1))
            })
            .max_by_key(|(count, _)| *count);
        let Some((count, written)) = found else {
            at += 1;
            continue;
        };
        out.push_str(&raw[copied..all[at].range.start]);
        let written = written.replace("{chair}", reader.chair);
        if all[at].capital {
            out.push_str(&capitalised(&written))
        } else {
            out.push_str(&written)
        }
        at += count;
        copied = all[at - 1].range.end;
    }
    let end = if to > from { all[to - 1].range.end } else { copied };
    if copied < end {
        out.push_str(&raw[copied..end]);
    }
    let named = reader.names.written(&out, heard);
    let (text, rules) = official(&capitalised(&tidy(&named.text)), heard, question);
    Cleaned { text, names: named.names, rules }
}
