//! What is kept of a meeting, as its papers need it.

use std::collections::HashMap;
use std::path::Path;

use giaoban_minutes::attendance::attendance;
use giaoban_minutes::papers::{Facts, attended};
use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, PersonId};
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::minutes::AttendanceLine;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{RoomEventKind, Store, StoreError};
use giaoban_models::unit::Unit;

use crate::clocks;
use crate::minutes::document::{in_capitals, letters};

/// Kinds of places, as names of bodies have them before the place's own name.
const PLACES: [&str; 9] =
    ["tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "thị trấn ", "phường ", "đặc khu ", "xã "];

/// What is kept of the meeting.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such meeting; when the store fails.
pub async fn facts(store: &Store, data: &Path, id: &MeetingId, now: Moment) -> Result<Facts, StoreError> {
    let meeting = store.meeting_for_room(id).await?.ok_or(Refusal::NotFound)?;
    let day = meeting.starts_at.day_in_vietnam();
    let units = store.units_on(&day).await?;
    let gazetteer = store.gazetteer(&day).await?;
    let hall = meeting.sites.iter().find(|site| site.hall);
    let own = hall.and_then(|hall| units.iter().find(|unit| unit.id == hall.unit));
    let above = |unit: &Unit| unit.parent.as_ref().and_then(|id| units.iter().find(|unit| unit.id == *id));
    let body = own.map(|unit| unit.full_name.as_str()).or(hall.map(|hall| hall.unit_name.as_str())).unwrap_or_default();
    let body = body.split(" (").next().unwrap_or_default().to_owned();
    let lineage = std::iter::successors(own, |unit| above(unit)).take(8);
    let place = lineage.filter_map(|unit| place_of(&unit.full_name)).next().unwrap_or_default();
    let held = gazetteer.persons.iter().filter(|person| person.id == meeting.chair);
    let chair_post = held
        .clone()
        .find(|person| meeting.sites.iter().any(|site| site.unit == person.unit_id))
        .or_else(|| held.clone().next())
        .map(|person| person.post.clone())
        .unwrap_or_default();
    let over = meeting.state == MeetingState::Ended;
    let minutes = store.minutes_for_server(id).await?.map(|kept| kept.passages).unwrap_or_default();
    Ok(Facts {
        agency: in_capitals(&body),
        superior: own.and_then(above).map(|unit| in_capitals(&unit.full_name)),
        letters: letters(&body),
        place,
        chair_post,
        agenda: store.agenda(id).await?,
        minutes,
        tasks: if over { store.assigned_tasks(id).await? } else { vec![] },
        attendance: attendance_of(store, &meeting).await?,
        papers_due: clocks::papers_due(&meeting, &crate::directives::holidays(data), now),
        body,
        meeting,
    })
}

/// Who attended, by the room's log; nobody when the log does not tell.
///
/// # Errors
/// When the store fails.
pub async fn attendance_of(store: &Store, meeting: &Meeting) -> Result<Vec<AttendanceLine>, StoreError> {
    if meeting.state != MeetingState::Ended {
        return Ok(vec![]);
    }
    let events = store.room_events(&meeting.id).await?;
    if !events.iter().any(|event| event.kind == RoomEventKind::Joined) {
        return Ok(vec![]);
    }
    let gazetteer = store.gazetteer(&meeting.starts_at.day_in_vietnam()).await?;
    let mut people: HashMap<PersonId, (String, String)> = HashMap::new();
    for person in gazetteer.persons {
        people.entry(person.id).or_insert((person.name, person.post));
    }
    Ok(attended(&attendance(meeting, &events), &people))
}

/// The place in the name of a body: "Ủy ban nhân dân xã Cam Lộ" sits in "Cam Lộ".
fn place_of(name: &str) -> Option<String> {
    let name = name.split(" (").next().unwrap_or_default();
    let found = PLACES.iter().filter_map(|kind| name.rfind(kind).map(|at| (at, &name[at + kind.len()..])));
    found.max_by_key(|(at, _)| *at).map(|(_, place)| place.to_owned()).filter(|place| !place.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_body_is_that_of_its_name() {
        for (name, place) in [
            ("Ủy ban nhân dân xã Cam Lộ", Some("Cam Lộ")),
            ("Ủy ban nhân dân tỉnh Quảng Trị (trước sắp xếp)", Some("Quảng Trị")),
            ("Thôn An Thái, xã Hiếu Giang", Some("Hiếu Giang")),
            ("Sở Nội vụ", None),
        ] {
            assert_eq!(place_of(name).as_deref(), place, "{name}");
        }
    }
}
