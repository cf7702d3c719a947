//! "Ban", "Công ty", "phường": a body called by the first word of its name, because everybody knows which one is spoken of.

use giaoban_models::id::UnitId;

use super::heard::Ground;
use crate::syllable::{self, Mark, Syllable};
use crate::units::{Kind, Mention};

/// First words by which a body that was just spoken of may be called.
const CALLED: &[&str] = &[
    "ban",
    "công ty",
    "trung tâm",
    "trạm",
    "hạt",
    "đội",
    "trường",
    "nhà trường",
    "phường",
    "xã",
    "sở",
    "phòng",
    "chi nhánh",
    "hợp tác xã",
    "bệnh viện",
    "đài",
    "hội",
    "quỹ",
    "thị trấn",
    "chi cục",
    "nhà máy",
    "ấp",
    "thôn",
    "bản",
];
/// Words after which such a word says what kind of thing is meant, not who.
const GOVERNS: &[&str] = &[
    "các",
    "mấy",
    "những",
    "của",
    "ở",
    "về",
    "cho",
    "với",
    "từng",
    "mỗi",
    "toàn",
    "cấp",
    "trong",
    "ngoài",
    "trên",
    "dưới",
    "là",
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "giữa",
    "lên",
    "xuống",
    "ra",
    "vào",
    "vô",
    "bên",
    "tại",
    "do",
    "và",
    "để",
    "cán",
    "chủ",
    "địa",
    "liên",
    "phó",
    "trưởng",
    "giao",
    "nhà",
    "tới",
    "đến",
    "sang",
    "qua",
    "đường",
    "đất",
    "dân",
    "trường",
];

/// Mentions of bodies called by a first word, where they are told to do something; `recent` are those spoken of, the
/// latest first.
pub fn called_by_first_word(
    of: &[Syllable],
    mentions: &[Mention],
    ground: &Ground<'_>,
    recent: &[UnitId],
    marked: bool,
) -> Vec<Mention> {
    let lexicon = ground.lexicon;
    let mut inside = vec![false; of.len()];
    for mention in mentions {
        inside[mention.at.clone()].fill(true);
    }
    let mut found = Vec::new();
    for at in 0..of.len() {
        let Some(len) = syllable::longest(of, at, CALLED) else { continue };
        let end = at + len;
        if inside[at..end].contains(&true) || end >= of.len() || of[end - 1].mark != Mark::None || inside[end] {
            continue;
        }
        let before = at.checked_sub(1).map(|p| &of[p]);
        let parted = before
            .is_none_or(|s| s.mark >= Mark::Comma || matches!(s.key.as_str(), "thì" | "này" | "đó" | "nay" | "mai"));
        let governed = before.is_some_and(|s| s.mark == Mark::None && GOVERNS.contains(&s.key.as_str()));
        let told = lexicon.tells.at(of, end).is_some_and(|tells| {
            lexicon.verb.at(of, end).is_none_or(|verb| verb < tells)
                && lexicon.duty.at(of, end).is_none_or(|duty| duty < tells)
        });
        let acts = lexicon.leads.at(of, end).is_some()
            || lexicon.duty.at(of, end).is_some()
            || lexicon.verb.at(of, end).is_some_and(|verb| {
                verb > 1
                    || marked && of[end].mark == Mark::None && of.get(end + 1).is_some_and(|s| s.mark == Mark::None)
            });
        if governed || !acts || told || !(parted || marked && of[at].capital) {
            continue;
        }
        let words: Vec<&str> = of[at..end].iter().map(|s| s.key.as_str()).collect();
        let Some(unit) = ground.units.begins_with(&words.join(" "), recent, ground.home) else { continue };
        found.push(Mention {
            range: of[at].at.start..of[end - 1].at.end,
            at: at..end,
            unit,
            kind: Kind::Unit,
            plain: true,
        });
    }
    found
}
