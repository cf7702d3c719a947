//! Checking a backup, and the way back from one.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Read, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use giaoban_models::store::{DATABASE_FILE, Inspection, newest_schema};
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use super::manifest::{self, Manifest, Packed};
use super::pack::hex;
use super::{BLOCK, BackupError, Progress, beside, folder_of, names, sync_folder};
use crate::server::disk_free;

/// Permissions a restored file may have: nothing for others, nothing to be run.
const PERMITTED: u32 = 0o640;
/// And at least these.
const OWNER: u32 = 0o600;

/// Reads every byte of a backup and compares it with what the backup says of itself. Nothing is written.
///
/// # Errors
/// When it is not one of ours, not whole, or of a newer version.
pub fn check(file: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Manifest, BackupError> {
    let mut backup = Backup::open(file)?;
    let of = backup.manifest.bytes();
    let mut done = 0;
    for entry in backup.manifest.files.clone() {
        backup.read(&entry, &mut std::io::sink(), &mut |read| {
            done += read;
            progress(Progress { done, of });
        })?;
    }
    Ok(backup.manifest)
}

/// Puts everything of a backup into `data`, which is empty or not there and appears only when all of it is in place and its
/// database has been looked through.
///
/// # Errors
/// When `data` is not empty or cannot be written, or the backup is not one of ours, not whole, or of a newer version.
pub async fn unpack(file: &Path, data: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Manifest, BackupError> {
    if fs::read_dir(data).map_or(data.exists(), |mut inside| inside.next().is_some()) {
        return Err(BackupError::NotEmpty(data.to_owned()));
    }
    // A link is followed, so that what it stands for is filled and not the link replaced.
    let data = &data.canonicalize().unwrap_or_else(|_| data.to_owned());
    let parent = folder_of(data);
    if is_mount_point(data, parent) {
        return Err(BackupError::MountPoint(data.to_owned()));
    }
    let mut backup = Backup::open(file)?;
    fs::create_dir_all(parent).map_err(BackupError::file(parent))?;
    let (needed, free) = (backup.manifest.bytes(), disk_free(parent));
    if free < needed {
        return Err(BackupError::NoSpace { at: parent.to_owned(), free_mb: free >> 20, needed_mb: (needed >> 20) + 1 });
    }
    let part = Part::claim(data)?;
    let mut done = 0;
    for entry in backup.manifest.files.clone() {
        let path = part.path.join(names::place(&entry.path).ok_or_else(|| backup.foreign_name(&entry.path))?);
        let mut written = created(&path)?;
        let mode = backup.read(&entry, &mut written, &mut |read| {
            done += read;
            progress(Progress { done, of: needed });
        })?;
        let permissions = fs::Permissions::from_mode(mode.map_or(OWNER, |mode| (mode & PERMITTED) | OWNER));
        written.set_permissions(permissions).map_err(BackupError::file(&path))?;
        written.sync_all().map_err(BackupError::file(&path))?;
    }
    look_through(file, &part.path, backup.manifest.schema).await?;
    part.put_in_place(data)?;
    sync_folder(parent).map_err(BackupError::file(parent))?;
    Ok(backup.manifest)
}

/// Whether another disk begins at a folder.
fn is_mount_point(folder: &Path, parent: &Path) -> bool {
    let disk = |path: &Path| fs::metadata(path).map(|found| found.dev());
    matches!((disk(folder), disk(parent)), (Ok(own), Ok(above)) if own != above)
}

/// The database must be whole and of the form the manifest says, before anybody relies on it.
async fn look_through(file: &Path, folder: &Path, schema: i64) -> Result<(), BackupError> {
    let database = Inspection::open(folder).await?;
    let faults = database.faults().await?;
    let found = database.schema().await?;
    database.close().await;
    for companion in ["-wal", "-shm"] {
        let _ = fs::remove_file(beside(&folder.join(DATABASE_FILE), companion));
    }
    match faults.first() {
        Some(fault) => Err(BackupError::damaged(file, format!("cơ sở dữ liệu: {fault}"))),
        None if found != schema => Err(BackupError::damaged(file, "cơ sở dữ liệu không khớp với danh mục")),
        None => Ok(()),
    }
}

fn created(path: &Path) -> Result<File, BackupError> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(BackupError::file(folder))?;
    OpenOptions::new().write(true).create_new(true).mode(OWNER).open(path).map_err(BackupError::file(path))
}

/// A backup whose manifest has been read and makes sense.
struct Backup {
    file: PathBuf,
    zip: ZipArchive<BufReader<File>>,
    manifest: Manifest,
}

impl Backup {
    fn open(file: &Path) -> Result<Self, BackupError> {
        let opened = File::open(file).map_err(BackupError::file(file))?;
        let mut zip = ZipArchive::new(BufReader::with_capacity(BLOCK, opened)).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                BackupError::File { path: file.to_owned(), error }
            }
            other => BackupError::foreign(file, format!("không đọc được như tệp ZIP, hoặc tệp chưa đủ ({other})")),
        })?;
        if zip.len() > manifest::MOST_FILES + 1 {
            return Err(BackupError::foreign(file, format!("có quá {} tệp", manifest::MOST_FILES)));
        }
        let mut text = Vec::new();
        let entry = zip
            .by_name(manifest::NAME)
            .map_err(|_| BackupError::foreign(file, format!("thiếu danh mục {}", manifest::NAME)))?;
        entry
            .take(manifest::LARGEST + 1)
            .read_to_end(&mut text)
            .map_err(|error| BackupError::damaged(file, format!("danh mục: {error}")))?;
        if text.len() as u64 > manifest::LARGEST {
            return Err(BackupError::foreign(file, "danh mục quá lớn"));
        }
        let manifest = serde_json::from_slice(&text)
            .map_err(|error| BackupError::foreign(file, format!("danh mục không đọc được ({error})")))?;
        let backup = Self { file: file.to_owned(), zip, manifest };
        backup.makes_sense()?;
        Ok(backup)
    }

    fn makes_sense(&self) -> Result<(), BackupError> {
        let Manifest { format, version, schema, files, .. } = &self.manifest;
        if format != manifest::FORMAT {
            return Err(BackupError::foreign(&self.file, format!("danh mục ghi \"{format}\"")));
        }
        let (ours, newest) = (i64::from(manifest::VERSION), newest_schema());
        for (theirs, ours) in [(i64::from(*version), ours), (*schema, newest)] {
            if theirs > ours {
                return Err(BackupError::Newer { theirs, ours });
            }
        }
        let mut seen = HashSet::new();
        for entry in files {
            if names::place(&entry.path).is_none() {
                return Err(self.foreign_name(&entry.path));
            }
            if !seen.insert(entry.path.as_str()) {
                return Err(BackupError::foreign(&self.file, format!("tên trùng {:?}", entry.path)));
            }
        }
        if !seen.contains(DATABASE_FILE) {
            return Err(BackupError::foreign(&self.file, "không có cơ sở dữ liệu"));
        }
        let listed = |name: &str| name == manifest::NAME || seen.contains(name);
        if let Some(name) = self.zip.file_names().find(|name| !name.as_ref().is_ok_and(|name| listed(name))) {
            let name = name.as_ref().map_or("?", |name| name.as_ref());
            return Err(BackupError::foreign(&self.file, format!("{name:?} không có trong danh mục")));
        }
        Ok(())
    }

    fn foreign_name(&self, name: &str) -> BackupError {
        BackupError::foreign(&self.file, format!("tên tệp không hợp lệ {name:?}"))
    }

    /// Writes an entry's content, no byte more than the manifest says; answers the permissions it was kept with.
    fn read(
        &mut self,
        expected: &Packed,
        to: &mut impl Write,
        read_more: &mut dyn FnMut(u64),
    ) -> Result<Option<u32>, BackupError> {
        let wrong = |reason: &str| BackupError::damaged(&self.file, format!("{}: {reason}", expected.path));
        let entry = self.zip.by_name(&expected.path).map_err(|error| match error {
            ZipError::FileNotFound => wrong("có trong danh mục nhưng không có trong tệp"),
            other => wrong(&other.to_string()),
        })?;
        let mode = entry.unix_mode();
        let mut rest = entry.take(expected.bytes.saturating_add(1));
        let mut digest = Sha256::new();
        let mut bytes = 0;
        let mut block = vec![0; BLOCK];
        loop {
            let read = rest.read(&mut block).map_err(|error| wrong(&error.to_string()))?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            if bytes > expected.bytes {
                return Err(wrong("dài hơn danh mục ghi"));
            }
            digest.update(&block[..read]);
            to.write_all(&block[..read])
                .map_err(|error| BackupError::File { path: PathBuf::from(&expected.path), error })?;
            read_more(read as u64);
        }
        if bytes != expected.bytes {
            return Err(wrong("ngắn hơn danh mục ghi"));
        }
        if hex(&digest.finalize()) != expected.sha256 {
            return Err(wrong("SHA-256 không khớp"));
        }
        Ok(mode)
    }
}

/// The folder being filled; taken away again unless it was put in place.
struct Part {
    path: PathBuf,
    placed: bool,
}

impl Part {
    fn claim(data: &Path) -> Result<Self, BackupError> {
        let path = beside(data, ".part");
        // What an earlier try left behind bears our mark; anything else there is somebody's.
        if path.join(names::MARK).is_file() {
            fs::remove_dir_all(&path).map_err(BackupError::file(&path))?;
        }
        match fs::create_dir(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(BackupError::NotEmpty(path)),
            Err(error) => return Err(BackupError::File { path, error }),
        }
        let part = Self { path, placed: false };
        fs::set_permissions(&part.path, fs::Permissions::from_mode(0o750)).map_err(BackupError::file(&part.path))?;
        created(&part.path.join(names::MARK))?;
        Ok(part)
    }

    fn put_in_place(mut self, data: &Path) -> Result<(), BackupError> {
        let mark = self.path.join(names::MARK);
        fs::remove_file(&mark).map_err(BackupError::file(&mark))?;
        sync_folder(&self.path).map_err(BackupError::file(&self.path))?;
        // An empty folder of that name gives way; one that was filled in the meantime does not.
        fs::rename(&self.path, data).map_err(BackupError::file(data))?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mounted_disk_is_told_apart_from_a_folder() {
        assert!(is_mount_point(Path::new("/proc"), Path::new("/")));
        assert!(!is_mount_point(Path::new("/proc/self"), Path::new("/proc")));
        assert!(!is_mount_point(Path::new("/nowhere"), Path::new("/")));
    }
}
