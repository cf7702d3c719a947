//! Frozen versions of minutes: approved by the chair, numbered and issued by the records office. Never changed (the
//! database refuses it).

use serde::Deserialize;
use sqlx::sqlite::SqliteConnection;

use super::minutes::hold;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::id::MeetingId;
use crate::minutes::{MinutesDocument, MinutesState, MinutesVersion};
use crate::paper::Numbering;
use crate::refusal::Refusal;

statements! {
    OF_MEETING = concat!("SELECT v.number, v.state, v.at, v.author_name, v.sha256, v.content, v.issued_on
        FROM minutes_versions v JOIN meetings m ON m.id = v.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4 ORDER BY v.number DESC");
    NEWEST = "SELECT number, state, at, author_name, sha256, content, issued_on FROM minutes_versions
        WHERE meeting_id = $1 ORDER BY number DESC LIMIT 1";
    ISSUED = "SELECT content FROM minutes_versions WHERE meeting_id = $1 AND state = 'issued' ORDER BY number DESC LIMIT 1";
    FREEZE = "INSERT INTO minutes_versions (meeting_id, number, state, at, author_id, author_name, sha256, content,
            register_year, register_number, issued_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// The next number of minutes in year `$1`; with `$2`, of all kinds of documents.
    NEXT_IN_REGISTER = "SELECT COALESCE(max(n), 0) + 1 FROM (
        SELECT register_number AS n FROM minutes_versions WHERE register_year = $1
        UNION ALL SELECT register_number FROM paper_versions WHERE $2 AND register_year = $1) used";
    NUMBERING = "SELECT value FROM settings WHERE key = $1";
    CHAIR = "SELECT chair_id FROM meetings WHERE id = $1";
}

#[derive(sqlx::FromRow)]
struct VersionColumns {
    number: i64,
    state: String,
    at: i64,
    author_name: String,
    sha256: String,
    content: String,
    issued_on: Option<String>,
}

/// What a list of versions needs of their content.
#[derive(Deserialize)]
struct Numbered {
    head: NumberedHead,
}

#[derive(Deserialize)]
struct NumberedHead {
    sign: String,
    number: Option<String>,
}

impl TryFrom<VersionColumns> for MinutesVersion {
    type Error = StoreError;

    fn try_from(row: VersionColumns) -> Result<Self, StoreError> {
        let content: Numbered = serde_json::from_str(&row.content)
            .map_err(|_| StoreError::Unreadable { column: "minutes_versions.content" })?;
        Ok(Self {
            number: u32::try_from(row.number).unwrap_or(u32::MAX),
            state: MinutesState::from_code(&row.state)
                .ok_or(StoreError::Unreadable { column: "minutes_versions.state" })?,
            at: Moment(row.at),
            by: row.author_name,
            sha256: row.sha256,
            document_number: content.head.number.map(|number| format!("{number}/{}", content.head.sign)),
            issued_on: row.issued_on,
        })
    }
}

fn read(content: &str) -> Result<MinutesDocument, StoreError> {
    serde_json::from_str(content).map_err(|_| StoreError::Unreadable { column: "minutes_versions.content" })
}

/// A place in the register of a Vietnamese calendar year.
struct Registered {
    year: i64,
    number: i64,
    day: String,
}

async fn newest(tx: &mut SqliteConnection, meeting: &MeetingId) -> Result<Option<MinutesVersion>, StoreError> {
    let row: Option<VersionColumns> = sqlx::query_as(NEWEST).bind(meeting.as_str()).fetch_optional(tx).await?;
    row.map(MinutesVersion::try_from).transpose()
}

async fn freeze(
    tx: &mut SqliteConnection,
    meeting: &MeetingId,
    author: &Account,
    document: &MinutesDocument,
    registered: Option<Registered>,
    at: Moment,
) -> Result<MinutesVersion, StoreError> {
    let number = newest(tx, meeting).await?.map_or(1, |version| i64::from(version.number) + 1);
    let state = if registered.is_some() { MinutesState::Issued } else { MinutesState::Approved };
    let row = VersionColumns {
        number,
        state: state.code().to_owned(),
        at: at.0,
        author_name: author.name.clone(),
        sha256: document.sha256(),
        content: document.content(),
        issued_on: registered.as_ref().map(|place| place.day.clone()),
    };
    sqlx::query(FREEZE)
        .bind(meeting.as_str())
        .bind(row.number)
        .bind(&row.state)
        .bind(row.at)
        .bind(author.id.as_str())
        .bind(&row.author_name)
        .bind(&row.sha256)
        .bind(&row.content)
        .bind(registered.as_ref().map(|place| place.year))
        .bind(registered.as_ref().map(|place| place.number))
        .bind(&row.issued_on)
        .execute(tx)
        .await?;
    row.try_into()
}

impl Store {
    /// The frozen versions of the minutes of a meeting, newest first; empty when this account may not see the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_versions(
        &self,
        grant: &Grant<act::ReadMinutes>,
        meeting: &MeetingId,
    ) -> Result<Vec<MinutesVersion>, StoreError> {
        self.versions_of(grant, meeting).await?.into_iter().map(MinutesVersion::try_from).collect()
    }

    /// The text of a frozen version, if this account may see the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn minutes_version(
        &self,
        grant: &Grant<act::ReadMinutes>,
        meeting: &MeetingId,
        number: u32,
    ) -> Result<Option<MinutesDocument>, StoreError> {
        let rows = self.versions_of(grant, meeting).await?;
        rows.into_iter().find(|row| row.number == i64::from(number)).map(|row| read(&row.content)).transpose()
    }

    /// The issued minutes of a meeting, for the server's own work; none before they are issued.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issued_minutes(&self, meeting: &MeetingId) -> Result<Option<MinutesDocument>, StoreError> {
        let content: Option<String> =
            sqlx::query_scalar(ISSUED).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        content.map(|content| read(&content)).transpose()
    }

    async fn versions_of(
        &self,
        grant: &Grant<act::ReadMinutes>,
        meeting: &MeetingId,
    ) -> Result<Vec<VersionColumns>, StoreError> {
        Ok(sqlx::query_as(OF_MEETING)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?)
    }

    /// Freezes the document as approved by the chair of its meeting.
    ///
    /// # Errors
    /// [`Refusal::NoDraft`], [`Refusal::NotAllowed`] when the account is not the chair of this meeting, or
    /// [`Refusal::MinutesIssued`].
    pub async fn approve_minutes(
        &self,
        grant: &Grant<act::ApproveMinutes>,
        meeting: &MeetingId,
        document: &MinutesDocument,
        at: Moment,
    ) -> Result<MinutesVersion, StoreError> {
        let account = grant.account();
        let mut tx = self.pool.begin().await?;
        let state = hold(&mut tx, account, grant.sees_every_meeting(), meeting).await?;
        let chair: String = sqlx::query_scalar(CHAIR).bind(meeting.as_str()).fetch_one(&mut *tx).await?;
        if chair != account.person.as_str() {
            return Err(Refusal::NotAllowed.into());
        }
        if state == MinutesState::Issued {
            return Err(Refusal::MinutesIssued.into());
        }
        let version = freeze(&mut tx, meeting, account, document, None, at).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// Gives the document the next number of the register of the Vietnamese year of `at` and freezes it as issued:
    /// only when the newest version is the approval of exactly this document (as it is without a number).
    ///
    /// # Errors
    /// [`Refusal::NoDraft`], [`Refusal::MinutesIssued`] or [`Refusal::NotApproved`].
    pub async fn issue_minutes(
        &self,
        grant: &Grant<act::IssueMinutes>,
        meeting: &MeetingId,
        document: &MinutesDocument,
        at: Moment,
    ) -> Result<MinutesVersion, StoreError> {
        let account = grant.account();
        let mut tx = self.pool.begin().await?;
        let state = hold(&mut tx, account, grant.sees_every_meeting(), meeting).await?;
        let approved = newest(&mut tx, meeting).await?;
        match (state, approved) {
            (MinutesState::Issued, _) => return Err(Refusal::MinutesIssued.into()),
            (MinutesState::Approved, Some(version)) if version.sha256 == document.sha256() => {}
            _ => return Err(Refusal::NotApproved.into()),
        }
        let year = i64::from(at.in_vietnam().year());
        let kept: Option<String> =
            sqlx::query_scalar(NUMBERING).bind(Numbering::SETTING).fetch_optional(&mut *tx).await?;
        let shared = Numbering::from_setting(kept.as_deref()) == Numbering::Shared;
        let number: i64 = sqlx::query_scalar(NEXT_IN_REGISTER).bind(year).bind(shared).fetch_one(&mut *tx).await?;
        let mut issued = document.clone();
        issued.head.number = Some(format!("{number:02}"));
        issued.issued = true;
        let place = Registered { year, number, day: at.day_in_vietnam() };
        let version = freeze(&mut tx, meeting, account, &issued, Some(place), at).await?;
        tx.commit().await?;
        Ok(version)
    }
}

#[cfg(test)]
mod tests;
