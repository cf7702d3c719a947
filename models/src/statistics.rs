//! Figures over directives (số liệu): folded from the log of events, as of a stated moment.
//!
//! Nothing here is kept as a number. A [`Ledger`] holds the log in memory and answers [`Report`]s; the same log and the
//! same moment always give the same figures, and nobody can change one without an event that says who did it.

mod age;
mod evidence;
mod ledger;
mod period;
mod report;

pub use age::{AGES, Age};
pub use evidence::{Evidence, EvidenceItem};
pub use ledger::{Ledger, Logged, Ordered};
pub use period::{Days, Grain, Stretch};
pub use report::{Asked, Basis, By, Figures, Late, Report, Row, Scope};

#[cfg(test)]
mod tests;
