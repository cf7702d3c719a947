//! Ogg pages (RFC 3533) read as packets, with the checksum checked. A page that is cut or damaged ends the stream:
//! that is what a recorder leaves behind when its machine loses power.

use std::io::{ErrorKind, Read};

/// Largest packet taken; an Opus packet of 120 ms has at most 7650 bytes (RFC 7845, section 6).
const LARGEST_PACKET: usize = 1 << 16;
const HEADER: usize = 27;
const CONTINUED: u8 = 1;

/// One packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Granule position of the page it ends on, if it is the last packet to end there.
    pub granule: Option<u64>,
}

/// The packets of the first logical stream.
pub struct Packets<R> {
    input: R,
    ready: std::collections::VecDeque<Packet>,
    unfinished: Vec<u8>,
    serial: Option<u32>,
    torn: bool,
    ended: bool,
}

/// What the next page turned out to be.
enum Reading {
    Page { header: [u8; HEADER], lacing: Vec<u8>, body: Vec<u8> },
    End,
    Torn,
}

impl<R: Read> Packets<R> {
    /// Reads from here.
    pub fn new(input: R) -> Self {
        Self { input, ready: Default::default(), unfinished: Vec::new(), serial: None, torn: false, ended: false }
    }

    /// Whether the stream ended in a cut or damaged page.
    #[must_use]
    pub fn torn(&self) -> bool {
        self.torn
    }

    fn read_page(&mut self) -> std::io::Result<Reading> {
        let mut header = [0; HEADER];
        match fill(&mut self.input, &mut header)? {
            0 => return Ok(Reading::End),
            HEADER if header.starts_with(b"OggS\0") => {}
            _ => return Ok(Reading::Torn),
        }
        let mut lacing = vec![0; usize::from(header[26])];
        let whole = fill(&mut self.input, &mut lacing)? == lacing.len();
        let mut body = vec![0; lacing.iter().map(|&n| usize::from(n)).sum()];
        if !whole || fill(&mut self.input, &mut body)? != body.len() {
            return Ok(Reading::Torn);
        }
        let told = u32::from_le_bytes([header[22], header[23], header[24], header[25]]);
        header[22..26].fill(0);
        if checksum(&[&header, &lacing, &body]) != told {
            return Ok(Reading::Torn);
        }
        Ok(Reading::Page { header, lacing, body })
    }

    fn take(&mut self, header: &[u8; HEADER], lacing: &[u8], body: &[u8]) {
        if header[5] & CONTINUED == 0 {
            self.unfinished.clear();
        }
        let mut at = 0;
        for &length in lacing {
            let end = at + usize::from(length);
            self.unfinished.extend_from_slice(&body[at..end]);
            at = end;
            if self.unfinished.len() > LARGEST_PACKET {
                return self.tear();
            }
            if length < u8::MAX {
                self.ready.push_back(Packet { bytes: std::mem::take(&mut self.unfinished), granule: None });
            }
        }
        let mut granule = [0; 8];
        granule.copy_from_slice(&header[6..14]);
        // -1 says that no packet ends on this page.
        let granule = u64::from_le_bytes(granule);
        if let Some(last) = self.ready.back_mut().filter(|_| granule != u64::MAX) {
            last.granule = Some(granule);
        }
    }

    fn tear(&mut self) {
        self.torn = true;
        self.ended = true;
    }
}

impl<R: Read> Iterator for Packets<R> {
    type Item = std::io::Result<Packet>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !self.ended {
            match self.read_page() {
                Ok(Reading::Page { header, lacing, body }) => {
                    let serial = u32::from_le_bytes([header[14], header[15], header[16], header[17]]);
                    if *self.serial.get_or_insert(serial) == serial {
                        self.take(&header, &lacing, &body);
                    }
                }
                Ok(Reading::End) => self.ended = true,
                Ok(Reading::Torn) => self.tear(),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        self.ready.pop_front().map(Ok)
    }
}

/// Bytes read before the end, at most the buffer.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// CRC-32 with polynomial 04c11db7, no reflection, start and final value 0 (RFC 3533, section 6).
fn checksum(parts: &[&[u8]]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let mut value = (i as u32) << 24;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 0x8000_0000 != 0 { value << 1 ^ 0x04c1_1db7 } else { value << 1 };
                bit += 1;
            }
            table[i] = value;
            i += 1;
        }
        table
    };
    parts
        .iter()
        .flat_map(|part| part.iter())
        .fold(0, |sum, &byte| sum << 8 ^ TABLE[((sum >> 24) as u8 ^ byte) as usize])
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// One page with whole packets.
    pub(crate) fn page(sequence: u32, granule: u64, packets: &[&[u8]]) -> Vec<u8> {
        let lacing: Vec<u8> = packets
            .iter()
            .flat_map(|p| std::iter::repeat_n(255, p.len() / 255).chain([(p.len() % 255) as u8]))
            .collect();
        let mut page = b"OggS\0\0".to_vec();
        page.extend(granule.to_le_bytes());
        page.extend(7_u32.to_le_bytes());
        page.extend(sequence.to_le_bytes());
        page.extend([0; 4]);
        page.push(lacing.len() as u8);
        page.extend(lacing);
        packets.iter().for_each(|p| page.extend(*p));
        let sum = checksum(&[&page]);
        page[22..26].copy_from_slice(&sum.to_le_bytes());
        page
    }

    fn read(bytes: &[u8]) -> (Vec<Packet>, bool) {
        let mut packets = Packets::new(bytes);
        let all: Vec<Packet> = packets.by_ref().map(Result::unwrap).collect();
        (all, packets.torn())
    }

    #[test]
    fn packets_come_out_as_they_were_laced() {
        let long = vec![9; 255];
        let bytes = [page(0, 0, &[b"head"]), page(1, 1920, &[b"", &long, b"x"])].concat();
        let (packets, torn) = read(&bytes);
        assert!(!torn);
        assert_eq!(packets.iter().map(|p| p.bytes.len()).collect::<Vec<_>>(), [4, 0, 255, 1]);
        assert_eq!(packets.iter().map(|p| p.granule).collect::<Vec<_>>(), [Some(0), None, None, Some(1920)]);
    }

    #[test]
    fn a_torn_last_page_is_just_the_end() {
        let (first, second) = (page(0, 960, &[b"one"]), page(1, 1920, &[b"two"]));
        for cut in 1..second.len() {
            let (packets, torn) = read(&[&first[..], &second[..cut]].concat());
            assert_eq!((packets.len(), torn), (1, true), "{cut}");
        }
    }

    #[test]
    fn a_flipped_bit_is_noticed() {
        let mut bytes = [page(0, 960, &[b"one"]), page(1, 1920, &[b"two"])].concat();
        *bytes.last_mut().unwrap() ^= 1;
        let (packets, torn) = read(&bytes);
        assert_eq!((packets.len(), torn), (1, true));
    }

    #[test]
    fn the_checksum_is_that_of_the_format() {
        // CRC-32/MPEG-2 differs only in its start value; with start 0 the sum of "123456789" is 89a1897f.
        assert_eq!(checksum(&[b"123456789"]), 0x89a1_897f);
    }
}
