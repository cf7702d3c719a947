//! Where speech begins and ends in a stream of sound.
//!
//! A [`Segmenter`] is pure: samples go in, [`Event`]s come out, positions are sample counts at 16 kHz since the start
//! of the track. Speech begins a little before it was noticed (pre-roll) and ends after a pause (hang-over). Speech
//! without pauses is cut at the quietest place of its last seconds.

use std::collections::VecDeque;

use giaoban_models::sound::SPEECH_RATE;

use crate::vad::{Detector, FRAME, VoiceDetector, loudness};

const fn ms(milliseconds: u64) -> u64 {
    milliseconds * SPEECH_RATE as u64 / 1000
}

/// Sound before the first voiced frame that belongs to the speech.
const PRE_ROLL: u64 = ms(300);
/// Pause that ends speech.
const HANG_OVER: u64 = ms(560);
/// Speech longer than this is cut.
const LONGEST: u64 = ms(20_000);
/// Where the cut may fall, counted back from its end.
const CUT_WINDOW: u64 = ms(5_000);
/// Sound after the cut that must remain, so that the new utterance does not begin in mid-word.
const CUT_MARGIN: u64 = ms(200);
/// Frames over which loudness is smoothed when the quietest place is sought: 144 ms.
const SMOOTH: usize = 9;
/// Score at which speech may begin, and at which it goes on.
const BEGIN_SCORE: f32 = 0.5;
const CONTINUE_SCORE: f32 = 0.3;
/// Voiced frames among the last [`RECENT`] that begin speech.
const BEGIN_FRAMES: usize = 3;
const RECENT: usize = 6;

/// What the segmenter found. `at` and `until` are samples since the start of the track.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Somebody began to speak; sound follows from `at` on.
    SpeechBegan {
        /// First sample of the speech, pre-roll included.
        at: u64,
    },
    /// Sound of the running speech, without holes.
    Sound(Vec<f32>),
    /// The speech is over.
    SpeechEnded {
        /// End of the last voiced frame.
        at: u64,
        /// End of the sound that was given out, pause included.
        until: u64,
    },
    /// The speech went on too long and is divided here. A `SpeechBegan` at the same place follows, and the sound from
    /// there is given out again.
    SpeechCut {
        /// The quietest place.
        at: u64,
    },
}

/// Finds the speech in one track.
pub struct Segmenter<D = VoiceDetector> {
    detector: D,
    /// Samples that do not fill a frame yet.
    partial: Vec<f32>,
    /// Start of the next frame.
    position: u64,
    /// The latest whole frames: pre-roll while it is quiet, the cut window while somebody speaks.
    history: VecDeque<f32>,
    /// Loudness of the frames in the cut window.
    loudness: VecDeque<f32>,
    /// Whether each of the latest frames was voiced.
    recent: VecDeque<bool>,
    /// Nothing before this belongs to the next speech.
    earliest: u64,
    speech: Option<Speech>,
}

struct Speech {
    began: u64,
    voiced_until: u64,
}

impl Segmenter<VoiceDetector> {
    /// A segmenter whose first sample is at that position.
    #[must_use]
    pub fn new(position: u64) -> Self {
        Self::with_detector(VoiceDetector::default(), position)
    }
}

impl<D: Detector> Segmenter<D> {
    /// A segmenter that asks another detector.
    pub fn with_detector(detector: D, position: u64) -> Self {
        Self {
            detector,
            partial: Vec::with_capacity(FRAME),
            position,
            history: VecDeque::new(),
            loudness: VecDeque::new(),
            recent: VecDeque::new(),
            earliest: position,
            speech: None,
        }
    }

    /// Takes the next samples.
    pub fn push(&mut self, mut samples: &[f32], out: &mut Vec<Event>) {
        while !samples.is_empty() {
            let (now, later) = samples.split_at((FRAME - self.partial.len()).min(samples.len()));
            self.partial.extend_from_slice(now);
            samples = later;
            if let Ok(frame) = <&[f32; FRAME]>::try_from(&self.partial[..]) {
                let frame = *frame;
                self.partial.clear();
                self.frame(&frame, out);
            }
        }
    }

    /// Takes that many samples of silence, however many they are.
    pub fn silence(&mut self, samples: u64, out: &mut Vec<Event>) {
        let heard = samples.min(HANG_OVER + PRE_ROLL);
        self.push(&vec![0.0; heard as usize], out);
        let skipped = samples - heard;
        if skipped > 0 {
            // Whatever was being said has ended by now, and the pre-roll is silence wherever it is taken from.
            self.position += skipped;
            self.detector.reset();
        }
    }

    /// The track is over: running speech ends here.
    pub fn finish(&mut self, out: &mut Vec<Event>) {
        let rest = self.partial.len();
        if rest > 0 {
            self.push(&vec![0.0; FRAME - rest], out);
        }
        if let Some(speech) = self.speech.take() {
            out.push(Event::SpeechEnded { at: speech.voiced_until, until: self.position });
        }
    }

    /// Everything before this sample is decided: it was given out as speech that has ended, or was quiet.
    #[must_use]
    pub fn settled(&self) -> u64 {
        match &self.speech {
            Some(speech) => speech.began,
            None => self.position.saturating_sub(PRE_ROLL + (RECENT * FRAME) as u64).max(self.earliest),
        }
    }

    fn frame(&mut self, frame: &[f32; FRAME], out: &mut Vec<Event>) {
        let score = self.detector.score(frame);
        self.position += FRAME as u64;
        let keep = if self.speech.is_some() { CUT_WINDOW } else { PRE_ROLL + (RECENT * FRAME) as u64 };
        self.history.extend(frame);
        let excess = self.history.len().saturating_sub(keep as usize);
        self.history.drain(..excess);
        self.loudness.push_back(loudness(frame));
        while self.loudness.len() > CUT_WINDOW as usize / FRAME {
            self.loudness.pop_front();
        }
        match &mut self.speech {
            None => self.listen(score, out),
            Some(speech) => {
                if score >= CONTINUE_SCORE {
                    speech.voiced_until = self.position;
                }
                let ended = self.position - speech.voiced_until >= HANG_OVER;
                let too_long = self.position - speech.began >= LONGEST;
                give(frame, out);
                if ended {
                    self.end(out);
                } else if too_long {
                    self.cut(out);
                }
            }
        }
    }

    fn listen(&mut self, score: f32, out: &mut Vec<Event>) {
        self.recent.push_back(score >= BEGIN_SCORE);
        if self.recent.len() > RECENT {
            self.recent.pop_front();
        }
        if self.recent.iter().filter(|&&voiced| voiced).count() < BEGIN_FRAMES {
            return;
        }
        let first = self.recent.iter().position(|&voiced| voiced).unwrap_or(0);
        let voiced_from = self.position - ((self.recent.len() - first) * FRAME) as u64;
        let oldest = self.position - self.history.len() as u64;
        let began = voiced_from.saturating_sub(PRE_ROLL).max(self.earliest).max(oldest);
        self.begin(began, out);
        self.recent.clear();
    }

    fn begin(&mut self, began: u64, out: &mut Vec<Event>) {
        let back = (self.position - began) as usize;
        out.push(Event::SpeechBegan { at: began });
        let sound: Vec<f32> = self.history.range(self.history.len() - back..).copied().collect();
        if !sound.is_empty() {
            out.push(Event::Sound(sound));
        }
        self.speech = Some(Speech { began, voiced_until: self.position });
    }

    fn end(&mut self, out: &mut Vec<Event>) {
        if let Some(speech) = self.speech.take() {
            out.push(Event::SpeechEnded { at: speech.voiced_until, until: self.position });
            // The pause may be the pre-roll of what comes next, the speech may not.
            self.earliest = speech.voiced_until;
        }
    }

    fn cut(&mut self, out: &mut Vec<Event>) {
        let Some(speech) = self.speech.take() else { return };
        let frames: Vec<f32> = self.loudness.iter().copied().collect();
        let margin = CUT_MARGIN as usize / FRAME;
        let usable = &frames[..frames.len().saturating_sub(margin)];
        let quietest = usable
            .windows(SMOOTH)
            .enumerate()
            .min_by(|(_, a), (_, b)| a.iter().sum::<f32>().total_cmp(&b.iter().sum()))
            .map_or(0, |(i, _)| i + SMOOTH / 2);
        let at = self.position - ((frames.len() - quietest) * FRAME) as u64;
        out.push(Event::SpeechCut { at });
        let voiced_until = speech.voiced_until.max(at);
        self.begin(at, out);
        if let Some(next) = &mut self.speech {
            next.voiced_until = voiced_until;
        }
    }
}

/// Adds to the sound given out last, so that one push yields one block.
fn give(frame: &[f32], out: &mut Vec<Event>) {
    match out.last_mut() {
        Some(Event::Sound(sound)) => sound.extend_from_slice(frame),
        _ => out.push(Event::Sound(frame.to_vec())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Calls loud frames speech.
    struct Loud;

    impl Detector for Loud {
        fn score(&mut self, frame: &[f32; FRAME]) -> f32 {
            if loudness(frame) > 0.05 { 1.0 } else { 0.0 }
        }

        fn reset(&mut self) {}
    }

    const SECOND: usize = 16_000;

    fn run(sound: &[f32]) -> Vec<Event> {
        let (mut segmenter, mut out) = (Segmenter::with_detector(Loud, 0), Vec::new());
        sound.chunks(320).for_each(|part| segmenter.push(part, &mut out));
        segmenter.finish(&mut out);
        out
    }

    fn loud(samples: usize) -> Vec<f32> {
        (0..samples).map(|i| (i as f32 * 0.3).sin() * 0.5).collect()
    }

    fn marks(events: &[Event]) -> Vec<&Event> {
        events.iter().filter(|e| !matches!(e, Event::Sound(_))).collect()
    }

    fn near(value: u64, expected: usize) -> bool {
        value.abs_diff(expected as u64) <= 2 * FRAME as u64
    }

    #[test]
    fn speech_begins_with_its_pre_roll_and_ends_after_the_pause() {
        let sound = [vec![0.0; SECOND], loud(SECOND), vec![0.0; SECOND]].concat();
        let events = run(&sound);
        let &[Event::SpeechBegan { at: began }, Event::SpeechEnded { at, until }] = &marks(&events)[..] else {
            panic!("{:?}", marks(&events))
        };
        assert!(near(*began, SECOND - PRE_ROLL as usize), "{began}");
        assert!(near(*at, 2 * SECOND), "{at}");
        assert!(near(*until, 2 * SECOND + HANG_OVER as usize), "{until}");
    }

    #[test]
    fn the_sound_given_out_is_exactly_the_sound_between_the_marks() {
        let sound = [vec![0.0; 7_000], loud(12_345), vec![0.0; SECOND]].concat();
        let events = run(&sound);
        let Event::SpeechBegan { at } = events[0] else { panic!() };
        let given: Vec<f32> =
            events.iter().flat_map(|e| if let Event::Sound(s) = e { s.clone() } else { vec![] }).collect();
        let Some(Event::SpeechEnded { until, .. }) = events.last() else { panic!() };
        assert_eq!(given.len() as u64, until - at);
        assert_eq!(given, sound[at as usize..*until as usize]);
    }

    #[test]
    fn a_short_pause_does_not_divide_and_a_click_does_not_begin() {
        let pause = vec![0.0; SECOND / 4];
        let sound = [loud(SECOND), pause.clone(), loud(SECOND), vec![0.0; SECOND]].concat();
        assert_eq!(marks(&run(&sound)).len(), 2);
        let click = [pause.clone(), loud(FRAME), pause].concat();
        assert!(run(&click).is_empty());
    }

    #[test]
    fn two_utterances_share_no_sound() {
        let sound = [loud(SECOND), vec![0.0; HANG_OVER as usize + 600], loud(SECOND), vec![0.0; SECOND]].concat();
        let events = run(&sound);
        let found = marks(&events);
        let [_, Event::SpeechEnded { at: first_end, .. }, Event::SpeechBegan { at: second }, _] = &found[..] else {
            panic!("{found:?}")
        };
        assert!(second >= first_end);
    }

    #[test]
    fn endless_speech_is_cut_at_its_quietest_place() {
        let mut sound = loud(30 * SECOND);
        let dip = 17 * SECOND;
        sound[dip..dip + SECOND / 5].iter_mut().for_each(|s| *s *= 0.2);
        let events = run(&sound);
        let cut = events.iter().position(|e| matches!(e, Event::SpeechCut { .. })).unwrap();
        let Event::SpeechCut { at } = events[cut] else { panic!() };
        assert!((dip..dip + SECOND / 5).contains(&(at as usize)), "{at}");
        assert_eq!(events[cut + 1], Event::SpeechBegan { at });
        let Event::Sound(again) = &events[cut + 2] else { panic!() };
        assert_eq!(again[..100], sound[at as usize..at as usize + 100]);
    }

    #[test]
    fn a_long_silence_costs_nothing_and_keeps_the_time() {
        let (mut segmenter, mut out) = (Segmenter::with_detector(Loud, 0), Vec::new());
        segmenter.push(&loud(SECOND), &mut out);
        let hours = 5 * 3600 * SECOND as u64;
        segmenter.silence(hours, &mut out);
        assert!(matches!(out.last(), Some(Event::SpeechEnded { .. })));
        out.clear();
        segmenter.push(&loud(SECOND), &mut out);
        let Event::SpeechBegan { at } = out[0] else { panic!() };
        assert!(near(at, SECOND + hours as usize - PRE_ROLL as usize), "{at}");
        assert!(segmenter.settled() <= at);
    }

    #[test]
    fn a_track_may_begin_anywhere() {
        let (mut segmenter, mut out) = (Segmenter::with_detector(Loud, 1_000_000), Vec::new());
        segmenter.push(&loud(SECOND), &mut out);
        assert_eq!(out[0], Event::SpeechBegan { at: 1_000_000 });
    }
}
