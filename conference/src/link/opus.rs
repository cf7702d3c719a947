//! Sound packets joined without decoding them (RFC 6716, section 3; RFC 7587, section 4.2 on the length of a packet).

use bytes::{BufMut, Bytes, BytesMut};

/// Packets joined at most: 60 ms.
pub const MOST_JOINED: usize = 3;
/// Bytes a frame may have (RFC 6716, section 3.4, R2).
const MOST_FRAME: usize = 1_275;
/// Number of the framing code with a count of frames (RFC 6716, section 3.2.5).
const CODE_COUNTED: u8 = 3;

/// Joins packets of one frame of 20 ms each into one packet. None when they cannot be joined: another number of frames or
/// length, different kinds of coding, or nothing in one of them.
#[must_use]
pub fn joined(packets: &[Bytes]) -> Option<Bytes> {
    if packets.len() < 2 || packets.len() > MOST_JOINED {
        return None;
    }
    let first = *packets.first()?.first()?;
    let kind = first & !0b11;
    let frames: Vec<&[u8]> = packets.iter().map(|packet| single_frame(packet, kind)).collect::<Option<_>>()?;
    let total: usize = frames.iter().map(|frame| frame.len()).sum();
    let mut out = BytesMut::with_capacity(total + 2 + frames.len() * 2);
    out.put_u8(kind | CODE_COUNTED);
    let all_same = frames.iter().all(|frame| frame.len() == frames[0].len());
    // The count byte: variable size, padding, number (RFC 6716, figure 5).
    out.put_u8(if all_same { 0 } else { 0x80 } | frames.len() as u8);
    if !all_same {
        frames[..frames.len() - 1].iter().for_each(|frame| put_length(&mut out, frame.len()));
    }
    frames.iter().for_each(|frame| out.put_slice(frame));
    Some(out.freeze())
}

/// Length of the packet's sound at 48 kHz, samples; none if it is no Opus packet.
#[must_use]
pub fn samples(packet: &[u8]) -> Option<u32> {
    let first = *packet.first()?;
    let frames = match first & 0b11 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(packet.get(1)? & 0x3F),
    };
    let samples = frame_samples(first >> 3) * frames;
    (frames > 0 && samples <= 5_760).then_some(samples)
}

fn single_frame(packet: &[u8], kind: u8) -> Option<&[u8]> {
    let (first, frame) = packet.split_first()?;
    let fits = *first == kind && frame_samples(kind >> 3) == 960 && (1..=MOST_FRAME).contains(&frame.len());
    fits.then_some(frame)
}

/// RFC 6716, table 2.
fn frame_samples(configuration: u8) -> u32 {
    match configuration {
        0..=11 => [480, 960, 1_920, 2_880][usize::from(configuration % 4)],
        12..=15 => [480, 960][usize::from(configuration % 2)],
        _ => [120, 240, 480, 960][usize::from(configuration % 4)],
    }
}

fn put_length(out: &mut BytesMut, length: usize) {
    if length < 252 {
        out.put_u8(length as u8);
    } else {
        // RFC 6716, section 3.2.1: length = second * 4 + first.
        let low = 252 + (length & 0b11);
        out.put_u8(low as u8);
        out.put_u8(((length - low) / 4) as u8);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn packet(kind: u8, length: usize) -> Bytes {
        let mut bytes = vec![kind];
        bytes.extend((0..length).map(|n| (n * 7) as u8));
        bytes.into()
    }

    /// The frames of a packet of code 3, as RFC 6716 section 3.2.5 reads them.
    fn frames(packet: &[u8]) -> Vec<Vec<u8>> {
        assert_eq!(packet[0] & 3, 3);
        let (varied, count) = (packet[1] & 0x80 != 0, usize::from(packet[1] & 0x3F));
        let mut at = 2;
        let mut lengths = Vec::new();
        if varied {
            for _ in 1..count {
                let mut length = usize::from(packet[at]);
                at += 1;
                if length >= 252 {
                    length += usize::from(packet[at]) * 4;
                    at += 1;
                }
                lengths.push(length);
            }
            lengths.push(packet.len() - at - lengths.iter().sum::<usize>());
        } else {
            lengths = vec![(packet.len() - at) / count; count];
        }
        lengths
            .into_iter()
            .map(|length| {
                at += length;
                packet[at - length..at].to_vec()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn joined_frames_are_those_that_went_in(lengths in proptest::collection::vec(1_usize..=1_275, 2..=3)) {
            let packets: Vec<Bytes> = lengths.iter().map(|length| packet(0x78, *length)).collect();
            let joined = joined(&packets).unwrap();
            let went_in: Vec<Vec<u8>> = packets.iter().map(|packet| packet[1..].to_vec()).collect();
            prop_assert_eq!(frames(&joined), went_in);
            prop_assert_eq!(samples(&joined), Some(960 * lengths.len() as u32));
        }

        #[test]
        fn whatever_comes_in_nothing_breaks(packets in proptest::collection::vec(
            proptest::collection::vec(any::<u8>(), 0..40), 0..5)) {
            let packets: Vec<Bytes> = packets.into_iter().map(Bytes::from).collect();
            let _ = joined(&packets);
            packets.iter().for_each(|packet| { let _ = samples(packet); });
        }
    }

    #[test]
    fn three_packets_of_equal_length_need_two_bytes_more_than_their_frames() {
        let packets = vec![packet(0x78, 60); 3];
        assert_eq!(joined(&packets).unwrap().len(), 2 + 180);
    }

    #[test]
    fn what_does_not_belong_together_is_not_joined() {
        assert_eq!(joined(&[packet(0x78, 60)]), None);
        assert_eq!(joined(&vec![packet(0x78, 60); 4]), None);
        assert_eq!(joined(&[packet(0x78, 60), packet(0x70, 60)]), None, "another kind of coding");
        assert_eq!(joined(&[packet(0x79, 60), packet(0x79, 60)]), None, "two frames in one already");
        assert_eq!(joined(&[packet(0x78, 60), packet(0x78, 0)]), None, "nothing in it");
        assert_eq!(joined(&[packet(0x60, 60), packet(0x60, 60)]), None, "10 ms");
    }
}
