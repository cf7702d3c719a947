//! Why sound could not be read.

use std::path::PathBuf;

/// Why sound could not be read, said to the person who gave the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AudioError {
    /// The file system refused.
    #[error("không mở được tệp {}: {source} (cannot open the file)", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No known container or codec.
    #[error(
        "định dạng âm thanh không được hỗ trợ ({reason}); dùng WAV, FLAC, MP3, M4A, Ogg hoặc WebM (unsupported audio format)"
    )]
    Unsupported {
        /// What the reader said.
        reason: String,
    },
    /// A known container with damaged content.
    #[error("tệp âm thanh bị hỏng: {reason} (damaged audio file)")]
    Damaged {
        /// What the reader said.
        reason: String,
    },
    /// Longer than any meeting.
    #[error("âm thanh dài quá {hours} giờ; hãy cắt thành nhiều tệp (sound longer than {hours} hours)")]
    LimitExceeded {
        /// The limit.
        hours: u64,
    },
    /// libopus or the resampler refused.
    #[error("không giải mã được âm thanh: {0} (decoder failure)")]
    Decoder(String),
}

impl AudioError {
    /// Stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::Unsupported { .. } => "unsupported_audio",
            Self::Damaged { .. } => "damaged_audio",
            Self::LimitExceeded { .. } => "audio_too_long",
            Self::Decoder(_) => "decoder",
        }
    }
}
