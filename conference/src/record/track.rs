//! What a track is called, what may happen to it, and what is counted.

use std::path::PathBuf;

use giaoban_models::id::{MeetingId, ParticipantId, TrackId};

use super::MediaKind;

/// What a track is and whose, written into its file so that the file describes itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackStart {
    /// The meeting it was sent in.
    pub meeting: MeetingId,
    /// Who sent it.
    pub participant: ParticipantId,
    /// The track itself.
    pub track: TrackId,
    /// Sound or picture.
    pub kind: MediaKind,
    /// When its first packet came in, milliseconds since 1970-01-01 UTC.
    pub started_at_ms: u64,
}

/// Why a file could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureReason {
    /// No space left, or over quota.
    DiskFull,
    /// Any other error of the disk or folder.
    Io,
}

/// What the recorder tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordEvent {
    /// A track cannot be written; told once until it works again. Media goes on.
    RecordingFailed {
        /// The track and its owner.
        start: TrackStart,
        /// Why.
        reason: FailureReason,
    },
    /// A track that failed is being written again; what came in between is silence in its file.
    RecordingResumed {
        /// The track and its owner.
        start: TrackStart,
    },
    /// The file of a track is complete.
    TrackFinished {
        /// The track and its owner.
        start: TrackStart,
        /// Its file; absent when nothing could be written.
        file: Option<PathBuf>,
        /// Length of the track, in milliseconds.
        duration_ms: u64,
        /// Packets that never came in or were dropped.
        lost: u64,
    },
}

/// Counts since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecorderStats {
    /// Packets taken into the queue.
    pub accepted: u64,
    /// Packets dropped because the queue was full.
    pub dropped: u64,
    /// Tracks being written.
    pub open_tracks: u64,
    /// Writes that failed.
    pub write_errors: u64,
}
