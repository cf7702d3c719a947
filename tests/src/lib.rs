//! What only the whole can show.
//!
//! `tests/house.rs` keeps the build of the house: who may depend on whom, what each crate may name, how long a file may
//! be. `browser/` holds meetings in real browsers (Playwright), `peers/` a foreign client (aiortc). This library reads the
//! repository for the first of them.

pub mod sources;
