//! Wire types of accounts and passwords.

use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::id::{AccountId, PersonId, UnitId};
use giaoban_models::role::Role;
use giaoban_models::utterance::Speaker;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DirectoryUnit;

/// `POST /api/setup`: the first start of an office.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetUp {
    /// The code printed when the server started.
    pub code: String,
    /// Full name of the authority ("Ủy ban nhân dân xã Cam Lộ").
    pub authority: String,
    /// Its short name ("UBND xã Cam Lộ").
    pub short_name: String,
    /// Identity of the unit in lists ("ubnd-xa-cam-lo").
    pub unit: String,
    /// Name of the administrator.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Their sign-in name.
    pub username: String,
    /// Their password.
    pub password: String,
}

/// `POST /api/session/password`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PasswordChange {
    /// The one that holds now.
    pub current: String,
    /// The one that is to hold.
    pub new: String,
}

/// A line of `GET /api/accounts`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AccountRow {
    /// Identity.
    pub id: AccountId,
    /// The account.
    pub account: Account,
    /// Last sign-in.
    pub last_seen: Option<Moment>,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// Whether it still has a one-time password.
    pub must_change: bool,
    /// Whether it has a second factor.
    pub secured: bool,
}

/// `GET /api/accounts/directory`: whom and what accounts are made for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AccountDirectory {
    /// The units of today.
    pub units: Vec<DirectoryUnit>,
    /// Everybody with a post today.
    pub people: Vec<Speaker>,
}

/// `POST /api/accounts`: an account for somebody in the list, or for somebody who is put into it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AccountOrder {
    /// Sign-in name: small letters without marks, digits, dots, hyphens.
    pub username: String,
    /// Who; none for somebody new.
    pub person: Option<PersonId>,
    /// Name of somebody new.
    pub name: String,
    /// Post of somebody new.
    pub post: String,
    /// The unit the account acts for.
    pub unit: UnitId,
    /// What it may do.
    pub role: Role,
}

/// `POST /api/accounts/{id}/place`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AccountPlace {
    /// The unit the account acts for.
    pub unit: UnitId,
    /// What it may do.
    pub role: Role,
}

/// `POST /api/accounts/{id}/closing`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Closing {
    /// Closed, or opened again.
    pub closed: bool,
}

/// A password for one use, shown once.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OneTimePassword {
    /// Whose: the sign-in name.
    pub username: String,
    /// The password.
    pub password: String,
}
