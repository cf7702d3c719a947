//! A sentence spoken by espeak-ng, as long as it is told to be.

use std::io;
use std::process::{Command, Stdio};

use super::super::held::Voice;
use super::fit::{fitted, trimmed};

/// Samples a second of what the synthesiser gives (its Vietnamese voices have no other).
const VOICE_RATE: usize = 22_050;
/// Words a minute at which a Vietnamese syllable takes about 220 ms.
const USUAL_SPEED: f64 = 165.0;
const USUAL_PACE: f64 = 220.0;
/// Amplitude, 0 to 200: at the usual 100 some voices are clipped.
const LOUDNESS: &str = "60";
/// How far the second attempt may miss: stretching by so much is not heard.
const TOLERANCE: f64 = 0.03;

/// `text` in exactly `wanted` samples at 16 kHz, without silence at either end.
///
/// # Errors
/// `NotFound` when espeak-ng is not installed; others when it fails.
pub(super) fn speak(text: &str, voice: &Voice, wanted: usize) -> io::Result<Vec<i16>> {
    let target = wanted as f64 / f64::from(giaoban_models::sound::SPEECH_RATE);
    let mut speed = USUAL_SPEED * USUAL_PACE / voice.pace_ms as f64;
    let mut sound = Vec::new();
    for _ in 0..3 {
        sound = trimmed(&synthesised(text, voice, speed)?).to_vec();
        let ratio = sound.len() as f64 / VOICE_RATE as f64 / target;
        if sound.is_empty() || (ratio - 1.0).abs() <= TOLERANCE {
            break;
        }
        speed *= ratio;
    }
    Ok(fitted(&sound, wanted))
}

fn synthesised(text: &str, voice: &Voice, speed: f64) -> io::Result<Vec<i16>> {
    let run = Command::new("espeak-ng")
        .args(["-a", LOUDNESS, "-v", &voice.name, "-p", &voice.pitch.to_string()])
        .args(["-s", &format!("{:.0}", speed.clamp(80.0, 450.0)), "--stdout", "--", text])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    let samples = wav_samples(&run.stdout).filter(|samples| run.status.success() && !samples.is_empty());
    samples.ok_or_else(|| io::Error::other(format!("espeak-ng -v {}: {}", voice.name, run.status)))
}

/// The samples of a mono 16-bit WAV stream of the expected rate. Its lengths are placeholders: the data runs to the end.
fn wav_samples(wav: &[u8]) -> Option<Vec<i16>> {
    if wav.len() < 44 || !wav.starts_with(b"RIFF") || wav[8..16] != *b"WAVEfmt " {
        return None;
    }
    let rate = u32::from_le_bytes(wav[24..28].try_into().ok()?);
    let (mono, sixteen) = (wav[22] == 1, wav[34] == 16);
    if rate as usize != VOICE_RATE || !mono || !sixteen || wav[36..40] != *b"data" {
        return None;
    }
    Some(wav[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn wav(rate: u32, samples: &[i16]) -> Vec<u8> {
        let mut wav = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        wav.extend(rate.to_le_bytes());
        wav.extend((rate * 2).to_le_bytes());
        wav.extend(b"\x02\0\x10\0data\xff\xff\xff\x7f");
        wav.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
        wav
    }

    #[test]
    fn samples_of_a_streamed_wav_run_to_its_end_and_other_sound_is_refused() {
        assert_eq!(wav_samples(&wav(22_050, &[1, -2, 3])), Some(vec![1, -2, 3]));
        assert_eq!(wav_samples(&wav(44_100, &[1])), None);
        assert_eq!(wav_samples(b"espeak-ng: no such voice"), None);
    }

    #[test]
    fn a_spoken_sentence_is_as_long_as_wanted_and_loud_from_end_to_end() {
        let voice = Voice { name: "vi".to_owned(), pitch: 50, pace_ms: 210 };
        let text = "chào các đồng chí sáng nay chúng ta giao ban ba việc";
        match speak(text, &voice, 16 * 210 * 12) {
            Ok(sound) => {
                assert_eq!(sound.len(), 16 * 210 * 12);
                let loud = |part: &[i16]| part.iter().any(|s| s.unsigned_abs() > 300);
                assert!(loud(&sound[..1600]) && loud(&sound[sound.len() - 1600..]));
            }
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::NotFound, "only a missing synthesiser is excused"),
        }
    }
}
