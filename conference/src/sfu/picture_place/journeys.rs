//! A place over a long time: cameras, sizes and frame rates change at random, packets are lost and come late.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;

use super::*;

/// Chance out of a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// One size of one camera: 20 pictures a second, every second one of the upper temporal layer.
struct Stream {
    camera: u8,
    size: Size,
    sequence: u16,
    timestamp: u32,
    picture: u16,
    tl0: u8,
    frame: u32,
    key_due: bool,
}

impl Stream {
    fn new(camera: u8, size: Size, dice: &mut Dice) -> Self {
        Self {
            camera,
            size,
            sequence: dice.roll(65_536) as u16,
            timestamp: dice.roll(1 << 32) as u32,
            picture: dice.roll(32_768) as u16,
            tl0: dice.roll(256) as u8,
            frame: 0,
            key_due: true,
        }
    }

    /// The packets of the next picture.
    fn next(&mut self, dice: &mut Dice) -> Vec<MediaPacket> {
        let key = std::mem::take(&mut self.key_due);
        if key {
            self.frame = 0;
        }
        let temporal = (self.frame % 2) as u8;
        // The upper picture right after a key frame, and every fourth, needs none of its own layer.
        let joins = temporal == 1 && self.frame % 8 == 1;
        if temporal == 0 {
            self.tl0 = self.tl0.wrapping_add(1);
        }
        self.picture = (self.picture + 1) & 0x7FFF;
        self.timestamp = self.timestamp.wrapping_add(4_500);
        let count = 1 + dice.roll(3);
        let packets = (0..count).map(|at| {
            self.sequence = self.sequence.wrapping_add(1);
            let payload = Bytes::from(vec![
                0x80 | if at == 0 { 0x10 } else { 0 },
                0xE0,
                0x80 | (self.picture >> 8) as u8,
                self.picture as u8,
                self.tl0,
                temporal << 6 | u8::from(joins) << 5,
                u8::from(!(key && at == 0)),
                self.camera,
                self.size as u8,
                u8::from(key),
            ]);
            MediaPacket {
                kind: MediaKind::Video,
                size: self.size,
                sequence: self.sequence,
                timestamp: self.timestamp,
                marker: at + 1 == count,
                descriptor: Descriptor::read(&payload),
                payload,
                level: None,
            }
        });
        let packets = packets.collect();
        self.frame += 1;
        packets
    }
}

/// What came out, as a viewer sees it.
#[derive(Clone, Debug)]
struct Seen {
    packet: OutPacket,
    /// None of what came too late to be left out: it goes out empty.
    descriptor: Option<Descriptor>,
    stream: (u8, u8),
    key: bool,
}

impl Seen {
    fn descriptor(&self) -> Descriptor {
        self.descriptor.unwrap()
    }
}

struct Journey {
    seen: Vec<Seen>,
    /// Packets of the stream going out that were lost before they came in.
    lost: usize,
}

/// Lets a place live for so many pictures. `harm` is how many packets of a hundred are lost, and as many come late.
fn travel(seed: u64, pictures: u64, harm: u64) -> Journey {
    let mut dice = Dice(seed);
    let begun = Instant::now();
    let mut place = PicturePlace::new(Some(Layer::whole(Size::Full)));
    let mut streams: Vec<Stream> =
        (0..6).map(|n| Stream::new(n / 3, Size::ALL[usize::from(n % 3)], &mut dice)).collect();
    let mut late: Vec<(u64, MediaPacket, PeerKey)> = Vec::new();
    let mut sent = Nearest::of(&Size::ALL);
    let mut journey = Journey { seen: Vec::new(), lost: 0 };
    place.show(Some(PeerKey(0)));
    for tick in 0..pictures {
        let now = begun + Duration::from_millis(tick * 50);
        match dice.roll(20) {
            0 => place.show(Some(PeerKey(dice.roll(2)))),
            1 => place.want(None),
            2..=5 => {
                let size = Size::ALL[dice.roll(3) as usize];
                place.want(Some(Layer { size, half_rate: dice.roll(2) == 0 }));
            }
            6 => sent = Nearest::of(&Size::ALL[..1 + dice.roll(3) as usize]),
            _ => {}
        }
        place.look(&sent);
        let mut due: Vec<(MediaPacket, PeerKey)> = Vec::new();
        for stream in &mut streams {
            let asked =
                place.source() == Some(PeerKey(u64::from(stream.camera))) && place.waits_for() == Some(stream.size);
            stream.key_due |= (asked && dice.roll(3) == 0) || dice.roll(60) == 0;
            for packet in stream.next(&mut dice) {
                let from = PeerKey(u64::from(stream.camera));
                match dice.roll(100) {
                    n if n < harm => journey.lost += 1,
                    n if n < 2 * harm => late.push((tick + dice.roll(8), packet, from)),
                    _ => due.push((packet, from)),
                }
            }
        }
        late.retain(|(at, packet, from)| {
            let comes = *at <= tick;
            if comes {
                due.push((packet.clone(), *from));
            }
            !comes
        });
        for (packet, from) in due {
            if place.source() != Some(from) {
                continue;
            }
            if let Some(out) = place.forward(&packet, now) {
                let (camera, size, key) = (packet.payload[7], packet.payload[8], packet.payload[9] == 1);
                let descriptor = Descriptor::read(&out.payload);
                assert!(
                    descriptor.is_some() || packet.descriptor.unwrap().temporal == 1,
                    "only upper pictures are emptied"
                );
                journey.seen.push(Seen { packet: out, descriptor, stream: (camera, size), key });
            }
        }
    }
    journey
}

/// By number, counted without wrapping; a number seen twice fails.
fn in_order(journey: &Journey) -> Vec<Seen> {
    let mut ordered = BTreeMap::new();
    let mut highest = 0_i64;
    for seen in &journey.seen {
        let number = highest + i64::from(seen.packet.sequence.wrapping_sub(highest as u16) as i16);
        highest = if ordered.is_empty() { number } else { highest.max(number) };
        assert!(ordered.insert(number, seen.clone()).is_none(), "a number was used twice");
    }
    ordered.into_values().collect()
}

/// Holds for any journey: a viewer gets one camera's worth of numbers, times and pictures that only go forward.
fn is_one_stream(ordered: &[Seen]) {
    for pair in ordered.windows(2) {
        let (old, new) = (&pair[0], &pair[1]);
        let forward = new.packet.timestamp.wrapping_sub(old.packet.timestamp);
        assert!(forward < 1 << 31, "time goes back");
        let picture = |seen: &Seen| seen.descriptor().picture_id.unwrap();
        let step = picture(old).steps_to(picture(new).value);
        assert!(step < 1 << 14, "pictures go back");
        if old.stream == new.stream && forward == 0 {
            assert_eq!(step, 0, "one picture, two numbers");
            continue;
        }
        assert!(forward > 0, "two pictures at one time");
        if old.stream != new.stream {
            assert!(new.key && new.descriptor().starts_key_frame, "a picture whose key frame did not go before it");
            let tl0 = |seen: &Seen| seen.descriptor().tl0_picture.unwrap();
            assert!((1..1 << 7).contains(&tl0(old).steps_to(tl0(new).value)), "base pictures are numbered on");
            assert!(step > 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_a_clean_line_nothing_is_missing_and_every_picture_can_be_shown(seed in any::<u64>()) {
        let journey = travel(seed, 600, 0);
        is_one_stream(&journey.seen);
        let mut has_upper = false;
        for pair in journey.seen.windows(2) {
            let (old, new) = (&pair[0], &pair[1]);
            assert_eq!(new.packet.sequence, old.packet.sequence.wrapping_add(1));
            let steps = old.descriptor().picture_id.unwrap().steps_to(new.descriptor().picture_id.unwrap().value);
            let begins = new.descriptor().starts_frame;
            assert_eq!(steps, u16::from(begins), "a picture is missing");
            assert!(begins || !old.packet.marker);
            if begins && new.descriptor().temporal == 1 {
                let follows = old.descriptor().temporal == 0 && (has_upper || old.key);
                assert!(new.descriptor().joins || follows, "an upper picture whose own were left out");
                has_upper = true;
            } else if begins {
                // Two lower pictures in a row: the upper one between them was left out.
                has_upper = has_upper && old.descriptor().temporal == 1;
            }
        }
    }

    #[test]
    fn on_a_bad_line_only_what_was_lost_is_missing(seed in any::<u64>(), harm in 1..12_u64) {
        let journey = travel(seed, 600, harm);
        let ordered = in_order(&journey);
        is_one_stream(&ordered.iter().filter(|seen| seen.descriptor.is_some()).cloned().collect::<Vec<_>>());
        let span = |pair: &[Seen]| usize::from(pair[1].packet.sequence.wrapping_sub(pair[0].packet.sequence)) - 1;
        let missing: usize = ordered.windows(2).map(span).sum();
        assert!(missing <= journey.lost * 2 + 8, "{missing} missing of {} lost", journey.lost);
    }
}

#[test]
fn a_journey_sees_every_size_of_both_cameras() {
    let journey = travel(7, 2_000, 0);
    let streams: std::collections::BTreeSet<_> = journey.seen.iter().map(|seen| seen.stream).collect();
    assert_eq!(streams.len(), 6);
    let switches = journey.seen.windows(2).filter(|pair| pair[0].stream != pair[1].stream).count();
    assert!(switches > 50, "{switches}");
    let upper = journey.seen.iter().filter(|seen| seen.descriptor().temporal == 1).count();
    assert!(upper * 4 > journey.seen.len(), "{upper} of {}", journey.seen.len());
}
