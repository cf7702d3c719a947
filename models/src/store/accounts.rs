//! Accounts: who can sign in, and as whom.

use super::error::is_duplicate;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::id::{AccountId, PersonId, UnitId};
use crate::role::Role;

/// An account to be made. The password arrives hashed (argon2id, PHC string): the store never sees it.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Sign-in name; kept in lower case.
    pub username: String,
    /// Hash of the password.
    pub password_hash: String,
    /// Whose it is.
    pub person: PersonId,
    /// The unit it acts for.
    pub unit: UnitId,
    /// What it may do.
    pub role: Role,
}

/// What signing in is checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// Whose.
    pub account: AccountId,
    /// Hash of the password (argon2id, PHC string).
    pub password_hash: String,
}

/// An account as the administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAccount {
    /// The account.
    pub account: Account,
    /// When it last signed in.
    pub last_seen: Option<Moment>,
    /// When it was closed; a closed one cannot sign in and stays for what it did.
    pub closed: Option<Moment>,
    /// Whether it has a one-time password that is to be changed before anything else.
    pub must_change: bool,
}

/// Account `a` of person `p` with the post it holds in its unit on day `$1` and the name the unit has, or last had.
macro_rules! account_columns {
    () => {
        "a.id, a.username, a.role, a.person_id, p.name AS person_name, a.unit_id, a.last_seen_at, a.closed_at, a.must_change,
        COALESCE((SELECT h.post FROM positions h
            WHERE h.person_id = a.person_id AND h.unit_id = a.unit_id AND h.valid_from <= $1 AND h.valid_to >= $1
            ORDER BY h.valid_from DESC, h.post LIMIT 1), '') AS post,
        COALESCE(
            (SELECT n.short_name FROM unit_names n WHERE n.unit_id = a.unit_id AND n.valid_from <= $1
                ORDER BY n.valid_from DESC LIMIT 1),
            (SELECT n.short_name FROM unit_names n WHERE n.unit_id = a.unit_id ORDER BY n.valid_from LIMIT 1),
            '') AS unit_name"
    };
}
pub(super) use account_columns;

statements! {
    CREATE = "INSERT INTO accounts (id, username, password_hash, person_id, unit_id, role, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    CREDENTIALS = "SELECT id, password_hash FROM accounts WHERE username = $1 AND closed_at IS NULL";
    ONE = concat!("SELECT ", account_columns!(), " FROM accounts a JOIN persons p ON p.id = a.person_id WHERE a.id = $2");
    ALL = concat!("SELECT ", account_columns!(), " FROM accounts a JOIN persons p ON p.id = a.person_id ORDER BY a.username");
    SEEN = "UPDATE accounts SET last_seen_at = $2 WHERE id = $1";
}

/// An account as a row has it.
#[derive(sqlx::FromRow)]
pub(super) struct AccountColumns {
    id: String,
    username: String,
    role: String,
    person_id: String,
    person_name: String,
    post: String,
    unit_id: String,
    unit_name: String,
    last_seen_at: Option<i64>,
    closed_at: Option<i64>,
    must_change: bool,
}

impl TryFrom<AccountColumns> for KnownAccount {
    type Error = StoreError;

    fn try_from(row: AccountColumns) -> Result<Self, StoreError> {
        Ok(Self {
            last_seen: row.last_seen_at.map(Moment),
            closed: row.closed_at.map(Moment),
            must_change: row.must_change,
            account: Account {
                id: AccountId(row.id),
                username: row.username,
                person: PersonId(row.person_id),
                name: row.person_name,
                post: row.post,
                unit: UnitId(row.unit_id),
                unit_name: row.unit_name,
                role: Role::from_code(&row.role).ok_or(StoreError::Unreadable { column: "accounts.role" })?,
            },
        })
    }
}

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    /// [`StoreError::UsernameTaken`] when another account has the name in any mix of cases.
    pub async fn create_account(&self, new: &NewAccount, now: Moment) -> Result<AccountId, StoreError> {
        let id = AccountId::fresh();
        sqlx::query(CREATE)
            .bind(id.as_str())
            .bind(sign_in_key(&new.username))
            .bind(&new.password_hash)
            .bind(new.person.as_str())
            .bind(new.unit.as_str())
            .bind(new.role.code())
            .bind(now.0)
            .execute(&self.pool)
            .await
            .map_err(|e| if is_duplicate(&e) { StoreError::UsernameTaken } else { e.into() })?;
        Ok(id)
    }

    /// What a password for `username` (in any mix of cases) is checked against; none when nobody has that name or the account is closed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credentials(&self, username: &str) -> Result<Option<Credentials>, StoreError> {
        let found: Option<(String, String)> =
            sqlx::query_as(CREDENTIALS).bind(sign_in_key(username)).fetch_optional(&self.pool).await?;
        Ok(found.map(|(id, password_hash)| Credentials { account: AccountId(id), password_hash }))
    }

    /// The account with its post and unit name on day `today` (`YYYY-MM-DD`).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&self, id: &AccountId, today: &str) -> Result<Option<Account>, StoreError> {
        let row: Option<AccountColumns> =
            sqlx::query_as(ONE).bind(today).bind(id.as_str()).fetch_optional(&self.pool).await?;
        Ok(row.map(KnownAccount::try_from).transpose()?.map(|known| known.account))
    }

    /// Every account by sign-in name, with posts and unit names of day `today`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&self, _: &Grant<act::SeeAccounts>, today: &str) -> Result<Vec<KnownAccount>, StoreError> {
        let rows: Vec<AccountColumns> = sqlx::query_as(ALL).bind(today).fetch_all(&self.pool).await?;
        rows.into_iter().map(KnownAccount::try_from).collect()
    }

    /// Notes that the account signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_seen(&self, id: &AccountId, at: Moment) -> Result<(), StoreError> {
        sqlx::query(SEEN).bind(id.as_str()).bind(at.0).execute(&self.pool).await?;
        Ok(())
    }
}

/// Sign-in names differ by more than their case.
pub(super) fn sign_in_key(username: &str) -> String {
    crate::text::kept(&username.to_lowercase())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample, TODAY};
    use super::*;

    fn new(username: &str) -> NewAccount {
        NewAccount {
            username: username.to_owned(),
            password_hash: "$argon2id$v=19$x".to_owned(),
            person: "p-binh".into(),
            unit: "u-xa-a".into(),
            role: Role::UnitOfficer,
        }
    }

    #[tokio::test]
    async fn two_accounts_cannot_differ_by_case_alone() {
        let sample = Sample::filled().await;
        sample.store.create_account(&new("Moi"), NOW).await.unwrap();
        let second = sample.store.create_account(&new("mOI"), NOW).await;
        assert!(matches!(second, Err(StoreError::UsernameTaken)), "{second:?}");
    }

    #[tokio::test]
    async fn credentials_are_found_whatever_the_case_and_only_for_known_names() {
        let sample = Sample::filled().await;
        let id = sample.store.create_account(&new("moi"), NOW).await.unwrap();
        let found = sample.store.credentials("MOI").await.unwrap().unwrap();
        assert_eq!(found, Credentials { account: id, password_hash: "$argon2id$v=19$x".to_owned() });
        assert_eq!(sample.store.credentials("ai").await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_account_carries_the_post_and_the_unit_name_of_the_day_asked() {
        let sample = Sample::filled().await;
        let id = sample.store.create_account(&new("moi"), NOW).await.unwrap();
        let now = sample.store.account(&id, TODAY).await.unwrap().unwrap();
        assert_eq!((now.name.as_str(), now.post.as_str()), ("Lê Thanh Bình", "Chủ tịch UBND xã"));
        assert_eq!(now.unit_name, "xã An");
        let before = sample.store.account(&id, "2019-01-01").await.unwrap().unwrap();
        assert_eq!(before.post, "", "the post began in 2026");
        assert!(sample.store.account(&"nobody".into(), TODAY).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn the_list_says_when_each_account_was_last_seen() {
        let sample = Sample::filled().await;
        sample.store.account_seen(&sample.head_a.id, NOW).await.unwrap();
        let list = sample.store.accounts(&sample.grant(&sample.admin), TODAY).await.unwrap();
        let names: Vec<_> = list.iter().map(|known| known.account.username.as_str()).collect();
        assert!(names.is_sorted() && names.contains(&"xaa"), "{names:?}");
        for known in list {
            let seen = known.account.id == sample.head_a.id;
            assert_eq!(known.last_seen, seen.then_some(NOW));
        }
    }
}
