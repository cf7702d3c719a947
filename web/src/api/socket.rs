//! The meeting socket: one WebSocket a device, JSON text both ways.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use giaoban_conference::room::{ConnectionId, Entrant, Input};
use giaoban_conference::signal::{ClientMessage, LONGEST_MESSAGE, ServerMessage};
use giaoban_models::access::{Act, act};
use giaoban_models::account::Account;
use giaoban_models::id::{MeetingId, ParticipantId};
use giaoban_models::meeting::{Meeting, Site};
use giaoban_models::refusal::Refusal;

use tokio::sync::Semaphore;

use super::allowance::Allowance;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::meetings::seeing;
use crate::rooms::{Event, Feed, RoomHandle};
use crate::server::App;
use crate::session;

/// Messages a client may send at once, and how many it gains back a second. A person presses a button a second.
const BURST: f64 = 40.0;
const REGAIN_PER_SECOND: f64 = 10.0;
/// How often a socket's session is looked up.
const SESSION_CHECK: Duration = Duration::from_secs(10);
/// A client that says nothing, not even a ping, for this long is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// Close code for a message over the limit (RFC 6455, section 7.4.1).
const TOO_BIG: u16 = 1009;

/// Sockets at once; more are refused with [`Refusal::RoomFull`].
static PLACES: Semaphore = Semaphore::const_new(512);

static CONNECTIONS: AtomicU64 = AtomicU64::new(1);

/// `GET /api/meetings/{id}/socket`
pub async fn open(
    State(app): AppState,
    May(grant): May<act::JoinMeeting>,
    Path(id): Path<MeetingId>,
    headers: HeaderMap,
    socket: WebSocketUpgrade,
) -> ApiResult<Response> {
    let place = PLACES.try_acquire().map_err(|_| Refusal::RoomFull)?;
    let account = grant.account().clone();
    let meeting = app.store.meeting(&seeing(&account)?, &id).await?.ok_or(Refusal::NotFound)?;
    let site = app.store.site_of(&grant, &id).await?.ok_or(Refusal::NotFound)?;
    let participant = app.store.participant(&id, &account.person, Some(&account.id), &site.id).await?;
    let entrant = entrant(account, participant, &meeting, site);
    let room = app.rooms.enter(&app, &id).await?;
    // One byte over the limit is read, so that the person can be told; more ends the socket.
    let socket = socket.max_message_size(LONGEST_MESSAGE * 4).max_frame_size(LONGEST_MESSAGE * 4);
    Ok(socket.on_upgrade(move |socket| async move {
        run(app, room, entrant, headers, socket).await;
        drop(place);
    }))
}

/// What an account is in a meeting.
fn entrant(account: Account, participant: ParticipantId, meeting: &Meeting, site: Site) -> Entrant {
    let chair = meeting.chair == account.person;
    let presides = (chair || meeting.secretary == account.person) && Act::Preside.allows(account.role);
    Entrant { participant, account, site: site.id, hall: site.hall, chair, presides }
}

async fn run(app: Arc<App>, room: RoomHandle, entrant: Entrant, headers: HeaderMap, mut socket: WebSocket) {
    let connection = ConnectionId(CONNECTIONS.fetch_add(1, Ordering::Relaxed));
    let (feed, mut words) = Feed::new();
    if !room.send(Event::Attach(connection, feed)).await {
        return;
    }
    let mut allowance = Allowance::new(BURST, REGAIN_PER_SECOND);
    let mut check = tokio::time::interval(SESSION_CHECK);
    let mut last_heard = tokio::time::Instant::now();
    loop {
        tokio::select! {
            // None: the room closed this socket (another machine, a slow client, the end).
            said = words.recv() => match said {
                Some(text) => if socket.send(Message::Text(text)).await.is_err() { break },
                None => { let _ = socket.send(Message::Close(None)).await; break }
            },
            heard = socket.recv() => {
                last_heard = tokio::time::Instant::now();
                match heard {
                    Some(Ok(Message::Text(text))) => {
                        if let Err(refusal) = take(&room, connection, &entrant, &text, &mut allowance).await
                            && socket.send(refused(refusal)).await.is_err()
                        {
                            break;
                        }
                    }
                    Some(Ok(Message::Binary(_))) => {
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
                    room.send(Event::Input(Input::SessionEnded { from: connection })).await;
                }
            }
        }
    }
    room.send(Event::Input(Input::Closed { from: connection })).await;
}

async fn take(
    room: &RoomHandle,
    from: ConnectionId,
    entrant: &Entrant,
    text: &str,
    allowance: &mut Allowance,
) -> Result<(), Refusal> {
    if !allowance.spend(tokio::time::Instant::now()) {
        return Err(Refusal::TooManyMessages);
    }
    if text.len() > LONGEST_MESSAGE {
        return Err(Refusal::TooLarge);
    }
    let message: ClientMessage = serde_json::from_str(text).map_err(|_| Refusal::UnknownMessage)?;
    let input = Input::Message { from, entrant: Box::new(entrant.clone()), message };
    if room.send(Event::Input(input)).await { Ok(()) } else { Err(Refusal::MeetingEnded) }
}

fn refused(refusal: Refusal) -> Message {
    let text = serde_json::to_string(&ServerMessage::Refused { refusal: refusal.into() }).unwrap_or_default();
    Message::Text(text.into())
}

#[cfg(test)]
mod tests;
