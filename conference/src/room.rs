//! The room: decides who is in, who has the floor, whose microphone is open and whose picture goes where.
//!
//! It is a pure state machine: [`Room::handle`] takes a moment and an [`Input`] and returns [`Output`]s to be carried
//! out by whoever drives it. No clock, no socket, no chance inside, so a meeting can be replayed in a test.
//!
//! A dropped connection keeps its seat: role, floor, hand and microphone are there when the person comes back. What a
//! restart of the server must not lose is in the room's log and comes back through [`Room::recall`].

mod command;
mod input;
mod layout;
mod log;
mod seat;
mod speaker;
mod view;

use std::collections::BTreeMap;

use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::refusal::Refusal;

pub use input::{ConnectionId, Entrant, Input, Output};
pub use log::{Entry, EntryKind};
use seat::{Remembered, Seat};
use speaker::Speaker;

use crate::signal::{CaptioningState, ClientMessage, RecordingState, ServerMessage};

/// Devices a room takes. More are refused with [`Refusal::RoomFull`].
pub const MOST_DEVICES: usize = 16;

/// A meeting in progress. See the module's text.
#[derive(Debug)]
pub struct Room {
    meeting: Meeting,
    seats: BTreeMap<ParticipantId, Seat>,
    /// State of people who were in before the server restarted and are not back yet.
    remembered: BTreeMap<ParticipantId, Remembered>,
    floor: Option<ParticipantId>,
    /// Who presides for the chair.
    acting: Option<ParticipantId>,
    speaker: Speaker,
    recording_failing: bool,
    captions: CaptioningState,
    /// Seats are shown and filled in the order of arrival.
    next_place: u32,
}

impl Room {
    /// The room of a meeting, empty.
    #[must_use]
    pub fn new(meeting: Meeting, captions: CaptioningState) -> Self {
        Self {
            meeting,
            seats: BTreeMap::new(),
            remembered: BTreeMap::new(),
            floor: None,
            acting: None,
            speaker: Speaker::default(),
            recording_failing: false,
            captions,
            next_place: 0,
        }
    }

    /// Whether the meeting is open.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.meeting.state == MeetingState::Live
    }

    /// Connected devices.
    #[must_use]
    pub fn present(&self) -> usize {
        self.seats.values().filter(|seat| seat.connection.is_some()).count()
    }

    /// Takes one event and says what must happen.
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Message { from, entrant, message } => self.message(now, from, *entrant, message, &mut out),
            Input::Closed { from } => self.closed(now, from, &mut out),
            Input::SessionEnded { from } => self.session_ended(now, from, &mut out),
            Input::Slots { participant, video } => {
                if let Some(seat) = self.seats.get_mut(&participant) {
                    seat.video_slots = video;
                    seat.told_slots = None;
                }
                self.arrange(&mut out);
            }
            Input::Levels(levels) => {
                if self.speaker.hear(now, &levels) {
                    self.arrange(&mut out);
                }
                if let Some(participants) = self.speaker.changed_voices() {
                    out.push(Output::SayAll(ServerMessage::Speaking { participants }));
                }
            }
            Input::Recording { failing } => {
                if self.recording_failing != failing {
                    self.recording_failing = failing;
                    if failing {
                        out.push(self.entry(now, EntryKind::RecordingFailed, None, None));
                        out.push(Output::SayAll(ServerMessage::Refused { refusal: Refusal::DiskFull.into() }));
                    }
                    self.show(&mut out);
                }
            }
            Input::Captions(state) => {
                if self.captions != state {
                    self.captions = state;
                    self.show(&mut out);
                }
            }
        }
        out
    }

    fn message(
        &mut self,
        now: Moment,
        from: ConnectionId,
        who: Entrant,
        message: ClientMessage,
        out: &mut Vec<Output>,
    ) {
        if let ClientMessage::Join { take_over } = message {
            self.join(now, from, who, take_over, out);
            return;
        }
        if message == ClientMessage::Ping {
            out.push(Output::Say(from, ServerMessage::Pong));
            return;
        }
        let Some(id) = self.seated(from) else {
            out.push(refuse(from, Refusal::NotJoined));
            return;
        };
        if let Err(refusal) = self.command(now, &id, message, out) {
            out.push(refuse(from, refusal));
        }
    }

    fn join(&mut self, now: Moment, from: ConnectionId, who: Entrant, take_over: bool, out: &mut Vec<Output>) {
        if self.meeting.state == MeetingState::Ended || self.meeting.state == MeetingState::Cancelled {
            out.push(refuse(from, Refusal::MeetingEnded));
            return;
        }
        let id = who.participant.clone();
        let rejoined = if let Some(seat) = self.seats.get_mut(&id) {
            if let Some(other) = seat.connection
                && other != from
            {
                if !take_over {
                    out.push(refuse(from, Refusal::AlreadyJoined));
                    return;
                }
                out.push(Output::Say(other, ServerMessage::PutOut { refusal: Refusal::TakenOver.into() }));
                out.push(Output::Close(other));
            }
            let was_out = seat.connection.is_none();
            seat.who = who;
            seat.connection = Some(from);
            seat.video_slots = 0;
            seat.told_slots = None;
            was_out
        } else {
            if self.seats.len() >= MOST_DEVICES {
                out.push(refuse(from, Refusal::RoomFull));
                return;
            }
            let mut seat = Seat::new(who, self.next_place);
            self.next_place += 1;
            let returned = self.remembered.remove(&id);
            let back = returned.is_some();
            if let Some(remembered) = returned {
                seat.restore(remembered);
            }
            seat.connection = Some(from);
            self.seats.insert(id.clone(), seat);
            if !back {
                out.push(self.entry(now, EntryKind::Joined, Some(id.clone()), Some(id.clone())));
            }
            back
        };
        if rejoined {
            out.push(self.entry(now, EntryKind::OutageEnded, Some(id.clone()), Some(id.clone())));
        }
        let presides = self.seats.get(&id).is_some_and(|seat| seat.who.presides);
        out.push(Output::Welcome { to: from, you: id, presides, room: self.view() });
        self.show(out);
        self.arrange(out);
    }

    fn closed(&mut self, now: Moment, from: ConnectionId, out: &mut Vec<Output>) {
        let Some(id) = self.seated(from) else { return };
        if let Some(seat) = self.seats.get_mut(&id) {
            seat.connection = None;
        }
        out.push(Output::Disconnect(id.clone()));
        if self.is_live() {
            out.push(self.entry(now, EntryKind::OutageBegan, Some(id.clone()), Some(id)));
        } else {
            // Before the opening nobody's place needs keeping.
            if self.floor.as_ref() == Some(&id) {
                self.take_floor(now, &id, out);
            }
            self.seats.remove(&id);
            out.push(self.entry(now, EntryKind::Left, Some(id.clone()), Some(id)));
        }
        self.show(out);
        self.arrange(out);
    }

    fn session_ended(&mut self, now: Moment, from: ConnectionId, out: &mut Vec<Output>) {
        out.push(Output::Say(from, ServerMessage::PutOut { refusal: Refusal::SessionExpired.into() }));
        out.push(Output::Close(from));
        self.closed(now, from, out);
    }

    /// Whether this connection has joined.
    #[must_use]
    pub fn is_seated(&self, connection: ConnectionId) -> bool {
        self.seated(connection).is_some()
    }

    /// The connection of a participant, if it stands.
    #[must_use]
    pub fn connection_of(&self, participant: &ParticipantId) -> Option<ConnectionId> {
        self.seats.get(participant).and_then(|seat| seat.connection)
    }

    /// The participant this connection speaks for.
    fn seated(&self, from: ConnectionId) -> Option<ParticipantId> {
        self.seats.iter().find(|(_, seat)| seat.connection == Some(from)).map(|(id, _)| id.clone())
    }

    fn recording(&self) -> RecordingState {
        match (self.is_live(), self.recording_failing) {
            (false, _) => RecordingState::Off,
            (true, false) => RecordingState::On,
            (true, true) => RecordingState::Failing,
        }
    }
}

fn refuse(to: ConnectionId, refusal: Refusal) -> Output {
    Output::Say(to, ServerMessage::Refused { refusal: refusal.into() })
}

#[cfg(test)]
mod tests;
