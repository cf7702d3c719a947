//! What an engine says of itself.

use serde::{Deserialize, Serialize};

/// An engine with its model, as the start-up log and the admin page show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineCard {
    /// Engine name: `conformer`, `whisper` or `scripted`.
    pub engine: String,
    /// Catalogue identity of the model, or the name of the operator's own file.
    pub model: String,
    /// Licence its packages state.
    pub licence: String,
    /// What is known of its origin, in Vietnamese.
    pub provenance_vi: String,
    /// What is known of its origin, in English.
    pub provenance_en: String,
    /// Languages it writes (BCP 47).
    pub languages: Vec<String>,
    /// Whether partial texts come while somebody speaks at no extra cost.
    pub streaming: bool,
    /// Whether words carry times of their own.
    pub word_times: bool,
    /// Whether it listens for words it is told of.
    #[serde(default)]
    pub hints: bool,
    /// Whether it writes marks between words.
    #[serde(default)]
    pub punctuation: bool,
}

/// What engines differ in.
#[derive(Clone, Copy)]
pub(crate) struct Able {
    pub(crate) streaming: bool,
    pub(crate) hints: bool,
    pub(crate) punctuation: bool,
}

impl EngineCard {
    /// The card of an entry of the catalogue.
    pub(crate) fn of(model: &crate::catalogue::Model, able: Able) -> Self {
        Self {
            engine: model.engine.unwrap_or_default().into(),
            model: model.id.into(),
            licence: model.licence.into(),
            provenance_vi: model.provenance_vi.into(),
            provenance_en: model.provenance_en.into(),
            languages: vec!["vi".into()],
            streaming: able.streaming,
            word_times: true,
            hints: able.hints,
            punctuation: able.punctuation,
        }
    }
}
