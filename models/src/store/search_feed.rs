//! What the search index reads: which meetings changed, and everything of a meeting that can be found.

use std::collections::{HashMap, HashSet};

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::directive::{DirectiveEvent, DirectiveEventKind, EventDetail, Proposal};
use crate::id::{MeetingId, PersonId, TrackId, UnitId, UtteranceId};
use crate::meeting::MeetingState;
use crate::minutes::{MinutesDocument, Passage, PassageKind};
use crate::search::{Entry, Heard, History, HitKind, Reader};

/// A meeting whose entries are older than its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Which.
    pub meeting: MeetingId,
    /// Grows with every change.
    pub change: i64,
    /// Whether it is in progress.
    pub live: bool,
}

statements! {
    STALE = "SELECT s.meeting_id, s.change, m.state FROM search_stale s JOIN meetings m ON m.id = s.meeting_id
        ORDER BY m.starts_at DESC, m.id";
    READ = "DELETE FROM search_stale WHERE meeting_id = $1 AND change = $2";
    EVERYTHING = "INSERT INTO search_stale (meeting_id, change) SELECT id, 1 FROM meetings WHERE TRUE
        ON CONFLICT (meeting_id) DO UPDATE SET change = search_stale.change + 1";
    LINE = "WITH RECURSIVE line (id) AS (
            SELECT CAST($1 AS TEXT)
            UNION SELECT before.unit_id FROM unit_successors before JOIN line ON before.successor_id = line.id
        ) SELECT id FROM line ORDER BY id";
    KIN = "WITH RECURSIVE before (id) AS (
            SELECT CAST($1 AS TEXT)
            UNION SELECT s.unit_id FROM unit_successors s JOIN before ON s.successor_id = before.id
        ), after (id) AS (
            SELECT CAST($1 AS TEXT)
            UNION SELECT s.successor_id FROM unit_successors s JOIN after ON s.unit_id = after.id
        ) SELECT id FROM before UNION SELECT id FROM after ORDER BY id";
    MEETING = "SELECT id, title, starts_at, opened_at, chair_id, secretary_id FROM meetings WHERE id = $1";
    SITES = "SELECT unit_id FROM sites WHERE meeting_id = $1 ORDER BY place";
    UTTERANCES = concat!("SELECT u.id, u.track_id, ", speaker!(), ", u.began_at, u.t0, u.t1,
            COALESCE(r.written, u.written) AS written, t.length_ms > 0 AS sounds
        FROM utterances u
        JOIN tracks t ON t.id = u.track_id
        LEFT JOIN utterance_revisions r ON r.utterance_id = u.id AND r.number =
            (SELECT max(last.number) FROM utterance_revisions last WHERE last.utterance_id = u.id) ", named!(),
        "WHERE u.meeting_id = $1 ORDER BY u.began_at, u.t0, u.id");
    MINUTES = "SELECT passages FROM minutes WHERE meeting_id = $1";
    ISSUED = "SELECT content FROM minutes_versions WHERE meeting_id = $1 AND state = 'issued' ORDER BY number";
    DIRECTIVES = "SELECT id, code, parent_id, lead_unit_id, lead_unit_name, task, quote, utterances, leader_id, leader_name, leader_post,
            due, due_text
        FROM directives WHERE meeting_id = $1 ORDER BY code";
    CO_UNITS = "SELECT c.directive_id, c.unit_id, c.unit_name FROM directive_co_units c
        JOIN directives d ON d.id = c.directive_id WHERE d.meeting_id = $1 ORDER BY c.directive_id, c.unit_name";
    EVENTS = "SELECT e.directive_id, e.at, e.kind, e.due FROM directive_events e
        JOIN directives d ON d.id = e.directive_id WHERE d.meeting_id = $1 ORDER BY e.seq";
    PROPOSED = "SELECT id, content FROM proposals WHERE meeting_id = $1 AND decision IS NULL ORDER BY place";
}

#[derive(sqlx::FromRow)]
struct MeetingColumns {
    id: String,
    title: String,
    starts_at: i64,
    opened_at: Option<i64>,
    chair_id: String,
    secretary_id: String,
}

#[derive(sqlx::FromRow)]
struct UtteranceColumns {
    id: String,
    track_id: String,
    speaker_id: String,
    speaker_name: String,
    speaker_post: String,
    unit_id: String,
    unit_name: String,
    began_at: i64,
    t0: i64,
    t1: i64,
    written: String,
    sounds: bool,
}

#[derive(sqlx::FromRow)]
struct DirectiveColumns {
    id: String,
    code: String,
    parent_id: Option<String>,
    lead_unit_id: String,
    lead_unit_name: String,
    task: String,
    quote: String,
    utterances: String,
    leader_id: String,
    leader_name: String,
    leader_post: String,
    due: Option<String>,
    due_text: Option<String>,
}

#[derive(sqlx::FromRow)]
struct EventColumns {
    directive_id: String,
    at: i64,
    kind: String,
    due: Option<String>,
}

impl Store {
    /// Meetings that changed since the index read them, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_stale(&self) -> Result<Vec<Stale>, StoreError> {
        let rows: Vec<(String, i64, String)> = sqlx::query_as(STALE).fetch_all(&self.pool).await?;
        let stale = |(meeting, change, state): (String, i64, String)| Stale {
            meeting: MeetingId(meeting),
            change,
            live: state == MeetingState::Live.code(),
        };
        Ok(rows.into_iter().map(stale).collect())
    }

    /// Takes the marks of these meetings away, but of those that have not changed since they were asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_read(&self, read: &[&Stale]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        for stale in read {
            sqlx::query(READ).bind(stale.meeting.as_str()).bind(stale.change).execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Marks every meeting to be read anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_everything_stale(&self) -> Result<(), StoreError> {
        sqlx::query(EVERYTHING).execute(&self.pool).await?;
        Ok(())
    }

    /// What this account may find: everything, or what its unit and the units whose records it inherited took part in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_reader(&self, grant: &Grant<act::Search>) -> Result<Reader, StoreError> {
        Ok(Reader::of(grant, self.unit_line(&grant.account().unit).await?))
    }

    /// A unit and every unit whose records it inherited.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unit_line(&self, unit: &UnitId) -> Result<Vec<UnitId>, StoreError> {
        let line: Vec<String> = sqlx::query_scalar(LINE).bind(unit.as_str()).fetch_all(&self.pool).await?;
        Ok(line.into_iter().map(UnitId).collect())
    }

    /// A unit with all that came before it and all that came after it, for narrowing a search; it gives no right to anything.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unit_kin(&self, unit: &UnitId) -> Result<Vec<UnitId>, StoreError> {
        let kin: Vec<String> = sqlx::query_scalar(KIN).bind(unit.as_str()).fetch_all(&self.pool).await?;
        Ok(kin.into_iter().map(UnitId).collect())
    }

    /// Everything of a meeting that can be found, for the index; nothing of a meeting that is not there.
    ///
    /// # Errors
    /// When the database fails or holds something unreadable.
    pub async fn search_entries(&self, meeting: &MeetingId) -> Result<Vec<Entry>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let id = meeting.as_str();
        let row: Option<MeetingColumns> = sqlx::query_as(MEETING).bind(id).fetch_optional(&mut *tx).await?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let sites: Vec<String> = sqlx::query_scalar(SITES).bind(id).fetch_all(&mut *tx).await?;
        let utterances: Vec<UtteranceColumns> = sqlx::query_as(UTTERANCES).bind(id).fetch_all(&mut *tx).await?;
        let passages: Option<String> = sqlx::query_scalar(MINUTES).bind(id).fetch_optional(&mut *tx).await?;
        let issued: Vec<String> = sqlx::query_scalar(ISSUED).bind(id).fetch_all(&mut *tx).await?;
        let directives: Vec<DirectiveColumns> = sqlx::query_as(DIRECTIVES).bind(id).fetch_all(&mut *tx).await?;
        let co_units: Vec<(String, String, String)> = sqlx::query_as(CO_UNITS).bind(id).fetch_all(&mut *tx).await?;
        let events: Vec<EventColumns> = sqlx::query_as(EVENTS).bind(id).fetch_all(&mut *tx).await?;
        let proposed: Vec<(String, String)> = sqlx::query_as(PROPOSED).bind(id).fetch_all(&mut *tx).await?;
        tx.commit().await?;

        let day = Moment(row.starts_at).day_in_vietnam();
        let names: HashMap<UnitId, String> =
            self.units_on(&day).await?.into_iter().map(|unit| (unit.id, unit.short_name)).collect();
        let held = Held {
            readers: sites.into_iter().map(UnitId).collect(),
            persons: vec![PersonId(row.chair_id), PersonId(row.secretary_id)],
            opened_at: row.opened_at,
            said: utterances.iter().map(|utterance| (utterance.id.clone(), Said::of(utterance))).collect(),
            id: MeetingId(row.id),
            title: row.title,
            day,
        };
        let mut entries = Vec::new();
        let mut around: HashMap<String, Vec<String>> = HashMap::new();
        held.directives(&mut entries, &mut around, directives, &co_units, &events)?;
        held.proposals(&mut entries, &mut around, &proposed, &names)?;
        held.utterances(&mut entries, &mut around, utterances);
        held.minutes(&mut entries, passages.as_deref(), &issued)?;
        Ok(entries)
    }
}

/// What every entry of a meeting has.
struct Held {
    id: MeetingId,
    title: String,
    day: String,
    opened_at: Option<i64>,
    readers: Vec<UnitId>,
    persons: Vec<PersonId>,
    said: HashMap<String, Said>,
}

/// Where a sentence stands in time and in its recording.
#[derive(Clone)]
struct Said {
    began_at: i64,
    heard: Option<Heard>,
}

impl Said {
    fn of(row: &UtteranceColumns) -> Self {
        let heard = Heard {
            utterance: UtteranceId(row.id.clone()),
            track: TrackId(row.track_id.clone()),
            t0: row.t0,
            t1: row.t1,
        };
        Self { began_at: row.began_at, heard: Some(heard).filter(|_| row.sounds) }
    }
}

impl Held {
    /// An entry of this meeting, resting on a sentence or none.
    fn entry(&self, kind: HitKind, id: &str, title: String, body: String, said: Option<&str>) -> Entry {
        let said = said.and_then(|id| self.said.get(id));
        Entry {
            kind,
            id: id.to_owned(),
            meeting: self.id.clone(),
            meeting_title: self.title.clone(),
            day: self.day.clone(),
            title,
            body,
            context: Vec::new(),
            readers: self.readers.clone(),
            persons: self.persons.clone(),
            units: Vec::new(),
            people: Vec::new(),
            joint: false,
            heard: said.and_then(|said| said.heard.clone()),
            at_seconds: said.zip(self.opened_at).map(|(said, opened)| (said.began_at - opened) as f64 / 1000.0),
            history: None,
        }
    }

    fn directives(
        &self,
        entries: &mut Vec<Entry>,
        around: &mut HashMap<String, Vec<String>>,
        rows: Vec<DirectiveColumns>,
        co_units: &[(String, String, String)],
        events: &[EventColumns],
    ) -> Result<(), StoreError> {
        for row in rows {
            let said = utterances_of(&row.utterances)?;
            let id = row.parent_id.as_deref().unwrap_or(&row.id);
            let history = history(row.due.clone(), events.iter().filter(|event| event.directive_id == row.id))?;
            let mut entry =
                self.entry(HitKind::Directive, id, row.task.clone(), row.quote, said.first().map(String::as_str));
            entry.joint = row.parent_id.is_some();
            entry.units = vec![(UnitId(row.lead_unit_id), row.lead_unit_name.clone())];
            entry.people = vec![(PersonId(row.leader_id), row.leader_name.clone())];
            entry.context = vec![row.lead_unit_name, row.code, format!("{}, {}", row.leader_name, row.leader_post)];
            entry.context.extend(row.due_text);
            for (_, unit, name) in co_units.iter().filter(|(directive, ..)| *directive == row.id) {
                entry.units.push((UnitId(unit.clone()), name.clone()));
                entry.context.push(name.clone());
            }
            entry.readers.extend(entry.units.iter().map(|(unit, _)| unit.clone()));
            entry.history = Some(history);
            entries.push(entry);
            note(around, &said, &row.task);
        }
        Ok(())
    }

    fn proposals(
        &self,
        entries: &mut Vec<Entry>,
        around: &mut HashMap<String, Vec<String>>,
        rows: &[(String, String)],
        names: &HashMap<UnitId, String>,
    ) -> Result<(), StoreError> {
        for (id, content) in rows {
            let proposal: Proposal =
                serde_json::from_str(content).map_err(|_| StoreError::Unreadable { column: "proposals.content" })?;
            let said = proposal.turns.first().map(String::as_str);
            note(around, &proposal.turns, &proposal.task);
            let mut entry = self.entry(HitKind::Directive, id, proposal.task, proposal.quote, said);
            let units = proposal.lead_units.into_iter().chain(proposal.co_units);
            entry.units = units.filter_map(|unit| names.get(&unit).cloned().map(|name| (unit, name))).collect();
            entry.context = entry.units.iter().map(|(_, name)| name.clone()).collect();
            entry.context.extend(proposal.deadline_text);
            entries.push(entry);
        }
        Ok(())
    }

    fn utterances(
        &self,
        entries: &mut Vec<Entry>,
        around: &mut HashMap<String, Vec<String>>,
        rows: Vec<UtteranceColumns>,
    ) {
        for row in rows {
            let people = vec![(PersonId(row.speaker_id), row.speaker_name.clone())];
            let title = if row.speaker_post.is_empty() {
                row.speaker_name
            } else {
                format!("{}, {}", row.speaker_name, row.speaker_post)
            };
            let mut entry = self.entry(HitKind::Utterance, &row.id, title, row.written, Some(&row.id));
            entry.units = vec![(UnitId(row.unit_id), row.unit_name.clone())];
            entry.people = people;
            entry.context = vec![row.unit_name];
            // A sentence is also found by the words of what was ordered with it.
            entry.context.extend(around.remove(&row.id).unwrap_or_default());
            entries.push(entry);
        }
    }

    /// Passages of the issued texts, and of the minutes as they stand where they say something else.
    fn minutes(&self, entries: &mut Vec<Entry>, passages: Option<&str>, issued: &[String]) -> Result<(), StoreError> {
        let mut told: HashSet<String> = HashSet::new();
        for content in issued {
            // What a frozen text holds besides its passages may change with versions of the program.
            let Ok(document) = serde_json::from_str::<MinutesDocument>(content) else { continue };
            let name = match &document.head.number {
                Some(number) => format!("Biên bản số {number}/{}", document.head.sign),
                None => "Biên bản".to_owned(),
            };
            told.extend(document.passages.iter().map(Passage::text));
            self.passages(entries, HitKind::Document, &name, &document.passages, &HashSet::new());
        }
        if let Some(passages) = passages {
            let passages: Vec<Passage> =
                serde_json::from_str(passages).map_err(|_| StoreError::Unreadable { column: "minutes.passages" })?;
            self.passages(entries, HitKind::Minutes, "Biên bản (dự thảo)", &passages, &told);
        }
        Ok(())
    }

    fn passages(
        &self,
        entries: &mut Vec<Entry>,
        kind: HitKind,
        name: &str,
        passages: &[Passage],
        told: &HashSet<String>,
    ) {
        let (mut section, mut topic) = (String::new(), String::new());
        for passage in passages {
            let text = crate::text::kept(&passage.text());
            match passage.kind {
                PassageKind::Section => (section, topic) = (text.clone(), String::new()),
                PassageKind::Topic => topic.clone_from(&text),
                PassageKind::Paragraph => {}
            }
            if text.is_empty() || passage.kind == PassageKind::Section || told.contains(&passage.text()) {
                continue;
            }
            let heading = if topic.is_empty() || passage.kind == PassageKind::Topic { &section } else { &topic };
            let title = if heading.is_empty() { name.to_owned() } else { format!("{name}: {heading}") };
            let said = passage.utterances.first().map(UtteranceId::as_str);
            let mut entry = self.entry(kind, self.id.as_str(), title, text, said);
            entry.joint = true;
            entries.push(entry);
        }
    }
}

/// Lets every sentence of `said` be found by the words of `task`.
fn note(around: &mut HashMap<String, Vec<String>>, said: &[String], task: &str) {
    for utterance in said {
        around.entry(utterance.clone()).or_default().push(task.to_owned());
    }
}

fn utterances_of(column: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(column).map_err(|_| StoreError::Unreadable { column: "directives.utterances" })
}

/// What happened to a directive, without words and names.
fn history<'a>(due: Option<String>, events: impl Iterator<Item = &'a EventColumns>) -> Result<History, StoreError> {
    let event = |event: &EventColumns| {
        Ok(DirectiveEvent {
            at: Moment(event.at),
            kind: DirectiveEventKind::from_code(&event.kind)
                .ok_or(StoreError::Unreadable { column: "directive_events.kind" })?,
            actor_name: String::new(),
            actor_unit: String::new(),
            note: String::new(),
            due: event.due.clone(),
            detail: EventDetail::default(),
        })
    };
    Ok(History { due, events: events.map(event).collect::<Result<_, StoreError>>()? })
}

#[cfg(test)]
mod tests;
