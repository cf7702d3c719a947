//! The figures: reports, the late ones with the words that ordered them, usage, and all of it as a workbook.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use giaoban_models::access::{Act, Grant, act};
use giaoban_models::clock::Moment;
use giaoban_models::directive::due;
use giaoban_models::id::{MeetingId, PersonId, UnitId};
use giaoban_models::refusal::Refusal;
use giaoban_models::statistics::{Asked, Basis, By, Days, Grain, Late, Report, Scope};
use giaoban_models::store::MOST_ORDERED;
use serde::Deserialize;

use super::directives::Playable;
use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};
use super::wire::figures::{FiguresBasis, FiguresBy, FiguresPage, FiguresRow, LateDirective, UnitUsage, UsagePage};
use crate::audited;
use crate::figures::export::{self, Exported};
use crate::figures::scope;
use crate::server::App;

/// Late directives in a workbook at most.
const MOST_LATE: usize = 5_000;

/// What a report can be asked for; an empty value asks for nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    by: Option<FiguresBy>,
    basis: Option<FiguresBasis>,
    from: String,
    to: String,
    as_of: Option<i64>,
    unit: String,
    leader: String,
    meeting: String,
}

type Typing = Result<Query<Typed>, QueryRejection>;

impl Typed {
    fn asked(&self, now: Moment, late: usize) -> Result<Asked, Refusal> {
        let as_of = self.as_of.map_or(now, Moment);
        // What has not happened yet has no figures.
        if as_of > now {
            return Err(Refusal::BadRequest);
        }
        Ok(Asked {
            as_of,
            days: self.days()?,
            basis: match self.basis.unwrap_or_default() {
                FiguresBasis::Directed => Basis::Directed,
                FiguresBasis::Due => Basis::Due,
            },
            by: by(self.by()),
            unit: given(&self.unit).map(UnitId::from),
            leader: given(&self.leader).map(PersonId::from),
            meeting: given(&self.meeting).map(MeetingId::from),
            late,
        })
    }

    fn by(&self) -> FiguresBy {
        self.by.unwrap_or(FiguresBy::Unit)
    }

    fn days(&self) -> Result<Days, Refusal> {
        let day = |text: &str| match given(text) {
            None => Ok(None),
            Some(text) => due::date(text).map(Some).ok_or(Refusal::BadRequest),
        };
        let days = Days { from: day(&self.from)?, to: day(&self.to)? };
        match (days.from, days.to) {
            (Some(from), Some(to)) if from > to => Err(Refusal::BadRequest),
            _ => Ok(days),
        }
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn by(by: FiguresBy) -> By {
    match by {
        FiguresBy::Unit => By::Unit,
        FiguresBy::Leader => By::Leader,
        FiguresBy::Meeting => By::Meeting,
        FiguresBy::Week => By::Period(Grain::Week),
        FiguresBy::Month => By::Period(Grain::Month),
        FiguresBy::Quarter => By::Period(Grain::Quarter),
        FiguresBy::Year => By::Period(Grain::Year),
    }
}

fn typed(typing: Typing) -> ApiResult<Typed> {
    typing.map(|Query(typed)| typed).map_err(|_| Refusal::BadRequest.into())
}

/// `GET /api/figures`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::SeeFigures>,
    typing: Typing,
) -> ApiResult<Json<FiguresPage>> {
    let typed = typed(typing)?;
    let asked = typed.asked(app.now(), MOST_ORDERED)?;
    let scope = scope(&app.store, &grant).await?;
    let own = scope != Scope::Everything;
    let as_of = asked.as_of;
    let report = reported(&app, scope, asked).await?;
    let late = with_words(&app, &grant, report.late).await?;
    Ok(Json(FiguresPage {
        as_of,
        by: typed.by(),
        basis: typed.basis.unwrap_or_default(),
        from: given(&typed.from).map(str::to_owned),
        to: given(&typed.to).map(str::to_owned),
        own,
        total: report.total.into(),
        rows: report.rows.into_iter().map(row).collect(),
        late,
    }))
}

fn row(row: giaoban_models::statistics::Row) -> FiguresRow {
    let (from, to) = row.days.unzip();
    FiguresRow { key: row.key, name: row.name, from, to, figures: row.figures.into() }
}

/// The report, reckoned away from the threads that serve requests.
async fn reported(app: &App, scope: Scope, asked: Asked) -> ApiResult<Report> {
    let ledger = app.figures.now(&app.store).await?;
    tokio::task::spawn_blocking(move || ledger.report(&scope, &asked))
        .await
        .map_err(|error| ApiError::Failed(error.into()))
}

async fn with_words(app: &App, grant: &Grant<act::SeeFigures>, late: Vec<Late>) -> ApiResult<Vec<LateDirective>> {
    let ids: Vec<_> = late.iter().map(|late| late.id.clone()).collect();
    let mut told = app.store.ordering_sentences(grant, &ids).await?;
    let mut playable = Playable::new(app, Act::HearRecording.allows(grant.account().role));
    let told = late.into_iter().map(|late| {
        let (quote, sentence) = told.remove(&late.id).unwrap_or_default();
        LateDirective {
            id: late.id,
            code: late.code,
            task: late.task,
            lead: late.lead,
            leader_name: late.leader_name,
            directed_on: late.directed_on,
            due: late.due,
            days_late: late.days,
            meeting: late.meeting,
            meeting_title: late.meeting_title,
            quote,
            sentence: sentence.map(|source| playable.sentence(source)),
        }
    });
    Ok(told.collect())
}

/// `GET /api/figures/usage`
pub async fn usage(
    State(app): AppState,
    May(grant): May<act::SeeFigures>,
    typing: Typing,
) -> ApiResult<Json<UsagePage>> {
    let asked = typed(typing)?.asked(app.now(), 0)?;
    let as_of = asked.as_of;
    let units = used(&app, &grant, asked).await?;
    Ok(Json(UsagePage { as_of, units }))
}

async fn used(app: &App, grant: &Grant<act::SeeFigures>, asked: Asked) -> ApiResult<Vec<UnitUsage>> {
    let scope = scope(&app.store, grant).await?;
    let own = match &scope {
        Scope::Everything => Default::default(),
        Scope::Led(own) => own.clone(),
    };
    let midnight = |day: time::Date| {
        let at = day.midnight().assume_offset(giaoban_models::clock::VIETNAM);
        Moment(at.unix_timestamp() * 1000)
    };
    let from = asked.days.from.map_or(Moment(0), midnight);
    let to = asked.days.to.and_then(time::Date::next_day).map_or(asked.as_of, midnight);
    let used = app.store.usage(grant, &own, from, to.min(asked.as_of)).await?;
    let report = reported(app, scope, Asked { by: By::Unit, ..asked }).await?;
    let mut units: Vec<UnitUsage> = used
        .into_iter()
        .map(|usage| {
            let row = report.rows.iter().find(|row| row.key == usage.unit.0);
            let counts = row.map(|row| row.figures.counts).unwrap_or_default();
            UnitUsage {
                unit: usage.unit,
                name: usage.name,
                called: usage.called,
                came: usage.came,
                spoke_ms: usage.spoke_ms,
                fallen_due: counts.fallen_due(),
                on_time: counts.done_on_time,
            }
        })
        .collect();
    units.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.unit.cmp(&b.unit)));
    Ok(units)
}

/// `GET /api/figures/xlsx`: the reports by unit, leader, meeting and month, what is late, and what a rating rests on.
pub async fn workbook(State(app): AppState, May(grant): May<act::SeeFigures>, typing: Typing) -> ApiResult<Response> {
    let typed = typed(typing)?;
    let asked = typed.asked(app.now(), MOST_LATE)?;
    let scope = scope(&app.store, &grant).await?;
    let usage = used(&app, &grant, asked.clone()).await?;
    audited::by(&app, grant.account(), "figures.taken", "").await?;
    let name = format!("so-lieu-{}.xlsx", asked.as_of.day_in_vietnam());
    let ledger = app.figures.now(&app.store).await?;
    let authority = app.authority_name().await?;
    let bytes = tokio::task::spawn_blocking(move || {
        export::workbook(&Exported {
            ledger: &ledger,
            scope: &scope,
            asked: &asked,
            usage: &usage,
            authority: &authority,
        })
    })
    .await
    .map_err(|error| ApiError::Failed(error.into()))??;
    let head = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((head, bytes).into_response())
}
