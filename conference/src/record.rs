//! Recording at ingest: what a microphone or camera sent, kept per track before anybody else gets it.
//!
//! One thread writes all tracks. It is fed through one bounded queue ([`RecorderConfig::queue`] packets); when the
//! queue is full the packet is dropped, counted ([`RecorderStats::dropped`]) and stays visible as a gap in its track,
//! because position in a file is time in the track.
//!
//! | track | file | what protects it | lost by a kill |
//! | --- | --- | --- | --- |
//! | sound | `<meeting>/<track>.ogg`, Ogg Opus (RFC 7845) | CRC of each page | at most one page, 1 s |
//! | picture | `<meeting>/<track>.webm`, VP8 in WebM | CRC-32 element of each cluster | at most one cluster, 2 s |
//!
//! Pages and clusters are written with one `write` each and reach the kernel at once, so ending the process loses only
//! the page being filled; nothing is synced to the disk before a track ends, so a power cut can lose what the kernel
//! still held (about half a minute with Linux defaults). A file names its meeting, track, participant and start.

mod file;
mod frame;
mod handle;
mod matroska;
pub mod ogg;
pub(crate) mod opus;
mod packet;
mod picture;
mod recorder;
mod reorder;
mod sound;
mod timeline;
mod track;
pub(crate) mod vp8;

pub use handle::{RecorderHandle, TrackInlet};
pub use packet::{IngestPacket, MediaKind};
pub use recorder::{RecorderConfig, start};
pub use track::{FailureReason, RecordEvent, RecorderStats, TrackStart};
