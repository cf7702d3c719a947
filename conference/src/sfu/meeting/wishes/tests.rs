use std::time::Duration;

use giaoban_models::id::ParticipantId;

use super::*;
use crate::sfu::MediaKind;
use crate::sfu::forwarding::Forwarding;
use crate::sfu::packet::MediaPacket;

const HALL: PeerKey = PeerKey(1);
const XA: PeerKey = PeerKey(2);

fn name(key: PeerKey) -> ParticipantId {
    ParticipantId(format!("site-{}", key.0))
}

/// The hall has the floor and a camera of three sizes; the commune has its picture in its main place.
fn meeting(now: Instant) -> Meeting {
    let mut meeting = Meeting::default();
    for key in [HALL, XA] {
        meeting.join(key, name(key), 4, 2);
    }
    meeting.offer_sizes(HALL, [true; SIZES], now);
    meeting.decide(Forwarding {
        microphones_open: [name(HALL)].into(),
        floor: Some(name(HALL)),
        video: [(name(XA), vec![Some(name(HALL)), None])].into(),
        recording: false,
    });
    meeting
}

fn says(meeting: &mut Meeting, now: Instant) -> usize {
    let packet = MediaPacket {
        kind: MediaKind::Audio,
        size: Size::Full,
        descriptor: None,
        sequence: 1,
        timestamp: 960,
        marker: false,
        payload: vec![0x78; 60].into(),
        level: Some(20),
    };
    let mut out = Vec::new();
    meeting.forward(HALL, &packet, now, &mut out);
    out.len()
}

#[test]
fn a_site_would_like_the_voice_of_the_floor_and_every_size_of_the_main_picture() {
    let now = Instant::now();
    let demand = meeting(now).demand_of(XA, now);
    assert!(demand.floor > VOICE && demand.voices.is_empty());
    assert_eq!(demand.pictures[0].layers, USUAL_RATES.map(Some), "none is being sent, all could be");
    assert_eq!(demand.pictures[1], PictureDemand::default());
}

#[test]
fn whoever_has_the_floor_pays_nothing_for_it() {
    let now = Instant::now();
    assert_eq!(meeting(now).demand_of(HALL, now).floor, 0);
}

#[test]
fn what_is_granted_goes_down_and_what_is_not_does_not() {
    let now = Instant::now();
    let mut meeting = meeting(now);
    let demand = meeting.demand_of(XA, now);
    let nothing = Allocation { pictures: vec![None; 2], ..Allocation::default() };
    assert_eq!(says(&mut meeting, now), 1);
    meeting.grant(XA, &demand, &nothing);
    assert_eq!(says(&mut meeting, now), 0);
    assert_eq!(meeting.demand_of(XA, now), demand, "the wish stays");
    meeting.grant(XA, &demand, &Allocation { floor: true, pictures: vec![Some(1), None], ..Allocation::default() });
    assert_eq!(says(&mut meeting, now + Duration::from_millis(20)), 1);
    let wanted: Vec<_> = meeting.members[&XA].places.pictures.iter().map(|place| place.wanted()).collect();
    assert_eq!(wanted, [Some(Layer::whole(Size::Half)), None]);
}

#[test]
fn a_camera_of_one_size_is_granted_that_size() {
    let now = Instant::now();
    let mut meeting = meeting(now);
    let demand = Demand { pictures: vec![PictureDemand { layers: [None, None, Some(400_000)] }], ..Demand::default() };
    meeting.grant(XA, &demand, &Allocation { pictures: vec![Some(0)], ..Allocation::default() });
    assert_eq!(meeting.members[&XA].places.pictures[0].wanted(), Some(Layer::whole(Size::Full)));
}

#[test]
fn an_empty_place_can_be_filled_with_packets_of_nothing() {
    let now = Instant::now();
    let mut meeting = meeting(now);
    let numbers: Vec<u16> = (0..3).filter_map(|_| meeting.fill(XA, now)).map(|(_, packet)| packet.sequence).collect();
    assert_eq!(numbers, [0, 1, 2]);
    assert!(meeting.fill(PeerKey(9), now).is_none());
}
