//! The second factor of an account: the secret its codes are made of, and the recovery codes for the day the phone is gone.

use super::{Store, StoreError};
use crate::clock::Moment;
use crate::id::AccountId;

/// A second factor (xác thực hai bước) as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret, base32 without padding.
    pub secret: String,
    /// When a code proved that it was taken over; none while it is only offered.
    pub confirmed_at: Option<Moment>,
    /// The newest step a code was taken of.
    pub last_step: i64,
    /// Recovery codes nobody has used.
    pub codes_left: u32,
}

/// Whether the office asks account `a` for a second factor that it does not have.
macro_rules! must_secure {
    () => {
        "(a.role = 'system_admin'
            AND EXISTS (SELECT 1 FROM settings r WHERE r.key = 'second_factor' AND r.value = 'required')
            AND NOT EXISTS (SELECT 1 FROM second_factors f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL))"
    };
}
pub(super) use must_secure;

statements! {
    OWES = concat!("SELECT ", must_secure!(), " FROM accounts a WHERE a.id = $1");
    OF = "SELECT secret, confirmed_at, last_step,
            (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = f.account_id AND c.used_at IS NULL) AS left_over
        FROM second_factors f WHERE account_id = $1";
    OFFER = "INSERT INTO second_factors (account_id, secret, last_step) VALUES ($1, $2, 0)
        ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, last_step = 0
        WHERE second_factors.confirmed_at IS NULL";
    CONFIRM = "UPDATE second_factors SET confirmed_at = $3, last_step = $2
        WHERE account_id = $1 AND confirmed_at IS NULL";
    STEP = "UPDATE second_factors SET last_step = $2 WHERE account_id = $1 AND last_step < $2 AND confirmed_at IS NOT NULL";
    ADD_CODE = "INSERT INTO recovery_codes (account_id, code_hash) VALUES ($1, $2)";
    USE_CODE = "UPDATE recovery_codes SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";
    FORGET_CODES = "DELETE FROM recovery_codes WHERE account_id = $1";
    FORGET = "DELETE FROM second_factors WHERE account_id = $1";
    SECURED = "SELECT account_id FROM second_factors WHERE confirmed_at IS NOT NULL";
}

impl Store {
    /// The second factor of an account, offered or confirmed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn second_factor(&self, account: &AccountId) -> Result<Option<SecondFactor>, StoreError> {
        let row: Option<(String, Option<i64>, i64, i64)> =
            sqlx::query_as(OF).bind(account.as_str()).fetch_optional(&self.pool).await?;
        Ok(row.map(|(secret, confirmed_at, last_step, left)| SecondFactor {
            secret,
            confirmed_at: confirmed_at.map(Moment),
            last_step,
            codes_left: u32::try_from(left).unwrap_or(0),
        }))
    }

    /// Whether the office asks the account for a second factor that it does not have.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owes_second_factor(&self, account: &AccountId) -> Result<bool, StoreError> {
        let owes: Option<bool> = sqlx::query_scalar(OWES).bind(account.as_str()).fetch_optional(&self.pool).await?;
        Ok(owes.unwrap_or(false))
    }

    /// Accounts with a confirmed second factor.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secured_accounts(&self) -> Result<Vec<AccountId>, StoreError> {
        let ids: Vec<String> = sqlx::query_scalar(SECURED).fetch_all(&self.pool).await?;
        Ok(ids.into_iter().map(AccountId).collect())
    }

    /// Keeps a secret that was shown to its owner and is not yet proved; in place of an earlier offer, never of a confirmed one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offer_second_factor(&self, account: &AccountId, secret: &str) -> Result<(), StoreError> {
        sqlx::query(OFFER).bind(account.as_str()).bind(secret).execute(&self.pool).await?;
        Ok(())
    }

    /// Confirms the offer by a code of `step` and keeps the hashes of the recovery codes; false when nothing was offered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_second_factor(
        &self,
        account: &AccountId,
        step: i64,
        codes: &[String],
        now: Moment,
    ) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        let confirmed = sqlx::query(CONFIRM).bind(account.as_str()).bind(step).bind(now.0).execute(&mut *tx).await?;
        if confirmed.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(FORGET_CODES).bind(account.as_str()).execute(&mut *tx).await?;
        for code in codes {
            sqlx::query(ADD_CODE).bind(account.as_str()).bind(code).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Takes a code of `step`; false when one of that step or a later one was taken before: a code counts once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_code_of(&self, account: &AccountId, step: i64) -> Result<bool, StoreError> {
        let taken = sqlx::query(STEP).bind(account.as_str()).bind(step).execute(&self.pool).await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Takes a recovery code by its hash; false when there is none of that hash or it was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_recovery_code(&self, account: &AccountId, hash: &str, now: Moment) -> Result<bool, StoreError> {
        let taken = sqlx::query(USE_CODE).bind(account.as_str()).bind(hash).bind(now.0).execute(&self.pool).await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Takes the second factor away; false when there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_second_factor(&self, account: &AccountId) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(FORGET_CODES).bind(account.as_str()).execute(&mut *tx).await?;
        let gone = sqlx::query(FORGET).bind(account.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};

    #[tokio::test]
    async fn a_step_and_a_recovery_code_count_once() {
        let sample = Sample::filled().await;
        let (store, admin) = (&sample.store, &sample.admin.id);
        assert!(store.second_factor(admin).await.unwrap().is_none());
        store.offer_second_factor(admin, "AAAA").await.unwrap();
        assert!(!store.take_code_of(admin, 100).await.unwrap(), "an offer lets nobody in");
        store.offer_second_factor(admin, "BBBB").await.unwrap();
        assert!(store.confirm_second_factor(admin, 100, &["h1".into(), "h2".into()], NOW).await.unwrap());
        assert!(!store.take_code_of(admin, 100).await.unwrap(), "the code that confirmed is used up");
        assert!(store.take_code_of(admin, 101).await.unwrap());
        assert!(!store.take_code_of(admin, 101).await.unwrap() && !store.take_code_of(admin, 99).await.unwrap());
        assert!(store.take_recovery_code(admin, "h1", NOW).await.unwrap());
        assert!(!store.take_recovery_code(admin, "h1", NOW).await.unwrap());
        assert!(!store.take_recovery_code(&sample.chair.id, "h2", NOW).await.unwrap());
        let now = store.second_factor(admin).await.unwrap().unwrap();
        assert_eq!((now.secret.as_str(), now.codes_left, now.last_step), ("BBBB", 1, 101));
        assert_eq!(store.secured_accounts().await.unwrap(), std::slice::from_ref(admin));
    }

    #[tokio::test]
    async fn a_confirmed_secret_is_not_replaced_by_an_offer_and_removal_takes_everything() {
        let sample = Sample::filled().await;
        let (store, admin) = (&sample.store, &sample.admin.id);
        store.offer_second_factor(admin, "AAAA").await.unwrap();
        store.confirm_second_factor(admin, 1, &["h1".into()], NOW).await.unwrap();
        store.offer_second_factor(admin, "BBBB").await.unwrap();
        assert_eq!(store.second_factor(admin).await.unwrap().unwrap().secret, "AAAA");
        assert!(!store.confirm_second_factor(admin, 2, &[], NOW).await.unwrap());
        assert!(store.remove_second_factor(admin).await.unwrap());
        assert!(!store.remove_second_factor(admin).await.unwrap());
        assert!(store.second_factor(admin).await.unwrap().is_none());
        assert!(!store.take_recovery_code(admin, "h1", NOW).await.unwrap());
    }
}
