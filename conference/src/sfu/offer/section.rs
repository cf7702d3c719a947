//! One media section of an offer, attribute by attribute.

use super::super::MediaKind;
use super::OfferRefused;
use super::rids::{Rids, Stream};

/// Sources, groups and payload types a section may name; a browser names six.
const MAX_NAMED: usize = 64;
/// What tells which `mid` a packet belongs to (RFC 9143).
const MID_URI: &str = "urn:ietf:params:rtp-hdrext:sdes:mid";
/// What tells which simulcast stream a packet belongs to (RFC 8852).
const STREAM_URI: &str = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
/// What tells which simulcast stream a packet repairs (RFC 8852).
const REPAIRED_URI: &str = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

/// What the client sends on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sfu) enum Sending {
    /// One stream, by its SSRC.
    One(u32),
    /// Several sizes of one camera, each known by the stream identifier its packets carry.
    Sizes {
        /// The smallest first.
        streams: Vec<Stream>,
        /// Header extension with the stream identifier.
        extension: u8,
        /// Header extension with the identifier of the stream a packet repairs, if it is offered.
        repaired: Option<u8>,
    },
}

/// How lost packets are sent again on a line (RFC 4588).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sfu) struct Repair {
    /// Payload types of repair, each with that of what it repairs.
    pub(in crate::sfu) payloads: Vec<(u8, u8)>,
    /// SSRCs of repair, each with that of what it repairs, as far as they are named.
    pub(in crate::sfu) sources: Vec<(u32, u32)>,
}

#[derive(Default)]
pub(super) struct Section {
    pub(super) kind: Option<MediaKind>,
    pub(super) port_zero: bool,
    pub(super) bundle_only: bool,
    pub(super) mid: Option<String>,
    pub(super) direction: Option<(bool, bool)>,
    pub(super) bundle: Option<Vec<String>>,
    pub(super) opus: bool,
    pub(super) vp8: bool,
    pub(super) passive: bool,
    /// The stream and track are named, without which the library does not look at stream identifiers.
    pub(super) named: bool,
    pub(super) sources: Vec<u32>,
    rids: Rids,
    mid_extension: bool,
    extension: Option<u8>,
    repaired: Option<u8>,
    repair: Repair,
    repair_payloads: Vec<u8>,
}

impl Section {
    pub(super) fn begin(value: &str) -> Result<Self, OfferRefused> {
        let mut words = value.split_ascii_whitespace();
        let kind = match words.next() {
            Some("audio") => Some(MediaKind::Audio),
            Some("video") => Some(MediaKind::Video),
            _ => None,
        };
        let port: u16 = words.next().and_then(|port| port.parse().ok()).ok_or(OfferRefused::Malformed)?;
        Ok(Self { kind, port_zero: port == 0, ..Self::default() })
    }

    /// Reads an attribute. Says whether it stays in the text that is handed on.
    pub(super) fn attribute(&mut self, value: &str) -> Result<bool, OfferRefused> {
        let (name, value) = value.split_once(':').unwrap_or((value, ""));
        match name {
            "sendrecv" => self.direction = Some((true, true)),
            "sendonly" => self.direction = Some((true, false)),
            "recvonly" => self.direction = Some((false, true)),
            "inactive" => self.direction = Some((false, false)),
            "mid" => self.mid = Some(value.to_owned()),
            "msid" => self.named |= value.split(' ').count() == 2,
            "bundle-only" => self.bundle_only = true,
            "setup" => self.passive |= value == "passive",
            "group" => {
                if let Some(mids) = value.strip_prefix("BUNDLE") {
                    self.bundle = Some(mids.split_ascii_whitespace().map(str::to_owned).collect());
                }
            }
            "rtpmap" => {
                let (payload, codec) = value.split_once(' ').unwrap_or_default();
                let codec = codec.to_ascii_lowercase();
                self.opus |= codec == "opus/48000/2";
                self.vp8 |= codec == "vp8/90000";
                if codec == "rtx/90000" && self.repair_payloads.len() < MAX_NAMED {
                    self.repair_payloads.extend(payload.parse::<u8>());
                }
            }
            "fmtp" => self.repair_payload(value),
            "extmap" => self.extension(value),
            "ssrc" => {
                let source = ssrc(value.split_ascii_whitespace().next())?;
                if !self.sources.contains(&source) {
                    if self.sources.len() >= MAX_NAMED {
                        return Err(OfferRefused::Malformed);
                    }
                    self.sources.push(source);
                }
            }
            "ssrc-group" => {
                let mut words = value.split_ascii_whitespace();
                if words.next() == Some("FID") && self.repair.sources.len() < MAX_NAMED {
                    let repaired = ssrc(words.next())?;
                    self.repair.sources.push((ssrc(words.next())?, repaired));
                }
            }
            // Written anew by `closing` from what was understood of them.
            "rid" => {
                self.rids.rid(value);
                return Ok(false);
            }
            "simulcast" => {
                self.rids.simulcast(value);
                return Ok(false);
            }
            _ => {}
        }
        Ok(true)
    }

    /// What the client sends, if its direction lets it.
    pub(super) fn sending(&self) -> Option<Sending> {
        let streams = if self.kind == Some(MediaKind::Video) { self.rids.streams() } else { Vec::new() };
        let one = self.source().map(Sending::One);
        match self.extension.filter(|_| self.mid_extension) {
            Some(extension) if streams.len() > 1 || (one.is_none() && !streams.is_empty()) => {
                Some(Sending::Sizes { streams, extension, repaired: self.repaired })
            }
            _ => one,
        }
    }

    /// How what is sent is repaired.
    pub(super) fn repair(&self) -> Repair {
        let mut repair = self.repair.clone();
        repair.payloads.retain(|(payload, _)| self.repair_payloads.contains(payload));
        repair
    }

    /// Lines that end the section in the text that is handed on.
    pub(super) fn closing(&self) -> String {
        let Some(Sending::Sizes { streams, .. }) = self.sending() else { return String::new() };
        if self.direction.is_some_and(|(sends, _)| !sends) {
            return String::new();
        }
        let mut lines = if self.named { String::new() } else { "a=msid:- camera\r\n".to_owned() };
        for stream in &streams {
            lines.push_str(&format!("a=rid:{} send\r\n", stream.rid));
        }
        let rids: Vec<&str> = streams.iter().map(|stream| stream.rid.as_str()).collect();
        lines.push_str(&format!("a=simulcast:send {}\r\n", rids.join(";")));
        lines
    }

    /// The first source that does not repair another.
    fn source(&self) -> Option<u32> {
        let repairs = |source: &u32| self.repair.sources.iter().any(|(repair, _)| repair == source);
        self.sources.iter().copied().find(|source| !repairs(source))
    }

    fn repair_payload(&mut self, value: &str) {
        let Some((payload, parameters)) = value.split_once(' ') else { return };
        let repaired = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("apt="));
        if let (Ok(payload), Some(Ok(repaired))) = (payload.parse(), repaired.map(str::parse))
            && self.repair.payloads.len() < MAX_NAMED
        {
            self.repair.payloads.push((payload, repaired));
        }
    }

    fn extension(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        let id = words.next().and_then(|id| id.split('/').next()?.parse().ok()).filter(|id| (1..=255).contains(id));
        let id = id.and_then(|id: u16| u8::try_from(id).ok());
        match words.next() {
            Some(MID_URI) => self.mid_extension = id.is_some(),
            Some(STREAM_URI) => self.extension = id,
            Some(REPAIRED_URI) => self.repaired = id,
            _ => {}
        }
    }
}

fn ssrc(word: Option<&str>) -> Result<u32, OfferRefused> {
    word.and_then(|word| word.parse().ok()).ok_or(OfferRefused::Malformed)
}
