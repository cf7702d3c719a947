//! How much one client may ask in a while.

use tokio::time::Instant;

/// A token bucket: so many messages at once, and so many more a second.
pub struct Allowance {
    left: f64,
    most: f64,
    per_second: f64,
    at: Instant,
}

impl Allowance {
    /// A full bucket.
    pub fn new(most: f64, per_second: f64) -> Self {
        Self { left: most, most, per_second, at: Instant::now() }
    }

    /// Takes one message out, if there is one.
    pub fn spend(&mut self, now: Instant) -> bool {
        self.left = (self.left + now.duration_since(self.at).as_secs_f64() * self.per_second).min(self.most);
        self.at = now;
        let may = self.left >= 1.0;
        if may {
            self.left -= 1.0;
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn a_client_that_floods_is_slowed_and_a_patient_one_is_not() {
        let mut allowance = Allowance::new(40.0, 10.0);
        let start = Instant::now();
        let taken = (0..200).filter(|_| allowance.spend(start)).count();
        assert_eq!(taken, 40);
        assert!(allowance.spend(start + Duration::from_secs(1)));
    }
}
