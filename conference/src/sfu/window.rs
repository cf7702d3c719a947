//! Each packet once: clients send packets again over RTX, on request and also only to probe the network.

/// Packets back that are remembered; older ones are taken for known.
const WORDS: usize = 16;
const SPAN: i64 = (WORDS * 64) as i64;

/// The sequence numbers of one source that have come, over the last 1,024.
///
/// Passing a number on twice would not only waste the subscriber's link: with other content it would use an SRTP
/// counter twice, which AES-GCM does not forgive (RFC 7714, section 8.4).
#[derive(Debug, Default)]
pub(super) struct Window {
    highest: Option<i64>,
    seen: [u64; WORDS],
}

impl Window {
    /// Notes a number; says whether it is new.
    pub(super) fn admit(&mut self, sequence: u16) -> bool {
        let Some(highest) = self.highest else {
            self.highest = Some(i64::from(sequence));
            self.set(i64::from(sequence));
            return true;
        };
        let number = highest + i64::from(sequence.wrapping_sub(highest as u16) as i16);
        if number > highest {
            if number - highest >= SPAN {
                self.seen = [0; WORDS];
            } else {
                (highest + 1..=number).for_each(|skipped| self.clear(skipped));
            }
            self.highest = Some(number);
        } else if highest - number >= SPAN || self.is_set(number) {
            return false;
        }
        self.set(number);
        true
    }

    fn place(number: i64) -> (usize, u64) {
        let bit = number.rem_euclid(SPAN) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    fn set(&mut self, number: i64) {
        let (word, bit) = Self::place(number);
        self.seen[word] |= bit;
    }

    fn clear(&mut self, number: i64) {
        let (word, bit) = Self::place(number);
        self.seen[word] &= !bit;
    }

    fn is_set(&self, number: i64) -> bool {
        let (word, bit) = Self::place(number);
        self.seen[word] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_packet_sent_again_is_known_and_a_late_one_is_new() {
        let mut window = Window::default();
        assert!(window.admit(65_534));
        assert!(window.admit(1));
        assert!(window.admit(65_535), "late");
        assert!(!window.admit(65_535) && !window.admit(1) && !window.admit(65_534));
        assert!(window.admit(0));
    }

    #[test]
    fn what_is_too_old_is_taken_for_known() {
        let mut window = Window::default();
        window.admit(5_000);
        assert!(window.admit(5_000 - 1_023));
        assert!(!window.admit(5_000 - 1_024));
        assert!(window.admit(9_000), "a leap forward");
        assert!(!window.admit(5_001));
    }

    #[test]
    fn no_number_passes_twice_whatever_the_order() {
        let mut window = Window::default();
        let mut passed = HashSet::new();
        let mut seed = 7_u32;
        let mut at = 60_000_i64;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            at += 1;
            let number = at - i64::from(seed >> 22);
            if window.admit(number as u16) {
                assert!(passed.insert(number), "{number} passed twice");
            }
        }
        assert!(passed.len() > 10_000);
    }
}
