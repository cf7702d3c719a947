//! The database of a data folder as it lies there: only read, never made, never brought to another form. For whoever
//! copies it beside a running server, and for whoever asks what is wrong with it.
//!
//! These are SQLite's own means (`VACUUM INTO`, `PRAGMA quick_check`); a second engine has tools of its own for them.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};

use super::{DATABASE_FILE, MIGRATIONS, StoreError};
use crate::clock::Moment;

/// SQLite's primary result codes for "another connection writes" and "another connection holds this table".
const BUSY: [i32; 2] = [5, 6];
/// The first form of the database that knows retention.
const RETENTION_SINCE: i64 = 3;
/// Damaged places that are told at most.
const MOST_FAULTS: usize = 20;

statements! {
    COPY = "VACUUM INTO $1";
    QUICK_CHECK = "PRAGMA quick_check(20)";
    SCHEMA = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success";
    LAST_AUDIT = "SELECT at FROM audit ORDER BY seq DESC LIMIT 1";
    LAST_ROOM_LINE = "SELECT at FROM room_log ORDER BY seq DESC LIMIT 1";
    LAST_SIGN_IN = "SELECT MAX(created_at) FROM sessions";
    RECORDINGS = "SELECT file, length_ms, finished, sha256 FROM tracks ORDER BY file";
    RECORDINGS_LEFT = "SELECT file, length_ms, finished, sha256 FROM tracks WHERE removed_at IS NULL ORDER BY file";
    STALE = "SELECT count(*) FROM search_stale s JOIN meetings m ON m.id = s.meeting_id WHERE m.state <> 'live'";
    HOLD = "BEGIN IMMEDIATE";
    LET_GO = "ROLLBACK";
}

/// A recording as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KnownRecording {
    /// Its file, relative to the data folder.
    pub file: String,
    /// How long it is as far as noted, milliseconds.
    pub length_ms: i64,
    /// Whether nothing will be added any more.
    pub finished: bool,
    /// SHA-256 of the finished file, hex.
    pub sha256: Option<String>,
}

/// The newest form of the database that this version knows: the number of its last migration.
#[must_use]
pub fn newest_schema() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The database of a data folder, opened to be read.
#[derive(Clone, Debug)]
pub struct Inspection {
    pool: SqlitePool,
}

impl Inspection {
    /// Opens what is there.
    ///
    /// # Errors
    /// When there is no database, or it cannot be read.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        Self::of_file(&data_dir.join(DATABASE_FILE)).await
    }

    /// Opens a database that lies under another name.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub async fn of_file(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(false)
            .read_only(true)
            .busy_timeout(super::PATIENCE);
        let pool =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(super::PATIENCE).connect_with(options).await?;
        Ok(Self { pool })
    }

    /// The form it has: the number of the last migration that was run on it. Compare with [`newest_schema`].
    ///
    /// # Errors
    /// When it is not one of ours, or damaged.
    pub async fn schema(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(SCHEMA).fetch_one(&self.pool).await?)
    }

    /// Damaged places, as SQLite names them; none when all is well. Reads the whole file.
    ///
    /// # Errors
    /// When it is too damaged to be looked through.
    pub async fn faults(&self) -> Result<Vec<String>, StoreError> {
        let said: Vec<String> = sqlx::query_scalar(QUICK_CHECK).fetch_all(&self.pool).await?;
        Ok(said.into_iter().filter(|line| line != "ok").take(MOST_FAULTS).collect())
    }

    /// The latest moment at which something was kept, as the clock of that time told it; none in a fresh one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_moment(&self) -> Result<Option<Moment>, StoreError> {
        let audit: Option<i64> = sqlx::query_scalar(LAST_AUDIT).fetch_optional(&self.pool).await?;
        let room: Option<i64> = sqlx::query_scalar(LAST_ROOM_LINE).fetch_optional(&self.pool).await?;
        let sign_in: Option<i64> = sqlx::query_scalar(LAST_SIGN_IN).fetch_one(&self.pool).await?;
        Ok([audit, room, sign_in].into_iter().flatten().max().map(Moment))
    }

    /// All recordings that should be there, by file; those removed by the rule of retention are not among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recordings(&self) -> Result<Vec<KnownRecording>, StoreError> {
        // An older form of the database removed none.
        let known = if self.schema().await? < RETENTION_SINCE { RECORDINGS } else { RECORDINGS_LEFT };
        Ok(sqlx::query_as(known).fetch_all(&self.pool).await?)
    }

    /// Whether every line of the audit log hangs on the one before it. For a database of the newest form.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_chain(&self) -> Result<crate::audit::chain::Checked, StoreError> {
        super::audit::check(&mut *self.pool.acquire().await?).await
    }

    /// Meetings, those in progress left aside, that changed since the search index read them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread_by_search(&self) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar(STALE).fetch_one(&self.pool).await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Writes the database as of one moment into `to`, which is empty or not there; others read and write meanwhile.
    ///
    /// # Errors
    /// When the file cannot be written or is not empty.
    pub async fn copy_to(&self, to: &Path) -> Result<(), StoreError> {
        let name = to.to_str().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::InvalidFilename))?;
        sqlx::query(COPY).bind(name).execute(&self.pool).await?;
        Ok(())
    }

    /// Closes it.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

/// Whether somebody holds the right to write for all of `patience`. Nothing is changed.
///
/// # Errors
/// When the database cannot be opened for writing.
pub async fn is_locked(data_dir: &Path, patience: Duration) -> Result<bool, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(data_dir.join(DATABASE_FILE))
        .create_if_missing(false)
        .busy_timeout(patience);
    let busy = |error: &sqlx::Error| {
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|code| code.parse::<i32>().ok());
        code.is_some_and(|code| BUSY.contains(&(code & 0xff)))
    };
    let mut connection = match options.connect().await {
        Ok(connection) => connection,
        Err(error) if busy(&error) => return Ok(true),
        Err(error) => return Err(error.into()),
    };
    match sqlx::query(HOLD).execute(&mut connection).await {
        Ok(_) => {
            sqlx::query(LET_GO).execute(&mut connection).await?;
            connection.close().await?;
            Ok(false)
        }
        Err(error) if busy(&error) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Store;
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn a_copy_taken_while_others_write_is_a_whole_database_of_one_moment() {
        let sample = Sample::filled().await;
        let store = sample.store.clone();
        let writing = tokio::spawn(async move {
            for n in 0..200 {
                store.set_setting("a", &n.to_string()).await.unwrap();
                store.set_setting("b", &n.to_string()).await.unwrap();
            }
        });
        let other = tempfile::tempdir().unwrap();
        let looked = Inspection::open(sample.folder()).await.unwrap();
        looked.copy_to(&other.path().join(DATABASE_FILE)).await.unwrap();
        writing.await.unwrap();
        let copied = Inspection::open(other.path()).await.unwrap();
        assert_eq!(copied.faults().await.unwrap(), Vec::<String>::new());
        assert_eq!(copied.schema().await.unwrap(), newest_schema());
        copied.close().await;
        let again = Store::open(other.path()).await.unwrap();
        let number = async |key: &str| again.setting(key).await.unwrap().map_or(-1, |n| n.parse::<i32>().unwrap());
        let (a, b) = (number("a").await, number("b").await);
        assert!(a == b || a == b + 1, "a {a}, b {b}: what was kept first is in the copy");
        assert!(looked.copy_to(&other.path().join(DATABASE_FILE)).await.is_err(), "nothing is written over");
    }

    #[tokio::test]
    async fn recordings_the_last_moment_and_what_search_has_not_read_are_told() {
        let sample = Sample::filled().await;
        let looked = Inspection::open(sample.folder()).await.unwrap();
        assert_eq!(looked.last_moment().await.unwrap(), None);
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        sample.store.finish_track(&track.id, 1200, Some("ff")).await.unwrap();
        let recording = KnownRecording { file: track.file, length_ms: 1200, finished: true, sha256: Some("ff".into()) };
        assert_eq!(looked.recordings().await.unwrap(), [recording]);
        assert_eq!(looked.unread_by_search().await.unwrap(), 1);
        sample
            .execute("INSERT INTO audit (at, actor_name, act, subject, detail) VALUES (77, '', 'x', '', 'null')")
            .await;
        assert_eq!(looked.last_moment().await.unwrap(), Some(Moment(77)));
    }

    #[tokio::test]
    async fn a_database_that_is_not_there_is_not_made_and_one_that_is_only_read_is_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Inspection::open(folder.path()).await.is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let sample = Sample::filled().await;
        let looked = Inspection::open(sample.folder()).await.unwrap();
        const WRITES: &str = "DELETE FROM settings";
        assert!(sqlx::query(WRITES).execute(&looked.pool).await.is_err());
    }

    #[tokio::test]
    async fn damage_is_found() {
        let sample = Sample::filled().await;
        sample.store.close().await;
        let file = sample.folder().join(DATABASE_FILE);
        let mut bytes = std::fs::read(&file).unwrap();
        for page in bytes.chunks_mut(4096).skip(4).step_by(3) {
            page[..64].fill(0xa5);
        }
        std::fs::write(&file, bytes).unwrap();
        let found = match Inspection::open(sample.folder()).await {
            Ok(looked) => looked.faults().await.map_or(1, |faults| faults.len()),
            Err(_) => 1,
        };
        assert!(found > 0);
    }

    #[tokio::test]
    async fn a_held_database_is_told_apart_from_a_free_one() {
        let sample = Sample::filled().await;
        let patience = Duration::from_millis(100);
        assert!(!is_locked(sample.folder(), patience).await.unwrap());
        let mut holding = sample.store.pool.acquire().await.unwrap();
        sqlx::query(HOLD).execute(&mut *holding).await.unwrap();
        assert!(is_locked(sample.folder(), patience).await.unwrap());
        sqlx::query(LET_GO).execute(&mut *holding).await.unwrap();
        assert!(!is_locked(sample.folder(), patience).await.unwrap());
    }
}
