//! What the media server tells.

use giaoban_models::id::{MeetingId, ParticipantId, TrackId};

use super::MediaKind;
use crate::link::Rung;

/// Why a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DisconnectReason {
    /// The client or the room ended it.
    Closed,
    /// A newer connection of the same participant took its place.
    Replaced,
    /// Nothing came from the client for 15 seconds.
    IceTimeout,
    /// The client never came through to the media port within 20 seconds of its offer: usually a firewall.
    NeverConnected,
    /// The client has none of the ciphers this server allows (AES-GCM for media).
    DtlsFailedNoCommonCipher,
    /// The secure connection could not be made for another reason.
    DtlsFailed,
    /// The connection broke an invariant of the server; only it is ended.
    Fault,
}

impl DisconnectReason {
    /// Stable name for logs and the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Replaced => "replaced",
            Self::IceTimeout => "ice_timeout",
            Self::NeverConnected => "never_connected",
            Self::DtlsFailedNoCommonCipher => "dtls_failed_no_common_cipher",
            Self::DtlsFailed => "dtls_failed",
            Self::Fault => "fault",
        }
    }
}

/// Something the room wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SfuEvent {
    /// Media can flow.
    Connected {
        /// Where.
        meeting: MeetingId,
        /// Who.
        participant: ParticipantId,
    },
    /// Media cannot flow any more.
    Disconnected {
        /// Where.
        meeting: MeetingId,
        /// Who.
        participant: ParticipantId,
        /// Why.
        reason: DisconnectReason,
    },
    /// Who is speaking, loudest first; at most three times a second and only when somebody speaks or has just stopped.
    Loudest {
        /// Where.
        meeting: MeetingId,
        /// Level of each speaker below overload, in dB: 0 is loudest, 127 silence (RFC 6464).
        levels: Vec<(ParticipantId, u8)>,
    },
    /// The first packet of a track was taken in; recording began.
    TrackStarted {
        /// Where.
        meeting: MeetingId,
        /// Who sends it.
        participant: ParticipantId,
        /// The track.
        track: TrackId,
        /// Sound or picture.
        kind: MediaKind,
        /// When the packet came in, milliseconds since 1970-01-01 UTC.
        at_ms: u64,
    },
    /// Which of the sizes of a camera somebody watches or keeps: its client need not send the others. Told when it
    /// changes, and again while the client does otherwise. Never about a camera that sends one size only.
    LayersWanted {
        /// Where.
        meeting: MeetingId,
        /// Whose camera.
        participant: ParticipantId,
        /// Stream identifiers of the sizes to be sent (RFC 8851), as the client offered them.
        rids: Vec<String>,
    },
    /// What goes down a site's link changed.
    Rung {
        /// Where.
        meeting: MeetingId,
        /// Whose link.
        participant: ParticipantId,
        /// What goes down from now on.
        rung: Rung,
        /// What the link is estimated to carry, bits a second with all headers.
        estimate: u32,
    },
}
