//! A place for a picture: one stream out of changing cameras and sizes of them, as if it were one camera.

use std::time::Instant;

use bytes::Bytes;

use super::MediaKind;
use super::camera::Nearest;
use super::continuity::Continuity;
use super::layer::{Layer, Size};
use super::packet::{MediaPacket, OutPacket};
use super::peer::PeerKey;
use crate::record::vp8::Descriptor;

/// A place for a picture.
#[derive(Debug)]
pub(super) struct PicturePlace {
    source: Option<PeerKey>,
    /// What it is to have; none for nothing.
    wanted: Option<Layer>,
    /// The size it is to have of those being sent; it is shown from its next key frame on.
    aim: Option<Size>,
    /// The size that goes out.
    live: Option<Size>,
    line: Continuity,
    /// Pictures of the upper temporal layer go out.
    upper: bool,
    /// Time stamp of the last picture of the upper temporal layer that went out, and of the last left out.
    passed: Option<u32>,
    left_out: Option<u32>,
    picture_steps: u16,
    tl0_steps: u16,
    last_picture: Option<u16>,
    last_tl0: Option<u16>,
}

impl PicturePlace {
    pub(super) fn new(wanted: Option<Layer>) -> Self {
        Self {
            source: None,
            wanted,
            aim: None,
            live: None,
            line: Continuity::new(MediaKind::Video.clock_rate()),
            upper: true,
            passed: None,
            left_out: None,
            picture_steps: 0,
            tl0_steps: 0,
            last_picture: None,
            last_tl0: None,
        }
    }

    /// Whose picture it has.
    pub(super) fn source(&self) -> Option<PeerKey> {
        self.source
    }

    /// What it is to have.
    pub(super) fn wanted(&self) -> Option<Layer> {
        self.wanted
    }

    /// Whose picture goes out, and how large.
    pub(super) fn shows(&self) -> Option<(PeerKey, Size)> {
        self.source.zip(self.live)
    }

    /// Shows another camera, from its next key frame on; the same one is not disturbed.
    pub(super) fn show(&mut self, source: Option<PeerKey>) {
        if self.source != source {
            self.source = source;
            self.aim = None;
            self.stop();
        }
    }

    /// Has another layer: a size from its next key frame on, the frame rate from its next picture that allows it.
    pub(super) fn want(&mut self, layer: Option<Layer>) {
        self.wanted = layer;
        if layer.is_none() {
            self.aim = None;
            self.stop();
        }
    }

    /// Looks at what the camera sends now.
    pub(super) fn look(&mut self, camera: &Nearest) {
        self.aim = self.wanted.and_then(|layer| camera.to(layer.size)).or(self.aim);
    }

    /// The size whose key frame must come before what is wanted goes out.
    pub(super) fn waits_for(&self) -> Option<Size> {
        self.aim.filter(|aim| self.live != Some(*aim))
    }

    /// The size whose key frame mends what its viewer lost.
    pub(super) fn mended_by(&self) -> Option<Size> {
        self.waits_for().or(self.live)
    }

    /// Ends what goes out: the next thing is a key frame.
    pub(super) fn stop(&mut self) {
        self.live = None;
        self.line.end();
    }

    /// A packet of nothing, to see what the link carries; none while a picture goes out.
    pub(super) fn fill(&mut self, now: Instant) -> Option<OutPacket> {
        let (sequence, timestamp) = self.line.fill(now)?;
        Some(OutPacket { sequence, timestamp, marker: false, payload: Bytes::new() })
    }

    /// The packet as it goes out here; none if it is of a size that does not, or left out for half of the frame rate.
    pub(super) fn forward(&mut self, packet: &MediaPacket, now: Instant) -> Option<OutPacket> {
        if self.live == Some(packet.size) && !self.line.follows(packet.sequence) {
            self.stop();
        }
        let descriptor = packet.descriptor.as_ref();
        if self.live != Some(packet.size) {
            let aimed = self.aim == Some(packet.size);
            let key = descriptor.filter(|descriptor| aimed && descriptor.starts_key_frame)?;
            self.begin(key, packet, now);
        }
        let passes = descriptor.is_none_or(|descriptor| self.passes(descriptor, packet));
        if !passes {
            let uncounted = self.left_out != Some(packet.timestamp);
            if self.line.leave_out(packet.sequence, uncounted) {
                self.left_out = Some(packet.timestamp);
                return None;
            }
        }
        let numbers = self.line.rewrite(packet.sequence, packet.timestamp, now)?;
        let payload = match descriptor {
            // It came too late for its number to be given to another: it goes out empty, or it would be asked for.
            Some(_) if !passes => Bytes::new(),
            Some(descriptor) => {
                let steps = self.picture_steps.wrapping_sub(numbers.left_out);
                self.note_counters(descriptor, steps);
                descriptor.moved(&packet.payload, steps, self.tl0_steps)
            }
            // Padding only: its number must go out all the same.
            None => packet.payload.clone(),
        };
        Some(OutPacket { sequence: numbers.sequence, timestamp: numbers.timestamp, marker: packet.marker, payload })
    }

    fn begin(&mut self, key: &Descriptor, packet: &MediaPacket, now: Instant) {
        self.line.begin(packet.sequence, packet.timestamp, now);
        self.live = Some(packet.size);
        self.upper = true;
        self.passed = None;
        self.left_out = None;
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

    /// Whether a packet is of a temporal layer that goes out. A picture begun is sent to its end.
    fn passes(&mut self, descriptor: &Descriptor, packet: &MediaPacket) -> bool {
        let timestamp = packet.timestamp;
        if descriptor.temporal == 0 || self.passed == Some(timestamp) {
            return true;
        }
        let begun_without = self.left_out == Some(timestamp);
        if !self.line.is_newest(packet.sequence) {
            // It came late. What was decided since may not hold for it.
            return self.upper && !begun_without && self.line.is_whole_since(packet.sequence);
        }
        if self.wanted.is_some_and(|layer| layer.half_rate) {
            self.upper = false;
            return false;
        }
        // The upper pictures can be had again from one on that needs none of those left out.
        self.upper |= descriptor.joins && descriptor.starts_frame && !begun_without;
        if self.upper {
            self.passed = Some(timestamp);
        }
        self.upper
    }

    fn note_counters(&mut self, descriptor: &Descriptor, steps: u16) {
        if let Some(id) = descriptor.picture_id {
            id.raise(&mut self.last_picture, steps);
        }
        if let Some(id) = descriptor.tl0_picture {
            id.raise(&mut self.last_tl0, self.tl0_steps);
        }
    }
}

#[cfg(test)]
mod journeys;
#[cfg(test)]
mod tests;
