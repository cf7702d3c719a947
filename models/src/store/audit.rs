//! The audit log: append-only (the database refuses anything else), each line sealed with the one before it.

use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::audit::AuditEntry;
use crate::audit::chain::{ChainState, Checked, Sealed, seal};
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
    APPEND = "INSERT INTO audit (at, actor_id, actor_name, act, subject, detail, chain) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Takes the right to write at once, not with the first line written.
    HOLD = "BEGIN IMMEDIATE";
    LAST = "SELECT chain FROM audit ORDER BY seq DESC LIMIT 1";
    SEALED = "SELECT seq, at, actor_id, actor_name, act, subject, detail, chain FROM audit
        WHERE seq > $1 ORDER BY seq LIMIT $2";
    PAGE = "SELECT seq, at, actor_id, actor_name, act, subject, detail FROM audit
        WHERE seq < $1 ORDER BY seq DESC LIMIT $2";
}

/// Lines read at once when the chain is checked.
const STRETCH: i64 = 2000;

/// A line as the chain reads it.
#[derive(sqlx::FromRow)]
struct SealedColumns {
    seq: i64,
    at: i64,
    actor_id: Option<String>,
    actor_name: String,
    act: String,
    subject: String,
    detail: String,
    chain: String,
}

impl SealedColumns {
    fn line(&self) -> Sealed<'_> {
        Sealed {
            at: self.at,
            actor: self.actor_id.as_deref(),
            actor_name: &self.actor_name,
            act: &self.act,
            subject: &self.subject,
            detail: &self.detail,
        }
    }
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
        // The right to write is taken before the last line is read, so that no other line comes in between.
        let mut tx = self.pool.begin_with(HOLD).await?;
        append(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    /// Whether every line hangs on the one before it, from the first on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_chain(&self, _: &Grant<act::ReadAudit>) -> Result<Checked, StoreError> {
        let mut connection = self.pool.acquire().await?;
        check(&mut connection).await
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

/// Appends a line inside a transaction that already has the right to write.
pub(super) async fn append(tx: &mut <Db as sqlx::Database>::Connection, entry: &AuditEntry) -> Result<(), StoreError> {
    let last: Option<String> = sqlx::query_scalar(LAST).fetch_optional(&mut *tx).await?;
    let before = match last {
        // The line before is of a version that sealed nothing: this one seals all of them.
        Some(chain) if chain.is_empty() => check(&mut *tx).await?.head,
        Some(chain) => chain,
        None => String::new(),
    };
    let detail = entry.detail.to_string();
    let line = Sealed {
        at: entry.at.0,
        actor: entry.actor.as_ref().map(AccountId::as_str),
        actor_name: &entry.actor_name,
        act: &entry.act,
        subject: &entry.subject,
        detail: &detail,
    };
    sqlx::query(APPEND)
        .bind(line.at)
        .bind(line.actor)
        .bind(line.actor_name)
        .bind(line.act)
        .bind(line.subject)
        .bind(line.detail)
        .bind(seal(&before, &line))
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// Reads the whole log, a stretch at a time.
pub(super) async fn check(connection: &mut <Db as sqlx::Database>::Connection) -> Result<Checked, StoreError> {
    let mut state = ChainState::default();
    let mut after = 0;
    loop {
        let rows: Vec<SealedColumns> =
            sqlx::query_as(SEALED).bind(after).bind(STRETCH).fetch_all(&mut *connection).await?;
        let Some(last) = rows.last() else { return Ok(state.checked()) };
        after = last.seq;
        for row in &rows {
            state.read(row.seq, &row.line(), &row.chain);
        }
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

    #[tokio::test]
    async fn a_line_changed_behind_the_program_or_taken_out_is_named() {
        let sample = Sample::filled().await;
        for number in 0..5 {
            sample.store.audit(&entry(&sample, number)).await.unwrap();
        }
        let grant = sample.grant(&sample.auditor);
        let whole = sample.store.audit_chain(&grant).await.unwrap();
        assert_eq!((whole.lines, whole.broken_at, whole.head.len()), (5, None, 64));
        // Whoever owns the file can take the guard away; the chain tells it all the same.
        sample.execute("DROP TRIGGER audit_keeps_its_lines").await;
        sample.execute("UPDATE audit SET subject = 'm9' WHERE subject = 'm2'").await;
        assert_eq!(sample.store.audit_chain(&grant).await.unwrap().broken_at, Some(3));
        sample.execute("UPDATE audit SET subject = 'm2' WHERE subject = 'm9'").await;
        assert_eq!(sample.store.audit_chain(&grant).await.unwrap().broken_at, None);
        sample.execute("DROP TRIGGER audit_loses_no_line").await;
        sample.execute("DELETE FROM audit WHERE subject = 'm1'").await;
        assert_eq!(sample.store.audit_chain(&grant).await.unwrap().broken_at, Some(3));
    }

    #[tokio::test]
    async fn lines_of_before_there_was_a_chain_are_sealed_by_the_first_line_after_them() {
        let sample = Sample::filled().await;
        for at in [1, 2] {
            let old =
                format!("INSERT INTO audit (at, actor_name, act, subject, detail) VALUES ({at}, '', 'x', '', 'null')");
            sample.execute(&old).await;
        }
        let grant = sample.grant(&sample.auditor);
        sample.store.audit(&entry(&sample, 1)).await.unwrap();
        let checked = sample.store.audit_chain(&grant).await.unwrap();
        assert_eq!((checked.lines, checked.broken_at), (3, None));
        sample.execute("DROP TRIGGER audit_keeps_its_lines").await;
        sample.execute("UPDATE audit SET act = 'y' WHERE at = 1").await;
        assert_eq!(
            sample.store.audit_chain(&grant).await.unwrap().broken_at,
            Some(3),
            "the first line that had a seal"
        );
        sample.execute("UPDATE audit SET act = 'x' WHERE at = 1").await;
        sample.store.audit(&entry(&sample, 2)).await.unwrap();
        sample.execute("UPDATE audit SET chain = '' WHERE seq = 4").await;
        assert_eq!(sample.store.audit_chain(&grant).await.unwrap().broken_at, Some(4), "a seal cannot be left out");
    }

    #[tokio::test]
    async fn lines_written_at_the_same_time_make_one_chain() {
        let sample = Sample::filled().await;
        let mut all = Vec::new();
        for number in 0..20 {
            let (store, line) = (sample.store.clone(), entry(&sample, number));
            all.push(tokio::spawn(async move { store.audit(&line).await }));
        }
        for one in all {
            one.await.unwrap().unwrap();
        }
        let checked = sample.store.audit_chain(&sample.grant(&sample.auditor)).await.unwrap();
        assert_eq!((checked.lines, checked.broken_at), (20, None));
    }
}
