//! Keeps what the recogniser hears and shows it: first in the store, then on the screens.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use giaoban_conference::room::Input;
use giaoban_conference::signal::{Caption, CaptionState, CaptioningState};
use giaoban_models::id::{MeetingId, TrackId};
use giaoban_models::store::{Kept, StoreError};
use giaoban_models::utterance::{Utterance, Word};
use giaoban_transcribe::stream::{SpeechEvent, WordMs};
use tokio::sync::mpsc;

use super::{Speech, final_caption};
use crate::rooms::Event;
use crate::server::App;

impl Speech {
    /// Runs for the life of the server.
    pub async fn write(app: Arc<App>, mut inbox: mpsc::Receiver<SpeechEvent>) {
        while let Some(event) = inbox.recv().await {
            let track = event.track().clone();
            if let Err(error) = app.speech.note(&app, event).await {
                // The watermark did not move: the words come again from the recording.
                tracing::error!(%error, %track, "words could not be kept");
                app.speech.troubled.store(true, Ordering::Relaxed);
                if let Some(heard) = app.speech.register.find(&track) {
                    tell(&app, &heard.meeting, Event::Input(Input::Captions(CaptioningState::Later)));
                }
            }
        }
    }

    async fn note(&self, app: &App, event: SpeechEvent) -> Result<(), StoreError> {
        match event {
            SpeechEvent::Partial { track, utterance, t0_ms, text, .. } => {
                let Some((heard, id)) = self.register.utterance(&track, utterance, false) else { return Ok(()) };
                let caption = Caption {
                    id,
                    state: CaptionState::Partial,
                    participant: Some(heard.participant),
                    name: heard.speaker.name,
                    post: heard.speaker.post,
                    unit_name: heard.speaker.unit_name,
                    began_at: heard.started_at.unwrap_or_else(|| app.now()).plus(signed(t0_ms)),
                    text,
                };
                tell(app, &heard.meeting, Event::Caption(caption));
                Ok(())
            }
            SpeechEvent::Final { track, utterance, t0_ms, t1_ms, text, words, confidence, latency_ms } => {
                tracing::debug!(latency_ms, "an utterance is final");
                let Some((heard, id)) = self.register.utterance(&track, utterance, true) else { return Ok(()) };
                let started_at = heard.started_at.unwrap_or_else(|| app.now().plus(-signed(t1_ms)));
                let scribe = self.pen(&heard.meeting).await;
                let utterance = Utterance {
                    id,
                    meeting: heard.meeting.clone(),
                    track: track.clone(),
                    speaker: heard.speaker.clone(),
                    began_at: started_at.plus(signed(t0_ms)),
                    t0: signed(t0_ms),
                    t1: signed(t1_ms),
                    written: scribe.write(&text, &pauses(&words)).text,
                    revision: 0,
                    corrected_by: None,
                    spoken: text,
                    words: words.into_iter().map(word).collect(),
                    confidence,
                    engine: self.card().map(|card| format!("{}/{}", card.engine, card.model)).unwrap_or_default(),
                };
                let kept = self.store.add_final(&utterance, signed(t1_ms)).await?;
                if self.troubled.swap(false, Ordering::Relaxed) {
                    tell(app, &heard.meeting, Event::Input(Input::Captions(CaptioningState::Writing)));
                }
                if kept == Kept::New {
                    let caption = Caption { participant: Some(heard.participant), ..final_caption(&utterance) };
                    tell(app, &heard.meeting, Event::Caption(caption));
                }
                Ok(())
            }
            SpeechEvent::Reached { track, until_ms } => {
                self.store.advance_watermark(&track, signed(until_ms)).await?;
                self.register.reached(&track, signed(until_ms));
                Ok(())
            }
            SpeechEvent::Failed { track, from_ms, reason } => {
                tracing::error!(%track, from_ms, reason, "a stretch was not recognised; it stays in the recording");
                self.troubled.store(true, Ordering::Relaxed);
                if let Some(heard) = self.register.find(&track) {
                    tell(app, &heard.meeting, Event::Input(Input::Captions(CaptioningState::Later)));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Notes when a track's first packet arrived.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn started(&self, track: &TrackId, at: giaoban_models::clock::Moment) -> Result<(), StoreError> {
        self.register.started(track, at);
        self.store.track_started(track, at).await
    }
}

/// Shows something in a meeting's room, if anybody is there. The room may be too busy to take it; the record has it.
fn tell(app: &App, meeting: &MeetingId, event: Event) {
    if let Some(room) = app.rooms.find(meeting)
        && !room.try_send(event)
    {
        tracing::debug!("a room was too busy for a caption");
    }
}

/// Silence after each word, ms. Engines that give no times, or several words as one, give no pauses.
fn pauses(words: &[WordMs]) -> Vec<u32> {
    let after = |pair: &[WordMs]| u32::try_from(pair[1].t0_ms.saturating_sub(pair[0].t1_ms)).unwrap_or(u32::MAX);
    let mut pauses: Vec<u32> = words.windows(2).map(after).collect();
    pauses.extend(words.last().map(|_| 0));
    pauses
}

fn word(word: WordMs) -> Word {
    Word { t0: signed(word.t0_ms), t1: signed(word.t1_ms), text: word.text, p: word.p }
}

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
