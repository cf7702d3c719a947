//! Names misheard are mended (sửa tên nghe nhầm).

pub mod confusions;
pub mod distance;
mod likeness;
pub mod sound;
