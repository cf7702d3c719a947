//! The places of one subscriber, and what is in them.

use std::time::Instant;

use super::MediaKind;
use super::continuity::Continuity;
use super::packet::{MediaPacket, OutPacket};
use super::peer::PeerKey;
use crate::record::vp8::Descriptor;

/// Places for voices and pictures.
#[derive(Debug)]
pub(super) struct Subscriber {
    pub(super) voices: Vec<VoicePlace>,
    pub(super) pictures: Vec<PicturePlace>,
}

impl Subscriber {
    pub(super) fn new(voices: usize, pictures: usize) -> Self {
        Self {
            voices: (0..voices).map(|_| VoicePlace::new()).collect(),
            pictures: (0..pictures).map(|_| PicturePlace::new()).collect(),
        }
    }

    /// Gives each wanted voice a place. A voice that has one keeps it; of more voices than places the last go without.
    pub(super) fn assign_voices(&mut self, wanted: &[PeerKey]) {
        let wanted = &wanted[..wanted.len().min(self.voices.len())];
        for place in &mut self.voices {
            if place.source.is_some_and(|source| !wanted.contains(&source)) {
                place.source = None;
                place.line.end();
            }
        }
        for source in wanted {
            if self.voices.iter().any(|place| place.source == Some(*source)) {
                continue;
            }
            if let Some(place) = self.voices.iter_mut().find(|place| place.source.is_none()) {
                place.source = Some(*source);
            }
        }
    }

    /// Puts pictures into places; a place whose picture stays is not disturbed.
    pub(super) fn assign_pictures(&mut self, wanted: impl Iterator<Item = Option<PeerKey>>) {
        let mut wanted = wanted.fuse();
        for place in &mut self.pictures {
            let source = wanted.next().flatten();
            if place.source != source {
                place.source = source;
                place.stop();
            }
        }
    }
}

/// A place for a voice.
#[derive(Debug)]
pub(super) struct VoicePlace {
    pub(super) source: Option<PeerKey>,
    line: Continuity,
}

impl VoicePlace {
    fn new() -> Self {
        Self { source: None, line: Continuity::new(MediaKind::Audio.clock_rate()) }
    }

    /// The packet as it goes out here.
    pub(super) fn forward(&mut self, packet: &MediaPacket, now: Instant) -> Option<OutPacket> {
        let begins = !self.line.follows(packet.sequence);
        if begins {
            self.line.begin(packet.sequence, packet.timestamp, now);
        }
        let (sequence, timestamp) = self.line.rewrite(packet.sequence, packet.timestamp, now)?;
        Some(OutPacket {
            sequence,
            timestamp,
            // For sound the marker means the start of a talk spurt (RFC 7587, section 4.2).
            marker: packet.marker || begins,
            payload: packet.payload.clone(),
        })
    }
}

/// A place for a picture.
#[derive(Debug)]
pub(super) struct PicturePlace {
    pub(super) source: Option<PeerKey>,
    line: Continuity,
    /// A key frame of the source has gone out.
    live: bool,
    picture_steps: u16,
    tl0_steps: u16,
    last_picture: Option<u16>,
    last_tl0: Option<u16>,
}

impl PicturePlace {
    fn new() -> Self {
        Self {
            source: None,
            line: Continuity::new(MediaKind::Video.clock_rate()),
            live: false,
            picture_steps: 0,
            tl0_steps: 0,
            last_picture: None,
            last_tl0: None,
        }
    }

    /// Whether it needs a key frame before anything can go out.
    pub(super) fn waits(&self) -> bool {
        self.source.is_some() && !self.live
    }

    fn stop(&mut self) {
        self.live = false;
        self.line.end();
    }

    /// The packet as it goes out here; none while a key frame is waited for.
    pub(super) fn forward(
        &mut self,
        packet: &MediaPacket,
        descriptor: Option<&Descriptor>,
        now: Instant,
    ) -> Option<OutPacket> {
        if self.live && !self.line.follows(packet.sequence) {
            self.stop();
        }
        if !self.live {
            let key = descriptor.filter(|descriptor| descriptor.starts_key_frame)?;
            self.begin(key, packet, now);
        }
        let (sequence, timestamp) = self.line.rewrite(packet.sequence, packet.timestamp, now)?;
        let payload = match descriptor {
            Some(descriptor) => {
                self.note_counters(descriptor);
                descriptor.moved(&packet.payload, self.picture_steps, self.tl0_steps)
            }
            // Padding only: its number must go out all the same.
            None => packet.payload.clone(),
        };
        Some(OutPacket { sequence, timestamp, marker: packet.marker, payload })
    }

    fn begin(&mut self, key: &Descriptor, packet: &MediaPacket, now: Instant) {
        self.line.begin(packet.sequence, packet.timestamp, now);
        self.live = true;
        // Players take a picture number below the last one for an old picture and drop it.
        let next = |last: Option<u16>| last.map(|last| last.wrapping_add(1));
        self.picture_steps = match (key.picture_id, next(self.last_picture)) {
            (Some(id), Some(next)) => id.steps_to(next),
            _ => 0,
        };
        self.tl0_steps = match (key.tl0_picture, next(self.last_tl0)) {
            (Some(id), Some(next)) => id.steps_to(next),
            _ => 0,
        };
    }

    fn note_counters(&mut self, descriptor: &Descriptor) {
        if descriptor.starts_frame {
            self.last_picture = descriptor.picture_id.map(|id| id.plus(self.picture_steps)).or(self.last_picture);
            self.last_tl0 = descriptor.tl0_picture.map(|id| id.plus(self.tl0_steps)).or(self.last_tl0);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use bytes::Bytes;

    use super::*;

    const A: PeerKey = PeerKey(1);
    const B: PeerKey = PeerKey(2);
    const C: PeerKey = PeerKey(3);

    fn picture(sequence: u16, id: u16, key: bool) -> (MediaPacket, Option<Descriptor>) {
        let payload = Bytes::from(vec![0x90, 0x80, 0x80 | (id >> 8) as u8, id as u8, u8::from(!key), 9]);
        let packet = MediaPacket {
            kind: MediaKind::Video,
            sequence,
            timestamp: u32::from(sequence) * 3_000,
            marker: true,
            payload,
            level: None,
        };
        let descriptor = Descriptor::read(&packet.payload);
        (packet, descriptor)
    }

    fn send(place: &mut PicturePlace, sequence: u16, id: u16, key: bool) -> Option<OutPacket> {
        let (packet, descriptor) = picture(sequence, id, key);
        place.forward(&packet, descriptor.as_ref(), Instant::now())
    }

    fn id(packet: &OutPacket) -> u16 {
        Descriptor::read(&packet.payload).unwrap().picture_id.unwrap().value
    }

    #[test]
    fn a_new_picture_waits_for_its_key_frame_and_then_goes_on_in_numbers() {
        let mut subscriber = Subscriber::new(0, 1);
        subscriber.assign_pictures([Some(A)].into_iter());
        let place = &mut subscriber.pictures[0];
        assert!(place.waits());
        assert_eq!(send(place, 10, 500, false), None);
        assert_eq!(send(place, 11, 501, true).map(|p| (p.sequence, id(&p))), Some((11, 501)));
        assert_eq!(send(place, 12, 502, false).map(|p| (p.sequence, id(&p))), Some((12, 502)));
        subscriber.assign_pictures([Some(B)].into_iter());
        let place = &mut subscriber.pictures[0];
        assert_eq!(send(place, 900, 7, false), None);
        assert_eq!(send(place, 901, 8, true).map(|p| (p.sequence, id(&p))), Some((13, 503)));
        assert_eq!(send(place, 902, 9, false).map(|p| (p.sequence, id(&p))), Some((14, 504)));
        assert_eq!(send(place, 900, 7, false), None, "older than the key frame");
    }

    #[test]
    fn a_picture_that_stays_in_its_place_is_not_disturbed() {
        let mut subscriber = Subscriber::new(0, 2);
        subscriber.assign_pictures([Some(A), Some(B)].into_iter());
        send(&mut subscriber.pictures[0], 1, 1, true).unwrap();
        subscriber.assign_pictures([Some(A), None].into_iter());
        assert!(send(&mut subscriber.pictures[0], 2, 2, false).is_some());
        assert_eq!(subscriber.pictures[1].source, None);
    }

    #[test]
    fn a_camera_that_starts_over_needs_a_key_frame_again() {
        let mut subscriber = Subscriber::new(0, 1);
        subscriber.assign_pictures([Some(A)].into_iter());
        let place = &mut subscriber.pictures[0];
        send(place, 1, 1, true).unwrap();
        assert_eq!(send(place, 30_000, 2, false), None);
        assert!(place.waits());
        assert_eq!(send(place, 30_001, 3, true).map(|p| p.sequence), Some(2));
    }

    #[test]
    fn packets_of_padding_keep_their_number() {
        let mut subscriber = Subscriber::new(0, 1);
        subscriber.assign_pictures([Some(A)].into_iter());
        let place = &mut subscriber.pictures[0];
        send(place, 1, 1, true).unwrap();
        let (mut packet, _) = picture(2, 0, false);
        packet.payload = Bytes::new();
        assert_eq!(place.forward(&packet, None, Instant::now()).map(|p| p.sequence), Some(2));
    }

    #[test]
    fn voices_keep_their_places_while_others_come_and_go() {
        let mut subscriber = Subscriber::new(2, 0);
        let places = |subscriber: &Subscriber| subscriber.voices.iter().map(|p| p.source).collect::<Vec<_>>();
        subscriber.assign_voices(&[A, B]);
        assert_eq!(places(&subscriber), [Some(A), Some(B)]);
        subscriber.assign_voices(&[C, B]);
        assert_eq!(places(&subscriber), [Some(C), Some(B)]);
        subscriber.assign_voices(&[B, C, A]);
        assert_eq!(places(&subscriber), [Some(C), Some(B)], "more voices than places");
        subscriber.assign_voices(&[]);
        assert_eq!(places(&subscriber), [None, None]);
    }
}
