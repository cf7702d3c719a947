//! The shell around one room: feeds it events, carries out what it decides.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use giaoban_conference::room::{ConnectionId, Entrant, Entry, EntryKind, Input, Output, Room};
use giaoban_conference::sfu::{Connect, Forwarding};
use giaoban_conference::signal::{Caption, CaptionState, ServerMessage};
use giaoban_models::access::{Grant, act};
use giaoban_models::id::{MeetingId, ParticipantId, TrackId};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{RoomEvent, StoreError};
use tokio::sync::mpsc;

use super::feed::wire_text;
use super::{Event, Feed};
use crate::api::error::ApiError;
use crate::audited;
use crate::minutes::drafting;
use crate::server::App;

/// Final captions a newcomer is shown.
const CAPTIONS_SHOWN: u32 = 60;
/// How long an empty room that is not open is kept.
const EMPTY_FOR: Duration = Duration::from_secs(60);

/// A room in use.
pub struct RoomTask {
    app: Arc<App>,
    meeting: MeetingId,
    room: Room,
    feeds: HashMap<ConnectionId, Feed>,
    entrants: HashMap<ParticipantId, Entrant>,
    tracks: HashMap<ParticipantId, [TrackId; 2]>,
    captions: VecDeque<Caption>,
    forwarding: Forwarding,
    present: Arc<AtomicU32>,
}

impl RoomTask {
    /// The room of a meeting as the store knows it, with what its log must bring back.
    pub async fn load(app: Arc<App>, meeting: &MeetingId) -> Result<Self, ApiError> {
        let known = app.store.meeting_for_room(meeting).await?.ok_or(Refusal::NotFound)?;
        let mut room = Room::new(known, app.speech.captioning());
        if room.is_live() {
            let log = app.store.room_events(meeting).await?;
            room.recall(log.into_iter().map(|event| Entry {
                at: event.at,
                kind: event.kind,
                actor: None,
                subject: event.participant,
            }));
        }
        let captions = app.speech.last_captions(meeting, CAPTIONS_SHOWN).await?.into();
        Ok(Self {
            app,
            meeting: meeting.clone(),
            room,
            feeds: HashMap::new(),
            entrants: HashMap::new(),
            tracks: HashMap::new(),
            captions,
            forwarding: Forwarding::default(),
            present: Arc::default(),
        })
    }

    /// Devices in the room, for those outside.
    pub fn present(&self) -> Arc<AtomicU32> {
        self.present.clone()
    }

    /// Runs until nobody needs the room.
    pub async fn run(mut self, mut inbox: mpsc::Receiver<Event>) {
        loop {
            match tokio::time::timeout(EMPTY_FOR, inbox.recv()).await {
                Ok(Some(event)) => self.event(event).await,
                Ok(None) => break,
                Err(_) if self.feeds.is_empty() && !self.room.is_live() => break,
                Err(_) => {}
            }
            self.present.store(u32::try_from(self.room.present()).unwrap_or(0), Ordering::Relaxed);
        }
        // Events already on their way find the room closed and make a new one.
        inbox.close();
        let _ = self.app.sfu.end_meeting(self.meeting.clone()).await;
        self.app.rooms.leave(&self.meeting);
    }

    async fn event(&mut self, event: Event) {
        match event {
            Event::Attach(connection, feed) => {
                self.feeds.insert(connection, feed);
            }
            Event::Input(input) => {
                match &input {
                    Input::Message { entrant, .. } => {
                        self.entrants.insert(entrant.participant.clone(), (**entrant).clone());
                    }
                    Input::Closed { from } => {
                        self.feeds.remove(from);
                    }
                    _ => {}
                }
                self.decide(input).await;
            }
            Event::OfferRefused(to, refusal) => {
                self.say(to, &ServerMessage::Refused { refusal: refusal.into() });
            }
            Event::Answered(to, participant, answer) => {
                let video = if let ServerMessage::Answer { video_slots, .. } = &answer { video_slots.len() } else { 0 };
                self.say(to, &answer);
                self.decide(Input::Slots { participant, video }).await;
            }
            Event::Caption(caption) => {
                if caption.state == CaptionState::Final {
                    if self.captions.len() >= CAPTIONS_SHOWN as usize {
                        self.captions.pop_front();
                    }
                    self.captions.push_back(caption.clone());
                }
                self.say_all(&ServerMessage::Caption { caption });
            }
            Event::LayersWanted(participant, rids) => {
                if let Some(connection) = self.room.connection_of(&participant) {
                    self.say(connection, &ServerMessage::Layers { rids });
                }
            }
            Event::MediaFailed(participant, refusal) => {
                if let Some(connection) = self.room.connection_of(&participant) {
                    self.say(connection, &ServerMessage::Refused { refusal: refusal.into() });
                }
            }
        }
    }

    async fn decide(&mut self, input: Input) {
        for output in self.room.handle(self.app.now(), input) {
            match output {
                Output::Say(to, message) => self.say(to, &message),
                Output::SayAll(message) => self.say_all(&message),
                Output::Welcome { to, you, presides, room } => {
                    let captions = self.captions.iter().cloned().collect();
                    let server_time = self.app.now();
                    self.say(to, &ServerMessage::Welcome { you, presides, room, captions, server_time });
                }
                Output::Close(connection) => {
                    self.feeds.remove(&connection);
                }
                Output::Connect { participant, to, sdp } => self.connect(participant, to, sdp).await,
                Output::Disconnect(participant) => {
                    // A media server that is gone has no connection to end.
                    let _ = self.app.sfu.disconnect(participant).await;
                }
                Output::Forward(forwarding) => {
                    self.forwarding.clone_from(&forwarding);
                    let _ = self.app.sfu.set_forwarding(self.meeting.clone(), forwarding).await;
                }
                Output::Keep(entry) => self.keep(entry).await,
            }
        }
    }

    /// Puts a line in the log, and what follows from it in the store. A full disk is told; the meeting goes on.
    async fn keep(&mut self, entry: Entry) {
        if let Err(error) = self.kept(&entry).await {
            tracing::error!(%error, "the room's log could not be written");
            self.say_all(&ServerMessage::Refused { refusal: Refusal::DiskFull.into() });
        }
        if entry.kind == EntryKind::Ended {
            self.stop_recording().await;
            // "Ended" is said when the transcript is whole.
            self.app.speech.settle(&self.meeting).await;
            tokio::spawn(drafting::after_meeting(self.app.clone(), self.meeting.clone()));
        }
    }

    /// Finishes every track of the meeting.
    async fn stop_recording(&mut self) {
        self.forwarding.recording = false;
        let _ = self.app.sfu.set_forwarding(self.meeting.clone(), self.forwarding.clone()).await;
        // The media server does what it is asked in order: once it answers, no packet is recorded any more, and closing a
        // track cannot be followed by its going on.
        let _ = self.app.sfu.stats().await;
        for track in self.tracks.drain().flat_map(|(_, tracks)| tracks) {
            self.app.recorder.close(&track);
        }
    }

    async fn kept(&self, entry: &Entry) -> Result<(), StoreError> {
        let store = &self.app.store;
        let actor = entry.actor.as_ref().and_then(|id| self.entrants.get(id)).map(|who| &who.account);
        let subject = entry.subject.as_ref().and_then(|id| self.entrants.get(id));
        let change = match entry.kind {
            EntryKind::Opened => Some("meeting.opened"),
            EntryKind::Ended => Some("meeting.ended"),
            _ => None,
        };
        if let (Some(act), Some(account)) = (change, actor)
            && let Ok(grant) = Grant::<act::Preside>::ask(account.clone())
        {
            if entry.kind == EntryKind::Opened {
                store.open_meeting(&grant, &self.meeting, entry.at).await?;
            } else {
                store.end_meeting(&grant, &self.meeting, entry.at).await?;
            }
            audited::by(&self.app, account, act, self.meeting.as_str()).await?;
        }
        let event = RoomEvent {
            at: entry.at,
            kind: entry.kind,
            actor: actor.map(|account| account.id.clone()),
            participant: entry.subject.clone(),
            person: subject.map(|who| who.account.person.clone()),
            site: subject.map(|who| who.site.clone()),
            detail: serde_json::Value::Null,
        };
        store.log_room_event(&self.meeting, &event).await
    }

    /// Answers a media offer beside the room's own work, which must not wait for it.
    async fn connect(&mut self, participant: ParticipantId, to: ConnectionId, sdp: String) {
        let Some(entrant) = self.entrants.get(&participant) else { return };
        let tracks = [TrackId::fresh(), TrackId::fresh()];
        let registered = self.app.speech.register(&self.meeting, entrant, &tracks).await;
        if let Err(error) = registered {
            tracing::error!(%error, "a track could not be registered");
            self.say(to, &ServerMessage::Refused { refusal: Refusal::DiskFull.into() });
            return;
        }
        let [mic_track, camera_track] = tracks.clone();
        self.tracks.insert(participant.clone(), tracks);
        let Some(room) = self.app.rooms.find(&self.meeting) else { return };
        let (sfu, meeting) = (self.app.sfu.clone(), self.meeting.clone());
        tokio::spawn(async move {
            let offer = Connect { meeting, participant: participant.clone(), offer_sdp: sdp, mic_track, camera_track };
            let event = match sfu.connect(offer).await {
                Ok(answer) => Event::Answered(
                    to,
                    participant,
                    ServerMessage::Answer {
                        sdp: answer.sdp,
                        audio_slots: answer.audio_slots,
                        video_slots: answer.video_slots,
                    },
                ),
                Err(refused) => {
                    tracing::debug!(code = refused.code(), "an offer was refused");
                    Event::OfferRefused(to, Refusal::OfferMalformed)
                }
            };
            room.send(event).await;
        });
    }

    fn say(&mut self, to: ConnectionId, message: &ServerMessage) {
        if let Some(feed) = self.feeds.get(&to)
            && !feed.send(wire_text(message))
        {
            self.feeds.remove(&to);
        }
    }

    fn say_all(&mut self, message: &ServerMessage) {
        let text = wire_text(message);
        let room = &self.room;
        // A socket that has not joined hears nothing; one that cannot keep up is cut off.
        self.feeds.retain(|connection, feed| !room.is_seated(*connection) || feed.send(text.clone()));
    }
}
