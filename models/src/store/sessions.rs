//! Sessions: who is signed in. Kept on the server; the browser holds a token of which only a hash is here.

use super::accounts::{AccountColumns, account_columns};
use super::{KnownAccount, Store, StoreError};
use crate::account::Account;
use crate::clock::Moment;
use crate::id::AccountId;

/// Hash of a session token (SHA-256, hex).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(pub String);

/// A session that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Who is signed in, with post and unit name of today.
    pub account: Account,
    /// When it ends unless it is extended.
    pub expires_at: Moment,
    /// Whether the account has a one-time password that is to be changed before anything else.
    pub must_change: bool,
}

statements! {
    OPEN = "INSERT INTO sessions (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    FIND = concat!("SELECT ", account_columns!(), ", s.expires_at FROM sessions s
        JOIN accounts a ON a.id = s.account_id JOIN persons p ON p.id = a.person_id
        WHERE s.token_hash = $2 AND s.expires_at > $3 AND a.closed_at IS NULL");
    EXTEND = "UPDATE sessions SET expires_at = $2 WHERE token_hash = $1";
    CLOSE = "DELETE FROM sessions WHERE token_hash = $1";
    SWEEP = "DELETE FROM sessions WHERE expires_at <= $1";
}

#[derive(sqlx::FromRow)]
struct SessionColumns {
    #[sqlx(flatten)]
    account: AccountColumns,
    expires_at: i64,
}

impl Store {
    /// Opens a session of `account` that ends at `expires_at`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_session(
        &self,
        token: &TokenHash,
        account: &AccountId,
        now: Moment,
        expires_at: Moment,
    ) -> Result<(), StoreError> {
        sqlx::query(OPEN)
            .bind(&token.0)
            .bind(account.as_str())
            .bind(now.0)
            .bind(expires_at.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The session of that token, if it stands at `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, token: &TokenHash, now: Moment) -> Result<Option<OpenSession>, StoreError> {
        let row: Option<SessionColumns> = sqlx::query_as(FIND)
            .bind(now.day_in_vietnam())
            .bind(&token.0)
            .bind(now.0)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            let known = KnownAccount::try_from(row.account)?;
            let must_change = known.must_change;
            Ok(OpenSession { account: known.account, expires_at: Moment(row.expires_at), must_change })
        })
        .transpose()
    }

    /// Moves the end of a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extend_session(&self, token: &TokenHash, expires_at: Moment) -> Result<(), StoreError> {
        sqlx::query(EXTEND).bind(&token.0).bind(expires_at.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Signs out. A token nobody has is no error.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_session(&self, token: &TokenHash) -> Result<(), StoreError> {
        sqlx::query(CLOSE).bind(&token.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Forgets sessions that have ended; answers how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_expired_sessions(&self, now: Moment) -> Result<u64, StoreError> {
        Ok(sqlx::query(SWEEP).bind(now.0).execute(&self.pool).await?.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn a_session_stands_until_it_ends_or_is_extended() {
        let sample = Sample::filled().await;
        let token = TokenHash("ab".repeat(32));
        sample.store.open_session(&token, &sample.head_a.id, NOW, NOW.plus(1000)).await.unwrap();
        let open = sample.store.session(&token, NOW).await.unwrap().unwrap();
        assert_eq!((open.account, open.expires_at), (sample.head_a.clone(), NOW.plus(1000)));
        assert!(sample.store.session(&token, NOW.plus(1000)).await.unwrap().is_none());
        sample.store.extend_session(&token, NOW.plus(5000)).await.unwrap();
        assert!(sample.store.session(&token, NOW.plus(1000)).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_closed_session_is_gone_at_once_and_others_stay() {
        let sample = Sample::filled().await;
        let (one, two) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)));
        for token in [&one, &two] {
            sample.store.open_session(token, &sample.head_a.id, NOW, NOW.plus(1000)).await.unwrap();
        }
        sample.store.close_session(&one).await.unwrap();
        assert!(sample.store.session(&one, NOW).await.unwrap().is_none());
        assert!(sample.store.session(&two, NOW).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn sweeping_forgets_only_sessions_that_have_ended() {
        let sample = Sample::filled().await;
        let (short, long) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)));
        sample.store.open_session(&short, &sample.head_a.id, NOW, NOW.plus(10)).await.unwrap();
        sample.store.open_session(&long, &sample.head_a.id, NOW, NOW.plus(1000)).await.unwrap();
        assert_eq!(sample.store.delete_expired_sessions(NOW.plus(10)).await.unwrap(), 1);
        assert!(sample.store.session(&long, NOW.plus(10)).await.unwrap().is_some());
    }
}
