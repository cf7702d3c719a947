//! The meetings an account sees, and calling one.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::{Act, Grant, act};
use giaoban_models::account::Account;
use giaoban_models::id::MeetingId;
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::minutes::MinutesState;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{NewMeeting, StoreError};
use giaoban_models::text;

use super::body::Body;
use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};
use super::wire::{CallMeeting, MeetingCard, MeetingList};
use crate::audited;
use crate::clocks::Clocks;
use crate::server::App;

/// Sites of one meeting at most, the hall among them.
const MOST_SITES: usize = 16;
/// Items of an agenda at most.
const MOST_ITEMS: usize = 30;
/// A title's length in characters.
const TITLE: std::ops::RangeInclusive<usize> = 3..=300;
/// How far ahead or back a meeting may be called, milliseconds (two years; yesterday for a late note).
const AHEAD: i64 = 2 * 366 * 86_400_000;
const BACK: i64 = 86_400_000;

/// `GET /api/meetings`
pub async fn list(State(app): AppState, May(grant): May<act::SeeMeetings>) -> ApiResult<Json<MeetingList>> {
    let days = app.store.meetings(&grant, app.now()).await?;
    let shown = [&days.today, &days.upcoming, &days.earlier].into_iter().flatten().map(|meeting| meeting.starts_at);
    let states = match (shown.clone().min(), shown.clone().max()) {
        (Some(from), Some(to)) => app.store.minutes_states(&grant, from, to).await?,
        _ => HashMap::new(),
    };
    let clocks = Clocks::of(&app, &grant, shown.clone().min(), shown.max()).await?;
    let card = |meeting: Meeting| {
        let minutes = states.get(&meeting.id).copied();
        clocks.on(card(&app, grant.account(), meeting, minutes))
    };
    let cards = |meetings: Vec<Meeting>| meetings.into_iter().map(card).collect();
    Ok(Json(MeetingList { today: cards(days.today), upcoming: cards(days.upcoming), earlier: cards(days.earlier) }))
}

/// `GET /api/meetings/{id}`
pub async fn one(
    State(app): AppState,
    May(grant): May<act::SeeMeetings>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<MeetingCard>> {
    let meeting = app.store.meeting(&grant, &id).await?.ok_or(Refusal::NotFound)?;
    let minutes = minutes_of(&app, &grant, &meeting).await?;
    let at = Some(meeting.starts_at);
    let clocks = Clocks::of(&app, &grant, at, at).await?;
    Ok(Json(clocks.on(card(&app, grant.account(), meeting, minutes))))
}

/// `POST /api/meetings`
pub async fn call(
    State(app): AppState,
    May(grant): May<act::CallMeeting>,
    Body(asked): Body<CallMeeting>,
) -> ApiResult<Json<MeetingCard>> {
    if asked.state_secret {
        return Err(Refusal::StateSecret.into());
    }
    let new = checked(&app, asked)?;
    let meeting = match app.store.create_meeting(&grant, &new, app.now()).await {
        Err(StoreError::UnknownUnit(_) | StoreError::UnknownPerson(_) | StoreError::SiteTwice(_)) => {
            return Err(Refusal::MeetingIncomplete.into());
        }
        other => other?,
    };
    audited::by(&app, grant.account(), "meeting.called", meeting.id.as_str()).await?;
    Ok(Json(card(&app, grant.account(), meeting, None)))
}

fn checked(app: &App, asked: CallMeeting) -> Result<NewMeeting, ApiError> {
    let title = text::kept(&asked.title);
    let ahead = asked.starts_at.since(app.now());
    let distinct: HashSet<_> = asked.sites.iter().chain([&asked.hall]).collect();
    let agenda: Vec<String> =
        asked.agenda.iter().map(|item| text::kept(item)).filter(|item| !item.is_empty()).collect();
    let whole = TITLE.contains(&title.chars().count())
        && (-BACK..=AHEAD).contains(&ahead)
        && asked.sites.len() < MOST_SITES
        && distinct.len() == asked.sites.len() + 1
        && agenda.len() <= MOST_ITEMS
        && agenda.iter().all(|item| item.chars().count() <= *TITLE.end());
    if !whole {
        return Err(Refusal::MeetingIncomplete.into());
    }
    Ok(NewMeeting {
        id: MeetingId::fresh(),
        title,
        starts_at: asked.starts_at,
        chair: asked.chair,
        secretary: asked.secretary,
        hall: asked.hall,
        sites: asked.sites,
        agenda,
        synthetic: false,
    })
}

/// Where the minutes of a meeting stand; none before there is a draft.
pub async fn minutes_of(
    app: &App,
    grant: &Grant<act::SeeMeetings>,
    meeting: &Meeting,
) -> ApiResult<Option<MinutesState>> {
    let states = app.store.minutes_states(grant, meeting.starts_at, meeting.starts_at).await?;
    Ok(states.get(&meeting.id).copied())
}

/// The meeting with what `account` may do in it, and where its minutes stand.
pub fn card(app: &App, account: &Account, meeting: Meeting, minutes: Option<MinutesState>) -> MeetingCard {
    let may_read_minutes = Act::ReadMinutes.allows(account.role);
    let runs = meeting.chair == account.person || meeting.secretary == account.person;
    let takes_part = runs || meeting.sites.iter().any(|site| site.unit == account.unit);
    let open = matches!(meeting.state, MeetingState::Scheduled | MeetingState::Live);
    MeetingCard {
        may_join: open && takes_part && Act::JoinMeeting.allows(account.role),
        may_preside: open && runs && Act::Preside.allows(account.role),
        may_read: Act::ReadTranscript.allows(account.role),
        may_hear: Act::HearRecording.allows(account.role),
        may_read_minutes,
        minutes: minutes.filter(|_| may_read_minutes),
        clocks: vec![],
        present: app.rooms.find(&meeting.id).map_or(0, |room| room.present()),
        meeting,
    }
}

/// The grant to see meetings of an account that was let in for something narrower.
pub fn seeing(account: &Account) -> Result<Grant<act::SeeMeetings>, ApiError> {
    Ok(Grant::ask(account.clone())?)
}
