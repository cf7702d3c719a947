//! Ogg (RFC 3533) with Opus in it (RFC 7845): pages written whole, and read back up to the last whole one.

mod crc;
mod page;
mod reader;
mod writer;

pub use reader::{OggError, OggRecording, RecordedSound};
pub(super) use writer::OggWriter;

/// Samples the decoder needs before its output is right; its delay, so that a sample's place in the file is its place
/// in the track (RFC 7845, section 4.2).
const PRE_SKIP: u64 = 312;
