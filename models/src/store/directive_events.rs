//! The history of directives: append-only (the database refuses anything else).

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::directive::due::is_later;
use crate::directive::order::Step;
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, DirectiveEventKind};
use crate::id::DirectiveId;
use crate::refusal::Refusal;

statements! {
    /// The lead unit and the due date of directive `$4`, if the account sees it.
    ASKED = concat!("SELECT d.lead_unit_id, d.due FROM directives d JOIN meetings m ON m.id = d.meeting_id
        WHERE d.id = $4 AND ", directive_in_scope!());
    HISTORY = "SELECT seq, directive_id, at, kind, actor_name, actor_unit, note, due FROM directive_events
        WHERE directive_id = $1 ORDER BY seq";
    /// Only while `$9` is still the last event: whoever was quicker may have changed what fits.
    APPEND = "INSERT INTO directive_events (directive_id, at, kind, actor_id, actor_name, actor_unit, note, due)
        SELECT $1, CAST($2 AS BIGINT), $3, $4, $5, $6, $7, $8
        WHERE (SELECT MAX(last.seq) FROM directive_events last WHERE last.directive_id = $1) = $9";
}

/// An event as a row has it.
#[derive(sqlx::FromRow)]
pub(super) struct EventColumns {
    seq: i64,
    pub(super) directive_id: String,
    at: i64,
    kind: String,
    actor_name: String,
    actor_unit: String,
    note: String,
    due: Option<String>,
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
        })
    }
}

impl Store {
    /// A step of the lead unit: accepted, returned, progressed, reported.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], [`Refusal::NotYourUnit`], [`Refusal::StepNotNow`] (also
    /// when somebody else was quicker), or what [`Step::checked`] says.
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

    /// A step of the giver or the monitoring officer: confirmed, sent back, insisted, extended, suspended, resumed,
    /// cancelled.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], [`Refusal::StepNotNow`] (also when somebody else was
    /// quicker), [`Refusal::DirectiveIncomplete`] for an extension that does not lie behind the due date, or what
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
        let asked: Option<(String, Option<String>)> = sqlx::query_as(ASKED)
            .bind(all)
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let (lead, due) = asked.ok_or(Refusal::NotFound)?;
        if step.kind.is_answer() && lead != account.unit.0 {
            return Err(Refusal::NotYourUnit.into());
        }
        let rows: Vec<EventColumns> = sqlx::query_as(HISTORY).bind(id.as_str()).fetch_all(&self.pool).await?;
        let last = rows.last().map_or(0, |row| row.seq);
        let events = rows.into_iter().map(DirectiveEvent::try_from).collect::<Result<Vec<_>, _>>()?;
        let standing = Standing::folded(due.as_deref(), &events);
        if standing.next(step.kind).is_none() {
            return Err(Refusal::StepNotNow.into());
        }
        if let (Some(new), Some(old)) = (&step.due, &standing.due)
            && !is_later(new, old)
        {
            return Err(Refusal::DirectiveIncomplete.into());
        }
        let done = sqlx::query(APPEND)
            .bind(id.as_str())
            .bind(now.0)
            .bind(step.kind.code())
            .bind(account.id.as_str())
            .bind(&account.name)
            .bind(&account.unit_name)
            .bind(&step.note)
            .bind(&step.due)
            .bind(last)
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(Refusal::StepNotNow.into()) }
    }
}

#[cfg(test)]
mod tests;
