//! The held meeting into the store.

use std::collections::{HashMap, HashSet};

use giaoban_models::access::act;
use giaoban_models::clock::Moment;
use giaoban_models::id::{ParticipantId, PersonId, SiteId, TrackId, UtteranceId};
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::store::{NewMeeting, RoomEvent, RoomEventKind, Store, TrackKind, TrackRow};
use giaoban_models::utterance::{Speaker, Utterance};

use super::super::sound::{Line as SpokenLine, PlannedTrack};
use super::super::{DemoError, People, grant};
use super::Script;
use super::timeline::{Take, Timeline};

/// What is kept as the engine of words that no engine heard.
const ENGINE: &str = "kịch bản mẫu";

/// Somebody's place in the meeting.
struct Place {
    participant: ParticipantId,
    site: SiteId,
    speaker: Speaker,
}

impl Script {
    /// Adds what is missing of the meeting, and says which sound belongs to it. Opening and ending come last, so that
    /// a meeting that was not loaded wholly is loaded further at the next start.
    pub(in crate::demo) async fn load(
        &self,
        store: &Store,
        people: &People,
        now: Moment,
    ) -> Result<Vec<PlannedTrack>, DemoError> {
        let meeting = match store.meeting_for_room(&self.id).await? {
            Some(meeting) => meeting,
            None => store.create_meeting(&grant::<act::CallMeeting>(&people.clerk)?, &self.called(now), now).await?,
        };
        let timeline = self.timeline(meeting.starts_at);
        let places = self.places(store, &meeting, people).await?;
        let tracks = self.tracks(&timeline, &places);
        if meeting.state != MeetingState::Ended {
            let preside = grant::<act::Preside>(&people.chair)?;
            self.add_words(store, people, &tracks, &timeline).await?;
            self.add_log(store, people, &places, &timeline).await?;
            store.open_meeting(&preside, &self.id, timeline.opened_at).await?;
            store.end_meeting(&preside, &self.id, timeline.ended_at).await?;
        }
        let said = Said::of(&tracks, &timeline);
        self.order(store, people, &said, meeting.starts_at, now).await?;
        self.issue(store, people, &said, meeting.starts_at, now).await?;
        let heard = |take: &Take| self.sound_of.as_ref().is_none_or(|people| people.contains(&take.person));
        let heard = tracks.into_iter().zip(&timeline.takes).filter(|(_, take)| heard(take));
        Ok(heard.map(|(row, take)| planned(row, take)).collect())
    }

    fn called(&self, now: Moment) -> NewMeeting {
        NewMeeting {
            id: self.id.clone(),
            title: self.title.clone(),
            starts_at: self.starts_at.at(now),
            chair: self.chair.clone(),
            secretary: self.secretary.clone(),
            hall: self.hall.clone(),
            sites: self.sites.clone(),
            agenda: self.agenda.clone(),
            synthetic: true,
        }
    }

    /// Everybody at the site of their unit, or in the hall.
    async fn places(
        &self,
        store: &Store,
        meeting: &Meeting,
        people: &People,
    ) -> Result<HashMap<PersonId, Place>, DemoError> {
        let day = meeting.starts_at.day_in_vietnam();
        let posts = store.people_on(&grant::<act::CallMeeting>(&people.clerk)?, &day).await?;
        let mut places = HashMap::new();
        for attendant in &self.present {
            let unit = &attendant.unit;
            let speaker = posts.iter().find(|s| s.person == attendant.person && s.unit == *unit);
            let site = meeting.sites.iter().find(|site| site.unit == *unit).or(meeting.sites.first());
            let (Some(speaker), Some(site)) = (speaker, site) else {
                return Err(DemoError::NotInOffice(attendant.person.clone()));
            };
            let participant = store.participant(&self.id, &attendant.person, None, &site.id).await?;
            let place = Place { participant, site: site.id.clone(), speaker: speaker.clone() };
            places.insert(attendant.person.clone(), place);
        }
        Ok(places)
    }

    fn tracks(&self, timeline: &Timeline, places: &HashMap<PersonId, Place>) -> Vec<TrackRow> {
        let row = |take: &Take| {
            let place = &places[&take.person];
            let name = format!("{}-{}-{}", self.id, take.person, take.number);
            TrackRow {
                file: format!("recordings/{}/{name}.ogg", self.id),
                id: TrackId(name),
                meeting: self.id.clone(),
                participant: place.participant.clone(),
                speaker: place.speaker.clone(),
                site: place.site.clone(),
                kind: TrackKind::Audio,
                started_at: Some(take.started_at),
                length_ms: take.length_ms,
                transcribed_until_ms: take.length_ms,
                finished: true,
                sha256: None,
                synthetic: true,
            }
        };
        timeline.takes.iter().map(row).collect()
    }

    async fn add_words(
        &self,
        store: &Store,
        people: &People,
        tracks: &[TrackRow],
        timeline: &Timeline,
    ) -> Result<(), DemoError> {
        let there = store.tracks(&grant::<act::ReadTranscript>(&people.chair)?, &self.id).await?;
        let there: HashSet<TrackId> = there.into_iter().map(|track| track.id).collect();
        for (row, take) in tracks.iter().zip(&timeline.takes) {
            if !there.contains(&row.id) {
                store.add_track(row).await?;
            }
            for (number, placed) in (1..).zip(&take.said) {
                let utterance = Utterance {
                    id: utterance(row, number),
                    meeting: self.id.clone(),
                    track: row.id.clone(),
                    speaker: row.speaker.clone(),
                    began_at: take.started_at.plus(placed.t0),
                    t0: placed.t0,
                    t1: placed.t1,
                    spoken: placed.spoken.clone(),
                    written: placed.written.clone(),
                    revision: 0,
                    corrected_by: None,
                    words: placed.words.clone(),
                    confidence: 1.0,
                    engine: ENGINE.to_owned(),
                };
                store.add_final(&utterance, placed.t1).await?;
            }
        }
        Ok(())
    }

    async fn add_log(
        &self,
        store: &Store,
        people: &People,
        places: &HashMap<PersonId, Place>,
        timeline: &Timeline,
    ) -> Result<(), DemoError> {
        // The log cannot be rewritten: what an interrupted loading wrote is the beginning of what is to be written.
        let written = store.room_events(&self.id).await?.len();
        for line in timeline.log.iter().skip(written) {
            let place = line.person.as_ref().map(|person| &places[person]);
            let by_the_chair = matches!(
                line.kind,
                RoomEventKind::Opened | RoomEventKind::Ended | RoomEventKind::FloorGiven | RoomEventKind::FloorTaken
            );
            let event = RoomEvent {
                at: line.at,
                kind: line.kind,
                actor: by_the_chair.then(|| people.chair.id.clone()),
                participant: place.map(|place| place.participant.clone()),
                person: line.person.clone(),
                site: place.map(|place| place.site.clone()),
                detail: serde_json::Value::Null,
            };
            store.log_room_event(&self.id, &event).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
impl Script {
    /// Loads the beginning and stops, as when the machine loses power.
    pub(in crate::demo) async fn begin(&self, store: &Store, people: &People, now: Moment) -> Result<(), DemoError> {
        let meeting = store.create_meeting(&grant(&people.clerk)?, &self.called(now), now).await?;
        let mut timeline = self.timeline(meeting.starts_at);
        let places = self.places(store, &meeting, people).await?;
        timeline.takes.truncate(3);
        timeline.log.truncate(7);
        self.add_words(store, people, &self.tracks(&timeline, &places), &timeline).await?;
        self.add_log(store, people, &places, &timeline).await
    }
}

/// The identity of a sentence: its track, and its place in it from 1.
fn utterance(row: &TrackRow, number: i32) -> UtteranceId {
    UtteranceId(format!("{}-{number}", row.id))
}

/// What was said, to be found by the words.
pub(super) struct Said(Vec<(UtteranceId, String)>);

impl Said {
    fn of(tracks: &[TrackRow], timeline: &Timeline) -> Self {
        let sentences = tracks.iter().zip(&timeline.takes).flat_map(|(row, take)| {
            (1..).zip(&take.said).map(|(number, placed)| (utterance(row, number), placed.written.clone()))
        });
        Self(sentences.collect())
    }

    /// The sentence with these words; a test finds each exactly once.
    pub(super) fn with(&self, words: &str) -> Option<&UtteranceId> {
        self.0.iter().find(|(_, written)| written.contains(words)).map(|(id, _)| id)
    }
}

fn planned(row: TrackRow, take: &Take) -> PlannedTrack {
    let line = |placed: &super::timeline::Placed| SpokenLine {
        at_ms: placed.t0,
        length_ms: placed.t1 - placed.t0,
        text: placed.spoken.clone(),
    };
    PlannedTrack { lines: take.said.iter().map(line).collect(), voice: take.voice.clone(), row }
}
