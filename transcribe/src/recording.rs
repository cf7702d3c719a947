//! Catching up: what a recorded track holds beyond the watermark is transcribed from the recording, after a restart or
//! after a track overflowed.

use std::{path::Path, sync::Arc, time::Instant};

use giaoban_models::{id::TrackId, sound::TRACK_RATE};

use crate::{
    audio::{AudioError, RecordedTrack},
    engine::{Engine, Hints},
    stream::{Ear, Partials, SpeechEvent, Voice},
};

/// Transcribes a recorded track from `from_ms` on, on the calling thread; finals and watermarks go to `sink`, their
/// times counted from the start of the track. Returns where the recording ends, in milliseconds.
///
/// `latency_ms` of these finals is the time since the sound was read, not since it was spoken.
pub fn transcribe_recording(
    engine: &Arc<dyn Engine>,
    path: &Path,
    track: &TrackId,
    from_ms: u64,
    hints: &Arc<Hints>,
    sink: &mut dyn FnMut(SpeechEvent),
) -> Result<u64, AudioError> {
    let mut recording = RecordedTrack::open(path, track.clone(), from_ms)?;
    let (mut ear, mut voice) = (Ear::new(from_ms)?, Voice::new(Arc::clone(engine), track.clone(), Arc::clone(hints)));
    let mut work = Vec::new();
    let mut first = true;
    for mut frame in recording.by_ref() {
        // The frame that straddles the watermark is heard whole, a few milliseconds early.
        if std::mem::take(&mut first) {
            frame.at_sample = frame.at_sample.max(from_ms * u64::from(TRACK_RATE) / 1000);
        }
        ear.frame(&frame, Instant::now(), &mut work);
        voice.work(std::mem::take(&mut work), Partials::NONE, sink);
    }
    ear.close(Instant::now(), &mut work);
    voice.work(work, Partials::NONE, sink);
    Ok(recording.position() * 1000 / u64::from(TRACK_RATE))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        audio::{opus::tests::packets, recorded::tests::recording},
        engine::Scripted,
        stream::tests::babble,
    };

    fn catch_up(from_ms: u64, lines: &[&str], cut: u64) -> (Vec<SpeechEvent>, u64) {
        let sound = [babble(2.0), vec![0.0; 16_000], babble(2.0), vec![0.0; 16_000]].concat();
        let file = recording(&packets(&sound).into_iter().map(Some).collect::<Vec<_>>());
        let length = file.as_file().metadata().unwrap().len();
        file.as_file().set_len(length - cut).unwrap();
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(lines.iter().map(|l| (*l).to_owned())));
        let mut events = Vec::new();
        let end =
            transcribe_recording(&engine, file.path(), &TrackId::from("t"), from_ms, &Arc::default(), &mut |e| events.push(e)).unwrap();
        (events, end)
    }

    fn texts(events: &[SpeechEvent]) -> Vec<(u64, &str)> {
        events
            .iter()
            .filter_map(|e| {
                if let SpeechEvent::Final { t0_ms, text, .. } = e { Some((*t0_ms, text.as_str())) } else { None }
            })
            .collect()
    }

    #[test]
    fn the_whole_recording_gives_every_utterance_once() {
        let (events, end) = catch_up(0, &["một", "hai"], 0);
        assert_eq!(texts(&events).iter().map(|t| t.1).collect::<Vec<_>>(), ["một", "hai"]);
        assert_eq!(end, 6_000);
        assert!(matches!(events.last(), Some(SpeechEvent::Reached { until_ms: 6_000, .. })));
    }

    #[test]
    fn going_on_from_the_watermark_doubles_nothing() {
        let (before, _) = catch_up(0, &["một", "hai"], 0);
        let mark = before
            .iter()
            .find_map(|e| if let SpeechEvent::Reached { until_ms, .. } = e { Some(*until_ms) } else { None });
        let (events, _) = catch_up(mark.unwrap(), &["hai"], 0);
        assert_eq!(texts(&events).len(), 1);
        assert!(texts(&events)[0].0.abs_diff(2_700) < 400, "{:?}", texts(&events));
    }

    #[test]
    fn a_torn_recording_is_transcribed_to_its_last_whole_page() {
        let (events, end) = catch_up(0, &["một", "hai"], 7);
        assert_eq!((texts(&events).len(), end), (2, 5_000));
    }
}
