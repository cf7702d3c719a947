//! The stretch of an entry a person reads first, with what they asked for marked.

use super::Piece;
use super::judge::{Judged, Reading, Weighted};

/// Syllables of a snippet.
const WIDTH: usize = 36;
/// Syllables before the first word asked for.
const LEAD: usize = 6;

/// The best window of the entry's body, or of its title when the words stand there.
pub(super) fn snippet(title: &str, body: &str, judged: &Judged, words: &[Weighted<'_>]) -> Vec<Piece> {
    let worth = |reading: &Reading| -> f32 {
        words.iter().zip(reading.best(words.len())).map(|(word, likeness)| word.weight * likeness).sum()
    };
    if body.is_empty() || worth(&judged.title) > worth(&judged.body) {
        cut(title, &judged.title, words)
    } else {
        cut(body, &judged.body, words)
    }
}

fn cut(text: &str, reading: &Reading, words: &[Weighted<'_>]) -> Vec<Piece> {
    let from = window(reading, words);
    let to = (from + WIDTH).min(reading.spans.len());
    let begin = if from == 0 { 0 } else { reading.spans[from].from };
    let end = if to == reading.spans.len() { text.len() } else { reading.spans[to - 1].to };
    let marked = marks(reading, words, from, to);

    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, hit: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), hit });
        }
    };
    let mut at = begin;
    for (begins, ends) in marked {
        add(&text[at..begins], false);
        add(&text[begins..ends], true);
        at = ends;
    }
    add(&text[at..end], false);
    if begin > 0 {
        pieces.insert(0, Piece { text: "… ".to_owned(), hit: false });
    }
    if end < text.len() {
        pieces.push(Piece { text: " …".to_owned(), hit: false });
    }
    pieces
}

/// First token of the window in which most of what was asked for stands.
fn window(reading: &Reading, words: &[Weighted<'_>]) -> usize {
    let n = reading.spans.len();
    if n <= WIDTH {
        return 0;
    }
    let mut best = (0.0_f32, 0_usize);
    for first in (0..n).filter(|at| reading.found[*at].is_some()) {
        let from = first.saturating_sub(LEAD).min(n - WIDTH);
        let mut likeness = vec![0.0_f32; words.len()];
        for stands in reading.found[from..from + WIDTH].iter().flatten() {
            likeness[stands.word] = likeness[stands.word].max(stands.likeness);
        }
        let worth: f32 = words.iter().zip(likeness).map(|(word, like)| word.weight * like).sum();
        if worth > best.0 + f32::EPSILON {
            best = (worth, from);
        }
    }
    best.1
}

/// Bytes to mark between two tokens. Beginnings of words are marked only where the word itself is nowhere; neighbours are
/// one mark.
fn marks(reading: &Reading, words: &[Weighted<'_>], from: usize, to: usize) -> Vec<(usize, usize)> {
    let best = reading.best(words.len());
    let mut marked: Vec<(usize, usize)> = Vec::new();
    let mut before = None;
    for at in from..to {
        let Some(stands) = reading.found[at] else { continue };
        if stands.beginning && best[stands.word] > stands.likeness {
            continue;
        }
        let span = &reading.spans[at];
        match marked.last_mut() {
            Some(last) if before == Some(at.wrapping_sub(1)) => last.1 = span.to,
            _ => marked.push((span.from, span.to)),
        }
        before = Some(at);
    }
    marked
}
