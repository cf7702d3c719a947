//! How long something has been late, in the steps a leader reads.

/// A step of lateness (nhóm quá hạn): days past the due date. Offices list what is late for more than 120 days by name,
/// so the last step begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// First day.
    pub from: i32,
    /// Last day; none for no end.
    pub to: Option<i32>,
}

/// The steps, shortest first.
pub const AGES: [Age; 5] = [
    // A due date with a time of day is late from that minute on: zero days.
    Age { from: 0, to: Some(7) },
    Age { from: 8, to: Some(30) },
    Age { from: 31, to: Some(90) },
    Age { from: 91, to: Some(120) },
    Age { from: 121, to: None },
];

/// The step of something that is `days` late.
pub(super) fn step(days: i32) -> usize {
    AGES.iter().position(|age| age.to.is_none_or(|to| days <= to)).unwrap_or(AGES.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_one_step_and_the_steps_follow_each_other() {
        for (days, at) in
            [(0, 0), (1, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (120, 3), (121, 4), (900, 4)]
        {
            assert_eq!(step(days), at, "{days}");
        }
        for pair in AGES.windows(2) {
            assert_eq!(pair[0].to.map(|to| to + 1), Some(pair[1].from));
        }
    }
}
