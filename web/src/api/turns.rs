//! Saying who spoke, and where turns begin.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::{Grant, act};
use giaoban_models::account::Account;
use giaoban_models::id::{MeetingId, PersonId, UtteranceId};
use giaoban_models::meeting::Meeting;
use giaoban_models::naming::{TurnMark, identity_of_name};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::TurnRevision;
use giaoban_models::text;
use giaoban_models::utterance::{Speaker, Utterance};

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::meetings::seeing;
use super::wire::turns::{ChosenSpeaker, TurnChange, TurnMarks};
use crate::audited;
use crate::server::App;

/// Sentences at once: somebody who spoke through a whole day.
const MOST: usize = 5_000;
/// Largest body, bytes: [`MOST`] identifiers.
pub const LARGEST: usize = 512 * 1024;
/// Characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=100;
/// Characters of a post.
const LONGEST_POST: usize = 200;

/// `POST /api/meetings/{id}/turns`
pub async fn change(
    State(app): AppState,
    May(grant): May<act::CorrectTranscript>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<TurnChange>,
) -> ApiResult<Json<TurnMarks>> {
    if asked.sentences.is_empty() || (asked.speaker.is_none() && asked.edge.is_none()) {
        return Err(Refusal::BadRequest.into());
    }
    if asked.sentences.len() > MOST {
        return Err(Refusal::TooLarge.into());
    }
    let account = grant.account();
    let reads = Grant::<act::ReadTranscript>::ask(account.clone())?;
    let meeting = app.store.meeting(&seeing(account)?, &id).await?.ok_or(Refusal::NotFound)?;
    let said = app.store.transcript(&reads, &id).await?;
    let marks = app.store.turn_marks(&reads, &id).await?;
    let choice = match &asked.speaker {
        None => None,
        Some(chosen) => Some(choose(&app, account, &meeting, &said, &marks, chosen).await?),
    };
    let revisions = revisions(&asked, choice.as_ref(), &said, &marks)?;
    app.store.revise_turns(&grant, &id, &revisions, app.now()).await?;
    audited::by(&app, account, "turns.revised", id.as_str()).await?;
    Ok(Json(TurnMarks { turns: app.store.turn_marks(&reads, &id).await? }))
}

/// Whom every sentence gets.
enum Choice {
    Recorded,
    Listed(Speaker),
    /// With the unit of the microphone they spoke into.
    Named {
        name: String,
        post: String,
    },
}

async fn choose(
    app: &App,
    account: &Account,
    meeting: &Meeting,
    said: &[Utterance],
    marks: &[TurnMark],
    chosen: &ChosenSpeaker,
) -> ApiResult<Choice> {
    Ok(match chosen {
        ChosenSpeaker::Recorded => Choice::Recorded,
        ChosenSpeaker::Named { name, post } => {
            let (name, post) = (text::kept(name), text::kept(post));
            if name.is_empty() {
                return Err(Refusal::TextEmpty.into());
            }
            if !NAME.contains(&name.chars().count()) || post.chars().count() > LONGEST_POST {
                return Err(Refusal::BadRequest.into());
            }
            Choice::Named { name, post }
        }
        ChosenSpeaker::Person { person } => Choice::Listed(listed(app, account, meeting, said, marks, person).await?),
    })
}

/// Somebody who spoke in the meeting, or who held a post on its day.
async fn listed(
    app: &App,
    account: &Account,
    meeting: &Meeting,
    said: &[Utterance],
    marks: &[TurnMark],
    person: &PersonId,
) -> ApiResult<Speaker> {
    let spoke = said.iter().map(|one| &one.speaker).chain(marks.iter().map(|mark| &mark.recorded));
    if let Some(speaker) = spoke.into_iter().find(|speaker| speaker.person == *person) {
        return Ok(speaker.clone());
    }
    let lists = Grant::<act::CallMeeting>::ask(account.clone())?;
    let people = app.store.people_on(&lists, &meeting.starts_at.day_in_vietnam()).await?;
    Ok(people.into_iter().find(|one| one.person == *person).ok_or(Refusal::NotFound)?)
}

/// What is to be kept of each sentence.
fn revisions(
    asked: &TurnChange,
    choice: Option<&Choice>,
    said: &[Utterance],
    marks: &[TurnMark],
) -> Result<Vec<TurnRevision>, Refusal> {
    let said: HashMap<&UtteranceId, &Utterance> = said.iter().map(|one| (&one.id, one)).collect();
    let marks: HashMap<&UtteranceId, &TurnMark> = marks.iter().map(|mark| (&mark.utterance, mark)).collect();
    let distinct: HashSet<&UtteranceId> = asked.sentences.iter().map(|sentence| &sentence.id).collect();
    if distinct.len() < asked.sentences.len() {
        return Err(Refusal::BadRequest);
    }
    (0..)
        .zip(&asked.sentences)
        .map(|(place, sentence)| {
            let spoken = said.get(&sentence.id).ok_or(Refusal::NotFound)?;
            let before = marks.get(&sentence.id);
            let recorded = before.map_or(&spoken.speaker, |mark| &mark.recorded);
            let speaker = match choice {
                None => before.and_then(|mark| mark.speaker.clone()),
                Some(Choice::Recorded) => None,
                Some(Choice::Listed(speaker)) => (speaker.person != recorded.person).then(|| speaker.clone()),
                Some(Choice::Named { name, post }) => Some(Speaker {
                    person: identity_of_name(name),
                    name: name.clone(),
                    post: post.clone(),
                    ..recorded.clone()
                }),
            };
            let stands = before.map(|mark| mark.edge).unwrap_or_default();
            let edge = if place == 0 { asked.edge.unwrap_or(stands) } else { stands };
            Ok(TurnRevision { utterance: sentence.id.clone(), base: sentence.revision, speaker, edge })
        })
        .collect()
}
