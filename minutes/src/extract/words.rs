//! Words by which directives are told apart, in tables.

mod address;
mod telling;
mod verb;

pub use address::*;
pub use telling::*;
pub use verb::*;
