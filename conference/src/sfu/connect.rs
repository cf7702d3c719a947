//! What a connection is asked for with, and what comes back.

use giaoban_models::id::{MeetingId, ParticipantId, TrackId};

/// A request to connect a participant.
#[derive(Clone, Debug)]
pub struct Connect {
    /// The meeting.
    pub meeting: MeetingId,
    /// Who connects. An older connection of theirs is ended.
    pub participant: ParticipantId,
    /// The client's offer (SDP, RFC 8866), outside input.
    pub offer_sdp: String,
    /// What the microphone will be recorded as.
    pub mic_track: TrackId,
    /// What the camera will be recorded as.
    pub camera_track: TrackId,
}

/// The answer to an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer (SDP) for the client.
    pub sdp: String,
    /// The `mid` of each place for a voice, in order.
    pub audio_slots: Vec<String>,
    /// The `mid` of each place for a picture, in the order of [`Forwarding::video`](super::Forwarding::video).
    pub video_slots: Vec<String>,
}
