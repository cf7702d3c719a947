//! Every query is prepared, every migration runs on a filled database, and the store survives what it promises to.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqlSafeStr as _};
use tempfile::TempDir;

use super::sample::{NOW, Sample};
use super::{DATABASE_FILE, MIGRATIONS, Store, StoreError};

/// The statements of each file.
const STATEMENTS: &[(&str, &[(&str, &str)])] = &[
    ("account_keeping", super::account_keeping::STATEMENTS),
    ("accounts", super::accounts::STATEMENTS),
    ("annex", super::annex::STATEMENTS),
    ("audit", super::audit::STATEMENTS),
    ("calendar_links", super::calendar_links::STATEMENTS),
    ("clauses", super::clauses::STATEMENTS),
    ("directive_events", super::directive_events::STATEMENTS),
    ("directives", super::directives::STATEMENTS),
    ("dispatches", super::dispatches::STATEMENTS),
    ("earlier_meetings", super::earlier_meetings::STATEMENTS),
    ("gazetteer", super::gazetteer::STATEMENTS),
    ("handovers", super::handovers::STATEMENTS),
    ("import", super::import::STATEMENTS),
    ("inspection", super::inspection::STATEMENTS),
    ("meetings", super::meetings::STATEMENTS),
    ("messages", super::messages::STATEMENTS),
    ("minutes", super::minutes::STATEMENTS),
    ("misheard", super::misheard::STATEMENTS),
    ("notices", super::notices::STATEMENTS),
    ("orders", super::orders::STATEMENTS),
    ("paper_steps", super::paper_steps::STATEMENTS),
    ("papers", super::papers::STATEMENTS),
    ("participants", super::participants::STATEMENTS),
    ("proposals", super::proposals::STATEMENTS),
    ("purge", super::purge::STATEMENTS),
    ("recordings", super::recordings::STATEMENTS),
    ("reviews", super::reviews::STATEMENTS),
    ("rehearings", super::rehearings::STATEMENTS),
    ("retention", super::retention::STATEMENTS),
    ("revisions", super::revisions::STATEMENTS),
    ("room_log", super::room_log::STATEMENTS),
    ("roster", super::roster::STATEMENTS),
    ("saved_searches", super::saved_searches::STATEMENTS),
    ("search_feed", super::search_feed::STATEMENTS),
    ("second_factors", super::second_factors::STATEMENTS),
    ("sessions", super::sessions::STATEMENTS),
    ("settings", super::settings::STATEMENTS),
    ("sources", super::sources::STATEMENTS),
    ("statistics_feed", super::statistics_feed::STATEMENTS),
    ("turns", super::turns::STATEMENTS),
    ("units", super::units::STATEMENTS),
    ("usage", super::usage::STATEMENTS),
    ("utterances", super::utterances::STATEMENTS),
    ("versions", super::versions::STATEMENTS),
    ("votes", super::votes::STATEMENTS),
];

/// Databases as older versions left them: the last migration they knew, and what was in them. A release adds a line.
const FILLED: [(i64, &str); 3] = [
    (1, include_str!("fixtures/filled_at_0001.sql")),
    (2, include_str!("fixtures/filled_at_0002.sql")),
    (3, include_str!("fixtures/filled_at_0003.sql")),
];

/// Words that SQLite takes and PostgreSQL does not.
const SQLITE_ONLY: [&str; 14] = [
    "INSERT OR",
    "REPLACE INTO",
    "IFNULL",
    "STRFTIME",
    "DATETIME(",
    "JULIANDAY",
    "JSON_EACH",
    "JSON_EXTRACT",
    "GROUP_CONCAT",
    "ROWID",
    "GLOB ",
    " LIKE ",
    "AUTOINCREMENT",
    "?",
];

#[tokio::test]
async fn every_query_of_the_store_is_understood_by_the_database() {
    let sample = Sample::empty().await;
    for (file, statements) in STATEMENTS {
        for (name, sql) in *statements {
            let prepared = sample.store.pool.prepare(AssertSqlSafe(*sql).into_sql_str()).await;
            assert!(prepared.is_ok(), "{file}::{name}: {:?}", prepared.err());
        }
    }
}

#[test]
fn every_query_is_sql_that_postgresql_also_speaks() {
    for (file, statements) in STATEMENTS {
        for (name, sql) in *statements {
            let upper = sql.to_uppercase();
            for word in SQLITE_ONLY {
                assert!(!upper.contains(word), "{file}::{name} says {word}");
            }
        }
    }
}

#[test]
fn every_query_is_a_named_statement_and_every_file_with_statements_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut listed = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "rs") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).unwrap();
        if name != "checked" && name != "sample" {
            for call in ["query(\"", "query_as(\"", "query_scalar(\"", "AssertSqlSafe"] {
                assert!(!source.contains(call), "{name} has SQL outside statements!");
            }
        }
        if source.contains("statements! {") && name != "checked" {
            listed += 1;
            assert!(STATEMENTS.iter().any(|(file, _)| *file == name), "{name} is not prepared");
        }
    }
    assert_eq!(listed, STATEMENTS.len());
}

/// A database as the version that knew migrations up to `version` left it.
async fn filled_at(version: i64, content: &'static str, folder: &Path) -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join(DATABASE_FILE))
        .create_if_missing(true)
        .connect()
        .await
        .unwrap();
    let known: Vec<_> = MIGRATIONS.iter().filter(|m| m.version <= version).cloned().collect();
    Migrator::with_migrations(known).run_direct(None, &mut connection, false).await.unwrap();
    connection.execute(content).await.unwrap();
    connection
}

async fn counts(connection: &mut SqliteConnection) -> Vec<(String, i64)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let mut counts = Vec::new();
    for table in tables {
        let count = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        counts.push((table, sqlx::query_scalar(count).fetch_one(&mut *connection).await.unwrap()));
    }
    counts
}

#[tokio::test]
async fn a_filled_database_of_every_older_version_is_brought_up_without_losing_a_row() {
    for (version, content) in FILLED {
        let folder = TempDir::new().unwrap();
        let mut old = filled_at(version, content, folder.path()).await;
        let before = counts(&mut old).await;
        assert!(before.iter().all(|(_, rows)| *rows > 0), "fixture {version} leaves a table empty: {before:?}");
        old.close().await.unwrap();

        let store = Store::open(folder.path()).await.unwrap();
        let mut now = store.pool.acquire().await.unwrap();
        let after = counts(&mut now).await;
        for (table, rows) in &before {
            assert!(after.contains(&(table.clone(), *rows)), "fixture {version}: {table} had {rows}: {after:?}");
        }
        let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *now).await.unwrap();
        assert!(broken.is_empty(), "fixture {version}");
        drop(now);

        // What was kept is still read by today's functions.
        let meeting = store.meeting_for_room(&"m-1".into()).await.unwrap().unwrap();
        assert_eq!((meeting.sites.len(), meeting.chair_name.as_str()), (2, "Nguyễn Văn Ân"));
        assert_eq!(store.last_finals(&meeting.id, 10).await.unwrap()[0].words.len(), 2);
        assert_eq!(store.room_events(&meeting.id).await.unwrap().len(), 2);
        assert_eq!(store.unwritten(&meeting.id).await.unwrap().len(), 1);
    }
}

#[test]
fn the_last_migration_has_a_filled_database_to_be_followed_by() {
    let last = MIGRATIONS.iter().map(|m| m.version).max().unwrap();
    assert_eq!(FILLED.last().unwrap().0, last, "fill one at {last:04} before writing the next migration");
}

#[tokio::test]
async fn a_second_opening_finds_everything_as_it_was() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("not/there/yet")).await.unwrap();
    store.set_setting("authority", "tỉnh Quảng Trị").await.unwrap();
    store.close().await;
    assert!(store.setting("authority").await.is_err(), "closed is closed");
    let again = Store::open(&folder.path().join("not/there/yet")).await.unwrap();
    assert_eq!(again.setting("authority").await.unwrap().as_deref(), Some("tỉnh Quảng Trị"));
}

#[tokio::test]
async fn what_was_confirmed_is_there_when_the_process_dies_without_closing() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    store.set_setting("authority", "xã Cam Lộ").await.unwrap();
    // The files as they lie there while the process still has them open: what a killed process leaves behind.
    let left = TempDir::new().unwrap();
    for name in [DATABASE_FILE.to_owned(), format!("{DATABASE_FILE}-wal")] {
        std::fs::copy(folder.path().join(&name), left.path().join(&name)).unwrap();
    }
    let again = Store::open(left.path()).await.unwrap();
    assert_eq!(again.setting("authority").await.unwrap().as_deref(), Some("xã Cam Lộ"));
}

#[tokio::test]
async fn a_full_disk_is_told_apart_and_what_was_there_stays() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let track = sample.track(&meeting, &sample.head_a, "t1").await;
    sample.store.add_final(&sample.utterance(&track, 0, 1000), 1000).await.unwrap();
    // A database that may not grow stands in for a disk that cannot; the limit is kept per connection.
    let mut all = Vec::new();
    for _ in 0..super::CONNECTIONS {
        let mut connection = sample.store.pool.acquire().await.unwrap();
        connection.execute("PRAGMA max_page_count = 1").await.unwrap();
        all.push(connection);
    }
    drop(all);
    let mut long = sample.utterance(&track, 2000, 3000);
    long.written = "dài ".repeat(100_000);
    let refused = sample.store.add_final(&long, 3000).await;
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    assert_eq!(sample.store.last_finals(&meeting.id, 9).await.unwrap().len(), 1);
    sample.store.track_grown(&track.id, 5000).await.unwrap();
    assert_eq!(sample.store.unwritten(&meeting.id).await.unwrap()[0].transcribed_until_ms, 1000);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(DATABASE_FILE);
    std::fs::write(&file, "đây là một tệp văn bản, không phải cơ sở dữ liệu. ".repeat(50)).unwrap();
    let before = std::fs::read(&file).unwrap();
    assert!(Store::open(folder.path()).await.is_err());
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

/// Tables that hold nothing of what was said, decided or written in a meeting.
const WITHOUT_CONTENT: [&str; 27] = [
    "settings",
    "units",
    "unit_names",
    "unit_parents",
    "unit_successors",
    "unit_aliases",
    "unit_members",
    "persons",
    "positions",
    "address_forms",
    "accounts",
    "sessions",
    "second_factors",
    "recovery_codes",
    "calendar_links",
    "meetings",
    "sites",
    "participants",
    "room_log",
    "audit",
    "misheard_decisions",
    "saved_searches",
    "person_contacts",
    "messages",
    "purges",
    "legal_holds",
    "search_stale",
];

#[tokio::test]
async fn a_purge_leaves_no_row_of_what_was_said_in_any_table_there_is() {
    let folder = TempDir::new().unwrap();
    filled_at(3, FILLED[2].1, folder.path()).await.close().await.unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for prepared in [
        "UPDATE meetings SET state = 'ended' WHERE id = 'm-1'",
        "DELETE FROM legal_holds",
        "DROP TRIGGER versions_keep",
        "UPDATE minutes_versions SET state = 'approved'",
    ] {
        store.pool.execute(prepared).await.unwrap();
    }
    let account = store.account(&"a-chutri".into(), "2026-11-22").await.unwrap().unwrap();
    let admin = crate::account::Account { role: crate::role::Role::SystemAdmin, ..account };
    let grant = crate::access::Grant::ask(admin).unwrap();
    let order = super::PurgeOrder { meeting: "m-1".into(), reason: "Ghi nhầm".to_owned() };
    let files = store.purge(&grant, &order, NOW).await.unwrap();
    assert_eq!(files, ["recordings/m-1/t-1.opus"]);
    let mut now = store.pool.acquire().await.unwrap();
    for (table, rows) in counts(&mut now).await {
        let content = !WITHOUT_CONTENT.contains(&table.as_str());
        assert!(
            !content || rows == 0,
            "{table} still has {rows}: remove its rows in a purge, or list it as without content"
        );
    }
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *now).await.unwrap();
    assert!(broken.is_empty());
}
