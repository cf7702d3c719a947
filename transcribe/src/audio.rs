//! Sound on its way to the recognisers: whatever comes in, mono samples at 16 kHz between -1 and 1 go out.

mod encode;
pub mod error;
pub mod file;
pub mod ogg;
pub mod opus;
pub mod recorded;
pub mod resample;

pub use encode::encode_speech;
pub use error::AudioError;
pub use file::AudioFile;
pub use opus::{Heard, SpeechDecoder};
pub use recorded::RecordedTrack;
