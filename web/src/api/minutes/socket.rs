//! The socket of a shared text: binary frames are the Yjs sync protocol, text frames say what was kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use giaoban_minutes::shared::LARGEST_FRAME;
use giaoban_models::access::{Grant, act};
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use tokio::sync::Semaphore;

use super::super::allowance::Allowance;
use super::super::error::ApiResult;
use super::super::gate::{AppState, May};
use super::super::wire::minutes::MinutesMessage;
use super::seen;
use crate::minutes::{DeskHandle, Event, LineId, line, wire_text};
use crate::server::App;
use crate::session;

/// Frames a client may send at once, and how many it gains back a second: somebody who types fast makes ten.
const BURST: f64 = 200.0;
const REGAIN_PER_SECOND: f64 = 40.0;
/// How often a socket's session is looked up.
const SESSION_CHECK: Duration = Duration::from_secs(10);
/// A client that says nothing, not even that it has the newest text, for this long is gone.
const SILENCE: Duration = Duration::from_secs(60);
/// Close code for a message over the limit (RFC 6455, section 7.4.1).
const TOO_BIG: u16 = 1009;

/// Sockets at once; more are refused with [`Refusal::RoomFull`].
static PLACES: Semaphore = Semaphore::const_new(256);

static LINES: AtomicU64 = AtomicU64::new(1);

/// `GET /api/meetings/{id}/minutes/socket`
pub async fn open(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<MeetingId>,
    headers: HeaderMap,
    socket: WebSocketUpgrade,
) -> ApiResult<Response> {
    let place = PLACES.try_acquire().map_err(|_| Refusal::RoomFull)?;
    let account = grant.account().clone();
    seen(&app, &account, &id).await?;
    let desk = app.desks.enter(&app, &id).await?;
    let writes = Grant::<act::EditMinutes>::ask(account).ok();
    // More than the limit is read, so that the person can be told; much more ends the socket.
    let socket = socket.max_message_size(LARGEST_FRAME * 2).max_frame_size(LARGEST_FRAME * 2);
    Ok(socket.on_upgrade(move |socket| async move {
        run(app, desk, writes, headers, socket).await;
        drop(place);
    }))
}

async fn run(
    app: Arc<App>,
    desk: DeskHandle,
    writes: Option<Grant<act::EditMinutes>>,
    headers: HeaderMap,
    mut socket: WebSocket,
) {
    let id = LineId(LINES.fetch_add(1, Ordering::Relaxed));
    let (feed, mut frames) = line();
    if !desk.send(Event::Attach(id, feed)).await {
        return;
    }
    let mut allowance = Allowance::new(BURST, REGAIN_PER_SECOND);
    let mut check = tokio::time::interval(SESSION_CHECK);
    let mut last_heard = tokio::time::Instant::now();
    loop {
        tokio::select! {
            // None: the document closed this socket (a slow client, or a fault after which all begin anew).
            frame = frames.recv() => match frame {
                Some(frame) => if socket.send(frame).await.is_err() { break },
                None => { let _ = socket.send(Message::Close(None)).await; break }
            },
            heard = socket.recv() => {
                last_heard = tokio::time::Instant::now();
                match heard {
                    Some(Ok(Message::Binary(frame))) => {
                        if !allowance.spend(last_heard) {
                            if socket.send(refused(Refusal::TooManyMessages)).await.is_err() { break }
                        } else if !desk.send(Event::Frame(id, frame, writes.clone().map(Box::new))).await {
                            break;
                        }
                    }
                    Some(Ok(Message::Text(_))) => {
                        if socket.send(refused(Refusal::UnknownMessage)).await.is_err() { break }
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(Message::Close(_))) | None => break,
                    Some(Err(_)) => {
                        let frame = CloseFrame { code: TOO_BIG, reason: Utf8Bytes::from_static("too_large") };
                        let _ = socket.send(Message::Close(Some(frame))).await;
                        break;
                    }
                }
            }
            _ = check.tick() => {
                if last_heard.elapsed() > SILENCE {
                    break;
                }
                if matches!(session::stands(&app, &headers, app.now()).await, Ok(false)) {
                    let _ = socket.send(refused(Refusal::SessionExpired)).await;
                    let _ = socket.send(Message::Close(None)).await;
                    break;
                }
            }
        }
    }
    desk.send(Event::Closed(id)).await;
}

fn refused(refusal: Refusal) -> Message {
    Message::Text(wire_text(&MinutesMessage::Refused { refusal: refusal.into() }))
}
