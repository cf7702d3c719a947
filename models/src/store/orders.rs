//! Making directives: out of an accepted proposal, or by hand.

use std::collections::{BTreeMap, HashMap, HashSet};

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection as _, QueryBuilder};

use super::error::is_duplicate;
use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::account::Account;
use crate::clock::Moment;
use crate::directive::DirectiveEventKind;
use crate::directive::order::{MOST_UNITS, Order};
use crate::id::{DirectiveId, MeetingId, ProposalId, UnitId, UtteranceId};
use crate::refusal::Refusal;

/// Sentences one directive can rest on at most.
const MOST_UTTERANCES: usize = 50;
/// How often a number is asked for anew when another order took it first.
const TRIES: u32 = 8;
/// Co-operating units written by one statement.
const BATCH: usize = 1_000;

statements! {
    /// The chair of meeting `$4`, their post of its day and that day's moment, if the account sees it.
    CHAIR = concat!("SELECT m.chair_id, m.chair_name, COALESCE(m.opened_at, m.starts_at) AS began_at FROM meetings m
        WHERE ", in_scope!(), " AND m.id = $4");
    /// The post somebody held on day `$2`, that in the hall of meeting `$3` before others.
    POST = "SELECT h.post FROM positions h WHERE h.person_id = $1 AND h.valid_from <= $2 AND h.valid_to >= $2
        ORDER BY CASE WHEN h.unit_id IN (SELECT s.unit_id FROM sites s WHERE s.meeting_id = $3 AND s.hall)
            THEN 0 ELSE 1 END, h.unit_id, h.post LIMIT 1";
    /// The sentences of meeting `$1` that the JSON list `$2` names.
    SAID = concat!("SELECT u.id, ", speaker!(), ", u.began_at,
            COALESCE(r.written, u.written) AS written
        FROM utterances u
        LEFT JOIN utterance_revisions r ON r.utterance_id = u.id AND r.number =
            (SELECT max(last.number) FROM utterance_revisions last WHERE last.utterance_id = u.id) ", named!(), "
        WHERE u.meeting_id = $1 AND replace($2, '\"' || u.id || '\"', '') <> $2");
    MEMBERS = "SELECT unit_id, member_id FROM unit_members ORDER BY unit_id, member_id";
    NAMES = "SELECT n.unit_id, n.short_name FROM unit_names n JOIN units u ON u.id = n.unit_id
        WHERE n.valid_from <= $1 AND n.valid_to >= $1 AND u.valid_from <= $1 AND u.valid_to >= $1";
    /// The last code of year `$1`; codes of a year are equally long, so that they sort as their numbers do.
    LAST_CODE = "SELECT MAX(code) FROM directives WHERE substr(code, 4, 4) = $1";
    ACCEPT = "UPDATE proposals SET decision = 'accepted', decided_at = $2, decided_by = $3, decided_name = $4
        WHERE id = $1 AND decision IS NULL";
    ADD_PARENT = "INSERT INTO directive_parents (id, meeting_id, task) VALUES ($1, $2, $3)";
}

#[derive(sqlx::FromRow)]
struct Said {
    id: String,
    speaker_id: String,
    speaker_name: String,
    speaker_post: String,
    began_at: i64,
    written: String,
}

/// What directives of one order share.
pub(super) struct Basis {
    pub(super) meeting: MeetingId,
    pub(super) proposal: Option<ProposalId>,
    /// Identity of the parent of several, when they come with one.
    pub(super) parent: Option<String>,
    pub(super) utterances: Vec<String>,
    pub(super) quote: String,
    pub(super) due_text: Option<String>,
    pub(super) directed_on: String,
    pub(super) leader_id: String,
    pub(super) leader_name: String,
    pub(super) leader_post: String,
}

/// A unit by its name of the day.
pub(super) type Named = (UnitId, String);

impl Store {
    /// Accepts a proposal as it is or changed, and makes its directives: one for each lead, a group being its members,
    /// under a parent when there are several. All of it or nothing. Names of units are those of the day of speech,
    /// codes are numbered in the Vietnamese year of `now`. Answers the meeting and the directives.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`], [`Refusal::ProposalDecided`],
    /// [`Refusal::DirectiveIncomplete`] (also for a unit that is none on that day) or [`Refusal::TooLarge`].
    pub async fn accept_proposal(
        &self,
        grant: &Grant<act::EditMinutes>,
        id: &ProposalId,
        order: Order,
        now: Moment,
    ) -> Result<(MeetingId, Vec<DirectiveId>), StoreError> {
        let order = order.checked()?;
        let kept = self.undecided(grant, id).await?;
        let mut basis = self.basis(grant, &kept.meeting, kept.proposal.turns).await?;
        basis.proposal = Some(kept.id);
        basis.quote = kept.proposal.quote;
        basis.due_text = kept.proposal.deadline_text;
        Ok((kept.meeting, self.order(grant.account(), &basis, &order, now).await?))
    }

    /// Makes directives that were not proposed, resting on these sentences of the meeting.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with [`Refusal::NotFound`] for a meeting or sentence not in sight,
    /// [`Refusal::DirectiveIncomplete`] or [`Refusal::TooLarge`].
    pub async fn add_directive(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        utterances: &[UtteranceId],
        order: Order,
        now: Moment,
    ) -> Result<Vec<DirectiveId>, StoreError> {
        let order = order.checked()?;
        let named: HashSet<&UtteranceId> = utterances.iter().collect();
        if utterances.len() > MOST_UTTERANCES {
            return Err(Refusal::TooLarge.into());
        }
        let basis = self.basis(grant, meeting, utterances.iter().map(|id| id.0.clone()).collect()).await?;
        if basis.utterances.len() != named.len() {
            return Err(Refusal::NotFound.into());
        }
        self.order(grant.account(), &basis, &order, now).await
    }

    /// Who ordered, when and in what words: whoever said the first of `turns`, else the chair.
    async fn basis(
        &self,
        grant: &Grant<act::EditMinutes>,
        meeting: &MeetingId,
        turns: Vec<String>,
    ) -> Result<Basis, StoreError> {
        let chair: Option<(String, String, i64)> = sqlx::query_as(CHAIR)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let (chair_id, chair_name, began_at) = chair.ok_or(Refusal::NotFound)?;
        let list = serde_json::to_string(&turns).expect("a list of texts is plain JSON");
        let said: Vec<Said> = sqlx::query_as(SAID).bind(meeting.as_str()).bind(&list).fetch_all(&self.pool).await?;
        let mut said: HashMap<String, Said> = said.into_iter().map(|said| (said.id.clone(), said)).collect();
        let first = turns.iter().find_map(|turn| said.get(turn).map(|_| turn.clone()));
        let mut utterances: Vec<String> = Vec::with_capacity(said.len());
        for turn in turns {
            if said.contains_key(&turn) && !utterances.contains(&turn) {
                utterances.push(turn);
            }
        }
        let mut basis = Basis {
            meeting: meeting.clone(),
            proposal: None,
            parent: None,
            utterances,
            quote: String::new(),
            due_text: None,
            directed_on: Moment(began_at).day_in_vietnam(),
            leader_id: chair_id,
            leader_name: chair_name,
            leader_post: String::new(),
        };
        if let Some(first) = first.and_then(|first| said.remove(&first)) {
            basis.directed_on = Moment(first.began_at).day_in_vietnam();
            basis.quote = first.written;
            basis.leader_id = first.speaker_id;
            basis.leader_name = first.speaker_name;
            basis.leader_post = first.speaker_post;
        } else {
            let post: Option<String> = sqlx::query_scalar(POST)
                .bind(&basis.leader_id)
                .bind(&basis.directed_on)
                .bind(meeting.as_str())
                .fetch_optional(&self.pool)
                .await?;
            basis.leader_post = post.unwrap_or_default();
        }
        Ok(basis)
    }

    async fn order(
        &self,
        account: &Account,
        basis: &Basis,
        order: &Order,
        now: Moment,
    ) -> Result<Vec<DirectiveId>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let units = named(&mut connection, order, &basis.directed_on).await?;
        let giver = Giver { id: Some(account.id.as_str()), name: &account.name, unit: &account.unit_name };
        let mut tries = 0;
        loop {
            // The number is read before the transaction, which begins with a write: an order that was quicker makes
            // this one fail on the unique code, and it is numbered anew.
            let rows = numbered(&mut connection, &units.leads, now).await?;
            let mut tx = connection.begin().await?;
            match insert_order(&mut tx, &giver, basis, order, &rows, &units.co_units, now).await {
                Err(StoreError::Database(error)) if is_duplicate(&error) && tries < TRIES => tries += 1,
                Err(error) => return Err(error),
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(rows.into_iter().map(|row| row.id).collect());
                }
            }
        }
    }
}

/// Who gives an order; no account when it comes with a meeting held elsewhere.
pub(super) struct Giver<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) unit: &'a str,
}

/// The units of an order by their names of the day.
pub(super) struct Units {
    /// Groups replaced by their members.
    pub(super) leads: Vec<Named>,
    pub(super) co_units: Vec<Named>,
}

/// A directive about to be kept.
pub(super) struct Row<'a> {
    pub(super) id: DirectiveId,
    pub(super) code: String,
    pub(super) lead: &'a Named,
}

/// The units an order names on `day`.
///
/// # Errors
/// [`Refusal::DirectiveIncomplete`] when one is none on that day or no lead is left, [`Refusal::TooLarge`].
pub(super) async fn named(connection: &mut SqliteConnection, order: &Order, day: &str) -> Result<Units, StoreError> {
    let names: Vec<(String, String)> = sqlx::query_as(NAMES).bind(day).fetch_all(&mut *connection).await?;
    let names: HashMap<UnitId, String> = names.into_iter().map(|(id, name)| (UnitId(id), name)).collect();
    let mut members: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    let pairs: Vec<(String, String)> = sqlx::query_as(MEMBERS).fetch_all(connection).await?;
    for (group, member) in pairs {
        members.entry(UnitId(group)).or_default().push(UnitId(member));
    }
    let mut units = Units { leads: Vec::new(), co_units: Vec::new() };
    let mut seen: HashSet<UnitId> = HashSet::new();
    let mut open: Vec<UnitId> = order.lead_units.iter().rev().cloned().collect();
    while let Some(unit) = open.pop() {
        if !seen.insert(unit.clone()) {
            continue;
        }
        let name = names.get(&unit).ok_or(Refusal::DirectiveIncomplete)?;
        match members.get(&unit) {
            // Of a group, those that exist on that day.
            Some(group) => open.extend(group.iter().rev().filter(|member| names.contains_key(*member)).cloned()),
            None => units.leads.push((unit, name.clone())),
        }
    }
    let mut seen = HashSet::new();
    for unit in order.co_units.iter().filter(|unit| seen.insert(*unit)) {
        let name = names.get(unit).ok_or(Refusal::DirectiveIncomplete)?;
        units.co_units.push((unit.clone(), name.clone()));
    }
    match units.leads.len() {
        0 => Err(Refusal::DirectiveIncomplete.into()),
        n if n > MOST_UNITS => Err(Refusal::TooLarge.into()),
        _ => Ok(units),
    }
}

/// One directive for each lead, with the next numbers of the Vietnamese year of `now`.
pub(super) async fn numbered<'a>(
    connection: &mut SqliteConnection,
    leads: &'a [Named],
    now: Moment,
) -> Result<Vec<Row<'a>>, StoreError> {
    let year = now.day_in_vietnam()[..4].to_owned();
    let last: Option<String> = sqlx::query_scalar(LAST_CODE).bind(&year).fetch_one(connection).await?;
    let first = number(last.as_deref())? + 1;
    let row = |(number, lead): (u32, &'a Named)| Row {
        id: DirectiveId::fresh(),
        code: format!("CĐ-{year}-{number:06}"),
        lead,
    };
    Ok((first..).zip(leads).map(row).collect())
}

/// Keeps the directives of one order, with a parent when there are several, and the decision on their proposal.
pub(super) async fn insert_order(
    tx: &mut SqliteConnection,
    giver: &Giver<'_>,
    basis: &Basis,
    order: &Order,
    rows: &[Row<'_>],
    co_units: &[Named],
    now: Moment,
) -> Result<(), StoreError> {
    if let Some(proposal) = &basis.proposal {
        let done = sqlx::query(ACCEPT)
            .bind(proposal.as_str())
            .bind(now.0)
            .bind(giver.id)
            .bind(giver.name)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Refusal::ProposalDecided.into());
        }
    }
    let parent = (rows.len() > 1).then(|| basis.parent.clone().unwrap_or_else(|| DirectiveId::fresh().0));
    if let Some(parent) = &parent {
        sqlx::query(ADD_PARENT).bind(parent).bind(basis.meeting.as_str()).bind(&order.task).execute(&mut *tx).await?;
    }
    insert_directives(&mut *tx, basis, order, rows, parent.as_deref(), now).await?;
    let together: Vec<(&DirectiveId, &Named)> =
        rows.iter().flat_map(|row| co_units.iter().filter(|co| co.0 != row.lead.0).map(|co| (&row.id, co))).collect();
    for batch in together.chunks(BATCH) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO directive_co_units (directive_id, unit_id, unit_name) ");
        insert.push_values(batch, |mut line, (directive, (unit, name))| {
            line.push_bind(directive.as_str()).push_bind(unit.as_str()).push_bind(name);
        });
        insert.build().execute(&mut *tx).await?;
    }
    let mut insert = QueryBuilder::<Db>::new(
        "INSERT INTO directive_events (directive_id, at, kind, actor_id, actor_name, actor_unit, note, due) ",
    );
    insert.push_values(rows, |mut line, row| {
        line.push_bind(row.id.as_str())
            .push_bind(now.0)
            .push_bind(DirectiveEventKind::Assigned.code())
            .push_bind(giver.id)
            .push_bind(giver.name)
            .push_bind(giver.unit)
            .push_bind("")
            .push_bind(None::<String>);
    });
    insert.build().execute(tx).await?;
    Ok(())
}

/// The number in a code; 0 without one.
fn number(code: Option<&str>) -> Result<u32, StoreError> {
    let Some(code) = code else { return Ok(0) };
    let digits = code.rsplit('-').next().unwrap_or_default();
    digits.parse().map_err(|_| StoreError::Unreadable { column: "directives.code" })
}

async fn insert_directives(
    tx: &mut SqliteConnection,
    basis: &Basis,
    order: &Order,
    rows: &[Row<'_>],
    parent: Option<&str>,
    now: Moment,
) -> Result<(), StoreError> {
    let utterances = serde_json::to_string(&basis.utterances).expect("a list of texts is plain JSON");
    let mut insert = QueryBuilder::<Db>::new(
        "INSERT INTO directives (id, code, parent_id, meeting_id, proposal_id, lead_unit_id, lead_unit_name, task, quote,
            utterances, clause, directed_on, leader_id, leader_name, leader_post, due, due_text, recurring, conditional,
            created_at) ",
    );
    insert.push_values(rows, |mut line, row| {
        line.push_bind(row.id.as_str())
            .push_bind(&row.code)
            .push_bind(parent)
            .push_bind(basis.meeting.as_str())
            .push_bind(basis.proposal.as_ref().map(ProposalId::as_str))
            .push_bind(row.lead.0.as_str())
            .push_bind(&row.lead.1)
            .push_bind(&order.task)
            .push_bind(&basis.quote)
            .push_bind(&utterances)
            .push_bind("")
            .push_bind(&basis.directed_on)
            .push_bind(&basis.leader_id)
            .push_bind(&basis.leader_name)
            .push_bind(&basis.leader_post)
            .push_bind(&order.due)
            .push_bind(&basis.due_text)
            .push_bind(order.recurring)
            .push_bind(order.conditional)
            .push_bind(now.0);
    });
    insert.build().execute(&mut *tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
