//! A copy of everything an installation keeps, taken while meetings run (sao lưu), and the way back (phục hồi).
//!
//! A backup is a ZIP file that any tool opens: the database as of one moment, then every other file of the data folder, and
//! last a manifest with the size and SHA-256 of each. The search index is left out, for it is made again from the database.
//! The database is copied first and recordings only grow, so a backup holds at least the sound its database knows of; what a
//! recording holds beyond that is taken up by the next start of the server, as after a power cut.

mod error;
mod ledger;
mod manifest;
mod names;
mod pack;
mod unpack;

#[cfg(test)]
mod tests;

pub use error::BackupError;
pub use ledger::{Taken, taken};
pub use pack::pack;
pub use unpack::{check, unpack};

/// How far it has come, for the person who waits: bytes done, of how many (an estimate where files still grow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Read so far.
    pub done: u64,
    /// To be read.
    pub of: u64,
}

/// Bytes read at once.
const BLOCK: usize = 256 * 1024;

/// A folder's entries reach the disk only when the folder itself is passed on to it.
fn sync_folder(folder: &std::path::Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// The folder a path lies in; `.` for a bare name.
fn folder_of(path: &std::path::Path) -> &std::path::Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."))
}

/// The path with something put behind its name.
fn beside(path: &std::path::Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
