//! What extraction proposes, and what people decided on it.

use std::collections::HashSet;

use sqlx::QueryBuilder;

use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::directive::Proposal;
use crate::id::{MeetingId, ProposalId};
use crate::refusal::Refusal;
use crate::text::kept;

/// A proposed directive as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptProposal {
    /// Identity.
    pub id: ProposalId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// What is proposed.
    pub proposal: Proposal,
    /// What was decided; none yet.
    pub decision: Option<ProposalDecision>,
}

/// What a person decided on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalDecision {
    /// Accepted or rejected.
    pub accepted: bool,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Why it was rejected; may be empty.
    pub reason: String,
}

/// Characters of a reason for rejecting a proposal at most.
const LONGEST_REASON: usize = 1_000;
/// Proposals of one meeting at most: a clerk draws some twenty from the longest briefing.
const MOST: usize = 500;

statements! {
    FORGET = "DELETE FROM proposals WHERE meeting_id = $1 AND decision IS NULL";
    DECIDED = "SELECT id, place, content FROM proposals WHERE meeting_id = $1";
    OF_MEETING = concat!("SELECT p.id, p.meeting_id, p.content, p.decision, p.decided_at, p.decided_name, p.reason
        FROM proposals p JOIN meetings m ON m.id = p.meeting_id WHERE ", in_scope!(), " AND m.id = $4 ORDER BY p.place");
    ONE = concat!("SELECT p.id, p.meeting_id, p.content, p.decision, p.decided_at, p.decided_name, p.reason
        FROM proposals p JOIN meetings m ON m.id = p.meeting_id WHERE ", in_scope!(), " AND p.id = $4");
    REJECT = "UPDATE proposals SET decision = 'rejected', decided_at = $2, decided_by = $3, decided_name = $4, reason = $5
        WHERE id = $1 AND decision IS NULL";
}

#[derive(sqlx::FromRow)]
struct ProposalColumns {
    id: String,
    meeting_id: String,
    content: String,
    decision: Option<String>,
    decided_at: Option<i64>,
    decided_name: Option<String>,
    reason: Option<String>,
}

impl TryFrom<ProposalColumns> for KeptProposal {
    type Error = StoreError;

    fn try_from(row: ProposalColumns) -> Result<Self, StoreError> {
        let decision = row.decision.map(|decision| ProposalDecision {
            accepted: decision == "accepted",
            by: row.decided_name.unwrap_or_default(),
            at: Moment(row.decided_at.unwrap_or_default()),
            reason: row.reason.unwrap_or_default(),
        });
        Ok(Self { id: ProposalId(row.id), meeting: MeetingId(row.meeting_id), proposal: read(&row.content)?, decision })
    }
}

fn read(content: &str) -> Result<Proposal, StoreError> {
    serde_json::from_str(content).map_err(|_| StoreError::Unreadable { column: "proposals.content" })
}

impl Store {
    /// Keeps what extraction proposes for a meeting, in order of speech: the server's own work. Proposals nobody has
    /// decided on are replaced; decided ones stay, and what says the same words of the same turns is not proposed again.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::TooLarge`] for more than 500, or when the database fails; nothing is
    /// changed then.
    pub async fn keep_proposals(
        &self,
        meeting: &MeetingId,
        proposals: &[(ProposalId, Proposal)],
    ) -> Result<(), StoreError> {
        if proposals.len() > MOST {
            return Err(Refusal::TooLarge.into());
        }
        let mut tx = self.pool.begin().await?;
        sqlx::query(FORGET).bind(meeting.as_str()).execute(&mut *tx).await?;
        let decided: Vec<(String, i64, String)> =
            sqlx::query_as(DECIDED).bind(meeting.as_str()).fetch_all(&mut *tx).await?;
        let first = decided.iter().map(|(_, place, _)| place + 1).max().unwrap_or(0);
        let mut ids: HashSet<&str> = HashSet::new();
        let mut said = HashSet::new();
        for (id, _, content) in &decided {
            let proposal = read(content)?;
            ids.insert(id.as_str());
            said.insert((proposal.turns, proposal.quote));
        }
        let new: Vec<_> = proposals
            .iter()
            .filter(|(id, p)| !ids.contains(id.as_str()) && !said.contains(&(p.turns.clone(), p.quote.clone())))
            .collect();
        if !new.is_empty() {
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO proposals (id, meeting_id, place, content) ");
            insert.push_values((first..).zip(new), |mut row, (place, (id, proposal))| {
                let content = serde_json::to_string(proposal).expect("a proposal is plain JSON");
                row.push_bind(id.as_str()).push_bind(meeting.as_str()).push_bind(place).push_bind(content);
            });
            insert.build().execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The proposals of a meeting, in the order they were kept; none when this account may not see the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposals(
        &self,
        grant: &Grant<act::SeeDirectives>,
        meeting: &MeetingId,
    ) -> Result<Vec<KeptProposal>, StoreError> {
        let rows: Vec<ProposalColumns> = sqlx::query_as(OF_MEETING)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(KeptProposal::try_from).collect()
    }

    /// Rejects a proposal. Answers its meeting.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], [`Refusal::ProposalDecided`] or [`Refusal::TooLarge`].
    pub async fn reject_proposal(
        &self,
        grant: &Grant<act::EditMinutes>,
        id: &ProposalId,
        reason: &str,
        now: Moment,
    ) -> Result<MeetingId, StoreError> {
        let reason = kept(reason);
        if reason.chars().count() > LONGEST_REASON {
            return Err(Refusal::TooLarge.into());
        }
        let proposal = self.undecided(grant, id).await?;
        let done = sqlx::query(REJECT)
            .bind(id.as_str())
            .bind(now.0)
            .bind(grant.account().id.as_str())
            .bind(&grant.account().name)
            .bind(reason)
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Refusal::ProposalDecided.into());
        }
        Ok(proposal.meeting)
    }

    /// The proposal, if this account may decide on it and nobody has.
    pub(super) async fn undecided(
        &self,
        grant: &Grant<act::EditMinutes>,
        id: &ProposalId,
    ) -> Result<KeptProposal, StoreError> {
        let row: Option<ProposalColumns> = sqlx::query_as(ONE)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let proposal = KeptProposal::try_from(row.ok_or(Refusal::NotFound)?)?;
        match proposal.decision {
            None => Ok(proposal),
            Some(_) => Err(Refusal::ProposalDecided.into()),
        }
    }
}

#[cfg(test)]
mod tests;
