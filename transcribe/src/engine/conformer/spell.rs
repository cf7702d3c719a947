//! From readings of pieces to words with times and confidence.

use super::{beam::Node, vocabulary::Vocabulary};
use crate::engine::{Hypothesis, Word};

/// Seconds an output frame stands for.
pub(super) const FRAME_S: f32 = 0.04;
/// The network speaks up in the middle of a syllable: how much of it lies before and after, where nothing else does.
const BEFORE_S: f32 = 0.16;
const AFTER_S: f32 = 0.08;
/// Two readings hold the same word when it begins within so many output frames.
const SAME_PLACE: u32 = 4;

/// A word of a reading, in output frames.
struct Spelled {
    text: String,
    first: u32,
    last: u32,
    /// Lowest of the highest probabilities of its pieces.
    p: f32,
}

/// The words of the best reading. A word is as sure as its faintest piece, times the share of the readings that hold it
/// at its place. `origin_s` is the time of the first fed sample, `until_s` the end of what was fed, both on the clock of
/// the output frames.
pub(super) fn words(readings: &[(Vec<Node>, f32)], vocabulary: &Vocabulary, origin_s: f32, until_s: f32) -> Hypothesis {
    let spelled: Vec<(Vec<Spelled>, f32)> =
        readings.iter().map(|(pieces, share)| (spell(pieces, vocabulary), *share)).collect();
    let Some((best, _)) = spelled.first() else { return Hypothesis::default() };
    let held = |word: &Spelled| {
        let same = |other: &Spelled| other.text == word.text && other.first.abs_diff(word.first) <= SAME_PLACE;
        spelled.iter().filter(|(words, _)| words.iter().any(same)).map(|(_, share)| share).sum::<f32>().min(1.0)
    };
    let word = |w: &Spelled| Word {
        start_s: w.first as f32 * FRAME_S,
        end_s: (w.last + 1) as f32 * FRAME_S,
        text: w.text.clone(),
        p: w.p * held(w),
    };
    let mut words: Vec<Word> = best.iter().map(word).collect();
    spread(&mut words);
    for word in &mut words {
        word.start_s = word.start_s.clamp(origin_s, until_s) - origin_s;
        word.end_s = word.end_s.clamp(origin_s, until_s) - origin_s;
    }
    Hypothesis::of(words)
}

fn spell(pieces: &[Node], vocabulary: &Vocabulary) -> Vec<Spelled> {
    let mut words: Vec<Spelled> = Vec::new();
    for node in pieces {
        let Some(piece) = vocabulary.piece(node.piece as usize) else { continue };
        let p = node.log_p.exp().min(1.0);
        match words.last_mut() {
            Some(word) if !piece.begins => {
                word.text.push_str(&piece.text);
                word.last = node.last;
                word.p = word.p.min(p);
            }
            _ => words.push(Spelled { text: piece.text.clone(), first: node.first, last: node.last, p }),
        }
    }
    words.retain(|word| !word.text.is_empty());
    words
}

/// Widens spikes to syllables; two neighbours that would overlap meet in the middle between their spikes.
fn spread(words: &mut [Word]) {
    let mut before = f32::MIN;
    for i in 0..words.len() {
        let (first, last) = (words[i].start_s, words[i].end_s);
        let after = words.get(i + 1).map_or(f32::MAX, |next| (last + next.start_s) / 2.0);
        words[i].start_s = (first - BEFORE_S).max(before);
        words[i].end_s = (last + AFTER_S).min(after).max(words[i].start_s);
        before = words[i].end_s;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::*;
    use crate::engine::conformer::beam::{Beam, Listening};

    const WIDTH: usize = 5;

    /// What is written when in each frame one piece has probability 0.9.
    fn heard(pieces: &[usize], origin_s: f32, until_s: f32) -> Hypothesis {
        let vocabulary = Vocabulary::parse("<blank> 0\n<unk> 1\n\u{2581}xi 2\nn 3\n\u{2581}chào 4\n").unwrap();
        let none = || Listening { hints: Arc::default(), weight: 0.0 };
        let mut beam = Beam::new(8, [none(), none()]);
        for &best in pieces {
            let row: [f32; WIDTH] = std::array::from_fn(|i| if i == best { 0.9_f32.ln() } else { 0.025_f32.ln() });
            beam.push(&row, WIDTH, &vocabulary);
        }
        words(&beam.readings(true), &vocabulary, origin_s, until_s)
    }

    #[test]
    fn pieces_join_to_words_with_times() {
        let heard = heard(&[0, 2, 2, 3, 0, 0, 4, 0, 4], 0.0, 9.0);
        assert_eq!(heard.text, "xin chào chào");
        assert!((heard.words[0].start_s - 0.0).abs() < 1e-6 && (heard.words[0].end_s - 0.20).abs() < 1e-6);
        assert_eq!(heard.words[1].start_s, heard.words[0].end_s, "neighbours meet between their spikes");
    }

    #[test]
    fn a_word_is_less_sure_when_other_readings_lack_it() {
        let heard = heard(&[0, 2, 3, 0, 0, 4], 0.0, 9.0);
        assert!(heard.words.iter().all(|w| w.p > 0.3 && w.p < 0.9), "{:?}", heard.words);
    }

    #[test]
    fn times_count_from_the_first_fed_sample_and_stay_inside() {
        let heard = heard(&[0, 0, 0, 2, 0, 4], 0.14, 0.21);
        assert_eq!(heard.words[0].start_s, 0.0);
        assert!(heard.words[1].end_s <= 0.21 - 0.14 + 1e-6);
    }

    #[test]
    fn markers_are_not_text() {
        assert_eq!(heard(&[1, 0, 2], 0.0, 9.0).text, "xi");
    }
}
