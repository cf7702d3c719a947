//! The pens of the meetings being written: each knows the names of its meeting's day, and what people accepted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use giaoban_minutes::scribe::Scribe;
use giaoban_models::id::MeetingId;
use giaoban_models::store::{Store, StoreError};

use crate::misheard;

/// Meetings whose names are held at most; the next one starts anew.
const HELD: usize = 16;

/// Pens by meeting.
#[derive(Default)]
pub struct Scribes {
    open: Mutex<HashMap<MeetingId, Arc<Scribe>>>,
}

impl Scribes {
    /// The pen of a meeting. Where its names cannot be read it writes without them: words do not wait for names.
    pub async fn of(&self, store: &Store, meeting: &MeetingId) -> Arc<Scribe> {
        if let Some(known) = self.lock().get(meeting) {
            return known.clone();
        }
        match named(store, meeting).await {
            Ok(scribe) => {
                let scribe = Arc::new(scribe);
                let mut open = self.lock();
                if open.len() >= HELD {
                    open.clear();
                }
                open.insert(meeting.clone(), scribe.clone());
                scribe
            }
            Err(error) => {
                tracing::warn!(%error, %meeting, "the names of a meeting could not be read");
                Arc::default()
            }
        }
    }

    /// The next words of every meeting are written with pens made anew.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<MeetingId, Arc<Scribe>>> {
        // Each change of the map is one call: a panic cannot leave it half changed.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn named(store: &Store, meeting: &MeetingId) -> Result<Scribe, StoreError> {
    let scribe = match store.meeting_for_room(meeting).await? {
        Some(called) => Scribe::new(&store.gazetteer(&called.starts_at.day_in_vietnam()).await?),
        None => Scribe::default(),
    };
    Ok(scribe.with_learned(&misheard::learned(store).await?))
}
