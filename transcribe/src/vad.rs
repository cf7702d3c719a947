//! Is somebody speaking: a score for each 16 ms of sound.

/// Samples in a frame: 16 ms at 16 kHz.
pub const FRAME: usize = 256;

/// A voice activity detector. It may keep state between frames.
pub trait Detector: Send {
    /// How likely this frame holds speech, 0 to 1.
    fn score(&mut self, frame: &[f32; FRAME]) -> f32;

    /// Forgets what was heard, because the next frame does not follow it.
    fn reset(&mut self);
}

/// The small neural detector of the crate `earshot`, held back where the sound is too faint to be a voice.
///
/// The network alone scores some kinds of near-silence (a muted microphone's dither, hum) as speech; the floor keeps
/// those from opening an utterance.
pub struct VoiceDetector {
    network: Box<earshot::Detector>,
}

/// Root mean square below which nothing is speech: -60 dB of full scale.
const FAINTEST: f32 = 0.001;

impl Default for VoiceDetector {
    fn default() -> Self {
        Self { network: Box::default() }
    }
}

impl Detector for VoiceDetector {
    fn score(&mut self, frame: &[f32; FRAME]) -> f32 {
        let score = self.network.predict_f32(frame);
        if loudness(frame) < FAINTEST { 0.0 } else { score }
    }

    fn reset(&mut self) {
        self.network.reset();
    }
}

/// Root mean square of some samples.
#[must_use]
pub fn loudness(samples: &[f32]) -> f32 {
    if samples.is_empty() { 0.0 } else { (samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(sound: impl Fn(usize) -> f32) -> Vec<f32> {
        let mut detector = VoiceDetector::default();
        (0..100).map(|f| detector.score(&std::array::from_fn(|i| sound(f * FRAME + i)))).collect()
    }

    #[test]
    fn silence_and_faint_noise_are_not_speech() {
        assert!(scores(|_| 0.0).iter().all(|&s| s == 0.0));
        let noise = |i: usize| ((i as u32).wrapping_mul(2_654_435_761) >> 16) as f32 / 65_536.0 - 0.5;
        assert!(scores(|i| noise(i) * 0.001).iter().all(|&s| s == 0.0));
    }

    #[test]
    fn a_buzzing_voice_like_sound_scores_higher_than_steady_noise() {
        // A glottal pulse train at 130 Hz through two resonances, switched on and off as syllables are.
        let voice = scores(|i| {
            let t = i as f32 / 16_000.0;
            let phase = (t * 130.0).fract();
            let pulse = (-phase * 12.0).exp();
            let tract = (std::f32::consts::TAU * 600.0 * t).sin() + 0.6 * (std::f32::consts::TAU * 1_300.0 * t).sin();
            if (t * 4.0).fract() < 0.7 { 0.3 * pulse * tract } else { 0.0 }
        });
        let noise = scores(|i| (((i as u32).wrapping_mul(2_654_435_761) >> 16) as f32 / 65_536.0 - 0.5) * 0.2);
        let mean = |s: &[f32]| s.iter().sum::<f32>() / s.len() as f32;
        assert!(mean(&voice) > mean(&noise) + 0.2, "{} {}", mean(&voice), mean(&noise));
    }
}
