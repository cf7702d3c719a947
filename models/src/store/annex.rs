//! What minutes say of proposals and directives: the server's own reading, for a draft and for the annex.

use std::collections::HashMap;

use super::{Store, StoreError};
use crate::directive::Proposal;
use crate::id::{MeetingId, ProposalId, UnitId};
use crate::minutes::AssignedTask;

statements! {
    /// Proposals nobody has rejected.
    PROPOSED = "SELECT id, content FROM proposals
        WHERE meeting_id = $1 AND (decision IS NULL OR decision <> 'rejected') ORDER BY place";
    UNDECIDED = "SELECT content FROM proposals WHERE meeting_id = $1 AND decision IS NULL ORDER BY place";
    ASSIGNED = "SELECT id, task, lead_unit_name, due, due_text FROM directives WHERE meeting_id = $1 ORDER BY code";
    CO_OPERATING = "SELECT c.directive_id, c.unit_name FROM directive_co_units c
        JOIN directives d ON d.id = c.directive_id WHERE d.meeting_id = $1 ORDER BY c.unit_name";
}

#[derive(sqlx::FromRow)]
struct AssignedColumns {
    id: String,
    task: String,
    lead_unit_name: String,
    due: Option<String>,
    due_text: Option<String>,
}

/// A due date as documents write it: `2024-11-15` is 15/11/2024, `2024-11-15T16:30` is 16 giờ 30 ngày 15/11/2024.
fn on_paper(due: &str) -> String {
    let (day, time) = due.split_once('T').map_or((due, None), |(day, time)| (day, time.split_once(':')));
    let mut parts = day.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return due.to_owned();
    };
    let day = format!("{day}/{month}/{year}");
    time.map_or_else(|| day.clone(), |(hour, minute)| format!("{hour} giờ {minute} ngày {day}"))
}

impl Store {
    /// The proposals of a meeting that nobody has rejected, in order of speech, for the server's own draft.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposals_for_draft(&self, meeting: &MeetingId) -> Result<Vec<(ProposalId, Proposal)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(PROPOSED).bind(meeting.as_str()).fetch_all(&self.pool).await?;
        let read = |(id, content): (String, String)| {
            let proposal =
                serde_json::from_str(&content).map_err(|_| StoreError::Unreadable { column: "proposals.content" })?;
            Ok((ProposalId(id), proposal))
        };
        rows.into_iter().map(read).collect()
    }

    /// The proposals of a meeting nobody has decided on, as rows of the annex of a draft, in order of speech.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposed_tasks(&self, meeting: &MeetingId) -> Result<Vec<AssignedTask>, StoreError> {
        let Some(known) = self.meeting_for_room(meeting).await? else { return Ok(vec![]) };
        let contents: Vec<String> = sqlx::query_scalar(UNDECIDED).bind(meeting.as_str()).fetch_all(&self.pool).await?;
        let units = self.units_on(&known.starts_at.day_in_vietnam()).await?;
        let names: HashMap<UnitId, String> = units.into_iter().map(|unit| (unit.id, unit.short_name)).collect();
        contents
            .iter()
            .map(|content| {
                serde_json::from_str(content)
                    .map(|proposal| proposed(proposal, &names))
                    .map_err(|_| StoreError::Unreadable { column: "proposals.content" })
            })
            .collect()
    }

    /// The directives of a meeting as rows of its annex (bảng nhiệm vụ giao), as they were ordered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assigned_tasks(&self, meeting: &MeetingId) -> Result<Vec<AssignedTask>, StoreError> {
        let co: Vec<(String, String)> =
            sqlx::query_as(CO_OPERATING).bind(meeting.as_str()).fetch_all(&self.pool).await?;
        let mut by_directive: HashMap<String, Vec<String>> = HashMap::new();
        for (directive, unit) in co {
            by_directive.entry(directive).or_default().push(unit);
        }
        let rows: Vec<AssignedColumns> = sqlx::query_as(ASSIGNED).bind(meeting.as_str()).fetch_all(&self.pool).await?;
        let task = |row: AssignedColumns| AssignedTask {
            task: row.task,
            lead: row.lead_unit_name,
            co: by_directive.remove(&row.id).unwrap_or_default().join(", "),
            due: row.due.as_deref().map(on_paper).or(row.due_text).unwrap_or_default(),
        };
        Ok(rows.into_iter().map(task).collect())
    }
}

/// A proposal as a row of the annex, marked as one.
fn proposed(proposal: Proposal, names: &HashMap<UnitId, String>) -> AssignedTask {
    let named =
        |units: &[UnitId]| units.iter().filter_map(|unit| names.get(unit).cloned()).collect::<Vec<_>>().join(", ");
    AssignedTask {
        lead: named(&proposal.lead_units),
        co: named(&proposal.co_units),
        due: proposal.deadline.as_deref().map(on_paper).or(proposal.deadline_text).unwrap_or_default(),
        task: format!("{} (đề xuất)", proposal.task),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;
    use crate::id::ProposalId;

    #[tokio::test]
    async fn the_annex_lists_what_was_ordered_with_units_and_dates_as_documents_write_them() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        sample.directive(&meeting, &["u-xa-a"]).await;
        let expected = AssignedTask {
            task: "Kiểm tra an toàn hồ chứa".to_owned(),
            lead: "xã An".to_owned(),
            co: "xã Bình".to_owned(),
            due: "30/11/2026".to_owned(),
        };
        assert_eq!(sample.store.assigned_tasks(&meeting.id).await.unwrap(), [expected]);
        assert_eq!(on_paper("2024-11-05T16:30"), "16 giờ 30 ngày 05/11/2024");
    }

    #[tokio::test]
    async fn a_rejected_proposal_is_not_drafted() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let said = sample.ordered_words(&meeting).await;
        let proposal = sample.proposal(&said);
        let mut second = proposal.clone();
        second.quote = "Xã Bình phối hợp".to_owned();
        let proposals = [(ProposalId::from("d-1"), proposal), (ProposalId::from("d-2"), second.clone())];
        sample.store.keep_proposals(&meeting.id, &proposals).await.unwrap();
        assert_eq!(sample.store.proposals_for_draft(&meeting.id).await.unwrap(), proposals);
        let rows = sample.store.proposed_tasks(&meeting.id).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows[0].task.ends_with(" (đề xuất)") && !rows[0].lead.is_empty(), "{rows:?}");
        sample.store.reject_proposal(&sample.grant(&sample.secretary), &"d-1".into(), "", NOW).await.unwrap();
        assert_eq!(sample.store.proposals_for_draft(&meeting.id).await.unwrap(), [("d-2".into(), second)]);
        assert_eq!(sample.store.proposed_tasks(&meeting.id).await.unwrap().len(), 1);
    }
}
