//! One meeting: who is connected, what the room decided, and where each packet goes. Pure: time comes in as a value.

mod wishes;

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use giaoban_models::id::ParticipantId;

use super::MediaKind;
use super::camera::{Camera, Nearest};
use super::demand::Demand;
use super::forwarding::Forwarding;
use super::layer::{Layer, LayerRate, SIZES, Size};
use super::loudness::Loudness;
use super::packet::{MediaPacket, OutPacket};
use super::peer::PeerKey;
use super::picture_place::PicturePlace;
use super::subscriber::Subscriber;

/// Least time between two tellings of who speaks.
const TELL_EVERY: Duration = Duration::from_millis(333);
/// Level taken for a packet of a client that does not say it: as loud as speech if it has more than comfort noise.
const UNKNOWN_LEVEL: u8 = 45;
/// An Opus packet of no more bytes is silence or comfort noise.
const SILENT_BYTES: usize = 8;

/// What is kept of a camera when nobody watches a larger picture of it.
const KEPT: Size = Size::Half;

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
    camera: Camera,
    /// What its client can be told to send; none for a camera of one size.
    sizes: Option<Sizes>,
    /// The recorder's place: the largest picture sent.
    tape: PicturePlace,
    places: Subscriber,
}

/// The sizes of a camera whose client can be told which to send.
#[derive(Debug)]
struct Sizes {
    offered: Nearest,
    /// Those somebody watches, or that are kept at least.
    wanted: [bool; SIZES],
    demand: Demand,
}

impl Member {
    /// What the recorder's place looks at: of the sizes that come those that will go on coming.
    fn keepable(&self, now: Instant) -> Nearest {
        let sent = self.camera.nearest(now);
        self.sizes.as_ref().and_then(|sizes| sent.both(sizes.wanted)).unwrap_or(sent)
    }
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
        let mut tape = PicturePlace::new(Some(Layer::whole(Size::Full)));
        tape.show(Some(key));
        self.members.insert(
            key,
            Member {
                microphone_open: self.forwarding.microphones_open.contains(&participant),
                participant,
                camera: Camera::new(),
                sizes: None,
                tape,
                places: Subscriber::new(voices, pictures),
            },
        );
        self.assign();
    }

    /// The camera of a participant who joined can send these sizes, and its client can be told which.
    pub(super) fn offer_sizes(&mut self, key: PeerKey, sizes: [bool; SIZES], now: Instant) {
        if let Some(member) = self.members.get_mut(&key) {
            let demand = Demand::new(sizes, now);
            member.sizes = Some(Sizes { offered: Nearest::among(sizes), wanted: sizes, demand });
        }
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
            if !self.forwarding.recording {
                // What is kept next begins a file.
                member.tape.stop();
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

    /// Says how large the picture in each of a subscriber's places is to be; none for nothing at all. Places beyond the
    /// list have the usual: the main one the largest picture, the others the smallest.
    pub(super) fn set_layers(&mut self, subscriber: PeerKey, layers: &[Option<Layer>]) {
        if let Some(member) = self.members.get_mut(&subscriber) {
            member.places.want_layers(layers);
        }
    }

    /// What each size of a camera costs and shows, the smallest first; none for what is not being sent.
    pub(super) fn layers_of(&self, source: PeerKey, now: Instant) -> [Option<LayerRate>; SIZES] {
        self.members.get(&source).map_or([None; SIZES], |member| member.camera.rates(now))
    }

    /// Takes note of an admitted packet; to be called before it is kept and forwarded.
    pub(super) fn note(&mut self, from: PeerKey, packet: &MediaPacket, now: Instant) {
        if packet.kind == MediaKind::Audio {
            return;
        }
        let Some(member) = self.members.get_mut(&from) else { return };
        member.camera.came(packet, now);
        let nearest = member.keepable(now);
        member.tape.look(&nearest);
    }

    /// The packet as it is kept: sound as it came, of a camera the largest picture being sent.
    pub(super) fn keep(&mut self, from: PeerKey, packet: &MediaPacket, now: Instant) -> Option<OutPacket> {
        match packet.kind {
            MediaKind::Audio => Some(packet.as_sent()),
            MediaKind::Video => self.members.get_mut(&from)?.tape.forward(packet, now),
        }
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
        let place = self.members.get(&subscriber).and_then(|member| member.places.pictures.get(place));
        if let Some((source, size)) = place.and_then(|place| Some((place.source()?, place.mended_by()?))) {
            self.want_key_frame_of(source, size);
        }
    }

    /// The recorder lost the picture of a camera.
    pub(super) fn want_key_frame_kept(&mut self, camera: PeerKey) {
        if let Some(member) = self.members.get_mut(&camera)
            && let Some(size) = member.tape.mended_by()
        {
            member.camera.want_key_frame(size);
        }
    }

    fn want_key_frame_of(&mut self, camera: PeerKey, size: Size) {
        if let Some(member) = self.members.get_mut(&camera) {
            member.camera.want_key_frame(size);
        }
    }

    /// The cameras to be asked for a key frame now, each with the size.
    pub(super) fn due_key_frames(&mut self, now: Instant) -> Vec<(PeerKey, Size)> {
        self.look(now);
        let recording = self.records();
        let mut waited_for = Vec::new();
        for member in self.members.values() {
            let tape = Some(&member.tape).filter(|_| recording);
            let places = member.places.pictures.iter().chain(tape);
            waited_for.extend(places.filter_map(|place| Some((place.source()?, place.waits_for()?))));
        }
        for (camera, size) in waited_for {
            self.want_key_frame_of(camera, size);
        }
        self.members
            .iter_mut()
            .flat_map(|(key, member)| member.camera.due_key_frames(now).map(|size| (*key, size)))
            .collect()
    }

    /// The cameras whose clients are to be told what to send, each with the sizes: those in somebody's place, and while
    /// the meeting is recorded at least half of the picture of each.
    pub(super) fn demands(&mut self, now: Instant) -> Vec<(PeerKey, [bool; SIZES])> {
        let mut wanted: HashMap<PeerKey, [bool; SIZES]> = HashMap::new();
        let recording = self.records();
        for (key, member) in &self.members {
            let kept = Some((*key, KEPT)).filter(|_| recording);
            let places =
                member.places.pictures.iter().filter_map(|place| Some((place.source()?, place.wanted()?.size)));
            for (source, size) in places.chain(kept) {
                let offered = self.members.get(&source).and_then(|source| source.sizes.as_ref());
                if let Some(size) = offered.and_then(|sizes| sizes.offered.to(size)) {
                    wanted.entry(source).or_default()[size.index()] = true;
                }
            }
            // What stands in for a size that does not come is needed too.
            for (source, size) in member.places.pictures.iter().filter_map(PicturePlace::shows) {
                wanted.entry(source).or_default()[size.index()] = true;
            }
        }
        self.members
            .iter_mut()
            .filter_map(|(key, member)| {
                let comes = member.camera.nearest(now).sizes();
                let sizes = member.sizes.as_mut()?;
                sizes.wanted = wanted.remove(key).unwrap_or_default();
                Some((*key, sizes.demand.look(sizes.wanted, comes, now)?))
            })
            .collect()
    }

    /// Lets each place see what its camera sends now.
    fn look(&mut self, now: Instant) {
        let nearest: HashMap<PeerKey, Nearest> =
            self.members.iter().map(|(key, member)| (*key, member.camera.nearest(now))).collect();
        for member in self.members.values_mut() {
            let keepable = member.keepable(now);
            member.tape.look(&keepable);
            for place in &mut member.places.pictures {
                if let Some(nearest) = place.source().and_then(|source| nearest.get(&source)) {
                    place.look(nearest);
                }
            }
        }
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
        let Some(camera) = self.members.get(&from).map(|member| member.camera.nearest(now)) else { return };
        for (to, member) in &mut self.members {
            for (place, picture) in member.places.pictures.iter_mut().enumerate() {
                if picture.source() != Some(from) {
                    continue;
                }
                picture.look(&camera);
                out.extend(picture.forward(packet, now).map(|packet| Deliver {
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
        let (floor, others) = self.voices();
        for (key, member) in &mut self.members {
            let (floor_allowed, others_allowed) = member.places.voices_allowed;
            let others = others.iter().filter(|voice| *voice != key).take(others_allowed);
            let floor = floor.iter().filter(|voice| *voice != key && floor_allowed);
            let wanted: Vec<PeerKey> = floor.chain(others).copied().collect();
            member.places.assign_voices(&wanted);
        }
    }

    /// Who is heard: the floor while its microphone is open, and the loudest others.
    fn voices(&self) -> (Option<PeerKey>, Vec<PeerKey>) {
        let floor = self
            .forwarding
            .floor
            .as_ref()
            .and_then(|floor| self.keys.get(floor).copied())
            .filter(|key| self.members.get(key).is_some_and(|member| member.microphone_open));
        (floor, self.loudness.chosen().iter().filter(|key| Some(**key) != floor).copied().collect())
    }
}

#[cfg(test)]
mod tests;
