#![allow(clippy::unwrap_used)]

use giaoban_models::id::MeetingId;
use giaoban_models::meeting::{MeetingState, Site};

use super::*;

const MINUTE: i64 = 60_000;

fn at(minute: i64) -> Moment {
    Moment(minute * MINUTE)
}

fn span(from: i64, to: i64) -> Span {
    Span { from: at(from), to: at(to) }
}

fn meeting() -> Meeting {
    let site = |id: &str, hall| Site { id: id.into(), unit: id.into(), unit_name: format!("UBND {id}"), hall };
    Meeting {
        id: MeetingId::from("m"),
        title: "Giao ban".to_owned(),
        state: MeetingState::Ended,
        starts_at: at(0),
        opened_at: Some(at(10)),
        ended_at: Some(at(100)),
        chair: "chau".into(),
        chair_name: "Đinh Châu".to_owned(),
        secretary: "kien".into(),
        secretary_name: "Võ Kiên".to_owned(),
        sites: vec![site("hall", true), site("a", false), site("b", false)],
        synthetic: false,
    }
}

fn event(minute: i64, kind: RoomEventKind, who: &str, site: &str) -> RoomEvent {
    RoomEvent {
        at: at(minute),
        kind,
        actor: None,
        participant: Some(who.into()),
        person: Some(who.into()),
        site: Some(site.into()),
        detail: serde_json::Value::Null,
    }
}

use RoomEventKind::{Joined, Left, OutageBegan, OutageEnded, ServerRestarted};

#[test]
fn who_came_early_is_present_from_the_opening_and_who_left_before_it_was_not_there() {
    let log = [event(1, Joined, "p", "a"), event(2, Joined, "q", "b"), event(5, Left, "q", "b")];
    let seen = attendance(&meeting(), &log);
    assert_eq!(seen.sites[1].connected_at, Some(at(10)));
    assert_eq!(seen.sites[1].people[0].present, [span(10, 100)]);
    assert_eq!(seen.sites[2].connected_at, None);
    assert!(seen.sites[2].people.is_empty());
    assert_eq!((seen.present(), seen.called()), (1, 2));
}

#[test]
fn a_lost_line_is_an_outage_of_the_site_with_its_times() {
    let log = [event(1, Joined, "p", "a"), event(20, OutageBegan, "p", "a"), event(26, OutageEnded, "p", "a")];
    let site = &attendance(&meeting(), &log).sites[1];
    assert_eq!(site.outages, [span(20, 26)]);
    assert_eq!(site.people[0].present, [span(10, 20), span(26, 100)]);
    assert_eq!(site.left_at, None);
}

#[test]
fn a_site_with_a_second_machine_connected_has_no_outage() {
    let log = [
        event(1, Joined, "p", "a"),
        event(2, Joined, "q", "a"),
        event(20, OutageBegan, "p", "a"),
        event(22, OutageBegan, "q", "a"),
        event(23, OutageEnded, "p", "a"),
        event(30, OutageEnded, "q", "a"),
    ];
    let site = &attendance(&meeting(), &log).sites[1];
    assert_eq!(site.outages, [span(22, 23)]);
    assert_eq!(site.people[1].outages, [span(22, 30)]);
}

#[test]
fn a_line_that_never_came_back_is_out_to_the_end_and_a_leaver_is_gone_without_an_outage() {
    let log = [
        event(1, Joined, "p", "a"),
        event(2, Joined, "q", "b"),
        event(50, OutageBegan, "p", "a"),
        event(60, Left, "q", "b"),
    ];
    let seen = attendance(&meeting(), &log);
    assert_eq!(seen.sites[1].outages, [span(50, 100)]);
    assert_eq!((seen.sites[2].left_at, seen.sites[2].outages.len()), (Some(at(60)), 0));
}

#[test]
fn a_restart_of_the_server_is_an_outage_of_everybody_until_each_is_back() {
    let mut restart = event(40, ServerRestarted, "p", "a");
    (restart.participant, restart.person, restart.site) = (None, None, None);
    let log = [
        event(1, Joined, "p", "a"),
        event(2, Joined, "q", "b"),
        restart,
        event(41, Joined, "p", "a"),
        event(44, OutageEnded, "q", "b"),
    ];
    let seen = attendance(&meeting(), &log);
    assert_eq!(seen.sites[1].outages, [span(40, 41)]);
    assert_eq!(seen.sites[2].outages, [span(40, 44)]);
}

#[test]
fn who_is_put_out_while_the_line_is_down_was_gone_from_the_break_on() {
    let log = [event(1, Joined, "p", "a"), event(30, OutageBegan, "p", "a"), event(70, Left, "p", "a")];
    let site = &attendance(&meeting(), &log).sites[1];
    assert_eq!(site.left_at, Some(at(30)));
    assert!(site.outages.is_empty());
}
