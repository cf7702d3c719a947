//! The pictures a camera sends at once, from which each place is given one.

/// Sizes a camera may send.
pub const SIZES: usize = 3;

/// How large a picture of a camera is (lớp hình): what simulcast (RFC 8853) calls a stream.
///
/// A camera that sends one picture sends its full one, whatever its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// A quarter of the width, about 180 lines: for small places and weak links.
    Quarter,
    /// Half of the width, about 360 lines.
    Half,
    /// As the camera takes it, about 720 lines.
    Full,
}

impl Size {
    /// All of them, the smallest first.
    pub const ALL: [Self; SIZES] = [Self::Quarter, Self::Half, Self::Full];

    /// Place in an array of all sizes.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What goes into a place: a size, at its whole frame rate or at half of it.
///
/// Ordered from what costs least to what costs most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layer {
    /// How large.
    pub size: Size,
    /// Without the upper temporal layer, where the camera's stream has one: half the pictures a second.
    pub half_rate: bool,
}

impl Layer {
    /// A size at its whole frame rate.
    #[must_use]
    pub const fn whole(size: Size) -> Self {
        Self { size, half_rate: false }
    }

    /// A size at half of its frame rate.
    #[must_use]
    pub const fn halved(size: Size) -> Self {
        Self { size, half_rate: true }
    }
}

/// What a size of a camera costs and shows now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerRate {
    /// Bits a second on the wire at the whole frame rate, headers included, over the last two seconds.
    pub bits_per_second: u32,
    /// The same at half of the frame rate; none if the stream cannot be halved.
    pub halved_bits_per_second: Option<u32>,
    /// Lines of the last key frame; 0 before one came.
    pub height: u16,
}
