//! The cheap half of a track: packets in, stretches of speech out.

use std::{collections::VecDeque, time::Instant};

use giaoban_models::sound::{SPEECH_RATE, SoundFrame, TRACK_RATE};

use crate::{
    audio::{AudioError, Heard, SpeechDecoder},
    segment::{Event, Segmenter},
};

/// Quiet after which the watermark is moved on: 5 s.
const QUIET_MARK: u64 = 5 * SPEECH_RATE as u64;
/// Arrival times that are remembered; more than the hang-over needs.
const ARRIVALS: usize = 256;

/// What a worker has to do, in order. Positions are samples at 16 kHz since the start of the track.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    Began {
        at: u64,
    },
    Sound {
        samples: Vec<f32>,
        arrived: Instant,
    },
    /// `until` is settled once this utterance is written; `arrived` belongs to the last sample of the speech.
    Ended {
        at: u64,
        until: u64,
        arrived: Instant,
    },
    Cut {
        at: u64,
        arrived: Instant,
    },
    /// All before this is quiet or written.
    Quiet {
        until: u64,
    },
}

/// Decoder and segmenter of one track.
pub(crate) struct Ear {
    decoder: SpeechDecoder,
    segmenter: Segmenter,
    /// End of the samples received, and when.
    arrivals: VecDeque<(u64, Instant)>,
    received: u64,
    marked: u64,
    heard: Vec<Heard>,
    found: Vec<Event>,
}

impl Ear {
    pub(crate) fn new(from_ms: u64) -> Result<Self, AudioError> {
        let from = from_ms.saturating_mul(u64::from(SPEECH_RATE) / 1000);
        let ratio = u64::from(TRACK_RATE / SPEECH_RATE);
        Ok(Self {
            decoder: SpeechDecoder::new(from.saturating_mul(ratio))?,
            segmenter: Segmenter::new(from),
            arrivals: VecDeque::new(),
            received: from,
            marked: from,
            heard: Vec::new(),
            found: Vec::new(),
        })
    }

    pub(crate) fn frame(&mut self, frame: &SoundFrame, arrived: Instant, out: &mut Vec<Work>) {
        let mut heard = std::mem::take(&mut self.heard);
        self.decoder.hear(frame, &mut heard);
        for piece in heard.drain(..) {
            match piece {
                Heard::Sound(samples) => self.samples(&samples, arrived, out),
                Heard::Silence(count) => {
                    self.arrived(count, arrived);
                    self.segmenter.silence(count, &mut self.found);
                    self.pass_on(arrived, out);
                }
            }
        }
        self.heard = heard;
    }

    pub(crate) fn samples(&mut self, samples: &[f32], arrived: Instant, out: &mut Vec<Work>) {
        self.arrived(samples.len() as u64, arrived);
        self.segmenter.push(samples, &mut self.found);
        self.pass_on(arrived, out);
    }

    /// The track is over.
    pub(crate) fn close(&mut self, now: Instant, out: &mut Vec<Work>) {
        self.segmenter.finish(&mut self.found);
        self.pass_on(now, out);
        out.push(Work::Quiet { until: self.received });
    }

    fn arrived(&mut self, count: u64, arrived: Instant) {
        self.received += count;
        self.arrivals.push_back((self.received, arrived));
        if self.arrivals.len() > ARRIVALS {
            self.arrivals.pop_front();
        }
    }

    fn arrival_of(&self, at: u64, now: Instant) -> Instant {
        let first = self.arrivals.partition_point(|(end, _)| *end < at);
        self.arrivals.get(first).map_or(now, |(_, arrived)| *arrived)
    }

    fn pass_on(&mut self, arrived: Instant, out: &mut Vec<Work>) {
        for event in std::mem::take(&mut self.found) {
            out.push(match event {
                Event::SpeechBegan { at } => Work::Began { at },
                Event::Sound(samples) => Work::Sound { samples, arrived },
                Event::SpeechEnded { at, until } => {
                    self.marked = at;
                    Work::Ended { at, until: at.min(until), arrived: self.arrival_of(at, arrived) }
                }
                Event::SpeechCut { at } => {
                    self.marked = at;
                    Work::Cut { at, arrived: self.arrival_of(at, arrived) }
                }
            });
        }
        let settled = self.segmenter.settled();
        if settled >= self.marked + QUIET_MARK {
            self.marked = settled;
            out.push(Work::Quiet { until: settled });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use giaoban_models::{id::TrackId, sound::SoundContent};

    fn gap(at_sample: u64, samples: u64) -> SoundFrame {
        SoundFrame { track: TrackId::from("t"), at_sample, content: SoundContent::Gap(samples) }
    }

    #[test]
    fn the_watermark_moves_through_silence() {
        let (mut ear, mut out) = (Ear::new(0).unwrap(), Vec::new());
        for second in 0..60 {
            ear.frame(&gap(second * 48_000, 48_000), Instant::now(), &mut out);
        }
        let marks: Vec<u64> =
            out.iter().map(|w| if let Work::Quiet { until } = w { *until } else { panic!("speech") }).collect();
        assert!((9..=12).contains(&marks.len()), "{marks:?}");
        assert!(marks.is_sorted() && *marks.last().unwrap() <= 60 * 16_000);
    }

    #[test]
    fn closing_settles_all_that_was_received() {
        let (mut ear, mut out) = (Ear::new(1_000).unwrap(), Vec::new());
        ear.frame(&gap(48_000, 9_600), Instant::now(), &mut out);
        ear.close(Instant::now(), &mut out);
        assert!(matches!(out.last(), Some(Work::Quiet { until: 19_200 })));
    }
}
