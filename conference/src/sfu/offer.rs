//! Reading a client's offer: outside input, believed only as far as it was checked.

mod rids;
mod section;

use std::collections::HashSet;

#[cfg(test)]
pub(super) use self::rids::Stream;
use self::section::Section;
pub(super) use self::section::{Repair, Sending};
use super::MediaKind;

/// Bytes an offer may have; a browser's with 20 lines has about 30,000.
const MAX_BYTES: usize = 64 * 1024;
/// Media lines an offer may have.
const MAX_LINES: usize = 32;
/// Places for voices an offer may have.
const MAX_VOICES: usize = 8;
/// Places for pictures an offer may have.
const MAX_PICTURES: usize = 16;
/// Bytes a line's `mid` may have.
const MAX_MID: usize = 32;

/// Why a connection was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfferRefused {
    /// Not an SDP offer, or one that contradicts itself.
    #[error("the offer cannot be read")]
    Malformed,
    /// More than 64 kB.
    #[error("the offer is too large")]
    TooLarge,
    /// More than 32 media lines, or more than 8 places for voices or 16 for pictures.
    #[error("the offer has too many media lines")]
    TooManyLines,
    /// A line that is neither audio nor video, is rejected or inactive, or is not bundled with the others.
    #[error("the offer has a media line of a kind that is not served")]
    UnsupportedLine,
    /// An audio line without Opus.
    #[error("an audio line does not offer Opus")]
    NoAudioCodec,
    /// A video line without VP8.
    #[error("a video line does not offer VP8")]
    NoVideoCodec,
    /// A line that sends does not say with which SSRC, nor with which stream identifiers.
    #[error("a sending line does not name its source")]
    UndeclaredSource,
    /// The server has as many connections as it may have.
    #[error("the media server is full")]
    Full,
    /// The media server is not running.
    #[error("the media server is not running")]
    Gone,
}

impl OfferRefused {
    /// Stable name for the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
            Self::TooManyLines => "too_many_lines",
            Self::UnsupportedLine => "unsupported_line",
            Self::NoAudioCodec => "no_audio_codec",
            Self::NoVideoCodec => "no_video_codec",
            Self::UndeclaredSource => "undeclared_source",
            Self::Full => "full",
            Self::Gone => "gone",
        }
    }
}

/// One media line of a checked offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: MediaKind,
    pub(super) mid: String,
    /// What the client sends here, if it sends.
    pub(super) sends: Option<Sending>,
    /// How that is sent again when it is lost.
    pub(super) repair: Repair,
    /// The client takes something in here.
    pub(super) receives: bool,
}

/// An offer fit to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// The text without the client's addresses: as ICE-lite we answer checks, and need none of our own.
    pub(super) sdp: String,
    pub(super) lines: Vec<Line>,
    /// The client insists on answering the DTLS handshake, so we must begin it.
    pub(super) client_is_passive: bool,
    /// All SSRCs the client names.
    pub(super) sources: HashSet<u32>,
}

impl Offer {
    /// Checks an offer.
    pub(super) fn read(text: &str) -> Result<Self, OfferRefused> {
        if text.len() > MAX_BYTES {
            return Err(OfferRefused::TooLarge);
        }
        if !text.starts_with("v=0") || text.contains('\0') {
            return Err(OfferRefused::Malformed);
        }
        let mut sdp = String::with_capacity(text.len() + 256);
        let mut sections: Vec<Section> = Vec::new();
        let mut session = Section::default();
        for line in text.lines() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() {
                continue;
            }
            let (name, value) = line.split_once('=').ok_or(OfferRefused::Malformed)?;
            if name.len() != 1 || !name.as_bytes()[0].is_ascii_lowercase() {
                return Err(OfferRefused::Malformed);
            }
            if name == "m" {
                close(&sections, &mut sdp);
                if sections.len() == MAX_LINES {
                    return Err(OfferRefused::TooManyLines);
                }
                let section = Section::begin(value)?;
                // A line that exists only in the bundle has port 0 (RFC 8843, section 6), which means rejected elsewhere.
                let line = if section.port_zero { line.replacen(" 0 ", " 9 ", 1) } else { line.to_owned() };
                sections.push(section);
                sdp.push_str(&line);
                sdp.push_str("\r\n");
                continue;
            }
            if name == "a" {
                if value.starts_with("candidate:") || value.starts_with("end-of-candidates") {
                    continue;
                }
                if !sections.last_mut().unwrap_or(&mut session).attribute(value)? {
                    continue;
                }
            }
            sdp.push_str(line);
            sdp.push_str("\r\n");
        }
        close(&sections, &mut sdp);
        let lines = check(&session, &sections)?;
        let client_is_passive = session.passive || sections.iter().any(|section| section.passive);
        Ok(Self {
            sdp,
            lines,
            client_is_passive,
            sources: sections.into_iter().flat_map(|section| section.sources).collect(),
        })
    }

    /// The line of the microphone or camera: the first of its kind that sends.
    pub(super) fn sender(&self, kind: MediaKind) -> Option<&Line> {
        self.lines.iter().find(|line| line.kind == kind && line.sends.is_some())
    }

    /// The lines of the places, in order.
    pub(super) fn places(&self, kind: MediaKind) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.kind == kind && line.receives)
    }
}

/// Ends the text of the section being read.
fn close(sections: &[Section], sdp: &mut String) {
    if let Some(section) = sections.last() {
        sdp.push_str(&section.closing());
    }
}

fn check(session: &Section, sections: &[Section]) -> Result<Vec<Line>, OfferRefused> {
    if sections.is_empty() {
        return Err(OfferRefused::Malformed);
    }
    let mut mids = HashSet::new();
    let mut owners = HashSet::new();
    let mut lines = Vec::with_capacity(sections.len());
    for section in sections {
        let kind =
            section.kind.filter(|_| !section.port_zero || section.bundle_only).ok_or(OfferRefused::UnsupportedLine)?;
        let mid = section.mid.clone().filter(|mid| is_token(mid)).ok_or(OfferRefused::Malformed)?;
        let bundled = match &session.bundle {
            Some(bundle) => bundle.contains(&mid),
            None => sections.len() == 1,
        };
        if !bundled {
            return Err(OfferRefused::UnsupportedLine);
        }
        let (sends, receives) = section.direction.or(session.direction).unwrap_or((true, true));
        if !sends && !receives {
            return Err(OfferRefused::UnsupportedLine);
        }
        match kind {
            MediaKind::Audio if !section.opus => return Err(OfferRefused::NoAudioCodec),
            MediaKind::Video if !section.vp8 => return Err(OfferRefused::NoVideoCodec),
            _ => {}
        }
        let sending = section.sending().filter(|_| sends);
        if sends && sending.is_none() {
            return Err(OfferRefused::UndeclaredSource);
        }
        let owned = matches!(sending, Some(Sending::One(source)) if !owners.insert(source));
        if !mids.insert(mid.clone()) || owned {
            return Err(OfferRefused::Malformed);
        }
        lines.push(Line { kind, mid, sends: sending, repair: section.repair(), receives });
    }
    let places = |kind| lines.iter().filter(|line| line.kind == kind && line.receives).count();
    if places(MediaKind::Audio) > MAX_VOICES || places(MediaKind::Video) > MAX_PICTURES {
        return Err(OfferRefused::TooManyLines);
    }
    Ok(lines)
}

/// A token of SDP (RFC 8866, section 9), so that the answer can carry it as it is.
fn is_token(text: &str) -> bool {
    (1..=MAX_MID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte))
}

#[cfg(test)]
mod tests;
