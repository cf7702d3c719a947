//! Units, people and the posts they hold, all by date.

use std::collections::HashMap;

use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;

use super::speakers::SpeakerColumns;
use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::id::{PersonId, UnitId};
use crate::text::plain_key;
use crate::unit::{Person, PositionHeld, Unit};
use crate::utterance::Speaker;

/// Kept for "since anybody can remember".
pub(super) const OPEN_BEGINNING: &str = "0001-01-01";
/// Kept for "until further notice".
pub(super) const OPEN_END: &str = "9999-12-31";
/// Rows written by one statement: far below the 32766 parameters that SQLite allows.
pub(super) const BATCH: usize = 1000;

statements! {
    /// Units of day `$1` with the name and the place in the tree they have on it.
    ON_DAY = "SELECT u.id, u.kind, u.valid_from, u.valid_to, n.full_name, n.short_name, e.parent_id
        FROM units u
        JOIN unit_names n ON n.unit_id = u.id AND n.valid_from <= $1 AND n.valid_to >= $1
        LEFT JOIN unit_parents e ON e.unit_id = u.id AND e.valid_from <= $1 AND e.valid_to >= $1
        WHERE u.valid_from <= $1 AND u.valid_to >= $1 ORDER BY u.id";
    SUCCESSORS = "SELECT unit_id, successor_id FROM unit_successors ORDER BY unit_id, successor_id";
    PERSON_NAME = "SELECT name FROM persons WHERE id = $1";
    /// Everybody who holds a post on day `$1`.
    PEOPLE = "SELECT h.person_id AS speaker_id, p.name AS speaker_name, h.post AS speaker_post, h.unit_id,
            n.short_name AS unit_name
        FROM positions h
        JOIN persons p ON p.id = h.person_id
        JOIN unit_names n ON n.unit_id = h.unit_id AND n.valid_from <= $1 AND n.valid_to >= $1
        WHERE h.valid_from <= $1 AND h.valid_to >= $1 ORDER BY h.person_id, h.unit_id, h.post";
}

#[derive(sqlx::FromRow)]
struct UnitColumns {
    id: String,
    kind: String,
    valid_from: String,
    valid_to: String,
    full_name: String,
    short_name: String,
    parent_id: Option<String>,
}

impl Store {
    /// Adds units with their names, places in the tree and successors, valid as long as the unit. Units already known
    /// are left as they are. Parents and successors are in the same list or known before.
    ///
    /// # Errors
    /// When a parent or successor is unknown (nothing is kept then).
    pub async fn add_units(&self, units: &[Unit]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_units(&mut tx, units).await?;
        Ok(tx.commit().await?)
    }

    /// Adds people. People already known are left as they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_persons(&self, persons: &[Person]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_persons(&mut tx, persons).await?;
        Ok(tx.commit().await?)
    }

    /// Adds posts held. The same post from the same day is left as it is.
    ///
    /// # Errors
    /// When a person or unit is unknown (nothing is kept then).
    pub async fn add_positions(&self, positions: &[PositionHeld]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_positions(&mut tx, positions).await?;
        Ok(tx.commit().await?)
    }

    /// The units that exist on `day` (`YYYY-MM-DD`), with the names and parents of that day, by identity.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units_on(&self, day: &str) -> Result<Vec<Unit>, StoreError> {
        let rows: Vec<UnitColumns> = sqlx::query_as(ON_DAY).bind(day).fetch_all(&self.pool).await?;
        let pairs: Vec<(String, String)> = sqlx::query_as(SUCCESSORS).fetch_all(&self.pool).await?;
        let mut successors: HashMap<String, Vec<UnitId>> = HashMap::new();
        for (unit, next) in pairs {
            successors.entry(unit).or_default().push(UnitId(next));
        }
        let unit = |row: UnitColumns| Unit {
            successors: successors.remove(&row.id).unwrap_or_default(),
            id: UnitId(row.id),
            full_name: row.full_name,
            short_name: row.short_name,
            kind: row.kind,
            parent: row.parent_id.map(UnitId),
            valid_from: Some(row.valid_from).filter(|day| day != OPEN_BEGINNING),
            valid_to: Some(row.valid_to).filter(|day| day != OPEN_END),
        };
        Ok(rows.into_iter().map(unit).collect())
    }

    /// [`Store::people_on`] for whoever makes accounts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_for_accounts(
        &self,
        _: &Grant<act::ManageAccounts>,
        day: &str,
    ) -> Result<Vec<Speaker>, StoreError> {
        self.everybody_on(day).await
    }

    /// Everybody who holds a post on `day`, once for each post, sorted as Vietnamese lists are: by given name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_on(&self, _: &Grant<act::CallMeeting>, day: &str) -> Result<Vec<Speaker>, StoreError> {
        self.everybody_on(day).await
    }

    async fn everybody_on(&self, day: &str) -> Result<Vec<Speaker>, StoreError> {
        let rows: Vec<SpeakerColumns> = sqlx::query_as(PEOPLE).bind(day).fetch_all(&self.pool).await?;
        let mut people: Vec<Speaker> = rows.into_iter().map(Speaker::from).collect();
        people.sort_by_cached_key(|speaker| {
            let given = speaker.name.rsplit(' ').next().unwrap_or_default();
            (plain_key(given), given.to_lowercase(), plain_key(&speaker.name))
        });
        Ok(people)
    }

    /// The name of a person.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`] when there is none.
    pub(super) async fn person_name(&self, id: &PersonId) -> Result<String, StoreError> {
        sqlx::query_scalar(PERSON_NAME)
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?
            .ok_or_else(|| StoreError::UnknownPerson(id.clone()))
    }
}

/// [`Store::add_units`] as a part of something larger.
pub(super) async fn insert_units(tx: &mut SqliteConnection, units: &[Unit]) -> Result<(), StoreError> {
    for batch in units.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO units (id, kind, valid_from, valid_to) ");
        insert.push_values(batch, |mut row, unit| {
            row.push_bind(unit.id.as_str()).push_bind(&unit.kind).push_bind(from(unit)).push_bind(to(unit));
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;

        let mut insert =
            QueryBuilder::<Db>::new("INSERT INTO unit_names (unit_id, full_name, short_name, valid_from, valid_to) ");
        insert.push_values(batch, |mut row, unit| {
            row.push_bind(unit.id.as_str())
                .push_bind(&unit.full_name)
                .push_bind(&unit.short_name)
                .push_bind(from(unit))
                .push_bind(to(unit));
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    let placed: Vec<_> = units.iter().filter_map(|unit| Some((unit, unit.parent.as_ref()?))).collect();
    for batch in placed.chunks(BATCH) {
        let mut insert =
            QueryBuilder::<Db>::new("INSERT INTO unit_parents (unit_id, parent_id, valid_from, valid_to) ");
        insert.push_values(batch, |mut row, (unit, parent)| {
            row.push_bind(unit.id.as_str()).push_bind(parent.as_str()).push_bind(from(unit)).push_bind(to(unit));
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    let succeeded: Vec<_> =
        units.iter().flat_map(|unit| unit.successors.iter().map(move |next| (unit, next))).collect();
    for batch in succeeded.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO unit_successors (unit_id, successor_id) ");
        insert.push_values(batch, |mut row, (unit, next)| {
            row.push_bind(unit.id.as_str()).push_bind(next.as_str());
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// [`Store::add_persons`] as a part of something larger.
pub(super) async fn insert_persons(tx: &mut SqliteConnection, persons: &[Person]) -> Result<(), StoreError> {
    for batch in persons.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO persons (id, name) ");
        insert.push_values(batch, |mut row, person| {
            row.push_bind(person.id.as_str()).push_bind(&person.name);
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// [`Store::add_positions`] as a part of something larger.
pub(super) async fn insert_positions(tx: &mut SqliteConnection, positions: &[PositionHeld]) -> Result<(), StoreError> {
    for batch in positions.chunks(BATCH) {
        let mut insert =
            QueryBuilder::<Db>::new("INSERT INTO positions (person_id, unit_id, post, valid_from, valid_to) ");
        insert.push_values(batch, |mut row, held| {
            row.push_bind(held.person.as_str())
                .push_bind(held.unit.as_str())
                .push_bind(&held.post)
                .push_bind(held.valid_from.as_deref().unwrap_or(OPEN_BEGINNING))
                .push_bind(held.valid_to.as_deref().unwrap_or(OPEN_END));
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    Ok(())
}

fn from(unit: &Unit) -> &str {
    unit.valid_from.as_deref().unwrap_or(OPEN_BEGINNING)
}

fn to(unit: &Unit) -> &str {
    unit.valid_to.as_deref().unwrap_or(OPEN_END)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{Sample, TODAY, unit};
    use super::*;

    #[tokio::test]
    async fn units_are_those_of_the_day_with_their_parents_and_successors() {
        let sample = Sample::filled().await;
        let ids = |units: &[Unit]| units.iter().map(|u| u.id.0.clone()).collect::<Vec<_>>();
        let before = sample.store.units_on("2025-06-30").await.unwrap();
        let after = sample.store.units_on("2025-07-01").await.unwrap();
        assert!(ids(&before).contains(&"u-xa-cu".to_owned()) && !ids(&before).contains(&"u-xa-a".to_owned()));
        assert!(!ids(&after).contains(&"u-xa-cu".to_owned()) && ids(&after).contains(&"u-xa-a".to_owned()));
        let ended = before.iter().find(|u| u.id.0 == "u-xa-cu").unwrap();
        assert_eq!((ended.successors.as_slice(), ended.valid_from.as_deref()), (&["u-xa-a".into()][..], None));
        let village = after.iter().find(|u| u.id.0 == "u-thon").unwrap();
        assert_eq!((village.parent.as_ref().unwrap().as_str(), village.valid_to.as_deref()), ("u-xa-a", None));
    }

    #[tokio::test]
    async fn a_renamed_unit_has_the_name_of_the_day_asked() {
        let sample = Sample::filled().await;
        sample.execute("UPDATE unit_names SET valid_to = '2026-06-30' WHERE unit_id = 'u-xa-b'").await;
        sample
            .execute("INSERT INTO unit_names VALUES ('u-xa-b', 'UBND phường Bình', 'phường Bình', '2026-07-01', '9999-12-31')")
            .await;
        for (day, name) in [("2026-06-30", "xã Bình"), ("2026-07-01", "phường Bình")] {
            let units = sample.store.units_on(day).await.unwrap();
            assert_eq!(units.iter().filter(|u| u.id.0 == "u-xa-b").count(), 1, "{day}");
            assert!(units.iter().any(|u| u.short_name == name), "{day}");
        }
    }

    #[tokio::test]
    async fn a_unit_with_an_unknown_parent_is_refused_and_nothing_of_the_list_is_kept() {
        let sample = Sample::filled().await;
        let mut lost = unit("u-lac", "xã Lạc", "xã", Some("u-khong-co"));
        lost.valid_from = Some("2025-07-01".to_owned());
        let added = sample.store.add_units(&[unit("u-moi", "xã Mới", "xã", None), lost]).await;
        assert!(added.is_err());
        assert!(sample.store.units_on(TODAY).await.unwrap().iter().all(|u| u.id.0 != "u-moi"));
    }

    #[tokio::test]
    async fn adding_the_same_again_changes_nothing() {
        let sample = Sample::filled().await;
        let before = sample.store.units_on(TODAY).await.unwrap();
        sample.store.add_units(&before).await.unwrap();
        assert_eq!(sample.store.units_on(TODAY).await.unwrap(), before);
    }

    #[tokio::test]
    async fn people_are_sorted_by_given_name_and_only_posts_of_the_day_count() {
        let sample = Sample::filled().await;
        let grant = sample.grant(&sample.clerk);
        let people = sample.store.people_on(&grant, TODAY).await.unwrap();
        let given: Vec<_> = people.iter().map(|s| plain_key(s.name.rsplit(' ').next().unwrap())).collect();
        assert!(given.len() >= 4 && given.is_sorted(), "{given:?}");
        let chair = people.iter().find(|s| s.person.0 == "p-chair").unwrap();
        assert_eq!((chair.post.as_str(), chair.unit_name.as_str()), ("Phó Chủ tịch UBND tỉnh", "UBND tỉnh"));
        let then = sample.store.people_on(&grant, "2024-11-04").await.unwrap();
        let chair = then.iter().find(|s| s.person.0 == "p-chair").unwrap();
        assert_eq!(chair.post, "Chủ tịch UBND xã cũ");
    }
}
