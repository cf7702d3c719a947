//! Numbers everything that is sent to a client, so that it can report when each packet came
//! (draft-holmer-rmcat-transport-wide-cc-extensions-01), and sends pictures again as padding.
//!
//! The library's own numbering leaves out packets sent again over RTX. They fill the same link, so here every packet has a
//! number. A picture sent again under its own number without RTX would be the same SRTP counter with other content in the
//! header, which AES-GCM does not forgive (RFC 7714, section 8.4): such packets end here.

use std::collections::{HashSet, VecDeque};
use std::time::Instant;

use bytes::Bytes;
use rtc::interceptor::{Attribute, AttributedPacket, Interceptor, Packet, StreamInfo, TaggedPacket};
use rtc::rtcp;
use rtc::rtcp::transport_feedbacks::transport_layer_nack::TransportLayerNack;
use rtc::sansio::Protocol;
use rtc::sdp::extmap::TRANSPORT_CC_URI;
use rtc::shared::error::Error;

/// Distance from the wire: on the way out after the library's memory of sent packets, on the way in before it.
pub(super) const DISTANCE: usize = 3_900;
/// SSRCs of our own remembered; a hall has 24 lines.
const MAX_STREAMS: usize = 64;

/// The interceptor.
#[derive(Default)]
pub(super) struct Numbering {
    extension: Option<u8>,
    ours: HashSet<u32>,
    next: u16,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Numbering {
    fn is_ours(&self, packet: &dyn rtcp::Packet) -> bool {
        packet.as_any().downcast_ref::<TransportLayerNack>().is_some_and(|nack| self.ours.contains(&nack.media_ssrc))
    }
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for Numbering {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, packet: TaggedPacket) -> Result<(), Error> {
        self.reads.push_back(packet);
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, mut packet: TaggedPacket) -> Result<(), Error> {
        let again = packet.message.has(&Attribute::Retransmission);
        match &mut packet.message.packet {
            Packet::Rtp(rtp) => {
                if let Some(extension) = self.extension {
                    if again && self.ours.contains(&rtp.header.ssrc) {
                        return Ok(());
                    }
                    let number = Bytes::copy_from_slice(&self.next.to_be_bytes());
                    if rtp.header.set_extension(extension, number).is_ok() {
                        self.next = self.next.wrapping_add(1);
                    }
                }
            }
            // "I lost this" about a stream of our own can only be the server asking itself for padding.
            Packet::Rtcp(packets) if packets.iter().all(|one| self.is_ours(one.as_ref())) && !packets.is_empty() => {
                let packets = std::mem::take(packets);
                self.reads.push_back(TaggedPacket {
                    now: packet.now,
                    transport: packet.transport,
                    message: AttributedPacket::new(Packet::Rtcp(packets)),
                });
                return Ok(());
            }
            _ => {}
        }
        self.writes.push_back(packet);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }
}

impl Interceptor for Numbering {
    fn bind_local_stream(&mut self, stream: &StreamInfo) {
        let extension = stream.rtp_header_extensions.iter().find(|extension| extension.uri == TRANSPORT_CC_URI);
        self.extension = extension.and_then(|extension| u8::try_from(extension.id).ok()).or(self.extension);
        if self.ours.len() < MAX_STREAMS {
            self.ours.insert(stream.ssrc);
        }
    }

    fn unbind_local_stream(&mut self, stream: &StreamInfo) {
        self.ours.remove(&stream.ssrc);
    }

    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}
