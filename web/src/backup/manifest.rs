//! What a backup says of itself.

use giaoban_models::clock::Moment;
use serde::{Deserialize, Serialize};

/// Its name in the backup.
pub(super) const NAME: &str = "giaoban-backup.json";
/// What it calls itself.
pub(super) const FORMAT: &str = "giaoban-backup";
/// The form of backups this version writes and reads.
pub(super) const VERSION: u32 = 1;
/// Largest manifest that is read, bytes: some hundred thousand files.
pub(super) const LARGEST: u64 = 64 << 20;
/// Most files in a backup.
pub(super) const MOST_FILES: usize = 400_000;

/// The list of what a backup holds (danh mục bản sao lưu).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `giaoban-backup`.
    pub format: String,
    /// Form of the backup.
    pub version: u32,
    /// When it was taken.
    pub made_at: Moment,
    /// Version of the program that took it.
    pub program: String,
    /// Form of the database: the number of its last migration.
    pub schema: i64,
    /// Every file but the manifest.
    pub files: Vec<Packed>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Name relative to the data folder, with `/`.
    pub path: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
}

impl Manifest {
    /// Bytes of all files together.
    pub fn bytes(&self) -> u64 {
        self.files.iter().fold(0, |sum, file| sum.saturating_add(file.bytes))
    }
}
