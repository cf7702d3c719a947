//! What the first byte of an Opus packet says (RFC 6716, section 3.1), and packets that stand for silence.

/// A fullband CELT packet of one 20 ms frame, mono: the shape of silence before anything was heard.
const SILENCE_20_MS: u8 = 31 << 3;
/// Samples of 20 ms at 48,000 a second.
pub(crate) const FRAME_20_MS: u64 = 960;
/// Frames of 20 ms in the longest packet allowed (120 ms).
const MAX_FRAMES: u64 = 6;

/// Samples at 48,000 a second that a packet stands for, or none if it is not an Opus packet.
pub(crate) fn samples(packet: &[u8]) -> Option<u32> {
    let toc = *packet.first()?;
    let frame = match toc >> 3 {
        config @ 0..=11 => [480, 960, 1_920, 2_880][usize::from(config % 4)],
        config @ 12..=15 => [480, 960][usize::from(config % 2)],
        config => [120, 240, 480, 960][usize::from(config % 4)],
    };
    let frames = match toc & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(packet.get(1)? & 0x3F),
    };
    let samples = frame * frames;
    (1..=5_760).contains(&samples).then_some(samples)
}

/// Packets without frame data for as much of `samples` as 2.5 ms steps fill, longest first. A decoder takes them as
/// lost or not sent (RFC 6716, section 4.1 "a size of 0"), so the file stays as long as the track. `after` is the first
/// byte of the packet before: its mode is kept where it has 20 ms frames.
pub(crate) fn silence(samples: u64, after: Option<u8>) -> impl Iterator<Item = (Vec<u8>, u32)> {
    let toc = after
        .map(|toc| toc & !3)
        .filter(|toc| self::samples(&[*toc]) == Some(FRAME_20_MS as u32))
        .unwrap_or(SILENCE_20_MS);
    let mut left = samples;
    std::iter::from_fn(move || {
        let frames = (left / FRAME_20_MS).min(MAX_FRAMES);
        let (packet, length) = match frames {
            0 => {
                let (config, length) = [(30_u8, 480), (29, 240), (28, 120)].into_iter().find(|(_, l)| *l <= left)?;
                (vec![config << 3], length)
            }
            1 => (vec![toc], FRAME_20_MS),
            _ => (vec![toc | 3, frames as u8], frames * FRAME_20_MS),
        };
        left -= length;
        Some((packet, length as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_tells_the_length() {
        assert_eq!(samples(&[0xFC, 1, 2]), Some(960), "fullband CELT 20 ms, stereo");
        assert_eq!(samples(&[1 << 3]), Some(960), "narrowband SILK 20 ms");
        assert_eq!(samples(&[3 << 3]), Some(2_880), "narrowband SILK 60 ms");
        assert_eq!(samples(&[(31 << 3) | 1]), Some(1_920), "two frames");
        assert_eq!(samples(&[(31 << 3) | 3, 6]), Some(5_760), "six frames");
    }

    #[test]
    fn what_is_no_opus_packet_has_no_length() {
        assert_eq!(samples(&[]), None);
        assert_eq!(samples(&[(31 << 3) | 3]), None, "count of frames missing");
        assert_eq!(samples(&[(31 << 3) | 3, 0]), None, "no frames");
        assert_eq!(samples(&[(31 << 3) | 3, 7]), None, "over 120 ms");
    }

    #[test]
    fn silence_is_as_long_as_asked_in_few_packets() {
        let packets: Vec<_> = silence(48_000 * 60, Some(0x7A)).collect();
        assert_eq!(packets.iter().map(|(_, n)| u64::from(*n)).sum::<u64>(), 48_000 * 60);
        assert_eq!(packets.len(), 500, "120 ms each");
        for (packet, length) in &packets {
            assert_eq!(samples(packet), Some(*length));
        }
    }

    #[test]
    fn one_lost_packet_becomes_its_first_byte_only() {
        let packets: Vec<_> = silence(960, Some(0x79)).collect();
        assert_eq!(packets, [(vec![0x78], 960)]);
    }

    #[test]
    fn a_rest_below_20_ms_is_filled_to_the_smallest_frame() {
        let packets: Vec<_> = silence(960 + 480 + 240 + 120 + 119, None).collect();
        assert_eq!(packets.iter().map(|(_, n)| *n).sum::<u32>(), 1_800);
    }
}
