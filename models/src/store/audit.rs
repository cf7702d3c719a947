//! The audit log: append-only (the database refuses anything else).

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::audit::AuditEntry;
use crate::clock::Moment;
use crate::id::AccountId;

/// Most lines on one page of the log.
const LONGEST_PAGE: u32 = 200;

/// A line of the log with its place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Place: later lines have higher ones.
    pub seq: i64,
    /// What happened.
    pub entry: AuditEntry,
}

statements! {
    APPEND = "INSERT INTO audit (at, actor_id, actor_name, act, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)";
    PAGE = "SELECT seq, at, actor_id, actor_name, act, subject, detail FROM audit
        WHERE seq < $1 ORDER BY seq DESC LIMIT $2";
}

#[derive(sqlx::FromRow)]
struct AuditColumns {
    seq: i64,
    at: i64,
    actor_id: Option<String>,
    actor_name: String,
    act: String,
    subject: String,
    detail: String,
}

impl TryFrom<AuditColumns> for AuditLine {
    type Error = StoreError;

    fn try_from(row: AuditColumns) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.seq,
            entry: AuditEntry {
                at: Moment(row.at),
                actor: row.actor_id.map(AccountId),
                actor_name: row.actor_name,
                act: row.act,
                subject: row.subject,
                detail: serde_json::from_str(&row.detail)
                    .map_err(|_| StoreError::Unreadable { column: "audit.detail" })?,
            },
        })
    }
}

impl Store {
    /// Appends a line.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        sqlx::query(APPEND)
            .bind(entry.at.0)
            .bind(entry.actor.as_ref().map(AccountId::as_str))
            .bind(&entry.actor_name)
            .bind(&entry.act)
            .bind(&entry.subject)
            .bind(entry.detail.to_string())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// At most `limit` (and never over 200) lines, latest first; the next page is the one before its last line.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_page(
        &self,
        _: &Grant<act::ReadAudit>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let rows: Vec<AuditColumns> = sqlx::query_as(PAGE)
            .bind(before.unwrap_or(i64::MAX))
            .bind(i64::from(limit.min(LONGEST_PAGE)))
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(AuditLine::try_from).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    fn entry(sample: &Sample, number: i64) -> AuditEntry {
        AuditEntry {
            at: NOW.plus(number),
            actor: (number % 2 == 0).then(|| sample.chair.id.clone()),
            actor_name: "Nguyễn Văn Ân".to_owned(),
            act: "meeting.opened".to_owned(),
            subject: format!("m{number}"),
            detail: serde_json::json!({ "number": number }),
        }
    }

    #[tokio::test]
    async fn pages_go_back_through_the_log_without_holes_and_none_is_over_200_lines() {
        let sample = Sample::filled().await;
        for number in 0..205 {
            sample.store.audit(&entry(&sample, number)).await.unwrap();
        }
        let grant = sample.grant(&sample.auditor);
        let first = sample.store.audit_page(&grant, None, 9999).await.unwrap();
        assert_eq!(first.len(), 200);
        assert_eq!(first[0].entry, entry(&sample, 204));
        let rest = sample.store.audit_page(&grant, Some(first[199].seq), 200).await.unwrap();
        let subjects: Vec<_> = rest.iter().map(|line| line.entry.subject.as_str()).collect();
        assert_eq!(subjects, ["m4", "m3", "m2", "m1", "m0"]);
    }

    #[tokio::test]
    async fn lines_of_the_audit_log_cannot_be_changed_or_removed() {
        let sample = Sample::filled().await;
        sample.store.audit(&entry(&sample, 1)).await.unwrap();
        assert!(sample.try_execute("UPDATE audit SET act = 'nothing'").await.is_err());
        assert!(sample.try_execute("DELETE FROM audit").await.is_err());
        let kept = sample.store.audit_page(&sample.grant(&sample.auditor), None, 10).await.unwrap();
        assert_eq!(kept[0].entry, entry(&sample, 1));
    }
}
