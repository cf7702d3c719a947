//! Slows down whoever guesses passwords: after five wrong tries, one minute of rest, by name and by address.

use std::collections::HashMap;

use giaoban_models::clock::Moment;

/// Wrong tries before the rest.
const TRIES: u32 = 5;
/// The rest, and how long a wrong try is remembered, milliseconds.
const REST: i64 = 60_000;
/// Keys remembered at most; when full the oldest are forgotten first.
const MOST_KEYS: usize = 10_000;

/// Counts wrong tries. Pure: time comes in.
#[derive(Debug, Default)]
pub struct Throttle {
    wrong: HashMap<String, (u32, Moment)>,
}

impl Throttle {
    /// Whether this key must rest now.
    #[must_use]
    pub fn must_rest(&self, key: &str, now: Moment) -> bool {
        self.wrong.get(key).is_some_and(|(count, last)| *count >= TRIES && now.since(*last) < REST)
    }

    /// Notes a wrong try.
    pub fn wrong_try(&mut self, key: &str, now: Moment) {
        if self.wrong.len() >= MOST_KEYS {
            self.wrong.retain(|_, (_, last)| now.since(*last) < REST);
            if self.wrong.len() >= MOST_KEYS {
                let oldest = self.wrong.iter().min_by_key(|(_, (_, last))| *last).map(|(key, _)| key.clone());
                oldest.map(|key| self.wrong.remove(&key));
            }
        }
        let entry = self.wrong.entry(key.to_owned()).or_insert((0, now));
        if now.since(entry.1) >= REST {
            entry.0 = 0;
        }
        *entry = (entry.0 + 1, now);
    }

    /// Forgets the key after a right password.
    pub fn right(&mut self, key: &str) {
        self.wrong.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_wrong_tries_cost_a_minute() {
        let mut throttle = Throttle::default();
        let at = |s: i64| Moment(s * 1000);
        for s in 0..5 {
            assert!(!throttle.must_rest("camlo", at(s)));
            throttle.wrong_try("camlo", at(s));
        }
        assert!(throttle.must_rest("camlo", at(5)));
        assert!(!throttle.must_rest("hieugiang", at(5)));
        assert!(!throttle.must_rest("camlo", at(65)));
    }

    #[test]
    fn slow_mistakes_of_an_honest_person_are_forgotten() {
        let mut throttle = Throttle::default();
        for n in 0..10 {
            throttle.wrong_try("camlo", Moment(n * 61_000));
        }
        assert!(!throttle.must_rest("camlo", Moment(9 * 61_000 + 1)));
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut throttle = Throttle::default();
        for n in 0..MOST_KEYS + 100 {
            throttle.wrong_try(&n.to_string(), Moment(0));
        }
        assert!(throttle.wrong.len() <= MOST_KEYS);
    }
}
