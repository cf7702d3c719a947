//! `giaoban bench search`: how long an answer takes over years of meetings, in a folder of its own.

mod corpus;
mod queries;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use clap::Args;
use giaoban_models::access::Grant;
use giaoban_models::clock::Moment;
use giaoban_models::role::Role;
use giaoban_models::search::{Asked, Index, Indexer, Reader};
use giaoban_models::store::{NewAccount, Store};
use giaoban_transcribe::bench::Machine;
use serde::Serialize;

use super::super::{Done, print_json};
use corpus::Corpus;

/// How often each query is asked: the first time is counted like the others.
const TIMES: usize = 5;

/// What is measured.
#[derive(Args)]
pub struct Search {
    /// Meetings made up and searched: about four years of a weekly briefing.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=5000))]
    meetings: u32,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Times of one kind of query.
#[derive(Debug, Serialize)]
struct Timed {
    kind: &'static str,
    queries: usize,
    p50_ms: f64,
    p95_ms: f64,
    worst_ms: f64,
    /// Hits of half the queries.
    total_p50: u32,
}

/// The result of one run.
#[derive(Debug, Serialize)]
struct SearchBench {
    method: String,
    machine: Machine,
    meetings: u32,
    utterances: usize,
    directives: usize,
    import_s: f64,
    build_s: f64,
    refresh_one_meeting_ms: f64,
    index_bytes: u64,
    p50_ms: f64,
    p95_ms: f64,
    kinds: Vec<Timed>,
}

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Search {
    /// Does it.
    pub fn run(self) -> Done {
        let folder = Folder(std::env::temp_dir().join(format!("giaoban-bench-search-{}", std::process::id())));
        std::fs::create_dir_all(&folder.0)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let result = runtime.block_on(measure(&folder.0, self.meetings))?;
        if self.json {
            return print_json(&result);
        }
        println!("{}", serde_json::to_string_pretty(&result)?);
        Ok(())
    }
}

async fn measure(folder: &std::path::Path, meetings: u32) -> Result<SearchBench, Box<dyn std::error::Error>> {
    let machine = Machine::now();
    let now: Moment = SystemTime::now().into();
    let corpus = Corpus::of(meetings);
    let store = Store::open(folder).await?;

    let begun = Instant::now();
    let mut done = (0, 0);
    for batch in corpus.meetings.chunks(50) {
        let added = store.import_meetings(&corpus.gazetteer, batch, now, false).await?;
        done = (done.0 + added.turns, done.1 + added.directives);
    }
    let import_s = begun.elapsed().as_secs_f64();

    let index = Arc::new(Index::open(folder));
    let mut indexer = Indexer::new(index.clone());
    let begun = Instant::now();
    indexer.refresh(&store, now).await?;
    let build_s = begun.elapsed().as_secs_f64();

    let mut more = Corpus::of(meetings + 1);
    let last = more.meetings.split_off(more.meetings.len() - 1);
    store.import_meetings(&corpus.gazetteer, &last, now, false).await?;
    let begun = Instant::now();
    indexer.refresh(&store, now).await?;
    let refresh_one_meeting_ms = begun.elapsed().as_secs_f64() * 1000.0;

    let commune = commune_reader(&store, now).await?;
    let mut kinds = Vec::new();
    let mut all = Vec::new();
    for (kind, queries) in queries::kinds() {
        let (mut times, mut totals) = (Vec::new(), Vec::new());
        for query in &queries {
            let asked = Asked::understood(query).ok_or("a query of the bench is empty")?;
            let reader = if kind == queries::AS_COMMUNE { commune.clone() } else { Reader::operator() };
            for _ in 0..TIMES {
                let begun = Instant::now();
                let found = index.find(&reader, &asked, now)?;
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
                totals.push(found.total);
            }
        }
        all.extend_from_slice(&times);
        times.sort_by(f64::total_cmp);
        totals.sort_unstable();
        kinds.push(Timed {
            kind,
            queries: queries.len(),
            p50_ms: share(&times, 50),
            p95_ms: share(&times, 95),
            worst_ms: share(&times, 100),
            total_p50: totals[totals.len() / 2],
        });
    }
    all.sort_by(f64::total_cmp);
    let index_bytes = index.bytes();
    store.close().await;
    Ok(SearchBench {
        method: format!(
            "{meetings} made-up meetings brought in as `import meeting` does, indexed from the store, then each query \
             {TIMES} times one after another on one thread, 20 hits with snippets each; times are of the answer without \
             the network"
        ),
        machine,
        meetings,
        utterances: done.0,
        directives: done.1,
        import_s,
        build_s,
        refresh_one_meeting_ms,
        index_bytes,
        p50_ms: share(&all, 50),
        p95_ms: share(&all, 95),
        kinds,
    })
}

/// The head of one commune, who finds only what the commune took part in.
async fn commune_reader(store: &Store, now: Moment) -> Result<Reader, Box<dyn std::error::Error>> {
    let new = NewAccount {
        username: "bench".to_owned(),
        password_hash: "none".to_owned(),
        person: corpus::COMMUNE_HEAD.into(),
        unit: corpus::COMMUNE.into(),
        role: Role::UnitHead,
    };
    let id = store.create_account(&new, now).await?;
    let account = store.account(&id, &now.day_in_vietnam()).await?.ok_or("the account of the bench is gone")?;
    Ok(store.search_reader(&Grant::ask(account)?).await?)
}

/// The value below which `percent` of the sorted values lie.
fn share(sorted: &[f64], percent: usize) -> f64 {
    let at = (sorted.len() * percent).div_ceil(100).clamp(1, sorted.len().max(1));
    sorted.get(at - 1).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn shares_of_times_are_those_of_the_nearest_rank() {
        let times: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!((share(&times, 50), share(&times, 95), share(&times, 100)), (10.0, 19.0, 20.0));
        assert_eq!(share(&[], 95), 0.0);
    }

    #[tokio::test]
    async fn a_small_bench_finds_something_of_every_kind() {
        let folder = tempfile::tempdir().unwrap();
        let result = measure(folder.path(), 6).await.unwrap();
        assert_eq!(result.meetings, 6);
        for timed in &result.kinds {
            assert!(timed.total_p50 > 0, "{timed:?}");
        }
    }
}
