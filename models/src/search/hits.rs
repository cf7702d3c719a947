//! Collects what a query matches: how many hits there are, the documents of the best of them, and how many of what.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::schema::{COUNTED, SHARED};
use super::{FacetCount, Facets};

/// Documents of one hit that are looked at: the best of a meeting's passages, of a joint directive's leads.
const MOST_OF_ONE: usize = 24;
/// Values of each kind that are told.
const MOST_VALUES: usize = 12;

/// How many hits there are, and the best of them, each with its matching documents, best first.
pub(super) struct Matched {
    pub(super) total: usize,
    pub(super) best: Vec<Vec<DocAddress>>,
    pub(super) facets: Option<Facets>,
}

/// Collects the best `most` hits, and counts them by what they are of when `facets` are asked for.
pub(super) struct Best {
    pub(super) most: usize,
    pub(super) facets: bool,
}

/// A document with its score, ordered by it; the earlier document first among equals, so that answers repeat.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Scored(Score, DocAddress);

impl Eq for Scored {}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then(other.1.cmp(&self.1))
    }
}

pub(super) struct Segment {
    ord: SegmentOrdinal,
    shared: Column<u64>,
    most: usize,
    alone: usize,
    heap: BinaryHeap<Reverse<Scored>>,
    together: Vec<(u64, Scored)>,
    counters: Vec<Counter>,
}

/// How many hits have which value of one column.
struct Counter {
    column: Option<StrColumn>,
    /// Of hits that are one document, by the number of the value.
    alone: Vec<u32>,
    /// Of the others: each value of a hit once.
    together: HashSet<(u64, u64)>,
}

/// The same with the values themselves.
pub(super) struct Counted {
    alone: Vec<(Arc<str>, u32)>,
    together: Vec<(u64, Arc<str>)>,
}

impl Counter {
    fn of(segment: &SegmentReader, name: &str) -> tantivy::Result<Self> {
        let column = segment.fast_fields().str(name)?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(Self { column, alone: vec![0; values], together: HashSet::new() })
    }

    fn count(&mut self, doc: DocId, shared: u64) {
        let Some(column) = &self.column else { return };
        for value in column.term_ords(doc) {
            if shared != 0 {
                self.together.insert((shared, value));
            } else if let Some(count) = usize::try_from(value).ok().and_then(|value| self.alone.get_mut(value)) {
                *count += 1;
            }
        }
    }

    fn counted(self) -> Counted {
        let Some(column) = self.column else { return Counted { alone: vec![], together: vec![] } };
        let mut known: HashMap<u64, Arc<str>> = HashMap::new();
        let mut value = |ord: u64| -> Arc<str> {
            let known = known.entry(ord).or_insert_with(|| {
                let mut text = String::new();
                let _ = column.ord_to_str(ord, &mut text);
                text.into()
            });
            known.clone()
        };
        let alone = self.alone.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let alone = alone.map(|(ord, count)| (value(ord as u64), count)).collect();
        let together = self.together.into_iter().map(|(shared, ord)| (shared, value(ord))).collect();
        Counted { alone, together }
    }
}

impl SegmentCollector for Segment {
    type Fruit = (usize, Vec<Scored>, Vec<(u64, Scored)>, Vec<Counted>);

    fn collect(&mut self, doc: DocId, score: Score) {
        let scored = Scored(score, DocAddress::new(self.ord, doc));
        let shared = self.shared.first(doc).unwrap_or(0);
        for counter in &mut self.counters {
            counter.count(doc, shared);
        }
        if shared != 0 {
            self.together.push((shared, scored));
            return;
        }
        self.alone += 1;
        if self.heap.len() < self.most {
            self.heap.push(Reverse(scored));
        } else if self.heap.peek().is_some_and(|Reverse(least)| *least < scored) {
            self.heap.pop();
            self.heap.push(Reverse(scored));
        }
    }

    fn harvest(self) -> Self::Fruit {
        let best = self.heap.into_iter().map(|Reverse(scored)| scored).collect();
        (self.alone, best, self.together, self.counters.into_iter().map(Counter::counted).collect())
    }
}

impl Collector for Best {
    type Fruit = Matched;
    type Child = Segment;

    fn for_segment(&self, ord: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        let shared = segment.fast_fields().u64(SHARED)?;
        let counted = if self.facets { COUNTED.as_slice() } else { &[] };
        let counters = counted.iter().map(|name| Counter::of(segment, name)).collect::<tantivy::Result<_>>()?;
        Ok(Segment { ord, shared, most: self.most, alone: 0, heap: BinaryHeap::new(), together: Vec::new(), counters })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<<Segment as SegmentCollector>::Fruit>) -> tantivy::Result<Matched> {
        let mut total = 0;
        let mut hits: Vec<Vec<Scored>> = Vec::new();
        let mut together: HashMap<u64, Vec<Scored>> = HashMap::new();
        let mut counted: Vec<Vec<Counted>> = Vec::new();
        for (alone, best, shared, counts) in segments {
            total += alone;
            hits.extend(best.into_iter().map(|scored| vec![scored]));
            for (key, scored) in shared {
                together.entry(key).or_default().push(scored);
            }
            counted.push(counts);
        }
        total += together.len();
        for mut documents in together.into_values() {
            documents.sort_unstable_by_key(|scored| Reverse(*scored));
            documents.truncate(MOST_OF_ONE);
            hits.push(documents);
        }
        hits.sort_unstable_by_key(|documents| Reverse(documents[0]));
        hits.truncate(self.most);
        let best = hits.into_iter().map(|documents| documents.into_iter().map(|scored| scored.1).collect()).collect();
        let facets = self.facets.then(|| facets(counted));
        Ok(Matched { total, best, facets })
    }
}

/// Values of one facet: those counted alone, and those of records told together, once each.
type FacetCounts = (HashMap<Arc<str>, u32>, HashSet<(u64, Arc<str>)>);

/// The counts of all parts of the index, added up.
fn facets(segments: Vec<Vec<Counted>>) -> Facets {
    let mut columns: Vec<FacetCounts> = vec![Default::default(); COUNTED.len()];
    for segment in segments {
        for ((alone, together), counted) in columns.iter_mut().zip(segment) {
            for (value, count) in counted.alone {
                *alone.entry(value).or_default() += count;
            }
            together.extend(counted.together);
        }
    }
    let mut values = columns.into_iter().map(|(mut counts, together)| {
        for (_, value) in together {
            *counts.entry(value).or_default() += 1;
        }
        most_frequent(counts)
    });
    let mut next = || values.next().unwrap_or_default();
    Facets { kinds: next(), units: next(), people: next(), meetings: next(), states: next() }
}

/// The most frequent values, most first; one thing under two names is one, by the name that is more frequent.
fn most_frequent(counts: HashMap<Arc<str>, u32>) -> Vec<FacetCount> {
    let mut named: Vec<(Arc<str>, u32)> = counts.into_iter().collect();
    named.sort_unstable_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut values: Vec<FacetCount> = Vec::new();
    for (value, count) in named {
        let (key, name) = value.split_once('\t').unwrap_or((&value, ""));
        match places.get(key) {
            Some(at) => values[*at].count += count,
            None => {
                places.insert(key.to_owned(), values.len());
                values.push(FacetCount { key: key.to_owned(), name: name.to_owned(), count });
            }
        }
    }
    values.sort_by_key(|value| Reverse(value.count));
    values.truncate(MOST_VALUES);
    values
}
