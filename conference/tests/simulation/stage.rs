//! The real room, driven by the signals of simulated sites.

use giaoban_conference::room::{ConnectionId, Entrant, Input, Output, Room};
use giaoban_conference::sfu::Forwarding;
use giaoban_conference::signal::{CaptioningState, ClientMessage, RoomView, ServerMessage};
use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;
use giaoban_models::meeting::{Meeting, MeetingState, Site};
use giaoban_models::role::Role;

const NOON: Moment = Moment(1_800_000_000_000);

/// Name of a site; the first is the hall.
pub fn name(site: usize) -> String {
    format!("diem{site}")
}

pub struct Stage {
    room: Room,
    connections: Vec<Option<ConnectionId>>,
    next: u64,
    floor: Option<usize>,
    open: Vec<bool>,
    places: Vec<Vec<Option<usize>>>,
    pub view: Option<RoomView>,
    pub refused: Vec<ServerMessage>,
}

impl Stage {
    pub fn new(sites: usize) -> Self {
        let site = |site: usize| Site {
            id: name(site).as_str().into(),
            unit: name(site).as_str().into(),
            unit_name: name(site),
            hall: site == 0,
        };
        let meeting = Meeting {
            id: "m".into(),
            title: "Giao ban".into(),
            state: MeetingState::Scheduled,
            starts_at: NOON,
            opened_at: None,
            ended_at: None,
            chair: name(0).as_str().into(),
            chair_name: name(0),
            secretary: "thuky".into(),
            secretary_name: "Thư ký".into(),
            sites: (0..sites).map(site).collect(),
            synthetic: false,
        };
        Self {
            room: Room::new(meeting, CaptioningState::Writing),
            connections: vec![None; sites],
            next: 0,
            floor: None,
            open: vec![false; sites],
            places: vec![Vec::new(); sites],
            view: None,
            refused: Vec::new(),
        }
    }

    pub fn join(&mut self, ms: u64, site: usize, places: usize) {
        self.next += 1;
        self.connections[site] = Some(ConnectionId(self.next));
        self.says(ms, site, ClientMessage::Join { take_over: true });
        self.input(ms, Input::Slots { participant: id(site), video: places });
    }

    pub fn drop_signal(&mut self, ms: u64, site: usize) {
        if let Some(from) = self.connections[site].take() {
            self.input(ms, Input::Closed { from });
        }
    }

    pub fn says(&mut self, ms: u64, site: usize, message: ClientMessage) {
        let Some(from) = self.connections[site] else { return };
        self.input(ms, Input::Message { from, entrant: Box::new(entrant(site)), message });
    }

    /// Who holds the floor, if their microphone is open.
    pub fn floor(&self) -> Option<usize> {
        self.floor
    }

    pub fn is_open(&self, site: usize) -> bool {
        self.open[site]
    }

    /// Whose picture is in each place of a site.
    pub fn places(&self, site: usize) -> &[Option<usize>] {
        &self.places[site]
    }

    fn forward(&mut self, forwarding: &Forwarding) {
        let sites = self.connections.len();
        let of = |wanted: &ParticipantId| (0..sites).find(|site| id(*site) == *wanted);
        self.open = (0..sites).map(|site| forwarding.microphones_open.contains(&id(site))).collect();
        self.floor = forwarding.floor.as_ref().and_then(of).filter(|floor| self.open[*floor]);
        let places = |site| forwarding.video.get(&id(site)).map_or(&[][..], Vec::as_slice);
        self.places =
            (0..sites).map(|site| places(site).iter().map(|wanted| wanted.as_ref().and_then(of)).collect()).collect();
    }

    /// What must be the same before and after an outage: floor, hand, microphone, place.
    pub fn state_of(&self, site: usize) -> String {
        let Some(view) = &self.view else { return String::new() };
        let me = view.participants.iter().find(|participant| participant.id == id(site));
        let place = view.participants.iter().position(|participant| participant.id == id(site));
        me.map_or_else(String::new, |me| {
            let hand = me.hand_raised_at.is_some();
            format!("floor {} hand {hand} muted {} place {place:?}", view.floor == Some(id(site)), me.muted)
        })
    }

    fn input(&mut self, ms: u64, input: Input) {
        for output in self.room.handle(NOON.plus(ms as i64), input) {
            match output {
                Output::Forward(forwarding) => self.forward(&forwarding),
                Output::SayAll(ServerMessage::Room { room }) => self.view = Some(room),
                Output::Say(_, refused @ ServerMessage::Refused { .. }) => self.refused.push(refused),
                _ => {}
            }
        }
    }
}

pub fn id(site: usize) -> ParticipantId {
    name(site).as_str().into()
}

fn entrant(site: usize) -> Entrant {
    let name = name(site);
    Entrant {
        participant: id(site),
        account: Account {
            id: name.as_str().into(),
            username: name.clone(),
            person: name.as_str().into(),
            name: name.clone(),
            post: "Chủ tịch".into(),
            unit: name.as_str().into(),
            unit_name: name.clone(),
            role: Role::UnitHead,
        },
        site: name.as_str().into(),
        hall: site == 0,
        chair: site == 0,
        presides: site == 0,
    }
}
