//! Transcribes audio files with the model of the cache: `transcribe_file ENGINE FILE...`
//!
//! Prints one JSON object a file. Fetches the model first when it is not there.

use std::error::Error;

use giaoban_transcribe::{
    catalogue::{Cache, fetch::fetch},
    engine, file,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().ok_or("usage: transcribe_file conformer|whisper FILE...")?;
    let cache = Cache::from_environment();
    let model = if name == "whisper" { "whisper-base" } else { &name };
    fetch(&cache, model, &mut |step| eprintln!("{step:?}"))?;
    let engine = engine::load(&cache, &name, None, 1)?;
    for path in arguments {
        println!("{}", serde_json::to_string(&file::transcribe(&engine, path.as_ref())?)?);
    }
    Ok(())
}
