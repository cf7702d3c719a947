//! Engines: what turns a stretch of speech into words.

pub mod card;
pub mod conformer;
pub mod decoding;
pub mod error;
pub mod hints;
pub mod hypothesis;
pub mod scripted;
pub mod whisper;

use std::{path::Path, sync::Arc};

use giaoban_models::id::TrackId;

use crate::catalogue::Cache;

pub use card::EngineCard;
pub use conformer::Conformer;
pub use decoding::Decoding;
pub use error::EngineError;
pub use hints::Hints;
pub use hypothesis::{Hypothesis, Word};
pub use scripted::Scripted;
pub use whisper::Whisper;

/// Something that recognises speech. One engine serves all tracks at once.
pub trait Engine: Send + Sync {
    /// What it is and what is known of its model.
    fn card(&self) -> &EngineCard;

    /// Begins a new stretch of speech of that track. An engine whose card says so listens for the hints.
    fn open(&self, track: &TrackId, hints: &Arc<Hints>) -> Result<Box<dyn Recognition>, EngineError>;
}

/// A stretch of speech being recognised.
pub trait Recognition: Send {
    /// Takes the next samples, mono at 16 kHz. Returns a hypothesis when it differs from the one before.
    fn feed(&mut self, samples: &[f32]) -> Result<Option<Hypothesis>, EngineError>;

    /// Says whether others are waiting for the processor: then nothing is to be done for partial texts only.
    fn spare(&mut self, _others_wait: bool) {}

    /// Ends the stretch.
    fn finish(&mut self) -> Result<Hypothesis, EngineError>;
}

/// Loads an engine by name, with the model of the cache, or with a ggml file for `whisper`.
///
/// `workers` is how many recognitions run at the same moment; each needs memory of its own.
pub fn load(cache: &Cache, engine: &str, model: Option<&Path>, workers: usize) -> Result<Arc<dyn Engine>, EngineError> {
    load_with(cache, engine, model, workers, Decoding::default())
}

/// The same with what the engine may do to read better, so that each gain can be measured alone.
pub fn load_with(
    cache: &Cache,
    engine: &str,
    model: Option<&Path>,
    workers: usize,
    decoding: Decoding,
) -> Result<Arc<dyn Engine>, EngineError> {
    match (engine, model) {
        ("conformer", None) => Ok(Arc::new(Conformer::load(cache, workers, decoding)?)),
        ("whisper", None) => Ok(Arc::new(Whisper::load(cache)?)),
        ("whisper", Some(file)) => Ok(Arc::new(Whisper::from_file(file)?)),
        ("conformer", Some(_)) => Err(EngineError::NoSuchEngine { name: "conformer --model".into() }),
        (other, _) => Err(EngineError::NoSuchEngine { name: other.to_owned() }),
    }
}
