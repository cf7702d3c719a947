//! Who presided when, by the room's log (người được trao quyền chủ trì). The chair of the meeting always may.

use giaoban_models::clock::Moment;
use giaoban_models::id::{ParticipantId, PersonId};
use giaoban_models::store::{RoomEvent, RoomEventKind};

/// Who presided in place of the chair, and from when: by time.
#[derive(Debug, Default)]
pub struct Presiding(Vec<(Moment, Option<PersonId>)>);

impl Presiding {
    /// Out of a room's log, by time. Presiding ends when it is handed on or back, and when who presides leaves.
    pub fn read(events: &[RoomEvent]) -> Self {
        let mut changes = Vec::new();
        let mut acting: Option<&ParticipantId> = None;
        for event in events {
            match (event.kind, &event.participant) {
                (RoomEventKind::ChairHanded, Some(to)) => {
                    acting = Some(to);
                    changes.push((event.at, event.person.clone()));
                }
                (RoomEventKind::Left, Some(who)) if acting == Some(who) => {
                    acting = None;
                    changes.push((event.at, None));
                }
                _ => {}
            }
        }
        Self(changes)
    }

    /// Whether this person presided in place of the chair at that moment.
    pub fn was(&self, person: &PersonId, at: Moment) -> bool {
        let last = self.0.iter().rev().find(|(from, _)| *from <= at);
        last.is_some_and(|(_, acting)| acting.as_ref() == Some(person))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: i64, kind: RoomEventKind, who: &str) -> RoomEvent {
        RoomEvent {
            at: Moment(at),
            kind,
            actor: None,
            participant: Some(who.into()),
            person: Some(format!("p-{who}").as_str().into()),
            site: None,
            detail: serde_json::Value::Null,
        }
    }

    #[test]
    fn whoever_was_handed_the_chair_presides_until_it_goes_on_or_they_leave() {
        let log = [
            event(5, RoomEventKind::Joined, "binh"),
            event(10, RoomEventKind::ChairHanded, "binh"),
            event(15, RoomEventKind::Left, "dat"),
            event(20, RoomEventKind::ChairHanded, "dat"),
            event(30, RoomEventKind::Left, "dat"),
        ];
        let presiding = Presiding::read(&log);
        let at = |moment: i64| {
            let was = |who: &str| presiding.was(&who.into(), Moment(moment));
            (was("p-binh"), was("p-dat"))
        };
        assert_eq!(
            [9, 10, 19, 20, 29, 30].map(at),
            [(false, false), (true, false), (true, false), (false, true), (false, true), (false, false)]
        );
    }
}
