//! The history of directives: append-only (the database refuses anything else).

use sqlx::sqlite::SqliteConnection;

use super::notices::{Happened, tell_of_event};
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::directive::due::{is_later, is_past};
use crate::directive::order::Step;
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, DirectiveEventKind, Document, EventDetail, NamedUnit};
use crate::id::{DirectiveId, PersonId, UnitId};
use crate::refusal::Refusal;

statements! {
    /// Lead unit, leader and due date of directive `$4`, if the account sees it.
    ASKED = concat!("SELECT d.lead_unit_id, d.leader_id, d.due FROM directives d JOIN meetings m ON m.id = d.meeting_id
        WHERE d.id = $4 AND ", directive_in_scope!());
    HISTORY = "SELECT seq, directive_id, at, kind, actor_name, actor_unit, note, due, document, document_on, to_unit_id,
            to_unit_name
        FROM directive_events WHERE directive_id = $1 ORDER BY seq";
    /// Only while `$9` is still the last event: whoever was quicker may have changed what fits.
    APPEND = "INSERT INTO directive_events (directive_id, at, kind, actor_id, actor_name, actor_unit, note, due,
            document, document_on, to_unit_id, to_unit_name)
        SELECT $1, CAST($2 AS BIGINT), $3, $4, $5, $6, $7, $8, $10, $11, $12, $13
        WHERE (SELECT MAX(last.seq) FROM directive_events last WHERE last.directive_id = $1) = $9
        RETURNING seq";
    /// The name of a unit that exists on day `$2`.
    UNIT_NAME = "SELECT n.short_name FROM unit_names n JOIN units u ON u.id = n.unit_id
        WHERE n.unit_id = $1 AND n.valid_from <= $2 AND n.valid_to >= $2 AND u.valid_from <= $2 AND u.valid_to >= $2";
}

/// An event as a row has it.
#[derive(sqlx::FromRow)]
pub(super) struct EventColumns {
    pub(super) seq: i64,
    pub(super) directive_id: String,
    at: i64,
    kind: String,
    actor_name: String,
    actor_unit: String,
    note: String,
    due: Option<String>,
    document: Option<String>,
    document_on: Option<String>,
    to_unit_id: Option<String>,
    to_unit_name: Option<String>,
}

impl TryFrom<EventColumns> for DirectiveEvent {
    type Error = StoreError;

    fn try_from(row: EventColumns) -> Result<Self, StoreError> {
        Ok(Self {
            at: Moment(row.at),
            kind: DirectiveEventKind::from_code(&row.kind)
                .ok_or(StoreError::Unreadable { column: "directive_events.kind" })?,
            actor_name: row.actor_name,
            actor_unit: row.actor_unit,
            note: row.note,
            due: row.due,
            detail: EventDetail {
                document: row.document.map(|number| Document { number, on: row.document_on }),
                to: row.to_unit_id.map(|id| NamedUnit { id: UnitId(id), name: row.to_unit_name.unwrap_or_default() }),
            },
        })
    }
}

impl Store {
    /// A step of the unit that leads now: accepted, returned, progressed, reported, asked for an extension. Whoever
    /// decides on it is told.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], [`Refusal::NotYourUnit`], [`Refusal::StepNotNow`] (also
    /// when somebody else was quicker), [`Refusal::ExtensionTooLate`], or what [`Step::checked`] says.
    pub async fn answer_directive(
        &self,
        grant: &Grant<act::AnswerDirective>,
        id: &DirectiveId,
        step: Step,
        now: Moment,
    ) -> Result<(), StoreError> {
        if !step.kind.is_answer() {
            return Err(Refusal::NotAllowed.into());
        }
        let scope = (grant.sees_every_meeting(), grant.account());
        self.take_step(scope, id, step, now).await
    }

    /// A step of the giver or the monitoring officer: confirmed, sent back, insisted, extended or not, urged, handed
    /// over, suspended, resumed, cancelled. The unit is told.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], [`Refusal::StepNotNow`] (also when somebody else was
    /// quicker), [`Refusal::DirectiveIncomplete`] for an extension that does not lie behind the due date
    /// and a hand-over to a unit that does not exist today or leads it already, or what
    /// [`Step::checked`] says.
    pub async fn decide_directive(
        &self,
        grant: &Grant<act::FollowDirectives>,
        id: &DirectiveId,
        step: Step,
        now: Moment,
    ) -> Result<(), StoreError> {
        if !step.kind.is_decision() {
            return Err(Refusal::NotAllowed.into());
        }
        let scope = (grant.sees_every_meeting(), grant.account());
        self.take_step(scope, id, step, now).await
    }

    async fn take_step(
        &self,
        (all, account): (bool, &Account),
        id: &DirectiveId,
        step: Step,
        now: Moment,
    ) -> Result<(), StoreError> {
        let step = step.checked()?;
        let asked: Option<(String, String, Option<String>)> = sqlx::query_as(ASKED)
            .bind(all)
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let (lead, leader, due) = asked.ok_or(Refusal::NotFound)?;
        let rows: Vec<EventColumns> = sqlx::query_as(HISTORY).bind(id.as_str()).fetch_all(&self.pool).await?;
        let last = rows.last().map_or(0, |row| row.seq);
        let events = rows.into_iter().map(DirectiveEvent::try_from).collect::<Result<Vec<_>, _>>()?;
        let standing = Standing::folded(due.as_deref(), &events);
        let holder = standing.inherited_by.as_ref().map_or(UnitId(lead), |unit| unit.id.clone());
        if step.kind.is_answer() && holder != account.unit {
            return Err(Refusal::NotYourUnit.into());
        }
        if standing.next(step.kind).is_none() {
            return Err(Refusal::StepNotNow.into());
        }
        if let (Some(new), Some(old)) = (&step.due, &standing.due) {
            if step.kind == DirectiveEventKind::ExtensionAsked && is_past(old, now) {
                return Err(Refusal::ExtensionTooLate.into());
            }
            if !is_later(new, old) {
                return Err(Refusal::DirectiveIncomplete.into());
            }
        }
        let to = match &step.to {
            None => None,
            Some(unit) => Some(self.receiver(unit, &holder, now).await?),
        };
        let mut tx = self.pool.begin().await?;
        let seq = append(&mut tx, account, id, &step, to.as_ref(), now, last).await?.ok_or(Refusal::StepNotNow)?;
        let unit = to.map_or(holder, |to| to.id);
        let happened = Happened { seq, directive: id, kind: step.kind, unit: &unit, leader: &PersonId(leader) };
        tell_of_event(&mut tx, &happened, account, now).await?;
        Ok(tx.commit().await?)
    }

    /// A unit that can take over today from `holder`, by its name of the day.
    pub(super) async fn receiver(&self, unit: &UnitId, holder: &UnitId, now: Moment) -> Result<NamedUnit, StoreError> {
        let name: Option<String> = sqlx::query_scalar(UNIT_NAME)
            .bind(unit.as_str())
            .bind(now.day_in_vietnam())
            .fetch_optional(&self.pool)
            .await?;
        match name {
            Some(name) if unit != holder => Ok(NamedUnit { id: unit.clone(), name }),
            _ => Err(Refusal::DirectiveIncomplete.into()),
        }
    }
}

/// Adds a step to the history if `last` is still its last event. Answers its number.
pub(super) async fn append(
    tx: &mut SqliteConnection,
    account: &Account,
    id: &DirectiveId,
    step: &Step,
    to: Option<&NamedUnit>,
    now: Moment,
    last: i64,
) -> Result<Option<i64>, StoreError> {
    let document = step.document.as_ref();
    let seq = sqlx::query_scalar(APPEND)
        .bind(id.as_str())
        .bind(now.0)
        .bind(step.kind.code())
        .bind(account.id.as_str())
        .bind(&account.name)
        .bind(&account.unit_name)
        .bind(&step.note)
        .bind(&step.due)
        .bind(last)
        .bind(document.map(|document| document.number.as_str()))
        .bind(document.and_then(|document| document.on.as_deref()))
        .bind(to.map(|unit| unit.id.as_str()))
        .bind(to.map(|unit| unit.name.as_str()))
        .fetch_optional(tx)
        .await?;
    Ok(seq)
}

#[cfg(test)]
mod tests;
