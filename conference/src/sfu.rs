//! The media server: takes in what each participant sends and forwards it to those who should have it.
//!
//! One worker is one thread with one UDP port; it owns every connection, the socket and all forwarding state, and
//! takes no lock. The room decides ([`Forwarding`]), this module only does. A connection is negotiated once:
//!
//! - the client offers one audio line it sends (microphone), one video line it sends (camera), and as many lines it
//!   receives as it has places: 4 for audio, 4 (commune) or 8 (hall) for video;
//! - the answer names the `mid` of each place in order, and from then on only what flows in a place changes.
//!
//! | given | chosen |
//! | --- | --- |
//! | transport | ICE-lite (RFC 8445), DTLS 1.2, SRTP with AES-GCM only (RFC 7714), everything bundled |
//! | codecs | Opus (RFC 7587) and VP8 (RFC 7741), both forwarded as they are; RTX (RFC 4588) for VP8 |
//! | voices | whoever holds the floor, and the three loudest open microphones (RFC 6464), never one's own |
//! | pictures | as the room says, of up to three sizes of each camera (RFC 8853), changing at key frames |
//! | links | estimated from the client's reports of arrival; what goes down follows `crate::link`, and padding looks for more |
//! | recording | before forwarding: each packet of an open microphone, of each camera the largest size watched |
//!
//! Only `peer` and its children name the library `rtc`. What it does not do by itself, found by reading and running it:
//! feedback from subscribers reaches the application only when an interceptor marks it (`peer/feedback.rs`), a failed
//! DTLS handshake raises no event (seen in the alert sent, `peer/alert.rs`), and packets go to the first nominated
//! address for ever (`peer.rs` follows the client to its new one).

mod camera;
mod connect;
mod continuity;
mod demand;
mod event;
mod forwarding;
mod handle;
mod key_frames;
mod layer;
mod loudness;
mod meeting;
mod offer;
mod packet;
mod peer;
mod picture_place;
mod port;
mod rate;
mod stats;
mod stun;
mod subscriber;
mod window;
mod worker;

pub use connect::{Answer, Connect};
pub use event::{DisconnectReason, SfuEvent};
pub use forwarding::Forwarding;
pub use handle::{SfuGone, SfuHandle};
pub use layer::{Layer, LayerRate, SIZES, Size};
pub use offer::OfferRefused;
pub use port::HeldPort;
pub use stats::{LinkStats, SfuStats};
pub use worker::{Sfu, SfuConfig};

pub use crate::record::MediaKind;
