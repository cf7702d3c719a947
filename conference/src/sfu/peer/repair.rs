//! Puts packets that were sent again (RFC 4588) back into their stream as soon as they come in.
//!
//! The library does so itself, but only behind the interceptor that asks for what is missing, which therefore asks again
//! every 100 ms for what has long come; and only where the offer names the SSRC of the repair, which simulcast does not:
//! there the packet names the stream it repairs (RFC 8852).

use std::collections::{HashMap, VecDeque};
use std::time::Instant;

use rtc::interceptor::{Interceptor, Packet, StreamInfo, TaggedPacket};
use rtc::rtp;
use rtc::sansio::Protocol;
use rtc::shared::error::Error;

use super::super::offer::{Line, Sending};

/// Distance from the wire: before the interceptor that asks for missing packets.
pub(super) const DISTANCE: usize = 6_500;
/// SSRCs remembered; a camera of three sizes has six.
const MAX_SOURCES: usize = 64;

/// The interceptor.
#[derive(Default)]
pub(super) struct Repairs {
    /// Payload types of repair, with that of what they repair.
    payloads: HashMap<u8, u8>,
    /// SSRCs of repair, with that of what they repair.
    repaired: HashMap<u32, u32>,
    /// SSRC of each stream identifier.
    streams: HashMap<String, u32>,
    stream_extension: Option<u8>,
    repaired_extension: Option<u8>,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Repairs {
    /// For what a line sends.
    pub(super) fn of(line: &Line) -> Self {
        let mut repairs = Self {
            payloads: line.repair.payloads.iter().copied().collect(),
            repaired: line.repair.sources.iter().copied().collect(),
            ..Self::default()
        };
        if let Some(Sending::Sizes { extension, repaired, .. }) = &line.sends {
            repairs.stream_extension = Some(*extension);
            repairs.repaired_extension = *repaired;
        }
        repairs
    }

    fn restore(&mut self, packet: &mut rtp::Packet) {
        let header = &mut packet.header;
        let Some(payload_type) = self.payloads.get(&header.payload_type).copied() else {
            if let Some(rid) = text(header, self.stream_extension)
                && (self.streams.contains_key(&rid) || self.streams.len() < MAX_SOURCES)
            {
                self.streams.insert(rid, header.ssrc);
            }
            return;
        };
        let source = self.repaired.get(&header.ssrc).copied().or_else(|| {
            let source = *self.streams.get(&text(header, self.repaired_extension)?)?;
            if self.repaired.len() < MAX_SOURCES {
                self.repaired.insert(header.ssrc, source);
            }
            Some(source)
        });
        // One without a number inside only probes the network; it goes on as it is, to be counted and dropped.
        if let (Some(source), Some((number, _))) = (source, packet.payload.split_first_chunk::<2>()) {
            header.ssrc = source;
            header.payload_type = payload_type;
            header.sequence_number = u16::from_be_bytes(*number);
            header.padding = false;
            packet.payload = packet.payload.slice(2..);
        }
    }
}

fn text(header: &rtp::Header, extension: Option<u8>) -> Option<String> {
    let bytes = header.get_extension(extension?)?;
    std::str::from_utf8(&bytes).ok().map(str::to_owned)
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for Repairs {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, mut packet: TaggedPacket) -> Result<(), Error> {
        if let Packet::Rtp(packet) = &mut packet.message.packet {
            self.restore(packet);
        }
        self.reads.push_back(packet);
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, packet: TaggedPacket) -> Result<(), Error> {
        self.writes.push_back(packet);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }
}

impl Interceptor for Repairs {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use bytes::Bytes;

    use super::*;

    fn repairs() -> Repairs {
        Repairs {
            payloads: HashMap::from([(97, 96)]),
            repaired: HashMap::from([(11, 10)]),
            stream_extension: Some(4),
            repaired_extension: Some(5),
            ..Repairs::default()
        }
    }

    fn packet(
        ssrc: u32,
        payload_type: u8,
        extension: Option<(u8, &'static str)>,
        payload: &'static [u8],
    ) -> rtp::Packet {
        let mut header = rtp::Header { version: 2, ssrc, payload_type, sequence_number: 900, ..rtp::Header::default() };
        if let Some((id, text)) = extension {
            header.set_extension(id, Bytes::from_static(text.as_bytes())).unwrap();
        }
        rtp::Packet { header, payload: Bytes::from_static(payload) }
    }

    fn restored(repairs: &mut Repairs, mut packet: rtp::Packet) -> (u32, u8, u16, Vec<u8>) {
        repairs.restore(&mut packet);
        let header = packet.header;
        (header.ssrc, header.payload_type, header.sequence_number, packet.payload.to_vec())
    }

    #[test]
    fn a_packet_sent_again_gets_its_source_number_and_content_back() {
        assert_eq!(restored(&mut repairs(), packet(11, 97, None, &[1, 2, 7, 8])), (10, 96, 0x0102, vec![7, 8]));
    }

    #[test]
    fn a_repair_that_names_its_stream_is_remembered_by_its_source() {
        let mut repairs = repairs();
        let again = |extension| packet(21, 97, extension, &[0, 5, 9]);
        assert_eq!(restored(&mut repairs, again(Some((5, "h")))).0, 21, "the stream has not come yet");
        restored(&mut repairs, packet(20, 96, Some((4, "h")), &[9]));
        assert_eq!(restored(&mut repairs, again(Some((5, "h")))), (20, 96, 5, vec![9]));
        assert_eq!(restored(&mut repairs, again(None)), (20, 96, 5, vec![9]));
    }

    #[test]
    fn what_repairs_nothing_goes_on_as_it_is() {
        let mut repairs = repairs();
        assert_eq!(restored(&mut repairs, packet(11, 97, None, &[1])), (11, 97, 900, vec![1]), "a probe");
        assert_eq!(restored(&mut repairs, packet(11, 96, None, &[1, 2, 3])), (11, 96, 900, vec![1, 2, 3]));
        assert_eq!(restored(&mut repairs, packet(12, 97, None, &[1, 2, 3])), (12, 97, 900, vec![1, 2, 3]));
    }

    #[test]
    fn a_sender_cannot_make_it_remember_without_end() {
        let mut repairs = repairs();
        for n in 0..10_000_u32 {
            let mut stream = packet(n, 96, None, &[1]);
            stream.header.set_extension(4, Bytes::from(n.to_string())).unwrap();
            repairs.restore(&mut stream);
            let mut again = packet(100_000 + n, 97, None, &[1, 2, 3]);
            again.header.set_extension(5, Bytes::from_static(b"0")).unwrap();
            repairs.restore(&mut again);
        }
        assert!(repairs.streams.len() <= MAX_SOURCES && repairs.repaired.len() <= MAX_SOURCES);
    }
}
