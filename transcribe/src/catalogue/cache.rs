//! The folder the model files lie in: `ROOT/<model id>/<file>`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{CatalogueError, Model, atomic, digest, entry::ModelFile};

/// Largest file `import` reads into memory.
const LARGEST: u64 = 1 << 30;

/// The model cache.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

/// How a file of a model lies in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Every byte is as the catalogue says.
    Right,
    /// Not there.
    Missing,
    /// There, but not what the catalogue describes.
    Wrong,
}

impl Cache {
    /// A cache in that folder; it need not exist yet.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// `GIAOBAN_MODELS`, else `giaoban/models` in the user's cache folder.
    #[must_use]
    pub fn from_environment() -> Self {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        Self::at(set("GIAOBAN_MODELS").unwrap_or_else(|| {
            let caches = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
            caches.unwrap_or_else(env::temp_dir).join("giaoban").join("models")
        }))
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of a model lies, or would lie.
    #[must_use]
    pub fn path(&self, model: &Model, file: &ModelFile) -> PathBuf {
        self.root.join(model.id).join(file.name)
    }

    /// Whether all files are there with the right length. Quick: reads no content.
    #[must_use]
    pub fn installed(&self, model: &Model) -> bool {
        model.files.iter().all(|file| fs::metadata(self.path(model, file)).is_ok_and(|m| m.len() == file.bytes))
    }

    /// Reads every byte of every file of the model and compares it with the catalogue.
    pub fn verify(&self, model: &'static Model) -> Result<Vec<(&'static ModelFile, FileState)>, CatalogueError> {
        model.files.iter().map(|file| Ok((file, self.state(model, file)?))).collect()
    }

    /// The path of a file whose every byte has just been checked.
    pub fn checked(&self, model: &Model, file: &ModelFile) -> Result<PathBuf, CatalogueError> {
        let path = self.path(model, file);
        if !path.is_file() {
            return Err(CatalogueError::Missing { path });
        }
        let found = digest::of_file(&path).map_err(CatalogueError::io(&path))?;
        if found != file.sha256 {
            return Err(CatalogueError::Checksum {
                file: path.display().to_string(),
                expected: file.sha256.into(),
                found,
            });
        }
        Ok(path)
    }

    /// Takes the finished files of one model from a folder, either `FOLDER/<file>` or `FOLDER/<model id>/<file>`.
    ///
    /// All files are checked before the first is written; a file that is already right is left alone.
    pub fn import(&self, model: &Model, folder: &Path) -> Result<(), CatalogueError> {
        let mut found = Vec::new();
        for file in model.files {
            let nested = folder.join(model.id).join(file.name);
            let path = if nested.is_file() { nested } else { folder.join(file.name) };
            found.push((file, checked_bytes(&path, file)?));
        }
        for (file, bytes) in found {
            self.store(model, file, &bytes)?;
        }
        Ok(())
    }

    /// Checks the bytes of a finished file and puts it in its place.
    pub(super) fn store(&self, model: &Model, file: &ModelFile, bytes: &[u8]) -> Result<(), CatalogueError> {
        check(file, bytes)?;
        if self.state(model, file)? == FileState::Right {
            return Ok(());
        }
        let target = self.path(model, file);
        let folder = self.root.join(model.id);
        fs::create_dir_all(&folder).map_err(CatalogueError::io(&folder))?;
        atomic::write(&target, bytes)
    }

    fn state(&self, model: &Model, file: &ModelFile) -> Result<FileState, CatalogueError> {
        match self.checked(model, file) {
            Ok(_) => Ok(FileState::Right),
            Err(CatalogueError::Missing { .. }) => Ok(FileState::Missing),
            Err(CatalogueError::Checksum { .. }) => Ok(FileState::Wrong),
            Err(other) => Err(other),
        }
    }
}

fn checked_bytes(path: &Path, file: &ModelFile) -> Result<Vec<u8>, CatalogueError> {
    let length = match fs::metadata(path) {
        Ok(found) if found.is_file() => found.len(),
        _ => return Err(CatalogueError::Missing { path: path.into() }),
    };
    if length > LARGEST {
        return Err(CatalogueError::LimitExceeded("model file"));
    }
    let bytes = fs::read(path).map_err(CatalogueError::io(path))?;
    check(file, &bytes)?;
    Ok(bytes)
}

fn check(file: &ModelFile, bytes: &[u8]) -> Result<(), CatalogueError> {
    let found = digest::of_bytes(bytes);
    if found == file.sha256 {
        return Ok(());
    }
    Err(CatalogueError::Checksum { file: file.name.into(), expected: file.sha256.into(), found })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::catalogue::entry::Recipe;

    const HELLO: Model = Model {
        id: "hello",
        engine: None,
        title: "",
        licence: "MIT",
        provenance_vi: "",
        provenance_en: "",
        packages: &[],
        files: &[ModelFile {
            name: "abc.bin",
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            bytes: 3,
        }],
        needs: &[],
        recipe: Recipe::WhisperCt2,
    };

    #[test]
    fn a_folder_with_the_right_files_is_imported_and_then_verifies() {
        let (folder, root) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("abc.bin"), "abc").unwrap();
        let cache = Cache::at(root.path().join("models"));
        assert!(!cache.installed(&HELLO));
        cache.import(&HELLO, folder.path()).unwrap();
        cache.import(&HELLO, folder.path()).unwrap();
        assert!(cache.installed(&HELLO));
        static ENTRY: Model = HELLO;
        assert_eq!(cache.verify(&ENTRY).unwrap()[0].1, FileState::Right);
        assert_eq!(fs::read_dir(root.path().join("models/hello")).unwrap().count(), 1, "no part file stays");
    }

    #[test]
    fn wrong_bytes_are_refused_and_what_was_there_stays() {
        let (folder, root) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = Cache::at(root.path());
        fs::write(folder.path().join("abc.bin"), "abc").unwrap();
        cache.import(&HELLO, folder.path()).unwrap();
        fs::write(folder.path().join("abc.bin"), "abd").unwrap();
        let refused = cache.import(&HELLO, folder.path()).unwrap_err();
        assert_eq!(refused.code(), "checksum_mismatch");
        assert_eq!(fs::read(root.path().join("hello/abc.bin")).unwrap(), b"abc");
    }

    #[test]
    fn a_changed_byte_in_the_cache_is_noticed() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("hello")).unwrap();
        fs::write(root.path().join("hello/abc.bin"), "abX").unwrap();
        let cache = Cache::at(root.path());
        assert!(cache.installed(&HELLO), "the quick look only compares lengths");
        static ENTRY: Model = HELLO;
        assert_eq!(cache.verify(&ENTRY).unwrap()[0].1, FileState::Wrong);
        assert_eq!(cache.checked(&HELLO, &HELLO.files[0]).unwrap_err().code(), "checksum_mismatch");
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Cache::at(folder.path()).import(&HELLO, folder.path()).unwrap_err();
        assert_eq!(refused.code(), "file_missing");
        assert!(refused.to_string().contains("abc.bin"));
    }
}
