//! Votes as the secretary entered them.

use super::minutes::hold;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::MeetingId;
use crate::minutes::{MinutesState, Vote};
use crate::refusal::Refusal;

/// Votes of one meeting at most.
const MOST: i64 = 100;

statements! {
    OF_MEETING = concat!("SELECT v.subject, v.in_favour, v.against, v.abstained
        FROM votes v JOIN meetings m ON m.id = v.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4 ORDER BY v.entered_at, v.id");
    FOR_DRAFT = "SELECT subject, in_favour, against, abstained FROM votes
        WHERE meeting_id = $1 ORDER BY entered_at, id";
    COUNT = "SELECT count(*) FROM votes WHERE meeting_id = $1";
    ENTER = "INSERT INTO votes (id, meeting_id, subject, in_favour, against, abstained, entered_at, entered_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

#[derive(sqlx::FromRow)]
struct VoteColumns {
    subject: String,
    in_favour: i64,
    against: i64,
    abstained: i64,
}

impl From<VoteColumns> for Vote {
    fn from(row: VoteColumns) -> Self {
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            subject: row.subject,
            in_favour: count(row.in_favour),
            against: count(row.against),
            abstained: count(row.abstained),
        }
    }
}

impl Store {
    /// The votes of a meeting in the order they were entered; empty when this account may not see the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn votes(&self, grant: &Grant<act::ReadMinutes>, meeting: &MeetingId) -> Result<Vec<Vote>, StoreError> {
        let rows: Vec<VoteColumns> = sqlx::query_as(OF_MEETING)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(Vote::from).collect())
    }

    /// The votes of a meeting, for the server's own draft.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn votes_for_draft(&self, meeting: &MeetingId) -> Result<Vec<Vote>, StoreError> {
        let rows: Vec<VoteColumns> = sqlx::query_as(FOR_DRAFT).bind(meeting.as_str()).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(Vote::from).collect())
    }

    /// Enters a vote.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`], [`Refusal::MinutesIssued`], or [`Refusal::TooLarge`] when a meeting has too many.
    pub async fn enter_vote(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        vote: &Vote,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let state = hold(&mut tx, grant.account(), grant.sees_every_meeting(), meeting).await?;
        if state == MinutesState::Issued {
            return Err(Refusal::MinutesIssued.into());
        }
        let count: i64 = sqlx::query_scalar(COUNT).bind(meeting.as_str()).fetch_one(&mut *tx).await?;
        if count >= MOST {
            return Err(Refusal::TooLarge.into());
        }
        sqlx::query(ENTER)
            .bind(uuid::Uuid::now_v7().to_string())
            .bind(meeting.as_str())
            .bind(&vote.subject)
            .bind(i64::from(vote.in_favour))
            .bind(i64::from(vote.against))
            .bind(i64::from(vote.abstained))
            .bind(at.0)
            .bind(grant.account().id.as_str())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn votes_come_back_in_order_for_whoever_sees_the_meeting() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let grant = sample.grant(&sample.secretary);
        let vote = |n: u32| Vote { subject: format!("Nội dung {n}"), in_favour: 9 - n, against: n, abstained: 0 };
        let early = sample.store.enter_vote(&grant, &meeting.id, &vote(0), NOW).await;
        assert!(matches!(early, Err(StoreError::Refused(Refusal::NoDraft))));
        sample.store.begin_minutes(&meeting.id, &[], &[0, 0], NOW).await.unwrap();
        for n in 0..3 {
            sample.store.enter_vote(&grant, &meeting.id, &vote(n), NOW.plus(1)).await.unwrap();
        }
        let of = async |account| sample.store.votes(&sample.grant(account), &meeting.id).await.unwrap();
        assert_eq!(of(&sample.head_a).await, [vote(0), vote(1), vote(2)]);
        assert_eq!(of(&sample.head_b).await, []);
        assert_eq!(sample.store.votes_for_draft(&meeting.id).await.unwrap().len(), 3);
    }

    #[tokio::test]
    async fn the_hundred_and_first_vote_is_refused() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        sample.store.begin_minutes(&meeting.id, &[], &[0, 0], NOW).await.unwrap();
        let grant = sample.grant(&sample.secretary);
        let vote = Vote { subject: "Thông qua".to_owned(), in_favour: 9, against: 0, abstained: 0 };
        for _ in 0..MOST {
            sample.store.enter_vote(&grant, &meeting.id, &vote, NOW).await.unwrap();
        }
        let over = sample.store.enter_vote(&grant, &meeting.id, &vote, NOW).await;
        assert!(matches!(over, Err(StoreError::Refused(Refusal::TooLarge))));
    }
}
