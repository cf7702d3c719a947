#![allow(clippy::unwrap_used)]

use super::*;

mod course;
mod long;
mod property;
pub(super) mod sample;
