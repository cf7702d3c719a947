//! The pipeline as a whole, with an engine that says prepared lines and speech made of tones.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::{audio::opus::tests::packets, engine::Scripted};
use giaoban_models::sound::SoundContent;
use std::sync::{Mutex, mpsc};

/// Sound the voice detector takes for speech: a pulse train through two resonances, in syllables.
pub(crate) fn babble(seconds: f32) -> Vec<f32> {
    let sample = |i: usize| {
        let t = i as f32 / 16_000.0;
        let pulse = (-(t * 130.0).fract() * 12.0).exp();
        let tract = (std::f32::consts::TAU * 600.0 * t).sin() + 0.6 * (std::f32::consts::TAU * 1_300.0 * t).sin();
        if (t * 4.0).fract() < 0.7 { 0.3 * pulse * tract } else { 0.0 }
    };
    (0..(seconds * 16_000.0) as usize).map(sample).collect()
}

fn frames(track: &TrackId, sound: &[f32]) -> Vec<SoundFrame> {
    let frame = |(i, packet)| SoundFrame {
        track: track.clone(),
        at_sample: i as u64 * 960,
        content: SoundContent::Opus(packet),
    };
    packets(sound).into_iter().enumerate().map(frame).collect()
}

fn start(lines: &[&str], workers: usize) -> (Transcriber, mpsc::Receiver<SpeechEvent>) {
    let (send, receive) = mpsc::channel();
    let send = Mutex::new(send);
    let engine = Arc::new(Scripted::new(lines.iter().map(|l| (*l).to_owned())));
    let sink = Box::new(move |event| send.lock().unwrap().send(event).unwrap());
    (Transcriber::start(engine, workers, sink), receive)
}

const PATIENCE: Duration = Duration::from_secs(20);

fn finals(events: &[SpeechEvent]) -> Vec<(u64, u64, &str)> {
    events
        .iter()
        .filter_map(|e| match e {
            SpeechEvent::Final { t0_ms, t1_ms, text, .. } => Some((*t0_ms, *t1_ms, text.as_str())),
            _ => None,
        })
        .collect()
}

#[test]
fn two_utterances_of_a_track_become_two_finals_and_the_watermark_reaches_the_end() {
    let (transcriber, events) = start(&["câu thứ nhất", "câu thứ hai"], 2);
    let track = TrackId::from("t");
    transcriber.open(track.clone(), 0, Arc::default()).unwrap();
    let sound = [babble(2.0), vec![0.0; 24_000], babble(1.5), vec![0.0; 16_000]].concat();
    for frame in frames(&track, &sound) {
        transcriber.push(frame).unwrap();
    }
    assert!(transcriber.drain(PATIENCE));
    let events: Vec<SpeechEvent> = events.try_iter().collect();
    let found = finals(&events);
    assert_eq!(found.iter().map(|f| f.2).collect::<Vec<_>>(), ["câu thứ nhất", "câu thứ hai"]);
    assert!(found[0].1.abs_diff(2_000) < 300 && found[1].0.abs_diff(3_200) < 300, "{found:?}");
    assert!(matches!(events.last(), Some(SpeechEvent::Reached { until_ms: 6_000, .. })), "{:?}", events.last());
    let marks: Vec<u64> = events
        .iter()
        .filter_map(|e| if let SpeechEvent::Reached { until_ms, .. } = e { Some(*until_ms) } else { None })
        .collect();
    assert!(marks.is_sorted());
}

#[test]
fn closing_in_mid_word_makes_the_speech_final() {
    let (transcriber, events) = start(&["đang nói dở"], 1);
    let track = TrackId::from("t");
    transcriber.open(track.clone(), 0, Arc::default()).unwrap();
    for frame in frames(&track, &babble(1.0)) {
        transcriber.push(frame).unwrap();
    }
    transcriber.close(&track);
    assert!(transcriber.drain(PATIENCE));
    assert_eq!(finals(&events.try_iter().collect::<Vec<_>>()).len(), 1);
}

#[test]
fn a_track_that_goes_on_after_a_restart_counts_from_the_start_of_the_track() {
    let (transcriber, events) = start(&["tiếp tục"], 1);
    let track = TrackId::from("t");
    transcriber.open(track.clone(), 60_000, Arc::default()).unwrap();
    for mut frame in frames(&track, &babble(1.0)) {
        frame.at_sample += 60 * 48_000;
        transcriber.push(frame).unwrap();
    }
    assert!(transcriber.drain(PATIENCE));
    let events: Vec<SpeechEvent> = events.try_iter().collect();
    assert!(finals(&events)[0].0 >= 60_000, "{events:?}");
    assert!(matches!(events.last(), Some(SpeechEvent::Reached { until_ms: 61_000, .. })));
}

#[test]
fn many_tracks_at_once_lose_no_utterance() {
    let lines = vec!["một câu"; 24];
    let (transcriber, events) = start(&lines, 2);
    let sound = [babble(1.0), vec![0.0; 16_000]].concat();
    let tracks: Vec<TrackId> = (0..24).map(|i| TrackId(i.to_string())).collect();
    for track in &tracks {
        transcriber.open(track.clone(), 0, Arc::default()).unwrap();
    }
    let all: Vec<Vec<SoundFrame>> = tracks.iter().map(|t| frames(t, &sound)).collect();
    for i in 0..all[0].len() {
        all.iter().for_each(|track| transcriber.push(track[i].clone()).unwrap());
    }
    assert!(transcriber.drain(PATIENCE));
    let events: Vec<SpeechEvent> = events.try_iter().collect();
    let mut heard: Vec<&TrackId> =
        events.iter().filter(|e| matches!(e, SpeechEvent::Final { .. })).map(SpeechEvent::track).collect();
    heard.sort();
    heard.dedup();
    assert_eq!(heard.len(), 24);
    assert_eq!(transcriber.figures().finals, 24);
}

#[test]
fn a_sink_that_panics_does_not_stop_the_others() {
    let (send, receive) = mpsc::channel();
    let send = Mutex::new(send);
    let engine = Arc::new(Scripted::new(["a".to_owned(), "b".to_owned()]));
    let sink: Sink = Box::new(move |event| {
        assert!(event.track() != &TrackId::from("bad"), "on purpose");
        send.lock().unwrap().send(event).unwrap();
    });
    let transcriber = Transcriber::start(engine, 1, sink);
    for name in ["bad", "good"] {
        let track = TrackId::from(name);
        transcriber.open(track.clone(), 0, Arc::default()).unwrap();
        frames(&track, &babble(1.0)).into_iter().for_each(|f| transcriber.push(f).unwrap());
    }
    assert!(transcriber.drain(PATIENCE));
    assert_eq!(finals(&receive.try_iter().collect::<Vec<_>>()).len(), 1);
}

/// An engine that needs as long as the speech lasted to recognise it, divided by `speed`.
struct Slow(Scripted, u32);

struct SlowSpeech(Box<dyn crate::engine::Recognition>, u32);

impl Engine for Slow {
    fn card(&self) -> &crate::engine::EngineCard {
        self.0.card()
    }

    fn open(
        &self,
        track: &TrackId,
        hints: &Arc<crate::engine::Hints>,
    ) -> Result<Box<dyn crate::engine::Recognition>, crate::engine::EngineError> {
        Ok(Box::new(SlowSpeech(self.0.open(track, hints)?, self.1)))
    }
}

impl crate::engine::Recognition for SlowSpeech {
    fn feed(&mut self, samples: &[f32]) -> Result<Option<crate::engine::Hypothesis>, crate::engine::EngineError> {
        std::thread::sleep(Duration::from_micros(samples.len() as u64 * 1_000_000 / 16_000) / self.1);
        self.0.feed(samples)
    }

    fn finish(&mut self) -> Result<crate::engine::Hypothesis, crate::engine::EngineError> {
        self.0.finish()
    }
}

#[test]
fn under_overload_partial_texts_are_dropped_and_no_final_is() {
    let (send, receive) = mpsc::channel();
    let send = Mutex::new(send);
    let lines = vec!["một hai ba bốn năm sáu bảy tám chín mười".to_owned(); 8];
    let engine = Arc::new(Slow(Scripted::new(lines), 20));
    let sink: Sink = Box::new(move |event| send.lock().unwrap().send(event).unwrap());
    let transcriber = Transcriber::start(engine, 1, sink);
    let sound = [babble(3.0), vec![0.0; 16_000]].concat();
    for i in 0..8 {
        let track = TrackId(i.to_string());
        transcriber.open(track.clone(), 0, Arc::default()).unwrap();
        frames(&track, &sound).into_iter().for_each(|frame| transcriber.push(frame).unwrap());
    }
    assert!(transcriber.drain(PATIENCE));
    let figures = transcriber.figures();
    assert_eq!((figures.finals, figures.frames_refused, figures.tracks), (8, 0, 0));
    assert!(figures.partials_dropped > 0, "{figures:?}");
    assert_eq!(finals(&receive.try_iter().collect::<Vec<_>>()).len(), 8);
}

#[test]
fn dropping_the_pipeline_in_mid_work_returns_soon() {
    let engine = Arc::new(Slow(Scripted::new(["a".to_owned()]), 10));
    let transcriber = Transcriber::start(engine, 1, Box::new(|_| {}));
    let track = TrackId::from("t");
    transcriber.open(track.clone(), 0, Arc::default()).unwrap();
    frames(&track, &babble(8.0)).into_iter().for_each(|frame| transcriber.push(frame).unwrap());
    let began = Instant::now();
    drop(transcriber);
    assert!(began.elapsed() < Duration::from_secs(3));
}
