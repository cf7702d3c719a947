//! The index as it lies in the data folder, and the reading side of it.
//!
//! `search/index` holds the index itself, `search/format` names its form, `search/lock` is held by the one process that
//! writes. Everything in it comes from the store and can be made again.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use tantivy::{IndexReader, ReloadPolicy};

use super::SearchError;
use super::schema::{FORMAT, Fields};
use crate::clock::Moment;

/// The folder in the data folder.
const FOLDER: &str = "search";

/// The search index (chỉ mục tra cứu), for reading. One for a process, shared.
pub struct Index {
    folder: PathBuf,
    pub(super) fields: Fields,
    open: RwLock<Option<Open>>,
}

/// An index that could be opened.
#[derive(Clone)]
pub(super) struct Open {
    pub(super) index: tantivy::Index,
    pub(super) reader: IndexReader,
    /// When what it holds was last read from the store.
    pub(super) as_of: Option<Moment>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Index {
    /// The index of the data folder. Where there is none yet, or none this version can read, nothing is found until an
    /// [`Indexer`](super::Indexer) has made one.
    #[must_use]
    pub fn open(data_dir: &Path) -> Self {
        let index = Self { folder: data_dir.join(FOLDER), fields: Fields::new(), open: RwLock::default() };
        index.reload();
        index
    }

    /// Reads what was written last, by whichever process.
    pub fn reload(&self) {
        let opened = if self.is_current() { self.opened().ok() } else { None };
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = opened;
    }

    /// Gives the index up: whichever process writes it makes it anew from the store within seconds. For what must not be left
    /// in its files: an entry taken out stays in them until they are merged.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn discard(&self) -> std::io::Result<()> {
        match std::fs::remove_file(self.format_file()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Bytes the index takes on the disk.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let files = std::fs::read_dir(self.place()).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
    }

    /// When what it holds was last read from the store.
    #[must_use]
    pub fn as_of(&self) -> Option<Moment> {
        self.current()?.as_of
    }

    pub(super) fn current(&self) -> Option<Open> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn place(&self) -> PathBuf {
        self.folder.join("index")
    }

    pub(super) fn format_file(&self) -> PathBuf {
        self.folder.join("format")
    }

    /// Whether the folder is in the form this version writes.
    pub(super) fn is_current(&self) -> bool {
        std::fs::read_to_string(self.format_file()).is_ok_and(|format| format == FORMAT)
    }

    pub(super) fn opened(&self) -> Result<Open, SearchError> {
        let index = tantivy::Index::open_in_dir(self.place())?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let as_of = index.load_metas()?.payload.and_then(|payload| payload.parse().ok()).map(Moment);
        Ok(Open { index, reader, as_of })
    }
}
