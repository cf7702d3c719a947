//! Words in, documents and obligations out.
//!
//! ```
//! assert_eq!(giaoban_minutes::written::sentence("giao phòng tài chính rà soát"), "Giao phòng tài chính rà soát.");
//! ```

pub mod align;
pub mod assist;
pub mod attendance;
pub mod calendar;
pub mod clocks;
pub mod compare;
pub mod deadline;
pub mod draft;
pub mod extract;
pub mod mend;
mod number;
pub mod papers;
pub mod render;
pub mod scribe;
pub mod shared;
pub mod sheet;
mod syllable;
pub mod units;
pub mod workbook;
pub mod written;
