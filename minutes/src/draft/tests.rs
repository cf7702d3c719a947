#![allow(clippy::unwrap_used)]

use super::*;

mod long;
mod sample;
