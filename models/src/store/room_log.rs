//! The room's own log: who came, went and had the floor, and when. Append-only (the database refuses anything else).

use super::{Store, StoreError};
use crate::clock::Moment;
use crate::id::{AccountId, MeetingId, ParticipantId, PersonId, SiteId};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $code:literal)+) => {
        /// What happened in a room.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RoomEventKind {
            $($(#[$doc])* $name,)+
        }

        impl RoomEventKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name kept in the log.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

kinds! {
    /// Khai mạc.
    Opened "opened"
    /// Bế mạc.
    Ended "ended"
    /// Somebody came in.
    Joined "joined"
    /// Somebody left by the button, or was put out.
    Left "left"
    /// Another machine of the same account took over.
    TakenOver "taken_over"
    /// A connection dropped.
    OutageBegan "outage_began"
    /// It came back.
    OutageEnded "outage_ended"
    /// Mời phát biểu.
    FloorGiven "floor_given"
    /// The floor was taken back.
    FloorTaken "floor_taken"
    /// Ủy quyền chủ trì: from here on this person's words are the chair's, until it is handed on or they leave.
    ChairHanded "chair_handed"
    /// A microphone was closed; the actor is who did it.
    Muted "muted"
    /// A microphone was opened.
    Unmuted "unmuted"
    /// A hand went up.
    HandRaised "hand_raised"
    /// A hand went down; the actor is who took it down.
    HandLowered "hand_lowered"
    /// A microphone or camera stopped working.
    DeviceFailed "device_failed"
    /// It works again.
    DeviceWorks "device_works"
    /// A track could not be written.
    RecordingFailed "recording_failed"
    /// Tracks are written again.
    RecordingResumed "recording_resumed"
    /// Words are not written now; the sound is.
    CaptionsFailed "captions_failed"
    /// Words are written again.
    CaptionsResumed "captions_resumed"
    /// The server was started again in the middle of the meeting.
    ServerRestarted "server_restarted"
}

impl RoomEventKind {
    /// The kind of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// One line of the room's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomEvent {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: RoomEventKind,
    /// Whose account did it; none for the server or the network.
    pub actor: Option<AccountId>,
    /// Whom it happened to.
    pub participant: Option<ParticipantId>,
    /// The person behind the participant.
    pub person: Option<PersonId>,
    /// Their site.
    pub site: Option<SiteId>,
    /// What else matters; `Null` when nothing does.
    pub detail: serde_json::Value,
}

statements! {
    APPEND = "INSERT INTO room_log (meeting_id, at, kind, actor_id, participant_id, person_id, site_id, detail)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    EVENTS = "SELECT at, kind, actor_id, participant_id, person_id, site_id, detail
        FROM room_log WHERE meeting_id = $1 ORDER BY at, seq";
}

#[derive(sqlx::FromRow)]
struct EventColumns {
    at: i64,
    kind: String,
    actor_id: Option<String>,
    participant_id: Option<String>,
    person_id: Option<String>,
    site_id: Option<String>,
    detail: String,
}

impl TryFrom<EventColumns> for RoomEvent {
    type Error = StoreError;

    fn try_from(row: EventColumns) -> Result<Self, StoreError> {
        Ok(Self {
            at: Moment(row.at),
            kind: RoomEventKind::from_code(&row.kind).ok_or(StoreError::Unreadable { column: "room_log.kind" })?,
            actor: row.actor_id.map(AccountId),
            participant: row.participant_id.map(ParticipantId),
            person: row.person_id.map(PersonId),
            site: row.site_id.map(SiteId),
            detail: serde_json::from_str(&row.detail)
                .map_err(|_| StoreError::Unreadable { column: "room_log.detail" })?,
        })
    }
}

impl Store {
    /// Appends a line to the log of a room.
    ///
    /// # Errors
    /// When the meeting or somebody named is unknown.
    pub async fn log_room_event(&self, meeting: &MeetingId, event: &RoomEvent) -> Result<(), StoreError> {
        sqlx::query(APPEND)
            .bind(meeting.as_str())
            .bind(event.at.0)
            .bind(event.kind.code())
            .bind(event.actor.as_ref().map(AccountId::as_str))
            .bind(event.participant.as_ref().map(ParticipantId::as_str))
            .bind(event.person.as_ref().map(PersonId::as_str))
            .bind(event.site.as_ref().map(SiteId::as_str))
            .bind(event.detail.to_string())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The log of a room from its beginning, by time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn room_events(&self, meeting: &MeetingId) -> Result<Vec<RoomEvent>, StoreError> {
        let rows: Vec<EventColumns> = sqlx::query_as(EVENTS).bind(meeting.as_str()).fetch_all(&self.pool).await?;
        rows.into_iter().map(RoomEvent::try_from).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    fn event(kind: RoomEventKind, at: Moment) -> RoomEvent {
        let (actor, participant, person, site) = (None, None, None, None);
        RoomEvent { at, kind, actor, participant, person, site, detail: serde_json::Value::Null }
    }

    #[tokio::test]
    async fn events_of_every_kind_come_back_by_time_as_they_were_written() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let mut written = Vec::new();
        for (at, kind) in (0..).zip(RoomEventKind::ALL) {
            written.push(event(*kind, NOW.plus(at)));
        }
        let subject = sample.participant(&meeting, &sample.head_a).await;
        written[3].actor = Some(sample.chair.id.clone());
        written[3].participant = Some(subject);
        written[3].person = Some(sample.head_a.person.clone());
        written[3].site = Some(meeting.sites[1].id.clone());
        written[3].detail = serde_json::json!({ "reason": "button" });
        for late_first in written.iter().rev() {
            sample.store.log_room_event(&meeting.id, late_first).await.unwrap();
        }
        assert_eq!(sample.store.room_events(&meeting.id).await.unwrap(), written);
    }

    #[tokio::test]
    async fn lines_of_the_room_log_cannot_be_changed_or_removed() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        sample.store.log_room_event(&meeting.id, &event(RoomEventKind::Opened, NOW)).await.unwrap();
        assert!(sample.try_execute("UPDATE room_log SET at = 0").await.is_err());
        assert!(sample.try_execute("DELETE FROM room_log").await.is_err());
        assert_eq!(sample.store.room_events(&meeting.id).await.unwrap().len(), 1);
    }
}
