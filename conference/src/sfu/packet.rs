//! RTP packets as forwarding sees them.

use std::time::Instant;

use bytes::Bytes;

use super::MediaKind;
use super::layer::Size;
use crate::record::IngestPacket;
use crate::record::vp8::Descriptor;

/// A packet from a microphone or camera.
#[derive(Clone, Debug)]
pub(super) struct MediaPacket {
    pub(super) kind: MediaKind,
    /// Which of the pictures the camera sends at once; [`Size::Full`] for sound.
    pub(super) size: Size,
    pub(super) sequence: u16,
    pub(super) timestamp: u32,
    pub(super) marker: bool,
    /// Without padding; empty for a packet of padding only.
    pub(super) payload: Bytes,
    /// Level below overload in dB, 127 for silence (RFC 6464), if the client says it.
    pub(super) level: Option<u8>,
    /// What the head of the payload of a picture says; none for sound, and for padding.
    pub(super) descriptor: Option<Descriptor>,
}

impl MediaPacket {
    /// The packet as it came in.
    pub(super) fn as_sent(&self) -> OutPacket {
        OutPacket {
            sequence: self.sequence,
            timestamp: self.timestamp,
            marker: self.marker,
            payload: self.payload.clone(),
        }
    }
}

/// A packet for one place of one subscriber, or for the recorder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutPacket {
    pub(super) sequence: u16,
    pub(super) timestamp: u32,
    pub(super) marker: bool,
    pub(super) payload: Bytes,
}

impl OutPacket {
    /// The packet as the recorder takes it.
    pub(super) fn ingest(self, arrived: Instant) -> IngestPacket {
        let Self { sequence, timestamp, marker, payload } = self;
        IngestPacket { sequence, timestamp, marker, payload, arrived }
    }
}
