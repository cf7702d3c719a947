//! Words from the rooms: hands recorded sound to the recogniser, keeps what it hears, shows it on the screens.
//!
//! The recording is the source of truth. Each sound track has a watermark, kept with the words in one transaction; what
//! lies between watermark and end of a recording is written down later, whether a restart, a missing model or an
//! overload left it there.

mod catch_up;
pub mod expected;
mod register;
pub mod rehearing;
mod scribes;
mod writer;

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use giaoban_conference::room::Entrant;
use giaoban_conference::signal::{Caption, CaptionState, CaptioningState};
use giaoban_minutes::scribe::Scribe;
use giaoban_models::id::{MeetingId, TrackId};
use giaoban_models::sound::SoundFrame;
use giaoban_models::speech_model::SpeechModel;
use giaoban_models::store::{Store, StoreError, TrackKind, TrackRow};
use giaoban_models::utterance::Utterance;
use giaoban_transcribe::catalogue::{self, Cache};
use giaoban_transcribe::engine::{self, Engine, EngineCard, EngineError};
use giaoban_transcribe::stream::{Pace, SpeechEvent, Transcriber};
use tokio::sync::mpsc;

use crate::api::wire::{SpeechLoad, SpeechPace};
use expected::Expected;
use register::Register;
use scribes::Scribes;

/// Events of the recogniser waiting to be kept. When it is full the recogniser waits with finals, and drops partials.
const EVENTS: usize = 1024;
/// Recognising threads. Two cores carry eight speaking sites with one; the rest of the machine forwards media.
const WORKERS: usize = 1;

/// The speech side of the server.
pub struct Speech {
    store: Store,
    cache: Cache,
    engine: Option<Arc<dyn Engine>>,
    transcriber: Option<Transcriber>,
    register: Register,
    scribes: Scribes,
    expected: Expected,
    /// Tracks the recogniser has been told of; only the recorder's thread touches it.
    opened: Mutex<HashSet<TrackId>>,
    events: mpsc::Sender<SpeechEvent>,
    /// Words were lost on the way of late; rooms were told that they come later.
    troubled: AtomicBool,
}

/// Which engine is to write.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `conformer`, `whisper` or `scripted`.
    pub engine: String,
    /// A model file of the operator's own, or the script.
    pub model: Option<std::path::PathBuf>,
}

impl Speech {
    /// Loads the chosen engine. Without its model the server runs and records; captions wait until it is there.
    pub fn start(store: Store, cache: Cache, choice: &Choice) -> (Self, mpsc::Receiver<SpeechEvent>) {
        let (events, inbox) = mpsc::channel(EVENTS);
        let engine = match load(&cache, choice) {
            Ok(engine) => Some(engine),
            Err(error) => {
                tracing::warn!(%error, "no captions: sound is recorded and written down once a model is there");
                None
            }
        };
        let sink = events.clone();
        let transcriber = engine.clone().map(|engine| {
            Transcriber::start(
                engine,
                WORKERS,
                Box::new(move |event| {
                    if matches!(event, SpeechEvent::Partial { .. }) {
                        let _ = sink.try_send(event);
                    } else {
                        let _ = sink.blocking_send(event);
                    }
                }),
            )
        });
        let speech = Self {
            store,
            cache,
            engine,
            transcriber,
            register: Register::default(),
            scribes: Scribes::default(),
            expected: Expected::default(),
            opened: Mutex::default(),
            events,
            troubled: AtomicBool::new(false),
        };
        (speech, inbox)
    }

    /// The engine that writes, as people are told.
    pub fn card(&self) -> Option<&EngineCard> {
        self.engine.as_ref().map(|engine| engine.card())
    }

    /// Whether words are being written, for the rooms.
    pub fn captioning(&self) -> CaptioningState {
        if self.engine.is_some() { CaptioningState::Writing } else { CaptioningState::NoModel }
    }

    /// How the recogniser keeps pace; none without a model.
    pub fn load_now(&self) -> Option<SpeechLoad> {
        let figures = self.transcriber.as_ref()?.figures();
        let pace = match figures.pace {
            Pace::Whole => SpeechPace::Whole,
            Pace::FinalsOnly => SpeechPace::FinalsOnly,
            Pace::Later => SpeechPace::Later,
        };
        let tracks = u32::try_from(figures.tracks).unwrap_or(u32::MAX);
        Some(SpeechLoad { tracks, oldest: figures.oldest_ms, pace, failures: figures.failures })
    }

    /// The catalogue as the administrator sees it.
    pub fn models(&self) -> Vec<SpeechModel> {
        catalogue::list(&self.cache, self.card().map(|card| card.model.as_str()))
    }

    /// The pen of a meeting.
    pub async fn pen(&self, meeting: &MeetingId) -> Arc<Scribe> {
        self.scribes.of(&self.store, meeting).await
    }

    /// Names or accepted words changed: the pens of all meetings are made anew.
    pub fn names_changed(&self) {
        self.scribes.forget();
    }

    /// Makes a participant's two tracks known, in the store and here, before any packet of them can arrive.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn register(&self, meeting: &MeetingId, who: &Entrant, tracks: &[TrackId; 2]) -> Result<(), StoreError> {
        for (track, kind, ending) in [(&tracks[0], TrackKind::Audio, "ogg"), (&tracks[1], TrackKind::Video, "webm")] {
            let row = TrackRow {
                id: track.clone(),
                meeting: meeting.clone(),
                participant: who.participant.clone(),
                speaker: who.account.speaker(),
                site: who.site.clone(),
                kind,
                file: format!("recordings/{meeting}/{track}.{ending}"),
                started_at: None,
                length_ms: 0,
                transcribed_until_ms: 0,
                finished: false,
                sha256: None,
                synthetic: false,
            };
            self.store.add_track(&row).await?;
            if kind == TrackKind::Audio {
                self.register.add(&row, self.expected.of(&self.store, meeting).await);
            }
        }
        Ok(())
    }

    /// Sound of a microphone, in order. Called on the recorder's thread; never waits.
    pub fn hear(&self, frame: SoundFrame) {
        let Some(transcriber) = &self.transcriber else { return };
        let track = frame.track.clone();
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.insert(track.clone())
            && let Err(error) = transcriber.open(track.clone(), 0, self.register.hints(&track))
        {
            tracing::warn!(%error, "a track is written down later");
        }
        drop(opened);
        // A refused frame is not lost: the recording has it, the watermark stays before it, and what is missing is written
        // down when the track ends.
        if transcriber.push(frame).is_err() && !self.troubled.swap(true, Ordering::Relaxed) {
            tracing::warn!(%track, "the recogniser cannot keep up; the rest of the track is written down later");
        }
    }

    /// The end of a microphone's track: its last words become final.
    pub fn closed(&self, track: &TrackId) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).remove(track);
        if let Some(transcriber) = &self.transcriber {
            transcriber.close(track);
        }
    }

    /// The last words of a meeting, as captions.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_captions(&self, meeting: &MeetingId, most: u32) -> Result<Vec<Caption>, StoreError> {
        Ok(self.store.last_finals(meeting, most).await?.iter().map(final_caption).collect())
    }

    /// Waits until the recogniser has written what it has, at most so long.
    pub fn drain(&self, patience: std::time::Duration) {
        if let Some(transcriber) = &self.transcriber
            && !transcriber.drain(patience)
        {
            tracing::info!("some sound is written down at the next start");
        }
    }
}

/// Why there is no engine.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// Its model is missing or unusable; the text names the command that mends it.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The script of the scripted engine cannot be read.
    #[error("{0}: {1}")]
    Script(std::path::PathBuf, std::io::Error),
}

/// Loads an engine as a person named it.
///
/// # Errors
/// When the model is missing or unusable, or there is no such engine.
pub fn load(cache: &Cache, choice: &Choice) -> Result<Arc<dyn Engine>, LoadError> {
    if choice.engine == "scripted" {
        let path = choice.model.as_deref().unwrap_or(Path::new(""));
        let lines = std::fs::read_to_string(path).map_err(|error| LoadError::Script(path.into(), error))?;
        return Ok(Arc::new(engine::Scripted::new(lines.lines().map(str::to_owned))));
    }
    Ok(engine::load(cache, &choice.engine, choice.model.as_deref(), WORKERS)?)
}

/// A kept utterance as a caption.
fn final_caption(utterance: &Utterance) -> Caption {
    Caption {
        id: utterance.id.clone(),
        state: CaptionState::Final,
        participant: None,
        name: utterance.speaker.name.clone(),
        post: utterance.speaker.post.clone(),
        unit_name: utterance.speaker.unit_name.clone(),
        began_at: utterance.began_at,
        text: utterance.written.clone(),
    }
}
