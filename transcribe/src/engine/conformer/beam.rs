//! From network outputs to pieces: connectionist temporal classification, searched by prefixes (Hannun and others,
//! 2014), with a bonus for words the meeting is likely to hold.
//!
//! Several readings are followed at once; those that collapse to the same pieces are one, and their probabilities add.

use std::collections::HashMap;
use std::sync::Arc;

use super::vocabulary::Vocabulary;
use crate::engine::hints::{Hints, NOWHERE};

/// The blank of the vocabulary.
const BLANK: usize = 0;
/// Pieces less likely than this in an output frame are not followed, natural logarithm.
const FAINT: f32 = -7.0;
/// Pieces followed in an output frame at most.
const MOST_PIECES: usize = 16;
/// Readings this much worse than the best one are given up, natural logarithm.
const HOPELESS: f32 = 12.0;
/// A frame that is blank with this log probability changes nothing but the time.
const SURELY_BLANK: f32 = -0.0005;
/// Nothing.
const NEVER: f32 = f32::NEG_INFINITY;

/// Phrases to listen for, and what each of their syllables is given, natural logarithm.
#[derive(Clone)]
pub(super) struct Listening {
    pub(super) hints: Arc<Hints>,
    pub(super) weight: f32,
}

impl Listening {
    /// For what is whole when a word ends at this place.
    fn whole(&self, at: u32) -> f32 {
        self.weight * self.hints.whole(at)
    }

    /// For what may still become whole.
    fn begun(&self, at: u32) -> f32 {
        self.weight * self.hints.begun(at)
    }
}

/// How many lists of phrases are listened for: common words, and the meeting's own.
pub(super) const LISTS: usize = 2;

/// A sequence of pieces: its last one, and the sequence before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) before: u32,
    pub(super) piece: u32,
    /// Output frames in which the piece was heard.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Highest log probability of the piece on the way.
    pub(super) log_p: f32,
    /// Where its letters stand among the phrases of each list.
    places: [u32; LISTS],
    /// Bonus for phrases that are whole; for those begun it follows from the places.
    earned: f32,
}

/// A reading of all that was heard so far.
#[derive(Clone, Copy, Debug)]
struct Reading {
    node: u32,
    /// Log probability of its ending in silence, and in its last piece.
    blank: f32,
    voiced: f32,
}

impl Reading {
    fn heard(&self) -> f32 {
        add(self.blank, self.voiced)
    }
}

/// The decoding of one stretch of speech.
pub(super) struct Beam {
    nodes: Vec<Node>,
    after: HashMap<(u32, u32), u32>,
    readings: Vec<Reading>,
    frames: u32,
    width: usize,
    lists: [Listening; LISTS],
}

impl Beam {
    pub(super) fn new(width: usize, lists: [Listening; LISTS]) -> Self {
        let root = Node { before: 0, piece: 0, first: 0, last: 0, log_p: 0.0, places: [NOWHERE; LISTS], earned: 0.0 };
        let start = Reading { node: 0, blank: 0.0, voiced: NEVER };
        Self { nodes: vec![root], after: HashMap::new(), readings: vec![start], frames: 0, width: width.max(1), lists }
    }

    /// Begins at this output frame.
    pub(super) fn starting_at(mut self, frame: u32) -> Self {
        self.frames = frame;
        self
    }

    /// Takes log probabilities, one row per output frame. Tells whether the best reading may have changed.
    pub(super) fn push(&mut self, rows: &[f32], width: usize, vocabulary: &Vocabulary) -> bool {
        let before = self.best();
        for row in rows.chunks_exact(width) {
            self.frame(row, vocabulary);
            self.frames += 1;
        }
        self.best() != before
    }

    fn frame(&mut self, row: &[f32], vocabulary: &Vocabulary) {
        let silent = row[BLANK];
        if silent > SURELY_BLANK {
            for reading in &mut self.readings {
                *reading = Reading { blank: reading.heard() + silent, voiced: NEVER, ..*reading };
            }
            return;
        }
        let mut pieces: Vec<(usize, f32)> = row
            .iter()
            .copied()
            .enumerate()
            .skip(1)
            .filter(|&(id, p)| p > FAINT && vocabulary.piece(id).is_some())
            .collect();
        if pieces.len() > MOST_PIECES {
            pieces.select_nth_unstable_by(MOST_PIECES, |a, b| b.1.total_cmp(&a.1));
            pieces.truncate(MOST_PIECES);
        }
        let mut next: Vec<Reading> = Vec::with_capacity(self.readings.len() * (pieces.len() + 1));
        let mut place: HashMap<u32, usize> = HashMap::new();
        let mut note = |node: u32, blank: f32, voiced: f32| {
            let at = *place.entry(node).or_insert(next.len());
            match next.get_mut(at) {
                Some(known) => {
                    known.blank = add(known.blank, blank);
                    known.voiced = add(known.voiced, voiced);
                }
                None => next.push(Reading { node, blank, voiced }),
            }
        };
        for reading in std::mem::take(&mut self.readings) {
            let heard = reading.heard();
            let last = self.nodes[reading.node as usize].piece as usize;
            let held = if reading.node == 0 { NEVER } else { reading.voiced + row[last] };
            note(reading.node, heard + silent, held);
            if held > NEVER && row[last] > FAINT {
                let node = &mut self.nodes[reading.node as usize];
                if node.last + 1 == self.frames || row[last] > node.log_p {
                    node.last = self.frames;
                    node.log_p = node.log_p.max(row[last]);
                }
            }
            for &(piece, log_p) in &pieces {
                // The same piece again is a second one only after silence.
                let from = if reading.node != 0 && piece == last { reading.blank } else { heard };
                if from > NEVER {
                    let node = Self::follow(
                        &mut self.nodes,
                        &mut self.after,
                        (&self.lists, vocabulary),
                        (reading.node, piece as u32),
                        (self.frames, log_p),
                    );
                    note(node, NEVER, from + log_p);
                }
            }
        }
        let score = |reading: &Reading| reading.heard() + self.bonus(reading.node, false);
        let mut scored: Vec<(f32, Reading)> = next.into_iter().map(|r| (score(&r), r)).collect();
        scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let best = scored.first().map_or(0.0, |(score, _)| *score);
        scored.truncate(self.width);
        scored.retain(|(score, _)| *score > best - HOPELESS);
        self.readings = scored.into_iter().map(|(_, reading)| reading).collect();
    }

    fn follow(
        nodes: &mut Vec<Node>,
        after: &mut HashMap<(u32, u32), u32>,
        (lists, vocabulary): (&[Listening; LISTS], &Vocabulary),
        (before, piece): (u32, u32),
        (frame, log_p): (u32, f32),
    ) -> u32 {
        if let Some(&known) = after.get(&(before, piece)) {
            let node = &mut nodes[known as usize];
            if log_p > node.log_p {
                (node.log_p, node.first, node.last) = (log_p, frame, frame);
            }
            return known;
        }
        let parent = nodes[before as usize];
        let (mut places, mut earned) = (parent.places, parent.earned);
        if let Some(written) = vocabulary.piece(piece as usize) {
            for (place, list) in places.iter_mut().zip(lists) {
                if written.begins {
                    earned += list.whole(*place);
                    *place = list.hints.step(*place, ' ');
                }
                *place = written.text.chars().fold(*place, |at, letter| list.hints.step(at, letter));
            }
        }
        let node = nodes.len() as u32;
        nodes.push(Node { before, piece, first: frame, last: frame, log_p, places, earned });
        after.insert((before, piece), node);
        node
    }

    /// What a sequence is given beyond what was heard; when nothing follows, what is only begun does not count.
    fn bonus(&self, node: u32, ended: bool) -> f32 {
        let node = &self.nodes[node as usize];
        let of = |(place, list): (&u32, &Listening)| if ended { list.whole(*place) } else { list.begun(*place) };
        node.earned + node.places.iter().zip(&self.lists).map(of).sum::<f32>()
    }

    fn best(&self) -> u32 {
        self.readings.first().map_or(0, |reading| reading.node)
    }

    /// The readings with their shares, the best one first; `ended`: nothing follows, so what is only begun does not count.
    pub(super) fn readings(&self, ended: bool) -> Vec<(Vec<Node>, f32)> {
        let mut scored: Vec<(u32, f32)> = self
            .readings
            .iter()
            .map(|reading| (reading.node, reading.heard() + self.bonus(reading.node, ended)))
            .collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1));
        let best = scored.first().map_or(0.0, |(_, score)| *score);
        let all: f32 = scored.iter().map(|(_, score)| (score - best).exp()).sum();
        scored.into_iter().map(|(node, score)| (self.pieces(node), (score - best).exp() / all)).collect()
    }

    fn pieces(&self, mut at: u32) -> Vec<Node> {
        let mut pieces = Vec::new();
        while at != 0 {
            let node = self.nodes[at as usize];
            pieces.push(node);
            at = node.before;
        }
        pieces.reverse();
        pieces
    }
}

/// The logarithm of the sum of two probabilities.
fn add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == NEVER { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PIECES: usize = 6;

    fn vocabulary() -> Vocabulary {
        Vocabulary::parse("<blank> 0\n\u{2581}cam 1\n\u{2581}lộ 2\n\u{2581}nộ 3\n\u{2581}gia 4\nng 5\n").unwrap()
    }

    fn beam(readings: usize, hints: &[&str]) -> Beam {
        let list = |hints: &[&str], weight| Listening { hints: Arc::new(Hints::of(hints)), weight };
        Beam::new(readings, [list(&[], 1.0), list(hints, 4.0)])
    }

    /// A row with these probabilities; the rest of one is shared by the others.
    fn row(given: &[(usize, f32)]) -> [f32; PIECES] {
        let rest = (1.0 - given.iter().map(|g| g.1).sum::<f32>()) / (PIECES - given.len()) as f32;
        std::array::from_fn(|i| given.iter().find(|g| g.0 == i).map_or(rest.max(1e-9), |g| g.1).ln())
    }

    fn text(beam: &Beam) -> String {
        let vocabulary = vocabulary();
        let readings = beam.readings(true);
        readings[0]
            .0
            .iter()
            .map(|n| vocabulary.piece(n.piece as usize).unwrap().text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn heard(mut beam: Beam, rows: &[[f32; PIECES]]) -> Beam {
        for row in rows {
            beam.push(row, PIECES, &vocabulary());
        }
        beam
    }

    #[test]
    fn repeats_collapse_and_blanks_part_them() {
        let said = [row(&[(1, 0.9)]), row(&[(1, 0.9)]), row(&[(0, 0.99)]), row(&[(1, 0.9)])];
        assert_eq!(text(&heard(beam(8, &[]), &said)), "cam cam");
        assert_eq!(text(&heard(beam(1, &[]), &said[..2])), "cam");
    }

    #[test]
    fn readings_of_the_same_pieces_add_up() {
        // Silence is likelier in each frame, but the piece in either of them is likelier than silence in both.
        let said = [row(&[(0, 0.55), (1, 0.44)]), row(&[(0, 0.55), (1, 0.44)])];
        assert_eq!(text(&heard(beam(8, &[]), &said)), "cam");
    }

    #[test]
    fn a_hint_decides_where_the_sound_leaves_doubt() {
        let said = [row(&[(1, 0.95)]), row(&[(0, 0.99)]), row(&[(3, 0.7), (2, 0.25)]), row(&[(0, 0.99)])];
        assert_eq!(text(&heard(beam(8, &[]), &said)), "cam nộ");
        assert_eq!(text(&heard(beam(8, &["Cam Lộ"]), &said)), "cam lộ");
    }

    #[test]
    fn a_hint_that_is_only_begun_gains_nothing_at_the_end() {
        let said = [row(&[(4, 0.6), (1, 0.35)]), row(&[(0, 0.99)])];
        let ended = heard(beam(8, &["cam lộ"]), &said);
        assert_eq!(text(&ended), "gia");
    }

    #[test]
    fn what_was_never_heard_is_not_written_for_a_hint() {
        let said = [row(&[(1, 0.95)]), row(&[(0, 0.99)]), row(&[(3, 0.9999)]), row(&[(0, 0.99)])];
        assert_eq!(text(&heard(beam(8, &["cam lộ"]), &said)), "cam nộ");
    }

    #[test]
    fn the_shares_of_the_readings_make_one() {
        let said = [row(&[(1, 0.5), (4, 0.4)]), row(&[(0, 0.9)])];
        let beam = heard(beam(8, &[]), &said);
        let shares: Vec<f32> = beam.readings(true).iter().map(|(_, share)| *share).collect();
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5 && shares.is_sorted_by(|a, b| a >= b), "{shares:?}");
    }

    #[test]
    fn a_piece_is_timed_where_it_is_loudest() {
        let said = [row(&[(0, 0.6), (1, 0.3)]), row(&[(1, 0.9)]), row(&[(1, 0.8)]), row(&[(0, 0.99)])];
        let readings = heard(beam(8, &[]), &said).readings(true);
        let node = readings[0].0[0];
        assert_eq!((node.first, node.last, node.piece), (1, 2, 1));
    }
}
