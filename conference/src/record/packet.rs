//! One packet of a microphone or camera, as it came in.

use std::time::Instant;

use bytes::Bytes;

/// What a track carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A microphone: Opus, RTP clock 48,000 a second (RFC 7587).
    Audio,
    /// A camera: VP8, RTP clock 90,000 a second (RFC 7741).
    Video,
}

impl MediaKind {
    /// Ticks of the RTP clock a second.
    #[must_use]
    pub fn clock_rate(self) -> u32 {
        match self {
            Self::Audio => 48_000,
            Self::Video => 90_000,
        }
    }

    /// Ending of the recorded file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Audio => "ogg",
            Self::Video => "webm",
        }
    }
}

/// The parts of an RTP packet (RFC 3550) that recording needs, without padding.
#[derive(Clone, Debug)]
pub struct IngestPacket {
    /// RTP sequence number.
    pub sequence: u16,
    /// RTP time stamp, in ticks of [`MediaKind::clock_rate`].
    pub timestamp: u32,
    /// RTP marker bit: last packet of a picture.
    pub marker: bool,
    /// Codec payload; empty for a packet of padding only.
    pub payload: Bytes,
    /// When the packet came in.
    pub arrived: Instant,
}
