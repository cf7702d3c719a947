//! Sound in, words out.
//!
//! A [`catalogue`] says which speech models exist, where they come from and under which licence, and keeps them in a
//! cache folder. An [`engine`] runs one of them. [`audio`] turns files and Opus packets into the mono 16 kHz sound the
//! engines hear, [`segment`] finds the speech in it, and [`stream`] does all of that for many live tracks at once:
//! partial texts for the screen, final texts for the record. [`file`](mod@file) and [`recording`] do it for what lies on disk.
//!
//! The crate is synchronous and runs its own threads. It opens no socket; fetching models is left to the operator's
//! own package client.
//!
//! ```no_run
//! use giaoban_transcribe::{catalogue::Cache, engine, file};
//!
//! let cache = Cache::from_environment();
//! let engine = engine::load(&cache, "conformer", None, 1)?;
//! let transcript = file::transcribe(&engine, "hop.m4a".as_ref())?;
//! println!("{}", serde_json::to_string(&transcript)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audio;
pub mod bench;
pub mod catalogue;
mod cpu;
pub mod engine;
pub mod file;
pub mod invented;
pub mod recording;
pub mod report;
pub mod segment;
pub mod stream;
pub mod vad;
pub mod wer;
