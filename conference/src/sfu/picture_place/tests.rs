#![allow(clippy::unwrap_used)]

use std::time::Duration;

use bytes::Bytes;

use super::*;

const A: PeerKey = PeerKey(1);
const B: PeerKey = PeerKey(2);

fn packet(size: Size, sequence: u16, id: u16, key: bool) -> MediaPacket {
    let payload = Bytes::from(vec![0x90, 0x80, 0x80 | (id >> 8) as u8, id as u8, u8::from(!key), 9]);
    MediaPacket {
        kind: MediaKind::Video,
        size,
        sequence,
        timestamp: u32::from(sequence) * 3_000,
        marker: true,
        descriptor: Descriptor::read(&payload),
        payload,
        level: None,
    }
}

fn send(place: &mut PicturePlace, sequence: u16, id: u16, key: bool) -> Option<OutPacket> {
    place.look(&Nearest::of(&[Size::Full]));
    place.forward(&packet(Size::Full, sequence, id, key), Instant::now())
}

fn id(packet: &OutPacket) -> u16 {
    Descriptor::read(&packet.payload).unwrap().picture_id.unwrap().value
}

fn place() -> PicturePlace {
    let mut place = PicturePlace::new(Some(Layer::whole(Size::Full)));
    place.show(Some(A));
    place
}

#[test]
fn a_new_picture_waits_for_its_key_frame_and_then_goes_on_in_numbers() {
    let mut place = place();
    assert_eq!(send(&mut place, 10, 500, false), None);
    assert_eq!(place.waits_for(), Some(Size::Full));
    assert_eq!(send(&mut place, 11, 501, true).map(|p| (p.sequence, id(&p))), Some((11, 501)));
    assert_eq!(place.waits_for(), None);
    assert_eq!(send(&mut place, 12, 502, false).map(|p| (p.sequence, id(&p))), Some((12, 502)));
    place.show(Some(B));
    assert_eq!(send(&mut place, 900, 7, false), None);
    assert_eq!(send(&mut place, 901, 8, true).map(|p| (p.sequence, id(&p))), Some((13, 503)));
    assert_eq!(send(&mut place, 902, 9, false).map(|p| (p.sequence, id(&p))), Some((14, 504)));
    assert_eq!(send(&mut place, 900, 7, false), None, "older than the key frame");
}

#[test]
fn a_picture_that_stays_in_its_place_is_not_disturbed() {
    let mut place = place();
    send(&mut place, 1, 1, true).unwrap();
    place.show(Some(A));
    assert!(send(&mut place, 2, 2, false).is_some());
}

#[test]
fn a_camera_that_starts_over_needs_a_key_frame_again() {
    let mut place = place();
    send(&mut place, 1, 1, true).unwrap();
    assert_eq!(send(&mut place, 30_000, 2, false), None);
    assert_eq!(place.waits_for(), Some(Size::Full));
    assert_eq!(send(&mut place, 30_001, 3, true).map(|p| p.sequence), Some(2));
}

#[test]
fn packets_of_padding_keep_their_number() {
    let mut place = place();
    send(&mut place, 1, 1, true).unwrap();
    let mut padding = packet(Size::Full, 2, 0, false);
    padding.payload = Bytes::new();
    padding.descriptor = None;
    assert_eq!(place.forward(&padding, Instant::now()).map(|p| p.sequence), Some(2));
}

#[test]
fn a_place_that_is_to_have_nothing_gets_nothing_and_asks_for_nothing() {
    let mut place = place();
    send(&mut place, 1, 1, true).unwrap();
    place.want(None);
    assert_eq!(send(&mut place, 2, 2, true), None);
    assert_eq!(place.waits_for(), None);
    place.want(Some(Layer::whole(Size::Half)));
    assert_eq!(send(&mut place, 3, 3, false), None);
    assert_eq!(send(&mut place, 4, 4, true).map(|p| p.sequence), Some(2));
}

#[test]
fn another_size_goes_out_from_its_key_frame_on_and_the_old_one_up_to_it() {
    let now = Instant::now();
    let all = Nearest::of(&Size::ALL);
    let mut place = place();
    let send = |place: &mut PicturePlace, size, sequence, number, key, ms| {
        place.look(&all);
        let out = place.forward(&packet(size, sequence, number, key), now + Duration::from_millis(ms));
        out.map(|packet| (packet.sequence, id(&packet), packet.timestamp))
    };
    assert_eq!(send(&mut place, Size::Full, 1, 100, true, 0), Some((1, 100, 3_000)));
    assert_eq!(send(&mut place, Size::Quarter, 500, 9, true, 0), None);
    place.want(Some(Layer::whole(Size::Quarter)));
    assert_eq!(send(&mut place, Size::Full, 2, 101, false, 33), Some((2, 101, 6_000)));
    assert_eq!(send(&mut place, Size::Quarter, 501, 10, false, 33), None);
    assert_eq!(place.waits_for(), Some(Size::Quarter));
    assert_eq!(send(&mut place, Size::Full, 3, 102, false, 66), Some((3, 102, 9_000)));
    assert_eq!(send(&mut place, Size::Quarter, 502, 11, true, 76), Some((4, 103, 9_900)));
    assert_eq!(send(&mut place, Size::Full, 4, 103, true, 100), None);
    assert_eq!(send(&mut place, Size::Quarter, 503, 12, false, 110), Some((5, 104, 12_900)));
}
