//! Pictures put together from their packets (RFC 7741).

use super::IngestPacket;
use super::reorder::Ordered;
use super::vp8::Descriptor;

/// Bytes one picture may have; a sender that goes beyond is not believed.
const MAX_FRAME: usize = 4 << 20;

/// A whole VP8 picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) timestamp: u32,
    pub(super) key: bool,
    pub(super) data: Vec<u8>,
}

/// What a packet led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Assembled {
    /// Nothing yet.
    Pending,
    /// A picture that can be shown, the ones before it having been whole.
    Whole(Frame),
    /// A picture that came, or one before it, is missing a part: nothing can be shown up to the next key frame.
    Broken,
}

/// Puts pictures together, and drops what cannot be shown for want of a picture before it.
#[derive(Default)]
pub(super) struct Assembler {
    frame: Option<Frame>,
    /// A key frame has come, and every picture since was whole.
    decodable: bool,
}

impl Assembler {
    pub(super) fn push(&mut self, ordered: &Ordered) -> Assembled {
        let packet = &ordered.packet;
        if ordered.missing > 0 && self.decodable {
            self.lose();
            // The packet itself may begin a key frame, so it is looked at all the same.
            return match self.take(packet) {
                Assembled::Whole(frame) => Assembled::Whole(frame),
                _ => Assembled::Broken,
            };
        }
        self.take(packet)
    }

    /// Forgets everything: the next picture shown is a key frame.
    pub(super) fn lose(&mut self) {
        self.frame = None;
        self.decodable = false;
    }

    fn take(&mut self, packet: &IngestPacket) -> Assembled {
        if packet.payload.is_empty() {
            return Assembled::Pending;
        }
        let Some(descriptor) = Descriptor::read(&packet.payload) else {
            self.lose();
            return Assembled::Broken;
        };
        if descriptor.starts_frame {
            if self.frame.is_some() && !descriptor.starts_key_frame {
                self.lose();
                return Assembled::Broken;
            }
            if descriptor.starts_key_frame {
                self.decodable = true;
            }
            if !self.decodable {
                return Assembled::Broken;
            }
            self.frame =
                Some(Frame { timestamp: packet.timestamp, key: descriptor.starts_key_frame, data: Vec::new() });
        }
        let Some(frame) = &mut self.frame else { return Assembled::Pending };
        if frame.timestamp != packet.timestamp || frame.data.len() + packet.payload.len() > MAX_FRAME {
            self.lose();
            return Assembled::Broken;
        }
        frame.data.extend_from_slice(&packet.payload[descriptor.length..]);
        if !packet.marker {
            return Assembled::Pending;
        }
        self.frame.take().map_or(Assembled::Pending, Assembled::Whole)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use bytes::Bytes;

    use super::*;

    fn packet(payload: &'static [u8], timestamp: u32, marker: bool, missing: u64) -> Ordered {
        Ordered {
            packet: IngestPacket {
                sequence: 0,
                timestamp,
                marker,
                payload: Bytes::from_static(payload),
                arrived: Instant::now(),
            },
            missing,
        }
    }

    fn whole(key: bool, timestamp: u32, data: &[u8]) -> Assembled {
        Assembled::Whole(Frame { timestamp, key, data: data.to_vec() })
    }

    #[test]
    fn nothing_comes_out_before_a_key_frame() {
        let mut assembler = Assembler::default();
        assert_eq!(assembler.push(&packet(&[0x10, 0x01, 5], 1, true, 0)), Assembled::Broken);
        assert_eq!(assembler.push(&packet(&[0x10, 0x00, 6], 2, false, 0)), Assembled::Pending);
        assert_eq!(assembler.push(&packet(&[0x00, 7], 2, true, 0)), whole(true, 2, &[0x00, 6, 7]));
        assert_eq!(assembler.push(&packet(&[0x10, 0x01, 8], 3, true, 0)), whole(false, 3, &[0x01, 8]));
    }

    #[test]
    fn after_a_loss_everything_waits_for_the_next_key_frame() {
        let mut assembler = Assembler::default();
        assembler.push(&packet(&[0x10, 0x00], 1, true, 0));
        assert_eq!(assembler.push(&packet(&[0x10, 0x01], 2, true, 1)), Assembled::Broken);
        assert_eq!(assembler.push(&packet(&[0x10, 0x01], 3, true, 0)), Assembled::Broken);
        assert_eq!(assembler.push(&packet(&[0x10, 0x00], 4, true, 0)), whole(true, 4, &[0x00]));
    }

    #[test]
    fn a_key_frame_right_after_the_loss_is_taken() {
        let mut assembler = Assembler::default();
        assembler.push(&packet(&[0x10, 0x00], 1, true, 0));
        assert_eq!(assembler.push(&packet(&[0x10, 0x00, 9], 2, true, 3)), whole(true, 2, &[0x00, 9]));
    }

    #[test]
    fn a_picture_whose_end_never_came_breaks_the_chain() {
        let mut assembler = Assembler::default();
        assembler.push(&packet(&[0x10, 0x00], 1, false, 0));
        assert_eq!(assembler.push(&packet(&[0x10, 0x01], 2, true, 0)), Assembled::Broken);
    }

    #[test]
    fn packets_of_padding_change_nothing() {
        let mut assembler = Assembler::default();
        assembler.push(&packet(&[0x10, 0x00], 1, true, 0));
        assert_eq!(assembler.push(&packet(&[], 1, false, 0)), Assembled::Pending);
        assert_eq!(assembler.push(&packet(&[0x10, 0x01], 2, true, 0)), whole(false, 2, &[0x01]));
    }
}
