//! Each sound packet with the one before it (RFC 2198), and back to one.

use bytes::{BufMut, Bytes, BytesMut};

/// Furthest back a redundant block may lie: 14 bits of samples (RFC 2198, section 3).
const MOST_BACK: u32 = 0x3FFF;
/// Largest redundant block: 10 bits of length.
const MOST_BLOCK: usize = 0x3FF;
/// Redundant blocks looked through in a packet from outside.
const MOST_BLOCKS: usize = 32;

/// A packet that carries `before`, which was sent `back` samples earlier, and `now`. Without a block that fits, `now` goes
/// alone. `payload_type` is that of Opus on this leg.
#[must_use]
pub fn doubled(now: &Bytes, before: Option<(&Bytes, u32)>, payload_type: u8) -> Bytes {
    let before = before.filter(|(block, back)| block.len() <= MOST_BLOCK && *back <= MOST_BACK && !block.is_empty());
    let mut out = BytesMut::with_capacity(now.len() + before.map_or(0, |(block, _)| block.len() + 4) + 1);
    if let Some((block, back)) = before {
        let header = 1 << 31 | u32::from(payload_type & 0x7F) << 24 | back << 10 | block.len() as u32;
        out.put_u32(header);
    }
    out.put_u8(payload_type & 0x7F);
    if let Some((block, _)) = before {
        out.put_slice(block);
    }
    out.put_slice(now);
    out.freeze()
}

/// The newest sound of a redundant packet; none if it cannot be read.
#[must_use]
pub fn primary(packet: &Bytes) -> Option<Bytes> {
    let (mut at, mut redundant) = (0, 0);
    for _ in 0..=MOST_BLOCKS {
        let first = *packet.get(at)?;
        if first & 0x80 == 0 {
            let begins = at + 1 + redundant;
            return (begins <= packet.len()).then(|| packet.slice(begins..));
        }
        let length = packet.get(at + 2..at + 4)?;
        redundant += usize::from(u16::from_be_bytes([length[0], length[1]]) & 0x3FF);
        at += 4;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_doubled_packet_reads_as_the_standard_says() {
        let packet = doubled(&Bytes::from_static(b"new"), Some((&Bytes::from_static(b"old!"), 960)), 111);
        assert_eq!(&packet[..], [&[0x80 | 111, 0x0F, 0x00, 0x04, 111][..], b"old!new"].concat());
        assert_eq!(primary(&packet), Some(Bytes::from_static(b"new")));
    }

    #[test]
    fn what_is_too_old_or_too_large_stays_out() {
        let now = Bytes::from_static(b"new");
        let large = Bytes::from(vec![1; MOST_BLOCK + 1]);
        for before in [(&now, MOST_BACK + 1), (&large, 960)] {
            assert_eq!(doubled(&now, Some(before), 111).len(), 4);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_doubled_comes_back(
            now in proptest::collection::vec(any::<u8>(), 0..300),
            before in proptest::collection::vec(any::<u8>(), 1..300),
            back in 0_u32..=MOST_BACK,
        ) {
            let (now, before) = (Bytes::from(now), Bytes::from(before));
            prop_assert_eq!(primary(&doubled(&now, Some((&before, back)), 111)), Some(now));
        }

        #[test]
        fn whatever_comes_in_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = primary(&Bytes::from(bytes));
        }
    }
}
