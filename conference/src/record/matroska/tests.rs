#![allow(clippy::unwrap_used)]

use giaoban_models::id::{MeetingId, ParticipantId, TrackId};

use super::*;
use crate::record::MediaKind;

struct Memory(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl Append for Memory {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn start() -> TrackStart {
    TrackStart {
        meeting: MeetingId::from("m"),
        participant: ParticipantId::from("p"),
        track: TrackId::from("t"),
        kind: MediaKind::Video,
        started_at_ms: 1_700_000_000_000,
    }
}

/// Key frames every second among pictures of 20 a second.
fn written(pictures: u64) -> Vec<u8> {
    let bytes = std::rc::Rc::default();
    let mut writer = WebmWriter::begin(Memory(std::rc::Rc::clone(&bytes)), &start(), (640, 480)).unwrap();
    for n in 0..pictures {
        let data = vec![n as u8; 300];
        writer.add(&Picture { at_ms: n * 50, key: n % 20 == 0, data: &data }).unwrap();
    }
    writer.finish().unwrap();
    bytes.take()
}

fn size(bytes: &[u8]) -> Option<(usize, usize)> {
    let width = bytes.first()?.leading_zeros() as usize + 1;
    let value = bytes.get(..width)?.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    Some((width, (value & !(1 << (7 * width))) as usize))
}

/// Clusters whose CRC-32 is right, as (time, blocks), and how many bytes they end at.
fn clusters(bytes: &[u8]) -> Vec<(u64, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = bytes[at..].windows(4).position(|window| window == CLUSTER) {
        at += offset + 4;
        let Some((width, length)) = size(&bytes[at..]) else { break };
        let Some(body) = bytes.get(at + width..at + width + length) else { break };
        at += width + length;
        assert_eq!(&body[..2], &[0xBF, 0x84]);
        if crc32(&body[6..]).to_le_bytes() != body[2..6] {
            continue;
        }
        let (width, length) = size(&body[7..]).unwrap();
        let time = body[7 + width..7 + width + length].iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        let mut rest = &body[7 + width + length..];
        let mut blocks = 0;
        while let Some((width, length)) = rest.get(1..).and_then(size) {
            rest = &rest[1 + width + length..];
            blocks += 1;
        }
        found.push((time, blocks));
    }
    found
}

#[test]
fn pictures_are_kept_in_clusters_that_begin_with_key_frames() {
    let found = clusters(&written(100));
    assert_eq!(found, [(0, 20), (1_000, 20), (2_000, 20), (3_000, 20), (4_000, 20)]);
}

#[test]
fn a_torn_tail_costs_one_cluster_at_most() {
    let whole = written(100);
    let mut most = 0;
    for length in (0..=whole.len()).step_by(7) {
        let found = clusters(&whole[..length]).len();
        assert!(found >= most);
        most = found;
    }
    assert!(most >= 4);
}

#[test]
fn without_key_frames_a_cluster_spans_two_seconds() {
    let bytes = std::rc::Rc::default();
    let mut writer = WebmWriter::begin(Memory(std::rc::Rc::clone(&bytes)), &start(), (640, 480)).unwrap();
    for n in 0..100 {
        writer.add(&Picture { at_ms: n * 50, key: n == 0, data: &[1] }).unwrap();
    }
    writer.tick(7_000).unwrap();
    assert_eq!(clusters(&bytes.borrow()), [(0, 40), (2_000, 40), (4_000, 20)]);
}

#[test]
fn the_checksum_is_the_common_crc_32() {
    assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
}

#[test]
fn sizes_take_as_few_bytes_as_needed() {
    assert_eq!(element(&[0xEC], &[0; 3])[..2], [0xEC, 0x83]);
    assert_eq!(element(&[0xEC], &[0; 126])[..2], [0xEC, 0xFE]);
    assert_eq!(element(&[0xEC], &[0; 127])[..3], [0xEC, 0x40, 0x7F]);
}
