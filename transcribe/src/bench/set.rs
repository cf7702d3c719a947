//! A folder of clips with the words that are said in them: `manifest.tsv`, tab-separated, unquoted, first line names.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

/// Most clips and longest manifest a set may have.
const MOST_CLIPS: usize = 100_000;
const LONGEST_MANIFEST: u64 = 64 << 20;
const COLUMNS: [&str; 5] = ["file", "speaker", "seconds", "has_digits", "transcript"];

/// One clip.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Its sound.
    pub file: PathBuf,
    /// Who speaks.
    pub speaker: String,
    /// Length as the manifest says.
    pub seconds: f64,
    /// Whether the words hold digits, so that written and spoken form differ.
    pub has_digits: bool,
    /// What is said.
    pub transcript: String,
}

/// Why a set cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetError {
    /// The file system refused.
    #[error("không đọc được {}: {source} (cannot read)", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is wrong.
    #[error("manifest.tsv, dòng {line}: {reason} (bad line)")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// Larger than any set.
    #[error("manifest.tsv quá lớn (manifest too large)")]
    LimitExceeded,
}

/// Reads the manifest of a set. Columns are found by name; unknown ones are passed over.
pub fn read_set(folder: &Path) -> Result<Vec<Clip>, SetError> {
    let path = folder.join("manifest.tsv");
    let io = |source| SetError::Io { path: path.clone(), source };
    if fs::metadata(&path).map_err(io)?.len() > LONGEST_MANIFEST {
        return Err(SetError::LimitExceeded);
    }
    let text = fs::read_to_string(&path).map_err(io)?;
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let names: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
    let column = |name: &str| names.iter().position(|n| n.trim_start_matches('\u{feff}') == name);
    let places: Option<Vec<usize>> = COLUMNS.iter().map(|name| column(name)).collect();
    let places = places.ok_or(SetError::Line { line: 1, reason: "a column is missing" })?;
    let clips = lines.take(MOST_CLIPS + 1).map(|(i, line)| {
        let wrong = |reason| SetError::Line { line: i + 1, reason };
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |c: usize| fields.get(places[c]).copied().ok_or(wrong("too few columns"));
        let file = Path::new(field(0)?);
        if file.as_os_str().is_empty() || !file.components().all(|c| matches!(c, Component::Normal(_))) {
            return Err(wrong("the file must lie inside the folder"));
        }
        Ok(Clip {
            file: folder.join(file),
            speaker: field(1)?.to_owned(),
            seconds: field(2)?.parse().map_err(|_| wrong("seconds is not a number"))?,
            has_digits: match field(3)? {
                "0" => false,
                "1" => true,
                _ => return Err(wrong("has_digits is neither 0 nor 1")),
            },
            transcript: field(4)?.to_owned(),
        })
    });
    let clips: Vec<Clip> = clips.collect::<Result<_, _>>()?;
    if clips.len() > MOST_CLIPS { Err(SetError::LimitExceeded) } else { Ok(clips) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(manifest: &str) -> Result<Vec<Clip>, SetError> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("manifest.tsv"), manifest).unwrap();
        read_set(folder.path())
    }

    #[test]
    fn columns_are_found_by_name() {
        let clips =
            read("speaker\tfile\tnote\tseconds\thas_digits\ttranscript\nA\tx/a.flac\t?\t1.5\t1\tNăm 2024\n").unwrap();
        assert_eq!((clips[0].speaker.as_str(), clips[0].seconds, clips[0].has_digits), ("A", 1.5, true));
        assert!(clips[0].file.ends_with("x/a.flac"));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let head = "file\tspeaker\tseconds\thas_digits\ttranscript\n";
        for bad in ["a\tA\tlong\t0\tx", "a\tA\t1\tyes\tx", "a\tA\t1", "../a\tA\t1\t0\tx", "/a\tA\t1\t0\tx"] {
            let error = read(&format!("{head}ok\tA\t1\t0\tx\n{bad}\n")).unwrap_err();
            assert!(matches!(error, SetError::Line { line: 3, .. }), "{bad}: {error}");
        }
        assert!(matches!(read("file\tspeaker\n"), Err(SetError::Line { line: 1, .. })));
    }
}
