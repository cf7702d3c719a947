//! A meeting in progress: the room that decides, the media server that forwards, the recorder that keeps.

pub mod link;
pub mod record;
pub mod room;
pub mod sfu;
pub mod signal;
