#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::sfu::peer::Peer;

/// An offer as our client makes it: microphone, camera, then places.
pub(crate) fn offer(voices: usize, pictures: usize) -> String {
    let mids: Vec<String> = (0..2 + voices + pictures).map(|n| n.to_string()).collect();
    let mut text = format!(
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {}\r\na=extmap-allow-mixed\r\n",
        mids.join(" ")
    );
    for (n, mid) in mids.iter().enumerate() {
        let audio = n == 0 || (2..2 + voices).contains(&n);
        let (kind, formats) = if audio { ("audio", "111") } else { ("video", "96 97") };
        let direction = if n < 2 { "sendonly" } else { "recvonly" };
        text.push_str(&format!(
            "m={kind} 9 UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n\
             a=candidate:1 1 udp 2122260223 192.0.2.7 54400 typ host\r\na=ice-ufrag:abcd\r\n\
             a=ice-pwd:0123456789abcdef01234567\r\na=ice-options:trickle\r\n\
             a=fingerprint:sha-256 {}\r\na=setup:actpass\r\na=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\n",
            ["AB"; 32].join(":")
        ));
        if audio {
            text.push_str("a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n");
            text.push_str("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n");
        } else {
            text.push_str("a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n");
            text.push_str("a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n");
        }
        match n {
            0 => text.push_str("a=ssrc:1000 cname:x\r\na=msid:s a\r\n"),
            1 => text.push_str("a=ssrc-group:FID 2000 2001\r\na=ssrc:2000 cname:x\r\na=ssrc:2001 cname:x\r\n"),
            _ => {}
        }
    }
    text
}

/// The same from a browser that sends three sizes of its camera.
pub(crate) fn offer_of_sizes(voices: usize, pictures: usize) -> String {
    let named = "a=ssrc-group:FID 2000 2001\r\na=ssrc:2000 cname:x\r\na=ssrc:2001 cname:x\r\n";
    let streams = "a=msid:- b\r\na=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n\
                   a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n\
                   a=extmap:5 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n\
                   a=rid:q send\r\na=rid:h send\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n";
    offer(voices, pictures).replace(named, streams)
}

fn accept(text: &str) -> Result<(), OfferRefused> {
    let offer = Offer::read(text)?;
    Peer::accept(&offer, &["127.0.0.1:5000".parse().unwrap()], std::time::Instant::now()).map(|_| ())
}

#[test]
fn the_lines_of_our_client_are_understood() {
    let offer = Offer::read(&offer(4, 4)).unwrap();
    assert_eq!(offer.sender(MediaKind::Audio).and_then(|line| line.sends.clone()), Some(Sending::One(1000)));
    assert_eq!(offer.sender(MediaKind::Video).and_then(|line| line.sends.clone()), Some(Sending::One(2000)));
    let mids = |kind| offer.places(kind).map(|line| line.mid.clone()).collect::<Vec<_>>();
    assert_eq!(mids(MediaKind::Audio), ["2", "3", "4", "5"]);
    assert_eq!(mids(MediaKind::Video), ["6", "7", "8", "9"]);
    assert!(!offer.sdp.contains("candidate"), "the client's addresses are of no use");
}

#[test]
fn three_sizes_of_a_camera_are_understood_and_answered() {
    let offer = Offer::read(&offer_of_sizes(1, 2)).unwrap();
    let Some(Sending::Sizes { streams, extension: 4, repaired: Some(5) }) =
        offer.sender(MediaKind::Video).and_then(|line| line.sends.clone())
    else {
        panic!("sizes")
    };
    assert_eq!(streams.iter().map(|stream| stream.rid.as_str()).collect::<Vec<_>>(), ["q", "h", "f"]);
    assert_eq!(offer.sender(MediaKind::Video).unwrap().repair.payloads, [(97, 96)]);
    let local = ["127.0.0.1:5000".parse().unwrap()];
    let (_, answer) = Peer::accept(&offer, &local, std::time::Instant::now()).unwrap();
    assert!(answer.sdp.contains("a=simulcast:recv q;h;f\r\n"), "{}", answer.sdp);
    assert!(answer.sdp.contains("a=rid:h recv\r\n"));
    assert!(answer.sdp.contains("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"));
    assert!(answer.sdp.contains("a=extmap:5 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"));
}

#[test]
fn sizes_without_the_extensions_that_tell_them_apart_are_no_sizes() {
    let named = |text: String| text.replace("a=rid:q", "a=ssrc:2000 cname:x\r\na=rid:q");
    for extension in ["rtp-hdrext:sdes:mid", "rtp-hdrext:sdes:rtp-stream-id"] {
        let text = offer_of_sizes(0, 0).replace(extension, "rtp-hdrext:other");
        assert_eq!(accept(&text), Err(OfferRefused::UndeclaredSource));
        let offer = Offer::read(&named(text)).unwrap();
        let camera = offer.sender(MediaKind::Video).and_then(|line| line.sends.clone());
        assert_eq!(camera, Some(Sending::One(2000)));
        assert!(!offer.sdp.contains("a=rid") && !offer.sdp.contains("a=simulcast"));
    }
    let offer = Offer::read(&named(offer_of_sizes(0, 0))).unwrap();
    assert!(matches!(offer.lines[1].sends, Some(Sending::Sizes { .. })), "identifiers go before sources");
}

#[test]
fn sizes_of_a_camera_whose_track_has_no_name_are_answered_too() {
    let offer = Offer::read(&offer_of_sizes(0, 0).replace("a=msid:- b\r\n", "")).unwrap();
    let local = ["127.0.0.1:5000".parse().unwrap()];
    let (_, answer) = Peer::accept(&offer, &local, std::time::Instant::now()).unwrap();
    assert!(answer.sdp.contains("a=simulcast:recv q;h;f"));
}

#[test]
fn an_answer_names_every_place() {
    let offer = Offer::read(&offer(4, 8)).unwrap();
    let local = ["127.0.0.1:5000".parse().unwrap()];
    let (_, answer) = Peer::accept(&offer, &local, std::time::Instant::now()).unwrap();
    assert_eq!(answer.audio_slots, ["2", "3", "4", "5"]);
    assert_eq!(answer.video_slots, ["6", "7", "8", "9", "10", "11", "12", "13"]);
    assert_eq!(answer.sdp.matches("m=").count(), 14);
    assert!(answer.sdp.contains("a=ice-lite"));
    assert_eq!(answer.sdp.matches("1 udp 2130706431 127.0.0.1 5000 typ host\r\n").count(), 14);
    assert_eq!(answer.sdp.matches("a=end-of-candidates\r\n").count(), 14);
    assert_eq!(answer.sdp.matches("a=sendonly").count(), 12);
    assert_eq!(answer.sdp.matches("a=recvonly").count(), 2);
    assert!(answer.sdp.contains("useinbandfec=1"));
}

#[test]
fn lines_that_exist_only_in_the_bundle_are_served() {
    let text = offer(1, 1).replace("m=video 9", "m=video 0").replace("a=setup", "a=bundle-only\r\na=setup");
    let offer = Offer::read(&text).unwrap();
    let local = ["127.0.0.1:5000".parse().unwrap()];
    let (_, answer) = Peer::accept(&offer, &local, std::time::Instant::now()).unwrap();
    assert_eq!(answer.video_slots, ["3"]);
    assert!(!answer.sdp.contains("m=video 0"));
}

#[test]
fn lines_that_send_and_receive_are_both() {
    let text = offer(0, 0).replace("sendonly", "sendrecv");
    let offer = Offer::read(&text).unwrap();
    let local = ["127.0.0.1:5000".parse().unwrap()];
    let (_, answer) = Peer::accept(&offer, &local, std::time::Instant::now()).unwrap();
    assert_eq!((answer.audio_slots, answer.video_slots), (vec!["0".to_owned()], vec!["1".to_owned()]));
    assert_eq!(answer.sdp.matches("a=sendrecv").count(), 2);
}

#[test]
fn what_cannot_be_served_is_refused_with_its_reason() {
    let good = offer(4, 4);
    let cases = [
        (String::new(), OfferRefused::Malformed),
        ("hello".to_owned(), OfferRefused::Malformed),
        ("v=0\r\ns=-\r\nt=0 0\r\n".to_owned(), OfferRefused::Malformed),
        (good.clone() + &"a=x\r\n".repeat(20_000), OfferRefused::TooLarge),
        (offer(9, 0), OfferRefused::TooManyLines),
        (offer(0, 17), OfferRefused::TooManyLines),
        (offer(20, 20), OfferRefused::TooManyLines),
        (good.replace("opus/48000", "pcmu/8000"), OfferRefused::NoAudioCodec),
        (good.replace("VP8", "H264"), OfferRefused::NoVideoCodec),
        (good.replace("m=video", "m=application"), OfferRefused::UnsupportedLine),
        (good.replace("m=audio 9", "m=audio 0"), OfferRefused::UnsupportedLine),
        (good.replace("recvonly", "inactive"), OfferRefused::UnsupportedLine),
        (good.replace("BUNDLE 0", "BUNDLE"), OfferRefused::UnsupportedLine),
        (good.replace("a=ssrc:1000", "a=other:1000"), OfferRefused::UndeclaredSource),
        (good.replace("a=mid:3", "a=mid:2"), OfferRefused::Malformed),
        (good.replace("a=mid:3", "a=mid:3 a b"), OfferRefused::Malformed),
        (good.replace("ssrc:2000", "ssrc:1000"), OfferRefused::Malformed),
        (good.replace("ssrc:1000", "ssrc:99999999999"), OfferRefused::Malformed),
        (good.replace("a=fingerprint", "a=other"), OfferRefused::Malformed),
        (good.replace("a=ice-pwd", "a=other"), OfferRefused::Malformed),
    ];
    for (text, reason) in cases {
        assert_eq!(accept(&text), Err(reason), "{}", text.get(..300).unwrap_or(&text));
    }
}

#[test]
fn an_offer_cut_anywhere_is_answered_or_refused() {
    for good in [offer(1, 1), offer_of_sizes(1, 1)] {
        for length in 0..good.len() {
            let _ = accept(&good[..length]);
        }
        accept(&good).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes changed, lines doubled, lost and swapped: never a panic, never a hang.
    #[test]
    fn a_mutated_offer_is_answered_or_refused(
        bytes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        lines in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8), 0..6),
        sizes in any::<bool>(),
    ) {
        let text = if sizes { offer_of_sizes(1, 1) } else { offer(1, 1) };
        let mut text: Vec<String> = text.lines().map(str::to_owned).collect();
        for (at, what) in lines {
            let at = at.index(text.len());
            match what {
                0 => drop(text.remove(at)),
                1 => text.insert(at, text[at].clone()),
                _ => text.swap(at, 0),
            }
        }
        let mut raw = text.join("\r\n").into_bytes();
        for (at, byte) in bytes {
            let at = at.index(raw.len());
            raw[at] = byte;
        }
        let _ = accept(&String::from_utf8_lossy(&raw));
    }
}
