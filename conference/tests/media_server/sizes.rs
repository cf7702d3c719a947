//! A camera that sends three sizes at once.

use std::time::Duration;

use giaoban_conference::sfu::{Layer, SfuEvent, Size};

use crate::client::{Client, Received, run, run_until};
use crate::hall::Hall;
use crate::{TICK, assert_gapless};

fn show_all(camera: &mut Client, key: bool) {
    (0..3).for_each(|size| camera.show_size(size, key));
}

/// The size of each packet, by the byte its sender put at the end.
fn sizes(packets: &[&Received]) -> Vec<u8> {
    packets.iter().map(|packet| *packet.payload.last().unwrap()).collect()
}

#[test]
fn a_place_changes_between_the_sizes_of_a_camera_without_a_break() {
    let hall = Hall::open();
    let mut xa = hall.join_with_sizes("xa");
    let (mut huyen, answer) = hall.join("huyen", 1);
    let place = answer.video_slots[0].clone();
    hall.decide(&[], None, &[("huyen", &["xa"])]);
    let mut expected = Vec::new();
    show_all(&mut xa, true);
    let arrived = run_until(&mut [&mut xa, &mut huyen], Duration::from_secs(5), |clients| {
        clients[1].on(&place).iter().any(|packet| packet.payload.last() == Some(&2)) || hall.heights("xa")[2].is_some()
    });
    assert!(arrived);
    assert_eq!(hall.heights("xa"), [Some(40), Some(80), Some(160)]);
    let seen = huyen.on(&place).len();
    for size in [Size::Quarter, Size::Full, Size::Half] {
        hall.set_layer("huyen", Layer::whole(size));
        let at = size.index();
        let asked = xa.sizes_asked[at];
        for n in 0..8 {
            show_all(&mut xa, false);
            run(&mut [&mut xa, &mut huyen], TICK);
            assert!(n < 3 || xa.sizes_asked[at] > 0, "the size is asked for a key frame");
        }
        assert!(xa.sizes_asked[at] <= asked + 1);
        show_all(&mut xa, true);
        run(&mut [&mut xa, &mut huyen], TICK);
        expected.push(at as u8);
    }
    run(&mut [&mut xa, &mut huyen], Duration::from_millis(200));
    let packets = huyen.on(&place);
    assert_gapless(&packets);
    let mut sizes = sizes(&packets[seen..]);
    assert!(packets.len() >= 3 * 9, "{} of 27 went out", packets.len());
    sizes.dedup();
    assert_eq!(sizes.strip_prefix(&[2]).unwrap_or(&sizes), expected);
    let number = |packet: &Received| u16::from_be_bytes([packet.payload[2] & 0x7F, packet.payload[3]]);
    for pair in packets.windows(2) {
        assert_eq!(number(pair[1]), number(pair[0]) + 1, "pictures are numbered on");
        if pair[0].payload.last() != pair[1].payload.last() {
            assert_eq!(pair[1].payload[4] & 1, 0, "a size begins with its key frame");
        }
    }
    let stats = hall.stats();
    assert_eq!((stats.unsent, stats.faults), (0, 0));
}

#[test]
fn the_client_is_told_which_sizes_are_watched() {
    let hall = Hall::open();
    let mut xa = hall.join_with_sizes("xa");
    let (mut huyen, _) = hall.join("huyen", 2);
    let wanted = |rids: &[&str]| {
        hall.has(|event| {
            matches!(event, SfuEvent::LayersWanted { participant, rids: told, .. }
            if participant.as_str() == "xa" && told == rids)
        })
    };
    // Recorded while nobody watches: half of the picture.
    hall.decide(&[], None, &[]);
    for _ in 0..300 {
        show_all(&mut xa, false);
        run(&mut [&mut xa, &mut huyen], TICK);
        if wanted(&["h"]) {
            break;
        }
    }
    assert!(wanted(&["h"]), "after five seconds");
    hall.decide(&[], None, &[("huyen", &["-", "xa"])]);
    assert!(wanted(&["q", "h"]), "at once");
    assert!(
        !hall.has(
            |event| matches!(event, SfuEvent::LayersWanted { participant, .. } if participant.as_str() == "huyen")
        ),
        "a camera of one size has no choice"
    );
}
