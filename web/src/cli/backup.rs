//! `giaoban backup`

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use clap::Args;
use serde_json::json;

use super::{DataFolder, Done, print_json};
use crate::backup::{self, Progress};

/// Copy everything that is kept into one file, beside a running server.
#[derive(Args)]
pub struct Backup {
    /// The file to write (ZIP); it holds passwords' hashes and the server's key, so keep it as safe as the server.
    file: PathBuf,
    /// Put it in the place of a file of that name, once it is whole.
    #[arg(long)]
    overwrite: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataFolder,
}

impl Backup {
    /// Does it.
    pub fn run(self) -> Done {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let mut told = Told::new("sao lưu (backup)");
        let (data, now) = (self.data.path(), SystemTime::now().into());
        let (manifest, notes) =
            runtime.block_on(backup::pack(&data, &self.file, self.overwrite, now, &mut |p| told.tell(p)))?;
        told.end();
        let length = std::fs::metadata(&self.file)?.len();
        for note in &notes {
            eprintln!("giaoban: {}", note.describe());
        }
        if self.json {
            return print_json(&json!({
                "file": self.file, "bytes": length, "files": manifest.files.len(), "content_bytes": manifest.bytes(),
                "schema": manifest.schema, "made_at": manifest.made_at, "notes": notes,
            }));
        }
        let (name, files, mb) = (self.file.display(), manifest.files.len(), length.div_ceil(1_000_000));
        println!("Đã sao lưu {files} tệp vào {name}, {mb} MB (backed up).");
        println!("Kiểm tra bản sao lưu (check it): giaoban restore --check {name}");
        Ok(())
    }
}

/// Progress on standard error: rewritten in place for a person, a line now and then for a log.
pub(super) struct Told {
    what: &'static str,
    terminal: bool,
    every: Duration,
    next: Instant,
    said: bool,
}

impl Told {
    /// About this work.
    pub(super) fn new(what: &'static str) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let every = if terminal { Duration::from_millis(200) } else { Duration::from_secs(15) };
        Self { what, terminal, every, next: Instant::now() + every, said: false }
    }

    /// Tells it when it is time to.
    pub(super) fn tell(&mut self, Progress { done, of }: Progress) {
        if Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + self.every;
        self.said = true;
        let percent = done.saturating_mul(100).checked_div(of).unwrap_or(100);
        let line = format!("{}: {percent} %, {} / {} MB", self.what, done / 1_000_000, of / 1_000_000);
        let mut out = std::io::stderr();
        let _ = if self.terminal { write!(out, "\r{line}   ") } else { writeln!(out, "{line}") };
    }

    /// Ends the line.
    pub(super) fn end(&self) {
        if self.terminal && self.said {
            eprintln!();
        }
    }
}
