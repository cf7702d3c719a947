//! The media server over real sockets, with clients that are no browsers.

#![allow(clippy::unwrap_used)]

mod client;
mod hall;
mod links;
mod sizes;

use std::net::UdpSocket;
use std::time::{Duration, Instant};

use giaoban_conference::record::ogg::OggRecording;
use giaoban_conference::sfu::{DisconnectReason, OfferRefused, SfuEvent};
use giaoban_models::sound::SoundContent;

use crate::client::{Client, gcm, run, run_until, without_gcm};
use crate::hall::Hall;

const TICK: Duration = Duration::from_millis(20);

/// Numbers go up by one from packet to packet, over all sources.
fn assert_gapless(packets: &[&client::Received]) {
    for pair in packets.windows(2) {
        assert_eq!(pair[1].sequence, pair[0].sequence.wrapping_add(1));
        assert!(pair[1].timestamp.wrapping_sub(pair[0].timestamp) < 90_000 * 60, "time goes forward");
    }
}

#[test]
fn sound_reaches_the_other_site_and_the_recording_as_it_was_sent() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 1);
    let (mut huyen, answer) = hall.join("huyen", 1);
    hall.decide(&["xa"], None, &[]);
    let mut said = Vec::new();
    for n in 0..60 {
        if n == 30 {
            xa.lose();
        } else {
            said.push(xa.say(25));
        }
        run(&mut [&mut xa, &mut huyen], TICK);
    }
    run(&mut [&mut xa, &mut huyen], Duration::from_millis(300));

    let heard = huyen.on(&answer.audio_slots[0]);
    assert_eq!(heard.iter().map(|packet| packet.payload.clone()).collect::<Vec<_>>(), said);
    assert_eq!(huyen.received.len(), said.len(), "in one place only");
    assert!(heard[0].marker);
    assert!(xa.received.is_empty(), "nobody hears themselves");
    assert!(hall.has(|event| matches!(event, SfuEvent::Loudest { levels, .. } if levels[0].0.as_str() == "xa")));
    assert_eq!(hall.stats().unsent, 0);

    xa.close();
    let recording = OggRecording::open(&hall.finished("xa-mic")).unwrap();
    let spoken: Vec<_> =
        recording.sound.iter().filter(|sound| sound.packet.len() > 2).map(|s| s.packet.clone()).collect();
    assert_eq!(spoken, said);
    assert_eq!(recording.sound[30].packet, [0x78], "the lost packet is silence of its length");
    assert_eq!(recording.comment("PARTICIPANT"), Some("xa"));
    assert!(recording.finished);

    let frames = hall.heard();
    let mut end = 0;
    for frame in &frames {
        assert_eq!(frame.at_sample, end, "without holes");
        end += match &frame.content {
            SoundContent::Opus(_) => 960,
            SoundContent::Gap(samples) => *samples,
        };
    }
    let opus = frames.iter().filter(|frame| matches!(frame.content, SoundContent::Opus(_))).count();
    assert_eq!(opus, said.len());
}

#[test]
fn a_closed_microphone_is_neither_heard_nor_recorded() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 0);
    let (mut huyen, _) = hall.join("huyen", 0);
    for _ in 0..10 {
        xa.say(25);
        run(&mut [&mut xa, &mut huyen], TICK);
    }
    assert!(huyen.received.is_empty());
    assert_eq!(hall.stats().muted, 10);
    assert!(!hall.file("xa-mic.ogg").exists());
    hall.decide(&["xa"], None, &[]);
    xa.say(25);
    assert!(run_until(&mut [&mut xa, &mut huyen], Duration::from_secs(2), |clients| !clients[1].received.is_empty()));
    hall.decide(&[], None, &[]);
    for _ in 0..10 {
        xa.say(25);
        run(&mut [&mut xa, &mut huyen], TICK);
    }
    assert_eq!(huyen.received.len(), 1);
}

#[test]
fn a_place_changes_its_picture_at_a_key_frame_without_a_break() {
    let hall = Hall::open();
    let (mut a, _) = hall.join("a", 1);
    let (mut b, _) = hall.join("b", 1);
    let (mut huyen, answer) = hall.join("huyen", 2);
    let place = &answer.video_slots[1];
    hall.decide(&[], None, &[("huyen", &["-", "a"])]);
    for n in 0..10 {
        a.show(n == 0);
        b.show(false);
        run(&mut [&mut a, &mut b, &mut huyen], TICK);
    }
    assert_eq!(huyen.on(place).len(), 20);
    hall.decide(&[], None, &[("huyen", &["-", "b"])]);
    assert!(
        run_until(&mut [&mut a, &mut b, &mut huyen], Duration::from_millis(500), |clients| clients[1].key_frames_asked
            > 0),
        "the new camera is asked at once"
    );
    for n in 0..10 {
        a.show(n == 3);
        b.show(n == 5);
        run(&mut [&mut a, &mut b, &mut huyen], TICK);
    }
    let packets = huyen.on(place);
    assert_eq!(packets.len(), 20 + 10, "five pictures of the new camera, from its key frame on");
    assert_gapless(&packets);
    assert_eq!(packets[20].payload[4] & 1, 0, "a key frame comes first");
    let number = |packet: &client::Received| u16::from_be_bytes([packet.payload[2] & 0x7F, packet.payload[3]]);
    for pair in packets.windows(2) {
        assert!(number(pair[1]) - number(pair[0]) <= 1, "pictures are numbered on");
    }
    assert_eq!(huyen.received.len(), packets.len());
    assert_eq!(hall.stats().unsent, 0);
}

#[test]
fn a_lost_picture_is_asked_for_from_its_camera_but_not_too_often() {
    let hall = Hall::open();
    let (mut a, _) = hall.join("a", 1);
    let (mut huyen, answer) = hall.join("huyen", 1);
    hall.decide(&[], None, &[("huyen", &["a"])]);
    a.show(true);
    let place = answer.video_slots[0].clone();
    assert!(run_until(&mut [&mut a, &mut huyen], Duration::from_secs(5), |clients| clients[1].on(&place).len() == 2));
    assert_eq!(a.key_frames_asked, 0, "the first picture was a key frame");
    let begun = Instant::now();
    for _ in 0..20 {
        a.show(false);
        huyen.lost_picture(&place);
        run(&mut [&mut a, &mut huyen], TICK);
    }
    assert!(run_until(&mut [&mut a, &mut huyen], Duration::from_secs(5), |clients| {
        clients[0].key_frames_asked > 0 && hall.stats().key_frames_wanted == 20
    }));
    assert!(a.key_frames_asked as u64 <= 1 + begun.elapsed().as_secs(), "{} asked", a.key_frames_asked);
}

#[test]
fn a_camera_is_recorded_from_its_first_key_frame() {
    let hall = Hall::open();
    let (mut a, _) = hall.join("a", 1);
    hall.decide(&[], None, &[]);
    let end = Instant::now() + Duration::from_secs(5);
    while a.key_frames_asked == 0 {
        assert!(Instant::now() < end, "the recorder asks for a picture to start from");
        a.show(false);
        run(&mut [&mut a], TICK);
    }
    for n in 0..20 {
        a.show(n == 0);
        run(&mut [&mut a], TICK);
    }
    a.close();
    let bytes = std::fs::read(hall.finished("a-cam")).unwrap();
    let blocks = bytes.windows(2).filter(|window| window == &[0xA3, 0x42]).count();
    assert_eq!(blocks, 20, "a block of 0x2D6 bytes for each picture");
}

#[test]
fn a_client_without_the_allowed_ciphers_is_told_apart() {
    let hall = Hall::open();
    let mut old = Client::new(1, 0, without_gcm());
    hall.connect("old", &mut old).unwrap();
    assert!(run_until(&mut [&mut old], Duration::from_secs(5), |_| hall.ended("old").is_some()));
    assert_eq!(hall.ended("old"), Some(DisconnectReason::DtlsFailedNoCommonCipher));
    assert_eq!(hall.stats().peers, 0);
}

#[test]
fn a_bad_offer_is_refused_and_leaves_the_working_connection_alone() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 0);
    assert_eq!(hall.offer("xa", "v=0 nonsense".to_owned()), Err(OfferRefused::Malformed));
    let offer = Client::new(1, 0, gcm()).offer();
    assert_eq!(hall.offer("xa", offer.replace("opus", "pcmu")), Err(OfferRefused::NoAudioCodec));
    run(&mut [&mut xa], Duration::from_millis(100));
    assert_eq!(hall.ended("xa"), None);
    assert_eq!(hall.stats().connected, 1);
}

#[test]
fn a_newer_connection_takes_the_place_of_the_older() {
    let hall = Hall::open();
    let (mut old, _) = hall.join("xa", 0);
    let (mut huyen, _) = hall.join("huyen", 0);
    hall.decide(&["xa"], None, &[]);
    let mut new = Client::new(4, 0, gcm());
    hall.connect("xa", &mut new).unwrap();
    assert_eq!(hall.ended("xa"), Some(DisconnectReason::Replaced));
    assert!(
        run_until(&mut [&mut old, &mut new, &mut huyen], Duration::from_secs(5), |clients| clients[1].is_connected())
    );
    run(&mut [&mut new], TICK);
    old.say(20);
    let said = new.say(20);
    run(&mut [&mut old, &mut new, &mut huyen], Duration::from_millis(200));
    assert_eq!(huyen.received.iter().map(|packet| packet.payload.clone()).collect::<Vec<_>>(), [said]);
}

#[test]
fn a_client_that_closes_is_gone_at_once() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 0);
    xa.close();
    let end = Instant::now() + Duration::from_secs(2);
    while hall.ended("xa").is_none() && Instant::now() < end {
        std::thread::sleep(TICK);
    }
    assert_eq!(hall.ended("xa"), Some(DisconnectReason::Closed));
}

#[test]
fn a_client_that_falls_silent_is_dropped_after_fifteen_seconds() {
    let hall = Hall::open();
    let (xa, _) = hall.join("xa", 0);
    let begun = Instant::now();
    while hall.ended("xa").is_none() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(TICK);
    }
    assert_eq!(hall.ended("xa"), Some(DisconnectReason::IceTimeout));
    assert!(begun.elapsed() >= Duration::from_secs(13), "{:?}", begun.elapsed());
    drop(xa);
}

#[test]
fn garbage_on_the_port_hurts_nobody() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 0);
    let (mut huyen, _) = hall.join("huyen", 0);
    hall.decide(&["xa"], None, &[]);
    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut seed = 1_u32;
    let mut said = 0;
    for round in 0..50 {
        for length in [0, 1, 13, 20, 60, 200, 1_200] {
            let bytes: Vec<u8> = (0..length)
                .map(|at| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    match at {
                        0 => [0, 22, 128, 255][round % 4],
                        _ => (seed >> 24) as u8,
                    }
                })
                .collect();
            stranger.send_to(&bytes, hall.address()).unwrap();
        }
        xa.say(20);
        said += 1;
        run(&mut [&mut xa, &mut huyen], Duration::from_millis(5));
    }
    run(&mut [&mut xa, &mut huyen], Duration::from_millis(200));
    assert_eq!(huyen.received.len(), said);
    let stats = hall.stats();
    assert!(stats.stray_datagrams >= 300, "{stats:?}");
    assert_eq!((stats.connected, stats.faults), (2, 0));
}
