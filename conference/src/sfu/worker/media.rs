//! From a packet that came in to the packets that go out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::super::MediaKind;
use super::super::event::{DisconnectReason, SfuEvent};
use super::super::packet::{MediaPacket, OutPacket};
use super::super::peer::PeerKey;
use super::Worker;
use crate::record::TrackStart;

impl Worker {
    /// Media can flow: the participant takes part.
    pub(super) fn connected(&mut self, key: PeerKey, now: Instant) {
        let Some(connection) = self.connections.get(&key) else { return };
        let (meeting, participant) = (connection.meeting.clone(), connection.participant.clone());
        let (voices, pictures) = connection.peer.places();
        let sizes = connection.peer.camera_sizes();
        let state = self.meeting(&meeting);
        state.join(key, participant.clone(), voices, pictures);
        if let Some(sizes) = sizes {
            state.offer_sizes(key, sizes, now);
        }
        (self.tell)(SfuEvent::Connected { meeting, participant });
        // A link that is known to be weak is not flooded first.
        self.allocate(now);
    }

    /// Records a packet, then forwards it.
    pub(super) fn take_media(&mut self, key: PeerKey, packet: &MediaPacket, now: Instant) {
        let Some(connection) = self.connections.get(&key) else { return };
        let Some(meeting) = self.meetings.get_mut(&connection.meeting) else { return };
        self.stats.packets_in += 1;
        if !meeting.admits(key, packet.kind) {
            self.stats.muted += 1;
            return;
        }
        meeting.note(key, packet, now);
        let kept = if meeting.records() { meeting.keep(key, packet, now) } else { None };
        let recording = meeting.records();
        if self.record(key, packet.kind, kept, recording, now)
            && let Some(connection) = self.connections.get(&key)
            && let Some(meeting) = self.meetings.get_mut(&connection.meeting)
        {
            meeting.want_key_frame_kept(key);
        }
        self.forward(key, packet, now);
    }

    /// The subscriber lost the picture in one of their places.
    pub(super) fn key_frame_wanted(&mut self, key: PeerKey, place: usize) {
        self.stats.key_frames_wanted += 1;
        if let Some(connection) = self.connections.get(&key)
            && let Some(meeting) = self.meetings.get_mut(&connection.meeting)
        {
            meeting.want_key_frame(key, place);
        }
    }

    /// Asks cameras for the key frames that are due, and tells who speaks and which sizes of cameras are wanted.
    pub(super) fn look(&mut self, now: Instant) {
        let mut asked = Vec::new();
        for (id, meeting) in &mut self.meetings {
            asked.extend(meeting.due_key_frames(now));
            for (key, sizes) in meeting.demands(now) {
                if let Some(connection) = self.connections.get(&key) {
                    (self.tell)(SfuEvent::LayersWanted {
                        meeting: id.clone(),
                        participant: connection.participant.clone(),
                        rids: connection.peer.rids(sizes),
                    });
                }
            }
            if let Some(levels) = meeting.loudest(now) {
                (self.tell)(SfuEvent::Loudest { meeting: id.clone(), levels });
            }
        }
        for (key, size) in asked {
            if let Some(connection) = self.connections.get_mut(&key) {
                self.stats.key_frames_asked += 1;
                connection.peer.ask_key_frame(size, now);
                self.dirty.insert(key);
            }
        }
    }

    /// Hands a packet to the recorder. Says whether the recorder needs a key frame.
    fn record(
        &mut self,
        key: PeerKey,
        kind: MediaKind,
        packet: Option<OutPacket>,
        recording: bool,
        now: Instant,
    ) -> bool {
        let Some(connection) = self.connections.get_mut(&key) else { return false };
        let (inlet, track) = match kind {
            MediaKind::Audio => (&mut connection.microphone, &connection.mic_track),
            MediaKind::Video => (&mut connection.camera, &connection.camera_track),
        };
        if !recording {
            // Dropping the inlet finishes the file.
            *inlet = None;
            return false;
        }
        let Some(packet) = packet else { return false };
        if inlet.is_none() {
            let at_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_millis() as u64);
            *inlet = Some(self.recorder.open(TrackStart {
                meeting: connection.meeting.clone(),
                participant: connection.participant.clone(),
                track: track.clone(),
                kind,
                started_at_ms: at_ms,
            }));
            (self.tell)(SfuEvent::TrackStarted {
                meeting: connection.meeting.clone(),
                participant: connection.participant.clone(),
                track: track.clone(),
                kind,
                at_ms,
            });
        }
        inlet.as_ref().is_some_and(|inlet| {
            inlet.push(packet.ingest(now));
            inlet.take_key_frame_wanted()
        })
    }

    fn forward(&mut self, key: PeerKey, packet: &MediaPacket, now: Instant) {
        let Some(connection) = self.connections.get(&key) else { return };
        let Some(meeting) = self.meetings.get_mut(&connection.meeting) else { return };
        let mut deliveries = std::mem::take(&mut self.deliveries);
        meeting.forward(key, packet, now, &mut deliveries);
        for deliver in deliveries.drain(..) {
            let Some(connection) = self.connections.get_mut(&deliver.to) else { continue };
            let peer = &mut connection.peer;
            let written = catch_unwind(AssertUnwindSafe(|| {
                peer.write(deliver.kind, deliver.place, deliver.packet, now);
            }));
            if written.is_err() {
                self.stats.faults += 1;
                self.remove(deliver.to, DisconnectReason::Fault, now);
                continue;
            }
            self.stats.packets_out += 1;
            self.dirty.insert(deliver.to);
        }
        self.deliveries = deliveries;
    }
}
