//! The link of each connection: what was sent and came, what goes down, and padding that finds out whether more would.

use std::collections::HashMap;
use std::time::Instant;

use giaoban_models::id::ParticipantId;

use super::super::MediaKind;
use super::super::event::SfuEvent;
use super::super::peer::{Peer, PeerKey};
use super::super::stats::LinkStats;
use super::Worker;
use super::connection::Connection;
use crate::link::{Arrival, Downlink, Remembered, Rung};

/// Sites whose links are remembered; of more, any one is forgotten.
const MAX_REMEMBERED: usize = 4_096;
/// Packets of nothing sent at once, where there is no picture to send again.
const MAX_FILLED: usize = 16;
/// Bytes of a packet of nothing on the wire.
const FILL_BYTES: u32 = 68;

/// A connection's link.
pub(super) struct Link {
    pub(super) down: Downlink,
    /// The client reports, or did so last time: the estimate means something.
    judged: bool,
}

impl Link {
    pub(super) fn new(remembered: Option<Remembered>, peer: &Peer, now: Instant) -> Self {
        Self { down: Downlink::new(remembered, now), judged: remembered.is_some() && peer.is_numbered() }
    }

    /// Notes what the connection has put on the wire.
    pub(super) fn note_sent(&mut self, peer: &mut Peer, now: Instant) {
        for packet in peer.take_numbered() {
            self.down.sent(packet.number, packet.bytes, now);
        }
    }
}

/// What is known of sites' links from their last connections.
#[derive(Default)]
pub(super) struct LinkMemory {
    known: HashMap<ParticipantId, Remembered>,
}

impl LinkMemory {
    pub(super) fn of(&self, participant: &ParticipantId) -> Option<Remembered> {
        self.known.get(participant).copied()
    }

    /// Remembers a connection's link, if it was ever measured.
    pub(super) fn keep(&mut self, connection: &Connection) {
        if !connection.link.judged {
            return;
        }
        if self.known.len() >= MAX_REMEMBERED
            && !self.known.contains_key(&connection.participant)
            && let Some(any) = self.known.keys().next().cloned()
        {
            self.known.remove(&any);
        }
        self.known.insert(connection.participant.clone(), connection.link.down.remember());
    }
}

impl Worker {
    /// The client reported when packets came.
    pub(super) fn reported(&mut self, key: PeerKey, arrivals: &[Arrival], now: Instant) {
        if let Some(connection) = self.connections.get_mut(&key) {
            connection.link.judged = true;
            connection.link.down.report(arrivals, now);
        }
    }

    /// Decides anew for the links it is time for; at most ten times a second each.
    pub(super) fn allocate(&mut self, now: Instant) {
        for (key, connection) in &mut self.connections {
            let link = &mut connection.link;
            if !link.judged || !connection.peer.is_connected() || !link.down.is_due(now) {
                continue;
            }
            let Some(meeting) = self.meetings.get_mut(&connection.meeting) else { continue };
            let demand = meeting.demand_of(*key, now);
            let decision = link.down.decide(&demand, now);
            meeting.grant(*key, &demand, &decision.allocation);
            if let Some(rung) = decision.changed {
                (self.tell)(SfuEvent::Rung {
                    meeting: connection.meeting.clone(),
                    participant: connection.participant.clone(),
                    rung,
                    estimate: link.down.estimate().rate(),
                });
            }
        }
    }

    /// When padding is due next.
    pub(super) fn next_padding(&self) -> Option<Instant> {
        let links = self.connections.values().filter(|connection| connection.link.judged);
        links.filter_map(|connection| connection.link.down.next_padding()).min()
    }

    /// Sends the padding that is due: pictures once more, or packets of nothing where there are none.
    pub(super) fn pad(&mut self, now: Instant) {
        for (key, connection) in &mut self.connections {
            let link = &mut connection.link;
            if !link.judged || link.down.next_padding().is_none_or(|due| due > now) {
                continue;
            }
            let bytes = link.down.padding(now);
            if bytes == 0 || connection.peer.repeat(bytes as usize, now) > 0 {
                self.dirty.insert(*key);
                continue;
            }
            let Some(meeting) = self.meetings.get_mut(&connection.meeting) else { continue };
            for _ in 0..(bytes.div_ceil(FILL_BYTES) as usize).min(MAX_FILLED) {
                let Some((place, packet)) = meeting.fill(*key, now) else { break };
                connection.peer.write(MediaKind::Video, place, packet, now);
            }
            self.dirty.insert(*key);
        }
    }

    /// A site chooses the highest rung it wants, or none; holds for its next connections too.
    pub(super) fn force(&mut self, participant: &ParticipantId, rung: Option<Rung>) {
        let key = self.by_participant.get(participant);
        if let Some(connection) = key.and_then(|key| self.connections.get_mut(key)) {
            connection.link.down.force(rung);
            // A choice holds even where nothing can be measured.
            connection.link.judged |= rung.is_some() && connection.peer.is_numbered();
        }
    }

    pub(super) fn link_stats(&self) -> Vec<LinkStats> {
        let connections = self.connections.values().filter(|connection| connection.link.judged);
        connections
            .map(|connection| {
                let down = &connection.link.down;
                LinkStats {
                    participant: connection.participant.clone(),
                    rung: down.ladder().rung(),
                    estimate: down.estimate().rate(),
                    lost_permille: (down.estimate().loss() * 1_000.0) as u16,
                    round_trip: down.estimate().round_trip(),
                }
            })
            .collect()
    }
}
