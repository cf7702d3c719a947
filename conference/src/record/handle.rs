//! How the media server hands packets to the recorder.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use giaoban_models::id::TrackId;

use super::{IngestPacket, RecorderStats, TrackStart};

/// Closings waiting for the recorder's next look; more than tracks can be open is never needed.
const MAX_CLOSINGS: usize = 4096;

/// What an inlet and the recorder share about one track.
#[derive(Debug)]
pub(super) struct TrackShared {
    pub(super) start: TrackStart,
    pub(super) key_frame_wanted: AtomicBool,
}

/// One queue entry.
pub(super) enum Message {
    Packet(Arc<TrackShared>, IngestPacket),
    Finish,
}

/// What all handles and the recorder share.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) closings: Mutex<HashSet<TrackId>>,
    pub(super) accepted: AtomicU64,
    pub(super) dropped: AtomicU64,
    pub(super) open_tracks: AtomicU64,
    pub(super) write_errors: AtomicU64,
    pub(super) thread: Mutex<Option<JoinHandle<()>>>,
}

/// Opens, closes and counts tracks. Cheap to clone.
#[derive(Clone)]
pub struct RecorderHandle {
    pub(super) queue: SyncSender<Message>,
    pub(super) shared: Arc<Shared>,
}

impl RecorderHandle {
    /// An inlet for a new track. Its file appears with the first packet and is finished when the inlet is dropped or
    /// [`close`](Self::close) is called.
    #[must_use]
    pub fn open(&self, start: TrackStart) -> TrackInlet {
        TrackInlet {
            track: Arc::new(TrackShared { start, key_frame_wanted: AtomicBool::new(false) }),
            queue: self.queue.clone(),
            shared: Arc::clone(&self.shared),
        }
    }

    /// Finishes the file of a track; packets that come later are ignored. Takes effect within 200 ms.
    pub fn close(&self, track: &TrackId) {
        let mut closings = self.shared.closings.lock().unwrap_or_else(PoisonError::into_inner);
        if closings.len() < MAX_CLOSINGS {
            closings.insert(track.clone());
        }
    }

    /// Finishes all files and ends the recorder; returns when that is done. For the end of the process.
    pub fn finish(&self) {
        // The recorder drains its queue, so this send waits milliseconds, not for ever.
        if self.queue.send(Message::Finish).is_ok() {
            let thread = self.shared.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(thread) = thread {
                let _ = thread.join();
            }
        }
    }

    /// Counts since the start.
    #[must_use]
    pub fn stats(&self) -> RecorderStats {
        RecorderStats {
            accepted: self.shared.accepted.load(Ordering::Relaxed),
            dropped: self.shared.dropped.load(Ordering::Relaxed),
            open_tracks: self.shared.open_tracks.load(Ordering::Relaxed),
            write_errors: self.shared.write_errors.load(Ordering::Relaxed),
        }
    }
}

/// Where one track's packets go in.
pub struct TrackInlet {
    track: Arc<TrackShared>,
    queue: SyncSender<Message>,
    shared: Arc<Shared>,
}

impl TrackInlet {
    /// What this inlet records.
    #[must_use]
    pub fn start(&self) -> &TrackStart {
        &self.track.start
    }

    /// Hands a packet over without waiting. A full queue drops and counts it; the sequence number tells the recorder.
    pub fn push(&self, packet: IngestPacket) {
        match self.queue.try_send(Message::Packet(Arc::clone(&self.track), packet)) {
            Ok(()) => self.shared.accepted.fetch_add(1, Ordering::Relaxed),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                self.shared.dropped.fetch_add(1, Ordering::Relaxed)
            }
        };
    }

    /// Whether the recorder waits for a picture it can start from (asked once per want).
    #[must_use]
    pub fn take_key_frame_wanted(&self) -> bool {
        self.track.key_frame_wanted.load(Ordering::Relaxed)
            && self.track.key_frame_wanted.swap(false, Ordering::Relaxed)
    }
}
