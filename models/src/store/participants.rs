//! Participants: the lasting identity of an account in one meeting.

use super::{Store, StoreError};
use crate::id::{AccountId, MeetingId, ParticipantId, PersonId, SiteId};

statements! {
    ENTER = "INSERT INTO participants (id, meeting_id, person_id, account_id, site_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (meeting_id, account_id) DO UPDATE SET site_id = excluded.site_id RETURNING id";
    ENTER_WITHOUT_ACCOUNT =
        "INSERT INTO participants (id, meeting_id, person_id, account_id, site_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (meeting_id, person_id) WHERE account_id IS NULL
        DO UPDATE SET site_id = excluded.site_id RETURNING id";
}

impl Store {
    /// The identity of an account in a meeting: made at the first call, the same at every later one, also after a
    /// restart of the server. Whoever has no account (in a meeting brought in from elsewhere) is known by the person.
    ///
    /// # Errors
    /// When meeting, person, account or site are unknown.
    pub async fn participant(
        &self,
        meeting: &MeetingId,
        person: &PersonId,
        account: Option<&AccountId>,
        site: &SiteId,
    ) -> Result<ParticipantId, StoreError> {
        let enter = if account.is_some() { ENTER } else { ENTER_WITHOUT_ACCOUNT };
        let id: String = sqlx::query_scalar(enter)
            .bind(ParticipantId::fresh().as_str())
            .bind(meeting.as_str())
            .bind(person.as_str())
            .bind(account.map(AccountId::as_str))
            .bind(site.as_str())
            .fetch_one(&self.pool)
            .await?;
        Ok(ParticipantId(id))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};

    #[tokio::test]
    async fn an_account_is_the_same_participant_every_time_and_different_in_each_meeting() {
        let sample = Sample::filled().await;
        let (one, two) = (sample.meeting("m1", NOW).await, sample.meeting("m2", NOW).await);
        let enter = async |meeting: &crate::meeting::Meeting, account: &crate::account::Account| {
            let site = &meeting.sites[0].id;
            sample.store.participant(&meeting.id, &account.person, Some(&account.id), site).await.unwrap()
        };
        let first = enter(&one, &sample.head_a).await;
        assert_eq!(enter(&one, &sample.head_a).await, first);
        assert_ne!(enter(&one, &sample.chair).await, first);
        assert_ne!(enter(&two, &sample.head_a).await, first);
    }

    #[tokio::test]
    async fn somebody_without_an_account_is_one_participant_too_and_not_the_account_of_the_same_person() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let (person, site) = (&sample.head_a.person, &meeting.sites[1].id);
        let enter = async || sample.store.participant(&meeting.id, person, None, site).await.unwrap();
        let first = enter().await;
        assert_eq!(enter().await, first);
        assert_ne!(sample.participant(&meeting, &sample.head_a).await, first);
    }
}
