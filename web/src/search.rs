//! The job that keeps the search index as new as the store.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use giaoban_models::search::{Index, Indexer, Refreshed, SearchError};
use giaoban_models::store::Store;
use tokio::runtime::Handle;
use tokio::task::{JoinError, spawn_blocking};

/// How often the store is asked for changes: what is said or decided is found within two seconds.
const EVERY: Duration = Duration::from_secs(1);

/// Refreshes the index as long as the server runs. While another process writes the index, what that one wrote is read.
pub async fn keep_fresh(store: Store, index: Arc<Index>) {
    let mut indexer = Indexer::new(index);
    let mut failing = false;
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let (again, done) = match refresh(indexer, store.clone()).await {
            Ok(done) => done,
            Err(error) => {
                tracing::error!(%error, "the search index is no longer kept fresh; a restart takes it up again");
                return;
            }
        };
        indexer = again;
        match done {
            Ok(done) => {
                failing = false;
                if done.meetings > 0 {
                    tracing::debug!(meetings = done.meetings, waiting = done.waiting, "search index refreshed");
                }
            }
            // Said once: it is tried again every second.
            Err(error) if !failing => {
                failing = true;
                tracing::error!(%error, "the search index could not be refreshed");
            }
            Err(_) => {}
        }
    }
}

/// One refresh, away from the threads that serve requests: reading and writing the index blocks.
///
/// # Errors
/// When the work was cut off by the end of the server.
async fn refresh(mut indexer: Indexer, store: Store) -> Result<(Indexer, Result<Refreshed, SearchError>), JoinError> {
    let runtime = Handle::current();
    spawn_blocking(move || {
        let done = runtime.block_on(indexer.refresh(&store, SystemTime::now().into()));
        (indexer, done)
    })
    .await
}
