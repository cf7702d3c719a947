//! Asking a camera for a key frame: soon, but not more often than it can bear.

use std::time::{Duration, Instant};

/// Least time between two requests to one camera.
const SPACING: Duration = Duration::from_secs(1);

/// Requests for key frames of one camera, put together.
#[derive(Debug, Default)]
pub(super) struct KeyFrames {
    asked: Option<Instant>,
    wanted: bool,
}

impl KeyFrames {
    /// Somebody needs a key frame.
    pub(super) fn want(&mut self) {
        self.wanted = true;
    }

    /// A key frame came: everybody who waited has it.
    pub(super) fn came(&mut self) {
        self.wanted = false;
    }

    /// Whether to ask now. A first request goes out at once; later ones at most once a second, none is forgotten.
    pub(super) fn due(&mut self, now: Instant) -> bool {
        let spaced = self.asked.is_none_or(|asked| now.saturating_duration_since(asked) >= SPACING);
        let due = self.wanted && spaced;
        if due {
            self.asked = Some(now);
            self.wanted = false;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_wants_become_one_request_a_second() {
        let now = Instant::now();
        let mut requests = KeyFrames::default();
        let mut asked = 0;
        for ms in (0..3_000).step_by(10) {
            requests.want();
            asked += u32::from(requests.due(now + Duration::from_millis(ms)));
        }
        assert_eq!(asked, 3);
    }

    #[test]
    fn a_want_too_early_is_kept_until_its_time() {
        let now = Instant::now();
        let mut requests = KeyFrames::default();
        requests.want();
        assert!(requests.due(now));
        requests.want();
        assert!(!requests.due(now + Duration::from_millis(300)));
        assert!(requests.due(now + Duration::from_millis(1_000)));
        assert!(!requests.due(now + Duration::from_millis(3_000)), "nobody wants one any more");
    }

    #[test]
    fn a_key_frame_that_comes_settles_all_wants() {
        let now = Instant::now();
        let mut requests = KeyFrames::default();
        requests.want();
        requests.came();
        assert!(!requests.due(now));
    }
}
