//! What a subscriber would get on a perfect link, and what they get on theirs.

use std::time::Instant;

use super::super::layer::{Layer, LayerRate, SIZES, Size};
use super::super::packet::OutPacket;
use super::{Meeting, PeerKey};
use crate::link::{Allocation, Demand, PictureDemand, SoundForm};

/// Bits a second of a voice without headers, as browsers send it.
const VOICE: u32 = 32_000;
/// Captions and page turns, which go over the socket of signals, bits a second.
const CAPTIONS: u32 = 8_000;
/// What a size costs that a camera can send and does not at the moment, because nobody has it.
const USUAL_RATES: [u32; SIZES] = [110_000, 380_000, 1_300_000];
/// Least rate a picture is counted with: a still camera begins to move.
const LEAST_PICTURE: u32 = 30_000;

impl Meeting {
    /// What a subscriber would get on a perfect link.
    pub(in crate::sfu) fn demand_of(&self, subscriber: PeerKey, now: Instant) -> Demand {
        let Some(member) = self.members.get(&subscriber) else { return Demand::default() };
        let (floor, others) = self.voices();
        let voice = SoundForm::default().cost(VOICE);
        let places = member.places.voices.len();
        let heard_of_floor = floor.is_some_and(|floor| floor != subscriber) && places > 0;
        let others = others.iter().filter(|other| **other != subscriber).count();
        let pictures = member.places.pictures.iter().enumerate().map(|(place, picture)| {
            let layers = picture.source().map_or([None; SIZES], |source| self.rates_of(source, now));
            PictureDemand { layers: if place == 0 { layers } else { lowest(layers) } }
        });
        Demand {
            captions: CAPTIONS,
            floor: if heard_of_floor { voice } else { 0 },
            voices: vec![voice; others.min(places.saturating_sub(usize::from(heard_of_floor)))],
            pictures: pictures.collect(),
        }
    }

    /// Puts in force what a link pays for. `demand` is what it was decided on.
    pub(in crate::sfu) fn grant(&mut self, subscriber: PeerKey, demand: &Demand, allocation: &Allocation) {
        let layers: Vec<Option<Layer>> = allocation
            .pictures
            .iter()
            .zip(&demand.pictures)
            .map(|(layer, picture)| {
                // The lowest layer is the lowest that there is.
                let first = picture.layers.iter().position(Option::is_some).unwrap_or(0);
                layer.and_then(|layer| Size::ALL.get(layer.max(first)).copied()).map(Layer::whole)
            })
            .collect();
        self.set_layers(subscriber, &layers);
        // Who begins to speak before the next decision is heard from the first word, unless something was denied.
        let floor = allocation.floor || demand.floor == 0;
        let voices = if allocation.voices < demand.voices.len() { allocation.voices } else { usize::MAX };
        self.allow_voices(subscriber, (floor, voices));
    }

    /// A packet of nothing for a place without a picture, to see what the link carries.
    pub(in crate::sfu) fn fill(&mut self, subscriber: PeerKey, now: Instant) -> Option<(usize, OutPacket)> {
        let places = &mut self.members.get_mut(&subscriber)?.places.pictures;
        places.iter_mut().enumerate().rev().find_map(|(place, picture)| Some((place, picture.fill(now)?)))
    }

    fn allow_voices(&mut self, subscriber: PeerKey, allowed: (bool, usize)) {
        if let Some(member) = self.members.get_mut(&subscriber)
            && member.places.voices_allowed != allowed
        {
            member.places.voices_allowed = allowed;
            self.assign_voices();
        }
    }

    /// What each size of a camera costs, also one that is paused because nobody has it.
    fn rates_of(&self, source: PeerKey, now: Instant) -> [Option<u32>; SIZES] {
        let Some(member) = self.members.get(&source) else { return [None; SIZES] };
        let offered = member.sizes.as_ref().map_or([false; SIZES], |sizes| sizes.offered.sizes());
        let measured = |rate: Option<LayerRate>| rate.map(|rate| rate.bits_per_second.max(LEAST_PICTURE));
        let coming = member.camera.rates(now);
        Size::ALL.map(|size| {
            let at = size.index();
            measured(coming[at]).or(offered[at].then_some(USUAL_RATES[at]))
        })
    }
}

/// The lowest layer alone.
fn lowest(mut layers: [Option<u32>; SIZES]) -> [Option<u32>; SIZES] {
    if let Some(first) = layers.iter().position(Option::is_some) {
        layers[first + 1..].fill(None);
    }
    layers
}

#[cfg(test)]
mod tests;
