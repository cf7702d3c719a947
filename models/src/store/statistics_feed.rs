//! What the figures are folded from: the log of directives, read on from where it was read to.

use std::collections::HashMap;

use super::{Store, StoreError};
use crate::clock::Moment;
use crate::directive::DirectiveEventKind;
use crate::id::{DirectiveId, MeetingId, PersonId, UnitId};
use crate::statistics::{Ledger, Logged, Ordered};

statements! {
    KEPT = "SELECT COUNT(*) FROM directives";
    LOGGED = "SELECT seq, directive_id, at, kind, due FROM directive_events WHERE seq > $1 ORDER BY seq";
    /// Directives given since event `$1`: each begins with the event that assigned it.
    ORDERED = "SELECT d.id, d.code, d.task, d.lead_unit_id, d.lead_unit_name, d.leader_id, d.leader_name, d.meeting_id,
            m.title AS meeting_title, d.directed_on, d.due
        FROM directive_events e JOIN directives d ON d.id = e.directive_id JOIN meetings m ON m.id = d.meeting_id
        WHERE e.seq > $1 AND e.kind = 'assigned' ORDER BY e.seq";
    CO_UNITS = "SELECT c.directive_id, c.unit_id, c.unit_name FROM directive_events e
        JOIN directive_co_units c ON c.directive_id = e.directive_id
        WHERE e.seq > $1 AND e.kind = 'assigned' ORDER BY e.seq, c.unit_name";
}

#[derive(sqlx::FromRow)]
struct OrderedColumns {
    id: String,
    code: String,
    task: String,
    lead_unit_id: String,
    lead_unit_name: String,
    leader_id: String,
    leader_name: String,
    meeting_id: String,
    meeting_title: String,
    directed_on: String,
    due: Option<String>,
}

impl Store {
    /// Brings the ledger up to the log. A ledger that knows directives the store no longer has (a purge) is made anew.
    /// Answers how many events were read.
    ///
    /// # Errors
    /// When the database fails or holds something unreadable; the ledger is then as it was, or empty.
    pub async fn read_ledger(&self, ledger: &mut Ledger) -> Result<usize, StoreError> {
        let mut tx = self.pool.begin().await?;
        let kept: i64 = sqlx::query_scalar(KEPT).fetch_one(&mut *tx).await?;
        if i64::try_from(ledger.directives()).is_ok_and(|known| known > kept) {
            *ledger = Ledger::default();
        }
        let from = ledger.last_seq();
        let events: Vec<(i64, String, i64, String, Option<String>)> =
            sqlx::query_as(LOGGED).bind(from).fetch_all(&mut *tx).await?;
        if events.is_empty() {
            return Ok(0);
        }
        let rows: Vec<OrderedColumns> = sqlx::query_as(ORDERED).bind(from).fetch_all(&mut *tx).await?;
        let helping: Vec<(String, String, String)> = sqlx::query_as(CO_UNITS).bind(from).fetch_all(&mut *tx).await?;
        tx.commit().await?;

        let mut co_units: HashMap<String, Vec<(UnitId, String)>> = HashMap::new();
        for (directive, unit, name) in helping {
            co_units.entry(directive).or_default().push((UnitId(unit), name));
        }
        let ordered = rows.into_iter().map(|row| Ordered {
            co_units: co_units.remove(&row.id).unwrap_or_default(),
            id: DirectiveId(row.id),
            code: row.code,
            task: row.task,
            lead: UnitId(row.lead_unit_id),
            lead_name: row.lead_unit_name,
            leader: PersonId(row.leader_id),
            leader_name: row.leader_name,
            meeting: MeetingId(row.meeting_id),
            meeting_title: row.meeting_title,
            directed_on: row.directed_on,
            due: row.due,
        });
        let logged = events
            .into_iter()
            .map(|(seq, directive, at, kind, due)| {
                let kind = DirectiveEventKind::from_code(&kind)
                    .ok_or(StoreError::Unreadable { column: "directive_events.kind" })?;
                Ok(Logged { seq, directive: DirectiveId(directive), at: Moment(at), kind, due })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let read = logged.len();
        ledger.read(ordered.collect(), logged);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;
    use crate::directive::order::Step;
    use crate::statistics::{Asked, Basis, By, Days, Report, Scope};

    fn report(ledger: &Ledger, as_of: Moment) -> Report {
        let asked = Asked {
            as_of,
            days: Days::default(),
            basis: Basis::Directed,
            by: By::Unit,
            unit: None,
            leader: None,
            meeting: None,
            late: 5,
        };
        ledger.report(&Scope::Everything, &asked)
    }

    #[tokio::test]
    async fn the_ledger_follows_the_log_and_equals_one_read_anew() {
        let sample = Sample::filled().await;
        let store = &sample.store;
        let meeting = sample.meeting("m", NOW).await;
        let mut kept = Ledger::default();
        assert_eq!(store.read_ledger(&mut kept).await.unwrap(), 0);
        let order = sample.order(&["u-xa-a", "u-xa-b"]);
        let made = store.add_directive(&sample.grant(&sample.secretary), &meeting.id, &[], order, NOW).await.unwrap();
        assert_eq!(store.read_ledger(&mut kept).await.unwrap(), 2);
        let step =
            Step { kind: DirectiveEventKind::Accepted, note: String::new(), due: None, document: None, to: None };
        let head = sample.grant(&sample.head_a);
        store.answer_directive(&head, &made[0], step, NOW.plus(60_000)).await.unwrap();
        assert_eq!(store.read_ledger(&mut kept).await.unwrap(), 1);
        assert_eq!(store.read_ledger(&mut kept).await.unwrap(), 0, "nothing is read twice");

        let mut anew = Ledger::default();
        assert_eq!(store.read_ledger(&mut anew).await.unwrap(), 3);
        for at in [NOW.plus(-1), NOW, NOW.plus(30_000), NOW.plus(40 * 86_400_000)] {
            assert_eq!(report(&kept, at), report(&anew, at), "{at:?}");
        }
        assert_eq!(report(&kept, NOW).total.counts.total, 2);
        assert_eq!((kept.directives(), kept.events()), (2, 3));
    }

    #[tokio::test]
    async fn a_ledger_that_knows_more_than_the_store_is_made_anew() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m", NOW).await;
        let order = sample.order(&["u-xa-a"]);
        let edit = sample.grant(&sample.secretary);
        sample.store.add_directive(&edit, &meeting.id, &[], order, NOW).await.unwrap();
        let mut ledger = Ledger::default();
        sample.store.read_ledger(&mut ledger).await.unwrap();
        let other = Sample::filled().await;
        other.store.read_ledger(&mut ledger).await.unwrap();
        assert_eq!((ledger.directives(), ledger.last_seq()), (0, 0));
    }
}
