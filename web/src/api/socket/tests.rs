#![allow(clippy::unwrap_used)]

use giaoban_conference::room::{Output, Room};
use giaoban_conference::signal::{CaptioningState, DeviceKind};
use giaoban_models::clock::Moment;
use giaoban_models::meeting::MeetingState;
use giaoban_models::role::Role;

use super::*;

fn account(role: Role) -> Account {
    Account {
        id: role.code().into(),
        username: role.code().into(),
        person: role.code().into(),
        name: "Người dự".into(),
        post: String::new(),
        unit: "u".into(),
        unit_name: "Đơn vị".into(),
        role,
    }
}

fn site() -> Site {
    Site { id: "s".into(), unit: "u".into(), unit_name: "Đơn vị".into(), hall: true }
}

/// An open meeting presided over by `chair`.
fn meeting(chair: &str) -> Meeting {
    Meeting {
        id: "m".into(),
        title: "Giao ban".into(),
        state: MeetingState::Live,
        starts_at: Moment(0),
        opened_at: Some(Moment(0)),
        ended_at: None,
        chair: chair.into(),
        chair_name: "Chủ tọa".into(),
        secretary: "nobody".into(),
        secretary_name: "Thư ký".into(),
        sites: vec![site()],
        synthetic: false,
    }
}

/// Says `message` as `role` in a meeting where somebody else also sits; the refusal, if any.
fn refusal(role: Role, as_chair: bool, message: &ClientMessage) -> Option<Refusal> {
    let meeting = meeting(if as_chair { role.code() } else { "somebody" });
    let mut room = Room::new(meeting.clone(), CaptioningState::Writing);
    let mut say = |from: u64, role: Role, name: &str, message: ClientMessage| {
        let mut who = account(role);
        who.person = name.into();
        let entrant = entrant(who, name.into(), &meeting, site());
        room.handle(Moment(1), Input::Message { from: ConnectionId(from), entrant: Box::new(entrant), message })
    };
    say(1, Role::UnitOfficer, "other", ClientMessage::Join { take_over: false });
    say(2, role, role.code(), ClientMessage::Join { take_over: false });
    say(2, role, role.code(), message.clone()).into_iter().find_map(|output| match output {
        Output::Say(_, ServerMessage::Refused { refusal }) => Some(refusal.code),
        _ => None,
    })
}

#[test]
fn every_socket_command_is_tried_by_every_role() {
    let own = [
        ClientMessage::Join { take_over: false },
        ClientMessage::Offer { sdp: String::new() },
        ClientMessage::SetMuted { muted: false },
        ClientMessage::SetCamera { on: false },
        ClientMessage::RaiseHand { raised: true },
        ClientMessage::Device { kind: DeviceKind::Camera, working: false },
        ClientMessage::Leave,
        ClientMessage::Ping,
    ];
    let other = || ParticipantId::from("other");
    let presiding = [
        ClientMessage::Open,
        ClientMessage::GiveFloor { participant: other() },
        ClientMessage::TakeFloor,
        ClientMessage::HandChair { participant: other() },
        ClientMessage::Mute { participant: other() },
        ClientMessage::LowerHand { participant: other() },
        ClientMessage::End,
    ];
    // Who may run a meeting when it is theirs; written out here so that a change of the table is a change of this test.
    let may_run = [Role::MeetingSecretary, Role::Leader, Role::UnitHead];
    for role in Role::ALL {
        if role == Role::SystemAdmin || role == Role::Auditor {
            assert!(!Act::JoinMeeting.allows(role), "{role:?} has no socket at all");
            continue;
        }
        for message in &own {
            assert_eq!(refusal(role, false, message), None, "{role:?} {message:?}");
        }
        for message in &presiding {
            assert_eq!(refusal(role, false, message), Some(Refusal::NotPresiding), "{role:?} {message:?}");
            let expected = if may_run.contains(&role) { None } else { Some(Refusal::NotPresiding) };
            assert_eq!(refusal(role, true, message), expected, "{role:?} as chair: {message:?}");
        }
    }
}
