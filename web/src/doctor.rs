//! What is missing or wrong on this machine, and the command that mends it (chẩn đoán).
//!
//! Nothing is changed and nothing outside the machine is asked. Each check looks at one thing and answers with findings; a
//! machine without findings can serve.

mod certificate;
mod clock;
mod database;
mod folder;
mod model;
mod port;
mod process;
mod sound;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use giaoban_models::clock::Moment;
use giaoban_transcribe::catalogue::Cache;
use serde::Serialize;

use crate::speech::Choice;

pub use port::Protocol;

/// What is looked at: the same choices the server is started with.
pub struct Asked {
    /// The data folder.
    pub data: PathBuf,
    /// Where speech models are.
    pub cache: Cache,
    /// Which engine writes.
    pub choice: Choice,
    /// Addresses the server opens: the option that names each, and what is spoken there.
    pub ports: Vec<(&'static str, Protocol, SocketAddr)>,
    /// A certificate of the installation's own.
    pub certificate: Option<PathBuf>,
    /// Whether a microphone is wanted here (a commune's room without a browser).
    pub sound: bool,
}

/// Something that needs doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable name for other programs.
    pub code: &'static str,
    /// What is wrong, in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
    /// The command that mends it.
    pub mend: String,
}

impl Finding {
    fn new(code: &'static str, vi: impl Into<String>, en: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { code, vi: vi.into(), en: en.into(), mend: mend.into() }
    }
}

/// Looks at everything, in the order in which things are best mended.
pub async fn examine(asked: &Asked, now: Moment) -> Vec<Finding> {
    let data = &asked.data;
    let mut found = folder::examine(data);
    found.extend(folder::space(data, crate::server::disk_free(folder::nearest(data))));
    let database = database::examine(data, &Index::of(data)).await;
    found.extend(clock::examine(now, folder::newest(data), database.last_moment));
    found.extend(database.findings);
    found.extend(certificate::examine(data, asked.certificate.as_deref(), now));
    for (option, protocol, at) in &asked.ports {
        found.extend(port::examine(option, *protocol, *at, data, Path::new("/proc")));
    }
    found.extend(model::examine(&asked.cache, &asked.choice));
    if asked.sound {
        found.extend(sound::examine(Path::new("/proc/asound/pcm"), Path::new("/dev/snd")));
    }
    found
}

/// What the search index says of itself.
struct Index {
    /// Whether there is one this version can read.
    readable: bool,
}

impl Index {
    fn of(data: &Path) -> Self {
        Self { readable: giaoban_models::search::Index::open(data).as_of().is_some() }
    }
}

/// A path as a shell takes it.
fn shell(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use giaoban_models::store::Store;

    use super::*;

    #[test]
    fn a_path_in_a_command_is_one_word() {
        assert_eq!(shell(Path::new("/srv/giaoban")), "/srv/giaoban");
        assert_eq!(shell(Path::new("/srv/dữ liệu")), "'/srv/dữ liệu'");
        assert_eq!(shell(Path::new("/a'b;c")), r"'/a'\''b;c'");
    }

    #[tokio::test]
    async fn a_machine_with_everything_in_place_has_nothing_that_needs_doing_but_what_was_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        Store::open(folder.path()).await.unwrap().close().await;
        crate::tls::own(&folder.path().join("tls"), &[]).unwrap();
        let mut asked = Asked {
            data: folder.path().to_owned(),
            cache: Cache::at(folder.path().join("models")),
            choice: Choice { engine: "scripted".to_owned(), model: None },
            ports: vec![("--listen", Protocol::Tcp, SocketAddr::from(([127, 0, 0, 1], 0)))],
            certificate: None,
            sound: false,
        };
        let now = Moment::from(std::time::SystemTime::now());
        let codes = async |asked: &Asked| {
            let found = examine(asked, now).await;
            assert!(found.iter().all(|f| !f.vi.is_empty() && !f.en.is_empty() && !f.mend.is_empty()));
            found.into_iter().map(|finding| finding.code).filter(|code| *code != "disk_low").collect::<Vec<_>>()
        };
        assert_eq!(codes(&asked).await, Vec::<&str>::new());
        asked.choice.engine = "conformer".to_owned();
        asked.certificate = Some(folder.path().join("none.pem"));
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        asked.ports[0].2 = taken.local_addr().unwrap();
        std::fs::remove_file(folder.path().join("tls/authority.key")).unwrap();
        let found = codes(&asked).await;
        for code in ["model_missing", "certificate_unreadable", "authority_incomplete", "port_taken"] {
            assert!(found.contains(&code), "{code}: {found:?}");
        }
    }
}
