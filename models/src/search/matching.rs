//! The query that chooses entries: who may find them, the narrowing, and enough of the words.

use std::collections::BTreeMap;
use std::ops::Bound;

use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term as Word};

use super::asked::{Asked, Phrase, Term};
use super::reader::{Reader, Scope};
use super::schema::{Fields, day_number, kind_key, person_key, state_key, unit_key};
use super::tokens::Key;
use crate::clock::Moment;

/// Words a syllable that is still being typed may become: the most frequent ones.
const MOST_ENDINGS: usize = 48;

/// Words of a query up to which neighbours decide who becomes a candidate: reading positions is what costs most, and of
/// many words enough stand together anyhow. Of every candidate, nearness is judged.
const MOST_NEAR: usize = 6;

type Clause = (Occur, Box<dyn Query>);

/// The words of a query with how rare each is in the whole index, the weight they are judged by.
pub(super) fn weights(searcher: &Searcher, fields: &Fields, terms: &[Term]) -> tantivy::Result<Vec<f32>> {
    let all = searcher.num_docs() as f32;
    let weight = |term: &Term| {
        let mut with = 0;
        for form in std::iter::once(&term.token.plain).chain(&term.typos) {
            with += searcher.doc_freq(&Word::from_field_text(fields.plain, form))?;
        }
        Ok((1.0 + all / (1.0 + with as f32)).ln().clamp(0.3, 8.0))
    };
    terms.iter().map(weight).collect()
}

/// How many of `n` words an entry must have: both of two, then about two thirds.
pub(super) fn required(n: usize) -> usize {
    if n <= 2 { n } else { (n * 2).div_ceil(3) }
}

/// Everything that has at least `enough` of the words and that `reader` may find.
pub(super) fn query(
    searcher: &Searcher,
    fields: &Fields,
    reader: &Reader,
    asked: &Asked,
    enough: usize,
    now: Moment,
) -> tantivy::Result<BooleanQuery> {
    let mut words: Vec<Clause> = Vec::with_capacity(asked.terms.len());
    for term in &asked.terms {
        words.push((Occur::Should, one_word(searcher, fields, term)?));
    }
    let words = BooleanQuery::with_minimum_required_clauses(words, enough);
    let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(words))];
    clauses.extend(asked.phrases.iter().map(|phrase| (Occur::Must, word_for_word(fields, phrase))));
    clauses.extend(narrowing(fields, reader, asked, now).into_iter().map(|only| (Occur::Must, only)));
    clauses.extend(better(fields, &asked.terms).into_iter().map(|bonus| (Occur::Should, bonus)));
    Ok(BooleanQuery::with_minimum_required_clauses(clauses, 0))
}

/// The word in any form that counts, half typed or without its marks.
fn one_word(searcher: &Searcher, fields: &Fields, term: &Term) -> tantivy::Result<Box<dyn Query>> {
    let token = &term.token;
    let mut forms: Vec<Box<dyn Query>> = vec![word(fields.plain, &token.plain)];
    if let Some(day) = &token.day {
        forms.push(word(fields.plain, day));
    }
    forms.extend(term.typos.iter().map(|meant| word(fields.plain, meant)));
    if term.open {
        forms.extend(endings(searcher, fields.plain, &token.plain)?.iter().map(|ending| word(fields.plain, ending)));
    }
    match forms.pop() {
        Some(only) if forms.is_empty() => Ok(only),
        last => Ok(Box::new(BooleanQuery::union(forms.into_iter().chain(last).collect()))),
    }
}

/// The most frequent words of the index that begin so and are longer.
fn endings(searcher: &Searcher, field: Field, beginning: &str) -> tantivy::Result<Vec<String>> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut words = index.terms().range().gt(beginning.as_bytes()).into_stream()?;
        while words.advance() {
            if !words.key().starts_with(beginning.as_bytes()) {
                break;
            }
            if let Ok(text) = std::str::from_utf8(words.key()) {
                *found.entry(text.to_owned()).or_default() += words.value().doc_freq;
            }
        }
    }
    let mut endings: Vec<(String, u32)> = found.into_iter().collect();
    endings.sort_by_key(|(_, frequency)| std::cmp::Reverse(*frequency));
    Ok(endings.into_iter().take(MOST_ENDINGS).map(|(text, _)| text).collect())
}

/// Who asks, and what they narrowed it to. These count for nothing in the score.
fn narrowing(fields: &Fields, reader: &Reader, asked: &Asked, now: Moment) -> Vec<Box<dyn Query>> {
    let silent = |query: Box<dyn Query>| -> Box<dyn Query> { Box::new(ConstScoreQuery::new(query, 0.0)) };
    let any = |field: Field, keys: Vec<String>| {
        let keys = keys.iter().map(|key| word(field, key)).collect();
        silent(Box::new(BooleanQuery::union(keys)))
    };
    let mut only = Vec::new();
    if let Scope::Own { units, person } = reader.scope() {
        let mut keys: Vec<String> = units.iter().map(|unit| unit_key(unit.as_str())).collect();
        keys.push(person_key(person.as_str()));
        only.push(any(fields.readers, keys));
    }
    if let Some(kind) = asked.kind {
        only.push(silent(word(fields.kind, kind_key(kind))));
    }
    if !asked.units.is_empty() {
        only.push(any(fields.units, asked.units.iter().map(|unit| unit.0.clone()).collect()));
    }
    if let Some(person) = &asked.person {
        only.push(silent(word(fields.people, person.as_str())));
    }
    if let Some(meeting) = &asked.meeting {
        only.push(silent(word(fields.meeting, meeting.as_str())));
    }
    if let Some(state) = asked.state {
        only.push(silent(word(fields.state, state_key(state))));
    }
    if asked.overdue {
        let now = Word::from_field_u64(fields.last_minute, minute_number(now));
        only.push(silent(Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(now)))));
    }
    if asked.from.is_some() || asked.to.is_some() {
        let day = |day: &Option<String>| {
            let term = |day: &String| Bound::Included(Word::from_field_u64(fields.day, day_number(day)));
            day.as_ref().map_or(Bound::Unbounded, term)
        };
        only.push(silent(Box::new(RangeQuery::new(day(&asked.from), day(&asked.to)))));
    }
    only
}

/// The words of a phrase one after the other; where marks were typed, with their marks, wherever the tone is placed.
fn word_for_word(fields: &Fields, phrase: &Phrase) -> Box<dyn Query> {
    let (field, key) = if phrase.marked { (fields.tone_free, Key::ToneFree) } else { (fields.plain, Key::Plain) };
    let words: Vec<Word> = phrase.tokens.iter().map(|token| Word::from_field_text(field, token.key(key))).collect();
    let query: Box<dyn Query> = match <[Word; 1]>::try_from(words) {
        Ok([only]) => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
        Err(words) => Box::new(PhraseQuery::new(words)),
    };
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// A moment as the number YYYYMMDDhhmm of Vietnam.
fn minute_number(at: Moment) -> u64 {
    let wall = at.in_vietnam();
    day_number(&at.day_in_vietnam()) * 10_000 + u64::from(wall.hour()) * 100 + u64::from(wall.minute())
}

/// What makes an entry better: words as they were typed, and words that follow each other as asked.
fn better(fields: &Fields, terms: &[Term]) -> Vec<Box<dyn Query>> {
    let boosted = |query: Box<dyn Query>, boost| -> Box<dyn Query> { Box::new(BoostQuery::new(query, boost)) };
    let mut bonus = Vec::new();
    for term in terms.iter().filter(|term| term.marked) {
        let token = &term.token;
        bonus.push(boosted(word(fields.tone_free, &token.tone_free), 2.0));
        // Where a syllable has one style only, the key above says all of it.
        if ["oa", "oe", "uy"].iter().any(|ending| token.plain.ends_with(ending)) {
            bonus.push(boosted(word(fields.exact, &token.exact), 1.0));
        }
    }
    if terms.len() > MOST_NEAR {
        return bonus;
    }
    for pair in terms.windows(2) {
        if pair[1].place == pair[0].place + 1 {
            let words = pair.iter().map(|term| Word::from_field_text(fields.plain, &term.token.plain)).collect();
            bonus.push(boosted(Box::new(PhraseQuery::new(words)), 2.0));
        }
    }
    bonus
}

fn word(field: Field, key: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Word::from_field_text(field, key), IndexRecordOption::WithFreqs))
}
