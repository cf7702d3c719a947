//! The tracks being heard, and whose they are.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, ParticipantId, TrackId, UtteranceId};
use giaoban_models::store::TrackRow;
use giaoban_models::utterance::Speaker;
use giaoban_transcribe::engine::Hints;
use tokio::sync::Notify;

/// One sound track.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Its meeting.
    pub meeting: MeetingId,
    /// Whose device.
    pub participant: ParticipantId,
    /// Who speaks there.
    pub speaker: Speaker,
    /// When its first sample arrived.
    pub started_at: Option<Moment>,
    /// Up to where words are kept, milliseconds.
    pub reached: i64,
    /// Identities given to utterances that are not final yet, by their number in the track.
    open: HashMap<u64, UtteranceId>,
    /// What to listen for.
    pub hints: Arc<Hints>,
}

/// All sound tracks being heard.
#[derive(Debug, Default)]
pub struct Register {
    tracks: Mutex<HashMap<TrackId, Heard>>,
    changed: Notify,
}

impl Register {
    /// Makes a track known, and what to listen for in it.
    pub fn add(&self, row: &TrackRow, hints: Arc<Hints>) {
        let heard = Heard {
            meeting: row.meeting.clone(),
            participant: row.participant.clone(),
            speaker: row.speaker.clone(),
            started_at: row.started_at,
            reached: row.transcribed_until_ms,
            open: HashMap::new(),
            hints,
        };
        self.lock().insert(row.id.clone(), heard);
    }

    /// Notes when a track began.
    pub fn started(&self, track: &TrackId, at: Moment) {
        if let Some(heard) = self.lock().get_mut(track) {
            heard.started_at.get_or_insert(at);
        }
    }

    /// The track and the identity of its utterance with that number: the same from the first partial to the final.
    pub fn utterance(&self, track: &TrackId, number: u64, last: bool) -> Option<(Heard, UtteranceId)> {
        let mut tracks = self.lock();
        let heard = tracks.get_mut(track)?;
        let known = if last { heard.open.remove(&number) } else { heard.open.get(&number).cloned() };
        let id = known.unwrap_or_else(|| {
            let fresh = UtteranceId::fresh();
            if !last {
                heard.open.insert(number, fresh.clone());
            }
            fresh
        });
        Some((heard.clone(), id))
    }

    /// What to listen for in a track.
    pub fn hints(&self, track: &TrackId) -> Arc<Hints> {
        self.lock().get(track).map(|heard| heard.hints.clone()).unwrap_or_default()
    }

    /// The track, if it is known.
    pub fn find(&self, track: &TrackId) -> Option<Heard> {
        self.lock().get(track).cloned()
    }

    /// Notes up to where words of a track are kept.
    pub fn reached(&self, track: &TrackId, until: i64) {
        if let Some(heard) = self.lock().get_mut(track) {
            heard.reached = heard.reached.max(until);
        }
        self.changed.notify_waiters();
    }

    /// Forgets a track: all its words are kept, or wait in the recording.
    pub fn remove(&self, track: &TrackId) {
        self.lock().remove(track);
        self.changed.notify_waiters();
    }

    /// Waits until `done` holds for the tracks, at most so long; tells whether it does.
    pub async fn wait(&self, patience: Duration, done: impl Fn(&HashMap<TrackId, Heard>) -> bool) -> bool {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                // Listening before looking, so that no change slips between.
                changed.as_mut().enable();
                if done(&self.lock()) {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(patience, waiting).await.is_ok()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<TrackId, Heard>> {
        self.tracks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
