//! From network outputs to words: greedy connectionist temporal classification.

use crate::engine::{Hypothesis, Word};

/// Marks the first piece of a word.
const WORD_START: char = '\u{2581}';
/// Seconds an output frame stands for.
pub(super) const FRAME_S: f32 = 0.04;
/// The blank of the vocabulary.
const BLANK: usize = 0;
/// The network speaks up in the middle of a syllable: how much of it lies before and after, where nothing else does.
const BEFORE_S: f32 = 0.16;
const AFTER_S: f32 = 0.08;

/// The pieces the network writes, by identity.
pub(super) struct Vocabulary(Vec<String>);

impl Vocabulary {
    /// Lines `PIECE ID`, identities from 0 without holes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let piece = |(number, line): (usize, &str)| {
            let (piece, id) = line.rsplit_once(' ')?;
            (id.parse() == Ok(number)).then(|| piece.to_owned())
        };
        let pieces: Option<Vec<String>> = text.lines().enumerate().map(piece).collect();
        pieces.filter(|p| p.len() > 1).map(Self)
    }

    /// Pieces in angle brackets are markers, not text.
    fn text(&self, id: usize) -> Option<&str> {
        self.0.get(id).map(String::as_str).filter(|piece| !(piece.starts_with('<') && piece.ends_with('>')))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// One piece that was heard.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spike {
    piece: usize,
    first: usize,
    last: usize,
    /// Highest log probability on the way.
    log_p: f32,
}

/// The decoding of one stretch of speech.
#[derive(Clone, Default)]
pub(super) struct Greedy {
    spikes: Vec<Spike>,
    previous: usize,
    frames: usize,
}

impl Greedy {
    /// Takes log probabilities, one row per output frame. Tells whether the words may have changed.
    pub(super) fn push(&mut self, rows: &[f32], width: usize) -> bool {
        let before = self.spikes.len();
        for row in rows.chunks_exact(width) {
            let (best, log_p) =
                row.iter().copied().enumerate().fold((BLANK, f32::MIN), |a, b| if b.1 > a.1 { b } else { a });
            match self.spikes.last_mut() {
                _ if best == BLANK => {}
                Some(spike) if best == self.previous => {
                    spike.last = self.frames;
                    spike.log_p = spike.log_p.max(log_p);
                }
                _ => self.spikes.push(Spike { piece: best, first: self.frames, last: self.frames, log_p }),
            }
            self.previous = best;
            self.frames += 1;
        }
        self.spikes.len() > before
    }

    /// Forgets pieces heard so far, but not the time.
    pub(super) fn forget(&mut self) {
        self.spikes.clear();
    }

    /// The words; `origin_s` is the time of the first fed sample, `until_s` the end of what was fed, both on the clock
    /// of the output frames.
    pub(super) fn words(&self, vocabulary: &Vocabulary, origin_s: f32, until_s: f32) -> Hypothesis {
        let mut words: Vec<Word> = Vec::new();
        for spike in &self.spikes {
            let Some(text) = vocabulary.text(spike.piece) else { continue };
            let (first, last) = (spike.first as f32 * FRAME_S, (spike.last + 1) as f32 * FRAME_S);
            let p = spike.log_p.exp().min(1.0);
            match words.last_mut() {
                Some(word) if !text.starts_with(WORD_START) => {
                    word.text.push_str(text);
                    word.end_s = last;
                    word.p = word.p.min(p);
                }
                _ => words.push(Word {
                    start_s: first,
                    end_s: last,
                    text: text.trim_start_matches(WORD_START).to_owned(),
                    p,
                }),
            }
        }
        words.retain(|word| !word.text.is_empty());
        spread(&mut words);
        for word in &mut words {
            word.start_s = word.start_s.clamp(origin_s, until_s) - origin_s;
            word.end_s = word.end_s.clamp(origin_s, until_s) - origin_s;
        }
        Hypothesis::of(words)
    }
}

/// Widens spikes to syllables; two neighbours that would overlap meet in the middle between their spikes.
fn spread(words: &mut [Word]) {
    let mut before = f32::MIN;
    for i in 0..words.len() {
        let (first, last) = (words[i].start_s, words[i].end_s);
        let after = words.get(i + 1).map_or(f32::MAX, |next| (last + next.start_s) / 2.0);
        words[i].start_s = (first - BEFORE_S).max(before);
        words[i].end_s = (last + AFTER_S).min(after);
        before = words[i].end_s;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::parse("<blank> 0\n<unk> 1\n\u{2581}xi 2\nn 3\n\u{2581}chào 4\n").unwrap()
    }

    /// A row in which one piece has probability 0.9.
    fn row(best: usize) -> [f32; 5] {
        std::array::from_fn(|i| if i == best { 0.9_f32.ln() } else { 0.025_f32.ln() })
    }

    fn decode(pieces: &[usize]) -> Greedy {
        let mut greedy = Greedy::default();
        pieces.iter().for_each(|&p| {
            greedy.push(&row(p), 5);
        });
        greedy
    }

    #[test]
    fn repeats_collapse_blanks_part_and_pieces_join() {
        let heard = decode(&[0, 2, 2, 3, 0, 0, 4, 0, 4]).words(&vocabulary(), 0.0, 9.0);
        assert_eq!(heard.text, "xin chào chào");
        assert!((heard.words[0].start_s - 0.0).abs() < 1e-6 && (heard.words[0].end_s - 0.20).abs() < 1e-6);
        assert_eq!(heard.words[1].start_s, heard.words[0].end_s, "neighbours meet between their spikes");
        assert!((heard.words[1].p - 0.9).abs() < 1e-5);
    }

    #[test]
    fn times_count_from_the_first_fed_sample_and_stay_inside() {
        let heard = decode(&[0, 0, 0, 2, 0, 4]).words(&vocabulary(), 0.14, 0.21);
        assert_eq!(heard.words[0].start_s, 0.0);
        assert!(heard.words[1].end_s <= 0.21 - 0.14 + 1e-6);
    }

    #[test]
    fn markers_are_not_text() {
        assert_eq!(decode(&[1, 0, 2]).words(&vocabulary(), 0.0, 9.0).text, "xi");
    }

    #[test]
    fn a_vocabulary_with_holes_is_refused() {
        assert!(Vocabulary::parse("a 0\nb 2\n").is_none());
        assert!(Vocabulary::parse("a\n").is_none());
        assert!(Vocabulary::parse("").is_none());
    }
}
