//! One Ogg page.

use super::crc::crc;

/// Bytes before the lacing values.
pub(super) const HEADER: usize = 27;
/// Lacing values a page can hold.
pub(super) const MAX_LACING: usize = 255;

/// Header flag: first page of the stream.
pub(super) const BEGIN: u8 = 2;
/// Header flag: last page of the stream.
pub(super) const END: u8 = 4;

/// Lacing values a packet of this many bytes takes.
pub(super) fn lacing(length: usize) -> usize {
    length / 255 + 1
}

/// Builds a page of whole packets. `granule` is the end of its last packet, in samples.
pub(super) fn build(flags: u8, granule: u64, serial: u32, number: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let body: usize = packets.iter().map(Vec::len).sum();
    let mut page = Vec::with_capacity(HEADER + MAX_LACING + body);
    page.extend_from_slice(b"OggS\0");
    page.push(flags);
    page.extend_from_slice(&granule.to_le_bytes());
    page.extend_from_slice(&serial.to_le_bytes());
    page.extend_from_slice(&number.to_le_bytes());
    page.extend_from_slice(&[0; 4]);
    page.push(packets.iter().map(|packet| lacing(packet.len())).sum::<usize>() as u8);
    for packet in packets {
        page.extend(std::iter::repeat_n(255, packet.len() / 255));
        page.push((packet.len() % 255) as u8);
    }
    for packet in packets {
        page.extend_from_slice(packet);
    }
    let sum = crc(&page).to_le_bytes();
    page[22..26].copy_from_slice(&sum);
    page
}

/// A page found in bytes.
pub(super) struct Page<'a> {
    pub(super) flags: u8,
    pub(super) packets: Vec<&'a [u8]>,
    /// Bytes of the whole page.
    pub(super) length: usize,
}

/// The page at the head of `bytes`; none if it is torn or its checksum is wrong.
pub(super) fn read(bytes: &[u8]) -> Option<Page<'_>> {
    let header = bytes.get(..HEADER)?;
    if &header[..5] != b"OggS\0" {
        return None;
    }
    let lacing = bytes.get(HEADER..HEADER + usize::from(header[26]))?;
    let mut at = HEADER + lacing.len();
    let length = at + lacing.iter().map(|value| usize::from(*value)).sum::<usize>();
    let whole = bytes.get(..length)?;
    let mut blank = whole.to_vec();
    blank[22..26].fill(0);
    if crc(&blank).to_le_bytes() != header[22..26] {
        return None;
    }
    let mut packets = Vec::new();
    let mut size = 0;
    for value in lacing {
        size += usize::from(*value);
        if *value < 255 {
            packets.push(&whole[at..at + size]);
            at += size;
            size = 0;
        }
    }
    Some(Page { flags: header[5], packets, length })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn packets_of_every_length_come_back() {
        let packets: Vec<Vec<u8>> = [0, 1, 254, 255, 256, 510, 1_200].iter().map(|n| vec![7; *n]).collect();
        let bytes = build(BEGIN, 99, 5, 3, &packets);
        let page = read(&bytes).unwrap();
        assert_eq!(page.packets, packets);
        assert_eq!((page.flags, page.length), (BEGIN, bytes.len()));
        assert_eq!(bytes[6..14], 99_u64.to_le_bytes());
    }

    #[test]
    fn a_changed_bit_is_noticed() {
        let bytes = build(0, 1, 2, 3, &[vec![1, 2, 3]]);
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            assert!(read(&changed).is_none(), "byte {at}");
        }
    }
}
