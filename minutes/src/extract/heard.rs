//! A turn with all that was found in it: syllables, names, times, sentences.

use std::ops::Range;

use giaoban_models::id::UnitId;
use giaoban_models::turn::Turn;
use time::Date;

use super::lexicon::{Lexicon, Words};
use crate::calendar::Holidays;
use crate::deadline::{self, Spoken};
use crate::mend::Corrector;
use crate::syllable::{self, Mark, Syllable};
use crate::units::{Kind, Mention, Units};

/// Whether a text has marks or capitals, so that a missing one means something.
pub fn is_marked(of: &[Syllable]) -> bool {
    of.iter().any(|s| s.mark >= Mark::Stop || s.capital)
}

/// Reads names misheard as the names that are meant: the words stay as they were said, only their keys change, and only
/// where the name has as many syllables.
fn mend(of: &mut [Syllable], text: &str, corrector: &Corrector) {
    for change in corrector.mend(text).changes {
        let from = of.partition_point(|s| s.at.start < change.at.start);
        let to = of.partition_point(|s| s.at.end <= change.at.end);
        let meant = syllable::split(&change.now);
        if from < to && to - from == meant.len() {
            for (heard, meant) in of[from..to].iter_mut().zip(meant) {
                heard.key = meant.key;
            }
        }
    }
}

/// What every turn of a meeting is read with.
pub struct Ground<'a> {
    pub units: &'a Units,
    pub lexicon: &'a Lexicon,
    /// Mends names that were misheard; none when every turn is written.
    pub corrector: Option<&'a Corrector>,
    pub holidays: &'a Holidays,
    /// The unit whose meeting it is.
    pub home: &'a UnitId,
}

/// A turn with all that was found in it.
pub struct Heard<'a> {
    pub text: &'a str,
    pub of: Vec<Syllable>,
    pub mentions: Vec<Mention>,
    pub times: Vec<deadline::Mention>,
    /// Sentences, as marked or as guessed.
    pub sentences: Vec<Range<usize>>,
    /// Whether the text has marks, so that a missing one means something.
    pub marked: bool,
    pub ground: &'a Ground<'a>,
    /// The post of whoever speaks.
    pub post: &'a str,
    pub on: Date,
    /// For each syllable the look-alike it stands in.
    alike: Vec<Option<Range<usize>>>,
    /// For each syllable the time it stands in.
    time_of: Vec<Option<usize>>,
    /// For each syllable the name that begins there.
    name_of: Vec<Option<usize>>,
    /// For each syllable its sentence.
    sentence_of: Vec<usize>,
}

impl<'a> Heard<'a> {
    /// `recent` are units that spoke or were spoken to, the latest first: they settle whom a shared name means.
    pub fn new(turn: &'a Turn, ground: &'a Ground<'a>, on: Date, recent: &[UnitId]) -> Self {
        let mut of = syllable::split(&turn.text);
        if !is_marked(&of)
            && let Some(corrector) = ground.corrector
        {
            mend(&mut of, &turn.text, corrector);
        }
        let mut mentions = ground.units.among(&of, Some(ground.home), recent);
        let marked = is_marked(&of);
        // Those named in the turn itself come first.
        let named = mentions.iter().rev().filter(|m| m.kind != Kind::Group).map(|m| m.unit.clone());
        let known: Vec<UnitId> = named.chain(recent.iter().cloned()).collect();
        mentions.extend(super::refer::called_by_first_word(&of, &mentions, ground, &known, marked));
        mentions.sort_by_key(|m| m.at.start);
        if !marked {
            let named = deadline::mentions(&Spoken { of: &of, on, holidays: ground.holidays }, 0..of.len());
            let mut inside = vec![false; of.len() + 1];
            let kept = mentions.iter().map(|m| &m.at).chain(named.iter().map(|t| &t.at));
            for at in kept.flat_map(|at| at.start + 1..at.end) {
                inside[at] = true;
            }
            let starts: std::collections::HashSet<usize> = mentions.iter().map(|m| m.at.start).collect();
            super::sentence::guess(&mut of, ground.lexicon, &inside, &|at| starts.contains(&at));
        }
        let times = deadline::mentions(&Spoken { of: &of, on, holidays: ground.holidays }, 0..of.len());
        let mut alike = vec![None; of.len()];
        for at in 0..of.len() {
            if let Some(len) = ground.lexicon.lookalike.at(&of, at) {
                for slot in &mut alike[at..at + len] {
                    slot.get_or_insert(at..at + len);
                }
            }
        }
        let sentences = super::sentence::sentences(&of);
        let (mut time_of, mut name_of) = (vec![None; of.len()], vec![None; of.len()]);
        for (n, time) in times.iter().enumerate() {
            time_of[time.at.clone()].fill(Some(n));
        }
        for (n, mention) in mentions.iter().enumerate() {
            name_of[mention.at.start] = Some(n);
        }
        let sentence_of = sentences.iter().enumerate().flat_map(|(n, s)| s.clone().map(move |_| n)).collect();
        Self {
            text: &turn.text,
            of,
            mentions,
            times,
            sentences,
            marked,
            ground,
            post: &turn.speaker.post,
            on,
            alike,
            time_of,
            name_of,
            sentence_of,
        }
    }

    pub fn lexicon(&self) -> &'a Lexicon {
        self.ground.lexicon
    }

    pub fn spoken(&self) -> Spoken<'_> {
        Spoken { of: &self.of, on: self.on, holidays: self.ground.holidays }
    }

    pub fn key(&self, at: usize) -> &str {
        self.of.get(at).map_or("", |s| s.key.as_str())
    }

    /// The mark before a syllable; the beginning of the text counts as a stop.
    pub fn mark_before(&self, at: usize) -> Mark {
        at.checked_sub(1).map_or(Mark::Stop, |p| self.of[p].mark)
    }

    /// Whether what stands here is part of a longer word that only looks like it.
    fn is_alike(&self, at: usize, len: usize) -> bool {
        self.alike.get(at).and_then(Option::as_ref).is_some_and(|r| r.start < at || r.end > at + len)
    }

    /// The longest word of a list that begins here.
    pub fn at(&self, words: &Words, at: usize) -> Option<usize> {
        words.at(&self.of, at).filter(|len| !self.is_alike(at, *len))
    }

    /// The longest word of a list that ends before `end`, with no mark between it and what follows.
    pub fn before(&self, words: &Words, end: usize) -> Option<usize> {
        if end == 0 || self.of[end - 1].mark != Mark::None {
            return None;
        }
        words.before(&self.of, end).filter(|len| !self.is_alike(end - len, *len))
    }

    /// The first place in `within` where a word of a list stands: place and length.
    pub fn first(&self, words: &Words, within: Range<usize>) -> Option<(usize, usize)> {
        let end = within.end.min(self.of.len());
        (within.start..end).find_map(|n| self.at(words, n).filter(|len| n + len <= end).map(|len| (n, len)))
    }

    pub fn has(&self, words: &Words, within: Range<usize>) -> bool {
        self.first(words, within).is_some()
    }

    /// The time that begins at a syllable or runs through it: its end.
    pub fn time_at(&self, at: usize) -> Option<usize> {
        self.time_of.get(at).copied().flatten().map(|n| self.times[n].at.end)
    }

    pub fn mention_at(&self, at: usize) -> Option<usize> {
        self.name_of.get(at).copied().flatten()
    }

    pub fn words(&self, part: Range<usize>) -> &str {
        syllable::text_of(self.text, &self.of, part)
    }

    /// The sentence a syllable stands in.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.sentence_of.get(at).map_or(0..self.of.len(), |n| self.sentences[*n].clone())
    }

    /// Whether a unit stands under the one that meets.
    pub fn is_below(&self, unit: &UnitId) -> bool {
        unit != self.ground.home && self.ground.units.is_above(self.ground.home, unit)
    }

    /// Whether a unit stands above the one that meets, or is it.
    pub fn is_above(&self, unit: &UnitId) -> bool {
        self.ground.units.is_above(unit, self.ground.home)
    }
}
