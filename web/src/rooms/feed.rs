//! What a room says to one socket.

use axum::extract::ws::Utf8Bytes;
use giaoban_conference::signal::ServerMessage;
use tokio::sync::mpsc;

/// Messages waiting for one socket. A client that cannot take them is cut off: it comes back by itself and finds
/// everything in the welcome, which is less than what it would have to catch up with.
const WAITING: usize = 256;

/// Sending half of a socket.
#[derive(Clone)]
pub struct Feed(mpsc::Sender<Utf8Bytes>);

impl Feed {
    /// A feed and what the socket reads from; when the feed is dropped the socket closes.
    pub fn new() -> (Self, mpsc::Receiver<Utf8Bytes>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self(sender), receiver)
    }

    /// Sends text already written; false when the client must be cut off.
    pub fn send(&self, text: Utf8Bytes) -> bool {
        self.0.try_send(text).is_ok()
    }
}

/// A message as it goes over the wire: written once, shared by every socket.
pub fn wire_text(message: &ServerMessage) -> Utf8Bytes {
    // Serialising these types cannot fail: no maps with other than text keys, no failing Serialize.
    serde_json::to_string(message).unwrap_or_default().into()
}
