//! From speech to the register of minutes (văn phong biên bản): without address, pronouns, fillers and dialect; the
//! words that carry the matter stay the speaker's own.

use std::sync::LazyLock;

use giaoban_models::turn::{TurnRole, TurnSpeaker};

use super::names::Names;
use super::office::official;
use super::phrasebook::Phrasebook;
use super::rewrite::tidy;
use super::speech::{Reader, address};
use super::words::{Word, begins, begins_any, capitalised, words};

/// Dropped at the beginning of a sentence, again and again.
const OPENING: &[&str] = &[
    "dạ",
    "vâng",
    "rồi",
    "ừ",
    "à",
    "ờ",
    "ừm",
    "thì",
    "thế",
    "vậy",
    "thế thì",
    "vậy thì",
    "được rồi",
    "được",
    "đúng",
    "đúng rồi",
    "nói chung là",
    "nói thật là",
    "nói thiệt là",
    "nói thiệt với anh là",
    "nói thật với anh là",
    "nói thật với các đồng chí là",
    "xin báo cáo là",
    "xin báo cáo thêm là",
    "xin báo cáo thêm",
    "xin báo cáo với các đồng chí",
    "xin báo cáo",
    "xin phép báo cáo",
    "báo cáo thêm",
    "báo cáo thêm là",
    "báo cáo chung",
    "tôi báo cáo chung",
    "tôi xin báo cáo",
    "em xin báo cáo",
    "tôi báo cáo",
    "em báo cáo",
    "theo tôi thì",
    "theo tôi",
    "theo em thì",
    "theo em",
    "tôi nghĩ là",
    "tôi nghĩ",
    "em nghĩ là",
    "em nghĩ",
    "tôi thấy là",
    "tôi thấy",
    "em thấy là",
    "em thấy",
    "tôi xin hỏi",
    "cho tôi hỏi",
    "cho em hỏi",
    "cho hỏi",
    "xin hỏi",
    "tôi hỏi",
    "em hỏi",
    "có ý kiến là",
    "tôi có ý kiến là",
    "xin có ý kiến",
    "tôi xin có ý kiến",
    "tôi nói thật",
    "chốt lại là",
    "chốt lại",
    "như các đồng chí đã biết",
    "như chúng ta đã biết",
    "nhưng",
    "và",
    "nhưng mà",
    "chỗ này",
    "cái này",
    "để em",
    "để tôi",
    "alo",
    "luôn",
    "em báo cáo luôn",
    "tôi báo luôn",
    "tôi báo cáo luôn",
    "báo cáo luôn",
    "là",
    "này",
    "thôi",
    "ấy",
    "ơ",
    "ừ thì",
    "xin nói thêm",
    "tôi xin nói thêm",
    "tôi nói thêm",
    "em nói thêm",
    "nói thêm",
    "xin nói rõ",
    "xin nói",
    "tôi xin nói",
    "tôi nói",
    "em xin nói",
    "em nói",
    "xin nhắc",
    "xin giải trình",
    "xin góp ý",
    "góp một câu",
    "xin bổ sung",
    "bổ sung",
    "xin có ý kiến là",
    "có ý kiến",
    "xin báo",
    "báo cáo các anh",
    "xin hỏi là",
    "xin hỏi thêm",
    "anh cho em hỏi",
    "chị cho em hỏi",
    "anh cho hỏi",
    "cho tui hỏi",
    "tui hỏi",
    "tui xin hỏi",
    "tui xin nói",
    "tui nói",
    "theo tui",
    "theo em là",
    "theo tôi là",
    "tôi xin nói thật",
    "tôi nói thẳng là",
    "nói thẳng là",
    "thẳng thắn mà nói thì",
    "thẳng thắn mà nói",
    "phải nói là",
    "nhân tiện",
    "nhân đây",
    "một là",
    "hai là",
    "ba là",
    "bốn là",
    "năm là",
    "thứ nhất là",
    "thứ hai là",
    "thứ ba là",
    "thứ tư là",
    "thứ năm là",
    "thứ nhất",
    "tức là",
    "nghĩa là",
];
/// Dropped at the beginning only before a mark: words that open a report or an enumeration and may be its matter too.
const OPENING_MARKED: &[&str] =
    &["báo cáo", "nói thêm", "thứ hai", "thứ ba", "thứ tư", "có", "không", "cuối cùng", "nào"];
/// Dropped at the end, again and again.
const ENDING: &[&str] = &[
    "ạ",
    "nhé",
    "nhá",
    "nghe",
    "hỉ",
    "hè",
    "đấy",
    "tôi ghi đấy",
    "thôi",
    "thế thôi",
    "hết ạ",
    "xin hết",
    "tôi xin hết",
    "em xin hết",
    "nhưng",
    "và",
    "hả",
    "nì",
    "cho tôi",
    "đi",
    "mà",
    "nha",
    "nghen",
    "hí",
    "nghe chị",
    "nghe anh",
    "chị ơi",
    "anh ơi",
    "anh ạ",
    "chị ạ",
    "luôn",
    "lắm",
    "quá",
    "đâu đấy",
    "cơ",
    "cơ mà",
    "nữa đâu",
    "có thế thôi",
    "tí",
    "cái",
    "hết ạ",
    "cho em",
];
/// What stands for what, longest first; an empty right side drops it.
const INSIDE: &[(&str, &str)] = &[
    ("em xin cho", "đề nghị cho"),
    ("tôi xin cho", "đề nghị cho"),
    ("cho tôi xin", "đề nghị cho"),
    ("cho em xin", "đề nghị cho"),
    ("em có đôn đốc", "đã đôn đốc"),
    ("tôi nghe nói", "có thông tin"),
    ("em nghe nói", "có thông tin"),
    ("tôi có", "đã"),
    ("báo tôi", "báo cáo {chair}"),
    ("báo lại tôi", "báo cáo lại {chair}"),
    ("báo cáo tôi", "báo cáo {chair}"),
    ("gửi tôi", "gửi {chair}"),
    ("trình tôi", "trình {chair}"),
    ("cho tôi biết", "báo cáo {chair}"),
    ("với tôi", "với {chair}"),
    ("tôi sẽ", "{chair} sẽ"),
    ("chúng tôi", ""),
    ("chúng em", ""),
    ("bọn em", ""),
    ("bọn tôi", ""),
    ("bên tôi", "đơn vị"),
    ("bên em", "đơn vị"),
    ("bên mình", "đơn vị"),
    ("tụi em", ""),
    ("tụi tui", ""),
    ("tụi tôi", ""),
    ("xã mình", "xã"),
    ("huyện mình", "huyện"),
    ("phòng em", "Phòng"),
    ("xã em", "xã"),
    ("xã tôi", "xã"),
    ("thôn tôi", "thôn"),
    ("cho tôi", ""),
    ("mình bàn", "bàn"),
    ("bữa ni", "hôm nay"),
    ("cái ni", "việc này"),
    ("chỗ ni", "chỗ này"),
    ("sao rứa", "vì sao"),
    ("rứa", "vậy"),
    ("cái chi", "gì"),
    ("kiểu chi", "thế nào"),
    ("vô được", "vào được"),
    ("đường vô", "đường vào"),
    ("đi vô", "đi vào"),
    ("làm giùm", "làm giúp"),
    ("nói thiệt", "nói thật"),
    ("mấy ảnh", "các đồng chí đó"),
    ("tôi nì", ""),
    ("thì là", "là"),
    ("nói thật là", ""),
    ("cho tui", ""),
    ("bên tui", "đơn vị"),
    ("thôn tui", "thôn"),
    ("phòng tôi", "Phòng"),
    ("xã tui", "xã"),
    ("chỗ tui", "thôn"),
    ("chỗ tôi", "đơn vị"),
    ("chỗ em", "đơn vị"),
    ("nhà tôi", "gia đình"),
    ("chúng tui", ""),
    ("của tôi", "của {chair}"),
    ("theo em thì", ""),
    ("theo tôi thì", ""),
    ("theo em là", ""),
    ("theo em", ""),
    ("theo tôi", ""),
    ("theo tui", ""),
    ("anh cho em hỏi", ""),
    ("xin phép", ""),
    ("dạ", ""),
    ("nhé", ""),
    ("nhá", ""),
    ("ạ", ""),
    ("ờ", ""),
    ("ừm", ""),
    ("tôi", ""),
    ("em", ""),
    ("tui", ""),
    ("mi li mét", "mm"),
    ("ki lô mét", "km"),
    ("ki lô gam", "kg"),
    ("héc ta", "ha"),
];
static BOOK: LazyLock<Phrasebook> = LazyLock::new(|| Phrasebook::new(INSIDE));

/// Behind these "em" is a child, "tôi" or "mình" no pronoun.
const CHILD: &[&str] = &["trẻ", "các", "anh", "chị", "những", "số", "cho", "sinh", "bé", "cháu", "thiếu"];
/// Words of an address after "thưa" or "báo cáo".
const ADDRESS: &[&str] = &[
    "thưa", "kính", "các", "quý", "vị", "đồng", "chí", "chủ", "tịch", "phó", "hội", "nghị", "anh", "chị", "bác", "cô",
    "chú", "ông", "bà", "lãnh", "đạo", "toàn", "thể", "con", "đại", "biểu", "trì", "tọa", "cuộc", "họp", "bí", "thư",
    "chánh", "văn",
];
/// Words that ask, wherever they stand in speech without marks.
const ASKING: &[&str] = &[
    "bao giờ",
    "bao nhiêu",
    "ngày mấy",
    "vì sao",
    "thế nào",
    "sao rứa",
    "sao lại",
    "khi nào",
    "tại sao",
    "ở đâu",
    "ai đổ",
    "ai làm",
    "đã xong chưa",
];
const ASKING_LAST: &[&str] = &["không", "chưa", "gì", "sao", "đâu", "hả", "mấy", "chi", "rứa"];

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
