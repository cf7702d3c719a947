//! The writing side: reads from the store what has changed and brings the index up to it.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::time::Instant;

use tantivy::{IndexWriter, Term};

use super::schema::FORMAT;
use super::{Index, SearchError};
use crate::clock::Moment;
use crate::id::MeetingId;
use crate::store::{Stale, Store};

/// Memory of the writer, bytes: the least the library takes.
const MEMORY: usize = 15_000_000;
/// Entries after which a commit is made: what a crash makes it read again.
const COMMIT_ENTRIES: usize = 5000;
/// A meeting in progress is read anew at most so often, milliseconds: it changes with every sentence.
const LIVE_EVERY_MS: i64 = 5000;
/// And reading takes at most one part in so many of the time, however long the meeting has become: the processor belongs to
/// the people in the room.
const LIVE_SHARE: i64 = 20;

/// Keeps the index as new as the store (việc cập nhật chỉ mục). One process at a time can; the others read.
pub struct Indexer {
    index: Arc<Index>,
    writing: Option<Writing>,
    /// When meetings in progress may be read again.
    live_next: HashMap<MeetingId, Moment>,
}

/// The right to write, and the writer.
struct Writing {
    writer: IndexWriter,
    /// Held as long as this lives, also against other processes; gone with the process.
    _lock: File,
}

/// What a refresh did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Whether this process writes the index; if not, another one does.
    pub writing: bool,
    /// Meetings read anew.
    pub meetings: usize,
    /// Changed meetings left for the next time.
    pub waiting: usize,
}

impl Indexer {
    /// For this index. Nothing is written or locked before the first refresh.
    #[must_use]
    pub fn new(index: Arc<Index>) -> Self {
        Self { index, writing: None, live_next: HashMap::new() }
    }

    /// Reads every meeting that changed since it was last read. An index that is missing, damaged or of an older form is
    /// made anew from the store. Reading and writing it blocks the thread for moments.
    ///
    /// # Errors
    /// When the store or the folder fails; what was not read stays marked and is read the next time.
    pub async fn refresh(&mut self, store: &Store, now: Moment) -> Result<Refreshed, SearchError> {
        // Somebody discarded it: it is made anew.
        if self.writing.is_some() && !self.index.is_current() {
            self.writing = None;
        }
        if self.writing.is_none() {
            self.writing = self.begin(store).await?;
            self.index.reload();
        }
        let Some(writing) = self.writing.as_mut() else { return Ok(Refreshed::default()) };
        let stale = store.search_stale().await?;
        let live_next = &mut self.live_next;
        live_next.retain(|_, next| now.since(*next) < 0);
        let due = |stale: &Stale| !stale.live || !live_next.contains_key(&stale.meeting);
        let (due, left): (Vec<Stale>, Vec<Stale>) = stale.into_iter().partition(due);
        let begun = Instant::now();
        let done = write(&self.index, &mut writing.writer, store, &due, now).await;
        if done.is_err() {
            // What was added and not committed is dropped with the writer; the next refresh begins with a new one.
            self.writing = None;
        }
        done?;
        let took = i64::try_from(begun.elapsed().as_millis()).unwrap_or(LIVE_EVERY_MS);
        let next = now.plus(LIVE_EVERY_MS.max(took.saturating_mul(LIVE_SHARE)));
        for meeting in due.iter().filter(|stale| stale.live) {
            self.live_next.insert(meeting.meeting.clone(), next);
        }
        Ok(Refreshed { writing: true, meetings: due.len(), waiting: left.len() })
    }

    /// Takes the right to write, if no other process has it, and makes sure there is an index to write to.
    async fn begin(&self, store: &Store) -> Result<Option<Writing>, SearchError> {
        std::fs::create_dir_all(self.index.folder())?;
        let lock = File::create(self.index.folder().join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        if !self.is_whole() {
            self.make_anew(store).await?;
        }
        let open = self.index.opened()?;
        let writer = open.index.writer_with_num_threads(1, MEMORY)?;
        Ok(Some(Writing { writer, _lock: lock }))
    }

    /// Whether the folder holds an index of this version all files of which are as they were written.
    fn is_whole(&self) -> bool {
        let sound = |open: super::index::Open| open.index.validate_checksum().is_ok_and(|damaged| damaged.is_empty());
        self.index.is_current() && self.index.opened().is_ok_and(sound)
    }

    /// An empty index, with every meeting marked to be read. The form is named last: whatever interrupts this, it is
    /// done again.
    async fn make_anew(&self, store: &Store) -> Result<(), SearchError> {
        let remove = |result: std::io::Result<()>| match result {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        remove(std::fs::remove_file(self.index.format_file()))?;
        remove(std::fs::remove_dir_all(self.index.place()))?;
        store.search_everything_stale().await?;
        std::fs::create_dir_all(self.index.place())?;
        tantivy::Index::create_in_dir(self.index.place(), self.index.fields.schema.clone())?;
        std::fs::write(self.index.format_file(), FORMAT)?;
        Ok(())
    }
}

/// Replaces the entries of these meetings. A meeting's mark is taken away once its entries are committed, and only if it
/// has not changed again meanwhile.
async fn write(
    index: &Index,
    writer: &mut IndexWriter,
    store: &Store,
    meetings: &[Stale],
    now: Moment,
) -> Result<(), SearchError> {
    let mut read: Vec<&Stale> = Vec::new();
    let mut entries = 0;
    for (at, stale) in meetings.iter().enumerate() {
        writer.delete_term(Term::from_field_text(index.fields.meeting, stale.meeting.as_str()));
        for entry in store.search_entries(&stale.meeting).await? {
            writer.add_document(index.fields.document(&entry))?;
            entries += 1;
        }
        read.push(stale);
        if entries >= COMMIT_ENTRIES || at + 1 == meetings.len() {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&now.0.to_string());
            commit.commit()?;
            index.reload();
            store.search_read(&read).await?;
            (read, entries) = (Vec::new(), 0);
        }
    }
    Ok(())
}
