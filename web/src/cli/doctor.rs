//! `giaoban doctor`

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::SystemTime;

use clap::Args;
use serde_json::json;

use super::serve::any;
use super::{DataFolder, Done, ModelFolder, print_json, print_line};
use crate::doctor::{self, Asked, Finding, Protocol};
use crate::speech::Choice;

/// Say what is missing or wrong on this machine, and the command that mends it. Give the options the server is started with.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    data: DataFolder,
    #[command(flatten)]
    models: ModelFolder,
    /// Address and port for plain HTTP.
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// Address and port for HTTPS.
    #[arg(long, value_name = "ADDR:PORT")]
    https: Option<SocketAddr>,
    /// Address and UDP port for sound and picture.
    #[arg(long, value_name = "ADDR:PORT")]
    media: Option<SocketAddr>,
    /// Certificate chain (PEM) of the installation's own.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// Engine that writes captions.
    #[arg(long, env = "GIAOBAN_ENGINE", default_value = "conformer")]
    engine: String,
    /// A ggml file for whisper.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Look for a microphone too.
    #[arg(long)]
    sound: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Does it; an error when anything needs doing.
    pub fn run(self) -> Done {
        let asked = Asked {
            data: self.data.path(),
            cache: self.models.cache(),
            choice: Choice { engine: self.engine, model: self.model },
            ports: vec![
                ("--listen", Protocol::Tcp, self.listen.unwrap_or_else(|| any(8080))),
                ("--https", Protocol::Tcp, self.https.unwrap_or_else(|| any(8443))),
                ("--media", Protocol::Udp, self.media.unwrap_or_else(|| any(8444))),
            ],
            certificate: self.certificate,
            sound: self.sound,
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let found = runtime.block_on(doctor::examine(&asked, SystemTime::now().into()));
        if self.json {
            print_json(&json!({ "ok": found.is_empty(), "data": asked.data, "findings": found }))?;
        } else {
            print_line(as_text(&found).trim_end())?;
        }
        match found.len() {
            0 => Ok(()),
            count => Err(format!("có {count} việc cần xử lý ({count} things need doing)").into()),
        }
    }
}

fn as_text(found: &[Finding]) -> String {
    if found.is_empty() {
        return "Không phát hiện lỗi nào (nothing needs doing).".to_owned();
    }
    let mut text = String::new();
    for (number, Finding { code, vi, en, mend }) in (1..).zip(found) {
        text.push_str(&format!("{number}. {vi} [{code}]\n   {en}\n   Lệnh xử lý (command): {mend}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_told_in_vietnamese_first_and_with_its_command() {
        let finding = Finding {
            code: "disk_low",
            vi: "Đĩa sắp đầy.".to_owned(),
            en: "The disk is nearly full.".to_owned(),
            mend: "du -xh".to_owned(),
        };
        let text = as_text(&[finding]);
        assert_eq!(text, "1. Đĩa sắp đầy. [disk_low]\n   The disk is nearly full.\n   Lệnh xử lý (command): du -xh\n");
        assert!(as_text(&[]).starts_with("Không phát hiện"));
    }
}
