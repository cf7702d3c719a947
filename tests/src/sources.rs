//! The repository as text.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

pub mod modules;
pub mod names;

/// Root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the repository").to_path_buf()
}

/// Every file that is, or would be, under version control, relative to the root: what git ignores is left out.
///
/// # Errors
/// When git cannot be run here.
pub fn kept_files() -> io::Result<Vec<PathBuf>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()?;
    if !listed.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&listed.stderr).into_owned()));
    }
    let listed = String::from_utf8(listed.stdout).map_err(io::Error::other)?;
    let files = listed.split('\0').filter(|name| !name.is_empty());
    Ok(files.map(PathBuf::from).filter(|file| root().join(file).is_file()).collect())
}

/// The kept files whose name ends in one of `extensions`, with their text.
///
/// # Errors
/// When a file cannot be read as text, or git cannot be run.
pub fn texts(extensions: &[&str]) -> io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for file in kept_files()? {
        let known = file.extension().is_some_and(|e| extensions.iter().any(|x| e == *x));
        if known {
            let text = fs::read_to_string(root().join(&file))?;
            found.push((file, text));
        }
    }
    Ok(found)
}
