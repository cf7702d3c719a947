//! Whisper through whisper.cpp: for languages the conformer does not write, for larger models, for a second pass.
//!
//! The encoder's window is cut to the speech (a padding of 256 positions keeps it from looping), decoding is greedy on
//! one thread, and the number of tokens is bounded by the length of the speech.

use std::{
    path::Path,
    sync::{Arc, Once},
};

use giaoban_models::{id::TrackId, sound::SPEECH_RATE};
use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperState};

use super::{Engine, EngineCard, EngineError, Hints, Hypothesis, Recognition, Word, card::Able};
use crate::{
    catalogue::{self, Cache, fetch},
    vad::{FRAME, loudness},
};

const RATE: f32 = SPEECH_RATE as f32;
/// Encoder positions a second, and beyond the speech.
const POSITIONS: f32 = 50.0;
const PADDING: i32 = 256;
const MOST_POSITIONS: i32 = 1500;
/// Longest stretch given to the model at once; it was trained on 30 s.
const LONGEST: usize = 28 * SPEECH_RATE as usize;
/// Where a longer stretch may be divided, counted back.
const DIVIDE_WINDOW: usize = 6 * SPEECH_RATE as usize;
/// The model refuses less than 100 ms.
const SHORTEST: usize = SPEECH_RATE as usize / 4;
/// First partial text; each later one waits until there is twice as much, so that all of them cost as much as the final.
const FIRST_PARTIAL: usize = 2 * SPEECH_RATE as usize;

/// The whisper engine.
pub struct Whisper {
    context: Arc<WhisperContext>,
    card: EngineCard,
}

impl Whisper {
    /// The base model of the cache, every byte checked.
    pub fn load(cache: &Cache) -> Result<Self, EngineError> {
        let entry = catalogue::find("whisper-base").expect("the catalogue lists whisper-base");
        let path = fetch::ready(cache, entry.id, entry.files[0].name).map_err(|e| EngineError::of(entry.id, e))?;
        Self::with(&path, EngineCard::of(entry, Able { streaming: false, hints: false, punctuation: true }))
    }

    /// Any ggml file of whisper.cpp, such as a larger or fine-tuned model of the operator's.
    pub fn from_file(path: &Path) -> Result<Self, EngineError> {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let card = EngineCard {
            engine: "whisper".into(),
            model: name,
            licence: "?".into(),
            provenance_vi: "Tệp do đơn vị vận hành cung cấp.".into(),
            provenance_en: "A file the operator provided.".into(),
            languages: vec!["vi".into()],
            streaming: false,
            word_times: true,
            hints: false,
            punctuation: true,
        };
        Self::with(path, card)
    }

    fn with(path: &Path, card: EngineCard) -> Result<Self, EngineError> {
        static QUIET: Once = Once::new();
        QUIET.call_once(whisper_rs::install_logging_hooks);
        let context = WhisperContext::new_with_params(path, WhisperContextParameters::default());
        let context = context.map_err(|error| EngineError::Runtime(error.to_string()))?;
        Ok(Self { context: Arc::new(context), card })
    }
}

impl Engine for Whisper {
    fn card(&self) -> &EngineCard {
        &self.card
    }

    fn open(&self, _track: &TrackId, _hints: &Arc<Hints>) -> Result<Box<dyn Recognition>, EngineError> {
        Ok(Box::new(Speech {
            context: Arc::clone(&self.context),
            state: None,
            sound: Vec::new(),
            settled: Vec::new(),
            settled_until: 0,
            next_partial: FIRST_PARTIAL,
            others_wait: false,
        }))
    }
}

struct Speech {
    context: Arc<WhisperContext>,
    /// Made when first needed: it takes memory of its own.
    state: Option<WhisperState>,
    /// What was fed and is not settled.
    sound: Vec<f32>,
    /// Words of the stretch before `settled_until` samples.
    settled: Vec<Word>,
    settled_until: usize,
    next_partial: usize,
    others_wait: bool,
}

impl Speech {
    /// Settles the first part of a stretch that is longer than the model's window.
    fn divide(&mut self) -> Result<(), EngineError> {
        let from = LONGEST - DIVIDE_WINDOW;
        let quietest = (from..LONGEST - FRAME)
            .step_by(FRAME)
            .min_by(|&a, &b| loudness(&self.sound[a..a + FRAME]).total_cmp(&loudness(&self.sound[b..b + FRAME])));
        let at = quietest.unwrap_or(LONGEST) + FRAME / 2;
        let head: Vec<f32> = self.sound.drain(..at.min(self.sound.len())).collect();
        let words = self.recognise(&head)?;
        self.settled.extend(words);
        self.settled_until += head.len();
        self.next_partial = FIRST_PARTIAL;
        Ok(())
    }

    fn all(&mut self) -> Result<Hypothesis, EngineError> {
        let sound = std::mem::take(&mut self.sound);
        let words = self.recognise(&sound);
        self.sound = sound;
        let mut all = self.settled.clone();
        all.extend(words?);
        Ok(Hypothesis::of(all))
    }

    /// The words of at most 28 s, their times counted from the beginning of the stretch.
    fn recognise(&mut self, sound: &[f32]) -> Result<Vec<Word>, EngineError> {
        if sound.len() < SHORTEST {
            return Ok(Vec::new());
        }
        let failed = |error: whisper_rs::WhisperError| EngineError::Failed(error.to_string());
        if self.state.is_none() {
            self.state = Some(self.context.create_state().map_err(failed)?);
        }
        let state = self.state.as_mut().expect("made above");
        let seconds = sound.len() as f32 / RATE;
        state.full(parameters(seconds), sound).map_err(failed)?;
        let (mut words, end_of_text) = (Words::default(), self.context.token_eot());
        let origin = self.settled_until as f32 / RATE;
        for segment in state.as_iter() {
            for token in (0..segment.n_tokens()).filter_map(|i| segment.get_token(i)) {
                let times = token.token_data();
                if token.token_id() < end_of_text {
                    // Token times are in hundredths of a second.
                    let time = |hundredths: i64| (hundredths as f32 / 100.0).clamp(0.0, seconds) + origin;
                    words.push(token.to_bytes().map_err(failed)?, time(times.t0), time(times.t1), times.p);
                }
            }
        }
        Ok(words.done())
    }
}

impl Recognition for Speech {
    fn feed(&mut self, samples: &[f32]) -> Result<Option<Hypothesis>, EngineError> {
        self.sound.extend_from_slice(samples);
        while self.sound.len() > LONGEST {
            self.divide()?;
        }
        if self.others_wait || self.sound.len() < self.next_partial {
            return Ok(None);
        }
        self.next_partial = self.sound.len() * 2;
        self.all().map(Some)
    }

    fn spare(&mut self, others_wait: bool) {
        self.others_wait = others_wait;
    }

    fn finish(&mut self) -> Result<Hypothesis, EngineError> {
        self.all()
    }
}

fn parameters(seconds: f32) -> FullParams<'static, 'static> {
    let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    parameters.set_n_threads(1);
    parameters.set_language(Some("vi"));
    parameters.set_no_context(true);
    parameters.set_single_segment(true);
    parameters.set_suppress_nst(true);
    parameters.set_token_timestamps(true);
    parameters.set_audio_ctx(((POSITIONS * seconds).ceil() as i32 + PADDING).min(MOST_POSITIONS));
    parameters.set_max_tokens((8.0 * seconds) as i32 + 8);
    parameters.set_temperature_inc(0.0);
    parameters.set_print_progress(false);
    parameters.set_print_realtime(false);
    parameters.set_print_timestamps(false);
    parameters.set_print_special(false);
    parameters
}

/// Tokens joined to words: a token that begins with a space begins a word. A letter may be spread over tokens.
#[derive(Default)]
struct Words(Vec<(Vec<u8>, f32, f32, f32)>);

impl Words {
    fn push(&mut self, bytes: &[u8], start_s: f32, end_s: f32, p: f32) {
        match self.0.last_mut() {
            Some(word) if !bytes.starts_with(b" ") => {
                word.0.extend_from_slice(bytes);
                word.2 = end_s.max(word.2);
                word.3 = word.3.min(p);
            }
            _ => self.0.push((bytes.to_vec(), start_s, end_s.max(start_s), p)),
        }
    }

    fn done(self) -> Vec<Word> {
        let word = |(bytes, start_s, end_s, p): (Vec<u8>, f32, f32, f32)| {
            let text = String::from_utf8_lossy(&bytes).trim().to_owned();
            (!text.is_empty()).then_some(Word { start_s, end_s, text, p })
        };
        self.0.into_iter().filter_map(word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_join_to_words_even_when_a_letter_is_spread_over_them() {
        let mut words = Words::default();
        words.push(b" Vi", 0.0, 0.1, 0.9);
        words.push(&"ệ".as_bytes()[..2], 0.1, 0.2, 0.8);
        words.push(&"ệ".as_bytes()[2..], 0.2, 0.2, 0.7);
        words.push(b"t", 0.2, 0.3, 0.95);
        words.push(b" Nam.", 0.4, 0.5, 0.6);
        words.push(b" ", 0.5, 0.5, 0.6);
        let words = words.done();
        assert_eq!(words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), ["Việt", "Nam."]);
        assert_eq!((words[0].start_s, words[0].end_s, words[0].p), (0.0, 0.3, 0.7));
    }

    #[test]
    fn a_missing_model_names_the_command_that_brings_it() {
        let refused = Whisper::load(&Cache::at("/nonexistent")).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(refused.contains("giaoban models fetch whisper-base"), "{refused}");
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        assert!(Whisper::from_file(Path::new("/dev/null")).is_err_and(|e| e.code() == "runtime_failed"));
    }
}
