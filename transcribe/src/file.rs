//! Transcribing a file: at once, or through the live pipeline at real time.

mod live;

use std::{path::Path, sync::Arc, time::Instant};

use giaoban_models::{id::TrackId, sound::SPEECH_RATE};

pub use live::transcribe_live;

use crate::{
    audio::{AudioError, AudioFile},
    cpu,
    engine::{Engine, EngineError, Hints, Hypothesis, Word},
    invented::judge,
    report::{Held, Segment, SpokenWord, Transcript, probability, seconds},
    stream::{Ear, Partials, SpeechEvent, Voice, WordMs, Work},
};

/// Channels of a file at most.
pub const MOST_CHANNELS: usize = 16;

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
    let mut file = AudioFile::open(path)?;
    let cpu_before = cpu::thread_time();
    let mut transcript = blank(engine, path);
    listen(engine, &mut file, 0, hints, &mut transcript, progress)?;
    transcript.decode_cpu_seconds = (cpu::thread_time() - cpu_before).as_secs_f64();
    Ok(transcript)
}

/// Transcribes each channel of a file by itself; the segments say which, and come by time. The file is read once for each
/// channel, so that memory does not grow with its length. `progress` counts the seconds of all channels together.
///
/// # Errors
/// As [`transcribe_with`]; [`AudioError::Unsupported`] when the file has more than [`MOST_CHANNELS`].
pub fn transcribe_channels(
    engine: &Arc<dyn Engine>,
    path: &Path,
    hints: &Arc<Hints>,
    progress: &mut dyn FnMut(f64),
) -> Result<Transcript, FileError> {
    let channels = AudioFile::open(path)?.channels();
    if channels > MOST_CHANNELS {
        let reason = format!("{channels} kênh, nhiều nhất {MOST_CHANNELS} (too many channels)");
        return Err(AudioError::Unsupported { reason }.into());
    }
    let cpu_before = cpu::thread_time();
    let mut transcript = blank(engine, path);
    for channel in 0..channels {
        let before = transcript.audio_seconds * channel as f64;
        let mut file = AudioFile::open(path)?.only(channel);
        let number = u32::try_from(channel).unwrap_or(u32::MAX);
        listen(engine, &mut file, number, hints, &mut transcript, &mut |seconds| progress(before + seconds))?;
    }
    transcript.segments.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.channel.cmp(&b.channel)));
    transcript.decode_cpu_seconds = (cpu::thread_time() - cpu_before).as_secs_f64();
    Ok(transcript)
}

fn blank(engine: &Arc<dyn Engine>, path: &Path) -> Transcript {
    let card = engine.card();
    Transcript {
        file: path.display().to_string(),
        audio_seconds: 0.0,
        engine: card.engine.clone(),
        model: card.model.clone(),
        decode_cpu_seconds: 0.0,
        broken_off: None,
        segments: vec![],
        held: vec![],
    }
}

/// Writes down one channel into the transcript. What is read before a file breaks off is kept.
fn listen(
    engine: &Arc<dyn Engine>,
    file: &mut AudioFile,
    channel: u32,
    hints: &Arc<Hints>,
    transcript: &mut Transcript,
    progress: &mut dyn FnMut(f64),
) -> Result<(), FileError> {
    let track = TrackId::from("file");
    let (mut ear, mut voice) = (Ear::new(0)?, Voice::new(Arc::clone(engine), track, Arc::clone(hints)));
    let (mut failed, mut samples) = (None, 0_u64);
    let (segments, held) = (&mut transcript.segments, &mut transcript.held);
    let mut listen = |work: Vec<Work>| {
        voice.work(work, Partials::NONE, &mut |event| match event {
            SpeechEvent::Final { t0_ms, t1_ms, words, .. } => {
                let written = |heard: &Hypothesis| Segment { channel, ..segment(t0_ms, t1_ms, heard) };
                let heard = Hypothesis::of(words.into_iter().map(in_seconds).collect());
                let whole = written(&heard);
                let judged = judge(heard, (t1_ms - t0_ms) as f32 / 1000.0);
                if !judged.kept.words.is_empty() {
                    segments.push(written(&judged.kept));
                }
                if let Some((reason, _)) = judged.held {
                    held.push(Held { reason, segment: whole });
                }
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
    loop {
        let block = match file.next_block() {
            Ok(Some(block)) => block,
            Ok(None) => break,
            Err(error) if samples > 0 => {
                transcript.broken_off = Some(error.to_string());
                break;
            }
            Err(error) => return Err(error.into()),
        };
        ear.samples(&block, Instant::now(), &mut work);
        listen(std::mem::take(&mut work))?;
        samples += block.len() as u64;
        progress(samples as f64 / f64::from(SPEECH_RATE));
    }
    ear.close(Instant::now(), &mut work);
    listen(work)?;
    transcript.audio_seconds = transcript.audio_seconds.max(samples as f64 / f64::from(SPEECH_RATE));
    Ok(())
}

fn in_seconds(word: WordMs) -> Word {
    Word { start_s: word.t0_ms as f32 / 1000.0, end_s: word.t1_ms as f32 / 1000.0, text: word.text, p: word.p }
}

fn segment(t0_ms: u64, t1_ms: u64, heard: &Hypothesis) -> Segment {
    let ms = |seconds: f32| (f64::from(seconds) * 1000.0).round() / 1000.0;
    let word =
        |w: &Word| SpokenWord { start: ms(w.start_s), end: ms(w.end_s), text: w.text.clone(), p: probability(w.p) };
    Segment {
        start: seconds(t0_ms),
        end: seconds(t1_ms),
        channel: 0,
        speaker: None,
        spoken: heard.text.clone(),
        text: heard.text.clone(),
        confidence: probability(heard.confidence),
        words: heard.words.iter().map(word).collect(),
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
    fn what_nobody_said_is_listed_apart() {
        let sound = [babble(2.0), vec![0.0; 16_000], babble(4.0), vec![0.0; 16_000]].concat();
        let file = wav(16_000, 1, &sound.iter().map(|s| (s * 32_000.0) as i16).collect::<Vec<_>>());
        let lines = ["tiến độ tiến độ tiến độ tiến độ", "chào tạm biệt"];
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(lines.map(str::to_owned)));
        let transcript = transcribe(&engine, file.path()).unwrap();
        let kept: Vec<_> = transcript.segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(kept, ["tiến độ"], "three words in four seconds are a farewell over silence");
        assert_eq!(transcript.held.len(), 2);
        assert_eq!(transcript.restored().segments[0].text, lines[0]);
    }

    #[test]
    fn channels_are_written_down_apart() {
        let (first, second) = ([babble(1.0), vec![0.0; 32_000]].concat(), [vec![0.0; 32_000], babble(1.0)].concat());
        let pairs = first.iter().zip(&second).flat_map(|(a, b)| [*a, *b]);
        let file = wav(16_000, 2, &pairs.map(|s| (s * 32_000.0) as i16).collect::<Vec<_>>());
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(["một".to_owned(), "hai".to_owned()]));
        let apart = transcribe_channels(&engine, file.path(), &Arc::default(), &mut |_| {}).unwrap();
        let said: Vec<_> = apart.segments.iter().map(|s| (s.channel, s.text.as_str())).collect();
        assert_eq!((said, apart.audio_seconds), (vec![(0, "một"), (1, "hai")], 3.0));
    }

    #[test]
    fn a_file_that_breaks_off_keeps_what_could_be_read() {
        let sound = [babble(2.0), vec![0.0; 16_000]].concat();
        let file = wav(16_000, 1, &sound.iter().map(|s| (s * 32_000.0) as i16).collect::<Vec<_>>());
        file.as_file().set_len(44 + 60_000).unwrap();
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(["xin chào".to_owned()]));
        let kept = transcribe(&engine, file.path()).unwrap();
        assert_eq!(kept.segments.len(), 1);
        assert!(kept.audio_seconds > 1.0 && kept.audio_seconds < 2.0, "{}", kept.audio_seconds);
    }

    #[test]
    fn a_file_that_is_no_sound_is_refused() {
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new([]));
        assert!(transcribe(&engine, Path::new("/dev/null")).is_err_and(|e| e.code() == "unsupported_audio"));
    }
}
