//! Lets key frame requests and reports of arrival of subscribers through to the server.
//!
//! The library ends incoming RTCP inside its chain of interceptors, as most of it concerns only them. Requests for key
//! frames concern the camera that is forwarded, and when packets came concerns what is sent next, so they are marked for delivery, each as a packet of its own: what the
//! library delivers is sorted by the first packet of a compound alone.

use std::collections::VecDeque;
use std::time::Instant;

use rtc::interceptor::{Attribute, AttributedPacket, Interceptor, Packet, StreamInfo, TaggedPacket};
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::transport_feedbacks::transport_layer_cc::TransportLayerCc;
use rtc::sansio::Protocol;
use rtc::shared::error::Error;

/// Distance from the wire: behind every interceptor of the library, so that each has seen the packet.
pub(super) const DISTANCE: usize = 20_000;

/// The interceptor.
#[derive(Default)]
pub(super) struct Deliveries {
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

fn is_for_server(packet: &dyn rtcp::Packet) -> bool {
    let packet = packet.as_any();
    packet.is::<PictureLossIndication>() || packet.is::<FullIntraRequest>() || packet.is::<TransportLayerCc>()
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for Deliveries {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, packet: TaggedPacket) -> Result<(), Error> {
        if let Packet::Rtcp(packets) = &packet.message.packet {
            for one in packets.iter().filter(|packet| is_for_server(packet.as_ref())) {
                self.reads.push_back(TaggedPacket {
                    now: packet.now,
                    transport: packet.transport,
                    message: AttributedPacket::new(Packet::Rtcp(vec![one.clone()]))
                        .with(Attribute::DeliverToApplication),
                });
            }
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

impl Interceptor for Deliveries {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}
