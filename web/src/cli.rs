//! The command line.

mod account;
mod backup;
mod bench;
mod deadline;
mod doctor;
mod extract;
mod import;
mod lines;
mod minutes;
mod models;
mod numbering;
mod restore;
mod search;
mod serve;
mod transcribe;
mod written;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser};
use giaoban_transcribe::catalogue::Cache;

use crate::assistant::{Assistant, AssistantError};
use crate::outgoing::{Gateway, Mail, MailSettings, Outgoing, OutgoingError};

/// Hệ thống họp giao ban trực tuyến: phòng họp, phụ đề, bản ghi lời nói. (The meeting system of an authority.)
#[derive(Parser)]
#[command(name = "giaoban", version, about)]
pub enum Command {
    /// Start the server.
    Serve(Box<serve::Serve>),
    /// Turn audio files into text.
    Transcribe(transcribe::Transcribe),
    /// Propose directives from what was said.
    Extract(extract::Extract),
    /// Find due dates in phrases.
    Deadline(deadline::Deadline),
    /// Write spoken numbers as an office does.
    Written(written::Written),
    /// List, fetch, import or check speech models.
    #[command(subcommand)]
    Models(models::Models),
    /// Write minutes as documents.
    #[command(subcommand)]
    Minutes(minutes::Minutes),
    /// Say or set how documents are numbered.
    Numbering(numbering::NumberingOf),
    /// Find what was said, written down and ordered.
    Search(search::Search),
    /// Bring in what was kept elsewhere.
    #[command(subcommand)]
    Import(import::Import),
    /// Help an administrator who cannot sign in.
    #[command(subcommand)]
    Account(account::Account),
    /// Copy everything that is kept into one file.
    Backup(backup::Backup),
    /// Bring a backup back.
    Restore(restore::Restore),
    /// Say what is missing or wrong on this machine, and the command that mends it.
    Doctor(doctor::Doctor),
    /// Measure this machine.
    #[command(subcommand)]
    Bench(bench::Bench),
}

/// Where everything is kept.
#[derive(Args, Clone)]
pub struct DataFolder {
    /// Folder everything is kept in (default: giaoban in the user's data folder).
    #[arg(id = "data_folder", long = "data", env = "GIAOBAN_DATA", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl DataFolder {
    /// The folder: as given, or `giaoban` in the user's data folder (XDG base directories).
    fn path(&self) -> PathBuf {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        self.folder.clone().unwrap_or_else(|| {
            set("XDG_DATA_HOME")
                .or_else(|| set("HOME").map(|home| home.join(".local/share")))
                .unwrap_or_else(|| PathBuf::from("/var/lib"))
                .join("giaoban")
        })
    }
}

/// A language model in the house that may point at orders the rules missed.
#[derive(Args, Clone)]
pub struct AssistantOptions {
    /// Ask a language model on a machine of the authority's own (OpenAI chat interface, such as http://127.0.0.1:8081/v1) which
    /// orders the rules missed. Off unless given; only private addresses are asked.
    #[arg(long, env = "GIAOBAN_ASSISTANT", value_name = "URL", requires = "assistant_model")]
    assistant: Option<String>,
    /// What the model is called there.
    #[arg(long, env = "GIAOBAN_ASSISTANT_MODEL", value_name = "NAME")]
    assistant_model: Option<String>,
}

impl AssistantOptions {
    fn named(&self) -> Result<Option<Assistant>, AssistantError> {
        let (Some(url), Some(model)) = (&self.assistant, &self.assistant_model) else { return Ok(None) };
        Assistant::at(url, model).map(Some)
    }
}

/// Where notices go besides the page "Thông báo". Secrets are read from files, not from the command line.
#[derive(Args, Clone)]
pub struct OutgoingOptions {
    /// Address people reach this server by, such as `https://giaoban.example`: it stands in messages.
    #[arg(long, env = "GIAOBAN_PUBLIC_ADDRESS", value_name = "URL")]
    public_address: Option<String>,
    /// Mail server: smtp://HOST:PORT (STARTTLS), smtps://HOST:PORT, or smtp+plain://localhost:PORT. No mail is sent without it.
    #[arg(long, env = "GIAOBAN_MAIL", value_name = "URL", requires_all = ["mail_from", "public_address"])]
    mail: Option<String>,
    /// Sender of mail: "Giao ban <giaoban@example>".
    #[arg(long, env = "GIAOBAN_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Account at the mail server.
    #[arg(long, env = "GIAOBAN_MAIL_USER", value_name = "NAME", requires = "mail_password_file")]
    mail_user: Option<String>,
    /// File with its password.
    #[arg(long, env = "GIAOBAN_MAIL_PASSWORD_FILE", value_name = "FILE")]
    mail_password_file: Option<PathBuf>,
    /// Gateway for text messages: https://HOST/PATH. Nothing is sent to one without it.
    #[arg(long, env = "GIAOBAN_GATEWAY", value_name = "URL", requires_all = ["gateway_secret_file", "public_address"])]
    gateway: Option<String>,
    /// File with the secret that signs what goes to the gateway.
    #[arg(long, env = "GIAOBAN_GATEWAY_SECRET_FILE", value_name = "FILE")]
    gateway_secret_file: Option<PathBuf>,
    /// Certificate authority (PEM) of the mail server and the gateway, beside those this machine trusts.
    #[arg(long, env = "GIAOBAN_OUTGOING_CA", value_name = "FILE")]
    outgoing_ca: Option<PathBuf>,
}

impl OutgoingOptions {
    fn named(&self) -> Result<Outgoing, OutgoingError> {
        let authority = self.outgoing_ca.as_deref().map(content).transpose()?;
        let secret = |file: &Option<PathBuf>| match file {
            None => Ok(None),
            Some(file) => content(file).map(|bytes| Some(String::from_utf8_lossy(&bytes).trim_end().to_owned())),
        };
        let mail = match (&self.mail, &self.mail_from) {
            (Some(server), Some(from)) => Some(Mail::new(&MailSettings {
                server: server.clone(),
                from: from.clone(),
                user: self.mail_user.clone(),
                password: secret(&self.mail_password_file)?,
                authority: authority.clone(),
            })?),
            _ => None,
        };
        let gateway = match (&self.gateway, secret(&self.gateway_secret_file)?) {
            (Some(url), Some(secret)) => Some(Gateway::new(url, secret.as_bytes(), authority.as_deref())?),
            _ => None,
        };
        let address = self.public_address.as_deref().unwrap_or_default().trim_end_matches('/').to_owned();
        Ok(Outgoing { mail, gateway, address })
    }
}

fn content(file: &std::path::Path) -> Result<Vec<u8>, OutgoingError> {
    std::fs::read(file).map_err(|error| OutgoingError::Setting(format!("{}: {error}", file.display())))
}

/// Where speech models are.
#[derive(Args, Clone)]
pub struct ModelFolder {
    /// Folder of the speech models (default: giaoban/models in the user's cache folder).
    #[arg(id = "model_folder", long = "models", env = "GIAOBAN_MODELS", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl ModelFolder {
    fn cache(&self) -> Cache {
        self.folder.as_ref().map_or_else(Cache::from_environment, Cache::at)
    }
}

impl Command {
    /// Does what was asked; the exit code is 1 when it could not be done.
    pub fn run(self) -> ExitCode {
        let done = match self {
            Self::Serve(serve) => serve.run(),
            Self::Transcribe(transcribe) => transcribe.run(),
            Self::Extract(extract) => extract.run(),
            Self::Deadline(deadline) => deadline.run(),
            Self::Written(written) => written.run(),
            Self::Models(models) => models.run(),
            Self::Minutes(minutes) => minutes.run(),
            Self::Numbering(numbering) => numbering.run(),
            Self::Search(search) => search.run(),
            Self::Import(import) => import.run(),
            Self::Account(account) => account.run(),
            Self::Backup(backup) => backup.run(),
            Self::Restore(restore) => restore.run(),
            Self::Doctor(doctor) => doctor.run(),
            Self::Bench(bench) => bench.run(),
        };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("giaoban: {error}");
                let mut cause = error.source();
                while let Some(inner) = cause {
                    eprintln!("  vì (because): {inner}");
                    cause = inner.source();
                }
                ExitCode::FAILURE
            }
        }
    }
}

/// What a command answers.
pub type Done = Result<(), Box<dyn std::error::Error>>;

/// Prints one JSON object on a line of its own.
pub fn print_json(value: &impl serde::Serialize) -> Done {
    print_line(&serde_json::to_string(value)?)
}

/// Prints a line. When nobody reads any more ("| head"), the program ends quietly.
pub fn print_line(line: &str) -> Done {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => Ok(other?),
    }
}
