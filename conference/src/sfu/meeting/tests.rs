#![allow(clippy::unwrap_used)]

use bytes::Bytes;

use super::*;
use crate::record::vp8::Descriptor;

const HALL: PeerKey = PeerKey(1);
const CAM_HIEU: PeerKey = PeerKey(2);
const CAM_THUY: PeerKey = PeerKey(3);

struct Scene {
    meeting: Meeting,
    now: Instant,
    sequence: u16,
    /// Pictures the recorder got.
    kept: Vec<OutPacket>,
}

impl Scene {
    /// Three sites with 4 places for voices and 2 for pictures each.
    fn new() -> Self {
        let mut meeting = Meeting::default();
        for key in [HALL, CAM_HIEU, CAM_THUY] {
            meeting.join(key, name(key), 4, 2);
        }
        Self { meeting, now: Instant::now(), sequence: 0, kept: Vec::new() }
    }

    fn decide(&mut self, open: &[PeerKey], floor: Option<PeerKey>, video: &[(PeerKey, &[PeerKey])]) {
        self.meeting.decide(Forwarding {
            microphones_open: open.iter().map(|key| name(*key)).collect(),
            floor: floor.map(name),
            video: video
                .iter()
                .map(|(to, sources)| (name(*to), sources.iter().map(|key| Some(name(*key))).collect()))
                .collect(),
            recording: true,
        });
    }

    fn say(&mut self, from: PeerKey, level: u8) -> Vec<Deliver> {
        self.send(from, MediaKind::Audio, vec![0x78; 60], Some(level))
    }

    fn show(&mut self, from: PeerKey, key: bool) -> Vec<Deliver> {
        self.send(from, MediaKind::Video, vec![0x10, u8::from(!key)], None)
    }

    fn send(&mut self, from: PeerKey, kind: MediaKind, payload: Vec<u8>, level: Option<u8>) -> Vec<Deliver> {
        self.now += Duration::from_millis(20);
        self.sequence = self.sequence.wrapping_add(1);
        let payload = Bytes::from(payload);
        let packet = MediaPacket {
            kind,
            size: Size::Full,
            descriptor: Descriptor::read(&payload).filter(|_| kind == MediaKind::Video),
            sequence: self.sequence,
            timestamp: u32::from(self.sequence) * 960,
            marker: true,
            payload,
            level,
        };
        let mut out = Vec::new();
        if self.meeting.admits(from, kind) {
            self.meeting.note(from, &packet, self.now);
            self.kept.extend(self.meeting.keep(from, &packet, self.now).filter(|_| kind == MediaKind::Video));
            self.meeting.forward(from, &packet, self.now, &mut out);
        }
        out
    }
}

fn name(key: PeerKey) -> ParticipantId {
    ParticipantId(format!("site-{}", key.0))
}

fn receivers(delivered: &[Deliver]) -> Vec<PeerKey> {
    delivered.iter().map(|deliver| deliver.to).collect()
}

#[test]
fn a_closed_microphone_is_heard_by_nobody() {
    let mut scene = Scene::new();
    assert_eq!(scene.say(HALL, 20), []);
    scene.decide(&[HALL], None, &[]);
    assert_eq!(receivers(&scene.say(HALL, 20)), [CAM_HIEU, CAM_THUY]);
    scene.decide(&[], None, &[]);
    assert_eq!(scene.say(HALL, 20), []);
}

#[test]
fn nobody_hears_themselves() {
    let mut scene = Scene::new();
    scene.decide(&[HALL, CAM_HIEU, CAM_THUY], Some(CAM_HIEU), &[]);
    for speaker in [HALL, CAM_HIEU, CAM_THUY] {
        assert!(!receivers(&scene.say(speaker, 20)).contains(&speaker));
    }
}

#[test]
fn the_floor_is_heard_even_among_louder_voices() {
    let mut scene = Scene::new();
    let others: Vec<PeerKey> = (10..14).map(PeerKey).collect();
    for key in &others {
        scene.meeting.join(*key, name(*key), 4, 0);
    }
    let mut open = others.clone();
    open.push(CAM_HIEU);
    scene.decide(&open, Some(CAM_HIEU), &[]);
    for _ in 0..50 {
        for key in &others {
            scene.say(*key, 10);
        }
        assert!(receivers(&scene.say(CAM_HIEU, 100)).contains(&HALL));
    }
}

#[test]
fn three_voices_are_heard_beside_the_floor() {
    let mut scene = Scene::new();
    let others: Vec<PeerKey> = (10..20).map(PeerKey).collect();
    for key in &others {
        scene.meeting.join(*key, name(*key), 4, 0);
    }
    scene.decide(&others, None, &[]);
    let mut heard = std::collections::BTreeSet::new();
    for _ in 0..10 {
        for key in &others {
            if receivers(&scene.say(*key, 20)).contains(&HALL) {
                heard.insert(*key);
            }
        }
    }
    assert_eq!(heard.len(), 3);
}

#[test]
fn a_picture_goes_where_the_room_says() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU, CAM_THUY]), (CAM_THUY, &[HALL])]);
    let delivered = scene.show(CAM_THUY, true);
    assert_eq!(delivered.iter().map(|d| (d.to, d.place)).collect::<Vec<_>>(), [(HALL, 1)]);
    assert_eq!(scene.show(CAM_HIEU, false), [], "waits for its key frame");
}

#[test]
fn a_new_picture_is_asked_for_at_once_and_again_each_second_until_it_comes() {
    let mut scene = Scene::new();
    scene.show(CAM_HIEU, false);
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU])]);
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Full)]);
    assert_eq!(scene.meeting.due_key_frames(scene.now), []);
    scene.now += Duration::from_secs(1);
    scene.show(CAM_HIEU, false);
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Full)]);
    scene.show(CAM_HIEU, true);
    scene.now += Duration::from_secs(1);
    scene.show(CAM_HIEU, false);
    assert_eq!(scene.meeting.due_key_frames(scene.now), []);
}

#[test]
fn a_camera_that_is_off_is_not_asked() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU])]);
    assert_eq!(scene.meeting.due_key_frames(scene.now), []);
    scene.show(CAM_HIEU, false);
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Full)]);
    assert_eq!(scene.meeting.due_key_frames(scene.now + Duration::from_secs(4)), []);
}

#[test]
fn a_subscriber_who_lost_the_picture_gets_a_key_frame() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU]), (CAM_THUY, &[CAM_HIEU])]);
    scene.show(CAM_HIEU, true);
    assert_eq!(scene.meeting.due_key_frames(scene.now), []);
    scene.meeting.want_key_frame(HALL, 0);
    scene.meeting.want_key_frame(CAM_THUY, 0);
    scene.meeting.want_key_frame(CAM_THUY, 7);
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Full)]);
}

#[test]
fn who_comes_back_is_seen_and_heard_again_without_a_new_decision() {
    let mut scene = Scene::new();
    scene.decide(&[CAM_HIEU], None, &[(HALL, &[CAM_HIEU])]);
    scene.show(CAM_HIEU, true);
    let back = PeerKey(9);
    scene.meeting.join(back, name(CAM_HIEU), 4, 2);
    scene.meeting.leave(CAM_HIEU);
    assert_eq!(scene.show(back, false), []);
    assert_eq!(receivers(&scene.show(back, true)), [HALL]);
    assert_eq!(receivers(&scene.say(back, 20)), [HALL, CAM_THUY]);
}

#[test]
fn who_speaks_is_told_at_most_three_times_a_second_and_the_end_of_it_once() {
    let mut scene = Scene::new();
    scene.decide(&[HALL], None, &[]);
    let mut told = Vec::new();
    for packet in 0..200 {
        if packet < 100 {
            scene.say(HALL, 20);
        } else {
            scene.now += Duration::from_millis(20);
        }
        told.extend(scene.meeting.loudest(scene.now));
    }
    assert!(told.len() <= 12, "{}", told.len());
    assert!(told[0][0].0 == name(HALL));
    assert_eq!(told.last().map(Vec::len), Some(0));
    assert_eq!(told.iter().filter(|levels| levels.is_empty()).count(), 1);
}
