//! Figures of the machine for a monitoring system (Prometheus text format): counts and bytes, of nobody and of no meeting.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use giaoban_models::refusal::Refusal;
use sha2::{Digest as _, Sha256};

use super::error::ApiResult;
use super::gate::AppState;

/// File of the data folder with the token that opens this from the network; without it only this machine may ask.
const TOKEN_FILE: &str = "metrics-token";
/// Shortest token that counts, bytes.
const SHORTEST: usize = 16;

/// `GET /metrics`: for this machine, or for whoever has the token.
pub async fn read(State(app): AppState, request: Request) -> ApiResult<Response> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let local = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !local && !given.and_then(|given| given.strip_prefix("Bearer ")).is_some_and(|token| opens(&app.data, token)) {
        return Err(Refusal::NotFound.into());
    }
    let (devices, _) = app.rooms.count();
    let live = app.store.live_meetings().await?.len();
    let waiting = app.store.search_stale().await?.len();
    let free = crate::server::disk_free(&app.data);
    let version = env!("CARGO_PKG_VERSION");
    let mut text = String::new();
    let figures: [(&str, &str, String); 6] = [
        ("giaoban_info", "Version of the program.", format!("{{version=\"{version}\"}} 1")),
        (
            "giaoban_start_time_seconds",
            "When this process started, seconds since 1970.",
            format!(" {}", app.started_at.0 / 1000),
        ),
        ("giaoban_live_meetings", "Meetings in progress.", format!(" {live}")),
        ("giaoban_devices", "Devices connected to meetings.", format!(" {devices}")),
        ("giaoban_disk_free_bytes", "Bytes free where recordings are kept.", format!(" {free}")),
        ("giaoban_search_waiting_meetings", "Changed meetings the search has not read yet.", format!(" {waiting}")),
    ];
    for (name, help, value) in figures {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name}{value}");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// Whether the token is the one of the file. Hashes are compared, so that the time does not tell how much of it is right.
fn opens(data: &Path, token: &str) -> bool {
    let Ok(kept) = std::fs::read_to_string(data.join(TOKEN_FILE)) else { return false };
    let kept = kept.trim();
    kept.len() >= SHORTEST && Sha256::digest(kept) == Sha256::digest(token.trim())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn without_a_token_of_some_length_nobody_outside_is_let_in() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!opens(folder.path(), ""));
        std::fs::write(folder.path().join(TOKEN_FILE), "short\n").unwrap();
        assert!(!opens(folder.path(), "short"));
        std::fs::write(folder.path().join(TOKEN_FILE), "a-long-enough-token\n").unwrap();
        assert!(opens(folder.path(), "a-long-enough-token"));
        assert!(!opens(folder.path(), "a-long-enough-toke") && !opens(folder.path(), ""));
    }
}
