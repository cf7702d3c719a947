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

/// The small neural detector of the crate `earshot`, given sound of even loudness.
///
/// The network misses voices that are much fainter than it was trained on (a microphone across the room). What it hears
/// is therefore amplified by how loud the track was lately; what the recogniser hears is not.
pub struct VoiceDetector {
    network: Box<earshot::Detector>,
    /// Loudest frame of late; falls slowly.
    level: f32,
}

/// Root mean square below which nothing is speech: -70 dB of full scale.
const FAINTEST: f32 = 0.0003;
/// Loudness the network is given at the loudest frames.
const TARGET: f32 = 0.1;
/// Most it is amplified: 24 dB.
const MOST_GAIN: f32 = 16.0;
/// How much of the level is left a frame later: half of it after 10 s.
const FALL: f32 = 0.998_892;

impl Default for VoiceDetector {
    fn default() -> Self {
        Self { network: Box::default(), level: 0.0 }
    }
}

impl Detector for VoiceDetector {
    fn score(&mut self, frame: &[f32; FRAME]) -> f32 {
        let loud = loudness(frame);
        self.level = (self.level * FALL).max(loud);
        let gain = (TARGET / self.level.max(f32::MIN_POSITIVE)).clamp(1.0, MOST_GAIN);
        let score = self.network.predict_f32(&frame.map(|sample| (sample * gain).clamp(-1.0, 1.0)));
        if loud < FAINTEST { 0.0 } else { score }
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
    fn a_buzzing_voice_like_sound_scores_higher_than_a_fan() {
        // A glottal pulse train at 130 Hz through two resonances, switched on and off as syllables are.
        let voice = |level: f32| {
            move |i: usize| {
                let t = i as f32 / 16_000.0;
                let pulse = (-(t * 130.0).fract() * 12.0).exp();
                let tract =
                    (std::f32::consts::TAU * 600.0 * t).sin() + 0.6 * (std::f32::consts::TAU * 1_300.0 * t).sin();
                if (t * 4.0).fract() < 0.7 { level * pulse * tract } else { 0.0 }
            }
        };
        let fan = |i: usize| {
            let t = i as f32 * std::f32::consts::TAU / 16_000.0;
            0.01 * ((t * 50.0).sin() + 0.5 * (t * 100.0).sin() + 0.3 * (t * 150.0).sin())
        };
        let voiced = |scores: Vec<f32>| scores.iter().filter(|&&s| s >= 0.5).count();
        assert!(voiced(scores(voice(0.3))) > 40);
        assert!(voiced(scores(voice(0.02))) > 40, "24 dB fainter is still a voice");
        assert_eq!(voiced(scores(fan)), 0);
    }
}
