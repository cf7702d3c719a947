//! Finding: candidates from the index, judged one by one, the best of them as hits.

use std::time::Instant;

use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use super::asked::{Asked, MOST_HITS};
use super::entry::Entry;
use super::hits::Best;
use super::judge::{Judged, Weighted, judge};
use super::matching::{query, required, weights};
use super::reader::Reader;
use super::snippet::snippet;
use super::spelling::{Spelled, spell};
use super::{Found, Hit, Index, SearchError};
use crate::clock::Moment;

/// Hits that are judged, of all that match: three for each that is shown, within these. The rest is only counted.
const CANDIDATES: std::ops::RangeInclusive<usize> = 90..=300;

impl Index {
    /// What `reader` may find, best first. What is overdue is decided at `now`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, reader: &Reader, asked: &Asked, now: Moment) -> Result<Found, SearchError> {
        let begun = Instant::now();
        let mut found =
            Found { query: asked.text.clone(), took_ms: 0.0, total: 0, hits: Vec::new(), as_of: None, facets: None };
        if let Some(open) = self.current() {
            found.as_of = open.as_of;
            self.fill(&mut found, &open.reader.searcher(), reader, asked, now)?;
        }
        found.took_ms = begun.elapsed().as_secs_f64() * 1000.0;
        Ok(found)
    }

    fn fill(
        &self,
        found: &mut Found,
        searcher: &Searcher,
        reader: &Reader,
        asked: &Asked,
        now: Moment,
    ) -> Result<(), SearchError> {
        let limit = asked.limit.min(MOST_HITS);
        let mut asked = asked.clone();
        spell(searcher, &self.fields, &mut asked.terms, Spelled::Unknown)?;
        let mut spelled = false;
        let most = (limit * 3).clamp(*CANDIDATES.start(), *CANDIDATES.end());
        // Fewer words are enough when nothing has more of them.
        let mut enough = required(asked.terms.len());
        let matched = loop {
            let query = query(searcher, &self.fields, reader, &asked, enough, now)?;
            let matched = searcher.search(&query, &Best { most, facets: asked.facets })?;
            if matched.total > 0 || enough <= 1 && spelled {
                break matched;
            }
            if spelled {
                enough /= 2;
            } else {
                spell(searcher, &self.fields, &mut asked.terms, Spelled::Every)?;
                spelled = true;
            }
        };
        found.facets = matched.facets;
        found.total = u32::try_from(matched.total).unwrap_or(u32::MAX);

        let weights = weights(searcher, &self.fields, &asked.terms)?;
        let words: Vec<Weighted<'_>> =
            asked.terms.iter().zip(weights).map(|(term, weight)| Weighted { term, weight }).collect();
        let mut judged: Vec<(Judged, Entry, Vec<Entry>)> = Vec::with_capacity(matched.best.len());
        for documents in &matched.best {
            judged.extend(self.best_of(searcher, documents, &words)?);
        }
        judged.sort_by(|(a, one, _), (b, other, _)| {
            b.score.total_cmp(&a.score).then_with(|| other.day.cmp(&one.day)).then_with(|| one.id.cmp(&other.id))
        });
        let shown = judged.into_iter().take(limit);
        found.hits = shown.map(|(judged, entry, others)| hit(judged, entry, &others, &words, now)).collect();
        Ok(())
    }

    /// The entry of a hit that fits best, with the others of the same hit.
    fn best_of(
        &self,
        searcher: &Searcher,
        documents: &[DocAddress],
        words: &[Weighted<'_>],
    ) -> Result<Option<(Judged, Entry, Vec<Entry>)>, SearchError> {
        let mut best: Option<(Judged, Entry)> = None;
        let mut others = Vec::new();
        for address in documents {
            let document: TantivyDocument = searcher.doc(*address)?;
            let text = document.get_first(self.fields.entry).and_then(|value| value.as_str()).unwrap_or_default();
            let entry: Entry = serde_json::from_str(text).map_err(|error| SearchError::Index(error.into()))?;
            let judged = judge(words, &entry);
            match &best {
                Some((before, _)) if before.score >= judged.score => others.push(entry),
                _ => {
                    let replaced = best.replace((judged, entry));
                    others.extend(replaced.map(|(_, entry)| entry));
                }
            }
        }
        Ok(best.map(|(judged, entry)| (judged, entry, others)))
    }
}

fn hit(judged: Judged, entry: Entry, others: &[Entry], words: &[Weighted<'_>], now: Moment) -> Hit {
    // Of a joint directive something is said only where all its leads stand alike.
    let standing = |entry: &Entry| {
        let standing = entry.history.as_ref()?.standing();
        Some((standing.state, standing.timeliness(now)))
    };
    let stands = standing(&entry).filter(|stands| others.iter().all(|other| standing(other) == Some(*stands)));
    Hit {
        kind: entry.kind,
        snippet: snippet(&entry.title, &entry.body, &judged, words),
        state: stands.map(|(state, _)| state),
        timeliness: stands.map(|(_, timeliness)| timeliness),
        score: judged.score,
        id: entry.id,
        meeting_id: entry.meeting,
        meeting_title: entry.meeting_title,
        day: entry.day,
        title: entry.title,
        heard: entry.heard,
        at_seconds: entry.at_seconds,
    }
}
