//! The database and the search index made from it.

use std::path::Path;
use std::time::Duration;

use giaoban_models::clock::Moment;
use giaoban_models::store::{DATABASE_FILE, Inspection, StoreError, is_locked, newest_schema};

use super::{Finding, Index, process, shell};

/// A server at work holds the right to write for moments only.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a running server may take to read a change into the index.
const READING: Duration = Duration::from_secs(4);

/// What was found in it.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) findings: Vec<Finding>,
    /// When something was kept last.
    pub(super) last_moment: Option<Moment>,
}

/// Whether the database is there, whole, of the form this version knows and free to be written, and whether search has read it.
pub(super) async fn examine(data: &Path, index: &Index) -> Looked {
    let mut looked = Looked::default();
    if !data.join(DATABASE_FILE).exists() {
        looked.findings.extend(missing(data));
        return looked;
    }
    let locked = is_locked(data, PATIENCE).await.unwrap_or(false);
    if locked {
        looked.findings.push(held(data, Path::new("/proc")));
    }
    if let Err(error) = look(data, index, &mut looked).await
        && !locked
    {
        // Whoever holds everything lets nobody read either; that is told already.
        looked.findings.push(damaged(data, &said(&error)));
    }
    looked
}

async fn look(data: &Path, index: &Index, looked: &mut Looked) -> Result<(), StoreError> {
    let database = Inspection::open(data).await?;
    let faults = database.faults().await?;
    if let Some(fault) = faults.first() {
        looked.findings.push(damaged(data, fault));
        return Ok(());
    }
    let (theirs, ours) = (database.schema().await?, newest_schema());
    if theirs != ours {
        looked.findings.push(other_schema(data, theirs, ours));
    }
    // What follows is asked of tables that an older form may not have.
    if theirs == ours {
        looked.last_moment = database.last_moment().await?;
        looked.findings.extend(stale(data, &database, index).await?);
        looked.findings.extend(database.audit_chain().await?.broken_at.map(|place| broken(data, place)));
    }
    database.close().await;
    Ok(())
}

/// Recordings without the database that knows them.
fn missing(data: &Path) -> Option<Finding> {
    let recordings = data.join("recordings");
    let any = std::fs::read_dir(&recordings).is_ok_and(|mut inside| inside.next().is_some());
    any.then(|| {
        Finding::new(
            "database_missing",
            format!("Thư mục {} có bản ghi nhưng không có cơ sở dữ liệu {DATABASE_FILE}.", data.display()),
            format!("The folder {} holds recordings but no database {DATABASE_FILE}.", data.display()),
            restore(data),
        )
    })
}

/// A log somebody wrote in behind the program. Nothing mends that; a backup tells what stood there.
fn broken(data: &Path, place: i64) -> Finding {
    Finding::new(
        "audit_broken",
        format!(
            "Nhật ký trong {} đã bị can thiệp: từ mục số {place} không còn nối với các mục trước. Giữ nguyên máy chủ, báo người phụ trách an toàn thông tin.",
            data.display()
        ),
        format!(
            "The audit log in {} was tampered with: from line {place} on it no longer hangs on what came before. Leave the server as it is and tell whoever is responsible for security.",
            data.display()
        ),
        format!("giaoban backup hien-trang.zip --data {}", shell(data)),
    )
}

fn damaged(data: &Path, fault: &str) -> Finding {
    Finding::new(
        "database_damaged",
        format!(
            "Cơ sở dữ liệu trong {} bị hỏng hoặc không đọc được ({fault}). Dừng máy chủ, giữ nguyên thư mục cũ.",
            data.display()
        ),
        format!(
            "The database in {} is damaged or cannot be read ({fault}). Stop the server and keep the folder.",
            data.display()
        ),
        restore(data),
    )
}

fn restore(data: &Path) -> String {
    let mut other = data.as_os_str().to_owned();
    other.push("-moi");
    format!("giaoban restore BẢN-SAO-LƯU.zip --data {}", shell(Path::new(&other)))
}

fn other_schema(data: &Path, theirs: i64, ours: i64) -> Finding {
    if theirs < ours {
        return Finding::new(
            "schema_old",
            format!("Cơ sở dữ liệu thuộc phiên bản cũ ({theirs}; nay là {ours}). Sao lưu rồi khởi động để nâng cấp."),
            format!("The database is of an older version ({theirs}; now {ours}). Back it up; a start brings it up."),
            format!("giaoban backup truoc-nang-cap.zip --data {0} && giaoban serve --data {0}", shell(data)),
        );
    }
    Finding::new(
        "schema_newer",
        format!(
            "Cơ sở dữ liệu thuộc phiên bản mới hơn chương trình ({theirs}; chương trình biết đến {ours}). Cài phiên bản mới."
        ),
        format!(
            "The database is of a newer version than this program ({theirs}; known up to {ours}). Install that version."
        ),
        "git pull && scripts/serve",
    )
}

fn held(data: &Path, proc: &Path) -> Finding {
    let file = data.join(DATABASE_FILE);
    let holders = process::of_file(proc, &file.canonicalize().unwrap_or_else(|_| file.clone()));
    let names: Vec<String> = holders.iter().map(|holder| format!("{} (PID {})", holder.name, holder.pid)).collect();
    let who = if names.is_empty() { "?".to_owned() } else { names.join(", ") };
    let mend = holders.first().map_or_else(|| format!("sudo fuser -v {}", shell(&file)), |h| format!("kill {}", h.pid));
    Finding::new(
        "database_locked",
        format!("Cơ sở dữ liệu bị khóa quá {} giây; đang mở bởi: {who}.", PATIENCE.as_secs()),
        format!("The database has been locked for over {} seconds; it is open in: {who}.", PATIENCE.as_secs()),
        mend,
    )
}

/// Whether search has not read what was kept, nor does so now.
async fn stale(data: &Path, database: &Inspection, index: &Index) -> Result<Option<Finding>, StoreError> {
    let mut unread = database.unread_by_search().await?;
    if unread > 0 {
        // A running server reads within seconds.
        tokio::time::sleep(READING).await;
        unread = unread.min(database.unread_by_search().await?);
    }
    let none = !index.readable && !database.recordings().await?.is_empty();
    if unread == 0 && !none {
        return Ok(None);
    }
    let (vi, en) = if unread > 0 {
        (format!("chưa đọc {unread} cuộc họp đã thay đổi"), format!("has not read {unread} changed meetings"))
    } else {
        ("chưa có hoặc không đọc được".to_owned(), "is missing or cannot be read".to_owned())
    };
    Ok(Some(Finding::new(
        "search_stale",
        format!("Chỉ mục tra cứu {vi}."),
        format!("The search index {en}."),
        format!("giaoban search --data {} 'giao ban'", shell(data)),
    )))
}

/// An error with what is behind it.
fn said(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| cause.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use giaoban_models::search::Indexer;
    use giaoban_models::store::Store;

    use super::*;

    const FRESH: Index = Index { readable: false };

    async fn codes(data: &Path, index: &Index) -> Vec<&'static str> {
        examine(data, index).await.findings.into_iter().map(|finding| finding.code).collect()
    }

    async fn filled() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let now = Moment(1_795_230_000_000);
        crate::demo::load(&store, folder.path(), "$argon2id$none", |_| Ok(vec![]), now).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn a_fresh_folder_is_well_and_recordings_without_their_database_are_not() {
        let folder = tempfile::tempdir().unwrap();
        assert!(codes(folder.path(), &FRESH).await.is_empty());
        fs::create_dir_all(folder.path().join("recordings/m")).unwrap();
        assert_eq!(codes(folder.path(), &FRESH).await, ["database_missing"]);
    }

    #[tokio::test]
    async fn an_index_that_has_not_read_what_was_kept_is_stale_until_the_named_command_was_run() {
        let (folder, store) = filled().await;
        assert_eq!(codes(folder.path(), &Index::of(folder.path())).await, ["search_stale"]);
        // What `giaoban search` does first.
        let index = std::sync::Arc::new(giaoban_models::search::Index::open(folder.path()));
        Indexer::new(index).refresh(&store, Moment(1_795_230_000_000)).await.unwrap();
        assert!(codes(folder.path(), &Index::of(folder.path())).await.is_empty());
        fs::remove_dir_all(folder.path().join("search")).unwrap();
        assert_eq!(codes(folder.path(), &Index::of(folder.path())).await, ["search_stale"]);
    }

    #[tokio::test]
    async fn a_line_of_the_audit_log_changed_behind_the_program_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        for act in ["one", "two", "three"] {
            let line = giaoban_models::audit::AuditEntry {
                at: Moment(7),
                actor: None,
                actor_name: String::new(),
                act: act.to_owned(),
                subject: String::new(),
                detail: serde_json::Value::Null,
            };
            store.audit(&line).await.unwrap();
        }
        store.close().await;
        assert!(codes(folder.path(), &FRESH).await.is_empty());
        let change = "import sqlite3, sys\n\
            c = sqlite3.connect(sys.argv[1])\n\
            c.execute('DROP TRIGGER audit_keeps_its_lines')\n\
            c.execute(\"UPDATE audit SET act = 'four' WHERE act = 'two'\")\n\
            c.commit()\n";
        let file = folder.path().join(DATABASE_FILE).display().to_string();
        assert!(Command::new("python3").args(["-c", change, &file]).status().unwrap().success());
        let found = examine(folder.path(), &FRESH).await.findings;
        assert_eq!(found[0].code, "audit_broken");
        assert!(found[0].vi.contains("mục số 2"), "{}", found[0].vi);
    }

    #[tokio::test]
    async fn a_damaged_database_and_a_file_that_is_none_are_told_with_the_way_back() {
        let (folder, store) = filled().await;
        store.close().await;
        let file = folder.path().join(DATABASE_FILE);
        let mut bytes = fs::read(&file).unwrap();
        for page in bytes.chunks_mut(4096).skip(8).step_by(2) {
            page[..64].fill(0xa5);
        }
        fs::write(&file, bytes).unwrap();
        let found = examine(folder.path(), &FRESH).await.findings;
        assert_eq!(found[0].code, "database_damaged");
        assert!(found[0].mend.starts_with("giaoban restore ") && found[0].mend.ends_with("-moi"));
        fs::write(&file, "đây không phải cơ sở dữ liệu ".repeat(200)).unwrap();
        assert_eq!(codes(folder.path(), &FRESH).await, ["database_damaged"]);
    }

    #[tokio::test]
    async fn a_database_somebody_holds_is_told_as_locked_and_free_again_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        Store::open(folder.path()).await.unwrap().close().await;
        // What SQLite does to write without a write-ahead log: an exclusive lock on its bytes of the file.
        let holding = Command::new("python3")
            .args(["-c", HOLD, &folder.path().join(DATABASE_FILE).display().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut holding = holding.unwrap();
        let mut ready = [0; 1];
        std::io::Read::read_exact(holding.stdout.as_mut().unwrap(), &mut ready).unwrap();
        let found = examine(folder.path(), &FRESH).await.findings;
        drop(holding.stdin.take());
        holding.wait().unwrap();
        assert_eq!(found[0].code, "database_locked");
        assert_eq!(found[0].mend, format!("kill {}", holding.id()));
        assert!(codes(folder.path(), &FRESH).await.is_empty());
    }

    use std::process::{Command, Stdio};

    /// Begins to write, says so, and holds on until its input ends.
    const HOLD: &str = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
        c.execute('BEGIN IMMEDIATE')\n\
        print('x', end='', flush=True)\n\
        sys.stdin.read()\n";

    #[test]
    fn an_older_form_is_brought_up_after_a_backup_and_a_newer_one_needs_a_newer_program() {
        let data = Path::new("/srv/giaoban");
        let old = other_schema(data, 1, 2);
        assert!(old.code == "schema_old" && old.mend.starts_with("giaoban backup "), "{old:?}");
        assert_eq!(other_schema(data, 3, 2).code, "schema_newer");
    }
}
