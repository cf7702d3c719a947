//! Units and people brought up to date from a file: all of it, or on any error nothing.

use std::collections::BTreeMap;

use sqlx::sqlite::SqliteConnection;

use super::{Store, StoreError};
use crate::clock::Moment;
use crate::id::{PersonId, UnitId};
use crate::roster::{
    Change, Dated, Days, Fault, KeptPeople, KeptPerson, KeptUnit, KeptUnits, PersonLine, Plan, UnitLine, plan_people,
    plan_units,
};

statements! {
    UNITS = "SELECT id, kind, valid_from, valid_to FROM units";
    NAMES = "SELECT unit_id, full_name, short_name, valid_from, valid_to FROM unit_names ORDER BY unit_id, valid_from";
    PARENTS = "SELECT unit_id, parent_id, valid_from, valid_to FROM unit_parents ORDER BY unit_id, valid_from";
    ALIASES = "SELECT unit_id, alias FROM unit_aliases ORDER BY unit_id, alias";
    MEMBERS = "SELECT unit_id, member_id FROM unit_members ORDER BY unit_id, member_id";
    SUCCESSORS = "SELECT unit_id, successor_id FROM unit_successors ORDER BY unit_id, successor_id";
    PERSONS = "SELECT id, name FROM persons";
    POSITIONS = "SELECT person_id, unit_id, post, valid_from, valid_to FROM positions
        ORDER BY person_id, valid_from, unit_id, post";
    FORMS = "SELECT person_id, form FROM address_forms ORDER BY person_id, form";
    SET_UNIT = "INSERT INTO units (id, kind, valid_from, valid_to) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, valid_from = excluded.valid_from, valid_to = excluded.valid_to";
    FORGET_NAMES = "DELETE FROM unit_names WHERE unit_id = $1";
    ADD_NAME = "INSERT INTO unit_names (unit_id, full_name, short_name, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)";
    FORGET_PARENTS = "DELETE FROM unit_parents WHERE unit_id = $1";
    ADD_PARENT = "INSERT INTO unit_parents (unit_id, parent_id, valid_from, valid_to) VALUES ($1, $2, $3, $4)";
    ADD_ALIAS = "INSERT INTO unit_aliases (unit_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    ADD_MEMBER = "INSERT INTO unit_members (unit_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    ADD_SUCCESSOR = "INSERT INTO unit_successors (unit_id, successor_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    SET_PERSON = "INSERT INTO persons (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    FORGET_POSITIONS = "DELETE FROM positions WHERE person_id = $1";
    ADD_POSITION = "INSERT INTO positions (person_id, unit_id, post, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)";
    ADD_FORM = "INSERT INTO address_forms (person_id, form) VALUES ($1, $2) ON CONFLICT DO NOTHING";
}

/// What became of a file: the changes, or everything that is wrong with it (nothing is kept then).
pub type RosterOutcome = Result<Vec<Change>, Vec<Fault>>;

impl Store {
    /// Brings units up to date, the operator's own work. With `rehearse` nothing is kept. See [`plan_units`] for what is decided.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_units(
        &self,
        lines: &[UnitLine],
        days: Days<'_>,
        now: Moment,
        rehearse: bool,
    ) -> Result<RosterOutcome, StoreError> {
        let mut tx = self.pool.begin().await?;
        let plan = match plan_units(lines, &kept_units(&mut tx).await?, days) {
            Ok(plan) => plan,
            Err(faults) => return Ok(Err(faults)),
        };
        if rehearse {
            return Ok(Ok(plan.changes));
        }
        // All of them first: parents, members and successors may stand anywhere in the file.
        for (id, unit) in &plan.kept {
            let set = sqlx::query(SET_UNIT).bind(id.as_str()).bind(&unit.kind).bind(&unit.from).bind(&unit.to);
            set.execute(&mut *tx).await?;
        }
        for (id, unit) in &plan.kept {
            keep_unit(&mut tx, id, unit).await?;
        }
        told(&mut tx, "units.imported", now, &plan).await?;
        tx.commit().await?;
        Ok(Ok(plan.changes))
    }

    /// Brings people and their posts up to date, the operator's own work. With `rehearse` nothing is kept. See
    /// [`plan_people`] for what is decided.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_people(
        &self,
        lines: &[PersonLine],
        days: Days<'_>,
        now: Moment,
        rehearse: bool,
    ) -> Result<RosterOutcome, StoreError> {
        let mut tx = self.pool.begin().await?;
        let (units, people) = (kept_units(&mut tx).await?, kept_people(&mut tx).await?);
        let plan = match plan_people(lines, &people, &units, days) {
            Ok(plan) => plan,
            Err(faults) => return Ok(Err(faults)),
        };
        if rehearse {
            return Ok(Ok(plan.changes));
        }
        for (id, person) in &plan.kept {
            keep_person(&mut tx, id, person).await?;
        }
        told(&mut tx, "people.imported", now, &plan).await?;
        tx.commit().await?;
        Ok(Ok(plan.changes))
    }
}

/// Puts a value of a list where it belongs.
type Put = fn(&mut KeptUnit, String);

async fn kept_units(tx: &mut SqliteConnection) -> Result<KeptUnits, StoreError> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(UNITS).fetch_all(&mut *tx).await?;
    let mut units: KeptUnits = BTreeMap::new();
    for (id, kind, from, to) in rows {
        units.insert(UnitId(id), KeptUnit { kind, from, to, ..KeptUnit::default() });
    }
    let rows: Vec<(String, String, String, String, String)> = sqlx::query_as(NAMES).fetch_all(&mut *tx).await?;
    for (id, full, short, from, to) in rows {
        if let Some(unit) = units.get_mut(&UnitId(id)) {
            unit.names.push(Dated { value: (full, short), from, to });
        }
    }
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(PARENTS).fetch_all(&mut *tx).await?;
    for (id, parent, from, to) in rows {
        if let Some(unit) = units.get_mut(&UnitId(id)) {
            unit.parents.push(Dated { value: UnitId(parent), from, to });
        }
    }
    let lists: [(&'static str, Put); 3] = [
        (ALIASES, |unit, alias| unit.aliases.push(alias)),
        (MEMBERS, |unit, member| unit.members.push(UnitId(member))),
        (SUCCESSORS, |unit, next| unit.successors.push(UnitId(next))),
    ];
    for (statement, push) in lists {
        let rows: Vec<(String, String)> = sqlx::query_as(statement).fetch_all(&mut *tx).await?;
        for (id, value) in rows {
            if let Some(unit) = units.get_mut(&UnitId(id)) {
                push(unit, value);
            }
        }
    }
    Ok(units)
}

async fn kept_people(tx: &mut SqliteConnection) -> Result<KeptPeople, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(PERSONS).fetch_all(&mut *tx).await?;
    let person = |(id, name)| (PersonId(id), KeptPerson { name, ..KeptPerson::default() });
    let mut people: KeptPeople = rows.into_iter().map(person).collect();
    let rows: Vec<(String, String, String, String, String)> = sqlx::query_as(POSITIONS).fetch_all(&mut *tx).await?;
    for (id, unit, post, from, to) in rows {
        if let Some(person) = people.get_mut(&PersonId(id)) {
            person.posts.push(Dated { value: (UnitId(unit), post), from, to });
        }
    }
    let rows: Vec<(String, String)> = sqlx::query_as(FORMS).fetch_all(&mut *tx).await?;
    for (id, form) in rows {
        if let Some(person) = people.get_mut(&PersonId(id)) {
            person.address_forms.push(form);
        }
    }
    Ok(people)
}

/// Names and parents are kept as the plan has them, all days of them; the rest is added.
async fn keep_unit(tx: &mut SqliteConnection, id: &UnitId, unit: &KeptUnit) -> Result<(), StoreError> {
    let id = id.as_str();
    sqlx::query(FORGET_NAMES).bind(id).execute(&mut *tx).await?;
    for Dated { value: (full, short), from, to } in &unit.names {
        sqlx::query(ADD_NAME).bind(id).bind(full).bind(short).bind(from).bind(to).execute(&mut *tx).await?;
    }
    sqlx::query(FORGET_PARENTS).bind(id).execute(&mut *tx).await?;
    for Dated { value: parent, from, to } in &unit.parents {
        sqlx::query(ADD_PARENT).bind(id).bind(parent.as_str()).bind(from).bind(to).execute(&mut *tx).await?;
    }
    for alias in &unit.aliases {
        sqlx::query(ADD_ALIAS).bind(id).bind(alias).execute(&mut *tx).await?;
    }
    for member in &unit.members {
        sqlx::query(ADD_MEMBER).bind(id).bind(member.as_str()).execute(&mut *tx).await?;
    }
    for next in &unit.successors {
        sqlx::query(ADD_SUCCESSOR).bind(id).bind(next.as_str()).execute(&mut *tx).await?;
    }
    Ok(())
}

async fn keep_person(tx: &mut SqliteConnection, id: &PersonId, person: &KeptPerson) -> Result<(), StoreError> {
    let id = id.as_str();
    sqlx::query(SET_PERSON).bind(id).bind(&person.name).execute(&mut *tx).await?;
    sqlx::query(FORGET_POSITIONS).bind(id).execute(&mut *tx).await?;
    for Dated { value: (unit, post), from, to } in &person.posts {
        let add = sqlx::query(ADD_POSITION).bind(id).bind(unit.as_str()).bind(post).bind(from).bind(to);
        add.execute(&mut *tx).await?;
    }
    for form in &person.address_forms {
        sqlx::query(ADD_FORM).bind(id).bind(form).execute(&mut *tx).await?;
    }
    Ok(())
}

async fn told<K>(tx: &mut SqliteConnection, act: &str, now: Moment, plan: &Plan<K>) -> Result<(), StoreError> {
    let (added, changed, left) = plan.counts();
    let line = crate::audit::AuditEntry {
        at: now,
        actor: None,
        actor_name: "giaoban import".to_owned(),
        act: act.to_owned(),
        subject: String::new(),
        detail: serde_json::json!({ "added": added, "changed": changed, "left": left }),
    };
    super::audit::append(tx, &line).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample, TODAY};
    use super::*;

    fn line(id: &str, name: &str, kind: &str, parent: Option<&str>) -> UnitLine {
        UnitLine {
            line: 2,
            id: id.to_owned(),
            full_name: format!("Ủy ban nhân dân {name}"),
            short_name: name.to_owned(),
            kind: kind.to_owned(),
            parent: parent.map(str::to_owned),
            ..UnitLine::default()
        }
    }

    const DAYS: Days<'_> = Days { named: Some("2027-01-01"), today: TODAY };

    #[tokio::test]
    async fn a_renamed_unit_keeps_its_old_name_for_the_days_before_and_a_rehearsal_keeps_nothing() {
        let sample = Sample::filled().await;
        let lines =
            [line("u-xa-b", "phường Bình", "phường", Some("u-tinh")), line("u-moi", "xã Mới", "xã", Some("u-xa-b"))];
        let before = sample.store.units_on("2027-01-01").await.unwrap();
        let rehearsed = sample.store.import_units(&lines, DAYS, NOW, true).await.unwrap().unwrap();
        assert_eq!(sample.store.units_on("2027-01-01").await.unwrap(), before);
        let done = sample.store.import_units(&lines, DAYS, NOW, false).await.unwrap().unwrap();
        assert_eq!(done, rehearsed);
        for (day, name, units) in
            [("2026-12-31", "xã Bình", before.len()), ("2027-01-01", "phường Bình", before.len() + 1)]
        {
            let on = sample.store.units_on(day).await.unwrap();
            assert_eq!((on.len(), on.iter().any(|unit| unit.short_name == name)), (units, true), "{day}");
        }
        let again = sample.store.import_units(&lines, DAYS, NOW, false).await.unwrap().unwrap();
        assert!(again.iter().all(|change| change.outcome == crate::roster::Outcome::Left));
        let audit = sample.store.audit_page(&sample.grant(&sample.auditor), None, 10).await.unwrap();
        assert_eq!((audit[1].entry.act.as_str(), &audit[1].entry.detail["added"]), ("units.imported", &1.into()));
    }

    #[tokio::test]
    async fn a_file_with_a_fault_changes_nothing() {
        let sample = Sample::filled().await;
        let lines = [line("u-moi", "xã Mới", "xã", None), line("u-lac", "xã Lạc", "xã", Some("u-khong-co"))];
        assert_eq!(sample.store.import_units(&lines, DAYS, NOW, false).await.unwrap().unwrap_err().len(), 1);
        assert!(sample.store.units_on("2027-01-01").await.unwrap().iter().all(|unit| unit.id.0 != "u-moi"));
    }

    #[tokio::test]
    async fn somebody_moved_holds_the_old_post_until_the_day_before() {
        let sample = Sample::filled().await;
        let moved = PersonLine {
            line: 2,
            id: "p-binh".to_owned(),
            name: "Lê Thanh Bình".to_owned(),
            post: "Phó Chủ tịch UBND tỉnh".to_owned(),
            unit: "u-tinh".to_owned(),
            address_forms: vec!["anh Bình".to_owned()],
            ..PersonLine::default()
        };
        sample.store.import_people(&[moved], DAYS, NOW, false).await.unwrap().unwrap();
        let grant = sample.grant(&sample.clerk);
        for (day, expected) in [("2026-12-31", "Chủ tịch UBND xã"), ("2027-01-01", "Phó Chủ tịch UBND tỉnh")]
        {
            let people = sample.store.people_on(&grant, day).await.unwrap();
            let posts: Vec<_> = people.iter().filter(|p| p.person.0 == "p-binh").map(|p| p.post.as_str()).collect();
            assert_eq!(posts, [expected], "{day}");
        }
    }
}
