//! Names of files in a backup: which may stand there, and where they lie in a data folder.

use std::path::{Component, Path, PathBuf};

use giaoban_models::store::DATABASE_FILE;

use super::manifest;

/// Longest name, bytes.
const LONGEST: usize = 1024;
/// Folders within folders, at most.
pub(super) const DEEPEST: usize = 16;
/// Made again from the database, so never in a backup.
const REMADE: &str = "search";
/// Present while a folder is being restored.
pub(super) const MARK: &str = "giaoban-restoring";

/// Where a name of a backup lies in a data folder; none when it leaves the folder, or names what a backup does not hold
/// (a foreign write-ahead log would be played into the database).
pub(super) fn place(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let plain = !name.is_empty()
        && name.len() <= LONGEST
        && !name.chars().any(|c| c == '\\' || c.is_control())
        && path.components().count() <= DEEPEST
        && path.components().all(|part| matches!(part, Component::Normal(_)))
        && name.split('/').all(|part| !part.is_empty() && part != ".");
    (plain && !is_left_out(path)).then(|| path.to_owned())
}

/// Whether a file of the data folder stays out of a backup: the index, what SQLite keeps beside the database (the copy needs
/// none of it), the marks of this module, and what is only half written.
pub(super) fn is_left_out(path: &Path) -> bool {
    let first = path.components().next().map(|part| part.as_os_str());
    let companion = path
        .to_str()
        .and_then(|name| name.strip_prefix(DATABASE_FILE))
        .is_some_and(|rest| ["-wal", "-shm", "-journal"].contains(&rest));
    first.is_some_and(|first| first == REMADE)
        || companion
        || path == Path::new(manifest::NAME)
        || path == Path::new(MARK)
        || path.extension().is_some_and(|ending| ending == "part")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leaves_the_folder_or_stands_for_something_else_has_no_place() {
        for name in [
            "",
            "/etc/passwd",
            "../tls/authority.key",
            "recordings/../../x",
            "./giaoban.db",
            "recordings//x",
            "recordings/./x",
            "recordings\\x",
            "a\0b",
            "giaoban.db-wal",
            "giaoban.db-journal",
            "search/format",
            "giaoban-backup.json",
            "giaoban-restoring",
            &"a/".repeat(DEEPEST + 1),
            &"a".repeat(LONGEST + 1),
        ] {
            assert_eq!(place(name), None, "{name}");
        }
        for name in ["giaoban.db", "tls/authority.key", "recordings/m%2F1/t-1.2.ogg", "holidays.json"] {
            assert_eq!(place(name), Some(name.into()));
        }
    }
}
