//! What can go wrong with the store.

use crate::id::{MeetingId, PersonId, TrackId, UnitId};
use crate::refusal::Refusal;

/// SQLite's primary result code for a full disk or a reached size limit.
const SQLITE_FULL: &str = "13";
/// SQLite's extended code for "no room to enlarge the shared memory of the write-ahead log".
const SQLITE_IOERR_SHMSIZE: &str = "4874";

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No room is left on the disk. Nothing of the failed call was kept.
    #[error("the disk of the database is full")]
    DiskFull,
    /// There is no database in the folder, and none was asked for.
    #[error("chưa có cơ sở dữ liệu trong thư mục {0} (no database in that folder; is --data or GIAOBAN_DATA right?)")]
    NoDatabase(std::path::PathBuf),
    /// The sign-in name belongs to another account.
    #[error("the sign-in name is taken")]
    UsernameTaken,
    /// No such unit on the day it is needed.
    #[error("no unit {0} on that day")]
    UnknownUnit(UnitId),
    /// No such person.
    #[error("no person {0}")]
    UnknownPerson(PersonId),
    /// No such meeting, or it is not for the asking account.
    #[error("no meeting {0}")]
    UnknownMeeting(MeetingId),
    /// No such track.
    #[error("no track {0}")]
    UnknownTrack(TrackId),
    /// An identity brought in from elsewhere belongs to something else here.
    #[error("the identity {0} is taken")]
    Taken(String),
    /// The same unit is invited twice.
    #[error("unit {0} has two sites")]
    SiteTwice(UnitId),
    /// What was asked cannot be done as things stand; the person is told why.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// A kept value that this version cannot read.
    #[error("column {column} holds something unreadable")]
    Unreadable {
        /// Where it stands.
        column: &'static str,
    },
    /// The data folder cannot be used.
    #[error("the data folder cannot be used")]
    Folder(#[from] std::io::Error),
    /// The database could not be brought to the form of this version.
    #[error("a migration failed")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Anything else the database says.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|e| e.code());
        match code.as_deref() {
            Some(SQLITE_FULL | SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            _ => Self::Database(error),
        }
    }
}

/// Whether a row of the same key is already there.
pub(super) fn is_duplicate(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
