#![allow(clippy::unwrap_used)]

use bytes::Bytes;

use super::*;
use crate::record::vp8::Descriptor;
use crate::sfu::MediaKind;

fn packet(size: Size, payload: &[u8]) -> MediaPacket {
    MediaPacket {
        kind: MediaKind::Video,
        size,
        sequence: 0,
        timestamp: 0,
        marker: true,
        payload: Bytes::copy_from_slice(payload),
        level: None,
        descriptor: Descriptor::read(payload),
    }
}

/// A picture of 190 bytes, of a temporal layer; a key frame of 360 lines or one that needs others.
fn picture(size: Size, temporal: u8, key: bool) -> MediaPacket {
    let mut payload = vec![0x90, 0x20, temporal << 6, u8::from(!key), 0, 0, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0x68, 0x01];
    payload.resize(190, 7);
    packet(size, &payload)
}

#[test]
fn a_place_gets_what_it_wants_or_the_next_smaller_or_the_next_larger() {
    use Size::{Full, Half, Quarter};
    for (sizes, wanted, gets) in [
        (&[Quarter, Half, Full][..], Half, Some(Half)),
        (&[Quarter, Full], Half, Some(Quarter)),
        (&[Quarter], Full, Some(Quarter)),
        (&[Half, Full], Quarter, Some(Half)),
        (&[Full], Quarter, Some(Full)),
        (&[], Full, None),
    ] {
        assert_eq!(Nearest::of(sizes).to(wanted), gets, "{sizes:?}");
    }
}

#[test]
fn each_size_is_measured_with_and_without_its_upper_temporal_layer() {
    let begun = Instant::now();
    let mut camera = Camera::new();
    for n in 0..80_u64 {
        let now = begun + Duration::from_millis(n * 50);
        camera.came(&picture(Size::Half, (n % 2) as u8, n == 0), now);
        camera.came(&packet(Size::Quarter, &[0x10, 1, 2]), now);
    }
    let rates = camera.rates(begun + Duration::from_secs(4));
    let half = rates[Size::Half.index()].unwrap();
    // 20 pictures a second of 190 bytes and headers.
    assert!((38_000..=42_000).contains(&half.bits_per_second), "{half:?}");
    assert!((19_000..=21_000).contains(&half.halved_bits_per_second.unwrap()), "{half:?}");
    assert_eq!(half.height, 360);
    let quarter = rates[Size::Quarter.index()].unwrap();
    assert_eq!((quarter.halved_bits_per_second, quarter.height), (None, 0));
    assert_eq!(rates[Size::Full.index()], None);
}

#[test]
fn a_size_that_stopped_is_not_asked_for_a_key_frame_until_it_comes_again() {
    let now = Instant::now();
    let mut camera = Camera::new();
    camera.want_key_frame(Size::Full);
    assert_eq!(camera.due_key_frames(now).collect::<Vec<_>>(), []);
    camera.came(&picture(Size::Full, 0, false), now);
    camera.came(&picture(Size::Half, 0, false), now);
    assert_eq!(camera.due_key_frames(now).collect::<Vec<_>>(), [Size::Full]);
    camera.want_key_frame(Size::Full);
    camera.want_key_frame(Size::Half);
    assert_eq!(camera.due_key_frames(now).collect::<Vec<_>>(), [Size::Half], "each size has a second of its own");
    let later = now + Duration::from_secs(1);
    assert_eq!(camera.due_key_frames(later).collect::<Vec<_>>(), []);
    camera.came(&picture(Size::Full, 0, false), later);
    assert_eq!(camera.due_key_frames(later).collect::<Vec<_>>(), [Size::Full]);
}

#[test]
fn a_key_frame_settles_the_wants_of_its_own_size_only() {
    let now = Instant::now();
    let mut camera = Camera::new();
    for size in [Size::Quarter, Size::Half] {
        camera.came(&picture(size, 0, false), now);
        camera.want_key_frame(size);
    }
    camera.came(&picture(Size::Half, 0, true), now);
    assert_eq!(camera.due_key_frames(now).collect::<Vec<_>>(), [Size::Quarter]);
}
