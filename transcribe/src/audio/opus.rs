//! A live track decoded straight to 16 kHz mono, with its losses and mutes in their place.
//!
//! libopus resamples by itself. A short loss is concealed by its predictor; what is missing beyond that is silence, so
//! that the recogniser is not fed invented sound and every later word keeps its time.

use giaoban_models::sound::{SPEECH_RATE, SoundContent, SoundFrame, TRACK_RATE};
use opus::{Channels, Decoder};

use super::AudioError;

/// Samples of the track per sample of speech.
const RATIO: u64 = (TRACK_RATE / SPEECH_RATE) as u64;
/// Loss that is concealed, in samples of the track: 60 ms.
const CONCEALED: u64 = 60 * TRACK_RATE as u64 / 1000;
/// libopus conceals in steps of 2.5 ms.
const STEP: u64 = TRACK_RATE as u64 / 400;
/// Samples of the longest packet, 120 ms (RFC 6716, section 3.1).
const LONGEST: usize = SPEECH_RATE as usize * 120 / 1000;

/// What a track sounds like, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// Samples at 16 kHz.
    Sound(Vec<f32>),
    /// Samples of silence at 16 kHz.
    Silence(u64),
}

/// The decoder of one track.
pub struct SpeechDecoder {
    opus: Decoder,
    /// End of what was heard, in samples of the track.
    position: u64,
    /// Concealed since the last packet.
    concealed: u64,
    damaged: u64,
}

impl SpeechDecoder {
    /// A decoder whose first frame begins at that sample of the track.
    pub fn new(position: u64) -> Result<Self, AudioError> {
        let opus = Decoder::new(SPEECH_RATE, Channels::Mono).map_err(|e| AudioError::Decoder(e.to_string()))?;
        Ok(Self { opus, position, concealed: CONCEALED, damaged: 0 })
    }

    /// Packets that libopus refused, each replaced by as much silence or concealment.
    #[must_use]
    pub fn damaged(&self) -> u64 {
        self.damaged
    }

    /// Decodes a frame. A frame that lies before the end of what was heard is a repetition and is dropped; a hole
    /// before it is a gap.
    pub fn hear(&mut self, frame: &SoundFrame, out: &mut Vec<Heard>) {
        if frame.at_sample < self.position {
            return;
        }
        let hole = frame.at_sample - self.position;
        if hole > 0 {
            self.gap(hole, out);
        }
        match &frame.content {
            SoundContent::Gap(samples) => self.gap(*samples, out),
            SoundContent::Opus(packet) => self.packet(packet, out),
        }
    }

    fn packet(&mut self, packet: &[u8], out: &mut Vec<Heard>) {
        let mut sound = vec![0.0; LONGEST];
        // An empty packet would mean "conceal" to libopus.
        let decoded = if packet.is_empty() { None } else { self.opus.decode_float(packet, &mut sound, false).ok() };
        let Some(count) = decoded else {
            self.damaged += 1;
            let length = opus::packet::get_nb_samples(packet, TRACK_RATE).unwrap_or(TRACK_RATE as usize / 50);
            return self.gap(length as u64, out);
        };
        sound.truncate(count);
        // The reference decoder may overshoot full scale.
        sound.iter_mut().for_each(|sample| *sample = sample.clamp(-1.0, 1.0));
        self.concealed = 0;
        self.advance(count as u64 * RATIO, Some(sound), out);
    }

    fn gap(&mut self, samples: u64, out: &mut Vec<Heard>) {
        let concealable = CONCEALED.saturating_sub(self.concealed).min(samples) / STEP * STEP;
        if concealable > 0 {
            let mut sound = vec![0.0; (concealable / RATIO) as usize];
            self.concealed += concealable;
            let made = self.opus.decode_float(&[], &mut sound, false).is_ok();
            self.advance(concealable, made.then_some(sound), out);
        }
        self.advance(samples - concealable, None, out);
    }

    /// Moves on; rounding never adds up because both ends are rounded the same way.
    fn advance(&mut self, samples: u64, sound: Option<Vec<f32>>, out: &mut Vec<Heard>) {
        let end = self.position.saturating_add(samples);
        let count = end / RATIO - self.position / RATIO;
        self.position = end;
        match sound {
            Some(mut sound) => {
                sound.resize(count as usize, 0.0);
                out.push(Heard::Sound(sound));
            }
            None if count > 0 => out.push(Heard::Silence(count)),
            None => {}
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use giaoban_models::id::TrackId;
    use opus::{Application, Encoder};

    /// 20 ms packets of mono sound at 16 kHz.
    pub(crate) fn packets(sound: &[f32]) -> Vec<Vec<u8>> {
        let mut encoder = Encoder::new(SPEECH_RATE, Channels::Mono, Application::Voip).unwrap();
        sound.chunks_exact(320).map(|part| encoder.encode_vec_float(part, 1500).unwrap()).collect()
    }

    fn tone(samples: usize) -> Vec<f32> {
        (0..samples).map(|i| (i as f32 * 0.2).sin() * 0.4).collect()
    }

    fn frame(at_sample: u64, content: SoundContent) -> SoundFrame {
        SoundFrame { track: TrackId::from("t"), at_sample, content }
    }

    fn length(heard: &[Heard]) -> u64 {
        heard.iter().map(|h| if let Heard::Sound(s) = h { s.len() as u64 } else { silence(h) }).sum()
    }

    fn silence(heard: &Heard) -> u64 {
        if let Heard::Silence(n) = heard { *n } else { 0 }
    }

    #[test]
    fn a_track_comes_out_at_16_khz_and_as_loud_as_it_was() {
        let (mut decoder, mut heard) = (SpeechDecoder::new(0).unwrap(), Vec::new());
        for (i, packet) in packets(&tone(16_000)).into_iter().enumerate() {
            decoder.hear(&frame(i as u64 * 960, SoundContent::Opus(packet)), &mut heard);
        }
        assert_eq!(length(&heard), 16_000);
        let Heard::Sound(last) = heard.last().unwrap() else { panic!("sound") };
        let power: f32 = last.iter().map(|s| s * s).sum::<f32>() / last.len() as f32;
        assert!((power - 0.08).abs() < 0.02, "{power}");
    }

    #[test]
    fn a_short_loss_is_concealed_and_a_long_one_is_silence_after_60_ms() {
        let (mut decoder, mut heard) = (SpeechDecoder::new(0).unwrap(), Vec::new());
        for (i, packet) in packets(&tone(3_200)).into_iter().enumerate() {
            decoder.hear(&frame(i as u64 * 960, SoundContent::Opus(packet)), &mut heard);
        }
        heard.clear();
        decoder.hear(&frame(9_600, SoundContent::Gap(960)), &mut heard);
        assert!(matches!(&heard[..], [Heard::Sound(s)] if s.len() == 320 && s.iter().any(|v| v.abs() > 0.05)));
        heard.clear();
        decoder.hear(&frame(10_560, SoundContent::Gap(48_000)), &mut heard);
        assert_eq!(length(&heard), 16_000);
        assert_eq!(silence(heard.last().unwrap()), 16_000 - 640, "40 ms of the 60 were left");
    }

    #[test]
    fn a_hole_is_a_gap_and_a_repetition_is_dropped() {
        let (mut decoder, mut heard) = (SpeechDecoder::new(0).unwrap(), Vec::new());
        let packet = packets(&tone(320)).remove(0);
        decoder.hear(&frame(96_000, SoundContent::Opus(packet.clone())), &mut heard);
        assert_eq!(length(&heard), 32_320);
        decoder.hear(&frame(96_000, SoundContent::Opus(packet)), &mut heard);
        assert_eq!(length(&heard), 32_320);
    }

    #[test]
    fn odd_gaps_never_drift() {
        let (mut decoder, mut heard) = (SpeechDecoder::new(0).unwrap(), Vec::new());
        (0..1_000).for_each(|i| decoder.hear(&frame(i * 7, SoundContent::Gap(7)), &mut heard));
        assert_eq!(length(&heard), 7_000 / 3);
    }

    #[test]
    fn packets_of_garbage_keep_the_time_and_are_counted() {
        let (mut decoder, mut heard) = (SpeechDecoder::new(0).unwrap(), Vec::new());
        decoder.hear(&frame(0, SoundContent::Opus(vec![0xff; 3])), &mut heard);
        decoder.hear(&frame(960, SoundContent::Opus(Vec::new())), &mut heard);
        assert!(decoder.damaged() >= 1);
        assert!(length(&heard) >= 320);
        decoder.hear(&frame(u64::MAX - 10, SoundContent::Gap(u64::MAX)), &mut heard);
    }
}
