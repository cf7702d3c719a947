//! The recorder as a whole: its thread, its files, and what it tells.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use giaoban_conference::record::ogg::OggRecording;
use giaoban_conference::record::{
    self, FailureReason, IngestPacket, MediaKind, RecordEvent, RecorderConfig, RecorderHandle, TrackInlet, TrackStart,
};
use giaoban_models::id::{MeetingId, ParticipantId, TrackId};
use giaoban_models::sound::{SoundContent, SoundFrame};

struct Desk {
    recorder: RecorderHandle,
    folder: tempfile::TempDir,
    events: Arc<Mutex<Vec<RecordEvent>>>,
    heard: Arc<Mutex<Vec<SoundFrame>>>,
}

impl Desk {
    fn new(queue: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let events = Arc::<Mutex<Vec<RecordEvent>>>::default();
        let heard = Arc::<Mutex<Vec<SoundFrame>>>::default();
        let (told, listened) = (Arc::clone(&events), Arc::clone(&heard));
        let config = RecorderConfig { folder: folder.path().to_owned(), queue };
        let recorder = record::start(
            config,
            move |frame| listened.lock().unwrap().push(frame),
            move |event| told.lock().unwrap().push(event),
        )
        .unwrap();
        Self { recorder, folder, events, heard }
    }

    fn open(&self, track: &str) -> TrackInlet {
        self.recorder.open(TrackStart {
            meeting: MeetingId::from("m"),
            participant: ParticipantId::from("p"),
            track: TrackId::from(track),
            kind: MediaKind::Audio,
            started_at_ms: 1,
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("m").join(name)
    }

    fn told(&self, is: impl Fn(&RecordEvent) -> bool) -> usize {
        self.events.lock().unwrap().iter().filter(|event| is(event)).count()
    }
}

fn say(inlet: &TrackInlet, number: u16) {
    inlet.push(IngestPacket {
        sequence: number,
        timestamp: u32::from(number) * 960,
        marker: false,
        payload: Bytes::from(vec![0x78, number as u8, 1, 2, 3]),
        arrived: Instant::now(),
    });
}

fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !holds() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn is_finished(event: &RecordEvent) -> bool {
    matches!(event, RecordEvent::TrackFinished { .. })
}

#[test]
fn a_closed_track_is_finished_and_takes_nothing_more() {
    let desk = Desk::new(100);
    let inlet = desk.open("t");
    (0..5).for_each(|number| say(&inlet, number));
    wait("the track is open", || desk.recorder.stats().open_tracks == 1);
    desk.recorder.close(&TrackId::from("t"));
    wait("it is finished", || desk.told(is_finished) == 1);
    (5..10).for_each(|number| say(&inlet, number));
    std::thread::sleep(Duration::from_millis(300));
    drop(inlet);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(desk.told(is_finished), 1);
    let recording = OggRecording::open(&desk.file("t.ogg")).unwrap();
    assert!(recording.finished);
    assert_eq!(recording.samples(), 5 * 960);
    assert_eq!(desk.recorder.stats().open_tracks, 0);
}

#[test]
fn a_track_opened_again_goes_to_a_file_of_its_own() {
    let desk = Desk::new(100);
    for round in 1..=2 {
        let inlet = desk.open("t");
        (0..5).for_each(|number| say(&inlet, number));
        drop(inlet);
        wait("it is finished", || desk.told(is_finished) == round);
    }
    for name in ["t.ogg", "t.2.ogg"] {
        assert_eq!(OggRecording::open(&desk.file(name)).unwrap().samples(), 5 * 960);
    }
}

#[test]
fn ending_the_recorder_finishes_every_file() {
    let desk = Desk::new(100);
    let inlets: Vec<TrackInlet> = ["a", "b", "c"].iter().map(|track| desk.open(track)).collect();
    inlets.iter().for_each(|inlet| (0..10).for_each(|number| say(inlet, number)));
    desk.recorder.finish();
    for name in ["a.ogg", "b.ogg", "c.ogg"] {
        let recording = OggRecording::open(&desk.file(name)).unwrap();
        assert!(recording.finished && recording.samples() == 10 * 960);
    }
    say(&inlets[0], 10);
    assert_eq!(desk.recorder.stats().dropped, 1, "after the end packets are counted, not kept");
}

#[test]
fn a_full_queue_drops_packets_and_their_place_is_silent() {
    let desk = Desk::new(4);
    let inlet = desk.open("t");
    let last = 2_000;
    (0..last).for_each(|number| say(&inlet, number));
    let stats = desk.recorder.stats();
    assert!(stats.dropped > 0, "{stats:?}");
    assert_eq!(stats.accepted + stats.dropped, u64::from(last));
    // Its own time stamp says where a later packet belongs, within what really passed.
    std::thread::sleep(Duration::from_millis(400));
    say(&inlet, last);
    desk.recorder.finish();
    let recording = OggRecording::open(&desk.file("t.ogg")).unwrap();
    let kept = recording.sound.iter().filter(|sound| sound.packet.len() == 5).count() as u64;
    assert_eq!(kept, desk.recorder.stats().accepted);
}

#[test]
fn silence_is_heard_while_it_lasts_not_only_after_it() {
    let desk = Desk::new(100);
    let inlet = desk.open("t");
    say(&inlet, 0);
    wait("a gap is heard", || {
        desk.heard.lock().unwrap().iter().any(|frame| matches!(frame.content, SoundContent::Gap(_)))
    });
    std::thread::sleep(Duration::from_millis(500));
    let end = desk.heard.lock().unwrap().last().map(|frame| match frame.content {
        SoundContent::Gap(samples) => frame.at_sample + samples,
        SoundContent::Opus(_) => frame.at_sample + 960,
    });
    assert!(end.unwrap() >= 14_400, "300 ms at least: {end:?}");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_once_and_recovers() {
    let desk = Desk::new(1_000);
    // A file where the meeting's folder should be: works for every user, also one that may write everywhere.
    std::fs::write(desk.folder.path().join("m"), b"in the way").unwrap();
    let inlet = desk.open("t");
    for number in 0..20 {
        say(&inlet, number);
        std::thread::sleep(Duration::from_millis(20));
    }
    let failed = |event: &RecordEvent| matches!(event, RecordEvent::RecordingFailed { reason: FailureReason::Io, start } if start.track.as_str() == "t");
    assert_eq!(desk.told(failed), 1);
    assert_eq!(desk.heard.lock().unwrap().iter().filter(|f| matches!(f.content, SoundContent::Opus(_))).count(), 20);

    std::fs::remove_file(desk.folder.path().join("m")).unwrap();
    let mut number = 20;
    wait("it is written again", || {
        say(&inlet, number);
        number += 1;
        std::thread::sleep(Duration::from_millis(20));
        desk.told(|event| matches!(event, RecordEvent::RecordingResumed { .. })) == 1
    });
    desk.recorder.finish();
    assert_eq!(desk.told(failed), 1);
    let recording = OggRecording::open(&desk.file("t.ogg")).unwrap();
    let first = recording.sound.iter().find(|sound| sound.packet.len() == 5).unwrap();
    assert!(first.at_sample >= 19 * 960, "what could not be written is silence of its length");
}
