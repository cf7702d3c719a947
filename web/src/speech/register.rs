//! The tracks being heard, and whose they are.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, ParticipantId, TrackId, UtteranceId};
use giaoban_models::store::TrackRow;
use giaoban_models::utterance::Speaker;

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
    /// Identities given to utterances that are not final yet, by their number in the track.
    open: HashMap<u64, UtteranceId>,
}

/// All sound tracks being heard.
#[derive(Debug, Default)]
pub struct Register(Mutex<HashMap<TrackId, Heard>>);

impl Register {
    /// Makes a track known.
    pub fn add(&self, row: &TrackRow) {
        let heard = Heard {
            meeting: row.meeting.clone(),
            participant: row.participant.clone(),
            speaker: row.speaker.clone(),
            started_at: row.started_at,
            open: HashMap::new(),
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

    /// The track, if it is known.
    pub fn find(&self, track: &TrackId) -> Option<Heard> {
        self.lock().get(track).cloned()
    }

    /// Forgets a track.
    pub fn remove(&self, track: &TrackId) {
        self.lock().remove(track);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<TrackId, Heard>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
