//! Counts of the media server since its start.

use std::time::Duration;

use giaoban_models::id::ParticipantId;

use crate::link::Rung;

/// Counts of one worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SfuStats {
    /// Connections, made or being made.
    pub peers: usize,
    /// Connections over which media can flow.
    pub connected: usize,
    /// Meetings with a decision or a connection.
    pub meetings: usize,
    /// RTP packets taken in.
    pub packets_in: u64,
    /// RTP packets forwarded, counted per subscriber.
    pub packets_out: u64,
    /// Sound packets dropped because the microphone was closed.
    pub muted: u64,
    /// Key frames asked of cameras.
    pub key_frames_asked: u64,
    /// Key frame requests that came from subscribers.
    pub key_frames_wanted: u64,
    /// Datagrams that belong to nobody.
    pub stray_datagrams: u64,
    /// Datagrams the socket did not take (its buffer was full).
    pub send_drops: u64,
    /// Packets the library took for sending but did not put on the wire. Anything but 0 is a defect.
    pub unsent: u64,
    /// Connections ended because something broke inside them.
    pub faults: u64,
    /// Time the worker's thread has been working, not waiting.
    pub busy: Duration,
    /// The links that are measured: those of clients that report when packets came.
    pub links: Vec<LinkStats>,
}

/// The link of one site, from the server down to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkStats {
    /// Whose.
    pub participant: ParticipantId,
    /// What goes down it.
    pub rung: Rung,
    /// What it is estimated to carry, bits a second with all headers.
    pub estimate: u32,
    /// Packets lost of a thousand, over the last two seconds of reports.
    pub lost_permille: u16,
    /// Least time from a packet to its report, once known.
    pub round_trip: Option<Duration>,
}
