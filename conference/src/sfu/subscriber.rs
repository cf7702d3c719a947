//! The places of one subscriber, and what is in them.

use std::time::Instant;

use super::MediaKind;
use super::continuity::Continuity;
use super::layer::{Layer, Size};
use super::packet::{MediaPacket, OutPacket};
use super::peer::PeerKey;
use super::picture_place::PicturePlace;

/// Places for voices and pictures.
#[derive(Debug)]
pub(super) struct Subscriber {
    pub(super) voices: Vec<VoicePlace>,
    pub(super) pictures: Vec<PicturePlace>,
    /// Voices the link pays for: that of the floor, and how many others.
    pub(super) voices_allowed: (bool, usize),
}

impl Subscriber {
    pub(super) fn new(voices: usize, pictures: usize) -> Self {
        Self {
            voices: (0..voices).map(|_| VoicePlace::new()).collect(),
            pictures: (0..pictures).map(|place| PicturePlace::new(Some(usual(place)))).collect(),
            voices_allowed: (true, usize::MAX),
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
            place.show(wanted.next().flatten());
        }
    }

    /// Says how large the picture of each place is to be; none for nothing at all. Places beyond the list have the usual.
    pub(super) fn want_layers(&mut self, layers: &[Option<Layer>]) {
        for (at, place) in self.pictures.iter_mut().enumerate() {
            place.want(layers.get(at).copied().unwrap_or(Some(usual(at))));
        }
    }
}

/// What a place has as long as nobody says otherwise: the main one the largest picture, the others the smallest.
fn usual(place: usize) -> Layer {
    Layer::whole(if place == 0 { Size::Full } else { Size::Quarter })
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
        let numbers = self.line.rewrite(packet.sequence, packet.timestamp, now)?;
        Some(OutPacket {
            sequence: numbers.sequence,
            timestamp: numbers.timestamp,
            // For sound the marker means the start of a talk spurt (RFC 7587, section 4.2).
            marker: packet.marker || begins,
            payload: packet.payload.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const A: PeerKey = PeerKey(1);
    const B: PeerKey = PeerKey(2);
    const C: PeerKey = PeerKey(3);

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
