//! How a voice is packed for a link: longer packets where headers are too dear, each sound twice where many are lost.

/// Headers of a sound packet: IPv4, UDP, RTP with the extension for its number, authentication tag (RFC 7714).
const HEADER_BITS: u32 = (20 + 8 + 12 + 8 + 16) * 8;
/// Packets of 20 ms a second.
const PACKETS: u32 = 50;
/// Estimate below which a voice goes in packets of 60 ms, and the one above which it goes in packets of 20 ms again.
const LONG_BELOW: u32 = 90_000;
const SHORT_ABOVE: u32 = 130_000;
/// Losses above which each sound goes twice, and below which once again.
const TWICE_ABOVE: f64 = 0.05;
const ONCE_BELOW: f64 = 0.02;
/// Twice costs about this share more than once, in packets that are not joined, percent.
const TWICE_PERCENT: u32 = 60;

/// How voices are packed for one link (cách đóng gói tiếng).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundForm {
    /// Frames of 20 ms in a packet, 1 to 3.
    pub frames: usize,
    /// Whether each packet also carries the one before it (RFC 2198).
    pub twice: bool,
}

impl Default for SoundForm {
    fn default() -> Self {
        Self { frames: 1, twice: false }
    }
}

impl SoundForm {
    /// What a voice of `payload` bits a second costs in this form, headers included.
    #[must_use]
    pub fn cost(self, payload: u32) -> u32 {
        let frames = self.frames.clamp(1, 3) as u32;
        payload * if self.twice { 2 } else { 1 } + HEADER_BITS * PACKETS / frames
    }
}

/// The form for a link. `before` is the one in force: it changes only when the link has clearly changed.
///
/// Longer packets and doubled ones exclude each other: the loss of 60 ms at once is what doubling is to prevent.
#[must_use]
pub fn sound_form(before: SoundForm, estimate: u32, loss: f64, voice: u32) -> SoundForm {
    let twice_affordable = estimate > voice + voice * TWICE_PERCENT / 100 + LONG_BELOW / 2;
    let lossy = if before.twice { loss > ONCE_BELOW } else { loss > TWICE_ABOVE };
    if lossy && twice_affordable {
        return SoundForm { frames: 1, twice: true };
    }
    let long = if before.frames > 1 { estimate < SHORT_ABOVE } else { estimate < LONG_BELOW };
    SoundForm { frames: if long { 3 } else { 1 }, twice: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_link_gets_longer_packets_and_keeps_them_until_it_is_clearly_better() {
        let form = |before, estimate| sound_form(before, estimate, 0.0, 46_000);
        let weak = form(SoundForm::default(), 60_000);
        assert_eq!(weak.frames, 3);
        assert_eq!(form(weak, 110_000).frames, 3);
        assert_eq!(form(SoundForm::default(), 110_000).frames, 1);
        assert_eq!(form(weak, 140_000).frames, 1);
    }

    #[test]
    fn a_lossy_link_that_can_pay_gets_every_sound_twice() {
        let form = |before, loss| sound_form(before, 500_000, loss, 46_000);
        let lossy = form(SoundForm::default(), 0.08);
        assert!(lossy.twice && form(lossy, 0.03).twice);
        assert!(!form(lossy, 0.01).twice && !form(SoundForm::default(), 0.03).twice);
        assert!(!sound_form(SoundForm::default(), 64_000, 0.2, 46_000).twice, "it cannot pay");
    }

    #[test]
    fn the_cost_is_mostly_headers() {
        let once = SoundForm::default().cost(24_000);
        let long = SoundForm { frames: 3, twice: false }.cost(24_000);
        assert_eq!((once, long), (49_600, 32_533));
    }
}
