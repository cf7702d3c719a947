//! Files that are there whole or not at all, and folders that vanish when their work ends.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use super::CatalogueError;

/// Writes beside the target, flushes to the disk, then renames.
pub(super) fn write(target: &Path, bytes: &[u8]) -> Result<(), CatalogueError> {
    let part = sibling(target);
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&part, target));
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done.map_err(CatalogueError::io(target))
}

fn sibling(target: &Path) -> PathBuf {
    let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.{}.part", serial()))
}

fn serial() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Whether this is the work folder of a process that is gone. Where processes cannot be looked up, none is.
fn is_abandoned(name: &str) -> bool {
    let process = name.strip_prefix(".work.").and_then(|rest| rest.split_once('-')).map(|(process, _)| process);
    let number = process.filter(|process| process.bytes().all(|b| b.is_ascii_digit()));
    number.is_some_and(|number| Path::new("/proc/self").exists() && !Path::new("/proc").join(number).exists())
}

/// A work folder, removed with all it holds when dropped.
pub(super) struct WorkFolder(PathBuf);

impl WorkFolder {
    /// A new one; those that a killed process left behind are removed first.
    pub(super) fn inside(parent: &Path) -> Result<Self, CatalogueError> {
        for left in fs::read_dir(parent).into_iter().flatten().flatten() {
            if left.file_name().to_str().is_some_and(is_abandoned) {
                let _ = fs::remove_dir_all(left.path());
            }
        }
        let path = parent.join(format!(".work.{}", serial()));
        fs::create_dir_all(&path).map_err(CatalogueError::io(&path))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_work_folder_vanishes_with_its_work_and_abandoned_ones_are_swept() {
        let parent = tempfile::tempdir().unwrap();
        fs::create_dir(parent.path().join(".work.4294967294-0")).unwrap();
        fs::create_dir(parent.path().join("conformer")).unwrap();
        let (one, other) = (WorkFolder::inside(parent.path()).unwrap(), WorkFolder::inside(parent.path()).unwrap());
        assert!(one.path().is_dir() && other.path().is_dir());
        drop((one, other));
        let left: Vec<_> = fs::read_dir(parent.path()).unwrap().flatten().map(|e| e.file_name()).collect();
        assert_eq!(left, ["conformer"]);
    }
}
