#![allow(clippy::unwrap_used)]

use super::*;

mod course;
mod long;
pub(super) mod sample;
