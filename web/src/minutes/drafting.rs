//! The machine's draft: gathers what is kept of a meeting, proposes directives, drafts the text.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use giaoban_minutes::attendance::attendance;
use giaoban_minutes::draft::{Attendee, Source, draft};
use giaoban_minutes::extract::extract_with;
use giaoban_minutes::shared::SharedMinutes;
use giaoban_minutes::written;
use giaoban_models::clock::Moment;
use giaoban_models::directive::Proposal;
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::{MeetingId, PersonId, ProposalId};
use giaoban_models::meeting::Meeting;
use giaoban_models::minutes::Passage;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{RoomEvent, RoomEventKind, Store, StoreError};
use giaoban_models::turn::{Turn, TurnRole, TurnSpeaker};
use giaoban_models::utterance::{Speaker, Utterance};

use super::presiding::Presiding;
use super::{hearing, writer};
use crate::assistant::Assistant;
use crate::server::App;

/// Proposals of one meeting at most, as the store takes them.
const MOST_PROPOSALS: usize = 500;
/// Posts of those who take part without being of the apparatus.
const GUESTS: [&str; 5] = ["Trưởng thôn", "Trưởng bản", "Trưởng khu phố", "Tổ trưởng tổ dân phố", "Khách mời"];

/// Drafts the minutes of a meeting that has just ended, if nobody has; what fails is logged.
pub async fn after_meeting(app: Arc<App>, meeting: MeetingId) {
    if let Err(error) = ended(&app, &meeting).await {
        tracing::error!(%error, %meeting, "the minutes could not be drafted");
    }
}

/// Sees to it that a meeting that has ended has minutes: waits for a draft under way, or makes it. Nothing while it lasts.
///
/// # Errors
/// When the store fails.
pub async fn ended(app: &Arc<App>, meeting: &MeetingId) -> Result<(), StoreError> {
    if !app.store.is_undrafted(meeting).await? {
        return Ok(());
    }
    // A draft holds all that was said.
    app.speech.settle(meeting).await;
    let _drafting = app.desks.drafting.lock().await;
    if app.store.is_undrafted(meeting).await? {
        first(&app.store, &app.data, meeting, app.now()).await?;
        assisted(app, meeting);
    }
    Ok(())
}

/// Asks the language model in the house, if there is one, what the rules missed. Nobody waits for it: what it adds stands in
/// the list of proposals when it comes.
pub fn assisted(app: &Arc<App>, meeting: &MeetingId) {
    let Some(assistant) = app.assistant.clone() else { return };
    let (app, meeting) = (app.clone(), meeting.clone());
    tokio::spawn(async move {
        if let Err(error) = add(&app, &assistant, &meeting).await {
            tracing::warn!(%error, %meeting, "the language model added nothing");
        }
    });
}

async fn add(
    app: &App,
    assistant: &Assistant,
    meeting: &MeetingId,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let Gathered { source, .. } = gather(&app.store, meeting).await?;
    let known: Vec<Proposal> = app.store.proposals_for_draft(meeting).await?.into_iter().map(|(_, one)| one).collect();
    let holidays = crate::directives::holidays(&app.data);
    let added = assistant.look(&source.turns, &source.gazetteer, &holidays, &known).await?;
    tracing::info!(%meeting, items = added.len(), "a language model was asked");
    // Read again: a person may have decided, or a new draft may have come, while the model was thinking.
    let mut all = app.store.proposals_for_draft(meeting).await?;
    let room = MOST_PROPOSALS.saturating_sub(all.len());
    all.extend(added.into_iter().take(room).map(|one| (ProposalId::fresh(), one)));
    Ok(app.store.keep_proposals(meeting, &in_order(&source.turns, all)).await?)
}

/// At the start of the server: drafts the minutes of every meeting that has ended without any, the latest first.
pub async fn take_up(app: Arc<App>) {
    match app.store.undrafted_meetings().await {
        Ok(meetings) => {
            for meeting in meetings {
                after_meeting(app.clone(), meeting).await;
            }
        }
        Err(error) => tracing::error!(%error, "meetings without minutes could not be looked up"),
    }
}

/// Drafts the minutes of a meeting and keeps them, unless there are any.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such meeting; when the store fails.
pub async fn first(store: &Store, data: &Path, meeting: &MeetingId, now: Moment) -> Result<(), StoreError> {
    let passages = compose(store, data, meeting).await?;
    let mut shared = SharedMinutes::new(writer());
    let update = shared.replace(&passages);
    store.begin_minutes(meeting, &shared.passages(), &update, now).await?;
    Ok(())
}

/// Proposes directives anew (with the days off of `data`; decided ones stay) and drafts the text; keeps the proposals, not the text.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such meeting; when the store fails.
pub async fn compose(store: &Store, data: &Path, id: &MeetingId) -> Result<Vec<Passage>, StoreError> {
    let begun = Instant::now();
    let mut gathered = gather(store, id).await?;
    let utterances = gathered.source.turns.len();
    let known = store.proposals_for_draft(id).await?;
    let proposed = propose(&gathered, data, &known).await?;
    // A meeting that came with its directives is not proposed them again; its conclusion is worded all the same.
    let tracked = known.is_empty() && !store.assigned_tasks(id).await?.is_empty();
    let source = &mut gathered.source;
    source.proposals = proposed;
    if !tracked {
        store.keep_proposals(id, &source.proposals).await?;
        source.proposals = in_order(&source.turns, store.proposals_for_draft(id).await?);
    }
    let mut passages = blocking(move || draft(&gathered.source)).await?;
    if tracked {
        passages.iter_mut().for_each(|passage| passage.proposal = None);
    }
    let ms = begun.elapsed().as_millis();
    tracing::info!(meeting = %id, utterances, passages = passages.len(), ms, "minutes are drafted");
    Ok(passages)
}

/// What the rules propose; what was proposed before with the same words keeps its identity.
async fn propose(
    Gathered { source, heard }: &Gathered,
    data: &Path,
    known: &[(ProposalId, Proposal)],
) -> Result<Vec<(ProposalId, Proposal)>, StoreError> {
    let (turns, gazetteer) = (heard.clone(), source.gazetteer.clone());
    let (holidays, lexicon) = (crate::directives::holidays(data), crate::directives::lexicon(data));
    let proposed = blocking(move || extract_with(&turns, &gazetteer, &holidays, &lexicon)).await?;
    let proposed = hearing::quoted(proposed, heard, &source.turns);
    let named = |proposal: Proposal| {
        let before = known.iter().find(|(_, k)| k.turns == proposal.turns && k.quote == proposal.quote);
        (before.map_or_else(ProposalId::fresh, |(id, _)| id.clone()), proposal)
    };
    Ok(proposed.into_iter().take(MOST_PROPOSALS).map(named).collect())
}

/// Proposals in order of speech.
fn in_order(turns: &[Turn], mut proposals: Vec<(ProposalId, Proposal)>) -> Vec<(ProposalId, Proposal)> {
    let places: HashMap<&str, usize> = turns.iter().enumerate().map(|(at, turn)| (turn.id.as_str(), at)).collect();
    proposals.sort_by_key(|(_, proposal)| {
        let turn = proposal.turns.first().and_then(|id| places.get(id.as_str()).copied());
        (turn, turn.and_then(|at| turns[at].text.find(&proposal.quote)))
    });
    proposals
}

/// Work that takes the processor and not the store, off the threads that answer requests.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::ServerFailed.into())
}

/// Whether the log tells who came: that of a meeting held elsewhere only says when it was.
fn came(events: &[RoomEvent]) -> bool {
    events.iter().any(|event| event.kind == RoomEventKind::Joined)
}

/// What is kept of a meeting.
struct Gathered {
    /// Without proposals.
    source: Source,
    /// The turns of the source, with the words that the rules read.
    heard: Vec<Turn>,
}

async fn gather(store: &Store, id: &MeetingId) -> Result<Gathered, StoreError> {
    let meeting = store.meeting_for_room(id).await?.ok_or(Refusal::NotFound)?;
    let gazetteer = store.gazetteer(&meeting.starts_at.day_in_vietnam()).await?;
    let events = store.room_events(id).await?;
    let utterances = store.last_finals(id, u32::MAX).await?;
    let attendance = came(&events).then(|| attendance(&meeting, &events));
    let learned = crate::misheard::corrector(store).await?;
    let heard: Vec<String> = utterances.iter().map(|said| hearing::words(said, &learned)).collect();
    let turns = turns(&meeting, &Presiding::read(&events), utterances);
    let heard = turns.iter().zip(heard).map(|(turn, text)| Turn { text, ..turn.clone() }).collect();
    let source = Source {
        chair_post: post(&gazetteer, &meeting, &meeting.chair),
        secretary_post: post(&gazetteer, &meeting, &meeting.secretary),
        place: None,
        attendance,
        people: gazetteer
            .persons
            .iter()
            .map(|person| Attendee { id: person.id.clone(), name: person.name.clone(), post: person.post.clone() })
            .collect(),
        agenda: store.agenda(id).await?,
        turns,
        votes: store.votes_for_draft(id).await?,
        proposals: Vec::new(),
        gazetteer,
        figures: written::figures,
        meeting,
    };
    Ok(Gathered { source, heard })
}

/// The post in which somebody took part: at one of the meeting's units if they hold several.
fn post(gazetteer: &Gazetteer, meeting: &Meeting, person: &PersonId) -> String {
    let held = || gazetteer.persons.iter().filter(|held| held.id == *person);
    let here = held().find(|held| meeting.sites.iter().any(|site| site.unit == held.unit_id));
    here.or_else(|| held().next()).map(|held| held.post.clone()).unwrap_or_default()
}

/// Each utterance as a turn, by time.
fn turns(meeting: &Meeting, presiding: &Presiding, utterances: Vec<Utterance>) -> Vec<Turn> {
    let from = meeting.opened_at.unwrap_or(meeting.starts_at);
    let turn = |said: Utterance| {
        let chairs = presiding.was(&said.speaker.person, said.began_at);
        let begins = said.began_at.since(from) as f64 / 1000.0;
        Turn {
            meeting_id: meeting.id.clone(),
            id: said.id.0,
            spoken_on: said.began_at.day_in_vietnam(),
            t_start: begins,
            t_end: begins + (said.t1 - said.t0) as f64 / 1000.0,
            speaker: TurnSpeaker {
                role: if chairs { TurnRole::Chair } else { role(meeting, &said.speaker) },
                id: said.speaker.person,
                name: said.speaker.name,
                post: said.speaker.post,
                unit: said.speaker.unit,
            },
            text: said.written,
        }
    };
    utterances.into_iter().map(turn).collect()
}

fn role(meeting: &Meeting, speaker: &Speaker) -> TurnRole {
    if speaker.person == meeting.chair {
        TurnRole::Chair
    } else if speaker.person == meeting.secretary {
        TurnRole::Secretary
    } else if GUESTS.iter().any(|guest| speaker.post.starts_with(guest)) {
        TurnRole::Guest
    } else {
        TurnRole::Delegate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_absent_from_a_meeting_whose_log_does_not_tell_who_came() {
        let event = |kind| RoomEvent {
            at: Moment(0),
            kind,
            actor: None,
            participant: None,
            person: None,
            site: None,
            detail: serde_json::Value::Null,
        };
        assert!(!came(&[event(RoomEventKind::Opened), event(RoomEventKind::Ended)]));
        assert!(came(&[event(RoomEventKind::Joined), event(RoomEventKind::Opened)]));
    }
}
