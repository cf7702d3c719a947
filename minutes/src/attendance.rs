//! Attendance (thành phần tham dự): who was connected when, from the room's own log.

use std::collections::HashMap;

use giaoban_models::clock::Moment;
use giaoban_models::id::{ParticipantId, PersonId, SiteId, UnitId};
use giaoban_models::meeting::Meeting;
use giaoban_models::store::{RoomEvent, RoomEventKind};

pub use spans::Span;
use spans::{covered, without};

mod spans;
#[cfg(test)]
mod tests;

/// One person in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonAttendance {
    /// Who.
    pub person: PersonId,
    /// When they were connected, by time; never empty.
    pub present: Vec<Span>,
    /// When their connection was lost and awaited.
    pub outages: Vec<Span>,
    /// When they left before the end; none for who stayed or was lost to the end.
    pub left_at: Option<Moment>,
}

/// One site (điểm cầu).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAttendance {
    /// Identity.
    pub site: SiteId,
    /// The unit whose room it is.
    pub unit: UnitId,
    /// Its name on that day.
    pub unit_name: String,
    /// Whether it is the main hall.
    pub hall: bool,
    /// When it was connected first; none when it never was.
    pub connected_at: Option<Moment>,
    /// Who sat there and was connected at any time, by the time they came.
    pub people: Vec<PersonAttendance>,
    /// When nobody of the site was connected though somebody was awaited back.
    pub outages: Vec<Span>,
    /// When the last of them left before the end.
    pub left_at: Option<Moment>,
}

/// Attendance of a meeting, between its opening and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// When the meeting was opened.
    pub from: Moment,
    /// When it ended; the last line of the log while it has not.
    pub to: Moment,
    /// Every site of the meeting, in the meeting's order.
    pub sites: Vec<SiteAttendance>,
}

impl Attendance {
    /// How many sites other than the hall were called.
    #[must_use]
    pub fn called(&self) -> usize {
        self.sites.iter().filter(|site| !site.hall).count()
    }

    /// How many of them were connected at any time: "có mặt n/m điểm cầu".
    #[must_use]
    pub fn present(&self) -> usize {
        self.sites.iter().filter(|site| !site.hall && site.connected_at.is_some()).count()
    }
}

/// What the log said of one participant so far.
#[derive(Default)]
struct Track {
    person: Option<PersonId>,
    site: Option<SiteId>,
    connected: Option<Moment>,
    lost: Option<Moment>,
    present: Vec<Span>,
    outages: Vec<Span>,
    left_at: Option<Moment>,
}

impl Track {
    fn back(&mut self, at: Moment) {
        if let Some(lost) = self.lost.take() {
            self.outages.push(Span { from: lost, to: at });
        }
        self.connected.get_or_insert(at);
        self.left_at = None;
    }

    fn lose(&mut self, at: Moment) {
        if let Some(since) = self.connected.take() {
            self.present.push(Span { from: since, to: at });
            self.lost = Some(at);
        }
    }

    fn leave(&mut self, at: Moment) {
        let gone = self.connected.take().map(|since| {
            self.present.push(Span { from: since, to: at });
            at
        });
        // Whoever is taken off the list after their line broke was gone from the break on.
        self.left_at = gone.or(self.lost.take());
    }

    fn end(&mut self, at: Moment) {
        if let Some(since) = self.connected.take() {
            self.present.push(Span { from: since, to: at });
        }
        if let Some(lost) = self.lost.take() {
            self.outages.push(Span { from: lost, to: at });
        }
    }
}

/// Attendance of `meeting` by its log (`events` by time). What was before the opening counts only as far as it reaches
/// into the meeting: whoever came early is present from the opening, whoever left before it was not there.
#[must_use]
pub fn attendance(meeting: &Meeting, events: &[RoomEvent]) -> Attendance {
    let logged = |kind| events.iter().find(|event| event.kind == kind).map(|event| event.at);
    let from = meeting.opened_at.or_else(|| logged(RoomEventKind::Opened)).unwrap_or(meeting.starts_at);
    let last = events.last().map_or(from, |event| event.at).max(from);
    let to = meeting.ended_at.or_else(|| logged(RoomEventKind::Ended)).unwrap_or(last).max(from);
    let meeting_span = Span { from, to };

    let mut order: Vec<ParticipantId> = Vec::new();
    let mut tracks: HashMap<ParticipantId, Track> = HashMap::new();
    for event in events.iter().filter(|event| event.at <= to) {
        if event.kind == RoomEventKind::ServerRestarted {
            tracks.values_mut().for_each(|track| track.lose(event.at));
            continue;
        }
        let Some(who) = &event.participant else { continue };
        let track = tracks.entry(who.clone()).or_insert_with(|| {
            order.push(who.clone());
            Track::default()
        });
        track.person = event.person.clone().or(track.person.take());
        track.site = event.site.clone().or(track.site.take());
        match event.kind {
            RoomEventKind::Joined | RoomEventKind::OutageEnded => track.back(event.at),
            RoomEventKind::OutageBegan => track.lose(event.at),
            RoomEventKind::Left => track.leave(event.at),
            _ => {}
        }
    }

    let mut seated: HashMap<SiteId, Vec<PersonAttendance>> = HashMap::new();
    for who in order {
        let Some(mut track) = tracks.remove(&who) else { continue };
        track.end(to);
        let (Some(person), Some(site)) = (track.person, track.site) else { continue };
        let present = covered(&track.present, meeting_span);
        if present.is_empty() {
            continue;
        }
        let outages = covered(&track.outages, meeting_span);
        let left_at = track.left_at.filter(|at| *at < to);
        let people = seated.entry(site).or_default();
        match people.iter_mut().find(|seen| seen.person == person) {
            // The same person at a second device.
            Some(seen) => {
                seen.present = covered(&[seen.present.as_slice(), &present].concat(), meeting_span);
                seen.outages = without(&[seen.outages.as_slice(), &outages].concat(), &seen.present);
                seen.left_at = seen.left_at.zip(left_at).map(|(a, b)| a.max(b));
            }
            None => people.push(PersonAttendance { person, present, outages, left_at }),
        }
    }

    let sites = meeting.sites.iter().map(|site| {
        let mut people = seated.remove(&site.id).unwrap_or_default();
        people.sort_by_key(|one| one.present.first().map(|span| span.from));
        let present = covered(&people.iter().flat_map(|one| one.present.clone()).collect::<Vec<_>>(), meeting_span);
        let lost: Vec<Span> = people.iter().flat_map(|one| one.outages.clone()).collect();
        SiteAttendance {
            site: site.id.clone(),
            unit: site.unit.clone(),
            unit_name: site.unit_name.clone(),
            hall: site.hall,
            connected_at: present.first().map(|span| span.from),
            outages: without(&lost, &present),
            left_at: people
                .iter()
                .map(|one| one.left_at)
                .collect::<Option<Vec<_>>>()
                .and_then(|all| all.into_iter().max()),
            people,
        }
    });
    Attendance { from, to, sites: sites.collect() }
}
