//! Dispatching (giao nhiệm vụ theo biên bản): all directives of approved minutes go to their units at once.

use super::handovers::open;
use super::notices::unit_told;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::directive::NamedUnit;
use crate::id::{MeetingId, UnitId};
use crate::refusal::Refusal;

/// Directives `d` of meeting `m` that wait to be dispatched; `$4` is the meeting.
macro_rules! waiting {
    () => {
        concat!(
            "d.meeting_id = $4 AND ",
            in_scope!(),
            " AND ",
            open!(),
            " AND NOT EXISTS (SELECT 1 FROM directive_events sent
                WHERE sent.directive_id = d.id AND sent.kind = 'dispatched')"
        )
    };
}

/// Whether the minutes of meeting `$4` were approved: what was only said is not ordered yet.
macro_rules! approved {
    () => {
        "EXISTS (SELECT 1 FROM minutes_versions v WHERE v.meeting_id = $4 AND v.state IN ('approved', 'issued'))"
    };
}

statements! {
    WAITING = concat!("SELECT d.lead_unit_id, d.lead_unit_name, COUNT(*) FROM directives d
        JOIN meetings m ON m.id = d.meeting_id WHERE ", waiting!(),
        " GROUP BY d.lead_unit_id, d.lead_unit_name ORDER BY d.lead_unit_name");
    /// Whether they were approved; number, sign and day once they are issued.
    APPROVED = concat!("SELECT ", approved!(), " FROM meetings m WHERE m.id = $4 AND ", in_scope!());
    ISSUED_ON = "SELECT v.issued_on FROM minutes_versions v WHERE v.meeting_id = $1 AND v.state = 'issued'
        ORDER BY v.number DESC LIMIT 1";
    SENT = "SELECT COUNT(*) FROM directive_events e JOIN directives d ON d.id = e.directive_id
        WHERE d.meeting_id = $1 AND e.kind = 'dispatched'";
    /// One statement, so that of two who press at once only one dispatches.
    DISPATCH = concat!("INSERT INTO directive_events (directive_id, at, kind, actor_id, actor_name, actor_unit, note,
            document, document_on)
        SELECT d.id, CAST($5 AS BIGINT), 'dispatched', $6, $7, $8, '', $9, $10 FROM directives d
        JOIN meetings m ON m.id = d.meeting_id WHERE ", waiting!(), " AND ", approved!(), " ORDER BY d.code RETURNING seq");
    TELL = concat!("INSERT INTO notices (account_id, directive_id, key, kind, at)
        SELECT a.id, e.directive_id, 'event:' || e.seq, e.kind, e.at FROM directive_events e
        JOIN directives d ON d.id = e.directive_id
        JOIN accounts a ON a.unit_id = COALESCE((SELECT taken.to_unit_id FROM directive_events taken
                WHERE taken.directive_id = d.id AND taken.to_unit_id IS NOT NULL ORDER BY taken.seq DESC LIMIT 1),
            d.lead_unit_id) AND ", unit_told!(), "
        WHERE e.seq >= $1 AND e.seq <= $2 AND e.kind = 'dispatched' AND a.id <> $3 ON CONFLICT DO NOTHING");
}

/// What can be dispatched of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatchable {
    /// Whether the minutes were approved; nothing is dispatched before.
    pub approved: bool,
    /// Number and sign of the issued minutes: "05/BB-UBND".
    pub document_number: Option<String>,
    /// Lead units with directives that wait.
    pub waiting: Vec<(NamedUnit, u32)>,
    /// How many were dispatched before.
    pub sent: u32,
}

impl Store {
    /// What can be dispatched of a meeting, if the account sees it.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`].
    pub async fn dispatchable(
        &self,
        grant: &Grant<act::DispatchDirectives>,
        meeting: &MeetingId,
    ) -> Result<Dispatchable, StoreError> {
        let (all, account) = (grant.sees_every_meeting(), grant.account());
        let approved: Option<bool> = sqlx::query_scalar(APPROVED)
            .bind(all)
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(meeting.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let approved = approved.ok_or(Refusal::NotFound)?;
        let rows: Vec<(String, String, i64)> = sqlx::query_as(WAITING)
            .bind(all)
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        let sent: i64 = sqlx::query_scalar(SENT).bind(meeting.as_str()).fetch_one(&self.pool).await?;
        let unit = |(id, name, count)| (NamedUnit { id: UnitId(id), name }, of(count));
        Ok(Dispatchable {
            approved,
            document_number: self.minutes_text(meeting).await?.document_number,
            waiting: rows.into_iter().map(unit).collect(),
            sent: of(sent),
        })
    }

    /// Dispatches what waits: each directive says from now on with which document it went out, and each lead unit is
    /// told. Answers how many.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], or [`Refusal::NothingToDispatch`] before the minutes are
    /// approved and when nothing waits.
    pub async fn dispatch(
        &self,
        grant: &Grant<act::DispatchDirectives>,
        meeting: &MeetingId,
        now: Moment,
    ) -> Result<u32, StoreError> {
        let account = grant.account();
        let document = self.dispatchable(grant, meeting).await?.document_number;
        let issued_on: Option<Option<String>> =
            sqlx::query_scalar(ISSUED_ON).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        let mut tx = self.pool.begin().await?;
        let seqs: Vec<i64> = sqlx::query_scalar(DISPATCH)
            .bind(grant.sees_every_meeting())
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(meeting.as_str())
            .bind(now.0)
            .bind(account.id.as_str())
            .bind(&account.name)
            .bind(&account.unit_name)
            .bind(&document)
            .bind(issued_on.flatten().filter(|_| document.is_some()))
            .fetch_all(&mut *tx)
            .await?;
        let (Some(first), Some(last)) = (seqs.iter().min(), seqs.iter().max()) else {
            return Err(Refusal::NothingToDispatch.into());
        };
        sqlx::query(TELL).bind(first).bind(last).bind(account.id.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(u32::try_from(seqs.len()).unwrap_or(u32::MAX))
    }
}

fn of(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
