//! Sound as types: what a microphone track carries between the media server, the recorder and the recogniser.

use crate::id::TrackId;

/// Samples a second of sound as it travels (RTP clock of Opus, RFC 7587).
pub const TRACK_RATE: u32 = 48_000;
/// Samples a second of sound as the recognisers hear it, mono.
pub const SPEECH_RATE: u32 = 16_000;

/// A stretch of one track, in order and without holes: losses and mutes are stretches too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundFrame {
    /// The track it belongs to.
    pub track: TrackId,
    /// Position of the first sample since the start of the track, at [`TRACK_RATE`].
    pub at_sample: u64,
    /// What is there.
    pub content: SoundContent,
}

/// What a [`SoundFrame`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoundContent {
    /// One Opus packet (RFC 6716).
    Opus(Vec<u8>),
    /// Samples at [`TRACK_RATE`] that never arrived (loss) or were not sent (mute).
    Gap(u64),
}
