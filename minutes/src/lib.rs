//! Words in, documents and obligations out.
//!
//! ```
//! assert_eq!(giaoban_minutes::written::sentence("giao phòng tài chính rà soát"), "Giao phòng tài chính rà soát.");
//! ```

pub mod calendar;
mod number;
mod syllable;
pub mod written;
