//! One meeting: who is connected, what the room decided, and where each packet goes. Pure: time comes in as a value.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use giaoban_models::id::ParticipantId;

use super::MediaKind;
use super::forwarding::Forwarding;
use super::key_frames::KeyFrames;
use super::loudness::Loudness;
use super::packet::{MediaPacket, OutPacket};
use super::peer::PeerKey;
use super::subscriber::Subscriber;
use crate::record::vp8::Descriptor;

/// Least time between two tellings of who speaks.
const TELL_EVERY: Duration = Duration::from_millis(333);
/// A camera silent for this long is off: it is not asked for key frames.
const CAMERA_OFF: Duration = Duration::from_secs(3);
/// Level taken for a packet of a client that does not say it: as loud as speech if it has more than comfort noise.
const UNKNOWN_LEVEL: u8 = 45;
/// An Opus packet of no more bytes is silence or comfort noise.
const SILENT_BYTES: usize = 8;

/// A packet on its way to one place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Deliver {
    pub(super) to: PeerKey,
    pub(super) kind: MediaKind,
    pub(super) place: usize,
    pub(super) packet: OutPacket,
}

#[derive(Debug)]
struct Member {
    participant: ParticipantId,
    microphone_open: bool,
    key_frames: KeyFrames,
    camera_at: Option<Instant>,
    places: Subscriber,
}

/// The state of forwarding in one meeting.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    forwarding: Forwarding,
    members: BTreeMap<PeerKey, Member>,
    keys: HashMap<ParticipantId, PeerKey>,
    loudness: Loudness,
    told_at: Option<Instant>,
    told_some: bool,
}

impl Meeting {
    /// A participant is connected, with so many places.
    pub(super) fn join(&mut self, key: PeerKey, participant: ParticipantId, voices: usize, pictures: usize) {
        self.keys.insert(participant.clone(), key);
        self.members.insert(
            key,
            Member {
                microphone_open: self.forwarding.microphones_open.contains(&participant),
                participant,
                key_frames: KeyFrames::default(),
                camera_at: None,
                places: Subscriber::new(voices, pictures),
            },
        );
        self.assign();
    }

    /// A connection is gone.
    pub(super) fn leave(&mut self, key: PeerKey) {
        if let Some(member) = self.members.remove(&key) {
            if self.keys.get(&member.participant) == Some(&key) {
                self.keys.remove(&member.participant);
            }
            self.loudness.forget(key);
            self.assign();
        }
    }

    /// Whether nobody is connected.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The room decided.
    pub(super) fn decide(&mut self, forwarding: Forwarding) {
        self.forwarding = forwarding;
        for (key, member) in &mut self.members {
            member.microphone_open = self.forwarding.microphones_open.contains(&member.participant);
            if !member.microphone_open {
                self.loudness.forget(*key);
            }
        }
        self.assign();
    }

    /// Whether packets of this kind may be recorded and forwarded at all.
    pub(super) fn admits(&self, from: PeerKey, kind: MediaKind) -> bool {
        self.members.get(&from).is_some_and(|member| kind == MediaKind::Video || member.microphone_open)
    }

    /// Whether what is admitted is kept.
    pub(super) fn records(&self) -> bool {
        self.forwarding.recording
    }

    /// Forwards an admitted packet to all places its sender is in.
    pub(super) fn forward(&mut self, from: PeerKey, packet: &MediaPacket, now: Instant, out: &mut Vec<Deliver>) {
        match packet.kind {
            MediaKind::Audio => self.forward_voice(from, packet, now, out),
            MediaKind::Video => self.forward_picture(from, packet, now, out),
        }
    }

    /// A subscriber lost the picture in one of their places.
    pub(super) fn want_key_frame(&mut self, subscriber: PeerKey, place: usize) {
        let source = self.members.get(&subscriber).and_then(|member| member.places.pictures.get(place)?.source);
        if let Some(source) = source {
            self.want_key_frame_of(source);
        }
    }

    /// Somebody needs a key frame of this camera.
    pub(super) fn want_key_frame_of(&mut self, camera: PeerKey) {
        if let Some(member) = self.members.get_mut(&camera) {
            member.key_frames.want();
        }
    }

    /// The cameras to be asked for a key frame now.
    pub(super) fn due_key_frames(&mut self, now: Instant) -> Vec<PeerKey> {
        let waited_for: Vec<PeerKey> = self
            .members
            .values()
            .flat_map(|member| &member.places.pictures)
            .filter(|place| place.waits())
            .filter_map(|place| place.source)
            .collect();
        for camera in waited_for {
            self.want_key_frame_of(camera);
        }
        let on = |at: Option<Instant>| at.is_some_and(|at| now.saturating_duration_since(at) < CAMERA_OFF);
        self.members
            .iter_mut()
            .filter_map(|(key, member)| (on(member.camera_at) && member.key_frames.due(now)).then_some(*key))
            .collect()
    }

    /// Who speaks, when it is time to tell.
    pub(super) fn loudest(&mut self, now: Instant) -> Option<Vec<(ParticipantId, u8)>> {
        if self.told_at.is_some_and(|at| now.saturating_duration_since(at) < TELL_EVERY) {
            return None;
        }
        let levels: Vec<_> = self
            .loudness
            .speaking(now)
            .into_iter()
            .filter_map(|(key, level)| Some((self.members.get(&key)?.participant.clone(), level)))
            .collect();
        let tell = !levels.is_empty() || self.told_some;
        self.told_some = !levels.is_empty();
        self.told_at = Some(now);
        tell.then_some(levels)
    }

    fn forward_voice(&mut self, from: PeerKey, packet: &MediaPacket, now: Instant, out: &mut Vec<Deliver>) {
        let silent = packet.payload.len() <= SILENT_BYTES;
        let level = packet.level.unwrap_or(if silent { 127 } else { UNKNOWN_LEVEL });
        if self.loudness.heard(from, level, now) {
            self.assign_voices();
        }
        for (to, member) in &mut self.members {
            for (place, voice) in member.places.voices.iter_mut().enumerate() {
                if voice.source != Some(from) {
                    continue;
                }
                out.extend(voice.forward(packet, now).map(|packet| Deliver {
                    to: *to,
                    kind: MediaKind::Audio,
                    place,
                    packet,
                }));
            }
        }
    }

    fn forward_picture(&mut self, from: PeerKey, packet: &MediaPacket, now: Instant, out: &mut Vec<Deliver>) {
        let descriptor = Descriptor::read(&packet.payload);
        if let Some(camera) = self.members.get_mut(&from) {
            camera.camera_at = Some(now);
            if descriptor.is_some_and(|descriptor| descriptor.starts_key_frame) {
                camera.key_frames.came();
            }
        }
        for (to, member) in &mut self.members {
            for (place, picture) in member.places.pictures.iter_mut().enumerate() {
                if picture.source != Some(from) {
                    continue;
                }
                out.extend(picture.forward(packet, descriptor.as_ref(), now).map(|packet| Deliver {
                    to: *to,
                    kind: MediaKind::Video,
                    place,
                    packet,
                }));
            }
        }
    }

    fn assign(&mut self) {
        self.assign_voices();
        for member in self.members.values_mut() {
            let wanted = self.forwarding.video.get(&member.participant).map_or(&[][..], Vec::as_slice);
            let keys = &self.keys;
            member.places.assign_pictures(wanted.iter().map(|source| keys.get(source.as_ref()?).copied()));
        }
    }

    fn assign_voices(&mut self) {
        let floor = self
            .forwarding
            .floor
            .as_ref()
            .and_then(|floor| self.keys.get(floor).copied())
            .filter(|key| self.members.get(key).is_some_and(|member| member.microphone_open));
        let mut voices: Vec<PeerKey> = floor.into_iter().collect();
        voices.extend(self.loudness.chosen().iter().filter(|key| Some(**key) != floor));
        for (key, member) in &mut self.members {
            let wanted: Vec<PeerKey> = voices.iter().filter(|voice| *voice != key).copied().collect();
            member.places.assign_voices(&wanted);
        }
    }
}

#[cfg(test)]
mod tests;
