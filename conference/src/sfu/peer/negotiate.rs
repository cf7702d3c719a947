//! From an offer to a connection and its answer.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::interceptor::{Registry, Slot};
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::RTCConfigurationBuilder;
use rtc::peer_connection::configuration::interceptor_registry::{
    configure_nack, configure_rtcp_reports, configure_twcc_receiver_only,
};
use rtc::peer_connection::configuration::media_engine::{MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine};
use rtc::peer_connection::configuration::setting_engine::{SettingEngine, SettingEngineBuilder};
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::transport::{
    CandidateConfig, CandidateHostConfig, RTCDtlsRole, RTCIceCandidate, RTCIceCandidateInit,
};
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
    RTCRtpHeaderExtensionCapability, RTCRtpRtxParameters, RtpCodecKind,
};
use rtc::rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::sdp::extmap::{
    AUDIO_LEVEL_URI, SDES_MID_URI, SDES_REPAIR_RTP_STREAM_ID_URI, SDES_RTP_STREAM_ID_URI, TRANSPORT_CC_URI,
};
use rtc::shared::error::Error;

use super::super::MediaKind;
use super::super::connect::Answer;
use super::super::offer::{Line, Offer, OfferRefused};
use super::feedback::{self, Deliveries};
use super::numbering::{self, Numbering};
use super::repair::{self, Repairs};
use super::source::Source;
use super::{Peer, Place};

impl Peer {
    /// Makes a connection for a checked offer. `local` are the addresses the client is told, all of one port.
    pub(in crate::sfu) fn accept(
        offer: &Offer,
        local: &[SocketAddr],
        now: Instant,
    ) -> Result<(Self, Answer), OfferRefused> {
        // The library has been seen to assert on odd input; such an offer is refused, not the end of the worker.
        catch_unwind(AssertUnwindSafe(|| negotiate(offer, local, now))).map_err(|_| OfferRefused::Malformed)?.map_err(
            |error| {
                tracing::debug!(%error, "an offer was refused by the library");
                OfferRefused::Malformed
            },
        )
    }
}

fn negotiate(offer: &Offer, local: &[SocketAddr], now: Instant) -> Result<(Peer, Answer), Error> {
    let mut media = media_engine()?;
    let registry = interceptors(&mut media, offer.sender(MediaKind::Video))?;
    let mut connection = RTCPeerConnectionBuilder::new()
        .with_configuration(RTCConfigurationBuilder::new().build())
        .with_media_engine(media)
        .with_setting_engine(settings(offer.client_is_passive))
        .with_interceptor_registry(registry)
        .build(now)?;
    let mut ssrcs = ssrcs(offer);
    for line in offer.lines.iter().filter(|line| line.receives) {
        add_sender(&mut connection, line, &mut ssrcs)?;
    }
    connection.set_remote_description(now, RTCSessionDescription::offer(offer.sdp.clone())?)?;
    for address in local {
        let candidate = CandidateHostConfig {
            base_config: CandidateConfig {
                network: "udp".to_owned(),
                address: address.ip().to_string(),
                port: address.port(),
                component: 1,
                ..CandidateConfig::default()
            },
            ..CandidateHostConfig::default()
        }
        .new_candidate_host()?;
        connection.add_local_candidate(RTCIceCandidate::from(&candidate).to_json()?)?;
    }
    let answer = connection.create_answer(None)?;
    connection.set_local_description(now, answer)?;
    // "No more candidates": some clients wait for it before they check the ones they have.
    connection.add_local_candidate(RTCIceCandidateInit::default())?;
    let sdp = connection.local_description().map(|answer| answer.sdp).ok_or(Error::ErrNoRemoteDescription)?;
    let sdp = with_addresses_on_every_line(&sdp);
    let ufrag = sdp
        .lines()
        .find_map(|line| line.strip_prefix("a=ice-ufrag:"))
        .ok_or(Error::ErrSessionDescriptionMissingIceUfrag)?
        .to_owned();
    let voices = places(&mut connection, offer, MediaKind::Audio)?;
    let pictures = places(&mut connection, offer, MediaKind::Video)?;
    let mids = |kind| offer.places(kind).map(|line| line.mid.clone()).collect();
    let answer = Answer { sdp, audio_slots: mids(MediaKind::Audio), video_slots: mids(MediaKind::Video) };
    let peer = Peer {
        microphone: source(&mut connection, offer, MediaKind::Audio)?,
        camera: source(&mut connection, offer, MediaKind::Video)?,
        connection,
        ufrag,
        local: local.to_vec(),
        voices,
        pictures,
        born: now,
        heard: now,
        connected: false,
        ended: false,
        nominated: None,
        proven: None,
        events: VecDeque::new(),
        waiting: VecDeque::new(),
        written: 0,
        sent: 0,
        numbered: Vec::new(),
        shown: VecDeque::new(),
    };
    Ok((peer, answer))
}

/// The library tells our addresses on the first media line, as bundling asks. Some clients look only at the last one of
/// a kind, and none minds reading them twice. Addresses for RTCP of its own are left out: it is always multiplexed.
fn with_addresses_on_every_line(sdp: &str) -> String {
    let is_address = |line: &str| line.starts_with("a=candidate:") || line == "a=end-of-candidates";
    let addresses: Vec<&str> =
        sdp.lines().filter(|line| is_address(line) && line.split(' ').nth(1) != Some("2")).collect();
    let mut all = String::with_capacity(sdp.len() * 2);
    for line in sdp.lines().filter(|line| !is_address(line)) {
        all.push_str(line);
        all.push_str("\r\n");
        if line.starts_with("a=mid:") {
            addresses.iter().for_each(|address| {
                all.push_str(address);
                all.push_str("\r\n");
            });
        }
    }
    all
}

/// Only what is forwarded: each codec more makes every negotiation slower by milliseconds of the worker.
fn media_engine() -> Result<MediaEngine, Error> {
    let mut media = MediaEngine::default();
    for kind in [MediaKind::Audio, MediaKind::Video] {
        let payload_type = if kind == MediaKind::Audio { 111 } else { 96 };
        media.register_codec(RTCRtpCodecParameters { rtp_codec: codec(kind), payload_type }, codec_kind(kind))?;
    }
    let repair = RTCRtpCodec {
        mime_type: MIME_TYPE_RTX.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: "apt=96".to_owned(),
        rtcp_feedback: Vec::new(),
    };
    media.register_codec(RTCRtpCodecParameters { rtp_codec: repair, payload_type: 97 }, RtpCodecKind::Video)?;
    let level = RTCRtpHeaderExtensionCapability { uri: AUDIO_LEVEL_URI.to_owned() };
    media.register_header_extension(level, RtpCodecKind::Audio, None)?;
    for uri in [SDES_MID_URI, SDES_RTP_STREAM_ID_URI, SDES_REPAIR_RTP_STREAM_ID_URI] {
        let extension = RTCRtpHeaderExtensionCapability { uri: uri.to_owned() };
        media.register_header_extension(extension, RtpCodecKind::Video, None)?;
    }
    Ok(media)
}

fn codec(kind: MediaKind) -> RTCRtpCodec {
    match kind {
        MediaKind::Audio => RTCRtpCodec {
            mime_type: MIME_TYPE_OPUS.to_owned(),
            clock_rate: 48_000,
            channels: 2,
            sdp_fmtp_line: "minptime=10;useinbandfec=1".to_owned(),
            rtcp_feedback: Vec::new(),
        },
        MediaKind::Video => RTCRtpCodec {
            mime_type: MIME_TYPE_VP8.to_owned(),
            clock_rate: 90_000,
            channels: 0,
            sdp_fmtp_line: String::new(),
            rtcp_feedback: vec![RTCPFeedback { typ: "ccm".to_owned(), parameter: "fir".to_owned() }],
        },
    }
}

fn interceptors(media: &mut MediaEngine, camera: Option<&Line>) -> Result<Registry, Error> {
    let registry = configure_nack(Registry::new(), media);
    let registry = configure_twcc_receiver_only(registry, media)?;
    let registry = configure_rtcp_reports(registry);
    let registry = registry.with(Slot::from(repair::DISTANCE), camera.map(Repairs::of).unwrap_or_default());
    let registry = registry.with(Slot::from(numbering::DISTANCE), Numbering::default());
    Ok(registry.with(Slot::from(feedback::DISTANCE), Deliveries::default()))
}

fn settings(client_is_passive: bool) -> SettingEngine {
    SettingEngineBuilder::new()
        .with_lite(true)
        .with_answering_dtls_role(if client_is_passive { RTCDtlsRole::Client } else { RTCDtlsRole::Server })
        // The library's server takes the client's first choice, so whatever must not be chosen is left out.
        .with_srtp_protection_profiles(vec![
            SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
            SrtpProtectionProfile::Srtp_Aead_Aes_256_Gcm,
        ])
        // Signs of life are watched in `peer.rs`, on every address of the client and not only the first.
        .with_ice_timeouts(Some(Duration::ZERO), Some(Duration::ZERO), Some(Duration::from_secs(2)))
        .build()
}

/// SSRCs for our lines, none of them one of the client's.
fn ssrcs(offer: &Offer) -> impl FnMut() -> u32 {
    let taken = offer.sources.clone();
    let mut next: u32 = 0x4742_0000;
    move || {
        loop {
            next = next.wrapping_add(1);
            if !taken.contains(&next) {
                return next;
            }
        }
    }
}

fn add_sender(connection: &mut RTCPeerConnection, line: &Line, ssrc: &mut impl FnMut() -> u32) -> Result<(), Error> {
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: RTCRtpCodingParameters {
            ssrc: Some(ssrc()),
            rtx: (line.kind == MediaKind::Video).then(|| RTCRtpRtxParameters { ssrc: ssrc() }),
            ..RTCRtpCodingParameters::default()
        },
        active: true,
        codec: codec(line.kind),
        ..RTCRtpEncodingParameters::default()
    };
    let name = format!("place-{}", line.mid);
    let kind = codec_kind(line.kind);
    let track = MediaStreamTrack::new(name.clone(), name.clone(), name, kind, vec![encoding]);
    // A line that only sends gets its transceiver from the offer; with none of ours free it cannot take another's.
    let direction =
        if line.sends.is_some() { RTCRtpTransceiverDirection::Sendrecv } else { RTCRtpTransceiverDirection::Sendonly };
    let init = RTCRtpTransceiverInit { direction, streams: Vec::new(), send_encodings: Vec::new() };
    connection.add_transceiver_from_track(track, Some(init))?;
    Ok(())
}

fn places(connection: &mut RTCPeerConnection, offer: &Offer, kind: MediaKind) -> Result<Vec<Place>, Error> {
    offer.places(kind).map(|line| place(connection, line)).collect()
}

fn place(connection: &mut RTCPeerConnection, line: &Line) -> Result<Place, Error> {
    let id = transceiver(connection, &line.mid)?;
    let sender = connection.rtp_transceiver(id).and_then(|t| t.sender()).ok_or(Error::ErrRTPSenderNotExisted)?;
    let mut handle = connection.rtp_sender(sender).ok_or(Error::ErrRTPSenderNotExisted)?;
    let ssrc = handle.track().ssrcs().next().ok_or(Error::ErrSenderWithNoSSRCs)?;
    let wanted = codec(line.kind).mime_type;
    let payload_type = handle
        .get_parameters()
        .rtp_parameters
        .codecs
        .iter()
        .find(|codec| codec.rtp_codec.mime_type.eq_ignore_ascii_case(&wanted))
        .map(|codec| codec.payload_type)
        .ok_or(Error::ErrCodecNotFound)?;
    let number_extension = handle
        .get_parameters()
        .rtp_parameters
        .header_extensions
        .iter()
        .find(|extension| extension.uri == TRANSPORT_CC_URI)
        .and_then(|extension| u8::try_from(extension.id).ok());
    Ok(Place { sender, ssrc, payload_type, number_extension })
}

fn source(connection: &mut RTCPeerConnection, offer: &Offer, kind: MediaKind) -> Result<Option<Source>, Error> {
    let Some(line) = offer.sender(kind) else { return Ok(None) };
    let id = transceiver(connection, &line.mid)?;
    let receiver = connection.rtp_transceiver(id).and_then(|t| t.receiver()).ok_or(Error::ErrRTPReceiverNotExisted)?;
    let mut handle = connection.rtp_receiver(receiver).ok_or(Error::ErrRTPReceiverNotExisted)?;
    let level_extension = handle
        .get_parameters()
        .rtp_parameters
        .header_extensions
        .iter()
        .find(|extension| extension.uri == AUDIO_LEVEL_URI)
        .and_then(|extension| u8::try_from(extension.id).ok());
    Ok(Source::new(line, receiver, level_extension))
}

fn transceiver(connection: &mut RTCPeerConnection, mid: &str) -> Result<usize, Error> {
    let ids: Vec<_> = connection.get_transceivers().collect();
    ids.into_iter()
        .find(|id| connection.rtp_transceiver(*id).is_some_and(|t| t.mid().as_deref() == Some(mid)))
        .ok_or(Error::ErrPeerConnTransceiverMidNil)
}

fn codec_kind(kind: MediaKind) -> RtpCodecKind {
    match kind {
        MediaKind::Audio => RtpCodecKind::Audio,
        MediaKind::Video => RtpCodecKind::Video,
    }
}
