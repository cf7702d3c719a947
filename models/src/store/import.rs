//! Meetings held elsewhere, brought in whole or not at all.

use std::collections::{BTreeMap, HashMap, HashSet};

use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;

use super::error::is_duplicate;
use super::gazetteer::insert_gazetteer;
use super::units::{insert_persons, insert_positions};
use super::{Db, RoomEventKind, Store, StoreError};
use crate::clock::Moment;
use crate::directive::{DirectiveEventKind, Proposal};
use crate::gazetteer::Gazetteer;
use crate::id::{DirectiveId, MeetingId, ParticipantId, PersonId, ProposalId, SiteId, TrackId, UnitId};
use crate::meeting::MeetingState;
use crate::role::Role;
use crate::unit::{Person, PositionHeld};

/// Rows written by one statement: a turn has sixteen columns, SQLite takes 32766 parameters.
const BATCH: usize = 1000;
/// The account imported meetings are called by. It has no password, so nobody signs in as it.
const IMPORTER: &str = "giaoban-import";
/// What is kept as the engine of words that no engine of ours heard.
const ENGINE: &str = "nhập từ tệp";

/// A meeting as a file tells it. Text is as it is kept, days and identities are checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedMeeting {
    /// Its identity, kept.
    pub id: MeetingId,
    /// What it was called.
    pub title: String,
    /// Day, `YYYY-MM-DD`.
    pub day: String,
    /// When it was opened.
    pub starts_at: Moment,
    /// Who presided.
    pub chair: ImportedSpeaker,
    /// Who wrote.
    pub secretary: ImportedSpeaker,
    /// Chương trình.
    pub agenda: Vec<String>,
    /// What was said, in order.
    pub turns: Vec<ImportedTurn>,
    /// Directives drawn from it by people.
    pub directives: Vec<ImportedDirective>,
    /// What extraction proposes, for people to decide on.
    pub proposals: Vec<(ProposalId, Proposal)>,
}

/// Somebody who spoke, with the post of that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedSpeaker {
    /// As the file names them.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Unit.
    pub unit: UnitId,
}

/// A stretch of speech. Times in milliseconds since the meeting was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedTurn {
    /// Its identity, kept.
    pub id: String,
    /// Beginning.
    pub t0: i64,
    /// End.
    pub t1: i64,
    /// Who spoke.
    pub speaker: ImportedSpeaker,
    /// The words as heard.
    pub spoken: String,
    /// The written form.
    pub written: String,
}

/// A directive somebody drew from a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedDirective {
    /// Its identity, kept; with several leads that of the parent.
    pub id: DirectiveId,
    /// The turns it rests on, the one with the quote first.
    pub turns: Vec<String>,
    /// As said.
    pub quote: String,
    /// Leads; a group stands for its members.
    pub lead_units: Vec<UnitId>,
    /// Who helps.
    pub co_units: Vec<UnitId>,
    /// The task.
    pub task: String,
    /// `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or none.
    pub due: Option<String>,
    /// The phrase it came from.
    pub due_text: Option<String>,
    /// Comes again and again.
    pub recurring: bool,
    /// Depends on something happening.
    pub conditional: bool,
}

/// What an import added; zero where everything was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Meetings.
    pub meetings: usize,
    /// Turns.
    pub turns: usize,
    /// Directives, one for each lead.
    pub directives: usize,
    /// Proposals.
    pub proposals: usize,
}

statements! {
    PEOPLE = "SELECT id, name FROM persons";
    UNIT_NAMES = "SELECT unit_id, full_name, short_name FROM unit_names";
    NAMES_ON = "SELECT n.unit_id, n.short_name FROM unit_names n JOIN units u ON u.id = n.unit_id
        WHERE n.valid_from <= $1 AND n.valid_to >= $1 AND u.valid_from <= $1 AND u.valid_to >= $1";
    MEMBERS = "SELECT unit_id, member_id FROM unit_members ORDER BY unit_id, member_id";
    KNOWN = "SELECT title, starts_at FROM meetings WHERE id = $1";
    SAID = "SELECT id, written FROM utterances WHERE meeting_id = $1";
    CALLER = "INSERT INTO accounts (id, username, password_hash, person_id, unit_id, role, created_at)
        VALUES ($1, $1, 'none', $1, $2, $3, $4) ON CONFLICT DO NOTHING";
    MEETING = "INSERT INTO meetings (id, title, state, starts_at, opened_at, ended_at, chair_id, chair_name, secretary_id,
            secretary_name, called_by, created_at, synthetic)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, FALSE)";
    LAST_CODE = "SELECT MAX(code) FROM directives WHERE substr(code, 4, 4) = $1";
    DIRECTIVES_KNOWN = "SELECT id FROM directives WHERE meeting_id = $1
        UNION SELECT id FROM directive_parents WHERE meeting_id = $1 UNION SELECT id FROM proposals WHERE meeting_id = $1";
    LAST_PLACE = "SELECT COALESCE(MAX(place), -1) FROM proposals WHERE meeting_id = $1";
    PARENT = "INSERT INTO directive_parents (id, meeting_id, task) VALUES ($1, $2, $3)";
    DIRECTIVE = "INSERT INTO directives (id, code, parent_id, meeting_id, lead_unit_id, lead_unit_name, task, quote, utterances,
            clause, directed_on, leader_id, leader_name, leader_post, due, due_text, recurring, conditional, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    CO_UNIT = "INSERT INTO directive_co_units (directive_id, unit_id, unit_name) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    ASSIGNED = "INSERT INTO directive_events (directive_id, at, kind, actor_id, actor_name, actor_unit, note, due)
        VALUES ($1, $2, $3, NULL, $4, $5, '', NULL)";
}

impl Store {
    /// Brings in units, people and meetings, the operator's own work: everything or, on any error, nothing. What is there
    /// already stays as it is, so that the same file again changes nothing. With `rehearse` nothing is kept either way.
    ///
    /// Meetings are of the hall (the chair's unit) and the units whose people spoke. Somebody whose identity belongs to a
    /// person of another name gets one that begins with the name of the units file.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`] for a unit that is none on the day of its meeting, [`StoreError::Taken`] for an
    /// identity that belongs to something else.
    pub async fn import_meetings(
        &self,
        gazetteer: &Gazetteer,
        meetings: &[ImportedMeeting],
        now: Moment,
        rehearse: bool,
    ) -> Result<Imported, StoreError> {
        let mut tx = self.pool.begin().await?;
        let mut import = Import { tx: &mut tx, people: People::default(), now, done: Imported::default() };
        import.authority(gazetteer).await?;
        for meeting in meetings {
            import.meeting(meeting).await?;
        }
        let done = import.done;
        if rehearse {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
        }
        Ok(done)
    }
}

/// Who is who: identities that are taken, by the name they belong to.
#[derive(Default)]
struct People {
    names: HashMap<PersonId, String>,
    /// Put before an identity that is taken.
    set: String,
}

impl People {
    /// The identity of somebody a file calls `id`.
    fn identity(&mut self, id: &PersonId, name: &str) -> PersonId {
        let mut identity = id.clone();
        while self.names.get(&identity).is_some_and(|known| known != name) {
            identity = PersonId(format!("{}/{identity}", self.set));
        }
        self.names.entry(identity.clone()).or_insert_with(|| name.to_owned());
        identity
    }
}

struct Import<'a> {
    tx: &'a mut SqliteConnection,
    people: People,
    now: Moment,
    done: Imported,
}

impl Import<'_> {
    async fn authority(&mut self, gazetteer: &Gazetteer) -> Result<(), StoreError> {
        let names: Vec<(String, String, String)> = sqlx::query_as(UNIT_NAMES).fetch_all(&mut *self.tx).await?;
        for unit in &gazetteer.units {
            let mut known = names.iter().filter(|(id, ..)| *id == unit.id.0).peekable();
            let same = |(_, full, short): &(String, String, String)| {
                *full == crate::text::kept(&unit.full_name) || *short == crate::text::kept(&unit.short_name)
            };
            if known.peek().is_some() && !known.any(same) {
                return Err(StoreError::Taken(unit.id.0.clone()));
            }
        }
        let people: Vec<(String, String)> = sqlx::query_as(PEOPLE).fetch_all(&mut *self.tx).await?;
        self.people.names = people.into_iter().map(|(id, name)| (PersonId(id), name)).collect();
        self.people.set = if gazetteer.meta.id.is_empty() { "import".to_owned() } else { gazetteer.meta.id.clone() };
        let mut gazetteer = gazetteer.clone();
        for person in &mut gazetteer.persons {
            person.id = self.people.identity(&person.id, &crate::text::kept(&person.name));
        }
        insert_gazetteer(self.tx, &gazetteer).await
    }

    async fn meeting(&mut self, meeting: &ImportedMeeting) -> Result<(), StoreError> {
        let names: Vec<(String, String)> = sqlx::query_as(NAMES_ON).bind(&meeting.day).fetch_all(&mut *self.tx).await?;
        let names: HashMap<UnitId, String> = names.into_iter().map(|(id, name)| (UnitId(id), name)).collect();
        let speakers: Vec<&ImportedSpeaker> =
            [&meeting.chair, &meeting.secretary].into_iter().chain(meeting.turns.iter().map(|t| &t.speaker)).collect();
        for speaker in &speakers {
            named(&names, &speaker.unit)?;
        }
        if !self.is_known(meeting).await? {
            let identities = self.introduce(meeting, &speakers).await?;
            self.begin(meeting, &identities).await?;
            let sites = self.sites(meeting, &names, &speakers).await?;
            let tracks = self.tracks(meeting, &names, &sites, &identities).await?;
            self.turns(meeting, &names, &tracks, &identities).await?;
            self.done.meetings += 1;
            let line = crate::audit::AuditEntry {
                at: self.now,
                actor: Some(IMPORTER.into()),
                actor_name: "giaoban import".to_owned(),
                act: "meeting.imported".to_owned(),
                subject: meeting.id.as_str().to_owned(),
                detail: serde_json::Value::Null,
            };
            super::audit::append(self.tx, &line).await?;
        }
        let known: Vec<String> =
            sqlx::query_scalar(DIRECTIVES_KNOWN).bind(meeting.id.as_str()).fetch_all(&mut *self.tx).await?;
        let known: HashSet<String> = known.into_iter().collect();
        self.directives(meeting, &names, &known).await?;
        self.proposals(meeting, &known).await
    }

    /// Whether the meeting is there. Another meeting of that identity is refused.
    async fn is_known(&mut self, meeting: &ImportedMeeting) -> Result<bool, StoreError> {
        let known: Option<(String, i64)> =
            sqlx::query_as(KNOWN).bind(meeting.id.as_str()).fetch_optional(&mut *self.tx).await?;
        let Some((title, starts_at)) = known else { return Ok(false) };
        let said: Vec<(String, String)> =
            sqlx::query_as(SAID).bind(meeting.id.as_str()).fetch_all(&mut *self.tx).await?;
        let said: HashMap<&str, &str> = said.iter().map(|(id, written)| (id.as_str(), written.as_str())).collect();
        let same = title == meeting.title
            && starts_at == meeting.starts_at.0
            && said.len() == meeting.turns.len()
            && meeting.turns.iter().all(|turn| said.get(turn.id.as_str()) == Some(&turn.written.as_str()));
        if same { Ok(true) } else { Err(StoreError::Taken(meeting.id.0.clone())) }
    }

    /// Everybody who took part is a person with a post of that day. Answers who they are.
    async fn introduce(
        &mut self,
        meeting: &ImportedMeeting,
        speakers: &[&ImportedSpeaker],
    ) -> Result<HashMap<ImportedIdentity, PersonId>, StoreError> {
        let mut identities = HashMap::new();
        let mut persons = vec![Person { id: IMPORTER.into(), name: "Nhập dữ liệu từ tệp".to_owned() }];
        let mut positions = Vec::new();
        for speaker in speakers {
            let key = (speaker.id.clone(), speaker.name.clone());
            if identities.contains_key(&key) {
                continue;
            }
            let id = self.people.identity(&speaker.id, &speaker.name);
            persons.push(Person { id: id.clone(), name: speaker.name.clone() });
            positions.push(PositionHeld {
                person: id.clone(),
                unit: speaker.unit.clone(),
                post: speaker.post.clone(),
                valid_from: Some(meeting.day.clone()),
                valid_to: Some(meeting.day.clone()),
            });
            identities.insert(key, id);
        }
        insert_persons(self.tx, &persons).await?;
        insert_positions(self.tx, &positions).await?;
        sqlx::query(CALLER)
            .bind(IMPORTER)
            .bind(meeting.chair.unit.as_str())
            .bind(Role::RecordsClerk.code())
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        Ok(identities)
    }

    async fn begin(
        &mut self,
        meeting: &ImportedMeeting,
        identities: &HashMap<ImportedIdentity, PersonId>,
    ) -> Result<(), StoreError> {
        sqlx::query(MEETING)
            .bind(meeting.id.as_str())
            .bind(&meeting.title)
            .bind(MeetingState::Ended.code())
            .bind(meeting.starts_at.0)
            .bind(meeting.ended_at().0)
            .bind(identity(identities, &meeting.chair).as_str())
            .bind(&meeting.chair.name)
            .bind(identity(identities, &meeting.secretary).as_str())
            .bind(&meeting.secretary.name)
            .bind(IMPORTER)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        let agenda: Vec<(i64, &String)> = (0..).zip(&meeting.agenda).collect();
        for batch in agenda.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO agenda_items (meeting_id, place, title) ");
            insert.push_values(batch, |mut row, (place, title)| {
                row.push_bind(meeting.id.as_str()).push_bind(*place).push_bind(*title);
            });
            insert.build().execute(&mut *self.tx).await?;
        }
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO room_log (meeting_id, at, kind, detail) ");
        let events = [(meeting.starts_at, RoomEventKind::Opened), (meeting.ended_at(), RoomEventKind::Ended)];
        insert.push_values(events, |mut row, (at, kind)| {
            row.push_bind(meeting.id.as_str()).push_bind(at.0).push_bind(kind.code()).push_bind("null");
        });
        insert.build().execute(&mut *self.tx).await?;
        Ok(())
    }

    /// The hall, then the units in the order in which their people spoke.
    async fn sites(
        &mut self,
        meeting: &ImportedMeeting,
        names: &HashMap<UnitId, String>,
        speakers: &[&ImportedSpeaker],
    ) -> Result<HashMap<UnitId, SiteId>, StoreError> {
        let mut sites: HashMap<UnitId, SiteId> = HashMap::new();
        let mut rows = Vec::new();
        for speaker in speakers {
            if !sites.contains_key(&speaker.unit) {
                let site = SiteId::fresh();
                rows.push((site.clone(), &speaker.unit, named(names, &speaker.unit)?));
                sites.insert(speaker.unit.clone(), site);
            }
        }
        let rows: Vec<_> = (0_i64..).zip(rows).collect();
        for batch in rows.chunks(BATCH) {
            let mut insert =
                QueryBuilder::<Db>::new("INSERT INTO sites (id, meeting_id, unit_id, unit_name, hall, place) ");
            insert.push_values(batch, |mut row, (place, (site, unit, name))| {
                row.push_bind(site.as_str())
                    .push_bind(meeting.id.as_str())
                    .push_bind(unit.as_str())
                    .push_bind(*name)
                    .push_bind(*place == 0)
                    .push_bind(*place);
            });
            insert.build().execute(&mut *self.tx).await?;
        }
        Ok(sites)
    }

    /// Everybody who spoke takes part at the site of their unit, with a track that has no sound.
    async fn tracks(
        &mut self,
        meeting: &ImportedMeeting,
        names: &HashMap<UnitId, String>,
        sites: &HashMap<UnitId, SiteId>,
        identities: &HashMap<ImportedIdentity, PersonId>,
    ) -> Result<HashMap<PersonId, TrackId>, StoreError> {
        let mut tracks: HashMap<PersonId, TrackId> = HashMap::new();
        let mut rows = Vec::new();
        for speaker in meeting.turns.iter().map(|turn| &turn.speaker) {
            let person = identity(identities, speaker);
            if !tracks.contains_key(person) {
                let track = TrackId::fresh();
                tracks.insert(person.clone(), track.clone());
                rows.push((ParticipantId::fresh(), track, person, speaker));
            }
        }
        for batch in rows.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO participants (id, meeting_id, person_id, site_id) ");
            insert.push_values(batch, |mut row, (participant, _, person, speaker)| {
                row.push_bind(participant.as_str())
                    .push_bind(meeting.id.as_str())
                    .push_bind(person.as_str())
                    .push_bind(sites[&speaker.unit].as_str());
            });
            insert.build().execute(&mut *self.tx).await?;
            let mut insert = QueryBuilder::<Db>::new(
                "INSERT INTO tracks (id, meeting_id, participant_id, site_id, speaker_id, speaker_name, speaker_post, unit_id,
                    unit_name, kind, file, started_at, length_ms, transcribed_until_ms, finished, synthetic) ",
            );
            insert.push_values(batch, |mut row, (participant, track, person, speaker)| {
                row.push_bind(track.as_str())
                    .push_bind(meeting.id.as_str())
                    .push_bind(participant.as_str())
                    .push_bind(sites[&speaker.unit].as_str())
                    .push_bind(person.as_str())
                    .push_bind(&speaker.name)
                    .push_bind(&speaker.post)
                    .push_bind(speaker.unit.as_str())
                    .push_bind(&names[&speaker.unit])
                    .push_bind("audio")
                    .push_bind(format!("imported/{track}"))
                    .push_bind(meeting.starts_at.0)
                    .push_bind(0_i64)
                    .push_bind(0_i64)
                    .push_bind(true)
                    .push_bind(false);
            });
            insert.build().execute(&mut *self.tx).await?;
        }
        Ok(tracks)
    }

    async fn turns(
        &mut self,
        meeting: &ImportedMeeting,
        names: &HashMap<UnitId, String>,
        tracks: &HashMap<PersonId, TrackId>,
        identities: &HashMap<ImportedIdentity, PersonId>,
    ) -> Result<(), StoreError> {
        for batch in meeting.turns.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new(
                "INSERT INTO utterances (id, meeting_id, track_id, speaker_id, speaker_name, speaker_post, unit_id, unit_name,
                    began_at, t0, t1, spoken, written, words, confidence, engine) ",
            );
            insert.push_values(batch, |mut row, turn| {
                let person = identity(identities, &turn.speaker);
                row.push_bind(&turn.id)
                    .push_bind(meeting.id.as_str())
                    .push_bind(tracks[person].as_str())
                    .push_bind(person.as_str())
                    .push_bind(&turn.speaker.name)
                    .push_bind(&turn.speaker.post)
                    .push_bind(turn.speaker.unit.as_str())
                    .push_bind(&names[&turn.speaker.unit])
                    .push_bind(meeting.starts_at.plus(turn.t0).0)
                    .push_bind(turn.t0)
                    .push_bind(turn.t1)
                    .push_bind(&turn.spoken)
                    .push_bind(&turn.written)
                    .push_bind("[]")
                    .push_bind(1.0_f64)
                    .push_bind(ENGINE);
            });
            let done = insert.build().execute(&mut *self.tx).await;
            done.map_err(
                |error| {
                    if is_duplicate(&error) { StoreError::Taken(batch[0].id.clone()) } else { error.into() }
                },
            )?;
        }
        self.done.turns += meeting.turns.len();
        Ok(())
    }

    async fn directives(
        &mut self,
        meeting: &ImportedMeeting,
        names: &HashMap<UnitId, String>,
        known: &HashSet<String>,
    ) -> Result<(), StoreError> {
        let pairs: Vec<(String, String)> = sqlx::query_as(MEMBERS).fetch_all(&mut *self.tx).await?;
        let mut members: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for (group, member) in pairs {
            members.entry(UnitId(group)).or_default().push(UnitId(member));
        }
        let year = self.now.day_in_vietnam()[..4].to_owned();
        let last: Option<String> = sqlx::query_scalar(LAST_CODE).bind(&year).fetch_one(&mut *self.tx).await?;
        let last = last.as_deref().and_then(|code| code.rsplit('-').next()?.parse::<u32>().ok());
        let mut number = last.unwrap_or(0);
        for directive in meeting.directives.iter().filter(|directive| !known.contains(directive.id.as_str())) {
            let leads = leads(directive, names, &members)?;
            let parent = (leads.len() > 1).then_some(directive.id.as_str());
            if let Some(parent) = parent {
                let added = sqlx::query(PARENT)
                    .bind(parent)
                    .bind(meeting.id.as_str())
                    .bind(&directive.task)
                    .execute(&mut *self.tx)
                    .await;
                added.map_err(|error| taken(error, &directive.id))?;
            }
            for (at, lead) in leads.iter().enumerate() {
                number += 1;
                let id = parent.map_or_else(|| directive.id.0.clone(), |parent| format!("{parent}-{}", at + 1));
                let code = format!("CĐ-{year}-{number:06}");
                self.directive(meeting, directive, &id, &code, parent, (lead, named(names, lead)?)).await?;
                for co_unit in directive.co_units.iter().filter(|co_unit| *co_unit != lead) {
                    sqlx::query(CO_UNIT)
                        .bind(&id)
                        .bind(co_unit.as_str())
                        .bind(named(names, co_unit)?)
                        .execute(&mut *self.tx)
                        .await?;
                }
                self.done.directives += 1;
            }
        }
        Ok(())
    }

    async fn directive(
        &mut self,
        meeting: &ImportedMeeting,
        directive: &ImportedDirective,
        id: &str,
        code: &str,
        parent: Option<&str>,
        (lead, lead_name): (&UnitId, &str),
    ) -> Result<(), StoreError> {
        let first = directive.turns.first();
        let said = first.and_then(|first| meeting.turns.iter().find(|turn| turn.id == *first));
        let leader = said.map_or(&meeting.chair, |turn| &turn.speaker);
        let added = sqlx::query(DIRECTIVE)
            .bind(id)
            .bind(code)
            .bind(parent)
            .bind(meeting.id.as_str())
            .bind(lead.as_str())
            .bind(lead_name)
            .bind(&directive.task)
            .bind(&directive.quote)
            .bind(serde_json::to_string(&directive.turns).expect("a list of texts is plain JSON"))
            .bind(&meeting.day)
            .bind(self.people.identity(&leader.id, &leader.name).as_str())
            .bind(&leader.name)
            .bind(&leader.post)
            .bind(&directive.due)
            .bind(&directive.due_text)
            .bind(directive.recurring)
            .bind(directive.conditional)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await;
        added.map_err(|error| taken(error, &directive.id))?;
        sqlx::query(ASSIGNED)
            .bind(id)
            .bind(meeting.ended_at().0)
            .bind(DirectiveEventKind::Assigned.code())
            .bind(&meeting.secretary.name)
            .bind("")
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    async fn proposals(&mut self, meeting: &ImportedMeeting, known: &HashSet<String>) -> Result<(), StoreError> {
        let new: Vec<_> = meeting.proposals.iter().filter(|(id, _)| !known.contains(id.as_str())).collect();
        let last: i64 = sqlx::query_scalar(LAST_PLACE).bind(meeting.id.as_str()).fetch_one(&mut *self.tx).await?;
        let rows: Vec<_> = (last + 1..).zip(new).collect();
        for batch in rows.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO proposals (id, meeting_id, place, content) ");
            insert.push_values(batch, |mut row, (place, (id, proposal))| {
                row.push_bind(id.as_str())
                    .push_bind(meeting.id.as_str())
                    .push_bind(*place)
                    .push_bind(serde_json::to_string(proposal).expect("a proposal is plain JSON"));
            });
            let added = insert.build().execute(&mut *self.tx).await;
            added.map_err(|error| taken(error, &DirectiveId(batch[0].1.0.0.clone())))?;
        }
        self.done.proposals += rows.len();
        Ok(())
    }
}

/// Somebody as a file names them: the same identity with another name is somebody else.
type ImportedIdentity = (PersonId, String);

impl ImportedMeeting {
    /// When the last word was said.
    #[must_use]
    pub fn ended_at(&self) -> Moment {
        self.starts_at.plus(self.turns.iter().map(|turn| turn.t1).max().unwrap_or(0))
    }
}

fn identity<'a>(identities: &'a HashMap<ImportedIdentity, PersonId>, speaker: &ImportedSpeaker) -> &'a PersonId {
    &identities[&(speaker.id.clone(), speaker.name.clone())]
}

fn named<'a>(names: &'a HashMap<UnitId, String>, unit: &UnitId) -> Result<&'a str, StoreError> {
    names.get(unit).map(String::as_str).ok_or_else(|| StoreError::UnknownUnit(unit.clone()))
}

/// The leads of a directive, a group as its members of that day, each once.
fn leads(
    directive: &ImportedDirective,
    names: &HashMap<UnitId, String>,
    members: &BTreeMap<UnitId, Vec<UnitId>>,
) -> Result<Vec<UnitId>, StoreError> {
    let mut leads = Vec::new();
    let mut seen = HashSet::new();
    let mut open: Vec<&UnitId> = directive.lead_units.iter().rev().collect();
    while let Some(unit) = open.pop() {
        named(names, unit)?;
        if !seen.insert(unit) {
            continue;
        }
        match members.get(unit) {
            Some(group) => open.extend(group.iter().rev().filter(|member| names.contains_key(*member))),
            None => leads.push(unit.clone()),
        }
    }
    Ok(leads)
}

fn taken(error: sqlx::Error, id: &DirectiveId) -> StoreError {
    if is_duplicate(&error) { StoreError::Taken(id.0.clone()) } else { error.into() }
}

#[cfg(test)]
mod tests;
