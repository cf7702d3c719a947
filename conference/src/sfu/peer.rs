//! One connection. This file and its children alone name the library `rtc`; the rest of the server sees plain types.

mod alert;
mod arrivals;
mod feedback;
mod negotiate;
mod numbering;
mod repair;
mod source;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::BytesMut;
use rtc::peer_connection::RTCPeerConnection;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::message::{RTCMessage, TaggedRTCMessage};
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::RTCDtlsTransportState;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::transport_feedbacks::transport_layer_cc::TransportLayerCc;
use rtc::rtcp::transport_feedbacks::transport_layer_nack::{NackPair, TransportLayerNack};
use rtc::rtp_transceiver::RTCRtpSenderId;
use rtc::sansio::Protocol;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};
use rtc::{rtcp, rtp};

use self::source::Source;
use super::MediaKind;
use super::event::DisconnectReason;
use super::layer::{SIZES, Size};
use super::packet::{MediaPacket, OutPacket};
use super::stun::{self, Datagram};
use crate::link::Arrival;
use crate::record::vp8::Descriptor;

/// Without a sign of life for this long a client is gone.
const SILENCE: Duration = Duration::from_secs(15);
/// Time a client has to come through.
const CONNECT: Duration = Duration::from_secs(20);
/// Datagrams that may wait to be sent; a worker sends after each one it takes in, so this is never near.
const MAX_WAITING: usize = 4_096;
/// Packets of pictures remembered to be sent again as padding; the library keeps 1,024 of each place.
const MAX_SHOWN: usize = 48;
/// Headers of IPv4 and UDP.
const OUTER_HEADERS: usize = 28;

/// Number of a connection, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PeerKey(pub(super) u64);

/// What came of a datagram or of time.
#[derive(Debug)]
pub(super) enum PeerEvent {
    /// Media can flow.
    Connected,
    /// A packet of the microphone or camera.
    Media(MediaPacket),
    /// The subscriber lost the picture in a place.
    KeyFrameWanted { place: usize },
    /// The client reported when packets came.
    Reported(Vec<Arrival>),
    /// The connection is over.
    Ended(DisconnectReason),
}

/// A line the client takes something in on.
#[derive(Debug)]
struct Place {
    sender: RTCRtpSenderId,
    ssrc: u32,
    payload_type: u8,
    /// Header extension of transport-wide numbers, if agreed on.
    number_extension: Option<u8>,
}

/// A packet as it left: its transport-wide number and its size on the wire, headers of IP and UDP counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) number: u16,
    pub(super) bytes: u32,
}

/// One client's connection.
pub(super) struct Peer {
    connection: RTCPeerConnection,
    ufrag: String,
    local: Vec<SocketAddr>,
    microphone: Option<Source>,
    camera: Option<Source>,
    voices: Vec<Place>,
    pictures: Vec<Place>,
    born: Instant,
    heard: Instant,
    connected: bool,
    ended: bool,
    /// Where media goes: the address the client nominated last.
    nominated: Option<SocketAddr>,
    proven: Option<SocketAddr>,
    events: VecDeque<PeerEvent>,
    waiting: VecDeque<(SocketAddr, BytesMut)>,
    written: u64,
    sent: u64,
    numbered: Vec<Numbered>,
    /// The last packets of pictures: place, number, bytes.
    shown: VecDeque<(usize, u16, usize)>,
}

impl Peer {
    /// The server's part of the STUN user name of this connection.
    pub(super) fn ufrag(&self) -> &str {
        &self.ufrag
    }

    /// Whether media can flow.
    pub(super) fn is_connected(&self) -> bool {
        self.connected && !self.ended
    }

    /// Places for voices and pictures.
    pub(super) fn places(&self) -> (usize, usize) {
        (self.voices.len(), self.pictures.len())
    }

    /// Sizes the camera may send, if there is more than one to choose from.
    pub(super) fn camera_sizes(&self) -> Option<[bool; SIZES]> {
        let mut sizes = [false; SIZES];
        self.camera.iter().flat_map(Source::sizes).for_each(|(size, _)| sizes[size.index()] = true);
        (sizes != [false; SIZES]).then_some(sizes)
    }

    /// Stream identifiers of some of these sizes.
    pub(super) fn rids(&self, sizes: [bool; SIZES]) -> Vec<String> {
        let wanted = self.camera.iter().flat_map(Source::sizes).filter(|(size, _)| sizes[size.index()]);
        wanted.map(|(_, rid)| rid.to_owned()).collect()
    }

    /// Takes a datagram in. The address it came from is not believed before [`take_proven`](Self::take_proven) says it.
    pub(super) fn receive(&mut self, from: SocketAddr, datagram: &[u8], now: Instant) {
        if self.ended {
            return;
        }
        let kind = Datagram::of(datagram);
        let nominates = stun::binding_request(datagram).is_some_and(|request| request.nominates);
        if kind == Datagram::Dtls && !self.connected && alert::refusal(datagram).is_some() {
            self.end(DisconnectReason::DtlsFailed);
            return;
        }
        // An error here means the datagram was of no use; the library has counted it.
        let _ = self.connection.handle_read(TaggedBytesMut {
            now,
            transport: TransportContext {
                local_addr: self.local_for(from),
                peer_addr: from,
                ecn: None,
                transport_protocol: TransportProtocol::UDP,
            },
            message: BytesMut::from(datagram),
        });
        if kind == Datagram::Dtls && !self.connected {
            // After a failed step the library keeps its alert back until it is given the time.
            let _ = self.connection.handle_timeout(now);
        }
        self.drain(now, Some((from, nominates)));
        if kind == Datagram::Dtls && self.connected && self.is_closed_by_client() {
            self.end(DisconnectReason::Closed);
        }
    }

    /// Takes the passing of time in.
    pub(super) fn handle_time(&mut self, now: Instant) {
        if self.ended {
            return;
        }
        if self.connection.handle_timeout(now).is_err() && !self.connected {
            self.end(DisconnectReason::DtlsFailed);
        }
        self.drain(now, None);
        if self.connected {
            if now.saturating_duration_since(self.heard) >= SILENCE {
                self.end(DisconnectReason::IceTimeout);
            }
        } else if now.saturating_duration_since(self.born) >= CONNECT {
            self.end(match self.nominated {
                Some(_) => DisconnectReason::DtlsFailed,
                None => DisconnectReason::NeverConnected,
            });
        }
    }

    /// When [`handle_time`](Self::handle_time) is due.
    pub(super) fn deadline(&mut self, now: Instant) -> Instant {
        let due = self.connection.poll_timeout().unwrap_or(now + Duration::from_secs(1));
        // The library asks for a visit at once in some states; a pause keeps that from becoming a spin.
        due.clamp(now + Duration::from_millis(5), now + Duration::from_secs(1))
    }

    /// Sends a packet into a place.
    pub(super) fn write(&mut self, kind: MediaKind, place: usize, packet: OutPacket, now: Instant) {
        let places = match kind {
            MediaKind::Audio => &self.voices,
            MediaKind::Video => &self.pictures,
        };
        let number = place;
        let Some(place) = places.get(place).filter(|_| self.connected && !self.ended) else { return };
        // A header of its own: one taken over from the source would carry extensions agreed on with somebody else.
        let header = rtp::Header {
            version: 2,
            marker: packet.marker,
            payload_type: place.payload_type,
            sequence_number: packet.sequence,
            timestamp: packet.timestamp,
            ssrc: place.ssrc,
            ..rtp::Header::default()
        };
        let packet = rtp::Packet { header, payload: packet.payload };
        self.written += 1;
        if kind == MediaKind::Video && !packet.payload.is_empty() {
            if self.shown.len() == MAX_SHOWN {
                self.shown.pop_front();
            }
            self.shown.push_back((number, packet.header.sequence_number, packet.payload.len()));
        }
        if let Some(mut sender) = self.connection.rtp_sender(place.sender)
            && sender.write_rtp(now, packet).is_err()
        {
            tracing::debug!("a packet was refused for sending");
        }
    }

    /// Asks the client's camera for a key frame of a size.
    pub(super) fn ask_key_frame(&mut self, size: Size, now: Instant) {
        let Some((camera, ssrc)) = self.camera.as_ref().and_then(|camera| Some((camera, camera.ssrc(size)?))) else {
            return;
        };
        let request = PictureLossIndication { sender_ssrc: 0, media_ssrc: ssrc };
        if let Some(mut receiver) = self.connection.rtp_receiver(camera.receiver) {
            let _ = receiver.write_rtcp(now, vec![Box::new(request)]);
        }
    }

    /// Sends packets of pictures again, as padding, up to so many bytes; a client that has them leaves them aside. Says how
    /// many bytes there was something for.
    pub(super) fn repeat(&mut self, bytes: usize, now: Instant) -> usize {
        let mut repeated = 0;
        for _ in 0..self.shown.len() {
            if repeated >= bytes {
                break;
            }
            let Some((place, sequence, length)) = self.shown.pop_front() else { break };
            self.shown.push_back((place, sequence, length));
            let Some(place) = self.pictures.get(place) else { continue };
            let nacks = vec![NackPair { packet_id: sequence, lost_packets: 0 }];
            let again = TransportLayerNack { sender_ssrc: 0, media_ssrc: place.ssrc, nacks };
            if let Some(mut sender) = self.connection.rtp_sender(place.sender)
                && sender.write_rtcp(now, vec![Box::new(again)]).is_ok()
            {
                repeated += length;
            }
        }
        repeated
    }

    /// Whether the client was agreed with that it reports when packets come.
    pub(super) fn is_numbered(&self) -> bool {
        self.number_extension().is_some()
    }

    /// What left since the last call.
    pub(super) fn take_numbered(&mut self) -> std::vec::Drain<'_, Numbered> {
        self.numbered.drain(..)
    }

    fn number_extension(&self) -> Option<u8> {
        self.voices.iter().chain(&self.pictures).find_map(|place| place.number_extension)
    }

    /// Puts what was written on the way; to be called after writing.
    pub(super) fn flush(&mut self, now: Instant) {
        self.drain(now, None);
    }

    /// The next datagram to send.
    pub(super) fn poll_datagram(&mut self) -> Option<(SocketAddr, BytesMut)> {
        self.waiting.pop_front()
    }

    /// The next event.
    pub(super) fn poll_event(&mut self) -> Option<PeerEvent> {
        self.events.pop_front()
    }

    /// An address the client was just proven to be at.
    pub(super) fn take_proven(&mut self) -> Option<SocketAddr> {
        self.proven.take()
    }

    /// Packets taken by [`write`](Self::write) since the last call that did not get on their way.
    pub(super) fn take_unsent(&mut self) -> u64 {
        let unsent = self.written.saturating_sub(self.sent);
        self.written = 0;
        self.sent = 0;
        unsent
    }

    /// Ends the connection and tells the client.
    pub(super) fn close(&mut self, now: Instant) {
        let _ = self.connection.close();
        self.drain(now, None);
        self.ended = true;
    }

    fn end(&mut self, reason: DisconnectReason) {
        if !self.ended {
            self.ended = true;
            self.events.push_back(PeerEvent::Ended(reason));
        }
    }

    fn drain(&mut self, now: Instant, from: Option<(SocketAddr, bool)>) {
        while let Some(TaggedRTCMessage { message, .. }) = self.connection.poll_read() {
            match message {
                RTCMessage::RtpPacket(_, packet) => {
                    self.heard = now;
                    let packet = self.media(packet);
                    self.events.extend(packet.map(PeerEvent::Media));
                }
                RTCMessage::RtcpPacket(_, packets) => {
                    self.heard = now;
                    packets.iter().for_each(|packet| self.take_feedback(packet.as_ref()));
                }
                _ => {}
            }
        }
        while let Some(event) = self.connection.poll_event() {
            if let RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) = event {
                match state {
                    RTCPeerConnectionState::Connected if !self.connected => {
                        self.connected = true;
                        self.heard = now;
                        self.events.push_back(PeerEvent::Connected);
                    }
                    RTCPeerConnectionState::Failed => self.end(DisconnectReason::DtlsFailed),
                    _ => {}
                }
            }
        }
        while let Some(datagram) = self.connection.poll_write() {
            self.send(datagram, now, from);
        }
    }

    fn send(&mut self, datagram: TaggedBytesMut, now: Instant, from: Option<(SocketAddr, bool)>) {
        let mut to = datagram.transport.peer_addr;
        match Datagram::of(&datagram.message) {
            Datagram::Stun => {
                // The library speaks to an address only once a check from it was proven by its password: with the answer,
                // or, to a client that nominates with its first check, with a check of its own.
                if let Some((from, nominates)) = from.filter(|(from, _)| *from == to)
                    && stun::is_reply_or_check(&datagram.message)
                {
                    self.heard = now;
                    self.proven = Some(from);
                    if nominates {
                        self.nominated = Some(from);
                    }
                }
            }
            kind => {
                if kind == Datagram::Dtls && !self.connected {
                    match alert::refusal(&datagram.message) {
                        Some(alert::INSUFFICIENT_SECURITY) => self.end(DisconnectReason::DtlsFailedNoCommonCipher),
                        Some(_) => self.end(DisconnectReason::DtlsFailed),
                        None => {}
                    }
                }
                to = self.nominated.unwrap_or(to);
            }
        }
        if self.waiting.len() >= MAX_WAITING {
            // Media dropped here is counted as unsent; the rest is repeated by its protocol.
            return;
        }
        if is_rtp(&datagram.message) {
            // What is sent again is more than was written.
            self.sent += 1;
            if let Some(extension) = self.number_extension()
                && let Some(number) = arrivals::number(&datagram.message, extension)
            {
                let bytes = (datagram.message.len() + OUTER_HEADERS) as u32;
                self.numbered.push(Numbered { number, bytes });
            }
        }
        self.waiting.push_back((to, datagram.message));
    }

    /// The packet, if it is of the microphone or camera and has not come before.
    fn media(&mut self, packet: rtp::Packet) -> Option<MediaPacket> {
        let header = &packet.header;
        let heard =
            self.microphone.as_mut().and_then(|source| source.admit(header)).map(|size| (MediaKind::Audio, size));
        let seen = || Some((MediaKind::Video, self.camera.as_mut()?.admit(header)?));
        let (kind, size) = heard.or_else(seen)?;
        let level = self
            .microphone
            .as_ref()
            .and_then(|source| packet.header.get_extension(source.level_extension?))
            .and_then(|extension| extension.first().map(|byte| byte & 0x7F))
            .filter(|_| kind == MediaKind::Audio);
        let descriptor = Descriptor::read(&packet.payload).filter(|_| kind == MediaKind::Video);
        Some(MediaPacket {
            kind,
            size,
            sequence: packet.header.sequence_number,
            timestamp: packet.header.timestamp,
            marker: packet.header.marker,
            payload: packet.payload,
            level,
            descriptor,
        })
    }

    fn take_feedback(&mut self, packet: &dyn rtcp::Packet) {
        let packet = packet.as_any();
        if let Some(report) = packet.downcast_ref::<TransportLayerCc>() {
            self.events.push_back(PeerEvent::Reported(arrivals::arrivals(report)));
            return;
        }
        let mut want = |ssrc: u32| {
            if let Some(place) = self.pictures.iter().position(|place| place.ssrc == ssrc) {
                self.events.push_back(PeerEvent::KeyFrameWanted { place });
            }
        };
        if let Some(loss) = packet.downcast_ref::<PictureLossIndication>() {
            want(loss.media_ssrc);
        } else if let Some(request) = packet.downcast_ref::<FullIntraRequest>() {
            // More entries than pictures are padding or mischief.
            request.fir.iter().take(16).for_each(|entry| want(entry.ssrc));
        }
    }

    fn is_closed_by_client(&mut self) -> bool {
        let closed = |state| matches!(state, RTCDtlsTransportState::Closed | RTCDtlsTransportState::Failed);
        let sender = self.voices.iter().chain(&self.pictures).next().map(|place| place.sender);
        let receiver = self.microphone.iter().chain(&self.camera).next().map(|source| source.receiver);
        let by_sender = sender
            .and_then(|id| self.connection.rtp_sender(id))
            .is_some_and(|sender| sender.transport().is_some_and(|transport| closed(transport.state())));
        by_sender
            || receiver
                .and_then(|id| self.connection.rtp_receiver(id))
                .is_some_and(|receiver| receiver.transport().is_some_and(|transport| closed(transport.state())))
    }

    /// Which of our addresses to tell the library a datagram came to: it only has to be of the same family.
    fn local_for(&self, from: SocketAddr) -> SocketAddr {
        let same = self.local.iter().find(|local| local.is_ipv4() == from.is_ipv4());
        *same.or(self.local.first()).unwrap_or(&from)
    }
}

/// RTP, not RTCP, by its payload type (RFC 5761, section 4).
fn is_rtp(bytes: &[u8]) -> bool {
    Datagram::of(bytes) == Datagram::Media && bytes.get(1).is_some_and(|second| !(64..=95).contains(&(second & 0x7F)))
}
