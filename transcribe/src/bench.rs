//! `bench speech`: how many words are wrong, what it costs, and how long a final text takes.

mod live;
mod machine;
mod named;
mod set;
mod shading;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use serde::{Deserialize, Serialize};

pub use live::LiveBench;
pub use machine::Machine;
pub use named::{HintsBench, Named};
pub use set::{Clip, SetError, read_set};
pub use shading::Shading;

use crate::{
    engine::{Engine, EngineCard, Hints},
    file::{self, FileError},
    wer::{Errors, comparable, compare},
};
use shading::Judged;

/// What is measured.
#[derive(Clone)]
pub struct Options {
    /// Clips fed at real time for latency and loss, evenly taken from the set; 0 leaves both out.
    pub live_clips: usize,
    /// Clips fed at the same moment.
    pub live_at_once: usize,
    /// Names that are said in the clips; given as hints in a second run.
    pub names: Vec<String>,
    /// Phrases that are not said, given as hints beside the names.
    pub distractors: Vec<String>,
    /// Whether a word can be Vietnamese; clips of such words alone are counted apart.
    pub vietnamese: fn(&str) -> bool,
}

impl Default for Options {
    fn default() -> Self {
        let (names, distractors) = (vec![], vec![]);
        Self { live_clips: 12, live_at_once: 3, names, distractors, vietnamese: |_| true }
    }
}

/// Some of the clips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// How many.
    pub clips: u64,
    /// Words of their reference.
    pub words: u64,
    /// Word error rate.
    pub wer_percent: f64,
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
    /// The clips in which every word can be Vietnamese.
    pub vietnamese_only: Part,
    /// What confidence finds; none when nothing was heard.
    pub shading: Option<Shading>,
    /// What hints are worth; none without names.
    pub hints: Option<HintsBench>,
    /// Processor seconds for each second of sound; with hints where there are names.
    pub cpu_seconds_per_audio_second: f64,
    /// The live pipeline; none when no clip was fed.
    pub live: Option<LiveBench>,
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

/// What was counted in one run over the clips.
#[derive(Default)]
struct Run {
    errors: Errors,
    vietnamese: (u64, Errors),
    by_speaker: BTreeMap<String, Errors>,
    judged: Judged,
    named: Named,
    /// What was heard in each clip.
    heard: Vec<String>,
    audio_seconds: f64,
    cpu_seconds: f64,
}

/// Measures an engine over the clips without digits of a speech set. `on_clip` is told each comparison.
pub fn speech(
    engine: &Arc<dyn Engine>,
    set: &Path,
    options: &Options,
    on_clip: &mut dyn FnMut(&Clip, &str, Errors),
) -> Result<SpeechBench, BenchError> {
    let machine = Machine::now();
    let clips: Vec<Clip> = read_set(set)?.into_iter().filter(|clip| !clip.has_digits).collect();
    let run = over(engine, &clips, options, &Arc::default(), on_clip)?;
    let (mut cpu_seconds, mut hints) = (run.cpu_seconds, None);
    if !options.names.is_empty() {
        let phrases = Arc::new(Hints::of(options.names.iter().chain(&options.distractors)));
        let with = over(engine, &clips, options, &phrases, &mut |_, _, _| {})?;
        cpu_seconds = with.cpu_seconds;
        hints = Some(HintsBench::of(options.names.len(), options.distractors.len(), run.named, with.named));
    }
    let live = live::measure(engine, &clips, &run.heard, options)?;
    let (vietnamese_clips, vietnamese) = run.vietnamese;
    Ok(SpeechBench {
        method: method(options),
        machine,
        engine: engine.card().clone(),
        clips: clips.len() as u64,
        audio_seconds: run.audio_seconds,
        words: run.errors.words,
        wer_percent: run.errors.percent(),
        errors: run.errors,
        wer_percent_by_speaker: run.by_speaker.into_iter().map(|(speaker, found)| (speaker, found.percent())).collect(),
        vietnamese_only: Part { clips: vietnamese_clips, words: vietnamese.words, wer_percent: vietnamese.percent() },
        shading: run.judged.shading(),
        hints,
        cpu_seconds_per_audio_second: cpu_seconds / f64::max(run.audio_seconds, f64::MIN_POSITIVE),
        live,
    })
}

fn over(
    engine: &Arc<dyn Engine>,
    clips: &[Clip],
    options: &Options,
    hints: &Arc<Hints>,
    on_clip: &mut dyn FnMut(&Clip, &str, Errors),
) -> Result<Run, BenchError> {
    let names: Vec<Vec<String>> = options.names.iter().map(|name| comparable(name)).collect();
    let mut run = Run::default();
    for clip in clips {
        let told = |source| BenchError::Clip { file: clip.file.display().to_string(), source };
        let transcript = file::transcribe_with(engine, &clip.file, hints, &mut |_| {}).map_err(told)?;
        let heard: Vec<&str> = transcript.segments.iter().map(|s| s.spoken.as_str()).collect();
        let heard = heard.join(" ");
        let found = compare(&clip.transcript, &heard);
        on_clip(clip, &heard, found);
        run.errors += found;
        *run.by_speaker.entry(clip.speaker.clone()).or_default() += found;
        if comparable(&clip.transcript).iter().all(|word| (options.vietnamese)(word)) {
            run.vietnamese.0 += 1;
            run.vietnamese.1 += found;
        }
        run.judged.add(&clip.transcript, &transcript);
        run.named.add(&names, &clip.transcript, &heard);
        run.heard.push(heard);
        run.audio_seconds += transcript.audio_seconds;
        run.cpu_seconds += transcript.decode_cpu_seconds;
    }
    Ok(run)
}

fn method(options: &Options) -> String {
    let Options { live_clips, live_at_once, .. } = options;
    format!(
        "Every clip without digits, whole file through voice detection and the engine on one thread; WER after NFC, lower case, \
         punctuation removed, tone placement unified. CPU: processor time of that thread, reading and resampling included. \
         Shading: the least sure 15 % of the heard words. Hints: a second run with names and distractors together. \
         Live: {live_clips} clips evenly taken, {live_at_once} at once, encoded to Opus and fed at real time, without hints; \
         latency from the end of the last voiced 16 ms frame on the clock of the sound to the final text."
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{audio::file::tests::wav, engine::Scripted, stream::tests::babble};

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
        let options =
            Options { live_clips: 1, live_at_once: 1, vietnamese: |word| word != "bạn", ..Options::default() };
        let result = speech(&engine, folder.path(), &options, &mut |_, _, _| {}).unwrap();
        assert_eq!((result.clips, result.words), (2, 6));
        assert!((result.wer_percent - 100.0 / 6.0).abs() < 1e-9);
        assert_eq!(result.wer_percent_by_speaker["A"], 25.0);
        assert_eq!((result.vietnamese_only.clips, result.vietnamese_only.words), (1, 2), "one clip holds another word");
        let live = result.live.unwrap();
        assert!(live.final_latency_p50_s > 0.3 && live.final_latency_p50_s < 3.0);
        assert_eq!((live.clips, live.finals), (1, 1));
        assert_eq!((live.wer_percent_file, live.wer_percent_live), (25.0, 75.0), "the engine went on to its next line");
    }
}
