//! The Vietnamese streaming conformer: text while somebody speaks, a step every 400 ms.
//!
//! The network drops the first syllable of a stream that begins cold, so every recognition begins after 0.85 s of
//! faint noise. That noise is the same each time: it is run once when the engine is loaded and remembered.
//!
//! Its outputs are read by a search over prefixes. Two lists of phrases weigh in: common words of the language, where
//! that list is installed, and the words of the meeting. Their weights were chosen on one half of a set of clips and
//! measured on the other.

mod beam;
mod fbank;
mod network;
mod spell;
mod vocabulary;

use std::sync::Arc;

use giaoban_models::{id::TrackId, sound::SPEECH_RATE};

use self::{
    beam::{Beam, Listening},
    fbank::{Fbank, FrameQueue, SHIFT, WINDOW},
    network::{Memory, Network, STEP_ADVANCE, STEP_FRAMES, STEP_OUTPUTS, Snapshot},
    vocabulary::Vocabulary,
};
use super::{Decoding, Engine, EngineCard, EngineError, Hints, Hypothesis, Recognition, card::Able};
use crate::catalogue::{self, Cache, fetch};

/// Steps the lead-in noise fills exactly.
const LEAD_STEPS: usize = 2;
/// Samples of the lead-in: the frames of its steps, the last one whole.
const LEAD: usize = ((LEAD_STEPS - 1) * STEP_ADVANCE + STEP_FRAMES - 1) * SHIFT + WINDOW;
/// Loudness of the lead-in noise, peak.
const LEAD_LEVEL: f32 = 0.001;
/// Sound appended at the end so that the last word leaves the network: 0.5 s.
const TAIL: usize = SPEECH_RATE as usize / 2;
/// For each syllable of a common word of several syllables, natural logarithm.
const COMMON: f32 = 1.0;
/// For each syllable of a phrase of the meeting.
const EXPECTED: f32 = 4.0;
/// Readings followed at once at most.
const MOST_READINGS: usize = 64;
/// Lines read of a list of common words at most.
const MOST_COMMON: usize = 100_000;

/// The conformer engine.
pub struct Conformer {
    shared: Arc<Shared>,
    card: EngineCard,
}

struct Shared {
    network: Network,
    fbank: Fbank,
    vocabulary: Vocabulary,
    /// What every recognition begins with.
    primed: Snapshot,
    primed_frames: FrameQueue,
    /// Samples and output frames of the lead-in.
    lead: usize,
    lead_outputs: u32,
    readings: usize,
    common: Arc<Hints>,
}

impl Conformer {
    /// Loads the model and its runtime from the cache, every byte checked. `sessions` recognitions can run at the same
    /// moment; each takes about 120 MB.
    pub fn load(cache: &Cache, sessions: usize, decoding: Decoding) -> Result<Self, EngineError> {
        let ready = |id, file| fetch::ready(cache, id, file).map_err(|error| EngineError::of("conformer", error));
        let (runtime, model) = (ready("onnxruntime", "libonnxruntime.so")?, ready("conformer", "model.onnx")?);
        let vocabulary = std::fs::read_to_string(ready("conformer", "vocabulary.txt")?).ok();
        let damaged = || EngineError::ModelDamaged { model: "conformer".into(), reason: "vocabulary".into() };
        let vocabulary = vocabulary.as_deref().and_then(Vocabulary::parse).ok_or_else(damaged)?;
        let network = Network::load(&runtime, &model, sessions)?;
        let mut shared = Shared {
            network,
            fbank: Fbank::new(),
            vocabulary,
            primed: Snapshot::blank(),
            primed_frames: FrameQueue::default(),
            lead: 0,
            lead_outputs: 0,
            readings: decoding.readings.clamp(1, MOST_READINGS),
            common: Arc::new(if decoding.common_words { common_words(cache) } else { Hints::default() }),
        };
        if decoding.lead_in {
            shared.prime()?;
        }
        let entry = catalogue::find("conformer").expect("the catalogue lists the conformer");
        Ok(Self {
            shared: Arc::new(shared),
            card: EngineCard::of(entry, Able { streaming: true, hints: true, punctuation: false }),
        })
    }
}

impl Shared {
    fn prime(&mut self) -> Result<(), EngineError> {
        let (mut memory, mut frames) = (self.primed.memory()?, FrameQueue::default());
        frames.push(&self.fbank, &noise(LEAD));
        for _ in 0..LEAD_STEPS {
            let (_, width) = self.network.step(&mut memory, frames.take(STEP_FRAMES, STEP_ADVANCE))?;
            if width > self.vocabulary.len() {
                return Err(EngineError::Failed("the vocabulary does not fit the model".into()));
            }
        }
        self.primed = Snapshot::of(&memory)?;
        self.primed_frames = frames;
        (self.lead, self.lead_outputs) = (LEAD, LEAD_STEPS as u32 * STEP_OUTPUTS as u32);
        Ok(())
    }
}

/// Words of several syllables from the installed list; none without it, which costs words, not the engine.
fn common_words(cache: &Cache) -> Hints {
    let list =
        fetch::ready(cache, "vietnamese-words", "words.txt").ok().and_then(|file| std::fs::read_to_string(file).ok());
    if list.is_none() {
        tracing::info!("the list of common words is not installed: giaoban models fetch vietnamese-words");
    }
    let several = |line: &&str| line.trim().contains(' ');
    Hints::first_of(list.unwrap_or_default().lines().filter(several), MOST_COMMON)
}

impl Engine for Conformer {
    fn card(&self) -> &EngineCard {
        &self.card
    }

    fn open(&self, _track: &TrackId, hints: &Arc<Hints>) -> Result<Box<dyn Recognition>, EngineError> {
        let common = Listening { hints: Arc::clone(&self.shared.common), weight: COMMON };
        let expected = Listening { hints: Arc::clone(hints), weight: EXPECTED };
        let beam = Beam::new(self.shared.readings, [common, expected]);
        Ok(Box::new(Speech {
            memory: self.shared.primed.memory()?,
            frames: self.shared.primed_frames.clone(),
            beam: beam.starting_at(self.shared.lead_outputs),
            shared: Arc::clone(&self.shared),
            fed: 0,
        }))
    }
}

struct Speech {
    shared: Arc<Shared>,
    memory: Memory,
    frames: FrameQueue,
    beam: Beam,
    fed: usize,
}

impl Speech {
    fn step(&mut self) -> Result<bool, EngineError> {
        let chunk = self.frames.take(STEP_FRAMES, STEP_ADVANCE);
        let (rows, width) = self.shared.network.step(&mut self.memory, chunk)?;
        Ok(self.beam.push(&rows, width, &self.shared.vocabulary))
    }

    fn hypothesis(&self, ended: bool) -> Hypothesis {
        let (rate, lead) = (SPEECH_RATE as f32, self.shared.lead);
        let (origin_s, until_s) = (lead as f32 / rate, (lead + self.fed) as f32 / rate);
        spell::words(&self.beam.readings(ended), &self.shared.vocabulary, origin_s, until_s)
    }
}

impl Recognition for Speech {
    fn feed(&mut self, samples: &[f32]) -> Result<Option<Hypothesis>, EngineError> {
        self.fed += samples.len();
        self.frames.push(&self.shared.fbank, samples);
        let mut changed = false;
        while self.frames.len() >= STEP_FRAMES {
            changed |= self.step()?;
        }
        Ok(changed.then(|| self.hypothesis(false)))
    }

    fn finish(&mut self) -> Result<Hypothesis, EngineError> {
        self.frames.push(&self.shared.fbank, &noise(TAIL));
        while self.frames.len() > STEP_FRAMES - STEP_ADVANCE {
            self.step()?;
        }
        Ok(self.hypothesis(true))
    }
}

/// Faint noise, the same every time.
fn noise(samples: usize) -> Vec<f32> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        // Xorshift (Marsaglia 2003).
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state as f32 / u32::MAX as f32 * 2.0 - 1.0) * LEAD_LEVEL
    };
    (0..samples).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_in_fills_its_steps_exactly() {
        let (fbank, mut frames) = (Fbank::new(), FrameQueue::default());
        frames.push(&fbank, &noise(LEAD));
        assert_eq!(frames.len(), (LEAD_STEPS - 1) * STEP_ADVANCE + STEP_FRAMES);
    }

    #[test]
    fn a_missing_model_names_the_command_that_brings_it() {
        let refused = Conformer::load(&Cache::at("/nonexistent"), 1, Decoding::default())
            .err()
            .map(|e| (e.code(), e.to_string()));
        let (code, text) = refused.unwrap_or_default();
        assert_eq!(code, "model_missing");
        assert!(text.contains("giaoban models fetch conformer"));
    }
}
