//! `giaoban minutes`

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::{Args, Subcommand};
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{DATABASE_FILE, Store, StoreError};
use serde::Serialize;

use super::{DataFolder, Done, print_json};
use crate::minutes::{self, Paper, drafting};

/// Minutes of meetings.
#[derive(Subcommand)]
pub enum Minutes {
    /// Write the minutes of a meeting into a file; drafts them first when there is no draft.
    Export(Export),
}

/// `giaoban minutes export`
#[derive(Args)]
pub struct Export {
    /// Identity of the meeting, as in its address in the browser.
    meeting: String,
    /// Kind of file.
    #[arg(long, value_enum)]
    format: Paper,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    data: DataFolder,
    /// Tell what was written as JSON.
    #[arg(long)]
    json: bool,
}

/// What was written.
#[derive(Serialize)]
struct Written {
    meeting: MeetingId,
    file: PathBuf,
    bytes: usize,
    document_number: Option<String>,
    issued: bool,
}

impl Minutes {
    /// Does it.
    pub fn run(self) -> Done {
        let Self::Export(export) = self;
        export.run()
    }
}

impl Export {
    fn run(self) -> Done {
        let data = self.data.path();
        if !data.join(DATABASE_FILE).is_file() {
            let place = data.display();
            return Err(format!(
                "thư mục {place} chưa có dữ liệu; dùng --data để chỉ đúng thư mục (no data in this folder; name it with --data)"
            )
            .into());
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let written = runtime.block_on(self.write(&data))?;
        if self.json {
            return print_json(&written);
        }
        println!("Đã ghi {} ({} byte).", written.file.display(), written.bytes);
        Ok(())
    }

    async fn write(&self, data: &Path) -> Result<Written, Box<dyn std::error::Error>> {
        let store = Store::open(data).await?;
        let meeting = MeetingId(self.meeting.clone());
        let now = SystemTime::now().into();
        let unknown = |error| match error {
            StoreError::Refused(Refusal::NotFound) => {
                format!("không có cuộc họp {:?} (no such meeting)", self.meeting).into()
            }
            other => Box::<dyn std::error::Error>::from(other),
        };
        if store.minutes_for_server(&meeting).await?.is_none() {
            drafting::first(&store, data, &meeting, now).await.map_err(unknown)?;
        }
        let document = minutes::standing(&store, &meeting).await.map_err(unknown)?;
        store.close().await;
        let bytes = self.format.set(&document, now)?;
        std::fs::write(&self.out, &bytes)
            .map_err(|error| format!("không ghi được {}: {error} (cannot write)", self.out.display()))?;
        let number = document.head.number.as_ref().map(|number| format!("{number}/{}", document.head.sign));
        Ok(Written {
            meeting,
            file: self.out.clone(),
            bytes: bytes.len(),
            document_number: number,
            issued: document.issued,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_folder_without_data_is_told_and_not_made_into_one() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("bien-ban.docx");
        let (meeting, format, data) =
            ("m".to_owned(), Paper::Docx, DataFolder { folder: Some(folder.path().to_owned()) });
        let failed = Export { meeting, format, out: out.clone(), data, json: false }.run();
        assert!(failed.unwrap_err().to_string().contains("--data"));
        assert!(!out.exists() && !folder.path().join(DATABASE_FILE).exists());
    }
}
