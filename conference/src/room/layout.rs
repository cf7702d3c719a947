//! Whose picture goes where, whose microphone is open: derived from the room whenever it changes.

use std::collections::HashMap;

use giaoban_models::id::ParticipantId;
use giaoban_models::meeting::MeetingState;

use super::{Output, Room};
use crate::sfu::Forwarding;
use crate::signal::ServerMessage;

impl Room {
    /// Works out the slots anew; tells those whose slots changed, and the media server.
    pub(super) fn arrange(&mut self, out: &mut Vec<Output>) {
        let main = self.main_picture();
        let mut forwarding = Forwarding {
            microphones_open: self.seats.iter().filter(|(_, s)| !s.muted).map(|(id, _)| id.clone()).collect(),
            floor: self.floor.clone(),
            video: HashMap::new(),
            recording: self.meeting.state == MeetingState::Live,
        };
        let mut order: Vec<(u32, ParticipantId)> = self
            .seats
            .iter()
            .filter(|(_, seat)| seat.connection.is_some())
            .map(|(id, seat)| (seat.place, id.clone()))
            .collect();
        order.sort();
        let ids: Vec<ParticipantId> = order.into_iter().map(|(_, id)| id).collect();
        for (id, seat) in &mut self.seats {
            let Some(connection) = seat.connection else { continue };
            let slots = slots_for(id, seat.video_slots, &main, &ids);
            if seat.told_slots.as_ref() != Some(&slots) {
                out.push(Output::Say(connection, ServerMessage::Slots { video: slots.clone() }));
                seat.told_slots = Some(slots.clone());
            }
            forwarding.video.insert(id.clone(), slots);
        }
        out.push(Output::Forward(forwarding));
    }

    /// Candidates for the large picture, best first: the floor, who speaks, the chair, the hall.
    fn main_picture(&self) -> Vec<ParticipantId> {
        let here = |id: &ParticipantId| self.seats.get(id).is_some_and(|seat| seat.connection.is_some());
        let mut best: Vec<ParticipantId> = Vec::new();
        best.extend(self.floor.clone());
        best.extend(self.speaker.current().cloned());
        best.extend(self.seats.iter().filter(|(_, s)| s.who.chair).map(|(id, _)| id.clone()));
        best.extend(self.seats.iter().filter(|(_, s)| s.who.hall).map(|(id, _)| id.clone()));
        best.retain(here);
        best
    }
}

/// The slots of one subscriber: the best candidate who is not themselves large, the others small in order of arrival.
fn slots_for(
    me: &ParticipantId,
    count: usize,
    main: &[ParticipantId],
    present: &[ParticipantId],
) -> Vec<Option<ParticipantId>> {
    let large = main.iter().chain(present).find(|id| *id != me).cloned();
    let small = present.iter().filter(|id| *id != me && Some(*id) != large.as_ref()).cloned();
    let mut slots: Vec<Option<ParticipantId>> =
        std::iter::once(large.clone()).chain(small.map(Some)).take(count).collect();
    slots.resize(count, None);
    slots
}
