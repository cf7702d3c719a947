//! One connection as the worker keeps it.

use std::net::SocketAddr;
use std::time::Instant;

use giaoban_models::id::{MeetingId, ParticipantId, TrackId};

use super::super::peer::Peer;
use super::links::Link;
use crate::record::TrackInlet;

/// Addresses a client may be known at: more come from changing networks, and the oldest is forgotten.
const MAX_ADDRESSES: usize = 8;

/// A connection, whose, and where its media is recorded.
pub(super) struct Connection {
    pub(super) peer: Peer,
    pub(super) meeting: MeetingId,
    pub(super) participant: ParticipantId,
    pub(super) mic_track: TrackId,
    pub(super) camera_track: TrackId,
    pub(super) microphone: Option<TrackInlet>,
    pub(super) camera: Option<TrackInlet>,
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) deadline: Instant,
    pub(super) link: Link,
}

/// An address was new; perhaps the oldest had to go.
pub(super) struct Remembered {
    pub(super) dropped: Option<SocketAddr>,
}

impl Connection {
    /// Notes an address the client was proven to be at; none if it was known.
    pub(super) fn remember(&mut self, address: SocketAddr) -> Option<Remembered> {
        if self.addresses.contains(&address) {
            return None;
        }
        let dropped = (self.addresses.len() == MAX_ADDRESSES).then(|| self.addresses.remove(0));
        self.addresses.push(address);
        Some(Remembered { dropped })
    }
}
