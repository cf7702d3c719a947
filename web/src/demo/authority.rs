//! Units, people, posts and accounts of the demonstration.

use giaoban_models::clock::Moment;
use giaoban_models::gazetteer::{Gazetteer, Meta, SpokenPerson, SpokenUnit};
use giaoban_models::id::{PersonId, UnitId};
use giaoban_models::role::Role;
use giaoban_models::store::{NewAccount, Store, StoreError};
use giaoban_models::unit::{Person, PositionHeld, Unit};
use serde::Deserialize;

/// `authority.json`.
#[derive(Debug, Deserialize)]
pub(super) struct Plan {
    /// Name of the authority.
    pub(super) authority: String,
    pub(super) units: Vec<Unit>,
    pub(super) persons: Vec<Person>,
    pub(super) positions: Vec<PositionHeld>,
    pub(super) accounts: Vec<PlannedAccount>,
    ways_to_call: Vec<WaysToCall>,
    address_forms: Vec<AddressForms>,
    pub(super) today: PlannedMeeting,
}

/// How people call a unit, and whom a group of units holds.
#[derive(Debug, Deserialize)]
struct WaysToCall {
    unit: UnitId,
    aliases: Vec<String>,
    #[serde(default)]
    members: Vec<UnitId>,
}

/// How people address somebody.
#[derive(Debug, Deserialize)]
struct AddressForms {
    person: PersonId,
    forms: Vec<String>,
}

/// An account to be there.
#[derive(Debug, Deserialize)]
pub(super) struct PlannedAccount {
    pub(super) username: String,
    pub(super) person: PersonId,
    pub(super) unit: UnitId,
    pub(super) role: Role,
}

/// The meeting of every day on which the demonstration runs.
#[derive(Debug, Deserialize)]
pub(super) struct PlannedMeeting {
    pub(super) title: String,
    pub(super) chair: PersonId,
    pub(super) secretary: PersonId,
    pub(super) hall: UnitId,
    pub(super) sites: Vec<UnitId>,
}

impl Plan {
    /// The one in this binary.
    pub(super) fn embedded() -> Self {
        serde_json::from_str(include_str!("authority.json")).expect("a test reads the embedded plan")
    }

    /// Units and people as they are spoken of.
    fn spoken(&self) -> Gazetteer {
        let unit = |ways: &WaysToCall| {
            let unit = self.units.iter().find(|unit| unit.id == ways.unit)?;
            Some(SpokenUnit {
                id: unit.id.clone(),
                full_name: unit.full_name.clone(),
                short_name: unit.short_name.clone(),
                aliases: ways.aliases.clone(),
                kind: unit.kind.clone(),
                parent_id: unit.parent.clone(),
                members: ways.members.clone(),
            })
        };
        let person = |spoken: &AddressForms| {
            let held = self.positions.iter().rfind(|held| held.person == spoken.person)?;
            Some(SpokenPerson {
                id: spoken.person.clone(),
                name: self.persons.iter().find(|person| person.id == spoken.person)?.name.clone(),
                post: held.post.clone(),
                unit_id: held.unit.clone(),
                address_forms: spoken.forms.clone(),
            })
        };
        Gazetteer {
            meta: Meta::default(),
            units: self.ways_to_call.iter().filter_map(unit).collect(),
            persons: self.address_forms.iter().filter_map(person).collect(),
        }
    }

    /// Adds what is missing.
    pub(super) async fn load(&self, store: &Store, password_hash: &str, now: Moment) -> Result<(), StoreError> {
        store.add_units(&self.units).await?;
        store.add_persons(&self.persons).await?;
        store.add_positions(&self.positions).await?;
        store.add_ways_to_call(&self.spoken()).await?;
        for account in &self.accounts {
            if store.credentials(&account.username).await?.is_some() {
                continue;
            }
            let new = NewAccount {
                username: account.username.clone(),
                password_hash: password_hash.to_owned(),
                person: account.person.clone(),
                unit: account.unit.clone(),
                role: account.role,
            };
            store.create_account(&new, now).await?;
        }
        if store.setting("authority").await?.is_none() {
            store.set_setting("authority", &self.authority).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_role_has_an_account_and_every_account_its_post_today() {
        let plan = Plan::embedded();
        let roles: HashSet<Role> = plan.accounts.iter().map(|a| a.role).collect();
        assert_eq!(roles.len(), Role::ALL.len());
        for account in &plan.accounts {
            let held = plan.positions.iter().find(|held| held.person == account.person && held.unit == account.unit);
            assert!(held.is_some_and(|held| held.valid_to.is_none()), "{}", account.username);
            assert!(account.username.chars().all(|c| c.is_ascii_lowercase()), "{}", account.username);
        }
    }

    #[test]
    fn units_follow_each_other_without_a_day_between() {
        let plan = Plan::embedded();
        let find = |id: &UnitId| plan.units.iter().find(|u| u.id == *id).expect("listed");
        let mut followed = 0;
        for unit in &plan.units {
            for next in unit.successors.iter().map(find) {
                let ended = unit.valid_to.as_deref();
                let begins = match ended {
                    Some("2019-12-31") => Some("2020-01-01"),
                    Some("2025-06-30") => Some("2025-07-01"),
                    other => panic!("{} ends {other:?}", unit.id),
                };
                assert_eq!(next.valid_from.as_deref(), begins, "{} -> {}", unit.id, next.id);
                followed += 1;
            }
        }
        assert_eq!(followed, 11, "ten communes and the province");
    }

    #[test]
    fn every_way_to_call_is_of_somebody_listed_and_groups_hold_units_of_their_own_days() {
        let plan = Plan::embedded();
        let spoken = plan.spoken();
        assert_eq!((spoken.units.len(), spoken.persons.len()), (plan.ways_to_call.len(), plan.address_forms.len()));
        for unit in &plan.units {
            let group = spoken.units.iter().find(|spoken| spoken.id == unit.id && !spoken.members.is_empty());
            assert_eq!(group.is_some(), unit.kind == giaoban_models::gazetteer::GROUP, "{}", unit.id);
            for member in group.iter().flat_map(|group| &group.members) {
                let member = plan.units.iter().find(|unit| unit.id == *member).expect("listed");
                assert_eq!(member.valid_to, unit.valid_to, "{} in {}", member.id, unit.id);
            }
        }
        for text in spoken.units.iter().flat_map(|unit| &unit.aliases) {
            assert_eq!(*text, giaoban_models::text::kept(text));
        }
    }

    #[test]
    fn posts_lie_within_the_days_of_their_unit_and_all_text_is_as_it_is_kept() {
        let plan = Plan::embedded();
        for held in &plan.positions {
            let unit = plan.units.iter().find(|u| u.id == held.unit).expect("listed");
            let first = held.valid_from.as_deref().expect("dated");
            assert!(unit.exists_on(first), "{} in {}", held.person, held.unit);
            assert!(held.valid_to.as_deref().is_none_or(|last| unit.exists_on(last)), "{}", held.person);
            assert_eq!(held.valid_to.is_none(), unit.valid_to.is_none(), "{} in {}", held.person, held.unit);
            assert!(plan.persons.iter().any(|p| p.id == held.person), "{}", held.person);
            assert_eq!(held.post, giaoban_models::text::kept(&held.post));
        }
        for person in &plan.persons {
            assert_eq!(person.name, giaoban_models::text::kept(&person.name));
        }
    }
}
