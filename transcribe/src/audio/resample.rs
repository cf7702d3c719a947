//! Mono sound of any rate to 16 kHz, in step with the input: the delay of the filter is cut away.

use giaoban_models::sound::SPEECH_RATE;
use rubato::{Fft, FixedSync, Indexing, Resampler, audioadapter_buffers::direct::InterleavedSlice};

use super::AudioError;

/// Input samples converted at a time.
const CHUNK: usize = 1024;
/// Sample rates a file may have.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// A running conversion.
pub struct ToSpeechRate {
    /// None when the input has the right rate already.
    filter: Option<Filter>,
}

struct Filter {
    fft: Fft<f32>,
    waiting: Vec<f32>,
    /// Output samples still to drop: the filter's delay.
    delay: usize,
    taken: u64,
    given: u64,
    rate: u32,
}

impl ToSpeechRate {
    /// For input of that rate in Hz.
    pub fn new(rate: u32) -> Result<Self, AudioError> {
        if rate == SPEECH_RATE {
            return Ok(Self { filter: None });
        }
        if !RATES.contains(&rate) {
            return Err(AudioError::Unsupported { reason: format!("{rate} Hz") });
        }
        let fft = Fft::new(rate as usize, SPEECH_RATE as usize, CHUNK, 1, FixedSync::Input).map_err(failed)?;
        let delay = fft.output_delay();
        Ok(Self { filter: Some(Filter { fft, waiting: Vec::new(), delay, taken: 0, given: 0, rate }) })
    }

    /// Appends to `out` what is ready after these samples.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) -> Result<(), AudioError> {
        let Some(filter) = &mut self.filter else {
            out.extend_from_slice(samples);
            return Ok(());
        };
        filter.taken += samples.len() as u64;
        filter.waiting.extend_from_slice(samples);
        let whole = filter.waiting.len() / CHUNK * CHUNK;
        let chunks: Vec<f32> = filter.waiting.drain(..whole).collect();
        chunks.chunks_exact(CHUNK).try_for_each(|chunk| filter.convert(chunk, out))
    }

    /// Appends the rest, so that the output is exactly as long as the input.
    pub fn finish(&mut self, out: &mut Vec<f32>) -> Result<(), AudioError> {
        let Some(filter) = &mut self.filter else { return Ok(()) };
        let owed = filter.taken * u64::from(SPEECH_RATE) / u64::from(filter.rate);
        while filter.given < owed {
            let mut chunk = std::mem::take(&mut filter.waiting);
            chunk.resize(CHUNK, 0.0);
            filter.convert(&chunk, out)?;
        }
        out.truncate(out.len() - (filter.given - owed) as usize);
        filter.given = owed;
        Ok(())
    }
}

impl Filter {
    fn convert(&mut self, chunk: &[f32], out: &mut Vec<f32>) -> Result<(), AudioError> {
        let input = InterleavedSlice::new(chunk, 1, chunk.len()).map_err(failed)?;
        let most = self.fft.output_frames_max();
        let mut made = vec![0.0; most];
        let mut output = InterleavedSlice::new_mut(&mut made, 1, most).map_err(failed)?;
        let (_, written) = self.fft.process_into_buffer(&input, &mut output, None::<&Indexing>).map_err(failed)?;
        let dropped = self.delay.min(written);
        self.delay -= dropped;
        self.given += (written - dropped) as u64;
        out.extend_from_slice(&made[dropped..written]);
        Ok(())
    }
}

fn failed(error: impl std::fmt::Display) -> AudioError {
    AudioError::Decoder(error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tone(rate: u32, seconds: f32) -> Vec<f32> {
        let count = (rate as f32 * seconds) as usize;
        (0..count).map(|i| (std::f32::consts::TAU * 440.0 * i as f32 / rate as f32).sin() * 0.5).collect()
    }

    #[test]
    fn a_tone_keeps_its_length_its_pitch_and_its_place() {
        for rate in [8_000, 16_000, 22_050, 44_100, 48_000] {
            let (mut convert, mut out) = (ToSpeechRate::new(rate).unwrap(), Vec::new());
            for part in tone(rate, 1.0).chunks(777) {
                convert.push(part, &mut out).unwrap();
            }
            convert.finish(&mut out).unwrap();
            assert_eq!(out.len(), 16_000, "{rate}");
            let expected = tone(16_000, 1.0);
            let worst = (2_000..14_000).map(|i| (out[i] - expected[i]).abs()).fold(0.0, f32::max);
            // Less than half a sample late.
            assert!(worst < 0.04, "{rate}: {worst}");
        }
    }

    #[test]
    fn a_rate_no_recorder_uses_is_refused() {
        assert_eq!(ToSpeechRate::new(0).err().unwrap().code(), "unsupported_audio");
        assert!(ToSpeechRate::new(u32::MAX).is_err());
    }
}
