//! Why an engine could not work.

use crate::catalogue::CatalogueError;

/// Why an engine could not be loaded or could not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The model is not in the cache.
    #[error("chưa có mô hình \"{model}\"; hãy chạy: giaoban models fetch {model} (model missing; run the command)")]
    ModelMissing {
        /// Catalogue identity.
        model: String,
    },
    /// The model in the cache is not what the catalogue describes.
    #[error(
        "mô hình \"{model}\" trong máy bị hỏng ({reason}); hãy chạy: giaoban models fetch {model} (model damaged; run the command)"
    )]
    ModelDamaged {
        /// Catalogue identity.
        model: String,
        /// What is wrong.
        reason: String,
    },
    /// No engine of that name, or not with those options.
    #[error("không có bộ nhận dạng \"{name}\"; chọn conformer hoặc whisper (no such engine)")]
    NoSuchEngine {
        /// What was asked for.
        name: String,
    },
    /// The runtime library refused to load or to build a session.
    #[error("không nạp được thư viện nhận dạng: {0} (runtime failed to load)")]
    Runtime(String),
    /// A recognition failed in the middle.
    #[error("nhận dạng bị lỗi: {0} (recognition failed)")]
    Failed(String),
}

impl EngineError {
    /// Stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ModelMissing { .. } => "model_missing",
            Self::ModelDamaged { .. } => "model_damaged",
            Self::NoSuchEngine { .. } => "no_such_engine",
            Self::Runtime(_) => "runtime_failed",
            Self::Failed(_) => "recognition_failed",
        }
    }

    pub(crate) fn of(model: &str, error: CatalogueError) -> Self {
        match error {
            CatalogueError::Missing { .. } => Self::ModelMissing { model: model.into() },
            other => Self::ModelDamaged { model: model.into(), reason: other.to_string() },
        }
    }
}
