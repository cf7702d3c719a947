//! What a site would like to get, cut into steps in order of need.

use std::time::Duration;

/// Layers of a picture at most (RFC 8853 allows more; browsers send three).
pub const LAYERS: usize = 3;
/// Places for pictures that are looked at.
pub const MOST_PICTURES: usize = 16;
/// Other voices at once that are looked at.
const MOST_VOICES: usize = 7;
/// Room a picture needs beyond its cost before it is granted, percent: rates are means, and the link is not a constant.
const PICTURE_ROOM: u32 = 10;
/// Room a voice needs.
const VOICE_ROOM: u32 = 5;
/// The voice of the floor is not cut for a dip of the estimate shorter than this.
const FLOOR_PATIENCE: Duration = Duration::from_secs(3);

/// What a site would get on a perfect link. All rates in bits a second, headers included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Captions and page turns, which go another way over the same link.
    pub captions: u32,
    /// The voice of whoever holds the floor; 0 if nobody does, or this site itself.
    pub floor: u32,
    /// The other voices, the loudest first. Of more than 7 the rest is left out.
    pub voices: Vec<u32>,
    /// The places, the main picture first. Of more than [`MOST_PICTURES`] the rest is left out.
    pub pictures: Vec<PictureDemand>,
}

impl Demand {
    /// What everything costs.
    #[must_use]
    pub fn total(&self) -> u32 {
        let pictures = self.pictures.iter().filter_map(|picture| picture.layers.iter().flatten().max().copied());
        let all = [self.captions, self.floor].into_iter().chain(self.voices.iter().copied()).chain(pictures);
        all.fold(0, u32::saturating_add)
    }
}

/// What a place could show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureDemand {
    /// Rate of each layer its source sends, the lowest first; none for one that is not sent. All none: nothing to show.
    pub layers: [Option<u32>; LAYERS],
}

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WishKind {
    /// The voice of the floor.
    Floor,
    /// The n-th other voice.
    Voice(usize),
    /// A layer of the picture in a place.
    Picture {
        /// Which place.
        place: usize,
        /// Which layer, 0 for the lowest that is sent.
        layer: usize,
    },
}

/// A step and what it costs beyond the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) kind: WishKind,
    pub(super) cost: u32,
}

impl Wish {
    /// Room wanted beyond the cost before it is granted, percent.
    pub(super) fn room_percent(&self) -> u32 {
        if matches!(self.kind, WishKind::Picture { .. }) { PICTURE_ROOM } else { VOICE_ROOM }
    }

    /// How long it is kept though it does not fit.
    pub(super) fn patience(&self) -> Duration {
        if self.kind == WishKind::Floor { FLOOR_PATIENCE } else { Duration::ZERO }
    }

    /// Whether it is granted without waiting: a word not heard does not come again.
    pub(super) fn is_urgent(&self) -> bool {
        !matches!(self.kind, WishKind::Picture { .. })
    }
}

/// The steps, most needed first. Layers are those that are sent, so layer numbers are positions in
/// [`PictureDemand::layers`] and gaps in it are skipped.
pub(super) fn of(demand: &Demand) -> Vec<Wish> {
    let mut wishes = Vec::new();
    if demand.floor > 0 {
        wishes.push(Wish { kind: WishKind::Floor, cost: demand.floor });
    }
    let pictures = &demand.pictures[..demand.pictures.len().min(MOST_PICTURES)];
    let mut main = pictures.first().map(|picture| steps(0, picture)).unwrap_or_default().into_iter();
    wishes.extend(main.next());
    wishes.extend(
        demand
            .voices
            .iter()
            .take(MOST_VOICES)
            .enumerate()
            .map(|(n, cost)| Wish { kind: WishKind::Voice(n), cost: *cost }),
    );
    wishes.extend(main);
    let small: Vec<Vec<Wish>> =
        pictures.iter().enumerate().skip(1).map(|(place, picture)| steps(place, picture)).collect();
    // All small pictures at their lowest before any of them is better.
    for step in 0..LAYERS {
        wishes.extend(small.iter().filter_map(|steps| steps.get(step)));
    }
    wishes
}

fn steps(place: usize, picture: &PictureDemand) -> Vec<Wish> {
    let mut before = 0;
    let sent = picture.layers.iter().enumerate().filter_map(|(layer, rate)| Some((layer, (*rate)?)));
    sent.enumerate()
        .map(|(step, (layer, rate))| {
            let cost = rate.saturating_sub(before);
            before = before.max(rate);
            // The first step is the base of the others, whatever its number.
            Wish { kind: WishKind::Picture { place, layer: if step == 0 { 0 } else { layer } }, cost }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_floor_then_main_then_voices_then_better_then_small() {
        let demand = Demand {
            captions: 8_000,
            floor: 40_000,
            voices: vec![40_000, 40_000],
            pictures: vec![
                PictureDemand { layers: [Some(100_000), Some(350_000), None] },
                PictureDemand { layers: [Some(90_000), None, Some(900_000)] },
                PictureDemand { layers: [Some(80_000), None, None] },
            ],
        };
        let picture = |place, layer| WishKind::Picture { place, layer };
        let order: Vec<(WishKind, u32)> = of(&demand).iter().map(|wish| (wish.kind, wish.cost)).collect();
        assert_eq!(
            order,
            [
                (WishKind::Floor, 40_000),
                (picture(0, 0), 100_000),
                (WishKind::Voice(0), 40_000),
                (WishKind::Voice(1), 40_000),
                (picture(0, 1), 250_000),
                (picture(1, 0), 90_000),
                (picture(2, 0), 80_000),
                (picture(1, 2), 810_000),
            ]
        );
        assert_eq!(demand.total(), 8_000 + 40_000 + 80_000 + 350_000 + 900_000 + 80_000);
    }

    #[test]
    fn more_voices_and_places_than_there_can_be_are_left_out() {
        let picture = PictureDemand { layers: [Some(1), None, None] };
        let demand = Demand { voices: vec![1; 1_000], pictures: vec![picture; 1_000], ..Demand::default() };
        assert_eq!(of(&demand).len(), MOST_VOICES + MOST_PICTURES);
    }
}
