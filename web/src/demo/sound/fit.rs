//! Speech cut to its beginning and end, and made to have a given number of samples at 16 kHz.

/// Below this a sample is silence to the synthesiser.
const QUIET: u16 = 200;
/// Taps of the low-pass that keeps what 16 kHz cannot carry from folding back: odd, so that its delay is whole.
const TAPS: usize = 31;
/// Its edge as a share of the input rate of 22,050 Hz: 7.3 kHz, with the slope below 8 kHz and a little above.
const EDGE: f64 = 0.33;

/// `sound` without the silence around it.
pub(super) fn trimmed(sound: &[i16]) -> &[i16] {
    let loud = |sample: &i16| sample.unsigned_abs() > QUIET;
    match (sound.iter().position(loud), sound.iter().rposition(loud)) {
        (Some(first), Some(last)) => &sound[first..=last],
        _ => &[],
    }
}

/// `sound` in exactly `wanted` samples; silence when there is none.
pub(super) fn fitted(sound: &[i16], wanted: usize) -> Vec<i16> {
    if sound.is_empty() {
        return vec![0; wanted];
    }
    let smooth = low_passed(sound);
    let step = sound.len() as f64 / wanted as f64;
    let at = |n: usize| {
        let position = n as f64 * step;
        let (left, share) = (position as usize, position.fract());
        let right = smooth.get(left + 1).or(smooth.last()).copied().unwrap_or(0.0);
        let value = smooth[left.min(smooth.len() - 1)] * (1.0 - share) + right * share;
        value.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
    };
    (0..wanted).map(at).collect()
}

/// A windowed-sinc low-pass (Hamming), delay removed.
fn low_passed(sound: &[i16]) -> Vec<f64> {
    let middle = (TAPS / 2) as f64;
    let mut kernel: Vec<f64> = (0..TAPS)
        .map(|n| {
            let x = n as f64 - middle;
            let turn = std::f64::consts::TAU * EDGE * x;
            let sinc = if x == 0.0 { 2.0 * EDGE } else { turn.sin() / (std::f64::consts::PI * x) };
            sinc * (0.54 + 0.46 * (std::f64::consts::PI * x / (middle + 1.0)).cos())
        })
        .collect();
    let sum: f64 = kernel.iter().sum();
    kernel.iter_mut().for_each(|tap| *tap /= sum);
    let value = |at: usize| -> f64 {
        kernel
            .iter()
            .enumerate()
            .filter_map(|(n, tap)| Some(tap * f64::from(*sound.get((at + n).checked_sub(TAPS / 2)?)?)))
            .sum()
    };
    (0..sound.len()).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hertz: f64, samples: usize) -> Vec<i16> {
        let at = |n| (std::f64::consts::TAU * hertz * n as f64 / 22_050.0).sin() * 10_000.0;
        (0..samples).map(|n| at(n) as i16).collect()
    }

    fn power(sound: &[i16]) -> f64 {
        sound.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / sound.len() as f64
    }

    #[test]
    fn silence_around_speech_is_cut_and_silence_alone_is_nothing() {
        assert_eq!(trimmed(&[0, 5, 900, 0, -900, 3, 0]), [900, 0, -900]);
        assert_eq!(trimmed(&[0, 5, -7]), [0_i16; 0]);
        assert_eq!(fitted(&[], 3), [0, 0, 0]);
    }

    #[test]
    fn sound_that_16_khz_can_carry_keeps_its_power_and_the_rest_is_gone() {
        let second = |hertz| power(&fitted(&tone(hertz, 22_050), 16_000));
        assert!((second(1_000.0) / power(&tone(1_000.0, 22_050)) - 1.0).abs() < 0.1);
        assert!(second(10_000.0) < second(1_000.0) / 100.0);
    }

    #[test]
    fn the_result_has_exactly_the_samples_wanted() {
        for wanted in [1, 999, 16_000, 40_000] {
            assert_eq!(fitted(&tone(440.0, 22_050), wanted).len(), wanted);
        }
    }
}
