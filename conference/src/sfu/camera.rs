//! What a camera sends: each size with its rate, its picture and the key frames asked of it.

use std::time::{Duration, Instant};

use super::key_frames::KeyFrames;
use super::layer::{LayerRate, SIZES, Size};
use super::packet::MediaPacket;
use super::rate::Rate;
use crate::record::vp8;

/// A size silent for this long has stopped: a place that has it is given another, and it is not asked for key frames.
const STOPPED: Duration = Duration::from_millis(600);
/// Bytes of headers of a packet on the wire: IP 20, UDP 8, RTP 12, extensions 4 to 8, authentication of SRTP 16.
const HEADERS: usize = 60;

/// One size.
#[derive(Debug)]
struct Flow {
    whole: Rate,
    /// The lower temporal layer alone.
    base: Rate,
    /// The upper temporal layer was seen.
    halves: bool,
    height: u16,
    came_at: Option<Instant>,
    key_frames: KeyFrames,
}

/// Everything known of the camera of one participant.
#[derive(Debug)]
pub(super) struct Camera {
    flows: [Flow; SIZES],
}

impl Camera {
    pub(super) fn new() -> Self {
        let flow = || Flow {
            whole: Rate::new(),
            base: Rate::new(),
            halves: false,
            height: 0,
            came_at: None,
            key_frames: KeyFrames::default(),
        };
        Self { flows: [flow(), flow(), flow()] }
    }

    /// Takes note of a packet.
    pub(super) fn came(&mut self, packet: &MediaPacket, now: Instant) {
        let flow = &mut self.flows[packet.size.index()];
        let bytes = packet.payload.len() + HEADERS;
        flow.came_at = Some(now);
        flow.whole.add(bytes, now);
        let descriptor = packet.descriptor.as_ref();
        let temporal = descriptor.map_or(0, |descriptor| descriptor.temporal);
        flow.halves |= temporal > 0;
        if temporal == 0 {
            flow.base.add(bytes, now);
        }
        if let Some(key) = descriptor.filter(|descriptor| descriptor.starts_key_frame) {
            flow.key_frames.came();
            let size = packet.payload.get(key.length..).and_then(vp8::dimensions);
            flow.height = size.map_or(flow.height, |(_, height)| height);
        }
    }

    /// Whether a size is being sent.
    pub(super) fn sends(&self, size: Size, now: Instant) -> bool {
        self.flows[size.index()].came_at.is_some_and(|at| now.saturating_duration_since(at) < STOPPED)
    }

    /// What each size costs and shows; none for what is not being sent.
    pub(super) fn rates(&self, now: Instant) -> [Option<LayerRate>; SIZES] {
        Size::ALL.map(|size| {
            let flow = &self.flows[size.index()];
            self.sends(size, now).then(|| LayerRate {
                bits_per_second: flow.whole.bits_per_second(now),
                halved_bits_per_second: flow.halves.then(|| flow.base.bits_per_second(now)),
                height: flow.height,
            })
        })
    }

    /// What a place gets of each size it may want.
    pub(super) fn nearest(&self, now: Instant) -> Nearest {
        Nearest(Size::ALL.map(|size| self.sends(size, now)))
    }

    /// Somebody needs a key frame of a size.
    pub(super) fn want_key_frame(&mut self, size: Size) {
        self.flows[size.index()].key_frames.want();
    }

    /// The sizes to be asked for a key frame now.
    pub(super) fn due_key_frames(&mut self, now: Instant) -> impl Iterator<Item = Size> {
        let due = Size::ALL.map(|size| {
            let due = self.sends(size, now) && self.flows[size.index()].key_frames.due(now);
            due.then_some(size)
        });
        due.into_iter().flatten()
    }
}

/// The sizes a camera sends, as a place looks at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nearest([bool; SIZES]);

impl Nearest {
    /// Of sizes that are there or not.
    pub(super) fn among(sizes: [bool; SIZES]) -> Self {
        Self(sizes)
    }

    /// The sizes that are in both; none if there are none.
    pub(super) fn both(self, others: [bool; SIZES]) -> Option<Self> {
        let both = Size::ALL.map(|size| self.0[size.index()] && others[size.index()]);
        (both != [false; SIZES]).then_some(Self(both))
    }

    /// Which sizes there are.
    pub(super) fn sizes(self) -> [bool; SIZES] {
        self.0
    }

    /// The size a place gets that is to have `wanted`: that one if it is being sent, else the next smaller, else the next
    /// larger; none if the camera sends nothing.
    pub(super) fn to(&self, wanted: Size) -> Option<Size> {
        let sent = |size: &&Size| self.0[size.index()];
        let smaller = Size::ALL[..=wanted.index()].iter().rev().find(sent);
        smaller.or_else(|| Size::ALL[wanted.index()..].iter().find(sent)).copied()
    }
}

#[cfg(test)]
impl Nearest {
    pub(super) fn of(sizes: &[Size]) -> Self {
        Self(Size::ALL.map(|size| sizes.contains(&size)))
    }
}

#[cfg(test)]
mod tests;
