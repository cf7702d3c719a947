//! The rungs of the ladder a weak link goes down, as the person in the room sees them.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::allocate::{Allocation, Demand};

/// Changes remembered per link.
pub const MOST_CHANGES: usize = 64;

/// What a site gets (mức truyền).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Captions only (chỉ phụ đề), about 8 kbit/s.
    Captions,
    /// The voice of the floor, captions, and papers turned together (tiếng và tài liệu).
    Voice,
    /// The main picture at its lowest (hình nhỏ).
    SmallPicture,
    /// The main picture above its lowest, or all there is (đầy đủ).
    Full,
}

impl Rung {
    /// Stable name for the wire and the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Captions => "captions",
            Self::Voice => "voice",
            Self::SmallPicture => "small_picture",
            Self::Full => "full",
        }
    }

    /// The rung of a stable name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Captions, Self::Voice, Self::SmallPicture, Self::Full].into_iter().find(|rung| rung.code() == code)
    }

    /// The rung an allocation amounts to.
    #[must_use]
    pub fn of(allocation: &Allocation, demand: &Demand) -> Self {
        if demand.floor > 0 && !allocation.floor {
            return Self::Captions;
        }
        let sent =
            |place: usize| demand.pictures.get(place).map_or(0, |picture| picture.layers.iter().flatten().count());
        let got = allocation.pictures.first().copied().flatten();
        match (sent(0), got) {
            // No main picture to be had: small ones, if any, are all there is.
            (0, _) => {
                let wanted = (1..demand.pictures.len()).any(|place| sent(place) > 0);
                let some = allocation.pictures.iter().any(Option::is_some);
                if wanted && !some { Self::Voice } else { Self::Full }
            }
            (_, None) => Self::Voice,
            (1, Some(_)) => Self::Full,
            (_, Some(0)) => Self::SmallPicture,
            (_, Some(_)) => Self::Full,
        }
    }

    /// What remains of a demand if no more than this rung is to go down.
    #[must_use]
    pub fn limit(self, demand: &Demand) -> Demand {
        let mut left = demand.clone();
        match self {
            Self::Full => {}
            Self::SmallPicture => {
                left.pictures.iter_mut().skip(1).for_each(|picture| picture.layers = Default::default());
                if let Some(main) = left.pictures.first_mut() {
                    let lowest = main.layers.iter().position(Option::is_some);
                    for (layer, rate) in main.layers.iter_mut().enumerate() {
                        *rate = rate.filter(|_| Some(layer) == lowest);
                    }
                }
            }
            Self::Voice | Self::Captions => {
                left.pictures.iter_mut().for_each(|picture| picture.layers = Default::default());
                if self == Self::Captions {
                    left.floor = 0;
                    left.voices.clear();
                }
            }
        }
        left
    }
}

/// A change of rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Instant,
    /// The rung from then on.
    pub rung: Rung,
}

/// The rung of one link over time.
#[derive(Debug)]
pub struct Ladder {
    changes: VecDeque<Change>,
    rung: Rung,
    forced: Option<Rung>,
}

impl Ladder {
    /// Begins on a rung, the one of last time if it is known.
    #[must_use]
    pub fn new(rung: Rung, forced: Option<Rung>) -> Self {
        Self { changes: VecDeque::new(), rung: forced.map_or(rung, |forced| forced.min(rung)), forced }
    }

    /// The present rung.
    #[must_use]
    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// The highest rung the site wants, if it chose one.
    #[must_use]
    pub fn forced(&self) -> Option<Rung> {
        self.forced
    }

    /// The site chooses the highest rung it wants (tiết kiệm dữ liệu), or none.
    pub fn force(&mut self, rung: Option<Rung>) {
        self.forced = rung;
    }

    /// Notes the rung of a moment; says whether it changed.
    pub fn note(&mut self, rung: Rung, now: Instant) -> bool {
        if rung == self.rung {
            return false;
        }
        self.rung = rung;
        if self.changes.len() == MOST_CHANGES {
            self.changes.pop_front();
        }
        self.changes.push_back(Change { at: now, rung });
        true
    }

    /// The last changes, oldest first.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter()
    }

    /// Changes within a time up to now.
    #[must_use]
    pub fn changes_within(&self, time: Duration, now: Instant) -> usize {
        self.changes.iter().filter(|change| now.saturating_duration_since(change.at) <= time).count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::allocate::PictureDemand;
    use super::*;

    fn demand() -> Demand {
        Demand {
            captions: 8_000,
            floor: 46_000,
            voices: vec![46_000],
            pictures: vec![
                PictureDemand { layers: [Some(100_000), Some(350_000), None] },
                PictureDemand { layers: [Some(100_000), None, None] },
            ],
        }
    }

    fn allocation(floor: bool, main: Option<usize>, small: Option<usize>) -> Allocation {
        Allocation { floor, pictures: vec![main, small], ..Allocation::default() }
    }

    #[test]
    fn the_rung_says_what_the_room_sees_and_hears() {
        let of = |floor, main, small| Rung::of(&allocation(floor, main, small), &demand());
        assert_eq!(of(true, Some(1), None), Rung::Full);
        assert_eq!(of(true, Some(0), Some(0)), Rung::SmallPicture);
        assert_eq!(of(true, None, None), Rung::Voice);
        assert_eq!(of(false, None, None), Rung::Captions);
        let quiet = Demand { floor: 0, ..Demand::default() };
        assert_eq!(Rung::of(&Allocation::default(), &quiet), Rung::Full, "nothing is missing");
    }

    #[test]
    fn a_camera_with_one_layer_is_all_there_is() {
        let mut demand = demand();
        demand.pictures[0].layers = [Some(500_000), None, None];
        assert_eq!(Rung::of(&allocation(true, Some(0), None), &demand), Rung::Full);
    }

    #[test]
    fn a_forced_rung_leaves_out_what_is_above_it() {
        assert_eq!(Rung::Captions.limit(&demand()).total(), 8_000);
        assert_eq!(Rung::Voice.limit(&demand()).total(), 100_000);
        assert_eq!(Rung::SmallPicture.limit(&demand()).total(), 200_000);
        assert_eq!(Rung::Full.limit(&demand()), demand());
    }

    #[test]
    fn changes_are_kept_with_their_times_but_not_for_ever() {
        let base = Instant::now();
        let mut ladder = Ladder::new(Rung::Full, None);
        assert!(!ladder.note(Rung::Full, base));
        for second in 0..200_u64 {
            let rung = if second % 2 == 0 { Rung::Voice } else { Rung::Full };
            assert!(ladder.note(rung, base + Duration::from_secs(second)));
        }
        assert_eq!(ladder.changes().count(), MOST_CHANGES);
        assert_eq!(ladder.changes_within(Duration::from_secs(10), base + Duration::from_secs(199)), 11);
    }

    #[test]
    fn names_are_read_back() {
        for rung in [Rung::Captions, Rung::Voice, Rung::SmallPicture, Rung::Full] {
            assert_eq!(Rung::from_code(rung.code()), Some(rung));
        }
        assert_eq!(Rung::from_code("half"), None);
    }
}
