//! What each account is told (thông báo): reminders, and steps others took that concern it.
//!
//! A line is made once for each account and thing: its key is unique, so that whatever is sent again is not told again.

use std::collections::HashMap;

use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;

use super::directive_events::EventColumns;
use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::directive::reminders::{Addressee, Reminder};
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, DirectiveEventKind as Kind, NamedUnit};
use crate::id::{AccountId, DirectiveId, PersonId, UnitId};
use crate::role::Role;

/// Notices shown at once.
pub const NOTICES_SHOWN: usize = 50;
/// Rows written by one statement.
const BATCH: usize = 1_000;

/// Accounts `a` of a unit that are told what it has to do.
macro_rules! unit_told {
    () => {
        "a.role IN ('unit_head', 'unit_officer', 'meeting_secretary')"
    };
}
pub(super) use unit_told;

/// Directives `d` whose lead unit may still owe something by a date: after these last steps it never does.
macro_rules! owed {
    () => {
        "d.id > $1 AND (d.due IS NOT NULL OR EXISTS (
                SELECT 1 FROM directive_events moved WHERE moved.directive_id = d.id AND moved.kind = 'extended'))
            AND (SELECT last.kind FROM directive_events last WHERE last.directive_id = d.id ORDER BY last.seq DESC LIMIT 1)
                NOT IN ('confirmed', 'cancelled', 'reported', 'suspended', 'returned')"
    };
}

statements! {
    /// The unit `$5` that has to move, but for whoever took the step.
    TELL_UNIT = concat!("INSERT INTO notices (account_id, directive_id, key, kind, at)
        SELECT a.id, $1, $2, $3, CAST($4 AS BIGINT) FROM accounts a
        WHERE a.unit_id = $5 AND ", unit_told!(), " AND a.id <> $6 ON CONFLICT DO NOTHING");
    /// The monitoring officers and, when `$7`, the leader `$5` who gave the order.
    TELL_GIVER = "INSERT INTO notices (account_id, directive_id, key, kind, at)
        SELECT a.id, $1, $2, $3, CAST($4 AS BIGINT) FROM accounts a
        WHERE (a.role = 'monitoring_officer' OR ($7 AND a.role = 'leader' AND a.person_id = $5)) AND a.id <> $6
        ON CONFLICT DO NOTHING";
    ADDRESSEES = "SELECT id, person_id, unit_id, role FROM accounts";
    OWED = concat!("SELECT d.id, d.lead_unit_id, d.leader_id, d.due FROM directives d WHERE ", owed!(),
        " ORDER BY d.id LIMIT $2");
    OWED_EVENTS = concat!("SELECT e.seq, e.directive_id, e.at, e.kind, e.actor_name, e.actor_unit, e.note, e.due,
            e.document, e.document_on, e.to_unit_id, e.to_unit_name
        FROM directive_events e WHERE e.directive_id IN (
            SELECT d.id FROM directives d WHERE ", owed!(), " ORDER BY d.id LIMIT $2) ORDER BY e.directive_id, e.seq");
    SHOWN = "SELECT n.seq, n.directive_id, n.kind, n.due, n.at, n.read_at, d.code, d.task,
            COALESCE((SELECT taken.to_unit_name FROM directive_events taken WHERE taken.directive_id = d.id
                AND taken.to_unit_id IS NOT NULL ORDER BY taken.seq DESC LIMIT 1), d.lead_unit_name) AS lead_name
        FROM notices n JOIN directives d ON d.id = n.directive_id
        WHERE n.account_id = $1 AND n.seq < $2 ORDER BY n.seq DESC LIMIT $3";
    UNREAD = "SELECT COUNT(*) FROM notices WHERE account_id = $1 AND read_at IS NULL";
    READ = "UPDATE notices SET read_at = $3
        WHERE account_id = $1 AND seq <= $2 AND read_at IS NULL AND (CAST($4 AS TEXT) IS NULL OR directive_id = $4)";
}

/// Something an account was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number: later ones are greater.
    pub seq: i64,
    /// The directive it speaks of.
    pub directive: DirectiveId,
    /// Its code.
    pub code: String,
    /// Its task.
    pub task: String,
    /// The unit that leads it now.
    pub lead_name: String,
    /// "before_7", "day", "after_2", or the kind of a step.
    pub kind: String,
    /// The due date a reminder speaks of.
    pub due: Option<String>,
    /// When.
    pub at: Moment,
    /// Whether it was read.
    pub read: bool,
}

/// Notices of an account, the latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePage {
    /// How many it has not read, on all pages.
    pub unread: u32,
    /// At most [`NOTICES_SHOWN`].
    pub notices: Vec<Notice>,
}

/// A directive whose lead unit may have to be reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The directive.
    pub id: DirectiveId,
    /// The unit that leads it now.
    pub unit: UnitId,
    /// Who gave it.
    pub leader: PersonId,
    /// The due date it was ordered with.
    pub due: Option<String>,
    /// Its history.
    pub events: Vec<DirectiveEvent>,
}

/// A step that was just taken.
pub(super) struct Happened<'a> {
    pub(super) seq: i64,
    pub(super) directive: &'a DirectiveId,
    pub(super) kind: Kind,
    /// The unit that leads after it.
    pub(super) unit: &'a UnitId,
    pub(super) leader: &'a PersonId,
}

/// Tells whoever has to know of a step: the unit of what was decided, the giver of what the unit asks or reports.
pub(super) async fn tell_of_event(
    tx: &mut SqliteConnection,
    happened: &Happened<'_>,
    actor: &Account,
    now: Moment,
) -> Result<(), StoreError> {
    let kind = happened.kind;
    let to_giver = matches!(kind, Kind::Reported | Kind::Returned | Kind::ExtensionAsked);
    if !to_giver && !kind.is_decision() {
        return Ok(());
    }
    let told = sqlx::query(if to_giver { TELL_GIVER } else { TELL_UNIT })
        .bind(happened.directive.as_str())
        .bind(format!("event:{}", happened.seq))
        .bind(kind.code())
        .bind(now.0)
        .bind(if to_giver { happened.leader.as_str() } else { happened.unit.as_str() })
        .bind(actor.id.as_str());
    let told = if to_giver { told.bind(kind != Kind::Reported) } else { told };
    told.execute(tx).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct NoticeColumns {
    seq: i64,
    directive_id: String,
    kind: String,
    due: Option<String>,
    at: i64,
    read_at: Option<i64>,
    code: String,
    task: String,
    lead_name: String,
}

impl From<NoticeColumns> for Notice {
    fn from(row: NoticeColumns) -> Self {
        Self {
            seq: row.seq,
            directive: DirectiveId(row.directive_id),
            code: row.code,
            task: row.task,
            lead_name: row.lead_name,
            kind: row.kind,
            due: row.due,
            at: Moment(row.at),
            read: row.read_at.is_some(),
        }
    }
}

impl Store {
    /// Everybody who can be told something, for the server's own work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn addressees(&self) -> Result<Vec<Addressee>, StoreError> {
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(ADDRESSEES).fetch_all(&self.pool).await?;
        let addressee = |(account, person, unit, role): (String, String, String, String)| {
            Ok(Addressee {
                account: AccountId(account),
                person: PersonId(person),
                unit: UnitId(unit),
                role: Role::from_code(&role).ok_or(StoreError::Unreadable { column: "accounts.role" })?,
            })
        };
        rows.into_iter().map(addressee).collect()
    }

    /// At most `most` directives after `after` (by identity, from the beginning when it is empty) whose unit may owe
    /// something by a date, with their histories; for the server's own work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owed(&self, after: &str, most: i64) -> Result<Vec<Owed>, StoreError> {
        let rows: Vec<(String, String, String, Option<String>)> =
            sqlx::query_as(OWED).bind(after).bind(most).fetch_all(&self.pool).await?;
        let events: Vec<EventColumns> =
            sqlx::query_as(OWED_EVENTS).bind(after).bind(most).fetch_all(&self.pool).await?;
        let mut histories: HashMap<String, Vec<DirectiveEvent>> = HashMap::with_capacity(rows.len());
        for row in events {
            histories.entry(row.directive_id.clone()).or_default().push(row.try_into()?);
        }
        let owed = |(id, lead, leader, due): (String, String, String, Option<String>)| {
            let events = histories.remove(&id).unwrap_or_default();
            let standing = Standing::folded(due.as_deref(), &events);
            let unit = standing.inherited_by.map_or(UnitId(lead), |NamedUnit { id, .. }| id);
            Owed { id: DirectiveId(id), unit, leader: PersonId(leader), due, events }
        };
        Ok(rows.into_iter().map(owed).collect())
    }

    /// Tells these accounts of these reminders; whoever was told before is not told again. Answers how many are new.
    ///
    /// # Errors
    /// When the database fails; then none of them is told.
    pub async fn remind(
        &self,
        reminders: &[(&DirectiveId, &AccountId, &Reminder)],
        now: Moment,
    ) -> Result<u64, StoreError> {
        let mut new = 0;
        let mut tx = self.pool.begin().await?;
        for batch in reminders.chunks(BATCH) {
            let mut insert =
                QueryBuilder::<Db>::new("INSERT INTO notices (account_id, directive_id, key, kind, due, at) ");
            insert.push_values(batch, |mut row, (directive, account, reminder)| {
                row.push_bind(account.as_str())
                    .push_bind(directive.as_str())
                    .push_bind(reminder.key())
                    .push_bind(reminder.stage.code())
                    .push_bind(&reminder.due)
                    .push_bind(now.0);
            });
            new += insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?.rows_affected();
        }
        tx.commit().await?;
        Ok(new)
    }

    /// What this account was told before `before` (everything when none), the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notices(
        &self,
        grant: &Grant<act::SeeDirectives>,
        before: Option<i64>,
    ) -> Result<NoticePage, StoreError> {
        let rows: Vec<NoticeColumns> = sqlx::query_as(SHOWN)
            .bind(grant.account().id.as_str())
            .bind(before.unwrap_or(i64::MAX))
            .bind(i64::try_from(NOTICES_SHOWN).unwrap_or(i64::MAX))
            .fetch_all(&self.pool)
            .await?;
        Ok(NoticePage { unread: self.unread(grant).await?, notices: rows.into_iter().map(Notice::from).collect() })
    }

    /// How many notices this account has not read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread(&self, grant: &Grant<act::SeeDirectives>) -> Result<u32, StoreError> {
        let unread: i64 = sqlx::query_scalar(UNREAD).bind(grant.account().id.as_str()).fetch_one(&self.pool).await?;
        Ok(u32::try_from(unread).unwrap_or(u32::MAX))
    }

    /// Notes that this account read its notices up to `seq`, of one directive or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notices_read(
        &self,
        grant: &Grant<act::SeeDirectives>,
        seq: i64,
        directive: Option<&DirectiveId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        sqlx::query(READ)
            .bind(grant.account().id.as_str())
            .bind(seq)
            .bind(now.0)
            .bind(directive.map(DirectiveId::as_str))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
