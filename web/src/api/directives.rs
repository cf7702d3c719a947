//! Directives: what is owed, what became of it, and the steps units and givers take.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::{Path, Query, State};
use giaoban_models::access::{Act, Grant, act};
use giaoban_models::account::Account;
use giaoban_models::directive::order::{Directive, Order, Step};
use giaoban_models::directive::{DirectiveEventKind, DirectiveState, Timeliness};
use giaoban_models::id::{DirectiveId, MeetingId};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{DirectiveFilter, Source};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};
use super::wire::directives::{Acceptance, DirectiveCard, DirectiveList, DirectivePage, DirectiveStep, SourceSentence};
use crate::audited;
use crate::directives::{card, clause, holidays, list};
use crate::server::App;

/// What `GET /api/directives` can be narrowed by; an empty value narrows nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    mine: String,
    waiting: String,
    unit: String,
    meeting: String,
    state: String,
    timeliness: String,
}

/// `GET /api/directives`
pub async fn all(
    State(app): AppState,
    May(grant): May<act::SeeDirectives>,
    Query(asked): Query<Asked>,
) -> ApiResult<Json<DirectiveList>> {
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let own = is_on(&asked.mine).then(|| grant.account().unit.clone());
    let filter = DirectiveFilter {
        lead: own.or_else(|| given(asked.unit).map(|unit| unit.as_str().into())),
        meeting: given(asked.meeting).map(|meeting| meeting.as_str().into()),
        ..DirectiveFilter::default()
    };
    let state: Option<DirectiveState> = given(asked.state).map(|code| named(&code)).transpose()?;
    let timeliness: Option<Timeliness> = given(asked.timeliness).map(|code| named(&code)).transpose()?;
    let mut directives = app.store.directives(&grant, &filter).await?;
    if is_on(&asked.waiting) {
        directives.retain(|directive| directive.standing.waits_for_giver());
    }
    Ok(Json(list(&directives, state, timeliness, app.now(), &holidays(&app.data))))
}

/// A switch in an address.
fn is_on(text: &str) -> bool {
    !matches!(text, "" | "0")
}

/// A value by the code it is sent as.
fn named<T: DeserializeOwned>(code: &str) -> Result<T, Refusal> {
    serde_json::from_value(code.into()).map_err(|_| Refusal::BadRequest)
}

/// `GET /api/directives/{id}`
pub async fn one(
    State(app): AppState,
    May(grant): May<act::SeeDirectives>,
    Path(id): Path<DirectiveId>,
) -> ApiResult<Json<DirectivePage>> {
    let page = page(&app, &grant, &id).await?;
    audited::by(&app, grant.account(), "directive.read", id.as_str()).await?;
    Ok(Json(page))
}

/// `POST /api/meetings/{id}/directives`: what nobody proposed.
pub async fn add(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(meeting): Path<MeetingId>,
    Body(asked): Body<Acceptance>,
) -> ApiResult<Json<Vec<DirectiveCard>>> {
    let (order, utterances) = ordered(asked);
    let made = app.store.add_directive(&grant, &meeting, &utterances.unwrap_or_default(), order, app.now()).await?;
    for id in &made {
        audited::by(&app, grant.account(), "directive.added", id.as_str()).await?;
    }
    Ok(Json(made_cards(&app, grant.account(), &meeting, &made).await?))
}

/// `POST /api/directives/{id}/answers`
pub async fn answer(
    State(app): AppState,
    May(grant): May<act::AnswerDirective>,
    Path(id): Path<DirectiveId>,
    Body(asked): Body<DirectiveStep>,
) -> ApiResult<Json<DirectivePage>> {
    let kind = asked.kind;
    if !kind.is_answer() {
        return Err(Refusal::BadRequest.into());
    }
    app.store.answer_directive(&grant, &id, step(asked), app.now()).await?;
    taken(&app, grant.account(), &id, kind).await
}

/// `POST /api/directives/{id}/decisions`
pub async fn decide(
    State(app): AppState,
    May(grant): May<act::FollowDirectives>,
    Path(id): Path<DirectiveId>,
    Body(asked): Body<DirectiveStep>,
) -> ApiResult<Json<DirectivePage>> {
    let kind = asked.kind;
    if !kind.is_decision() {
        return Err(Refusal::BadRequest.into());
    }
    app.store.decide_directive(&grant, &id, step(asked), app.now()).await?;
    taken(&app, grant.account(), &id, kind).await
}

fn step(asked: DirectiveStep) -> Step {
    Step { kind: asked.kind, note: asked.note, due: asked.due, document: asked.document, to: asked.to }
}

/// Notes a step that was taken and shows the directive after it.
async fn taken(
    app: &App,
    account: &Account,
    id: &DirectiveId,
    kind: DirectiveEventKind,
) -> ApiResult<Json<DirectivePage>> {
    audited::by(app, account, &format!("directive.{}", kind.code()), id.as_str()).await?;
    Ok(Json(page(app, &seeing(account)?, id).await?))
}

async fn page(app: &App, grant: &Grant<act::SeeDirectives>, id: &DirectiveId) -> ApiResult<DirectivePage> {
    let account = grant.account();
    let directive = app.store.directive(grant, id).await?.ok_or(Refusal::NotFound)?;
    let (now, holidays) = (app.now(), holidays(&app.data));
    let siblings = match directive.parent.clone() {
        None => vec![],
        Some(parent) => {
            let filter = DirectiveFilter { parent: Some(parent), ..DirectiveFilter::default() };
            app.store.directives(grant, &filter).await?
        }
    };
    let minutes = app.store.minutes_text(&directive.meeting).await?;
    let sources = app.store.directive_sources(grant, id).await?;
    let may_hear = directive.meeting_in_sight && Act::HearRecording.allows(account.role);
    let original = directive.standing.original_due.clone();
    Ok(DirectivePage {
        card: card(&directive, now, &holidays),
        clause: clause(&minutes.passages, directive.proposal.as_ref(), &directive.utterances),
        document_number: minutes.document_number,
        original_due: original.filter(|original| directive.standing.due.as_ref() != Some(original)),
        sources: Playable::new(app, may_hear).sentences(sources),
        siblings: siblings.iter().filter(|other| other.id != *id).map(|other| card(other, now, &holidays)).collect(),
        may: may(account, &directive),
        may_read_meeting: directive.meeting_in_sight && Act::ReadTranscript.allows(account.role),
        quote: directive.quote,
        events: directive.events,
    })
}

/// The steps this account may take now.
fn may(account: &Account, directive: &Directive) -> Vec<DirectiveEventKind> {
    let answers = Act::AnswerDirective.allows(account.role) && directive.holder().id == account.unit;
    let decides = Act::FollowDirectives.allows(account.role);
    let allowed = |kind: &DirectiveEventKind| (kind.is_answer() && answers) || (kind.is_decision() && decides);
    directive.standing.steps().into_iter().filter(allowed).collect()
}

/// What a person ordered, and the sentences named with it.
pub fn ordered(asked: Acceptance) -> (Order, Option<Vec<giaoban_models::id::UtteranceId>>) {
    let order = Order {
        lead_units: asked.lead_units,
        co_units: asked.co_units,
        task: asked.task,
        due: asked.due,
        recurring: asked.recurring,
        conditional: asked.conditional,
    };
    (order, asked.utterances)
}

/// The directives just made, in the order of their numbers.
pub async fn made_cards(
    app: &App,
    account: &Account,
    meeting: &MeetingId,
    made: &[DirectiveId],
) -> ApiResult<Vec<DirectiveCard>> {
    let filter = DirectiveFilter { meeting: Some(meeting.clone()), ..DirectiveFilter::default() };
    let of_meeting = app.store.directives(&seeing(account)?, &filter).await?;
    let (made, now, holidays): (HashSet<_>, _, _) = (made.iter().collect(), app.now(), holidays(&app.data));
    Ok(of_meeting.iter().filter(|one| made.contains(&one.id)).map(|one| card(one, now, &holidays)).collect())
}

/// The grant to see directives of an account that was let in for something narrower.
pub fn seeing(account: &Account) -> Result<Grant<act::SeeDirectives>, ApiError> {
    Ok(Grant::ask(account.clone())?)
}

/// Which sentences can be heard here and now: by who may hear them, where the file is there.
pub struct Playable<'a> {
    app: &'a App,
    may_hear: bool,
    there: HashMap<String, bool>,
}

impl<'a> Playable<'a> {
    /// For an account that may hear the meeting's recordings, or not.
    pub fn new(app: &'a App, may_hear: bool) -> Self {
        Self { app, may_hear, there: HashMap::new() }
    }

    /// The sentences as they are sent.
    pub fn sentences(&mut self, sources: Vec<Source>) -> Vec<SourceSentence> {
        sources.into_iter().map(|source| self.sentence(source)).collect()
    }

    /// One sentence as it is sent.
    pub fn sentence(&mut self, source: Source) -> SourceSentence {
        let app = self.app;
        let there =
            self.may_hear && *self.there.entry(source.file).or_insert_with_key(|file| app.data.join(file).is_file());
        SourceSentence {
            utterance: source.utterance,
            speaker_name: source.speaker_name,
            speaker_post: source.speaker_post,
            began_at: source.began_at,
            written: source.written,
            track: source.track,
            t0: source.t0,
            t1: source.t1,
            playable: there,
        }
    }
}
