//! Taking a backup.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufWriter, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use giaoban_models::clock::Moment;
use giaoban_models::store::{DATABASE_FILE, Inspection, KnownRecording};
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::manifest::{self, Manifest, Packed};
use super::{BLOCK, BackupError, Progress, beside, folder_of, ledger, names, sync_folder};
use crate::server::disk_free;

/// From this length on an entry is written in the large form of the format (ZIP64), which takes any length: well below
/// 4 GiB, because compressed data may be a little longer than the file.
const LARGE: u64 = 0xf000_0000;

/// Words may be kept up to two seconds before the sound they were drawn from is in its file (a page of sound is one second, a
/// cluster of pictures two). While somebody records, files are read so much later than the database was copied.
const SETTLING: Duration = Duration::from_millis(2500);

/// Something a person should look at; the backup is whole all the same.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Note {
    /// The file.
    pub file: String,
    /// `missing`, `changed` or `unlisted`.
    pub code: &'static str,
}

impl Note {
    /// In words.
    pub fn describe(&self) -> String {
        let Self { file, code } = self;
        match *code {
            "missing" => {
                format!("{file}: cơ sở dữ liệu biết bản ghi này nhưng không có tệp (the recording's file is missing)")
            }
            "unlisted" => format!(
                "{file}: không ghi được vào danh sách bản sao lưu của thư mục dữ liệu (the backup could not be listed in the data folder)"
            ),
            _ => format!(
                "{file}: bản ghi khác với lúc kết thúc ghi (the recording is not as it was when it was finished)"
            ),
        }
    }
}

/// Copies what `data` holds at this moment into `file`, which appears only when it is whole.
///
/// # Errors
/// When the data folder cannot be read, `file` cannot be written, or it exists and `overwrite` is not set.
pub async fn pack(
    data: &Path,
    file: &Path,
    overwrite: bool,
    now: Moment,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Manifest, Vec<Note>), BackupError> {
    if !data.join(DATABASE_FILE).is_file() {
        return Err(BackupError::NoData(data.to_owned()));
    }
    let folder = folder_of(file).canonicalize().map_err(BackupError::file(folder_of(file)))?;
    if folder.starts_with(data.canonicalize().map_err(BackupError::file(data))?) {
        return Err(BackupError::Inside(data.to_owned()));
    }
    if file.exists() && !overwrite {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let part = Part::claim(file)?;
    let copy = part.database();
    private(&copy)?;

    let found = Inspection::open(data).await?;
    let sizes = listed(data)?;
    enough_space(data, &folder, &sizes)?;
    let schema = found.schema().await?;
    found.copy_to(&copy).await?;
    found.close().await;
    let copied = Inspection::of_file(&copy).await?;
    let recordings = copied.recordings().await?;
    copied.close().await;
    if recordings.iter().any(|known| !known.finished) {
        tokio::time::sleep(SETTLING).await;
    }

    // Listed after the database was copied: every file its rows name is there, with at least the length they know.
    let files = listed(data)?;
    let length = fs::metadata(&copy).map_err(BackupError::file(&copy))?.len();
    let of = length + files.iter().map(|(_, bytes)| bytes).sum::<u64>();
    let mut writer =
        Writer { zip: ZipWriter::new(BufWriter::with_capacity(BLOCK, &part.file)), part: &part.path, done: 0, of };
    let mut packed = Vec::with_capacity(files.len() + 1);
    packed.extend(writer.add(&copy, DATABASE_FILE, progress)?);
    for (name, _) in &files {
        packed.extend(writer.add(&data.join(name), name, progress)?);
    }
    let manifest = Manifest {
        format: manifest::FORMAT.to_owned(),
        version: manifest::VERSION,
        made_at: now,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        files: packed,
    };
    writer.finish(&manifest)?;
    part.file.sync_all().map_err(BackupError::file(&part.path))?;
    fs::rename(&part.path, file).map_err(BackupError::file(file))?;
    sync_folder(&folder).map_err(BackupError::file(&folder))?;
    let mut notes = compare(&recordings, &manifest);
    if ledger::note(data, now, file).is_err() {
        notes.push(Note { file: file.display().to_string(), code: "unlisted" });
    }
    Ok((manifest, notes))
}

/// The files being written; taken away again unless they were put in place.
struct Part {
    path: PathBuf,
    file: File,
}

impl Part {
    fn claim(target: &Path) -> Result<Self, BackupError> {
        let path = beside(target, ".part");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(&path).map_err(BackupError::file(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(target.to_owned())),
            Err(TryLockError::Error(error)) => return Err(BackupError::File { path, error }),
        }
        file.set_len(0).map_err(BackupError::file(&path))?;
        Ok(Self { path, file })
    }

    /// Where the copy of the database lies meanwhile.
    fn database(&self) -> PathBuf {
        beside(&self.path, ".db")
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let copy = self.database();
        for path in [&self.path, &copy, &beside(&copy, "-wal"), &beside(&copy, "-shm")] {
            let _ = fs::remove_file(path);
        }
    }
}

/// An empty file only its owner can read: it will hold password hashes.
fn private(path: &Path) -> Result<(), BackupError> {
    let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    opened.map(drop).map_err(BackupError::file(path))
}

/// Every file of the data folder that belongs in a backup, but the database: name and length, in order of name.
fn listed(data: &Path) -> Result<Vec<(String, u64)>, BackupError> {
    let mut files = Vec::new();
    let mut folders = vec![(PathBuf::new(), 1)];
    while let Some((inner, depth)) = folders.pop() {
        let folder = data.join(&inner);
        for entry in fs::read_dir(&folder).map_err(BackupError::file(&folder))? {
            let entry = entry.map_err(BackupError::file(&folder))?;
            let path = inner.join(entry.file_name());
            // What was deleted in the meantime is none of the backup; links and sockets are none of ours.
            let Ok(found) = entry.metadata() else { continue };
            if names::is_left_out(&path) || path == Path::new(DATABASE_FILE) {
                continue;
            }
            if found.is_dir() && depth < names::DEEPEST {
                folders.push((path, depth + 1));
            } else if found.is_file()
                && let Some(name) = path.to_str().filter(|name| names::place(name).is_some())
            {
                files.push((name.to_owned(), found.len()));
            }
            if files.len() >= manifest::MOST_FILES {
                return Err(BackupError::TooMany(manifest::MOST_FILES));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Refuses before anything is written when the disk is plainly too small: sound and picture do not become smaller.
fn enough_space(data: &Path, folder: &Path, files: &[(String, u64)]) -> Result<(), BackupError> {
    let database = fs::metadata(data.join(DATABASE_FILE)).map_or(0, |found| found.len());
    let needed = files.iter().map(|(_, bytes)| bytes).sum::<u64>() + database;
    let free = disk_free(folder);
    if free >= needed {
        return Ok(());
    }
    Err(BackupError::NoSpace { at: folder.to_owned(), free_mb: free >> 20, needed_mb: (needed >> 20) + 1 })
}

struct Writer<'a> {
    zip: ZipWriter<BufWriter<&'a File>>,
    part: &'a Path,
    done: u64,
    of: u64,
}

impl Writer<'_> {
    /// Adds a file as long as it is now; none when it was deleted in the meantime.
    fn add(
        &mut self,
        path: &Path,
        name: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Option<Packed>, BackupError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(BackupError::File { path: path.to_owned(), error }),
        };
        let found = file.metadata().map_err(BackupError::file(path))?;
        let options = SimpleFileOptions::default()
            .compression_method(method(name))
            .large_file(found.len() >= LARGE)
            .unix_permissions(found.permissions().mode() & 0o777);
        self.zip.start_file(name, options).map_err(|error| self.failed(error))?;
        let mut rest = file.take(found.len());
        let mut digest = Sha256::new();
        let mut bytes = 0;
        let mut block = vec![0; BLOCK];
        loop {
            let read = rest.read(&mut block).map_err(BackupError::file(path))?;
            if read == 0 {
                break;
            }
            digest.update(&block[..read]);
            self.zip.write_all(&block[..read]).map_err(BackupError::file(self.part))?;
            bytes += read as u64;
            self.done += read as u64;
            progress(Progress { done: self.done, of: self.of.max(self.done) });
        }
        Ok(Some(Packed { path: name.to_owned(), bytes, sha256: hex(&digest.finalize()) }))
    }

    fn finish(mut self, manifest: &Manifest) -> Result<(), BackupError> {
        let text =
            serde_json::to_vec_pretty(manifest).map_err(|error| self.failed(std::io::Error::from(error).into()))?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(manifest::NAME, options).map_err(|error| self.failed(error))?;
        self.zip.write_all(&text).map_err(BackupError::file(self.part))?;
        let part = self.part;
        let failed = |error: zip::result::ZipError| BackupError::File { path: part.to_owned(), error: error.into() };
        let written = self.zip.finish().map_err(failed)?;
        written.into_inner().map_err(|error| BackupError::File { path: part.to_owned(), error: error.into_error() })?;
        Ok(())
    }

    fn failed(&self, error: zip::result::ZipError) -> BackupError {
        BackupError::File { path: self.part.to_owned(), error: error.into() }
    }
}

/// Sound and picture are compressed already.
fn method(name: &str) -> CompressionMethod {
    match Path::new(name).extension().and_then(|ending| ending.to_str()) {
        Some("ogg" | "opus" | "webm" | "mkv" | "zip" | "docx" | "pdf" | "jpg" | "png") => CompressionMethod::Stored,
        _ => CompressionMethod::Deflated,
    }
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Recordings that the database of the backup knows otherwise than its files are.
fn compare(recordings: &[KnownRecording], manifest: &Manifest) -> Vec<Note> {
    let files: HashMap<&str, &str> = manifest.files.iter().map(|f| (f.path.as_str(), f.sha256.as_str())).collect();
    let mut notes = Vec::new();
    for known in recordings {
        let code = match (files.get(known.file.as_str()), &known.sha256) {
            (None, _) if known.length_ms > 0 => "missing",
            (Some(found), Some(sha256)) if known.finished && found != sha256 => "changed",
            _ => continue,
        };
        notes.push(Note { file: known.file.clone(), code });
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_that_is_gone_or_was_changed_is_told() {
        let known = |file: &str, length_ms, sha256: Option<&str>| KnownRecording {
            file: file.to_owned(),
            length_ms,
            finished: sha256.is_some(),
            sha256: sha256.map(str::to_owned),
        };
        let recordings = [
            known("gone.ogg", 20, None),
            known("never-begun.ogg", 0, None),
            known("right.ogg", 20, Some("aa")),
            known("wrong.ogg", 20, Some("bb")),
            known("growing.ogg", 20, None),
        ];
        let files = ["right.ogg", "wrong.ogg", "growing.ogg"].map(|path| Packed {
            path: path.to_owned(),
            bytes: 1,
            sha256: "aa".to_owned(),
        });
        let manifest = Manifest {
            format: String::new(),
            version: 1,
            made_at: Moment(0),
            program: String::new(),
            schema: 0,
            files: files.to_vec(),
        };
        let notes: Vec<_> = compare(&recordings, &manifest).into_iter().map(|note| (note.file, note.code)).collect();
        assert_eq!(notes, [("gone.ogg".to_owned(), "missing"), ("wrong.ogg".to_owned(), "changed")]);
    }
}
