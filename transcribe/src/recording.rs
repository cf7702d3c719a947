//! Recorded tracks, written down. Catching up: what a recorded track holds beyond the watermark is transcribed from the recording, after a restart or
//! after a track overflowed. Hearing again: stretches that were written down before, by another engine.

use std::{path::Path, sync::Arc, time::Instant};

use giaoban_models::{
    id::TrackId,
    sound::{SPEECH_RATE, TRACK_RATE},
};

use crate::{
    audio::{AudioError, Heard, RecordedTrack, SpeechDecoder},
    engine::{Engine, EngineError, Hints, Hypothesis, Recognition},
    file::FileError,
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

/// Sound after the end of a stretch that is heard with it, so that its last word is whole: 500 ms.
const AFTER_MS: u64 = 500;

/// Hears stretches of a recorded track again, on the calling thread. `stretches` are milliseconds of the track, sorted and
/// apart from each other; `sink` is told each with what was heard there, times counted from its beginning, and answers
/// whether to go on. Only one stretch is in memory at a time.
pub fn hear_again(
    engine: &Arc<dyn Engine>,
    path: &Path,
    track: &TrackId,
    stretches: &[(u64, u64)],
    hints: &Arc<Hints>,
    sink: &mut dyn FnMut(usize, Hypothesis) -> bool,
) -> Result<(), FileError> {
    let Some(&(from_ms, _)) = stretches.first() else { return Ok(()) };
    let samples = |ms: u64| ms.saturating_mul(u64::from(SPEECH_RATE) / 1000);
    let mut recording = RecordedTrack::open(path, track.clone(), from_ms)?;
    let mut decoder = SpeechDecoder::new(from_ms * u64::from(TRACK_RATE) / 1000)?;
    let bounds = |n: usize| {
        let (t0, t1) = stretches[n];
        let next = stretches.get(n + 1).map_or(u64::MAX, |next| next.0);
        (samples(t0), samples((t1 + AFTER_MS).min(next).max(t1)))
    };
    let (mut at, mut heard) = (samples(from_ms), Vec::new());
    let (mut now, mut speech): (usize, Option<Box<dyn Recognition>>) = (0, None);
    let failed = |place: u64| {
        move |error: EngineError| FileError::Recognition {
            at_seconds: place as f64 / f64::from(SPEECH_RATE),
            reason: error.to_string(),
        }
    };
    loop {
        let frame = recording.next();
        let ended = frame.is_none();
        if let Some(mut frame) = frame {
            frame.at_sample = frame.at_sample.max(from_ms * u64::from(TRACK_RATE) / 1000);
            decoder.hear(&frame, &mut heard);
        }
        for piece in heard.drain(..) {
            // Silence is fed in pieces of at most a second: a mute may last for hours.
            let (sound, mut silence) = match piece {
                Heard::Sound(sound) => (sound, 0),
                Heard::Silence(count) => (vec![], count),
            };
            let mut block = sound;
            loop {
                if block.is_empty() {
                    if silence == 0 {
                        break;
                    }
                    let count = silence.min(u64::from(SPEECH_RATE));
                    silence -= count;
                    block = vec![0.0; count as usize];
                }
                let end = at + block.len() as u64;
                while now < stretches.len() {
                    let (begin, until) = bounds(now);
                    if end <= begin {
                        break;
                    }
                    let inside = begin.saturating_sub(at) as usize..(until.min(end).saturating_sub(at)) as usize;
                    let running = match &mut speech {
                        Some(running) => running,
                        None => speech.insert(engine.open(track, hints).map_err(failed(begin))?),
                    };
                    running.spare(true);
                    running.feed(block.get(inside).unwrap_or_default()).map_err(failed(begin))?;
                    if end < until {
                        break;
                    }
                    let result = speech.take().map(|mut speech| speech.finish()).transpose().map_err(failed(begin))?;
                    if !sink(now, result.unwrap_or_default()) {
                        return Ok(());
                    }
                    now += 1;
                }
                at = end;
                block.clear();
            }
        }
        if now == stretches.len() {
            return Ok(());
        }
        if ended {
            // A torn recording: what there is of the running stretch is heard, the rest is gone.
            if let Some(mut speech) = speech.take() {
                let begin = bounds(now).0;
                sink(now, speech.finish().map_err(failed(begin))?);
            }
            return Ok(());
        }
    }
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
        let end = transcribe_recording(&engine, file.path(), &TrackId::from("t"), from_ms, &Arc::default(), &mut |e| {
            events.push(e)
        })
        .unwrap();
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

    fn again(stretches: &[(u64, u64)], cut: u64) -> Vec<(usize, String, f32)> {
        let sound = [babble(2.0), vec![0.0; 16_000], babble(2.0), vec![0.0; 16_000]].concat();
        let file = recording(&packets(&sound).into_iter().map(Some).collect::<Vec<_>>());
        file.as_file().set_len(file.as_file().metadata().unwrap().len() - cut).unwrap();
        let engine: Arc<dyn Engine> = Arc::new(Scripted::new(["một".to_owned(), "hai".to_owned(), "ba".to_owned()]));
        let mut heard = Vec::new();
        let (track, hints) = (TrackId::from("t"), Arc::default());
        hear_again(&engine, file.path(), &track, stretches, &hints, &mut |n, h| {
            heard.push((n, h.text.clone(), h.words.last().map_or(0.0, |w| w.end_s)));
            true
        })
        .unwrap();
        heard
    }

    #[test]
    fn each_stretch_is_heard_again_with_the_sound_it_had() {
        let heard = again(&[(300, 2_000), (3_000, 5_000)], 0);
        assert_eq!(heard.iter().map(|h| (h.0, h.1.as_str())).collect::<Vec<_>>(), [(0, "một"), (1, "hai")]);
        // The scripted engine spreads its words over the sound it was fed: the stretch and half a second more.
        assert!((heard[0].2 - 2.2).abs() < 0.01 && (heard[1].2 - 2.5).abs() < 0.01, "{heard:?}");
    }

    #[test]
    fn neighbouring_stretches_share_no_sound_and_a_torn_end_is_heard_as_far_as_it_goes() {
        let heard = again(&[(0, 1_000), (1_000, 2_000), (4_500, 9_000)], 0);
        assert!((heard[0].2 - 1.0).abs() < 0.01, "{heard:?}");
        assert_eq!(heard.len(), 3);
        assert!((heard[2].2 - 1.5).abs() < 0.05, "{heard:?}");
        assert!(again(&[], 0).is_empty());
    }
}
