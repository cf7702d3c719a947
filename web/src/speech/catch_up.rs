//! Writing down what lies in recordings beyond their watermark.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use giaoban_conference::record::ogg::OggRecording;
use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, TrackId};
use giaoban_models::sound::TRACK_RATE;
use giaoban_models::store::{StoreError, TrackKind, TrackRow};
use giaoban_transcribe::recording::transcribe_recording;

use super::Speech;
use super::register::Heard;
use crate::server::App;

/// The watermark may stay this far before the end of a recording: the last frames of a track hold no whole word.
const TAIL: i64 = 400;
/// How long the last words of a track that has just ended may take to be kept.
const LAST_WORDS: Duration = Duration::from_secs(6);
/// How long the end of a meeting waits for its last words.
const SETTLING: Duration = Duration::from_secs(8);

impl Speech {
    /// At the start of the server: closes the tracks a kill left open and writes down what nobody has.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_up(app: &Arc<App>) -> Result<(), StoreError> {
        for track in app.store.unfinished_tracks().await? {
            let (length, began) = match track.kind {
                TrackKind::Audio => recorded(app, &track).await.unwrap_or((0, None)),
                TrackKind::Video => (track.length_ms, None),
            };
            // Killed between the first packet and its note: the file itself knows when it began.
            if let (None, Some(at)) = (track.started_at, began) {
                app.store.track_started(&track.id, at).await?;
            }
            app.store.finish_track(&track.id, length, None).await?;
        }
        let app = app.clone();
        tokio::spawn(async move {
            match app.store.unwritten_anywhere().await {
                Ok(tracks) => {
                    for track in tracks {
                        write_down(&app, track).await;
                    }
                }
                Err(error) => tracing::error!(%error, "unwritten recordings could not be looked up"),
            }
        });
        Ok(())
    }

    /// A track has ended with this length: its last words are waited for, then what is missing is written down.
    pub async fn finish(app: Arc<App>, track: TrackId, length_ms: i64) {
        app.speech.closed(&track);
        if let Err(error) = app.store.finish_track(&track, length_ms, None).await {
            tracing::error!(%error, "a track could not be closed in the store");
        }
        if app.speech.engine.is_some() {
            let written = |tracks: &HashMap<TrackId, Heard>| {
                tracks.get(&track).is_none_or(|heard| length_ms - heard.reached < TAIL)
            };
            if !app.speech.register.wait(LAST_WORDS, written).await {
                Self::write_rest(&app, &track).await;
            }
        }
        app.speech.register.remove(&track);
    }

    /// Waits until all that was said in a meeting is in its transcript, so that nobody reads half of it; at most a few
    /// seconds, because what is missing then comes from the recording.
    pub async fn settle(&self, meeting: &MeetingId) {
        let written = |tracks: &HashMap<TrackId, Heard>| {
            tracks.values().all(|heard| heard.meeting != *meeting || heard.started_at.is_none())
        };
        self.register.wait(SETTLING, written).await;
    }

    async fn write_rest(app: &Arc<App>, track: &TrackId) {
        let Some(heard) = app.speech.register.find(track) else { return };
        match app.store.unwritten(&heard.meeting).await {
            Ok(rows) => {
                if let Some(row) = rows.into_iter().find(|row| row.id == *track) {
                    write_down(app, row).await;
                }
            }
            Err(error) => tracing::error!(%error, "unwritten recordings could not be looked up"),
        }
    }
}

/// Writes down one finished recording from its watermark on.
async fn write_down(app: &Arc<App>, row: TrackRow) {
    let Some(engine) = app.speech.engine.clone() else { return };
    if row.kind != TrackKind::Audio || row.length_ms - row.transcribed_until_ms < TAIL {
        return;
    }
    let from = u64::try_from(row.transcribed_until_ms).unwrap_or(0);
    tracing::info!(track = %row.id, from_ms = from, to_ms = row.length_ms, "a recording is written down");
    if app.speech.register.find(&row.id).is_none() {
        let hints = app.speech.expected.of(&app.store, &row.meeting).await;
        app.speech.register.add(&row, hints);
    }
    let (path, track, events) = (app.data.join(&row.file), row.id.clone(), app.speech.events.clone());
    let hints = app.speech.register.hints(&row.id);
    let done = tokio::task::spawn_blocking(move || {
        transcribe_recording(&engine, &path, &track, from, &hints, &mut |event| {
            let _ = events.blocking_send(event);
        })
    })
    .await;
    match done {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::error!(%error, track = %row.id, "a recording could not be read"),
        Err(error) => tracing::error!(%error, track = %row.id, "writing down a recording broke off"),
    }
}

/// Length of a sound recording on disk in milliseconds, and when it began; nothing when there is no readable file.
async fn recorded(app: &App, row: &TrackRow) -> Option<(i64, Option<Moment>)> {
    let path = app.data.join(&row.file);
    tokio::task::spawn_blocking(move || {
        let recording = OggRecording::open(&path).ok()?;
        let began = recording.comment("STARTED_AT").and_then(|text| text.parse().ok()).map(Moment);
        Some((i64::try_from(recording.samples() * 1000 / u64::from(TRACK_RATE)).ok()?, began))
    })
    .await
    .ok()
    .flatten()
}
