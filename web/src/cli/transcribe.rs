//! `giaoban transcribe`

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use giaoban_minutes::scribe::Scribe;
use giaoban_transcribe::file;

use super::{Done, ModelFolder, print_json};
use crate::speech::{self, Choice};

/// Turn audio files into text: wav, flac, mp3, m4a, ogg, webm and others.
#[derive(Args)]
pub struct Transcribe {
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// conformer or whisper.
    #[arg(long, default_value = "conformer")]
    engine: String,
    /// A ggml file for whisper.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Feed each file at real time through the live pipeline and print each partial and final text as it comes.
    #[arg(long)]
    live: bool,
    /// One JSON object a file (an event a line with --live).
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    folder: ModelFolder,
}

impl Transcribe {
    /// Does it.
    pub fn run(self) -> Done {
        let engine = speech::load(&self.folder.cache(), &Choice { engine: self.engine, model: self.model })?;
        for path in &self.files {
            if self.live {
                let json = self.json;
                file::transcribe_live(&engine, path, &Arc::default(), &mut |event| {
                    if json {
                        let _ = print_json(&event);
                    } else {
                        println!("{:8.2}  {:?}  {}", event.emitted_at, event.kind, event.text);
                    }
                })?;
                continue;
            }
            let mut transcript = file::transcribe(&engine, path)?;
            for segment in &mut transcript.segments {
                segment.text = Scribe::default().write(&segment.spoken, &[]).text;
            }
            if self.json {
                print_json(&transcript)?;
            } else {
                for segment in &transcript.segments {
                    println!("{:8.2}  {}", segment.start, segment.text);
                }
            }
        }
        Ok(())
    }
}
