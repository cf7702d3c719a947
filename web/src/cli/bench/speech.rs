//! `giaoban bench speech`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use giaoban_minutes::mend::sound::Sound;
use giaoban_transcribe::bench::{self, Options, SpeechBench};
use giaoban_transcribe::engine::{self, Decoding, Engine};
use serde::Serialize;

use crate::cli::{Done, ModelFolder, print_json};

/// Longest list of phrases that is read.
const LONGEST_LIST: u64 = 1 << 20;

/// What is measured with what.
#[derive(Args)]
pub struct Speech {
    /// Folder with a manifest.tsv, or the manifest itself.
    #[arg(long, env = "GIAOBAN_SPEECH_SET", value_name = "DIR")]
    set: PathBuf,
    /// conformer or whisper.
    #[arg(long, default_value = "conformer")]
    engine: String,
    /// A ggml file for whisper.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Clips fed at real time for latency and loss; 0 leaves both out.
    #[arg(long, default_value_t = 12)]
    live_clips: usize,
    /// Names said in the clips, one a line: measures what listening for them is worth.
    #[arg(long, value_name = "FILE")]
    hints: Option<PathBuf>,
    /// Phrases not said in the clips, one a line, listened for beside the hints.
    #[arg(long, value_name = "FILE", requires = "hints")]
    distractors: Option<PathBuf>,
    /// Also measure each art alone: without lead-in, greedy, several readings, common words.
    #[arg(long)]
    each: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    folder: ModelFolder,
}

/// One art after the other added.
#[derive(Serialize)]
struct Step {
    what: &'static str,
    wer_percent: f64,
    vietnamese_only_wer_percent: f64,
    cpu_seconds_per_audio_second: f64,
}

/// What is printed.
#[derive(Serialize)]
struct Measured {
    #[serde(flatten)]
    whole: SpeechBench,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    each: Vec<Step>,
}

impl Speech {
    pub(super) fn run(self) -> Done {
        let options = Options {
            live_clips: self.live_clips,
            names: self.hints.as_deref().map(phrases).transpose()?.unwrap_or_default(),
            distractors: self.distractors.as_deref().map(phrases).transpose()?.unwrap_or_default(),
            vietnamese: |word| Sound::parse(word).is_some_and(Sound::is_possible),
            ..Options::default()
        };
        let set = if self.set.is_file() { self.set.parent().unwrap_or(Path::new(".")) } else { &self.set };
        let mut each = Vec::new();
        if self.each {
            let (bare, lead_in) = (Decoding { lead_in: false, readings: 1, common_words: false }, true);
            let arts = [
                ("greedy, no lead-in", bare),
                ("+ lead-in", Decoding { lead_in, ..bare }),
                ("+ several readings", Decoding { lead_in, readings: Decoding::default().readings, ..bare }),
                ("+ common words", Decoding::default()),
            ];
            let quiet = Options { live_clips: 0, names: vec![], distractors: vec![], ..options.clone() };
            for (what, decoding) in arts {
                let found = bench::speech(&self.engine(decoding)?, set, &quiet, &mut |_, _, _| {})?;
                each.push(Step {
                    what,
                    wer_percent: found.wer_percent,
                    vietnamese_only_wer_percent: found.vietnamese_only.wer_percent,
                    cpu_seconds_per_audio_second: found.cpu_seconds_per_audio_second,
                });
            }
        }
        let whole = bench::speech(&self.engine(Decoding::default())?, set, &options, &mut |_, _, _| {})?;
        let measured = Measured { whole, each };
        if self.json {
            return print_json(&measured);
        }
        println!("{}", serde_json::to_string_pretty(&measured)?);
        Ok(())
    }

    fn engine(&self, decoding: Decoding) -> Result<Arc<dyn Engine>, engine::EngineError> {
        engine::load_with(&self.folder.cache(), &self.engine, self.model.as_deref(), 1, decoding)
    }
}

/// The phrases of a file, one a line.
fn phrases(file: &Path) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let told = |error| format!("không đọc được {}: {error} (cannot read)", file.display());
    if std::fs::metadata(file).map_err(told)?.len() > LONGEST_LIST {
        return Err(format!("{}: danh sách quá dài (list too long)", file.display()).into());
    }
    let text = std::fs::read_to_string(file).map_err(told)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
