//! Where a bench was run.

use serde::{Deserialize, Serialize};

/// The machine and how busy it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Processor cores this program may use.
    pub cores: u64,
    /// Load average over one minute when the bench began; none where the system does not tell.
    pub load_at_start: Option<f64>,
}

impl Machine {
    /// The machine this runs on.
    #[must_use]
    pub fn now() -> Self {
        let load = std::fs::read_to_string("/proc/loadavg").ok();
        Self {
            cores: std::thread::available_parallelism().map_or(1, |n| n.get() as u64),
            load_at_start: load.and_then(|text| text.split(' ').next()?.parse().ok()),
        }
    }
}
