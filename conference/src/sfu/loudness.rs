//! Who is heard: the loudest open microphones, without flapping (levels of RFC 6464).

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::peer::PeerKey;

/// Voices heard beside the one that holds the floor.
pub(super) const VOICES: usize = 3;
/// Loudness, in dB above silence (127 is overload), from which somebody counts as speaking.
const SPEAKING: f32 = 72.0;
/// How much louder a new voice must be than the weakest one heard.
const MARGIN: f32 = 6.0;
/// How long a voice is heard at least, once it is.
const HOLD: Duration = Duration::from_millis(1_500);
/// How long after its last loud moment somebody still counts as speaking.
const LINGER: Duration = Duration::from_millis(800);
/// Without packets for this long a voice is silent.
const STALE: Duration = Duration::from_millis(600);

#[derive(Debug)]
struct Voice {
    /// Smoothed dB above silence.
    loudness: f32,
    heard_at: Instant,
    loud_at: Option<Instant>,
    chosen_at: Option<Instant>,
}

/// Loudness of the open microphones of one meeting.
#[derive(Debug, Default)]
pub(super) struct Loudness {
    voices: HashMap<PeerKey, Voice>,
    chosen: Vec<PeerKey>,
}

impl Loudness {
    /// Takes in a level (dB below overload). Says whether the choice of voices changed.
    pub(super) fn heard(&mut self, peer: PeerKey, level: u8, now: Instant) -> bool {
        let loudness = 127.0 - f32::from(level.min(127));
        let voice =
            self.voices.entry(peer).or_insert(Voice { loudness: 0.0, heard_at: now, loud_at: None, chosen_at: None });
        // Up within two packets, so that no first syllable is lost; down over about half a second.
        let weight = if loudness > voice.loudness { 0.6 } else { 0.04 };
        voice.loudness += (loudness - voice.loudness) * weight;
        voice.heard_at = now;
        if voice.loudness >= SPEAKING {
            voice.loud_at = Some(now);
        }
        !self.chosen.contains(&peer) && self.choose(peer, now)
    }

    /// A microphone was closed or its sender is gone. Says whether the choice changed.
    pub(super) fn forget(&mut self, peer: PeerKey) -> bool {
        self.voices.remove(&peer);
        let before = self.chosen.len();
        self.chosen.retain(|chosen| *chosen != peer);
        before != self.chosen.len()
    }

    /// The voices heard, in no particular order.
    pub(super) fn chosen(&self) -> &[PeerKey] {
        &self.chosen
    }

    /// Who is speaking now, loudest first, with levels in dB below overload.
    pub(super) fn speaking(&self, now: Instant) -> Vec<(PeerKey, u8)> {
        let mut speaking: Vec<_> = self
            .voices
            .iter()
            .filter(|(_, voice)| {
                voice.loud_at.is_some_and(|at| now.saturating_duration_since(at) < LINGER) && voice.present(now)
            })
            .map(|(peer, voice)| (*peer, (127.0 - voice.loudness).clamp(0.0, 127.0) as u8))
            .collect();
        speaking.sort_by_key(|(peer, level)| (*level, *peer));
        speaking
    }

    fn choose(&mut self, peer: PeerKey, now: Instant) -> bool {
        if self.chosen.len() < VOICES {
            self.chosen.push(peer);
        } else {
            let Some(new) = self.voices.get(&peer).filter(|voice| voice.loudness >= SPEAKING) else { return false };
            let weakest = self
                .chosen
                .iter()
                .enumerate()
                .min_by(|(_, a), (_, b)| self.rank(**a, now).total_cmp(&self.rank(**b, now)));
            let Some((place, weakest)) = weakest else { return false };
            let rank = self.rank(*weakest, now);
            let held = self
                .voices
                .get(weakest)
                .and_then(|voice| voice.chosen_at)
                .is_some_and(|at| now.saturating_duration_since(at) < HOLD);
            if (held && rank >= SPEAKING) || new.loudness < rank + MARGIN {
                return false;
            }
            self.chosen[place] = peer;
        }
        if let Some(voice) = self.voices.get_mut(&peer) {
            voice.chosen_at = Some(now);
        }
        true
    }

    /// Loudness as it counts for the choice: who does not send counts as silent.
    fn rank(&self, peer: PeerKey, now: Instant) -> f32 {
        self.voices.get(&peer).map_or(0.0, |voice| if voice.present(now) { voice.loudness } else { 0.0 })
    }
}

impl Voice {
    fn present(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.heard_at) < STALE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: u8 = 80;
    const LOUD: u8 = 25;

    struct Room {
        loudness: Loudness,
        now: Instant,
    }

    impl Room {
        /// So many packets of each, 20 ms apart; counts the changes.
        fn talk(&mut self, packets: u32, levels: &[(u64, u8)]) -> u32 {
            let mut changes = 0;
            for _ in 0..packets {
                self.now += Duration::from_millis(20);
                for (peer, level) in levels {
                    changes += u32::from(self.loudness.heard(PeerKey(*peer), *level, self.now));
                }
            }
            changes
        }

        fn chosen(&self) -> Vec<u64> {
            let mut chosen: Vec<u64> = self.loudness.chosen().iter().map(|key| key.0).collect();
            chosen.sort_unstable();
            chosen
        }
    }

    fn room() -> Room {
        Room { loudness: Loudness::default(), now: Instant::now() }
    }

    #[test]
    fn the_first_three_are_heard_at_once() {
        let mut room = room();
        room.talk(1, &[(1, LOUD), (2, QUIET), (3, QUIET), (4, QUIET)]);
        assert_eq!(room.chosen(), [1, 2, 3]);
    }

    #[test]
    fn who_begins_to_speak_takes_the_place_of_a_silent_one_within_two_packets() {
        let mut room = room();
        room.talk(100, &[(1, LOUD), (2, QUIET), (3, QUIET), (4, QUIET)]);
        room.talk(2, &[(1, LOUD), (2, QUIET), (3, QUIET), (4, LOUD)]);
        assert!(room.chosen().contains(&4) && room.chosen().contains(&1));
    }

    #[test]
    fn four_equal_voices_do_not_take_turns() {
        let mut room = room();
        room.talk(5, &[(1, LOUD), (2, LOUD), (3, LOUD), (4, LOUD)]);
        let changes = room.talk(500, &[(1, LOUD), (2, LOUD + 3), (3, LOUD), (4, LOUD + 1)]);
        assert_eq!(changes, 0);
    }

    #[test]
    fn a_pause_for_breath_does_not_cost_the_place() {
        let mut room = room();
        room.talk(100, &[(1, LOUD), (2, LOUD), (3, LOUD), (4, QUIET)]);
        let changes = room.talk(20, &[(1, QUIET), (2, LOUD), (3, LOUD), (4, QUIET)]);
        assert_eq!(changes, 0);
        assert_eq!(room.chosen(), [1, 2, 3]);
    }

    #[test]
    fn who_stops_sending_gives_the_place_up() {
        let mut room = room();
        room.talk(100, &[(1, LOUD), (2, LOUD), (3, LOUD)]);
        room.talk(40, &[(1, LOUD), (2, LOUD), (4, LOUD)]);
        assert_eq!(room.chosen(), [1, 2, 4]);
        assert!(room.loudness.forget(PeerKey(4)));
        assert_eq!(room.chosen(), [1, 2]);
    }

    #[test]
    fn speakers_are_told_loudest_first_and_the_silent_not() {
        let mut room = room();
        room.talk(50, &[(1, 40), (2, LOUD), (3, QUIET)]);
        let speaking = room.loudness.speaking(room.now);
        assert_eq!(speaking.iter().map(|(key, _)| key.0).collect::<Vec<_>>(), [2, 1]);
        assert!(speaking[0].1 < speaking[1].1);
        assert_eq!(room.loudness.speaking(room.now + Duration::from_secs(1)), []);
    }
}
