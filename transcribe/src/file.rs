//! Transcribing a file: at once, or through the live pipeline at real time.

mod live;

use std::{path::Path, sync::Arc, time::Instant};

use giaoban_models::{id::TrackId, sound::SPEECH_RATE};

pub use live::transcribe_live;

use crate::{
    audio::{AudioError, AudioFile},
    cpu,
    engine::{Engine, EngineError, Hints},
    report::{Segment, SpokenWord, Transcript, probability, seconds},
    stream::{Ear, Partials, SpeechEvent, Voice, WordMs, Work},
};

/// Why a file could not be transcribed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The sound could not be read.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A stretch of the sound could not be recognised.
    #[error("nhận dạng bị lỗi tại {at_seconds} giây: {reason} (recognition failed)")]
    Recognition {
        /// Where in the sound.
        at_seconds: f64,
        /// What the engine said.
        reason: String,
    },
}

impl FileError {
    /// Stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Audio(error) => error.code(),
            Self::Engine(error) => error.code(),
            Self::Recognition { .. } => "recognition_failed",
        }
    }
}

/// Transcribes a file as fast as it goes, on the calling thread.
pub fn transcribe(engine: &Arc<dyn Engine>, path: &Path) -> Result<Transcript, FileError> {
    transcribe_with(engine, path, &Arc::default(), &mut |_| {})
}

/// The same, listening for the hints and telling how many seconds of the sound are done.
pub fn transcribe_with(
    engine: &Arc<dyn Engine>,
    path: &Path,
    hints: &Arc<Hints>,
    progress: &mut dyn FnMut(f64),
) -> Result<Transcript, FileError> {
    let cpu_before = cpu::thread_time();
    let track = TrackId::from("file");
    let (mut ear, mut voice) = (Ear::new(0)?, Voice::new(Arc::clone(engine), track, Arc::clone(hints)));
    let mut file = AudioFile::open(path)?;
    let (mut segments, mut failed, mut samples) = (Vec::new(), None, 0_u64);
    let mut listen = |work: Vec<Work>| {
        voice.work(work, Partials::NONE, &mut |event| match event {
            SpeechEvent::Final { t0_ms, t1_ms, text, words, confidence, .. } => {
                segments.push(segment(t0_ms, t1_ms, text, words, confidence));
            }
            SpeechEvent::Failed { from_ms, reason, .. } => failed = Some((from_ms, reason)),
            _ => {}
        });
        match failed.take() {
            Some((from_ms, reason)) => Err(FileError::Recognition { at_seconds: seconds(from_ms), reason }),
            None => Ok(()),
        }
    };
    let mut work = Vec::new();
    while let Some(block) = file.next_block()? {
        ear.samples(&block, Instant::now(), &mut work);
        listen(std::mem::take(&mut work))?;
        samples += block.len() as u64;
        progress(samples as f64 / f64::from(SPEECH_RATE));
    }
    ear.close(Instant::now(), &mut work);
    listen(work)?;
    let card = engine.card();
    Ok(Transcript {
        file: path.display().to_string(),
        audio_seconds: samples as f64 / f64::from(SPEECH_RATE),
        engine: card.engine.clone(),
        model: card.model.clone(),
        decode_cpu_seconds: (cpu::thread_time() - cpu_before).as_secs_f64(),
        segments,
    })
}

fn segment(t0_ms: u64, t1_ms: u64, text: String, words: Vec<WordMs>, confidence: f32) -> Segment {
    let word =
        |w: WordMs| SpokenWord { start: seconds(w.t0_ms), end: seconds(w.t1_ms), text: w.text, p: probability(w.p) };
    Segment {
        start: seconds(t0_ms),
        end: seconds(t1_ms),
        channel: 0,
        speaker: None,
        spoken: text.clone(),
        text,
        confidence: probability(confidence),
        words: words.into_iter().map(word).collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{audio::file::tests::wav, engine::Scripted, stream::tests::babble};

    #[test]
    fn a_file_becomes_segments_in_the_time_of_the_sound() {
        let sound = [vec![0.0; 16_000], babble(2.0), vec![0.0; 16_000], babble(1.0)].concat();
        let file = wav(16_000, 1, &sound.iter().map(|s| (s * 32_000.0) as i16).collect::<Vec<_>>());
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(["xin chào".to_owned(), "cảm ơn".to_owned()]));
        let transcript = transcribe(&engine, file.path()).unwrap();
        assert_eq!(transcript.audio_seconds, 5.0);
        assert_eq!(transcript.segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["xin chào", "cảm ơn"]);
        assert!((transcript.segments[0].start - 0.7).abs() < 0.3, "{:?}", transcript.segments[0]);
        assert!((transcript.segments[1].end - 5.0).abs() < 0.4);
    }

    #[test]
    fn a_file_that_is_no_sound_is_refused() {
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new([]));
        assert!(transcribe(&engine, Path::new("/dev/null")).is_err_and(|e| e.code() == "unsupported_audio"));
    }
}
