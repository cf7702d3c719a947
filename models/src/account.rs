//! Accounts and the people who sign in with them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{AccountId, PersonId, UnitId};
use crate::role::Role;
use crate::utterance::Speaker;

/// Who is acting: an account with its person and their post today. Names are those of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Identity.
    pub id: AccountId,
    /// Sign-in name.
    pub username: String,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their post today, empty when they hold none.
    pub post: String,
    /// Their unit.
    pub unit: UnitId,
    /// Its short name.
    pub unit_name: String,
    /// What the account is.
    pub role: Role,
}

impl Account {
    /// The account's person as a speaker of today.
    #[must_use]
    pub fn speaker(&self) -> Speaker {
        Speaker {
            person: self.person.clone(),
            name: self.name.clone(),
            post: self.post.clone(),
            unit: self.unit.clone(),
            unit_name: self.unit_name.clone(),
        }
    }
}
