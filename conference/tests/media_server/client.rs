//! A site without a browser: a client on the library `rtc`, driven by hand.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::interceptor::{Attribute, Interceptor, Packet, Registry, Slot, StreamInfo, TaggedPacket};
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::interceptor_registry::configure_twcc_receiver_only;
use rtc::peer_connection::configuration::media_engine::{MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine};
use rtc::peer_connection::configuration::setting_engine::SettingEngineBuilder;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::message::{RTCMessage, TaggedRTCMessage};
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::{CandidateConfig, CandidateHostConfig, RTCIceCandidate};
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtp;
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
    RTCRtpHeaderExtensionCapability, RtpCodecKind,
};
use rtc::rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverId, RTCRtpTransceiverInit};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};

const MICROPHONE: u32 = 1111;
const CAMERA: u32 = 2222;
const LEVEL: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
const MID: &str = "urn:ietf:params:rtp-hdrext:sdes:mid";
const STREAM: &str = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
/// Stream identifiers of a camera that sends three sizes.
const RIDS: [&str; 3] = ["q", "h", "f"];

/// A packet that came in, with the line it came in on.
#[derive(Clone, Debug)]
pub struct Received {
    pub mid: String,
    pub sequence: u16,
    pub timestamp: u32,
    pub marker: bool,
    pub payload: Bytes,
}

pub struct Client {
    connection: RTCPeerConnection,
    socket: UdpSocket,
    address: SocketAddr,
    microphone: RTCRtpTransceiverId,
    camera: RTCRtpTransceiverId,
    lines: HashMap<u32, String>,
    level_extension: u8,
    sequence: u16,
    timestamp: u32,
    picture: u16,
    /// Of each size: number of the next packet and of the last picture.
    sizes: [(u16, u16); 3],
    /// Header extensions with the line and the stream, when there are sizes.
    stream_extensions: Option<(u8, u8)>,
    /// Key frames asked of each size.
    pub sizes_asked: [usize; 3],
    /// What the link to this client carries, bits a second; none for as much as comes.
    pub carries: Option<f64>,
    /// When the link is free again, and what is on it.
    free_at: Instant,
    on_link: VecDeque<(Instant, SocketAddr, BytesMut)>,
    pub received: Vec<Received>,
    pub key_frames_asked: usize,
    pub state: RTCPeerConnectionState,
}

pub fn gcm() -> Vec<SrtpProtectionProfile> {
    vec![SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm, SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80]
}

pub fn without_gcm() -> Vec<SrtpProtectionProfile> {
    vec![SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80]
}

fn codec(kind: RtpCodecKind) -> RTCRtpCodec {
    match kind {
        RtpCodecKind::Audio => RTCRtpCodec {
            mime_type: MIME_TYPE_OPUS.to_owned(),
            clock_rate: 48_000,
            channels: 2,
            sdp_fmtp_line: "minptime=10;useinbandfec=1".to_owned(),
            rtcp_feedback: vec![],
        },
        _ => RTCRtpCodec {
            mime_type: MIME_TYPE_VP8.to_owned(),
            clock_rate: 90_000,
            channels: 0,
            sdp_fmtp_line: String::new(),
            rtcp_feedback: vec![
                RTCPFeedback { typ: "nack".to_owned(), parameter: String::new() },
                RTCPFeedback { typ: "nack".to_owned(), parameter: "pli".to_owned() },
            ],
        },
    }
}

impl Client {
    pub fn new(voices: usize, pictures: usize, profiles: Vec<SrtpProtectionProfile>) -> Self {
        Self::with(voices, pictures, profiles, false, vec![(CAMERA, String::new())])
    }

    /// A client that reports when packets came and takes packets again over RTX, as browsers do.
    pub fn reporting(voices: usize, pictures: usize) -> Self {
        Self::with(voices, pictures, gcm(), true, vec![(CAMERA, String::new())])
    }

    /// A client whose camera sends three sizes at once.
    pub fn of_sizes(voices: usize, pictures: usize) -> Self {
        let streams = RIDS.iter().zip(CAMERA..).map(|(rid, ssrc)| (ssrc, (*rid).to_owned())).collect();
        Self::with(voices, pictures, gcm(), false, streams)
    }

    fn with(
        voices: usize,
        pictures: usize,
        profiles: Vec<SrtpProtectionProfile>,
        reports: bool,
        streams: Vec<(u32, String)>,
    ) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_nonblocking(true).unwrap();
        let address = socket.local_addr().unwrap();
        let mut media = MediaEngine::default();
        for (kind, payload_type) in [(RtpCodecKind::Audio, 109), (RtpCodecKind::Video, 120)] {
            media.register_codec(RTCRtpCodecParameters { rtp_codec: codec(kind), payload_type }, kind).unwrap();
        }
        let level = RTCRtpHeaderExtensionCapability { uri: LEVEL.to_owned() };
        media.register_header_extension(level, RtpCodecKind::Audio, None).unwrap();
        if streams.len() > 1 {
            for uri in [MID, STREAM] {
                let extension = RTCRtpHeaderExtensionCapability { uri: uri.to_owned() };
                media.register_header_extension(extension, RtpCodecKind::Video, None).unwrap();
            }
        }
        let mut registry = Registry::new().with(Slot::from(20_000), DeliverAll::default());
        if reports {
            let again = RTCRtpCodec {
                mime_type: MIME_TYPE_RTX.to_owned(),
                clock_rate: 90_000,
                sdp_fmtp_line: "apt=120".to_owned(),
                ..codec(RtpCodecKind::Video)
            };
            let again = RTCRtpCodecParameters { rtp_codec: again, payload_type: 121 };
            media.register_codec(again, RtpCodecKind::Video).unwrap();
            registry = configure_twcc_receiver_only(registry, &mut media).unwrap();
        }
        let mut connection = RTCPeerConnectionBuilder::new()
            .with_media_engine(media)
            .with_setting_engine(SettingEngineBuilder::new().with_srtp_protection_profiles(profiles).build())
            .with_interceptor_registry(registry)
            .build(Instant::now())
            .unwrap();
        let mut send = |kind, streams: Vec<(u32, String)>, name: &str| {
            let encodings = streams.into_iter().map(|(ssrc, rid)| RTCRtpEncodingParameters {
                rtp_coding_parameters: RTCRtpCodingParameters { ssrc: Some(ssrc), rid, ..Default::default() },
                codec: codec(kind),
                active: true,
                ..Default::default()
            });
            let encodings = encodings.collect();
            let track = MediaStreamTrack::new(name.into(), name.into(), name.into(), kind, encodings);
            let init = RTCRtpTransceiverInit {
                direction: RTCRtpTransceiverDirection::Sendonly,
                streams: vec![],
                send_encodings: vec![],
            };
            connection.add_transceiver_from_track(track, Some(init)).unwrap()
        };
        let microphone = send(RtpCodecKind::Audio, vec![(MICROPHONE, String::new())], "mic");
        let camera = send(RtpCodecKind::Video, streams, "cam");
        for _ in 0..voices {
            connection.add_transceiver_from_kind(RtpCodecKind::Audio, None).unwrap();
        }
        for _ in 0..pictures {
            connection.add_transceiver_from_kind(RtpCodecKind::Video, None).unwrap();
        }
        Self {
            connection,
            socket,
            address,
            microphone,
            camera,
            lines: HashMap::new(),
            level_extension: 0,
            sequence: 65_500,
            timestamp: 4_294_900_000,
            picture: 100,
            sizes: [(10, 7), (65_530, 300), (4_000, 9_000)],
            stream_extensions: None,
            sizes_asked: [0; 3],
            carries: None,
            free_at: Instant::now(),
            on_link: VecDeque::new(),
            received: Vec::new(),
            key_frames_asked: 0,
            state: RTCPeerConnectionState::New,
        }
    }

    pub fn offer(&mut self) -> String {
        let candidate = CandidateHostConfig {
            base_config: CandidateConfig {
                network: "udp".to_owned(),
                address: self.address.ip().to_string(),
                port: self.address.port(),
                component: 1,
                ..Default::default()
            },
            ..Default::default()
        }
        .new_candidate_host()
        .unwrap();
        self.connection.add_local_candidate(RTCIceCandidate::from(&candidate).to_json().unwrap()).unwrap();
        let offer = self.connection.create_offer(None).unwrap();
        self.connection.set_local_description(Instant::now(), offer.clone()).unwrap();
        let extension = |wanted: &str| {
            offer.sdp.lines().find_map(|line| {
                let (id, uri) = line.strip_prefix("a=extmap:")?.split_once(' ')?;
                (uri == wanted).then(|| id.parse::<u8>().unwrap())
            })
        };
        self.level_extension = extension(LEVEL).unwrap();
        self.stream_extensions = extension(MID).zip(extension(STREAM));
        offer.sdp
    }

    pub fn accept(&mut self, answer: &str) {
        let mut mid = String::new();
        for line in answer.lines() {
            if let Some(value) = line.strip_prefix("a=mid:") {
                mid = value.to_owned();
            }
            if let Some(value) = line.strip_prefix("a=ssrc:") {
                self.lines.insert(value.split(' ').next().unwrap().parse().unwrap(), mid.clone());
            }
        }
        let answer = RTCSessionDescription::answer(answer.to_owned()).unwrap();
        self.connection.set_remote_description(Instant::now(), answer).unwrap();
    }

    /// Says something; `level` is dB below overload. Returns the Opus packet.
    pub fn say(&mut self, level: u8) -> Bytes {
        self.timestamp = self.timestamp.wrapping_add(960);
        let payload: Bytes = [&[0x78][..], &self.sequence.to_be_bytes(), &[level; 40]].concat().into();
        let mut header = self.header(109, MICROPHONE, self.timestamp);
        header.set_extension(self.level_extension, Bytes::from(vec![0x80 | level])).unwrap();
        self.write(self.microphone, rtp::Packet { header, payload: payload.clone() });
        payload
    }

    /// Loses a packet on the way: its number and time pass, nothing is sent.
    pub fn lose(&mut self) {
        self.timestamp = self.timestamp.wrapping_add(960);
        self.sequence = self.sequence.wrapping_add(1);
    }

    /// Shows a picture of two packets.
    pub fn show(&mut self, key: bool) {
        self.timestamp = self.timestamp.wrapping_add(3_600);
        self.picture = (self.picture + 1) & 0x7FFF;
        let descriptor = |start: u8| vec![0x80 | start, 0x80, 0x80 | (self.picture >> 8) as u8, self.picture as u8];
        let mut first = descriptor(0x10);
        first.extend_from_slice(&[u8::from(!key), 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x00, 1, 2, 3]);
        let mut second = descriptor(0);
        second.extend_from_slice(&[9; 700]);
        for (payload, marker) in [(first, false), (second, true)] {
            let mut header = self.header(120, CAMERA, self.timestamp);
            header.marker = marker;
            self.write(self.camera, rtp::Packet { header, payload: payload.into() });
        }
    }

    /// Shows a picture of one packet of a size, 0 the smallest; its last byte names the size.
    pub fn show_size(&mut self, size: usize, key: bool) {
        let (line, stream) = self.stream_extensions.unwrap();
        let mid = self.connection.rtp_transceiver(self.camera).unwrap().mid().clone().unwrap();
        let (sequence_number, picture) = self.sizes[size];
        self.sizes[size] = (sequence_number.wrapping_add(1), (picture + 1) & 0x7FFF);
        let mut payload = vec![0x90, 0x80, 0x80 | (picture >> 8) as u8, picture as u8];
        payload.extend_from_slice(&[u8::from(!key), 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 40 << size, 0x00, size as u8]);
        let mut header = rtp::Header {
            version: 2,
            payload_type: 120,
            marker: true,
            sequence_number,
            timestamp: u32::from(sequence_number) * 4_500 + 77 * size as u32,
            ssrc: CAMERA + size as u32,
            ..Default::default()
        };
        header.set_extension(line, Bytes::from(mid)).unwrap();
        header.set_extension(stream, Bytes::from_static(RIDS[size].as_bytes())).unwrap();
        self.write(self.camera, rtp::Packet { header, payload: payload.into() });
    }

    /// Says that the picture on a line is lost.
    pub fn lost_picture(&mut self, mid: &str) {
        let ssrc = *self.lines.iter().filter(|(_, line)| *line == mid).map(|(ssrc, _)| ssrc).min().unwrap();
        let request = PictureLossIndication { sender_ssrc: 1, media_ssrc: ssrc };
        let ids: Vec<_> = self.connection.get_transceivers().collect();
        let receiver = ids.into_iter().find_map(|id| {
            let transceiver = self.connection.rtp_transceiver(id)?;
            (transceiver.mid().as_deref() == Some(mid)).then(|| transceiver.receiver())?
        });
        let mut receiver = self.connection.rtp_receiver(receiver.unwrap()).unwrap();
        receiver.write_rtcp(Instant::now(), vec![Box::new(request)]).unwrap();
    }

    /// What came in on a line.
    pub fn on(&self, mid: &str) -> Vec<&Received> {
        self.received.iter().filter(|packet| packet.mid == mid).collect()
    }

    pub fn is_connected(&self) -> bool {
        self.state == RTCPeerConnectionState::Connected
    }

    /// Ends the connection as a page that is left in order does.
    pub fn close(&mut self) {
        self.connection.close().unwrap();
        self.step();
    }

    fn header(&mut self, payload_type: u8, ssrc: u32, timestamp: u32) -> rtp::Header {
        let header = rtp::Header {
            version: 2,
            payload_type,
            sequence_number: self.sequence,
            timestamp,
            ssrc,
            ..Default::default()
        };
        self.sequence = self.sequence.wrapping_add(1);
        header
    }

    fn write(&mut self, id: RTCRtpTransceiverId, packet: rtp::Packet) {
        let sender = self.connection.rtp_transceiver(id).unwrap().sender().unwrap();
        self.connection.rtp_sender(sender).unwrap().write_rtp(Instant::now(), packet).unwrap();
    }

    /// A link with a queue of 300 ms.
    fn take_onto_link(&mut self, from: SocketAddr, datagram: &[u8]) {
        let now = Instant::now();
        if let Some(rate) = self.carries {
            if self.free_at > now + Duration::from_millis(300) {
                return;
            }
            let bits = (datagram.len() + 28) as f64 * 8.0;
            self.free_at = self.free_at.max(now) + Duration::from_secs_f64(bits / rate);
        } else {
            self.free_at = now;
        }
        self.on_link.push_back((self.free_at, from, BytesMut::from(datagram)));
    }

    fn step(&mut self) {
        let mut buffer = [0; 2_048];
        while let Ok((length, from)) = self.socket.recv_from(&mut buffer) {
            self.take_onto_link(from, &buffer[..length]);
        }
        while self.on_link.front().is_some_and(|(at, ..)| *at <= Instant::now()) {
            let Some((now, from, message)) = self.on_link.pop_front() else { break };
            let _ = self.connection.handle_read(TaggedBytesMut {
                now,
                transport: TransportContext {
                    local_addr: self.address,
                    peer_addr: from,
                    ecn: None,
                    transport_protocol: TransportProtocol::UDP,
                },
                message,
            });
        }
        let now = Instant::now();
        if self.connection.poll_timeout().is_some_and(|due| due <= now) {
            let _ = self.connection.handle_timeout(now);
        }
        while let Some(event) = self.connection.poll_event() {
            if let RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) = event {
                self.state = state;
            }
        }
        while let Some(TaggedRTCMessage { message, .. }) = self.connection.poll_read() {
            match message {
                RTCMessage::RtpPacket(_, packet) => self.received.push(Received {
                    mid: self.lines[&packet.header.ssrc].clone(),
                    sequence: packet.header.sequence_number,
                    timestamp: packet.header.timestamp,
                    marker: packet.header.marker,
                    payload: packet.payload,
                }),
                RTCMessage::RtcpPacket(_, packets) => {
                    let asked = packets.iter().filter_map(|p| p.as_any().downcast_ref::<PictureLossIndication>());
                    for request in asked {
                        if let Some(asked) = self.sizes_asked.get_mut(request.media_ssrc.wrapping_sub(CAMERA) as usize)
                        {
                            *asked += 1;
                        }
                    }
                    self.key_frames_asked = self.sizes_asked[0];
                }
                _ => {}
            }
        }
        while let Some(datagram) = self.connection.poll_write() {
            let _ = self.socket.send_to(&datagram.message, datagram.transport.peer_addr);
        }
    }
}

/// Lets all sites do what is due, for so long.
pub fn run(clients: &mut [&mut Client], time: Duration) {
    let end = Instant::now() + time;
    run_until(clients, time, |_| Instant::now() >= end);
}

/// Lets all sites do what is due until something holds, or the time is over; says whether it held.
pub fn run_until(clients: &mut [&mut Client], time: Duration, mut holds: impl FnMut(&[&mut Client]) -> bool) -> bool {
    let end = Instant::now() + time;
    loop {
        for client in clients.iter_mut() {
            client.step();
        }
        if holds(clients) {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Hands all RTCP to the test.
#[derive(Default)]
struct DeliverAll {
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for DeliverAll {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, mut packet: TaggedPacket) -> Result<(), Error> {
        if matches!(packet.message.packet, Packet::Rtcp(_)) {
            packet.message.add(Attribute::DeliverToApplication);
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

impl Interceptor for DeliverAll {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}
