//! Directives as people see them: what was ordered, with its history.

use std::collections::HashMap;

use super::directive_events::EventColumns;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::directive::order::Directive;
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, NamedUnit};
use crate::id::{DirectiveId, MeetingId, PersonId, ProposalId, UnitId, UtteranceId};

/// Which directives are asked for, of those the account may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectiveFilter {
    /// This one.
    pub id: Option<DirectiveId>,
    /// Those this unit leads now: assigned to it, or handed over to it.
    pub lead: Option<UnitId>,
    /// Those of this meeting.
    pub meeting: Option<MeetingId>,
    /// Those of one order to several leads.
    pub parent: Option<String>,
    /// Those of these meetings.
    pub meetings: Option<Vec<MeetingId>>,
}

/// The directives `d` of meetings `m` in scope and in the filter.
macro_rules! picked {
    () => {
        concat!(
            " FROM directives d JOIN meetings m ON m.id = d.meeting_id
            WHERE (CAST($4 AS TEXT) IS NULL OR d.id = $4) AND (CAST($5 AS TEXT) IS NULL OR d.lead_unit_id = $5
                    OR d.id IN (SELECT taken.directive_id FROM directive_events taken WHERE taken.to_unit_id = $5))
                AND (CAST($6 AS TEXT) IS NULL OR d.meeting_id = $6)
                AND (CAST($7 AS TEXT) IS NULL OR d.parent_id = $7)
                AND (CAST($8 AS TEXT) IS NULL OR replace($8, '\"' || d.meeting_id || '\"', '') <> $8) AND ",
            directive_in_scope!()
        )
    };
}

statements! {
    PICKED = concat!("SELECT d.id, d.code, d.parent_id, d.meeting_id, m.title AS meeting_title, ", in_scope!(),
        " AS meeting_in_sight, d.proposal_id, d.lead_unit_id, d.lead_unit_name, d.task, d.quote, d.utterances,
            d.directed_on, d.leader_id, d.leader_name, d.leader_post, d.due, d.due_text, d.recurring, d.conditional",
        picked!(), " ORDER BY d.code");
    PICKED_EVENTS = concat!("SELECT e.seq, e.directive_id, e.at, e.kind, e.actor_name, e.actor_unit, e.note, e.due,
            e.document, e.document_on, e.to_unit_id, e.to_unit_name
        FROM directive_events e WHERE e.directive_id IN (SELECT d.id", picked!(), ") ORDER BY e.directive_id, e.seq");
    PICKED_CO_UNITS = concat!("SELECT c.directive_id, c.unit_id, c.unit_name
        FROM directive_co_units c WHERE c.directive_id IN (SELECT d.id", picked!(), ") ORDER BY c.unit_name, c.unit_id");
}

#[derive(sqlx::FromRow)]
struct DirectiveColumns {
    id: String,
    code: String,
    parent_id: Option<String>,
    meeting_id: String,
    meeting_title: String,
    meeting_in_sight: bool,
    proposal_id: Option<String>,
    lead_unit_id: String,
    lead_unit_name: String,
    task: String,
    quote: String,
    utterances: String,
    directed_on: String,
    leader_id: String,
    leader_name: String,
    leader_post: String,
    due: Option<String>,
    due_text: Option<String>,
    recurring: bool,
    conditional: bool,
}

impl DirectiveColumns {
    fn with(self, events: Vec<DirectiveEvent>, co_units: Vec<NamedUnit>) -> Result<Directive, StoreError> {
        let utterances: Vec<UtteranceId> = serde_json::from_str(&self.utterances)
            .map_err(|_| StoreError::Unreadable { column: "directives.utterances" })?;
        Ok(Directive {
            standing: Standing::folded(self.due.as_deref(), &events),
            id: DirectiveId(self.id),
            code: self.code,
            parent: self.parent_id,
            meeting: MeetingId(self.meeting_id),
            meeting_title: self.meeting_title,
            meeting_in_sight: self.meeting_in_sight,
            proposal: self.proposal_id.map(ProposalId),
            lead: NamedUnit { id: UnitId(self.lead_unit_id), name: self.lead_unit_name },
            co_units,
            task: self.task,
            quote: self.quote,
            utterances,
            directed_on: self.directed_on,
            leader: PersonId(self.leader_id),
            leader_name: self.leader_name,
            leader_post: self.leader_post,
            due_text: self.due_text,
            recurring: self.recurring,
            conditional: self.conditional,
            events,
        })
    }
}

impl Store {
    /// The directives this account may see and that are asked for, by code: three queries, however many there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directives(
        &self,
        grant: &Grant<act::SeeDirectives>,
        filter: &DirectiveFilter,
    ) -> Result<Vec<Directive>, StoreError> {
        let meetings = filter.meetings.as_ref().map(serde_json::to_string).transpose();
        let meetings = meetings.expect("a list of texts is plain JSON");
        macro_rules! picked_by {
            ($statement:ident) => {
                sqlx::query_as($statement)
                    .bind(grant.sees_every_meeting())
                    .bind(grant.account().unit.as_str())
                    .bind(grant.account().person.as_str())
                    .bind(filter.id.as_ref().map(DirectiveId::as_str))
                    .bind(filter.lead.as_ref().map(UnitId::as_str))
                    .bind(filter.meeting.as_ref().map(MeetingId::as_str))
                    .bind(filter.parent.as_deref())
                    .bind(meetings.as_deref())
                    .fetch_all(&self.pool)
                    .await?
            };
        }
        let rows: Vec<DirectiveColumns> = picked_by!(PICKED);
        if rows.is_empty() {
            return Ok(vec![]);
        }
        let mut events: HashMap<String, Vec<DirectiveEvent>> = HashMap::with_capacity(rows.len());
        let picked: Vec<EventColumns> = picked_by!(PICKED_EVENTS);
        for row in picked {
            events.entry(row.directive_id.clone()).or_default().push(row.try_into()?);
        }
        let mut co_units: HashMap<String, Vec<NamedUnit>> = HashMap::new();
        let picked: Vec<(String, String, String)> = picked_by!(PICKED_CO_UNITS);
        for (directive, id, name) in picked {
            co_units.entry(directive).or_default().push(NamedUnit { id: UnitId(id), name });
        }
        let whole = |row: DirectiveColumns| {
            let (events, co_units) = (events.remove(&row.id), co_units.remove(&row.id));
            row.with(events.unwrap_or_default(), co_units.unwrap_or_default())
        };
        let mut directives = rows.into_iter().map(whole).collect::<Result<Vec<_>, _>>()?;
        // Whatever ever was the unit's is asked for; what it handed over is not its own any more.
        if let Some(lead) = &filter.lead {
            directives.retain(|directive| directive.holder().id == *lead);
        }
        Ok(directives)
    }

    /// One directive with its history, if this account may see it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directive(
        &self,
        grant: &Grant<act::SeeDirectives>,
        id: &DirectiveId,
    ) -> Result<Option<Directive>, StoreError> {
        let filter = DirectiveFilter { id: Some(id.clone()), ..DirectiveFilter::default() };
        Ok(self.directives(grant, &filter).await?.pop())
    }
}

#[cfg(test)]
mod tests;
