//! How well an entry answers a query: the one place where the order of hits is decided.
//!
//! All the words come before some of them; words as typed before words with the tone placed otherwise, before words
//! without their marks, before beginnings of words; words that stand together as asked before words far apart.

use super::HitKind;
use super::asked::Term;
use super::entry::Entry;
use super::tokens::{Span, Token, fold, spans};

/// A word of the query with its weight.
pub(super) struct Weighted<'a> {
    pub(super) term: &'a Term,
    pub(super) weight: f32,
}

/// An entry judged: how well it fits, and where its words stand.
pub(super) struct Judged {
    pub(super) score: f32,
    pub(super) title: Reading,
    pub(super) body: Reading,
}

/// A text of an entry with what of the query stands in it.
pub(super) struct Reading {
    pub(super) spans: Vec<Span>,
    /// For each span, the word of the query it stands for best.
    pub(super) found: Vec<Option<Stands>>,
}

/// What a span of a text stands for.
#[derive(Clone, Copy)]
pub(super) struct Stands {
    /// Index of the word of the query.
    pub(super) word: usize,
    /// How well, 0 to 1.
    pub(super) likeness: f32,
    /// Whether the word is only its beginning.
    pub(super) beginning: bool,
}

/// Words around an entry count less than its own.
const CONTEXT: f32 = 0.7;
/// Farther apart than this, two words have nothing to do with each other.
const NEAR: usize = 8;

/// How well a token stands for a word: 0 not at all, 1 as typed.
pub(super) fn likeness(term: &Term, token: &Token) -> f32 {
    let asked = &term.token;
    if asked.figure != token.figure {
        return 0.0;
    }
    if asked.exact == token.exact {
        return 1.0;
    }
    if asked.figure {
        return if asked.plain == token.plain {
            0.95
        } else if token.day.as_deref() == Some(asked.plain.as_str())
            || asked.day.as_deref() == Some(token.plain.as_str())
        {
            0.8
        } else {
            0.0
        };
    }
    if asked.tone_free == token.tone_free {
        return 0.97;
    }
    if asked.plain == token.plain {
        return if term.marked { 0.6 } else { 0.95 };
    }
    if term.open && token.plain.starts_with(&asked.plain) {
        return match (term.marked, token.exact.starts_with(&asked.exact)) {
            (_, true) => 0.75,
            (false, false) => 0.7,
            (true, false) => 0.4,
        };
    }
    if term.typos.contains(&token.plain) { 0.5 } else { 0.0 }
}

impl Reading {
    fn of(text: &str, words: &[Weighted<'_>]) -> Self {
        let spans = spans(text);
        let mut plain = String::new();
        let found = spans.iter().map(|span| stands(text, *span, words, &mut plain)).collect();
        Self { spans, found }
    }

    /// The best likeness of each word here.
    pub(super) fn best(&self, words: usize) -> Vec<f32> {
        let mut best = vec![0.0_f32; words];
        for stands in self.found.iter().flatten() {
            best[stands.word] = best[stands.word].max(stands.likeness);
        }
        best
    }

    /// How well the word after `first` follows it here, 0 to 1: 1 as asked, less with every word between.
    fn follows(&self, first: usize, second: usize, apart: usize) -> f32 {
        let places = |word| {
            self.found.iter().enumerate().filter_map(move |(at, found)| match found {
                Some(stands) if stands.word == word => Some((at, stands.likeness)),
                _ => None,
            })
        };
        let mut best = 0.0_f32;
        for (a, like_a) in places(first) {
            for (b, like_b) in places(second) {
                let ahead = b > a;
                let off = b.abs_diff(a).abs_diff(apart);
                if off > NEAR || a == b {
                    continue;
                }
                let near = 1.0 / (1.0 + off as f32) * if ahead { 1.0 } else { 0.5 };
                best = best.max(near * like_a.min(like_b));
            }
        }
        best
    }
}

/// The word a span stands for best. All keys of a token are only made where one of them can fit: most words of a text are
/// none of the query's. `plain` is room to work in.
fn stands(text: &str, span: Span, words: &[Weighted<'_>], plain: &mut String) -> Option<Stands> {
    if !span.figure {
        plain.clear();
        fold(&text[span.from..span.to], plain);
    }
    let mut token: Option<Token> = None;
    let mut best: Option<Stands> = None;
    for (at, word) in words.iter().enumerate() {
        let asked = &word.term.token;
        if asked.figure != span.figure {
            continue;
        }
        let whole = asked.plain == *plain;
        let begun = || word.term.open && plain.starts_with(&asked.plain);
        let meant = || word.term.typos.contains(plain);
        if !(span.figure || whole || begun() || meant()) {
            continue;
        }
        let likeness = likeness(word.term, token.get_or_insert_with(|| span.token(text)));
        if likeness > best.map_or(0.0, |best| best.likeness) {
            let beginning = !span.figure && !whole && !meant();
            best = Some(Stands { word: at, likeness, beginning });
        }
    }
    best
}

/// Judges an entry.
pub(super) fn judge(words: &[Weighted<'_>], entry: &Entry) -> Judged {
    let title = Reading::of(&entry.title, words);
    let body = Reading::of(&entry.body, words);
    let around: Vec<Reading> = entry.context.iter().map(|text| Reading::of(text, words)).collect();
    let texts: Vec<(&Reading, f32)> =
        [(&title, 1.0), (&body, 1.0)].into_iter().chain(around.iter().map(|text| (text, CONTEXT))).collect();

    let mut best = vec![0.0_f32; words.len()];
    for (text, share) in &texts {
        for (word, likeness) in text.best(words.len()).into_iter().enumerate() {
            best[word] = best[word].max(likeness * share);
        }
    }
    let whole: f32 = words.iter().map(|word| word.weight).sum();
    let covered: f32 = words.iter().zip(&best).map(|(word, likeness)| word.weight * likeness).sum();
    let all = best.iter().all(|likeness| *likeness > 0.0);

    let (mut together, mut pairs) = (0.0_f32, 0.0_f32);
    for (at, pair) in words.windows(2).enumerate() {
        let weight = pair[0].weight + pair[1].weight;
        let apart = pair[1].term.place.saturating_sub(pair[0].term.place).max(1);
        let near = texts.iter().map(|(text, share)| text.follows(at, at + 1, apart) * share).fold(0.0, f32::max);
        together += weight * near;
        pairs += weight;
    }
    let near = if pairs > 0.0 { together / pairs } else { 0.0 };
    let length = (title.spans.len() + body.spans.len()) as f32;
    let score = f32::from(u8::from(all))
        + covered / whole.max(f32::EPSILON)
        + 0.6 * near
        + 0.05 / (1.0 + length / 40.0)
        + of_kind(entry.kind);
    Judged { score, title, body }
}

/// Among equals, what was ordered comes before what was said, and that before what was written down of it.
fn of_kind(kind: HitKind) -> f32 {
    match kind {
        HitKind::Directive => 0.04,
        HitKind::Utterance => 0.02,
        HitKind::Document => 0.01,
        HitKind::Minutes => 0.0,
    }
}
