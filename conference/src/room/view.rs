//! The room as everybody in it sees it.

use giaoban_models::id::ParticipantId;

use super::seat::Seat;
use super::{Output, Room};
use crate::signal::{ParticipantView, RoomView, ServerMessage, SiteView};

impl Room {
    /// Tells everybody how the room is now.
    pub(super) fn show(&self, out: &mut Vec<Output>) {
        out.push(Output::SayAll(ServerMessage::Room { room: self.view() }));
    }

    /// Whether `id` presides now: handed the chair, or the chair while nobody else was.
    pub(super) fn presiding(&self, id: &ParticipantId, seat: &Seat) -> bool {
        self.acting.as_ref().map_or(seat.who.chair, |acting| acting == id)
    }

    /// The room now.
    #[must_use]
    pub fn view(&self) -> RoomView {
        let mut seats: Vec<_> = self.seats.iter().collect();
        seats.sort_by_key(|(_, seat)| seat.place);
        RoomView {
            meeting: self.meeting.id.clone(),
            title: self.meeting.title.clone(),
            state: self.meeting.state,
            opened_at: self.meeting.opened_at,
            floor: self.floor.clone(),
            participants: seats
                .iter()
                .map(|(id, seat)| ParticipantView {
                    id: (*id).clone(),
                    name: seat.who.account.name.clone(),
                    post: seat.who.account.post.clone(),
                    unit_name: seat.who.account.unit_name.clone(),
                    site: seat.who.site.clone(),
                    hall: seat.who.hall,
                    presides: seat.who.presides,
                    chair: self.presiding(id, seat),
                    connected: seat.connection.is_some(),
                    muted: seat.muted,
                    camera: seat.camera,
                    hand_raised_at: seat.hand_raised_at,
                    device_trouble: seat.device_trouble,
                })
                .collect(),
            sites: self
                .meeting
                .sites
                .iter()
                .map(|site| SiteView {
                    site: site.id.clone(),
                    unit_name: site.unit_name.clone(),
                    hall: site.hall,
                    present: seats.iter().any(|(_, seat)| seat.who.site == site.id && seat.connection.is_some()),
                })
                .collect(),
            recording: self.recording(),
            captions: self.captions,
        }
    }
}
