//! Meetings and their sites.

use std::collections::HashSet;

use sqlx::QueryBuilder;

use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::gazetteer::GROUP;
use crate::id::{MeetingId, PersonId, SiteId, UnitId};
use crate::meeting::{Meeting, MeetingState, Site};

/// A meeting to be called.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// Its identity, [`MeetingId::fresh`] unless it comes from elsewhere.
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// When.
    pub starts_at: Moment,
    /// Who presides.
    pub chair: PersonId,
    /// Who writes.
    pub secretary: PersonId,
    /// The unit whose room is the hall.
    pub hall: UnitId,
    /// The other units, in the order of the invitation.
    pub sites: Vec<UnitId>,
    /// Chương trình: the items in order.
    pub agenda: Vec<String>,
    /// Whether its sound is made by a machine for demonstration.
    pub synthetic: bool,
}

/// The meetings an account may see, by the Vietnamese calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingDays {
    /// Of today, and live ones whatever their day; by time.
    pub today: Vec<Meeting>,
    /// Later ones, nearest first, at most 50.
    pub upcoming: Vec<Meeting>,
    /// Earlier ones, latest first, at most 100.
    pub earlier: Vec<Meeting>,
}

/// The meetings that `$picked` picks, each with its sites, in one query.
macro_rules! with_sites {
    ($order:literal, $($picked:tt)+) => {
        concat!(
            "SELECT m.id, m.title, m.state, m.starts_at, m.opened_at, m.ended_at, m.chair_id, m.chair_name,
                m.secretary_id, m.secretary_name, m.synthetic, s.id AS site_id, s.unit_id, s.unit_name, s.hall
            FROM (SELECT m.* FROM meetings m WHERE ",
            $($picked)+,
            ") m JOIN sites s ON s.meeting_id = m.id ORDER BY ",
            $order,
            ", m.id, s.place"
        )
    };
}

statements! {
    CREATE = "INSERT INTO meetings (id, title, state, starts_at, chair_id, chair_name, secretary_id, secretary_name,
            called_by, created_at, synthetic)
        VALUES ($1, $2, 'scheduled', $3, $4, $5, $6, $7, $8, $9, $10)";
    ONE = with_sites!("m.starts_at", in_scope!(), " AND m.id = $4");
    TODAY = with_sites!("m.starts_at",
        in_scope!(), " AND (m.state = 'live' OR (m.starts_at >= $4 AND m.starts_at < $5))");
    UPCOMING = with_sites!("m.starts_at",
        in_scope!(), " AND m.state <> 'live' AND m.starts_at >= $4 ORDER BY m.starts_at, m.id LIMIT 50");
    EARLIER = with_sites!("m.starts_at DESC",
        in_scope!(), " AND m.state <> 'live' AND m.starts_at < $4 ORDER BY m.starts_at DESC, m.id LIMIT 100");
    AGENDA = "SELECT title FROM agenda_items WHERE meeting_id = $1 ORDER BY place";
    FOR_ROOM = with_sites!("m.starts_at", "m.id = $1");
    LIVE = with_sites!("m.starts_at", "m.state = 'live'");
    OPEN = "UPDATE meetings SET state = 'live', opened_at = $3
        WHERE id = $1 AND state = 'scheduled' AND (chair_id = $2 OR secretary_id = $2)";
    END = "UPDATE meetings SET state = 'ended', ended_at = $3
        WHERE id = $1 AND state = 'live' AND (chair_id = $2 OR secretary_id = $2)";
    /// The site of unit `$2`; else the hall, for person `$3` who presides or writes.
    SITE_OF = "SELECT s.id AS site_id, s.unit_id, s.unit_name, s.hall
        FROM sites s JOIN meetings m ON m.id = s.meeting_id
        WHERE m.id = $1 AND (s.unit_id = $2 OR (s.hall AND (m.chair_id = $3 OR m.secretary_id = $3)))
        ORDER BY CASE WHEN s.unit_id = $2 THEN 0 ELSE 1 END LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct SiteColumns {
    site_id: String,
    unit_id: String,
    unit_name: String,
    hall: bool,
}

#[derive(sqlx::FromRow)]
struct MeetingColumns {
    id: String,
    title: String,
    state: String,
    starts_at: i64,
    opened_at: Option<i64>,
    ended_at: Option<i64>,
    chair_id: String,
    chair_name: String,
    secretary_id: String,
    secretary_name: String,
    synthetic: bool,
    #[sqlx(flatten)]
    site: SiteColumns,
}

impl From<SiteColumns> for Site {
    fn from(row: SiteColumns) -> Self {
        Self { id: SiteId(row.site_id), unit: UnitId(row.unit_id), unit_name: row.unit_name, hall: row.hall }
    }
}

/// Meetings from rows of one site each, neighbours of the same meeting together.
fn gathered(rows: Vec<MeetingColumns>) -> Result<Vec<Meeting>, StoreError> {
    let mut meetings: Vec<Meeting> = Vec::new();
    for row in rows {
        let site = Site::from(row.site);
        match meetings.last_mut() {
            Some(meeting) if meeting.id.0 == row.id => meeting.sites.push(site),
            _ => meetings.push(Meeting {
                id: MeetingId(row.id),
                title: row.title,
                state: MeetingState::from_code(&row.state)
                    .ok_or(StoreError::Unreadable { column: "meetings.state" })?,
                starts_at: Moment(row.starts_at),
                opened_at: row.opened_at.map(Moment),
                ended_at: row.ended_at.map(Moment),
                chair: PersonId(row.chair_id),
                chair_name: row.chair_name,
                secretary: PersonId(row.secretary_id),
                secretary_name: row.secretary_name,
                sites: vec![site],
                synthetic: row.synthetic,
            }),
        }
    }
    Ok(meetings)
}

impl Store {
    /// Calls a meeting: names of people and units are kept as they are on its day. It begins as scheduled.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`], [`StoreError::UnknownUnit`] (of that day) or [`StoreError::SiteTwice`].
    pub async fn create_meeting(
        &self,
        grant: &Grant<act::CallMeeting>,
        new: &NewMeeting,
        now: Moment,
    ) -> Result<Meeting, StoreError> {
        let chair_name = self.person_name(&new.chair).await?;
        let secretary_name = self.person_name(&new.secretary).await?;
        let units = self.units_on(&new.starts_at.day_in_vietnam()).await?;
        let mut sites: Vec<Site> = Vec::with_capacity(new.sites.len() + 1);
        let mut seen = HashSet::new();
        for id in std::iter::once(&new.hall).chain(&new.sites) {
            let unit = units
                .iter()
                .find(|unit| unit.id == *id && unit.kind != GROUP)
                .ok_or_else(|| StoreError::UnknownUnit(id.clone()))?;
            if !seen.insert(id) {
                return Err(StoreError::SiteTwice(id.clone()));
            }
            let (unit_name, hall) = (unit.short_name.clone(), sites.is_empty());
            sites.push(Site { id: SiteId::fresh(), unit: id.clone(), unit_name, hall });
        }

        let mut tx = self.pool.begin().await?;
        sqlx::query(CREATE)
            .bind(new.id.as_str())
            .bind(&new.title)
            .bind(new.starts_at.0)
            .bind(new.chair.as_str())
            .bind(&chair_name)
            .bind(new.secretary.as_str())
            .bind(&secretary_name)
            .bind(grant.account().id.as_str())
            .bind(now.0)
            .bind(new.synthetic)
            .execute(&mut *tx)
            .await?;
        let mut insert =
            QueryBuilder::<Db>::new("INSERT INTO sites (id, meeting_id, unit_id, unit_name, hall, place) ");
        insert.push_values((0_i64..).zip(&sites), |mut row, (place, site)| {
            row.push_bind(site.id.as_str())
                .push_bind(new.id.as_str())
                .push_bind(site.unit.as_str())
                .push_bind(&site.unit_name)
                .push_bind(site.hall)
                .push_bind(place);
        });
        insert.build().execute(&mut *tx).await?;
        if !new.agenda.is_empty() {
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO agenda_items (meeting_id, place, title) ");
            insert.push_values((0_i64..).zip(&new.agenda), |mut row, (place, title)| {
                row.push_bind(new.id.as_str()).push_bind(place).push_bind(title);
            });
            insert.build().execute(&mut *tx).await?;
        }
        tx.commit().await?;

        Ok(Meeting {
            id: new.id.clone(),
            title: new.title.clone(),
            state: MeetingState::Scheduled,
            starts_at: new.starts_at,
            opened_at: None,
            ended_at: None,
            chair: new.chair.clone(),
            chair_name,
            secretary: new.secretary.clone(),
            secretary_name,
            sites,
            synthetic: new.synthetic,
        })
    }

    /// The meeting, if this account may see it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meeting(
        &self,
        grant: &Grant<act::SeeMeetings>,
        id: &MeetingId,
    ) -> Result<Option<Meeting>, StoreError> {
        let rows = sqlx::query_as(ONE)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(id.as_str())
            .fetch_all(&self.pool)
            .await?;
        Ok(gathered(rows)?.pop())
    }

    /// The meetings this account may see, around the Vietnamese day that holds `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meetings(&self, grant: &Grant<act::SeeMeetings>, now: Moment) -> Result<MeetingDays, StoreError> {
        let (from, to) = now.day_bounds_in_vietnam();
        let scoped = |statement: &'static str| {
            sqlx::query_as(statement)
                .bind(grant.sees_every_meeting())
                .bind(grant.account().unit.as_str())
                .bind(grant.account().person.as_str())
        };
        Ok(MeetingDays {
            today: gathered(scoped(TODAY).bind(from.0).bind(to.0).fetch_all(&self.pool).await?)?,
            upcoming: gathered(scoped(UPCOMING).bind(to.0).fetch_all(&self.pool).await?)?,
            earlier: gathered(scoped(EARLIER).bind(from.0).fetch_all(&self.pool).await?)?,
        })
    }

    /// The meeting, for the server's own work on its room; nobody's rights are asked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meeting_for_room(&self, id: &MeetingId) -> Result<Option<Meeting>, StoreError> {
        let rows = sqlx::query_as(FOR_ROOM).bind(id.as_str()).fetch_all(&self.pool).await?;
        Ok(gathered(rows)?.pop())
    }

    /// The agenda of a meeting, in order, for the server's own work; empty when none was given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agenda(&self, id: &MeetingId) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(AGENDA).bind(id.as_str()).fetch_all(&self.pool).await?)
    }

    /// The meetings in progress, for the server to take up again when it starts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn live_meetings(&self) -> Result<Vec<Meeting>, StoreError> {
        gathered(sqlx::query_as(LIVE).fetch_all(&self.pool).await?)
    }

    /// Opens a scheduled meeting whose chair or secretary this account is. Answers whether it did: `false` when the
    /// meeting is unknown, not scheduled, or somebody else's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_meeting(
        &self,
        grant: &Grant<act::Preside>,
        id: &MeetingId,
        at: Moment,
    ) -> Result<bool, StoreError> {
        self.change_state(OPEN, grant, id, at).await
    }

    /// Ends a live meeting whose chair or secretary this account is. Answers whether it did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_meeting(
        &self,
        grant: &Grant<act::Preside>,
        id: &MeetingId,
        at: Moment,
    ) -> Result<bool, StoreError> {
        self.change_state(END, grant, id, at).await
    }

    async fn change_state(
        &self,
        statement: &'static str,
        grant: &Grant<act::Preside>,
        id: &MeetingId,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(statement)
            .bind(id.as_str())
            .bind(grant.account().person.as_str())
            .bind(at.0)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Where this account takes part: the site of its unit, or the hall for the chair and the secretary. None when it
    /// has no place in the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn site_of(
        &self,
        grant: &Grant<act::JoinMeeting>,
        meeting: &MeetingId,
    ) -> Result<Option<Site>, StoreError> {
        let row: Option<SiteColumns> = sqlx::query_as(SITE_OF)
            .bind(meeting.as_str())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(Site::from))
    }
}

#[cfg(test)]
mod tests;
