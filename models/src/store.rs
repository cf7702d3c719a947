//! Where everything is kept: one SQLite file in the data folder, reached only through this module.
//!
//! Every query of the product is here, as a named statement in SQL that PostgreSQL also speaks (`$1` parameters, TEXT
//! identifiers, BIGINT moments, JSON as TEXT); a test prepares each of them against a fresh database.
//!
//! Functions that hand out or change kept content on behalf of a person take a [`Grant`](crate::access::Grant) of the
//! act, and the rows that person may see are chosen inside the query. Functions without a grant are the server's own
//! work: the room, the recorder, the recogniser, the start of the program.
//!
//! What is confirmed by a returned `Ok` survives the death of the process at any moment (write-ahead log).

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

/// The engine; everything else in this module is written so that PostgreSQL can stand beside it.
type Db = sqlx::Sqlite;

/// Declares the SQL texts of one file. `STATEMENTS` lets the tests prepare each of them.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: &str = $sql;)+
        #[cfg(test)]
        pub(super) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

/// Condition on a meeting `m` that the asking account may see: `$1` all of them, or its unit `$2` (or a unit that
/// `$2` succeeded, whose records it inherited) has a site, or its person `$3` presides or writes.
macro_rules! in_scope {
    () => {
        "($1 OR m.chair_id = $3 OR m.secretary_id = $3 OR EXISTS (
            SELECT 1 FROM sites own WHERE own.meeting_id = m.id AND own.unit_id IN (
                WITH RECURSIVE line (id) AS (
                    SELECT CAST($2 AS TEXT)
                    UNION SELECT before.unit_id FROM unit_successors before JOIN line ON before.successor_id = line.id
                ) SELECT id FROM line)))"
    };
}

/// The five columns of who spoke in utterance `u`, as a person said it last, or as recorded; beside [`named`].
macro_rules! speaker {
    () => {
        "COALESCE(w.speaker_id, u.speaker_id) AS speaker_id, COALESCE(w.speaker_name, u.speaker_name) AS speaker_name,
            COALESCE(w.speaker_post, u.speaker_post) AS speaker_post, COALESCE(w.unit_id, u.unit_id) AS unit_id,
            COALESCE(w.unit_name, u.unit_name) AS unit_name"
    };
}

/// What a person said last about who spoke in utterance `u`.
macro_rules! named {
    () => {
        " LEFT JOIN turn_revisions w ON w.utterance_id = u.id AND w.number =
            (SELECT max(newest.number) FROM turn_revisions newest WHERE newest.utterance_id = u.id) "
    };
}

/// Condition on a directive `d` of meeting `m` that the asking account may see: those of meetings it sees, those its
/// unit (or a unit that it succeeded) leads or was handed over, and those such a unit co-operates in, by itself or in a
/// group.
macro_rules! directive_in_scope {
    () => {
        concat!(
            "(",
            in_scope!(),
            " OR d.lead_unit_id IN (
                WITH RECURSIVE line (id) AS (
                    SELECT CAST($2 AS TEXT)
                    UNION SELECT before.unit_id FROM unit_successors before JOIN line ON before.successor_id = line.id
                ) SELECT id FROM line)
            OR d.id IN (
                WITH RECURSIVE line (id) AS (
                    SELECT CAST($2 AS TEXT)
                    UNION SELECT before.unit_id FROM unit_successors before JOIN line ON before.successor_id = line.id
                ) SELECT taken.directive_id FROM directive_events taken JOIN line ON taken.to_unit_id = line.id)
            OR d.id IN (
                WITH RECURSIVE line (id) AS (
                    SELECT CAST($2 AS TEXT)
                    UNION SELECT before.unit_id FROM unit_successors before JOIN line ON before.successor_id = line.id
                ) SELECT co.directive_id FROM directive_co_units co WHERE co.unit_id IN (
                    SELECT id FROM line
                    UNION SELECT g.unit_id FROM unit_members g JOIN line ON line.id = g.member_id)))"
        )
    };
}

mod account_keeping;
mod accounts;
mod annex;
mod audit;
mod calendar_links;
mod clauses;
mod directive_events;
mod directives;
mod dispatches;
mod earlier_meetings;
mod error;
mod gazetteer;
mod handovers;
mod import;
mod inspection;
mod meetings;
mod messages;
mod minutes;
mod misheard;
mod notices;
mod orders;
mod paper_steps;
mod papers;
mod participants;
mod proposals;
mod purge;
mod recordings;
mod rehearings;
mod retention;
mod reviews;
mod revisions;
mod room_log;
mod roster;
mod saved_searches;
mod search_feed;
mod second_factors;
mod sessions;
mod settings;
mod sources;
mod speakers;
mod statistics_feed;
mod turns;
mod units;
mod usage;
mod utterances;
mod versions;
mod votes;

#[cfg(test)]
mod checked;
#[cfg(test)]
pub(crate) mod sample;

pub use account_keeping::Founding;
pub use accounts::{Credentials, KnownAccount, NewAccount};
pub use audit::AuditLine;
pub use clauses::MinutesText;
pub use directives::DirectiveFilter;
pub use dispatches::Dispatchable;
pub use earlier_meetings::EarlierMeeting;
pub use error::StoreError;
pub use handovers::{Dissolved, HandOver};
pub use import::{Imported, ImportedDirective, ImportedMeeting, ImportedSpeaker, ImportedTurn};
pub use inspection::{Inspection, KnownRecording, is_locked, newest_schema};
pub use meetings::{MeetingDays, NewMeeting};
pub use messages::{Channel, Message, MessageLine};
pub use minutes::KeptMinutes;
pub use notices::{NOTICES_SHOWN, Notice, NoticePage, Owed};
pub use papers::KeptPaper;
pub use proposals::{KeptProposal, ProposalDecision};
pub use purge::{PURGED_TITLE, PurgeOrder, Tombstone};
pub use recordings::{TrackKind, TrackRow};
pub use rehearings::{HEARD_AGAIN, Reheard, Rehearing, RehearingCounts, Stretch};
pub use retention::{DueRecording, HeldMeeting, KeptMeeting};
pub use reviews::OpenComment;
pub use revisions::SentenceRevision;
pub use room_log::{RoomEvent, RoomEventKind};
pub use roster::RosterOutcome;
pub use saved_searches::{MOST_SAVED, SavedSearch};
pub use search_feed::Stale;
pub use second_factors::SecondFactor;
pub use sessions::{OpenSession, OwnSession, TokenHash};
pub use sources::{MOST_ORDERED, Source};
pub use turns::TurnRevision;
pub use usage::Usage;
pub use utterances::Kept;

/// Name of the database in the data folder.
pub const DATABASE_FILE: &str = "giaoban.db";

/// Connections kept at most: readers do not wait for the one writer, and a commune's server has few cores.
const CONNECTIONS: u32 = 5;
/// How long a writer waits for the one before it.
const PATIENCE: Duration = Duration::from_secs(10);

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Everything that is kept. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the store of a folder that has one.
    ///
    /// # Errors
    /// [`StoreError::NoDatabase`] when there is none, so that a mistyped folder is not filled; else as [`Store::open`].
    pub async fn open_existing(data_dir: &Path) -> Result<Self, StoreError> {
        if !data_dir.join(DATABASE_FILE).is_file() {
            return Err(StoreError::NoDatabase(data_dir.to_owned()));
        }
        Self::open(data_dir).await
    }

    /// Opens the store in `data_dir`, making folder and database when they are not there, and brings the database to
    /// the form this version knows.
    ///
    /// # Errors
    /// When the folder cannot be written, the file is no database, or a migration fails.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(data_dir)?;
        let options = SqliteConnectOptions::new()
            .filename(data_dir.join(DATABASE_FILE))
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(PATIENCE)
            // What is deleted is also written over: little is, and that for good reason.
            .pragma("secure_delete", "ON")
            .optimize_on_close(true, None);
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Self { pool })
    }

    /// Waits for what is being written and closes the file. Calls after it fail.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
