//! `giaoban bench search`: how long an answer takes over years of meetings, in a folder of its own, or of a running server
//! over HTTP that was given such a folder.

mod corpus;
mod over_http;
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
use corpus::{Corpus, Size};

/// How often each query is asked: the first time is counted like the others.
const TIMES: usize = 5;
/// The account of one commune, and the one that may read everything.
const OFFICIAL: &str = "bench";
const AUDITOR: &str = "bench-thanhtra";

/// What is measured.
#[derive(Args)]
pub struct Search {
    /// Meetings made up and searched: about four years of a weekly briefing.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=5000))]
    meetings: u32,
    /// Stretches of speech of one meeting, about forty words each.
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(1..=2000))]
    turns: u32,
    /// Directives of one meeting.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=500))]
    directives: u32,
    /// Keep what was made up in this folder, for a server to be started on, with the accounts "bench" (of one commune) and
    /// "bench-thanhtra" (who may read everything). The folder must be new.
    #[arg(long, value_name = "DIR", requires = "password")]
    keep: Option<PathBuf>,
    /// Ask a running server instead, as the account "bench-thanhtra" and as "bench".
    #[arg(long, value_name = "URL", requires = "password", conflicts_with = "keep")]
    server: Option<String>,
    /// Password of these accounts.
    #[arg(long, env = "GIAOBAN_BENCH_PASSWORD", hide_env_values = true)]
    password: Option<String>,
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
    /// Text of what was said, in millions of bytes a second.
    build_mb_per_s: f64,
    refresh_one_meeting_ms: f64,
    index_bytes: u64,
    p50_ms: f64,
    p95_ms: f64,
    kinds: Vec<Timed>,
}

/// What a bench answers.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The result over HTTP.
#[derive(Debug, Serialize)]
struct OverHttp {
    method: String,
    machine: Machine,
    p50_ms: f64,
    p95_ms: f64,
    worst_ms: f64,
    everything: Vec<Timed>,
    one_commune: Vec<Timed>,
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
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let password = self.password.unwrap_or_default();
        if let Some(server) = &self.server {
            return said(&runtime.block_on(over_http(server, &password))?, self.json);
        }
        let size = Size { meetings: self.meetings, turns: self.turns, directives: self.directives };
        if let Some(folder) = &self.keep {
            if folder.exists() {
                let folder = folder.display();
                return Err(format!("thư mục {folder} đã có; chọn thư mục mới (choose a new folder)").into());
            }
            std::fs::create_dir_all(folder)?;
            let hash = crate::password::hash(&password)?;
            return said(&runtime.block_on(measure(folder, size, Some(&hash)))?, self.json);
        }
        let folder = Folder(std::env::temp_dir().join(format!("giaoban-bench-search-{}", std::process::id())));
        std::fs::create_dir_all(&folder.0)?;
        said(&runtime.block_on(measure(&folder.0, size, None))?, self.json)
    }
}

fn said(result: &impl Serialize, json: bool) -> Done {
    if json {
        return print_json(result);
    }
    println!("{}", serde_json::to_string_pretty(result)?);
    Ok(())
}

async fn over_http(server: &str, password: &str) -> Outcome<OverHttp> {
    let machine = Machine::now();
    let (everything, mut all) = over_http::measure(server, AUDITOR, password).await?;
    let (one_commune, own) = over_http::measure(server, OFFICIAL, password).await?;
    all.extend(own);
    all.sort_by(f64::total_cmp);
    Ok(OverHttp {
        method: format!(
            "each query {TIMES} times one after another over one kept HTTP connection, 20 hits with snippets and facets each, as an \
             account that may read everything and as one of a single commune; times are of the whole answer"
        ),
        machine,
        p50_ms: share(&all, 50),
        p95_ms: share(&all, 95),
        worst_ms: share(&all, 100),
        everything,
        one_commune,
    })
}

async fn measure(folder: &std::path::Path, size: Size, password: Option<&str>) -> Outcome<SearchBench> {
    let machine = Machine::now();
    let now: Moment = SystemTime::now().into();
    let corpus = Corpus::of(size);
    let store = Store::open(folder).await?;

    let begun = Instant::now();
    let mut done = (0, 0);
    for batch in corpus.meetings.chunks(50) {
        let added = store.import_meetings(&corpus.gazetteer, batch, now, false).await?;
        done = (done.0 + added.turns, done.1 + added.directives);
    }
    let import_s = begun.elapsed().as_secs_f64();
    let text: usize = corpus.meetings.iter().flat_map(|meeting| &meeting.turns).map(|turn| turn.written.len()).sum();

    let index = Arc::new(Index::open(folder));
    let mut indexer = Indexer::new(index.clone());
    let begun = Instant::now();
    indexer.refresh(&store, now).await?;
    let build_s = begun.elapsed().as_secs_f64();

    let mut more = Corpus::of(Size { meetings: size.meetings + 1, ..size });
    let last = more.meetings.split_off(more.meetings.len() - 1);
    store.import_meetings(&corpus.gazetteer, &last, now, false).await?;
    let begun = Instant::now();
    indexer.refresh(&store, now).await?;
    let refresh_one_meeting_ms = begun.elapsed().as_secs_f64() * 1000.0;

    let commune =
        reader(&store, now, OFFICIAL, corpus::COMMUNE_HEAD, corpus::COMMUNE, Role::UnitHead, password).await?;
    if password.is_some() {
        reader(&store, now, AUDITOR, corpus::CHAIR, corpus::HALL, Role::Auditor, password).await?;
    }
    let mut kinds = Vec::new();
    let mut all = Vec::new();
    for (kind, queries) in queries::kinds() {
        let (mut times, mut totals) = (Vec::new(), Vec::new());
        for query in &queries {
            let asked = Asked::understood(query).ok_or("a query of the bench is empty")?;
            let asked = Asked { facets: true, ..asked };
            let reader = if kind == queries::AS_COMMUNE { commune.clone() } else { Reader::operator() };
            for _ in 0..TIMES {
                let begun = Instant::now();
                let found = index.find(&reader, &asked, now)?;
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
                totals.push(found.total);
            }
        }
        all.extend_from_slice(&times);
        kinds.push(timed(kind, queries.len(), times, totals));
    }
    all.sort_by(f64::total_cmp);
    let index_bytes = index.bytes();
    store.close().await;
    Ok(SearchBench {
        method: format!(
            "{} made-up meetings of {} stretches of speech and {} directives brought in as `import meeting` does, indexed from \
             the store, then each query {TIMES} times one after another on one thread, 20 hits with snippets and facets each; \
             times are of the answer without the network",
            size.meetings, size.turns, size.directives
        ),
        machine,
        meetings: size.meetings,
        utterances: done.0,
        directives: done.1,
        import_s,
        build_s,
        build_mb_per_s: text as f64 / 1e6 / build_s.max(f64::EPSILON),
        refresh_one_meeting_ms,
        index_bytes,
        p50_ms: share(&all, 50),
        p95_ms: share(&all, 95),
        kinds,
    })
}

/// Times of one kind of query.
fn timed(kind: &'static str, queries: usize, mut times: Vec<f64>, mut totals: Vec<u32>) -> Timed {
    times.sort_by(f64::total_cmp);
    totals.sort_unstable();
    Timed {
        kind,
        queries,
        p50_ms: share(&times, 50),
        p95_ms: share(&times, 95),
        worst_ms: share(&times, 100),
        total_p50: totals[totals.len() / 2],
    }
}

/// An account with that role, and what it may find.
async fn reader(
    store: &Store,
    now: Moment,
    username: &str,
    person: &str,
    unit: &str,
    role: Role,
    password: Option<&str>,
) -> Outcome<Reader> {
    let new = NewAccount {
        username: username.to_owned(),
        password_hash: password.unwrap_or("none").to_owned(),
        person: person.into(),
        unit: unit.into(),
        role,
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
        let result = measure(folder.path(), Size { meetings: 6, turns: 60, directives: 10 }, None).await.unwrap();
        assert_eq!((result.meetings, result.directives), (6, 60));
        for timed in &result.kinds {
            assert!(timed.total_p50 > 0, "{timed:?}");
        }
    }
}
