//! Log mel filter bank features in Kaldi's way (`compute-fbank-feats`): frames of 25 ms every 10 ms, DC removed,
//! pre-emphasis 0.97, Povey window, power spectrum of 512 points, 80 triangular mel bands from 20 Hz, natural logarithm.

use std::{collections::VecDeque, sync::Arc};

use realfft::{RealFftPlanner, RealToComplex, num_complex::Complex};

/// Bands of a frame.
pub(super) const BANDS: usize = 80;
/// Samples between the starts of two frames.
pub(super) const SHIFT: usize = 160;
/// Samples of a frame.
pub(super) const WINDOW: usize = 400;
const FFT: usize = 512;
const RATE: f32 = 16_000.0;
const LOWEST: f32 = 20.0;
const PRE_EMPHASIS: f32 = 0.97;
/// The features are defined on 16-bit samples.
const FULL_SCALE: f32 = 32_768.0;

/// Features of one frame.
pub(super) type Frame = [f32; BANDS];

/// Everything that is computed once.
pub(super) struct Fbank {
    fft: Arc<dyn RealToComplex<f32>>,
    window: Vec<f32>,
    /// First bin and weights of each band.
    bands: Vec<(usize, Vec<f32>)>,
}

impl Fbank {
    pub(super) fn new() -> Self {
        let last = (WINDOW - 1) as f32;
        let povey = |i| (0.5 - 0.5 * (std::f32::consts::TAU * i as f32 / last).cos()).powf(0.85);
        let (low, high) = (mel(LOWEST), mel(RATE / 2.0));
        let step = (high - low) / (BANDS + 1) as f32;
        let band = |b: usize| {
            let (left, centre, right) =
                (low + b as f32 * step, low + (b + 1) as f32 * step, low + (b + 2) as f32 * step);
            let weight = |bin: usize| {
                let m = mel(bin as f32 * RATE / FFT as f32);
                ((m - left) / (centre - left)).min((right - m) / (right - centre))
            };
            let first = (0..FFT / 2).find(|&bin| weight(bin) > 0.0).unwrap_or(0);
            (first, (first..FFT / 2).map(weight).take_while(|&w| w > 0.0).collect())
        };
        Self {
            fft: RealFftPlanner::new().plan_fft_forward(FFT),
            window: (0..WINDOW).map(povey).collect(),
            bands: (0..BANDS).map(band).collect(),
        }
    }

    fn frame(&self, samples: impl Iterator<Item = f32>) -> Frame {
        let mut input = [0.0; FFT];
        for (to, sample) in input[..WINDOW].iter_mut().zip(samples) {
            *to = sample * FULL_SCALE;
        }
        let mean = input[..WINDOW].iter().sum::<f32>() / WINDOW as f32;
        input[..WINDOW].iter_mut().for_each(|s| *s -= mean);
        for i in (1..WINDOW).rev() {
            input[i] -= PRE_EMPHASIS * input[i - 1];
        }
        input[0] -= PRE_EMPHASIS * input[0];
        input[..WINDOW].iter_mut().zip(&self.window).for_each(|(s, w)| *s *= w);
        let mut spectrum = [Complex::new(0.0, 0.0); FFT / 2 + 1];
        self.fft.process(&mut input, &mut spectrum).expect("buffers have the planned lengths");
        std::array::from_fn(|b| {
            let (first, weights) = &self.bands[b];
            let energy: f32 = weights.iter().zip(&spectrum[*first..]).map(|(w, c)| w * c.norm_sqr()).sum();
            energy.max(f32::EPSILON).ln()
        })
    }
}

fn mel(hertz: f32) -> f32 {
    1127.0 * (1.0 + hertz / 700.0).ln()
}

/// Samples on their way to become frames.
#[derive(Clone, Default)]
pub(super) struct FrameQueue {
    samples: VecDeque<f32>,
    frames: VecDeque<Frame>,
}

impl FrameQueue {
    pub(super) fn push(&mut self, fbank: &Fbank, samples: &[f32]) {
        self.samples.extend(samples);
        while self.samples.len() >= WINDOW {
            self.frames.push_back(fbank.frame(self.samples.range(..WINDOW).copied()));
            self.samples.drain(..SHIFT);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.frames.len()
    }

    /// The first `count` frames flattened, the last one repeated where there are fewer; `consume` of them are dropped.
    pub(super) fn take(&mut self, count: usize, consume: usize) -> Vec<f32> {
        let last = self.frames.back().copied().unwrap_or([f32::EPSILON.ln(); BANDS]);
        let chunk = (0..count).flat_map(|i| self.frames.get(i).copied().unwrap_or(last)).collect();
        self.frames.drain(..consume.min(self.frames.len()));
        chunk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(sound: impl Iterator<Item = f32>) -> Vec<Frame> {
        let (fbank, mut queue) = (Fbank::new(), FrameQueue::default());
        queue.push(&fbank, &sound.collect::<Vec<_>>());
        queue.frames.into()
    }

    #[test]
    fn frames_come_every_10_ms_and_only_when_whole() {
        assert_eq!(features((0..399).map(|_| 0.1)).len(), 0);
        assert_eq!(features((0..400).map(|_| 0.1)).len(), 1);
        assert_eq!(features((0..16_000).map(|_| 0.1)).len(), 98, "snip edges: 1 + (16000 - 400) / 160");
    }

    #[test]
    fn silence_is_the_logarithm_of_the_floor() {
        assert!(features((0..400).map(|_| 0.0)).iter().flatten().all(|&f| f == f32::EPSILON.ln()));
    }

    #[test]
    fn a_tone_is_loudest_in_its_own_band_and_a_tenth_of_it_lies_4_6_lower() {
        let tone = |gain: f32| {
            features((0..400).map(move |i| gain * (std::f32::consts::TAU * 1_000.0 * i as f32 / RATE).sin()))
        };
        let (loud, soft) = (tone(0.5)[0], tone(0.05)[0]);
        let peak = (0..BANDS).max_by(|&a, &b| loud[a].total_cmp(&loud[b])).unwrap_or(0);
        let step = (mel(8_000.0) - mel(20.0)) / 81.0;
        let own = ((mel(1_000.0) - mel(20.0)) / step).round() as usize - 1;
        assert_eq!(peak, own);
        assert!((loud[peak] - soft[peak] - 4.605).abs() < 0.01);
    }

    #[test]
    fn feeding_in_pieces_gives_the_same_frames() {
        let sound: Vec<f32> = (0..4_000).map(|i| (i as f32 * 0.37).sin()).collect();
        let (fbank, mut pieces) = (Fbank::new(), FrameQueue::default());
        sound.chunks(77).for_each(|part| pieces.push(&fbank, part));
        assert_eq!(Vec::from(pieces.frames), features(sound.into_iter()));
    }
}
