//! `giaoban bench`

mod search;
mod statistics;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use giaoban_transcribe::bench::{self, Options};

use super::{Done, ModelFolder, print_json};
use crate::speech::{self, Choice};

/// Measure this machine.
#[derive(Subcommand)]
pub enum Bench {
    /// Word error rate, cost and latency of a speech engine over a set of clips.
    Speech(Speech),
    /// How long answers of the search take over years of made-up meetings, in a folder of its own.
    Search(search::Search),
    /// How long reports take over years of made-up directives.
    Statistics(statistics::Statistics),
}

/// What is measured with what.
#[derive(Args)]
pub struct Speech {
    /// Folder with a manifest.tsv.
    #[arg(long, env = "GIAOBAN_SPEECH_SET", value_name = "DIR")]
    set: PathBuf,
    /// conformer or whisper.
    #[arg(long, default_value = "conformer")]
    engine: String,
    /// A ggml file for whisper.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Clips fed at real time for the latency; 0 leaves it out.
    #[arg(long, default_value_t = 12)]
    live_clips: usize,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    folder: ModelFolder,
}

impl Bench {
    /// Does it.
    pub fn run(self) -> Done {
        match self {
            Self::Speech(asked) => asked.run(),
            Self::Search(asked) => asked.run(),
            Self::Statistics(asked) => asked.run(),
        }
    }
}

impl Speech {
    fn run(self) -> Done {
        let asked = self;
        let engine = speech::load(&asked.folder.cache(), &Choice { engine: asked.engine, model: asked.model })?;
        let options = Options { live_clips: asked.live_clips, ..Options::default() };
        let result = bench::speech(&engine, &asked.set, options, &mut |_, _, _| {})?;
        if asked.json {
            return print_json(&result);
        }
        println!("{}", serde_json::to_string_pretty(&result)?);
        Ok(())
    }
}
