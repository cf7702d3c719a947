//! Settings of the installation: names and values.

use super::{Store, StoreError};

statements! {
    GET = "SELECT value FROM settings WHERE key = $1";
    SET = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

impl Store {
    /// The value kept under `key`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar(GET).bind(key).fetch_optional(&self.pool).await?)
    }

    /// Keeps `value` under `key`, in place of what was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(SET).bind(key).bind(value).execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::Sample;

    #[tokio::test]
    async fn a_setting_is_replaced_not_doubled() {
        let sample = Sample::empty().await;
        assert_eq!(sample.store.setting("authority").await.unwrap(), None);
        sample.store.set_setting("authority", "huyện Cam Lộ").await.unwrap();
        sample.store.set_setting("authority", "tỉnh Quảng Trị").await.unwrap();
        assert_eq!(sample.store.setting("authority").await.unwrap().as_deref(), Some("tỉnh Quảng Trị"));
    }
}
