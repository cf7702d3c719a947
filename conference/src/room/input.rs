//! What comes into a room and what comes out of it.

use giaoban_models::account::Account;
use giaoban_models::id::{ParticipantId, SiteId};

use super::log::Entry;
use crate::sfu::Forwarding;
use crate::signal::{CaptioningState, ClientMessage, RoomView, ServerMessage};

/// One socket. A participant who reconnects has the same id on another connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// Who is at a socket, as the server knows from the session; never what the client says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entrant {
    /// Their place in this room.
    pub participant: ParticipantId,
    /// Their account, with the names of the day.
    pub account: Account,
    /// The site they sit at.
    pub site: SiteId,
    /// Whether that is the hall.
    pub hall: bool,
    /// Whether they are the chair of this meeting.
    pub chair: bool,
    /// Whether they may run it (chair or secretary of this meeting).
    pub presides: bool,
}

/// An event.
#[derive(Clone, Debug)]
pub enum Input {
    /// A socket sent a message.
    Message {
        /// Which socket.
        from: ConnectionId,
        /// Whose session it is.
        entrant: Box<Entrant>,
        /// What it said.
        message: ClientMessage,
    },
    /// A socket is gone.
    Closed {
        /// Which.
        from: ConnectionId,
    },
    /// The session behind a socket ran out.
    SessionEnded {
        /// Which socket.
        from: ConnectionId,
    },
    /// A media offer was answered with so many picture slots.
    Slots {
        /// Whose.
        participant: ParticipantId,
        /// How many.
        video: usize,
    },
    /// How loud the open microphones are, loudest first, in -dBov (RFC 6464: 0 loudest, 127 silence).
    Levels(Vec<(ParticipantId, u8)>),
    /// Some track can or cannot be written.
    Recording {
        /// Whether any fails now.
        failing: bool,
    },
    /// Whether words are being written.
    Captions(CaptioningState),
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Send to one socket.
    Say(ConnectionId, ServerMessage),
    /// Send to every joined socket.
    SayAll(ServerMessage),
    /// Send [`ServerMessage::Welcome`], with the captions the shell has.
    Welcome {
        /// To which socket.
        to: ConnectionId,
        /// Who they are.
        you: ParticipantId,
        /// Whether they run the meeting.
        presides: bool,
        /// The room.
        room: RoomView,
    },
    /// Close a socket.
    Close(ConnectionId),
    /// Answer a media offer.
    Connect {
        /// Whose.
        participant: ParticipantId,
        /// To be answered there.
        to: ConnectionId,
        /// The session description.
        sdp: String,
    },
    /// Drop a participant's media.
    Disconnect(ParticipantId),
    /// New rules for the media server.
    Forward(Forwarding),
    /// Keep this in the room's log, and the meeting's state where it says so.
    Keep(Entry),
}
