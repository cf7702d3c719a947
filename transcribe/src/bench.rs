//! `bench speech`: how many words are wrong, what it costs, and how long a final text takes.

mod machine;
mod set;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

pub use machine::Machine;
pub use set::{Clip, SetError, read_set};

use crate::{
    engine::{Engine, EngineCard},
    file::{self, FileError},
    report::{LiveEvent, LiveKind},
    wer::{Errors, compare},
};

/// What is measured.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Clips fed at real time for the latency, evenly taken from the set; 0 leaves the latency out.
    pub live_clips: usize,
    /// Clips fed at the same moment.
    pub live_at_once: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { live_clips: 12, live_at_once: 3 }
    }
}

/// The result of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeechBench {
    /// What was run, in words.
    pub method: String,
    /// Where it was run.
    pub machine: Machine,
    /// The engine and its model.
    pub engine: EngineCard,
    /// Clips compared.
    pub clips: u64,
    /// Length of their sound.
    pub audio_seconds: f64,
    /// Words of the reference.
    pub words: u64,
    /// Word error rate.
    pub wer_percent: f64,
    /// Its parts.
    pub errors: Errors,
    /// Word error rate of each speaker.
    pub wer_percent_by_speaker: BTreeMap<String, f64>,
    /// Processor seconds for each second of sound.
    pub cpu_seconds_per_audio_second: f64,
    /// From the end of speech to the final text, half of the finals; none when no clip was fed live.
    pub final_latency_p50_s: Option<f64>,
    /// The same, 95 of 100.
    pub final_latency_p95_s: Option<f64>,
    /// Finals the latency rests on.
    pub live_finals: u64,
}

/// Why a bench could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BenchError {
    /// The set cannot be read.
    #[error(transparent)]
    Set(#[from] SetError),
    /// A clip cannot be transcribed.
    #[error("{file}: {source}")]
    Clip {
        /// Which clip.
        file: String,
        /// Why.
        source: FileError,
    },
}

/// Measures an engine over the clips without digits of a speech set. `on_clip` is told each comparison.
pub fn speech(
    engine: &Arc<dyn Engine>,
    set: &Path,
    options: Options,
    on_clip: &mut dyn FnMut(&Clip, &str, Errors),
) -> Result<SpeechBench, BenchError> {
    let machine = Machine::now();
    let clips: Vec<Clip> = read_set(set)?.into_iter().filter(|clip| !clip.has_digits).collect();
    let (mut errors, mut by_speaker) = (Errors::default(), BTreeMap::<String, Errors>::new());
    let (mut audio_seconds, mut cpu_seconds) = (0.0, 0.0);
    for clip in &clips {
        let told = |source| BenchError::Clip { file: clip.file.display().to_string(), source };
        let transcript = file::transcribe(engine, &clip.file).map_err(told)?;
        let heard: Vec<&str> = transcript.segments.iter().map(|s| s.spoken.as_str()).collect();
        let heard = heard.join(" ");
        let found = compare(&clip.transcript, &heard);
        on_clip(clip, &heard, found);
        errors += found;
        *by_speaker.entry(clip.speaker.clone()).or_default() += found;
        audio_seconds += transcript.audio_seconds;
        cpu_seconds += transcript.decode_cpu_seconds;
    }
    let latencies = live_latencies(engine, &clips, options)?;
    Ok(SpeechBench {
        method: method(options),
        machine,
        engine: engine.card().clone(),
        clips: clips.len() as u64,
        audio_seconds,
        words: errors.words,
        wer_percent: errors.percent(),
        errors,
        wer_percent_by_speaker: by_speaker.into_iter().map(|(speaker, found)| (speaker, found.percent())).collect(),
        cpu_seconds_per_audio_second: cpu_seconds / f64::max(audio_seconds, f64::MIN_POSITIVE),
        final_latency_p50_s: percentile(&latencies, 0.50),
        final_latency_p95_s: percentile(&latencies, 0.95),
        live_finals: latencies.len() as u64,
    })
}

fn method(options: Options) -> String {
    let Options { live_clips, live_at_once } = options;
    format!(
        "Every clip without digits, whole file through voice detection and the engine on one thread; WER after NFC, lower case, \
         punctuation removed, tone placement unified. CPU: processor time of that thread, reading and resampling included. \
         Latency: {live_clips} clips evenly taken, {live_at_once} at once, encoded to Opus and fed at real time; from the end \
         of the last voiced 16 ms frame on the clock of the sound to the final text."
    )
}

/// Seconds from the end of speech to the final text, sorted.
fn live_latencies(engine: &Arc<dyn Engine>, clips: &[Clip], options: Options) -> Result<Vec<f64>, BenchError> {
    let step = clips.len().div_ceil(options.live_clips.max(1)).max(1);
    let chosen: Vec<&Clip> = clips.iter().step_by(step).take(options.live_clips).collect();
    let latencies = Mutex::new(Vec::new());
    for group in chosen.chunks(options.live_at_once.max(1)) {
        std::thread::scope(|scope| {
            let feed = |clip: &Clip| {
                let mut note = |event: LiveEvent| {
                    if event.kind == LiveKind::Final {
                        latencies.lock().unwrap_or_else(PoisonError::into_inner).push(event.emitted_at - event.end);
                    }
                };
                let told = |source| BenchError::Clip { file: clip.file.display().to_string(), source };
                file::transcribe_live(engine, &clip.file, &mut note).map_err(told)
            };
            let running: Vec<_> = group.iter().map(|&clip| scope.spawn(move || feed(clip))).collect();
            running.into_iter().try_for_each(|thread| thread.join().expect("feeding a clip does not panic"))
        })?;
    }
    let mut latencies = latencies.into_inner().unwrap_or_else(PoisonError::into_inner);
    latencies.sort_by(f64::total_cmp);
    Ok(latencies)
}

/// The value that so many of the sorted values do not exceed (nearest rank).
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{audio::file::tests::wav, engine::Scripted, stream::tests::babble};

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!((percentile(&values, 0.5), percentile(&values, 0.95)), (Some(10.0), Some(19.0)));
        assert_eq!(percentile(&[], 0.5), None);
    }

    #[test]
    fn a_set_is_measured_over_its_clips_without_digits() {
        let folder = tempfile::tempdir().unwrap();
        let samples: Vec<i16> = babble(1.0).iter().map(|s| (s * 32_000.0) as i16).collect();
        let sound = wav(16_000, 1, &samples);
        std::fs::copy(sound.path(), folder.path().join("a.wav")).unwrap();
        let manifest = "file\tspeaker\tseconds\thas_digits\ttranscript\n\
                        a.wav\tA\t1\t0\tXin chào các bạn.\na.wav\tA\t1\t1\tNăm 2024\na.wav\tB\t1\t0\tCảm ơn\n";
        std::fs::write(folder.path().join("manifest.tsv"), manifest).unwrap();
        let engine: Arc<dyn Engine> =
            Arc::new(Scripted::new(["xin chào các anh".to_owned(), "cảm ơn".to_owned(), "cảm ơn".to_owned()]));
        let options = Options { live_clips: 1, live_at_once: 1 };
        let result = speech(&engine, folder.path(), options, &mut |_, _, _| {}).unwrap();
        assert_eq!((result.clips, result.words), (2, 6));
        assert!((result.wer_percent - 100.0 / 6.0).abs() < 1e-9);
        assert_eq!(result.wer_percent_by_speaker["A"], 25.0);
        assert!(result.final_latency_p50_s.unwrap() > 0.3 && result.final_latency_p50_s.unwrap() < 3.0);
        assert_eq!(result.live_finals, 1);
    }
}
