//! Measures an engine over a speech set: `measure FOLDER conformer|whisper [LIVE_CLIPS [AT_ONCE]]`
//!
//! The folder holds `manifest.tsv` and its clips. Each clip goes to standard error, the result as JSON to standard output.

use std::error::Error;

use giaoban_transcribe::{
    bench::{self, Options},
    catalogue::Cache,
    engine,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, name, rest @ ..] = &arguments[..] else {
        return Err("usage: measure FOLDER conformer|whisper [LIVE_CLIPS [AT_ONCE]]".into());
    };
    let mut options = Options::default();
    if let Some(clips) = rest.first() {
        options.live_clips = clips.parse()?;
    }
    if let Some(at_once) = rest.get(1) {
        options.live_at_once = at_once.parse()?;
    }
    let engine = engine::load(&Cache::from_environment(), name, None, options.live_at_once)?;
    let result = bench::speech(&engine, folder.as_ref(), &options, &mut |clip, heard, errors| {
        eprintln!("{:5.1} % {}\n  said:  {}\n  heard: {heard}", errors.percent(), clip.file.display(), clip.transcript);
    })?;
    println!("{}", serde_json::to_string_pretty(&result)?);
    Ok(())
}
