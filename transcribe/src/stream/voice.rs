//! The dear half of a track: stretches of speech in, events out.

use std::{sync::Arc, time::Instant};

use giaoban_models::{id::TrackId, sound::SPEECH_RATE};

use super::{SpeechEvent, WordMs, ear::Work};
use crate::engine::{Engine, EngineError, Hints, Hypothesis, Recognition};

fn to_ms(samples: u64) -> u64 {
    samples * 1000 / u64::from(SPEECH_RATE)
}

/// What is done about partial texts while a batch of work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Partials {
    /// Worth showing: nothing newer of this track is waiting.
    pub(crate) shown: bool,
    /// Others wait for the processor.
    pub(crate) others_wait: bool,
}

impl Partials {
    /// Nobody looks at a screen: nothing is done for partial texts.
    pub(crate) const NONE: Self = Self { shown: false, others_wait: true };
}

/// Figures of one batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) partials: u64,
    pub(crate) partials_dropped: u64,
    pub(crate) finals: u64,
    pub(crate) failures: u64,
}

/// The recognition of one track.
pub(crate) struct Voice {
    engine: Arc<dyn Engine>,
    track: TrackId,
    hints: Arc<Hints>,
    speech: Option<Speech>,
    utterance: u64,
    /// Something could not be recognised: the watermark stays.
    broken: bool,
    reached_ms: Option<u64>,
}

struct Speech {
    recognition: Box<dyn Recognition>,
    began: u64,
    fed: u64,
    shown: bool,
}

impl Voice {
    pub(crate) fn new(engine: Arc<dyn Engine>, track: TrackId, hints: Arc<Hints>) -> Self {
        Self { engine, track, hints, speech: None, utterance: 0, broken: false, reached_ms: None }
    }

    /// Does the work in order and hands each event out as it arises.
    pub(crate) fn work(&mut self, batch: Vec<Work>, partials: Partials, emit: &mut dyn FnMut(SpeechEvent)) -> Done {
        let mut done = Done::default();
        let last = batch.len().saturating_sub(1);
        for (i, work) in batch.into_iter().enumerate() {
            let result = match work {
                Work::Began { at } => self.begin(at),
                Work::Sound { samples, .. } => {
                    let shown = partials.shown && i == last;
                    self.feed(&samples, Partials { shown, ..partials }, &mut done, emit)
                }
                Work::Ended { at, until, arrived } => {
                    let result = self.end(at, None, arrived, &mut done, emit);
                    self.reach(until, emit);
                    result
                }
                Work::Cut { at, arrived } => {
                    let result = self.end(at, Some(at), arrived, &mut done, emit);
                    self.reach(at, emit);
                    result
                }
                Work::Quiet { until } => {
                    self.reach(until, emit);
                    Ok(())
                }
            };
            if let Err((from, error)) = result {
                done.failures += 1;
                self.fail(from, error.to_string(), emit);
            }
        }
        done
    }

    /// Gives up what is running; the watermark stays where the speech began.
    pub(crate) fn fail(&mut self, from: u64, reason: String, emit: &mut dyn FnMut(SpeechEvent)) {
        self.speech = None;
        self.broken = true;
        emit(SpeechEvent::Failed { track: self.track.clone(), from_ms: to_ms(from), reason });
    }

    /// Where the running speech began.
    pub(crate) fn began(&self) -> Option<u64> {
        self.speech.as_ref().map(|speech| speech.began)
    }

    fn begin(&mut self, at: u64) -> Result<(), (u64, EngineError)> {
        let recognition = self.engine.open(&self.track, &self.hints).map_err(|error| (at, error))?;
        self.speech = Some(Speech { recognition, began: at, fed: 0, shown: false });
        Ok(())
    }

    fn feed(
        &mut self,
        samples: &[f32],
        partials: Partials,
        done: &mut Done,
        emit: &mut dyn FnMut(SpeechEvent),
    ) -> Result<(), (u64, EngineError)> {
        let Some(speech) = &mut self.speech else { return Ok(()) };
        speech.fed += samples.len() as u64;
        speech.recognition.spare(partials.others_wait);
        let heard = speech.recognition.feed(samples).map_err(|error| (speech.began, error))?;
        let Some(heard) = heard.filter(|h| !h.text.is_empty()) else { return Ok(()) };
        if !partials.shown {
            done.partials_dropped += 1;
            return Ok(());
        }
        done.partials += 1;
        speech.shown = true;
        emit(SpeechEvent::Partial {
            track: self.track.clone(),
            utterance: self.utterance,
            t0_ms: to_ms(speech.began),
            t1_ms: to_ms(speech.began + speech.fed),
            text: heard.text,
        });
        Ok(())
    }

    fn end(
        &mut self,
        at: u64,
        cut: Option<u64>,
        arrived: Instant,
        done: &mut Done,
        emit: &mut dyn FnMut(SpeechEvent),
    ) -> Result<(), (u64, EngineError)> {
        let Some(mut speech) = self.speech.take() else { return Ok(()) };
        let mut heard = speech.recognition.finish().map_err(|error| (speech.began, error))?;
        if let Some(cut) = cut {
            heard = heard.before((cut - speech.began) as f32 / SPEECH_RATE as f32);
        }
        let (t0_ms, t1_ms) = (to_ms(speech.began), to_ms(at));
        if heard.words.is_empty() {
            if speech.shown {
                let (track, text) = (self.track.clone(), String::new());
                emit(SpeechEvent::Partial { track, utterance: self.utterance, t0_ms, t1_ms, text });
            }
        } else {
            done.finals += 1;
            emit(self.finished(heard, t0_ms, t1_ms, arrived));
        }
        self.utterance += 1;
        Ok(())
    }

    fn finished(&self, heard: Hypothesis, t0_ms: u64, t1_ms: u64, arrived: Instant) -> SpeechEvent {
        let ms = |seconds: f32| t0_ms + (seconds * 1000.0).max(0.0) as u64;
        let words =
            heard.words.into_iter().map(|w| WordMs { t0_ms: ms(w.start_s), t1_ms: ms(w.end_s), text: w.text, p: w.p });
        SpeechEvent::Final {
            track: self.track.clone(),
            utterance: self.utterance,
            t0_ms,
            t1_ms,
            text: heard.text,
            words: words.collect(),
            confidence: heard.confidence,
            latency_ms: u64::try_from(arrived.elapsed().as_millis()).unwrap_or(u64::MAX),
        }
    }

    fn reach(&mut self, until: u64, emit: &mut dyn FnMut(SpeechEvent)) {
        let until_ms = to_ms(until);
        if !self.broken && self.reached_ms.is_none_or(|before| before < until_ms) {
            self.reached_ms = Some(until_ms);
            emit(SpeechEvent::Reached { track: self.track.clone(), until_ms });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::engine::Scripted;

    fn sound(seconds: usize) -> Work {
        Work::Sound { samples: vec![0.0; seconds * 16_000], arrived: Instant::now() }
    }

    fn ended(at: u64) -> Work {
        Work::Ended { at, until: at, arrived: Instant::now() }
    }

    fn run(lines: &[&str], batches: Vec<Vec<Work>>) -> (Vec<SpeechEvent>, Done) {
        let engine = Arc::new(Scripted::new(lines.iter().map(|l| (*l).to_owned())));
        let mut voice = Voice::new(engine, TrackId::from("t"), Arc::default());
        let (mut events, mut all) = (Vec::new(), Done::default());
        for batch in batches {
            let done = voice.work(batch, Partials { shown: true, others_wait: false }, &mut |e| events.push(e));
            all.partials += done.partials;
            all.partials_dropped += done.partials_dropped;
            all.finals += done.finals;
        }
        (events, all)
    }

    #[test]
    fn an_utterance_becomes_a_final_and_then_a_watermark() {
        let (events, _) = run(&["xin chào"], vec![vec![Work::Began { at: 16_000 }, sound(1), ended(32_000)]]);
        let [
            SpeechEvent::Final { t0_ms: 1000, t1_ms: 2000, text, words, .. },
            SpeechEvent::Reached { until_ms: 2000, .. },
        ] = &events[..]
        else {
            panic!("{events:?}")
        };
        assert_eq!((text.as_str(), words[1].t0_ms, words[1].t1_ms), ("xin chào", 1500, 2000));
    }

    #[test]
    fn only_the_newest_partial_of_a_batch_is_shown() {
        let (events, done) = run(&["một hai ba bốn năm sáu"], vec![vec![Work::Began { at: 0 }, sound(1), sound(1)]]);
        assert_eq!((done.partials, done.partials_dropped), (1, 1));
        assert!(matches!(&events[..], [SpeechEvent::Partial { t1_ms: 2000, .. }]), "{events:?}");
    }

    #[test]
    fn speech_without_words_leaves_no_final_but_moves_the_watermark() {
        let (events, done) = run(&[], vec![vec![Work::Began { at: 0 }, sound(1), ended(16_000)]]);
        assert_eq!(done.finals, 0);
        assert!(matches!(&events[..], [SpeechEvent::Reached { until_ms: 1000, .. }]), "{events:?}");
    }

    #[test]
    fn a_cut_gives_the_words_before_it_and_goes_on() {
        let again = Work::Cut { at: 16_000, arrived: Instant::now() };
        let work = vec![Work::Began { at: 0 }, sound(2), again, Work::Began { at: 16_000 }, sound(1), ended(32_000)];
        let (events, done) = run(&["một hai ba bốn", "ba bốn"], vec![work]);
        let texts: Vec<&str> = events
            .iter()
            .filter_map(|e| if let SpeechEvent::Final { text, .. } = e { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!((texts, done.finals), (vec!["một hai", "ba bốn"], 2));
    }

    struct Mute(crate::engine::EngineCard);

    impl Engine for Mute {
        fn card(&self) -> &crate::engine::EngineCard {
            &self.0
        }

        fn open(&self, _: &TrackId, _: &Arc<Hints>) -> Result<Box<dyn Recognition>, EngineError> {
            Err(EngineError::Failed("no".into()))
        }
    }

    #[test]
    fn a_failure_is_told_and_holds_the_watermark() {
        let card = Scripted::new([]).card().clone();
        let mut voice = Voice::new(Arc::new(Mute(card)), TrackId::from("t"), Arc::default());
        let mut events = Vec::new();
        let work = vec![Work::Began { at: 8_000 }, sound(1), ended(24_000), Work::Quiet { until: 160_000 }];
        assert_eq!(voice.work(work, Partials::NONE, &mut |e| events.push(e)).failures, 1);
        assert!(matches!(&events[..], [SpeechEvent::Failed { from_ms: 500, .. }]), "{events:?}");
    }
}
