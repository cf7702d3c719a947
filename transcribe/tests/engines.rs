//! The engines on their real models, where the cache holds them; elsewhere each test says that nothing was tested.
//! The speech is synthetic (espeak-ng), so words are not compared: these tests show that sound goes in and words with
//! sensible times come out, not how many of them are right.

#![allow(clippy::unwrap_used)]

use std::{path::Path, process::Command, sync::Arc};

use giaoban_transcribe::{
    catalogue::{Cache, find},
    engine::{self, Engine},
    file,
};

/// A machine without models says so; where they must be (`GIAOBAN_REQUIRE_MODELS`, set by scripts/test), that is a failure.
fn not_tested<T>(why: &str) -> Option<T> {
    assert!(std::env::var_os("GIAOBAN_REQUIRE_MODELS").is_none(), "{why}");
    eprintln!("NOT TESTED: {why}");
    None
}

fn installed(name: &str, models: &[&str]) -> Option<Arc<dyn Engine>> {
    let cache = Cache::from_environment();
    if models.iter().all(|model| cache.installed(find(model).unwrap())) {
        return Some(engine::load(&cache, name, None, 1).unwrap());
    }
    not_tested(&format!("the model of {name} is not installed"))
}

fn espeak(folder: &Path, text: &str) -> Option<std::path::PathBuf> {
    let file = folder.join("speech.wav");
    let spoken = Command::new("espeak-ng").args(["-v", "vi", "-w"]).arg(&file).arg(text).status();
    if spoken.is_ok_and(|status| status.success()) {
        return Some(file);
    }
    not_tested("espeak-ng is not installed")
}

fn words_come_out(engine: &Arc<dyn Engine>) {
    let folder = tempfile::tempdir().unwrap();
    let text = "Kính thưa các đồng chí, hôm nay chúng ta họp giao ban tháng mười.";
    let Some(speech) = espeak(folder.path(), text) else { return };
    let transcript = file::transcribe(engine, &speech).unwrap();
    let words: Vec<_> = transcript.segments.iter().flat_map(|segment| &segment.words).collect();
    assert!(words.len() >= 4, "{transcript:?}");
    assert!(words.iter().all(|w| 0.0 <= w.start && w.start <= w.end && w.end <= transcript.audio_seconds + 0.7));
    assert!(words.iter().all(|w| (0.0..=1.0).contains(&w.p)));
    assert!(words.is_sorted_by(|a, b| a.start <= b.start));
    let middle = words[words.len() / 2].start / transcript.audio_seconds;
    assert!((0.2..0.8).contains(&middle), "words are spread over the speech: {middle}");
}

#[test]
fn the_conformer_writes_words_with_times() {
    if let Some(engine) = installed("conformer", &["conformer", "onnxruntime"]) {
        words_come_out(&engine);
    }
}

#[test]
fn whisper_writes_words_with_times() {
    if let Some(engine) = installed("whisper", &["whisper-base"]) {
        words_come_out(&engine);
    }
}

#[test]
fn the_conformer_invents_nothing_over_silence_and_noise() {
    let Some(engine) = installed("conformer", &["conformer", "onnxruntime"]) else { return };
    let mut state = 1_u32;
    let mut noise = move |level: f32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state as f32 / u32::MAX as f32 - 0.5) * level
    };
    for level in [0.0, 0.002, 0.1] {
        let mut speech = engine.open(&"t".into(), &Arc::default()).unwrap();
        let sound: Vec<f32> = (0..10 * 16_000).map(|_| noise(level)).collect();
        for part in sound.chunks(1_600) {
            assert_eq!(speech.feed(part).unwrap().map(|h| h.text), None, "level {level}");
        }
        assert_eq!(speech.finish().unwrap().text, "", "level {level}");
    }
}
