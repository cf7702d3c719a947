//! The units file in the store: units, groups and people as they are spoken of, by date.

use std::collections::BTreeMap;

use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;

use super::units::{BATCH, insert_persons, insert_positions, insert_units};
use super::{Db, Store, StoreError};
use crate::gazetteer::{Gazetteer, SpokenPerson, SpokenUnit};
use crate::id::{PersonId, UnitId};
use crate::unit::{Person, PositionHeld, Unit};

statements! {
    ALIASES = "SELECT a.unit_id, a.alias FROM unit_aliases a JOIN units u ON u.id = a.unit_id
        WHERE u.valid_from <= $1 AND u.valid_to >= $1 ORDER BY a.unit_id, a.alias";
    MEMBERS = "SELECT m.unit_id, m.member_id FROM unit_members m JOIN units u ON u.id = m.unit_id
        JOIN units member ON member.id = m.member_id
        WHERE u.valid_from <= $1 AND u.valid_to >= $1 AND member.valid_from <= $1 AND member.valid_to >= $1
        ORDER BY m.unit_id, m.member_id";
    ADDRESS_FORMS = "SELECT person_id, form FROM address_forms ORDER BY person_id, form";
    POSTS = "SELECT h.person_id, p.name, h.post, h.unit_id FROM positions h JOIN persons p ON p.id = h.person_id
        WHERE h.valid_from <= $1 AND h.valid_to >= $1 ORDER BY h.person_id, h.unit_id, h.post";
}

/// Values of the second column by those of the first.
fn by_first(pairs: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, value) in pairs {
        map.entry(key).or_default().push(value);
    }
    map
}

impl Store {
    /// Adds what a units file says, valid on the days its `meta.valid` names. What is known already is left as it is.
    ///
    /// # Errors
    /// When a parent, a member or a person's unit is in neither the file nor the store (nothing is kept then).
    pub async fn add_gazetteer(&self, gazetteer: &Gazetteer) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_gazetteer(&mut tx, gazetteer).await?;
        Ok(tx.commit().await?)
    }

    /// Adds how units and people that are known already are called, and whom groups hold; names, posts and days of the
    /// file are left aside.
    ///
    /// # Errors
    /// When a unit, a member or a person is unknown (nothing is kept then).
    pub async fn add_ways_to_call(&self, gazetteer: &Gazetteer) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_ways_to_call(&mut tx, gazetteer).await?;
        Ok(tx.commit().await?)
    }

    /// Units and people of day `day` (`YYYY-MM-DD`) with the ways to call them, for the server's own work: by identity;
    /// somebody with several posts stands once for each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn gazetteer(&self, day: &str) -> Result<Gazetteer, StoreError> {
        let mut aliases = by_first(sqlx::query_as(ALIASES).bind(day).fetch_all(&self.pool).await?);
        let mut members = by_first(sqlx::query_as(MEMBERS).bind(day).fetch_all(&self.pool).await?);
        let forms = by_first(sqlx::query_as(ADDRESS_FORMS).fetch_all(&self.pool).await?);
        let posts: Vec<(String, String, String, String)> =
            sqlx::query_as(POSTS).bind(day).fetch_all(&self.pool).await?;
        let unit = |unit: Unit| SpokenUnit {
            aliases: aliases.remove(unit.id.as_str()).unwrap_or_default(),
            members: members.remove(unit.id.as_str()).unwrap_or_default().into_iter().map(UnitId).collect(),
            id: unit.id,
            full_name: unit.full_name,
            short_name: unit.short_name,
            kind: unit.kind,
            parent_id: unit.parent,
        };
        let person = |(id, name, post, unit): (String, String, String, String)| SpokenPerson {
            address_forms: forms.get(&id).cloned().unwrap_or_default(),
            id: PersonId(id),
            name,
            post,
            unit_id: UnitId(unit),
        };
        Ok(Gazetteer {
            meta: crate::gazetteer::Meta::default(),
            units: self.units_on(day).await?.into_iter().map(unit).collect(),
            persons: posts.into_iter().map(person).collect(),
        })
    }
}

/// [`Store::add_gazetteer`] as a part of something larger.
pub(super) async fn insert_gazetteer(tx: &mut SqliteConnection, gazetteer: &Gazetteer) -> Result<(), StoreError> {
    let (from, to) = gazetteer.meta.days();
    let units: Vec<Unit> = gazetteer.units.iter().map(|unit| dated(unit, from, to)).collect();
    insert_units(tx, &units).await?;

    let persons: Vec<Person> = gazetteer
        .persons
        .iter()
        .map(|person| Person { id: person.id.clone(), name: crate::text::kept(&person.name) })
        .collect();
    insert_persons(tx, &persons).await?;
    let positions: Vec<PositionHeld> = gazetteer
        .persons
        .iter()
        .map(|person| PositionHeld {
            person: person.id.clone(),
            unit: person.unit_id.clone(),
            post: crate::text::kept(&person.post),
            valid_from: from.map(str::to_owned),
            valid_to: to.map(str::to_owned),
        })
        .collect();
    insert_positions(tx, &positions).await?;
    insert_ways_to_call(tx, gazetteer).await
}

/// Aliases, members of groups and address forms, of units and people that are known.
async fn insert_ways_to_call(tx: &mut SqliteConnection, gazetteer: &Gazetteer) -> Result<(), StoreError> {
    let aliases: Vec<_> =
        gazetteer.units.iter().flat_map(|unit| unit.aliases.iter().map(|alias| (&unit.id, alias.as_str()))).collect();
    for batch in aliases.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO unit_aliases (unit_id, alias) ");
        insert.push_values(batch, |mut row, (unit, alias)| {
            row.push_bind(unit.as_str()).push_bind(crate::text::kept(alias));
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    let members: Vec<_> =
        gazetteer.units.iter().flat_map(|unit| unit.members.iter().map(|member| (&unit.id, member))).collect();
    for batch in members.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO unit_members (unit_id, member_id) ");
        insert.push_values(batch, |mut row, (unit, member)| {
            row.push_bind(unit.as_str()).push_bind(member.as_str());
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }

    let forms: Vec<_> = gazetteer
        .persons
        .iter()
        .flat_map(|person| person.address_forms.iter().map(|form| (&person.id, form.as_str())))
        .collect();
    for batch in forms.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO address_forms (person_id, form) ");
        insert.push_values(batch, |mut row, (person, form)| {
            row.push_bind(person.as_str()).push_bind(crate::text::kept(form));
        });
        insert.push(" ON CONFLICT DO NOTHING").build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// The unit as the tree keeps it.
fn dated(unit: &SpokenUnit, from: Option<&str>, to: Option<&str>) -> Unit {
    Unit {
        id: unit.id.clone(),
        full_name: crate::text::kept(&unit.full_name),
        short_name: crate::text::kept(&unit.short_name),
        kind: crate::text::kept(&unit.kind),
        parent: unit.parent_id.clone(),
        valid_from: from.map(str::to_owned),
        valid_to: to.map(str::to_owned),
        successors: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::Sample;
    use super::*;
    use crate::gazetteer::{GROUP, Meta};

    fn spoken(id: &str, name: &str, kind: &str, parent: Option<&str>) -> SpokenUnit {
        SpokenUnit {
            id: id.into(),
            full_name: format!("Ủy ban nhân dân {name}"),
            short_name: name.to_owned(),
            aliases: vec![],
            kind: kind.to_owned(),
            parent_id: parent.map(Into::into),
            members: vec![],
        }
    }

    fn file() -> Gazetteer {
        let mut group = spoken("g-xa", "các xã", GROUP, Some("v-huyen"));
        group.members = vec!["v-xa-a".into(), "v-xa-b".into()];
        group.aliases = vec!["các địa phương".to_owned()];
        Gazetteer {
            meta: Meta {
                id: "v".to_owned(), name: "huyện Vân".to_owned(), valid: "2024-01-01..2025-06-30".to_owned()
            },
            units: vec![
                group,
                spoken("v-huyen", "huyện Vân", "huyện", None),
                spoken("v-xa-a", "xã Vân Hòa", "xã", Some("v-huyen")),
                spoken("v-xa-b", "xã Vân Thủy", "xã", Some("v-huyen")),
            ],
            persons: vec![SpokenPerson {
                id: "khanh".into(),
                name: "Lý Quốc Khánh".to_owned(),
                post: "Chủ tịch UBND huyện".to_owned(),
                unit_id: "v-huyen".into(),
                address_forms: vec!["anh Khánh".to_owned()],
            }],
        }
    }

    #[tokio::test]
    async fn a_units_file_is_read_back_on_the_days_it_holds_for_and_not_after() {
        let sample = Sample::empty().await;
        sample.store.add_gazetteer(&file()).await.unwrap();
        let then = sample.store.gazetteer("2025-06-30").await.unwrap();
        let mut units = file().units;
        units.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!((then.units, then.persons), (units, file().persons));
        assert_eq!(sample.store.gazetteer("2025-07-01").await.unwrap(), Gazetteer::default());
    }

    #[tokio::test]
    async fn the_same_units_file_again_changes_nothing() {
        let sample = Sample::empty().await;
        sample.store.add_gazetteer(&file()).await.unwrap();
        let once = sample.store.gazetteer("2024-11-04").await.unwrap();
        sample.store.add_gazetteer(&file()).await.unwrap();
        assert_eq!(sample.store.gazetteer("2024-11-04").await.unwrap(), once);
    }

    #[tokio::test]
    async fn ways_to_call_units_that_are_known_add_no_units_and_no_posts() {
        let sample = Sample::empty().await;
        sample.store.add_gazetteer(&file()).await.unwrap();
        let mut ways = file();
        ways.units[2].aliases = vec!["Vân Hoà".to_owned()];
        ways.persons[0].address_forms = vec!["đồng chí Khánh".to_owned()];
        ways.persons[0].post = "khác".to_owned();
        ways.meta.valid = "2024-06-01..".to_owned();
        sample.store.add_ways_to_call(&ways).await.unwrap();
        let then = sample.store.gazetteer("2024-11-04").await.unwrap();
        assert_eq!((then.units.len(), then.persons.len()), (4, 1));
        assert_eq!(then.units.iter().find(|unit| unit.id.as_str() == "v-xa-a").unwrap().aliases, ["Vân Hoà"]);
        assert_eq!(then.persons[0].address_forms, ["anh Khánh", "đồng chí Khánh"]);
        ways.units[0].members.push("v-khong-co".into());
        assert!(sample.store.add_ways_to_call(&ways).await.is_err());
    }

    #[tokio::test]
    async fn nothing_of_a_file_with_an_unknown_member_is_kept() {
        let sample = Sample::empty().await;
        let mut wrong = file();
        wrong.units[0].members.push("v-khong-co".into());
        assert!(sample.store.add_gazetteer(&wrong).await.is_err());
        assert_eq!(sample.store.gazetteer("2024-11-04").await.unwrap(), Gazetteer::default());
    }
}
