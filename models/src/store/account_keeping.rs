//! What becomes of accounts: passwords, roles, closing; and the first of them all.

use super::accounts::sign_in_key;
use super::error::is_duplicate;
use super::units::{insert_persons, insert_positions, insert_units};
use super::{NewAccount, Store, StoreError, TokenHash};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{AccountId, PersonId, UnitId};
use crate::role::Role;
use crate::unit::{Person, PositionHeld, Unit};

/// What an office begins with: itself, and somebody who makes the other accounts.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The authority; left as it is when a list of units brought it already.
    pub unit: Unit,
    /// The administrator.
    pub person: Person,
    /// The administrator's post.
    pub position: PositionHeld,
    /// The administrator's account.
    pub account: NewAccount,
}

statements! {
    ANY = "SELECT COUNT(*) FROM accounts";
    FIRST = "INSERT INTO accounts (id, username, password_hash, person_id, unit_id, role, created_at)
        SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT 1 FROM accounts)";
    PERSON = "SELECT COUNT(*) FROM persons WHERE id = $1";
    TAKEN = "SELECT COUNT(*) FROM accounts WHERE username = $1";
    MUST_CHANGE = "SELECT must_change FROM accounts WHERE id = $1";
    NAME = "INSERT INTO settings (key, value) VALUES ('authority', $1)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    ADD = "INSERT INTO accounts (id, username, password_hash, person_id, unit_id, role, created_at, must_change)
        VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE)";
    PASSWORD = "UPDATE accounts SET password_hash = $2, must_change = $3 WHERE id = $1";
    PLACE = "UPDATE accounts SET role = $2, unit_id = $3 WHERE id = $1";
    CLOSED = "UPDATE accounts SET closed_at = $2 WHERE id = $1";
    SIGN_OUT = "DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2";
}

impl Store {
    /// Whether anybody can sign in at all, or ever could.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(ANY).fetch_one(&self.pool).await?;
        Ok(count > 0)
    }

    /// Whether that person is in the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_person(&self, person: &PersonId) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(PERSON).bind(person.as_str()).fetch_one(&self.pool).await?;
        Ok(count > 0)
    }

    /// Whether an account, also a closed one, has that sign-in name in any mix of cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn username_is_taken(&self, username: &str) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(TAKEN).bind(sign_in_key(username)).fetch_one(&self.pool).await?;
        Ok(count > 0)
    }

    /// Whether the account has a one-time password that is to be changed before anything else.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn must_change_password(&self, account: &AccountId) -> Result<bool, StoreError> {
        let must: Option<bool> =
            sqlx::query_scalar(MUST_CHANGE).bind(account.as_str()).fetch_optional(&self.pool).await?;
        Ok(must.unwrap_or(false))
    }

    /// Sets the office up, unless somebody was faster: none then, and nothing is kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn found(&self, founding: &Founding, now: Moment) -> Result<Option<AccountId>, StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_units(&mut tx, std::slice::from_ref(&founding.unit)).await?;
        insert_persons(&mut tx, std::slice::from_ref(&founding.person)).await?;
        insert_positions(&mut tx, std::slice::from_ref(&founding.position)).await?;
        let (id, new) = (AccountId::fresh(), &founding.account);
        let made = sqlx::query(FIRST)
            .bind(id.as_str())
            .bind(sign_in_key(&new.username))
            .bind(&new.password_hash)
            .bind(new.person.as_str())
            .bind(new.unit.as_str())
            .bind(new.role.code())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if made.rows_affected() == 0 {
            return Ok(None);
        }
        sqlx::query(NAME).bind(&founding.unit.full_name).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(Some(id))
    }

    /// Makes accounts with one-time passwords: all of them, or on any error none.
    ///
    /// # Errors
    /// [`StoreError::UsernameTaken`] when another account has one of the names in any mix of cases.
    pub async fn add_accounts(&self, new: &[NewAccount], now: Moment) -> Result<Vec<AccountId>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let mut made = Vec::with_capacity(new.len());
        for new in new {
            let id = AccountId::fresh();
            sqlx::query(ADD)
                .bind(id.as_str())
                .bind(sign_in_key(&new.username))
                .bind(&new.password_hash)
                .bind(new.person.as_str())
                .bind(new.unit.as_str())
                .bind(new.role.code())
                .bind(now.0)
                .execute(&mut *tx)
                .await
                .map_err(|e| if is_duplicate(&e) { StoreError::UsernameTaken } else { e.into() })?;
            made.push(id);
        }
        tx.commit().await?;
        Ok(made)
    }

    /// Sets another password and ends every session of the account but `stays`. With `one_time` it must be changed at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password(
        &self,
        account: &AccountId,
        hash: &str,
        one_time: bool,
        stays: Option<&TokenHash>,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(PASSWORD).bind(account.as_str()).bind(hash).bind(one_time).execute(&mut *tx).await?;
        let stays = stays.map_or("", |token| token.0.as_str());
        sqlx::query(SIGN_OUT).bind(account.as_str()).bind(stays).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// Gives an account another role or unit.
    ///
    /// # Errors
    /// When the unit is unknown or the database fails.
    pub async fn place_account(
        &self,
        _: &Grant<act::ManageAccounts>,
        account: &AccountId,
        role: Role,
        unit: &UnitId,
    ) -> Result<(), StoreError> {
        sqlx::query(PLACE).bind(account.as_str()).bind(role.code()).bind(unit.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions_of(&self, _: &Grant<act::ManageAccounts>, account: &AccountId) -> Result<(), StoreError> {
        sqlx::query(SIGN_OUT).bind(account.as_str()).bind("").execute(&self.pool).await?;
        Ok(())
    }

    /// Closes an account (its sessions end at once), or with none opens it again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_account(
        &self,
        _: &Grant<act::ManageAccounts>,
        account: &AccountId,
        at: Option<Moment>,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(CLOSED).bind(account.as_str()).bind(at.map(|at| at.0)).execute(&mut *tx).await?;
        if at.is_some() {
            sqlx::query(SIGN_OUT).bind(account.as_str()).bind("").execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample, TODAY};
    use super::*;

    fn founding() -> Founding {
        let unit = Unit {
            id: "ubnd-xa-an".into(),
            full_name: "Ủy ban nhân dân xã An".into(),
            short_name: "UBND xã An".into(),
            kind: "xã".into(),
            parent: None,
            valid_from: None,
            valid_to: None,
            successors: vec![],
        };
        let position = PositionHeld {
            person: "p".into(),
            unit: unit.id.clone(),
            post: "Quản trị hệ thống".into(),
            valid_from: None,
            valid_to: None,
        };
        let account = NewAccount {
            username: "QuanTri".into(),
            password_hash: "$argon2id$v=19$x".into(),
            person: "p".into(),
            unit: unit.id.clone(),
            role: Role::SystemAdmin,
        };
        Founding { person: Person { id: "p".into(), name: "Lê Văn Tư".into() }, unit, position, account }
    }

    #[tokio::test]
    async fn an_office_is_set_up_once() {
        let sample = Sample::empty().await;
        assert!(!sample.store.has_accounts().await.unwrap());
        let id = sample.store.found(&founding(), NOW).await.unwrap().unwrap();
        let account = sample.store.account(&id, TODAY).await.unwrap().unwrap();
        assert_eq!((account.name.as_str(), account.post.as_str()), ("Lê Văn Tư", "Quản trị hệ thống"));
        assert_eq!(sample.store.setting("authority").await.unwrap().as_deref(), Some("Ủy ban nhân dân xã An"));
        assert!(sample.store.has_accounts().await.unwrap());
        let mut second = founding();
        second.account.username = "khac".into();
        assert!(sample.store.found(&second, NOW).await.unwrap().is_none());
        assert!(sample.store.credentials("khac").await.unwrap().is_none());
    }

    #[tokio::test]
    async fn of_a_list_with_a_name_that_is_taken_no_account_is_made() {
        let sample = Sample::filled().await;
        let new = |username: &str| NewAccount {
            username: username.into(),
            password_hash: "$argon2id$v=19$x".into(),
            person: "p-binh".into(),
            unit: "u-xa-a".into(),
            role: Role::UnitOfficer,
        };
        let made = sample.store.add_accounts(&[new("moi"), new("XAA")], NOW).await;
        assert!(matches!(made, Err(StoreError::UsernameTaken)), "{made:?}");
        assert!(sample.store.credentials("moi").await.unwrap().is_none());
        sample.store.add_accounts(&[new("moi")], NOW).await.unwrap();
        let list = sample.store.accounts(&sample.grant(&sample.admin), TODAY).await.unwrap();
        let known = list.iter().find(|known| known.account.username == "moi").unwrap();
        assert!(known.must_change && known.closed.is_none());
    }

    #[tokio::test]
    async fn a_new_password_ends_every_other_session() {
        let sample = Sample::filled().await;
        let (here, there) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)));
        for token in [&here, &there] {
            sample.store.open_session(token, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
        }
        sample.store.set_password(&sample.head_a.id, "$new", false, Some(&here)).await.unwrap();
        assert!(sample.store.session(&there, NOW).await.unwrap().is_none());
        assert!(!sample.store.session(&here, NOW).await.unwrap().unwrap().must_change);
        let kept = sample.store.credentials(&sample.head_a.username).await.unwrap().unwrap();
        assert_eq!(kept.password_hash, "$new");
    }

    #[tokio::test]
    async fn a_closed_account_neither_signs_in_nor_stays_signed_in_until_it_is_opened_again() {
        let sample = Sample::filled().await;
        let token = TokenHash("1".repeat(64));
        let grant = sample.grant(&sample.admin);
        sample.store.open_session(&token, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
        sample.store.close_account(&grant, &sample.head_a.id, Some(NOW)).await.unwrap();
        assert!(sample.store.session(&token, NOW).await.unwrap().is_none());
        assert!(sample.store.credentials(&sample.head_a.username).await.unwrap().is_none());
        sample.store.close_account(&grant, &sample.head_a.id, None).await.unwrap();
        assert!(sample.store.credentials(&sample.head_a.username).await.unwrap().is_some());
        assert!(sample.store.session(&token, NOW).await.unwrap().is_none(), "closing ended it for good");
    }

    #[tokio::test]
    async fn an_account_moves_to_another_role_and_unit() {
        let sample = Sample::filled().await;
        let grant = sample.grant(&sample.admin);
        sample.store.place_account(&grant, &sample.head_a.id, Role::UnitOfficer, &"u-tinh".into()).await.unwrap();
        let now = sample.store.account(&sample.head_a.id, TODAY).await.unwrap().unwrap();
        assert_eq!((now.role, now.unit), (Role::UnitOfficer, "u-tinh".into()));
        let nowhere = sample.store.place_account(&grant, &sample.head_a.id, Role::UnitOfficer, &"none".into()).await;
        assert!(nowhere.is_err());
    }
}
