//! The sound of the held meeting: spoken by espeak-ng, fitted to the times of the words.

mod fit;
mod speak;
mod tape;

use std::io;
use std::path::Path;

use giaoban_models::sound::SPEECH_RATE;
use giaoban_models::store::{Store, StoreError, TrackRow};
use sha2::{Digest, Sha256};

use super::Encode;
use super::held::Voice;
use tape::Stretch;

/// Samples of the silence a track begins with: what a microphone sends before its owner speaks.
const SILENCE: usize = SPEECH_RATE as usize / 10;

/// Whether the held meeting can be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoundState {
    /// Every track has its file.
    Ready,
    /// No synthesiser is installed; words only.
    NoSynthesiser,
    /// The synthesiser is there but a track could not be made; words only for those missing.
    Failed(String),
}

impl SoundState {
    /// What to tell the operator, in Vietnamese; nothing when all is well.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        match self {
            Self::Ready => None,
            Self::NoSynthesiser => Some(
                "Cuộc họp mẫu chưa có âm thanh vì máy chưa cài espeak-ng. Cài bằng lệnh: sudo apt-get install espeak-ng, \
                 rồi khởi động lại với --demo."
                    .to_owned(),
            ),
            Self::Failed(why) => Some(format!(
                "Chưa tạo được âm thanh cho cuộc họp mẫu ({why}). Khắc phục xong, khởi động lại với --demo."
            )),
        }
    }
}

/// A track whose sound can be made.
#[derive(Debug)]
pub(super) struct PlannedTrack {
    pub(super) row: TrackRow,
    pub(super) voice: Voice,
    pub(super) lines: Vec<Line>,
}

/// What is to be said, where, and how long it takes.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) at_ms: i64,
    pub(super) length_ms: i64,
    pub(super) text: String,
}

/// Makes the files that are not there yet.
pub(super) async fn make(
    store: &Store,
    data_dir: &Path,
    tracks: Vec<PlannedTrack>,
    encode: Encode,
) -> Result<SoundState, StoreError> {
    for track in tracks {
        let path = data_dir.join(&track.row.file);
        if path.exists() {
            continue;
        }
        let (id, length_ms) = (track.row.id.clone(), track.row.length_ms);
        let made = tokio::task::spawn_blocking(move || one(&track, &path, encode)).await;
        match made.unwrap_or_else(|died| Err(io::Error::other(died))) {
            Ok(sha256) => store.finish_track(&id, length_ms, Some(&sha256)).await?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(SoundState::NoSynthesiser),
            Err(error) => return Ok(SoundState::Failed(error.to_string())),
        }
    }
    Ok(SoundState::Ready)
}

/// Makes one file, whole or not at all; its SHA-256 in hex.
fn one(track: &PlannedTrack, path: &Path, encode: Encode) -> io::Result<String> {
    let mut stretches = Vec::with_capacity(track.lines.len());
    for line in &track.lines {
        let samples = usize::try_from(line.length_ms).unwrap_or(0) * SPEECH_RATE as usize / 1000;
        let sound = speak::speak(&line.text, &track.voice, samples)?;
        stretches.push(Stretch { at_ms: line.at_ms, packets: encode(&sound)? });
    }
    // Beside the place it is moved to when whole; what an interrupted start left there is of no use.
    let unfinished = path.with_extension("unfinished");
    match std::fs::remove_dir_all(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => std::fs::create_dir_all(&unfinished)?,
    }
    let recorded = tape::record(&track.row, &stretches, &encode(&[0; SILENCE])?, &unfinished)?;
    let sha256 = Sha256::digest(std::fs::read(&recorded)?);
    std::fs::rename(&recorded, path)?;
    std::fs::remove_dir_all(&unfinished)?;
    Ok(sha256.iter().map(|byte| format!("{byte:02x}")).collect())
}
