//! Minutes in work: one task for each open document (bàn soạn thảo), and the machine's drafts.
//!
//! Every change of a text goes through its task, in order, and is kept before anybody is told of it; so what is approved is
//! exactly what everybody had written until then.

mod desk;
pub mod document;
pub mod drafting;
mod hearing;
mod paper;
mod presiding;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::ws::{Message, Utf8Bytes};
use bytes::Bytes;
use giaoban_minutes::shared::SharedMinutes;
use giaoban_models::access::{Grant, act};
use giaoban_models::id::MeetingId;
use giaoban_models::minutes::{MinutesDocument, MinutesVersion, Passage};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{Store, StoreError};
use tokio::sync::{mpsc, oneshot};

pub use document::{document, head, with_proposals};
pub use paper::Paper;

use crate::api::error::ApiResult;
use crate::server::App;

/// Events waiting for a document. When it is full a socket's reader waits, and so its client.
const EVENTS: usize = 256;
/// Frames waiting for one socket. A client that cannot take them is cut off: it comes back by itself and gets the whole.
const WAITING: usize = 512;

/// One socket at a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineId(pub u64);

/// What a document's task is sent.
pub enum Event {
    /// A socket opened: what it is told goes there.
    Attach(LineId, mpsc::Sender<Message>),
    /// A frame of a socket; with the right to write, if its account has it.
    Frame(LineId, Bytes, Option<Box<Grant<act::EditMinutes>>>),
    /// A socket closed.
    Closed(LineId),
    /// A new draft takes the place of the text.
    Replace(Vec<Passage>, Box<Grant<act::EditMinutes>>, oneshot::Sender<Result<(), StoreError>>),
    /// A suggested wording is written in place of these words, in the passage nearest to the place.
    Amend(usize, String, String, Box<Grant<act::EditMinutes>>, oneshot::Sender<Result<(), StoreError>>),
    /// The chair approves the text of now.
    Approve(Box<Grant<act::ApproveMinutes>>, oneshot::Sender<Result<MinutesVersion, StoreError>>),
    /// The records office issues the text of now.
    Issue(Box<Grant<act::IssueMinutes>>, oneshot::Sender<Result<MinutesVersion, StoreError>>),
    /// The text was removed for good.
    Discard,
    /// Somebody takes the text of now away as a document.
    Present(oneshot::Sender<Result<MinutesDocument, StoreError>>),
}

/// A document as others hold it.
#[derive(Clone)]
pub struct DeskHandle(mpsc::Sender<Event>);

impl DeskHandle {
    /// Sends an event, waiting for space; false when the document was closed.
    pub async fn send(&self, event: Event) -> bool {
        self.0.send(event).await.is_ok()
    }

    /// Asks the task something and waits for the answer.
    ///
    /// # Errors
    /// What the task answers; [`Refusal::ServerFailed`] when it ended before it answered.
    pub async fn ask<T>(&self, event: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Event) -> ApiResult<T> {
        let (sender, answer) = oneshot::channel();
        if !self.send(event(sender)).await {
            return Err(Refusal::ServerFailed.into());
        }
        match answer.await {
            Ok(done) => Ok(done?),
            Err(_) => Err(Refusal::ServerFailed.into()),
        }
    }
}

/// All open documents.
#[derive(Default)]
pub struct Desks {
    open: Mutex<HashMap<MeetingId, DeskHandle>>,
    /// Documents are opened one after the other, so that there is never a second copy of one, or an old one.
    opening: tokio::sync::Mutex<()>,
    /// First drafts are made one after the other, so that nothing is drafted or proposed twice.
    drafting: tokio::sync::Mutex<()>,
}

impl Desks {
    /// The document of a meeting, opened when it is not. Of a meeting that has just ended, waits for the draft.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`] when the meeting has not ended; when the store fails.
    pub async fn enter(&self, app: &Arc<App>, meeting: &MeetingId) -> ApiResult<DeskHandle> {
        if let Some(desk) = self.find(meeting) {
            return Ok(desk);
        }
        // Before the lock below: whoever opens another document does not wait for this draft.
        drafting::ended(app, meeting).await?;
        let _opening = self.opening.lock().await;
        if let Some(desk) = self.find(meeting) {
            return Ok(desk);
        }
        let task = desk::Desk::load(app.clone(), meeting).await?;
        let (events, inbox) = mpsc::channel(EVENTS);
        let desk = DeskHandle(events);
        self.lock().insert(meeting.clone(), desk.clone());
        tokio::spawn(task.run(inbox));
        Ok(desk)
    }

    fn find(&self, meeting: &MeetingId) -> Option<DeskHandle> {
        self.lock().get(meeting).filter(|desk| !desk.0.is_closed()).cloned()
    }

    /// Ends the task of a document that was removed for good, if it is open; its sockets are cut off.
    pub async fn discard(&self, meeting: &MeetingId) {
        let _opening = self.opening.lock().await;
        if let Some(desk) = self.find(meeting) {
            desk.send(Event::Discard).await;
        }
    }

    /// Forgets a document whose task has ended.
    fn leave(&self, meeting: &MeetingId) {
        let mut open = self.lock();
        // Another one may have been opened meanwhile.
        if open.get(meeting).is_some_and(|desk| desk.0.is_closed()) {
            open.remove(meeting);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<MeetingId, DeskHandle>> {
        // A panic while the map was held cannot leave it half changed: each change is one call.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A socket's two ends: where its task sends, and what it reads.
pub fn line() -> (mpsc::Sender<Message>, mpsc::Receiver<Message>) {
    mpsc::channel(WAITING)
}

/// A text frame.
pub fn wire_text(message: &crate::api::wire::minutes::MinutesMessage) -> Utf8Bytes {
    // Serialising these types cannot fail: no maps with other than text keys, no failing Serialize.
    serde_json::to_string(message).unwrap_or_default().into()
}

/// The text that kept updates add up to.
fn gathered(updates: &[Vec<u8>]) -> Result<SharedMinutes, StoreError> {
    SharedMinutes::from_updates(writer(), updates)
        .map_err(|_| StoreError::Unreadable { column: "minutes_updates.bytes" })
}

/// An identity as a writer that no other copy has (53 bits of chance).
fn writer() -> u64 {
    let mut bytes = [0; 8];
    // A machine without a source of chance has no sessions either; the time of this process would do then.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = std::process::id().to_le_bytes().repeat(2).try_into().unwrap_or([7; 8]);
    }
    u64::from_le_bytes(bytes) >> 11
}

/// The document of a meeting as it stands in the store: what was issued, or the text of now.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such meeting; when the store fails.
pub async fn standing(store: &Store, meeting: &MeetingId) -> Result<MinutesDocument, StoreError> {
    if let Some(issued) = store.issued_minutes(meeting).await? {
        return Ok(issued);
    }
    let updates = store.minutes_updates(meeting).await?;
    let text = document(store, meeting, gathered(&updates)?.passages()).await?;
    with_proposals(store, meeting, text).await
}

/// At the start of the server: writes down what the last updates before it stopped add up to, where nobody had.
///
/// # Errors
/// When the store fails.
pub async fn take_up(app: &App) -> Result<(), StoreError> {
    for meeting in app.store.lately_written_minutes().await? {
        let updates = app.store.minutes_updates(&meeting).await?;
        app.store.project_minutes(&meeting, &gathered(&updates)?.passages()).await?;
    }
    Ok(())
}
