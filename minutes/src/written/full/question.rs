//! Which sentences ask (câu hỏi).

use crate::syllable::Syllable;

/// Ends of a question.
const ENDS: &[&str] = &[
    "được không",
    "phải không",
    "đúng không",
    "hay không",
    "có không",
    "rõ không",
    "hết không",
    "nổi không",
    "kịp không",
    "thế nào",
    "như thế nào",
    "ra sao",
    "thì sao",
    "bao giờ",
    "khi nào",
    "lúc nào",
    "ở đâu",
    "là gì",
    "cái gì",
    "làm gì",
    "việc gì",
    "ngày mấy",
    "mấy giờ",
    "ngày nào",
    "bao nhiêu",
    "bao lâu",
    "là ai",
    "vì sao",
    "tại sao",
    "sao rứa",
    "răng rứa",
    "hả",
    "nhỉ",
    "phải không ạ",
    "được không ạ",
    "đúng không ạ",
    "thế nào ạ",
    "gì không",
    "ai không",
    "nào không",
    "xong chưa",
    "rõ chưa",
    "có chưa",
    "được chưa",
    "gửi chưa",
    "nộp chưa",
    "làm chưa",
    "đủ chưa",
    "ổn chưa",
];
/// Beginnings of a question.
const BEGINS: &[&str] = &["vì sao", "tại sao", "sao lại", "bao giờ", "khi nào", "ai là", "có phải", "liệu"];
/// Words that turn a question into a report of one: "chưa rõ khi nào", "báo cáo vì sao".
const REPORTED: &[&str] = &["rõ", "biết", "xem", "cáo", "hỏi", "nêu", "giải", "trình", "nói", "dù", "bất", "kể"];

/// Whether the syllables of one sentence ask something.
pub fn asks(sentence: &[Syllable]) -> bool {
    let keys: Vec<&str> = sentence.iter().map(|s| s.key.as_str()).collect();
    let starts = |words: &str| words.split(' ').eq(keys.iter().copied().take(words.split(' ').count()));
    let reported = |upto: usize| keys[..upto].iter().rev().take(5).any(|key| REPORTED.contains(key));
    let ends = ENDS.iter().any(|words| {
        let words: Vec<&str> = words.split(' ').collect();
        keys.ends_with(&words) && !reported(keys.len() - words.len())
    });
    // "có bà con nào hỏi chợ không": asked by "có ... không".
    let whether = keys.last() == Some(&"không")
        && keys.len() <= 20
        && keys.iter().position(|key| *key == "có").is_some_and(|at| at + 1 < keys.len() && !reported(at));
    // "đề án sao quá hạn", "ba hồ sơ gì".
    let how = keys.len() <= 14
        && keys.iter().position(|key| *key == "sao").is_some_and(|at| {
            !reported(at)
                && !matches!(at.checked_sub(1).map(|p| keys[p]), Some("không" | "làm" | "bản" | "ngôi" | "có"))
        });
    let what = keys.len() <= 8
        && matches!(keys.last(), Some(&("gì" | "đâu" | "chi")))
        && !keys.iter().any(|key| matches!(*key, "không" | "chẳng" | "chưa" | "cái" | "đừng"))
        && !reported(keys.len() - 1);
    ends || whether || how || what || (BEGINS.iter().any(|words| starts(words)) && keys.len() <= 16)
}
