//! An engine that does not listen: it says prepared sentences, one for each stretch of speech. For demonstrations and
//! tests of everything around recognition; its card says so.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use giaoban_models::{id::TrackId, sound::SPEECH_RATE};

use super::{Engine, EngineCard, EngineError, Hints, Hypothesis, Recognition, Word};

/// Words a second at which partial texts grow.
const PACE: f32 = 3.5;

/// The scripted engine.
pub struct Scripted {
    card: EngineCard,
    lines: Mutex<Lines>,
}

#[derive(Default)]
struct Lines {
    of_track: HashMap<TrackId, VecDeque<String>>,
    shared: VecDeque<String>,
}

impl Scripted {
    /// Says these lines in turn, whichever track speaks; after the last one, nothing.
    pub fn new(lines: impl IntoIterator<Item = String>) -> Self {
        let provenance_vi =
            "Lời có sẵn trong kịch bản để trình diễn và kiểm thử; không phải kết quả nhận dạng tiếng nói.";
        let card = EngineCard {
            engine: "scripted".into(),
            model: "scripted".into(),
            licence: "MIT OR Apache-2.0".into(),
            provenance_vi: provenance_vi.into(),
            provenance_en: "Prepared lines for demonstrations and tests; nothing was recognised.".into(),
            languages: vec!["vi".into()],
            streaming: true,
            word_times: true,
            hints: false,
            punctuation: false,
        };
        Self { card, lines: Mutex::new(Lines { shared: lines.into_iter().collect(), ..Lines::default() }) }
    }

    /// Gives a track lines of its own.
    pub fn assign(&self, track: TrackId, lines: impl IntoIterator<Item = String>) {
        self.lock().of_track.insert(track, lines.into_iter().collect());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for Scripted {
    fn card(&self) -> &EngineCard {
        &self.card
    }

    fn open(&self, track: &TrackId, _hints: &Arc<Hints>) -> Result<Box<dyn Recognition>, EngineError> {
        let mut lines = self.lock();
        let line = match lines.of_track.get_mut(track) {
            Some(own) => own.pop_front(),
            None => lines.shared.pop_front(),
        };
        let words = line.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        Ok(Box::new(Reading { words, heard: 0, said: 0 }))
    }
}

struct Reading {
    words: Vec<String>,
    heard: usize,
    said: usize,
}

impl Reading {
    fn seconds(&self) -> f32 {
        self.heard as f32 / SPEECH_RATE as f32
    }

    /// The first words, spread evenly over what was heard.
    fn hypothesis(&self, count: usize) -> Hypothesis {
        let each = self.seconds() / count.max(1) as f32;
        let word = |(i, text): (usize, &String)| Word {
            start_s: i as f32 * each,
            end_s: (i + 1) as f32 * each,
            text: text.clone(),
            p: 1.0,
        };
        Hypothesis::of(self.words.iter().take(count).enumerate().map(word).collect())
    }
}

impl Recognition for Reading {
    fn feed(&mut self, samples: &[f32]) -> Result<Option<Hypothesis>, EngineError> {
        self.heard += samples.len();
        let count = ((self.seconds() * PACE) as usize).min(self.words.len());
        if count == self.said {
            return Ok(None);
        }
        self.said = count;
        Ok(Some(self.hypothesis(count)))
    }

    fn finish(&mut self) -> Result<Hypothesis, EngineError> {
        Ok(self.hypothesis(self.words.len()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_stretch_of_speech_gets_the_next_line() {
        let engine = Scripted::new(["xin chào".to_owned(), "tạm biệt".to_owned()]);
        let track = TrackId::from("t");
        for expected in ["xin chào", "tạm biệt", ""] {
            let mut speech = engine.open(&track, &Arc::default()).unwrap();
            speech.feed(&[0.0; 16_000]).unwrap();
            assert_eq!(speech.finish().unwrap().text, expected);
        }
    }

    #[test]
    fn a_track_with_lines_of_its_own_says_those() {
        let engine = Scripted::new(["chung".to_owned()]);
        engine.assign(TrackId::from("a"), ["riêng".to_owned()]);
        assert_eq!(engine.open(&TrackId::from("a"), &Arc::default()).unwrap().finish().unwrap().text, "riêng");
        assert_eq!(engine.open(&TrackId::from("b"), &Arc::default()).unwrap().finish().unwrap().text, "chung");
    }

    #[test]
    fn partial_texts_grow_and_words_fill_the_speech() {
        let engine = Scripted::new(["một hai ba bốn năm sáu bảy".to_owned()]);
        let mut speech = engine.open(&TrackId::from("a"), &Arc::default()).unwrap();
        assert_eq!(speech.feed(&[0.0; 16_000]).unwrap().unwrap().text, "một hai ba");
        assert_eq!(speech.feed(&[0.0; 100]).unwrap(), None);
        speech.feed(&[0.0; 15_900]).unwrap();
        let end = speech.finish().unwrap();
        assert_eq!((end.words[0].start_s, end.words[6].end_s.round()), (0.0, 2.0));
    }
}
