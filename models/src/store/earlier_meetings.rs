//! The meetings of the same authority before one: whose conclusions are reviewed in it.

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::MeetingId;

statements! {
    /// Ended meetings in the hall of meeting `$4`, or of a unit its host succeeded, before it; the latest first.
    EARLIER = concat!("SELECT m.id, m.title, COALESCE(m.opened_at, m.starts_at) AS began_at
        FROM meetings asked
        JOIN sites hall ON hall.meeting_id = asked.id AND hall.hall
        JOIN sites other ON other.hall AND (other.unit_id = hall.unit_id OR other.unit_id IN (
            SELECT before.unit_id FROM unit_successors before WHERE before.successor_id = hall.unit_id))
        JOIN meetings m ON m.id = other.meeting_id
        WHERE asked.id = $4 AND m.starts_at < asked.starts_at AND m.state = 'ended' AND ", in_scope!(), "
        ORDER BY m.starts_at DESC, m.id LIMIT 24");
}

/// An ended meeting of the same host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// What it was called.
    pub title: String,
    /// When it began.
    pub began_at: Moment,
}

impl Store {
    /// The last meetings (at most 24) of the same host before `meeting` that the account sees, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn earlier_meetings(
        &self,
        grant: &Grant<act::SeeDirectives>,
        meeting: &MeetingId,
    ) -> Result<Vec<EarlierMeeting>, StoreError> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(EARLIER)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        let earlier = |(id, title, began_at)| EarlierMeeting { id: MeetingId(id), title, began_at: Moment(began_at) };
        Ok(rows.into_iter().map(earlier).collect())
    }
}
