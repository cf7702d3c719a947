//! The rooms in use: one task each, made when somebody comes, gone when nobody is left and the meeting is not open.

mod feed;
mod task;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use giaoban_conference::room::{ConnectionId, Input};
use giaoban_conference::signal::{Caption, ServerMessage};
use giaoban_models::id::{MeetingId, ParticipantId};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{RoomEvent, RoomEventKind, StoreError};
use tokio::sync::mpsc;

pub use feed::Feed;

use crate::server::App;

/// Events waiting for a room. When it is full a socket's reader waits (and so its client), speech events are dropped
/// from the screen (they are kept already) and counted.
const EVENTS: usize = 512;

/// What a room task is sent.
pub enum Event {
    /// A socket opened: what the room says to it goes there.
    Attach(ConnectionId, Feed),
    /// Something for the room to decide on.
    Input(Input),
    /// A media offer was refused.
    OfferRefused(ConnectionId, Refusal),
    /// A media offer was answered.
    Answered(ConnectionId, ParticipantId, ServerMessage),
    /// Words for every screen.
    Caption(Caption),
    /// Which sizes of a participant's camera are wanted; their client is told.
    LayersWanted(ParticipantId, Vec<String>),
    /// Media of a participant failed; they are told why.
    MediaFailed(ParticipantId, Refusal),
}

/// A room as others hold it.
#[derive(Clone)]
pub struct RoomHandle {
    events: mpsc::Sender<Event>,
    present: Arc<std::sync::atomic::AtomicU32>,
}

impl RoomHandle {
    /// Sends an event, waiting for space; false when the room is gone.
    pub async fn send(&self, event: Event) -> bool {
        self.events.send(event).await.is_ok()
    }

    /// Sends an event that may be dropped when the room is busy; false when it was.
    pub fn try_send(&self, event: Event) -> bool {
        self.events.try_send(event).is_ok()
    }

    /// Devices in the room.
    pub fn present(&self) -> u32 {
        self.present.load(std::sync::atomic::Ordering::Relaxed)
    }
}

/// All rooms.
#[derive(Default)]
pub struct Rooms {
    open: Mutex<HashMap<MeetingId, RoomHandle>>,
}

impl Rooms {
    /// The room of a meeting, if it is in use.
    pub fn find(&self, meeting: &MeetingId) -> Option<RoomHandle> {
        self.lock().get(meeting).filter(|room| !room.events.is_closed()).cloned()
    }

    /// Devices in all rooms, and how many rooms there are.
    pub fn count(&self) -> (u32, u32) {
        let open = self.lock();
        let rooms = u32::try_from(open.len()).unwrap_or(u32::MAX);
        (open.values().map(RoomHandle::present).sum(), rooms)
    }

    /// The room of a meeting, made when it is not in use.
    ///
    /// # Errors
    /// When the store fails; [`Refusal::NotFound`] when there is no such meeting.
    pub async fn enter(&self, app: &Arc<App>, meeting: &MeetingId) -> Result<RoomHandle, crate::api::error::ApiError> {
        if let Some(room) = self.find(meeting) {
            return Ok(room);
        }
        let task = task::RoomTask::load(app.clone(), meeting).await?;
        let mut open = self.lock();
        // Two people may have come at once: the first room stands.
        if let Some(room) = open.get(meeting).filter(|room| !room.events.is_closed()) {
            return Ok(room.clone());
        }
        let (events, inbox) = mpsc::channel(EVENTS);
        let room = RoomHandle { events, present: task.present() };
        open.insert(meeting.clone(), room.clone());
        tokio::spawn(task.run(inbox));
        Ok(room)
    }

    /// At the start of the server: notes in the log of each open meeting that it was interrupted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_up(app: &App) -> Result<(), StoreError> {
        for meeting in app.store.live_meetings().await? {
            let restarted = RoomEvent {
                at: app.started_at,
                kind: RoomEventKind::ServerRestarted,
                actor: None,
                participant: None,
                person: None,
                site: None,
                detail: serde_json::Value::Null,
            };
            app.store.log_room_event(&meeting.id, &restarted).await?;
        }
        Ok(())
    }

    /// Forgets a room whose task has ended.
    fn leave(&self, meeting: &MeetingId) {
        self.lock().remove(meeting);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<MeetingId, RoomHandle>> {
        // A panic while the map was held cannot leave it half changed: each change is one call.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
