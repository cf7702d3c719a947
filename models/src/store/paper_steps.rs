//! What is done with papers: each step checked against where the paper stands, in one transaction with its event.

use sqlx::sqlite::SqliteConnection;

use super::papers::rows;
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::id::{MeetingId, PaperId};
use crate::paper::{Numbering, PaperContent, PaperState, PaperStep};
use crate::refusal::Refusal;
use crate::store::{Store, StoreError};

statements! {
    BEGIN = concat!("INSERT INTO papers (id, meeting_id, kind, state, content, revision, corrects_id, created_at)
        SELECT $4, m.id, $6, 'draft', $7, 1, $8, $9 FROM meetings m WHERE ", in_scope!(), " AND m.id = $5");
    /// Of this kind in work, or issued and not yet replaced.
    OTHERS = "SELECT count(*) FROM papers p WHERE p.meeting_id = $1 AND p.kind = $2 AND p.state <> 'recalled'
        AND NOT EXISTS (SELECT 1 FROM papers n WHERE n.corrects_id = p.id) AND p.id <> $3";
    /// Changes nothing: a transaction that begins with it has no other writer beside it.
    HOLD = concat!("UPDATE papers SET revision = revision WHERE id = $4 AND meeting_id IN
        (SELECT m.id FROM meetings m WHERE ", in_scope!(), ")");
    HELD = "SELECT p.id, p.meeting_id, p.kind, p.state, p.content, p.revision, m.chair_id,
            (SELECT s.unit_id FROM sites s WHERE s.meeting_id = m.id AND s.hall) AS agency_id
        FROM papers p JOIN meetings m ON m.id = p.meeting_id WHERE p.id = $1";
    WRITE = "UPDATE papers SET state = $2, content = $3, revision = revision + 1 WHERE id = $1";
    MOVE = "UPDATE papers SET state = $2 WHERE id = $1";
    ADD_EVENT = "INSERT INTO paper_events (paper_id, at, step, author_id, author_name, note) VALUES ($1, $2, $3, $4, $5, $6)";
    FREEZE = "INSERT INTO paper_versions (paper_id, number, state, at, author_id, author_name, sha256, content, kind,
            agency_id, register_year, register_number, issued_on)
        SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        FROM paper_versions WHERE paper_id = $1";
    APPROVED = "SELECT content FROM paper_versions WHERE paper_id = $1 AND state = 'approved' ORDER BY number DESC LIMIT 1";
    NUMBERING = "SELECT value FROM settings WHERE key = $1";
    /// The next number of kind `$3` of agency `$1` in year `$2`; with `$4`, of all kinds and of minutes.
    NEXT = "SELECT COALESCE(max(n), 0) + 1 FROM (
            SELECT register_number AS n FROM paper_versions
                WHERE agency_id = $1 AND register_year = $2 AND ($4 OR kind = $3)
            UNION ALL SELECT v.register_number FROM minutes_versions v
                JOIN sites s ON s.meeting_id = v.meeting_id AND s.hall
                WHERE $4 AND s.unit_id = $1 AND v.register_year = $2) used";
}

#[derive(sqlx::FromRow)]
struct HeldColumns {
    id: String,
    kind: String,
    state: String,
    content: String,
    revision: i64,
    chair_id: String,
    agency_id: Option<String>,
}

/// A paper held for the rest of the transaction.
async fn hold(
    tx: &mut SqliteConnection,
    account: &Account,
    every: bool,
    id: &PaperId,
) -> Result<HeldColumns, StoreError> {
    let held = sqlx::query(HOLD)
        .bind(every)
        .bind(account.unit.as_str())
        .bind(account.person.as_str())
        .bind(id.as_str())
        .execute(&mut *tx)
        .await?;
    if held.rows_affected() == 0 {
        return Err(Refusal::NotFound.into());
    }
    Ok(sqlx::query_as(HELD).bind(id.as_str()).fetch_one(&mut *tx).await?)
}

impl HeldColumns {
    /// Where it stands after `step`.
    fn after(&self, step: PaperStep) -> Result<PaperState, StoreError> {
        let state = rows::state(&self.state)?;
        state.after(step).ok_or_else(|| {
            let closed = matches!(state, PaperState::Issued | PaperState::Recalled) && step == PaperStep::Edited;
            if closed { Refusal::PaperIssued } else { Refusal::PaperStepNotNow }.into()
        })
    }
}

async fn add_event(
    tx: &mut SqliteConnection,
    id: &PaperId,
    author: &Account,
    step: PaperStep,
    note: &str,
    at: Moment,
) -> Result<(), StoreError> {
    sqlx::query(ADD_EVENT)
        .bind(id.as_str())
        .bind(at.0)
        .bind(step.code())
        .bind(author.id.as_str())
        .bind(&author.name)
        .bind(note)
        .execute(tx)
        .await?;
    Ok(())
}

/// A place in the register of a year.
struct Registered {
    year: i64,
    number: i64,
    day: String,
}

async fn freeze(
    tx: &mut SqliteConnection,
    held: &HeldColumns,
    author: &Account,
    content: &PaperContent,
    registered: Option<Registered>,
    at: Moment,
) -> Result<(), StoreError> {
    let state = if registered.is_some() { PaperState::Issued } else { PaperState::Approved };
    sqlx::query(FREEZE)
        .bind(&held.id)
        .bind(state.code())
        .bind(at.0)
        .bind(author.id.as_str())
        .bind(&author.name)
        .bind(content.sha256())
        .bind(content.content())
        .bind(&held.kind)
        .bind(&held.agency_id)
        .bind(registered.as_ref().map(|place| place.year))
        .bind(registered.as_ref().map(|place| place.number))
        .bind(registered.as_ref().map(|place| &place.day))
        .execute(tx)
        .await?;
    Ok(())
}

impl Store {
    /// Keeps a new draft of a paper of this meeting; `corrects` is the issued one it is to replace.
    ///
    /// # Errors
    /// [`Refusal::PaperExists`] when there is one of this kind, [`Refusal::PaperStepNotNow`] when what it is to replace is
    /// not issued, [`Refusal::NotFound`] for a meeting this account does not see.
    pub async fn begin_paper(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        content: &PaperContent,
        corrects: Option<&PaperId>,
        at: Moment,
    ) -> Result<PaperId, StoreError> {
        let (account, id) = (grant.account(), PaperId::fresh());
        let mut tx = self.pool.begin().await?;
        let begun = sqlx::query(BEGIN)
            .bind(grant.sees_every_meeting())
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(id.as_str())
            .bind(meeting.as_str())
            .bind(content.kind.code())
            .bind(content.content())
            .bind(corrects.map(PaperId::as_str))
            .bind(at.0)
            .execute(&mut *tx)
            .await?;
        if begun.rows_affected() == 0 {
            return Err(Refusal::NotFound.into());
        }
        if let Some(old) = corrects {
            let old = hold(&mut tx, account, grant.sees_every_meeting(), old).await?;
            if !matches!(rows::state(&old.state)?, PaperState::Issued | PaperState::Recalled) {
                return Err(Refusal::PaperStepNotNow.into());
            }
        }
        let others: i64 = sqlx::query_scalar(OTHERS)
            .bind(meeting.as_str())
            .bind(content.kind.code())
            .bind(id.as_str())
            .fetch_one(&mut *tx)
            .await?;
        if others > 0 {
            return Err(Refusal::PaperExists.into());
        }
        add_event(&mut tx, &id, account, PaperStep::Drafted, "", at).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Keeps a changed text; one that was approved has to be approved again.
    ///
    /// # Errors
    /// [`Refusal::ChangedMeanwhile`] when `revision` is not the newest, [`Refusal::PaperIssued`].
    pub async fn write_paper(
        &self,
        grant: &Grant<act::EditMinutes>,
        id: &PaperId,
        content: &PaperContent,
        revision: i64,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let held = hold(&mut tx, grant.account(), grant.sees_every_meeting(), id).await?;
        let state = held.after(PaperStep::Edited)?;
        if held.revision != revision {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        sqlx::query(WRITE).bind(id.as_str()).bind(state.code()).bind(content.content()).execute(&mut *tx).await?;
        add_event(&mut tx, id, grant.account(), PaperStep::Edited, "", at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends a draft to the chair, with a remark or without.
    ///
    /// # Errors
    /// [`Refusal::PaperIncomplete`], [`Refusal::PaperStepNotNow`].
    pub async fn submit_paper(
        &self,
        grant: &Grant<act::EditMinutes>,
        id: &PaperId,
        note: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let held = hold(&mut tx, grant.account(), grant.sees_every_meeting(), id).await?;
        rows::content(&held.content)?.checked()?;
        self.moved(&mut tx, &held, grant.account(), PaperStep::Submitted, note, at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends a paper back to the secretary, with the reason. The chair's act.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::NotAllowed`] for another than the chair, [`Refusal::PaperStepNotNow`].
    pub async fn return_paper(
        &self,
        grant: &Grant<act::ApproveMinutes>,
        id: &PaperId,
        note: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let held = self.held_by_chair(&mut tx, grant, id).await?;
        self.moved(&mut tx, &held, grant.account(), PaperStep::Returned, note, at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Freezes the text at `revision` as approved by the chair of its meeting.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for another than the chair, [`Refusal::ChangedMeanwhile`], [`Refusal::PaperStepNotNow`].
    pub async fn approve_paper(
        &self,
        grant: &Grant<act::ApproveMinutes>,
        id: &PaperId,
        revision: i64,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let held = self.held_by_chair(&mut tx, grant, id).await?;
        if held.revision != revision {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        self.moved(&mut tx, &held, grant.account(), PaperStep::Approved, "", at).await?;
        freeze(&mut tx, &held, grant.account(), &rows::content(&held.content)?, None, at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives the approved text the next number of the register of the Vietnamese year of `at` and freezes it as issued.
    ///
    /// # Errors
    /// [`Refusal::PaperStepNotNow`] when it is not approved.
    pub async fn issue_paper(
        &self,
        grant: &Grant<act::IssueMinutes>,
        id: &PaperId,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let held = hold(&mut tx, grant.account(), grant.sees_every_meeting(), id).await?;
        let state = held.after(PaperStep::Issued)?;
        let approved: String = sqlx::query_scalar(APPROVED).bind(id.as_str()).fetch_one(&mut *tx).await?;
        let mut content = rows::content(&approved)?;
        let year = i64::from(at.in_vietnam().year());
        let kept: Option<String> =
            sqlx::query_scalar(NUMBERING).bind(Numbering::SETTING).fetch_optional(&mut *tx).await?;
        let number: i64 = sqlx::query_scalar(NEXT)
            .bind(&held.agency_id)
            .bind(year)
            .bind(&held.kind)
            .bind(Numbering::from_setting(kept.as_deref()) == Numbering::Shared)
            .fetch_one(&mut *tx)
            .await?;
        content.number = Some(format!("{number:02}"));
        content.issued_on = Some(at.day_in_vietnam());
        content.issued = true;
        sqlx::query(WRITE).bind(id.as_str()).bind(state.code()).bind(content.content()).execute(&mut *tx).await?;
        add_event(&mut tx, id, grant.account(), PaperStep::Issued, "", at).await?;
        let place = Registered { year, number, day: at.day_in_vietnam() };
        freeze(&mut tx, &held, grant.account(), &content, Some(place), at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Recalls an issued paper, with the reason; its text stays as it was issued (Decree 30/2020, article 18).
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::PaperStepNotNow`].
    pub async fn recall_paper(
        &self,
        grant: &Grant<act::IssueMinutes>,
        id: &PaperId,
        note: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let held = hold(&mut tx, grant.account(), grant.sees_every_meeting(), id).await?;
        self.moved(&mut tx, &held, grant.account(), PaperStep::Recalled, note, at).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn held_by_chair(
        &self,
        tx: &mut SqliteConnection,
        grant: &Grant<act::ApproveMinutes>,
        id: &PaperId,
    ) -> Result<HeldColumns, StoreError> {
        let held = hold(tx, grant.account(), grant.sees_every_meeting(), id).await?;
        if held.chair_id == grant.account().person.as_str() { Ok(held) } else { Err(Refusal::NotAllowed.into()) }
    }

    async fn moved(
        &self,
        tx: &mut SqliteConnection,
        held: &HeldColumns,
        author: &Account,
        step: PaperStep,
        note: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        if step.needs_reason() && note.is_empty() {
            return Err(Refusal::ReasonMissing.into());
        }
        let state = held.after(step)?;
        sqlx::query(MOVE).bind(&held.id).bind(state.code()).execute(&mut *tx).await?;
        add_event(tx, &PaperId(held.id.clone()), author, step, note, at).await
    }
}
