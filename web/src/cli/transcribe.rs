//! `giaoban transcribe`

mod form;
mod meeting;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use giaoban_minutes::scribe::Scribe;
use giaoban_transcribe::engine::{Engine, Hints};
use giaoban_transcribe::file;
use giaoban_transcribe::report::Transcript;

use super::{DataFolder, Done, ModelFolder, print_json, print_line};
use crate::speech::{self, Choice};
use form::Form;

/// How often a person is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(5);
/// Longest list of phrases that is read, bytes.
const LONGEST_LIST: u64 = 1 << 20;

/// Turn audio files into text (wav, flac, mp3, m4a, ogg, webm, the sound of mp4 and mkv), or hear a held meeting again.
#[derive(Args)]
pub struct Transcribe {
    /// The files.
    #[arg(required_unless_present = "meeting", conflicts_with = "meeting")]
    files: Vec<PathBuf>,
    /// Hear the recordings of a held meeting again; what a person corrected stays as it is. Stopped, it goes on where it was.
    #[arg(long, value_name = "ID")]
    meeting: Option<String>,
    /// conformer or whisper.
    #[arg(long, default_value = "conformer")]
    engine: String,
    /// A ggml file for whisper.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Phrases to listen for, one a line: names of people, units, places.
    #[arg(long, value_name = "FILE")]
    hints: Option<PathBuf>,
    /// Write down each channel of a file by itself, as when each speaker had a microphone of their own.
    #[arg(long)]
    channels: bool,
    /// Print also what is held back as nobody's words: loops, and sentences engines write over silence.
    #[arg(long)]
    keep_all: bool,
    /// What is printed.
    #[arg(long, value_enum, default_value = "text")]
    form: Form,
    /// Feed each file at real time through the live pipeline and print each partial and final text as it comes.
    #[arg(long)]
    live: bool,
    /// One JSON object a file (an event a line with --live).
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    folder: ModelFolder,
    #[command(flatten)]
    data: DataFolder,
}

impl Transcribe {
    /// Does it.
    pub fn run(self) -> Done {
        let choice = Choice { engine: self.engine.clone(), model: self.model.clone() };
        if let Some(meeting) = &self.meeting {
            return meeting::hear_again(&self.data.path(), &self.folder.cache(), &choice, meeting, self.json);
        }
        let engine = speech::load(&self.folder.cache(), &choice)?;
        let hints = Arc::new(self.hints.as_deref().map(phrases).transpose()?.unwrap_or_default());
        let form = if self.json { Form::Json } else { self.form };
        for path in &self.files {
            if self.live {
                file::transcribe_live(&engine, path, &hints, &mut |event| {
                    if self.json {
                        let _ = print_json(&event);
                    } else {
                        println!("{:8.2}  {:?}  {}", event.emitted_at, event.kind, event.text);
                    }
                })?;
                continue;
            }
            let mut transcript = self.whole(&engine, path, &hints)?;
            if self.keep_all {
                transcript = transcript.restored();
            }
            let held = transcript.held.iter_mut().map(|held| &mut held.segment);
            for segment in transcript.segments.iter_mut().chain(held) {
                segment.text = Scribe::default().write(&segment.spoken, &[]).text;
            }
            print_line(form.print(&transcript)?.trim_end())?;
            for held in &transcript.held {
                let (at, text) = (held.segment.start, &held.segment.text);
                eprintln!(
                    "{}: giữ lại ở giây {at:.0}, nghi máy tự đặt lời: {text} (held back; --keep-all prints it)",
                    path.display()
                );
            }
            if let Some(reason) = &transcript.broken_off {
                eprintln!(
                    "{}: chỉ đọc được {:.0} giây đầu: {reason} (broken off)",
                    path.display(),
                    transcript.audio_seconds
                );
            }
        }
        Ok(())
    }

    fn whole(&self, engine: &Arc<dyn Engine>, path: &Path, hints: &Arc<Hints>) -> Result<Transcript, file::FileError> {
        let began = Instant::now();
        let mut told = began;
        let mut tell = |seconds: f64| {
            if told.elapsed() >= TOLD_EVERY {
                told = Instant::now();
                let pace = seconds / began.elapsed().as_secs_f64();
                eprintln!("{}: đã nghe {:.0} giây, nhanh gấp {pace:.1} lần lời nói (heard)", path.display(), seconds);
            }
        };
        if self.channels {
            file::transcribe_channels(engine, path, hints, &mut tell)
        } else {
            file::transcribe_with(engine, path, hints, &mut tell)
        }
    }
}

/// The phrases of a file, one a line.
fn phrases(file: &Path) -> Result<Hints, Box<dyn std::error::Error>> {
    let told = |error| format!("không đọc được {}: {error} (cannot read)", file.display());
    if std::fs::metadata(file).map_err(told)?.len() > LONGEST_LIST {
        return Err(format!("{}: danh sách quá dài (list too long)", file.display()).into());
    }
    Ok(Hints::of(std::fs::read_to_string(file).map_err(told)?.lines()))
}
