//! Doing what the rest of the server asks for.

use std::net::SocketAddr;
use std::time::Instant;

use bytes::BytesMut;
use giaoban_models::id::MeetingId;

use super::super::connect::{Answer, Connect};
use super::super::event::{DisconnectReason, SfuEvent};
use super::super::handle::Command;
use super::super::meeting::Meeting;
use super::super::offer::{Offer, OfferRefused};
use super::super::peer::{Peer, PeerKey};
use super::super::stats::SfuStats;
use super::Worker;
use super::connection::Connection;
use super::links::Link;

/// Meetings kept at once; beyond, those without connections are forgotten.
const MAX_MEETINGS: usize = 1_024;

/// Last datagrams of an ended connection, with where they go.
pub(super) type Farewells = Vec<(SocketAddr, BytesMut)>;

impl Worker {
    pub(super) fn obey(&mut self, command: Command, now: Instant) {
        match command {
            Command::Connect(request, reply) => {
                // Whoever asked may have given up; then the connection ends by itself, unused.
                let _ = reply.send(self.connect(*request, now));
            }
            Command::Disconnect(participant) => {
                if let Some(key) = self.by_participant.get(&participant).copied() {
                    self.remove(key, DisconnectReason::Closed, now);
                }
            }
            Command::Decide(meeting, forwarding) => {
                self.meeting(&meeting).decide(*forwarding);
                self.look(now);
            }
            Command::SetLayers(meeting, subscriber, layers) => {
                if let Some(key) = self.by_participant.get(&subscriber).copied() {
                    self.meeting(&meeting).set_layers(key, &layers);
                    self.look(now);
                }
            }
            Command::LayersOf(meeting, source, reply) => {
                let key = self.by_participant.get(&source).copied();
                let rates = key.map(|key| self.meeting(&meeting).layers_of(key, now));
                let _ = reply.send(rates.unwrap_or_default());
            }
            Command::Force(participant, rung) => self.force(&participant, rung),
            Command::EndMeeting(meeting) => self.end_meeting(&meeting, now),
            Command::Stats(reply) => {
                let _ = reply.send(self.stats());
            }
        }
    }

    fn connect(&mut self, request: Connect, now: Instant) -> Result<Answer, OfferRefused> {
        let offer = Offer::read(&request.offer_sdp)?;
        let older = self.by_participant.get(&request.participant).copied();
        if self.connections.len() >= self.max_peers && older.is_none() {
            return Err(OfferRefused::Full);
        }
        let (mut peer, answer) = Peer::accept(&offer, &self.local, now)?;
        // Only an offer that can be served takes the place of a connection that works.
        if let Some(older) = older {
            self.remove(older, DisconnectReason::Replaced, now);
        }
        self.next_key += 1;
        let key = PeerKey(self.next_key);
        self.by_ufrag.insert(peer.ufrag().to_owned(), key);
        self.by_participant.insert(request.participant.clone(), key);
        let deadline = peer.deadline(now);
        let link = Link::new(self.link_memory.of(&request.participant), &peer, now);
        self.connections.insert(
            key,
            Connection {
                peer,
                meeting: request.meeting,
                participant: request.participant,
                mic_track: request.mic_track,
                camera_track: request.camera_track,
                microphone: None,
                camera: None,
                addresses: Vec::new(),
                deadline,
                link,
            },
        );
        Ok(answer)
    }

    /// Ends a connection: its client is told, its recordings are finished, its meeting goes on.
    pub(super) fn remove(&mut self, key: PeerKey, reason: DisconnectReason, now: Instant) {
        let Some(mut connection) = self.connections.remove(&key) else { return };
        self.link_memory.keep(&connection);
        if reason != DisconnectReason::Fault {
            connection.peer.close(now);
            self.farewells.extend(std::iter::from_fn(|| connection.peer.poll_datagram()));
        }
        self.by_ufrag.remove(connection.peer.ufrag());
        for address in &connection.addresses {
            if self.by_address.get(address) == Some(&key) {
                self.by_address.remove(address);
            }
        }
        if self.by_participant.get(&connection.participant) == Some(&key) {
            self.by_participant.remove(&connection.participant);
        }
        if let Some(meeting) = self.meetings.get_mut(&connection.meeting) {
            meeting.leave(key);
        }
        tracing::debug!(reason = reason.code(), "a media connection ended");
        (self.tell)(SfuEvent::Disconnected {
            meeting: connection.meeting,
            participant: connection.participant,
            reason,
        });
    }

    /// A meeting, begun if it is not known.
    pub(super) fn meeting(&mut self, id: &MeetingId) -> &mut Meeting {
        if self.meetings.len() >= MAX_MEETINGS && !self.meetings.contains_key(id) {
            self.meetings.retain(|_, meeting| !meeting.is_empty());
        }
        self.meetings.entry(id.clone()).or_default()
    }

    fn end_meeting(&mut self, meeting: &MeetingId, now: Instant) {
        let members: Vec<PeerKey> = self
            .connections
            .iter()
            .filter(|(_, connection)| connection.meeting == *meeting)
            .map(|(key, _)| *key)
            .collect();
        for key in members {
            self.remove(key, DisconnectReason::Closed, now);
        }
        self.meetings.remove(meeting);
    }

    fn stats(&self) -> SfuStats {
        SfuStats {
            peers: self.connections.len(),
            connected: self.connections.values().filter(|connection| connection.peer.is_connected()).count(),
            meetings: self.meetings.len(),
            links: self.link_stats(),
            ..self.stats.clone()
        }
    }
}
