//! The index over a store that people fill: what is found, in which order, and by whom.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use super::*;
use crate::access::Grant;
use crate::account::Account;
use crate::id::MeetingId;
use crate::store::sample::{NOW, Sample};

mod fresh;
mod quality;
mod ranking;
mod scope;

/// A store with meetings in it, and its index.
struct Shelf {
    sample: Sample,
    index: Arc<Index>,
    indexer: Indexer,
}

impl Shelf {
    async fn empty() -> Self {
        let sample = Sample::filled().await;
        let index = Arc::new(Index::open(sample.folder()));
        let indexer = Indexer::new(index.clone());
        Self { sample, index, indexer }
    }

    /// One meeting of the hall and commune A in which the chair says these sentences, as utterances `m-0`, `m-1`, ...
    async fn with(meeting: &str, said: &[&str]) -> Self {
        let mut shelf = Self::empty().await;
        shelf.hold(meeting, said).await;
        shelf.refresh().await;
        shelf
    }

    async fn hold(&self, id: &str, said: &[&str]) -> MeetingId {
        let meeting = self.sample.meeting(id, NOW).await;
        let track = self.sample.track(&meeting, &self.sample.chair, &format!("t-{id}")).await;
        self.sample.execute(&format!("UPDATE tracks SET length_ms = 600000 WHERE id = 't-{id}'")).await;
        for (at, text) in (0_i64..).zip(said) {
            let mut utterance = self.sample.utterance(&track, at * 5000, at * 5000 + 4000);
            utterance.id = format!("{id}-{at}").as_str().into();
            utterance.written = (*text).to_owned();
            self.sample.store.add_final(&utterance, at * 5000 + 4000).await.unwrap();
        }
        meeting.id
    }

    async fn refresh(&mut self) -> Refreshed {
        self.indexer.refresh(&self.sample.store, NOW).await.unwrap()
    }

    fn find(&self, typed: &str) -> Found {
        self.index.find(&Reader::operator(), &Asked::understood(typed).unwrap(), NOW).unwrap()
    }

    /// Identities of the hits, best first.
    fn ids(&self, typed: &str) -> Vec<String> {
        self.find(typed).hits.into_iter().map(|hit| hit.id).collect()
    }

    async fn find_as(&self, account: &Account, typed: &str) -> Found {
        let reader = self.sample.store.search_reader(&Grant::ask(account.clone()).unwrap()).await.unwrap();
        self.index.find(&reader, &Asked::understood(typed).unwrap(), NOW).unwrap()
    }

    /// A directive to commune B, drawn from the first sentence of the meeting.
    async fn order(&self, meeting: &str, id: &str, parent: Option<&str>, unit: &str, task: &str) {
        let parent = parent.map_or("NULL".to_owned(), |parent| format!("'{parent}'"));
        self.sample
            .execute(&format!(
                "INSERT INTO directives VALUES ('{id}', 'CĐ-2026-{id}', {parent}, '{meeting}', NULL, '{unit}', 'xã', '{task}',
                 'giao việc', '[\"{meeting}-0\"]', '', '2026-11-21', 'p-chair', 'Nguyễn Văn Ân', 'Phó Chủ tịch', '2026-11-20',
                 NULL, FALSE, FALSE, 1795230110000)"
            ))
            .await;
        self.sample
            .execute(&format!(
                "INSERT INTO directive_events (directive_id, at, kind, actor_name, actor_unit, note)
                 VALUES ('{id}', 1795230110000, 'assigned', '', '', '')"
            ))
            .await;
    }
}
