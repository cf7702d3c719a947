//! Files that only grow, and never keep half of an append.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::FailureReason;

/// A place bytes are appended to, all or nothing.
pub(super) trait Append {
    /// Appends `bytes`; after an error the place holds what it held before.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Passes what was appended on to the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// A new file of a track.
pub(super) struct TrackFile {
    file: File,
    length: u64,
}

impl TrackFile {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        Ok(Self { file, length: 0 })
    }
}

impl Append for TrackFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(bytes) {
            // A short write leaves a torn tail; cutting needs no space, so it works on a full disk.
            let _ = self.file.set_len(self.length);
            return Err(error);
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// The file of a track: `<folder>/<meeting>/<track>.<ending>`. Identifiers are opaque, so everything but letters,
/// digits, `-` and `_` is percent-encoded: no identifier can name a file elsewhere.
pub(super) fn path(folder: &Path, meeting: &str, track: &str, ending: &str) -> PathBuf {
    folder.join(encoded(meeting)).join(format!("{}.{ending}", encoded(track)))
}

/// The path itself, or with a number if there is a file of that name: a track that was finished and goes on.
pub(super) fn unused(path: PathBuf) -> PathBuf {
    let (stem, ending) = match (path.file_stem(), path.extension()) {
        (Some(stem), Some(ending)) if path.exists() => (stem.to_string_lossy(), ending.to_string_lossy()),
        _ => return path,
    };
    let numbered = |number: u32| path.with_file_name(format!("{stem}.{number}.{ending}"));
    (2..1_000).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| path.clone())
}

fn encoded(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    name
}

/// The reason behind an error of writing.
pub(super) fn reason(error: &io::Error) -> FailureReason {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FailureReason::DiskFull,
        _ => FailureReason::Io,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_identifier_cannot_name_a_file_outside_the_folder() {
        let path = path(Path::new("/data"), "../etc", "a/b\0", "ogg");
        assert_eq!(path, Path::new("/data/%2E%2E%2Fetc/a%2Fb%00.ogg"));
    }

    #[test]
    fn a_track_never_writes_over_an_existing_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m").join("t.ogg");
        TrackFile::create(&path).unwrap().append(b"kept").unwrap();
        assert!(TrackFile::create(&path).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"kept");
    }

    #[test]
    fn a_track_that_goes_on_gets_a_file_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.ogg");
        for name in ["t.ogg", "t.2.ogg", "t.3.ogg"] {
            let free = unused(path.clone());
            assert_eq!(free, folder.path().join(name));
            TrackFile::create(&free).unwrap();
        }
    }

    #[test]
    fn a_full_disk_is_told_apart_from_other_errors() {
        assert_eq!(reason(&io::Error::from(io::ErrorKind::StorageFull)), FailureReason::DiskFull);
        assert_eq!(reason(&io::Error::from(io::ErrorKind::PermissionDenied)), FailureReason::Io);
    }
}
