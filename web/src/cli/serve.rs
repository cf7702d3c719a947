//! `giaoban serve`

use std::io::IsTerminal as _;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use tracing_subscriber::EnvFilter;

use super::{AssistantOptions, DataFolder, Done, ModelFolder, OutgoingOptions};
use crate::server::{self, Options};
use crate::speech::Choice;

/// What is logged unless `GIAOBAN_LOG` says otherwise. The media library (all its crates begin with `rtc`) prints addresses of
/// people at level warn; what matters of it is told by the media server itself.
const DEFAULT_LOG: &str = "info,rtc=off,ort=warn,sqlx=warn,tantivy=warn";

/// Start the server and print where it is.
#[derive(Args)]
pub struct Serve {
    /// Load the demonstration authority: invented people, meetings held, one to be held today.
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    data: DataFolder,
    #[command(flatten)]
    models: ModelFolder,
    /// Address and port for plain HTTP: pages for this machine, and how to trust the server for others.
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// Address and port for HTTPS.
    #[arg(long, value_name = "ADDR:PORT")]
    https: Option<SocketAddr>,
    /// Address and UDP port for sound and picture.
    #[arg(long, value_name = "ADDR:PORT")]
    media: Option<SocketAddr>,
    /// Certificate chain (PEM) for HTTPS instead of the server's own.
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// Private key (PEM) of --certificate.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// Engine that writes captions: conformer, whisper or scripted.
    #[arg(long, env = "GIAOBAN_ENGINE", default_value = "conformer")]
    engine: String,
    /// A ggml file for whisper, or the text file scripted says line by line.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    assistant: AssistantOptions,
    #[command(flatten)]
    outgoing: OutgoingOptions,
    /// How long a session lasts without use, seconds.
    #[arg(long, env = "GIAOBAN_SESSION_SECONDS", default_value_t = 12 * 3600, hide = true)]
    session_seconds: u32,
    /// Password of the demonstration accounts.
    #[arg(
        long,
        env = "GIAOBAN_DEMO_PASSWORD",
        default_value = "giaoban-demo-2026",
        hide = true,
        hide_env_values = true
    )]
    demo_password: String,
}

impl Serve {
    /// Runs until the process is told to stop.
    pub fn run(self) -> Done {
        let filter = EnvFilter::try_from_env("GIAOBAN_LOG").unwrap_or_else(|_| EnvFilter::new(DEFAULT_LOG));
        let colour = std::io::stderr().is_terminal();
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colour).with_writer(std::io::stderr).init();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(server::run(Options {
            demo: self.demo,
            data: self.data.path(),
            cache: self.models.cache(),
            http: self.listen.unwrap_or_else(|| any(8080)),
            https: self.https.unwrap_or_else(|| any(8443)),
            media: self.media.unwrap_or_else(|| any(8444)),
            certificate: self.certificate.zip(self.key),
            choice: Choice { engine: self.engine, model: self.model },
            assistant: self.assistant.named()?,
            outgoing: self.outgoing.named()?,
            session_ms: i64::from(self.session_seconds) * 1000,
            demo_password: self.demo_password,
        }))
    }
}

/// Every address of the machine, IPv6 and IPv4 alike where it has both.
pub(super) fn any(port: u16) -> SocketAddr {
    let v6 = SocketAddr::from((Ipv6Addr::UNSPECIFIED, port));
    let usable = std::net::TcpListener::bind(SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0))).is_ok();
    if usable { v6 } else { SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)) }
}
