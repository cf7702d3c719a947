//! The VP8 payload descriptor (RFC 7741, section 4.2) and the key frame header (RFC 6386, section 9.1).

use bytes::{Bytes, BytesMut};

/// A number in the descriptor that counts up from frame to frame, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    pub(crate) value: u16,
    /// Bits it has: 7 or 15 for the picture id, 8 for TL0PICIDX.
    pub(crate) bits: u8,
    at: usize,
}

impl Counter {
    fn mask(self) -> u16 {
        ((1_u32 << self.bits) - 1) as u16
    }

    /// The number `steps` later, as it would stand in this descriptor.
    pub(crate) fn plus(self, steps: u16) -> u16 {
        self.value.wrapping_add(steps) & self.mask()
    }

    /// Makes `highest` the number `steps` later, unless it is later already: packets do not come in order.
    pub(crate) fn raise(self, highest: &mut Option<u16>, steps: u16) {
        let value = self.plus(steps);
        let ahead = highest.map_or(0, |highest| value.wrapping_sub(highest) & self.mask());
        if ahead <= self.mask() / 2 {
            *highest = Some(value);
        }
    }

    /// How far it is from here to `other`.
    pub(crate) fn steps_to(self, other: u16) -> u16 {
        other.wrapping_sub(self.value) & self.mask()
    }
}

/// What the descriptor of a packet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Descriptor {
    /// Bytes before the VP8 data.
    pub(crate) length: usize,
    /// The packet begins a picture.
    pub(crate) starts_frame: bool,
    /// The packet begins a picture that needs none before it.
    pub(crate) starts_key_frame: bool,
    pub(crate) picture_id: Option<Counter>,
    pub(crate) tl0_picture: Option<Counter>,
    /// Temporal layer (TID); 0 where the stream has only one.
    pub(crate) temporal: u8,
    /// Of an upper temporal layer, but needs only pictures of the lowest one (the Y bit): from here the layer can be had.
    pub(crate) joins: bool,
}

impl Descriptor {
    /// Reads the descriptor at the head of an RTP payload; none if the payload is too short for it.
    pub(crate) fn read(payload: &[u8]) -> Option<Self> {
        let first = *payload.first()?;
        let starts_frame = first & 0x10 != 0 && first & 0x07 == 0;
        let mut at = 1;
        let mut picture_id = None;
        let mut tl0_picture = None;
        let (mut temporal, mut joins) = (0, false);
        if first & 0x80 != 0 {
            let extension = *payload.get(at)?;
            at += 1;
            if extension & 0x80 != 0 {
                let high = *payload.get(at)?;
                picture_id = Some(if high & 0x80 != 0 {
                    let low = *payload.get(at + 1)?;
                    Counter { value: (u16::from(high & 0x7F) << 8) | u16::from(low), bits: 15, at }
                } else {
                    Counter { value: u16::from(high), bits: 7, at }
                });
                at += if high & 0x80 != 0 { 2 } else { 1 };
            }
            if extension & 0x40 != 0 {
                tl0_picture = Some(Counter { value: u16::from(*payload.get(at)?), bits: 8, at });
                at += 1;
            }
            if extension & 0x30 != 0 {
                let layer = *payload.get(at)?;
                at += 1;
                if extension & 0x20 != 0 {
                    temporal = layer >> 6;
                    joins = temporal > 0 && layer & 0x20 != 0;
                }
            }
        }
        let data = payload.get(at)?;
        Some(Self {
            length: at,
            starts_frame,
            starts_key_frame: starts_frame && data & 1 == 0,
            picture_id,
            tl0_picture,
            temporal,
            joins,
        })
    }

    /// The payload with its counters moved on by so many steps.
    pub(crate) fn moved(&self, payload: &Bytes, picture_steps: u16, tl0_steps: u16) -> Bytes {
        if picture_steps == 0 && tl0_steps == 0 {
            return payload.clone();
        }
        let mut bytes = BytesMut::from(&payload[..]);
        if let Some(id) = self.picture_id {
            let value = id.plus(picture_steps);
            if id.bits == 15 {
                bytes[id.at] = 0x80 | (value >> 8) as u8;
                bytes[id.at + 1] = value as u8;
            } else {
                bytes[id.at] = value as u8;
            }
        }
        if let Some(tl0) = self.tl0_picture {
            bytes[tl0.at] = tl0.plus(tl0_steps) as u8;
        }
        bytes.freeze()
    }
}

/// Width and height in pixels of a key frame; none if it is not one.
pub(crate) fn dimensions(frame: &[u8]) -> Option<(u16, u16)> {
    let header = frame.get(..10)?;
    if header[0] & 1 != 0 || header[3..6] != [0x9D, 0x01, 0x2A] {
        return None;
    }
    let number = |low: u8, high: u8| (u16::from(high) << 8 | u16::from(low)) & 0x3FFF;
    Some((number(header[6], header[7]), number(header[8], header[9])))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_key_frame_start_is_seen_with_and_without_extensions() {
        let plain = Descriptor::read(&[0x10, 0x00]).unwrap();
        assert!(plain.starts_key_frame && plain.length == 1);
        let delta = Descriptor::read(&[0x10, 0x01]).unwrap();
        assert!(delta.starts_frame && !delta.starts_key_frame);
        let rest = Descriptor::read(&[0x00, 0x00]).unwrap();
        assert!(!rest.starts_frame);
        let full = Descriptor::read(&[0x90, 0xF0, 0x92, 0x34, 0x07, 0x20, 0x00]).unwrap();
        assert!(full.starts_key_frame && full.length == 6);
        assert_eq!(full.picture_id.unwrap().value, 0x1234);
        assert_eq!(full.tl0_picture.unwrap().value, 7);
    }

    #[test]
    fn the_temporal_layer_is_read_where_there_is_one() {
        let layer = |extension: u8, byte: u8| {
            let read = Descriptor::read(&[0x90, extension, byte, 0x01]).unwrap();
            (read.temporal, read.joins)
        };
        assert_eq!(layer(0x20, 0x00), (0, false));
        assert_eq!(layer(0x20, 0x40), (1, false));
        assert_eq!(layer(0x20, 0x60), (1, true));
        assert_eq!(layer(0x20, 0x20), (0, false), "the lowest layer is not joined");
        assert_eq!(layer(0x10, 0x60), (0, false), "a key index only");
    }

    #[test]
    fn a_descriptor_cut_short_is_no_descriptor() {
        let whole = [0x90, 0xF0, 0x92, 0x34, 0x07, 0x20, 0x00];
        for length in 0..whole.len() {
            assert_eq!(Descriptor::read(&whole[..length]), None);
        }
    }

    #[test]
    fn counters_move_on_and_wrap_in_their_own_width() {
        let payload = Bytes::from_static(&[0x90, 0xC0, 0xFF, 0xFE, 0xFF, 0x00]);
        let read = Descriptor::read(&payload).unwrap();
        let moved = read.moved(&payload, 3, 2);
        assert_eq!(&moved[..], &[0x90, 0xC0, 0x80, 0x01, 0x01, 0x00]);
        let short = Bytes::from_static(&[0x90, 0x80, 0x7F, 0x00]);
        let moved = Descriptor::read(&short).unwrap().moved(&short, 1, 0);
        assert_eq!(&moved[..], &[0x90, 0x80, 0x00, 0x00]);
        assert_eq!(read.picture_id.unwrap().steps_to(0x0001), 3);
    }

    #[test]
    fn the_highest_counter_is_not_lowered_by_a_late_packet() {
        let id = |value: u16| Counter { value, bits: 7, at: 0 };
        let mut highest = None;
        for (value, expected) in [(126, 126), (127, 127), (126, 127), (0, 0), (127, 0), (5, 5)] {
            id(value).raise(&mut highest, 0);
            assert_eq!(highest, Some(expected), "after {value}");
        }
        id(5).raise(&mut highest, 2);
        assert_eq!(highest, Some(7));
    }

    #[test]
    fn the_size_of_a_key_frame_is_read() {
        let frame = [0x50, 0x01, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01];
        assert_eq!(dimensions(&frame), Some((640, 480)));
        assert_eq!(dimensions(&frame[..9]), None);
    }
}
