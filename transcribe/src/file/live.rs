//! A file sent through the live pipeline as if somebody spoke it now: encoded to Opus, fed at the pace of speech.

use std::{
    path::Path,
    sync::{Arc, mpsc},
    thread::sleep,
    time::{Duration, Instant},
};

use giaoban_models::{
    id::TrackId,
    sound::{SPEECH_RATE, SoundContent, SoundFrame, TRACK_RATE},
};
use opus::{Application, Bitrate, Channels, Encoder};

use super::FileError;
use crate::{
    audio::{AudioError, AudioFile},
    engine::{Engine, Hints},
    report::{LiveEvent, LiveKind, seconds},
    stream::{SpeechEvent, Transcriber},
};

/// Samples of a packet: 20 ms.
const PACKET: usize = SPEECH_RATE as usize / 50;
/// What browsers send for speech.
const BITS_PER_SECOND: i32 = 32_000;
/// Silence appended, so that the pause after the last word is heard as it would be in a room.
const TAIL: usize = SPEECH_RATE as usize;
const PATIENCE: Duration = Duration::from_secs(120);

/// Feeds a file at real time and tells each text with the moment it appeared.
pub fn transcribe_live(
    engine: &Arc<dyn Engine>,
    path: &Path,
    hints: &Arc<Hints>,
    on_event: &mut dyn FnMut(LiveEvent),
) -> Result<(), FileError> {
    let mut file = AudioFile::open(path)?;
    let (send, events) = mpsc::channel();
    let sink = Box::new(move |event| {
        let _ = send.send((event, Instant::now()));
    });
    let transcriber = Transcriber::start(Arc::clone(engine), 1, sink);
    let track = TrackId::from("file");
    let refused = |error: &dyn std::fmt::Display| FileError::Audio(AudioError::Decoder(error.to_string()));
    transcriber.open(track.clone(), 0, Arc::clone(hints)).map_err(|e| refused(&e))?;
    let mut encoder = Encoder::new(SPEECH_RATE, Channels::Mono, Application::Voip).map_err(|e| refused(&e))?;
    encoder.set_bitrate(Bitrate::Bits(BITS_PER_SECOND)).map_err(|e| refused(&e))?;
    let began = Instant::now();
    let mut forward = || events.try_iter().try_for_each(|(event, at)| tell(event, at.duration_since(began), on_event));
    let (mut waiting, mut sent) = (Vec::new(), 0_u64);
    let mut ended = false;
    while !ended {
        match file.next_block()? {
            Some(block) => waiting.extend(block),
            None => {
                ended = true;
                waiting.resize((waiting.len() + TAIL).next_multiple_of(PACKET), 0.0);
            }
        }
        let whole = waiting.len() / PACKET * PACKET;
        for part in waiting.drain(..whole).collect::<Vec<_>>().chunks_exact(PACKET) {
            let packet = encoder.encode_vec_float(part, 1500).map_err(|e| refused(&e))?;
            let at_sample = sent * u64::from(TRACK_RATE) / 50;
            sent += 1;
            // A packet leaves when its last sample has been spoken.
            sleep((began + Duration::from_millis(20 * sent)).saturating_duration_since(Instant::now()));
            let frame = SoundFrame { track: track.clone(), at_sample, content: SoundContent::Opus(packet) };
            transcriber.push(frame).map_err(|e| refused(&e))?;
            forward()?;
        }
    }
    transcriber.drain(PATIENCE);
    forward()
}

fn tell(event: SpeechEvent, emitted: Duration, on_event: &mut dyn FnMut(LiveEvent)) -> Result<(), FileError> {
    let emitted_at = (emitted.as_secs_f64() * 1000.0).round() / 1000.0;
    let (kind, segment, t0_ms, t1_ms, text) = match event {
        SpeechEvent::Partial { utterance, t0_ms, t1_ms, text, .. } => {
            (LiveKind::Partial, utterance, t0_ms, t1_ms, text)
        }
        SpeechEvent::Final { utterance, t0_ms, t1_ms, text, .. } => (LiveKind::Final, utterance, t0_ms, t1_ms, text),
        SpeechEvent::Failed { from_ms, reason, .. } => {
            return Err(FileError::Recognition { at_seconds: seconds(from_ms), reason });
        }
        SpeechEvent::Reached { .. } => return Ok(()),
    };
    on_event(LiveEvent { kind, segment, start: seconds(t0_ms), end: seconds(t1_ms), text, emitted_at });
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{audio::file::tests::wav, engine::Scripted, stream::tests::babble};

    #[test]
    fn texts_appear_after_the_sound_they_rest_on() {
        let sound = babble(1.5);
        let file = wav(16_000, 1, &sound.iter().map(|s| (s * 32_000.0) as i16).collect::<Vec<_>>());
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(["một hai ba bốn năm".to_owned()]));
        let mut events = Vec::new();
        transcribe_live(&engine, file.path(), &Arc::default(), &mut |event| events.push(event)).unwrap();
        let last = events.last().unwrap();
        assert_eq!((last.kind, last.text.as_str()), (LiveKind::Final, "một hai ba bốn năm"));
        assert!(events.iter().any(|e| e.kind == LiveKind::Partial));
        assert!(events.iter().all(|e| e.emitted_at >= e.end.min(1.5)), "{events:?}");
        assert!(last.emitted_at < 4.0, "{last:?}");
    }
}
