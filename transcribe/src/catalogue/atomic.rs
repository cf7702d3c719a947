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

/// A work folder, removed with all it holds when dropped.
pub(super) struct WorkFolder(PathBuf);

impl WorkFolder {
    pub(super) fn inside(parent: &Path) -> Result<Self, CatalogueError> {
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
