//! Which backups were taken of a data folder, so that somebody who must destroy them knows which.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use giaoban_models::clock::Moment;
use serde::{Deserialize, Serialize};

/// Its name in the data folder: one JSON object a line.
const NAME: &str = "backups.jsonl";
/// Lines that are read at most: a backup an hour for eleven years.
const MOST: usize = 100_000;

/// A backup that was taken (bản sao lưu đã lập).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// When.
    pub made_at: Moment,
    /// Where it was written; it may have been moved since.
    pub file: String,
}

/// Notes a backup.
///
/// # Errors
/// When the data folder cannot be written.
pub(super) fn note(data: &Path, made_at: Moment, file: &Path) -> std::io::Result<()> {
    let file = file.canonicalize()?.display().to_string();
    let mut line = serde_json::to_string(&Taken { made_at, file })?;
    line.push('\n');
    let mut ledger = OpenOptions::new().create(true).append(true).mode(0o600).open(data.join(NAME))?;
    ledger.write_all(line.as_bytes())
}

/// Every backup noted, the earliest first. Lines that cannot be read are left out.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn taken(data: &Path) -> std::io::Result<Vec<Taken>> {
    let file = match File::open(data.join(NAME)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let lines = BufReader::new(file).lines().take(MOST).map_while(Result::ok);
    Ok(lines.filter_map(|line| serde_json::from_str(&line).ok()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn backups_are_remembered_in_order_and_a_torn_line_hides_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        assert!(taken(folder.path()).unwrap().is_empty());
        let file = folder.path().join("một.zip");
        std::fs::write(&file, "").unwrap();
        note(folder.path(), Moment(1), &file).unwrap();
        std::fs::OpenOptions::new()
            .append(true)
            .open(folder.path().join(NAME))
            .unwrap()
            .write_all(b"{\"made\n")
            .unwrap();
        note(folder.path(), Moment(2), &file).unwrap();
        let found = taken(folder.path()).unwrap();
        assert_eq!(found.iter().map(|one| one.made_at.0).collect::<Vec<_>>(), [1, 2]);
        assert!(found[0].file.ends_with("một.zip"));
    }
}
