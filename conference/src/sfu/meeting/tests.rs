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
    /// Of each size for itself.
    sequences: [u16; SIZES],
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
        Self { meeting, now: Instant::now(), sequences: [0; SIZES], kept: Vec::new() }
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
        self.send_size(from, kind, Size::Full, payload, level)
    }

    /// A picture of some sizes of a camera.
    fn show_sizes(&mut self, from: PeerKey, sizes: &[Size], key: bool) -> Vec<(PeerKey, usize, Size)> {
        let mut out = Vec::new();
        for size in sizes {
            let delivered = self.send_size(from, MediaKind::Video, *size, vec![0x10, u8::from(!key)], None);
            out.extend(delivered.into_iter().map(|deliver| (deliver.to, deliver.place, *size)));
        }
        out
    }

    fn send_size(
        &mut self,
        from: PeerKey,
        kind: MediaKind,
        size: Size,
        payload: Vec<u8>,
        level: Option<u8>,
    ) -> Vec<Deliver> {
        self.now += Duration::from_millis(20);
        let sequence = &mut self.sequences[size.index()];
        *sequence = sequence.wrapping_add(1);
        let sequence = *sequence;
        let payload = Bytes::from(payload);
        let packet = MediaPacket {
            kind,
            size,
            descriptor: Descriptor::read(&payload).filter(|_| kind == MediaKind::Video),
            sequence,
            timestamp: u32::from(sequence) * 960,
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

#[test]
fn the_main_place_gets_the_largest_picture_and_the_others_the_smallest() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU, CAM_THUY]), (CAM_THUY, &[HALL, CAM_HIEU])]);
    let delivered = scene.show_sizes(CAM_HIEU, &Size::ALL, false);
    assert_eq!(delivered, []);
    let delivered = scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    assert_eq!(delivered, [(CAM_THUY, 1, Size::Quarter), (HALL, 0, Size::Full)]);
    assert_eq!(scene.show_sizes(CAM_THUY, &[Size::Half], true), [(HALL, 1, Size::Half)], "the only one there is");
}

#[test]
fn another_size_is_asked_for_a_key_frame_and_the_old_one_goes_on_up_to_it() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU])]);
    scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    assert_eq!(scene.meeting.due_key_frames(scene.now), []);
    scene.meeting.set_layers(HALL, &[Some(Layer::whole(Size::Half))]);
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Half)]);
    assert_eq!(scene.show_sizes(CAM_HIEU, &Size::ALL, false), [(HALL, 0, Size::Full)]);
    assert_eq!(scene.show_sizes(CAM_HIEU, &Size::ALL, true), [(HALL, 0, Size::Half)]);
    scene.meeting.set_layers(HALL, &[None]);
    assert_eq!(scene.show_sizes(CAM_HIEU, &Size::ALL, true), []);
    scene.meeting.set_layers(HALL, &[]);
    assert_eq!(scene.show_sizes(CAM_HIEU, &Size::ALL, true), [(HALL, 0, Size::Full)], "as long as nothing is said");
}

#[test]
fn a_size_that_stops_gives_way_to_the_next_smaller_one_until_it_comes_again() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU])]);
    scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    let two = [Size::Quarter, Size::Half];
    let mut asked = Vec::new();
    for _ in 0..50 {
        assert_eq!(scene.show_sizes(CAM_HIEU, &two, false), []);
        asked.extend(scene.meeting.due_key_frames(scene.now));
    }
    assert_eq!(asked[0], (CAM_HIEU, Size::Half));
    assert_eq!(scene.show_sizes(CAM_HIEU, &two, true), [(HALL, 0, Size::Half)]);
    scene.show_sizes(CAM_HIEU, &Size::ALL, false);
    assert!(scene.meeting.due_key_frames(scene.now).contains(&(CAM_HIEU, Size::Full)));
    assert_eq!(scene.show_sizes(CAM_HIEU, &[Size::Half, Size::Full], true).last(), Some(&(HALL, 0, Size::Full)));
}

#[test]
fn the_recorder_keeps_the_largest_size_that_comes_as_one_stream() {
    let mut scene = Scene::new();
    scene.decide(&[], None, &[]);
    scene.show_sizes(CAM_HIEU, &[Size::Quarter, Size::Half], true);
    assert_eq!(scene.kept.len(), 2, "the first that came, then the larger one");
    scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    scene.show_sizes(CAM_HIEU, &Size::ALL, false);
    let numbers: Vec<u16> = scene.kept.iter().map(|packet| packet.sequence).collect();
    let first = numbers[0];
    assert_eq!(numbers, (0..5).map(|n| first + n).collect::<Vec<_>>());
    scene.meeting.want_key_frame_kept(CAM_HIEU);
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Full)]);
}

fn demanded(scene: &mut Scene, seconds: u64, comes: &[Size]) -> Vec<(PeerKey, [bool; SIZES])> {
    let mut told = Vec::new();
    for _ in 0..seconds * 10 {
        scene.now += Duration::from_millis(80);
        scene.show_sizes(CAM_HIEU, comes, false);
        told.extend(scene.meeting.demands(scene.now));
    }
    told
}

#[test]
fn sizes_nobody_watches_or_keeps_are_told_to_their_client() {
    let mut scene = Scene::new();
    scene.meeting.offer_sizes(CAM_HIEU, [true; SIZES], scene.now);
    scene.decide(&[], None, &[(HALL, &[CAM_THUY, CAM_HIEU])]);
    scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    let kept = (CAM_HIEU, [true, true, false]);
    assert_eq!(
        demanded(&mut scene, 6, &Size::ALL)[0],
        kept,
        "the small place, and half of the picture for the recorder"
    );
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU, CAM_THUY])]);
    let told = scene.meeting.demands(scene.now);
    assert_eq!(told, [(CAM_HIEU, [true; SIZES])], "at once");
}

#[test]
fn what_stands_in_for_a_size_that_does_not_come_is_still_wanted() {
    let mut scene = Scene::new();
    scene.meeting.offer_sizes(CAM_HIEU, [true; SIZES], scene.now);
    scene.meeting.decide(Forwarding {
        video: HashMap::from([(name(HALL), vec![Some(name(CAM_HIEU))])]),
        ..Forwarding::default()
    });
    scene.show_sizes(CAM_HIEU, &[Size::Quarter], true);
    for (_, sizes) in demanded(&mut scene, 20, &[Size::Quarter]) {
        assert!(sizes[Size::Quarter.index()] && sizes[Size::Full.index()], "{sizes:?}");
    }
}

#[test]
fn the_recorder_leaves_a_size_nobody_watches_any_more_before_it_stops() {
    let mut scene = Scene::new();
    scene.meeting.offer_sizes(CAM_HIEU, [true; SIZES], scene.now);
    scene.decide(&[], None, &[(HALL, &[CAM_HIEU])]);
    scene.meeting.demands(scene.now);
    scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    scene.show_sizes(CAM_HIEU, &Size::ALL, true);
    assert_eq!(scene.meeting.due_key_frames(scene.now), []);
    scene.decide(&[], None, &[]);
    assert_eq!(scene.meeting.demands(scene.now), [], "the larger size goes on for a while");
    assert_eq!(scene.meeting.due_key_frames(scene.now), [(CAM_HIEU, Size::Half)]);
}
