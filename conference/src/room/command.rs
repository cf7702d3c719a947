//! What a seated participant may ask, and the rules.

use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;
use giaoban_models::meeting::MeetingState;
use giaoban_models::refusal::Refusal;

use super::log::EntryKind;
use super::{Output, Room};
use crate::signal::{ClientMessage, DeviceKind};

impl Room {
    /// Carries out a command of `id`, or says why not.
    pub(super) fn command(
        &mut self,
        now: Moment,
        id: &ParticipantId,
        message: ClientMessage,
        out: &mut Vec<Output>,
    ) -> Result<(), Refusal> {
        match message {
            // Handled before a seat is needed.
            ClientMessage::Join { .. } | ClientMessage::Ping => {}
            ClientMessage::Offer { sdp } => {
                if let Some(to) = self.seats.get(id).and_then(|seat| seat.connection) {
                    out.push(Output::Connect { participant: id.clone(), to, sdp });
                }
                return Ok(());
            }
            ClientMessage::SetMuted { muted } => self.set_muted(now, id, id, muted, out),
            ClientMessage::SetCamera { on } => {
                if let Some(seat) = self.seats.get_mut(id) {
                    seat.camera = on;
                }
            }
            ClientMessage::RaiseHand { raised } => self.set_hand(now, id, id, raised, out),
            ClientMessage::Device { kind, working } => self.set_device(id, kind, working),
            ClientMessage::Open => {
                self.must_preside(id)?;
                self.open(now, id, out)?;
            }
            ClientMessage::End => {
                self.must_preside(id)?;
                self.end(now, id, out)?;
            }
            ClientMessage::GiveFloor { participant } => {
                self.must_preside(id)?;
                self.give_floor(now, id, &participant, out)?;
            }
            ClientMessage::TakeFloor => {
                self.must_preside(id)?;
                self.take_floor(now, id, out);
            }
            ClientMessage::HandChair { participant } => {
                self.must_preside(id)?;
                self.hand_chair(now, id, &participant, out)?;
            }
            ClientMessage::Mute { participant } => {
                self.must_preside(id)?;
                self.must_be_seated(&participant)?;
                self.set_muted(now, id, &participant, true, out);
            }
            ClientMessage::LowerHand { participant } => {
                self.must_preside(id)?;
                self.must_be_seated(&participant)?;
                self.set_hand(now, id, &participant, false, out);
            }
            ClientMessage::Leave => self.leave(now, id, out),
        }
        self.show(out);
        self.arrange(out);
        Ok(())
    }

    fn must_preside(&self, id: &ParticipantId) -> Result<(), Refusal> {
        self.seats.get(id).filter(|seat| seat.who.presides).map(|_| ()).ok_or(Refusal::NotPresiding)
    }

    fn must_be_seated(&self, id: &ParticipantId) -> Result<(), Refusal> {
        self.seats.get(id).map(|_| ()).ok_or(Refusal::NoSuchParticipant)
    }

    fn open(&mut self, now: Moment, by: &ParticipantId, out: &mut Vec<Output>) -> Result<(), Refusal> {
        match self.meeting.state {
            MeetingState::Live => return Ok(()), // pressed twice
            MeetingState::Ended | MeetingState::Cancelled => return Err(Refusal::MeetingEnded),
            MeetingState::Scheduled => {}
        }
        self.meeting.state = MeetingState::Live;
        self.meeting.opened_at = Some(now);
        out.push(self.entry(now, EntryKind::Opened, Some(by.clone()), None));
        Ok(())
    }

    fn end(&mut self, now: Moment, by: &ParticipantId, out: &mut Vec<Output>) -> Result<(), Refusal> {
        match self.meeting.state {
            MeetingState::Scheduled => return Err(Refusal::MeetingNotOpen),
            MeetingState::Ended | MeetingState::Cancelled => return Err(Refusal::MeetingEnded),
            MeetingState::Live => {}
        }
        self.meeting.state = MeetingState::Ended;
        self.meeting.ended_at = Some(now);
        self.floor = None;
        out.push(self.entry(now, EntryKind::Ended, Some(by.clone()), None));
        Ok(())
    }

    fn give_floor(
        &mut self,
        now: Moment,
        by: &ParticipantId,
        to: &ParticipantId,
        out: &mut Vec<Output>,
    ) -> Result<(), Refusal> {
        self.must_be_seated(to)?;
        if self.floor.as_ref() == Some(to) {
            return Ok(());
        }
        self.take_floor(now, by, out);
        self.floor = Some(to.clone());
        out.push(self.entry(now, EntryKind::FloorGiven, Some(by.clone()), Some(to.clone())));
        self.set_hand(now, by, to, false, out);
        self.set_muted(now, by, to, false, out);
        Ok(())
    }

    fn hand_chair(
        &mut self,
        now: Moment,
        by: &ParticipantId,
        to: &ParticipantId,
        out: &mut Vec<Output>,
    ) -> Result<(), Refusal> {
        let seat = self.seats.get(to).ok_or(Refusal::NoSuchParticipant)?;
        if self.presiding(to, seat) {
            return Ok(());
        }
        self.acting = Some(to.clone()).filter(|_| !seat.who.chair);
        out.push(self.entry(now, EntryKind::ChairHanded, Some(by.clone()), Some(to.clone())));
        Ok(())
    }

    pub(super) fn take_floor(&mut self, now: Moment, by: &ParticipantId, out: &mut Vec<Output>) {
        let Some(holder) = self.floor.take() else { return };
        out.push(self.entry(now, EntryKind::FloorTaken, Some(by.clone()), Some(holder.clone())));
        // The hall's own microphone stays as it is: it belongs to whoever runs the meeting.
        if self.seats.get(&holder).is_some_and(|seat| !seat.who.presides) {
            self.set_muted(now, by, &holder, true, out);
        }
    }

    fn set_muted(
        &mut self,
        now: Moment,
        by: &ParticipantId,
        whose: &ParticipantId,
        muted: bool,
        out: &mut Vec<Output>,
    ) {
        let Some(seat) = self.seats.get_mut(whose) else { return };
        if seat.muted == muted {
            return;
        }
        seat.muted = muted;
        let kind = if muted { EntryKind::Muted } else { EntryKind::Unmuted };
        out.push(self.entry(now, kind, Some(by.clone()), Some(whose.clone())));
    }

    fn set_hand(
        &mut self,
        now: Moment,
        by: &ParticipantId,
        whose: &ParticipantId,
        raised: bool,
        out: &mut Vec<Output>,
    ) {
        let Some(seat) = self.seats.get_mut(whose) else { return };
        if seat.hand_raised_at.is_some() == raised {
            return;
        }
        seat.hand_raised_at = raised.then_some(now);
        let kind = if raised { EntryKind::HandRaised } else { EntryKind::HandLowered };
        out.push(self.entry(now, kind, Some(by.clone()), Some(whose.clone())));
    }

    fn set_device(&mut self, id: &ParticipantId, kind: DeviceKind, working: bool) {
        let Some(seat) = self.seats.get_mut(id) else { return };
        match (working, seat.device_trouble) {
            (false, _) => seat.device_trouble = Some(kind),
            (true, Some(trouble)) if trouble == kind => seat.device_trouble = None,
            (true, _) => {}
        }
    }

    fn leave(&mut self, now: Moment, id: &ParticipantId, out: &mut Vec<Output>) {
        if self.floor.as_ref() == Some(id) {
            self.take_floor(now, id, out);
        }
        self.acting.take_if(|acting| acting == id);
        if let Some(seat) = self.seats.remove(id) {
            out.push(self.entry(now, EntryKind::Left, Some(id.clone()), Some(id.clone())));
            out.push(Output::Disconnect(id.clone()));
            out.extend(seat.connection.map(Output::Close));
        }
    }
}
