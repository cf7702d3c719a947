//! Many live tracks, transcribed at once.
//!
//! ```text
//! push -> inbox (bounded, per track) -> listening thread: decode, find speech
//!      -> work (bounded, per track)  -> workers: recognise -> sink
//! ```
//!
//! Finals come before partials: a worker takes the track whose speech has ended first. Under overload partial texts
//! are left out and counted; sound is kept as long as the queues have room, and a track that overflows is told so by
//! [`Overloaded`], after which it is caught up from its recording.

mod ear;
mod event;
mod queue;
mod threads;
mod voice;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use giaoban_models::{id::TrackId, sound::SoundFrame};

use crate::engine::{Engine, Hints};

pub(crate) use ear::{Ear, Work};
pub use event::{SpeechEvent, WordMs};
pub use queue::{Figures, Overloaded, Pace, Refused};
pub(crate) use voice::{Partials, Voice};

/// Where events go. Called from the worker threads, in order for each track; it must not block for long.
pub type Sink = Box<dyn Fn(SpeechEvent) + Send + Sync>;

/// The live pipeline. Dropping it stops its threads; [`Transcriber::drain`] lets them finish first.
pub struct Transcriber {
    shared: Arc<threads::Shared>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

impl Transcriber {
    /// Starts one listening thread and `workers` recognising threads.
    #[must_use]
    pub fn start(engine: Arc<dyn Engine>, workers: usize, sink: Sink) -> Self {
        let shared = Arc::new(threads::Shared::new(engine, workers.max(1), sink));
        let threads = threads::start(&shared, workers.max(1));
        Self { shared, threads }
    }

    /// Begins a track whose sound before `from_ms` is already transcribed; the engine listens for the hints.
    pub fn open(&self, track: TrackId, from_ms: u64, hints: Arc<Hints>) -> Result<(), Refused> {
        self.shared.with(|queues| queues.open(track, from_ms, hints))
    }

    /// Hands in the next frame of an open track. Never waits.
    pub fn push(&self, frame: SoundFrame) -> Result<(), Overloaded> {
        self.shared.with(|queues| queues.push(frame, Instant::now()))
    }

    /// Ends a track: what was being said becomes final, and the last watermark is sent.
    pub fn close(&self, track: &TrackId) {
        self.shared.with(|queues| queues.close(track));
    }

    /// What has been done and what is waiting.
    #[must_use]
    pub fn figures(&self) -> Figures {
        self.shared.with(|queues| queues.figures(Instant::now()))
    }

    /// Closes every track and waits until all is written, at most so long. Tells whether all was.
    pub fn drain(&self, patience: Duration) -> bool {
        self.shared.with(|queues| queues.close_all());
        let end = Instant::now() + patience;
        while Instant::now() < end {
            if self.shared.with(|queues| queues.is_empty()) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Transcriber {
    fn drop(&mut self) {
        self.shared.stop();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
