//! The shell around one shared text: takes frames in order, keeps what is new, then tells the others.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Message;
use bytes::Bytes;
use giaoban_minutes::shared::{Outcome, SharedMinutes, frame_of};
use giaoban_models::access::{Grant, act};
use giaoban_models::id::MeetingId;
use giaoban_models::minutes::{MinutesDocument, MinutesState, Passage};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::StoreError;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{Event, LineId, document, gathered, wire_text};
use crate::api::error::ApiError;
use crate::api::wire::minutes::MinutesMessage;
use crate::server::App;

/// How long after a change readers and the search see it.
const PROJECTED_WITHIN: Duration = Duration::from_millis(1000);
/// How long a document nobody has open is held.
const IDLE: Duration = Duration::from_secs(60);

/// A socket at this document.
struct Line {
    feed: mpsc::Sender<Message>,
    /// Updates of it that are kept.
    kept: u32,
}

/// An open document.
pub struct Desk {
    app: Arc<App>,
    meeting: MeetingId,
    text: SharedMinutes,
    state: MinutesState,
    lines: HashMap<LineId, Line>,
    /// When the projection is due; none when it is what the text says.
    due: Option<Instant>,
}

/// What is in memory is no longer what is kept: the task ends, and the next one begins from what is kept.
struct Apart;

impl Desk {
    /// The document of a meeting as the store knows it.
    pub async fn load(app: Arc<App>, meeting: &MeetingId) -> Result<Self, ApiError> {
        let kept = app.store.minutes_for_server(meeting).await?.ok_or(Refusal::NoDraft)?;
        let text = gathered(&app.store.minutes_updates(meeting).await?)?;
        let due = (text.passages() != kept.passages).then(Instant::now);
        Ok(Self { app, meeting: meeting.clone(), text, state: kept.state, lines: HashMap::new(), due })
    }

    /// Runs until nobody needs the document.
    pub async fn run(mut self, mut inbox: mpsc::Receiver<Event>) {
        loop {
            let until = self.due.unwrap_or_else(|| Instant::now() + IDLE);
            match tokio::time::timeout_at(until, inbox.recv()).await {
                Ok(Some(event)) => {
                    if self.event(event).await.is_err() {
                        inbox.close();
                        break;
                    }
                }
                Ok(None) => break,
                Err(_) if self.due.is_some() => self.project().await,
                // Events from now on open the document again; those that came before are still answered.
                Err(_) if self.lines.is_empty() => inbox.close(),
                Err(_) => {}
            }
        }
        self.app.desks.leave(&self.meeting);
    }

    async fn event(&mut self, event: Event) -> Result<(), Apart> {
        match event {
            Event::Attach(line, feed) => {
                let greeting = Message::Binary(self.text.greeting().into());
                if feed.try_send(greeting).is_ok() {
                    self.lines.insert(line, Line { feed, kept: 0 });
                }
            }
            Event::Closed(line) => {
                self.lines.remove(&line);
                if self.lines.is_empty() && self.due.is_some() {
                    self.project().await;
                }
            }
            Event::Discard => return Err(Apart),
            Event::Frame(line, frame, grant) => return self.frame(line, &frame, grant.as_deref()).await,
            Event::Replace(passages, grant, done) => {
                let (answer, stands) = self.replace(&passages, &grant).await;
                let _ = done.send(answer);
                return stands;
            }
            Event::Amend(place, quote, words, grant, done) => {
                let (answer, stands) = self.amend(place, &quote, &words, &grant).await;
                let _ = done.send(answer);
                return stands;
            }
            Event::Approve(grant, done) => {
                let approved = match self.present().await {
                    Ok(present) => {
                        self.app.store.approve_minutes(&grant, &self.meeting, &present, self.app.now()).await
                    }
                    Err(error) => Err(error),
                };
                self.frozen(approved.is_ok(), MinutesState::Approved);
                let _ = done.send(approved);
            }
            Event::Issue(grant, done) => {
                let issued = match self.present().await {
                    Ok(present) => self.app.store.issue_minutes(&grant, &self.meeting, &present, self.app.now()).await,
                    Err(error) => Err(error),
                };
                self.frozen(issued.is_ok(), MinutesState::Issued);
                let _ = done.send(issued);
            }
            Event::Present(done) => {
                let _ = done.send(self.present().await);
            }
        }
        Ok(())
    }

    async fn frame(
        &mut self,
        from: LineId,
        frame: &Bytes,
        grant: Option<&Grant<act::EditMinutes>>,
    ) -> Result<(), Apart> {
        let may_edit = match (self.state, grant) {
            (MinutesState::Issued, _) => Err(Refusal::MinutesIssued),
            (_, None) => Err(Refusal::NotAllowed),
            (_, Some(_)) => Ok(()),
        };
        let outcome = match self.text.handle(frame, may_edit) {
            Ok(outcome) => outcome,
            Err(refusal) => {
                self.say(from, Message::Text(wire_text(&MinutesMessage::Refused { refusal: refusal.into() })));
                return Ok(());
            }
        };
        let Outcome { replies, counted, update, awareness } = outcome;
        for reply in replies {
            self.say(from, Message::Binary(reply.into()));
        }
        if let Some(awareness) = awareness {
            self.say_others(from, &Message::Binary(awareness.into()));
        }
        if let (Some(update), Some(grant)) = (update, grant) {
            if let Err(error) = self.app.store.add_minutes_update(grant, &self.meeting, &update, self.app.now()).await {
                let refusal = told(&error);
                self.say(from, Message::Text(wire_text(&MinutesMessage::Refused { refusal: refusal.into() })));
                return Err(Apart);
            }
            self.say_others(from, &Message::Binary(frame_of(&update).into()));
            self.changed();
        }
        if counted && let Some(line) = self.lines.get_mut(&from) {
            line.kept += 1;
            let saved = wire_text(&MinutesMessage::Saved { count: line.kept });
            self.say(from, Message::Text(saved));
        }
        Ok(())
    }

    async fn replace(
        &mut self,
        passages: &[Passage],
        grant: &Grant<act::EditMinutes>,
    ) -> (Result<(), StoreError>, Result<(), Apart>) {
        match self.state {
            MinutesState::Draft => {}
            MinutesState::Approved => return (Err(Refusal::MinutesApproved.into()), Ok(())),
            MinutesState::Issued => return (Err(Refusal::MinutesIssued.into()), Ok(())),
        }
        let update = self.text.replace(passages);
        let now = self.app.now();
        let kept = self.app.store.redraft_minutes(grant, &self.meeting, &self.text.passages(), &update, now).await;
        if kept.is_err() {
            return (kept, Err(Apart));
        }
        self.say_all(&Message::Binary(frame_of(&update).into()));
        self.due = None;
        (Ok(()), Ok(()))
    }

    async fn amend(
        &mut self,
        place: usize,
        quote: &str,
        words: &str,
        grant: &Grant<act::EditMinutes>,
    ) -> (Result<(), StoreError>, Result<(), Apart>) {
        if self.state == MinutesState::Issued {
            return (Err(Refusal::MinutesIssued.into()), Ok(()));
        }
        let Some(update) = self.text.amend(place, quote, words) else {
            return (Err(Refusal::ChangedMeanwhile.into()), Ok(()));
        };
        let kept = self.app.store.add_minutes_update(grant, &self.meeting, &update, self.app.now()).await;
        if kept.is_err() {
            return (kept, Err(Apart));
        }
        self.say_all(&Message::Binary(frame_of(&update).into()));
        self.changed();
        // Whoever decided on the suggestion reads the new text at once.
        self.project().await;
        (Ok(()), Ok(()))
    }

    /// Something was written: it will be projected, and an approval no longer holds.
    fn changed(&mut self) {
        self.due.get_or_insert_with(|| Instant::now() + PROJECTED_WITHIN);
        if self.state == MinutesState::Approved {
            self.frozen(true, MinutesState::Draft);
        }
    }

    fn frozen(&mut self, done: bool, state: MinutesState) {
        if done {
            self.state = state;
            self.say_all(&Message::Text(wire_text(&MinutesMessage::State { state })));
        }
    }

    /// The document of now; what it is made from is written down on the way.
    async fn present(&mut self) -> Result<MinutesDocument, StoreError> {
        if self.due.is_some() {
            self.project().await;
        }
        document(&self.app.store, &self.meeting, self.text.passages()).await
    }

    async fn project(&mut self) {
        match self.app.store.project_minutes(&self.meeting, &self.text.passages()).await {
            Ok(()) => self.due = None,
            Err(error) => {
                tracing::error!(%error, "the text of minutes could not be written down for readers");
                self.due = Some(Instant::now() + PROJECTED_WITHIN);
            }
        }
    }

    fn say(&mut self, to: LineId, message: Message) {
        if let Some(line) = self.lines.get(&to)
            && line.feed.try_send(message).is_err()
        {
            self.lines.remove(&to);
        }
    }

    fn say_others(&mut self, from: LineId, message: &Message) {
        self.lines.retain(|line, at| *line == from || at.feed.try_send(message.clone()).is_ok());
    }

    fn say_all(&mut self, message: &Message) {
        self.lines.retain(|_, at| at.feed.try_send(message.clone()).is_ok());
    }
}

/// What the writer of an update that could not be kept is told.
fn told(error: &StoreError) -> Refusal {
    match error {
        StoreError::Refused(refusal) => *refusal,
        StoreError::DiskFull => Refusal::DiskFull,
        other => {
            tracing::error!(error = %other, "an update of minutes could not be kept");
            Refusal::ServerFailed
        }
    }
}
