//! What goes down a link: the wishes of a site, in the order of what a meeting needs, as far as the estimate pays.
//!
//! The order: captions and page turns; the voice of the floor; the main picture or the screen at its lowest layer; the
//! other voices; the main picture better; the small pictures. A wish that does not fit is left out, and a lesser one that
//! fits is not held back by it, except that nothing of a picture is better before its lowest layer is there.
//!
//! Down goes at once, up after a while and with room to spare, later and later for a wish that had to be taken back soon
//! after it was granted: a picture that comes and goes is worse than none.

mod hold;
mod wishes;

use std::collections::BTreeMap;
use std::time::Instant;

use hold::Hold;
pub use wishes::{Demand, LAYERS, MOST_PICTURES, PictureDemand};
use wishes::{Wish, WishKind};

/// What is granted (phân bổ).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allocation {
    /// The voice of whoever holds the floor.
    pub floor: bool,
    /// Other voices at once, the loudest first.
    pub voices: usize,
    /// For each place, the highest layer that may go there, counted from the lowest; none for no picture.
    pub pictures: Vec<Option<usize>>,
    /// What all that costs, bits a second.
    pub cost: u32,
    /// What the estimate would have to be for the next thing left out; none if nothing is. Worth probing for.
    pub next: Option<u32>,
}

/// Decides what goes down one link, again and again.
#[derive(Debug, Default)]
pub struct Allocator {
    holds: BTreeMap<WishKind, Hold>,
    begun: bool,
}

impl Allocator {
    /// What goes down now. `estimate` in bits a second.
    pub fn allocate(&mut self, demand: &Demand, estimate: u32, now: Instant) -> Allocation {
        let wishes = wishes::of(demand);
        self.holds.retain(|kind, _| wishes.iter().any(|wish| wish.kind == *kind));
        let estimate = u64::from(estimate);
        let mut spent = u64::from(demand.captions);
        let mut next = None;
        let mut out =
            Allocation { pictures: vec![None; demand.pictures.len().min(MOST_PICTURES)], ..Allocation::default() };
        for wish in &wishes {
            if !out.has_base_of(wish.kind) {
                self.holds.entry(wish.kind).or_default().miss(now);
                continue;
            }
            let total = spent + u64::from(wish.cost);
            let hold = self.holds.entry(wish.kind).or_default();
            let granted = if hold.is_granted() {
                hold.keep(total <= estimate, wish.patience(), now)
            } else {
                let with_room = total + total * u64::from(wish.room_percent()) / 100;
                hold.try_for(with_room <= estimate, self.begun && !wish.is_urgent(), now)
            };
            if granted {
                spent = total;
                out.grant(wish);
            } else {
                let needed = total + total * u64::from(wish.room_percent()) / 100;
                next.get_or_insert(needed.min(u64::from(u32::MAX)) as u32);
            }
        }
        self.begun = true;
        out.cost = spent.min(u64::from(u32::MAX)) as u32;
        out.next = next;
        out
    }
}

impl Allocation {
    fn grant(&mut self, wish: &Wish) {
        match wish.kind {
            WishKind::Floor => self.floor = true,
            WishKind::Voice(_) => self.voices += 1,
            WishKind::Picture { place, layer } => self.pictures[place] = Some(layer),
        }
    }

    /// Whether what the wish builds on was granted.
    fn has_base_of(&self, kind: WishKind) -> bool {
        match kind {
            WishKind::Floor => true,
            // Voices are heard in the order of loudness.
            WishKind::Voice(number) => self.voices == number,
            WishKind::Picture { place, layer } => layer == 0 || self.pictures[place].is_some(),
        }
    }
}

#[cfg(test)]
mod tests;
