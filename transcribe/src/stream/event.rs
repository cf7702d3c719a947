//! What the pipeline tells.

use giaoban_models::id::TrackId;
use serde::{Deserialize, Serialize};

/// A word with its time in the track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordMs {
    /// Milliseconds since the start of the track.
    pub t0_ms: u64,
    /// Milliseconds since the start of the track.
    pub t1_ms: u64,
    /// Spelling.
    pub text: String,
    /// Probability, 0 to 1.
    pub p: f32,
}

/// Something that happened to a track. All times are milliseconds since the start of the track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SpeechEvent {
    /// What is being said, for the screen only; the next one of the same utterance replaces it. An empty text takes
    /// back an utterance that turned out to hold no words.
    Partial {
        /// Whose.
        track: TrackId,
        /// Number of the utterance in this run of the track; its final has the same.
        utterance: u64,
        /// Begin of the speech.
        t0_ms: u64,
        /// End of the sound it rests on.
        t1_ms: u64,
        /// Words so far.
        text: String,
    },
    /// What was said, for the record.
    Final {
        /// Whose.
        track: TrackId,
        /// Number of the utterance in this run of the track.
        utterance: u64,
        /// Begin of the speech.
        t0_ms: u64,
        /// End of the speech.
        t1_ms: u64,
        /// The words.
        text: String,
        /// The words with their times.
        words: Vec<WordMs>,
        /// 0 to 1.
        confidence: f32,
        /// From the arrival of the last sample of the speech to this event.
        latency_ms: u64,
    },
    /// Everything before this place is transcribed: after a restart the track goes on from here.
    Reached {
        /// Whose.
        track: TrackId,
        /// The watermark.
        until_ms: u64,
    },
    /// A stretch could not be recognised. No later watermark of this track passes its beginning.
    Failed {
        /// Whose.
        track: TrackId,
        /// Where what is missing begins.
        from_ms: u64,
        /// Why, for the log.
        reason: String,
    },
}

impl SpeechEvent {
    /// The track it is about.
    #[must_use]
    pub fn track(&self) -> &TrackId {
        match self {
            Self::Partial { track, .. }
            | Self::Final { track, .. }
            | Self::Reached { track, .. }
            | Self::Failed { track, .. } => track,
        }
    }
}
