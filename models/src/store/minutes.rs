//! Minutes: the updates their text is made of, append-only (the database refuses anything else), and the passages these
//! add up to.

use std::collections::HashMap;

use sqlx::sqlite::SqliteConnection;

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::id::MeetingId;
use crate::minutes::{MinutesState, Passage};
use crate::refusal::Refusal;

/// Minutes as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMinutes {
    /// When the machine drafted them last.
    pub drafted_at: Moment,
    /// Where they stand: approved only as long as nothing was written since.
    pub state: MinutesState,
    /// The text as last projected from the updates.
    pub passages: Vec<Passage>,
}

/// Where minutes `x` stand, from their newest version.
macro_rules! standing {
    ($passages:literal, $($rest:tt)+) => {
        concat!(
            "SELECT x.meeting_id, x.drafted_at, ", $passages, " AS passages, CASE WHEN v.state IS NULL OR (v.state = 'approved' AND EXISTS (
                    SELECT 1 FROM minutes_updates u WHERE u.meeting_id = x.meeting_id AND u.at > v.at))
                THEN 'draft' ELSE v.state END AS state
            FROM minutes x
            JOIN meetings m ON m.id = x.meeting_id
            LEFT JOIN minutes_versions v ON v.meeting_id = x.meeting_id AND v.number =
                (SELECT max(last.number) FROM minutes_versions last WHERE last.meeting_id = x.meeting_id) ",
            $($rest)+
        )
    };
}

statements! {
    ONE = standing!("x.passages", "WHERE ", in_scope!(), " AND m.id = $4");
    FOR_SERVER = standing!("x.passages", "WHERE m.id = $1");
    /// Without the text.
    HELD = standing!("'[]'", "WHERE m.id = $1");
    /// Of meetings that were called for between `$4` and `$5`.
    STATES = standing!("'[]'", "WHERE ", in_scope!(), " AND m.starts_at BETWEEN $4 AND $5");
    BEGIN = "INSERT INTO minutes (meeting_id, drafted_at, passages) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    DRAFTED = "UPDATE minutes SET drafted_at = $2, passages = $3 WHERE meeting_id = $1";
    PROJECT = "UPDATE minutes SET passages = $2 WHERE meeting_id = $1 AND passages <> $2";
    /// Changes nothing: a transaction that begins with it has no other writer beside it.
    HOLD = concat!("UPDATE minutes SET drafted_at = drafted_at WHERE meeting_id IN (SELECT m.id FROM meetings m WHERE ",
        in_scope!(), " AND m.id = $4)");
    ADD_UPDATE = "INSERT INTO minutes_updates (meeting_id, at, author_id, author_name, bytes) VALUES ($1, $2, $3, $4, $5)";
    /// An update of somebody who sees the meeting, as long as its minutes are not issued.
    WRITE = concat!("INSERT INTO minutes_updates (meeting_id, at, author_id, author_name, bytes)
        SELECT x.meeting_id, $5, $6, $7, $8 FROM minutes x JOIN meetings m ON m.id = x.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4 AND NOT EXISTS (
            SELECT 1 FROM minutes_versions v WHERE v.meeting_id = x.meeting_id AND v.state = 'issued')");
    UPDATES = "SELECT bytes FROM minutes_updates WHERE meeting_id = $1 ORDER BY seq";
    /// With author and time.
    HISTORY = concat!("SELECT x.at, x.author_name, x.bytes FROM minutes_updates x JOIN meetings m ON m.id = x.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4 ORDER BY x.seq");
    /// Of the last thousands of updates: what was written in the last second before a crash is among them.
    LATELY = "SELECT DISTINCT meeting_id FROM minutes_updates
        WHERE seq > (SELECT max(seq) FROM minutes_updates) - 5000";
    IS_UNDRAFTED = "SELECT EXISTS (SELECT 1 FROM meetings m WHERE m.id = $1 AND m.state = 'ended'
        AND NOT EXISTS (SELECT 1 FROM minutes x WHERE x.meeting_id = m.id)
        AND NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = m.id))";
    UNDRAFTED = "SELECT m.id FROM meetings m WHERE m.state = 'ended'
        AND NOT EXISTS (SELECT 1 FROM minutes x WHERE x.meeting_id = m.id)
        AND NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = m.id) ORDER BY m.ended_at DESC, m.id";
}

#[derive(sqlx::FromRow)]
struct MinutesColumns {
    meeting_id: String,
    drafted_at: i64,
    passages: String,
    state: String,
}

impl MinutesColumns {
    fn state(&self) -> Result<MinutesState, StoreError> {
        MinutesState::from_code(&self.state).ok_or(StoreError::Unreadable { column: "minutes_versions.state" })
    }

    fn read(self) -> Result<KeptMinutes, StoreError> {
        Ok(KeptMinutes {
            drafted_at: Moment(self.drafted_at),
            state: self.state()?,
            passages: serde_json::from_str(&self.passages)
                .map_err(|_| StoreError::Unreadable { column: "minutes.passages" })?,
        })
    }
}

fn written(passages: &[Passage]) -> String {
    serde_json::to_string(passages).expect("passages are plain JSON")
}

/// Holds the minutes of a meeting this account sees for the rest of the transaction, and answers where they stand; the
/// text is left out of the answer.
///
/// # Errors
/// [`Refusal::NoDraft`] when there are none, or none for this account.
pub(super) async fn hold(
    tx: &mut SqliteConnection,
    account: &Account,
    every: bool,
    meeting: &MeetingId,
) -> Result<MinutesState, StoreError> {
    let held = sqlx::query(HOLD)
        .bind(every)
        .bind(account.unit.as_str())
        .bind(account.person.as_str())
        .bind(meeting.as_str())
        .execute(&mut *tx)
        .await?;
    if held.rows_affected() == 0 {
        return Err(Refusal::NoDraft.into());
    }
    let row: MinutesColumns = sqlx::query_as(HELD).bind(meeting.as_str()).fetch_one(&mut *tx).await?;
    row.state()
}

async fn add_update(
    tx: &mut SqliteConnection,
    meeting: &MeetingId,
    author: Option<&Account>,
    at: Moment,
    bytes: &[u8],
) -> Result<(), StoreError> {
    sqlx::query(ADD_UPDATE)
        .bind(meeting.as_str())
        .bind(at.0)
        .bind(author.map(|account| account.id.as_str()))
        .bind(author.map_or("", |account| account.name.as_str()))
        .bind(bytes)
        .execute(&mut *tx)
        .await?;
    Ok(())
}

impl Store {
    /// The minutes of a meeting, if this account may see the meeting and there are any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes(
        &self,
        grant: &Grant<act::ReadMinutes>,
        meeting: &MeetingId,
    ) -> Result<Option<KeptMinutes>, StoreError> {
        let row: Option<MinutesColumns> = sqlx::query_as(ONE)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.map(MinutesColumns::read).transpose()
    }

    /// The minutes of a meeting, for the server's own work on them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_for_server(&self, meeting: &MeetingId) -> Result<Option<KeptMinutes>, StoreError> {
        let row: Option<MinutesColumns> =
            sqlx::query_as(FOR_SERVER).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        row.map(MinutesColumns::read).transpose()
    }

    /// Where the minutes stand of the meetings called for from `from` to `to` that this account may see; meetings
    /// without minutes are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_states(
        &self,
        grant: &Grant<act::SeeMeetings>,
        from: Moment,
        to: Moment,
    ) -> Result<HashMap<MeetingId, MinutesState>, StoreError> {
        let rows: Vec<MinutesColumns> = sqlx::query_as(STATES)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(from.0)
            .bind(to.0)
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(|row| Ok((MeetingId(row.meeting_id.clone()), row.state()?))).collect()
    }

    /// Keeps the machine's first draft: its text, and the update that writes it. Answers whether it did: `false` when
    /// there are minutes already, and nothing is changed.
    ///
    /// # Errors
    /// When the database fails, or the meeting is unknown.
    pub async fn begin_minutes(
        &self,
        meeting: &MeetingId,
        passages: &[Passage],
        update: &[u8],
        at: Moment,
    ) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        let begun =
            sqlx::query(BEGIN).bind(meeting.as_str()).bind(at.0).bind(written(passages)).execute(&mut *tx).await?;
        if begun.rows_affected() == 0 {
            return Ok(false);
        }
        add_update(&mut tx, meeting, None, at, update).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Keeps a new draft that takes the place of the text.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`], [`Refusal::MinutesApproved`] or [`Refusal::MinutesIssued`], with nothing kept.
    pub async fn redraft_minutes(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        passages: &[Passage],
        update: &[u8],
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        match hold(&mut tx, grant.account(), grant.sees_every_meeting(), meeting).await? {
            MinutesState::Draft => {}
            MinutesState::Approved => return Err(Refusal::MinutesApproved.into()),
            MinutesState::Issued => return Err(Refusal::MinutesIssued.into()),
        }
        sqlx::query(DRAFTED).bind(meeting.as_str()).bind(at.0).bind(written(passages)).execute(&mut *tx).await?;
        add_update(&mut tx, meeting, Some(grant.account()), at, update).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps what somebody wrote, with their name.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`] when there are no minutes for this account, [`Refusal::MinutesIssued`] when they are issued.
    pub async fn add_minutes_update(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        update: &[u8],
        at: Moment,
    ) -> Result<(), StoreError> {
        let account = grant.account();
        let written = sqlx::query(WRITE)
            .bind(grant.sees_every_meeting())
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(meeting.as_str())
            .bind(at.0)
            .bind(account.id.as_str())
            .bind(&account.name)
            .bind(update)
            .execute(&self.pool)
            .await?;
        if written.rows_affected() == 1 {
            return Ok(());
        }
        let row: Option<MinutesColumns> =
            sqlx::query_as(HELD).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        match row.map(|row| row.state()).transpose()? {
            Some(MinutesState::Issued) => Err(Refusal::MinutesIssued.into()),
            _ => Err(Refusal::NoDraft.into()),
        }
    }

    /// The updates of the minutes of a meeting, oldest first, for the server's own work; empty when there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_updates(&self, meeting: &MeetingId) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar(UPDATES).bind(meeting.as_str()).fetch_all(&self.pool).await?)
    }

    /// The updates of the minutes of a meeting with when and by whom (empty: the machine) each was written, oldest first;
    /// empty when this account may not see the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_history(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
    ) -> Result<Vec<(Moment, String, Vec<u8>)>, StoreError> {
        let rows: Vec<(i64, String, Vec<u8>)> = sqlx::query_as(HISTORY)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(|(at, author, bytes)| (Moment(at), author, bytes)).collect())
    }

    /// Writes down what the updates add up to, for readers and the search. What is there already is not written again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn project_minutes(&self, meeting: &MeetingId, passages: &[Passage]) -> Result<(), StoreError> {
        sqlx::query(PROJECT).bind(meeting.as_str()).bind(written(passages)).execute(&self.pool).await?;
        Ok(())
    }

    /// The meetings whose minutes were written last, of all: those whose projection a crash may have left behind.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lately_written_minutes(&self) -> Result<Vec<MeetingId>, StoreError> {
        let ids: Vec<String> = sqlx::query_scalar(LATELY).fetch_all(&self.pool).await?;
        Ok(ids.into_iter().map(MeetingId).collect())
    }

    /// The meetings that have ended and have no minutes, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undrafted_meetings(&self) -> Result<Vec<MeetingId>, StoreError> {
        let ids: Vec<String> = sqlx::query_scalar(UNDRAFTED).fetch_all(&self.pool).await?;
        Ok(ids.into_iter().map(MeetingId).collect())
    }

    /// Whether this meeting has ended without any minutes. Only for the server itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_undrafted(&self, meeting: &MeetingId) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(IS_UNDRAFTED).bind(meeting.as_str()).fetch_one(&self.pool).await?)
    }
}

#[cfg(test)]
mod tests;
