//! Links by which a calendar program reads the meetings of an account without signing in.

use super::{Store, StoreError, TokenHash};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::AccountId;

statements! {
    MADE = "SELECT made_at FROM calendar_links WHERE account_id = $1";
    MAKE = "INSERT INTO calendar_links (account_id, token_hash, made_at) VALUES ($1, $2, $3)
        ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at";
    FORGET = "DELETE FROM calendar_links WHERE account_id = $1";
    WHOSE = "SELECT l.account_id FROM calendar_links l JOIN accounts a ON a.id = l.account_id
        WHERE l.token_hash = $1 AND a.closed_at IS NULL";
}

impl Store {
    /// When one's own link was made; none when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_link(&self, own: &Grant<act::SeeSelf>) -> Result<Option<Moment>, StoreError> {
        let made: Option<i64> =
            sqlx::query_scalar(MADE).bind(own.account().id.as_str()).fetch_optional(&self.pool).await?;
        Ok(made.map(Moment))
    }

    /// Keeps a new link in place of the old one, which opens nothing any more; without a token there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_calendar_link(
        &self,
        own: &Grant<act::SeeSelf>,
        token: Option<&TokenHash>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let account = own.account().id.as_str();
        let query = match token {
            Some(token) => sqlx::query(MAKE).bind(account).bind(&token.0).bind(now.0),
            None => sqlx::query(FORGET).bind(account),
        };
        query.execute(&self.pool).await?;
        Ok(())
    }

    /// Whose link that is; none when it is nobody's any more, or the account is closed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_of(&self, token: &TokenHash) -> Result<Option<AccountId>, StoreError> {
        let id: Option<String> = sqlx::query_scalar(WHOSE).bind(&token.0).fetch_optional(&self.pool).await?;
        Ok(id.map(AccountId))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn a_link_opens_until_it_is_replaced_taken_back_or_its_account_is_closed() {
        let sample = Sample::filled().await;
        let (store, own) = (&sample.store, sample.grant(&sample.head_a));
        let (old, new) = (TokenHash("1".repeat(64)), TokenHash("2".repeat(64)));
        store.set_calendar_link(&own, Some(&old), NOW).await.unwrap();
        assert_eq!(store.calendar_of(&old).await.unwrap().as_ref(), Some(&sample.head_a.id));
        store.set_calendar_link(&own, Some(&new), NOW.plus(5)).await.unwrap();
        assert!(store.calendar_of(&old).await.unwrap().is_none());
        assert_eq!(store.calendar_link(&own).await.unwrap(), Some(NOW.plus(5)));
        store.close_account(&sample.grant(&sample.admin), &sample.head_a.id, Some(NOW)).await.unwrap();
        assert!(store.calendar_of(&new).await.unwrap().is_none());
        store.close_account(&sample.grant(&sample.admin), &sample.head_a.id, None).await.unwrap();
        store.set_calendar_link(&own, None, NOW).await.unwrap();
        assert!(store.calendar_of(&new).await.unwrap().is_none() && store.calendar_link(&own).await.unwrap().is_none());
    }
}
