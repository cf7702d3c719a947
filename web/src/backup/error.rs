//! Why there is no backup, or no way back from one.

use std::io;
use std::path::{Path, PathBuf};

use giaoban_models::store::StoreError;

/// Why a backup was not made or not taken. Nothing half done is left in either case.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The data folder holds no database.
    #[error(
        "thư mục {0} chưa có dữ liệu; dùng --data để chỉ đúng thư mục (no data in this folder; name it with --data)"
    )]
    NoData(PathBuf),
    /// The backup would lie in what it copies.
    #[error(
        "tệp sao lưu không được nằm trong thư mục dữ liệu {0}: hỏng đĩa sẽ mất cả hai (the backup must not lie in the data folder)"
    )]
    Inside(PathBuf),
    /// There is such a file.
    #[error(
        "tệp {0} đã có; chọn tên khác hoặc thêm --overwrite (the file exists; choose another name or add --overwrite)"
    )]
    Exists(PathBuf),
    /// Another process is writing the same file.
    #[error("một tiến trình khác đang ghi {0} (another process is writing this file)")]
    Busy(PathBuf),
    /// The disk is too small.
    #[error(
        "đĩa của {at} còn {free_mb} MB, cần khoảng {needed_mb} MB ({free_mb} MB are free, about {needed_mb} MB are needed)"
    )]
    NoSpace {
        /// Where.
        at: PathBuf,
        /// Free, megabytes.
        free_mb: u64,
        /// Needed, megabytes.
        needed_mb: u64,
    },
    /// More files than a backup takes.
    #[error("thư mục dữ liệu có quá {0} tệp (the data folder holds more than {0} files)")]
    TooMany(usize),
    /// Not a backup of this program.
    #[error("{file} không phải tệp sao lưu của Giao ban: {reason} (not a backup of this program)")]
    Foreign {
        /// The file.
        file: PathBuf,
        /// What shows it.
        reason: String,
    },
    /// Not as it was written.
    #[error("{file} bị hỏng: {reason}; dùng bản sao lưu khác (the backup is damaged; use another one)")]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What shows it.
        reason: String,
    },
    /// From a later version of the program.
    #[error(
        "bản sao lưu thuộc phiên bản mới hơn ({theirs}, chương trình này biết đến {ours}); cài phiên bản mới rồi phục hồi (the backup \
         is of a newer version; install that version first)"
    )]
    Newer {
        /// Its form.
        theirs: i64,
        /// The newest known here.
        ours: i64,
    },
    /// Something is where the data shall go.
    #[error(
        "thư mục {0} không trống; phục hồi vào một thư mục trống, ví dụ --data {0}-moi (the folder is not empty; restore into an empty one)"
    )]
    NotEmpty(PathBuf),
    /// The folder is where a disk is mounted, and cannot be put in place as a whole.
    #[error(
        "{0} là điểm gắn đĩa; phục hồi vào thư mục con, ví dụ --data {0}/giaoban (a disk is mounted there; restore into a folder \
         on it)"
    )]
    MountPoint(PathBuf),
    /// A file or folder cannot be used.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The database says no.
    #[error("cơ sở dữ liệu (the database)")]
    Store(#[from] StoreError),
}

impl BackupError {
    /// For `map_err` on what is done with a file.
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }

    pub(super) fn damaged(file: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged { file: file.to_owned(), reason: reason.into() }
    }

    pub(super) fn foreign(file: &Path, reason: impl Into<String>) -> Self {
        Self::Foreign { file: file.to_owned(), reason: reason.into() }
    }
}
