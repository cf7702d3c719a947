//! A place in the room.

use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;

use super::input::{ConnectionId, Entrant};
use crate::signal::DeviceKind;

/// A participant's place: outlives their connection.
#[derive(Debug)]
pub(super) struct Seat {
    pub who: Entrant,
    pub connection: Option<ConnectionId>,
    pub muted: bool,
    pub camera: bool,
    pub hand_raised_at: Option<Moment>,
    pub device_trouble: Option<DeviceKind>,
    /// Picture slots their connection has.
    pub video_slots: usize,
    /// What they were last told of their slots.
    pub told_slots: Option<Vec<Option<ParticipantId>>>,
    /// Order of arrival.
    pub place: u32,
}

/// What a person finds again after the server restarted.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    pub muted: bool,
    pub hand_raised_at: Option<Moment>,
}

impl Seat {
    /// A new place: microphone closed (sites are muted until they speak), camera on.
    pub fn new(who: Entrant, place: u32) -> Self {
        Self {
            who,
            connection: None,
            muted: true,
            camera: true,
            hand_raised_at: None,
            device_trouble: None,
            video_slots: 0,
            told_slots: None,
            place,
        }
    }

    pub fn restore(&mut self, remembered: Remembered) {
        self.muted = remembered.muted;
        self.hand_raised_at = remembered.hand_raised_at;
    }
}
