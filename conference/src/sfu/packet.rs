//! RTP packets as forwarding sees them.

use std::time::Instant;

use bytes::Bytes;

use super::MediaKind;
use crate::record::IngestPacket;

/// A packet from a microphone or camera.
#[derive(Clone, Debug)]
pub(super) struct MediaPacket {
    pub(super) kind: MediaKind,
    pub(super) sequence: u16,
    pub(super) timestamp: u32,
    pub(super) marker: bool,
    /// Without padding; empty for a packet of padding only.
    pub(super) payload: Bytes,
    /// Level below overload in dB, 127 for silence (RFC 6464), if the client says it.
    pub(super) level: Option<u8>,
}

impl MediaPacket {
    pub(super) fn ingest(&self, arrived: Instant) -> IngestPacket {
        IngestPacket {
            sequence: self.sequence,
            timestamp: self.timestamp,
            marker: self.marker,
            payload: self.payload.clone(),
            arrived,
        }
    }
}

/// A packet for one place of one subscriber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutPacket {
    pub(super) sequence: u16,
    pub(super) timestamp: u32,
    pub(super) marker: bool,
    pub(super) payload: Bytes,
}
