//! Collects what a query matches: how many hits there are, and the documents of the best of them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::schema::SHARED;

/// Documents of one hit that are looked at: the best of a meeting's passages, of a joint directive's leads.
const MOST_OF_ONE: usize = 24;

/// How many hits there are, and the best of them, each with its matching documents, best first.
pub(super) struct Matched {
    pub(super) total: usize,
    pub(super) best: Vec<Vec<DocAddress>>,
}

/// Collects the best `most` hits.
pub(super) struct Best {
    pub(super) most: usize,
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
}

impl SegmentCollector for Segment {
    type Fruit = (usize, Vec<Scored>, Vec<(u64, Scored)>);

    fn collect(&mut self, doc: DocId, score: Score) {
        let scored = Scored(score, DocAddress::new(self.ord, doc));
        match self.shared.first(doc) {
            Some(shared) if shared != 0 => self.together.push((shared, scored)),
            _ => {
                self.alone += 1;
                if self.heap.len() < self.most {
                    self.heap.push(Reverse(scored));
                } else if self.heap.peek().is_some_and(|Reverse(least)| *least < scored) {
                    self.heap.pop();
                    self.heap.push(Reverse(scored));
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.alone, self.heap.into_iter().map(|Reverse(scored)| scored).collect(), self.together)
    }
}

impl Collector for Best {
    type Fruit = Matched;
    type Child = Segment;

    fn for_segment(&self, ord: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        let shared = segment.fast_fields().u64(SHARED)?;
        Ok(Segment { ord, shared, most: self.most, alone: 0, heap: BinaryHeap::new(), together: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<<Segment as SegmentCollector>::Fruit>) -> tantivy::Result<Matched> {
        let mut total = 0;
        let mut hits: Vec<Vec<Scored>> = Vec::new();
        let mut together: HashMap<u64, Vec<Scored>> = HashMap::new();
        for (alone, best, shared) in segments {
            total += alone;
            hits.extend(best.into_iter().map(|scored| vec![scored]));
            for (key, scored) in shared {
                together.entry(key).or_default().push(scored);
            }
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
        Ok(Matched { total, best })
    }
}
