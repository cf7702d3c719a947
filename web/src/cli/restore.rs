//! `giaoban restore`

use std::path::PathBuf;

use clap::Args;
use giaoban_models::clock::Moment;
use serde_json::json;

use super::backup::Told;
use super::{DataFolder, Done, print_json};
use crate::backup;

/// Bring a backup back into an empty data folder: everything of it, or on any error nothing.
#[derive(Args)]
pub struct Restore {
    /// What `giaoban backup` wrote.
    file: PathBuf,
    /// Only read the backup and compare every byte with its checksums.
    #[arg(long)]
    check: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataFolder,
}

impl Restore {
    /// Does it.
    pub fn run(self) -> Done {
        let mut told = Told::new(if self.check { "kiểm tra (check)" } else { "phục hồi (restore)" });
        let data = self.data.path();
        let manifest = if self.check {
            backup::check(&self.file, &mut |p| told.tell(p))
        } else {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(backup::unpack(&self.file, &data, &mut |p| told.tell(p)))
        };
        told.end();
        let manifest = manifest?;
        let (files, bytes) = (manifest.files.len(), manifest.bytes());
        if self.json {
            let restored = (!self.check).then_some(&data);
            return print_json(&json!({
                "file": self.file, "data": restored, "files": files, "content_bytes": bytes, "schema": manifest.schema,
                "made_at": manifest.made_at, "program": manifest.program,
            }));
        }
        let taken = when(manifest.made_at);
        let mb = bytes.div_ceil(1_000_000);
        if self.check {
            println!("Bản sao lưu lúc {taken} nguyên vẹn: {files} tệp, {mb} MB (the backup is whole).");
        } else {
            let data = data.display();
            println!("Đã phục hồi bản sao lưu lúc {taken} vào {data}: {files} tệp, {mb} MB (restored).");
            println!("Khởi động (start): giaoban serve --data {data}");
        }
        Ok(())
    }
}

/// A moment as an office writes it.
fn when(at: Moment) -> String {
    let at = at.in_vietnam();
    let (day, month) = (at.day(), u8::from(at.month()));
    format!("{:02}:{:02} ngày {day:02}/{month:02}/{}", at.hour(), at.minute(), at.year())
}
