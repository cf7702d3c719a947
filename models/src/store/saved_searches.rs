//! Searches somebody keeps: their own, and nobody else's.

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::refusal::Refusal;
use crate::text::kept;

/// Searches one account keeps at most.
pub const MOST_SAVED: usize = 20;
/// Longest title, characters.
const LONGEST_TITLE: usize = 120;

statements! {
    MINE = "SELECT id, title, question, seen_total FROM saved_searches WHERE account_id = $1 ORDER BY created_at, id";
    /// Only while there are fewer than `$7`.
    KEEP = "INSERT INTO saved_searches (id, account_id, title, question, created_at, seen_total)
        SELECT $1, $2, $3, $4, CAST($5 AS BIGINT), CAST($6 AS BIGINT)
        WHERE (SELECT COUNT(*) FROM saved_searches own WHERE own.account_id = $2) < $7";
    SEEN = "UPDATE saved_searches SET seen_total = $3 WHERE id = $1 AND account_id = $2";
    DROP_IT = "DELETE FROM saved_searches WHERE id = $1 AND account_id = $2";
}

/// A search somebody keeps (tìm kiếm đã lưu).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Identity.
    pub id: String,
    /// What its owner calls it.
    pub title: String,
    /// What is asked, as JSON.
    pub question: String,
    /// Hits when it was last looked at.
    pub seen_total: u32,
}

impl Store {
    /// The searches this account keeps, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_searches(&self, grant: &Grant<act::Search>) -> Result<Vec<SavedSearch>, StoreError> {
        let rows: Vec<(String, String, String, i64)> =
            sqlx::query_as(MINE).bind(grant.account().id.as_str()).fetch_all(&self.pool).await?;
        let saved = |(id, title, question, seen): (String, String, String, i64)| SavedSearch {
            id,
            title,
            question,
            seen_total: u32::try_from(seen).unwrap_or(0),
        };
        Ok(rows.into_iter().map(saved).collect())
    }

    /// Keeps a search.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::TooLarge`] for a title without end and when [`MOST_SAVED`] are kept
    /// already, with [`Refusal::TextEmpty`] without a title.
    pub async fn save_search(
        &self,
        grant: &Grant<act::Search>,
        title: &str,
        question: &str,
        total: u32,
        now: Moment,
    ) -> Result<(), StoreError> {
        let title = kept(title);
        if title.is_empty() {
            return Err(Refusal::TextEmpty.into());
        }
        if title.chars().count() > LONGEST_TITLE {
            return Err(Refusal::TooLarge.into());
        }
        let done = sqlx::query(KEEP)
            .bind(uuid::Uuid::now_v7().to_string())
            .bind(grant.account().id.as_str())
            .bind(&title)
            .bind(question)
            .bind(now.0)
            .bind(i64::from(total))
            .bind(i64::try_from(MOST_SAVED).unwrap_or(i64::MAX))
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(Refusal::TooLarge.into()) }
    }

    /// Notes how many hits a search had when its owner looked.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`] for what is not this account's.
    pub async fn search_seen(&self, grant: &Grant<act::Search>, id: &str, total: u32) -> Result<(), StoreError> {
        let done = sqlx::query(SEEN)
            .bind(id)
            .bind(grant.account().id.as_str())
            .bind(i64::from(total))
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }

    /// Keeps a search no longer.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`] for what is not this account's.
    pub async fn drop_search(&self, grant: &Grant<act::Search>, id: &str) -> Result<(), StoreError> {
        let done = sqlx::query(DROP_IT).bind(id).bind(grant.account().id.as_str()).execute(&self.pool).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn a_search_is_its_owner_s_alone() {
        let sample = Sample::filled().await;
        let (own, other) = (sample.grant(&sample.chair), sample.grant(&sample.head_a));
        sample.store.save_search(&own, " Giải  ngân ", "{}", 3, NOW).await.unwrap();
        let saved = sample.store.saved_searches(&own).await.unwrap();
        assert_eq!((saved[0].title.as_str(), saved[0].seen_total), ("Giải ngân", 3));
        assert!(sample.store.saved_searches(&other).await.unwrap().is_empty());
        let refused = |result| matches!(result, Err(StoreError::Refused(Refusal::NotFound)));
        assert!(refused(sample.store.search_seen(&other, &saved[0].id, 9).await));
        assert!(refused(sample.store.drop_search(&other, &saved[0].id).await));
        sample.store.search_seen(&own, &saved[0].id, 9).await.unwrap();
        assert_eq!(sample.store.saved_searches(&own).await.unwrap()[0].seen_total, 9);
        sample.store.drop_search(&own, &saved[0].id).await.unwrap();
        assert!(sample.store.saved_searches(&own).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn searches_have_titles_and_an_end() {
        let sample = Sample::filled().await;
        let own = sample.grant(&sample.chair);
        let save = async |title: &str| sample.store.save_search(&own, title, "{}", 0, NOW).await;
        assert!(matches!(save(" ").await, Err(StoreError::Refused(Refusal::TextEmpty))));
        assert!(matches!(save(&"a".repeat(121)).await, Err(StoreError::Refused(Refusal::TooLarge))));
        for at in 0..MOST_SAVED {
            save(&format!("tìm {at}")).await.unwrap();
        }
        assert!(matches!(save("thêm").await, Err(StoreError::Refused(Refusal::TooLarge))));
    }
}
