//! Sound made by a machine, encoded as a microphone's would be.

use giaoban_models::sound::SPEECH_RATE;
use opus::{Application, Channels, Encoder};

use super::AudioError;

/// Samples of one packet at 16 kHz: 20 ms.
const FRAME: usize = SPEECH_RATE as usize / 50;
/// Longest packet of 20 ms (RFC 6716, section 3.2.1).
const LONGEST: usize = 1275;

/// Mono speech at 16 kHz as Opus packets of 20 ms; the last one is filled up with silence.
///
/// # Errors
/// When libopus refuses.
pub fn encode_speech(samples: &[i16]) -> Result<Vec<Vec<u8>>, AudioError> {
    let mut encoder = Encoder::new(SPEECH_RATE, Channels::Mono, Application::Voip).map_err(refused)?;
    samples
        .chunks(FRAME)
        .map(|chunk| {
            let mut frame = [0; FRAME];
            frame[..chunk.len()].copy_from_slice(chunk);
            encoder.encode_vec(&frame, LONGEST).map_err(refused)
        })
        .collect()
}

fn refused(error: opus::Error) -> AudioError {
    AudioError::Decoder(error.to_string())
}
