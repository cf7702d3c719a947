//! Sentences: where marks end them, and where a heard text, which has no marks, most likely does.

use std::ops::Range;

use super::lexicon::Lexicon;
use crate::syllable::{Mark, Syllable};

/// Words after which what follows belongs to them, whatever it begins with.
const GOVERN: &[&str] = &[
    "thì", "là", "mà", "để", "và", "của", "theo", "như", "tại", "với", "xin", "cũng", "luôn", "nay", "vẫn", "em",
    "này", "đó", "ấy", "nhất", "không", "được", "có", "kính", "đã", "do", "về", "vì", "phải", "cần", "hay", "hoặc",
    "bởi", "tôi", "ý", "nếu", "rằng", "còn", "riêng", "nghe", "mời", "chờ", "làm",
];
/// Words after which "tôi" is the one who gets something.
const GETS: &[&str] = &[
    "báo", "cáo", "trình", "gửi", "cho", "nộp", "giúp", "với", "lại", "của", "về", "để", "theo", "thay", "giùm", "hộ",
    "gặp",
];

/// Marks the likely ends of sentences in a heard text; `inside` says where a name or a time goes on, `named` where a name
/// begins.
pub fn guess(of: &mut [Syllable], lexicon: &Lexicon, inside: &[bool], named: &dyn Fn(usize) -> bool) {
    for at in 1..of.len() {
        if inside[at] {
            continue;
        }
        let before = of[at - 1].key.clone();
        let ended = lexicon.particle.before(of, at).is_some() && at > 1 && !goes_on(of, at);
        let governed = GOVERN.contains(&before.as_str()) || of[at].key == "tôi" && GETS.contains(&before.as_str());
        // "… riêng Lạc Thiện", "… còn bên Tài nguyên thì": another one is turned to.
        let turned = matches!(of[at].key.as_str(), "riêng" | "còn")
            && (named(at + 1) || named(at + 2) && matches!(of[at + 1].key.as_str(), "bên" | "phía" | "ông" | "phần"));
        let begun = !governed && (turned || lexicon.sentence.at(of, at).is_some());
        if ended || begun {
            of[at - 1].mark = Mark::Stop;
        }
    }
}

/// "nghe" listens as often as it ends a sentence; what is listened to follows.
fn goes_on(of: &[Syllable], at: usize) -> bool {
    of[at - 1].key == "nghe"
        && (matches!(
            of[at].key.as_str(),
            "rõ" | "báo"
                | "nói"
                | "rồi"
                | "câu"
                | "được"
                | "thuế"
                | "tài"
                | "anh"
                | "chị"
                | "các"
                | "dân"
                | "bà"
                | "ý"
                | "tiếng"
                | "đã"
        ) || matches!(of[at - 2].key.as_str(), "mình" | "tôi" | "để" | "lắng" | "dự" | "cần" | "phải" | "chưa"))
}

/// Sentences by their marks.
pub fn sentences(of: &[Syllable]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut from = 0;
    for (n, syllable) in of.iter().enumerate() {
        if syllable.mark.ends_sentence() || n + 1 == of.len() {
            all.push(from..n + 1);
            from = n + 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable;

    fn read(text: &str) -> Vec<String> {
        let mut of = syllable::split(text);
        let inside = vec![false; of.len() + 1];
        guess(&mut of, Lexicon::shipped(), &inside, &|_| false);
        sentences(&of).into_iter().map(|s| syllable::text_of(text, &of, s).to_owned()).collect()
    }

    #[test]
    fn a_heard_text_parts_at_words_that_begin_and_end_sentences() {
        assert_eq!(
            read("anh tùng trả hết văn bản nhé còn việc nhà tạm tôi đề nghị xã gửi"),
            ["anh tùng trả hết văn bản nhé", "còn việc nhà tạm", "tôi đề nghị xã gửi"]
        );
    }

    #[test]
    fn what_belongs_to_the_word_before_is_not_parted() {
        assert_eq!(read("thứ sáu báo cáo tôi không để chậm"), ["thứ sáu báo cáo tôi không để chậm"]);
        assert_eq!(read("mình nghe tài chính nói"), ["mình nghe tài chính nói"]);
    }

    #[test]
    fn marks_end_sentences_of_a_written_text() {
        assert_eq!(sentences(&syllable::split("Được. Việc này giao anh Bình, trước thứ Sáu.")), [0..1, 1..9]);
        assert_eq!(sentences(&[]), Vec::<Range<usize>>::new());
    }
}
