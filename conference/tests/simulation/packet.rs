//! What is on its way in a simulated meeting. Nothing of it has content: only sizes, numbers and whose it is count.

use giaoban_conference::link::Arrival;

/// From the server to a site.
#[derive(Clone, Debug)]
pub enum Down {
    /// Sound: whose, and the frames of 20 ms in the packet.
    Voice { number: u16, of: usize, frames: Vec<u64> },
    /// A piece of a picture.
    Picture { number: u16 },
    /// Padding of a burst.
    Padding { number: u16 },
}

impl Down {
    pub fn number(&self) -> u16 {
        match self {
            Self::Voice { number, .. } | Self::Picture { number } | Self::Padding { number } => *number,
        }
    }
}

/// From a site to the server.
#[derive(Clone, Debug)]
pub enum Up {
    /// A frame of 20 ms.
    Voice { frame: u64 },
    /// A piece of a picture, of a layer.
    Picture { layer: usize, bytes: u32 },
    /// What arrived; of which connection.
    Report { connection: u64, arrivals: Vec<Arrival> },
}

/// Bytes of all headers of a media packet: IP, UDP, RTP with an extension, authentication tag.
pub const HEADERS: u32 = 28 + 12 + 8 + 16;
/// Bytes of an Opus frame at 24 kbit/s.
pub const FRAME: u32 = 60;
