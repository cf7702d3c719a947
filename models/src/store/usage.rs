//! How units use the system: meetings they were called to and came to, and how long they spoke.

use std::collections::HashSet;

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::UnitId;

statements! {
    /// Meetings that were held from `$1` to before `$2`, by unit: those it was called to, and those somebody came to.
    CAME = "SELECT s.unit_id, MAX(s.unit_name) AS unit_name, COUNT(DISTINCT s.meeting_id) AS called,
            COUNT(DISTINCT CASE WHEN p.id IS NULL THEN NULL ELSE s.meeting_id END) AS came
        FROM meetings m JOIN sites s ON s.meeting_id = m.id LEFT JOIN participants p ON p.site_id = s.id
        WHERE m.starts_at >= $1 AND m.starts_at < $2 AND m.opened_at IS NOT NULL
        GROUP BY s.unit_id ORDER BY s.unit_id";
    SPOKE = "SELECT u.unit_id, CAST(SUM(u.t1 - u.t0) AS BIGINT) AS spoke_ms FROM meetings m
        JOIN utterances u ON u.meeting_id = m.id
        WHERE m.starts_at >= $1 AND m.starts_at < $2 GROUP BY u.unit_id";
}

/// What one unit used (mức độ sử dụng).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Which.
    pub unit: UnitId,
    /// Its name in these meetings.
    pub name: String,
    /// Held meetings it was called to.
    pub called: u32,
    /// Of these, those somebody of it came to.
    pub came: u32,
    /// How long it spoke, milliseconds.
    pub spoke_ms: i64,
}

impl Store {
    /// How units used the system in meetings that began from `from` to before `to`: all of them for whoever sees every
    /// meeting, else those in `own`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn usage(
        &self,
        grant: &Grant<act::SeeFigures>,
        own: &HashSet<UnitId>,
        from: Moment,
        to: Moment,
    ) -> Result<Vec<Usage>, StoreError> {
        let came: Vec<(String, String, i64, i64)> =
            sqlx::query_as(CAME).bind(from.0).bind(to.0).fetch_all(&self.pool).await?;
        let spoke: Vec<(String, i64)> = sqlx::query_as(SPOKE).bind(from.0).bind(to.0).fetch_all(&self.pool).await?;
        let spoke: std::collections::HashMap<String, i64> = spoke.into_iter().collect();
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let all = came.into_iter().map(|(unit, name, called, came)| Usage {
            spoke_ms: spoke.get(&unit).copied().unwrap_or(0),
            unit: UnitId(unit),
            name,
            called: count(called),
            came: count(came),
        });
        Ok(all.filter(|usage| grant.sees_every_meeting() || own.contains(&usage.unit)).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn a_unit_is_counted_for_the_meetings_it_was_called_to_came_to_and_spoke_in() {
        let sample = Sample::filled().await;
        let held = sample.meeting("m1", NOW).await;
        sample.meeting("m2", NOW).await;
        sample.meeting("m3", NOW).await;
        sample.execute(&format!("UPDATE meetings SET opened_at = {} WHERE id <> 'm3'", NOW.0)).await;
        let track = sample.track(&held, &sample.head_a, "t").await;
        sample.store.add_final(&sample.utterance(&track, 2000, 4500), 4500).await.unwrap();
        let (person, site) = (&sample.head_a.person, &held.sites[1].id);
        sample.store.participant(&held.id, person, Some(&sample.head_a.id), site).await.unwrap();
        let all = sample.grant(&sample.chair);
        let usage = sample.store.usage(&all, &HashSet::new(), NOW, NOW.plus(1)).await.unwrap();
        let own = usage.iter().find(|usage| usage.unit.as_str() == "u-xa-a").unwrap();
        assert_eq!((own.called, own.came, own.spoke_ms), (2, 1, 2500), "the third was never opened");
        assert!(sample.store.usage(&all, &HashSet::new(), NOW.plus(1), NOW.plus(2)).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_unit_reads_how_it_used_the_system_and_not_how_others_did() {
        let sample = Sample::filled().await;
        sample.meeting("m1", NOW).await;
        sample.execute(&format!("UPDATE meetings SET opened_at = {}", NOW.0)).await;
        let own = HashSet::from([sample.head_a.unit.clone()]);
        let usage = sample.store.usage(&sample.grant(&sample.head_a), &own, NOW, NOW.plus(1)).await.unwrap();
        assert_eq!(usage.iter().map(|usage| usage.unit.as_str()).collect::<Vec<_>>(), ["u-xa-a"]);
    }
}
