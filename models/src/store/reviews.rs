//! Review of minutes: steps and remarks, only added; what became of a remark stands beside it.

use sqlx::sqlite::SqliteConnection;

use super::minutes::hold;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::id::{CommentId, MeetingId};
use crate::minutes::MinutesState;
use crate::refusal::Refusal;
use crate::review::{Comment, CommentDecision, MOST_COMMENTS, NewComment, ReviewEvent, ReviewStep};

statements! {
    EVENTS = concat!("SELECT e.at, e.step, e.author_name, e.note FROM review_events e JOIN meetings m ON m.id = e.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4 ORDER BY e.seq");
    LAST = "SELECT step FROM review_events WHERE meeting_id = $1 ORDER BY seq DESC LIMIT 1";
    ADD_EVENT = "INSERT INTO review_events (meeting_id, at, step, author_id, author_name, note) VALUES ($1, $2, $3, $4, $5, $6)";
    COMMENTS = concat!("SELECT c.id, c.at, c.author_name, c.place, c.quote, c.words, c.suggestion,
            d.decision, d.author_name AS decided_by, d.at AS decided_at, d.reason
        FROM review_comments c JOIN meetings m ON m.id = c.meeting_id
        LEFT JOIN review_decisions d ON d.comment_id = c.id
        WHERE ", in_scope!(), " AND m.id = $4 ORDER BY c.at, c.id");
    ONE = "SELECT c.meeting_id, c.place, c.quote, c.suggestion, d.decision FROM review_comments c
        LEFT JOIN review_decisions d ON d.comment_id = c.id WHERE c.id = $1";
    COUNT = "SELECT count(*) FROM review_comments WHERE meeting_id = $1";
    ADD = "INSERT INTO review_comments (id, meeting_id, at, author_id, author_name, place, quote, words, suggestion)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    DECIDE = "INSERT INTO review_decisions (comment_id, at, decision, author_id, author_name, reason)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    CHAIR = "SELECT chair_id FROM meetings WHERE id = $1";
}

#[derive(sqlx::FromRow)]
struct EventColumns {
    at: i64,
    step: String,
    author_name: String,
    note: String,
}

#[derive(sqlx::FromRow)]
struct CommentColumns {
    id: String,
    at: i64,
    author_name: String,
    place: i64,
    quote: String,
    words: String,
    suggestion: Option<String>,
    decision: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<i64>,
    reason: Option<String>,
}

impl TryFrom<CommentColumns> for Comment {
    type Error = StoreError;

    fn try_from(row: CommentColumns) -> Result<Self, StoreError> {
        let unreadable = StoreError::Unreadable { column: "review_decisions.decision" };
        let decision = match row.decision.as_deref() {
            None => None,
            Some(code) => Some(CommentDecision::from_code(code).ok_or(unreadable)?),
        };
        Ok(Self {
            id: CommentId(row.id),
            at: Moment(row.at),
            by: row.author_name,
            place: u32::try_from(row.place).unwrap_or(u32::MAX),
            quote: row.quote,
            words: row.words,
            suggestion: row.suggestion,
            decision,
            decided_by: row.decided_by,
            decided_at: row.decided_at.map(Moment),
            reason: row.reason,
        })
    }
}

/// A remark as whoever decides on it needs it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OpenComment {
    meeting_id: String,
    place: i64,
    /// The words it is about.
    pub quote: String,
    /// What should stand in their place.
    pub suggestion: Option<String>,
    decision: Option<String>,
}

impl OpenComment {
    /// Its meeting.
    #[must_use]
    pub fn meeting(&self) -> MeetingId {
        MeetingId(self.meeting_id.clone())
    }

    /// Place of its passage, from 0.
    #[must_use]
    pub fn place(&self) -> usize {
        usize::try_from(self.place).unwrap_or(usize::MAX)
    }

    /// Whether somebody has decided on it.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.decision.is_some()
    }
}

async fn step(
    tx: &mut SqliteConnection,
    account: &Account,
    meeting: &MeetingId,
    step: ReviewStep,
    note: &str,
    at: Moment,
) -> Result<(), StoreError> {
    sqlx::query(ADD_EVENT)
        .bind(meeting.as_str())
        .bind(at.0)
        .bind(step.code())
        .bind(account.id.as_str())
        .bind(&account.name)
        .bind(note)
        .execute(tx)
        .await?;
    Ok(())
}

async fn is_submitted(tx: &mut SqliteConnection, meeting: &MeetingId) -> Result<bool, StoreError> {
    let last: Option<String> = sqlx::query_scalar(LAST).bind(meeting.as_str()).fetch_optional(tx).await?;
    Ok(last.as_deref() == Some(ReviewStep::Submitted.code()))
}

impl Store {
    /// What was done with the minutes of a meeting in their review, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn review_events(
        &self,
        grant: &Grant<act::ReviewMinutes>,
        meeting: &MeetingId,
    ) -> Result<Vec<ReviewEvent>, StoreError> {
        let rows: Vec<EventColumns> = sqlx::query_as(EVENTS)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        let read = |row: EventColumns| {
            let step =
                ReviewStep::from_code(&row.step).ok_or(StoreError::Unreadable { column: "review_events.step" })?;
            Ok(ReviewEvent { at: Moment(row.at), step, by: row.author_name, note: row.note })
        };
        rows.into_iter().map(read).collect()
    }

    /// The remarks on the minutes of a meeting, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comments(
        &self,
        grant: &Grant<act::ReviewMinutes>,
        meeting: &MeetingId,
    ) -> Result<Vec<Comment>, StoreError> {
        let rows: Vec<CommentColumns> = sqlx::query_as(COMMENTS)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(Comment::try_from).collect()
    }

    /// Sends the minutes of a meeting to the chair's office.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`], [`Refusal::MinutesIssued`], or [`Refusal::PaperStepNotNow`] when they are there already.
    pub async fn submit_minutes(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        note: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let state = hold(&mut tx, grant.account(), grant.sees_every_meeting(), meeting).await?;
        if state == MinutesState::Issued {
            return Err(Refusal::MinutesIssued.into());
        }
        if state == MinutesState::Approved || is_submitted(&mut tx, meeting).await? {
            return Err(Refusal::PaperStepNotNow.into());
        }
        step(&mut tx, grant.account(), meeting, ReviewStep::Submitted, note, at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends the minutes back to the secretary, with the reason. The act of the chair of the meeting.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::NotAllowed`], [`Refusal::MinutesIssued`] or, when nothing was sent,
    /// [`Refusal::PaperStepNotNow`].
    pub async fn return_minutes(
        &self,
        grant: &Grant<act::ApproveMinutes>,
        meeting: &MeetingId,
        note: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let state = hold(&mut tx, grant.account(), grant.sees_every_meeting(), meeting).await?;
        let chair: String = sqlx::query_scalar(CHAIR).bind(meeting.as_str()).fetch_one(&mut *tx).await?;
        if chair != grant.account().person.as_str() {
            return Err(Refusal::NotAllowed.into());
        }
        if state == MinutesState::Issued {
            return Err(Refusal::MinutesIssued.into());
        }
        if note.is_empty() {
            return Err(Refusal::ReasonMissing.into());
        }
        if !is_submitted(&mut tx, meeting).await? {
            return Err(Refusal::PaperStepNotNow.into());
        }
        step(&mut tx, grant.account(), meeting, ReviewStep::Returned, note, at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a remark on minutes that are not issued.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`], [`Refusal::MinutesIssued`], [`Refusal::TooLarge`] when there are too many.
    pub async fn add_comment(
        &self,
        grant: &Grant<act::ReviewMinutes>,
        meeting: &MeetingId,
        comment: &NewComment,
        at: Moment,
    ) -> Result<CommentId, StoreError> {
        let (account, id) = (grant.account(), CommentId::fresh());
        let mut tx = self.pool.begin().await?;
        let state = hold(&mut tx, account, grant.sees_every_meeting(), meeting).await?;
        if state == MinutesState::Issued {
            return Err(Refusal::MinutesIssued.into());
        }
        let count: i64 = sqlx::query_scalar(COUNT).bind(meeting.as_str()).fetch_one(&mut *tx).await?;
        if count >= MOST_COMMENTS {
            return Err(Refusal::TooLarge.into());
        }
        sqlx::query(ADD)
            .bind(id.as_str())
            .bind(meeting.as_str())
            .bind(at.0)
            .bind(account.id.as_str())
            .bind(&account.name)
            .bind(i64::from(comment.place))
            .bind(&comment.quote)
            .bind(&comment.words)
            .bind(&comment.suggestion)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A remark to decide on; whether the account sees its meeting is asked when it is decided.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment(
        &self,
        _: &Grant<act::EditMinutes>,
        id: &CommentId,
    ) -> Result<Option<OpenComment>, StoreError> {
        Ok(sqlx::query_as(ONE).bind(id.as_str()).fetch_optional(&self.pool).await?)
    }

    /// Keeps what became of a remark.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`] for a meeting this account does not see, [`Refusal::CommentDecided`] when somebody has decided.
    pub async fn decide_comment(
        &self,
        grant: &Grant<act::EditMinutes>,
        id: &CommentId,
        meeting: &MeetingId,
        decision: CommentDecision,
        reason: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let account = grant.account();
        let mut tx = self.pool.begin().await?;
        hold(&mut tx, account, grant.sees_every_meeting(), meeting).await?;
        let done = sqlx::query(DECIDE)
            .bind(id.as_str())
            .bind(at.0)
            .bind(decision.code())
            .bind(account.id.as_str())
            .bind(&account.name)
            .bind(reason)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Refusal::CommentDecided.into());
        }
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
