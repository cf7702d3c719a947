//! Sessions: who is signed in. Kept on the server; the browser holds a token of which only a hash is here.

use super::accounts::{AccountColumns, account_columns};
use super::second_factors::must_secure;
use super::{KnownAccount, Store, StoreError};
use crate::access::{Grant, act};
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
    /// Whether the office asks for a second factor that the account does not have yet.
    pub must_secure: bool,
    /// When it was last used, to about five minutes; none for sessions of before this was kept.
    pub used_at: Option<Moment>,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// What it is ended by: the first letters of its hash, which prove nothing to the server.
    pub id: String,
    /// Browser and system; empty when not known.
    pub device: String,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was last used, to about five minutes.
    pub used_at: Option<Moment>,
}

impl TokenHash {
    /// What the owner names the session by: the first sixteen letters.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..16).unwrap_or(&self.0)
    }
}

statements! {
    OPEN = "INSERT INTO sessions (token_hash, account_id, created_at, expires_at, device, used_at)
        VALUES ($1, $2, $3, $4, $5, $3)";
    FIND = concat!("SELECT ", account_columns!(), ", s.expires_at, s.used_at,
            ", must_secure!(), " AS must_secure
        FROM sessions s
        JOIN accounts a ON a.id = s.account_id JOIN persons p ON p.id = a.person_id
        WHERE s.token_hash = $2 AND s.expires_at > $3 AND a.closed_at IS NULL");
    EXTEND = "UPDATE sessions SET expires_at = $2 WHERE token_hash = $1";
    USED = "UPDATE sessions SET used_at = $2 WHERE token_hash = $1";
    OWN = "SELECT token_hash, device, created_at, used_at FROM sessions
        WHERE account_id = $1 AND expires_at > $2 ORDER BY COALESCE(used_at, created_at) DESC, token_hash LIMIT 200";
    END_ONE = "DELETE FROM sessions WHERE account_id = $1 AND SUBSTR(token_hash, 1, 16) = $2";
    END_OTHERS = "DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2";
    CLOSE = "DELETE FROM sessions WHERE token_hash = $1";
    SWEEP = "DELETE FROM sessions WHERE expires_at <= $1";
}

#[derive(sqlx::FromRow)]
struct SessionColumns {
    #[sqlx(flatten)]
    account: AccountColumns,
    expires_at: i64,
    used_at: Option<i64>,
    must_secure: bool,
}

impl Store {
    /// Opens a session of `account` that ends at `expires_at`, on a device of that name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_session(
        &self,
        token: &TokenHash,
        account: &AccountId,
        device: &str,
        now: Moment,
        expires_at: Moment,
    ) -> Result<(), StoreError> {
        sqlx::query(OPEN)
            .bind(&token.0)
            .bind(account.as_str())
            .bind(now.0)
            .bind(expires_at.0)
            .bind(device)
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
            Ok(OpenSession {
                account: known.account,
                expires_at: Moment(row.expires_at),
                must_change,
                must_secure: row.must_secure,
                used_at: row.used_at.map(Moment),
            })
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

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_used(&self, token: &TokenHash, at: Moment) -> Result<(), StoreError> {
        sqlx::query(USED).bind(&token.0).bind(at.0).execute(&self.pool).await?;
        Ok(())
    }

    /// One's own sessions that stand at `now`, the one used last first; 200 at most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_sessions(&self, own: &Grant<act::SeeSelf>, now: Moment) -> Result<Vec<OwnSession>, StoreError> {
        let rows: Vec<(String, String, i64, Option<i64>)> =
            sqlx::query_as(OWN).bind(own.account().id.as_str()).bind(now.0).fetch_all(&self.pool).await?;
        let own = rows.into_iter().map(|(hash, device, opened_at, used_at)| OwnSession {
            id: TokenHash(hash).short().to_owned(),
            device,
            opened_at: Moment(opened_at),
            used_at: used_at.map(Moment),
        });
        Ok(own.collect())
    }

    /// Ends one of one's own sessions; answers how many ended (none when it is somebody else's, or gone).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_own_session(&self, own: &Grant<act::SeeSelf>, id: &str) -> Result<u64, StoreError> {
        let ended = sqlx::query(END_ONE).bind(own.account().id.as_str()).bind(id).execute(&self.pool).await?;
        Ok(ended.rows_affected())
    }

    /// Ends every session of one's own but `here`; answers how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, own: &Grant<act::SeeSelf>, here: &TokenHash) -> Result<u64, StoreError> {
        let ended = sqlx::query(END_OTHERS).bind(own.account().id.as_str()).bind(&here.0).execute(&self.pool).await?;
        Ok(ended.rows_affected())
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
        sample.store.open_session(&token, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
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
            sample.store.open_session(token, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
        }
        sample.store.close_session(&one).await.unwrap();
        assert!(sample.store.session(&one, NOW).await.unwrap().is_none());
        assert!(sample.store.session(&two, NOW).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn sweeping_forgets_only_sessions_that_have_ended() {
        let sample = Sample::filled().await;
        let (short, long) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)));
        sample.store.open_session(&short, &sample.head_a.id, "", NOW, NOW.plus(10)).await.unwrap();
        sample.store.open_session(&long, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
        assert_eq!(sample.store.delete_expired_sessions(NOW.plus(10)).await.unwrap(), 1);
        assert!(sample.store.session(&long, NOW.plus(10)).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn an_owner_sees_and_ends_own_sessions_and_nobody_elses() {
        let sample = Sample::filled().await;
        let (one, two, other) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)), TokenHash("3".repeat(64)));
        let store = &sample.store;
        store.open_session(&one, &sample.head_a.id, "Chrome, Windows", NOW, NOW.plus(1000)).await.unwrap();
        store.open_session(&two, &sample.head_a.id, "", NOW.plus(1), NOW.plus(1000)).await.unwrap();
        store.open_session(&other, &sample.chair.id, "", NOW, NOW.plus(1000)).await.unwrap();
        store.session_used(&one, NOW.plus(9)).await.unwrap();
        let own = sample.grant(&sample.head_a);
        let list = store.own_sessions(&own, NOW.plus(9)).await.unwrap();
        let seen: Vec<_> = list.iter().map(|own| (own.id.as_str(), own.device.as_str(), own.used_at)).collect();
        assert_eq!(seen, [(one.short(), "Chrome, Windows", Some(NOW.plus(9))), (two.short(), "", Some(NOW.plus(1)))]);
        assert_eq!(store.end_own_session(&own, other.short()).await.unwrap(), 0);
        assert_eq!(store.end_own_session(&own, two.short()).await.unwrap(), 1);
        assert!(store.session(&two, NOW).await.unwrap().is_none());
        store.open_session(&two, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
        assert_eq!(store.end_other_sessions(&own, &one).await.unwrap(), 1);
        assert!(
            store.session(&one, NOW).await.unwrap().is_some() && store.session(&other, NOW).await.unwrap().is_some()
        );
        assert!(store.own_sessions(&own, NOW.plus(1000)).await.unwrap().is_empty(), "ended by time");
    }

    #[tokio::test]
    async fn where_the_office_asks_for_it_an_administrator_without_a_second_factor_owes_one() {
        let sample = Sample::filled().await;
        let (admin, head) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)));
        sample.store.open_session(&admin, &sample.admin.id, "", NOW, NOW.plus(1000)).await.unwrap();
        sample.store.open_session(&head, &sample.head_a.id, "", NOW, NOW.plus(1000)).await.unwrap();
        let owes = async |token: &TokenHash| sample.store.session(token, NOW).await.unwrap().unwrap().must_secure;
        assert!(!owes(&admin).await);
        sample.store.set_setting("second_factor", "required").await.unwrap();
        assert!(owes(&admin).await && !owes(&head).await);
        sample.store.offer_second_factor(&sample.admin.id, "GEZDGNBVGY3TQOJQ").await.unwrap();
        assert!(owes(&admin).await, "an offer is not a proof");
        assert!(sample.store.confirm_second_factor(&sample.admin.id, 5, &[], NOW).await.unwrap());
        assert!(!owes(&admin).await);
    }
}
