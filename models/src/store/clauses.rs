//! The text of minutes as directives quote it: the issued text where there is one, else the text as it stands.

use super::{Store, StoreError};
use crate::id::MeetingId;
use crate::minutes::{MinutesDocument, Passage};

/// What the minutes of a meeting say now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MinutesText {
    /// Number and sign, once issued: "05/BB-UBND".
    pub document_number: Option<String>,
    /// The text; empty before there is a draft.
    pub passages: Vec<Passage>,
}

statements! {
    ISSUED = "SELECT content FROM minutes_versions WHERE meeting_id = $1 AND state = 'issued'
        ORDER BY number DESC LIMIT 1";
    NOW = "SELECT passages FROM minutes WHERE meeting_id = $1";
}

impl Store {
    /// The minutes of a meeting as directives quote them, for the server's own work: whoever may see a directive is
    /// told the clause that words it, and no other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_text(&self, meeting: &MeetingId) -> Result<MinutesText, StoreError> {
        let issued: Option<String> =
            sqlx::query_scalar(ISSUED).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        if let Some(content) = issued {
            let document: MinutesDocument = serde_json::from_str(&content)
                .map_err(|_| StoreError::Unreadable { column: "minutes_versions.content" })?;
            let head = document.head;
            let document_number = head.number.map(|number| format!("{number}/{}", head.sign));
            return Ok(MinutesText { document_number, passages: document.passages });
        }
        let now: Option<String> = sqlx::query_scalar(NOW).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        let passages = match now {
            None => vec![],
            Some(passages) => {
                serde_json::from_str(&passages).map_err(|_| StoreError::Unreadable { column: "minutes.passages" })?
            }
        };
        Ok(MinutesText { document_number: None, passages })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW as TODAY, Sample};
    use super::*;
    use crate::minutes::{MinutesHead, PassageKind};

    #[tokio::test]
    async fn the_issued_text_is_quoted_before_the_text_as_it_stands() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", TODAY).await.id;
        assert_eq!(sample.store.minutes_text(&meeting).await.unwrap(), MinutesText::default());
        let passage = |text: &str| vec![Passage::plain(PassageKind::Paragraph, text)];
        let now = serde_json::to_string(&passage("Giao xã An.")).unwrap();
        sample.execute(&format!("INSERT INTO minutes VALUES ('m1', 1, '{now}')")).await;
        let text = sample.store.minutes_text(&meeting).await.unwrap();
        assert_eq!((text.document_number, text.passages), (None, passage("Giao xã An.")));
        let issued = MinutesDocument {
            head: MinutesHead {
                superior: None,
                agency: "UBND TỈNH".to_owned(),
                sign: "BB-UBND".to_owned(),
                number: Some("05".to_owned()),
                title: "Họp giao ban".to_owned(),
                chair_name: "Nguyễn Văn Ân".to_owned(),
                secretary_name: "Đỗ Ngọc Ánh".to_owned(),
                recipients: vec![],
            },
            passages: passage("Giao xã An kiểm tra."),
            tasks: vec![],
            attendance: vec![],
            issued: true,
        };
        let content = serde_json::to_string(&issued).unwrap();
        let version = "INSERT INTO minutes_versions SELECT 'm1', 1, 'issued', 1, id, 'Hòa', 'e3b0'";
        sample
            .execute(&format!("{version}, '{content}', 2026, 5, '2026-11-22' FROM accounts WHERE username = 'vanthu'"))
            .await;
        let text = sample.store.minutes_text(&meeting).await.unwrap();
        assert_eq!((text.document_number.as_deref(), text.passages), (Some("05/BB-UBND"), issued.passages));
    }
}
