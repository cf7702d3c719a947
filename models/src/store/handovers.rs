//! Handing over (bàn giao) what a unit that is no more still owes: explicit, by a document, all of it or task by task.

use std::collections::BTreeMap;

use super::notices::unit_told;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::directive::order::LONGEST_NOTE;
use crate::directive::{Document, NamedUnit};
use crate::id::{DirectiveId, UnitId};
use crate::refusal::Refusal;
use crate::text::kept;

/// Directives handed over one by one at most; all of a unit's have no such limit.
const MOST_PICKED: usize = 500;

/// What is over for good.
macro_rules! open {
    () => {
        "(SELECT last.kind FROM directive_events last WHERE last.directive_id = d.id ORDER BY last.seq DESC LIMIT 1)
            NOT IN ('confirmed', 'cancelled')"
    };
}
pub(super) use open;

/// The unit that leads directive `d` now.
macro_rules! holder {
    () => {
        "COALESCE((SELECT taken.to_unit_id FROM directive_events taken WHERE taken.directive_id = d.id
            AND taken.to_unit_id IS NOT NULL ORDER BY taken.seq DESC LIMIT 1), d.lead_unit_id)"
    };
}

statements! {
    /// Open directives by the unit that leads them, where that unit is no more on day `$1`.
    DISSOLVED = concat!("SELECT held.unit_id, u.valid_to,
            (SELECT n.short_name FROM unit_names n WHERE n.unit_id = held.unit_id ORDER BY n.valid_from DESC LIMIT 1) AS name,
            COUNT(*) AS owed
        FROM (SELECT ", holder!(), " AS unit_id FROM directives d
            WHERE (d.lead_unit_id IN (SELECT gone.id FROM units gone WHERE gone.valid_to < $1)
                OR d.id IN (SELECT t.directive_id FROM directive_events t JOIN units gone ON gone.id = t.to_unit_id
                    WHERE gone.valid_to < $1))
                AND ", open!(), ") held
        JOIN units u ON u.id = held.unit_id AND u.valid_to < $1
        GROUP BY held.unit_id, u.valid_to ORDER BY u.valid_to, held.unit_id");
    SUCCESSORS = "SELECT s.unit_id, s.successor_id, n.short_name FROM unit_successors s
        JOIN unit_names n ON n.unit_id = s.successor_id AND n.valid_from <= $1 AND n.valid_to >= $1
        ORDER BY s.unit_id, n.short_name";
    /// One statement, so that nothing changes between asking what is open and handing it over.
    HAND_OVER = concat!("INSERT INTO directive_events (directive_id, at, kind, actor_id, actor_name, actor_unit, note,
            document, document_on, to_unit_id, to_unit_name)
        SELECT d.id, CAST($1 AS BIGINT), 'handed_over', $2, $3, $4, $5, $6, $7, $8, $9 FROM directives d
        WHERE ", holder!(), " = $10 AND ", open!(), " AND ($11 = '' OR replace($11, '\"' || d.id || '\"', '') <> $11)
        ORDER BY d.code RETURNING seq");
    TELL = concat!("INSERT INTO notices (account_id, directive_id, key, kind, at)
        SELECT a.id, e.directive_id, 'event:' || e.seq, e.kind, e.at FROM directive_events e
        JOIN accounts a ON a.unit_id = e.to_unit_id AND ", unit_told!(), "
        WHERE e.seq >= $1 AND e.seq <= $2 AND e.kind = 'handed_over' AND a.id <> $3 ON CONFLICT DO NOTHING");
}

/// A unit that is no more and still leads open directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dissolved {
    /// The unit, by its last name.
    pub unit: NamedUnit,
    /// Its last day, `YYYY-MM-DD`.
    pub ended_on: String,
    /// Open directives it leads.
    pub owed: u32,
    /// Units of today that took over its work.
    pub successors: Vec<NamedUnit>,
}

/// Directives that go from one unit to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The unit that led them.
    pub from: UnitId,
    /// The unit that leads from now on.
    pub to: UnitId,
    /// The document that orders it, with its day.
    pub document: Document,
    /// A remark; may be empty.
    pub note: String,
    /// These; all that are open when none are named.
    pub directives: Option<Vec<DirectiveId>>,
}

#[derive(sqlx::FromRow)]
struct DissolvedColumns {
    unit_id: String,
    valid_to: String,
    name: Option<String>,
    owed: i64,
}

impl Store {
    /// Units that are no more on day `today` and still lead open directives, the longest gone first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dissolved(&self, _: &Grant<act::FollowDirectives>, today: &str) -> Result<Vec<Dissolved>, StoreError> {
        let rows: Vec<DissolvedColumns> = sqlx::query_as(DISSOLVED).bind(today).fetch_all(&self.pool).await?;
        let next: Vec<(String, String, String)> = sqlx::query_as(SUCCESSORS).bind(today).fetch_all(&self.pool).await?;
        let mut successors: BTreeMap<String, Vec<NamedUnit>> = BTreeMap::new();
        for (unit, id, name) in next {
            successors.entry(unit).or_default().push(NamedUnit { id: UnitId(id), name });
        }
        let dissolved = |row: DissolvedColumns| Dissolved {
            successors: successors.remove(&row.unit_id).unwrap_or_default(),
            unit: NamedUnit { id: UnitId(row.unit_id), name: row.name.unwrap_or_default() },
            ended_on: row.valid_to,
            owed: u32::try_from(row.owed).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(dissolved).collect())
    }

    /// Hands over what `from` leads and is not done: all of it, or the directives named. All or nothing, and the unit
    /// that takes over is told. Answers how many.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::DocumentMissing`], [`Refusal::DirectiveIncomplete`] for a unit that does
    /// not exist today or is the same, [`Refusal::TooLarge`], [`Refusal::StepNotNow`] when one of those named is not
    /// open or not that unit's (any more), or there is nothing to hand over.
    pub async fn hand_over(
        &self,
        grant: &Grant<act::FollowDirectives>,
        over: HandOver,
        now: Moment,
    ) -> Result<u32, StoreError> {
        let (account, note) = (grant.account(), kept(&over.note));
        let document = over.document.checked()?;
        if document.on.is_none() {
            return Err(Refusal::DocumentMissing.into());
        }
        let picked = over.directives.as_ref().map_or(0, Vec::len);
        if note.chars().count() > LONGEST_NOTE || picked > MOST_PICKED {
            return Err(Refusal::TooLarge.into());
        }
        let to = self.receiver(&over.to, &over.from, now).await?;
        let named = match &over.directives {
            None => String::new(),
            Some(directives) => serde_json::to_string(directives).expect("a list of texts is plain JSON"),
        };
        let mut tx = self.pool.begin().await?;
        let seqs: Vec<i64> = sqlx::query_scalar(HAND_OVER)
            .bind(now.0)
            .bind(account.id.as_str())
            .bind(&account.name)
            .bind(&account.unit_name)
            .bind(&note)
            .bind(&document.number)
            .bind(&document.on)
            .bind(to.id.as_str())
            .bind(&to.name)
            .bind(over.from.as_str())
            .bind(&named)
            .fetch_all(&mut *tx)
            .await?;
        let (Some(first), Some(last)) = (seqs.iter().min(), seqs.iter().max()) else {
            return Err(Refusal::StepNotNow.into());
        };
        if over.directives.is_some() && seqs.len() != picked {
            return Err(Refusal::StepNotNow.into());
        }
        sqlx::query(TELL).bind(first).bind(last).bind(account.id.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(u32::try_from(seqs.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests;
