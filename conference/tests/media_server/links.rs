//! Weak links over real sockets.

use std::time::{Duration, Instant};

use giaoban_conference::link::Rung;
use giaoban_conference::sfu::{LinkStats, SfuEvent};

use crate::client::{Client, run};
use crate::hall::Hall;

/// The commune speaks and shows a picture of about 300 kbit/s for so long; says what share of the sound came.
fn speak(xa: &mut Client, huyen: &mut Client, voice: &str, seconds: u64) -> f64 {
    let end = Instant::now() + Duration::from_secs(seconds);
    let before = huyen.on(voice).len();
    let mut said = 0.0;
    while Instant::now() < end {
        xa.say(25);
        // A key frame a second: one may be asked for at any time, and this client does not listen.
        xa.show((said as u32).is_multiple_of(50));
        said += 1.0;
        run(&mut [&mut *xa, &mut *huyen], Duration::from_millis(20));
    }
    (huyen.on(voice).len() - before) as f64 / said
}

fn link(hall: &Hall, name: &str) -> LinkStats {
    let stats = hall.stats();
    assert_eq!((stats.unsent, stats.faults), (0, 0));
    stats.links.into_iter().find(|link| link.participant.as_str() == name).unwrap()
}

#[test]
fn a_weak_link_keeps_the_voice_and_gets_the_picture_back_when_it_is_better() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 1);
    let (mut huyen, answer) = hall.join_with("huyen", Client::reporting(4, 1));
    let voice = answer.audio_slots[0].clone();
    hall.decide(&["xa"], Some("xa"), &[("huyen", &["xa"])]);
    huyen.carries = Some(150_000.0);
    speak(&mut xa, &mut huyen, &voice, 4);
    let shown = huyen.on(&answer.video_slots[0]).len();
    let heard = speak(&mut xa, &mut huyen, &voice, 5);
    let weak = link(&hall, "huyen");
    assert!(heard > 0.95, "{heard} of the sound came");
    assert_eq!(weak.rung, Rung::Voice, "{weak:?}");
    assert!((60_000..400_000).contains(&weak.estimate), "{weak:?}");
    assert!(weak.round_trip.is_some());
    // Nothing of the picture but what is sent again to look for more.
    let more = huyen.on(&answer.video_slots[0]).len() - shown;
    assert!(more < 200, "{more} packets of a picture the link does not carry");

    huyen.carries = None;
    // Bursts that failed are repeated later and later, at most 30 seconds apart.
    let end = Instant::now() + Duration::from_secs(45);
    while link(&hall, "huyen").rung != Rung::Full && Instant::now() < end {
        speak(&mut xa, &mut huyen, &voice, 1);
    }
    let good = link(&hall, "huyen");
    assert_eq!(good.rung, Rung::Full, "{good:?}");
    assert!(good.estimate > 350_000, "{good:?}");
    assert!(hall.has(|event| matches!(event, SfuEvent::Rung { rung: Rung::Voice, participant, .. }
        if participant.as_str() == "huyen")));
}

#[test]
fn a_site_is_asked_nothing_and_denied_nothing_when_it_does_not_report() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 1);
    let (mut huyen, answer) = hall.join("huyen", 1);
    let voice = answer.audio_slots[0].clone();
    hall.decide(&["xa"], Some("xa"), &[("huyen", &["xa"])]);
    let heard = speak(&mut xa, &mut huyen, &voice, 3);
    assert!(heard > 0.95, "{heard}");
    assert!(huyen.on(&answer.video_slots[0]).len() > 200);
    assert_eq!(hall.stats().links, []);
}

#[test]
fn what_a_site_chose_holds_and_is_remembered_for_its_next_connection() {
    let hall = Hall::open();
    let (mut xa, _) = hall.join("xa", 1);
    let (mut huyen, answer) = hall.join_with("huyen", Client::reporting(4, 1));
    let voice = answer.audio_slots[0].clone();
    hall.decide(&["xa"], Some("xa"), &[("huyen", &["xa"])]);
    speak(&mut xa, &mut huyen, &voice, 2);
    hall.force("huyen", Some(Rung::Voice));
    speak(&mut xa, &mut huyen, &voice, 1);
    assert_eq!(link(&hall, "huyen").rung, Rung::Voice);
    huyen.close();
    let (mut huyen, answer) = hall.join_with("huyen", Client::reporting(4, 1));
    let heard = speak(&mut xa, &mut huyen, &answer.audio_slots[0], 2);
    assert!(heard > 0.9, "{heard}");
    assert_eq!(link(&hall, "huyen").rung, Rung::Voice);
    assert_eq!(huyen.on(&answer.video_slots[0]).len(), 0, "not a packet of the picture");
}
