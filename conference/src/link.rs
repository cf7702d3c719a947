//! The link of each site (đường truyền): how much it carries, what goes down it, and what the site is told about that.
//!
//! Everything here decides and nothing acts: time, reports and wishes come in as values, so a meeting over bad links can
//! be replayed from a seed (`tests/simulation`). The media server keeps one [`Downlink`] per subscriber, tells it what
//! was sent and what the client reported, and does what it says:
//!
//! | part | question |
//! | --- | --- |
//! | [`Estimate`] | how many bits a second get through without a queue growing |
//! | [`Allocator`] | which voices and pictures that pays for, in the order of what a meeting needs |
//! | [`Rung`] | what that is called, for the person in the room and for the next time they connect |
//! | [`opus`] | fewer, longer sound packets where the headers cost more than the voice |
//! | [`redundancy`] | each sound packet twice where many are lost |

mod allocate;
mod downlink;
mod estimate;
pub mod opus;
pub mod redundancy;
mod rung;
mod sound;

pub use allocate::{Allocation, Allocator, Demand, LAYERS, MOST_PICTURES, PictureDemand};
pub use downlink::{Decision, Downlink, Remembered};
pub use estimate::{Arrival, Estimate, LEAST_RATE, MOST_ARRIVALS, MOST_RATE};
pub use rung::{Change, Ladder, MOST_CHANGES, Rung};
pub use sound::{SoundForm, sound_form};
