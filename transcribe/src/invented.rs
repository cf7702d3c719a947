//! Text that nobody said (lời máy tự đặt). Engines that write like people loop, and over silence they write what they have read
//! most: thanks for watching, subscribe. What is found is held back and listed, never dropped.
//!
//! A sentence is held back only when it is the whole utterance and the sound speaks against it: thanks and farewells in the
//! middle of speech, or said clearly, stay.

use serde::{Deserialize, Serialize};

use crate::engine::{Hypothesis, Word};

/// Times in a row from which words are a loop. People say "vâng vâng" and "đúng đúng đúng".
const LOOP: usize = 4;
/// Words of a looping stretch at most.
const LONGEST_LOOP: usize = 12;
/// Confidence below which the sound speaks against a sentence.
const DOUBTFUL: f32 = 0.8;
/// Words a second below which most of the stretch was silence.
const SPARSE: f32 = 1.2;

/// Digits are read out one by one: "không không không không" is a number.
const DIGITS: [&str; 11] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Whole utterances that engines invent, folded; `*` stands for one to four words.
const INVENTED: [&str; 14] = [
    "hãy subscribe cho kênh * để không bỏ lỡ những video hấp dẫn",
    "hãy đăng ký kênh * để không bỏ lỡ những video hấp dẫn",
    "hãy đăng ký kênh để ủng hộ kênh của mình nhé",
    "các bạn hãy đăng ký kênh để ủng hộ kênh của mình nhé",
    "nhớ đăng ký kênh để xem những video mới nhất",
    "cảm ơn các bạn đã theo dõi",
    "cảm ơn các bạn đã xem video",
    "cảm ơn các bạn đã theo dõi và hẹn gặp lại",
    "cảm ơn các bạn đã theo dõi hẹn gặp lại các bạn trong những video tiếp theo",
    "hẹn gặp lại các bạn trong những video tiếp theo",
    "xin chào và hẹn gặp lại các bạn trong những video tiếp theo",
    "chào tạm biệt",
    "subtitles by the amara org community",
    "phụ đề được thực hiện bởi cộng đồng amara org",
];

/// Why text was held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The same words over and over.
    Loop,
    /// A sentence that engines write over silence.
    OverSilence,
}

/// What was heard, parted.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What stays.
    pub kept: Hypothesis,
    /// What is held back, if anything.
    pub held: Option<(Reason, Hypothesis)>,
}

/// Parts what was heard in a stretch of that length from what was invented.
#[must_use]
pub fn judge(heard: Hypothesis, seconds: f32) -> Judged {
    let sparse = heard.words.len() as f32 / seconds.max(0.1) < SPARSE;
    if (heard.confidence < DOUBTFUL || sparse) && is_invented(&heard.text) {
        return Judged { kept: Hypothesis::default(), held: Some((Reason::OverSilence, heard)) };
    }
    let folded: Vec<String> = heard.words.iter().map(|word| folded(&word.text).join(" ")).collect();
    let again = repeated(&folded);
    if !again.contains(&true) {
        return Judged { kept: heard, held: None };
    }
    let part = |loops: bool| -> Vec<Word> {
        heard.words.iter().zip(&again).filter(|(_, again)| **again == loops).map(|(word, _)| word.clone()).collect()
    };
    Judged { kept: Hypothesis::of(part(false)), held: Some((Reason::Loop, Hypothesis::of(part(true)))) }
}

/// For each word whether it only repeats a loop; the first time stays.
fn repeated(words: &[String]) -> Vec<bool> {
    let mut again = vec![false; words.len()];
    let mut at = 0;
    while at < words.len() {
        let times = |length: usize| {
            let unit = &words[at..at + length];
            words[at..].chunks_exact(length).take_while(|chunk| *chunk == unit).count()
        };
        let longest = LONGEST_LOOP.min((words.len() - at) / LOOP);
        let found = (1..=longest).map(|length| (length, times(length))).find(|(_, times)| *times >= LOOP);
        match found {
            Some((1, times)) if DIGITS.contains(&words[at].as_str()) => at += times,
            Some((length, times)) => {
                again[at + length..at + length * times].fill(true);
                at += length * times;
            }
            None => at += 1,
        }
    }
    again
}

fn is_invented(text: &str) -> bool {
    let said = folded(text);
    INVENTED.iter().any(|line| matches(&line.split(' ').collect::<Vec<_>>(), &said))
}

fn matches(line: &[&str], said: &[String]) -> bool {
    match line.split_first() {
        None => said.is_empty(),
        Some((&"*", rest)) => (1..=4).any(|skipped| said.get(skipped..).is_some_and(|left| matches(rest, left))),
        Some((word, rest)) => said.split_first().is_some_and(|(first, left)| first == word && matches(rest, left)),
    }
}

fn folded(text: &str) -> Vec<String> {
    crate::wer::comparable(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str, p: f32) -> Hypothesis {
        let word = |(n, word): (usize, &str)| Word {
            start_s: n as f32 * 0.3,
            end_s: n as f32 * 0.3 + 0.3,
            text: word.to_owned(),
            p,
        };
        Hypothesis::of(text.split_whitespace().enumerate().map(word).collect())
    }

    /// What stays and why something is held back, said as fast as people speak.
    fn judged(text: &str, p: f32) -> (String, Option<Reason>) {
        let heard = heard(text, p);
        let seconds = heard.words.len() as f32 * 0.3;
        let judged = judge(heard, seconds);
        (judged.kept.text, judged.held.map(|held| held.0))
    }

    #[test]
    fn a_loop_stays_once_and_the_rest_is_held_back() {
        let (kept, why) = judged("báo cáo tiến độ tiến độ tiến độ tiến độ tiến độ của xã", 0.9);
        assert_eq!((kept.as_str(), why), ("báo cáo tiến độ của xã", Some(Reason::Loop)));
        let long = "đề nghị các xã rà soát ".repeat(4);
        assert_eq!(judged(&long, 0.9).0, "đề nghị các xã rà soát");
        assert_eq!(judged("à à à à à à", 0.9).0, "à");
    }

    #[test]
    fn what_people_repeat_stays() {
        for said in [
            "vâng vâng",
            "đúng đúng đúng",
            "rồi rồi rồi ạ",
            "số không không không không một",
            "nhanh lên nhanh lên nhanh lên",
        ] {
            assert_eq!(judged(said, 0.9), (said.to_owned(), None));
        }
    }

    #[test]
    fn a_sentence_of_channels_is_held_back_when_the_sound_speaks_against_it() {
        for line in [
            "Hãy subscribe cho kênh Ghiền Mì Gõ Để không bỏ lỡ những video hấp dẫn",
            "Cảm ơn các bạn đã theo dõi và hẹn gặp lại.",
            "Hẹn gặp lại các bạn trong những video tiếp theo!",
        ] {
            assert_eq!(judged(line, 0.5), (String::new(), Some(Reason::OverSilence)), "{line}");
        }
        let slow = judge(heard("chào tạm biệt", 0.95), 8.0);
        assert_eq!(slow.held.map(|held| held.0), Some(Reason::OverSilence), "three words in eight seconds");
    }

    #[test]
    fn thanks_and_farewells_survive() {
        for said in [
            "cảm ơn các bạn đã theo dõi báo cáo này",
            "thôi chào tạm biệt mọi người",
            "cảm ơn các đồng chí",
            "xin cảm ơn đồng chí chủ tịch đã theo dõi sát sao",
        ] {
            assert_eq!(judged(said, 0.4), (said.to_owned(), None));
        }
        let clear = "cảm ơn các bạn đã theo dõi";
        assert_eq!(judged(clear, 0.95), (clear.to_owned(), None), "said clearly");
    }
}
