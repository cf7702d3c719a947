#![allow(clippy::unwrap_used)]

use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;
use giaoban_models::meeting::{Meeting, MeetingState, Site};
use giaoban_models::refusal::Refusal;
use giaoban_models::role::Role;
use proptest::prelude::*;

use super::*;
use crate::sfu::Forwarding;
use crate::signal::DeviceKind;

const NOON: Moment = Moment(1_800_000_000_000);

fn at(ms: i64) -> Moment {
    NOON.plus(ms)
}

fn meeting() -> Meeting {
    let site = |n: &str, hall| Site { id: n.into(), unit: n.into(), unit_name: format!("UBND {n}"), hall };
    Meeting {
        id: "m".into(),
        title: "Giao ban".into(),
        state: MeetingState::Scheduled,
        starts_at: NOON,
        opened_at: None,
        ended_at: None,
        chair: "chau".into(),
        chair_name: "Châu".into(),
        secretary: "kien".into(),
        secretary_name: "Kiên".into(),
        sites: vec![site("hall", true), site("camlo", false), site("hieugiang", false)],
        synthetic: false,
    }
}

/// The cast: `chau` presides in the hall; everybody else sits at the site of their name.
fn entrant(name: &str) -> Entrant {
    let chair = name == "chau";
    Entrant {
        participant: name.into(),
        account: Account {
            id: name.into(),
            username: name.to_owned(),
            person: name.into(),
            name: name.to_owned(),
            post: "Chủ tịch".into(),
            unit: name.into(),
            unit_name: format!("UBND {name}"),
            role: Role::UnitHead,
        },
        site: if chair { "hall".into() } else { name.into() },
        hall: chair,
        chair,
        presides: chair,
    }
}

/// A room and the connections of its people, so that tests read like minutes of a meeting.
struct Stage {
    room: Room,
    clock: i64,
}

impl Stage {
    fn new() -> Self {
        Self { room: Room::new(meeting(), CaptioningState::Writing), clock: 0 }
    }

    fn with(names: &[&str]) -> Self {
        let mut stage = Self::new();
        for name in names {
            stage.says(name, ClientMessage::Join { take_over: false });
            stage.room.handle(NOON, Input::Slots { participant: (*name).into(), video: 4 });
        }
        stage
    }

    fn connection(name: &str) -> ConnectionId {
        ConnectionId(name.bytes().map(u64::from).sum())
    }

    fn says(&mut self, name: &str, message: ClientMessage) -> Vec<Output> {
        self.says_from(name, Self::connection(name), message)
    }

    fn says_from(&mut self, name: &str, from: ConnectionId, message: ClientMessage) -> Vec<Output> {
        self.clock += 1;
        self.room.handle(at(self.clock), Input::Message { from, entrant: Box::new(entrant(name)), message })
    }

    fn drops(&mut self, name: &str) -> Vec<Output> {
        self.clock += 1;
        self.room.handle(at(self.clock), Input::Closed { from: Self::connection(name) })
    }

    fn seat(&self, name: &str) -> crate::signal::ParticipantView {
        self.room.view().participants.into_iter().find(|p| p.id == name.into()).unwrap()
    }
}

fn refused(out: &[Output]) -> Option<Refusal> {
    out.iter().find_map(|o| match o {
        Output::Say(_, ServerMessage::Refused { refusal } | ServerMessage::PutOut { refusal }) => Some(refusal.code),
        _ => None,
    })
}

fn forwarding(out: &[Output]) -> Forwarding {
    out.iter()
        .rev()
        .find_map(|o| if let Output::Forward(f) = o { Some(f.clone()) } else { None })
        .expect("the media server is told")
}

#[test]
fn a_commune_official_cannot_open_the_meeting_or_touch_others() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    for message in [
        ClientMessage::Open,
        ClientMessage::End,
        ClientMessage::GiveFloor { participant: "camlo".into() },
        ClientMessage::TakeFloor,
        ClientMessage::Mute { participant: "chau".into() },
        ClientMessage::LowerHand { participant: "hieugiang".into() },
    ] {
        assert_eq!(refused(&stage.says("camlo", message)), Some(Refusal::NotPresiding));
    }
    assert!(!stage.room.is_live());
}

#[test]
fn nothing_is_done_for_a_socket_that_has_not_joined() {
    let mut stage = Stage::new();
    assert_eq!(refused(&stage.says("chau", ClientMessage::Open)), Some(Refusal::NotJoined));
}

#[test]
fn recording_runs_from_the_opening_to_the_end() {
    let mut stage = Stage::with(&["chau", "camlo"]);
    assert!(!forwarding(&stage.says("camlo", ClientMessage::SetMuted { muted: false })).recording);
    assert!(forwarding(&stage.says("chau", ClientMessage::Open)).recording);
    assert!(!forwarding(&stage.says("chau", ClientMessage::End)).recording);
    assert_eq!(
        refused(&stage.says("hieugiang", ClientMessage::Join { take_over: false })),
        Some(Refusal::MeetingEnded)
    );
}

#[test]
fn whoever_gets_the_floor_is_heard_seen_large_and_has_their_hand_taken_down() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    stage.says("camlo", ClientMessage::RaiseHand { raised: true });
    let out = stage.says("chau", ClientMessage::GiveFloor { participant: "camlo".into() });
    let rules = forwarding(&out);
    assert!(rules.microphones_open.contains(&"camlo".into()));
    assert_eq!(rules.video[&"hieugiang".into()][0], Some("camlo".into()));
    assert_eq!(rules.video[&"camlo".into()][0], Some("chau".into()), "nobody is large to themselves");
    assert_eq!(stage.seat("camlo").hand_raised_at, None);

    let rules = forwarding(&stage.says("chau", ClientMessage::TakeFloor));
    assert!(!rules.microphones_open.contains(&"camlo".into()));
    assert_eq!(rules.floor, None);
}

#[test]
fn a_muted_site_is_not_forwarded_until_it_opens_its_microphone() {
    let mut stage = Stage::with(&["chau", "camlo"]);
    stage.says("camlo", ClientMessage::SetMuted { muted: false });
    let rules = forwarding(&stage.says("chau", ClientMessage::Mute { participant: "camlo".into() }));
    assert!(rules.microphones_open.is_empty());
}

#[test]
fn after_an_outage_floor_hand_and_microphone_are_as_before() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    stage.says("chau", ClientMessage::Open);
    stage.says("hieugiang", ClientMessage::RaiseHand { raised: true });
    stage.says("chau", ClientMessage::GiveFloor { participant: "camlo".into() });
    for name in ["camlo", "hieugiang"] {
        let before = stage.seat(name);
        let out = stage.drops(name);
        assert!(out.iter().any(|o| matches!(o, Output::Keep(e) if e.kind == EntryKind::OutageBegan)));
        assert!(!stage.seat(name).connected);
        let out = stage.says(name, ClientMessage::Join { take_over: false });
        assert!(out.iter().any(|o| matches!(o, Output::Keep(e) if e.kind == EntryKind::OutageEnded)));
        assert_eq!(stage.seat(name), before);
    }
    assert_eq!(stage.room.view().floor, Some("camlo".into()));
}

#[test]
fn a_second_machine_of_one_account_is_asked_before_it_takes_over() {
    let mut stage = Stage::with(&["chau", "camlo"]);
    let second = ConnectionId(9_999);
    let out = stage.says_from("camlo", second, ClientMessage::Join { take_over: false });
    assert_eq!(refused(&out), Some(Refusal::AlreadyJoined));
    let out = stage.says_from("camlo", second, ClientMessage::Join { take_over: true });
    assert_eq!(refused(&out), Some(Refusal::TakenOver));
    assert!(out.contains(&Output::Close(Stage::connection("camlo"))));
    assert_eq!(stage.room.present(), 2);
    // The old socket's end must not throw out the new one.
    stage.drops("camlo");
    assert!(stage.seat("camlo").connected);
}

#[test]
fn two_people_of_one_name_are_two_people() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    let mut namesake = entrant("hieugiang");
    namesake.account.name = "camlo".into();
    stage.room.handle(
        NOON,
        Input::Message {
            from: Stage::connection("hieugiang"),
            entrant: Box::new(namesake),
            message: ClientMessage::Join { take_over: false },
        },
    );
    let rules = forwarding(&stage.says("chau", ClientMessage::GiveFloor { participant: "hieugiang".into() }));
    assert!(rules.microphones_open.contains(&"hieugiang".into()) && !rules.microphones_open.contains(&"camlo".into()));
}

#[test]
fn the_seventeenth_device_is_refused() {
    let names: Vec<String> = (0..MOST_DEVICES).map(|i| format!("site{}", "x".repeat(i))).collect();
    let mut stage = Stage::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(refused(&stage.says("chau", ClientMessage::Join { take_over: false })), Some(Refusal::RoomFull));
}

#[test]
fn the_large_picture_follows_a_steady_voice_and_not_a_cough() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    let level = |who: &str| Input::Levels(vec![(who.into(), 20)]);
    stage.room.handle(at(0), level("camlo"));
    stage.room.handle(at(5_000), level("hieugiang"));
    let large = |stage: &mut Stage| {
        forwarding(&stage.says("chau", ClientMessage::SetCamera { on: true })).video[&"chau".into()][0].clone()
    };
    assert_eq!(large(&mut stage), Some("camlo".into()), "a short noise changes nothing");
    stage.room.handle(at(5_300), level("camlo"));
    stage.room.handle(at(6_000), level("hieugiang"));
    stage.room.handle(at(7_300), level("hieugiang"));
    assert_eq!(large(&mut stage), Some("hieugiang".into()));
}

#[test]
fn a_restart_brings_back_the_floor_the_hands_and_the_microphones() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    let mut log: Vec<Entry> = Vec::new();
    let mut keep = |out: Vec<Output>| {
        log.extend(out.into_iter().filter_map(|o| if let Output::Keep(e) = o { Some(e) } else { None }));
    };
    keep(stage.says("chau", ClientMessage::Open));
    keep(stage.says("hieugiang", ClientMessage::RaiseHand { raised: true }));
    keep(stage.says("chau", ClientMessage::GiveFloor { participant: "camlo".into() }));
    let (camlo, hieugiang) = (stage.seat("camlo"), stage.seat("hieugiang"));

    let mut live = meeting();
    live.state = MeetingState::Live;
    let mut after = Stage { room: Room::new(live, CaptioningState::Writing), clock: 10_000 };
    after.room.recall(log);
    for name in ["chau", "camlo", "hieugiang"] {
        after.says(name, ClientMessage::Join { take_over: false });
    }
    assert_eq!(after.seat("camlo"), camlo);
    assert_eq!(after.seat("hieugiang"), hieugiang);
    assert_eq!(after.room.view().floor, Some("camlo".into()));
}

#[test]
fn a_device_that_fails_is_shown_until_it_works_again() {
    let mut stage = Stage::with(&["chau"]);
    stage.says("chau", ClientMessage::Device { kind: DeviceKind::Microphone, working: false });
    assert_eq!(stage.seat("chau").device_trouble, Some(DeviceKind::Microphone));
    stage.says("chau", ClientMessage::Device { kind: DeviceKind::Camera, working: true });
    assert_eq!(stage.seat("chau").device_trouble, Some(DeviceKind::Microphone));
    stage.says("chau", ClientMessage::Device { kind: DeviceKind::Microphone, working: true });
    assert_eq!(stage.seat("chau").device_trouble, None);
}

fn any_message() -> impl Strategy<Value = ClientMessage> {
    let who = prop::sample::select(vec!["chau", "camlo", "hieugiang", "nobody"]).prop_map(ParticipantId::from);
    prop_oneof![
        any::<bool>().prop_map(|take_over| ClientMessage::Join { take_over }),
        any::<bool>().prop_map(|muted| ClientMessage::SetMuted { muted }),
        any::<bool>().prop_map(|raised| ClientMessage::RaiseHand { raised }),
        Just(ClientMessage::Open),
        Just(ClientMessage::TakeFloor),
        Just(ClientMessage::Leave),
        who.clone().prop_map(|participant| ClientMessage::GiveFloor { participant }),
        who.prop_map(|participant| ClientMessage::Mute { participant }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever people do in whatever order: nobody sees themselves, no slot twice, the floor is somebody known, and only
    /// those who are in and unmuted are heard.
    #[test]
    fn the_rules_hold_in_any_order(steps in prop::collection::vec((0usize..3, any::<bool>(), any_message()), 1..60)) {
        let names = ["chau", "camlo", "hieugiang"];
        let mut stage = Stage::with(&names);
        for (who, drop, message) in steps {
            let out = if drop { stage.drops(names[who]) } else { stage.says(names[who], message) };
            let view = stage.room.view();
            for rules in out.iter().filter_map(|o| if let Output::Forward(f) = o { Some(f) } else { None }) {
                for (subscriber, slots) in &rules.video {
                    let shown: Vec<_> = slots.iter().flatten().collect();
                    prop_assert!(!shown.contains(&subscriber));
                    let mut unique = shown.clone();
                    unique.sort();
                    unique.dedup();
                    prop_assert_eq!(unique.len(), shown.len());
                }
            }
            if let Some(rules) = out.iter().rev().find_map(|o| if let Output::Forward(f) = o { Some(f) } else { None }) {
                for open in &rules.microphones_open {
                    prop_assert!(view.participants.iter().any(|p| &p.id == open && !p.muted));
                }
            }
            if let Some(floor) = &view.floor {
                prop_assert!(view.participants.iter().any(|p| &p.id == floor));
            }
        }
    }
}

#[test]
fn who_was_handed_the_chair_presides_until_it_is_handed_on_or_they_leave() {
    let mut stage = Stage::with(&["chau", "camlo", "hieugiang"]);
    let hand = |to: &str| ClientMessage::HandChair { participant: to.into() };
    let chairs = |stage: &Stage| -> Vec<String> {
        stage.room.view().participants.into_iter().filter(|p| p.chair).map(|p| p.id.0).collect()
    };
    assert_eq!(refused(&stage.says("camlo", hand("camlo"))), Some(Refusal::NotPresiding));
    assert_eq!(refused(&stage.says("chau", hand("nobody"))), Some(Refusal::NoSuchParticipant));
    assert_eq!(chairs(&stage), ["chau"]);

    let out = stage.says("chau", hand("camlo"));
    let kept = out
        .iter()
        .any(|o| matches!(o, Output::Keep(e) if e.kind == EntryKind::ChairHanded && e.subject == Some("camlo".into())));
    assert!(kept, "the log says who presides");
    assert_eq!(chairs(&stage), ["camlo"]);
    stage.says("chau", hand("chau"));
    assert_eq!(chairs(&stage), ["chau"]);
    stage.says("chau", hand("hieugiang"));
    stage.says("hieugiang", ClientMessage::Leave);
    assert_eq!(chairs(&stage), ["chau"], "back with the chair when they leave");
}

#[test]
fn a_restart_brings_back_who_presides() {
    let mut stage = Stage::new();
    let line = |kind, who: &str| Entry { at: NOON, kind, actor: None, subject: Some(who.into()) };
    stage.room.recall([line(EntryKind::Joined, "camlo"), line(EntryKind::ChairHanded, "camlo")]);
    for name in ["chau", "camlo"] {
        stage.says(name, ClientMessage::Join { take_over: false });
    }
    assert!(stage.seat("camlo").chair && !stage.seat("chau").chair);
}
