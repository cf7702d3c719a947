#![allow(clippy::unwrap_used)]

use std::time::Duration;

use super::*;

fn demand() -> Demand {
    let picture = |layers: [u32; 3]| PictureDemand { layers: layers.map(|rate| (rate > 0).then_some(rate)) };
    Demand {
        captions: 8_000,
        floor: 46_000,
        voices: vec![46_000],
        pictures: vec![
            picture([100_000, 350_000, 1_200_000]),
            picture([100_000, 0, 0]),
            picture([100_000, 0, 0]),
            picture([0, 0, 0]),
        ],
    }
}

/// What is granted once an estimate has stood for two minutes.
fn settled(estimate: u32) -> Allocation {
    let base = Instant::now();
    let mut allocator = Allocator::default();
    let mut last = Allocation::default();
    for tenth in 0..1_200 {
        last = allocator.allocate(&demand(), estimate, base + Duration::from_millis(tenth * 100));
    }
    last
}

#[test]
fn what_goes_down_grows_in_the_order_of_need() {
    let granted = |estimate| {
        let allocation = settled(estimate);
        (allocation.floor, allocation.voices, allocation.pictures.clone())
    };
    assert_eq!(granted(40_000), (false, 0, vec![None; 4]));
    assert_eq!(granted(64_000), (true, 0, vec![None; 4]));
    assert_eq!(granted(120_000), (true, 1, vec![None; 4]));
    assert_eq!(granted(180_000), (true, 0, vec![Some(0), None, None, None]));
    assert_eq!(granted(240_000), (true, 1, vec![Some(0), None, None, None]));
    assert_eq!(granted(370_000), (true, 1, vec![Some(0), Some(0), None, None]));
    assert_eq!(granted(560_000), (true, 1, vec![Some(1), None, None, None]));
    assert_eq!(granted(800_000), (true, 1, vec![Some(1), Some(0), Some(0), None]));
    assert_eq!(granted(2_000_000), (true, 1, vec![Some(2), Some(0), Some(0), None]));
}

#[test]
fn no_more_is_granted_than_the_estimate_pays() {
    for estimate in (10_000..3_000_000).step_by(10_007) {
        let allocation = settled(estimate);
        assert!(allocation.cost <= estimate.max(8_000), "{estimate}: {allocation:?}");
    }
}

#[test]
fn what_is_missing_says_what_it_would_take() {
    let allocation = settled(240_000);
    assert_eq!(allocation.next, Some((8_000 + 46_000 + 100_000 + 46_000 + 250_000) * 110 / 100));
    assert_eq!(settled(9_000_000).next, None);
}

#[test]
fn down_is_at_once_and_up_takes_two_seconds() {
    let base = Instant::now();
    let at = |ms| base + Duration::from_millis(ms);
    let mut allocator = Allocator::default();
    assert_eq!(allocator.allocate(&demand(), 600_000, at(0)).pictures[0], Some(1));
    assert_eq!(allocator.allocate(&demand(), 300_000, at(100)).pictures[0], Some(0));
    let up: Vec<u64> = (2..100_u64)
        .filter(|tenth| allocator.allocate(&demand(), 600_000, at(tenth * 100)).pictures[0] == Some(1))
        .collect();
    // It had been granted for a tenth of a second only, so it waits twice as long.
    assert_eq!(up.first(), Some(&42), "{up:?}");
}

#[test]
fn the_voice_of_the_floor_survives_a_dip() {
    let base = Instant::now();
    let mut allocator = Allocator::default();
    for tenth in 0..100_u64 {
        let estimate = if (20..40).contains(&tenth) { 20_000 } else { 100_000 };
        let allocation = allocator.allocate(&demand(), estimate, base + Duration::from_millis(tenth * 100));
        assert!(allocation.floor, "at {tenth}");
    }
}

#[test]
fn an_estimate_that_swings_does_not_make_the_picture_swing() {
    let base = Instant::now();
    let mut allocator = Allocator::default();
    let mut changes = Vec::new();
    let mut shown = None;
    for tenth in 0..3_000_u64 {
        let estimate = if tenth / 50 % 2 == 0 { 700_000 } else { 380_000 };
        let allocation = allocator.allocate(&demand(), estimate, base + Duration::from_millis(tenth * 100));
        if allocation.pictures[0] != shown {
            shown = allocation.pictures[0];
            changes.push(tenth / 10);
        }
    }
    for minute in 1..5 {
        let within = changes.iter().filter(|second| **second / 60 == minute).count();
        assert!(within <= 6, "{within} in minute {minute}: {changes:?}");
    }
}

#[test]
fn a_site_with_nothing_to_show_wants_nothing() {
    let mut allocator = Allocator::default();
    let allocation = allocator.allocate(&Demand::default(), 1_000_000, Instant::now());
    assert_eq!(allocation, Allocation::default());
}
