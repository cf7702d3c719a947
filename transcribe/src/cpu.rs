//! What the calling thread costs, and how eager it is.

use std::time::Duration;

use rustix::{
    process::nice,
    time::{ClockId, clock_gettime},
};

/// Processor time the calling thread has used.
pub(crate) fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}

/// Lets forwarding, recording and the web go first. On Linux niceness belongs to the thread.
pub(crate) fn yield_to_others() {
    if let Err(error) = nice(5) {
        tracing::debug!(%error, "speech threads keep the usual priority");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_time_of_the_thread_moves_with_its_work() {
        let before = super::thread_time();
        let sum: u64 = (0..20_000_000_u64).map(|i| std::hint::black_box(i) ^ 1).sum();
        assert!(std::hint::black_box(sum) > 0 && super::thread_time() > before);
    }
}
